package obj

import (
	"bytes"
	"encoding/binary"
	"strconv"

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
	ids []SymID    // or bare numbers
	pos []diag.Pos // where those were defined
}

// numbered is the index of all numbered names of a Unit.
type numbered struct {
	families []family
	slots    []uint32 // open addressing by prefix: index into families plus one
	last     int      // the family of the last look-up
	known    [knownFamilies]knownFamily
	pair     int // one more than the family found last whose prefix has a number; or 0
	count    int // names that are indexed
	room     int // entries of all families
	spare    int // as many of them as may be empty, beside a share of count

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
		if name[i] == 0 {
			return key, 0, false // of a quoted name
		}
		if i >= 8 {
			key.hi = key.hi<<8 | uint64(name[i])
		} else {
			key.lo = key.lo<<8 | uint64(name[i])
		}
	}
	return key, n, true
}

// PrefixOfNumbered returns the name with number 0 of those that a prefix and a number make.
func PrefixOfNumbered(prefix []byte) (x NumberedName, ok bool) {
	text := append(make([]byte, 0, len(prefix)+scanned), prefix...)
	x = ScanNumbered(append(text, "0:"...), 0)
	return x, x.End == len(prefix)+1 && prefix[len(prefix)-1]-'0' > 9
}

// WithNumber returns the name of the same prefix with another number; ok is false for
// one that is too large.
func (x NumberedName) WithNumber(n int) (y NumberedName, ok bool) {
	x.n = n
	return x, n <= 9999999
}

// A name that is worth a number from the start, as the 220,000 views of SQLite
// -O2 -g are, needs no symbol until something other than its value is asked for:
// the index has the number itself. That saves a fifth of the memory of symbols.

// bare marks an entry of the index that is a number.
const bare SymID = 1 << 31

// Bare reports whether an id stands for a number alone, and for which.
func (id SymID) Bare() (int64, bool) { return int64(id &^ bare), id&bare != 0 }

// DefineBare makes a name that is not known yet stand for a number. It reports
// false when that needs a symbol.
func (u *Unit) DefineBare(e Entry, v int64, at diag.Pos) bool {
	if v < 0 || v >= int64(bare) {
		return false
	}
	t := &u.names.numbered
	t.families[e.family].define(e.n, v, at)
	t.count++
	return true
}

func (f *family) define(n int, v int64, at diag.Pos) {
	f.ids[n] = SymID(v) | bare
	if len(f.pos) < len(f.ids) {
		pos := MakeTable[diag.Pos](len(f.ids))
		copy(pos, f.pos)
		f.pos = pos
	}
	f.pos[n] = at
}

// dress makes a symbol of an entry that is a bare number, or an open name.
func (u *Unit) dress(i, n int) SymID {
	f := &u.names.numbered.families[i]
	s := Symbol{nameOff: uint32(n), nameLen: inFamily | uint32(i), Flags: SymTemp | SymUsed}
	if v, number := f.ids[n].Bare(); number {
		s.Part, s.Off, s.Pos, s.Flags = PartAbs, uint64(v), f.pos[n], SymTemp
	}
	f.ids[n] = SymID(len(u.Syms))
	u.addSymbol(s)
	return f.ids[n]
}

// numberedSymbol finds a symbol by its name taken apart; it is 0 when there is
// none.
func (u *Unit) numberedSymbol(key prefixKey, n int) SymID {
	id := u.names.numbered.find(key, n)
	if id&(bare|open) != 0 {
		return u.dress(u.names.numbered.last, n)
	}
	return id
}

// inFamily in Symbol.nameLen says that the rest of it is the index of the family
// to which the name belongs, and nameOff the number: most names are not kept.
const inFamily = 1 << 31

// name puts a name together.
func (t *numbered) name(i, n int) []byte {
	var prefix [maxPrefix]byte
	binary.LittleEndian.PutUint64(prefix[:], t.families[i].key.lo)
	binary.LittleEndian.PutUint64(prefix[8:], t.families[i].key.hi)
	return strconv.AppendInt(bytes.TrimRight(prefix[:], "\x00"), int64(n), 10)
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

// hash mixes all letters into its lower half: the upper ones reach only the upper
// bits of a product.
func (k prefixKey) hash() uint32 {
	h := k.lo*0x9e3779b97f4a7c15 ^ k.hi*0xc2b2ae3d27d4eb4f
	return uint32(h>>32 ^ h>>48)
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
		size := max(n+n/8, 2*have, 8)
		if t.room+size-have > 16*t.count+t.spare {
			return nil, false
		}
		t.room += size - have
		if i < 0 {
			i = t.add(key)
		}
		ids := MakeTable[SymID](size)
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
