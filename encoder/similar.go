package encoder

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"tas/encoder/isa"
)

// Of the instructions that repeat no earlier line, most differ from one in a
// number only: the place on the stack, the field of a structure, a constant.
// Such a line is written as that one was, with its own number in the place of
// the other's, and not read further.
//
// The number must be one with which nothing but the field itself is another:
// numbers go by classes, which are part of what is compared.

// pattern is a line with a hole for a number, and its code: a cache line.
type pattern struct {
	head  [2]uint64 // the text before the number, then zeros
	tail  [3]uint64 // the text behind it, the newline with it, or up to a comment
	code  [2]uint64 // bytes from the lowest on
	class uint32    // of the number; 0 in an empty slot
	n     uint8     // bytes of code
	at    uint8     // where in it the number is
	width uint8     // its bytes: 1, 2 or 4
}

const (
	patternHead = 16 // bytes, at most
	patternTail = 24
	patternCode = 15

	patternsFor = 2 // remembered lines for which there is one pattern
)

// holed is a line with its first number that may vary taken out.
type holed struct {
	pattern
	number int64
	end    int    // offset of the newline
	hash   uint64 // 32 bits
	imm    bool   // the number is an immediate, not a displacement
}

// similar writes the instruction that starts here, if it is like an earlier one
// but for a number, and moves to its newline. In r it is remembered as the line
// a, b, c of length bytes.
func (e *Encoder) similar(r *repeated, a, b, c uint64, length int) bool {
	in := e.in
	var h holed
	if !h.read(in.Text[:cap(in.Text)], in.At) {
		return false
	}
	p := &e.patterns[h.hash*uint64(len(e.patterns))>>32]
	if (p.head[0]^h.head[0])|(p.head[1]^h.head[1])|(p.tail[0]^h.tail[0])|(p.tail[1]^h.tail[1])|(p.tail[2]^h.tail[2])|uint64(p.class^h.class) != 0 {
		return false
	}
	part := e.unit.Cur
	end := len(part.Data)
	part.Room(patternCode + 8)
	code := part.Data[end : end+patternCode+8]
	binary.LittleEndian.PutUint64(code, p.code[0])
	binary.LittleEndian.PutUint64(code[8:], p.code[1])
	field := code[p.at:][:8]
	keep := ^uint64(0) << (8 * p.width)
	binary.LittleEndian.PutUint64(field, binary.LittleEndian.Uint64(field)&keep|uint64(h.number)&^keep)
	part.Data = part.Data[:end+int(p.n)]
	if in.At+length == h.end && p.n <= repeatCode {
		first := binary.LittleEndian.Uint64(code) & (1<<(8*p.n) - 1)
		*r = repeated{a: a, b: b, c: c, code: first | uint64(p.n)<<56}
	}
	in.At = h.end
	return true
}

// rememberPattern keeps the instruction just assembled with template t, the line
// from start and its code, as a pattern.
func (e *Encoder) rememberPattern(t *template, start int, code []byte) {
	i := &e.inst
	const special = isa.FlagMoffs | isa.FlagFar | isa.FlagBranch | isa.FlagJump | isa.FlagJcc
	if t.Enc == isa.EVEX || t.Flags&special != 0 || i.prefix.any || i.disp != 0 || e.opt.Optimize != 0 || len(code) > patternCode {
		return
	}
	var h holed
	if !h.read(e.in.Text[:cap(e.in.Text)], start) || h.end != e.in.At && e.in.Text[e.in.At] != '#' {
		return
	}
	tail := t.ImmW >> 4 // bytes behind the field
	if t.Flags&isa.FlagTrail != 0 || t.Enc == isa.Now3D || t.Sel != isa.NoSlot && t.ImmW == 0 {
		tail++
	}
	h.width = t.ImmW & 15
	if h.imm {
		if t.Imm == isa.NoSlot || t.ImmW>>4 != 0 || t.Sel != isa.NoSlot || i.ops[t.Imm].kind != isa.Imm || i.ops[t.Imm].val.Add != h.number {
			return
		}
	} else {
		if i.mem < 0 || i.memMask&(i.memMask-1) != 0 || i.ops[i.mem].val.Add != h.number {
			return
		}
		tail += h.width
		op := &i.ops[i.mem]
		if h.width = 4; op.base != 0 && op.base.Kind() != isa.RegIP && h.number == int64(int8(h.number)) {
			h.width = 1
		}
	}
	if h.width != 1 && h.width != 2 && h.width != 4 || int(tail+h.width) >= len(code) {
		return
	}
	h.n = uint8(len(code))
	h.at = h.n - tail - h.width
	for k, b := range code {
		h.code[k/8] |= uint64(b) << (k % 8 * 8)
	}
	for k := range h.width {
		if code[h.at+k] != byte(h.number>>(8*k)) {
			return // it is elsewhere
		}
	}
	e.patterns[h.hash*uint64(len(e.patterns))>>32] = h.pattern
}

// read takes the line at text[start:] apart. It reports false when there is no
// number in it that a pattern may leave out, or something uncommon. There are few
// branches in it, since no processor could foretell them.
func (h *holed) read(text []byte, start int) bool {
	if start+repeatText+patternTail+16 > len(text) {
		return false
	}
	line := text[start : start+repeatText+8]
	a, b, c := binary.LittleEndian.Uint64(line), binary.LittleEndian.Uint64(line[8:]), binary.LittleEndian.Uint64(line[16:])
	if (a|b|c)&high != 0 {
		return false
	}
	digitsA, openA := numbers(a)
	digitsB, openB := numbers(b)
	digitsC, _ := numbers(c)
	digitsA &= openA << 8
	digitsB &= openB<<8 | openA>>56
	at := 24
	switch {
	case digitsA != 0:
		at = bits.TrailingZeros64(digitsA) / 8
		if rest := digitsA & (digitsA - 1); line[at-1] == '$' && line[at] < '4' && line[at+1] == ',' {
			// $0 to $3 may be special; there may be a displacement behind it.
			switch {
			case rest != 0:
				at = bits.TrailingZeros64(rest) / 8
			case digitsB != 0:
				at = 8 + bits.TrailingZeros64(digitsB)/8
			default:
				return false
			}
		}
	case digitsB != 0:
		at = 8 + bits.TrailingZeros64(digitsB)/8
	case digitsC&(openB>>56) != 0:
		at = 16
	}
	hole := at
	negative := line[at-1] == '-'
	if negative {
		hole--
	}
	first := line[at]
	if first == '0' || hole > patternHead {
		return false
	}
	number := binary.LittleEndian.Uint64(line[at:])
	digits, _ := numbers(number)
	size := bits.TrailingZeros64(^digits&high) / 8
	if size == 8 {
		return false
	}
	n := eightDigits(number << (64 - 8*size))
	if negative {
		n = -n
	}
	h.number, h.imm = n, line[hole-1] == '$'
	if h.class = numberClass(n, h.imm); h.class == 0 || !h.imm && line[at+size] != '(' {
		return false
	}
	h.head[0], h.head[1] = a&(1<<(8*hole)-1), b&(1<<(8*max(hole-8, 0))-1)
	if equals(h.head[0], '\n')|equals(h.head[1], '\n')|equals(h.head[0], '#')|equals(h.head[1], '#') != 0 {
		return false // the number is in another line, or in a comment
	}
	rest := start + at + size
	var length int
	h.tail[0], h.tail[1], h.tail[2], h.hash, length = lineAt(text[rest : rest+patternTail])
	if h.end = rest + length; text[h.end] != '\n' || equals(h.tail[0], '#')|equals(h.tail[1], '#')|equals(h.tail[2], '#') != 0 {
		if !h.trim(text, rest) {
			return false
		}
	}
	h.hash = (h.hash ^ h.head[0]*0x9e3779b97f4a7c15 ^ bits.RotateLeft64(h.head[1]*0xc2b2ae3d27d4eb4f, 32) + uint64(h.class)) * 0xff51afd7ed558ccd >> 32
	return true
}

// trim ends the text behind the number, text[rest:], where blanks and a comment
// follow it.
func (h *holed) trim(text []byte, rest int) bool {
	k := bytes.IndexByte(text[rest:rest+patternTail+8], '#')
	if k < 0 {
		return false
	}
	end := bytes.IndexByte(text[rest+k:], '\n')
	if end < 0 || bytes.IndexByte(text[rest+k:rest+k+end], 0) >= 0 {
		return false
	}
	h.end = rest + k + end
	for k > 0 && text[rest+k-1] == ' ' {
		k--
	}
	if k > patternTail {
		return false
	}
	h.tail = [3]uint64{}
	for i, c := range text[rest : rest+k] {
		h.tail[i/8] |= uint64(c) << (i % 8 * 8)
	}
	h.hash = (h.tail[0]*0x9e3779b97f4a7c15 ^ bits.RotateLeft64(h.tail[1]*0xc2b2ae3d27d4eb4f, 32)) >> 32
	return true
}

// high has the highest bit of every byte.
const high = 0x8080808080808080

// numbers tells, in the highest bit of each byte of ASCII text, where digits are,
// and where there is something in front of which a number may begin: a blank, a
// dollar, a sign, a star, but no comma and no bracket.
func numbers(w uint64) (digits, open uint64) {
	const ones = high >> 7
	from0 := (w | high) - '0'*ones
	from10 := (w | high) - ('9'+1)*ones
	return from0 &^ from10 & high, ^(from0 | equals(w, ',') | equals(w, '(')) & high
}

// equals tells, in the highest bit of each byte of ASCII text, where c is.
func equals(w uint64, c uint64) uint64 {
	const ones = high >> 7
	return ^((w ^ c*ones | high) - ones) & high
}

// eightDigits is the number that eight bytes of decimal digits make, the first in
// the lowest byte; a zero byte counts as 0.
func eightDigits(w uint64) int64 {
	w = w & 0x0f0f0f0f0f0f0f0f * (10<<8 + 1) >> 8
	w = w & 0x00ff00ff00ff00ff * (100<<16 + 1) >> 16
	w = w & 0x0000ffff0000ffff * (10000<<32 + 1) >> 32
	return int64(w)
}

// numberClass is the class of a number: those of a class differ in nothing but the
// bytes of their field. It is 0 for a number that may be special.
func numberClass(n int64, imm bool) uint32 {
	if !imm {
		if n == int64(int8(n)) {
			return 1
		}
		return 2
	}
	if n >= 0xff00 && n <= 0xffff || n == -0x100 || n == -0x10000 {
		return 0 // what fits in one byte, and what is worth a warning, changes here
	}
	class := uint32(classOfLen[bits.Len64(uint64(n^n>>63))])
	if n < 0 {
		return class | 32
	}
	return class
}

// classOfLen are the classes of immediates by the number of their bits without
// the sign. The limits are those at which some instruction takes another form, or
// none: 4 (int $3, shifts by one), 16, 128, 256, 32768, 65536.
var classOfLen = [65]uint8{3: 3, 4: 3, 5: 4, 6: 4, 7: 4, 8: 5, 9: 6, 10: 6, 11: 6, 12: 6, 13: 6, 14: 6, 15: 6, 16: 7,
	17: 8, 18: 8, 19: 8, 20: 8, 21: 8, 22: 8, 23: 8, 24: 8}
