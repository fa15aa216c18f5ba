package encoder

import (
	"encoding/binary"
	"math/bits"

	"tas/obj"
)

// Compilers write the same lines again and again: of SQLite's 197,000
// instructions at -O2, 121,000 repeat an earlier line whose code depends on
// nothing else. Such a line is remembered by its text, and written again
// without being read, in a tenth of the time.
//
// What may be remembered is decided by Assemble: numbers and registers only, no
// message, nothing left for later. What changes the meaning of a line calls
// Forget; and a line may name a symbol that stands for now one register, now
// another, so where there are such symbols no line is remembered.

// repeated is one line and its code: half a cache line.
type repeated struct {
	a, b, c uint64 // the text with its newline, then zeros; all 0 in an empty slot
	code    uint64 // bytes from the lowest on; the highest is their number
}

// The longest line, with its newline, and the longest code that are
// remembered. That leaves out a tenth.
const (
	repeatText = 24
	repeatCode = 7
)

// formsFor is the number of remembered lines for which there are two forms.
const formsFor = 8

// maxRepeats bounds the slots: 256 KB, which stay in the cache of a core.
const maxRepeats = 1 << 13

// Remember lets Repeat work. size is the length of the source in bytes, from
// which the memory is sized.
func (e *Encoder) Remember(size int) {
	n := 1 << 6
	for n < size/128 && n < maxRepeats {
		n *= 2
	}
	e.resize(n)
}

// resize makes an empty memory of n lines.
func (e *Encoder) resize(n int) {
	e.repeats, e.forms, e.stored = obj.MakeTable[repeated](n), obj.MakeTable[[2]form](n/formsFor), 0
}

// Forget drops what Repeat knows: some lines have another meaning now.
func (e *Encoder) Forget() {
	if e.stored != 0 { // else nobody has touched them yet
		clear(e.repeats)
		clear(e.forms)
		e.stored = 0
	}
	e.meaning++
}

// Repeats reports whether lines are remembered now; the number changes with
// each Forget.
func (e *Encoder) Repeats() (meaning uint32, ok bool) { return e.meaning, e.repeatable() }

// repeatable reports whether the mode and syntax, which may change for a while,
// are those in which lines are remembered.
func (e *Encoder) repeatable() bool {
	return e.repeats != nil && e.Bits == 64 && !e.intel && !e.naked && !e.rewrite
}

// repeatAtOnce is how much Repeat reads at once, in bytes: the statement loop lets
// go of what has been read.
const repeatAtOnce = 1 << 20

// Repeat writes the instruction that starts here once more, if the line has been
// remembered, and those in the lines behind it as long as they have been, too. It
// moves to the newline of the last one; or it reports false, and stands where an
// instruction starts that is new. calls has a bit, c&31, for each letter with which
// a line begins that is not read on: it may be a macro.
//
// A branch hardly repeats another; it takes a short way of its own.
func (e *Encoder) Repeat(calls uint32) bool {
	in := e.in
	if !e.repeatable() {
		return false
	}
	text := in.Text[:cap(in.Text)] // a line is looked at beyond the end of the text, perhaps
	at, last := in.At, min(in.At+repeatAtOnce, len(in.Text)-2, len(text)-repeatText-2)
	if at > last {
		return false
	}
	for part := e.unit.Cur; ; at += 2 {
		line, end := (*[repeatText]byte)(text[at:at+repeatText]), 0
		a := binary.LittleEndian.Uint64(line[:])
		if byte(a) == 'j' || uint16(a) == 'c'|'a'<<8 {
			end = e.branch(text, at)
		}
		if end == 0 {
			b, c := binary.LittleEndian.Uint64(line[8:]), binary.LittleEndian.Uint64(line[16:])
			length := newlineIn(a, b, c)
			a, b, c := upTo(length, a, b, c)
			r := &e.repeats[lineHash(a, b, c)*uint64(len(e.repeats))>>32]
			if (r.a^a)|(r.b^b)|(r.c^c) == 0 {
				size := len(part.Data)
				part.Room(8)
				binary.LittleEndian.PutUint64(part.Data[size:size+8], r.code)
				part.Data = part.Data[:size+int(r.code>>56)]
				end = at + length // not from r: the next line need not wait for that
			} else {
				var code uint64
				if end, code = e.plain(text, at); end == 0 {
					in.At = at
					return false
				}
				if code != 0 && end == at+length && length < repeatText {
					*r = repeated{a, b, c, code}
				}
			}
		}
		if at = end; at >= last || text[at+1] != '\t' || text[at+2]-'a' >= 26 || calls>>(text[at+2]&31)&1 != 0 {
			in.At = at
			return true
		}
	}
}

// remember keeps the instruction just assembled by t: the line from start and the
// code, if it depends on nothing else, and the form. A small source whose macros
// make many lines gets a larger memory.
func (e *Encoder) remember(t *template, start int, code []byte, alone bool) {
	in := e.in
	if !e.repeatable() || e.unit.RegisterNames || start+repeatText > cap(in.Text) {
		return
	}
	if e.stored++; e.stored > 8*len(e.repeats) && len(e.repeats) < maxRepeats {
		e.resize(8 * len(e.repeats))
	}
	if alone && len(code) <= repeatCode && in.At-start < repeatText && in.Text[in.At] == '\n' {
		line := in.Text[start : start+repeatText]
		a, b, c := upTo(in.At-start, binary.LittleEndian.Uint64(line), binary.LittleEndian.Uint64(line[8:]), binary.LittleEndian.Uint64(line[16:]))
		r := repeated{a: a, b: b, c: c, code: uint64(len(code)) << 56}
		for i, b := range code {
			r.code |= uint64(b) << (8 * i)
		}
		e.repeats[lineHash(a, b, c)*uint64(len(e.repeats))>>32] = r
	}
	e.learn(t, start, code)
}

// A line is taken as three words of its text, with its newline, and zeros behind that.
// There is no branch in how, since no processor could foretell how long the next line
// is; and the functions are small enough to be put in place of their calls.

// newlineIn finds the newline in three words of text; 24 if there is none.
func newlineIn(a, b, c uint64) int {
	return bits.TrailingZeros32(newlines(a) | newlines(b)<<8 | newlines(c)<<16 | 1<<repeatText)
}

// newlines has a bit for each byte of w that is a newline, right up to the first.
func newlines(w uint64) uint32 {
	const ones, high, gather = 0x0101010101010101, 0x8080808080808080, 0x0002040810204081
	w ^= '\n' * ones
	return uint32((w - ones) &^ w & high * gather >> 56)
}

// keeps has the bytes to keep: those of the three words at keeps[24-n] are ones up to
// byte n.
var keeps = [2 * repeatText]byte{
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
}

// upTo clears what stands behind byte n, at most 24, of three words.
func upTo(n int, a, b, c uint64) (x, y, z uint64) {
	keep := keeps[repeatText-n:][:repeatText]
	return a & binary.LittleEndian.Uint64(keep), b & binary.LittleEndian.Uint64(keep[8:]), c & binary.LittleEndian.Uint64(keep[16:])
}

// lineHash is a hash of 32 bits.
func lineHash(a, b, c uint64) uint64 {
	return (a*0x9e3779b97f4a7c15 ^ bits.RotateLeft64(b*0xc2b2ae3d27d4eb4f, 32) ^ c*0xff51afd7ed558ccd) * 0x9e3779b97f4a7c15 >> 32
}
