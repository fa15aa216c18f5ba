package directives

import (
	"bytes"
	"math/bits"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// Repetitions and macros are texts that are read before the rest. What is
// being expanded stands on a stack beside the input stack: a repetition goes
// on with its next round when the text of one is used up.

// expansion is a text that a macro, .rept, .irp or .irpc pushed.
type expansion struct {
	kind  uint8
	depth int // of the input stack while it is read
	text  []byte
	name  string   // the macro, or the directive
	from  diag.Pos // where its body stands in the source; 0 = in another expansion
	lines diag.Pos // likewise, by line only; 0 = in a macro
	mark  lineMark // what .line, .file or # 12 "file" in it said

	left   int64 // .rept: rounds to come
	body   []byte
	param  []byte
	values [][]byte // .irp and .irpc: rounds to come
	pieces []piece  // their body cut, for all but .altmacro

	plain  bool   // .rept: perhaps each round puts down the same bytes
	before extent // if so, what there was before the first
}

// The kinds of expansion.
const (
	expandMacro = iota
	expandRept
	expandList
)

// maxExpanded bounds the bytes of all expansions of one unit, so that a
// repetition without end stops.
const maxExpanded = 1 << 32

// push reads e before the rest of the text. The statement that asked for it
// has been read.
func (d *Directives) push(e expansion) bool {
	in, m := d.in, &d.macros
	if in.Depth() >= lexer.MaxDepth {
		in.Diags.Errorf(d.span(), "expansions are nested more than %d deep; does %s expand itself without end?", lexer.MaxDepth, e.name)
		for in.Expanding() {
			d.leave(false)
		}
		return false
	}
	e.depth = in.Depth() + 1
	if e.kind == expandMacro {
		e.lines = e.from
	}
	m.active = append(m.active, e)
	enter := lexer.Expansion{Kind: e.name, Name: e.name, Call: in.PosAt(d.start)}
	if e.kind == expandRept && e.from != 0 {
		in.PushCopy(e.text, e.from, enter)
	} else {
		in.PushText(e.text, enter)
	}
	return d.spend(len(e.text))
}

// spend counts the bytes of an expansion.
func (d *Directives) spend(n int) bool {
	d.macros.expanded += int64(n)
	if d.macros.expanded <= maxExpanded {
		return true
	}
	d.in.Diags.Errorf(d.in.Here(), "macros and repetitions expand to more than %d GB", maxExpanded>>30)
	d.endAll()
	return false
}

// leave drops the innermost text, and the conditionals that began in it.
func (d *Directives) leave(report bool) bool {
	in, m := d.in, &d.macros
	depth := in.Depth()
	if depth > 0 {
		d.closeConds(depth, report)
	}
	if n := len(m.active); n > 0 && m.active[n-1].depth == depth {
		if text := m.active[n-1].text; cap(text) <= 1<<20 {
			m.spare = append(m.spare, text[:0])
		}
		m.active = m.active[:n-1]
	}
	return in.Pop()
}

// EndOfText is called when the text being read is used up. It goes on with the
// next round of a repetition, or with the text below; false means that there
// is nothing left.
func (d *Directives) EndOfText() bool {
	in, m := d.in, &d.macros
	n := len(m.active)
	if n == 0 || m.active[n-1].depth != in.Depth() {
		return d.leave(true)
	}
	e := &m.active[n-1]
	switch {
	case e.kind == expandRept && e.left > 0 && !d.repeated(e):
		e.left--
		e.mark = lineMark{}
		d.closeConds(e.depth, true)
		in.Replace(e.text)
		return d.spend(len(e.text)) || true
	case e.kind == expandList && len(e.values) > 0:
		e.mark = lineMark{}
		d.closeConds(e.depth, true)
		e.text = d.round(e.text[:0], e)
		in.Replace(e.text)
		return d.spend(len(e.text)) || true
	}
	return d.leave(true)
}

// buffer returns memory for the text of an expansion.
func (m *macroState) buffer() []byte {
	if n := len(m.spare); n > 0 {
		b := m.spare[n-1]
		m.spare = m.spare[:n-1]
		return b
	}
	return make([]byte, 0, 256)
}

// place is where the body of a macro or repetition stands in the source.
type place struct {
	from  diag.Pos // 0 when it is in another expansion
	lines diag.Pos // by line only; 0 when it is in a macro
}

// block reads the lines up to the directive that closes the one at hand, whose
// statement has been read. It returns their text and where it stands, and leaves
// the end of the closing statement to be read. Line markers in the body of a macro
// are heeded now; those in a repetition each time.
func (d *Directives) block(opens, closes func([]byte) bool, macro bool) (body []byte, at place, ok bool) {
	in := d.in
	in.NextStatement()
	first := in.At
	if in.Exact() {
		at.from = in.PosAt(first)
		at.lines = at.from
	} else if e := d.expanding(); e != nil && e.kind != expandMacro && e.lines != 0 {
		at.lines = d.bodyLine(e.lines, in.Text, first)
	}
	for nested := 0; !in.Done(); in.NextStatement() {
		begin := in.At
		if macro && in.Text[begin] == '#' && in.LineStart(begin) {
			d.LineMarker()
			continue
		}
		_, word := d.firstWord(true)
		switch {
		case word == nil:
		case opens(word):
			nested++
		case closes(word):
			if nested == 0 {
				body := in.Text[first:begin]
				if !in.ExpectEnd() {
					in.SkipStatement()
				}
				return body, at, true
			}
			nested--
		}
		d.passStatement()
	}
	in.Diags.Errorf(d.span(), "%s is not closed", d.name)
	return nil, place{}, false
}

// expanding returns the expansion being read, nil when the text is a file.
func (d *Directives) expanding() *expansion {
	m := &d.macros
	if n := len(m.active); n > 0 && m.active[n-1].depth == d.in.Depth() {
		return &m.active[n-1]
	}
	return nil
}

func opensMacro(w []byte) bool  { return equal(w, ".macro") }
func closesMacro(w []byte) bool { return equal(w, ".endm") || equal(w, ".mend") }
func closesRept(w []byte) bool  { return equal(w, ".endr") }

func opensRept(w []byte) bool {
	if len(w) < 4 {
		return false
	}
	switch w[1] | 0x20 {
	case 'r':
		return equal(w, ".rept") || equal(w, ".rep")
	case 'i':
		return equal(w, ".irp") || equal(w, ".irpc") || equal(w, ".irep") || equal(w, ".irepc")
	}
	return false
}

// rept is .rept count.
func (d *Directives) rept(int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	count, _, ok := d.optional("repeat count") // none is zero
	ok = ok && in.ExpectEnd()
	if ok && count < 0 {
		ok = d.errorf(start, "repeat count %d is negative", count)
	}
	in.SkipStatement()
	body, at, closed := d.block(opensRept, closesRept, false)
	if !ok || !closed {
		return false
	}
	if count == 0 || len(body) == 0 {
		return true
	}
	if !d.affordable(uint64(count), uint64(len(body))) {
		d.errorf(start, "%d repetitions of %d bytes of text are more than %d GB", count, len(body), maxExpanded>>30)
		d.endAll()
		return false
	}
	text := lexer.Terminate(append(d.macros.buffer(), body...))
	return d.push(expansion{
		kind: expandRept, text: text, name: ".rept", from: at.from, lines: at.lines, left: count - 1,
		plain: d.Macros == 0 && !d.WantInsns && !bytes.ContainsAny(body, ".:=\"\\"), before: d.extent(),
	})
}

// extent measures all that instructions add to.
type extent struct {
	part                               obj.PartID
	data                               int
	frags, fixups, marks, syms, errors int
}

func (d *Directives) extent() extent {
	p := d.u.Cur
	return extent{d.u.CurID, len(p.Data), len(p.Frags), len(p.Fixups), len(p.Marks), len(d.u.Syms), d.in.Diags.Len()}
}

// maxRepeated bounds the bytes that repeated puts down.
const maxRepeated = 1 << 30

// repeated carries out the rounds to come of a .rept whose body has nothing but
// instructions, when the first round has left nothing but bytes: they are
// copied. It makes a .rept of a million a thousand times as fast.
func (d *Directives) repeated(e *expansion) bool {
	first, now := e.before.data, d.extent()
	e.before.data = now.data
	if !e.plain || e.before != now || int64(now.data-first) > maxRepeated/e.left {
		e.plain = false
		return false
	}
	p := d.u.Cur
	size := (now.data - first) * int(e.left)
	p.Room(size)
	for have := now.data - first; size > 0; {
		n := min(size, have)
		p.Data = append(p.Data, p.Data[first:first+n]...)
		have += n
		size -= n
	}
	e.left = 0
	return true
}

// affordable reports whether a text may be repeated so often: the repetitions
// around this one come on top.
func (d *Directives) affordable(count, size uint64) bool {
	hi, total := bits.Mul64(count, size)
	for _, e := range d.macros.active {
		if hi != 0 || total > maxExpanded {
			break
		}
		hi, total = bits.Mul64(total, uint64(e.left)+1)
	}
	return hi == 0 && total <= maxExpanded
}

// irp is .irp symbol, values... and .irpc symbol, characters (each 1).
func (d *Directives) irp(each int) bool {
	in, m := d.in, &d.macros
	in.SkipSpace()
	param := bytes.Clone(d.word())
	if len(param) == 0 {
		d.expected("a parameter name")
	}
	ok := len(param) != 0
	line := bytes.Clone(d.scrub())
	a := arguments{text: line, alternate: m.alternate, d: d}
	a.comma()
	values := make([][]byte, 0, 8)
	if each != 0 {
		values = a.characters()
	} else {
		for !a.done() {
			values = append(values, a.next())
			a.comma()
		}
	}
	if len(values) == 0 {
		values = append(values, nil)
	}
	name := ".irp"
	if each != 0 {
		name = ".irpc"
	}
	body, at, closed := d.block(opensRept, closesRept, false)
	if !ok || !closed {
		return false
	}
	e := expansion{
		kind: expandList, name: name, from: at.from, lines: at.lines,
		body: bytes.Clone(body), param: param, values: values,
	}
	e.text = d.round(m.buffer(), &e)
	return d.push(e)
}

// round makes the text of the next round of .irp or .irpc.
func (d *Directives) round(out []byte, e *expansion) []byte {
	value, number := e.values[:1], d.macros.calls
	e.values = e.values[1:]
	if d.macros.alternate {
		s := substitution{params: []param{{name: e.param}}, values: value, number: number}
		return lexer.Terminate(d.alternate(out, e.body, &s))
	}
	if e.pieces == nil {
		e.pieces = cut(e.body, []param{{name: e.param}})
	}
	out, ok := fill(out, e.pieces, value, number)
	if !ok {
		d.in.Diags.Errorf(d.span(), "\\( is not closed; ) expected")
	}
	return lexer.Terminate(out)
}

// exitm is .exitm: leave the innermost macro or repetition.
func (d *Directives) exitm(int) bool {
	if !d.in.ExpectEnd() {
		return false
	}
	m := &d.macros
	n := len(m.active)
	if n == 0 || m.active[n-1].depth != d.in.Depth() {
		d.in.Diags.Warnf(d.span(), ".exitm outside a macro or repetition is ignored")
		return true
	}
	d.leave(false)
	return true
}

// stray is .endm or .endr without the directive that it closes.
func (d *Directives) stray(int) bool {
	d.in.Diags.Warnf(d.span(), "%s closes nothing and is ignored", d.name)
	return d.in.ExpectEnd()
}

// decorate puts a message about expanded text where that text comes from, the
// body of the macro or repetition, quotes the line as it was read, and adds
// from where it was called.
func (d *Directives) decorate(x *diag.Diagnostic) {
	m, in := &d.macros, d.in
	n := len(m.active)
	if n == 0 || m.active[n-1].depth != in.Depth() {
		return
	}
	asked := in.Asked()
	if at := min(in.At, len(in.Text)-2); !in.Exact() && x.Span.Pos == in.PosAt(at) {
		quote(x, in.Text, at, asked)
		x.Span.Pos = d.origin(&m.active[n-1], in.Text, at)
	}
	for inner := 0; n > 0 && m.active[n-1].depth > 0; n-- {
		e := &m.active[n-1]
		if e.kind != expandMacro {
			continue
		}
		if inner++; inner > maxCalls && n > 1 {
			continue // a macro that calls itself has hundreds
		}
		text, at, call := in.Waiting(e.depth - 1)
		if n > 1 && m.active[n-2].depth == e.depth-1 {
			call = d.origin(&m.active[n-2], text, at)
		}
		if inner > maxCalls+1 {
			x.Note(diag.Span{}, "%d more expansions", inner-maxCalls-1)
		}
		x.Note(diag.Span{Pos: call, Len: uint32(len(e.name))}, "in expansion of macro %s", e.name)
	}
}

// maxCalls is how many of the innermost calls a message shows, beside the
// outermost one.
const maxCalls = 8

// quote makes x show the line of text that holds offset at, with the caret at
// what was asked for, or at the statement when that is on another line.
func quote(x *diag.Diagnostic, text []byte, at, asked int) {
	first := bytes.LastIndexByte(text[:at], '\n') + 1
	line := text[first : first+bytes.IndexByte(text[first:], '\n')]
	if asked < first || asked > first+len(line) {
		asked = first + len(line) - len(bytes.TrimLeft(line, " \t"))
	}
	x.Excerpt = string(line)
	x.ExcerptCol = asked - first + 1
}

// origin returns the line of the source that became the line of an expansion
// which holds text[at].
func (d *Directives) origin(e *expansion, text []byte, at int) diag.Pos {
	if e.from == 0 {
		return d.in.PosAt(d.start)
	}
	p := d.bodyLine(e.from, text, at)
	src := d.in.Sources.Find(p)
	off := int(p - src.Base)
	for off < len(src.Text)-1 && (src.Text[off] == ' ' || src.Text[off] == '\t') {
		off++
	}
	return src.Base + diag.Pos(off)
}

// bodyLine returns the start of the line of the source that became the line of
// an expansion which holds text[at]; the first one is at from.
func (d *Directives) bodyLine(from diag.Pos, text []byte, at int) diag.Pos {
	src := d.in.Sources.Find(from)
	off := int(from - src.Base)
	for n := bytes.Count(text[:at], []byte{'\n'}); n > 0; n-- {
		next := bytes.IndexByte(src.Text[off:], '\n')
		if next < 0 {
			break
		}
		off += next + 1
	}
	return src.Base + diag.Pos(off)
}
