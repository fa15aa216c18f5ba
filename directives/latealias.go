package directives

import (
	"slices"

	"tas/diag"
	"tas/obj"
)

// Other names of what an earlier piece of the source has defined, perhaps, as LLVM
// writes them for functions of equal code, behind all others:
//
//	.set	_ZN4core3fmt5upper, _ZN4core3fmt5lower
//
// They wait until the pieces are joined, when the target is a place. What is said
// of the type or size of either name behind that line is for a serial reading.

// lateAlias is such a name.
type lateAlias struct {
	id, target obj.SymID
	kind       uint8 // STT_* of the name so far
	pos        diag.Pos
}

// aliasLater puts `name = target` off, and reports whether it may be.
func (d *Directives) aliasLater(id obj.SymID, v *obj.Value, pos diag.Pos) bool {
	u := d.u
	a := lateAlias{id, v.Sym, u.Syms[id].Type, pos}
	if v.Kind != obj.ValueSym || v.Sub != 0 || v.Add != 0 || u.Syms[id].Flags&obj.SymTemp != 0 || id == v.Sym || !a.waits(u) {
		return false
	}
	u.Pin(v.Sym)
	d.symbols.late = append(d.symbols.late, a)
	return true
}

// waits reports whether nothing has been said of either name since.
func (a *lateAlias) waits(u *obj.Unit) bool {
	s, t := &u.Syms[a.id], &u.Syms[a.target]
	return s.Part|t.Part == obj.PartNone && s.Extra|t.Extra == 0 && s.Type == a.kind && t.Type == obj.STT_NOTYPE
}

// AliasesWait reports whether all that waits can still be settled by joining.
func (d *Directives) AliasesWait() bool {
	return !slices.ContainsFunc(d.symbols.late, func(a lateAlias) bool { return !a.waits(d.u) })
}

// settleAliases carries out what waits in the piece behind, whose unit has been appended.
func (d *Directives) settleAliases(late []lateAlias, m *obj.Remap) bool {
	u := d.u
	for _, a := range late {
		id, target := m.Sym(a.id), m.Sym(a.target)
		if u.Syms[id].Part != obj.PartNone || !u.Syms[target].InPart() || u.Syms[target].Flags&obj.SymSection != 0 {
			return false
		}
		u.Assign(id, obj.SymValue(target), obj.SymAssigned, a.pos)
	}
	return true
}
