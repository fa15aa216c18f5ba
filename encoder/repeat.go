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
	for last := min(in.At+repeatAtOnce, len(in.Text)-2); in.At+repeatText <= len(text); in.At += 2 {
		line := text[in.At : in.At+repeatText]
		if c := line[0]; (c == 'j' || c == 'c' && line[1] == 'a') && line[4] != '*' && line[5] != '*' && line[6] != '*' {
			if !e.branch() {
				return false
			}
		} else {
			a, b, c, slot, length := lineAt(line)
			r := &e.repeats[slot*uint64(len(e.repeats))>>32]
			if (r.a^a)|(r.b^b)|(r.c^c) == 0 {
				part := e.unit.Cur
				end := len(part.Data)
				part.Room(8)
				binary.LittleEndian.PutUint64(part.Data[end:end+8], r.code)
				part.Data = part.Data[:end+int(r.code>>56)]
				in.At += length // not from r: the next line need not wait for that
			} else if !e.plain(r, a, b, c, length) {
				return false
			}
		}
		if in.At >= last || text[in.At+1] != '\t' {
			return true
		}
		if c := text[in.At+2]; c-'a' >= 26 || calls>>(c&31)&1 != 0 {
			return true
		}
	}
	return false
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
		a, b, c, slot, _ := lineAt(in.Text[start : start+repeatText])
		r := repeated{a: a, b: b, c: c, code: uint64(len(code)) << 56}
		for i, b := range code {
			r.code |= uint64(b) << (8 * i)
		}
		e.repeats[slot*uint64(len(e.repeats))>>32] = r
	}
	e.learn(t, start, code)
}

// lineAt takes the line that text begins with, hashes it to 32 bits, and counts
// its bytes without the newline. What it gives for a line that is too long has
// no newline. What stands behind the end of a short text, in the memory that it
// has, does not matter. There is no branch in it, since no processor could
// foretell how long the next line is.
func lineAt(text []byte) (a, b, c, hash uint64, length int) {
	_ = text[repeatText-1]
	a, b, c = binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[8:]), binary.LittleEndian.Uint64(text[16:])
	keepA, going := throughNewline(a, ^uint64(0))
	keepB, going := throughNewline(b, going)
	keepC, _ := throughNewline(c, going)
	a, b, c = a&keepA, b&keepB, c&keepC
	hash = a*0x9e3779b97f4a7c15 ^ bits.RotateLeft64(b*0xc2b2ae3d27d4eb4f, 32) ^ c*0xff51afd7ed558ccd
	length = (bits.Len64(keepA)+bits.Len64(keepB)+bits.Len64(keepC))/8 - 1
	return a, b, c, hash * 0x9e3779b97f4a7c15 >> 32, length
}

// throughNewline returns the bits of w to keep: those of its bytes up to the
// first newline and with it, or all; none unless going is all ones. The second
// result is going for the next word, which is zero behind a newline.
func throughNewline(w, going uint64) (keep, next uint64) {
	const ones = 0x0101010101010101
	w ^= '\n' * ones
	at := (w - ones) &^ w & (0x80 * ones) // the high bit of each zero byte, from the lowest on
	return (at ^ (at - 1)) & going, ((at|-at)>>63 - 1) & going
}
