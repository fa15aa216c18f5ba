package directives

import (
	"bytes"
	"math/bits"
	"strconv"

	"tas/lexer"
)

// What \ means in the body of a macro or repetition: \name is the value of a
// parameter, \@ the number of the macro call, \() nothing, which ends a name
// (\a\()b), and \(text) is text as it stands. Any other \ is itself. &name is a
// value too, and takes an & behind it along. With .altmacro a parameter needs
// neither, and LOCAL makes names of its own for each call.

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
				first = end
			}
			at = end
			if at < len(body) && body[at] == '\'' { // an accent behind a name goes
				list = append(list, piece{body[first:at], pieceEnd})
				at++
				first = at
			}
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
		}
		at++
	}
	return append(list, piece{body[first:], pieceEnd})
}

// fill appends a body that was cut to out, with values filled in: number is \@,
// locals how many names LOCAL has made so far. It reports false for a \( that is
// not closed.
func fill(out []byte, pieces []piece, values [][]byte, number, locals int) ([]byte, bool) {
	for i := range pieces {
		p := &pieces[i]
		out = append(out, p.text...)
		switch {
		case p.param >= 0:
			out = append(out, values[p.param]...)
		case p.param == pieceNumber:
			out = strconv.AppendInt(out, int64(number), 10)
		case p.param == pieceOpen:
			return out, false
		case p.param <= pieceLocal:
			out = appendLocal(out, locals+1+pieceLocal-p.param)
		}
	}
	return out, true
}

// appendLocal appends the nth name that LOCAL makes: .LL001f.
func appendLocal(out []byte, n int) []byte {
	out = append(out, ".LL"...)
	for shift := max(12, (bits.Len(uint(n))-1)&^3); shift >= 0; shift -= 4 {
		out = append(out, "0123456789abcdef"[n>>shift&15])
	}
	return out
}

// alternateCut is a body cut for .altmacro.
type alternateCut struct {
	pieces []piece
	locals int // names that its LOCALs make
	clash  int // where it gives the name of a parameter to LOCAL, plus one; 0 = nowhere
	size   int // of that name
}

// cutAlternate is cut for .altmacro; locals says that LOCAL is known, as it is in
// macros.
func cutAlternate(body []byte, params []param, locals bool) *alternateCut {
	x := new(alternateCut)
	known := params[:len(params):len(params)] // and then those of LOCAL
	first := 0                                // of the text not yet in a piece
	quoted := false                           // parameters are known in strings, LOCAL is not
	for at := 0; at < len(body); {
		begin, c := at, body[at]
		escaped := c == '\\' || c == '&'
		if escaped {
			at++
		}
		if c == '\\' && at < len(body) {
			switch body[at] {
			case '@':
				x.pieces = append(x.pieces, piece{body[first:begin], pieceNumber})
				at++
				first = at
				continue
			case '(':
				at++
				n := bytes.IndexByte(body[at:], ')')
				if n < 0 {
					x.pieces = append(x.pieces, piece{body[first:begin], pieceOpen})
					return x
				}
				x.pieces = append(x.pieces, piece{body[first:begin], pieceEnd}, piece{body[at : at+n], pieceEnd})
				at += n + 1
				first = at
				continue
			case '&':
				at++
				continue
			}
		}
		end := nameEnd(body, at)
		word := body[at:end]
		if c == '"' {
			quoted = !quoted
		}
		if !escaped && !quoted && locals && equal(word, "local") && end < len(body) && (body[end] == ' ' || body[end] == '\t') {
			x.pieces = append(x.pieces, piece{body[first:begin], pieceEnd})
			known, at = x.local(body, end, known)
			first = at
			continue
		}
		i := -1
		if len(word) > 0 {
			i = lookup(known, word)
		} else if !escaped {
			at++
			continue
		}
		if c == '&' && end < len(body) && body[end] == '&' {
			end++ // which belongs to the word
		}
		if i >= 0 {
			if i >= len(params) {
				i = pieceLocal - (i - len(params))
			}
			x.pieces = append(x.pieces, piece{body[first:begin], i})
			first = end
		}
		// The & behind a word goes, parameter or not, and an accent.
		at = end
		if at < len(body) && body[at] == '&' {
			at++
		}
		if at < len(body) && body[at] == '\'' && c != '&' {
			at++
		}
		if at > end {
			x.pieces = append(x.pieces, piece{body[first:end], pieceEnd})
			first = at
		}
	}
	x.pieces = append(x.pieces, piece{body[first:], pieceEnd})
	return x
}

// local reads the names behind LOCAL, each of which becomes one that nothing else
// has, and appends them to known. It returns where the statement ends.
func (x *alternateCut) local(body []byte, at int, known []param) ([]param, int) {
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
		if lookup(known, body[at:end]) >= 0 {
			if x.clash == 0 {
				x.clash, x.size = at+1, end-at
			}
			return known, end
		}
		x.locals++
		known = append(known, param{name: body[at:end]})
		at = end
	}
	return known, at
}
