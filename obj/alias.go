package obj

import "slices"

// Names for labels ahead: `.set a, b` and `jmp a`, and then `b:`. GNU as knows only
// late which place such a name stands for, and guesses otherwise whether that is
// yet to move in a pass of relaxation.

// placeAlias makes a symbol that equals a label plus a number a place of its own,
// so that jumps see where it is, and reports whether it did.
func (u *Unit) placeAlias(id SymID) bool {
	add, at := int64(0), id
	for hops := 0; u.Syms[at].Part == PartExpr && hops < len(u.Nodes); hops++ {
		n := &u.Nodes[u.Syms[at].Off]
		if n.Op != OpValue || n.L.Kind != ValueSym || n.L.Sub != 0 || n.L.Mod != ModNone {
			return false
		}
		add += n.L.Add
		at = n.L.Sym
	}
	s, target := &u.Syms[id], u.Syms[at]
	if at == id || !target.InPart() {
		return false
	}
	if add == 0 {
		u.alias(id, at)
		s = &u.Syms[id]
	}
	s.Part, s.Frag, s.Off = target.Part, target.Frag, target.Off+uint64(add)
	return true
}

// isAlias reports whether a symbol is such a name.
func (r *relaxer) isAlias(id SymID) bool {
	if len(r.u.aliases) == 0 {
		return false
	}
	_, found := slices.BinarySearch(r.u.aliases, id)
	return found
}

// reachesAlias reports whether the short jump f at address at reaches such a name.
// As takes that for a place that moves as the jump did in every other pass, and
// only if the section shrinks or nothing before the jump can take up growth.
func (r *relaxer) reachesAlias(f *Frag, at int64) bool {
	r.lookAgain()
	s := &r.u.Syms[f.Value.Sym]
	target := r.u.Part(s.Part).shift[s.Frag] + int64(s.Off) + f.Value.Add
	if r.count&1 != 0 && r.stretch != 0 {
		switch {
		case r.stretch < 0 || !r.absorbedBefore():
			target += r.stretch
		case uint64(target) < uint64(at):
			return true
		}
	}
	return short(target - at)
}

// absorbedBefore reports whether an item that can absorb growth stands before here
// in the section.
func (r *relaxer) absorbedBefore() bool {
	return r.partAt > 0 || slices.ContainsFunc(r.u.Part(r.part).Frags[:r.frag], func(f Frag) bool {
		return f.Kind == FragAlign || f.Kind == FragOrg
	})
}
