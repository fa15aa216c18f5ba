package obj

import "tas/diag"

// ValueKind says what an expression turned out to be.
type ValueKind uint8

// The kinds of value.
const (
	ValueNone ValueKind = iota // no expression there
	ValueInt                   // Add
	ValueSym                   // Sym - Sub + Add; either symbol may be absent
	ValueReg                   // Add is a register number of the encoder
	ValueBig                   // an integer of more than 64 bits: Unit.Bigs[Add]
)

// Modifier is the @ suffix of a symbol reference.
type Modifier uint8

// The modifiers of x86-64 (psABI 4.4; spelling as in the GNU as manual).
const (
	ModNone Modifier = iota
	ModPLT
	ModPLTOFF
	ModGOT
	ModGOTOFF
	ModGOTPCREL
	ModGOTPLT
	ModTLSGD
	ModTLSLD
	ModDTPOFF
	ModTPOFF
	ModGOTTPOFF
	ModTLSDESC
	ModTLSCALL
	ModSIZE
)

// Value is the result of an expression: Sym - Sub + Add, with an @ modifier.
// What that form cannot hold becomes a nameless symbol that equals a Node. 24
// bytes, no pointers.
type Value struct {
	Add  int64
	Sym  SymID
	Sub  SymID
	Kind ValueKind
	Mod  Modifier

	// What GNU as knows of a constant beyond its 64 bits; .sleb128 and .octa
	// show it.
	Odd     bool // the 65th bit is not that of the sign: 0xffffffffffffffff
	Negated bool // it begins with a minus
}

// Int returns the constant v.
func Int(v int64) Value { return Value{Kind: ValueInt, Add: v} }

// SymValue returns the value of a symbol.
func SymValue(id SymID) Value { return Value{Kind: ValueSym, Sym: id} }

// Op is an operator of an expression tree.
type Op uint8

// The operators; OpValue is a leaf: the node's L.
const (
	OpValue Op = iota
	OpNeg
	OpNot    // ~
	OpLogNot // !
	OpMul
	OpDiv
	OpMod
	OpShl
	OpShr
	OpOr
	OpAnd
	OpXor
	OpOrNot // GNU's binary !
	OpAdd
	OpSub
	OpEq
	OpNe
	OpLt
	OpLe
	OpGe
	OpGt
	OpLogAnd
	OpLogOr
)

// compares reports whether op is one of == != < <= >= >.
func (op Op) compares() bool { return op >= OpEq && op <= OpGt }

// Node is an expression that waits for symbols: a symbol with Part PartExpr
// equals one.
type Node struct {
	L, R Value
	Op   Op
	Pos  diag.Pos
}
