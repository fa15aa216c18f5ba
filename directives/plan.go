package directives

import (
	"bytes"
	"strconv"

	"tas/obj"
)

// Calls of short macros. Most macros are a few lines of instructions, numbers,
// labels and jumps to them:
//
//	.macro wait reg
//	.Lwait\@:
//	dec \reg
//	jnz .Lwait\@
//	.endm
//
// Such a body is cut into lines once, and a call carries them out one by one: there
// is no text of the whole to be made, entered and left. A line that turns out to
// be something else is left to the ordinary way, and all behind it.

// plan is the body of a macro cut into lines.
type plan struct {
	lines       []planLine
	none        bool  // the body is another one
	numbered    bool  // \@ is filled in
	done, given int32 // calls carried out, and calls that the ordinary way was given
}

// planLine is a line of a plan.
type planLine struct {
	kind   uint8
	width  int // of numbers
	word   int // length of the first word
	number int // of the line in the body
	pieces []piece
	text   []byte // filled in, with a newline and a NUL

	name obj.NumberedName // .Lwait and \@, of which nothing is filled in
}

// The kinds of line.
const (
	planInsn = iota
	planJump
	planNumbers
	planValues // numbers that are a parameter
	planLabel
	planJumpNumbered  // to a name that is letters and \@
	planLabelNumbered // of such a name
)

// planned carries out a call of x with values. It reports false when the call is to
// be read, from line failed of the plan on, -1 = from the start.
func (d *Directives) planned(x *macro, values [][]byte) (failed int, ok bool) {
	in, m := d.in, &d.macros
	p := x.plan
	if p == nil {
		p = d.newPlan(x)
		x.plan = p
	}
	if _, ok := d.machine.Repeats(); p.none || !ok || p.given > p.done/8+64 || m.alternate || m.recording.slot != nil ||
		d.WantLabels || d.u.BranchBoundary != 0 || d.observed() {
		return -1, false
	}
	if !m.simple && !listsOfPlain(values) {
		return -1, false
	}
	if p.numbered {
		m.digits = strconv.AppendInt(m.digits[:0], int64(m.calls), 10)
		values = append(values, m.digits)
		m.values = values
	}
	in.PushText(nil, in.PosAt(d.start))
	failed = -1
	size := 0
	for i := range p.lines {
		l := &p.lines[i]
		if !d.plannedLine(l, values) {
			failed = i
			break
		}
		size += len(l.text)
	}
	in.Pop()
	m.expanded += int64(size)
	if failed >= 0 || m.expanded > maxExpanded {
		p.given++
		return failed, false
	}
	p.done++
	return -1, true
}

// listsOfPlain reports whether values consist of what plainValue has, with commas and
// blanks between.
func listsOfPlain(values [][]byte) bool {
	for _, v := range values {
		for _, c := range v {
			if !plainValue[c] && c != ' ' && c != ',' {
				return false
			}
		}
	}
	return true
}

// plannedLine carries out a line. It reports false, and has done nothing, when that
// is not for it.
func (d *Directives) plannedLine(l *planLine, values [][]byte) bool {
	switch {
	case l.kind >= planJumpNumbered:
		return d.plannedName(l)
	case l.kind == planValues && d.macros.simple:
		v := values[l.pieces[0].param] // no part of a number stands behind it
		return len(v) > 0 && d.numbersTo(len(v), v[:len(v)+1], 0, l.width) == len(v)
	}
	text := l.text[:0]
	for i := range l.pieces {
		p := &l.pieces[i]
		text = append(text, p.text...)
		if p.param >= 0 {
			text = append(text, values[p.param]...)
		}
	}
	text = ended(text)
	l.text = text
	d.in.Replace(text)
	switch l.kind {
	case planLabel:
		return d.plainLabel(0) == len(text)-2
	case planNumbers, planValues:
		return d.numbersTo(-1, text, l.word, l.width) >= 0
	case planJump:
		return d.machine.Repeat(0)
	}
	return d.plainInsn(text, l.word)
}

// plannedName is plannedLine for names that are letters and \@.
func (d *Directives) plannedName(l *planLine) bool {
	u, pos := d.u, d.in.Pos()
	x, ok := l.name.WithNumber(d.macros.calls)
	if !ok {
		return false
	}
	id := u.Intern(x, pos)
	if _, bare := id.Bare(); bare || id == 0 {
		return false
	}
	if l.kind == planLabelNumbered {
		return u.DefineAt(id, u.Here(), pos)
	}
	return d.machine.BranchTo(l.pieces[0].text[:l.word], id, pos)
}

// newPlan cuts the body of x.
func (d *Directives) newPlan(x *macro) *plan {
	p := new(plan)
	for body, number := x.body, 0; len(body) > 0; number++ {
		size := bytes.IndexByte(body, '\n')
		if size < 0 {
			return &plan{none: true}
		}
		line := body[pastBlanks(body[:size], 0):size]
		body = body[size+1:]
		if len(line) == 0 {
			continue
		}
		l := planLine{word: nameEnd(line, 0), number: number, pieces: cut(nil, line, x.params)}
		if !d.planLine(&l, line) {
			return &plan{none: true}
		}
		for i := range l.pieces {
			switch piece := &l.pieces[i]; {
			case piece.param == pieceNumber:
				if l.kind < planJumpNumbered {
					piece.param = len(x.params) // its value comes behind theirs
					p.numbered = true
				}
			case piece.param < pieceEnd:
				return &plan{none: true}
			}
		}
		p.lines = append(p.lines, l)
	}
	return p
}

// planLine says of which kind a line is. It reports false for all others.
func (d *Directives) planLine(l *planLine, line []byte) bool {
	word, rest := line[:l.word], line[l.word:]
	if bytes.ContainsAny(line, ";#/\"'&=") || len(word) == 0 {
		return false
	}
	if bytes.HasPrefix(word, []byte(".L")) && line[len(line)-1] == ':' {
		if l.kind = planLabel; l.numbered(0, ":") {
			l.kind = planLabelNumbered
		}
		return bytes.IndexByte(line, ' ') < 0
	}
	if len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' || bytes.IndexByte(line, ':') >= 0 {
		return false
	}
	switch c := word[0]; {
	case c == '.':
		l.kind, l.width = planNumbers, dataWidth(word)
		if p := l.pieces; len(p) == 2 && p[0].param >= 0 && len(p[1].text) == 0 && pastBlanks(p[0].text, l.word) == len(p[0].text) {
			l.kind = planValues
		}
		return l.width != 0
	case c < 'a' || c > 'z':
		return false
	case c == 'j', string(word) == "call":
		if l.kind = planJump; l.numbered(l.word+1, "") {
			l.kind = planJumpNumbered
		}
	}
	return !d.MayCall(word)
}

// numbered reports whether the line is letters and \@ from byte at on, and then
// behind.
func (l *planLine) numbered(at int, behind string) (ok bool) {
	if len(l.pieces) != 2 || l.pieces[0].param != pieceNumber || string(l.pieces[1].text) != behind || len(l.pieces[0].text) <= at {
		return false
	}
	l.name, ok = obj.PrefixOfNumbered(l.pieces[0].text[at:])
	return ok
}
