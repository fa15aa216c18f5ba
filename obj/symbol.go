package obj

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"

	"tas/diag"
)

// SymID names a symbol of a Unit; zero means none.
type SymID uint32

// PartID names a Part of a Unit, or says that a symbol is not in one.
type PartID uint32

// Where a symbol can live other than in a part.
const (
	PartNone   PartID = iota // undefined so far
	PartAbs                  // Off is the value
	PartExpr                 // Off is an index into Unit.Nodes: the symbol equals that expression
	PartReg                  // Off is a register number of the encoder: .set name, %reg
	PartCommon               // Off is the size; the alignment is in Extra
	FirstPart                // ids from here on are real parts
)

// SymFlags are the facts about a symbol that are not ELF fields.
type SymFlags uint16

// The flags of a symbol.
const (
	SymUsed      SymFlags = 1 << iota // an expression refers to it
	SymReloc                          // a relocation refers to it, so it stays in .symtab
	SymAssigned                       // defined by .set or =, so it may be assigned again
	SymGlobal                         // .globl or .weak was given
	SymLocal                          // .local was given
	SymWeak                           // .weak was given
	SymTemp                           // .L name, numeric label or nameless: never in .symtab
	SymSection                        // stands for a section
	SymEquiv                          // .equiv or .eqv: assigned once
	SymForward                        // .eqv: evaluated anew at each use
	SymBuiltin                        // supplied by tas (SYS_write), not by the source
	SymWritten                        // named by .symtab-making directives: .type, .size, ...
	SymBusy                           // its expression is being evaluated: a second visit is a cycle
	SymShadowed                       // assigned again: SymExtra.After has the name now
	SymUsedAgain                      // an expression refers to it, and not for the first time
)

// Symbol is one name of the source, or a nameless place. 40 bytes, no
// pointers, so the collector never looks at a table of them.
type Symbol struct {
	nameOff uint32 // in symtab.arena; or see inFamily
	nameLen uint32

	Part PartID
	Frag uint32 // number of fragments of the part before the place
	Off  uint64 // offset in Part.Data; or see the Part constants

	Pos   diag.Pos // where it was defined; where first named while undefined
	Extra uint32   // index into Unit.Extras; 0 = nothing out of the ordinary

	Flags SymFlags
	Type  uint8 // STT_*
	Vis   uint8 // STV_*

	order uint32 // place in .symtab, see Pin; 0 = none yet
}

// SymExtra holds the rare attributes of a symbol.
type SymExtra struct {
	Size        Value    // .size expression
	SizePos     diag.Pos // where .size was given
	Known       int64    // the last .size that was a number: as's -g goes by it
	CommonAlign uint64
	WeakrefTo   SymID // .weakref target
	Unique      bool  // STT gnu_unique_object
	Large       bool  // .largecomm
	Removed     bool  // .symver has other names for it, and it goes

	After SymID // the next instance of a symbol that was assigned again
}

// EmptyName stands for the name "". A symbol whose name has no bytes is a nameless
// place.
const EmptyName = "\x00"

// Defined reports whether the symbol has a value of some kind.
func (s *Symbol) Defined() bool { return s.Part != PartNone && s.Part != PartCommon }

// InPart reports whether the symbol is a place in a part.
func (s *Symbol) InPart() bool { return s.Part >= FirstPart }

// weakref reports whether a symbol is another name of its target, by .weakref.
func (u *Unit) weakref(s *Symbol) bool { return s.Extra != 0 && u.Extras[s.Extra].WeakrefTo != 0 }

// Loc is a place: before byte Off of a part's Data, after its first Frag
// variable items.
type Loc struct {
	Part PartID
	Frag uint32
	Off  uint32
}

// symtab is the name table of a Unit: open addressing over symbol ids, the
// hashes beside them so that a miss seldom touches a name.
type symtab struct {
	numbered numbered // names such as .LVL17 have an index of their own
	slots    []symslot
	used     int
	arena    []byte // the other names, one after the other
}

type symslot struct {
	hash uint32
	id   SymID
}

// Hash is the hash of a name, which is taken eight bytes at a time; the last eight
// may overlap those before. The upper half of a product has a part of every byte,
// its lower half none of those above: names that differ in the last letter only
// need both.
func Hash(name []byte) uint32 {
	const prime = 0x9e3779b97f4a7c15
	n := len(name)
	h := uint64(n)
	switch {
	case n >= 8:
		for i := 0; i+8 < n; i += 8 {
			h = bits.RotateLeft64((h^binary.LittleEndian.Uint64(name[i:]))*prime, 32)
		}
		h ^= binary.LittleEndian.Uint64(name[n-8:])
	case n >= 4:
		h ^= uint64(binary.LittleEndian.Uint32(name)) | uint64(binary.LittleEndian.Uint32(name[n-4:]))<<32
	default:
		for i, c := range name {
			h ^= uint64(c) << (8 * i)
		}
	}
	upper, lower := bits.Mul64(h, prime)
	return uint32(upper ^ lower)
}

// name is the name of a symbol.
func (t *symtab) name(s *Symbol) []byte {
	if s.nameLen&inFamily != 0 {
		return t.numbered.name(int(s.nameLen&^inFamily), int(s.nameOff))
	}
	return t.arena[s.nameOff : s.nameOff+s.nameLen : s.nameOff+s.nameLen]
}

// Find returns the symbol called name, or 0.
func (u *Unit) Find(name []byte) SymID {
	if key, n, ok := splitNumber(name); ok {
		if id := u.numberedSymbol(key, n); id != 0 || !u.names.numbered.spilled {
			return id
		}
	}
	id, _, _ := u.probe(name)
	return id
}

// Symbol returns the symbol called name, and makes an undefined one when
// there is none. at is where the source names it.
func (u *Unit) Symbol(name []byte, at diag.Pos) SymID {
	id := u.Signature(name, at)
	if s := &u.Syms[id]; s.order == 0 && (s.Flags&SymTemp == 0 || u.KeepLocals) {
		u.Pin(id)
	}
	return id
}

// addSymbol appends a symbol. Those of macros are more than the size of the source
// tells.
func (u *Unit) addSymbol(s Symbol) {
	if len(u.Syms) == cap(u.Syms) {
		u.growSymbols()
	}
	u.Syms = append(u.Syms, s)
}

// isTemp reports whether a name is one that no symbol table has: as leaves out those
// of compilers other than gcc, too.
func isTemp(name []byte) bool {
	if len(name) < 2 || name[0] != '.' {
		return len(name) >= 4 && string(name[:4]) == "_.L_"
	}
	return name[1] == 'L' || name[1] == '.'
}

// Signature is Symbol for the name of a section group: that alone gives the
// symbol no place in .symtab.
func (u *Unit) Signature(name []byte, at diag.Pos) SymID {
	t := &u.names
	key, n, isNumbered := splitNumber(name)
	if isNumbered {
		if id := u.numberedSymbol(key, n); id != 0 {
			return id
		}
	}
	if !isNumbered || t.numbered.spilled {
		if id, _, _ := u.probe(name); id != 0 {
			return id
		}
	}
	id := SymID(len(u.Syms))
	sym := Symbol{Pos: at}
	if isTemp(name) {
		sym.Flags = SymTemp
	}
	if u.Builtin != nil && len(name) > 4 && string(name[:4]) == "SYS_" {
		if v, ok := u.Builtin(name); ok {
			sym.Part, sym.Off, sym.Flags = PartAbs, v, SymBuiltin
		}
	}
	if isNumbered && t.numbered.put(key, n, id) {
		sym.nameOff, sym.nameLen = uint32(n), inFamily|uint32(t.numbered.last)
		u.addSymbol(sym)
		return id
	}
	sym.nameOff, sym.nameLen = uint32(len(t.arena)), uint32(len(name))
	t.arena = append(t.arena, name...)
	u.addSymbol(sym)
	u.enter(name, id, isNumbered)
	return id
}

// bind makes name mean id.
func (u *Unit) bind(name []byte, id SymID) {
	if key, n, ok := splitNumber(name); !ok || !u.names.numbered.put(key, n, id) {
		u.enter(name, id, ok)
	}
}

// enter puts a name into the hash table. A numbered one that goes there has
// spilled.
func (u *Unit) enter(name []byte, id SymID, isNumbered bool) {
	t := &u.names
	if isNumbered {
		t.numbered.spilled, t.numbered.known, t.numbered.pair = true, [knownFamilies]knownFamily{}, 0
	}
	if t.used >= len(t.slots)*3/4 {
		t.grow()
	}
	old, slot, hash := u.probe(name)
	if old == 0 {
		t.used++
	}
	t.slots[slot] = symslot{hash, id}
}

// Pin gives a symbol the next place in .symtab. Most get theirs when they are
// first named. In GNU as a .L symbol, which seldom goes there, has none until
// a jump or a displacement begins with its name, and it has been named before,
// or a directive gives it attributes.
func (u *Unit) Pin(id SymID) {
	if s := &u.Syms[id]; s.order == 0 {
		u.order++
		s.order = u.order
		u.placed = append(u.placed, id)
	}
}

// PinNamed is Pin for a symbol that is defined late; a .L symbol gets no place so.
func (u *Unit) PinNamed(id SymID) {
	if u.Syms[id].Flags&SymTemp == 0 || u.KeepLocals {
		u.Pin(id)
	}
}

// Placed is how many places in .symtab have been given.
func (u *Unit) Placed() uint32 { return u.order }

// PinBehind gives a symbol without a place the one behind the first of them,
// which moves those of all others.
func (u *Unit) PinBehind(id SymID, first uint32) {
	if u.Syms[id].order != 0 {
		return
	}
	for _, s := range u.Stretches() {
		for i := s.From; i < s.To; i++ {
			if u.Syms[i].order > first {
				u.Syms[i].order++
			}
		}
	}
	for i := range u.candidates {
		if u.candidates[i].order > first {
			u.candidates[i].order++
		}
	}
	u.order++
	u.Syms[id].order = first + 1
	u.placed = append(u.placed, id)
}

// PinSections gives the symbols of all sections new places in .symtab, behind
// those of the symbols there are.
func (u *Unit) PinSections() {
	for i := range u.Sections[1:] {
		sym := u.Sections[i+1].Sym
		u.Syms[sym].order = 0
		u.Pin(sym)
	}
}

// pinOperand pins the symbol of a jump or a displacement, if there is one.
func (u *Unit) pinOperand(id SymID) {
	s := &u.Syms[id]
	switch {
	case s.order != 0 || id == 0:
	case s.Part >= FirstPart || s.Flags&SymUsedAgain != 0:
		u.Pin(id)
	case u.piece && s.Flags&SymTemp != 0 && s.nameLen != 0:
		u.order++
		u.candidates = append(u.candidates, pinCandidate{id, u.order})
	}
}

func (u *Unit) probe(name []byte) (id SymID, slot uint32, hash uint32) {
	t := &u.names
	hash = Hash(name)
	mask := uint32(len(t.slots) - 1)
	for slot = hash & mask; ; slot = (slot + 1) & mask {
		s := t.slots[slot]
		if s.id == 0 {
			return 0, slot, hash
		}
		if s.hash == hash {
			sym := &u.Syms[s.id]
			if string(t.arena[sym.nameOff:sym.nameOff+sym.nameLen]) == string(name) {
				return s.id, slot, hash
			}
		}
	}
}

func (t *symtab) grow() {
	old := t.slots
	t.slots = MakeTable[symslot](2 * len(old))
	mask := uint32(len(t.slots) - 1)
	for _, s := range old {
		if s.id == 0 {
			continue
		}
		i := s.hash & mask
		for t.slots[i].id != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}

// Name returns the name of a symbol; nameless ones have an empty name. The
// bytes belong to the unit and must not be changed.
func (u *Unit) Name(id SymID) []byte {
	return u.names.name(&u.Syms[id])
}

// Place makes a nameless symbol at l: what `.` and numeric labels are.
func (u *Unit) Place(l Loc, at diag.Pos) SymID {
	u.addSymbol(Symbol{Part: l.Part, Frag: l.Frag, Off: uint64(l.Off), Pos: at, Flags: SymTemp})
	return SymID(len(u.Syms) - 1)
}

// Nameless makes an undefined symbol without a name.
func (u *Unit) Nameless(at diag.Pos) SymID {
	u.addSymbol(Symbol{Pos: at, Flags: SymTemp})
	return SymID(len(u.Syms) - 1)
}

// numeric is one of the labels of a number, the symbol for one `1:`.
type numeric struct {
	sym    SymID
	number uint32
}

// Numeric makes the symbol for the next label of a number.
func (u *Unit) Numeric(n uint32, at diag.Pos) SymID {
	id := u.Nameless(at)
	u.numerics = append(u.numerics, numeric{id, n})
	return id
}

// nameNumerics gives those labels to which relocations refer the names that as has
// for them: .L, the number, the character 2, and the how manieth of its number it is.
func (u *Unit) nameNumerics() {
	wanted := func(l numeric) bool { return u.Syms[l.sym].Flags&SymReloc != 0 }
	if !slices.ContainsFunc(u.numerics, wanted) {
		return
	}
	count := map[uint32]int{}
	for _, l := range u.numerics {
		count[l.number]++
		if wanted(l) {
			u.Rename(l.sym, fmt.Appendf(nil, ".L%d\x02%d", l.number, count[l.number]))
		}
	}
}

// Extra returns the rare attributes of a symbol for writing.
func (u *Unit) Extra(id SymID) *SymExtra {
	s := &u.Syms[id]
	if s.Extra == 0 {
		if len(u.Extras) == 0 {
			u.Extras = append(u.Extras, SymExtra{})
		}
		s.Extra = uint32(len(u.Extras))
		u.Extras = append(u.Extras, SymExtra{})
	}
	return &u.Extras[s.Extra]
}

// StandsAt reports whether a symbol is a label at l.
func (u *Unit) StandsAt(id SymID, l Loc) bool {
	s := &u.Syms[id]
	return s.Part == l.Part && s.Frag == l.Frag && s.Off == uint64(l.Off) && s.Flags&SymSection == 0
}

// DefineAt gives the symbol the place l. It reports false, changing nothing,
// when the symbol already has a value.
func (u *Unit) DefineAt(id SymID, l Loc, at diag.Pos) bool {
	s := &u.Syms[id]
	if s.Part == PartCommon {
		// In .bss a label and a common symbol are the same storage; elsewhere one is
		// in the way of the other, unless it has no size yet or is in .data.
		switch sec := u.Part(l.Part).Section; {
		case s.Off != 0 && sec == SecBss:
			return true
		case s.Off != 0 && sec != SecData:
			return false
		}
	} else if s.Part != PartNone && s.Flags&SymBuiltin == 0 {
		// A label may follow an assignment of its name.
		if s.Flags&(SymAssigned|SymEquiv) != SymAssigned {
			return false
		}
		if s.Flags&SymUsed != 0 {
			id = u.succeed(id)
			s = &u.Syms[id]
		}
		s.Flags &^= SymAssigned
	}
	if l.Part == u.AbsPart {
		s.Part, s.Off, s.Pos = PartAbs, u.absoluteAt(l), at
		s.Flags &^= SymBuiltin
		return true
	}
	s.Part, s.Frag, s.Off, s.Pos = l.Part, l.Frag, uint64(l.Off), at
	s.Flags &^= SymBuiltin
	return true
}
