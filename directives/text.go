package directives

import (
	"encoding/base64"

	"tas/diag"
	"tas/obj"
)

// ascii is .ascii (terminate 0) and .asciz, .string (1). Strings that follow
// each other without a comma are one, with one terminator.
func (d *Directives) ascii(terminate int) bool {
	in := d.in
	if in.AtEnd() {
		return true
	}
	for {
		before := len(d.u.Cur.Data)
		for first := true; first || in.Peek() == '"' || in.Peek() == '<'; first = false {
			var ok bool
			if in.Peek() == '<' {
				ok = d.charCode()
			} else {
				d.u.Cur.Data, ok = in.String(d.u.Cur.Data)
			}
			if !ok {
				return false
			}
		}
		if terminate != 0 {
			d.u.Cur.Data = append(d.u.Cur.Data, 0)
		}
		if d.sections.nobits && !zeros(d.u.Cur.Data[before:]) {
			d.storeInNobits("non-empty string")
		}
		if !in.Comma() {
			return in.ExpectEnd()
		}
	}
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

// charCode reads <65>: one character by number.
func (d *Directives) charCode() bool {
	in := d.in
	in.At++
	start := in.At
	v := in.Operand()
	n, ok := d.u.Constant(v)
	if !ok || v.Kind == obj.ValueNone {
		return d.errorf(start, "the character code must be a number")
	}
	if n < 0 || n > 255 {
		return d.errorf(start, "character code %d is out of range; expected 0 to 255", n)
	}
	if !in.Accept('>') {
		return d.expected("'>'")
	}
	d.u.Cur.Data = append(d.u.Cur.Data, byte(n))
	return true
}

// wideString is .string16, .string32 and .string64: each byte of the string
// becomes a little-endian unit of width bytes, and so does the terminator.
func (d *Directives) wideString(width int) bool {
	in := d.in
	if in.AtEnd() {
		return true
	}
	for {
		for first := true; first || in.Peek() == '"'; first = false {
			var ok bool
			if d.buf, ok = in.String(d.buf[:0]); !ok {
				return false
			}
			for _, c := range d.buf {
				d.emit(int64(c), width)
			}
		}
		d.emit(0, width)
		if !in.Comma() {
			return in.ExpectEnd()
		}
	}
}

// base64 is .base64 "text": the bytes that the text encodes.
func (d *Directives) base64(int) bool {
	in := d.in
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

// storeInNobits reports bytes in a section that has none in the file.
func (d *Directives) storeInNobits(what string) {
	where := "section " + d.u.Section().Name + ", which has no bytes in the file"
	if d.absolute() {
		where = "the absolute section"
	}
	d.in.Diags.Errorf(d.span(), "cannot store a %s in %s", what, where)
}

// stringArgument reads the one string that a directive takes.
func (d *Directives) stringArgument() (text []byte, at diag.Span, ok bool) {
	in := d.in
	in.SkipSpace()
	start := in.At
	d.buf, ok = in.String(d.buf[:0])
	return d.buf, in.Span(start), ok
}
