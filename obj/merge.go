package obj

// Joining the units of a source that was cut into pieces and read in parallel.
// The pieces are appended in order, and the result is what reading the source
// in one go gives: the same bytes, sections and symbols in the same order.
// Append looks for whatever would make a difference (a symbol defined twice, a
// section reopened with other attributes, a value that a later piece should
// have known) and refuses; the source is then read serially.

// Remap translates the ids of an appended unit to those of the whole.
type Remap struct {
	u, v     *Unit // the whole, and the one appended
	families []int // of the whole, for each of v's; see appendFamilies

	first   SymID
	forward []SymID  // the symbols from first on: which one each is instead; 0 = itself
	parts   []PartID // by index, not id
	frags   []uint32 // per part: fragments before the piece's own
	offs    []uint32 // per part: bytes before the piece's own
	nodes   uint64
	bigs    int64

	places  []uint64 // a bit for each symbol of the whole, or nil: see listPlaces
	looking bool     // at the whole, which must stay as it is: see join
}

// Sym translates a symbol.
func (m *Remap) Sym(id SymID) SymID {
	if i := int(id) - int(m.first); i >= 0 && m.forward[i] != 0 {
		return m.forward[i]
	}
	return id
}

// is says that a symbol of the piece is one that there was before.
func (m *Remap) is(id, old SymID) { m.forward[id-m.first] = old }

// Part translates a part.
func (m *Remap) Part(id PartID) PartID {
	if id < FirstPart {
		return id
	}
	return m.parts[id-FirstPart]
}

// Loc translates a place.
func (m *Remap) Loc(l *Loc) {
	if l.Part >= FirstPart {
		i := l.Part - FirstPart
		l.Part, l.Frag, l.Off = m.parts[i], l.Frag+m.frags[i], l.Off+m.offs[i]
	}
}

// Value translates a value.
func (m *Remap) Value(v *Value) {
	switch v.Kind {
	case ValueSym:
		v.Sym, v.Sub = m.Sym(v.Sym), m.Sym(v.Sub)
	case ValueBig:
		v.Add += m.bigs
	}
}

// pinCandidate is the first mention, in a piece, of a .L symbol by a jump or a
// displacement: it pins the symbol if an earlier piece has named it.
type pinCandidate struct {
	sym   SymID
	order uint32
}

// Append moves the contents of v, the next piece, behind those of u. It
// reports false when the pieces cannot be joined; u is then of no use.
func (u *Unit) Append(v *Unit) (*Remap, bool) {
	if u.AbsPart != 0 || v.AbsPart != 0 || len(v.Late) != 0 || len(v.Relocs) != 0 || u.laterDot != 0 || v.laterDot != 0 {
		return nil, false
	}
	m := &Remap{
		u: u, v: v,
		first:   v.first,
		forward: make([]SymID, len(v.Syms)-int(v.first)),
		parts:   make([]PartID, len(v.Parts)),
		frags:   make([]uint32, len(v.Parts)),
		offs:    make([]uint32, len(v.Parts)),
		nodes:   uint64(len(u.Nodes) - 1),
		bigs:    int64(len(u.Bigs) - 1),
	}
	order := u.order
	if !u.appendSections(v, m) {
		return nil, false
	}
	u.order = order // what v says of its section symbols counts
	if !u.takeSymbols(v) || !u.appendSymbols(v, m) {
		return nil, false
	}
	for i := range v.Parts {
		if !u.appendPart(&v.Parts[i], i, m) {
			return nil, false
		}
	}
	for _, n := range v.Nodes[1:] {
		m.Value(&n.L)
		m.Value(&n.R)
		u.Nodes = append(Grow(u.Nodes), n)
	}
	u.Bigs = append(u.Bigs, v.Bigs[1:]...)
	u.GNU = u.GNU || v.GNU
	u.order += v.order
	u.Switch(m.Part(v.CurID))
	return m, true
}

// appendSections finds or makes the sections and parts of v in u.
func (u *Unit) appendSections(v *Unit, m *Remap) bool {
	order := u.order
	for id := 1; id < len(v.Sections); id++ {
		s := &v.Sections[id]
		if s.Link != 0 || s.LinkTo != 0 {
			return false
		}
		to, namesake := u.sameSection(v, s)
		if to == 0 {
			if namesake || s.Late {
				return false // only the first section of a name has a named symbol; what is said late comes too late
			}
			made := *s
			made.Parts = nil
			if s.Group != 0 {
				made.Group = u.Signature(v.Name(s.Group), v.Syms[s.Group].Pos)
			}
			to = u.NewSection(made)
			u.Syms[u.Sections[to].Sym].order = 0
		}
		t := &u.Sections[to]
		if !agree(t, s) {
			return false
		}
		t.Align = max(t.Align, s.Align)
		sym, from := &u.Syms[t.Sym], &v.Syms[s.Sym]
		if sym.nameLen != from.nameLen {
			return false
		}
		sym.Flags |= from.Flags
		if sym.order == 0 && from.order != 0 {
			sym.order = order + from.order
			u.placed = append(u.placed, t.Sym)
		}
		m.is(s.Sym, t.Sym)
		for _, p := range s.Parts {
			i := int(p - FirstPart)
			m.parts[i] = u.NewPart(to, v.Parts[i].Number)
			q := u.Part(m.parts[i])
			m.frags[i], m.offs[i] = uint32(q.Items()), uint32(len(q.Data))
			if p := &v.Parts[i]; p.Once && q.Once {
				p.Data = p.Data[1:]
				m.offs[i]--
			} else {
				q.Once = q.Once || p.Once
			}
		}
	}
	return true
}

// Complete gives s, which a piece behind the first has named without its attributes so
// far, those that it states now. A piece before must have stated the same; code does
// not become data by that, nor the other way round.
func (s *Section) Complete(as *Section) {
	if as.Type == s.Type && (as.Flags^s.Flags)&SHF_EXECINSTR == 0 {
		s.Flags, s.EntSize, s.Bare, s.Late = as.Flags, as.EntSize, false, true
	}
}

// agree reports whether a later piece may take s for the section t. It names
// the section without its attributes where an earlier piece has given them.
func agree(t, s *Section) bool {
	if s.Bare {
		return t.Type == s.Type && (t.Flags^s.Flags)&SHF_EXECINSTR == 0
	}
	return t.Type == s.Type && t.Flags == s.Flags && t.EntSize == s.EntSize && t.Info == s.Info && t.Comdat == s.Comdat
}

// sameSection finds the section of u that a section of v is, or 0; namesake
// says that there is another one of its name.
func (u *Unit) sameSection(v *Unit, s *Section) (same SectionID, namesake bool) {
	for id := 1; id < len(u.Sections); id++ {
		t := &u.Sections[id]
		if t.Name != s.Name {
			continue
		}
		if t.Unique == s.Unique && (t.Group == 0) == (s.Group == 0) && (s.Group == 0 || string(u.Name(t.Group)) == string(v.Name(s.Group))) {
			return SectionID(id), false
		}
		namesake = true
	}
	return 0, namesake
}

// appendSymbols makes the symbols of v, which have their places already, part of u.
func (u *Unit) appendSymbols(v *Unit, m *Remap) bool {
	end := SymID(len(u.Syms))
	for _, c := range v.candidates {
		old := u.Find(v.Name(c.sym))
		if u.Syms[old].Part == PartAbs {
			return false // the operand would have been a number
		}
		if old != 0 && (u.Syms[old].Flags&SymUsed != 0 || u.Syms[old].InPart()) {
			u.Syms[c.sym].order = c.order
		}
	}
	extras := u.appendExtras(v)
	if !u.appendFamilies(v, m) {
		return false
	}
	for id := m.first; id < end; id++ {
		s := &u.Syms[id]
		if m.forward[id-m.first] != 0 { // the symbol of a section
			*s = Symbol{}
			continue
		}
		if !u.translate(s, m, extras) {
			return false
		}
		if s.nameLen&inFamily != 0 {
			if f := m.families[s.nameLen&^inFamily]; f >= 0 {
				if !u.appendNumbered(id, f, m) {
					return false
				}
				continue
			}
		}
		if s.nameLen != 0 && !u.appendNamed(id, v, m) {
			return false
		}
	}
	for _, list := range [...]struct {
		to   *[]SymID
		from []SymID
	}{{&u.placed, v.placed}, {&u.expressions, v.expressions}} {
		for _, id := range list.from {
			*list.to = append(*list.to, m.Sym(id))
		}
	}
	for _, l := range v.numerics {
		u.numerics = append(u.numerics, numeric{m.Sym(l.sym), l.number})
	}
	for _, c := range v.candidates {
		u.placed = append(u.placed, m.Sym(c.sym))
	}
	for i := int(extras) + 1; i < len(u.Extras); i++ {
		m.Value(&u.Extras[i].Size) // .weakref is not read in pieces
	}
	return true
}

// appendNamed enters the name of a symbol of the piece, or unites it with the one
// that has the name.
func (u *Unit) appendNamed(id SymID, v *Unit, m *Remap) bool {
	name := v.names.name(&u.Syms[id])
	named := u.Syms[id].Type != STT_FILE
	if named {
		if old := u.Find(name); old != 0 {
			s := u.Syms[id]
			u.Syms[id] = Symbol{}
			m.is(id, old)
			return u.unite(old, &s)
		}
	}
	s := &u.Syms[id]
	s.nameOff, s.nameLen = uint32(len(u.names.arena)), uint32(len(name))
	u.names.arena = append(u.names.arena, name...)
	if named {
		u.bind(name, id)
	}
	return true
}

// appendExtras appends the rare attributes of v's symbols and returns how many
// there were before.
func (u *Unit) appendExtras(v *Unit) uint32 {
	if len(u.Extras) == 0 {
		u.Extras = append(u.Extras, SymExtra{})
	}
	before := uint32(len(u.Extras) - 1)
	if len(v.Extras) != 0 {
		u.Extras = append(u.Extras, v.Extras[1:]...)
	}
	return before
}

// appendFamilies makes room for the numbered names of v, and joins those that are
// numbers alone. Remap.families says which family of u each of v's is, -1 for one
// whose names are looked up one by one.
func (u *Unit) appendFamilies(v *Unit, m *Remap) bool {
	t := &u.names.numbered
	for i := range v.names.numbered.families {
		from := &v.names.numbered.families[i]
		m.families = append(m.families, -1)
		if t.spilled || v.names.numbered.spilled {
			continue
		}
		to, fits := t.fit(from.key, len(from.ids))
		if !fits {
			continue
		}
		m.families[i] = t.last
		for n := range from.pos {
			value, number := from.ids[n].Bare()
			if !number {
				continue
			}
			if to.ids[n] == 0 {
				to.define(n, value, from.pos[n])
				t.count++
			} else if to.ids[n]&bare != 0 || !u.unite(to.ids[n], &Symbol{Part: PartAbs, Off: uint64(value), Pos: from.pos[n], Flags: SymTemp}) {
				return false
			}
		}
	}
	return true
}

// appendNumbered enters the name of a symbol of the piece into family f.
func (u *Unit) appendNumbered(id SymID, f int, m *Remap) bool {
	s, to := &u.Syms[id], &u.names.numbered.families[f]
	old := to.ids[s.nameOff]
	value, number := old.Bare()
	switch {
	case old == 0:
		u.names.numbered.count++
	case !number:
		m.is(id, old)
		ok := u.unite(old, s)
		*s = Symbol{}
		return ok
	case s.Part != PartNone || s.order != 0: // in an instruction, the number would have been the operand
		return false
	default:
		s.Part, s.Off, s.Pos, s.Flags = PartAbs, uint64(value), to.pos[s.nameOff], s.Flags|SymTemp
	}
	to.ids[s.nameOff], s.nameLen = id, inFamily|uint32(f)
	return true
}

// translate makes a symbol of a later piece one of u. It reports false when the
// piece cannot be joined because of it.
func (u *Unit) translate(s *Symbol, m *Remap, extras uint32) bool {
	if s.Flags&(SymShadowed|SymForward) != 0 || s.Part == PartReg {
		return false
	}
	switch {
	case s.InPart():
		l := Loc{s.Part, s.Frag, uint32(s.Off)}
		m.Loc(&l)
		s.Part, s.Frag, s.Off = l.Part, l.Frag, uint64(l.Off)
	case s.Part == PartExpr:
		s.Off += m.nodes
	}
	if s.order != 0 {
		s.order += u.order
	}
	if s.Extra != 0 {
		s.Extra += extras
	}
	return true
}

// unite joins what a later piece says of a symbol, already translated, with
// what u knows. It reports false when the two do not go together, or when the
// later piece would have read the symbol differently had it known.
func (u *Unit) unite(id SymID, s *Symbol) bool {
	t := &u.Syms[id]
	if t.Flags&SymBuiltin != s.Flags&SymBuiltin {
		return false
	}
	if t.Flags&SymBuiltin == 0 && t.Part != PartNone {
		if s.Part != PartNone || t.folds() && s.Flags&SymUsed != 0 || t.Part == PartAbs && s.order != 0 {
			return false
		}
	}
	const binding = SymGlobal | SymWeak | SymLocal
	a, b := t.Flags&binding, s.Flags&binding
	if a != 0 && b != 0 && a != b || t.Type != 0 && s.Type != 0 && t.Type != s.Type || t.Vis != 0 && s.Vis != 0 && t.Vis != s.Vis {
		return false
	}
	if s.Extra != 0 {
		if t.Extra != 0 {
			return false
		}
		t.Extra = s.Extra
	}
	if s.Part != PartNone {
		t.Part, t.Frag, t.Off, t.Pos = s.Part, s.Frag, s.Off, s.Pos
	}
	if t.Flags&s.Flags&SymUsed != 0 {
		t.Flags |= SymUsedAgain
	}
	t.Flags |= s.Flags
	t.Type |= s.Type
	t.Vis |= s.Vis
	if t.order == 0 {
		t.order = s.order
	}
	return true
}

// folds reports whether a use of the symbol is worth what that is now.
func (s *Symbol) folds() bool {
	return s.Part == PartReg || s.Part == PartAbs && s.Flags&SymAssigned != 0 || s.Flags&SymForward != 0
}

// appendPart moves the contents of a part behind those of the part that it
// continues. It reports false when the pieces cannot be joined.
func (u *Unit) appendPart(p *Part, i int, m *Remap) bool {
	q := u.Part(m.parts[i])
	frag, off := m.frags[i], m.offs[i]
	if p.mixed || q.mixed || len(p.Frags)+len(q.Frags) != 0 {
		p.Mix()
		q.Mix()
	}
	if len(p.Fields) != 0 && len(p.Data)+len(q.Data) >= fieldsEnd/2 {
		return false
	}
	if !join(m, p.Lebs, off) || !join(m, p.Fields, off) || !join(m, p.Frags, off) || !join(m, p.Fixups, off) {
		return false
	}
	for k := range p.Marks {
		p.Marks[k].Frag += frag
		p.Marks[k].Off += off
	}
	if len(q.Data) == 0 && q.Items() == 0 {
		q.Data, q.Frags, q.Lebs, q.Fields, q.Fixups, q.Marks = p.Data, p.Frags, p.Lebs, p.Fields, p.Fixups, p.Marks
		return true
	}
	q.Data = append(q.Data, p.Data...)
	q.Frags = append(q.Frags, p.Frags...)
	q.Lebs = append(q.Lebs, p.Lebs...)
	q.Fields = append(q.Fields, p.Fields...)
	q.Fixups = append(q.Fixups, p.Fixups...)
	q.Marks = append(q.Marks, p.Marks...)
	Reuse(u, p.Data)
	Reuse(u, p.Frags)
	Reuse(u, p.Lebs)
	Reuse(u, p.Fields)
	Reuse(u, p.Fixups)
	return true
}
