package obj

import (
	"math/big"
	"math/bits"

	"tas/diag"
)

// Use returns the value that a reference to a symbol has at this point: the
// constant or register it was set to, or the symbol itself.
func (u *Unit) Use(id SymID) Value {
	s := &u.Syms[id]
	switch s.Part {
	case PartAbs:
		if s.Flags&SymBuiltin == 0 {
			return literal(s.Off)
		}
	case PartReg:
		return Value{Kind: ValueReg, Add: int64(s.Off)}
	case PartExpr:
		if s.Flags&SymForward != 0 {
			return u.snapshot(u.Nodes[s.Off])
		}
	}
	s.use()
	return SymValue(id)
}

// UsePlace is Use for a symbol that is a place, or may become one. It reports false,
// and uses nothing, for any other.
func (u *Unit) UsePlace(id SymID) bool {
	if id&bare != 0 {
		return false
	}
	s := &u.Syms[id]
	if s.Part != PartNone && s.Part < FirstPart {
		return false
	}
	s.use()
	return true
}

// use says that an expression refers to the symbol, perhaps not for the first time.
func (s *Symbol) use() { s.Flags |= SymUsed | s.Flags&SymUsed*SymUsedAgain }

// snapshot evaluates an .eqv expression anew, with what its symbols are now.
func (u *Unit) snapshot(n Node) Value {
	l := u.reuse(n.L)
	switch n.Op {
	case OpValue:
		return l
	case OpNeg, OpNot, OpLogNot:
		return u.Unary(n.Op, l, n.Pos)
	}
	return u.Combine(n.Op, l, u.reuse(n.R), n.Pos)
}

// reuse evaluates a value that was read before.
func (u *Unit) reuse(v Value) Value {
	if v.Kind != ValueSym {
		return v
	}
	out := Int(v.Add)
	if v.Sym != 0 {
		out = u.Combine(OpAdd, u.now(v.Sym), out, 0)
	}
	if v.Sub != 0 {
		out = u.Combine(OpSub, out, u.now(v.Sub), 0)
		out.Odd = false // though over a fill
	}
	out.Mod = v.Mod
	return out
}

// now is the value of a symbol in an .eqv expression at its use: that of the
// latest assignment.
func (u *Unit) now(id SymID) Value {
	if id == u.laterDot {
		return u.Dot(0)
	}
	id = u.Latest(id)
	if s := &u.Syms[id]; s.Part == PartExpr && s.nameLen == 0 {
		return u.snapshot(u.Nodes[s.Off])
	}
	return u.Use(id)
}

// Big returns the value of an integer of any size.
func (u *Unit) Big(n *big.Int) Value {
	if n.IsInt64() {
		return Int(n.Int64())
	}
	if n.IsUint64() {
		return literal(n.Uint64())
	}
	size := n.BitLen()/8 + 1
	t := n
	if n.Sign() < 0 {
		t = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size)))
	}
	b := t.FillBytes(make([]byte, size))
	for i, j := 0, size-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	u.Bigs = append(u.Bigs, b)
	return Value{Kind: ValueBig, Add: int64(len(u.Bigs) - 1)}
}

// Distance returns the address of a minus that of b when no later relaxation
// can change it.
func (u *Unit) Distance(a, b SymID) (int64, bool) {
	if a == b {
		return 0, true
	}
	x, y := &u.Syms[a], &u.Syms[b]
	if x.Part != y.Part || x.Part < FirstPart || (x.Flags|y.Flags)&SymSection != 0 {
		return 0, false // where a section begins as knows at the end only
	}
	if u.Loose && !u.Section().incidental() {
		u.measure(a, b)
	}
	d := int64(x.Off) - int64(y.Off)
	lo, hi, sign := y.Frag, x.Frag, int64(1)
	if lo > hi {
		lo, hi, sign = hi, lo, -1
	}
	p := u.Part(x.Part)
	if lo != hi && len(p.Lebs) != 0 {
		return 0, false
	}
	frags := p.Frags
	for i := lo; i < hi; i++ {
		if frags[i].Flags&FragFixed == 0 {
			return 0, false
		}
		d += sign * int64(frags[i].Size)
	}
	return d, true
}

// Constant returns the value of v when it is a constant already.
func (u *Unit) Constant(v Value) (int64, bool) {
	switch v.Kind {
	case ValueInt:
		return v.Add, true
	case ValueSym:
		if v.Sym == 0 && v.Sub == 0 {
			return v.Add, true
		}
		if v.Sym != 0 && v.Sub != 0 {
			if d, ok := u.Distance(v.Sym, v.Sub); ok {
				return d + v.Add, true
			}
			if u.deciding && u.sameRegister(v.Sym, v.Sub) {
				return v.Add, true
			}
		}
		if v.Mod == ModNone && (u.indirect(v.Sym) || u.indirect(v.Sub)) {
			return u.known(v, 0)
		}
	}
	return 0, false
}

// indirect reports whether a symbol stands for an expression or a number.
func (u *Unit) indirect(id SymID) bool {
	p := u.Syms[id].Part
	return id != 0 && (p == PartExpr || p == PartAbs)
}

// known evaluates v through the expressions that its symbols equal, when all
// of them are constants already.
func (u *Unit) known(v Value, depth int) (int64, bool) {
	w, ok := u.expand(v, depth)
	if !ok || u.indirect(w.Sym) || u.indirect(w.Sub) {
		return 0, false
	}
	return u.Constant(w)
}

// maxIndirect bounds symbols that equal symbols that equal symbols.
const maxIndirect = 100

// expand replaces the symbols of v that equal expressions by those.
func (u *Unit) expand(v Value, depth int) (Value, bool) {
	if v.Kind != ValueSym || !u.indirect(v.Sym) && !u.indirect(v.Sub) {
		return v, true
	}
	out := Int(v.Add)
	for _, t := range [2]struct {
		id SymID
		op Op
	}{{v.Sym, OpAdd}, {v.Sub, OpSub}} {
		w := SymValue(t.id)
		switch {
		case t.id == 0:
			continue
		case u.Syms[t.id].Part == PartAbs:
			w = Int(int64(u.Syms[t.id].Off))
		case u.Syms[t.id].Part == PartExpr:
			n := u.Nodes[u.Syms[t.id].Off]
			if depth++; depth > maxIndirect {
				return out, false
			}
			var ok bool
			if w, ok = u.expand(n.L, depth); !ok {
				return out, false
			}
			switch n.Op {
			case OpValue:
			case OpNeg, OpNot, OpLogNot:
				if w.Kind != ValueInt {
					return out, false
				}
				w = computeUnary(n.Op, w)
			default:
				r, ok := u.expand(n.R, depth)
				if !ok {
					return out, false
				}
				if w, ok = u.merge(n.Op, w, r, n.Pos); !ok {
					return out, false
				}
			}
		}
		var ok bool
		if out, ok = u.merge(t.op, out, w, 0); !ok {
			return out, false
		}
	}
	return out, true
}

// merge is Combine for values that leave no new Node behind.
func (u *Unit) merge(op Op, l, r Value, at diag.Pos) (Value, bool) {
	l, r = u.regSymbol(l, at), u.regSymbol(r, at)
	if l.Kind > ValueSym || r.Kind > ValueSym {
		return l, false
	}
	if u.deciding {
		if v, ok := u.simplify(op, l, r); ok {
			return v, true
		}
	}
	if v, ok := u.fold(op, l, r, at); ok {
		return v, true
	}
	a, ok := u.Constant(l)
	b, ok2 := u.Constant(r)
	if !ok || !ok2 {
		return l, false
	}
	return u.compute(op, Int(a), Int(b), at), true
}

// Combine applies a binary operator, at once when the operands allow it,
// otherwise as a Node that is evaluated when addresses are known.
func (u *Unit) Combine(op Op, l, r Value, at diag.Pos) Value {
	if op == OpSub && l.Kind == ValueSym && r.Kind == ValueSym && l.Sub|r.Sub == 0 {
		return u.difference(&l, r.Sym, r.Add) // nearly always
	}
	if l.Kind > ValueSym || r.Kind > ValueSym {
		if l.Kind == ValueBig || r.Kind == ValueBig {
			return u.withoutBigs(op, l, r, at)
		}
		if same := l.Kind == r.Kind && l.Add == r.Add; (op == OpEq || op == OpNe) && (same || l.Kind != ValueSym && r.Kind != ValueSym) {
			return Int(truth(same == (op == OpEq)))
		}
		l, r = u.regSymbol(l, at), u.regSymbol(r, at)
	}
	if v, ok := u.fold(op, l, r, at); ok {
		return v
	}
	if (op == OpEq || op == OpNe) && l.Sub|r.Sub == 0 && u.elsewhere(l.Sym, r.Sym) {
		u.Diags.Errorf(diag.At(at), "%s and %s are in different sections, and only the linker knows their addresses", u.describe(l.Sym), u.describe(r.Sym))
		return Int(0)
	}
	return u.later(Node{Op: op, L: l, R: r, Pos: at})
}

// fold applies a binary operator to numbers and symbols, when that makes a number or
// a sum or difference of symbols.
func (u *Unit) fold(op Op, l, r Value, at diag.Pos) (Value, bool) {
	if l.Kind == ValueInt && r.Kind == ValueInt {
		return u.compute(op, l, r, at), true
	}
	switch op {
	case OpAdd:
		if r.Kind == ValueInt {
			l.Add += r.Add
			return l, true
		}
		if l.Kind == ValueInt {
			r.Add += l.Add
			r.Negated = l.Negated
			return r, true
		}
	case OpSub:
		if r.Kind == ValueInt {
			l.Add -= r.Add
			return l, true
		}
		if l.Sub|r.Sub == 0 {
			return u.difference(&l, r.Sym, r.Add), true
		}
	case OpEq, OpNe, OpLt, OpLe, OpGe, OpGt:
		if d, ok := u.fold(OpSub, l, r, at); ok {
			n, ok := u.Constant(d)
			return Int(u.operate(op, n, 0, at)), ok
		}
	}
	return l, false
}

// difference returns l - (sub + add), where l is no difference itself: as refuses to
// calculate with one that turns out to be no number, whatever it is added to.
func (u *Unit) difference(l *Value, sub SymID, add int64) Value {
	if l.Sym != 0 {
		if d, ok := u.Distance(l.Sym, sub); ok {
			return Value{Kind: ValueInt, Add: l.Add - add + d, Odd: u.overFill(l.Sym, sub), Negated: l.Negated}
		}
	}
	return Value{Kind: ValueSym, Sym: l.Sym, Sub: sub, Add: l.Add - add, Mod: l.Mod, Negated: l.Negated}
}

// overFill reports whether a stands behind b and, as far as fragments tell, behind
// a fill that b stands before. In the distance of such two GNU as gets the 65th
// bit wrong. Distance has found nothing but fills between them.
func (u *Unit) overFill(a, b SymID) bool { return u.Syms[a].Frag > u.Syms[b].Frag }

// Unary applies a prefix operator.
func (u *Unit) Unary(op Op, v Value, at diag.Pos) Value {
	switch v.Kind {
	case ValueInt:
		return computeUnary(op, v)
	case ValueBig:
		return u.unaryBig(op, v)
	}
	v = u.later(Node{Op: op, L: u.regSymbol(v, at), Pos: at})
	v.Negated = op == OpNeg
	return v
}

// later makes a nameless symbol that equals n.
func (u *Unit) later(n Node) Value {
	return SymValue(u.Expression(n))
}

// Expression returns a nameless symbol that equals n.
func (u *Unit) Expression(n Node) SymID {
	id := u.Nameless(n.Pos)
	u.equate(id, n)
	return id
}

func computeUnary(op Op, v Value) Value {
	high := v.high()
	switch op {
	case OpNeg:
		if v.Add != 0 {
			high ^= 1
		}
		return withHigh(-v.Add, high, true)
	case OpNot:
		return withHigh(^v.Add, high^1, v.Negated)
	}
	return Int(truth(v.Add == 0) & 1)
}

// literal is the constant that was written as n, or that a symbol is worth:
// without a sign.
func literal(n uint64) Value {
	return Value{Kind: ValueInt, Add: int64(n), Odd: n>>63 != 0}
}

// high is the 65th bit of a constant.
func (v *Value) high() uint64 {
	high := uint64(v.Add) >> 63
	if v.Odd {
		high ^= 1
	}
	return high
}

// withHigh is a constant with its 65th bit.
func withHigh(n int64, high uint64, negated bool) Value {
	return Value{Kind: ValueInt, Add: n, Odd: uint64(n)>>63 != high&1, Negated: negated}
}

// truth is GNU's truth value of a comparison: all ones.
func truth(b bool) int64 {
	if b {
		return -1
	}
	return 0
}

// compute applies a binary operator to integers. What lies beyond 64 bits is
// that of the left one, but sums and differences have 65.
func (u *Unit) compute(op Op, l, r Value, at diag.Pos) Value {
	high := l.high()
	switch op {
	case OpAdd:
		n, carry := bits.Add64(uint64(l.Add), uint64(r.Add), 0)
		return withHigh(int64(n), high^r.high()^carry, l.Negated)
	case OpSub:
		n, borrow := bits.Sub64(uint64(l.Add), uint64(r.Add), 0)
		return withHigh(int64(n), high^r.high()^borrow, l.Negated)
	}
	return withHigh(u.operate(op, l.Add, r.Add, at), high, l.Negated)
}

// operate applies a binary operator to numbers, as GNU as does: division and
// comparison are signed, right shifts logical.
func (u *Unit) operate(op Op, a, b int64, at diag.Pos) int64 {
	switch op {
	case OpAdd:
		return a + b
	case OpSub:
		return a - b
	case OpMul:
		return a * b
	case OpDiv, OpMod:
		if b == 0 {
			u.Diags.Warnf(diag.At(at), "division by zero; the divisor is taken as one")
			b = 1
		}
		if op == OpDiv {
			return a / b
		}
		return a % b
	case OpShl, OpShr:
		if b < 0 || b > 63 {
			u.Diags.Warnf(diag.At(at), "shift count %d is out of range; expected 0 to 63", b)
			return 0
		}
		if op == OpShl {
			return a << b
		}
		return int64(uint64(a) >> b)
	case OpOr:
		return a | b
	case OpAnd:
		return a & b
	case OpXor:
		return a ^ b
	case OpOrNot:
		return a | ^b
	case OpEq:
		return truth(a == b)
	case OpNe:
		return truth(a != b)
	case OpLt:
		return truth(a < b)
	case OpLe:
		return truth(a <= b)
	case OpGe:
		return truth(a >= b)
	case OpGt:
		return truth(a > b)
	case OpLogAnd:
		return truth(a != 0 && b != 0) & 1
	}
	return truth(a != 0 || b != 0) & 1
}

// withoutBigs is Combine where an operand has more than 64 bits, which operators
// do not take.
func (u *Unit) withoutBigs(op Op, l, r Value, at diag.Pos) Value {
	u.Diags.Warnf(diag.At(at), "an operator takes no integer of more than 64 bits; zero is assumed")
	if l.Kind == ValueBig {
		l = Int(0)
	}
	if r.Kind == ValueBig {
		r = Int(0)
	}
	return u.Combine(op, l, r, at)
}

func (u *Unit) unaryBig(op Op, v Value) Value {
	n := u.big(v)
	switch op {
	case OpNeg:
		return u.Big(new(big.Int).Neg(n))
	case OpNot:
		return u.Big(new(big.Int).Not(n))
	}
	return Int(0) // !big: it is not zero
}

// big is the value of a ValueBig.
func (u *Unit) big(v Value) *big.Int {
	b := u.Bigs[v.Add]
	rev := make([]byte, len(b))
	for i, c := range b {
		rev[len(b)-1-i] = c
	}
	n := new(big.Int).SetBytes(rev)
	if b[len(b)-1]>>7 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return n
}
