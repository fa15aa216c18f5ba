package directives

import "bytes"

// tidy appends the statement at hand to out, or with line all up to the end of
// the line, as GNU as's listing shows what it has no file for: without
// comments, one blank behind the name and none where it means nothing, and with
// characters as numbers.
func (d *Directives) tidy(out []byte, line bool) []byte {
	in := d.in
	at, saved := in.At, d.macros.line
	defer func() { in.At, d.macros.line = at, saved }()
	d.macros.line = nil
	for {
		first := in.At
		if d.blanks() && in.Text[first] != '/' && bytes.IndexByte(in.Text[first:in.At], '\n') < 0 {
			out = append(out, ' ')
		}
		out = d.tidyName(out)
		out = append(out, d.scrub()...)
		if !line || in.Text[in.At] != ';' {
			return out
		}
		out = append(out, ';')
		in.At++
	}
}

// blanks skips white space and comments up to the next word.
func (d *Directives) blanks() bool {
	before := d.in.At
	d.in.SkipSpace()
	return d.in.At > before
}

// tidyName appends labels, which no blank follows, and the first word.
func (d *Directives) tidyName(out []byte) []byte {
	in := d.in
	for {
		first := in.At
		if in.Text[first] == '"' {
			return out // a name in quotes
		}
		for !endsWord[in.Text[in.At]] {
			in.At++
		}
		out = append(out, in.Text[first:in.At]...)
		blank := in.At > first && d.blanks()
		switch c := in.Text[in.At]; {
		case c == ':':
			out = append(out, ':')
			in.At++
			d.blanks()
			continue
		case blank && c != ';':
			return append(out, ' ')
		}
		return out
	}
}

// endsWord says which bytes end the first word of a statement.
var endsWord = [256]bool{' ': true, '\t': true, '\r': true, '\f': true, '\n': true, 0: true, ';': true, ':': true, '"': true, '\'': true, '#': true}
