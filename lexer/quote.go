package lexer

import (
	"bytes"

	"tas/diag"
	"tas/obj"
)

// spanOf is the span of n bytes from Text[start].
func (in *Input) spanOf(start, n int) diag.Span {
	return diag.Span{Pos: in.PosAt(start), Len: uint32(n)}
}

// String reads a quoted string with its escapes and appends the bytes to buf.
// It reports false, with an error, when there is no string here.
func (in *Input) String(buf []byte) ([]byte, bool) {
	in.SkipSpace()
	start := in.At
	if in.Text[in.At] != '"' {
		in.Diags.Errorf(in.Here(), "expected a string in double quotes, found %s", Describe(in.Text[in.At]))
		return buf, false
	}
	in.At++
	for {
		c := in.Text[in.At]
		switch c {
		case '"':
			in.At++
			return buf, true
		case '\\':
			in.At++
			if in.Text[in.At] == '\n' && in.At < len(in.Text)-2 {
				buf = append(buf, `\n`...) // as writes the newline so, but behind another backslash
				in.At++
				continue
			}
			b, ok := in.escape()
			if ok {
				buf = append(buf, b)
			}
		case 0:
			if in.Done() {
				return buf, in.unclosed(start)
			}
			in.At++
			buf = append(buf, 0)
		case '\n':
			if in.At == len(in.Text)-2 {
				return buf, in.unclosed(start)
			}
			if bytes.IndexByte(in.Text[start:in.At], '\n') >= 0 {
				in.At++
				buf = append(buf, c)
				continue // it has been said
			}
			in.Diags.Warnf(in.spanOf(start, 1), "string is not closed on its line; the newline is taken as part of it")
			fallthrough
		default:
			in.At++
			buf = append(buf, c)
		}
	}
}

// quotedName reads a name in quotes, or in several that stand side by side. A
// backslash goes only before a quote and another backslash. No characters between
// the quotes are obj.EmptyName.
func (in *Input) quotedName() []byte {
	name := in.Strings[:0]
	for in.Peek() == '"' {
		start := in.At
		for in.At++; in.Text[in.At] != '"'; in.At++ {
			c := in.Text[in.At]
			if c == 0 && in.Done() || c == '\n' && in.At == len(in.Text)-2 {
				in.unclosed(start)
				in.At--
				break
			}
			if c == '\\' {
				switch next := in.Text[in.At+1]; {
				case next == '"' || next == '\\':
					in.At++
					c = next
				default:
					in.Diags.Warnf(in.spanOf(in.At, 2), "\\%c is no escape in the name of a symbol; the backslash is part of it", next)
				}
			}
			name = append(name, c)
		}
		in.At++
	}
	if len(name) == 0 {
		name = append(name, obj.EmptyName...)
	}
	in.Strings = name
	return name
}

// unclosed warns of a string that the end of the text closes, as in GNU as.
func (in *Input) unclosed(start int) bool {
	in.Diags.Warnf(in.spanOf(start, 1), "string is not closed before the end of the file; \" is assumed there")
	return true
}

// escape reads what follows a backslash: GNU as's escapes are those of C, with
// \ddd octal of up to three digits (8 and 9 count), and \xhh... hexadecimal of
// which the low byte stays. An unknown escape stands for the character.
func (in *Input) escape() (b byte, ok bool) {
	c := in.Text[in.At]
	in.At++
	switch c {
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return '\v', true
	case '\\', '"':
		return c, true
	case 'x', 'X':
		for class[in.Text[in.At]]&cHex != 0 {
			b = b<<4 | hexValue(in.Text[in.At])
			in.At++
		}
		return b, true
	case '\n':
		if in.Done() {
			in.At-- // the newline behind the text, which is not part of it
			return 0, false
		}
		// An escaped newline stays one, without the warning of a bare one.
		return '\n', true
	}
	if class[c]&cDigit != 0 {
		b = c - '0'
		for n := 1; n < 3 && class[in.Text[in.At]]&cDigit != 0; n++ {
			b = b<<3 + in.Text[in.At] - '0'
			in.At++
		}
		return b, true
	}
	return c, true
}
