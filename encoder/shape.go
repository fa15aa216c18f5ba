package encoder

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"tas/encoder/isa"
)

// Lines that differ in a number. Expansions of macros are full of lines that have
// been seen before but for one displacement or immediate, and the number stands in
// the code as it is: once `add $40, 8(%rax)` has been assembled, so is `add $41,
// 8(%rax)`. What is remembered is the line without its first number, the range of
// that, and the code with the place of the number in it. Such a line takes a quarter
// of the time. In compilers' output there are too few, and to look for them takes
// 7% of all time, so it is done in expansions only.
//
// Within a range all numbers have the same form; the ranges leave out the numbers
// with forms of their own: 0, 1, 3, and what only fits in 16 bits without a sign.
// Where the number stands is found by looking for its bytes; when they are there
// twice, or not at all, nothing is remembered.

// shape is a line without its number, and its code: a cache line.
type shape struct {
	text  [4]uint64 // with the range in the place of the number, a newline, then zeros
	code  [2]uint64
	size  uint8 // of the code
	at    uint8 // of the number in it
	width uint8 // bytes of the number to be put there
}

const (
	shapeText  = 32 // longest line, without the number and with its newline
	shapeCode  = 16
	shapeReach = shapeText + 12 // bytes that are looked at
	shapeBits  = 10
)

// shapes is the memory of shapes, by the hash of their text.
type shapes [1 << shapeBits]shape

// numberRange is one for numbers of which the lowest bytes alone differ in code.
type numberRange struct {
	from, to int64
	width    uint8
}

var numberRanges = [...]numberRange{
	{4, 127, 1}, {-128, -1, 1}, {128, 255, 1}, {256, 0x7fff, 2}, {-0x8000, -129, 2}, {0x10000, 0x7fff0000, 4},
}

// shapeAt takes apart the line that text begins with. It reports false when it has
// no number, or it is too long.
func shapeAt(text []byte) (key [4]uint64, hash uint64, n int64, number *numberRange, length int, ok bool) {
	at := 0 // of the number
	for c := byte(0); ; at++ {
		last := c
		c = text[at]
		if c == '\n' || at == shapeText {
			return
		}
		if c-'1' <= 8 && (last == '$' || last == ' ' || last == '\t' || last == ',' || last == '-' || last == ':') {
			break
		}
	}
	end := at
	for ; text[end]-'0' <= 9 && end < at+9; end++ {
		n = n*10 + int64(text[end]-'0')
	}
	if c := text[end]; c != '\n' && c != ',' && c != '(' {
		return
	}
	if text[at-1] == '-' {
		at, n = at-1, -n
	}
	rest := bytes.IndexByte(text[end:], '\n') + 1
	if rest == 0 || at+1+rest > shapeText {
		return
	}
	var line [shapeText]byte
	for i := range numberRanges {
		if r := &numberRanges[i]; r.from <= n && n <= r.to {
			number = r
			line[at] = byte(i)
		}
	}
	if number == nil {
		return
	}
	copy(line[:at], text)
	copy(line[at+1:], text[end:end+rest])
	for i := range key {
		key[i] = binary.LittleEndian.Uint64(line[8*i:])
		hash = bits.RotateLeft64((hash^key[i])*0x9e3779b97f4a7c15, 29)
	}
	return key, hash * 0x9e3779b97f4a7c15 >> (64 - shapeBits), n, number, end + rest - 1, true
}

// repeatShape is Repeat for a line that repeats an earlier one but for a number.
func (e *Encoder) repeatShape() bool {
	in := e.in
	start := in.At
	if e.shapes == nil || start+shapeReach > cap(in.Text) {
		return false
	}
	key, hash, n, _, length, ok := shapeAt(in.Text[start : start+shapeReach])
	if !ok {
		return false
	}
	s := &e.shapes[hash]
	if s.text != key {
		return false
	}
	part := e.unit.Cur
	end := len(part.Data)
	part.Room(shapeCode + 8)
	code := part.Data[end : end+shapeCode+8]
	binary.LittleEndian.PutUint64(code, s.code[0])
	binary.LittleEndian.PutUint64(code[8:], s.code[1])
	switch s.width {
	case 1:
		code[s.at] = byte(n)
	case 2:
		binary.LittleEndian.PutUint16(code[s.at:], uint16(n))
	default:
		binary.LittleEndian.PutUint32(code[s.at:], uint32(n))
	}
	part.Data = part.Data[:end+int(s.size)]
	in.At += length
	e.rememberLine(start, end)
	return true
}

// rememberShape keeps the instruction just assembled by t: the line from start and
// its code.
func (e *Encoder) rememberShape(t *template, start int, code []byte) {
	i := &e.inst
	scaled := t.Enc == isa.EVEX && i.memMask != 0 // displacements are counted in elements
	packed := i.n == 5                            // vpermil2ps: the number shares its byte with a register
	if len(code) > shapeCode || start+shapeReach > cap(e.in.Text) || e.opt.Optimize != 0 || scaled || packed {
		return
	}
	key, hash, n, number, _, ok := shapeAt(e.in.Text[start : start+shapeReach])
	if !ok {
		return
	}
	var field [8]byte
	binary.LittleEndian.PutUint64(field[:], uint64(n))
	at := bytes.Index(code, field[:number.width])
	if at < 0 || bytes.Contains(code[at+1:], field[:number.width]) {
		return
	}
	s := shape{text: key, size: uint8(len(code)), at: uint8(at), width: number.width}
	var whole [shapeCode]byte
	copy(whole[:], code)
	s.code = [2]uint64{binary.LittleEndian.Uint64(whole[:]), binary.LittleEndian.Uint64(whole[8:])}
	if e.shapes == nil {
		e.shapes = new(shapes)
	}
	e.shapes[hash] = s
}
