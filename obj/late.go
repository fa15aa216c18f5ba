package obj

// LatePart asks for contents that are written when every address is known:
// call frame information and line tables. They measure code, and nothing
// measures them, so no fragment is needed for them and no relaxation. Relax
// calls WriteLate as its last act.
type LatePart struct {
	Part   PartID
	Writer LateWriter
}

// LateWriter appends to the Data and Fixups of a part whose own contents are
// final. It may use Unit.Address.
type LateWriter interface {
	WriteLate(u *Unit, part PartID)
}

// WriteLate lets the late writers append their bytes, in the order in which
// they were registered, and moves the subsections behind them.
func (u *Unit) WriteLate() {
	for _, l := range u.Late {
		before := len(u.Part(l.Part).Data)
		l.Writer.WriteLate(u, l.Part)
		p := u.Part(l.Part)
		grown := uint64(len(p.Data) - before)
		sec := &u.Sections[p.Section]
		sec.Size += grown
		behind := false
		for _, id := range sec.Parts {
			if behind {
				q := u.Part(id)
				q.Addr += grown
				for i := range q.shift {
					q.shift[i] += int64(grown)
				}
			}
			behind = behind || id == l.Part
		}
	}
}

// Address is the offset of a place in its section. It is valid after Relax has
// settled the sizes.
func (u *Unit) Address(l Loc) uint64 {
	return uint64(u.Part(l.Part).shift[l.Frag] + int64(l.Off))
}

// PartEnd is the place behind all of a part.
func (u *Unit) PartEnd(id PartID) Loc {
	p := u.Part(id)
	return Loc{Part: id, Frag: uint32(p.Items()), Off: uint32(len(p.Data))}
}

// Final reduces a value to a number; all sizes are final.
func (u *Unit) Final(v Value) (int64, bool) {
	e := evaluator{u: u, quiet: true}
	return e.number(v)
}
