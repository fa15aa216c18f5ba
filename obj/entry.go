package obj

import (
	"encoding/binary"
	"math/bits"

	"tas/diag"
	"tas/swar"
)

// NumberedName is a name as ScanNumbered finds it.
type NumberedName struct {
	key prefixKey
	n   int
	End int // where it ends in the text; 0 = there is none
}

// ScanNumbered reads the name at text[at] when it is .L, letters and a number, or
// two with a _ between them, with nothing behind it that might go on with it.
func ScanNumbered(text []byte, at int) (x NumberedName) {
	if at+scanned > cap(text) {
		return
	}
	name := (*[scanned]byte)(text[at : at+scanned]) // beyond the end of the text, perhaps: a newline is before it
	word := binary.LittleEndian.Uint64(name[:])
	if word&0xffff != '.'|'L'<<8 {
		return
	}
	size := 2 + swar.First(^swar.Letters(word>>16)&swar.High)
	key := prefixKey{lo: word & (1<<(8*size) - 1)}
	for first := true; ; first = false {
		number := binary.LittleEndian.Uint64(name[size : size+8])
		digits := swar.LeadingDigits(number)
		end := size + digits
		switch c := name[end]; {
		case ends(c, number, digits):
			return NumberedName{key, int(swar.Decimal(number, digits)), at + end}
		case c == '_' && first && end < maxPrefix: // .LBB12_3: all up to the last number is the prefix
			size = end + 1
			key = keyOf(name, size)
		default:
			return
		}
	}
}

// scanned is how many bytes of a text ScanNumbered may look at.
const scanned = maxPrefix + 16

// Entry is the place of a numbered name in the index.
type Entry struct {
	id        *SymID // may be Bare or Open, 0 when the name is new; good until the next look-up
	family, n int
	End       int // of the name in the text; 0 = there is no place for it
}

// ID is what the name is so far: 0, Bare, Open or a symbol.
func (e Entry) ID() SymID { return *e.id }

// knownFamily says which family has the names of letters alone and a number.
type knownFamily struct {
	prefix uint64 // the letters, above their number
	family int
}

// knownFamilies are remembered, by a hash. Compilers have twenty.
const (
	knownBits     = 6
	knownFamilies = 1 << knownBits
)

// knownAs is where a prefix is remembered.
func knownAs(prefix uint64) uint64 { return prefix * 0x9e3779b97f4a7c15 >> (64 - knownBits) }

// Entry finds the place in the index of the name at text[at:], if it is one for
// ScanNumbered, and makes it when there is none. The prefix is mostly one of those known,
// which tells that it is made of letters as well as its family: that takes a third
// of the time of scanning the name and looking it up.
func (u *Unit) Entry(text []byte, at int) Entry {
	if at+scanned > cap(text) {
		return Entry{}
	}
	t, name := &u.names.numbered, (*[scanned]byte)(text[at:at+scanned])
	word := binary.LittleEndian.Uint64(name[:])
	size := swar.FirstOfSeven(swar.Below(word, '9'+1) &^ 0xff) // of the prefix: up to a digit, if it is known
	number := binary.LittleEndian.Uint64(name[size : size+8])
	digits := swar.LeadingDigits(number)
	end := size + digits
	prefix := word<<(-8*size&63) | uint64(size)
	if k := &t.known[knownAs(prefix)]; k.prefix == prefix && ends(name[end], number, digits) {
		n := int(swar.Decimal(number, digits))
		if ids := t.families[k.family].ids; n < len(ids) {
			return Entry{&ids[n], k.family, n, at + end}
		}
	}
	if name[end] == '_' && end < maxPrefix && t.pair != 0 {
		size = end + 1
		number = binary.LittleEndian.Uint64(name[size : size+8])
		digits = swar.LeadingDigits(number)
		end = size + digits
		f := &t.families[t.pair-1]
		if f.key == keyOf(name, size) && ends(name[end], number, digits) {
			if n := int(swar.Decimal(number, digits)); n < len(f.ids) {
				return Entry{&f.ids[n], t.pair - 1, n, at + end}
			}
		}
	}
	return u.entry(text, at)
}

// keyOf is the key of the prefix of size bytes that text begins with.
func keyOf(text *[scanned]byte, size int) prefixKey {
	lo, hi := binary.LittleEndian.Uint64(text[:]), binary.LittleEndian.Uint64(text[8:])
	if size < 8 {
		return prefixKey{lo: lo & (1<<(8*size) - 1)}
	}
	return prefixKey{lo, hi & (1<<(8*(size-8)) - 1)}
}

// ends reports whether a number has digits as it should, and what is behind ends the name.
func ends(behind byte, number uint64, digits int) bool {
	const others = (1<<('-'+1)-1)&^(1<<'$') | 1<<':'
	return uint(digits-1) < 7 && (byte(number) != '0' || digits == 1) && behind < 64 && others>>behind&1 != 0
}

// entry is Entry for any name.
func (u *Unit) entry(text []byte, at int) Entry {
	x := ScanNumbered(text, at)
	if x.End == 0 {
		return Entry{}
	}
	e, t := u.entryOf(&x), &u.names.numbered
	switch lo := x.key.lo; {
	case e.End == 0:
	case x.key.hi != 0 || lo>>56 != 0 || swar.Digits(lo) != 0:
		t.pair = e.family + 1
	default:
		free := bits.LeadingZeros64(lo) &^ 7
		prefix := lo<<free | uint64(8-free/8)
		t.known[knownAs(prefix)] = knownFamily{prefix, e.family}
	}
	return e
}

// entryOf is the place of a name that has been scanned.
func (u *Unit) entryOf(x *NumberedName) (e Entry) {
	t := &u.names.numbered
	if u.KeepLocals || t.spilled {
		return
	}
	if f, ok := t.fit(x.key, x.n+1); ok {
		e = Entry{&f.ids[x.n], t.last, x.n, x.End}
	}
	return
}

// Numbered is Symbol for the name at text[at], a dot, when that is one for ScanNumbered.
// It returns the end of the name; 0, 0 for any other one. The id may be Bare.
func (u *Unit) Numbered(text []byte, at int, pos diag.Pos) (id SymID, end int) {
	if e := u.Entry(text, at); e.End != 0 {
		if id = *e.id; id == 0 || id.Open() {
			id = u.intern(e, pos)
		}
		return id, e.End
	}
	x := ScanNumbered(text, at)
	if x.End == 0 {
		return 0, 0
	}
	return u.Symbol(text[at:x.End:x.End], pos), x.End
}

// Intern returns the symbol of a name, which may be Bare, and makes an undefined one
// when there is none. It is 0 for a name that is to be known by its text.
func (u *Unit) Intern(x NumberedName, pos diag.Pos) SymID {
	e := u.entryOf(&x)
	if e.id == nil {
		return 0
	}
	return u.intern(e, pos)
}

// intern is Intern for a name that has a place.
func (u *Unit) intern(e Entry, pos diag.Pos) SymID {
	id, flags := *e.id, SymTemp
	switch {
	case id == 0:
		u.names.numbered.count++
	case id.Open():
		flags |= SymUsed
	default:
		return id
	}
	id = SymID(len(u.Syms))
	*e.id = id
	u.addSymbol(Symbol{nameOff: uint32(e.n), nameLen: inFamily | uint32(e.family), Pos: pos, Flags: flags})
	return id
}
