package encoder

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"tas/encoder/isa"
	"tas/obj"
)

// The form of an instruction composed by .insn: which operand stands where,
// and what follows from the operands where the source does not state it. A
// /digit counts as a register here; immediates do not count.
//
//	operands  places, in AT&T order
//	1         +r: the opcode; VEX and its like: vvvv
//	2         rm, reg
//	3         rm, vvvv, reg
//	4         the high half of an immediate byte, rm, vvvv, reg
//
// Memory is rm wherever it stands.

// insnForm completes the template from the operands.
func (e *Encoder) insnForm(c *composed) bool {
	i := &e.inst
	if bits.OnesCount8(i.memMask) > 1 {
		return e.insnError("an instruction has one memory operand at most")
	}
	var order [len(i.ops)]uint8
	n, count := 0, 0
	for k := range i.n {
		switch op := &i.ops[k]; op.kind {
		case isa.Reg:
			if problem := e.insnRegister(c, op); problem != "" {
				e.in.Diags.Errorf(e.opSpan(k), "%%%s %s", RegisterName(op.reg), problem)
				return false
			}
			order[n] = uint8(k)
			n++
		case isa.Mem:
			c.RM = uint8(k)
			count++
		}
	}
	if !e.insnPlaces(c, order[:n], count+n) {
		return false
	}
	c.N = uint8(i.n)
	if !e.insnWidths(c) {
		return false
	}
	if c.Enc == isa.Legacy {
		return e.insnLegacy(c)
	}
	return e.insnVector(c)
}

func (e *Encoder) insnError(text string) bool {
	e.in.Diags.Errorf(e.span(), "%s", text)
	return false
}

// insnRegister says what forbids a register.
func (e *Encoder) insnRegister(c *composed, op *Operand) string {
	n := op.reg.Num()
	switch kind := op.reg.Kind(); {
	case kind == isa.RegIP || kind == isa.RegIZ:
		return "has no number; it stands in addresses only"
	case n >= 8 && e.Bits != 64:
		return "cannot be encoded outside 64-bit code"
	case kind == isa.RegZMM && c.Enc != isa.EVEX, n >= 16 && kind > isa.Reg64 && c.Enc != isa.EVEX:
		return "needs an EVEX encoding"
	case n >= 16 && (c.Enc == isa.VEX || c.Enc == isa.XOP || c.Enc == isa.Legacy && c.Map > isa.Map0F):
		return "needs an EVEX encoding, or REX2 with an opcode of one byte or behind 0f"
	}
	return ""
}

// insnPlaces gives the registers in order their places; count includes memory.
func (e *Encoder) insnPlaces(c *composed, order []uint8, count int) bool {
	next := func() uint8 { k := order[0]; order = order[1:]; return k }
	vector, memory := c.Enc != isa.Legacy, c.RM != isa.NoSlot
	if c.plusR {
		switch {
		case memory || count == 0:
			return e.insnError("+r takes a register operand, and no memory")
		case count > 1 && !vector || count > 2:
			return e.insnError("+r leaves no place for another register")
		}
		if c.RM = next(); len(order) > 0 {
			c.V = next()
		}
		return true
	}
	digit := c.Ext < 8
	if digit {
		count++
	}
	switch {
	case count == 0:
		return true
	case c.Ext == isa.ExtFixed:
		return e.insnError("an opcode of two bytes takes immediates only: its second byte is the ModR/M byte")
	case count > 4 || count > 2 && !vector:
		return e.insnError("more registers than the encoding has places for; implied ones such as %cl are left out")
	case count == 1 && vector && !memory && !digit:
		c.V = next()
		return true
	case count == 1:
		return e.insnError("one operand does not fill a ModR/M byte; add /0 to /7, the digit of the opcode, or +r")
	}
	if count == 4 {
		c.Sel = next()
	}
	if !memory {
		c.RM = next()
	}
	if count > 2 {
		c.V = next()
	}
	if !digit {
		c.Ext, c.Reg = isa.ExtReg, next()
	}
	return true
}

// insnLegacy finds the operand size: that of the last general register.
func (e *Encoder) insnLegacy(c *composed) bool {
	i := &e.inst
	if i.mask|i.round|i.bcast != 0 || i.zero {
		return e.insnError("masks, {z}, rounding and broadcast need an EVEX encoding")
	}
	if i.memMask != 0 && i.ops[c.RM].index.Kind() >= isa.RegXMM && i.ops[c.RM].index.Kind() <= isa.RegZMM {
		return e.insnError("a vector index needs a VEX or EVEX encoding")
	}
	for k := range i.n {
		switch r := i.ops[k].reg; {
		case i.ops[k].kind != isa.Reg:
		case r.Kind() == isa.Reg16:
			c.Size = 2
		case r.Kind() == isa.Reg32:
			c.Size = 4
		case r.Kind() == isa.Reg64:
			c.Size = 8
		}
	}
	return true
}

// insnVector finds the length of vectors, W and the scale of a displacement.
func (e *Encoder) insnVector(c *composed) bool {
	i := &e.inst
	p := &i.prefix
	evex := c.Enc == isa.EVEX
	switch {
	case p.data || p.rep != 0 || p.lock || p.rex != 0:
		return e.insnError("VEX, XOP and EVEX take no data16, rep, lock or rex prefix; 66, F3, F2 and W are parts of the encoding")
	case !evex && (i.mask|i.round|i.bcast != 0 || i.zero):
		return e.insnError("masks, {z}, rounding and broadcast need an EVEX encoding")
	}
	size, general, wide := 0, false, false // the largest vector, in bytes
	for k := range i.n {
		op := &i.ops[k]
		switch kind := op.reg.Kind(); {
		case op.kind == isa.Mem && op.size != 0:
			size = max(size, int(op.size)*max(int(i.bcast), 1))
		case op.kind != isa.Reg:
		case kind >= isa.RegXMM && kind <= isa.RegZMM:
			size = max(size, 16<<(kind-isa.RegXMM))
		case kind <= isa.Reg64:
			general, wide = true, wide || kind == isa.Reg64
		}
	}
	if !c.length && size > 0 {
		c.Flags &^= isa.FlagLIG
		switch {
		case size > 32:
			c.L = 2
		case size > 16:
			c.L = 1
		}
	}
	if !c.w && general && e.Bits == 64 {
		c.Flags &^= isa.FlagWIG
		if wide {
			c.W = 1
		}
	}
	if i.memMask == 0 {
		return true
	}
	mem := &i.ops[c.RM]
	if kind := mem.index.Kind(); kind >= isa.RegXMM && kind <= isa.RegZMM {
		c.Flags |= isa.FlagVSIB
		if !evex && (mem.index.Num() >= 16 || kind == isa.RegZMM) {
			return e.insnError("this vector index needs an EVEX encoding")
		}
	}
	if i.demand&isa.NeedEGPR != 0 && !evex {
		return e.insnError("the registers r16 to r31 need an EVEX encoding")
	}
	if evex {
		e.insnScale(c, mem, general && size == 0)
	}
	return true
}

// insnScale finds what EVEX multiplies a displacement of one byte with: the size
// that is stated, or that of a whole vector, or of a broadcast element.
func (e *Encoder) insnScale(c *composed, mem *Operand, scalar bool) {
	i := &e.inst
	size := int(mem.size)
	switch {
	case size != 0:
	case i.bcast > 1:
		size = 16 << c.L / int(i.bcast)
	case scalar: // the instructions of general registers that APX moved to EVEX
		size = 1
	case c.Flags&isa.FlagLIG == 0:
		size = 16 << c.L
	case mem.val.Add != 0 && i.disp == 0:
		i.disp = 32 // not known: a displacement of four bytes is never scaled
	}
	shift := uint8(bits.Len(uint(max(size, 1))) - 1)
	c.Disp8 = shift | shift<<4
}

// insnNote reads what .insn has behind operands besides the usual: {:s8} and
// {:u8}, the bits of an immediate and how it is extended; {:d4}, the bytes by
// which a displacement is scaled; and that behind a broadcast, {1to8:d4}.
func (e *Encoder) insnNote(op *Operand, word []byte, start int) bool {
	i := &e.inst
	head, note, found := bytes.Cut(word, []byte(":"))
	ok := found && len(note) > 1 && op != nil
	if ok && len(head) > 0 {
		count, valid := smallNumber(bytes.TrimPrefix(head, []byte("1to")), 10)
		ok = valid && len(head) > 3 && (count == 2 || count == 4 || count == 8 || count == 16 || count == 32) && i.bcast == 0 && op.kind == isa.Mem
		i.bcast = uint8(count)
	}
	n := 0
	if ok {
		n, ok = smallNumber(note[1:], 10)
	}
	switch {
	case !ok:
	case note[0] == 'd':
		ok = op.kind == isa.Mem && n >= 1 && n <= 64 && n&(n-1) == 0
	case note[0] == 's' || note[0] == 'u':
		ok = op.kind == isa.Imm && len(head) == 0 && n >= 1 && n <= 64
		if note[0] == 's' {
			op.scale = 1
		}
	default:
		ok = false
	}
	if !ok {
		e.in.Diags.Errorf(e.in.Span(start), "unknown note {%s}; expected {:s8} or {:u8}, the bits of an immediate, or {:d4} or {1to8:d4}, the bytes by which a displacement is scaled", word)
		return false
	}
	op.size = uint8(n)
	return true
}

// insnWidths finds the width in bytes of every immediate: that of the stated
// bits, or the smallest that holds the constant.
func (e *Encoder) insnWidths(c *composed) bool {
	i := &e.inst
	total := 0
	for k := range i.n {
		op := &i.ops[k]
		if op.kind != isa.Imm {
			continue
		}
		stated, v := int(op.size), op.val.Add
		least := bits.Len64(uint64(v)) // of bits, unsigned
		if signed := bits.Len64(uint64(v^v>>63)) + 1; v < 0 || op.scale == 1 {
			least = signed
		}
		switch {
		case stated == 0 && op.val.Kind != obj.ValueInt:
			e.in.Diags.Errorf(e.opSpan(k), "the size of this immediate is not known; write {:s32} or {:u8} or their like behind it")
			return false
		case stated == 0:
			stated = least
		case op.val.Kind == obj.ValueInt && (least > stated || v < 0 && op.scale == 0):
			e.in.Diags.Errorf(e.opSpan(k), "%#x does not fit in the %d bits that are stated", v, stated)
			return false
		}
		switch {
		case stated <= 8:
			op.size = 1
		case stated <= 16:
			op.size = 2
		case stated <= 32:
			op.size = 4
		default:
			op.size = 8
		}
		if op.size == 8 && e.Bits != 64 {
			e.in.Diags.Errorf(e.opSpan(k), "only 64-bit code has immediates of 64 bits")
			return false
		}
		if c.Sel != isa.NoSlot {
			if c.Imm != isa.NoSlot || op.val.Kind != obj.ValueInt || v < 0 || v > 15 {
				e.in.Diags.Errorf(e.opSpan(k), "expected one immediate of 0 to 15, which shares its byte with the first register")
				return false
			}
			c.Imm = uint8(k)
		} else {
			total += int(op.size)
		}
	}
	if total > 15 {
		return e.insnError("the immediates are longer than an instruction may be, 15 bytes")
	}
	c.ImmW = uint8(total)
	return true
}

// insnImmediates writes the immediates behind the instruction, in the order of
// the source, in Intel syntax too.
func (e *Encoder) insnImmediates(c *composed, start int) {
	i := &e.inst
	part := e.unit.Cur
	if c.Sel != isa.NoSlot {
		return // emit wrote the byte
	}
	for at := uint32(0); ; {
		var op *Operand
		for k := range i.n {
			o := &i.ops[k]
			if o.kind == isa.Imm && o.at > at && (op == nil || o.at < op.at) {
				op = o
			}
		}
		if op == nil {
			return
		}
		at = op.at
		var field [8]byte
		if op.val.Kind == obj.ValueInt {
			binary.LittleEndian.PutUint64(field[:], uint64(op.val.Add))
		} else {
			fix := obj.Fixup{
				Off: uint32(len(part.Data)), Width: op.size, Pos: e.in.PosAt(int(op.at)), Value: op.val,
				Tail: uint8(len(part.Data) - start),
			}
			if op.scale == 1 {
				fix.Flags = obj.FixSigned
			}
			e.unit.AddFixup(fix)
		}
		part.Data = append(part.Data, field[:op.size]...)
	}
}
