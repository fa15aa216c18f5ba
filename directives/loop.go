package directives

import (
	"bytes"
	"math/bits"

	"tas/lexer"
	"tas/obj"
)

// Repetitions: .rept, .irp and .irpc. The text of a round is pushed as that of
// a macro is; when it is used up, that of the next one takes its place.

// loop is what a repetition has yet to do. The bytes that it refers to stand in
// the text around it, or in its own buffers.
type loop struct {
	left int64 // rounds to come

	// .irp and .irpc: in each round a parameter has another value.
	param  [1]param
	values [][]byte // of the rounds to come
	pieces []piece  // the body cut
	number int      // \@, which is that of the first round in all

	line, kept []byte   // buffers
	all        [][]byte // likewise: the values of all rounds
}

// loop returns one that is not in use.
func (m *macroState) loop() *loop {
	if n := len(m.idle); n > 0 {
		l := m.idle[n-1]
		m.idle = m.idle[:n-1]
		*l = loop{pieces: l.pieces[:0], line: l.line[:0], kept: l.kept[:0], all: l.all[:0]}
		return l
	}
	return new(loop)
}

func closesRept(w []byte) bool { return equal(w, ".endr") }

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
func (d *Directives) rept(int) bool { return d.repeatEach(-1) }

// repeatEach is rept from a round on; those before have been carried out. A round below 0 says
// that there are none, and that it may be carried out line by line.
func (d *Directives) repeatEach(round int) bool {
	in, m := d.in, &d.macros
	in.SkipSpace()
	start := in.At
	count, _, ok := d.optional("repeat count") // none is zero
	ok = ok && (count == 0 || in.ExpectEnd())  // as takes the rest for a line of the body
	if ok && count < 0 {
		ok = d.errorf(start, "repeat count %d is negative", count)
	}
	in.SkipStatement()
	body, at, closed := d.block(opensRept, closesRept, false)
	if !ok || !closed {
		return false
	}
	if count == 0 || len(body) == 0 {
		d.listRest()
		return true
	}
	if !d.affordable(uint64(count), uint64(len(body))) {
		d.errorf(start, "%d repetitions of %d bytes of text are more than %d GB", count, len(body), maxExpanded>>30)
		d.endAll()
		return false
	}
	line := -1 // of the body from which on to read
	if round < 0 && count >= fewRounds {
		from := at.from
		if !at.exact {
			from = 0
		}
		if line, ok = d.nested(bodyLoop{each: eachRound, rounds: int(count)}, nil, body, from); ok {
			return true
		}
	}
	if round < 0 {
		if round = 0; line >= 0 {
			round = m.nest.loops[0].round
		}
	}
	l := m.loop()
	l.left = count - 1 - int64(round)
	text := lexer.Terminate(append(m.buffer(), body...))
	ok = d.push(expansion{kind: expandRept, text: text, name: ".rept", place: at, loop: l})
	if ok && line >= 0 {
		ok = d.goOn(&m.nest, line)
	}
	return ok
}

// fewRounds are so few that to compile a body for them does not pay.
const fewRounds = 4

// extent measures all that instructions and numbers add to.
type extent struct {
	part                               obj.PartID
	data                               int
	frags, fixups, marks, syms, errors int
}

func (d *Directives) extent() extent {
	p := d.u.Cur
	return extent{d.u.CurID, len(p.Data), p.Items(), p.Pending(), len(p.Marks), len(d.u.Syms), d.in.Diags.Len()}
}

// maxAhead bounds the bytes of rounds for which there is room from the first on.
const maxAhead = 1 << 30

// ahead makes room for so many more rounds as the first one, before which there was what before
// says. When that has left nothing but bytes, and each round does the same, these are copied, and it
// reports true: a .rept of a million is a thousand times as fast.
func (d *Directives) ahead(b *body, before extent, rounds int) bool {
	first, now, p := before.data, d.extent(), d.u.Cur
	size := now.data - first
	if before.data = now.data; before.part != now.part || size > 0 && rounds > maxAhead/size {
		return false
	}
	size *= rounds
	p.Room(size)
	if !b.plain || before != now {
		return false
	}
	for have := now.data - first; size > 0; {
		n := min(size, have)
		p.Data = append(p.Data, p.Data[first:first+n]...)
		have += n
		size -= n
	}
	return true
}

// affordable reports whether a text may be repeated so often: the repetitions
// around this one come on top.
func (d *Directives) affordable(count, size uint64) bool {
	hi, total := bits.Mul64(count, size)
	for i := range d.macros.active {
		e := &d.macros.active[i]
		if hi != 0 || total > maxExpanded {
			break
		}
		if e.kind == expandRept {
			hi, total = bits.Mul64(total, uint64(e.loop.left)+1)
		}
	}
	return hi == 0 && total <= maxExpanded
}

// irp is .irp symbol, values... and .irpc symbol, characters (each 1).
func (d *Directives) irp(each int) bool { return d.repeatList(each, -1) }

// repeatList is irp from a round on; those before have been carried out. A round
// below 0 says that there are none, and that it may be a nest.
func (d *Directives) repeatList(each, round int) bool {
	m := &d.macros
	var slot *recalledCall
	if round < 0 {
		var ok bool
		if slot, ok = d.recallLoop(); ok {
			return true
		}
	}
	l, before := m.loop(), d.extent()
	ok := d.loopHeader(l, each)
	body, at, closed := d.block(opensRept, closesRept, false)
	if !ok || !closed {
		return false
	}
	if len(l.all) == 0 {
		d.listRest()
		return true // .irpc x,"" has no rounds
	}
	line := -1 // of the nest from which on to read
	if round < 0 {
		if line, ok = d.nested(bodyLoop{each: each}, l, body, 0); ok {
			if slot != nil {
				d.keepBytes(slot, &m.nest, before, 0)
			}
			m.idle = append(m.idle, l)
			return true
		}
		if round = 0; line >= 0 {
			round = m.nest.loops[0].round
		}
	}
	if m.alternate || untidy(body) {
		body = tidied(body)
	}
	if m.alternate {
		l.pieces = cutAlternate(body, l.param[:], false).pieces
	} else {
		l.pieces = cut(l.pieces, body, l.param[:])
	}
	name := ".irp"
	if each != 0 {
		name = ".irpc"
	}
	l.values, l.left = l.values[round:], int64(len(l.values)-round)
	ok = d.push(expansion{kind: expandList, text: d.round(m.buffer(), l), name: name, place: at, loop: l})
	if ok && line >= 0 {
		ok = d.goOn(&m.nest, line)
	}
	return ok
}

// loopHeader reads the parameter and the values of .irp or .irpc.
func (d *Directives) loopHeader(l *loop, each int) bool {
	in, m := d.in, &d.macros
	in.SkipSpace()
	ok := lexer.NameStart(in.Text[in.At]) || in.Text[in.At] == '$'
	if !ok {
		d.expected("a parameter name")
	}
	l.param[0].name = d.word()
	l.line = append(l.line, d.scrub()...)
	a := arguments{text: l.line, kept: l.kept, alternate: m.alternate, d: d}
	if m.alternate {
		a.text = bytes.TrimPrefix(a.text, []byte{'&'}) // it goes behind any name
	}
	a.comma()
	none := a.done()
	if each != 0 {
		l.all = a.characters(l.all)
	} else {
		for !a.done() {
			l.all = append(l.all, a.next())
			a.comma()
		}
	}
	if none {
		l.all = append(l.all, nil)
	}
	l.kept, l.values, l.number = a.kept, l.all, m.calls
	return ok
}

// round makes the text of the next round of .irp or .irpc.
func (d *Directives) round(out []byte, l *loop) []byte {
	value := l.values[:1]
	l.values = l.values[1:]
	l.left--
	out, ok := fill(out, l.pieces, value, l.number, 0)
	if !ok {
		d.in.Diags.Errorf(d.span(), "\\( is not closed; ) expected")
	}
	return lexer.Terminate(out)
}

// nextRound goes on with the next round of a repetition, unless there is none.
func (d *Directives) nextRound(e *expansion) bool {
	l := e.loop
	if l.left == 0 {
		return false
	}
	e.mark = nil
	if e.kind == expandRept {
		l.left--
	} else {
		e.text = d.round(e.text[:0], l)
		d.watch(e.text)
	}
	d.in.Replace(e.text)
	d.listRound(e)
	d.spend(len(e.text))
	return true
}
