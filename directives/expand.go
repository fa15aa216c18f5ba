package directives

import (
	"bytes"

	"tas/diag"
	"tas/lexer"
)

// Macros and repetitions are texts that are read before the rest. What is
// being expanded stands on a stack beside the input stack.

// expansion is a text that a macro, .rept, .irp or .irpc pushed.
type expansion struct {
	kind  uint8
	depth int // of the input stack while it is read
	text  []byte
	name  string    // the macro, or the directive
	place           // of its body
	mark  *lineMark // what .line, .file or # 12 "file" in it said; nil = nothing
	loop  *loop     // the rounds to come; nil for a macro
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
	e.depth = in.Depth() + 1
	if e.depth > lexer.MaxDepth {
		in.Diags.Errorf(d.span(), "expansions are nested more than %d deep; does %s expand itself without end?", lexer.MaxDepth, e.name)
		d.giveUp()
		return false
	}
	if e.loop != nil {
		d.listRound(&e)
	}
	if e.kind != expandMacro {
		d.watch(e.text)
	}
	m.active = append(m.active, e)
	call := in.PosAt(d.start)
	if e.kind == expandRept && e.exact {
		in.PushCopy(e.text, e.from, call)
	} else {
		in.PushText(e.text, call)
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

// leave drops the innermost text.
func (d *Directives) leave() bool {
	m := &d.macros
	if m.recording.slot != nil && m.recording.depth == d.in.Depth() {
		d.recorded(m.calls)
	}
	if e := d.expanding(); e != nil {
		if cap(e.text) <= 1<<20 {
			m.spare = append(m.spare, e.text[:0])
		}
		if e.loop != nil {
			m.idle = append(m.idle, e.loop)
		}
		m.active = m.active[:len(m.active)-1]
	}
	return d.in.Pop()
}

// EndOfText is called when the text being read is used up. It goes on with the
// next round of a repetition, or behind the statement that asked for the text;
// false means that there is nothing left.
func (d *Directives) EndOfText() bool {
	if e := d.expanding(); e != nil && e.loop != nil && d.nextRound(e) {
		return true
	}
	e := d.expanding()
	loop := e != nil && e.loop != nil
	if e != nil && !loop && len(d.conds.open) > 0 {
		d.closeConds(len(d.macros.active), true)
	}
	if !d.leave() {
		return false
	}
	if loop {
		d.listLast()
	}
	d.in.NextStatement()
	return true
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
	from    diag.Pos // 0 when that is several places
	exact   bool     // it is a copy of the text there; otherwise its lines are those there
	inMacro bool     // it was read from one, and as gives its lines that of the call
	end     diag.Pos // of the directive that closes it
}

// lines is where the lines are numbered from; 0 when they are not.
func (p place) lines() diag.Pos {
	if p.inMacro {
		return 0
	}
	return p.from
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
		at.from, at.exact = in.PosAt(first), true
	} else if e := d.expanding(); e != nil && e.from != 0 {
		at.from = d.bodyLine(e.from, in.Text, first)
		at.inMacro = e.inMacro || e.kind == expandMacro
	}
	open := d.span()
	var before []byte // of the body, in texts that have ended
	for nested := 0; ; in.NextStatement() {
		for in.Done() {
			if in.Depth() == 0 {
				break
			}
			before = append(before, in.Text[min(first, len(in.Text)-2):len(in.Text)-2]...)
			d.EndOfText()
			at, first = place{}, in.At
		}
		if in.Done() {
			break
		}
		begin := in.At
		if macro && in.Text[begin] == '#' && in.LineStart(begin) {
			d.Comment()
			continue
		}
		start, word := d.firstWord(true)
		label := bytes.TrimLeft(in.Text[begin:start], " \t\r")
		switch {
		case word == nil:
		case opens(word):
			nested++
		case closes(word):
			if nested == 0 {
				body := in.Text[first:begin]
				if bytes.IndexByte(label, ':') > 0 && label[0] != '/' {
					body = in.Text[first:start] // the label belongs to it
				}
				if before != nil {
					body = append(before, body...)
				}
				at.end = in.PosAt(begin)
				in.SkipStatement() // as `.endm name`, whatever follows is not read
				return body, at, true
			}
			nested--
		}
		d.passStatement()
	}
	end := ".endr"
	if macro {
		end = ".endm"
	}
	in.Diags.Errorf(open, "%s is not closed; %s expected before the end of this text", d.name, end)
	d.listRest()
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

// exitm is .exitm: leave the innermost macro or repetition.
func (d *Directives) exitm(int) bool {
	d.in.SkipStatement()
	m := &d.macros
	n := len(m.active)
	if n == 0 || m.active[n-1].depth != d.in.Depth() {
		d.in.Diags.Warnf(d.span(), ".exitm outside a macro or repetition is ignored")
		return true
	}
	d.closeConds(n, false)
	open := d.in.OpensString() // as has looked for that before the text was read
	if d.leave(); open {
		d.in.Diags.Warnf(d.in.Here(), "string is not closed before the end of the macro; \" is assumed there")
	}
	return true
}

// stray is .endm or .endr without the directive that it closes.
func (d *Directives) stray(int) bool {
	opens := ".macro"
	if equal(d.name, ".endr") {
		opens = ".rept, .irp or .irpc"
	}
	d.in.Diags.Warnf(d.span(), "%s closes nothing and is ignored; no %s is open here", d.name, opens)
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
