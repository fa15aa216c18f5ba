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

// OpenNumbered is Numbered for an operand of a data directive: a name that this
// piece does not know is left open.
func (u *Unit) OpenNumbered(text []byte, at int, pos diag.Pos) (id SymID, end int) {
	t := &u.names.numbered
	if !u.piece || u.KeepLocals || t.spilled {
		return u.Numbered(text, at, pos)
	}
	x := ScanNumbered(text, at)
	if x.End == 0 {
		return 0, 0
	}
	f, ok := t.fit(x.key, x.n+1)
	if !ok || t.last > openMax {
		return u.Numbered(text, at, pos)
	}
	if id = f.ids[x.n]; id == 0 {
		id = open | SymID(t.last)<<openShift | SymID(x.n)
		f.ids[x.n] = id
		t.count++
	}
	return id, x.End
}

// close replaces the open names of a field, of width bytes or a leb128, by what they
// stand for in the whole. It reports false when the pieces cannot be joined.
func (m *Remap) close(v *Value, width uint8, at diag.Pos) bool {
	sym, ok := m.named(v.Sym, at)
	sub, known := m.named(v.Sub, at)
	n, number := sym.Bare()
	if !number && m.u.Syms[sym].Part == PartAbs {
		n, number = int64(m.u.Syms[sym].Off), true
	}
	if number && sub == 0 {
		*v = Int(n + v.Add) // as reading serially would have had it, if nothing is to be said about it
		return ok && (width == 0 || width == 8 || uint64(v.Add)>>(8*width) == 0)
	}
	v.Sym, v.Sub = m.dressed(v.Sym, sym), m.dressed(v.Sub, sub)
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
	if found == 0 {
		found = u.Symbol(m.v.names.numbered.name(i, n), at)
	}
	if found&bare != 0 || u.Syms[found].InPart() {
		return found, true
	}
	s := &u.Syms[found]
	s.use()
	return found, !s.folds()
}

// dressed is a symbol, also where an open name is a number alone.
func (m *Remap) dressed(id, found SymID) SymID {
	if found&bare != 0 {
		return m.u.dress(m.families[id&^open>>openShift], int(id&(1<<openShift-1)))
	}
	return found
}
