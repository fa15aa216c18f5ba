package obj

import (
	"slices"

	"tas/diag"
)

// Symbols that equal expressions. There are few among many, so there is a list of
// them.

// Equate gives a symbol the value of an expression, whatever that is worth later.
func (u *Unit) Equate(id SymID, v Value, at diag.Pos) { u.equate(id, Node{L: v, Pos: at}) }

func (u *Unit) equate(id SymID, n Node) {
	u.Nodes = append(Grow(u.Nodes), n)
	s := &u.Syms[id]
	s.Part, s.Off = PartExpr, uint64(len(u.Nodes)-1)
	u.expressions = append(u.expressions, id)
}

// listExpressions puts the symbols that equal expressions in order.
func (u *Unit) listExpressions() []SymID {
	slices.Sort(u.expressions)
	u.expressions = slices.DeleteFunc(slices.Compact(u.expressions), func(id SymID) bool { return u.Syms[id].Part != PartExpr })
	return u.expressions
}

// settleNumbers makes numbers of the expressions that are worth one whatever comes
// of the sections that are not final yet, such as views of rows, and reports
// whether all are.
func (r *relaxer) settleNumbers() bool {
	u := r.u
	for _, id := range u.listExpressions() {
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
