package obj

import (
	"encoding/binary"

	"tas/diag"
)

// Nearly all items of debugging information are uleb128s of distances in code, and in
// pieces of names that turn out to be numbers: 395,000 of the 444,000 items of SQLite
// -O2 -g. As long as a part of such a section has no others, they stand in a list of
// their own, in 16 bytes instead of a Frag's 56, and are made bytes of in the same pass that
// lays the section out.

// Leb is a .uleb128 of Sym - Sub, or of Sym alone.
type Leb struct {
	Off      uint32 // bytes of Part.Data before it
	Sym, Sub SymID  // either may be open; Sym alone may be Bare
	Pos      diag.Pos
}

// lessOne in Leb.Sub says that the value is one less.
const lessOne SymID = 1 << 31

// AddLeb appends .uleb128 v at the current place.
func (u *Unit) AddLeb(v Value, at diag.Pos) {
	p := u.Cur
	less := SymID(-v.Add)
	if p.mixed || len(p.Frags) != 0 || v.Add != 0 && v.Add != -1 || v.Mod != ModNone || v.Sym == 0 || u.Loose || u.Section().Flags&SHF_ALLOC != 0 {
		u.AddFrag(Frag{Kind: FragULEB, Value: v, Size: 1, Pos: at})
		return
	}
	if len(p.Lebs) == cap(p.Lebs) {
		p.Lebs = growTo(p.Lebs, u.Size/48)
	}
	p.Lebs = append(p.Lebs, Leb{uint32(len(p.Data)), v.Sym, v.Sub | less<<31, at})
}

// frag is the item that a Leb stands for.
func (l *Leb) frag() Frag {
	return Frag{Kind: FragULEB, Off: l.Off, Size: 1, Pos: l.Pos, Value: difference(l.Sym, l.Sub)}
}

// difference is the value of a Leb or a Field.
func difference(sym, sub SymID) Value {
	less := int64(sub >> 31)
	if n, number := sym.Bare(); number {
		return Int(n - less)
	}
	return Value{Kind: ValueSym, Sym: sym, Sub: sub &^ lessOne, Add: -less}
}

// Mix says that a part has, or may have, items of all kinds: those that it has are
// Frags from now on.
func (p *Part) Mix() {
	p.mixed = true
	if len(p.Lebs) == 0 {
		return
	}
	frags := make([]Frag, 0, 2*p.Items())
	for i := range p.Lebs {
		frags = append(frags, p.Lebs[i].frag())
	}
	p.Frags, p.Lebs = append(frags, p.Frags...), nil
}

// Pending is the number of fields of a part that are to be filled in.
func (p *Part) Pending() int { return len(p.Fields) + len(p.Fixups) }

// Items is the number of variable items of a part.
func (p *Part) Items() int { return len(p.Frags) + len(p.Lebs) }

func (l *Leb) move(by uint32) { l.Off += by }

func (l *Leb) close(m *Remap) bool {
	less := l.Sub & lessOne
	sym, ok := m.named(l.Sym, l.Pos)
	sub, known := m.named(l.Sub&^lessOne, l.Pos)
	if sub != 0 && ok && known {
		sym, ok = m.dressed(l.Sym, sym)
		sub, known = m.dressed(l.Sub&^lessOne, sub)
	}
	if ok && known {
		l.Sym, l.Sub = sym, sub|less
	}
	return ok && known
}

// layLebs lays a section out that has lebs only, and makes bytes of them. It reports
// false when one of them is neither a number nor a distance in a section that is
// final.
func (r *relaxer) layLebs(id SectionID) bool {
	s := &r.u.Sections[id]
	p := r.u.Part(s.Parts[0])
	if len(s.Parts) != 1 || len(p.Lebs) == 0 || len(p.Frags) != 0 || len(p.Data)+binary.MaxVarintLen64*len(p.Lebs) >= fieldsEnd {
		return false
	}
	data, from := make([]byte, 0, len(p.Data)+3*len(p.Lebs)), uint32(0)
	for i := range p.Lebs {
		l := &p.Lebs[i]
		n, ok := r.worth(l)
		if !ok {
			return false
		}
		p.shift[i] = int64(len(data)) - int64(from)
		data = append(data, p.Data[from:l.Off]...)
		from = l.Off
		data = AppendULEB(data, n)
	}
	p.shift[len(p.Lebs)] = int64(len(data)) - int64(from)
	data = append(data, p.Data[from:]...)
	for i, k := 0, 0; i < len(p.Fields); i++ {
		k = p.lebsBefore(p.Fields[i].at(), k)
		p.Fields[i].move(uint32(p.shift[k]))
	}
	for i, k := 0, 0; i < len(p.Fixups); i++ {
		k = p.lebsBefore(p.Fixups[i].Off, k)
		p.Fixups[i].move(uint32(p.shift[k]))
	}
	Reuse(r.u, p.Data)
	Reuse(r.u, p.Lebs)
	p.Addr, p.Data, p.Lebs, s.Size = 0, data, nil, uint64(len(data))
	return true
}

// lebsBefore is the number of lebs before a place; from are known to be.
func (p *Part) lebsBefore(off uint32, from int) int {
	for from < len(p.Lebs) && p.Lebs[from].Off <= off {
		from++
	}
	return from
}

// worth is the value of a Leb, if that is known for good.
func (r *relaxer) worth(l *Leb) (n uint64, ok bool) {
	if v, number := l.Sym.Bare(); number {
		return uint64(v) - uint64(l.Sub>>31), true
	}
	a, b := &r.u.Syms[l.Sym], &r.u.Syms[l.Sub&^lessOne]
	if a.Part >= FirstPart && b.Part >= FirstPart {
		p, q := &r.u.Parts[a.Part-FirstPart], &r.u.Parts[b.Part-FirstPart]
		if p.Section == q.Section && r.eval.final[p.Section] {
			return uint64(p.shift[a.Frag]) + a.Off - uint64(q.shift[b.Frag]) - b.Off - uint64(l.Sub>>31), true
		}
	}
	distance, ok := r.eval.offset(l.frag().Value)
	return uint64(distance), ok && !r.eval.shifting
}
