package directives

import (
	"math/big"
	"strconv"

	"tas/lexer"
)

// floatFormat is a binary floating-point format: the bits of the exponent and
// of the fraction, and the bytes it takes.
type floatFormat struct {
	exponent, fraction uint
	explicit           bool // the leading one is stored (x87)
	bytes              int
	least              int // what is not above 2^least is out of range
}

// The formats, as arguments of float.
const (
	formatHalf = iota
	formatBrain
	formatSingle
	formatDouble
	formatExtended
)

var formats = [...]floatFormat{
	formatHalf:     {5, 10, false, 2, -35},
	formatBrain:    {8, 7, false, 2, -141},
	formatSingle:   {8, 23, false, 4, -157},
	formatDouble:   {11, 52, false, 8, -1079},
	formatExtended: {15, 63, true, 10, -16446},
}

// float is .float, .double, .tfloat, .hfloat and .bfloat16: decimal numbers.
func (d *Directives) float(format int) bool {
	in := d.in
	d.constants()
	if in.AtEnd() {
		return true
	}
	for {
		var b [16]byte
		bytes, ok := d.oneFloat(&formats[format], b[:0])
		if !ok {
			return false
		}
		d.u.Cur.Data = append(d.u.Cur.Data, bytes...)
		if d.sections.nobits {
			d.storeInNobits("non-zero value")
		}
		if !in.Comma() {
			return in.ExpectEnd()
		}
	}
}

// dcbFloat is .dcb.s, .dcb.d and .dcb.x: count times a number.
func (d *Directives) dcbFloat(format int) bool {
	in := d.in
	d.constants()
	in.SkipSpace()
	start := in.At
	n, _, ok := d.optional("number of elements") // none is zero
	if !ok {
		return false
	}
	if n > 1<<20 {
		return d.errorf(start, "%d floating-point numbers are too many; at most %d", n, 1<<20)
	}
	var b [16]byte
	bytes := b[:formats[format].bytes]
	if in.Comma() {
		bytes, ok = d.oneFloat(&formats[format], b[:0])
	}
	if !ok || !in.ExpectEnd() {
		return false
	}
	for ; n > 0; n-- {
		d.u.Cur.Data = append(d.u.Cur.Data, bytes...)
	}
	return true
}

// oneFloat reads a number and appends its bytes to out. A number may start
// with 0 and a letter that names the format, which is ignored: 0f1.5. A colon
// introduces the bits themselves in hexadecimal: 0x:3f800000.
func (d *Directives) oneFloat(f *floatFormat, out []byte) ([]byte, bool) {
	in := d.in
	in.SkipSpace()
	start := in.At
	text := in.Text
	at := start
	if text[at] == '0' && isLetter(text[at+1]) {
		at += 2
		if text[at] == ':' {
			return d.hexFloat(f, at+1, out)
		}
	}
	negative := false
	if text[at] == '-' || text[at] == '+' {
		negative = text[at] == '-'
		at++
	}
	if c := text[at]; isLetter(c) && (c|0x20 != 'e' || isLetter(text[at+1])) {
		end := at
		for lexer.NameChar(text[end]) {
			end++
		}
		in.At = end
		word := string(lower(text[at:end]))
		switch word {
		case "nan", "qnan", "snan":
			return f.nan(out, negative, word == "snan"), true
		case "inf", "infinity":
			return f.pack(out, negative, 1<<f.exponent-1, new(big.Int)), true
		}
		return out, d.errorf(start, "%s is not a floating-point number", text[start:end])
	}
	character := ""
	if text[at] == '\'' { // its number, and the digits of one
		in.At = at
		character, at = strconv.FormatInt(in.Operand().Add, 10), in.At
	}
	first := at
	for isDigit(text[at]) {
		at++
	}
	if text[at] == '.' {
		at++
		for isDigit(text[at]) {
			at++
		}
	}
	mantissa := character + string(text[first:at])
	exponent := ""
	if text[at]|0x20 == 'e' {
		e := at + 1
		if text[e] == '-' || text[e] == '+' {
			e++
		}
		digits := e
		for isDigit(text[e]) {
			e++
		}
		if e > digits {
			exponent = string(text[at:e])
		}
		at = e
	}
	in.At = at
	if mantissa == "" || mantissa == "." {
		mantissa = "0"
		if at == first && !in.AtEnd() && in.Peek() != ',' {
			return out, d.expected("a floating-point number")
		}
	}
	x, ok := parseFloat(mantissa, exponent)
	if !ok {
		return out, d.errorf(start, "%s is out of the range of %s", text[start:at], d.name)
	}
	out, ok = f.encode(out, negative, x)
	if !ok {
		return out, d.errorf(start, "%s is out of the range of %s", text[start:at], d.name)
	}
	return out, true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// hexFloat reads the bits of a number, from the highest.
func (d *Directives) hexFloat(f *floatFormat, at int, out []byte) ([]byte, bool) {
	in := d.in
	bits := new(big.Int)
	digits := 0
	for ; ; at++ {
		c := in.Text[at]
		if c == '_' {
			continue
		}
		v, size := number([]byte{'0', 'x', c})
		if size == 0 {
			break
		}
		bits.Or(bits.Lsh(bits, 4), big.NewInt(int64(v)))
		if digits++; digits > 2*f.bytes {
			in.At = at
			return out, d.errorf(at, "too many digits for %d bytes", f.bytes)
		}
	}
	in.At = at
	bits.Lsh(bits, uint(4*(2*f.bytes-digits)))
	return appendLittle(out, bits, f.bytes), true
}

// parseFloat converts decimal text. Its precision is enough that rounding to
// any of the formats is right.
func parseFloat(mantissa, exponent string) (*big.Float, bool) {
	if len(mantissa) > 5000 || len(exponent) > 8 {
		return nil, false
	}
	x, _, err := big.ParseFloat(mantissa+exponent, 10, 1024, big.ToNearestEven)
	return x, err == nil
}

// encode appends x, rounded to the nearest, to out.
func (f *floatFormat) encode(out []byte, negative bool, x *big.Float) ([]byte, bool) {
	if x.Sign() == 0 {
		return f.pack(out, negative, 0, new(big.Int)), true
	}
	bias := 1<<(f.exponent-1) - 1
	exp := x.MantExp(nil) - 1 // x = 1.m * 2^exp
	if exp < f.least || exp == f.least && x.MinPrec() == 1 {
		return out, false
	}
	low := max(exp, 1-bias) // of the leading digit, at least that of the smallest normal number
	scaled := new(big.Float).SetMantExp(x, int(f.fraction)-low)
	n := round(scaled)
	if n.BitLen() > int(f.fraction)+1 {
		n.Rsh(n, 1)
		low++
	}
	switch {
	case exp > bias:
		return out, false
	case low > bias: // rounded up to infinity
		return f.pack(out, negative, 1<<f.exponent-1, new(big.Int)), true
	}
	biased := low + bias
	if n.BitLen() <= int(f.fraction) {
		biased = 0 // subnormal
	}
	return f.pack(out, negative, uint(biased), n), true
}

// round returns the nearest integer, the higher one of two, as GNU as does.
func round(x *big.Float) *big.Int {
	n, _ := x.Int(nil)
	rest := new(big.Float).Sub(x, new(big.Float).SetPrec(2048).SetInt(n))
	if rest.Cmp(big.NewFloat(0.5)) >= 0 {
		n.Add(n, big.NewInt(1))
	}
	return n
}

// nan appends what GNU as writes for a number that is none: all bits set, but
// for the quiet bit of a signaling one.
func (f *floatFormat) nan(out []byte, negative, signaling bool) []byte {
	n := new(big.Int).Lsh(big.NewInt(1), f.fraction)
	n.Sub(n, big.NewInt(1))
	if signaling {
		n.SetBit(n, int(f.fraction)-1, 0)
	}
	return f.pack(out, negative, 1<<f.exponent-1, n)
}

// pack appends sign, exponent and fraction; fraction has its leading one when
// the number is normal.
func (f *floatFormat) pack(out []byte, negative bool, exponent uint, fraction *big.Int) []byte {
	if f.explicit && exponent == 1<<f.exponent-1 {
		fraction.SetBit(fraction, int(f.fraction), 1)
	}
	width := f.fraction
	if f.explicit {
		width++
	} else {
		fraction.SetBit(fraction, int(f.fraction), 0)
	}
	bits := new(big.Int).SetUint64(uint64(exponent))
	if negative {
		bits.SetBit(bits, int(f.exponent), 1)
	}
	bits.Lsh(bits, width)
	bits.Or(bits, fraction)
	return appendLittle(out, bits, f.bytes)
}

// appendLittle appends the low n bytes of x, lowest first.
func appendLittle(out []byte, x *big.Int, n int) []byte {
	b := x.FillBytes(make([]byte, n))
	for i := n - 1; i >= 0; i-- {
		out = append(out, b[i])
	}
	return out
}
