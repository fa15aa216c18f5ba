package directives

import (
	"bytes"
	"math"

	"tas/diag"
	"tas/lexer"
)

// Which line of which file a statement is said to come from: where it stands,
// unless .file and .line, or the line markers of a preprocessor, name another
// place. A statement of a macro comes from the outermost call; one of a
// repetition from the line that is repeated.

// lineMark is what an expansion says about its own lines: the line that holds
// offset at of its text is line of file.
type lineMark struct {
	at   int
	line int
	file string // "" keeps the name
}

func (m *lineMark) lineAt(text []byte, at int) int {
	return m.line + bytes.Count(text[m.at:max(m.at, at)], []byte{'\n'})
}

// line is .line number: this line is called that, once .file has named a file.
func (d *Directives) line(int) bool {
	in := d.in
	n, given, ok := d.optional("line number")
	if !ok || !in.ExpectEnd() {
		return false
	}
	if !given || n < 0 || n > 1<<31 {
		return true // it is ignored
	}
	d.remark(in.At, int(n), "")
	return true
}

// linefile is .linefile number "file" flags: a line marker. With a dot for the file
// only the number changes. What does not begin as one is passed over, as in GNU as.
func (d *Directives) linefile(int) bool {
	in := d.in
	if c := in.Peek(); c != '\'' && !isDigit(c) {
		in.SkipStatement()
		return true
	}
	start := in.At
	n, ok := int64(0), true
	if in.Text[start] == '0' {
		in.At++ // it begins no other number here
	} else {
		n, ok = d.u.Decide(in.Expr())
	}
	if ok && n < 0 && n >= math.MinInt32 {
		d.warnf(start, "a line number cannot be %d, and the marker is ignored", n)
	}
	ok = ok && n >= 0 && n <= math.MaxInt32
	name, flag := "", int64(0)
	switch in.Peek() {
	case '.':
		in.At++
		if !in.ExpectEnd() {
			return false
		}
	case '"':
		text, _, read := d.nameArgument()
		if !read {
			return false
		}
		name = string(text)
		if in.AtEnd() {
			break
		}
		if c := in.Peek(); !isDigit(c) && c != '\'' {
			in.SkipStatement()
			return true
		}
		if flag, read = d.markerFlags(); !read {
			return false
		}
	default:
		in.SkipStatement()
		return true
	}
	switch {
	case !ok:
	case n != 0:
		d.remark(d.nextLine(), int(n), name)
	case name != "":
		d.remark(d.nextLine(), diag.SameLine, name)
	case flag == 2 && d.expanding() == nil: // gcc's, behind the text of an asm statement
		d.remark(d.nextLine(), diag.OwnLine, "")
	}
	return true
}

// markerFlags reads the flags of a line marker: 1 begins a file, 2 goes back to
// another, 3 says that it is a system header, 4 that C++ should treat it as C. It
// returns which of the first two there is; without one of them, what stands behind
// the flags is ignored.
func (d *Directives) markerFlags() (kind int64, ok bool) {
	in := d.in
	for isDigit(in.Peek()) || in.Peek() == '\'' {
		start := in.At
		last := int64(0)
		if in.Text[in.At] == '0' {
			in.At++
		} else if n, known := d.u.Decide(in.Expr()); known {
			last = int64(int32(n))
		} else {
			in.SkipStatement()
			return kind, true
		}
		switch {
		case last < 1 || last > 4:
			d.warnf(start, "a line marker has no flag %d", last)
		case last <= 2 && kind != 0 && kind != last:
			d.warnf(start, "a line marker cannot have both flags 1 and 2")
		case last <= 2:
			kind = last
		}
	}
	if kind == 0 {
		in.SkipStatement()
		return 0, true
	}
	return kind, in.ExpectEnd()
}

// Comment passes over the comment at In.At, a '#', or heeds the line marker that it is:
// in a macro it has been heeded where the macro was defined.
func (d *Directives) Comment() bool {
	in := d.in
	if d.markerAhead() {
		if e := d.expanding(); e == nil || e.kind != expandMacro {
			return d.linefile(0)
		}
	}
	in.At += bytes.IndexByte(in.Text[in.At:], '\n')
	return true
}

// markerAhead goes to the number if the '#' at In.At begins `# 12 "file"`, as cpp writes
// it: a line marker, which is otherwise a .linefile.
func (d *Directives) markerAhead() bool {
	in := d.in
	if in.At > 0 && in.Text[in.At-1] != '\n' {
		return false
	}
	digits := lexer.Blanks(in.Text, in.At+1)
	at := digits
	for isDigit(in.Text[at]) {
		at++
	}
	if at == digits || digits == in.At+1 || in.Text[lexer.Blanks(in.Text, at)] != '"' {
		return false
	}
	in.At = digits
	return true
}

// nextLine is the offset of the line behind this one.
func (d *Directives) nextLine() int {
	text, at := d.in.Text, d.in.At
	return at + bytes.IndexByte(text[at:], '\n') + 1
}

// remark says that the line that holds offset at of the text is to be called
// line of file. An empty file keeps the name, diag.SameLine the count.
func (d *Directives) remark(at, line int, file string) {
	in := d.in
	switch e := d.expanding(); {
	case e != nil:
		if line == diag.SameLine {
			line = d.expandedLine(e, in.Text, at, in.PosAt(at)).Line
		}
		if file == "" && e.mark != nil {
			file = e.mark.file
		}
		e.mark = &lineMark{at, line, file}
	case d.cut:
		d.remarks = append(d.remarks, sourceRemark{in.Source(), in.PosAt(at), line, file})
	default:
		in.Source().Remark(in.PosAt(at), line, file)
	}
}

// sourceRemark waits for the pieces of a source to be joined.
type sourceRemark struct {
	src  *diag.Source
	at   diag.Pos
	line int
	file string
}

// finishRemarks names the lines of a source that was read in pieces.
func (d *Directives) finishRemarks() {
	for _, r := range d.remarks {
		r.src.Remark(r.at, r.line, r.file)
	}
}

// sourceLine is the line that the statement at hand, which starts at pos, is
// said to come from.
func (d *Directives) sourceLine(pos diag.Pos) diag.Position {
	in, active := d.in, d.macros.active
	if len(active) == 0 {
		return in.Sources.Position(pos)
	}
	text, at, depth := in.Text, in.At, in.Depth()
	if e := d.expanding(); e != nil && e.kind == expandMacro && e.mark != nil {
		return d.expandedLine(e, text, at, pos)
	}
	for i := range active {
		if e := &active[i]; e.kind == expandMacro {
			active, depth = active[:i], e.depth-1
			text, at, pos = in.Waiting(depth)
			break
		}
	}
	if n := len(active); n > 0 && active[n-1].depth == depth {
		return d.expandedLine(&active[n-1], text, at, pos)
	}
	return in.Sources.Position(pos)
}

// expandedLine is the line that text[at] of an expansion is said to come from.
func (d *Directives) expandedLine(e *expansion, text []byte, at int, pos diag.Pos) diag.Position {
	if from := e.lines(); from != 0 && (e.kind != expandRept || !e.exact) {
		pos = d.bodyLine(from, text, at)
	}
	p := d.in.Sources.Position(pos)
	if name := d.in.Sources.FileAt(pos); name != "" && e.kind != expandMacro {
		p.File = name // as numbers the lines of a repetition, and so the name counts
	}
	if e.mark != nil {
		p.Line = e.mark.lineAt(text, at)
		if e.mark.file != "" {
			p.File = e.mark.file
		}
	}
	return p
}
