package directives

import "bytes"

// How the operands of a macro call are cut into values, when they have been
// tidied (see scrub.go): a comma or a blank ends one, a blank not within brackets.

// arguments cuts a tidied line into values.
type arguments struct {
	text      []byte
	at        int
	kept      []byte // bytes of values that do not stand in text
	alternate bool
	failed    bool
	d         *Directives
}

// keep returns text where later values do not touch it.
func (a *arguments) keep(text []byte) []byte {
	at := len(a.kept)
	a.kept = append(a.kept, text...)
	return a.kept[at:len(a.kept):len(a.kept)]
}

func (a *arguments) space() {
	for a.at < len(a.text) && a.text[a.at] == ' ' {
		a.at++
	}
}

// done reports whether nothing is left.
func (a *arguments) done() bool {
	a.space()
	return a.at >= len(a.text)
}

// comma passes over a comma, if there is one.
func (a *arguments) comma() {
	a.space()
	if a.at < len(a.text) && a.text[a.at] == ',' {
		a.at++
		a.space()
	}
}

// keyword reads `name=` and returns the name. All is one up to the = of a value
// without a bracket, quote or blank before it: 1==2 is to be in brackets. With
// .altmacro `name=value` is a value.
func (a *arguments) keyword() (name []byte, found bool) {
	at := a.at + max(0, bytes.IndexAny(a.text[a.at:], " ,\"()="))
	if a.alternate || at >= len(a.text) || a.text[at] != '=' {
		return nil, false
	}
	name = a.text[a.at:at]
	a.at = at + 1
	return name, true
}

// rest returns all that is left: the value of a vararg parameter.
func (a *arguments) rest() []byte {
	a.space()
	v := a.text[a.at:]
	a.at = len(a.text)
	return v
}

// next returns the next value. A value in quotes loses them, except that with
// .altmacro, where <> are quotes too, a string stays one.
func (a *arguments) next() []byte {
	a.space()
	if a.at >= len(a.text) {
		return nil
	}
	switch c := a.text[a.at]; {
	case a.opensQuote():
		return a.quotes()
	case c == '%' && a.alternate:
		a.at++
		digits, size, ok := a.d.percent(a.text[a.at:])
		a.failed = a.failed || !ok
		a.at += size
		return a.keep(digits)
	}
	first := a.at
	a.plain()
	return a.text[first:a.at]
}

// plain moves to the comma or blank that ends a value.
func (a *arguments) plain() {
	depth := 0
	for a.at < len(a.text) {
		switch c := a.text[a.at]; c {
		case ',':
			return
		case ' ':
			if depth == 0 {
				return
			}
		case '<':
			if a.alternate {
				return
			}
		case '(', '[':
			depth++
		case ')', ']':
			if depth > 0 {
				depth--
			}
		case '"':
			for a.at++; a.at < len(a.text) && a.text[a.at] != '"'; a.at++ {
			}
			if a.at >= len(a.text) {
				return
			}
		}
		a.at++
	}
}

// opensQuote reports whether a string or, with .altmacro, an angle bracket stands at text[at].
func (a *arguments) opensQuote() bool {
	return a.at < len(a.text) && (a.text[a.at] == '"' || a.alternate && a.text[a.at] == '<')
}

// quotes reads a value in quotes or angle brackets, and those that follow at once.
func (a *arguments) quotes() []byte {
	start := len(a.kept)
	whole := a.alternate && a.text[a.at] == '"'
	if whole {
		a.kept = append(a.kept, '"')
	}
	for a.opensQuote() {
		a.quoted(a.text[a.at])
	}
	if whole {
		a.kept = append(a.kept, '"')
	}
	return a.kept[start:len(a.kept):len(a.kept)]
}

// quoted keeps what stands in quotes or, with .altmacro, in angle brackets, which
// nest; there ! makes the next character an ordinary one. A quote is doubled
// to stand for itself.
func (a *arguments) quoted(open byte) {
	depth := 1
	a.at++
	for ; a.at < len(a.text); a.at++ {
		c := a.text[a.at]
		switch {
		case open == '<' && c == '<':
			depth++
		case open == '<' && c == '>':
			if depth--; depth == 0 {
				a.at++
				return
			}
		case open != '<' && c == open:
			if a.at+1 >= len(a.text) || a.text[a.at+1] != open {
				a.at++
				return
			}
			a.at++
		case a.alternate && c == '!' && a.at+1 < len(a.text):
			a.at++
			c = a.text[a.at]
		case open != '<' && c == '\\' && a.at+1 < len(a.text):
			a.kept = append(a.kept, c)
			a.at++
			c = a.text[a.at]
		}
		a.kept = append(a.kept, c)
	}
	if open != '<' {
		a.d.in.Diags.Warnf(a.d.span(), "a value in %c is not closed", open)
	}
}

// characters appends each character of the operands of .irpc to list. Blanks
// count only in quotes, which, but for the outermost, are characters themselves.
func (a *arguments) characters(list [][]byte) [][]byte {
	v := a.rest()
	quoted := len(v) > 0 && v[0] == '"'
	if quoted {
		v = v[1:]
	}
	v = bytes.TrimSuffix(v, []byte{'"'})
	for i, c := range v {
		if c == '"' {
			quoted = !quoted
		}
		if c != ' ' || quoted {
			list = append(list, v[i:i+1])
		}
	}
	return list
}
