package obj

import "tas/diag"

// Conditions are decided while the source is read, when places have no addresses
// yet. What follows then from the form of an expression alone is known all the same.

// Decide is Constant for a condition: there, what is compared with an undefined
// symbol differs from it, so does a number from an address, and nothing is as much
// as zero times anything.
func (u *Unit) Decide(v Value) (int64, bool) {
	u.deciding = true
	n, ok := u.Constant(v)
	u.deciding = false
	return n, ok
}

// Simplified is a value reduced by what Decide knows: sym|0 is sym.
func (u *Unit) Simplified(v Value) Value {
	if n, ok := u.Decide(v); ok {
		return Int(n)
	}
	u.deciding = true
	w, ok := u.expand(v, 0)
	u.deciding = false
	if !ok {
		return v
	}
	return w
}

// law says what becomes of an operator that has a number on one side.
type law struct {
	op     Op
	number int64
	left   bool // on that side
	same   bool // what is on the other; or else zero, or -1
}

var laws = [...]law{
	{OpMul, 0, false, false}, {OpMul, 0, true, false},
	{OpAnd, 0, false, false}, {OpAnd, 0, true, false},
	{OpShl, 0, true, false}, {OpShr, 0, true, false},
	{OpMul, 1, false, true}, {OpMul, 1, true, true}, {OpDiv, 1, false, true},
	{OpOr, 0, false, true}, {OpOr, 0, true, true},
	{OpXor, 0, false, true}, {OpXor, 0, true, true},
	{OpShl, 0, false, true}, {OpShr, 0, false, true},
	{OpOrNot, 0, false, false},
}

// simplify applies what needs no addresses to an operator and values without them.
func (u *Unit) simplify(op Op, l, r Value) (Value, bool) {
	a, isNumber := u.Constant(l)
	b, rightToo := u.Constant(r)
	if !isNumber && !rightToo {
		return u.simplifyTwo(op, l, r)
	}
	number, other := b, r
	if isNumber {
		number = a
	} else {
		other = l
	}
	if isNumber && rightToo || other.Sub != 0 {
		return l, false
	}
	if op == OpEq || op == OpNe {
		return Int(truth(op == OpNe)), true
	}
	for _, x := range laws {
		if x.op == op && x.number == number && x.left == isNumber {
			switch {
			case op == OpOrNot:
				other = Int(-1)
			case !x.same:
				other = Int(0)
			}
			return other, true
		}
	}
	return l, false
}

// simplifyTwo is simplify for two symbols.
func (u *Unit) simplifyTwo(op Op, l, r Value) (Value, bool) {
	if l.Sub|r.Sub != 0 {
		return l, false
	}
	same := l.Sym == r.Sym && u.Syms[l.Sym].Part == PartNone || u.sameRegister(l.Sym, r.Sym)
	switch op {
	case OpEq, OpNe:
		if same {
			return u.compute(op, Int(l.Add), Int(r.Add), 0), true
		}
		return Int(truth(op == OpNe)), l.Sym != r.Sym && (u.opaque(l.Sym) || u.opaque(r.Sym))
	case OpAnd, OpOr:
		return l, same && l.Add == r.Add
	case OpXor:
		return Int(0), same && l.Add == r.Add
	}
	return l, false
}

// opaque reports whether a symbol is no address at all, as far as is known.
func (u *Unit) opaque(id SymID) bool {
	p := u.Syms[id].Part
	return p == PartNone || p == PartReg
}

// regSymbol makes a symbol of a register, as which it takes part in an expression. It
// is for macros that ask which one they were given: .if \base == %rsp.
func (u *Unit) regSymbol(v Value, at diag.Pos) Value {
	if v.Kind != ValueReg {
		return v
	}
	id := u.Nameless(at)
	u.Syms[id].Part, u.Syms[id].Off = PartReg, uint64(v.Add)
	return SymValue(id)
}

// sameRegister reports whether two symbols stand for one register.
func (u *Unit) sameRegister(a, b SymID) bool {
	x, y := &u.Syms[a], &u.Syms[b]
	return x.Part == PartReg && y.Part == PartReg && x.Off == y.Off
}

// elsewhere reports whether two symbols are known to be in different sections. Those
// that are so only at the end differ, says as.
func (u *Unit) elsewhere(a, b SymID) bool {
	x, y := &u.Syms[a], &u.Syms[b]
	if !x.InPart() || !y.InPart() {
		return x.Part == PartCommon && y.InPart() || y.Part == PartCommon && x.InPart()
	}
	return u.SectionOf(a) != u.SectionOf(b)
}
