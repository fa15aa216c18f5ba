package obj

import "slices"

// Symbols that equal expressions. There are few among many, so they are listed
// once, when the source has been read.

// findExpressions lists the symbols that equal expressions, when places have been
// made of those that can be some.
func (u *Unit) findExpressions() {
	for _, s := range u.Stretches() {
		for id := s.From; id < s.To; id++ {
			if u.Syms[id].Part != PartExpr {
				continue
			}
			if u.placeAlias(id) {
				u.aliases = append(u.aliases, id)
			} else {
				u.expressions = append(u.expressions, id)
			}
		}
	}
	u.searched = len(u.Syms)
}

// settleNumbers makes numbers of the expressions that are worth one whatever comes
// of the sections that are not final yet, such as views of rows, and reports
// whether all are.
func (r *relaxer) settleNumbers() bool {
	u := r.u
	for _, id := range u.expressions {
		r.eval.shifting = false
		t, ok := r.eval.symbol(id)
		if s := &u.Syms[id]; ok && t.absolute() && !r.eval.shifting && !u.weakref(s) {
			s.Part, s.Off, s.Frag = PartAbs, uint64(t.add), 0
		}
	}
	return !u.anyExpression()
}

// anyExpression reports whether some symbol still stands for an expression: to
// evaluate that leaves marks.
func (u *Unit) anyExpression() bool {
	return slices.ContainsFunc(u.expressions, func(id SymID) bool { return u.Syms[id].Part == PartExpr })
}
