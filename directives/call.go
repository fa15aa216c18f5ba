package directives

import (
	"bytes"
	"strconv"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// A call of a macro: its operands become values, the values fill the gaps in
// the macro's body, and the text that comes of it is read next. Large sources
// are made of calls, so the way of an ordinary one is short: its values are parts
// of the source's text, and the buffers are those of calls that have ended.

// Expand carries out a call of the macro called name, whose operands stand at
// In.At. found is false when there is no such macro.
func (d *Directives) Expand(name []byte, start int) (found, ok bool) {
	x := d.findMacro(name)
	if x == nil {
		return false, false
	}
	d.name = name
	last, free := start+recallAtOnce, d.unobserved()
	for next := true; next; start, next = d.nextCall(name, last) {
		var slot *recalledCall
		var line []byte
		if x.worthRecalling() && !d.macros.alternate {
			for memory := d.recalling(); memory != nil; {
				var known bool
				if slot, line, known = memory.find(d.in.Text, start); !known {
					break
				}
				d.put(slot, start)
				x.recalled++
				if start, known = d.nextCall(name, last); !known {
					return true, true
				}
			}
		}
		if done, ok := d.expand(x, start, slot, line, free); !done {
			return true, ok
		}
	}
	return true, true
}

// expand carries out the call of x at start, line by line if it is free to. It is to be kept in
// slot, unless that is nil. done says that there is nothing left to be read of it.
func (d *Directives) expand(x *macro, start int, slot *recalledCall, line []byte, free bool) (done, ok bool) {
	d.start = start
	m := &d.macros
	var lines *body
	if free && !m.alternate {
		lines = d.compiled(x) // before values stand in what that uses
	}
	messages := d.in.Diags.Len()
	values, ok := d.bind(x)
	if !ok {
		return false, false
	}
	if d.in.Diags.Len() != messages {
		slot = nil // the next time it is to be said again
	}
	from := -1 // of the lines of its body the first to be read
	if lines != nil {
		var before extent
		if slot != nil {
			before = d.extent()
		}
		if from, ok = d.called(lines, values); ok {
			if m.calls++; slot != nil {
				x.recorded++
				d.keepBytes(slot, lines, before, 1)
			}
			return true, true
		}
		if from >= 0 {
			slot = nil // some of it has been carried out
		}
	}
	pieces := x.pieces
	if m.alternate {
		if x.alternate == nil {
			x.alternate = cutAlternate(x.tidied, x.params, true)
		}
		pieces = x.alternate.pieces
		if at := x.alternate.clash; at != 0 {
			name := x.tidied[at-1 : at-1+x.alternate.size]
			d.in.Diags.Errorf(diag.At(d.origin(&expansion{place: x.place}, x.tidied, at-1)), "%s in LOCAL is the name of a parameter already", name)
		}
	}
	out, ok := fill(m.buffer(), pieces, values, m.calls, m.locals)
	if !ok {
		return false, d.errorf(start, "macro %s: \\( is not closed; ) expected", x.shown)
	}
	m.calls++
	if m.alternate {
		m.locals += x.alternate.locals
	}
	out = lexer.Terminate(out)
	if slot != nil || m.recording.slot != nil {
		d.record(x, slot, line, out)
	}
	ok = d.push(expansion{kind: expandMacro, text: out, name: x.shown, place: x.place})
	if ok && from >= 0 {
		ok = d.goOn(lines, from)
	}
	return false, ok
}

// nextCall moves behind the name of the macro in the next line if that is a call of it, as in
// tables. Nothing but the end of a line may stand here, and the line may not be a label or
// an assignment.
func (d *Directives) nextCall(name []byte, last int) (start int, ok bool) {
	in := d.in
	text, start := in.Text, in.At+1
	if c := text[start]; c == ' ' || c == '\t' {
		start++
	}
	end := start + len(name)
	if text[in.At] != '\n' || start >= last || end+2 > len(text) || string(text[start:end]) != string(name) {
		return 0, false
	}
	c := text[end]
	if c == ' ' || c == '\t' {
		if c = text[end+1]; !plainValue[c] {
			return 0, false
		}
	} else if c != '\n' {
		return 0, false
	}
	in.At = end
	return start, true
}

// bind gives each parameter of x its value, from the operands at In.At.
func (d *Directives) bind(x *macro) ([][]byte, bool) {
	m := &d.macros
	values := m.values[:0]
	for range x.params {
		values = append(values, nil)
	}
	m.values = values
	if m.simple = true; !d.bindPlain(x, values) {
		m.simple = false
		clear(values)
		if !d.bindAny(x, values) {
			return nil, false
		}
	}
	for i := range x.params {
		p := &x.params[i]
		if len(values[i]) != 0 {
			continue
		}
		if p.required {
			d.in.Diags.Errorf(d.span(), "macro %s needs a value for parameter %s", x.shown, p.name).Note(diag.At(x.at), "defined here")
			return nil, false
		}
		values[i] = p.value
		m.simple = m.simple && len(p.value) == 0
	}
	return values, true
}

// bindPlain binds operands as nearly all are: values that mean what they are,
// with commas between. It reports false, and has read nothing, when there is
// anything else, or no blank behind the name of the macro and all the rest in one value.
func (d *Directives) bindPlain(x *macro, values [][]byte) bool {
	in, alternate := d.in, d.macros.alternate
	text, at := in.Text, in.At
	for position := 0; ; position++ {
		for text[at] == ' ' || text[at] == '\t' {
			at++
		}
		if endsCall(text[at]) {
			in.At = at
			return true
		}
		if position == len(values) {
			return false // which is an error
		}
		first := at
		if alternate && text[at] == '%' {
			return false // an expression
		}
		for plainValue[text[at]] {
			at++
		}
		if x.params[position].vararg && (alternate || isBlank(text[at]) || endsCall(text[at]) || text[at] == ',' || text[at] == '"') {
			if !isBlank(text[in.At]) {
				return false // of `m(1), 2 # c` the last blank is part of the value
			}
			in.At = first
			var plain bool
			if values[position], plain = d.plainRest(); !plain {
				values[position], d.macros.simple = d.scrub(), false
			}
			return true
		}
		values[position] = text[first:at]
		for text[at] == ' ' || text[at] == '\t' {
			at++
		}
		switch c := text[at]; {
		case c == ',':
			at++
		case !endsCall(c):
			return false
		}
	}
}

// plainRest is scrub for values that mean what they are, with commas between. It
// reports false, and has read nothing, when there is anything else.
func (d *Directives) plainRest() (line []byte, ok bool) {
	text, at := d.in.Text, d.in.At
	out := d.macros.line[:0]
	for {
		c := text[at]
		switch {
		case plainValue[c]:
			out = append(out, c)
			at++
			continue
		case c == ',':
			out = append(out, c)
			at++
		}
		for text[at] == ' ' || text[at] == '\t' {
			at++
		}
		switch c := text[at]; {
		case endsCall(c):
			d.macros.line, d.in.At = append(out, '\n'), at // see planValues
			return out, true
		case c == ',':
		case !plainValue[c] || len(out) > 0 && out[len(out)-1] != ',':
			return nil, false
		}
	}
}

// endsCall reports whether c ends the operands of a macro, whatever follows.
func endsCall(c byte) bool { return c == '\n' || c == ';' || c == '#' }

// plainValue says which characters a value may consist of that means what it
// is: no blank, quote or comment, no = behind the name of a parameter.
var plainValue = [256]bool{
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true,
	'k': true, 'l': true, 'm': true, 'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true,
	'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true,
	'K': true, 'L': true, 'M': true, 'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true,
	'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'_': true, '.': true, '$': true, '%': true, '*': true, '+': true, '-': true, '(': true, ')': true, '@': true,
}

// bindAny binds operands of any kind.
func (d *Directives) bindAny(x *macro, values [][]byte) bool {
	m := &d.macros
	m.line = m.line[:0]
	if c := d.in.Text[d.in.At]; !isBlank(c) {
		d.scrubFrom(scrubWord) // as in m(1) 2
	} else if !d.in.AtEnd() {
		d.scrub()
	}
	a := arguments{text: m.line, kept: m.text[:0], alternate: m.alternate, d: d}
	named := false
	position := 0
	for !a.done() {
		if name, found := a.keyword(); found {
			named = true
			i := lookup(x.params, name)
			if i < 0 {
				d.in.Diags.Errorf(d.span(), "macro %s has no parameter %s; a value with = is to be quoted", x.shown, name).Note(diag.At(x.at), "defined here")
				return false
			}
			if len(values[i]) != 0 {
				d.in.Diags.Warnf(d.span(), "parameter %s of macro %s is given twice", name, x.shown)
			}
			values[i] = a.next()
			a.comma()
			continue
		}
		if named {
			d.in.Diags.Errorf(d.span(), "values with and without a name cannot be mixed in a call of macro %s", x.shown)
			return false
		}
		if position == len(x.params) {
			d.in.Diags.Errorf(d.span(), "macro %s has no parameter for value %d; quote a value that has commas or blanks", x.shown, position+1).Note(diag.At(x.at), "defined here")
			return false
		}
		if x.params[position].vararg {
			values[position] = a.rest()
		} else {
			values[position] = a.next()
		}
		position++
		a.comma()
	}
	m.text = a.kept
	return !a.failed
}

// percent evaluates the expression at the start of text, and returns its
// decimal digits and its length.
func (d *Directives) percent(text []byte) (digits []byte, size int, ok bool) {
	v, size := d.readAside(text, (*lexer.Input).Expr)
	n, ok := d.u.Constant(v)
	if !ok || v.Kind == obj.ValueNone {
		return nil, len(text), d.errorf(d.start, "the expression behind %% must be a constant known at this point")
	}
	return strconv.AppendInt(nil, n, 10), size, true
}

// readAside reads the start of text, which is not what is being read now, and
// returns how much it took.
func (d *Directives) readAside(text []byte, read func(*lexer.Input) obj.Value) (v obj.Value, size int) {
	in := d.in
	savedText, savedAt := in.Text, in.At
	in.Text, in.At = lexer.Terminate(bytes.Clone(text)), 0
	v = read(in)
	size = min(in.At, len(text))
	in.Text, in.At = savedText, savedAt
	return v, size
}
