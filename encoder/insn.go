package encoder

import (
	"bytes"

	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
)

// .insn composes an instruction from its parts: for what no table knows yet, or
// for an encoding that has no spelling. The form is that of GNU as 2.41:
//
//	.insn [prefix...] [encoding] opcode[+r|/digit] [, operand...]
//
//	.insn 0x8b, %rax, %rcx                               mov
//	.insn lock 0x80/6, $1, (%rdi)                        lock xorb
//	.insn VEX.66.0F 0x58, %xmm8, %xmm1, %xmm2            vaddpd
//	.insn EVEX.LIG.F3.0F.W0 0x58, 4(%rax){:d4}, %xmm1, %xmm2
//
// This file reads the words up to the opcode; insnform.go gives the operands
// their places. Both fill in a template as if the table had had one.

// composed is an instruction being composed.
type composed struct {
	template
	plusR bool // +r: a register in the opcode

	// What the encoding states; the rest follows from the operands.
	length, space, w bool
}

// Insn is the directive .insn, at Text[start:], up to the end of the statement.
func (e *Encoder) Insn(start int) bool {
	in, i := e.in, &e.inst
	*i = Inst{start: start, nameStart: start, nameEnd: in.At, mem: -1, demand: e.syntax | isa.Mode32}
	if e.Bits == 64 {
		i.demand = e.syntax | isa.Mode64
	}
	i.prefix.any = true // that the next instruction forgets all of this
	c := composed{template: template{
		RM: isa.NoSlot, Reg: isa.NoSlot, V: isa.NoSlot, Imm: isa.NoSlot, Sel: isa.NoSlot,
		Ext: isa.ExtNone, Flags: isa.FlagInsn,
	}}
	if !e.insnPrefixes(&c) || !e.insnOpcode(&c) || !e.insnCondition(&c) {
		return false
	}
	if !in.AtEnd() {
		if !in.Comma() {
			in.Diags.Errorf(in.Here(), "expected a comma between the opcode and the operands of .insn")
			return false
		}
		if in.AtEnd() {
			in.Diags.Errorf(in.Here(), "expected an operand behind the comma")
			return false
		}
		e.composing = true
		ok := false
		if e.intel {
			ok = e.intelOperands()
		} else {
			ok = e.operands()
		}
		e.composing = false
		if !ok {
			return false
		}
	}
	i.end = in.At
	if e.Bundling() {
		e.unit.StartBundle()
	}
	at := len(e.unit.Cur.Data)
	if i.broken || !e.insnForm(&c) || !e.emit(&c.template) {
		return false
	}
	e.insnImmediates(&c, at)
	return !e.bundles || e.bundled()
}

// insnPrefixes reads prefixes and the encoding.
func (e *Encoder) insnPrefixes(c *composed) bool {
	in := e.in
	for {
		in.SkipSpace()
		start := in.At
		if in.Text[start] == '{' {
			if !e.pseudoPrefix() {
				return false
			}
			continue
		}
		name := in.Name()
		if name == nil {
			return true
		}
		if found, ok := e.insnEncoding(c, name, start); found {
			return ok
		}
		if !e.prefixWord(name) {
			in.At = start // a symbol: the opcode
			return true
		}
		in.Accept(',')
	}
}

// encodingWords are the parts of an encoding, in the order in which they stand.
var encodingWords = [...]struct {
	name  string
	part  uint8
	value uint8
}{
	{"lig", partLength, 0}, {"128", partLength, 0}, {"256", partLength, 1}, {"512", partLength, 2},
	{"l0", partLength, 0}, {"l1", partLength, 1}, {"l2", partLength, 2}, {"l3", partLength, 3},
	{"np", partPrefix, isa.PPNone}, {"66", partPrefix, isa.PP66}, {"f3", partPrefix, isa.PPF3}, {"f2", partPrefix, isa.PPF2},
	{"0f", partSpace, isa.Map0F}, {"0f38", partSpace, isa.Map0F38}, {"0f3a", partSpace, isa.Map0F3A},
	{"wig", partW, 0}, {"w0", partW, 0}, {"w1", partW, 1},
	{"nd", partOption, 0}, {"zu", partOption, 0},
}

const (
	partNone = iota
	partLength
	partPrefix
	partSpace
	partW
	partOption
)

// insnEncoding reads VEX, EVEX or XOP with what follows behind dots. found says
// that the name is an encoding.
func (e *Encoder) insnEncoding(c *composed, name []byte, start int) (found, ok bool) {
	head, rest, _ := bytes.Cut(bytes.ToLower(name), []byte("."))
	switch {
	case string(head) == "vex":
		c.Enc = isa.VEX
	case string(head) == "evex":
		c.Enc = isa.EVEX
	case len(head) == 5 && string(head[:3]) == "xop":
		n, valid := smallNumber(head[3:], 16)
		if !valid || n < 8 || n > 0x1f {
			e.in.Diags.Errorf(e.in.Span(start), "unknown opcode space %s; expected XOP08 to XOP1F", name[:5])
			return true, false
		}
		c.Enc, c.Map, c.space = isa.XOP, uint8(n), true
	default:
		return false, false
	}
	c.Flags |= isa.FlagLIG | isa.FlagWIG
	last := uint8(partNone)
	for len(rest) > 0 {
		var word []byte
		word, rest, _ = bytes.Cut(rest, []byte("."))
		part, problem := c.encodingWord(word)
		if problem == "" && part <= last {
			problem = "stands in the wrong place; the order is length, prefix, space, W, as in VEX.128.66.0F38.W0"
		}
		if problem != "" {
			e.in.Diags.Errorf(e.in.Span(start), "%s in %s %s", bytes.ToUpper(word), name, problem)
			return true, false
		}
		last = part
	}
	return true, true
}

// encodingWord takes one part of an encoding, and says what is wrong with it.
func (c *composed) encodingWord(word []byte) (part uint8, problem string) {
	if len(word) > 1 && word[0] == 'm' {
		n, valid := smallNumber(word[1:], 10)
		switch {
		case !valid || n > 31 || c.Enc == isa.EVEX && n > 7:
			return partSpace, "is no opcode space; VEX has M0 to M31, EVEX M0 to M7"
		case c.Enc == isa.XOP:
			return partSpace, "does not go with XOP, whose space stands in its name: XOP08 to XOP1F"
		}
		c.Map, c.space = uint8(n), true
		return partSpace, ""
	}
	for k := range encodingWords {
		w := &encodingWords[k]
		if w.name != string(word) {
			continue
		}
		switch w.part {
		case partLength:
			if c.length, c.L = true, w.value; w.name != "lig" {
				c.Flags &^= isa.FlagLIG
			}
			if w.value > 1 && c.Enc != isa.EVEX {
				return w.part, "is a length of EVEX only"
			}
		case partPrefix:
			c.PP = w.value
		case partSpace:
			if c.Enc == isa.XOP {
				return w.part, "does not go with XOP, whose space stands in its name: XOP08 to XOP1F"
			}
			c.Map, c.space = w.value, true
		case partW:
			if c.w, c.W = true, w.value; w.name != "wig" {
				c.Flags &^= isa.FlagWIG
			}
		case partOption:
			c.Flags |= isa.FlagND // zero-upper is the same bit
			if c.Enc != isa.EVEX {
				return w.part, "is an option of EVEX only"
			}
		}
		return w.part, ""
	}
	return 0, "is not known; expected a length (LIG 128 256 512 L0 L1), a prefix (NP 66 F3 F2), a space (0F 0F38 0F3A M0...) or W (WIG W0 W1)"
}

// smallNumber reads digits that are all of text.
func smallNumber(text []byte, base int) (n int, ok bool) {
	for _, c := range text {
		digit := int(c - '0')
		if c|0x20 >= 'a' {
			digit = int(c|0x20-'a') + 10
		}
		if digit < 0 || digit >= base || n > 1000 {
			return 0, false
		}
		n = n*base + digit
	}
	return n, len(text) > 0
}

// insnOpcode reads the opcode and +r or /digit behind it.
func (e *Encoder) insnOpcode(c *composed) bool {
	in := e.in
	in.SkipSpace()
	start := in.At
	v := e.opcodeExpr(0)
	if v.Kind == obj.ValueNone {
		in.Diags.Errorf(in.Here(), "expected an opcode such as 0x0fbe behind .insn, its prefixes and its encoding")
		return false
	}
	value, ok := in.Unit.Decide(v)
	if !ok {
		in.Diags.Errorf(in.Span(start), "the opcode must be a constant known at this point")
		return false
	}
	span := in.Span(start)
	switch in.SkipSpace(); {
	case e.atPlusR():
		c.plusR = true
		in.At += 2
	case e.atExtension():
		c.Ext = in.Text[in.At+1] - '0'
		in.At += 2
	}
	return e.splitOpcode(c, uint64(value), span)
}

// opcodeExpr reads an expression of operators that bind tighter than above, up
// to +r or /digit.
func (e *Encoder) opcodeExpr(above uint8) obj.Value {
	in := e.in
	left := in.Operand()
	for left.Kind != obj.ValueNone {
		in.SkipSpace()
		op, rank, size := in.Infix()
		if _, register := e.Register(in.Text[in.At:]); register > 0 || rank <= above || e.atPlusR() || e.atExtension() {
			break
		}
		at := in.At
		in.At += int(size)
		left = in.Unit.Combine(op, left, e.opcodeExpr(rank), in.PosAt(at))
	}
	return left
}

// atPlusR reports whether +r stands here.
func (e *Encoder) atPlusR() bool {
	text := e.in.Text[e.in.At:]
	return text[0] == '+' && text[1]|0x20 == 'r' && !alnum[text[2]]
}

// atExtension reports whether a slash and an octal digit stand here.
func (e *Encoder) atExtension() bool {
	text := e.in.Text[e.in.At:]
	return text[0] == '/' && text[1]&^7 == '0' && !alnum[text[2]]
}

// splitOpcode takes prefix and opcode space off the upper bytes of an opcode.
// What is left is one byte, or two, the second in the place of ModR/M.
func (e *Encoder) splitOpcode(c *composed, v uint64, span diag.Span) bool {
	n := 1
	for v>>(8*n) != 0 && n < 8 {
		n++
	}
	top := func() uint8 { return uint8(v >> (8 * (n - 1))) }
	drop := func() { n--; v &= 1<<(8*n) - 1 }
	if n > 1 && c.Enc == isa.Legacy {
		switch top() {
		case 0x66:
			c.PP = isa.PP66
		case 0xf3:
			c.PP = isa.PPF3
		case 0xf2:
			c.PP = isa.PPF2
		}
		if c.PP != isa.PPNone {
			drop()
		}
	}
	if n > 1 && !c.space && top() == 0x0f {
		c.Map = isa.Map0F
		drop()
		switch {
		case n > 1 && top() == 0x38:
			c.Map = isa.Map0F38
			drop()
		case n > 1 && top() == 0x3a:
			c.Map = isa.Map0F3A
			drop()
		}
	}
	switch {
	case n > 2:
		e.in.Diags.Errorf(span, "the opcode has more than two bytes, not counting a prefix 66, f3 or f2 and the spaces 0f, 0f38 and 0f3a")
		return false
	case n == 1:
		c.Opcode = uint8(v)
	case c.Ext != isa.ExtNone || c.plusR:
		e.in.Diags.Errorf(span, "an opcode of two bytes takes no +r or /digit: its second byte is the ModR/M byte")
		return false
	default:
		c.Opcode, c.Byte, c.Ext = uint8(v>>8), uint8(v), isa.ExtFixed
	}
	return true
}

// insnCondition reads {scc=4,dfv=of}, the condition of APX, behind the opcode.
func (e *Encoder) insnCondition(c *composed) bool {
	in := e.in
	in.SkipSpace()
	start := in.At
	if in.Text[start] != '{' {
		return true
	}
	word := e.brace()
	digits, flags, _ := bytes.Cut(bytes.TrimPrefix(word, []byte("scc=")), []byte(","))
	base := 10
	if len(digits) > 2 && string(digits[:2]) == "0x" {
		digits, base = digits[2:], 16
	}
	n, ok := smallNumber(digits, base)
	if !ok || n > 15 || len(word) < 4 || string(word[:4]) != "scc=" || c.Enc != isa.EVEX {
		in.Diags.Errorf(in.Span(start), "expected a condition of 0 to 15 behind an EVEX opcode, as in {scc=4} or {scc=4,dfv=of,cf}")
		return false
	}
	c.Byte, c.Flags = uint8(n), c.Flags|isa.FlagSCC
	return len(flags) == 0 || e.flagNames(flags, start)
}
