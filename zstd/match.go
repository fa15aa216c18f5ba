package zstd

import (
	"encoding/binary"
	"math/bits"
)

// Matches are found by the hash of their first four bytes: head has the last
// place of each hash, chain the place before each place.

const (
	minMatch       = 4 // what is worth finding
	minFormatMatch = 3 // what a length of 0 stands for
	maxMatch       = 1<<16 + 2
	maxDistance    = 1 << 27
	maxTries       = 24
	hashBits       = 16
)

type finder struct {
	data  []byte
	head  []int32 // place + 1
	chain []int32
	added int // all places before it are in the chains
}

func newFinder(data []byte) finder {
	return finder{data: data, head: make([]int32, 1<<hashBits), chain: make([]int32, len(data))}
}

// longest returns the longest match for the bytes at at that ends before end;
// length 0 for none.
func (f *finder) longest(at, end int) (length, offset int) {
	if at+minMatch > end {
		return 0, 0
	}
	for ; f.added < at; f.added++ {
		if f.added+minMatch <= len(f.data) {
			h := f.hash(f.added)
			f.chain[f.added], f.head[h] = f.head[h], int32(f.added+1)
		}
	}
	end = min(end, at+maxMatch)
	place := int(f.head[f.hash(at)]) - 1
	length = minMatch - 1
	for range maxTries {
		if place < 0 || at-place > maxDistance {
			break
		}
		if at+length < end && f.data[place+length] == f.data[at+length] {
			if n := f.common(place, at, end); n > length {
				length, offset = n, at-place
			}
		}
		place = int(f.chain[place]) - 1
	}
	if offset == 0 {
		return 0, 0
	}
	return length, offset
}

func (f *finder) hash(at int) uint32 {
	return binary.LittleEndian.Uint32(f.data[at:]) * 0x9e3779b1 >> (32 - hashBits)
}

// common returns how many bytes at a and at b, the later one, are the same.
func (f *finder) common(a, b, end int) int {
	n := 0
	for b+n+8 <= end {
		x := binary.LittleEndian.Uint64(f.data[a+n:]) ^ binary.LittleEndian.Uint64(f.data[b+n:])
		if x != 0 {
			return n + bits.TrailingZeros64(x)/8
		}
		n += 8
	}
	for b+n < end && f.data[a+n] == f.data[b+n] {
		n++
	}
	return n
}
