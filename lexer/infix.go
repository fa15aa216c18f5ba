package lexer

import "tas/obj"

// For expressions that are not read by Expr: those of Intel operands, in which
// registers and brackets are terms and operators are also words.

// Infix returns the infix operator that stands here, its rank (0: there is
// none) and its length in the text.
func (in *Input) Infix() (op obj.Op, rank, size uint8) {
	b := in.operator()
	return b.op, b.rank, b.size
}

// TakeModifier returns the @ suffix that Operand met, and forgets it.
func (in *Input) TakeModifier() obj.Modifier {
	m := in.modifier
	in.modifier = obj.ModNone
	return m
}

// SetNaked says whether registers need no %.
func (in *Input) SetNaked(naked bool) {
	in.Naked = naked
	in.Careful = naked || in.Deferred || in.Intel
}

// SetDeferred says whether symbols in expressions are kept as symbols.
func (in *Input) SetDeferred(deferred bool) {
	in.Deferred = deferred
	in.Careful = deferred || in.Naked || in.Intel
}

// NameByte reports whether c may stand within a name.
func NameByte(c byte) bool { return class[c]&cName != 0 }
