package deflate

import (
	"math/bits"
)

// tree makes a Huffman code. Of the codes that are equally good it makes zlib's,
// by merging in zlib's order: a heap of the nodes, in which the shallower tree
// of two equally frequent ones comes first.
type tree struct {
	n       int // symbols
	longest int // length of a code

	freq   [2*288 + 1]uint16 // of symbols, then of the nodes above them
	dad    [2*288 + 1]int16
	depth  [2*288 + 1]uint8
	length [2*288 + 1]uint8
	code   [288]uint16

	top int // the last symbol that occurs

	heap  [2*288 + 2]int16 // heap[1:size+1]
	size  int
	order []int16 // nodes as they were taken from the heap
}

// cost counts the bits of a block.
type cost struct {
	best  int // with codes of its own
	fixed int // with fixed ones
}

// build makes the code and adds what it costs. extra tells the bits behind a
// code, and plain the length of the fixed one.
func (t *tree) build(c *cost, extra, plain func(int) int) {
	t.merge(c, plain)
	t.measure(c, extra, plain)
	t.number(t.top + 1)
}

// merge makes a tree of the symbols that occur, of two at least.
func (t *tree) merge(c *cost, plain func(int) int) {
	t.size, t.top = 0, -1
	t.order = make([]int16, 0, 2*t.n)
	for n := range t.n {
		if t.freq[n] != 0 {
			t.size++
			t.heap[t.size] = int16(n)
			t.top = n
		}
	}
	for t.size < 2 {
		n := 0
		if t.top < 2 {
			t.top++
			n = t.top
		}
		t.size++
		t.heap[t.size] = int16(n)
		t.freq[n] = 1
		c.best-- // it does not occur
		if plain != nil {
			c.fixed -= plain(n)
		}
	}
	for k := t.size / 2; k >= 1; k-- {
		t.sink(k)
	}
	for node := int16(t.n); ; node++ {
		a := t.heap[1]
		t.heap[1] = t.heap[t.size]
		t.size--
		t.sink(1)
		b := t.heap[1]
		t.order = append(t.order, a, b)
		t.freq[node] = t.freq[a] + t.freq[b]
		t.depth[node] = max(t.depth[a], t.depth[b]) + 1
		t.dad[a], t.dad[b] = node, node
		t.heap[1] = node
		t.sink(1)
		if t.size < 2 {
			t.order = append(t.order, node)
			return
		}
	}
}

// before reports whether a is merged before b.
func (t *tree) before(a, b int16) bool {
	return t.freq[a] < t.freq[b] || t.freq[a] == t.freq[b] && t.depth[a] <= t.depth[b]
}

// sink moves a node of the heap down to its place.
func (t *tree) sink(k int) {
	v := t.heap[k]
	for j := 2 * k; j <= t.size; j *= 2 {
		if j < t.size && t.before(t.heap[j+1], t.heap[j]) {
			j++
		}
		if t.before(v, t.heap[j]) {
			break
		}
		t.heap[k] = t.heap[j]
		k = j
	}
	t.heap[k] = v
}

// measure finds the lengths of the codes, and shortens those that are too long at
// the cost of others.
func (t *tree) measure(c *cost, extra, plain func(int) int) {
	var count [16]int
	overflow := 0
	last := len(t.order) - 1
	t.length[t.order[last]] = 0 // the root
	for i := last - 1; i >= 0; i-- {
		n := int(t.order[i])
		length := int(t.length[t.dad[n]]) + 1
		if length > t.longest {
			length = t.longest
			overflow++
		}
		t.length[n] = uint8(length)
		if n > t.top {
			continue // not a symbol
		}
		count[length]++
		more := extra(n)
		c.best += int(t.freq[n]) * (length + more)
		if plain != nil {
			c.fixed += int(t.freq[n]) * (plain(n) + more)
		}
	}
	if overflow == 0 {
		return
	}
	for ; overflow > 0; overflow -= 2 {
		length := t.longest - 1
		for count[length] == 0 {
			length--
		}
		count[length]-- // a leaf becomes a node with itself and one that was too deep
		count[length+1] += 2
		count[t.longest]--
	}
	i := 0
	for length := t.longest; length > 0; length-- {
		for left := count[length]; left > 0; i++ {
			n := t.order[i]
			if int(n) > t.top {
				continue
			}
			c.best += (length - int(t.length[n])) * int(t.freq[n])
			t.length[n] = uint8(length)
			left--
		}
	}
}

// number gives the first n symbols their codes: those of one length follow each
// other.
func (t *tree) number(n int) {
	var count, next [16]int
	for i := range n {
		count[t.length[i]]++
	}
	count[0] = 0
	for length := 1; length < len(next); length++ {
		next[length] = (next[length-1] + count[length-1]) << 1
	}
	for i := range n {
		if length := t.length[i]; length != 0 {
			t.code[i] = bits.Reverse16(uint16(next[length])) >> (16 - length)
			next[length]++
		}
	}
}

// fix makes the fixed code.
func (t *tree) fix(n int, length func(int) int) {
	for i := range n {
		t.length[i] = uint8(length(i))
	}
	t.number(n)
}

func (t *tree) put(w *bitWriter, n int) { w.put(uint64(t.code[n]), int(t.length[n])) }
