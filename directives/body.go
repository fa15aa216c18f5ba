package directives

import (
	"bytes"
	"slices"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// Bodies. The body of a macro or repetition is a text with holes for values, and most are
// a few lines of instructions, numbers, labels and jumps to them:
//
//	.macro wait reg
//	.Lwait\@:
//	dec \reg
//	jnz .Lwait\@
//	.endm
//
// So are nests of repetitions, of which the inner one would be read anew in each round of
// the outer one:
//
//	.irp a, rax, rbx
//	.irpc d, 0123456789
//	mov %\a, \d(%rsp)
//	.endr
//	.endr
//
// Such a body is compiled once, into lines that know what they are and where their holes
// are, and a call or a round carries them out one by one: there is no text of the whole to
// be made, entered, read and left. A line that turns out to be something else is left
// to the ordinary way, and all behind it.

// body is the body of a macro, or of a repetition and of those in it, as lines.
type body struct {
	lines []bodyLine // without empty ones and .endr
	loops []bodyLoop // the whole, and then the repetitions in it in the order in which they begin
	terms []term     // of expressions, see terms.go
	from  diag.Pos   // where the lines of a .rept stand in the source; 0 = they stand where it is called
	macro bool       // the whole is that of a macro
	plain bool       // there are only instructions, numbers and repetitions

	params []param  // of the macro, then those of the loops
	own    int      // those of the whole
	values [][]byte // what these are now
	open   []int    // while lines are compiled: the loops around them

	defined     int   // macros when it was compiled, see macroState
	none        bool  // it is not for this
	done, given int32 // calls carried out, and calls that the ordinary way was given
}

// bodyLoop is a repetition of a body, or the whole of a macro, which has one round.
type bodyLoop struct {
	each        int // see irp; eachRound for .rept
	rounds      int
	loop        *loop // of .irp and .irpc
	param       int   // its parameter; -1 = none
	bare        bool  // no value is filled in: it is .rept, in such
	first, last int   // its lines
	begin       int   // of its body: a line of the whole
	size        int   // of its body
	round       int
}

// eachRound stands for .rept, whose rounds are all the same.
const eachRound = -1

// bodyLine is a line of a body, or one of the statements in it.
type bodyLine struct {
	kind      uint8
	width     int              // of numbers
	word      int              // length of the first word
	number    int              // of the line in the body around it
	statement int              // of the line
	offset    int              // of the statement in the whole
	loop      int              // that begins here
	name      obj.NumberedName // that it consists of: letters and \@

	// What stands before the first piece with a value that changes while the loop around it
	// goes on is filled in when that begins, or the line is compiled.
	pieces []piece
	hole   int    // that piece
	once   bool   // which is the only one
	text   []byte // filled in, with a newline and a NUL
	done   int    // of that: what stands before the hole
	at     int    // where the value stands, or the name of a counter
	size   int    // of that value; -1 = the rest is to be filled in

	// Of a number whose last digits change the others are known; and of an instruction the
	// rest of the line is, see Machine.Keep.
	kept bool
	base uint64
	head uint64 // or the letters of the name of a jump

	sym   obj.SymID // a counter
	terms []term    // of what it gets, or of the numbers
}

// The kinds of line.
const (
	lineInsn = iota
	lineJump // or call
	lineNumbers
	lineLabel
	lineLoop
	lineValues        // numbers that are a parameter
	lineTerms         // numbers that counters are in
	lineCounter       // a counter gets another value
	lineJumpNumbered  // to a name that is letters and \@
	lineLabelNumbered // of such a name
)

// maxNest bounds the repetitions around a line.
const maxNest = 8

// compiled returns the body of x, compiled.
func (d *Directives) compiled(x *macro) *body {
	if b := x.compiled; b != nil && b.defined == d.macros.defined {
		return b
	}
	b := &body{macro: true, defined: d.macros.defined, params: slices.Clone(x.params)}
	x.compiled = b
	b.enter(bodyLoop{rounds: 1}, nil)
	b.none = !d.compile(b, x.body)
	return b
}

// compile makes lines of text, of which the loop that is the whole has been entered. It
// reports false when that is not for a body.
func (d *Directives) compile(b *body, text []byte) (ok bool) {
	if n := len(text); n == cap(text) || n == 0 || text[n-1] != '\n' {
		text = append(append(make([]byte, 0, n+2), text...), '\n')
	}
	in, messages := d.in, d.in.Diags.Len()
	before, at := in.Text, in.At
	in.Text, b.plain, ok = text[:cap(text)], true, true // operators are looked for beyond the end of a line
	for start, number := 0, 0; ok && start < len(text); number++ {
		end := start + bytes.IndexByte(text[start:], '\n')
		ok = d.compileStatements(b, start, end, number)
		for _, k := range b.open {
			b.loops[k].size += end + 1 - start
		}
		start = end + 1
	}
	b.loops[0].last = len(b.lines)
	in.Text, in.At = before, at
	if in.Diags.Len() != messages {
		in.Diags.Truncate(messages)
		ok = false
	}
	if ok = ok && len(b.open) == 1; ok {
		b.prepare(0, d.macros.calls)
	}
	return ok
}

// compileStatements makes lines of the statements of a line.
func (d *Directives) compileStatements(b *body, start, end, number int) bool {
	text := d.in.Text
	line := text[start:end]
	if bytes.ContainsAny(line, "\"'") || bytes.Contains(line, []byte("/*")) || bytes.Contains(line, []byte("//")) {
		return false
	}
	if n := bytes.IndexByte(line, '#'); n >= 0 {
		if end = start + n; len(line) > n+2 && isDigit(line[n+2]) && pastBlanks(line, 0) == n {
			return false // # 12 "file"
		}
	}
	for statement := 0; ; statement++ {
		next := end
		if n := bytes.IndexByte(text[start:end], ';'); n >= 0 {
			next = start + n
		}
		d.in.At = pastBlanks(text[:next], start)
		stop := next
		for stop > d.in.At && isBlank(text[stop-1]) {
			stop--
		}
		if !d.compileLine(b, text[d.in.At:stop], number, statement) {
			return false
		}
		if start = next + 1; next == end {
			return true
		}
	}
}

// compileLine makes a line of the statement at In.At.
func (d *Directives) compileLine(b *body, line []byte, number, statement int) bool {
	word := line[:nameEnd(line, 0)]
	around := &b.loops[b.open[len(b.open)-1]]
	switch string(word) {
	case "":
		return len(line) == 0
	case ".endr":
		around.last = len(b.lines)
		all := float64(around.size)
		for _, k := range b.open {
			all *= float64(b.loops[k].rounds)
		}
		b.open = b.open[:len(b.open)-1]
		return len(b.open) > 0 && len(line) == len(word) && all <= maxExpanded
	}
	x := b.add()
	x.word, x.number, x.statement, x.offset = len(word), number-around.begin, statement, d.in.At
	switch string(word) {
	case ".irp", ".irpc", ".rept":
		x.kind, x.loop = lineLoop, len(b.loops)
		return d.compileLoop(b, line, len(word), number)
	}
	if around.bare && d.compileTerms(b, x, line) {
		return true
	}
	if d.macros.alternate {
		x.pieces = cutAlternate(line, b.params, false).pieces
	} else {
		x.pieces = cut(x.pieces, line, b.params)
	}
	if !d.lineKind(b, x, line) {
		return false
	}
	b.plain = b.plain && (x.kind == lineInsn || x.kind == lineNumbers || x.kind == lineValues)
	return b.holes(x)
}

// compileLoop begins a repetition, whose first word is size bytes long. Its values must not
// depend on those around it.
func (d *Directives) compileLoop(b *body, line []byte, size, number int) bool {
	in := d.in
	end := in.At + len(line)
	in.At += size
	if d.macros.alternate || bytes.IndexByte(line, '\\') >= 0 || in.Text[end] != '\n' || len(b.open) == maxNest {
		return false
	}
	inner := bodyLoop{each: size - len(".irp"), begin: number + 1}
	if line[1] == 'i' {
		l := d.macros.loop()
		ok := d.loopHeader(l, inner.each)
		return b.enter(inner, l) && ok && in.At == end
	}
	in.SkipSpace()
	n, at := lexer.PlainNumber(in.Text, in.At)
	inner.each, inner.rounds = eachRound, int(n)
	return b.enter(inner, nil) && at == end && n <= maxRounds
}

// maxRounds bounds those of a .rept in a body.
const maxRounds = 1 << 16

// enter begins a repetition, or the whole. It reports false when values of it are not ordinary.
func (b *body) enter(inner bodyLoop, l *loop) bool {
	inner.loop, inner.param, inner.first = l, -1, len(b.lines)
	inner.bare = inner.each == eachRound && (len(b.loops) == 0 || b.loops[b.open[len(b.open)-1]].bare)
	if l != nil {
		inner.param, inner.rounds = len(b.params), len(l.values)
		b.params = append(b.params, l.param[0])
	}
	b.open, b.loops = append(b.open, len(b.loops)), append(b.loops, inner)
	if len(b.loops) == 1 {
		b.own = len(b.params)
	}
	if l == nil {
		return true
	}
	for _, v := range l.values {
		for _, c := range v {
			if !plainValue[c] {
				return false
			}
		}
	}
	return lookup(b.params, l.param[0].name) == len(b.params)-1
}

// add appends a line, in memory that has been used before, perhaps.
func (b *body) add() *bodyLine {
	if len(b.lines) == cap(b.lines) {
		b.lines = slices.Grow(b.lines, 1)
	}
	b.lines = b.lines[:len(b.lines)+1]
	x := &b.lines[len(b.lines)-1]
	*x = bodyLine{pieces: x.pieces[:0], text: x.text[:0]}
	return x
}

// lineKind says of which kind a line is. It reports false for one that is not for a body.
func (d *Directives) lineKind(b *body, x *bodyLine, line []byte) bool {
	word, rest := line[:x.word], line[x.word:]
	if bytes.ContainsAny(line, "=&/") || b.loops[b.open[len(b.open)-1]].bare && bytes.IndexByte(line, '\\') >= 0 {
		return false
	}
	if bytes.HasPrefix(word, []byte(".L")) && line[len(line)-1] == ':' {
		if x.kind = lineLabel; b.macro && x.numbered(0, ":") {
			x.kind = lineLabelNumbered
		}
		return bytes.IndexByte(line, ' ') < 0
	}
	if len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' || bytes.IndexByte(line, ':') >= 0 {
		return false
	}
	switch c := word[0]; {
	case c == '.':
		x.kind, x.width = lineNumbers, dataWidth(word)
		if p := x.pieces; len(b.open) == 1 && b.macro && len(p) == 2 && p[0].param >= 0 && len(p[1].text) == 0 && pastBlanks(p[0].text, x.word) == len(p[0].text) {
			x.kind = lineValues
		}
		return x.width != 0
	case c < 'a' || c > 'z':
		return false
	case c == 'j', string(word) == "call":
		if x.kind = lineJump; b.macro && x.numbered(x.word+1, "") && x.word <= 8 {
			x.kind = lineJumpNumbered
			for i, c := range word {
				x.head |= uint64(c) << (8 * i)
			}
		}
	}
	return !d.MayCall(word)
}

// numbered reports whether the line is letters and \@ from byte at on, and then
// behind.
func (x *bodyLine) numbered(at int, behind string) (ok bool) {
	p := x.pieces
	if len(p) != 2 || p[0].param != pieceNumber || string(p[1].text) != behind || len(p[0].text) <= at {
		return false
	}
	x.name, ok = obj.PrefixOfNumbered(p[0].text[at:])
	return ok
}

// holes finds the holes of a line. It reports false when filling them in at once might be
// another thing than doing so once for the macro and for each repetition.
func (b *body) holes(x *bodyLine) bool {
	inner := b.loops[b.open[len(b.open)-1]].param
	x.hole = len(x.pieces)
	if len(x.pieces[0].text) < x.word {
		return false
	}
	for i := range x.pieces {
		p := &x.pieces[i]
		switch {
		case p.param == pieceEnd:
			if len(b.open) > 1 && i < len(x.pieces)-1 {
				return false // a \( is gone, and what stands around it one name, in the inner ones
			}
			continue
		case p.param < pieceNumber:
			return false
		case p.param >= 0:
			if !b.known(p.param) {
				return false
			}
			if next := &x.pieces[i+1]; p.param >= b.own && len(next.text) == 0 && next.param != pieceEnd && next.param < p.param {
				return false // \a\b is \ax for the inner one
			}
		}
		if p.param == inner || b.macro && len(b.open) == 1 {
			x.once = x.hole == len(x.pieces) && p.param >= 0
			x.hole = min(x.hole, i)
		}
	}
	return true
}

// known reports whether a parameter is that of the macro or of a loop around the line at hand.
func (b *body) known(param int) bool {
	for _, k := range b.open {
		if b.loops[k].param == param {
			return true
		}
	}
	return param < b.own
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
