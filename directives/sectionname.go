package directives

import (
	"bytes"
	"strconv"
)

// sectionName reads the name of a section or a group, which what describes: in
// quotes, or everything up to a comma or blank.
func (d *Directives) sectionName(what string) (name []byte, ok bool) {
	in := d.in
	start := in.At
	if in.Peek() == '"' {
		name, ok = in.String(in.Strings[:0])
		if in.Strings = name; bytes.IndexByte(name, 0) >= 0 {
			return nil, d.errorf(start, "%s cannot hold the character \\0", what)
		}
		return name, ok
	}
	start = in.At
	for !oddInSection[in.Text[in.At]] {
		in.At++
	}
	name = in.Text[start:in.At]
	if !endsSection(in.Text[in.At]) {
		if name, ok = d.oddSection(start); !ok {
			return nil, false
		}
	}
	if len(name) == 0 {
		return nil, d.expected(what)
	}
	return d.substituted(name), true
}

// oddInSection are the bytes that end the name of a section, or that are not simply
// part of it.
var oddInSection = [256]bool{0: true, '\n': true, ',': true, ';': true, '#': true, ' ': true, '\t': true, '\r': true, '\'': true, '"': true, '/': true}

func endsSection(c byte) bool {
	return c == 0 || c == '\n' || c == ',' || c == ';' || c == '#'
}

// oddSection reads a name that starts at start and has something in it that GNU as
// takes out of every line: a comment, a character, which becomes its number, or a
// blank beside what is no part of a word.
func (d *Directives) oddSection(start int) ([]byte, bool) {
	in := d.in
	name := append([]byte(nil), in.Text[start:in.At]...)
	number := false // the name ends with a character's, to which no blank clings
	for {
		switch c := in.Text[in.At]; {
		case endsSection(c):
			return name, true
		case c == '\'':
			name = strconv.AppendInt(name, in.Operand().Add, 10)
			number = true
			continue
		case c == '"':
			n := bytes.IndexAny(in.Text[in.At+1:], "\"\n")
			if in.Text[in.At+1+n] != '"' {
				return nil, d.errorf(in.At, "the quote in the name is not closed")
			}
			name = append(name, c)
			for in.At++; in.Text[in.At] != '"'; in.At++ {
				if c := in.Text[in.At]; c == ' ' || endsSection(c) && c != '#' {
					return name, true
				}
				name = append(name, in.Text[in.At])
			}
			name = append(name, '"')
			in.At++
		case c == ' ' || c == '\t' || c == '\r' || c == '/' && in.Text[in.At+1] == '*':
			blank := in.At
			in.SkipSpace()
			comment := bytes.Contains(in.Text[blank:in.At], []byte("/*"))
			if !comment && !number && len(name) > 0 && clings(name[len(name)-1]) && clings(in.Text[in.At]) {
				return name, true
			}
		default:
			name = append(name, c)
			in.At++
		}
		number = false
	}
}
