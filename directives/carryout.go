package directives

import (
	"bytes"
	"slices"

	"tas/diag"
)

// A body is carried out: the lines of its loops, one by one.

// fewValues are so few that to keep a line does not pay.
const fewValues = 3

// lineRoom is what the memory of a line has behind it at least: lines are looked at
// beyond their ends.
const lineRoom = 64

// called carries out a call of a macro with values. It reports false when the call is to
// be read, from line failed of its body on, -1 = from the start.
func (d *Directives) called(b *body, values [][]byte) (failed int, ok bool) {
	m := &d.macros
	if b.none || b.given > b.done/8+64 || m.recording.slot != nil && !b.plain || !m.simple && !listsOfPlain(values) {
		return -1, false
	}
	b.values = values
	for len(b.values) < len(b.params) {
		b.values = append(b.values, nil)
	}
	before := d.in.Lend(d.in.PosAt(d.start))
	failed = d.runRound(b, &b.loops[0])
	if d.in.Return(before); failed >= 0 {
		b.given++
		return failed, false
	}
	b.done++
	return -1, true
}

// nested carries out a repetition of text, which stands at from, with a header that for .irp
// has been read into l. It reports false when it is to be read, from line failed of m.nest on,
// -1 = from the start.
func (d *Directives) nested(whole bodyLoop, l *loop, text []byte, from diag.Pos) (failed int, ok bool) {
	if !d.unobserved() {
		return -1, false
	}
	m, b := &d.macros, &d.macros.nest
	*b = body{from: from, lines: b.lines[:0], loops: b.loops[:0], terms: b.terms[:0], params: b.params[:0], values: b.values[:0], open: b.open[:0]}
	failed = -1
	if ok = b.enter(whole, l) && d.compile(b, text); ok {
		for range b.params {
			b.values = append(b.values, nil)
		}
		if !b.plain {
			m.recording.slot = nil
		}
		before := d.in.Lend(d.in.PosAt(d.start))
		failed = d.runLoop(b, 0)
		d.in.Return(before)
		ok = failed < 0
	}
	for i := 1; i < len(b.loops); i++ {
		if l := b.loops[i].loop; l != nil {
			m.idle = append(m.idle, l)
		}
	}
	return failed, ok
}

// unobserved reports whether lines of macros and repetitions need not be read like any others:
// nothing wants to know where each stands or what it writes, and they make the same bytes
// each time.
func (d *Directives) unobserved() bool {
	_, ok := d.machine.Repeats()
	return ok && !d.wantLabels && d.u.BranchBoundary == 0 && !d.observed()
}

// observed reports whether something wants to know where each line stands or what it
// writes, or the section at work takes no bytes as they are.
func (d *Directives) observed() bool {
	return d.u.Marking || d.WantInsns || d.in.Careful || d.sections.slow || d.absolute()
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

// runLoop carries out loop k of a body. It returns the line that it is not for, or -1.
func (d *Directives) runLoop(b *body, k int) (failed int) {
	l := &b.loops[k]
	var before extent
	if l.each == eachRound {
		before = d.extent()
	}
	for l.round = 0; l.round < l.rounds; l.round++ {
		if l.loop != nil {
			b.values[l.param] = l.loop.values[l.round]
		}
		if failed := d.runRound(b, l); failed >= 0 {
			return failed
		}
		if l.round == 0 && l.each == eachRound && d.ahead(b, before, l.rounds-1) {
			break
		}
	}
	return -1
}

// runRound is runLoop for a round.
func (d *Directives) runRound(b *body, l *bodyLoop) (failed int) {
	if d.macros.expanded += int64(l.size); d.macros.expanded > maxExpanded && l.first < l.last {
		return l.first
	}
	for i := l.first; i < l.last; i++ {
		x := &b.lines[i]
		if x.kind == lineTerms {
			if !d.doTerms(x) {
				return i
			}
			continue
		}
		if x.kind != lineLoop {
			if l.bare && b.from != 0 {
				d.in.Stand(b.from+diag.Pos(x.offset), 0)
			}
			if !d.doLine(b, l, x, i) {
				return i
			}
			continue
		}
		if l.bare && b.from != 0 {
			d.in.Stand(0, b.from+diag.Pos(x.offset))
		}
		b.prepare(x.loop, d.macros.calls)
		if failed := d.runLoop(b, x.loop); failed >= 0 {
			return failed
		}
		i = b.loops[x.loop].last - 1
	}
	return -1
}

// prepare fills in what does not change in the lines of loop k while it goes on.
func (b *body) prepare(k, number int) {
	l := &b.loops[k]
	for i := l.first; i < l.last; i++ {
		x := &b.lines[i]
		if x.kind == lineLoop {
			i = b.loops[x.loop].last - 1
			continue
		}
		x.text, _ = fill(x.text[:0], x.pieces[:x.hole], b.values, number, 0)
		x.done, x.size, x.kept, x.base = len(x.text), -1, false, 0
		if x.hole == len(x.pieces) {
			x.text = ended(x.text)
			continue
		}
		x.text = append(x.text, x.pieces[x.hole].text...)
		x.at = len(x.text)
		if x.kind == lineNumbers && x.once && x.hole+2 == len(x.pieces) && len(x.pieces[x.hole+1].text) == 0 {
			x.splitNumber()
		}
	}
}

// fill makes the text of a line. When the value is as long as the last one, all else is
// there already.
func (b *body) fill(x *bodyLine, number int) []byte {
	if x.hole == len(x.pieces) {
		return x.text
	}
	if x.once {
		value := b.values[x.pieces[x.hole].param]
		if len(value) == x.size {
			copy(x.text[x.at:], value)
			return x.text
		}
		x.size = len(value)
	}
	text, _ := fill(x.text[:x.done], x.pieces[x.hole:], b.values, number, 0)
	x.text = ended(text)
	return x.text
}

// ended ends the text of a line, with the room that it needs behind it.
func ended(text []byte) []byte {
	text = append(text, '\n', 0)
	if cap(text) < len(text)+lineRoom {
		text = slices.Grow(text, lineRoom)
	}
	return text
}

// doLine carries out line i of a body, in loop l. It reports false, and has done nothing,
// when that is not for it.
func (d *Directives) doLine(b *body, l *bodyLoop, x *bodyLine, i int) bool {
	switch x.kind {
	case lineCounter:
		return d.doTerms(x)
	case lineJumpNumbered, lineLabelNumbered:
		return d.numberedLine(x)
	case lineValues:
		if v := b.values[x.pieces[0].param]; d.macros.simple { // no part of a number stands behind it
			return len(v) > 0 && d.numbersTo(len(v), v[:len(v)+1], 0, x.width) == len(v)
		}
	case lineNumbers:
		if x.base != 0 && d.lastDigits(x, b.values[x.pieces[x.hole].param]) {
			return true
		}
	}
	in := d.in
	before := x.size
	text := b.fill(x, d.macros.calls)
	if x.kept && x.size == before && d.machine.Again(i, text) {
		return true
	}
	in.Text, in.At = text, 0
	switch x.kind {
	case lineLabel:
		return d.plainLabel(0) == len(text)-2
	case lineJump:
		return d.machine.Repeat(0)
	case lineNumbers, lineValues:
		return d.numbersTo(-1, text, x.word, x.width) >= 0
	}
	if !d.plainInsn(text, x.word) {
		return false
	}
	if l.loop != nil && (x.size != before || l.round == 1 && !x.kept) { // the first value may be an odd one: 0(%rax) has no displacement
		x.kept = x.once && len(l.loop.values) > fewValues && isDigit(text[x.at]) && d.machine.Keep(i, text, x.at, x.size)
	}
	return true
}

// numberedLine is doLine for names that are letters and \@.
func (d *Directives) numberedLine(x *bodyLine) bool {
	u, pos := d.u, d.in.Pos()
	name, ok := x.name.WithNumber(d.macros.calls)
	if !ok {
		return false
	}
	id := u.Intern(name, pos)
	if _, bare := id.Bare(); bare || id == 0 {
		return false
	}
	if x.kind == lineLabelNumbered {
		return u.DefineAt(id, u.Here(), pos)
	}
	return d.machine.BranchTo(x.head, id, pos)
}

// maxHead and maxTail bound the digits of a number that are known before, and those that
// change.
const (
	maxHead = 10
	maxTail = 4
)

// splitNumber reads the digits that stand before the hole of a line of one number.
func (x *bodyLine) splitNumber() {
	head := x.text[pastBlanks(x.text, x.word):]
	base := uint64(10)
	if len(head) > 1 && head[0] == '0' && head[1] == 'x' {
		base, head = 16, head[2:]
	} else if len(head) == 0 || head[0] == '0' {
		return
	}
	if n, ok := digits(0, base, head); ok && len(head) <= maxHead {
		x.base, x.head = base, n
	}
}

// lastDigits puts down the number whose last digits are a value. It reports false, and
// has done nothing, when these are something else.
func (d *Directives) lastDigits(x *bodyLine, value []byte) bool {
	n, ok := digits(x.head, x.base, value)
	if !ok || len(value) > maxTail || len(value) == 0 || x.width < 8 && n>>(8*x.width) != 0 {
		return false
	}
	d.store(n, x.width)
	return true
}

// digits is the number of which n has the first digits, and text the others.
func digits(n, base uint64, text []byte) (uint64, bool) {
	for _, c := range text {
		digit := uint64(c - '0')
		if digit > 9 {
			if digit = uint64(c|0x20-'a') + 10; c < 'A' {
				return 0, false
			}
		}
		if digit >= base {
			return 0, false
		}
		n = n*base + digit
	}
	return n, true
}

// plainInsn assembles the instruction in text, which is being read, when it has
// only registers and numbers for operands and nothing is to be said of it. Its first
// word ends at word; a newline and a NUL stand behind it. It reports false, and has done nothing,
// when there is more to it.
func (d *Directives) plainInsn(text []byte, word int) bool {
	if d.machine.Repeat(0) {
		return true
	}
	in, p := d.in, d.u.Cur
	in.At = word
	if !plainOperands(text[word:len(text)-2], "") {
		return false
	}
	messages, data, frags, fixups := in.Diags.Len(), len(p.Data), len(p.Frags), len(p.Fixups)
	if d.machine.Assemble(text[:word], 0) && in.Diags.Len() == messages {
		return true
	}
	in.Diags.Truncate(messages)
	p.Data, p.Frags, p.Fixups = p.Data[:data], p.Frags[:frags], p.Fixups[:fixups]
	return false
}

// goOn goes on reading at a line of a body, whose text has been pushed, in its round.
func (d *Directives) goOn(b *body, line int) bool {
	in := d.in
	for k := 1; k < len(b.loops); k++ {
		l := &b.loops[k]
		if line < l.first || line >= l.last {
			continue
		}
		in.NextStatement() // as behind any that pushes a text
		d.toLine(&b.lines[l.first-1])
		d.start = in.At
		d.name = in.PlainName()
		if l.each == eachRound && !d.repeatEach(l.round) || l.each != eachRound && !d.repeatList(l.each, l.round) {
			return false
		}
	}
	d.toLine(&b.lines[line])
	return true
}

// toLine moves to the first word of a line of the text, or of a statement in it.
func (d *Directives) toLine(x *bodyLine) {
	in := d.in
	in.At = 0
	for range x.number {
		in.SkipLine()
	}
	for range x.statement {
		in.At += bytes.IndexByte(in.Text[in.At:], ';') + 1
	}
	in.SkipSpace()
}
