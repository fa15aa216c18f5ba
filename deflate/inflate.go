package deflate

import (
	"encoding/binary"
	"hash/adler32"
	"math/bits"
)

// The way back. It is not that of package compress/zlib, which computes its
// fixed code whenever a program starts: 0.03 ms of each run, for sections that
// few objects have.

// Inflate returns the size bytes that data, in zlib's format, stand for; false
// when the data are damaged.
func Inflate(data []byte, size int) ([]byte, bool) {
	const deflated, dictionary = 8, 0x20
	if len(data) < 6 || binary.BigEndian.Uint16(data)%31 != 0 || data[0]&15 != deflated || data[0]>>4 > 7 || data[1]&dictionary != 0 {
		return nil, false
	}
	d := decompressor{in: data[2:], out: make([]byte, 0, size)}
	for last := false; !last; {
		last = d.take(1) == 1
		ok := false
		switch d.take(2) {
		case stored:
			ok = d.copyStored()
		case fixed:
			ok = d.useFixed() && d.body()
		case dynamic:
			ok = d.readCodes() && d.body()
		}
		if !ok || d.n < 0 {
			return nil, false
		}
	}
	d.align()
	sum := d.take(32)
	if d.n < 0 || len(d.out) != size || bits.ReverseBytes32(uint32(sum)) != adler32.Checksum(d.out) {
		return nil, false
	}
	return d.out, true
}

// decompressor is the state of Inflate.
type decompressor struct {
	in   []byte // what is not in bits yet
	bits uint64
	n    int // of bits; negative when more were taken than there are
	out  []byte

	lit, far decoder
}

// fill makes sure of 48 bits, as much as a match takes, where there are so many.
func (d *decompressor) fill() {
	if len(d.in) >= 8 && d.n >= 0 {
		d.bits |= binary.LittleEndian.Uint64(d.in) << d.n
		whole := (63 - d.n) / 8
		d.in = d.in[whole:]
		d.n += 8 * whole
		return
	}
	for 0 <= d.n && d.n <= 48 && len(d.in) > 0 {
		d.bits |= uint64(d.in[0]) << d.n
		d.in = d.in[1:]
		d.n += 8
	}
}

// take returns the next n bits, at most 32.
func (d *decompressor) take(n int) int {
	if d.n < n {
		d.fill()
	}
	v := d.bits & (1<<n - 1)
	d.drop(n)
	return int(v)
}

func (d *decompressor) drop(n int) {
	d.bits >>= n
	d.n -= n
}

// align goes on at the next byte.
func (d *decompressor) align() {
	if d.n > 0 {
		d.drop(d.n & 7)
	}
}

func (d *decompressor) copyStored() bool {
	d.align()
	n, inverse := d.take(16), d.take(16)
	if d.n < 0 || n != inverse^0xffff || n > cap(d.out)-len(d.out) {
		return false
	}
	for ; n > 0 && d.n > 0; n-- {
		d.out = append(d.out, byte(d.take(8)))
	}
	if n == 0 {
		return true
	}
	d.bits = 0 // fill reads ahead of d.n
	if n > len(d.in) {
		return false
	}
	d.out = append(d.out, d.in[:n]...)
	d.in = d.in[n:]
	return true
}

// useFixed takes the codes that need no description.
func (d *decompressor) useFixed() bool {
	var length [288]uint8
	for i := range length {
		length[i] = uint8(fixedLength(i))
	}
	ok := d.lit.build(length[:])
	for i := range 32 {
		length[i] = uint8(fixedFar(i))
	}
	return d.far.build(length[:32]) && ok
}

// readCodes reads the codes of a block.
func (d *decompressor) readCodes() bool {
	lit, far, sent := d.take(5)+257, d.take(5)+1, d.take(4)+4
	if lit > literals || far > distances {
		return false
	}
	var length [literals + distances]uint8
	for _, code := range lengthOrder[:sent] {
		length[code] = uint8(d.take(3))
	}
	if !d.lit.build(length[:lengths]) {
		return false
	}
	length = [len(length)]uint8{}
	for i := 0; i < lit+far; {
		code := d.symbol(&d.lit)
		if code < repeatLength {
			if code < 0 {
				return false
			}
			length[i] = uint8(code)
			i++
			continue
		}
		run, repeated := 3, uint8(0)
		if code == repeatZeros {
			run = 11
		} else if code == repeatLength {
			if i == 0 {
				return false
			}
			repeated = length[i-1]
		}
		if run += d.take(lengthExtra(code)); run > lit+far-i {
			return false
		}
		for ; run > 0; run-- {
			length[i] = repeated
			i++
		}
	}
	return length[endOfBlock] != 0 && d.lit.build(length[:lit]) && d.far.build(length[lit:lit+far])
}

// body reads the literals and matches of a block.
func (d *decompressor) body() bool {
	for d.n >= 0 {
		code := d.symbol(&d.lit)
		switch {
		case code < 0 || code >= literals:
			return false
		case code == endOfBlock:
			return true
		case len(d.out) == cap(d.out):
			return false
		case code < endOfBlock:
			d.out = append(d.out, byte(code))
			continue
		}
		n := maxMatch
		if code != 285 {
			extra := litExtra(code)
			n = minMatch + (code-257-4*extra)<<extra + d.take(extra)
		}
		code = d.symbol(&d.far)
		if code < 0 || code >= distances {
			return false
		}
		extra := farExtra(code)
		far := 1 + (code-2*extra)<<extra + d.take(extra)
		if far > len(d.out) || n > cap(d.out)-len(d.out) {
			return false
		}
		for from := len(d.out) - far; n > 0; {
			part := d.out[from:min(from+n, len(d.out))] // they may overlap: the rest repeats it
			d.out = append(d.out, part...)
			n -= len(part)
		}
	}
	return false
}

// decoder finds the symbol that the next bits are the code of: those of short
// codes in a table, of longer ones by what is known of each length.
type decoder struct {
	short  [1 << shortBits]uint16 // the symbol times 16, and the length of its code; 0: a longer one
	count  [16]uint16             // codes of each length
	symbol [288]uint16            // in the order of their codes
}

const shortBits = 9

// build makes the decoder of the code with these lengths. A code must use all
// combinations of bits, or consist of one symbol at most.
func (h *decoder) build(length []uint8) bool {
	var t tree
	*h = decoder{}
	copy(t.length[:], length)
	t.number(len(length))
	for _, l := range length {
		h.count[l]++
	}
	h.count[0] = 0
	var next [16]uint16
	left, used := 1, uint16(0)
	for l := 1; l < 16; l++ {
		next[l] = used
		used += h.count[l]
		if left = left<<1 - int(h.count[l]); left < 0 {
			return false
		}
	}
	if left > 0 && (used > 1 || used == 1 && h.count[1] == 0) {
		return false
	}
	for i, l := range length {
		if l == 0 {
			continue
		}
		h.symbol[next[l]] = uint16(i)
		next[l]++
		if l <= shortBits {
			for code := int(t.code[i]); code < len(h.short); code += 1 << l {
				h.short[code] = uint16(i)<<4 | uint16(l)
			}
		}
	}
	return true
}

// symbol reads a symbol; it is negative when no code begins so.
func (d *decompressor) symbol(h *decoder) int {
	if d.n < 48 {
		d.fill()
	}
	if s := h.short[d.bits&(1<<shortBits-1)]; s != 0 {
		d.drop(int(s & 15))
		return int(s >> 4)
	}
	code, first, index := 0, 0, 0
	for l := 1; l < 16; l++ {
		code = code<<1 | int(d.bits>>(l-1)&1)
		count := int(h.count[l])
		if code-first < count {
			d.drop(l)
			return int(h.symbol[index+code-first])
		}
		index += count
		first = (first + count) << 1
	}
	return -1
}
