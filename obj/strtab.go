package obj

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// strtab is a string table in the making. As the BFD library does it, a string
// that ends another one, or equals one added before, has no bytes of its own, and
// the rest stand in the order in which they were added.
type strtab struct{ strings []string }

// add returns the number of a string in the table; -1 for the empty one.
func (t *strtab) add(s string) int32 {
	if s == "" {
		return -1
	}
	t.strings = append(t.strings, s)
	return int32(len(t.strings) - 1)
}

// tailed is a string of the table with its last eight bytes, the last one
// highest: they decide nearly every comparison.
type tailed struct {
	tail   uint64
	number int32
}

// finish returns the table's bytes and the offset of each string.
func (t *strtab) finish() ([]byte, []uint32) {
	n, size := len(t.strings), 1
	order := make([]tailed, n)
	for i, s := range t.strings {
		order[i] = tailed{tailOf(s), int32(i)}
		size += len(s) + 1
	}
	// Sorted by their reversed text, a string directly precedes those that end
	// with it; of equal ones the first is last.
	slices.SortFunc(order, func(a, b tailed) int {
		if a.tail != b.tail {
			return cmp.Compare(a.tail, b.tail)
		}
		if c := compareReversed(t.strings[a.number], t.strings[b.number]); c != 0 {
			return c
		}
		return int(b.number) - int(a.number)
	})
	within := make([]int32, n) // the string whose tail a string is, or -1
	last := int32(-1)
	for k := n - 1; k >= 0; k-- {
		i := order[k].number
		within[i] = -1
		if last >= 0 && hasSuffix(t.strings[last], t.strings[i]) {
			within[i] = last
			continue
		}
		last = i
	}
	offsets := make([]uint32, n)
	out := append(make([]byte, 0, size), 0)
	for i, s := range t.strings {
		if within[i] < 0 {
			offsets[i] = uint32(len(out))
			out = append(append(out, s...), 0)
		}
	}
	for i, w := range within {
		if w >= 0 {
			offsets[i] = offsets[w] + uint32(len(t.strings[w])-len(t.strings[i]))
		}
	}
	return out, offsets
}

// tailOf packs the end of a string; what is shorter has zeros in front.
func tailOf(s string) uint64 {
	var b [8]byte
	copy(b[max(0, 8-len(s)):], s[max(0, len(s)-8):])
	return binary.LittleEndian.Uint64(b[:])
}

func hasSuffix(s, tail string) bool {
	return len(s) >= len(tail) && s[len(s)-len(tail):] == tail
}

// compareReversed compares two strings from their ends.
func compareReversed(a, b string) int {
	i, j := len(a), len(b)
	for i > 0 && j > 0 {
		i--
		j--
		if a[i] != b[j] {
			return cmp.Compare(a[i], b[j])
		}
	}
	return cmp.Compare(i, j)
}
