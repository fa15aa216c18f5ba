package directives

import (
	"bytes"
	"encoding/base64"
	"strings"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// ascii is .ascii (terminate 0) and .asciz, .string (1). Strings that follow
// each other without a comma are one, with one terminator. A character by its
// code has none.
func (d *Directives) ascii(terminate int) bool {
	in := d.in
	d.constants()
	if in.AtEnd() {
		return d.noString()
	}
	for {
		before := len(d.u.Cur.Data)
		strings := 0
		for ; in.Peek() == '"' || in.Peek() == '<'; strings++ {
			ok := false
			if in.Peek() == '<' {
				ok = d.charCode(1)
			} else if d.u.Cur.Data, ok = in.String(d.u.Cur.Data); terminate != 0 && in.Peek() != '"' {
				d.u.Cur.Data = append(d.u.Cur.Data, 0)
			}
			if !ok {
				return false
			}
		}
		if d.sections.nobits && (d.absolute() || !zeros(d.u.Cur.Data[before:])) {
			d.storeInNobits("string")
		}
		if !in.Comma() {
			if strings == 0 {
				return d.expectString()
			}
			return in.ExpectEnd()
		}
	}
}

// noString is .ascii and its kin without anything. As takes the line behind as
// the rest of it, so that has to be blank. Behind a round of a repetition stands, for as, of which line the next
// one is.
func (d *Directives) noString() bool {
	in := d.in
	at := in.At
	if c := in.Text[at]; c != ';' {
		at += bytes.IndexByte(in.Text[at:], '\n')
	}
	at = pastBlanks(in.Text, at+1)
	switch e := d.expanding(); {
	case at == len(in.Text)-2 && e != nil && e.loop != nil && e.loop.left > 0:
	case strings.IndexByte("\n;#\x00", in.Text[at]) >= 0:
		return true
	}
	in.Diags.Errorf(in.Here(), "expected a string in double quotes, found the end of the statement")
	return false
}

// expectString accepts nothing but the end of the statement, or of its strings.
func (d *Directives) expectString() bool {
	in := d.in
	if in.AtEnd() {
		return true
	}
	in.Diags.Errorf(in.Here(), "expected a string in double quotes, found %s", lexer.Describe(in.Text[in.At]))
	return false
}

// zeros reports whether b is nothing but zeros.
func zeros(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// charCode reads <65>: one character of width bytes by number.
func (d *Directives) charCode(width int) bool {
	in := d.in
	in.At++
	start := in.At
	v := in.Operand()
	n, ok := d.u.Constant(v)
	if !ok || v.Kind == obj.ValueNone {
		return d.errorf(start, "the character code must be a number")
	}
	if !in.Accept('>') {
		return d.expected("'>'")
	}
	d.emit(n, width)
	return true
}

// wideString is .string16, .string32 and .string64: each byte of the string
// becomes a little-endian unit of width bytes, and so does the terminator.
func (d *Directives) wideString(width int) bool {
	in := d.in
	d.constants()
	if in.AtEnd() {
		return d.noString()
	}
	for {
		strings := 0
		for ; in.Peek() == '"' || in.Peek() == '<'; strings++ {
			if in.Peek() == '<' {
				if !d.charCode(width) {
					return false
				}
				continue
			}
			var ok bool
			if d.buf, ok = in.String(d.buf[:0]); !ok {
				return false
			}
			for _, c := range d.buf {
				d.emit(int64(c), width)
			}
			if in.Peek() != '"' {
				d.emit(0, width)
			}
		}
		if d.absolute() {
			d.storeInNobits("string")
		}
		if !in.Comma() {
			if strings == 0 {
				return d.expectString()
			}
			return in.ExpectEnd()
		}
	}
}

// base64 is .base64 "text": the bytes that the text encodes.
func (d *Directives) base64(int) bool {
	in := d.in
	d.constants()
	for {
		in.SkipSpace()
		start := in.At
		var ok bool
		if d.buf, ok = in.String(d.buf[:0]); !ok {
			return false
		}
		out := make([]byte, base64.StdEncoding.DecodedLen(len(d.buf)))
		n, err := base64.StdEncoding.Decode(out, d.buf)
		if err != nil {
			return d.errorf(start, "this is not base64 text: %v", err)
		}
		d.u.Cur.Data = append(d.u.Cur.Data, out[:n]...)
		if n > 0 && d.sections.nobits {
			d.storeInNobits("non-empty string")
		}
		if !in.Comma() {
			return in.ExpectEnd()
		}
	}
}

// storeInNobits reports bytes in a section that has none in the file. One that is not
// loaded forgets them.
func (d *Directives) storeInNobits(what string) {
	if !d.absolute() && d.u.Section().Flags&obj.SHF_ALLOC == 0 {
		return
	}
	where := "section " + d.u.Section().Name + ", which has no bytes in the file"
	if d.absolute() {
		where = "the absolute section"
	}
	d.in.Diags.Errorf(d.span(), "cannot store a %s in %s", what, where)
}

// textArgument reads the one string that a directive takes.
func (d *Directives) textArgument() (text []byte, at diag.Span, ok bool) {
	in := d.in
	in.SkipSpace()
	start := in.At
	d.buf, ok = in.String(d.buf[:0])
	return d.buf, in.Span(start), ok
}

// stringArgument is textArgument for most directives: no character is zero.
func (d *Directives) stringArgument() (text []byte, at diag.Span, ok bool) {
	text, at, ok = d.textArgument()
	if ok && bytes.IndexByte(text, 0) >= 0 {
		d.in.Diags.Errorf(at, "the string of %s cannot hold the character \\0", d.name)
		ok = false
	}
	return text, at, ok
}

// nameArgument is textArgument for the name of a file: it ends at a zero.
func (d *Directives) nameArgument() (text []byte, at diag.Span, ok bool) {
	text, at, ok = d.textArgument()
	text, _, _ = bytes.Cut(text, []byte{0})
	return text, at, ok
}
