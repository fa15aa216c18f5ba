package obj

import (
	"encoding/binary"

	"tas/diag"
)

// Compilers name their labels by a prefix and a number: .L17, .LVL2043,
// .LBB3_12. Such names are found by indexing with the number, which is faster
// than hashing, and since labels are numbered in the order in which they
// appear, neighbours in the source are neighbours in memory: on SQLite's -O2 -g
// output, where three names of four are of this kind, looking up names took
// 25% of the time with a hash table alone.

// maxPrefix is the longest prefix, in bytes, that is indexed.
const maxPrefix = 16

// prefixKey is a prefix of at most maxPrefix bytes, packed.
type prefixKey struct{ lo, hi uint64 }

// family holds the symbols of one prefix by number; 0 = none.
type family struct {
	key prefixKey
	ids []SymID
}

// numbered is the index of all numbered names of a Unit.
type numbered struct {
	families []family
	slots    []uint32 // open addressing by prefix: index into families plus one
	last     int      // the family of the last look-up
	count    int      // names that are indexed
	room     int      // entries of all families
	spare    int      // as many of them as may be empty, beside a share of count

	// spilled is set when a numbered name went to the hash table because its
	// number was out of proportion.
	spilled bool
}

// splitNumber takes apart a name such as .LVL2043; ok is false for any other.
// The number has at most seven digits, and no leading zero.
func splitNumber(name []byte) (key prefixKey, n int, ok bool) {
	end := len(name) - 1
	if end < 2 || name[0] != '.' || name[1] != 'L' {
		return
	}
	at, scale := end, 1
	for ; name[at]-'0' <= 9; at-- {
		n += int(name[at]-'0') * scale
		scale *= 10
	}
	digits := end - at
	if digits == 0 || digits > 7 || at >= maxPrefix || name[at+1] == '0' && digits > 1 {
		return
	}
	for i := at; i >= 0; i-- {
		if i >= 8 {
			key.hi = key.hi<<8 | uint64(name[i])
		} else {
			key.lo = key.lo<<8 | uint64(name[i])
		}
	}
	return key, n, true
}

// Numbered is Symbol for the name at text[at] when it is .L, letters and a
// number, with nothing behind it that might go on with it. It returns the end
// of the name; 0, 0 for any other one. Reading and finding a name at once, from
// the front, takes half the time of Symbol.
func (u *Unit) Numbered(text []byte, at int, pos diag.Pos) (id SymID, end int) {
	if at+maxPrefix > len(text) {
		return 0, 0
	}
	word := binary.LittleEndian.Uint64(text[at:])
	if word&0xffff != '.'|'L'<<8 {
		return 0, 0
	}
	size := 2
	for size < 8 && (text[at+size]|0x20)-'a' < 26 {
		size++
	}
	end = at + size
	n := int(text[end] - '0')
	if n > 9 {
		return 0, 0
	}
	for end++; text[end]-'0' <= 9; end++ {
		n = n*10 + int(text[end]-'0')
		if n < 10 || n > 9999999 {
			return 0, 0 // a leading zero, or too large
		}
	}
	switch text[end] {
	case '\n', '-', ':', ',':
	default:
		return 0, 0
	}
	key := prefixKey{lo: word & (1<<(8*size) - 1)}
	if id := u.names.numbered.find(key, n); id != 0 && !u.KeepLocals {
		return id, end
	}
	return u.Symbol(text[at:end:end], pos), end
}

// family returns the index of the family with a prefix, or -1.
func (t *numbered) family(key prefixKey) int {
	if t.last < len(t.families) && t.families[t.last].key == key {
		return t.last
	}
	if len(t.slots) == 0 {
		return -1
	}
	mask := uint32(len(t.slots) - 1)
	for slot := key.hash() & mask; t.slots[slot] != 0; slot = (slot + 1) & mask {
		if i := int(t.slots[slot] - 1); t.families[i].key == key {
			t.last = i
			return i
		}
	}
	return -1
}

func (k prefixKey) hash() uint32 {
	return uint32((k.lo*0x9e3779b97f4a7c15 ^ k.hi*0xc2b2ae3d27d4eb4f) >> 32)
}

// find returns the symbol with a number, or 0.
func (t *numbered) find(key prefixKey, n int) SymID {
	if i := t.family(key); i >= 0 && n < len(t.families[i].ids) {
		return t.families[i].ids[n]
	}
	return 0
}

// put enters a symbol. It reports false when that would take memory out of
// proportion to the number of names.
func (t *numbered) put(key prefixKey, n int, id SymID) bool {
	f, ok := t.fit(key, n+1)
	if !ok {
		return false
	}
	if f.ids[n] == 0 {
		t.count++
	}
	f.ids[n] = id
	return true
}

// fit returns the family with a prefix, with room for numbers below n. It
// reports false when that would take memory out of proportion.
func (t *numbered) fit(key prefixKey, n int) (*family, bool) {
	i := t.family(key)
	have := 0
	if i >= 0 {
		have = len(t.families[i].ids)
	}
	if n > have {
		size := max(n, 2*have, 8)
		if t.room+size-have > 16*t.count+t.spare {
			return nil, false
		}
		t.room += size - have
		if i < 0 {
			i = t.add(key)
		}
		ids := Make[SymID](size, size)
		copy(ids, t.families[i].ids)
		t.families[i].ids = ids
	}
	return &t.families[i], true
}

// add appends an empty family and returns its index.
func (t *numbered) add(key prefixKey) int {
	t.families = append(t.families, family{key: key})
	if 2*len(t.families) > len(t.slots) {
		t.slots = make([]uint32, slotsFor(len(t.families)))
		for i := range t.families[:len(t.families)-1] {
			t.enter(i)
		}
	}
	t.enter(len(t.families) - 1)
	t.last = len(t.families) - 1
	return t.last
}

func (t *numbered) enter(i int) {
	mask := uint32(len(t.slots) - 1)
	slot := t.families[i].key.hash() & mask
	for t.slots[slot] != 0 {
		slot = (slot + 1) & mask
	}
	t.slots[slot] = uint32(i + 1)
}

// slotsFor is the size of the table for n families: a power of two, at most a
// quarter full.
func slotsFor(n int) int {
	size := 64
	for size < 4*n {
		size *= 2
	}
	return size
}
