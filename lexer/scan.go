package lexer

import (
	"bytes"

	"tas/diag"
)

// SkipSpace moves to the next byte that is neither blank nor comment within
// the line. A block comment counts as a blank, even across lines.
func (in *Input) SkipSpace() {
	if c := in.Text[in.At]; class[c]&cSpace != 0 || c == '/' {
		in.skipSpace() // the test is inlined
	}
}

func (in *Input) skipSpace() {
	for {
		c := in.Text[in.At]
		if class[c]&cSpace != 0 {
			in.At++
			continue
		}
		if c != '/' || in.Text[in.At+1] != '*' {
			return
		}
		in.skipBlock()
	}
}

// skipBlock skips a block comment that starts here.
func (in *Input) skipBlock() {
	start := in.At
	n := bytes.Index(in.Text[in.At+2:len(in.Text)-2], []byte("*/"))
	if n < 0 {
		in.At = len(in.Text) - 2
		in.endsInComment(in.spanOf(start, 2))
		return
	}
	in.At += n + 4
}

// endsInComment tells once of a comment that goes on to the end of the text. It may end
// in the next piece.
func (in *Input) endsInComment(at diag.Span) {
	const why = "comment is not closed; */ expected before the end of the file"
	switch {
	case in.piece:
		in.Diags.Errorf(at, why)
	case in.open != at.Pos:
		in.open = at.Pos
		in.Diags.Warnf(at, why)
	}
}

// AtEnd skips blanks and reports whether the statement ends here.
func (in *Input) AtEnd() bool {
	in.SkipSpace()
	c := in.Text[in.At]
	return class[c]&cEnd != 0 || c == '/' && in.Text[in.At+1] == '/'
}

// ExpectEnd reports an error, and returns false, unless the statement ends
// here.
func (in *Input) ExpectEnd() bool {
	if in.AtEnd() {
		return true
	}
	start := in.At
	in.At++
	in.Diags.Errorf(in.Span(start), "unexpected %s; the end of the statement was expected here", Describe(in.Text[start]))
	return false
}

// Describe names a byte for a message.
func Describe(c byte) string {
	switch {
	case c == '\n' || c == 0:
		return "end of line"
	case c < ' ' || c >= 0x7f:
		return "character " + hexByte(c)
	}
	return "'" + string(rune(c)) + "'"
}

func hexByte(c byte) string {
	const digits = "0123456789abcdef"
	return string([]byte{'0', 'x', digits[c>>4], digits[c&15]})
}

// SkipStatement moves to the byte that ends the statement (newline, ';', or
// the start of a line comment), passing over strings and character constants.
func (in *Input) SkipStatement() {
	for {
		c := in.Text[in.At]
		switch {
		case class[c]&cEnd != 0:
			if c != 0 || in.Done() {
				return
			}
		case c == '"':
			in.skipString()
			continue
		case c == '/':
			if in.Text[in.At+1] == '*' {
				in.skipBlock()
				continue
			}
			if in.Text[in.At+1] == '/' {
				return
			}
		case c == '\'':
			// 'c or '\c: the character is no terminator.
			in.At++
			if in.Text[in.At] == '\\' {
				in.At++
			}
			if in.Text[in.At] == '\n' || in.Text[in.At] == 0 {
				continue
			}
		}
		in.At++
	}
}

// skipString passes over a string, or over what of it stands on this line. The quote
// on a later line that closes it is known when that line is passed over.
func (in *Input) skipString() {
	start, newline := in.At, 0
	closes := in.closing == &in.Text[start]
	for in.At++; ; in.At++ {
		switch in.Text[in.At] {
		case '\n':
			if newline == 0 {
				newline = in.At
			}
			if !closes {
				continue
			}
			fallthrough
		case '"':
			if newline == 0 {
				in.At++
				return
			}
			open := in.closing == nil && in.fixed == 0 && in.opensString(in.At+1)
			in.closing = &in.Text[in.At]
			in.At = newline
			switch {
			case in.Diags.Errors() != 0: // that was it, or it does not matter
			case open:
				in.Diags.Errorf(in.spanOf(start, 1), unclosed)
			default:
				in.Diags.Warnf(in.spanOf(start, 1), "string is not closed on its line")
			}
			return
		case '\\':
			if in.Text[in.At+1] != 0 {
				in.At++
			}
		case 0:
			if in.Done() {
				if in.Diags.Errors() == 0 {
					in.Diags.Errorf(in.spanOf(start, 1), unclosed)
				}
				return
			}
		}
	}
}

const unclosed = "string is not closed; \" expected before the end of the text"

// OpensString reports whether the text from here on ends within a string.
func (in *Input) OpensString() bool { return in.opensString(in.At) }

// opensString reports whether the text from offset at on ends within a string. GNU as
// takes quotes in turn whatever lines are passed over, and refuses a source of which
// the last one is not closed.
func (in *Input) opensString(at int) bool {
	inside := false
	for ; at < len(in.Text)-1; at++ {
		switch c := in.Text[at]; {
		case c == '"':
			inside = !inside
		case inside && c == '\\':
			at++
		case inside:
		case c == '\'':
			if at++; in.Text[at] == '\\' {
				at++
			}
		case c == '#', c == '/' && in.Text[at+1] == '/':
			n := bytes.IndexByte(in.Text[at:], '\n')
			if n < 0 {
				return false
			}
			at += n
		case c == '/' && in.Text[at+1] == '*':
			n := bytes.Index(in.Text[at:], []byte("*/"))
			if n < 0 {
				return false
			}
			at += n + 1
		}
	}
	return inside
}

// NextStatement steps over the end of a statement: ';', a line comment, the
// newline. Behind a statement that pushed a text there is nothing to step over.
func (in *Input) NextStatement() {
	if in.entered {
		in.entered = false
		return
	}
	c := in.Text[in.At]
	if c == '\n' || c == ';' {
		in.At++
		return
	}
	in.SkipLine()
}

// Indented moves over blanks and returns the byte behind them.
func (in *Input) Indented() byte {
	c := in.Text[in.At]
	if c == '\t' { // one of them, nearly always
		in.At++
		c = in.Text[in.At]
	}
	if c == ' ' || c == '\t' {
		in.At = moreBlanks(in.Text, in.At+1)
		c = in.Text[in.At]
	}
	return c
}

// Blanks returns where the blanks at text[at:] end.
func Blanks(text []byte, at int) int {
	if c := text[at]; c == ' ' || c == '\t' {
		return moreBlanks(text, at+1) // the test is inlined
	}
	return at
}

// moreBlanks is Blanks for many. Clang writes up to forty before a comment.
func moreBlanks(text []byte, at int) int {
	for at+8 <= len(text) && string(text[at:at+8]) == "        " {
		at += 8
	}
	for text[at] == ' ' || text[at] == '\t' {
		at++
	}
	return at
}

// NextLine steps over a newline that ends a statement, here and before last.
func (in *Input) NextLine(last int) bool {
	if in.At >= last || in.Text[in.At] != '\n' {
		return false
	}
	in.At++
	return true
}

// Resume makes what follows on the line another statement, though nothing divides
// the two: some directives are read so by as.
func (in *Input) Resume() {
	if !in.AtEnd() {
		in.entered = true
	}
}

// SkipLine moves behind the next newline.
func (in *Input) SkipLine() {
	n := bytes.IndexByte(in.Text[in.At:], '\n')
	if n < 0 {
		in.At = len(in.Text) - 1
		return
	}
	in.At += n + 1
}

// Name reads a name: a plain one, or one in quotes. It returns nil when there is
// none. The bytes are good until the next string is read.
func (in *Input) Name() []byte {
	in.SkipSpace()
	c := in.Text[in.At]
	if c == '"' {
		return in.quotedName()
	}
	if class[c]&cFirst == 0 && c != '$' {
		return nil
	}
	return in.PlainName()
}

// StringName is Name for directives that take a string for a name, with the
// escapes of one. It ends at a zero.
func (in *Input) StringName() []byte {
	if in.Peek() != '"' {
		return in.Name()
	}
	name, ok := in.String(in.Strings[:0])
	in.Strings = name
	if !ok || len(name) == 0 {
		return nil
	}
	if n := bytes.IndexByte(name, 0); n == 0 {
		name = name[:1] // obj.EmptyName
	} else if n > 0 {
		name = name[:n]
	}
	return name
}

// PlainName reads the name whose first byte is here. The caller has seen that
// byte to be a NameStart.
func (in *Input) PlainName() []byte {
	start := in.At
	at := start + 1
	for class[in.Text[at]]&cName != 0 {
		at++
	}
	in.At = at
	return in.Text[start:at:at]
}

// NumericLabel reads `1:` and defines it at the current place. It reports
// false, with At where it was, when the digits are no label.
func (in *Input) NumericLabel() bool {
	start := in.At
	n, at := uint32(0), start
	for class[in.Text[at]]&cDigit != 0 && at-start < 9 {
		n = n*10 + uint32(in.Text[at]-'0')
		at++
	}
	in.At = at
	if !in.Accept(':') {
		in.At = start
		return false
	}
	in.DefineLocal(n, start)
	return true
}

// LineStart reports whether nothing but blanks stands between at and the
// start of its line or statement.
func (in *Input) LineStart(at int) bool {
	for at > 0 && class[in.Text[at-1]]&cSpace != 0 {
		at--
	}
	return at == 0 || in.Text[at-1] == '\n' || in.Text[at-1] == ';'
}

// Comma skips blanks and a comma, and reports whether there was one.
func (in *Input) Comma() bool {
	in.SkipSpace()
	if in.Text[in.At] != ',' {
		return false
	}
	in.At++
	return true
}

// Accept skips blanks and the byte c, and reports whether it was there.
func (in *Input) Accept(c byte) bool {
	in.SkipSpace()
	if in.Text[in.At] != c {
		return false
	}
	in.At++
	return true
}

// Peek skips blanks and returns the next byte.
func (in *Input) Peek() byte {
	in.SkipSpace()
	return in.Text[in.At]
}
