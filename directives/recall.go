package directives

import (
	"bytes"

	"tas/lexer"
	"tas/obj"
)

// The same call again. Most calls of a macro that saves registers, say, stand in
// the source many times, letter for letter. When all that came of the first was
// bytes, and no symbol or place had a part in them, they are put down again
// without an expansion.
//
// What the text of the expansion must be like for that, and each round of a
// repetition in it, plainText says; that nothing but bytes came of it is seen by
// measuring. What changes the meaning of
// a line makes the encoder forget, and with it this.

// recalledCall is a call, from the name to the end of the line, or a repetition to
// the end of its last line, and the code.
type recalledCall struct {
	at    uint32 // where it stands in callMemory.text, the code behind it
	size  uint32 // of that; 0 in an empty slot
	code  uint32 // the length of the code
	calls int    // macro calls that it makes in all
}

// callMemory has two places side by side for each call, that the hash of its line
// tells: with one, two calls in turn that share it would never be recalled.
type callMemory struct {
	meaning   uint32 // Machine.Repeats at the time
	alternate bool   // .altmacro
	slots     [1 << recallBits]recalledCall
	text      []byte // lines and code of all calls
}

// What is remembered: so many calls, lines no longer than this, the text of a repetition,
// the code of a call, and lines and code of all. A round of a cipher is some hundred bytes long.
const (
	recallBits = 10
	recallLine = 72
	recallText = 512
	recallCode = 1 << 10
	recallAll  = 1 << 18
)

// recallAtOnce is how much recall goes through at once, in bytes: the statement loop lets
// go of what has been read.
const recallAtOnce = 1 << 20

// recording is a call that may be recalled when it has been read.
type recording struct {
	slot   *recalledCall // nil = none
	line   []byte        // in the text around it
	calls  int           // macro calls so far, this one counted
	depth  int           // of the input stack while it is read
	before extent
}

// worthRecalling reports whether calls of x have come back often enough.
func (x *macro) worthRecalling() bool {
	return !x.numbered && (x.recorded < 1000 || x.recalled > x.recorded)
}

// recalling returns the memory of calls, nil where they cannot be recalled.
func (d *Directives) recalling() *callMemory {
	meaning, ok := d.machine.Repeats()
	if !ok || d.WantInsns || d.sections.slow {
		return nil
	}
	m := &d.macros
	if m.memory == nil {
		m.memory = &callMemory{meaning: meaning, alternate: m.alternate}
	} else if m.memory.meaning != meaning || m.memory.alternate != m.alternate {
		*m.memory = callMemory{meaning: meaning, alternate: m.alternate, text: m.memory.text[:0]}
	}
	return m.memory
}

// find returns the line that starts at text[start:], and where the call that it
// makes, or the repetition that it begins, is or can be kept; nil when the line is a long one.
func (m *callMemory) find(text []byte, start int) (slot *recalledCall, line []byte, known bool) {
	n := bytes.IndexByte(text[start:], '\n')
	if n < 0 || n > recallLine {
		return nil, nil, false
	}
	line, text = text[start:start+n], text[start:]
	first := obj.Hash(line) >> (32 - recallBits)
	slot, other := &m.slots[first], &m.slots[first^1]
	switch {
	case m.is(slot, text):
		return slot, line, true
	case m.is(other, text):
		return other, line, true
	case slot.size != 0 && other.size == 0:
		slot = other
	}
	return slot, line, false
}

// is reports whether slot has what text begins with, up to the end of a line.
func (m *callMemory) is(slot *recalledCall, text []byte) bool {
	n := int(slot.size)
	return n != 0 && n < len(text) && text[n] == '\n' && string(m.text[slot.at:][:n]) == string(text[:n])
}

// put puts down the code in slot, and moves from start to the end of its text.
func (d *Directives) put(slot *recalledCall, start int) {
	p, m := d.u.Cur, &d.macros
	p.Room(int(slot.code))
	p.Data = append(p.Data, m.memory.text[slot.at+slot.size:][:slot.code]...)
	m.calls += slot.calls
	d.in.At = start + int(slot.size)
}

// recallLoop puts down the code of the repetition at hand, if its text has been
// recorded; if not, slot is the place for it, nil when it is not to be recorded.
func (d *Directives) recallLoop() (slot *recalledCall, ok bool) {
	m := d.recalling()
	if m == nil || !d.unobserved() {
		return nil, false
	}
	slot, line, ok := m.find(d.in.Text, d.start)
	if slot == nil || m.alternate && bytes.IndexByte(line, '%') >= 0 {
		return nil, false
	}
	if ok {
		d.put(slot, d.start)
	}
	return slot, ok
}

// keepBytes keeps in slot the call or repetition that ends here and has been carried out as b
// says, when nothing but bytes came of it since before.
func (d *Directives) keepBytes(slot *recalledCall, b *body, before extent, calls int) {
	text, first, now := d.in.Text[d.start:d.in.At], before.data, d.extent()
	before.data = now.data
	if b.plain && before == now && now.data-first <= recallCode && len(text) <= recallText && d.in.Text[d.in.At] == '\n' {
		d.macros.memory.keep(slot, text, d.u.Cur.Data[first:], calls)
	}
}

// keep puts into slot the code of what text says.
func (m *callMemory) keep(slot *recalledCall, text, code []byte, calls int) {
	if len(m.text)+len(text)+len(code) > recallAll {
		clear(m.slots[:])
		m.text = m.text[:0]
	}
	*slot = recalledCall{uint32(len(m.text)), uint32(len(text)), uint32(len(code)), calls}
	m.text = append(append(m.text, text...), code...)
}

// record begins to watch a call of x that is pushed next, whose text that is, or
// gives up watching one around it when there is more to this one than bytes.
func (d *Directives) record(x *macro, slot *recalledCall, line, text []byte) {
	r := &d.macros.recording
	switch {
	case r.slot != nil:
		if d.watch(text); x.numbered {
			r.slot = nil
		}
	case slot != nil && d.in.Text[d.in.At] == '\n':
		x.recorded++
		if plainText(text) {
			*r = recording{slot, line, d.macros.calls, d.in.Depth() + 1, d.extent()}
		}
	}
}

// watch gives up watching a call when a text that is to be read within it may be
// more than bytes.
func (d *Directives) watch(text []byte) {
	if r := &d.macros.recording; r.slot != nil && !plainText(text) {
		r.slot = nil
	}
}

// recorded is called when a text that is watched has been read.
func (d *Directives) recorded(calls int) {
	r := &d.macros.recording
	slot, first, now := r.slot, r.before.data, d.extent()
	r.slot, r.before.data = nil, now.data
	m := d.macros.memory
	meaning, ok := d.machine.Repeats()
	if r.before != now || now.data-first > recallCode || !ok || meaning != m.meaning {
		return
	}
	m.keep(slot, r.line, d.u.Cur.Data[first:], calls-r.calls+1)
}

// plainText reports whether the lines of an expansion are nothing but
// instructions and calls with registers and numbers, numbers to be put down,
// conditionals that no name has a part in, and repetitions.
func plainText(text []byte) bool {
	for len(text) > 0 && text[0] != 0 {
		n := bytes.IndexByte(text, '\n')
		line := bytes.TrimLeft(text[:n], " \t")
		text = text[n+1:]
		end := 0
		for end < len(line) && lexer.NameChar(line[end]) {
			end++
		}
		word, operands := line[:end], line[end:]
		switch {
		case len(word) == 0:
			if len(line) > 0 {
				return false
			}
			continue
		case isDigit(word[0]) || len(operands) > 0 && operands[0] != ' ' && operands[0] != '\t':
			return false
		case word[0] != '.':
			if !plainOperands(operands, "") {
				return false
			}
			continue
		}
		switch string(word) {
		case ".byte", ".short", ".value", ".word", ".int", ".long", ".quad":
			if !plainOperands(operands, "") {
				return false
			}
		case ".if", ".ifeq", ".ifne", ".iflt", ".ifle", ".ifge", ".ifgt", ".elseif", ".else", ".endif":
			if !plainOperands(operands, "=<>!&|") {
				return false
			}
		case ".rept", ".irp", ".irpc":
			if string(word) == ".rept" && !plainOperands(operands, "") {
				return false
			}
			if text = behindLoop(text); text == nil {
				return false
			}
		case ".ifc", ".ifnc", ".ifb", ".ifnb":
			if bytes.ContainsAny(operands, ";/#\"'\\") {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// behindLoop returns what follows the repetition whose body text begins with, nil
// when it is not closed.
func behindLoop(text []byte) []byte {
	for nested := 1; len(text) > 0 && text[0] != 0; {
		line := text[:bytes.IndexByte(text, '\n')]
		text = text[len(line)+1:]
		line = bytes.TrimLeft(line, " \t")
		switch word := line[:nameEnd(line, 0)]; {
		case opensRept(word):
			nested++
		case closesRept(word):
			if nested--; nested == 0 {
				return text
			}
		}
	}
	return nil
}

// plainOperands reports whether operands are registers and numbers, with no more
// operators than + - * and those of more. A label such as 1b is no number.
func plainOperands(operands []byte, more string) bool {
	for at := 0; at < len(operands); at++ {
		switch c := operands[at]; {
		case c == ' ' || c == '\t' || c == ',' || c == '$' || c == '(' || c == ')' || c == '+' || c == '-' || c == '*':
		case c == '%':
			for at+1 < len(operands) && lexer.NameChar(operands[at+1]) {
				at++
			}
		case isDigit(c):
			hex := c == '0' && at+1 < len(operands) && operands[at+1] == 'x'
			if hex {
				at++
			}
			for ; at+1 < len(operands) && lexer.NameChar(operands[at+1]); at++ {
				if !hex && !isDigit(operands[at+1]) {
					return false
				}
			}
		default:
			if bytes.IndexByte([]byte(more), c) < 0 {
				return false
			}
		}
	}
	return true
}
