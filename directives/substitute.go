package directives

import (
	"bytes"
	"strconv"

	"tas/lexer"
)

// What \ means in the body of a macro or repetition: \name is the value of a
// parameter, \@ the number of the macro call, \() nothing, which ends a name
// (\a\()b), and \(text) is text as it stands. Any other \ is itself. With
// .altmacro a parameter needs no \ outside of strings, & between names joins
// them, and LOCAL makes names of its own for each call.

// substitution is what a body is filled in with.
type substitution struct {
	params    []param
	values    [][]byte
	number    int // \@; negative = left as it is
	alternate bool
	locals    bool // LOCAL is known
}

// lookup returns the index of a parameter, or -1.
func (s *substitution) lookup(name []byte) int { return lookup(s.params, name) }

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
// once and for all calls.
func cut(body []byte, params []param) []piece {
	var list []piece
	first := 0 // of the text not yet in a piece
	for at := 0; at < len(body); {
		n := bytes.IndexByte(body[at:], '\\')
		if n < 0 {
			break
		}
		at += n
		next := byte(0)
		if at+1 < len(body) {
			next = body[at+1]
		}
		if next == '@' {
			list = append(list, piece{body[first:at], pieceNumber})
			at += 2
			first = at
			continue
		}
		if next == '(' {
			list = append(list, piece{body[first:at], pieceEnd})
			first = at + 2
			if n := bytes.IndexByte(body[first:], ')'); n >= 0 {
				list = append(list, piece{body[first : first+n], pieceEnd})
				first += n + 1
			}
			at = first
			continue
		}
		end := nameEnd(body, at+1)
		if i := lookup(params, body[at+1:end]); end > at+1 && i >= 0 {
			list = append(list, piece{body[first:at], i})
			first, at = end, end
			continue
		}
		at = max(end, at+1)
	}
	return append(list, piece{body[first:], pieceEnd})
}

// substitute appends body with s filled in to out.
func (d *Directives) substitute(out, body []byte, s *substitution) []byte {
	if !s.alternate {
		for _, p := range cut(body, s.params) {
			out = append(out, p.text...)
			switch {
			case p.param >= 0:
				out = append(out, s.values[p.param]...)
			case p.param == pieceNumber && s.number >= 0:
				out = strconv.AppendInt(out, int64(s.number), 10)
			case p.param == pieceNumber:
				out = append(out, '\\', '@')
			}
		}
		return out
	}
	quoted := false
	for at := 0; at < len(body); {
		c := body[at]
		switch {
		case c == '\\' && at+1 < len(body):
			at++
			switch body[at] {
			case '@':
				if s.number < 0 {
					out = append(out, '\\', '@')
				} else {
					out = strconv.AppendInt(out, int64(s.number), 10)
				}
				at++
				continue
			case '(':
				at++
				if n := bytes.IndexByte(body[at:], ')'); n >= 0 {
					out = append(out, body[at:at+n]...)
					at += n + 1
				}
				continue
			}
			end := nameEnd(body, at)
			if i := s.lookup(body[at:end]); end > at && i >= 0 {
				out = append(out, s.values[i]...)
				at = end
				if at < len(body) && body[at] == '&' {
					at++
				}
				continue
			}
			out = append(out, '\\')
			out = append(out, body[at:end]...)
			at = end
		case c == '&':
			at++
			end := nameEnd(body, at)
			if i := s.lookup(body[at:end]); end > at && i >= 0 {
				out = append(out, s.values[i]...)
				at = end
				if at < len(body) && body[at] == '&' {
					at++
				}
				continue
			}
			out = append(out, '&')
		case !quoted && nameEnd(body, at) > at && (at == 0 || !lexer.NameChar(body[at-1])):
			end := nameEnd(body, at)
			word := body[at:end]
			if s.locals && equal(word, "local") && end < len(body) && (body[end] == ' ' || body[end] == '\t') {
				at = d.local(body, end, s)
				continue
			}
			at = end
			if i := s.lookup(word); i >= 0 {
				out = append(out, s.values[i]...)
				if at < len(body) && body[at] == '&' {
					at++
				}
				continue
			}
			out = append(out, word...)
		default:
			if c == '"' {
				quoted = !quoted
			}
			out = append(out, c)
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
		name := strconv.AppendInt([]byte(".LL"), int64(m.locals)+0x10000, 16)
		name = append(name[:3], name[4:]...)
		m.locals++
		s.params = append(s.params, param{name: body[at:end]})
		s.values = append(s.values, name)
		at = end
	}
	return at
}
