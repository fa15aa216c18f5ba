package encoder

import (
	"tas/encoder/isa"
	"tas/obj"
)

// Immediates belong to classes by their value: one of 8 bits, one of 8 bits once
// cut to 16, and so on. What they are cut to is the size of the instruction, which
// a suffix or a register tells, or the code mode.

// immediate reads the value behind a $.
func (e *Encoder) immediate(op *Operand) bool {
	in := e.in
	op.kind = isa.Imm
	if n, ok := e.smallInt(); ok {
		op.val = obj.Value{Kind: obj.ValueInt, Add: n}
		op.class = immClass(n)
		return true
	}
	start := in.At
	errors := in.Diags.Errors()
	e.inst.symbolic = true
	v := in.Expr()
	switch v.Kind {
	case obj.ValueInt:
		v.Add = e.cut(v.Add)
		op.class = immClass(v.Add)
	case obj.ValueSym:
		op.class = e.symbolClasses(v.Mod)
	case obj.ValueNone:
		in.Diags.Errorf(in.Here(), "expected a value behind the $")
		return false
	case obj.ValueBig:
		in.Diags.Errorf(in.Span(start), "an immediate has at most 64 bits")
		return false
	default:
		in.Diags.Errorf(in.Span(start), "an immediate must be a number or a symbol, not a register; leave out the $")
		return false
	}
	op.val = v
	return in.Diags.Errors() == errors
}

// cut is a constant as 16- and 32-bit code has it: of 32 bits, which have a sign
// if no more were written.
func (e *Encoder) cut(n int64) int64 {
	switch {
	case e.Bits == 64 || n == int64(int32(n)):
		return n
	case n == int64(uint32(n)):
		return int64(int32(n))
	}
	return int64(uint32(n))
}

// symbolClass is the classes of an immediate that is a symbol without a modifier.
const symbolClass = isa.ISym | isa.IAny | isa.I64 | isa.I32 | isa.I32S | isa.I32U | isa.I16 | isa.I8 | isa.I8U

// immClass returns the classes of a constant.
func immClass(v int64) uint64 {
	if v == int64(int8(v)) {
		c := uint64(isa.IAny | isa.I64 | isa.I8 | isa.I8S | isa.I8SW | isa.I8SL | isa.I8SQ | isa.I16 | isa.I32 | isa.I32S)
		if v >= 0 {
			c |= isa.I8U | isa.I32U
			if v < 16 {
				c |= isa.I4
				switch v {
				case 1:
					c |= isa.IOne
				case 3:
					c |= isa.IThree
				}
			}
		}
		return c
	}
	c := uint64(isa.IAny | isa.I64)
	if v == int64(int32(v)) {
		c |= isa.I32 | isa.I32S
	}
	if v == int64(uint32(v)) {
		c |= isa.I32 | isa.I32U
	}
	if c&isa.I32 != 0 && int32(v) == int32(int16(v)) && int32(v) < 0 {
		c |= isa.I16SL
		if int32(v) == int32(int8(v)) {
			c |= isa.I8SL | isa.I8SW
		}
	}
	if -0x8000 <= v && v <= 0xffff {
		c |= isa.I16
		if int16(v) == int16(int8(v)) {
			c |= isa.I8SW
		}
		if 0 <= v && v <= 0xff {
			c |= isa.I8 | isa.I8U
		}
	}
	return c
}

// unsized adapts the constants of an instruction whose size neither a suffix nor a
// register tells. In 16-bit code, or behind data16 in other code, it is 16 bits,
// to which every constant is cut. In 32-bit code, one of more than 32 bits is not
// taken for a negative one.
func (e *Encoder) unsized() {
	i := &e.inst
	m := &mnemonics[i.name-1]
	if m.suffix&manySizes == 0 && templates[mnemonicLists[m.list]].Letter != 0 {
		return
	}
	constant := false
	for k := range i.n {
		op := &i.ops[k]
		switch {
		case op.kind == isa.Reg, op.kind == isa.Mem && e.intel && op.size != 0:
			return
		case op.kind == isa.Imm:
			constant = true
		}
	}
	if !constant {
		return
	}
	i.word = (e.Bits == 16) != i.prefix.data
	for k := range i.n {
		op := &i.ops[k]
		v := op.val.Add
		switch {
		case op.kind != isa.Imm || op.val.Kind != obj.ValueInt || op.class == 0:
		case i.word:
			if v == int64(uint16(v)) {
				v = int64(int16(v))
			}
			if v == int64(uint32(v)) {
				v = int64(int32(v))
			}
			op.class = immClass(v) | isa.I16
		case v != int64(int32(v)):
			op.class &^= isa.I16SL | isa.I8SL | isa.I8SW
		}
	}
}
