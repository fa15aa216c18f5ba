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
		}
		if v.Mod == ModNone && (u.indirect(v.Sym) || u.indirect(v.Sub)) {
			return u.known(v, 0)
		}
	}
	return 0, false
}

// Decide is Constant for a condition: there, what is compared with an undefined
// symbol differs from it, and so does a number from an address.
func (u *Unit) Decide(v Value) (int64, bool) {
	u.deciding = true
	n, ok := u.Constant(v)
	u.deciding = false
	return n, ok
}

// differ reports whether two values differ for Decide.
func (u *Unit) differ(l, r Value) bool {
	if l.Sub != 0 || r.Sub != 0 || l.Sym == r.Sym {
		return false
	}
	return l.Sym == 0 || r.Sym == 0 || u.Syms[l.Sym].Part == PartNone || u.Syms[r.Sym].Part == PartNone
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
	if l.Kind > ValueSym || r.Kind > ValueSym {
		// What is no register, differs from one; here are no two of them.
		return Int(truth(op == OpNe)), u.deciding && (op == OpEq || op == OpNe) && l.Sub|r.Sub == 0
	}
	switch op {
	case OpAdd:
		return u.join(l, r.Sym, r.Sub, r.Add)
	case OpSub:
		return u.join(l, r.Sub, r.Sym, -r.Add)
	case OpEq, OpNe, OpLt, OpLe, OpGe, OpGt:
		if u.deciding && (op == OpEq || op == OpNe) && u.differ(l, r) {
			return Int(truth(op == OpNe)), true
		}
		d, ok := u.join(l, r.Sub, r.Sym, -r.Add)
		if !ok {
			return l, false
		}
		l, r = d, Int(0)
	}
	a, ok := u.Constant(l)
	b, ok2 := u.Constant(r)
	if u.deciding && op == OpXor && l == r && l.Add == 0 && l.Sub == 0 && l.Sym != 0 && u.undefined(l.Sym) {
		return Int(0), true
	}
	if u.deciding && (ok && a == 0 && r.Sub == 0 && zeroLeft(op) || ok2 && b == 0 && l.Sub == 0 && zeroRight(op)) {
		return Int(0), true
	}
	if !ok || !ok2 {
		return l, false
	}
	return u.compute(op, Int(a), Int(b), at), true
}

// zeroLeft reports whether a zero on the left makes the whole zero, whatever symbol
// is on the right.
func zeroLeft(op Op) bool { return zeroRight(op) || op == OpShl || op == OpShr }

// zeroRight is the same of the other side.
func zeroRight(op Op) bool { return op == OpMul || op == OpAnd }

// Combine applies a binary operator, at once when the operands allow it,
// otherwise as a Node that is evaluated when addresses are known.
func (u *Unit) Combine(op Op, l, r Value, at diag.Pos) Value {
	if l.Kind == ValueInt && r.Kind == ValueInt {
		return u.compute(op, l, r, at)
	}
	if l.Kind == ValueBig || r.Kind == ValueBig {
		return u.withoutBigs(op, l, r, at)
	}
	if l.Kind == ValueReg || r.Kind == ValueReg {
		return u.compareRegisters(op, l, r, at)
	}
	switch op {
	case OpAdd:
		if r.Kind == ValueInt {
			l.Add += r.Add
			return l
		}
		if l.Kind == ValueInt {
			r.Add += l.Add
			r.Negated = l.Negated
			return r
		}
		if v, ok := u.join(l, r.Sym, r.Sub, r.Add); ok && l.Sym != 0 && r.Sym != 0 {
			return v
		}
	case OpSub:
		if r.Kind == ValueInt {
			l.Add -= r.Add
			return l
		}
		if v, ok := u.join(l, r.Sub, r.Sym, -r.Add); ok && (l.Sym != 0 || l.Sub == 0) && r.Sym != 0 {
			return v
		}
	case OpEq, OpNe, OpLt, OpLe, OpGe, OpGt:
		if d, ok := u.Constant(u.Combine(OpSub, l, r, at)); ok {
			return u.compute(op, Int(d), Int(0), at)
		}
	}
	return u.later(Node{Op: op, L: l, R: r, Pos: at})
}

// compareRegisters is for macros that ask which register they were given
// (`.if \base == %rsp`): a register equals itself and nothing else, and comes
// neither before nor behind another. A name that says nothing yet may become one.
func (u *Unit) compareRegisters(op Op, l, r Value, at diag.Pos) Value {
	same := l.Kind == r.Kind && l.Add == r.Add
	switch op {
	case OpEq, OpNe:
		if u.unsettled(l) || u.unsettled(r) {
			return u.later(Node{Op: op, L: l, R: r, Pos: at})
		}
		return Int(truth(same == (op == OpEq)))
	case OpLt, OpLe, OpGe, OpGt:
		if same {
			return Int(truth(op == OpLe || op == OpGe))
		}
	}
	u.Diags.Errorf(diag.At(at), "a register cannot take part in an expression, but in == and !=")
	return Int(0)
}

// unsettled reports whether v may yet become a register, or turn out to be no value.
func (u *Unit) unsettled(v Value) bool {
	return v.Kind == ValueSym && (v.Sub != 0 || u.undefined(v.Sym) || u.Syms[v.Sym].Part == PartExpr)
}

// join returns l + plus - minus + add when one symbol of each sign suffices.
func (u *Unit) join(l Value, plus, minus SymID, add int64) (Value, bool) {
	l.Kind = ValueSym
	l.Add += add
	if plus != 0 {
		if l.Sub != 0 {
			if d, ok := u.Distance(plus, l.Sub); ok {
				l.Add += d
				l.Odd = u.overFill(plus, l.Sub)
				l.Sub, plus = 0, 0
			}
		}
		if plus != 0 {
			if l.Sym != 0 {
				return l, false
			}
			l.Sym = plus
		}
	}
	if minus != 0 {
		if l.Sym != 0 {
			if d, ok := u.Distance(l.Sym, minus); ok {
				l.Add += d
				l.Odd = u.overFill(l.Sym, minus)
				l.Sym, minus = 0, 0
			}
		}
		if minus != 0 {
			if l.Sub != 0 {
				return l, false
			}
			l.Sub = minus
		}
	}
	if l.Sym == 0 && l.Sub == 0 {
		l.Kind = ValueInt
	} else {
		l.Odd = false
	}
	return l, true
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
	case ValueReg:
		u.Diags.Errorf(diag.At(at), "a register cannot take part in an expression")
		return Int(0)
	}
	return u.later(Node{Op: op, L: v, Pos: at})
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
