package encoder

import (
	"math/bits"

	"tas/encoder/isa"
)

// form is how plain lines of a mnemonic and a shape are written: half a line of the
// cache.
type form struct {
	name  [2]uint64 // as the source spells it; zeros in an empty slot
	shape uint64    // see plainLine

	lead  uint32 // the opcode, without its last byte if there is no ModRM byte; the highest byte: 66, f2, f3, 0 or vexForm
	last  uint8  // the ModRM byte, or the last of the opcode, without what depends on operands
	keep  uint8  // which bits of it those are, of the operand at rm
	slots uint8  // the operands at rm, at reg << 2, at vvvv << 4; bytes of lead << 6
	imm   uint8  // bytes of the constant, wideForm, doubleUse
}

const (
	wideForm  = 1 << 6 // there is REX.W
	doubleUse = 1 << 7 // marks movq, see displace
	immBytes  = 15

	// vexForm is in the place of a prefix where there is VEX. Above the opcode, lead
	// has the last two bytes of the longer form of it, for registers of number 0.
	vexForm = 0xc4
)

// unplain are the flags of templates whose code depends on more than a form tells.
const unplain = peculiar | isa.FlagWait | isa.FlagTrail | isa.FlagString | isa.FlagBranch | isa.FlagJump | isa.FlagJcc | isa.FlagAddrSize |
	isa.FlagAddrReg | isa.FlagMoffs | isa.FlagFar | isa.FlagAsIs | isa.FlagSIB | isa.FlagREX2 | isa.FlagVSIB

// form finds the form of a line, or nil.
func (e *Encoder) form(l *plainLine) *form {
	pair := e.formsAt(l)
	for k := range pair {
		f := &pair[k]
		if (f.name[0]^l.name[0])|(f.name[1]^l.name[1])|(f.shape^l.shape) == 0 {
			return f
		}
	}
	return nil
}

// formsAt is the two slots for the form of a line.
func (e *Encoder) formsAt(l *plainLine) *[2]form {
	hash := (l.name[0] ^ bits.RotateLeft64(l.name[1], 7) ^ l.shape*0xc2b2ae3d27d4eb4f) * 0x9e3779b97f4a7c15 >> 32
	return &e.forms[hash*uint64(len(e.forms))>>32]
}

// learn keeps the form of the instruction just assembled by template t, whose line
// starts at start, if it is plain and the form makes the same code.
func (e *Encoder) learn(t *template, start int, code []byte) {
	i := &e.inst
	if i.prefix.any || i.disp != 0 || i.swap || e.opt.Optimize != 0 || e.opt.SSE2AVX || e.limit != nil || t.Flags&isa.FlagIndirect != 0 && i.demand&isa.NeedStar == 0 {
		return
	}
	var l plainLine
	if !l.read(e.in.Text[:cap(e.in.Text)], start) || l.end != e.in.At || e.shapeless() {
		return
	}
	f := form{name: l.name, shape: l.shape}
	var trial [room]byte
	if !f.fill(t, i) {
		return
	}
	if t.Map == isa.Map0 && string(e.mnemonicText()) == "movq" {
		f.imm |= doubleUse
	}
	if n, _ := l.write(&f, &trial); string(trial[:n]) != string(code) {
		return
	}
	pair := e.formsAt(&l)
	pair[1], pair[0] = pair[0], f
}

// fill makes the form of template t, with operands as those of i. It reports false
// where that is not enough to tell the code.
func (f *form) fill(t *template, i *Inst) bool {
	if t.Flags&unplain != 0 || t.Sel != isa.NoSlot || t.Ext == isa.ExtFixed || i.mem >= 0 && t.RM != uint8(i.mem) ||
		i.n == len(plainLine{}.ops) && t.Imm == isa.NoSlot {
		return false
	}
	// Where there is no operand, one puts nothing into the code.
	slots := [3]uint8{t.RM, t.Reg, t.V}
	if t.Flags&isa.FlagBoth != 0 {
		slots[0] = t.Reg
	}
	for k, slot := range slots {
		if slot == isa.NoSlot {
			slot = min(uint8(i.n), t.Imm)
		}
		f.slots |= slot << (2 * k)
	}
	if t.Ext < 8 {
		f.last = t.Ext << 3
	}
	f.keep = 0xff
	switch t.Enc {
	case isa.Legacy:
		if !f.legacy(t) {
			return false
		}
	case isa.VEX:
		if t.Flags&isa.FlagSwap != 0 && i.mem < 0 {
			return false // some registers make the other form the shorter one
		}
		f.lead = uint32(t.Opcode) | uint32(0xe0|t.Map)<<8 | uint32(t.W<<7|0x78|t.L<<2|t.PP)<<16 | vexForm<<24
		f.slots |= 1 << 6
		if t.Ext == isa.ExtNone {
			return false
		}
	default:
		return false
	}
	if t.Imm == isa.NoSlot {
		return true
	}
	f.imm |= t.ImmW
	op := &i.ops[t.Imm]
	return op.kind == isa.Imm && op.class&uncut(t.ImmW) != 0
}

// legacy fills in what is special where there is no VEX.
func (f *form) legacy(t *template) bool {
	prefix := [...]uint32{isa.PP66: 0x66, isa.PPF3: 0xf3, isa.PPF2: 0xf2}[t.PP]
	if t.Size == 2 {
		if prefix != 0 {
			return false
		}
		prefix = 0x66
	}
	n := uint8(0)
	switch t.Map {
	case isa.Map0F:
		f.lead, n = 0x0f, 1
	case isa.Map0F38:
		f.lead, n = 0x380f, 2
	case isa.Map0F3A:
		f.lead, n = 0x3a0f, 2
	}
	if t.Ext == isa.ExtNone {
		f.last, f.keep = t.Opcode, 7
		if t.RM == isa.NoSlot {
			f.keep = 0
		}
	} else {
		f.lead |= uint32(t.Opcode) << (8 * n)
		n++
	}
	f.lead |= prefix << 24
	f.slots |= n << 6
	if t.W != 0 || t.Size == 8 && t.Flags&isa.FlagDefault64 == 0 {
		f.imm |= wideForm
	}
	return true
}

// uncut are the classes of constants that a field of width bytes holds as they are.
func uncut(width uint8) uint64 {
	switch width {
	case 1:
		return isa.I8
	case 2:
		return isa.I16
	case 4:
		return isa.I32
	case 8:
		return isa.I64
	}
	return 0 // there is another constant behind it
}

// unshaped are the classes that shapes do not tell: those of registers that few
// instructions single out, of the addresses of string instructions, of constants.
var unshaped = isa.Set{
	isa.Reg: isa.Unshaped,
	isa.Mem: isa.StrSrc | isa.StrDst | isa.XlatB,
	isa.Imm: isa.IThree | isa.I4,
}

// shapeless reports whether the mnemonic distinguishes operands of one shape.
func (e *Encoder) shapeless() bool {
	m := &mnemonics[e.inst.name-1]
	for _, id := range mnemonicLists[m.list : int(m.list)+int(m.n)] {
		for _, id := range templates[id].Sets {
			for kind, set := range &sets[id] {
				if set&unshaped[kind] != 0 {
					return true
				}
			}
		}
	}
	return false
}
