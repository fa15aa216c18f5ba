package lexer

import (
	"tas/diag"
	"tas/obj"
)

// binary describes an infix operator: its length in the text and its rank.
// Ranks as GNU as has them: a higher one binds tighter, equal ones from the
// left. `*  /  %  <<  >>` 6, `|  &  ^  !` 5, `+  -` 4, comparisons 3, && 2, || 1.
type binary struct {
	op   obj.Op
	rank uint8
	size uint8
}

// operator looks at the infix operator that stands here; rank 0 means none.
func (in *Input) operator() binary {
	c := in.Text[in.At]
	if c == 0 {
		return binary{} // perhaps the very end
	}
	next, size := in.Text[in.At+1], uint8(2)
	for next == ' ' && size < 9 { // `< <` is `<<`
		next = in.Text[in.At+int(size)]
		size++
	}
	switch c {
	case '+':
		return binary{obj.OpAdd, 4, 1}
	case '-':
		return binary{obj.OpSub, 4, 1}
	case '*':
		return binary{obj.OpMul, 6, 1}
	case '/':
		if in.Text[in.At+1] == '/' {
			return binary{} // a comment
		}
		return binary{obj.OpDiv, 6, 1}
	case '%':
		return binary{obj.OpMod, 6, 1}
	case '<':
		switch next {
		case '<':
			return binary{obj.OpShl, 6, size}
		case '=':
			return binary{obj.OpLe, 3, size}
		case '>':
			return binary{obj.OpNe, 3, size}
		}
		return binary{obj.OpLt, 3, 1}
	case '>':
		switch next {
		case '>':
			return binary{obj.OpShr, 6, size}
		case '=':
			return binary{obj.OpGe, 3, size}
		}
		return binary{obj.OpGt, 3, 1}
	case '=':
		if next == '=' {
			return binary{obj.OpEq, 3, size}
		}
	case '!':
		if next == '=' {
			return binary{obj.OpNe, 3, size}
		}
		if next == '!' { // `a !! b` is `a ^ b` in MRI's assembler, and so here
			return binary{obj.OpXor, 5, size}
		}
		return binary{obj.OpOrNot, 5, 1}
	case '|':
		if next == '|' {
			return binary{obj.OpLogOr, 1, size}
		}
		return binary{obj.OpOr, 5, 1}
	case '&':
		if next == '&' {
			return binary{obj.OpLogAnd, 2, size}
		}
		return binary{obj.OpAnd, 5, 1}
	case '^':
		return binary{obj.OpXor, 5, 1}
	}
	if in.Intel && class[c]&cFirst != 0 {
		return in.infixWord()
	}
	return binary{}
}

// MaxNesting bounds brackets and prefix operators in one expression.
const MaxNesting = 1000

// Expr reads an expression. Kind is ValueNone when there is none; then nothing
// was read and nothing reported. An error within has been reported, and the
// value is then the integer zero.
func (in *Input) Expr() obj.Value {
	if v := in.plain(); v.Kind != obj.ValueNone {
		return v
	}
	if v := in.pair(); v.Kind != obj.ValueNone {
		return v
	}
	in.modifier = obj.ModNone
	in.placed = in.Unit.Placed()
	v := in.rank(0)
	if in.modifier != obj.ModNone {
		if v.Kind == obj.ValueInt {
			in.Diags.Errorf(in.Here(), "an @ modifier needs a symbol that is not a number")
		}
		v.Mod = in.TakeModifier()
	}
	return v
}

// plain reads what nearly all expressions are: a number, a place or the distance
// of two places, up to a comma, a bracket or the end of the line. A place is a name
// or `.`. Kind is ValueNone when there is something else; then nothing was read.
// With it, reading SQLite with -g takes a tenth less.
func (in *Input) plain() obj.Value {
	text, at := in.Text, in.At
	for text[at] == ' ' || text[at] == '\t' {
		at++
	}
	start, c := at, text[at]
	if class[c]&cDigit != 0 {
		n, end := PlainNumber(text, at)
		if end == at || class[text[end]]&cPlain == 0 {
			return obj.Value{}
		}
		in.At = end
		return obj.Int(n)
	}
	if class[c]&cFirst == 0 || in.Careful {
		return obj.Value{}
	}
	for class[text[at]]&cName != 0 {
		at++
	}
	end := at
	minus, second := Blanks(text, at), 0
	if text[minus] == '-' {
		second = Blanks(text, minus+1)
		if class[text[second]]&cFirst == 0 {
			return obj.Value{}
		}
		for at = second; class[text[at]]&cName != 0; {
			at++
		}
	}
	last := Blanks(text, at)
	if class[text[last]]&cPlain == 0 || text[end-1] == '.' && end-start > 1 || text[at-1] == '.' && at-second > 1 && at != end {
		return obj.Value{} // .sizeof.(section)
	}
	in.At = last
	v := in.place(start, end)
	if second == 0 {
		return v
	}
	w := in.place(second, at)
	return in.Unit.Combine(obj.OpSub, v, w, in.PosAt(minus))
}

// place is the value of the name at Text[start:end], which may be `.`.
func (in *Input) place(start, end int) obj.Value {
	u, pos := in.Unit, in.PosAt(start)
	if end-start == 1 && in.Text[start] == '.' {
		return u.Dot(pos)
	}
	return u.Use(u.Symbol(in.Text[start:end:end], pos))
}

// pair reads a name or number, an operator and a number, up to a comma, a bracket
// or the end of the line: i + 1, 7 < 10. Most of what macros calculate is such.
// Kind is ValueNone when there is something else; then nothing was read.
func (in *Input) pair() obj.Value {
	text, from := in.Text, in.At
	start := Blanks(text, from)
	left, end := obj.Value{}, start
	switch c := class[text[start]]; {
	case in.Deferred:
		return obj.Value{}
	case c&cDigit != 0:
		n, after := PlainNumber(text, start)
		left, end = obj.Int(n), after
	case c&cFirst != 0 && !(in.Intel && in.prefixWord(start)):
		for class[text[end]]&cName != 0 {
			end++
		}
	}
	if end == start || text[end-1] == '.' {
		return obj.Value{}
	}
	op := Blanks(text, end)
	in.At = op
	b := in.operator()
	in.At = from
	if b.rank == 0 || text[op] == '/' && text[op+1] == '*' {
		return obj.Value{}
	}
	second := Blanks(text, op+int(b.size))
	if class[text[second]]&cDigit == 0 {
		return obj.Value{}
	}
	right, after := PlainNumber(text, second)
	last := Blanks(text, after)
	if after == second || class[text[last]]&cPlain == 0 {
		return obj.Value{}
	}
	in.At = last
	u := in.Unit
	if left.Kind == obj.ValueNone {
		left = u.Use(u.Symbol(text[start:end:end], in.PosAt(start)))
	}
	return u.Combine(b.op, left, obj.Int(right), in.PosAt(op))
}

// PlainNumber reads decimal or hexadecimal digits of a number below 1<<60, and
// returns its end; that is at when there is something else.
func PlainNumber(text []byte, at int) (n int64, end int) {
	end = at
	if text[at] != '0' {
		for ; class[text[end]]&cDigit != 0; end++ {
			n = n*10 + int64(text[end]-'0')
		}
		if end-at > 18 {
			return 0, at
		}
		return n, end
	}
	end++
	if text[end] == 'x' {
		for end++; class[text[end]]&cHex != 0; end++ {
			n = n<<4 | int64(hexValue(text[end]))
		}
		if end-at < 3 || end-at > 17 {
			return 0, at
		}
	}
	return n, end
}

// missing is the operand that an operator lacks: zero at the end of a
// statement or before a comma, as in GNU as.
func (in *Input) missing(at diag.Span) obj.Value {
	if in.AtEnd() || in.Peek() == ',' {
		in.Diags.Warnf(at, "missing operand behind the operator; zero is assumed")
	} else {
		in.Diags.Errorf(at, "an operand is missing behind the operator, before %s", Describe(in.Text[in.At]))
	}
	return obj.Int(0)
}

// Operand reads one operand, without the operators behind it.
func (in *Input) Operand() obj.Value {
	in.placed = in.Unit.Placed()
	return in.operand()
}

// rank reads operands joined by operators that bind tighter than above.
func (in *Input) rank(above uint8) obj.Value {
	left := in.operand()
	if left.Kind == obj.ValueNone {
		return left
	}
	for {
		in.SkipSpace()
		b := in.operator()
		if b.rank <= above {
			if in.Text[in.At] == '@' && left.Kind == obj.ValueSym {
				in.suffix() // behind `.`, or brackets
				continue
			}
			return left
		}
		at := in.At
		in.At += int(b.size)
		right := in.rank(b.rank)
		if right.Kind == obj.ValueNone {
			right = in.missing(in.spanOf(at, int(b.size)))
		}
		left = in.Unit.Combine(b.op, left, right, in.PosAt(at))
	}
}

// operand reads a primary expression with its prefix operators.
func (in *Input) operand() obj.Value {
	in.SkipSpace()
	start := in.At
	c := in.Text[start]
	if class[c]&cFirst != 0 {
		if in.Intel {
			if v, found := in.intelTerm(); found {
				return v
			}
		}
		return in.symbol()
	}
	if class[c]&cDigit != 0 {
		v := in.number()
		if in.Text[in.At] == '@' {
			in.suffix()
		}
		return v
	}
	switch c {
	case '(', '[':
		return in.bracket(c)
	case '-', '+', '~', '!':
		in.At++
		if in.nesting++; in.nesting > MaxNesting {
			in.Diags.Errorf(in.Span(start), "expression is nested too deeply")
			in.SkipStatement()
			in.nesting--
			return obj.Int(0)
		}
		v := in.operand()
		in.nesting--
		if v.Kind == obj.ValueNone {
			if in.AtEnd() || in.Peek() == ',' {
				in.Diags.Warnf(in.spanOf(start, 1), "the operator has no operand and does not count")
				if !in.Absent() {
					in.At = start + 1
				}
				return v
			}
			return in.missing(in.Span(start))
		}
		return in.prefix(c, v, start)
	case '\'':
		return in.charConstant()
	case '"', '$':
		return in.symbol()
	case '%':
		if in.Register != nil {
			if reg, size := in.Register(in.Text[start:]); size > 0 {
				in.At += size
				return obj.Value{Kind: obj.ValueReg, Add: int64(reg)}
			}
		}
	}
	return obj.Value{}
}

// bracket reads ( expression ) or [ expression ].
func (in *Input) bracket(open byte) obj.Value {
	start := in.At
	in.At++
	if in.nesting++; in.nesting > MaxNesting {
		in.Diags.Errorf(in.Span(start), "expression is nested too deeply")
		in.SkipStatement()
		in.nesting--
		return obj.Int(0)
	}
	errors := in.Diags.Errors()
	v := in.plain()
	if v.Kind == obj.ValueNone {
		v = in.rank(0)
	}
	in.nesting--
	if in.Diags.Errors() > errors && in.Peek() != ')' && in.Text[in.At] != ']' {
		return obj.Int(0) // that was the mistake
	}
	if v.Kind == obj.ValueNone {
		in.Diags.Errorf(in.Span(start), "an expression is missing in the brackets")
		v = obj.Int(0)
	}
	closing := byte(')')
	if open == '[' {
		closing = ']'
	}
	if !in.Accept(closing) {
		in.Diags.Errorf(in.Here(), "expected '%c' to close the bracket, found %s", closing, Describe(in.Text[in.At])).
			Note(in.spanOf(start, 1), "the bracket opens here")
		in.SkipStatement()
		return obj.Int(0)
	}
	if in.Text[in.At] == '@' {
		in.suffix()
	}
	return v
}

func (in *Input) prefix(c byte, v obj.Value, start int) obj.Value {
	switch c {
	case '-':
		return in.Unit.Unary(obj.OpNeg, v, in.PosAt(start))
	case '~':
		return in.Unit.Unary(obj.OpNot, v, in.PosAt(start))
	case '!':
		return in.Unit.Unary(obj.OpLogNot, v, in.PosAt(start))
	}
	return v
}

// symbol reads a name, or `.`, the current place, which is `$` in Intel syntax;
// in AT&T syntax that is a symbol like any other.
func (in *Input) symbol() obj.Value {
	start := in.At
	if in.Naked {
		if reg, size := in.Register(in.Text[start:]); size > 0 {
			in.At += size
			return obj.Value{Kind: obj.ValueReg, Add: int64(reg)}
		}
	}
	name := in.Name()
	if name == nil {
		return obj.Value{}
	}
	u := in.Unit
	if len(name) == 1 && (in.Text[start] == '.' || in.Intel && name[0] == '$') {
		if in.Deferred {
			return u.LaterDot(in.PosAt(start))
		}
		return u.Dot(in.PosAt(start))
	}
	switch in.Text[in.At] {
	case '@':
		in.suffix()
	case ' ':
		if at := Blanks(in.Text, in.At); in.Text[at] == '@' {
			in.At = at
			in.suffix()
		}
	case '(':
		if n := len(name); n > 0 && name[n-1] == '.' {
			name = in.sectionExtent(name)
		}
	}
	id := u.Symbol(name, in.PosAt(start))
	if in.Deferred {
		u.Syms[id].Flags |= obj.SymUsed
		return obj.SymValue(id)
	}
	return u.Use(id)
}

// sectionExtent reads the operand of .startof.(section) and .sizeof.(section).
// They are undefined symbols whose names say what is wanted; a linker knows.
func (in *Input) sectionExtent(op []byte) []byte {
	if string(op) != ".startof." && string(op) != ".sizeof." {
		return op
	}
	whole := append([]byte(nil), op...)
	start := in.At
	in.At++
	section := in.Name()
	if section == nil || !in.Accept(')') {
		in.Diags.Errorf(in.Span(start), "%s takes the name of a section in brackets", op)
	}
	return append(whole, section...)
}

var globalOffsetTable = []byte(obj.OffsetTable)

// suffix reads an @ modifier and keeps it for Expr, which attaches it to the
// whole expression. An unknown one is left for the caller to stumble over.
func (in *Input) suffix() {
	start := in.At
	at := start + 1
	for class[in.Text[at]]&cName != 0 {
		at++
	}
	mod := modifierOf(in.Text[start+1 : at])
	if mod == obj.ModNone {
		in.At = at
		in.Diags.Errorf(in.Span(start), "unknown modifier %s; expected one such as @PLT, @GOTPCREL or @TPOFF", in.Text[start:at])
		return
	}
	in.At = at
	if in.modifier != obj.ModNone {
		in.Diags.Errorf(in.Span(start), "an expression takes one @ modifier, and this is the second")
		return
	}
	if mod != obj.ModPLT && mod != obj.ModSIZE {
		// GNU as names the table whenever something may be in it, before it reads
		// the expression.
		if u := in.Unit; u.Find(globalOffsetTable) == 0 {
			u.PinBehind(u.Signature(globalOffsetTable, in.PosAt(start)), in.placed)
		}
		id := in.Unit.Symbol(globalOffsetTable, in.PosAt(start))
		in.Unit.Syms[id].Flags |= obj.SymWritten
	}
	in.modifier = mod
}

// modifiers lists the spellings; case does not matter.
var modifiers = [...]struct {
	name string
	mod  obj.Modifier
}{
	{"PLT", obj.ModPLT},
	{"GOTPCREL", obj.ModGOTPCREL},
	{"GOTTPOFF", obj.ModGOTTPOFF},
	{"TPOFF", obj.ModTPOFF},
	{"DTPOFF", obj.ModDTPOFF},
	{"TLSGD", obj.ModTLSGD},
	{"TLSLD", obj.ModTLSLD},
	{"TLSDESC", obj.ModTLSDESC},
	{"TLSCALL", obj.ModTLSCALL},
	{"GOT", obj.ModGOT},
	{"GOTOFF", obj.ModGOTOFF},
	{"GOTPLT", obj.ModGOTPLT},
	{"PLTOFF", obj.ModPLTOFF},
	{"SIZE", obj.ModSIZE},
}

func modifierOf(text []byte) obj.Modifier {
	for i := range modifiers {
		if equalFold(text, modifiers[i].name) {
			return modifiers[i].mod
		}
	}
	return obj.ModNone
}

// equalFold compares text with an upper-case ASCII name.
func equalFold(text []byte, name string) bool {
	if len(text) != len(name) {
		return false
	}
	for i, c := range text {
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != name[i] {
			return false
		}
	}
	return true
}

// Absolute reads an expression that must be a constant now. what names it in
// the error message ("alignment", "repeat count").
func (in *Input) Absolute(what string) (int64, bool) {
	in.SkipSpace()
	start := in.At
	v := in.Expr()
	if v.Kind == obj.ValueNone {
		if in.Absent() {
			return 0, true
		}
		in.Diags.Errorf(in.Here(), "expected %s here", what)
		return 0, false
	}
	n, ok := in.Unit.Decide(v)
	if !ok {
		in.Diags.Errorf(in.Span(start), "%s must be a constant known at this point%s", what, in.Unknown(v))
	}
	return n, ok
}

// Unknown says in a message which symbol keeps a value from being a constant:
// one that is not defined, or not yet.
func (in *Input) Unknown(v obj.Value) string {
	if v.Kind != obj.ValueSym {
		return ""
	}
	for _, id := range [...]obj.SymID{v.Sym, v.Sub} {
		if name := in.Unit.Name(id); id != 0 && len(name) != 0 && in.Unit.Syms[id].Part == obj.PartNone {
			return "; " + string(name) + " is not defined up to here"
		}
	}
	return ""
}
