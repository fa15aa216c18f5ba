package directives

import (
	"bytes"
	"fmt"
	"strconv"

	"tas/diag"
	"tas/lexer"
)

// What \ means in the body of a macro or repetition: \name is the value of a
// parameter, \@ the number of the macro call, \() nothing, which ends a name
// (\a\()b), and \(text) is text as it stands. Any other \ is itself. &name is a
// value too, and takes an & behind it along. With .altmacro a parameter needs
// neither, and LOCAL makes names of its own for each call.

// substitution is what a body is filled in with under .altmacro.
type substitution struct {
	params []param
	values [][]byte
	number int  // \@
	locals bool // LOCAL is known
	from   diag.Pos
}

// lookup returns the index of a parameter, or -1.
func lookup(params []param, name []byte) int {
	for i := range params {
		if string(params[i].name) == string(name) {
			return i
		}
	}
	return -1
}

// nameEnd returns where the name that starts at text[at] ends; at when there
// is none.
func nameEnd(text []byte, at int) int {
	if at >= len(text) || !lexer.NameStart(text[at]) && text[at] != '$' {
		return at
	}
	for at < len(text) && (lexer.NameChar(text[at])) {
		at++
	}
	return at
}

// cut divides the body of a macro into what is copied and what is substituted,
// once and for all calls. It appends to list.
func cut(list []piece, body []byte, params []param) []piece {
	first := 0 // of the text not yet in a piece
	quoted := false
	for at := 0; at < len(body); {
		switch body[at] {
		case '\\':
			if at+1 == len(body) {
				break
			}
			switch body[at+1] {
			case '@':
				list = append(list, piece{body[first:at], pieceNumber})
				at += 2
				first = at
				continue
			case '(':
				list = append(list, piece{body[first:at], pieceEnd})
				at += 2
				n := bytes.IndexByte(body[at:], ')')
				if n < 0 {
					return append(list, piece{nil, pieceOpen})
				}
				list = append(list, piece{body[at : at+n], pieceEnd})
				at += n + 1
				first = at
				continue
			case '&':
				at += 2 // no value: the & is protected
				continue
			}
			end := nameEnd(body, at+1)
			if i := lookup(params, body[at+1:end]); end > at+1 && i >= 0 {
				list = append(list, piece{body[first:at], i})
				first, at = end, end
				continue
			}
			at = max(end, at+1)
			continue
		case '&':
			end := nameEnd(body, at+1)
			i := lookup(params, body[at+1:end])
			if end > at+1 && i >= 0 {
				list = append(list, piece{body[first:at], i})
				first = end
			}
			if end < len(body) && body[end] == '&' {
				if first == end {
					first++
				}
				end++
			}
			at = end
			continue
		case '"':
			quoted = !quoted
		case '\'':
			// A character constant is one before anything is substituted.
			if !quoted && at+2 < len(body) {
				if body[at+1] == '\\' {
					at++
				}
				at++
			}
		}
		at++
	}
	return append(list, piece{body[first:], pieceEnd})
}

// fill appends a body that was cut to out, with values filled in. It reports
// false for a \( that is not closed.
func fill(out []byte, pieces []piece, values [][]byte, number int) ([]byte, bool) {
	for i := range pieces {
		p := &pieces[i]
		out = append(out, p.text...)
		switch p.param {
		case pieceEnd:
		case pieceNumber:
			out = strconv.AppendInt(out, int64(number), 10)
		case pieceOpen:
			return out, false
		default:
			out = append(out, values[p.param]...)
		}
	}
	return out, true
}

// alternate is fill under .altmacro.
func (d *Directives) alternate(out, body []byte, s *substitution) []byte {
	for at := 0; at < len(body); {
		c := body[at]
		escaped := c == '\\' || c == '&'
		if escaped {
			at++
		}
		if c == '\\' && at < len(body) {
			switch body[at] {
			case '@':
				out = strconv.AppendInt(out, int64(s.number), 10)
				at++
				continue
			case '(':
				at++
				n := bytes.IndexByte(body[at:], ')')
				if n < 0 {
					d.in.Diags.Errorf(d.span(), "\\( is not closed; ) expected")
					return out
				}
				out = append(out, body[at:at+n]...)
				at += n + 1
				continue
			case '&':
				out = append(out, '\\', '&')
				at++
				continue
			}
		}
		end := nameEnd(body, at)
		word := body[at:end]
		if !escaped && s.locals && equal(word, "local") && end < len(body) && (body[end] == ' ' || body[end] == '\t') {
			at = d.local(body, end, s)
			continue
		}
		if i := lookup(s.params, word); len(word) > 0 && i >= 0 {
			out = append(out, s.values[i]...)
			at = end
			if at < len(body) && body[at] == '&' {
				at++
			}
			continue
		}
		if escaped {
			out = append(out, c)
		} else if len(word) == 0 {
			out = append(out, c)
			at++
			continue
		}
		out = append(out, word...)
		at = end
		// The & behind a word goes, parameter or not.
		if at < len(body) && body[at] == '&' && c != '\\' {
			if escaped {
				out = append(out, '&')
			}
			at++
		}
	}
	return out
}

// local reads the names behind LOCAL, and gives each a name that nothing else
// has. It returns where the statement ends.
func (d *Directives) local(body []byte, at int, s *substitution) int {
	m := &d.macros
	s.params = s.params[:len(s.params):len(s.params)]
	s.values = s.values[:len(s.values):len(s.values)]
	for at < len(body) {
		c := body[at]
		if c == ' ' || c == '\t' || c == ',' {
			at++
			continue
		}
		end := nameEnd(body, at)
		if end == at {
			break
		}
		if lookup(s.params, body[at:end]) >= 0 {
			d.in.Diags.Errorf(diag.Span{Pos: s.from + diag.Pos(at), Len: uint32(end - at)}, "%s is the name of a parameter already", body[at:end])
			return end
		}
		m.locals++
		name := fmt.Appendf(nil, ".LL%04x", m.locals)
		s.params = append(s.params, param{name: body[at:end]})
		s.values = append(s.values, name)
		at = end
	}
	return at
}
