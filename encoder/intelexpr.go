package encoder

import (
	"tas/diag"
	"tas/encoder/isa"
	"tas/lexer"
	"tas/obj"
)

// Expressions of Intel operands. Registers, brackets and the words of Intel's
// syntax are part of the expression, so one parser of operator ranks reads the
// whole operand:
//
//	dword ptr fs:table[rbx+rcx*4-8]
//
// Registers are summed up in a term beside the number; brackets only say that
// the operand is memory.

// intelOperand is what the words and brackets of one operand say.
type intelOperand struct {
	size    uint8 // bytes before ptr; 0 = none
	seg     uint8 // override prefix, or flatSegment
	depth   uint8 // of the brackets that are open
	inside  uint8 // depth at which the last override stands: ds:[rbx]
	nested  uint8 // brackets and prefix operators
	bracket bool
	offset  bool
	near    bool // near ptr
	far     bool // far ptr
	bcst    bool // dword bcst
	words   bool // a word of the syntax stood before something
	bare    bool // a register stood outside all brackets
}

// flatSegment is the override flat:, which has no prefix.
const flatSegment = 1

// intelTerm is a number or symbol and up to two registers with scale factors; a
// factor of 0 was not written.
type intelTerm struct {
	val   obj.Value
	reg   [2]isa.Register
	scale [2]uint8
	n     uint8
	diff  bool // a symbol was subtracted: by itself it is a constant then
}

// plain returns the number of a term without registers.
func (t *intelTerm) plain() (obj.Value, bool) {
	v := t.val
	if v.Kind == obj.ValueNone {
		v = obj.Int(0)
	}
	return v, t.n == 0
}

// intelInfix reads which infix operator stands here.
func (e *Encoder) intelInfix() (op obj.Op, rank, size uint8) {
	if e.in.Text[e.in.At] == '[' { // 8[rax][rbx*2] is a sum
		return obj.OpAdd, 4, 0
	}
	return e.in.Infix()
}

// nameEnd is the end of the name at text[at:].
func nameEnd(text []byte, at int) int {
	if lexer.NameStart(text[at]) {
		for lexer.NameByte(text[at]) {
			at++
		}
	}
	return at
}

// intelExpr reads terms joined by operators that bind tighter than above.
func (e *Encoder) intelExpr(p *intelOperand, above uint8) (intelTerm, bool) {
	in := e.in
	left, ok := e.intelPrimary(p)
	for ok {
		in.SkipSpace()
		op, rank, size := e.intelInfix()
		if rank <= above {
			return left, true
		}
		at := in.At
		in.At += int(size)
		var right intelTerm
		if size == 0 {
			e.intelSettle(&left)
			right, ok = e.intelBracket(p, '[', ']')
		} else {
			right, ok = e.intelExpr(p, rank)
		}
		if ok {
			ok = e.intelCombine(p, &left, op, &right, at)
		}
	}
	return left, false
}

// intelSettle makes a difference of symbols in brackets a value of its own, which
// no relocation expresses: outside of them [rbx]+sym-. is relative to its place.
func (e *Encoder) intelSettle(t *intelTerm) {
	if t.diff && t.val.Kind == obj.ValueSym && t.val.Sub != 0 {
		t.val = obj.SymValue(e.unit.Expression(obj.Node{Op: obj.OpMul, L: t.val, R: obj.Int(1), Pos: e.in.PosAt(e.in.At)}))
	}
}

// intelCombine computes left op right.
func (e *Encoder) intelCombine(p *intelOperand, left *intelTerm, op obj.Op, right *intelTerm, at int) bool {
	left.diff = left.diff || right.diff || op == obj.OpSub && right.val.Kind == obj.ValueSym
	switch {
	case op == obj.OpAdd && left.n+right.n <= 2:
		for k := range right.n {
			left.reg[left.n], left.scale[left.n] = right.reg[k], right.scale[k]
			left.n++
		}
		if right.val.Kind == obj.ValueNone {
			return true
		}
		if left.val.Kind == obj.ValueNone {
			left.val = right.val
			return true
		}
	case op == obj.OpSub && right.n == 0:
	case op == obj.OpMul && left.n+right.n == 1:
		if right.n != 0 {
			*left, *right = *right, *left
		}
		return e.intelScale(left, right, at)
	case op == obj.OpMul && p.depth > 0 && right.val == obj.Int(1) && left.val.Kind == obj.ValueSym: // as takes [sym*1]
		return true
	case op == obj.OpMul && p.depth > 0 && left.val == obj.Int(1) && right.val.Kind == obj.ValueSym:
		*left = *right
		return true
	case left.n+right.n != 0:
		return e.badIntelAddress(at)
	}
	a, _ := left.plain()
	b, _ := right.plain()
	left.val = e.in.Unit.Combine(op, a, b, e.in.PosAt(at))
	return true
}

// intelScale multiplies a register by a number.
func (e *Encoder) intelScale(reg, factor *intelTerm, at int) bool {
	v, _ := factor.plain()
	n, ok := e.in.Unit.Constant(v)
	was := max(reg.scale[0], 1)
	if ok && reg.val.Kind == obj.ValueNone && 1 <= n && n <= 8 {
		switch n *= int64(was); n {
		case 1, 2, 4, 8:
			reg.scale[0] = uint8(n)
			return true
		}
	}
	return e.badIntelAddress(at)
}

func (e *Encoder) badIntelAddress(at int) bool {
	e.in.Diags.Errorf(diag.At(e.in.PosAt(at)), "this is no address; expected one of the form [base + index*scale + displacement], with a scale of 1, 2, 4 or 8")
	return false
}

// intelBracket reads an expression in brackets.
func (e *Encoder) intelBracket(p *intelOperand, open, closing byte) (t intelTerm, ok bool) {
	in := e.in
	at := in.At
	in.At++
	if !e.nest(p, at) {
		return t, false
	}
	if open == '[' {
		p.bracket = true
		p.depth++
	}
	t, ok = e.intelExpr(p, 0)
	if open == '[' {
		p.depth--
		e.intelSettle(&t)
	}
	p.nested--
	if ok && !in.Accept(closing) {
		in.Diags.Errorf(in.Here(), "expected '%c' to close the bracket, found %s", closing, lexer.Describe(in.Text[in.At])).
			Note(diag.At(in.PosAt(at)), "the bracket opens here")
		e.intelCure()
		return t, false
	}
	return t, ok
}

// intelPrimary reads a number, symbol or register, a bracket, or a prefix
// operator with its term.
func (e *Encoder) intelPrimary(p *intelOperand) (t intelTerm, ok bool) {
	in := e.in
	in.SkipSpace()
	start := in.At
	switch c := in.Text[start]; {
	case c == '[':
		return e.intelBracket(p, '[', ']')
	case c == '(':
		return e.intelBracket(p, '(', ')')
	case c == '-' || c == '+' || c == '~' || c == '!':
		in.At++
		if t, ok = e.intelRest(p, start); !ok || c == '+' {
			return t, ok
		}
		return e.intelUnary(prefixOp(c), t, start)
	case c == '%':
		r := e.register()
		return e.intelRegister(p, r, start)
	case lexer.NameStart(c):
		if r, n := e.nakedRegister(start); r != 0 {
			in.At = start
			r = e.registerAt(start, start, n)
			return e.intelRegister(p, r, start)
		}
		if t, found, ok := e.intelWord(p); found {
			return t, ok
		}
	}
	if at := nameEnd(in.Text, start); at > start && in.Text[at] == '@' {
		in.Unit.Symbol(in.Text[start:at:at], in.PosAt(start)) // before the table that its suffix may name
	}
	t.val = in.Operand()
	if t.val.Kind == obj.ValueSym && t.val.Sym != 0 {
		in.Unit.Pin(t.val.Sym) // GNU as gives all of them a place in .symtab
	}
	if m := in.TakeModifier(); m != obj.ModNone {
		t.val.Mod = m
	}
	if t.val.Kind == obj.ValueReg {
		r := isa.Register(t.val.Add)
		t.val = obj.Value{}
		if !e.available(r) {
			e.missingRegister(r, start, in.At)
			return t, false
		}
		return e.intelRegister(p, r, start)
	}
	if t.val.Kind == obj.ValueNone {
		in.Diags.Errorf(in.Here(), "expected an operand, such as eax, 5 or dword ptr [rbx+rcx*4+8]; found %s", lexer.Describe(in.Text[in.At]))
		return t, false
	}
	return t, true
}

// prefixOp is the operator of a prefix character.
func prefixOp(c byte) obj.Op {
	switch c {
	case '-':
		return obj.OpNeg
	case '~':
		return obj.OpNot
	}
	return obj.OpLogNot
}

// intelUnary applies a prefix operator to a term.
func (e *Encoder) intelUnary(op obj.Op, t intelTerm, at int) (intelTerm, bool) {
	v, ok := t.plain()
	if !ok {
		return t, e.badIntelAddress(at)
	}
	t.val = e.in.Unit.Unary(op, v, e.in.PosAt(at))
	return t, true
}

// intelRegister takes a register as a term, or a segment register before a
// colon as an override.
func (e *Encoder) intelRegister(p *intelOperand, r isa.Register, start int) (t intelTerm, ok bool) {
	in := e.in
	if r == 0 {
		return t, false
	}
	if r.Kind() == isa.RegSeg && in.Peek() == ':' {
		in.At++
		return e.intelSegment(p, segPrefix[r.Num()], start)
	}
	if p.depth == p.inside {
		p.bare = true
	}
	t.reg[0], t.n = r, 1
	return t, true
}

// intelSegment reads what follows a segment and its colon. Of several segments the
// first counts.
func (e *Encoder) intelSegment(p *intelOperand, seg uint8, start int) (t intelTerm, ok bool) {
	outer, bare := p.inside, p.bare
	p.inside, p.bare = p.depth, false
	t, ok = e.intelRest(p, start)
	p.inside = outer
	if alone := t.n == 1 && t.scale[0] == 0 && t.val.Kind == obj.ValueNone; ok && p.bare && (alone || p.depth == 0) {
		e.in.Diags.Errorf(e.in.Span(start), "a segment does not go with a register alone; write the register in brackets behind the colon")
		return t, false
	}
	p.seg, p.offset, p.bare = seg, false, bare
	return t, ok
}

// intelWord reads a term that begins with a word of the syntax; found is false
// when the word is an ordinary name.
func (e *Encoder) intelWord(p *intelOperand) (t intelTerm, found, ok bool) {
	in := e.in
	var buf [8]byte
	start := in.At
	word := e.in.Word(&buf)
	size, bcst := lexer.IntelSize(word), false
	switch word {
	case "offset", "short", "not", "flat":
		in.At += len(word)
	case "near", "far":
		if !e.wordAfter(len(word), "ptr") {
			in.Diags.Errorf(in.Span(start), "expected ptr behind %s", word)
			return t, true, false
		}
	default:
		switch {
		case size == 0:
			return t, false, false
		case e.wordAfter(len(word), "ptr"):
		case e.wordAfter(len(word), "bcst"):
			bcst = true
		default:
			in.At += len(word)
			t.val = obj.Int(int64(size)) // by itself it is a number
			if in.Peek() == '[' {
				in.Diags.Warnf(in.Span(start), "%s without ptr is the number %d, which is added to the address; write %s ptr", word, size, word)
			}
			return t, true, true
		}
	}
	p.words = true
	if word == "flat" {
		if in.Peek() != ':' {
			in.Diags.Errorf(in.Span(start), "flat is a segment; expected flat: before an address")
			return t, true, false
		}
		in.At++
		t, ok = e.intelSegment(p, flatSegment, start)
		return t, true, ok
	}
	if t, ok = e.intelRest(p, start); !ok {
		return t, true, false
	}
	switch word { // of dword ptr word ptr [rbx] the first counts
	case "offset":
		if t.n != 0 {
			in.Diags.Errorf(in.Span(start), "offset is of a symbol, not of a register; lea computes an address of registers")
			return t, true, false
		}
		p.offset, p.seg = true, 0
	case "not":
		t, ok = e.intelUnary(obj.OpNot, t, start)
	case "near":
		p.near = true
	case "far":
		p.far = true
	default:
		if size != 0 {
			p.size, p.bcst = size, bcst
		}
	}
	return t, true, ok
}

// intelRest reads the primary that the prefix at start applies to.
func (e *Encoder) intelRest(p *intelOperand, start int) (t intelTerm, ok bool) {
	if !e.nest(p, start) {
		return t, false
	}
	t, ok = e.intelPrimary(p)
	p.nested--
	return t, ok
}

// nest bounds the depth of brackets and prefixes.
func (e *Encoder) nest(p *intelOperand, at int) bool {
	if p.nested++; p.nested > 200 {
		e.in.Diags.Errorf(diag.At(e.in.PosAt(at)), "expression is nested too deeply")
		return false
	}
	return true
}

// wordAfter steps over the word of n bytes here and the one behind it when
// that is the wanted one.
func (e *Encoder) wordAfter(n int, wanted string) bool {
	in := e.in
	start := in.At
	in.At += n
	in.SkipSpace()
	var buf [8]byte
	if e.in.Word(&buf) != wanted {
		in.At = start
		return false
	}
	in.At += len(wanted)
	return true
}
