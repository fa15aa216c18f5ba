package encoder

import (
	"tas/encoder/isa"
	"tas/obj"
)

// -O, -O2 and -Os: shorter encodings with the same effect. An optimisation
// rewrites the operands, or the name, and chooses a template anew; it looks at
// opcodes, which say what an instruction is however it is spelled.

// optimize returns the template of the shorter encoding, or t.
func (e *Encoder) optimize(t *template) *template {
	i := &e.inst
	segment := t.Enc == isa.Legacy && t.Map == isa.Map0 && t.Opcode == 0x8d && i.prefix.seg|i.ops[0].seg != 0
	if segment {
		i.prefix.seg, i.ops[0].seg = 0, 0 // it has no effect
	}
	before := *i
	name := ""
	switch {
	case i.noOptimize:
	case t.Enc == isa.Legacy && t.Map == isa.Map0:
		name = e.shorterInteger(t)
	case (t.Enc == isa.EVEX || t.Enc == isa.VEX) && t.Map == isa.Map0F:
		name = e.shorterVector(t)
	}
	if segment && (name == "" || name == "lea") {
		e.checkSegment(t)
	}
	if name == "" {
		return t
	}
	var buf [isa.MaxName]byte
	if i.name = lookup(append(buf[:0], name...), 0, len(name)); i.name != 0 {
		// The replacements are found under the names of AT&T syntax.
		syntax := i.demand & (isa.ATT | isa.Intel)
		i.demand = i.demand&^syntax | isa.ATT
		if shorter := e.match(); shorter != nil {
			return shorter
		}
	}
	*i = before
	return t
}

// shorterInteger rewrites an instruction on general registers, and returns its
// new name, "" when it stays.
func (e *Encoder) shorterInteger(t *template) string {
	i := &e.inst
	if i.n == 1 && t.Flags&isa.FlagBoth != 0 && t.Opcode&0xfe == 0x30 && i.ops[0].reg.Kind() == isa.Reg64 {
		i.setRegister(&i.ops[0], isa.Make(isa.Reg32, int(i.ops[0].reg.Num())))
		return "clr"
	}
	if i.n != 2 || i.ops[1].kind != isa.Reg {
		return ""
	}
	if t.Opcode == 0x8d {
		return e.shorterLea(t)
	}
	op, to := &i.ops[0], i.ops[1].reg
	twice := op.kind == isa.Reg && op.reg == to
	wide := to.Kind() == isa.Reg64
	n, constant := op.val.Add, op.kind == isa.Imm && op.val.Kind == obj.ValueInt && op.class&isa.ISym == 0
	group := uint8(8) // of add, or, adc, sbb, and, sub, xor, cmp
	switch {
	case t.Opcode < 0x40 && t.Opcode&7 < 6:
		group = t.Opcode >> 3
	case t.Opcode&0xfc == 0x80 && t.Ext < 8:
		group = t.Ext
	}
	test := t.Opcode&0xfe == 0xa8 || t.Opcode&0xfe == 0xf6 && t.Ext == 0
	move := (t.Opcode&0xfe == 0xc6 || t.Opcode&0xf0 == 0xb0) && !e.isMovabs()
	switch {
	case test && constant && 0 <= n && n <= 0x7f && e.opt.Optimize == OptimizeSize && t.Opcode&1 != 0 && (e.Bits == 64 || to.Num() < 4):
		i.setRegister(&i.ops[1], isa.Make(isa.Reg8, int(to.Num())))
		return "test"
	case wide && constant && 0 <= n && n <= 0x7fffffff && (group == 4 || test),
		wide && constant && 0 <= n && n <= 0xffffffff && move,
		wide && twice && (group == 5 || group == 6):
		i.setRegister(&i.ops[1], isa.Make(isa.Reg32, int(to.Num())))
		if twice {
			i.setRegister(op, i.ops[1].reg)
		}
		switch {
		case move:
			return "mov"
		case test:
			return "test"
		}
		return [...]string{4: "and", 5: "sub", 6: "xor"}[group]
	case twice && (group == 1 || group == 4) && e.opt.Optimize == 2 && (e.Bits != 64 || to.Kind() != isa.Reg32): // and %ebx, %ebx clears the upper half
		return "test"
	}
	return ""
}

// isMovabs reports whether the source insists on eight bytes.
func (e *Encoder) isMovabs() bool {
	text := e.mnemonicText()
	return len(text) >= 6 && text[3]|0x20 == 'a'
}

// shorterLea makes a mov of a lea that computes nothing. Of others it drops the
// size of an address whose upper half is cut off or zero.
func (e *Encoder) shorterLea(t *template) string {
	i := &e.inst
	op, to := &i.ops[0], i.ops[1].reg
	narrow := e.Bits == 64 && (i.prefix.addr || e.addressPrefix(op))
	short := e.shortAddress(op)
	base := op.base
	switch {
	case i.disp == 16 && !short, i.disp == 32 && short, i.prefix.addr && base|op.index != 0 && !e.addressPrefix(op):
		return "" // which is no wish but a mistake
	case short && e.Bits == 16 && to.Kind() == isa.Reg32 && (base|op.index != 0 || op.val.Kind == obj.ValueSym || e.opt.Optimize != 2):
		return "" // what would be a byte longer
	case base == 0 && op.index == 0:
		return e.constantLea(op, to, narrow, short)
	case base == 0 && op.scale == 0:
		base = op.index
	case op.index != 0:
		base = 0
	}
	if k := base.Kind(); (k >= isa.Reg16 && k <= isa.Reg64) && op.val.Kind != obj.ValueSym && e.cut(op.val.Add) == 0 {
		size := min(k, to.Kind())
		i.setRegister(op, isa.Make(size, int(base.Num())))
		i.memMask, i.mem = 0, -1
		i.prefix.addr, i.disp = false, 0
		i.demand = i.demand&^isa.NeedStore | isa.NeedLoad
		if k == isa.Reg16 && to.Kind() == isa.Reg32 {
			return "movzw"
		}
		i.setRegister(&i.ops[1], isa.Make(size, int(to.Num())))
		return "mov"
	}
	if !narrow {
		return ""
	}
	i.prefix.addr = false
	op.base, op.index = wider(op.base), wider(op.index)
	i.setRegister(&i.ops[1], isa.Make(min(to.Kind(), isa.Reg32), int(to.Num())))
	return "lea"
}

// constantLea makes a mov of a lea of an address without registers, which must
// have the bits of the register: a symbol all of them, a constant may be
// zero-extended.
func (e *Encoder) constantLea(op *Operand, to isa.Register, narrow, short bool) string {
	i := &e.inst
	n := op.val.Add
	switch {
	case op.val.Kind == obj.ValueSym:
		if (to.Kind() == isa.Reg16) != short || e.Bits == 64 && op.val.Mod != obj.ModNone && modifierUses[op.val.Mod]&useSigned == 0 {
			return ""
		}
		op.class = e.symbolClasses(op.val.Mod)
	case e.Bits == 64 && !narrow && to.Kind() == isa.Reg64 && n != int64(int32(n)):
		return "" // which lea does not take
	default:
		if short && to.Kind() == isa.Reg32 {
			n = int64(uint16(n))
		}
		op.class, op.val.Kind, op.val.Add = immClass(n), obj.ValueInt, n
	}
	if narrow || op.val.Kind == obj.ValueInt && to.Kind() == isa.Reg64 && n >= 0 {
		to = isa.Make(min(to.Kind(), isa.Reg32), int(to.Num()))
	}
	op.kind = isa.Imm
	i.memMask, i.mem = 0, -1
	i.prefix.addr, i.disp = false, 0
	i.setRegister(&i.ops[1], to)
	return "mov"
}

// wider is the 64-bit register that a 32-bit one of an address is part of.
func wider(r isa.Register) isa.Register {
	switch {
	case r == eip:
		return rip
	case r == eiz:
		return riz
	case r.Kind() == isa.Reg32:
		return isa.Make(isa.Reg64, int(r.Num()))
	}
	return r
}

// shorterVector rewrites a vector instruction: one that only makes zeros to 128
// bits, and moves and logic with EVEX to VEX.
func (e *Encoder) shorterVector(t *template) string {
	i := &e.inst
	low := true // all registers are among the lower 16
	for k := range i.n {
		if op := &i.ops[k]; op.kind == isa.Reg && op.reg.Num() > 15 || op.kind == isa.Mem && (op.base.Num() > 15 || op.index.Num() > 15) {
			low = false
		}
	}
	if t.Enc == isa.VEX && t.L == 1 && t.W != 0 && (t.Opcode == 0x42 || t.Opcode == 0x47) && i.n == 3 && i.ops[0].reg == i.ops[1].reg {
		if t.Opcode == 0x42 {
			return "kandnw"
		}
		return "kxorw"
	}
	name := vexName(t)
	if i.n == 3 && i.memMask == 0 && i.ops[0].kind == isa.Reg && i.ops[0].reg == i.ops[1].reg && zeroes(t) {
		if t.L == 0 && (t.Enc == isa.VEX || i.mask != 0) || i.mask != 0 && !i.zero {
			return ""
		}
		switch {
		case low && i.demand&isa.NeedEVEX == 0:
			i.mask, i.zero = 0, false
			i.demand &^= isa.NeedMask | isa.NeedZero
		case t.L == 0 || e.opt.Optimize < 2 || t.L == 2 && !e.asked("avx512vl"):
			return ""
		default:
			name = mnemonics[i.name-1].key.String()
		}
		for k := range i.n {
			i.setRegister(&i.ops[k], isa.Make(isa.RegXMM, int(i.ops[k].reg.Num())))
		}
		return name
	}
	switch {
	case t.Enc != isa.EVEX || t.L == 2 || !low || i.mask != 0 || i.bcast != 0 || i.demand&isa.NeedEVEX != 0:
		return ""
	case t.PP != isa.PP66 && t.Opcode&0xef != 0x6f, t.Opcode < 0x60 || t.Opcode >= 0xf0:
		return ""
	}
	if i.mem >= 0 {
		// A displacement that is one byte only when EVEX scales it: EVEX is shorter.
		d, scale := i.ops[i.mem].val.Add, t.Disp8&15
		if op := &i.ops[i.mem]; op.val.Kind == obj.ValueInt && d != int64(int8(d)) && d&(1<<scale-1) == 0 && d>>scale == int64(int8(d>>scale)) && op.base != 0 {
			return ""
		}
	}
	return name
}

// zeroes reports whether the instruction makes zeros of two equal sources: vandn,
// vxor, vpsub.
func zeroes(t *template) bool {
	switch t.Opcode {
	case 0x55, 0x57:
		return true
	case 0xdf, 0xef, 0xf8, 0xf9, 0xfa, 0xfb:
		return t.PP == isa.PP66
	}
	return false
}

// vexName is the name of the same operation with VEX.
func vexName(t *template) string {
	switch t.Opcode {
	case 0x55:
		return [...]string{"vandnps", "vandnpd"}[t.PP&1]
	case 0x57:
		return [...]string{"vxorps", "vxorpd"}[t.PP&1]
	case 0xf8:
		return "vpsubb"
	case 0xf9:
		return "vpsubw"
	case 0xfa:
		return "vpsubd"
	case 0xfb:
		return "vpsubq"
	case 0xdb:
		return "vpand"
	case 0xdf:
		return "vpandn"
	case 0xeb:
		return "vpor"
	case 0xef:
		return "vpxor"
	case 0x6f, 0x7f:
		if t.PP == isa.PP66 {
			return "vmovdqa"
		}
		return "vmovdqu"
	}
	return ""
}

// asked reports whether -march or .arch names the feature, or a processor that
// has it.
func (e *Encoder) asked(name string) bool {
	return e.limit != nil && e.limit.asked.has(featureNamed(name))
}
