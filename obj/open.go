package obj

import "tas/diag"

// The debugging information of a source that is read in pieces names, again and
// again, labels of pieces before: of the million lines of SQLite -O2 -g that name a
// label, half. The piece knows nothing of those, and needs not: the field is given an
// open name, which is the label's place in the index, and the symbol is looked up
// when the pieces are joined. That saves the piece a symbol for each label there is.

// open marks a SymID that is a family of numbered names and a number. It stands in
// fields of data only, and in the index, so that a name that turns out to be of this
// piece is known to have been used.
const (
	open      SymID = 1 << 30
	openShift       = 24 // bits of the number: seven digits
	openMax         = int(open>>openShift) - 1
)

// Open reports whether an id is that of an open name.
func (id SymID) Open() bool { return id&(bare|open) == open }

// Open makes the id of a name in an operand of a data directive that is new: one that this
// piece does not know is left open.
func (u *Unit) Open(e Entry, pos diag.Pos) SymID {
	if !u.piece || e.family > openMax {
		return u.intern(e, pos)
	}
	id := open | SymID(e.family)<<openShift | SymID(e.n)
	*e.id = id
	u.names.numbered.count++
	return id
}

// UsePlaces says that an expression refers to first - second, where second may be 0. It
// reports false, and uses nothing, when one of them is known to be no place. n is the
// difference if that is known for good.
func (u *Unit) UsePlaces(first, second SymID) (n int64, known, ok bool) {
	if !u.mayBePlace(first) || !u.mayBePlace(second) {
		return 0, false, false
	}
	if second != 0 && !first.Open() && !second.Open() {
		n, known = u.Distance(first, second)
	}
	if !first.Open() {
		u.Syms[first].use()
	}
	if second != 0 && !second.Open() {
		u.Syms[second].use()
	}
	return n, known, true
}

// mayBePlace reports whether an id is that of a place, or may become it.
func (u *Unit) mayBePlace(id SymID) bool {
	if id&(bare|open) != 0 {
		return id.Open()
	}
	p := u.Syms[id].Part
	return p == PartNone || p >= FirstPart
}

// field is what may have open names: a *Leb, *Field, *Frag or *Fixup of the next piece.
type field[T any] interface {
	*T
	move(by uint32)

	// close replaces names of the piece by what they stand for in the whole. When it
	// reports false, the field is as it was, and the pieces cannot be joined.
	close(m *Remap) bool
}

// join moves the fields of a part, off bytes further behind, and closes them. It
// reports false when the pieces cannot be joined. Nearly all need no more than a look
// at the whole, which both cores take side by side; what is left then is done in order.
// At -g that halves the time of joining.
func join[T any, F field[T]](m *Remap, list []T, off uint32) bool {
	if len(list) >= placesFrom && m.places == nil {
		m.listPlaces()
	}
	look := *m
	look.looking = true
	left := inBlocks(len(list), func(from, to int) (left []int) {
		for i := from; i < to; i++ {
			f := F(&list[i])
			f.move(off)
			if !f.close(&look) {
				left = append(left, i)
			}
		}
		return left
	})
	for _, i := range left {
		if !F(&list[i]).close(m) {
			return false
		}
	}
	return true
}

func (f *Frag) move(by uint32)       { f.Off += by }
func (f *Fixup) move(by uint32)      { f.Off += by }
func (f *Frag) close(m *Remap) bool  { return m.close(&f.Value, 0, f.Pos) }
func (f *Fixup) close(m *Remap) bool { return m.close(&f.Value, f.Width, f.Pos) }

// close is Value for the value of a field of width bytes, or of an item, which may
// have open names.
func (m *Remap) close(v *Value, width uint8, at diag.Pos) bool {
	if !(v.Sym | v.Sub).Open() {
		m.Value(v)
		return true
	}
	sym, ok := m.named(v.Sym, at)
	sub, known := m.named(v.Sub, at)
	if !ok || !known {
		return false
	}
	n, number := sym.Bare()
	if !number && !m.isPlace(sym) && m.u.Syms[sym].Part == PartAbs {
		n, number = int64(m.u.Syms[sym].Off), true
	}
	if number && sub == 0 {
		fits := width == 0 || width == 8 || uint64(v.Add)>>(8*width) == 0
		if fits {
			*v = Int(n + v.Add) // as reading serially would have had it, if nothing is to be said about it
		}
		return fits
	}
	sym, ok = m.dressed(v.Sym, sym)
	sub, known = m.dressed(v.Sub, sub)
	if ok && known {
		v.Sym, v.Sub = sym, sub
	}
	return ok && known
}

// named is Sym for an id that may be that of an open name.
func (m *Remap) named(id SymID, at diag.Pos) (found SymID, ok bool) {
	if !id.Open() {
		return m.Sym(id), true
	}
	u, i, n := m.u, int(id&^open>>openShift), int(id&(1<<openShift-1))
	if to := m.families[i]; to >= 0 {
		found = u.names.numbered.families[to].ids[n]
	}
	if found == 0 && !m.looking {
		found = u.Symbol(m.v.names.numbered.name(i, n), at)
	}
	if found&bare != 0 || m.isPlace(found) {
		return found, true
	}
	if m.looking {
		return 0, false
	}
	s := &u.Syms[found]
	s.use()
	return found, !s.folds()
}

// placesFrom is the number of fields for which it pays to list the places.
const placesFrom = 100000

// listPlaces notes in a bit of each symbol whether it is a place. Those of all symbols
// stay in the cache, which the symbols do not: 15 ms of CPU time at -g.
func (m *Remap) listPlaces() {
	m.places = make([]uint64, len(m.u.Syms)/64+1)
	for _, x := range m.u.Stretches() {
		for id := x.From; id < x.To; id++ {
			if m.u.Syms[id].InPart() {
				m.places[id/64] |= 1 << (id % 64)
			}
		}
	}
}

// isPlace reports whether a symbol of the whole is a place.
func (m *Remap) isPlace(id SymID) bool {
	if k := int(id / 64); k < len(m.places) && m.places[k]>>(id%64)&1 != 0 {
		return true
	}
	return m.u.Syms[id].InPart()
}

// dressed is a symbol, also where an open name is a number alone.
func (m *Remap) dressed(id, found SymID) (sym SymID, ok bool) {
	switch {
	case found&bare == 0:
		return found, true
	case m.looking:
		return 0, false
	}
	return m.u.dress(m.families[id&^open>>openShift], int(id&(1<<openShift-1))), true
}
