package directives

import (
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
	s, t := &u.Syms[id], &u.Syms[v.Sym]
	if v.Kind != obj.ValueSym || v.Sub != 0 || v.Add != 0 || s.Part|t.Part != obj.PartNone || s.Flags&obj.SymTemp != 0 || id == v.Sym {
		return false
	}
	u.Pin(v.Sym)
	d.symbols.late = append(d.symbols.late, lateAlias{id, v.Sym, s.Type, pos})
	return d.AliasesWait()
}

// AliasesWait reports whether all that waits can still be settled by joining.
func (d *Directives) AliasesWait() bool {
	for _, a := range d.symbols.late {
		s, t := &d.u.Syms[a.id], &d.u.Syms[a.target]
		if s.Part|t.Part != obj.PartNone || s.Extra|t.Extra != 0 || s.Type != a.kind || t.Type != obj.STT_NOTYPE {
			return false
		}
	}
	return true
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
