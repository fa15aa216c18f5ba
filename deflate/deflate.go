// Package deflate compresses as zlib does at its default level, byte for byte,
// so that debugging information compressed by tas is the same file as that from
// a program that uses zlib. The format is RFC 1950 and 1951; which of the many
// possible encodings is chosen follows zlib's own description, algorithm.txt:
// matches are looked for through chains of places with the same three bytes, and
// one is put off when the next byte begins a longer one (lazy matching).
package deflate

import (
	"encoding/binary"
	"hash/adler32"
)

const (
	minMatch  = 3
	maxMatch  = 258
	window    = 1 << 15
	lookahead = minMatch + maxMatch + 1 // that zlib wants to see before it decides
	maxFar    = window - lookahead      // the distance of a match, at most
	tooFar    = 4096                    // for a match of three bytes

	hashBits = 15
)

// The default level, 6, of zlib's ten.
const (
	goodLength = 8   // with a match so long, the next one is looked for less far
	maxLazy    = 16  // and with one so long, not at all
	niceLength = 128 // a match so long ends the search
	maxChain   = 128 // places tried for one match
)

// AppendZlib appends data in zlib's format.
func AppendZlib(out, data []byte) []byte {
	out = append(out, 0x78, 0x9c) // a window of 32 KB, the default level
	c := compressor{data: data, bits: bitWriter{out: out}}
	c.head = make([]int32, 1<<hashBits)
	c.prev = make([]int32, window)
	c.run()
	return binary.BigEndian.AppendUint32(c.bits.out, adler32.Checksum(data))
}

// compressor is the search for matches.
type compressor struct {
	data []byte
	head []int32 // by hash: the latest place with it; 0 = none, and so none at the start
	prev []int32 // by place modulo the window: the one before
	block
	bits bitWriter

	start int // of the block
}

// insert enters the three bytes at a place and returns the latest place with
// the same hash.
func (c *compressor) insert(at int) int {
	d := c.data[at : at+minMatch]
	h := (uint32(d[0])<<10 ^ uint32(d[1])<<5 ^ uint32(d[2])) & (1<<hashBits - 1)
	before := c.head[h]
	c.prev[at&(window-1)] = before
	c.head[h] = int32(at)
	return int(before)
}

// longest looks for the longest match for at among the place first and those
// before it. It must be longer than best.
func (c *compressor) longest(at, first, best int) (length, place int) {
	data, left := c.data, len(c.data)-at
	chain, nice := maxChain, min(niceLength, left)
	if best >= goodLength {
		chain /= 4
	}
	limit := max(at-maxFar, 0)
	most := min(maxMatch, left)
	for try := first; ; {
		if best < most && data[try+best] == data[at+best] && data[try] == data[at] {
			n := 1
			for n < most && data[try+n] == data[at+n] {
				n++
			}
			if n > best {
				best, place = n, try
				if n >= nice {
					break
				}
			}
		}
		try = int(c.prev[try&(window-1)])
		if chain--; try <= limit || chain == 0 {
			break
		}
	}
	return min(best, left), place
}

// run compresses all.
func (c *compressor) run() {
	n := len(c.data)
	c.reset()
	length, place := minMatch-1, 0 // of the match at the byte before
	waiting := false               // that byte has not been dealt with
	for at := 0; at < n; {
		first := 0
		if at+minMatch <= n {
			first = c.insert(at)
		}
		before, from := length, place
		length = minMatch - 1
		if first != 0 && before < maxLazy && at-first <= maxFar {
			length, place = c.longest(at, first, before)
			if length == minMatch && at-place > tooFar {
				length = minMatch - 1
			}
		}
		switch {
		case before >= minMatch && length <= before:
			full := c.match(at-1-from, before)
			for end := at + before - 1; ; {
				if at++; at == end {
					break
				}
				if at+minMatch <= n {
					c.insert(at)
				}
			}
			length, waiting = minMatch-1, false
			if full {
				c.flush(at, false)
			}
		case waiting:
			if c.literal(c.data[at-1]) {
				c.flush(at, false)
			}
			at++
		default:
			waiting = true
			at++
		}
	}
	if waiting {
		c.literal(c.data[n-1])
	}
	c.flush(n, true)
}

// flush writes the block that ends before a place.
func (c *compressor) flush(end int, last bool) {
	c.write(&c.bits, c.data[c.start:end], last)
	c.start = end
	c.reset()
}
