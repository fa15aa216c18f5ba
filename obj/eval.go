package obj

import "tas/diag"

// sum is an expression reduced as far as addresses allow: plus - minus + add.
// Two places of one section cancel to a number; what is left is an undefined
// or common symbol, or a place whose section is not yet at an address.
type sum struct {
	plus, minus SymID
	add         int64
}

// absolute reports whether the sum is a number.
func (s *sum) absolute() bool { return s.plus|s.minus == 0 }

// value is the sum as an expression.
func (s sum) value() Value {
	if s.absolute() {
		return Int(s.add)
	}
	return Value{Kind: ValueSym, Sym: s.plus, Sub: s.minus, Add: s.add}
}

// evaluator reduces expressions. It is used while sizes still change (quiet:
// a failure is no error yet) and once more when they are final.
type evaluator struct {
	u     *Unit
	quiet bool
	steps int      // taken; bounds expressions that refer to each other many times
	why   string   // what went wrong in the last failure
	at    diag.Pos // where

	// In the size of a symbol counts what is known without addresses.
	sizing bool

	// While sizes change: the sections whose own are final, and whether a
	// place of another one was used.
	final    []bool
	shifting bool
}

// maxSteps bounds the work on one unit's expressions.
const maxSteps = 1 << 24

func (e *evaluator) fail(at diag.Pos, why string) bool {
	e.why, e.at = why, at
	return false
}

// number reduces v to an integer.
func (e *evaluator) number(v Value) (int64, bool) {
	if v.Kind == ValueInt {
		return v.Add, true
	}
	if v.Sym != 0 && v.Sub != 0 && v.Sym != v.Sub {
		if d, ok := e.apart(v.Sym, v.Sub); ok { // nearly always
			return d + v.Add, true
		}
	}
	if n, ok := e.plain(&v, 0); ok {
		return n, true
	}
	s, ok := e.reduce(v)
	if !ok {
		return 0, false
	}
	if !s.absolute() {
		return 0, e.fail(0, "")
	}
	return s.add, true
}

// plainDepth bounds the expressions in each other that plain reduces.
const plainDepth = 8

// plain is number for what most expressions are: operators between numbers and
// distances within a section, nothing that might be warned about. It takes a
// tenth of the time. It reports false when there is anything else.
func (e *evaluator) plain(v *Value, depth int) (n int64, ok bool) {
	switch {
	case v.Kind == ValueInt:
		return v.Add, true
	case v.Kind != ValueSym || v.Sym == 0:
		return 0, false
	case v.Sub != 0 && v.Sym != v.Sub:
		n, ok = e.apart(v.Sym, v.Sub)
		return n + v.Add, ok
	}
	s := &e.u.Syms[v.Sym]
	if v.Sub != 0 || s.Part != PartExpr || depth == plainDepth {
		return 0, false
	}
	x := &e.u.Nodes[s.Off]
	if n, ok = e.plain(&x.L, depth+1); !ok {
		return 0, false
	}
	switch x.Op {
	case OpValue:
	case OpNeg, OpNot, OpLogNot:
		n = computeUnary(x.Op, Int(n)).Add
	case OpDiv, OpMod, OpShl, OpShr:
		return 0, false
	default:
		m, ok := e.plain(&x.R, depth+1)
		if !ok {
			return 0, false
		}
		if x.Op.compares() {
			n, m = n-m, 0 // as node has it
		}
		n = e.u.operate(x.Op, n, m, 0)
	}
	return n + v.Add, true
}

// offset reduces v to an integer, or a label to its offset in its section: that
// is what a leb128 of it holds, as in GNU as.
func (e *evaluator) offset(v Value) (int64, bool) {
	n, ok := e.number(v)
	if ok || e.why != "" {
		return n, ok
	}
	s, _ := e.reduce(v)
	if s.minus != 0 || s.plus == 0 {
		return 0, false
	}
	if sym := &e.u.Syms[s.plus]; sym.Part == PartCommon {
		if s.add != 0 {
			return s.add, true // as forgets the symbol
		}
		return int64(sym.Off), true // the size
	} else if !sym.InPart() {
		return 0, false
	}
	e.uses(e.u.SectionOf(s.plus))
	return int64(e.u.symAddress(s.plus)) + s.add, true
}

// uses notes that a place of a section is used.
func (e *evaluator) uses(sec SectionID) {
	if e.final != nil && !e.final[sec] {
		e.shifting = true
	}
}

// reduce brings v into the form of a sum.
func (e *evaluator) reduce(v Value) (sum, bool) {
	s := sum{add: v.Add}
	if v.Kind != ValueSym {
		return s, true
	}
	if v.Sub == 0 { // nearly always: a place, or what is not defined here
		switch e.u.Syms[v.Sym].Part {
		case PartAbs, PartExpr, PartReg:
		default:
			s.plus = v.Sym
			return s, true
		}
	}
	if v.Sym != 0 {
		t, ok := e.term(v.Sym)
		if t.add += v.Add; !ok || v.Sub == 0 {
			return t, ok
		}
		s = t
	}
	t, ok := e.term(v.Sub)
	return s, ok && e.subtract(&s, t, e.u.Syms[v.Sub].Pos)
}

// term is what a symbol is worth.
func (e *evaluator) term(id SymID) (sum, bool) {
	sym := &e.u.Syms[id]
	switch sym.Part {
	case PartAbs:
		return sum{add: int64(sym.Off)}, true
	case PartExpr:
		return e.symbol(id)
	case PartReg:
		return sum{}, e.fail(sym.Pos, "a register cannot take part in an address")
	}
	return sum{plus: id}, true
}

// symbol reduces the expression that a symbol equals.
func (e *evaluator) symbol(id SymID) (sum, bool) {
	sym := &e.u.Syms[id]
	if sym.Flags&SymBusy != 0 {
		return sum{}, e.fail(sym.Pos, "it is defined in terms of itself")
	}
	if e.steps++; e.steps > maxSteps {
		return sum{}, e.fail(sym.Pos, "it refers to too many other expressions")
	}
	sym.Flags |= SymBusy
	s, ok := e.node(&e.u.Nodes[sym.Off])
	e.u.Syms[id].Flags &^= SymBusy
	return s, ok
}

// subtract takes t away from s, and cancels places of one section. Of what is
// a difference itself, and no number, there is neither sum nor difference.
func (e *evaluator) subtract(s *sum, t sum, at diag.Pos) bool {
	if s.minus|t.minus != 0 {
		return e.difference(at)
	}
	s.add -= t.add
	s.minus = t.plus
	if s.plus == 0 || s.minus == 0 {
		return true
	}
	if s.plus != s.minus && !e.u.sameRegister(s.plus, s.minus) {
		d, ok := e.apart(s.plus, s.minus)
		if !ok {
			return true
		}
		s.add += d
	}
	s.plus, s.minus = 0, 0
	return true
}

func (e *evaluator) difference(at diag.Pos) bool {
	return e.fail(at, "the operator needs numbers or addresses, not the difference of two sections")
}

// apart is the distance of two places of one section.
func (e *evaluator) apart(plus, minus SymID) (int64, bool) {
	a, b := &e.u.Syms[plus], &e.u.Syms[minus]
	if a.Part < FirstPart || b.Part < FirstPart {
		return 0, false
	}
	p, q := &e.u.Parts[a.Part-FirstPart], &e.u.Parts[b.Part-FirstPart]
	if p.Section == 0 || p.Section != q.Section {
		return 0, false
	}
	if e.quiet {
		e.uses(p.Section)
	} else {
		e.u.measure(plus, minus)
	}
	return p.shift[a.Frag] + int64(a.Off) - q.shift[b.Frag] - int64(b.Off), true
}

// node reduces an expression tree.
func (e *evaluator) node(n *Node) (sum, bool) {
	reduce := e.reduce
	if n.Op.compares() {
		reduce = e.comparand
	}
	l, ok := reduce(n.L)
	if !ok || n.Op == OpValue {
		return l, ok
	}
	if l.minus != 0 {
		return l, e.difference(n.Pos)
	}
	switch n.Op {
	case OpNeg:
		s := sum{}
		return s, e.subtract(&s, l, n.Pos)
	case OpNot, OpLogNot:
		if n.Op == OpLogNot && l.plus != 0 {
			l = sum{add: e.offsetOf(l)}
		}
		if !l.absolute() {
			return l, e.fail(n.Pos, "the operator needs a number, not an address")
		}
		return sum{add: computeUnary(n.Op, Int(l.add)).Add}, true
	}
	r, ok := reduce(n.R)
	if !ok {
		return r, false
	}
	if r.minus != 0 {
		return r, e.difference(n.Pos)
	}
	if e.sizing {
		if v, ok := e.u.simplify(n.Op, l.value(), r.value()); ok {
			return e.reduce(v)
		}
	}
	switch n.Op {
	case OpAdd:
		if l.plus != 0 && r.plus != 0 {
			return l, e.fail(n.Pos, "it adds two addresses")
		}
		return sum{plus: l.plus | r.plus, add: l.add + r.add}, true
	case OpSub:
		return l, e.subtract(&l, r, n.Pos)
	case OpEq, OpNe, OpLt, OpLe, OpGe, OpGt:
		if d := l; e.subtract(&d, r, n.Pos) && d.absolute() {
			return sum{add: e.compute(n, d.add, 0)}, true
		}
		// What cannot be compared is not the same.
		if n.Op == OpEq || n.Op == OpNe {
			return sum{add: e.compute(n, 0, 1)}, true
		}
	}
	if !l.absolute() || !r.absolute() {
		return l, e.fail(n.Pos, "the operator needs numbers, not addresses")
	}
	if (n.Op == OpDiv || n.Op == OpMod) && r.add == 0 && !e.quiet {
		return l, e.fail(n.Pos, "it divides by zero")
	}
	return sum{add: e.compute(n, l.add, r.add)}, true
}

// comparand is reduce for what is compared, which may be a register.
func (e *evaluator) comparand(v Value) (sum, bool) {
	if v.Kind == ValueSym && v.Sub == 0 && e.u.Syms[v.Sym].Part == PartReg {
		return sum{plus: v.Sym, add: v.Add}, true
	}
	return e.reduce(v)
}

// compute applies an operator to numbers; while sizes still change, what would
// be warned about is worth zero.
func (e *evaluator) compute(n *Node, a, b int64) int64 {
	if e.quiet {
		switch n.Op {
		case OpDiv, OpMod:
			if b == 0 {
				b = 1
			}
		case OpShl, OpShr:
			if b < 0 || b > 63 {
				return 0
			}
		}
	}
	return e.u.operate(n.Op, a, b, n.Pos)
}

// offsetOf is what `!` sees of an address: the offset in its section, or from
// a symbol that is not defined here.
func (e *evaluator) offsetOf(s sum) int64 {
	if e.u.Syms[s.plus].InPart() {
		e.uses(e.u.SectionOf(s.plus))
		return e.u.symAddress(s.plus) + s.add
	}
	if sym := &e.u.Syms[s.plus]; sym.Part == PartCommon {
		return int64(sym.Off) + s.add // the size
	}
	return s.add
}

// complain reports the failure of an expression that stood at pos.
func (e *evaluator) complain(at diag.Pos, v Value, what string) {
	d := &e.u.Diags
	switch {
	case e.why != "":
		r := (*d).Errorf(diag.At(at), "%s cannot be computed: %s", what, e.why)
		if e.at != 0 && e.at != at {
			r.Note(diag.At(e.at), "the expression is here")
		}
	case v.Sym != 0 && e.u.undefined(v.Sym):
		(*d).Errorf(diag.At(at), "%s needs the value of %s, which is not defined", what, e.u.describe(v.Sym))
	case v.Sub != 0 && e.u.undefined(v.Sub):
		(*d).Errorf(diag.At(at), "%s needs the value of %s, which is not defined", what, e.u.describe(v.Sub))
	default:
		(*d).Errorf(diag.At(at), "%s must be a number, or the difference of two labels of one section", what)
	}
	e.why, e.at = "", 0
}

func (u *Unit) undefined(id SymID) bool { return !u.Syms[id].Defined() }

// describe names a symbol in a message.
func (u *Unit) describe(id SymID) string {
	if name := u.Name(id); len(name) != 0 {
		return string(name)
	}
	return "an expression"
}
