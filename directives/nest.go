package directives

import (
	"bytes"
	"slices"
)

// Repetitions in repetitions. The inner one of
//
//	.irp a, rax, rbx
//	.irpc d, 0123456789
//	mov %\a, \d(%rsp)
//	.endr
//	.endr
//
// would be read, cut and filled in for each round of the outer one, and each of its
// rounds be a text to be read. A nest of .irp and .irpc around instructions and
// numbers is cut once instead, and carried out line by line; of a line only what
// changes from round to round is filled in. 100,000 such rounds take half the time.
//
// A line that turns out to be something else is left to the ordinary way, and all
// behind it: leaveNest begins the repetitions anew, in the rounds that they are in.

// nest is such a repetition. There is one at a time, and its memory is used again.
type nest struct {
	loops  []nestLoop // in the order in which they begin
	lines  []nestLine // likewise, without empty ones and .endr
	params []param    // of the loops
	values [][]byte   // what these are now
	open   []int      // while lines are read: the loops around them
}

// nestLoop is a repetition of a nest.
type nestLoop struct {
	*loop
	each        int // see irp
	first, last int // its lines
	number      int // of its line in the body around it
	begin       int // of its body: a line of that of the nest
	size        int // of its body
	round       int
}

// nestLine is a line of a nest.
type nestLine struct {
	loop   int // begins here; 0 = none, but an instruction or numbers
	width  int // of numbers; 0 = an instruction
	word   int // length of the first word
	number int // of the line in the body around it
	pieces []piece
	fixed  int    // of them: those before the first with the parameter of the repetition around
	once   bool   // which is the only one
	text   []byte // filled in, with a newline and a NUL
	done   int    // of that: what fixed says
	size   int    // of the value behind that; -1 = the rest is to be filled in
	kept   bool   // the value is a number, see Machine.Keep
}

// maxNest bounds the repetitions around a line.
const maxNest = 8

// fewValues are so few that to keep a line does not pay.
const fewValues = 3

// lineRoom is what the memory of a line has behind it at least: lines are looked at
// beyond their ends.
const lineRoom = 64

// nested carries out a repetition with a header that has been read into l. It reports
// false when it is to be read, from line failed of the nest on, -1 = from the start.
func (d *Directives) nested(l *loop, each int, body []byte) (failed int, ok bool) {
	in, m := d.in, &d.macros
	if _, ok := d.machine.Repeats(); !ok || d.u.BranchBoundary != 0 || d.observed() {
		return -1, false
	}
	n := &m.nest
	text, at := in.Text, in.At
	in.Text = body
	if ok = d.readNest(n, l, each); ok {
		failed = d.runNest(n, 0)
		ok = failed < 0
	} else {
		failed = -1
	}
	in.Text, in.At = text, at
	for i := 1; i < len(n.loops); i++ {
		m.idle = append(m.idle, n.loops[i].loop)
	}
	return failed, ok
}

// observed reports whether something wants to know where each line stands or what it
// writes, or the section at work takes no bytes as they are: then lines of repetitions
// and macros are read like any others.
func (d *Directives) observed() bool {
	return d.u.Marking || d.WantInsns || d.in.Careful || d.sections.slow || d.absolute()
}

// readNest cuts the body in in.Text. It reports false when that is no nest.
func (d *Directives) readNest(n *nest, l *loop, each int) bool {
	in := d.in
	n.loops, n.lines, n.params, n.values, n.open = n.loops[:0], n.lines[:0], n.params[:0], n.values[:0], n.open[:0]
	if !n.enter(l, each) {
		return false
	}
	for at, number := 0, 0; at < len(in.Text); number++ {
		size := bytes.IndexByte(in.Text[at:], '\n')
		if size < 0 {
			return false
		}
		line := in.Text[at : at+size]
		line = line[pastBlanks(line, 0):]
		word := line[:nameEnd(line, 0)]
		switch string(word) {
		case ".irp", ".irpc":
			in.At = at + size - len(line) + len(word)
			inner, each, messages := d.macros.loop(), len(word)-len(".irp"), in.Diags.Len()
			ok := !d.macros.alternate && bytes.IndexByte(line, '\\') < 0 && d.loopHeader(inner, each)
			if in.Diags.Len() != messages {
				in.Diags.Truncate(messages)
				ok = false
			}
			x := n.line()
			x.loop = len(n.loops)
			around := n.innermost()
			if entered := n.enter(inner, each); !ok || !entered || in.At != at+size {
				return false
			}
			n.innermost().number, n.innermost().begin = number-around.begin, number+1
		case ".endr":
			if len(n.open) == 1 || len(line) != len(word) {
				return false
			}
			n.innermost().last = len(n.lines)
			n.open = n.open[:len(n.open)-1]
		case "":
			if len(line) > 0 {
				return false
			}
		default:
			if !d.nestLine(n, line, word) {
				return false
			}
			n.lines[len(n.lines)-1].number = number - n.innermost().begin
		}
		at += size + 1
		for _, k := range n.open {
			n.loops[k].size += size + 1
		}
	}
	n.loops[0].last = len(n.lines)
	return len(n.open) == 1
}

// enter begins a repetition. It reports false when values of it are not ordinary.
func (n *nest) enter(l *loop, each int) bool {
	n.loops = append(n.loops, nestLoop{loop: l, each: each, first: len(n.lines)})
	for _, v := range l.values {
		for _, c := range v {
			if !plainValue[c] {
				return false
			}
		}
	}
	n.open = append(n.open, len(n.loops)-1)
	n.params, n.values = append(n.params, l.param[0]), append(n.values, nil)
	return len(n.open) <= maxNest && lookup(n.params, l.param[0].name) == len(n.params)-1
}

// innermost is the repetition around the lines that are read.
func (n *nest) innermost() *nestLoop { return &n.loops[n.open[len(n.open)-1]] }

// line appends a line.
func (n *nest) line() *nestLine {
	if len(n.lines) == cap(n.lines) {
		n.lines = slices.Grow(n.lines, 1)
	}
	n.lines = n.lines[:len(n.lines)+1]
	x := &n.lines[len(n.lines)-1]
	*x = nestLine{pieces: x.pieces[:0], text: x.text[:0]}
	return x
}

// nestLine appends an instruction or numbers. It reports false when the line is
// something else, or filling it in at once might be another thing than doing so
// once for each repetition.
func (d *Directives) nestLine(n *nest, line, word []byte) bool {
	x := n.line()
	x.word = len(word)
	switch c := word[0]; {
	case bytes.ContainsAny(line, ":=;#/\"'&@") || bytes.Contains(line, []byte("\\(")):
		return false
	case len(line) > len(word) && line[len(word)] != ' ' && line[len(word)] != '\t':
		return false
	case c == '.':
		if x.width = dataWidth(word); x.width == 0 {
			return false
		}
	case c < 'a' || c > 'z' || c == 'j' || c == 'c' && len(word) > 1 && word[1] == 'a' || d.MayCall(word):
		return false // a jump, a call, a macro
	}
	open := n.open[len(n.open)-1]
	if d.macros.alternate {
		x.pieces = cutAlternate(line, n.params, false).pieces
	} else {
		x.pieces = cut(x.pieces, line, n.params)
	}
	if len(x.pieces[0].text) < len(word) {
		return false
	}
	x.fixed = len(x.pieces)
	for i := range x.pieces {
		p := &x.pieces[i]
		if p.param < 0 {
			continue
		}
		if !slices.Contains(n.open, p.param) || len(x.pieces[i+1].text) == 0 && x.pieces[i+1].param >= 0 && x.pieces[i+1].param < p.param {
			return false
		}
		if p.param == open {
			x.once = x.fixed == len(x.pieces)
			x.fixed = min(x.fixed, i)
		}
	}
	return true
}

// runNest carries out repetition k. It returns the line that it is not for, or -1.
func (d *Directives) runNest(n *nest, k int) (failed int) {
	l := &n.loops[k]
	for i := l.first; i < l.last; i++ {
		x := &n.lines[i]
		if x.loop != 0 {
			i = n.loops[x.loop].last - 1
			continue
		}
		x.text, _ = fill(x.text[:0], x.pieces[:x.fixed], n.values, 0, 0)
		if x.fixed < len(x.pieces) {
			x.text = append(x.text, x.pieces[x.fixed].text...)
		}
		x.done, x.size, x.kept = len(x.text), -1, false
	}
	for l.round = range l.values {
		n.values[k] = l.values[l.round]
		d.macros.expanded += int64(l.size)
		for i := l.first; i < l.last; i++ {
			x := &n.lines[i]
			if x.loop != 0 {
				if failed := d.runNest(n, x.loop); failed >= 0 {
					return failed
				}
				i = n.loops[x.loop].last - 1
			} else if !d.nestedLine(n, l, i) || d.macros.expanded > maxExpanded {
				return i
			}
		}
	}
	return -1
}

// fill makes the text of a line; value is that of the repetition around it. When it is
// as long as the last one, all else is there already.
func (n *nest) fill(x *nestLine, value []byte) []byte {
	if x.once && len(value) == x.size || x.fixed == len(x.pieces) && x.size >= 0 {
		copy(x.text[x.done:], value[:x.size])
		return x.text
	}
	text := x.text[:x.done]
	x.size = 0
	if x.fixed < len(x.pieces) {
		x.size = len(value)
		text, _ = fill(append(text, value...), x.pieces[x.fixed+1:], n.values, 0, 0)
	}
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

// nestedLine carries out line i in repetition l. It reports false, and has done nothing, when
// that is not for it.
func (d *Directives) nestedLine(n *nest, l *nestLoop, i int) bool {
	in, x := d.in, &n.lines[i]
	before := x.size
	text := n.fill(x, l.values[l.round])
	if x.kept && x.size == before && d.machine.Again(i, text) {
		return true
	}
	if x.width != 0 {
		return d.numbersTo(-1, text, x.word, x.width) >= 0
	}
	in.Text, in.At = text, 0
	if !d.plainInsn(text, x.word) {
		return false
	}
	if x.size != before || l.round == 1 && !x.kept { // the first value may be an odd one: 0(%rax) has no displacement
		x.kept = x.once && len(l.values) > fewValues && isDigit(text[x.done]) && d.machine.Keep(i, text, x.done, x.size)
	}
	return true
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

// leaveNest goes on reading at a line of the nest. The outermost repetition has been
// pushed, in its round.
func (d *Directives) leaveNest(line int) bool {
	in, n := d.in, &d.macros.nest
	for k := 1; k < len(n.loops); k++ {
		l := &n.loops[k]
		if line < l.first || line >= l.last {
			continue
		}
		in.NextStatement() // as behind any that pushes a text
		d.toLine(l.number)
		d.start = in.At
		d.name = in.PlainName()
		if !d.repeatList(l.each, l.round) {
			return false
		}
	}
	d.toLine(n.lines[line].number)
	return true
}

// toLine moves to the first word of a line of the text.
func (d *Directives) toLine(number int) {
	in := d.in
	in.At = 0
	for range number {
		in.SkipLine()
	}
	in.SkipSpace()
}
