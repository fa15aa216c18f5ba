package encoder

import (
	"tas/encoder/isa"
	"tas/obj"
)

// Operand is one operand as the source has it.
type Operand struct {
	class uint64    // classes it belongs to, within its kind
	val   obj.Value // immediate or displacement
	at    uint32    // offset in the text, for messages
	kind  isa.Kind
	star  bool // *operand
	swap  bool // Intel syntax: base and index were exchanged, for %rsp is no index
	reg   isa.Register

	// Memory operands.
	base  isa.Register
	index isa.Register
	scale uint8 // log2
	seg   uint8 // override prefix byte as written, or 0
	size  uint8 // Intel syntax: bytes stated by dword ptr and its like, or 0; .insn: see insnNote
}

// segPrefix is the override prefix of each segment register, by number.
var segPrefix = [...]uint8{0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65}

// operands reads the operands of an instruction up to the end of its
// statement.
func (e *Encoder) operands() bool {
	in, i := e.in, &e.inst
	for in.Text[in.At] == ' ' || in.Text[in.At] == '\t' {
		in.At++
	}
	if c := in.Text[in.At]; c == '\n' || c == ';' || in.AtEnd() {
		return true
	}
	for {
		if i.n == len(i.ops) {
			in.Diags.Errorf(in.Here(), "more operands than any instruction has; expected at most %d", len(i.ops))
			return false
		}
		if in.Text[in.At] == '{' && in.Text[in.At+1] == 'd' && i.n == 0 && i.demand&isa.NeedDFV == 0 {
			if !e.flagValues() {
				return false
			}
			if in.Peek() == ',' {
				in.At++
				in.SkipSpace()
			}
			continue
		}
		if in.Text[in.At] == '{' {
			// {rn-sae}, a rounding mode in the place of an operand.
			if !e.roundingWord() {
				return false
			}
		} else {
			op := &i.ops[i.n]
			op.at = uint32(in.At)
			if !e.operand(op) {
				return false
			}
			if op.kind == isa.Mem {
				i.memMask |= 1 << i.n
				i.mem = int8(i.n)
			}
			i.n++
		}
		c := in.Text[in.At]
		if c == ' ' || c == '\t' {
			c = in.Peek()
		}
		if c == '{' && i.n > 0 {
			if !e.decorations(&i.ops[i.n-1]) {
				return false
			}
			c = in.Peek()
		}
		if c != ',' {
			if c == '\n' || c == ';' || in.AtEnd() {
				return true
			}
			e.junk()
			return false
		}
		in.At++
		for in.Text[in.At] == ' ' {
			in.At++
		}
		if in.AtEnd() {
			in.Diags.Errorf(in.Here(), "expected an operand behind the comma")
			return false
		}
	}
}

// operand reads one operand in AT&T syntax.
func (e *Encoder) operand(op *Operand) bool {
	in := e.in
	op.star = false
	switch in.Text[in.At] {
	case '%':
		return e.registerOperand(op)
	case '$':
		in.At++
		return e.immediate(op)
	case '*':
		in.At++
		in.SkipSpace()
		op.star = true
		e.inst.demand |= isa.NeedStar
		if e.registerHere() {
			return e.registerOperand(op)
		}
	case ' ', '\t', '/':
		if in.SkipSpace(); in.At > int(op.at) {
			op.at = uint32(in.At)
			return e.operand(op)
		}
		// A slash that starts no comment: the expression refuses it.
	}
	if e.registerHere() {
		return e.registerOperand(op)
	}
	op.seg = 0
	return e.memory(op)
}

// registerOperand reads %reg, or %seg:memory.
func (e *Encoder) registerOperand(op *Operand) bool {
	in, i := e.in, &e.inst
	r := e.register()
	if r == 0 {
		return false
	}
	if r.Kind() == isa.RegSeg {
		if in.Peek() == ':' {
			in.At++
			in.SkipSpace()
			if in.Text[in.At] == '*' { // call %fs:*8
				in.At++
				op.star = true
				i.demand |= isa.NeedStar
			}
			op.seg = segPrefix[r.Num()]
			return e.memory(op)
		}
	}
	i.setRegister(op, r)
	return true
}

// setRegister makes op the register r, and notes what r demands.
func (i *Inst) setRegister(op *Operand, r isa.Register) {
	switch r.Kind() {
	case isa.Reg8:
		if r.Num()&^3 == 4 {
			i.rexBits |= 0x40
		}
	case isa.RegHigh:
		if r.Num() < 4 {
			i.rexBits |= 0x40
		} else {
			i.high = true
		}
	}
	if r.Num() >= 16 && r.Kind() <= isa.Reg64 {
		i.demand |= isa.NeedEGPR
	}
	op.kind = isa.Reg
	op.reg = r
	op.class = registerClass[r]
}

// smallInt reads a decimal integer of up to nine digits that an operator,
// name or dot cannot follow: what most immediates and displacements are.
func (e *Encoder) smallInt() (n int64, ok bool) {
	text, at := e.in.Text, e.in.At
	negative := text[at] == '-'
	if negative {
		at++
	}
	first := text[at]
	if first-'0' > 9 {
		return 0, false
	}
	start := at
	for text[at]-'0' <= 9 {
		n = n*10 + int64(text[at]-'0')
		at++
	}
	if first == '0' && at != start+1 || at-start > 9 {
		return 0, false
	}
	switch text[at] {
	case ',', '(', '\n', ';':
	default:
		return 0, false
	}
	e.in.At = at
	if negative {
		n = -n
	}
	return n, true
}

// memory reads displacement(base,index,scale), each part optional. The
// segment has been read.
func (e *Encoder) memory(op *Operand) bool {
	in, i := e.in, &e.inst
	op.kind = isa.Mem
	op.base, op.index, op.scale = 0, 0, 0
	op.val = obj.Value{}
	op.class = isa.MSized | isa.MAny
	if in.Text[in.At] != '(' || !e.bracketIsBase() {
		if n, ok := e.smallInt(); ok {
			op.val = obj.Value{Kind: obj.ValueInt, Add: n}
		} else if !e.displacement(op) {
			return false
		}
		if op.kind == isa.Reg {
			return true
		}
		if in.Text[in.At] != '(' && in.Peek() != '(' {
			return e.bareAddress(op)
		}
	}
	in.At++
	if in.Text[in.At] == '%' || in.Peek() != ',' {
		if !e.registerHere() {
			return e.badAddress(op)
		}
		if op.base = e.register(); op.base == 0 {
			return false
		}
	}
	if in.Text[in.At] == ',' || in.Peek() == ',' {
		in.At++
		if in.Peek() == '%' || e.registerHere() {
			if op.index = e.register(); op.index == 0 {
				return false
			}
			if in.Peek() == ',' {
				in.At++
				if !e.scale(op) {
					return false
				}
			}
		} else if !e.loneScale(op) {
			return false
		}
	}
	if !in.Accept(')') {
		if c := in.Text[in.At]; c == '+' || c == '-' {
			in.Diags.Errorf(in.Here(), "the displacement stands before the bracket in AT&T syntax: 8(%%rax), not (%%rax+8)")
			return false
		}
		in.Diags.Errorf(in.Here(), "expected ) behind the address, as in 8(%%rax,%%rbx,4)")
		return false
	}
	if op.index == 0 && op.base.Kind() == isa.Reg64 && op.base.Num() < 16 {
		// The common case: (%r64). String instructions look at what it is.
		if op.val.Kind == obj.ValueNone {
			e.stringClass(op)
		}
		return true
	}
	if (op.base.Num()|op.index.Num())&16 != 0 && i.demand&isa.NeedEGPR == 0 {
		if op.base.Num() >= 16 && op.base.Kind() <= isa.Reg64 || op.index.Num() >= 16 && op.index.Kind() <= isa.Reg64 {
			i.demand |= isa.NeedEGPR
		}
	}
	return e.checkAddress(op)
}

// bracketIsBase tells (%rax), (,%rbx,2) from a displacement in brackets.
func (e *Encoder) bracketIsBase() bool {
	text, at := e.in.Text, e.in.At+1
	for text[at] == ' ' || text[at] == '\t' {
		at++
	}
	if text[at] == '%' || text[at] == ',' {
		return true
	}
	if !e.naked && !e.unit.RegisterNames {
		return false
	}
	r, _ := e.namedRegister(at)
	return r != 0
}

// displacement reads the expression before the bracket. A symbol that was set
// to a register is one.
func (e *Encoder) displacement(op *Operand) bool {
	in := e.in
	start := in.At
	errors, messages := in.Diags.Errors(), in.Diags.Len()
	e.inst.symbolic = true
	op.val = in.Expr()
	if in.Diags.Errors() != errors && in.Text[start] == '[' {
		in.Diags.Truncate(messages)
		e.intelSyntax(in.Span(start), int(e.inst.ops[0].at), "an address is written 8(%rax,%rbx,4)")
		return false
	}
	switch op.val.Kind {
	case obj.ValueNone:
		return e.noOperand(start)
	case obj.ValueBig:
		in.Diags.Errorf(in.Span(start), "an address has at most 64 bits")
		return false
	case obj.ValueReg:
		e.inst.setRegister(op, isa.Register(op.val.Add))
	}
	return in.Diags.Errors() == errors
}

// bareAddress completes an operand that is a displacement alone: a jump
// target, or absolute memory.
func (e *Encoder) bareAddress(op *Operand) bool {
	p := &e.inst.prefix
	if e.Bits == 64 || p.repName != repRelease { // of the moves xrelease allows the other form only
		op.class |= isa.Moffs
	}
	if !op.star {
		op.class |= isa.Rel
	}
	if e.Bits != 64 {
		if op.val.Kind == obj.ValueInt {
			op.val.Add = e.cut(op.val.Add)
		}
		return true
	}
	v := op.val.Add
	if op.val.Kind == obj.ValueInt && v != int64(int32(v)) && !p.addr && !e.inst.isLea() {
		op.class = op.class&isa.Rel | isa.Moffs | isa.MoffsQ
	}
	if (p.addr || e.inst.disp == 32) && p.repName != repRelease {
		op.class |= isa.MoffsQ // not wider then than another address, or as wide as asked for
	}
	return true
}

// isLea reports whether the mnemonic is one of lea, whose result may be as short
// as it likes.
func (i *Inst) isLea() bool {
	t := &templates[mnemonicLists[mnemonics[i.name-1].list]]
	return t.Enc == isa.Legacy && t.Map == isa.Map0 && t.Opcode == 0x8d
}

// stringClass adds the classes by which string instructions, xlat and in know
// their operands.
func (e *Encoder) stringClass(op *Operand) {
	switch op.base.Num() {
	case 6:
		op.class |= isa.StrSrc
	case 7:
		if op.seg == 0 || op.seg == 0x26 {
			op.class |= isa.StrDst
		}
	case 3:
		op.class |= isa.XlatB
	}
}

// scale reads the scale factor.
func (e *Encoder) scale(op *Operand) bool {
	in := e.in
	in.SkipSpace()
	c, next := in.Text[in.At], in.Text[in.At+1]
	if next == ')' {
		switch c {
		case '1', '2', '4', '8':
			in.At++
			op.scale = scaleLog[c-'0']
			return true
		case ')':
			return true
		}
	}
	if c == ')' {
		return true // (%rax,%rbx,)
	}
	start := in.At
	e.inst.symbolic = true
	n, ok := in.Absolute("a scale factor")
	if !ok {
		return false
	}
	if n < 1 || n > 8 || n&(n-1) != 0 {
		in.Diags.Errorf(in.Span(start), "the scale factor is %d; expected 1, 2, 4 or 8", n)
		return false
	}
	op.scale = scaleLog[n]
	return true
}

var scaleLog = [...]uint8{1: 0, 2: 1, 4: 2, 8: 3}

// loneScale reads (%rax,4): a scale without an index, which GNU as takes with
// a warning and ignores.
func (e *Encoder) loneScale(op *Operand) bool {
	in := e.in
	start := in.At
	if in.Text[start] == ')' {
		in.Diags.Errorf(in.Here(), "expected an index register or a scale factor behind the comma")
		return false
	}
	if !e.scale(op) {
		return false
	}
	if op.scale != 0 {
		in.Diags.Warnf(in.Span(start), "a scale factor without an index register has no effect")
		op.scale = 0
	}
	return true
}
