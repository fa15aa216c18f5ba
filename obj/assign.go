package obj

import "tas/diag"

// Assigned symbols. `x = 5` may be followed by `x = 6`: what was written before
// keeps the old value. A use of x folds to its constant at once, so only the
// uses that hold the symbol itself (it was undefined, or a place) need care:
// they keep the old id, nameless from then on, and the name goes to a new one,
// the successor.

// Assign gives a symbol the value v. The symbol may have a value only when
// that was assigned too. It returns the id that the name has now, 0 when the
// symbol is defined already.
func (u *Unit) Assign(id SymID, v Value, flags SymFlags, at diag.Pos) SymID {
	if p := u.Syms[id].Part; p != PartNone && p != PartReg && flags&SymEquiv != 0 && u.Syms[id].Flags&SymBuiltin == 0 {
		return 0
	}
	if id = u.Renew(id); id == 0 {
		return 0
	}
	s := &u.Syms[id]
	u.Pin(id)
	s.Flags = s.Flags&^SymBuiltin | SymAssigned | flags
	s.Pos = at
	switch v.Kind {
	case ValueInt:
		s.Part, s.Off = PartAbs, uint64(v.Add)
		return id
	case ValueReg:
		s.Part, s.Off = PartReg, uint64(v.Add)
		u.RegisterNames = true
		return id
	}
	if n, ok := u.Constant(v); ok && v.Mod == ModNone && flags&SymForward == 0 {
		s.Part, s.Off = PartAbs, uint64(n)
		return id
	}
	if v.Sub == 0 && v.Sym != 0 {
		u.Pin(v.Sym)
	}
	if v.Sub == 0 && v.Mod == ModNone && flags&SymForward == 0 {
		if from := u.Syms[v.Sym]; from.InPart() && v.Sym != id {
			u.alias(id, v.Sym)
			s := &u.Syms[id]
			s.Part, s.Frag, s.Off = from.Part, from.Frag, from.Off+uint64(v.Add)
			return id
		}
	}
	u.Equate(id, v, at)
	return id
}

// Mentions reports whether the expression that a nameless symbol stands for has
// the symbol id in it.
func (u *Unit) Mentions(expr, id SymID) bool {
	if !u.Calculated(expr) {
		return false
	}
	n := &u.Nodes[u.Syms[expr].Off]
	for _, x := range [...]SymID{n.L.Sym, n.L.Sub, n.R.Sym, n.R.Sub} {
		if x != 0 && (x == id || u.Mentions(x, id)) {
			return true
		}
	}
	return false
}

// Calculated reports whether a symbol is a nameless one that stands for what an
// operator makes.
func (u *Unit) Calculated(id SymID) bool {
	s := &u.Syms[id]
	return s.Part == PartExpr && s.nameLen == 0
}

// Renew prepares a symbol for another value: it must have none so far, or one
// that was assigned. It returns the id that the name has now, or 0. A visibility
// was that of the old value.
func (u *Unit) Renew(id SymID) SymID {
	s := &u.Syms[id]
	if s.Part == PartNone || s.Part == PartReg || s.Flags&SymBuiltin != 0 {
		return id
	}
	if s.Flags&(SymAssigned|SymEquiv) != SymAssigned || s.Part == PartCommon {
		return 0
	}
	if s.Flags&SymUsed != 0 {
		id = u.succeed(id)
		s = &u.Syms[id]
	}
	s.Part, s.Frag, s.Off, s.Vis = PartNone, 0, 0, STV_DEFAULT
	if s.Extra != 0 && u.Extras[s.Extra].Size.Kind == ValueInt {
		u.Extras[s.Extra].Size = Value{} // a number was that of the old value
	}
	return id
}

// Cancel makes a label the number zero: GNU as does so with one that turns out
// to name a macro.
func (u *Unit) Cancel(id SymID) {
	s := &u.Syms[id]
	s.Part, s.Frag, s.Off = PartAbs, 0, 0
}

// alias copies the type and size of a symbol to one that stands for the same
// place. Of two types the stronger one counts: an indirect function that stands
// for its resolver stays what it is.
func (u *Unit) alias(id, from SymID) {
	switch t := u.Syms[from].Type; t {
	case STT_OBJECT, STT_FUNC, STT_GNU_IFUNC:
		if s := &u.Syms[id]; s.Type != STT_TLS {
			s.Type = max(s.Type, t)
		}
	}
	var size Value
	var pos diag.Pos
	if x := u.Syms[from].Extra; x != 0 {
		size, pos = u.Extras[x].Size, u.Extras[x].SizePos
	}
	if size.Kind == ValueNone && u.Syms[id].Extra == 0 {
		return
	}
	// A size of its own stays.
	e := u.Extra(id)
	if e.Size.Kind == ValueNone || e.Size.Kind == ValueInt && e.Size.Add == 0 {
		e.Size, e.SizePos = size, pos
	}
}

// succeed makes a copy of a symbol that takes over its name. Those who hold
// the old id keep the old value.
func (u *Unit) succeed(id SymID) SymID {
	next := SymID(len(u.Syms))
	old := u.Syms[id]
	u.bind(u.Name(id), next)
	old.Flags &^= SymUsed
	u.addSymbol(old)
	u.placed = append(u.placed, next)
	if old.Part == PartExpr {
		u.expressions = append(u.expressions, next)
	}
	if old.Extra != 0 {
		extra := u.Extras[old.Extra]
		u.Syms[next].Extra = 0
		*u.Extra(next) = extra
	}
	u.Extra(id).After = next
	u.Syms[id].Flags = u.Syms[id].Flags&^(SymGlobal|SymWeak) | SymTemp | SymShadowed
	return next
}

// Latest follows the successors of a symbol that was assigned again.
func (u *Unit) Latest(id SymID) SymID {
	for u.Syms[id].Flags&SymShadowed != 0 {
		id = u.Extras[u.Syms[id].Extra].After
	}
	return id
}

// The absolute section holds the labels of a .struct: offsets without
// contents.

// Absolute returns the part that stands for the absolute section.
func (u *Unit) Absolute() PartID {
	if u.AbsPart == 0 {
		u.AbsPart = FirstPart + PartID(len(u.Parts))
		u.Parts = append(u.Parts, Part{})
		u.Cur = u.Part(u.CurID)
	}
	return u.AbsPart
}

// absoluteAt is the value of a place in the absolute section.
func (u *Unit) absoluteAt(l Loc) uint64 { return u.AbsBase + uint64(l.Off) }

// LaterDot is the symbol for `.` in an .eqv expression: the place of each use.
func (u *Unit) LaterDot(at diag.Pos) Value {
	if u.laterDot == 0 {
		u.laterDot = u.Nameless(at)
	}
	return SymValue(u.laterDot)
}

// EndDot settles LaterDot for what is evaluated after the source.
func (u *Unit) EndDot() {
	if u.laterDot != 0 {
		u.DefineAt(u.laterDot, u.Here(), 0)
	}
}

// Dot is the value of `.`, the current place.
func (u *Unit) Dot(at diag.Pos) Value {
	if u.CurID == u.AbsPart {
		return Int(int64(u.absoluteAt(u.Here())))
	}
	return SymValue(u.Place(u.Here(), at))
}

// RelocRequest is a .reloc: a relocation asked for by name.
type RelocRequest struct {
	Part  PartID
	Where Value // an offset in the section, or a place of it
	Type  uint32
	Value Value
	Pos   diag.Pos
}

// Rename gives a symbol another name. It is for the end of the source: what
// looks up either name finds the old one.
func (u *Unit) Rename(id SymID, name []byte) {
	t := &u.names
	u.Syms[id].nameOff, u.Syms[id].nameLen = uint32(len(t.arena)), uint32(len(name))
	t.arena = append(t.arena, name...)
	if s := &u.Syms[id]; s.Flags&SymTemp != 0 && !isTemp(name) {
		s.Flags = s.Flags&^SymTemp | SymReloc // as lists it, used or not
		u.Pin(id)
	}
}

// PinLast puts a symbol behind all others of its kind in .symtab.
func (u *Unit) PinLast(id SymID) {
	u.Syms[id].order = 0
	u.Pin(id)
}

// FileSymbol adds a symbol of type FILE. It has a name, but cannot be referred
// to by it.
func (u *Unit) FileSymbol(name []byte, at diag.Pos) SymID {
	t := &u.names
	u.addSymbol(Symbol{
		nameOff: uint32(len(t.arena)), nameLen: uint32(len(name)),
		Part: PartAbs, Pos: at, Type: STT_FILE,
	})
	t.arena = append(t.arena, name...)
	id := SymID(len(u.Syms) - 1)
	u.Pin(id)
	return id
}
