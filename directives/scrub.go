package directives

import (
	"bytes"
	"strconv"

	"tas/lexer"
)

// What GNU as reads is not the source but a tidied copy of it: without comments,
// with character constants as numbers, one blank in front of a statement that has
// any and one behind its first word, and among operands only those, as one, that
// stand between two characters of which each may belong to a symbol or start an
// operand. For most statements that is all one. It is not for macros, which cut
// and compare text: `a + b` is one value, `%a %b` and `1 -2` are two.

// scrubState is what has been read of a statement.
type scrubState uint8

const (
	scrubStart    scrubState = iota // nothing
	scrubIndent                     // blanks, or a label and its colon
	scrubWord                       // some of its first word
	scrubOperands                   // that and a blank
)

// clings reports whether a blank beside c keeps apart what c belongs to.
func clings(c byte) bool {
	if lexer.NameChar(c) {
		return true
	}
	switch c {
	case '%', '*', '-', '(', '[', '{', '}', '"':
		return true
	}
	return false
}

// How far to go: to the end of the statement, of the line, of the text.
type scrubEnd uint8

const (
	endStatement scrubEnd = iota
	endLine
	endText
)

// scrub appends text to out, tidied, of which state has been read, and returns how
// much of it that was. As does so even to what makes no sense.
func scrub(out, text []byte, state scrubState, end scrubEnd) ([]byte, int) {
	tight := state == scrubOperands // blanks are as among operands
	number := false                 // a character constant was read, to which no blank clings
	newlines := 0                   // in strings; they come behind the line
	for at := 0; at < len(text); {
		c := text[at]
		switch {
		case isBlank(c):
			at = pastBlanks(text, at)
			next := byte('\n')
			if at < len(text) {
				next = text[at]
			}
			switch {
			case tight:
				if n := len(out); n > 0 && !number && clings(out[n-1]) && (clings(next) || next == '\'' || next == '\\') {
					out = append(out, ' ')
				}
			case state == scrubStart:
				out, state = append(out, ' '), scrubIndent
			case state == scrubWord && next != ':' && next != ';':
				out, state, tight = append(out, ' '), scrubOperands, true
			}
			continue
		case c == '/' && at+1 < len(text) && text[at+1] == '*':
			size := bytes.Index(text[at+2:], []byte("*/")) + 4
			if size < 4 {
				size = len(text) - at
			}
			size = pastBlanks(text, at+size) - at
			for n := bytes.Count(text[at:at+size], []byte{'\n'}); n > 0 && end == endText; n-- {
				out, state = append(out, '\n'), scrubStart
			}
			at += size
			tight, number = true, false
			continue
		case c == ';' && end != endStatement:
			out, state, tight = append(out, c), scrubStart, false
		case c == '\n' || c == ';' || c == '#' || c == '/' && (state <= scrubIndent || at+1 < len(text) && text[at+1] == '/'):
			if end != endText {
				return out, at
			}
			n := bytes.IndexByte(text[at:], '\n')
			if n < 0 {
				return out, len(text)
			}
			if c == '#' && state <= scrubIndent && n > 2 && text[at+1] == ' ' && isDigit(text[at+2]) {
				out = append(out, text[at:at+n]...) // # 12 "file"
			}
			at += n
			for ; newlines >= 0; newlines-- {
				out = append(out, '\n')
			}
			newlines, state, tight = 0, scrubStart, false
		case c == '"':
			out = append(out, c)
			for at++; at < len(text) && text[at] != '"'; at++ {
				if text[at] == '\n' && end != endText {
					return out, at
				}
				if text[at] == '\\' && at+1 < len(text) {
					out = append(out, '\\')
					if at++; text[at] == '\n' {
						out = append(out, "\\n"...)
						newlines++
						continue
					}
				}
				out = append(out, text[at])
			}
			if at < len(text) {
				out = append(out, c)
			}
		case c == '\'' && at+1 < len(text):
			value, size := lexer.CharConstant(text[at:])
			out = strconv.AppendInt(out, int64(value), 10)
			at += size
			if number = true; tight {
				state = scrubOperands
			}
			continue
		case c == ':':
			out = append(out, c)
			if state < scrubOperands {
				state = scrubIndent
			}
		default:
			first := at
			for at+1 < len(text) && plainValue[text[at+1]] {
				at++
			}
			out = append(out, text[first:at+1]...)
			state = max(state, scrubWord)
		}
		number = false
		at++
	}
	return out, len(text)
}

// scrub reads the rest of the statement into macros.line, tidied.
func (d *Directives) scrub() []byte { return d.scrubFrom(scrubOperands) }

func (d *Directives) scrubFrom(state scrubState) []byte {
	in := d.in
	line, size := scrub(d.macros.line[:0], in.Text[in.At:len(in.Text)-2], state, endStatement)
	in.At += size
	d.macros.line = line
	return line
}

// tidied is a body as GNU as sees it.
func tidied(body []byte) []byte {
	out, _ := scrub(make([]byte, 0, len(body)), body, scrubStart, endText)
	return out
}

// untidy reports whether it matters for a body to be tidied, rather than its copy
// with values filled in.
func untidy(body []byte) bool {
	if bytes.ContainsAny(body, "&'#/") {
		return true
	}
	for at := 0; ; {
		n := bytes.IndexByte(body[at:], '\\')
		if n < 0 {
			return false
		}
		at += n + 1
		if at < len(body) && body[at] == '@' {
			at++
		}
		if pastBlanks(body, at) > at {
			return true
		}
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\f' }

// pastBlanks returns where the blanks at text[at:] end.
func pastBlanks(text []byte, at int) int {
	for at < len(text) && isBlank(text[at]) {
		at++
	}
	return at
}
