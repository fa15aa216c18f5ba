// Package zstd compresses to Zstandard's format (RFC 8878): the matches of a
// chain of hashes, their lengths in the codes that the format predefines, and
// the bytes between them in a Huffman code of the block.
//
// The Huffman coder is the huff0 package of klauspost/compress. That module's
// own zstd package is not used, for at each start of a program it computes
// tables of which nothing here has a use (0.3 ms, as much as assembling a
// small source); the tests decompress with it.
package zstd

import (
	"encoding/binary"
	"math/bits"

	"github.com/klauspost/compress/huff0"
)

const maxBlock = 128 << 10

// The types of a block and of its literals.
const (
	blockRaw        = 0
	blockCompressed = 2

	literalsRaw        = 0
	literalsRLE        = 1
	literalsCompressed = 2
)

// encoder is the state of one frame.
type encoder struct {
	finder
	lengths, matches, offsets codeTable

	literals  []byte // of the block
	sequences []sequence
	last      int // the offset of the last match: repeating it is cheap

	huffman huff0.Scratch
}

// sequence is some literals and the match that follows them.
type sequence struct {
	literals, match, offset int
}

// Append appends data, compressed, to out.
func Append(out, data []byte) []byte {
	out = append(out, 0x28, 0xb5, 0x2f, 0xfd)
	out = appendSize(out, len(data))
	e := &encoder{
		finder:  newFinder(data),
		lengths: newCodeTable(lengthCounts[:], 6), matches: newCodeTable(matchCounts[:], 6), offsets: newCodeTable(offsetCounts[:], 5),
		last: 1,
	}
	e.huffman.Reuse = huff0.ReusePolicyNone
	for at := 0; ; {
		end := min(at+maxBlock, len(data))
		out = e.block(out, at, end)
		if at = end; at == len(data) {
			return out
		}
	}
}

// appendSize writes the rest of the frame's header: one segment, of n bytes.
func appendSize(out []byte, n int) []byte {
	switch {
	case n < 256:
		return append(out, 0x20, byte(n))
	case n < 65536+256:
		return binary.LittleEndian.AppendUint16(append(out, 0x60), uint16(n-256))
	case n < 1<<32:
		return binary.LittleEndian.AppendUint32(append(out, 0xa0), uint32(n))
	}
	return binary.LittleEndian.AppendUint64(append(out, 0xe0), uint64(n))
}

// block appends the bytes from at to end as a block, the last one when the
// data end there.
func (e *encoder) block(out []byte, at, end int) []byte {
	last := e.last
	e.literals, e.sequences = e.literals[:0], e.sequences[:0]
	e.find(at, end)
	header := len(out)
	out = append(out, 0, 0, 0)
	out = e.appendLiterals(out)
	out = e.appendSequences(out)
	kind := blockCompressed
	if len(out)-header-3 >= end-at {
		kind, e.last = blockRaw, last
		out = append(out[:header+3], e.data[at:end]...)
	}
	h := (len(out)-header-3)<<3 | kind<<1
	if end == len(e.data) {
		h |= 1
	}
	out[header], out[header+1], out[header+2] = byte(h), byte(h>>8), byte(h>>16)
	return out
}

// find splits the bytes from at to end into literals and matches.
func (e *encoder) find(at, end int) {
	done := at // up to here all is in literals or matches
	for at < end {
		length, offset := e.longest(at, end)
		if length == 0 {
			at++
			continue
		}
		// A longer match one byte on is worth a literal.
		if next, far := e.longest(at+1, end); next > length+1 {
			at, length, offset = at+1, next, far
		}
		e.literals = append(e.literals, e.data[done:at]...)
		e.sequences = append(e.sequences, sequence{at - done, length, offset})
		at += length
		done = at
	}
	e.literals = append(e.literals, e.data[done:end]...)
}

// appendLiterals writes the literals of the block (RFC 8878, 3.1.1.3.1).
func (e *encoder) appendLiterals(out []byte) []byte {
	n := len(e.literals)
	var packed []byte
	var err error
	streams := n >= 256 // four of them, or one
	if streams {
		packed, _, err = huff0.Compress4X(e.literals, &e.huffman)
	} else if n > 0 {
		packed, _, err = huff0.Compress1X(e.literals, &e.huffman)
	}
	switch {
	case err == huff0.ErrUseRLE:
		return append(appendLiteralSize(out, literalsRLE, n), e.literals[0])
	case n == 0 || err != nil || len(packed)+5 >= n:
		return append(appendLiteralSize(out, literalsRaw, n), e.literals...)
	}
	width, format := 10, 0
	switch {
	case n >= 1<<14:
		width, format = 18, 3
	case n >= 1<<10:
		width, format = 14, 2
	case streams:
		format = 1
	}
	h := literalsCompressed | format<<2 | n<<4 | len(packed)<<(4+width)
	for range (4 + 2*width) / 8 {
		out = append(out, byte(h))
		h >>= 8
	}
	return append(out, packed...)
}

// appendLiteralSize writes the header of n literals that are not compressed.
func appendLiteralSize(out []byte, kind, n int) []byte {
	switch {
	case n < 1<<5:
		return append(out, byte(kind|n<<3))
	case n < 1<<12:
		return binary.LittleEndian.AppendUint16(out, uint16(kind|1<<2|n<<4))
	}
	h := kind | 3<<2 | n<<4
	return append(out, byte(h), byte(h>>8), byte(h>>16))
}

// appendSequences writes the sequences (3.1.1.3.2): their number, that all
// three codes are the predefined ones (0), and the bits.
func (e *encoder) appendSequences(out []byte) []byte {
	switch n := len(e.sequences); {
	case n == 0:
		return append(out, 0)
	case n < 128:
		out = append(out, byte(n))
	case n < 0x7f00:
		out = append(out, byte(n>>8+128), byte(n))
	default:
		out = append(out, 255, byte(n-0x7f00), byte((n-0x7f00)>>8))
	}
	// The offset that repeats the last one, where there are literals, is 1;
	// others are written as themselves + 3.
	for i := range e.sequences {
		s := &e.sequences[i]
		if s.offset == e.last && s.literals > 0 {
			s.offset = 1
		} else {
			e.last = s.offset
			s.offset += 3
		}
	}
	w := bitWriter{out: append(out, 0)}
	e.writeBackwards(&w)
	return w.close()
}

// writeBackwards writes the sequences from the last to the first, and each
// field before the one that is read before it: that is how a decoder reads.
func (e *encoder) writeBackwards(w *bitWriter) {
	var lengthState, matchState, offsetState uint32
	for i := len(e.sequences) - 1; i >= 0; i-- {
		s := &e.sequences[i]
		lc, lx := split(s.literals, 16, lengthBases[:])
		mc, mx := split(s.match-minFormatMatch, 32, matchBases[:])
		oc := bits.Len(uint(s.offset)) - 1
		if i == len(e.sequences)-1 {
			matchState, offsetState, lengthState = e.matches.first(mc), e.offsets.first(oc), e.lengths.first(lc)
		} else {
			offsetState = e.offsets.next(w, offsetState, oc)
			matchState = e.matches.next(w, matchState, mc)
			lengthState = e.lengths.next(w, lengthState, lc)
		}
		w.write(uint32(lx), extraBits(lc, 16, lengthBases[:]))
		w.write(uint32(mx), extraBits(mc, 32, matchBases[:]))
		w.write(uint32(s.offset)&(1<<oc-1), oc)
	}
	w.write(matchState&63, 6)
	w.write(offsetState&31, 5)
	w.write(lengthState&63, 6)
}
