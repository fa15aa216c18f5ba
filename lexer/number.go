package lexer

import (
	"bytes"
	"math/big"
	"math/bits"

	"tas/diag"
	"tas/obj"
)

// number reads an integer that starts with a digit here, or a reference to a
// local label (1b, 1f). Bases: 0x hexadecimal, 0b binary, 0 octal, else
// decimal. A suffix as in C (10UL) says nothing. What follows is the caller's.
func (in *Input) number() obj.Value {
	text, at := in.Text, in.At
	base := uint64(10)
	if text[at] == '0' {
		switch c := text[at+1]; {
		case c == 'x' || c == 'X':
			base = 16
			at += 2
		case (c == 'b' || c == 'B') && (text[at+2] == '0' || text[at+2] == '1'):
			base = 2
			at += 2
		case class[c]&cDigit != 0:
			base = 8
			at++
		}
	}
	start := at
	var n uint64
	for {
		c := text[at]
		if class[c]&cHex == 0 {
			break
		}
		d := uint64(hexValue(c))
		if d >= base {
			break
		}
		hi, lo := bits.Mul64(n, base)
		sum, carry := bits.Add64(lo, d, 0)
		if hi != 0 || carry != 0 {
			return in.bigNumber(start, int(base))
		}
		n = sum
		at++
	}
	if base == 10 {
		if at == start+1 && text[start] == '0' && floatAt(text, at) {
			in.Diags.Errorf(in.spanOf(start, 2), "a floating-point number has no place here")
			in.At = at + 1
			for class[text[in.At]]&cName != 0 {
				in.At++
			}
			return obj.Int(0)
		}
		if c := text[at]; (c == 'b' || c == 'f') && class[text[at+1]]&cName == 0 || c == 'b' && class[text[at+1]]&cDigit != 0 {
			return in.localLabel(uint32(n), at, c == 'f')
		}
	}
	if c := text[at] | 0x20; (c == 'u' || c == 'l') && (n != 0 || at-in.At > 1) {
		at = typeSuffix(text, at)
	}
	in.At = at
	if base == 16 && at == start && (in.AtEnd() || in.Peek() == ',' || in.Peek() == '(') {
		in.At = at
		return obj.Value{} // 0x without digits is no number here; see Absent
	}
	return obj.Value{Kind: obj.ValueInt, Add: int64(n), Odd: n>>63 != 0}
}

// Absent reports whether what has just been read is no value: 0x without digits, or
// an operator alone. An operand of an instruction must not be so, and what needs a
// value has none, but it is zero before a comma and for those who take zero for nothing.
func (in *Input) Absent() bool {
	if in.At < 2 {
		return false
	}
	switch in.Text[in.At-1] {
	case '-', '+', '~', '!':
		return true
	case 'x', 'X':
		return in.Text[in.At-2] == '0'
	}
	return false
}

// floatAt reports whether 0 and what stands at text[at:] begin a floating-point
// number: 0d1.5. 0f does only before digits; else it is a local label.
func floatAt(text []byte, at int) bool {
	switch text[at] | 0x20 {
	case 'd', 'e', 'g', 'h', 'r':
		return true
	case 'f':
	default:
		return false
	}
	at++
	if text[at] == '-' || text[at] == '+' {
		at++
	}
	if text[at] == '.' {
		return true
	}
	first := at
	for class[text[at]]&cDigit != 0 {
		at++
	}
	return at > first && text[at]|0x20 != 'b' && text[at]|0x20 != 'f'
}

// bigNumber reads an integer that needs more than 64 bits.
func (in *Input) bigNumber(start, base int) obj.Value {
	at := start
	for class[in.Text[at]]&cHex != 0 && int(hexValue(in.Text[at])) < base {
		at++
	}
	n, _ := new(big.Int).SetString(string(in.Text[start:at]), base)
	in.At = typeSuffix(in.Text, at)
	return in.Unit.Big(n)
}

// typeSuffix passes over U, L, UL, LL, ... behind a number, so that a header
// written for C and assembly can define constants with them. One zero alone has
// none in GNU as.
func typeSuffix(text []byte, at int) int {
	if text[at]|0x20 == 'u' {
		at++
	}
	for text[at]|0x20 == 'l' {
		at++
	}
	return at
}

// localLabel returns the symbol that 1b or 1f means; at is the b or f.
func (in *Input) localLabel(n uint32, at int, forward bool) obj.Value {
	start := in.At
	in.At = at + 1
	if forward {
		id := in.next[n]
		if id == 0 {
			if in.next == nil {
				in.next = make(map[uint32]obj.SymID)
			}
			id = in.Unit.Numeric(n, in.PosAt(start))
			in.next[n] = id
		}
		in.Unit.Syms[id].Flags |= obj.SymUsed
		return obj.SymValue(id)
	}
	id := in.last[n]
	if id == 0 {
		d := in.Diags.Errorf(in.Span(start), "no label %d: stands before this reference", n)
		if number := in.Text[start : in.At-1]; len(bytes.Trim(number, "01")) == 0 && len(number) > 1 {
			d.Note(in.Span(start), "a binary number is written 0b%s", number)
		}
		return obj.Int(0)
	}
	in.Unit.Syms[id].Flags |= obj.SymUsed
	return obj.SymValue(id)
}

// DefineLocal defines the next instance of the local label n at the current
// place. at is the label's position in the text.
func (in *Input) DefineLocal(n uint32, at int) {
	if in.last == nil {
		in.last = make(map[uint32]obj.SymID)
	}
	id := in.next[n]
	if id == 0 {
		id = in.Unit.Numeric(n, 0)
	} else {
		delete(in.next, n)
	}
	in.Unit.DefineAt(id, in.Unit.Here(), in.PosAt(at))
	in.last[n] = id
}

// FinishLocals reports each Nf whose label never came, where it was asked for
// first.
func (in *Input) FinishLocals() {
	for n, id := range in.next {
		at := in.Unit.Syms[id].Pos
		in.Diags.Errorf(diag.Span{Pos: at, Len: 2}, "no label %d: stands behind this reference", n)
	}
}

// charConstant reads 'c, 'c' or '\c after the quote has been seen.
func (in *Input) charConstant() obj.Value {
	start := in.At
	in.At++
	if c := in.Text[in.At]; c == '\n' || c == 0 && in.Done() {
		in.Diags.Errorf(in.Span(start), "expected a character after the quote")
		return obj.Int(0)
	}
	c, size := CharConstant(in.Text[start:])
	in.At = typeSuffix(in.Text, start+size)
	return obj.Int(int64(c))
}

// CharConstant is what 'c, 'c' or '\c at the start of text is worth, and its length.
// Of the escapes of strings it has the letters for which ASCII has a character.
func CharConstant(text []byte) (c byte, size int) {
	c, size = text[1], 2
	if c == '\\' && len(text) > 2 && text[2] != '\n' {
		c, size = text[2], 3
		if n := bytes.IndexByte([]byte("bfnrt"), c); n >= 0 {
			c = "\b\f\n\r\t"[n]
		}
	}
	if size < len(text) && text[size] == '\'' {
		size++
	}
	return c, size
}
