package obj

import (
	"math/big"

	"tas/diag"
)

// Use returns the value that a reference to a symbol has at this point: the
// constant or register it was set to, or the symbol itself.
func (u *Unit) Use(id SymID) Value {
	s := &u.Syms[id]
	switch s.Part {
	case PartAbs:
		if s.Flags&SymBuiltin == 0 {
			return Int(int64(s.Off))
		}
	case PartReg:
		return Value{Kind: ValueReg, Add: int64(s.Off)}
	case PartExpr:
		if s.Flags&SymForward != 0 {
			return u.snapshot(u.Nodes[s.Off])
		}
	}
	if s.Flags&SymUsed != 0 {
		s.Flags |= SymUsedAgain
	}
	s.Flags |= SymUsed
	return SymValue(id)
}

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
		return Value{Kind: ValueInt, Add: int64(n.Uint64()), Unsigned: true}
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
	if x.Part != y.Part || x.Part < FirstPart {
		return 0, false
	}
	if u.Loose && !u.Section().incidental() {
		u.measure(a, b)
	}
	d := int64(x.Off) - int64(y.Off)
	lo, hi, sign := y.Frag, x.Frag, int64(1)
	if lo > hi {
		lo, hi, sign = hi, lo, -1
	}
	frags := u.Part(x.Part).Frags
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
		return l, false
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
	if !ok || !ok2 {
		return l, false
	}
	return u.compute(op, Int(a), Int(b), at), true
}

// Combine applies a binary operator, at once when the operands allow it,
// otherwise as a Node that is evaluated when addresses are known.
func (u *Unit) Combine(op Op, l, r Value, at diag.Pos) Value {
	if l.Kind == ValueInt && r.Kind == ValueInt {
		return u.compute(op, l, r, at)
	}
	if l.Kind == ValueBig || r.Kind == ValueBig {
		return u.combineBig(op, l, r, at)
	}
	if l.Kind == ValueReg || r.Kind == ValueReg {
		u.Diags.Errorf(diag.At(at), "a register cannot take part in an expression")
		return Int(0)
	}
	switch op {
	case OpAdd:
		if r.Kind == ValueInt {
			l.Add += r.Add
			return l
		}
		if l.Kind == ValueInt {
			r.Add += l.Add
			return r
		}
		if v, ok := u.join(l, r.Sym, r.Sub, r.Add); ok {
			return v
		}
	case OpSub:
		if r.Kind == ValueInt {
			l.Add -= r.Add
			return l
		}
		if v, ok := u.join(l, r.Sub, r.Sym, -r.Add); ok {
			return v
		}
	case OpEq, OpNe, OpLt, OpLe, OpGe, OpGt:
		if d, ok := u.Constant(u.Combine(OpSub, l, r, at)); ok {
			return u.compute(op, Int(d), Int(0), at)
		}
	}
	return u.later(Node{Op: op, L: l, R: r, Pos: at})
}

// join returns l + plus - minus + add when one symbol of each sign suffices.
func (u *Unit) join(l Value, plus, minus SymID, add int64) (Value, bool) {
	l.Kind = ValueSym
	l.Add += add
	if plus != 0 {
		if l.Sub != 0 {
			if d, ok := u.Distance(plus, l.Sub); ok {
				l.Add += d
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
	}
	return l, true
}

// Unary applies a prefix operator.
func (u *Unit) Unary(op Op, v Value, at diag.Pos) Value {
	switch v.Kind {
	case ValueInt:
		if op == OpNeg && v.Unsigned {
			n := new(big.Int).SetUint64(uint64(v.Add))
			return u.Big(n.Neg(n))
		}
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
	u.Nodes = append(u.Nodes, n)
	u.addSymbol(Symbol{Part: PartExpr, Off: uint64(len(u.Nodes) - 1), Pos: n.Pos, Flags: SymTemp})
	return SymID(len(u.Syms) - 1)
}

func computeUnary(op Op, v Value) Value {
	switch op {
	case OpNeg:
		return Int(-v.Add)
	case OpNot:
		return Int(^v.Add)
	}
	return Int(truth(v.Add == 0) & 1)
}

// truth is GNU's truth value of a comparison: all ones.
func truth(b bool) int64 {
	if b {
		return -1
	}
	return 0
}

// compute applies a binary operator to integers, as GNU as does: division and
// comparison are signed, right shifts logical.
func (u *Unit) compute(op Op, l, r Value, at diag.Pos) Value {
	a, b := l.Add, r.Add
	switch op {
	case OpMul:
		return Int(a * b)
	case OpDiv, OpMod:
		if b == 0 {
			u.Diags.Warnf(diag.At(at), "division by zero; the divisor is taken as one")
			b = 1
		}
		if op == OpDiv {
			return Int(a / b)
		}
		return Int(a % b)
	case OpShl, OpShr:
		if b < 0 || b > 63 {
			u.Diags.Warnf(diag.At(at), "shift count %d is out of range; expected 0 to 63", b)
			return Int(0)
		}
		if op == OpShl {
			return Value{Kind: ValueInt, Add: a << b, Unsigned: a<<b < 0 && (a >= 0 || l.Unsigned)}
		}
		return Int(int64(uint64(a) >> b))
	case OpOr:
		return Value{Kind: ValueInt, Add: a | b, Unsigned: l.Unsigned || r.Unsigned}
	case OpAnd:
		return Int(a & b)
	case OpXor:
		return Int(a ^ b)
	case OpOrNot:
		return Int(a | ^b)
	case OpAdd:
		return Int(a + b)
	case OpSub:
		return Int(a - b)
	case OpEq:
		return Int(truth(a == b))
	case OpNe:
		return Int(truth(a != b))
	case OpLt:
		return Int(truth(a < b))
	case OpLe:
		return Int(truth(a <= b))
	case OpGe:
		return Int(truth(a >= b))
	case OpGt:
		return Int(truth(a > b))
	case OpLogAnd:
		return Int(truth(a != 0 && b != 0) & 1)
	}
	return Int(truth(a != 0 || b != 0) & 1)
}

// combineBig computes with integers of more than 64 bits; symbols cannot take
// part.
func (u *Unit) combineBig(op Op, l, r Value, at diag.Pos) Value {
	a, ok := u.bigOf(l)
	b, ok2 := u.bigOf(r)
	if !ok || !ok2 {
		u.Diags.Errorf(diag.At(at), "an integer of more than 64 bits cannot be combined with a symbol")
		return Int(0)
	}
	n := new(big.Int)
	switch op {
	case OpAdd:
		return u.Big(n.Add(a, b))
	case OpSub:
		return u.Big(n.Sub(a, b))
	case OpMul:
		return u.Big(n.Mul(a, b))
	case OpAnd:
		return u.Big(n.And(a, b))
	case OpOr:
		return u.Big(n.Or(a, b))
	case OpXor:
		return u.Big(n.Xor(a, b))
	}
	u.Diags.Errorf(diag.At(at), "this operator does not take an integer of more than 64 bits")
	return Int(0)
}

func (u *Unit) unaryBig(op Op, v Value) Value {
	n, _ := u.bigOf(v)
	switch op {
	case OpNeg:
		return u.Big(new(big.Int).Neg(n))
	case OpNot:
		return u.Big(new(big.Int).Not(n))
	}
	return Int(0) // !big: it is not zero
}

func (u *Unit) bigOf(v Value) (*big.Int, bool) {
	switch v.Kind {
	case ValueInt:
		if v.Unsigned {
			return new(big.Int).SetUint64(uint64(v.Add)), true
		}
		return big.NewInt(v.Add), true
	case ValueBig:
		b := u.Bigs[v.Add]
		rev := make([]byte, len(b))
		for i, c := range b {
			rev[len(b)-1-i] = c
		}
		n := new(big.Int).SetBytes(rev)
		if b[len(b)-1]>>7 != 0 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
		return n, true
	}
	return nil, false
}
