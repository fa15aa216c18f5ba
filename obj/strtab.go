package obj

import "sort"

// strtab is a string table in the making. As the BFD library does it, a string
// that ends another one has no bytes of its own, and the rest stand in the order
// in which they were added.
type strtab struct {
	strings []string
	index   map[string]int32
}

// add returns the number of a string in the table.
func (t *strtab) add(s string) int32 {
	if s == "" {
		return -1
	}
	if t.index == nil {
		t.index = make(map[string]int32)
	}
	if i, ok := t.index[s]; ok {
		return i
	}
	i := int32(len(t.strings))
	t.index[s] = i
	t.strings = append(t.strings, s)
	return i
}

// finish returns the table's bytes and the offset of each string.
func (t *strtab) finish() ([]byte, []uint32) {
	n := len(t.strings)
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	// Sorted by their reversed text, a string directly precedes those that end
	// with it.
	sort.Slice(order, func(i, j int) bool {
		return reverseLess(t.strings[order[i]], t.strings[order[j]])
	})
	within := make([]int32, n) // the string whose tail a string is, or -1
	last := int32(-1)
	for k := n - 1; k >= 0; k-- {
		i := order[k]
		within[i] = -1
		if last >= 0 && hasSuffix(t.strings[last], t.strings[i]) {
			within[i] = last
			continue
		}
		last = i
	}
	offsets := make([]uint32, n)
	out := []byte{0}
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

func hasSuffix(s, tail string) bool {
	return len(s) >= len(tail) && s[len(s)-len(tail):] == tail
}

// reverseLess compares two strings from their ends.
func reverseLess(a, b string) bool {
	i, j := len(a), len(b)
	for i > 0 && j > 0 {
		i--
		j--
		if a[i] != b[j] {
			return a[i] < b[j]
		}
	}
	return i == 0 && j > 0
}
