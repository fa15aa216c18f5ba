package directives

import (
	"tas/lexer"
	"tas/obj"
)

// Repetitions that count. The body of most long ones is a table line and a counter,
//
//	.long	i*i
//	i = i + 1
//
// and its text is the same in each round. So behind the first round, which is read
// as any text, the lines become steps, and the rounds to come take the steps: a
// million rounds of the above in 25 ms instead of 370. What a step meets that it
// does not know, a sum that overflows, say, it leaves to the ordinary way: the
// round is read on from the line at hand.

// counting is what a body has become.
type counting struct {
	tried bool
	steps []step
	terms []term
	end   int // of the lines that are steps
}

// step is a number to be put down, a value for a symbol, or an instruction that
// Repeat knows.
type step struct {
	line        int       // where its line starts in the text
	width       int       // of a number, in bytes; 0 = none
	sym         obj.SymID // that gets a value; 0 = none
	at          int       // where the line names it
	first, last int       // its terms
}

// term is an operand or an operator of an expression in Polish notation.
type term struct {
	op  obj.Op // OpValue: an operand
	sym obj.SymID
	n   int64
}

// maxTerms bounds the operands of one expression.
const maxTerms = 8

// fewRounds are those for which steps do not pay.
const fewRounds = 8

// maxAhead bounds the bytes for which there is room from the first.
const maxAhead = 1 << 28

// count takes the rounds to come of a .rept in steps. It stops at a line that it
// leaves to the ordinary way, and returns false when all is done.
func (d *Directives) count(e *expansion) bool {
	in, l, c := d.in, e.loop, &e.loop.counting
	if l.left < fewRounds || in.Intel || d.observed() {
		return true
	}
	if !c.tried {
		c.tried = true
		c.end = d.toSteps(c)
		in.At = 0
	}
	if len(c.steps) == 0 {
		return true
	}
	before := len(d.u.Cur.Data)
	for first := true; ; first = false {
		if !d.take(c) || c.end < len(e.text)-2 {
			return true
		}
		if l.left == 0 {
			return false
		}
		if size := len(d.u.Cur.Data) - before; first && int64(size) < maxAhead/l.left {
			d.u.Cur.Room(size * int(l.left))
		}
		l.left--
		if !d.spend(len(e.text)) {
			return true
		}
	}
}

// toSteps makes steps of the lines of in.Text, and returns the start of the first
// one that does not fit.
func (d *Directives) toSteps(c *counting) (end int) {
	in := d.in
	for {
		s := step{line: in.At, first: len(c.terms), last: len(c.terms)}
		in.SkipSpace()
		switch {
		case in.At >= len(in.Text)-2:
			return s.line
		case in.Text[in.At] == '\n':
		case !d.toStep(c, s):
			for len(c.steps) > 0 && c.steps[len(c.steps)-1].line == s.line {
				c.steps = c.steps[:len(c.steps)-1]
			}
			return s.line
		}
		in.At++
	}
}

// toStep makes the steps of a line, and moves to its end. It reports false when
// the line does not fit; some may have been made then.
func (d *Directives) toStep(c *counting, s step) bool {
	in := d.in
	s.at = in.At
	if !lexer.NameStart(in.Text[s.at]) {
		return false
	}
	word := in.PlainName()
	switch next := in.Peek(); {
	case next == '=':
		in.At++
		return d.toCounter(c, s, word)
	case string(word) == ".set" || string(word) == ".equ":
		s.at = in.At
		if !lexer.NameStart(next) {
			return false
		}
		word = in.PlainName()
		return in.Comma() && d.toCounter(c, s, word)
	case word[0] == '.':
		return d.toNumbers(c, s, dataWidth(word))
	case next == ':' || d.MayCall(word):
		return false
	}
	for in.Text[in.At] != '\n' {
		in.At++
	}
	c.steps = append(c.steps, s)
	return true
}

// toCounter makes a step of the expression that name gets as its value.
func (d *Directives) toCounter(c *counting, s step, name []byte) bool {
	if s.sym = d.counter(name); s.sym == 0 || !d.expression(c, 0) {
		return false
	}
	s.last = len(c.terms)
	c.steps = append(c.steps, s)
	return d.in.Text[d.in.At] == '\n'
}

// toNumbers makes steps of the operands of a data directive.
func (d *Directives) toNumbers(c *counting, s step, width int) bool {
	if s.width = width; width == 0 {
		return false
	}
	for d.expression(c, 0) {
		s.last = len(c.terms)
		c.steps = append(c.steps, s)
		s.first = s.last
		if !d.in.Comma() {
			return d.in.Text[d.in.At] == '\n'
		}
	}
	return false
}

// dataWidth is the width of the numbers that a directive puts down, 0 when it is
// for something else.
func dataWidth(word []byte) int {
	switch string(word) {
	case ".byte":
		return 1
	case ".short", ".value", ".word", ".hword", ".2byte":
		return 2
	case ".int", ".long", ".4byte":
		return 4
	case ".quad", ".8byte":
		return 8
	}
	return 0
}

// counter returns the symbol with a name when it stands for a number that may
// change, or 0.
func (d *Directives) counter(name []byte) obj.SymID {
	id := d.u.Find(name)
	if id == 0 || !d.counts(&d.u.Syms[id]) {
		return 0
	}
	return id
}

// counts reports whether a symbol is a number, and another one may take its
// place without ado.
func (d *Directives) counts(s *obj.Symbol) bool {
	const flags = obj.SymAssigned | obj.SymEquiv | obj.SymForward | obj.SymBuiltin | obj.SymUsed
	return s.Part == obj.PartAbs && s.Flags&flags == obj.SymAssigned && s.Extra == 0
}

// expression makes terms of the expression at hand, as far as operators bind
// tighter than above.
func (d *Directives) expression(c *counting, above uint8) bool {
	in := d.in
	in.SkipSpace()
	switch b := in.Text[in.At]; {
	case isDigit(b):
		n, end := lexer.PlainNumber(in.Text, in.At)
		if end == in.At || lexer.NameChar(in.Text[end]) {
			return false
		}
		in.At = end
		c.terms = append(c.terms, term{n: n})
	case b == '-':
		in.At++
		c.terms = append(c.terms, term{})
		if !d.expression(c, 0xff) {
			return false
		}
		c.terms = append(c.terms, term{op: obj.OpSub})
	case b == '(':
		in.At++
		if !d.expression(c, 0) || in.Text[in.At] != ')' {
			return false
		}
		in.At++
	case lexer.NameStart(b):
		id := d.counter(in.PlainName())
		if id == 0 {
			return false
		}
		c.terms = append(c.terms, term{sym: id})
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
		if !d.expression(c, rank) {
			return false
		}
		c.terms = append(c.terms, term{op: op})
	}
}

// take takes the steps of a round. In.At is then at the line behind them, or, when
// it reports false, at one of them that is not for it.
func (d *Directives) take(c *counting) bool {
	in, u := d.in, d.u
	p := u.Cur
	line, size := -1, 0
	for i := range c.steps {
		s := &c.steps[i]
		if s.line != line {
			line, size = s.line, len(p.Data)
		}
		if s.first == s.last {
			in.At = line
			in.SkipSpace()
			if !d.machine.Repeat(^uint32(0)) {
				in.At = line
				return false
			}
			continue
		}
		n, ok := d.evaluate(c.terms[s.first:s.last])
		switch {
		case !ok:
		case s.sym != 0:
			if x := &u.Syms[s.sym]; d.counts(x) {
				x.Off, x.Pos = uint64(n), in.PosAt(s.at)
				continue
			}
		default:
			if over := int64(-1) << (8 * s.width); s.width == 8 || n&over == 0 || -n&over == 0 {
				d.store(uint64(n), s.width)
				continue
			}
		}
		p.Data, in.At = p.Data[:size], line
		return false
	}
	in.At = c.end
	return true
}

// evaluate computes an expression. It reports false when that is not simple.
func (d *Directives) evaluate(terms []term) (n int64, ok bool) {
	var stack [maxTerms]int64
	top := 0
	for i := range terms {
		t := &terms[i]
		if t.op == obj.OpValue {
			if top == maxTerms {
				return 0, false
			}
			stack[top] = t.n
			if t.sym != 0 {
				s := &d.u.Syms[t.sym]
				if !d.counts(s) {
					return 0, false
				}
				stack[top] = int64(s.Off)
			}
			top++
			continue
		}
		top--
		a, b := stack[top-1], stack[top]
		if a != int64(int32(a)) || b != int64(int32(b)) {
			return 0, false
		}
		switch t.op {
		case obj.OpAdd:
			a += b
		case obj.OpSub:
			a -= b
		case obj.OpMul:
			a *= b
		case obj.OpAnd:
			a &= b
		case obj.OpOr:
			a |= b
		case obj.OpXor:
			a ^= b
		default:
			if a < 0 || b <= 0 || b > 31 && (t.op == obj.OpShl || t.op == obj.OpShr) {
				return 0, false
			}
			switch t.op {
			case obj.OpDiv:
				a /= b
			case obj.OpMod:
				a %= b
			case obj.OpShl:
				a <<= b
			case obj.OpShr:
				a >>= b
			default:
				return 0, false
			}
		}
		stack[top-1] = a
	}
	return stack[0], true
}
