package encoder

import (
	"encoding/binary"
	"math/bits"
)

// Compilers write the same lines again and again: of SQLite's 197,000
// instructions at -O2, 121,000 repeat an earlier line whose code depends on
// nothing else. Such a line is remembered by its text, and written again
// without being read, in a tenth of the time.
//
// What may be remembered is decided by Assemble: numbers and registers only, no
// message, nothing left for later. What changes the meaning of a line calls
// forget.

// repeated is one line and its code: half a cache line.
type repeated struct {
	text [repeatText / 8]uint64 // with the newline, then zeros; all 0 in an empty slot
	code uint64                 // the bytes from the lowest on; the highest is their number
}

// The longest line, with its newline, and the longest code that are
// remembered. That leaves out a tenth.
const (
	repeatText = 24
	repeatCode = 7
)

// maxRepeats bounds the slots: 256 KB, which stay in the cache of a core.
const maxRepeats = 1 << 13

// Remember lets Repeat work. size is the length of the source in bytes, from
// which the memory is sized.
func (e *Encoder) Remember(size int) {
	n := 1 << 6
	for n < size/128 && n < maxRepeats {
		n *= 2
	}
	e.repeats = make([]repeated, n)
}

// forget drops what Repeat knows: some lines have another meaning now.
func (e *Encoder) forget() { clear(e.repeats) }

// repeatable reports whether the mode and syntax, which may change for a while,
// are those in which lines are remembered.
func (e *Encoder) repeatable() bool {
	return e.repeats != nil && e.Bits == 64 && !e.intel && !e.naked && !e.rewrite
}

// Repeat writes the instruction that starts here once more, if the line has
// been remembered, and moves to its newline.
func (e *Encoder) Repeat() bool {
	if !e.repeatable() {
		return false
	}
	var line repeated
	slot, n := line.read(e.in.Text, e.in.At, len(e.repeats))
	r := &e.repeats[slot]
	if r.text != line.text || n == 0 {
		return false
	}
	part := e.unit.Cur
	end := len(part.Data)
	part.Room(8)
	binary.LittleEndian.PutUint64(part.Data[end:end+8], r.code)
	part.Data = part.Data[:end+int(r.code>>56)]
	e.in.At += n
	return true
}

// remember keeps the instruction just assembled: the line from start and the
// code from byte end of the current part.
func (e *Encoder) remember(start, end int) {
	code := e.unit.Cur.Data[end:]
	if !e.repeatable() || len(code) > repeatCode {
		return
	}
	var line repeated
	slot, n := line.read(e.in.Text, start, len(e.repeats))
	if n == 0 || n != e.in.At-start {
		return
	}
	for i, b := range code {
		line.code |= uint64(b) << (8 * i)
	}
	line.code |= uint64(len(code)) << 56
	e.repeats[slot] = line
}

// read sets the text of r to the line at text[at:]. It returns the slot in
// which that stands, and its length without the newline,
// which is 0 when it is too long or too near the end of the text.
func (r *repeated) read(text []byte, at, slots int) (slot, length int) {
	if at+repeatText > len(text) {
		return 0, 0
	}
	hash := uint64(0)
	for i := range r.text {
		w := binary.LittleEndian.Uint64(text[at+8*i:])
		end := behindNewline(w)
		w &= 1<<end - 1 // all of it when there is none
		r.text[i] = w
		hash = (bits.RotateLeft64(hash, 29) ^ w) * 0x9e3779b97f4a7c15
		if end <= 64 {
			return int(hash >> 32 * uint64(slots) >> 32), 8*i + end/8 - 1
		}
	}
	return 0, 0
}

// behindNewline is the number of bits of w up to the first newline and with it,
// or more than 64 when it has none.
func behindNewline(w uint64) int {
	const ones = 0x0101010101010101
	w ^= '\n' * ones
	w = (w - ones) &^ w & (0x80 * ones) // the high bit of each zero byte, from the lowest on
	return bits.TrailingZeros64(w) + 1  // 65 for none
}
