package directives

import (
	"tas/lexer"
	"tas/obj"
)

// Rounds that count. The body of most long repetitions is a table line and a counter,
//
//	.long	i*i
//	i = i + 1
//
// and its text is the same in each round. As lines of a body these are expressions in
// Polish notation, which nobody reads again: a million rounds of the above take 25 ms
// instead of 370. What they do not know, a sum that overflows, say, is left to the ordinary way.

// term is an operand or an operator of an expression, or its end.
type term struct {
	op  obj.Op // OpValue: an operand
	sym obj.SymID
	n   int64
}

// opEnd ends an expression; n has the bits that its value, if it is put down, has all or none of.
const opEnd = ^obj.Op(0)

// maxTerms bounds the operands of one expression.
const maxTerms uint = 8

// compileTerms makes x a line of numbers, or one that gives a counter another value, of the
// statement at In.At, if it is one.
func (d *Directives) compileTerms(b *body, x *bodyLine, line []byte) bool {
	in := d.in
	start, end, first := in.At, in.At+len(line), len(b.terms)
	if !lexer.NameStart(line[0]) || !d.termLine(b, x, start) || in.At < end || operands(b.terms[first:]) > maxTerms {
		x.kind, in.At, b.terms = lineInsn, start, b.terms[:first]
		return false
	}
	x.terms = b.terms[first:]
	for _, t := range x.terms {
		b.plain = b.plain && t.sym == 0
	}
	b.plain = b.plain && x.kind == lineTerms
	return true
}

// operands counts those of the expression that has most.
func operands(terms []term) (most uint) {
	n := uint(0)
	for _, t := range terms {
		switch t.op {
		case obj.OpValue:
			n++
			most = max(most, n)
		case opEnd:
			n = 0
		}
	}
	return most
}

// termLine is compileTerms for a statement that starts with a name.
func (d *Directives) termLine(b *body, x *bodyLine, start int) bool {
	in := d.in
	word := in.PlainName()
	next := in.Peek()
	if x.width = dataWidth(word); x.width != 0 {
		for x.kind = lineTerms; d.expression(b, 0); {
			b.terms = append(b.terms, term{op: opEnd, n: -1 << (8 * x.width)})
			if !in.Comma() {
				return true
			}
		}
		return false
	}
	if string(word) == ".set" || string(word) == ".equ" {
		x.at = in.At - start
		if !lexer.NameStart(next) {
			return false
		}
		if word = in.PlainName(); in.Peek() != ',' {
			return false
		}
	} else if next != '=' {
		return false
	}
	in.At++
	x.kind, x.sym = lineCounter, d.counter(word)
	ok := x.sym != 0 && d.expression(b, 0)
	b.terms = append(b.terms, term{op: opEnd})
	return ok
}

// doTerms carries out such a line. It reports false, and has done nothing, when that is not
// for it: an expression is not simple.
func (d *Directives) doTerms(x *bodyLine) bool {
	var stack [maxTerms]int64
	top, size, syms := uint(0), len(d.u.Cur.Data), d.u.Syms
	for i := range x.terms {
		t := &x.terms[i]
		if t.op == obj.OpValue {
			n := t.n
			if t.sym != 0 {
				s := &syms[t.sym]
				if !counts(s) {
					return d.undo(size)
				}
				n = int64(s.Off)
			}
			stack[top%maxTerms] = n
			top++
			continue
		}
		if t.op != opEnd {
			top--
			n, ok := operate(t.op, stack[(top-1)%maxTerms], stack[top%maxTerms])
			if !ok {
				return d.undo(size)
			}
			stack[(top-1)%maxTerms] = n
			continue
		}
		n := stack[0]
		top = 0
		if x.sym == 0 {
			if n&t.n != 0 && -n&t.n != 0 {
				return d.undo(size)
			}
			d.store(uint64(n), x.width)
			continue
		}
		s := &syms[x.sym]
		if !counts(s) {
			return false
		}
		s.Off, s.Pos = uint64(n), d.in.PosAt(x.at)
	}
	return true
}

// undo takes back the numbers of a line.
func (d *Directives) undo(size int) bool {
	d.u.Cur.Data = d.u.Cur.Data[:size]
	return false
}

// operate computes a op b. It reports false when that is not simple.
func operate(op obj.Op, a, b int64) (n int64, ok bool) {
	if a != int64(int32(a)) || b != int64(int32(b)) {
		return 0, false
	}
	switch op {
	case obj.OpAdd:
		return a + b, true
	case obj.OpSub:
		return a - b, true
	case obj.OpMul:
		return a * b, true
	case obj.OpAnd:
		return a & b, true
	case obj.OpOr:
		return a | b, true
	case obj.OpXor:
		return a ^ b, true
	}
	if a < 0 || b < 0 {
		return 0, false
	}
	switch {
	case op == obj.OpShl && b < 32:
		return a << b, true
	case op == obj.OpShr && b < 32:
		return a >> b, true
	case op == obj.OpDiv && b != 0:
		return a / b, true
	case op == obj.OpMod && b != 0:
		return a % b, true
	}
	return 0, false
}

// counter returns the symbol with a name when it stands for a number that may
// change, or 0.
func (d *Directives) counter(name []byte) obj.SymID {
	id := d.u.Find(name)
	if id == 0 || !counts(&d.u.Syms[id]) {
		return 0
	}
	return id
}

// counts reports whether a symbol is a number, and another one may take its
// place without ado.
func counts(s *obj.Symbol) bool {
	const flags = obj.SymAssigned | obj.SymEquiv | obj.SymForward | obj.SymBuiltin | obj.SymUsed
	return s.Part == obj.PartAbs && s.Flags&flags == obj.SymAssigned && s.Extra == 0
}

// expression makes terms of the expression at hand, as far as operators bind
// tighter than above.
func (d *Directives) expression(b *body, above uint8) bool {
	in := d.in
	in.SkipSpace()
	switch c := in.Text[in.At]; {
	case isDigit(c):
		n, end := lexer.PlainNumber(in.Text, in.At)
		if end == in.At || lexer.NameChar(in.Text[end]) {
			return false
		}
		in.At = end
		b.terms = append(b.terms, term{n: n})
	case c == '-':
		in.At++
		b.terms = append(b.terms, term{})
		if !d.expression(b, 0xff) {
			return false
		}
		b.terms = append(b.terms, term{op: obj.OpSub})
	case c == '(':
		in.At++
		if !d.expression(b, 0) || in.Text[in.At] != ')' {
			return false
		}
		in.At++
	case lexer.NameStart(c):
		id := d.counter(in.PlainName())
		if id == 0 {
			return false
		}
		b.terms = append(b.terms, term{sym: id})
	default:
		return false
	}
	for {
		in.SkipSpace()
		op, rank, size := in.Infix()
		if rank <= above {
			return true
		}
		in.At += int(size)
		if !d.expression(b, rank) {
			return false
		}
		b.terms = append(b.terms, term{op: op})
	}
}
