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

// negative reports whether the sum is nothing but the negative of an address.
func (s *sum) negative() bool { return s.plus == 0 && s.minus != 0 }

// evaluator reduces expressions. It is used while sizes still change (quiet:
// a failure is no error yet) and once more when they are final.
type evaluator struct {
	u     *Unit
	quiet bool
	steps int      // taken; bounds expressions that refer to each other many times
	why   string   // what went wrong in the last failure
	at    diag.Pos // where

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
		if x.Op >= OpEq && x.Op <= OpGt {
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
	if v.Sym != 0 && !e.term(&s, v.Sym, false) || v.Sub != 0 && !e.term(&s, v.Sub, true) {
		return s, false
	}
	return s, true
}

// term adds a symbol to s, or takes it away.
func (e *evaluator) term(s *sum, id SymID, negative bool) bool {
	sym := &e.u.Syms[id]
	switch sym.Part {
	case PartAbs:
		if negative {
			s.add -= int64(sym.Off)
		} else {
			s.add += int64(sym.Off)
		}
		return true
	case PartExpr:
		t, ok := e.symbol(id)
		if ok && negative && t.negative() {
			return e.fail(sym.Pos, "the negative of an address is no value")
		}
		return ok && e.join(s, t, negative, sym.Pos)
	case PartReg:
		return e.fail(sym.Pos, "a register cannot take part in an address")
	}
	if negative {
		return e.join(s, sum{plus: id}, true, sym.Pos)
	}
	return e.join(s, sum{plus: id}, false, sym.Pos)
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

// join adds t to s, or takes it away, and cancels places of one section.
func (e *evaluator) join(s *sum, t sum, negative bool, at diag.Pos) bool {
	if negative {
		t = sum{t.minus, t.plus, -t.add}
	}
	s.add += t.add
	e.cancel(s.plus, t.minus, s, &s.plus, &t.minus)
	e.cancel(t.plus, s.minus, s, &t.plus, &s.minus)
	if t.plus != 0 {
		if s.plus != 0 {
			return e.fail(at, "it adds two addresses")
		}
		s.plus = t.plus
	}
	if t.minus != 0 {
		if s.minus != 0 {
			return e.fail(at, "it subtracts two addresses")
		}
		s.minus = t.minus
	}
	e.cancel(s.plus, s.minus, s, &s.plus, &s.minus)
	return true
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

// cancel replaces plus - minus by a number when it is one.
func (e *evaluator) cancel(plus, minus SymID, s *sum, p, m *SymID) {
	if plus == 0 || minus == 0 {
		return
	}
	if plus != minus {
		d, ok := e.apart(plus, minus)
		if !ok {
			return
		}
		s.add += d
	}
	*p, *m = 0, 0
}

// node reduces an expression tree.
func (e *evaluator) node(n *Node) (sum, bool) {
	if n.L.Kind == ValueReg || n.R.Kind == ValueReg {
		return e.registers(n)
	}
	l, ok := e.reduce(n.L)
	if !ok || n.Op == OpValue {
		return l, ok
	}
	if n.Op == OpNeg && !l.negative() {
		return sum{l.minus, l.plus, -l.add}, true
	}
	if n.Op == OpNeg || n.Op == OpNot || n.Op == OpLogNot {
		if n.Op == OpLogNot && l.minus == 0 && l.plus != 0 {
			return sum{add: computeUnary(OpLogNot, Int(e.offsetOf(l))).Add}, true
		}
		if !l.absolute() {
			return l, e.fail(n.Pos, "the operator needs a number, not an address")
		}
		return sum{add: computeUnary(n.Op, Int(l.add)).Add}, true
	}
	r, ok := e.reduce(n.R)
	if !ok {
		return r, false
	}
	if l.negative() || r.negative() {
		return l, e.fail(n.Pos, "the negative of an address is no value")
	}
	switch n.Op {
	case OpAdd, OpSub:
		return l, e.join(&l, r, n.Op == OpSub, n.Pos)
	case OpEq, OpNe, OpLt, OpLe, OpGe, OpGt:
		if d := l; e.join(&d, r, true, n.Pos) && d.absolute() {
			return sum{add: e.compute(n, d.add, 0)}, true
		}
		// What cannot be compared is not the same.
		if (n.Op == OpEq || n.Op == OpNe) && l.minus|r.minus == 0 {
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

// registers compares a register with something else, or with the register that a name
// has become.
func (e *evaluator) registers(n *Node) (sum, bool) {
	r, v := n.L.Add, n.R
	if n.R.Kind == ValueReg {
		r, v = n.R.Add, n.L
	}
	same := false
	if s := &e.u.Syms[v.Sym]; v.Sub == 0 && s.Part == PartReg {
		same = int64(s.Off) == r && v.Add == 0
	} else if other, ok := e.reduce(v); !ok || other.minus != 0 {
		return other, ok && e.fail(n.Pos, "the negative of an address is no value")
	}
	return sum{add: truth(same == (n.Op == OpEq))}, true
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
