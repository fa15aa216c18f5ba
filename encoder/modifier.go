package encoder

import (
	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
)

// The modifiers of symbols, @GOTPCREL and their like, each want a relocation of
// their own, and most relocations exist for some fields only: a GOT entry's
// distance from %rip, say, for four bytes that are sign-extended. GNU as refuses
// the others, so that what a linker would make of them is no surprise.

// Uses of a symbol in an instruction.
const (
	useSigned   uint8 = 1 << iota // four bytes that are sign-extended
	useUnsigned                   // four bytes that are zero-extended, in 64-bit code
	useDistance                   // four bytes counted from %rip: memory, call
	useJump                       // a jump that may become short
	useWide                       // an immediate of eight bytes
	useMoffs                      // an absolute address of eight bytes
)

// modifierUses has the uses that each modifier allows.
var modifierUses = [...]uint8{
	obj.ModPLT:      useSigned | useDistance | useJump,
	obj.ModPLTOFF:   useWide,
	obj.ModGOT:      useSigned | useJump | useWide,
	obj.ModGOTOFF:   useWide | useMoffs,
	obj.ModGOTPCREL: useSigned | useDistance,
	obj.ModGOTPLT:   useWide | useMoffs,
	obj.ModTLSGD:    useSigned | useDistance | useJump,
	obj.ModTLSLD:    useSigned | useDistance | useJump,
	obj.ModDTPOFF:   useSigned | useJump | useWide | useMoffs,
	obj.ModTPOFF:    useSigned | useJump | useWide | useMoffs,
	obj.ModGOTTPOFF: useSigned | useDistance | useJump,
	obj.ModTLSDESC:  useSigned | useUnsigned | useDistance | useJump,
	obj.ModTLSCALL:  0, // marks a call through a register; there is no field
	obj.ModSIZE:     useUnsigned | useWide,
}

// symbolClasses is the classes of an immediate that is a symbol.
func (e *Encoder) symbolClasses(mod obj.Modifier) uint64 {
	if mod == obj.ModNone || e.Bits != 64 {
		return symbolClass
	}
	class, uses := uint64(isa.ISym), modifierUses[mod]
	if uses&useSigned != 0 {
		class |= isa.I32S
	}
	if uses&(useSigned|useUnsigned) != 0 {
		class |= isa.I32 | isa.I32U | isa.IAny
	}
	if uses&useWide != 0 {
		class |= isa.I64
	}
	return class
}

// modified checks the modifier of an operand whose field has the given width and
// use.
func (e *Encoder) modified(t *template, op *Operand, width int, use uint8) {
	mod := op.val.Mod
	uses := modifierUses[mod]
	if e.Bits != 64 && use&(useSigned|useUnsigned|useMoffs) != 0 && mod != obj.ModTLSCALL {
		uses |= use // four bytes are all there is, and nothing is extended
	}
	if use&(useSigned|useUnsigned) != 0 && op.kind == isa.Mem && mod == obj.ModSIZE && op.base|op.index == 0 && e.Bits == 64 {
		uses = 0
	}
	switch {
	case width < 4:
		e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "a symbol with this @ modifier does not fit in a field of %d bits", 8*width)
	case uses&use == 0:
		e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "this @ modifier does not go with %s", modifierProblem(use))
	case op.kind == isa.Mem && (mod == obj.ModGOTTPOFF || mod == obj.ModTLSLD) && (t.Enc != isa.Legacy || t.beyondInteger()):
		e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "a linker knows no %s of thread-local storage; load the address with a mov or lea first", e.mnemonicText())
	}
}

// modifierProblem describes a use for messages.
func modifierProblem(use uint8) string {
	switch use {
	case useSigned:
		return "a sign-extended field of 32 bits, or with this address"
	case useUnsigned:
		return "a zero-extended field of 32 bits; use a 64-bit register"
	case useDistance:
		return "a distance from %rip"
	case useJump:
		return "a jump"
	case useWide:
		return "an immediate of 64 bits"
	}
	return "an absolute address of 64 bits"
}

// beyondInteger reports whether an operand of the instruction is a register that
// is neither general nor of the x87.
func (t *template) beyondInteger() bool {
	const vector = isa.MM | isa.XMM0 | isa.XMM | isa.XMMHi | isa.YMM | isa.YMMHi | isa.ZMM | isa.K | isa.BND | isa.TMM
	for k := range t.N {
		if sets[t.Sets[k]][isa.Reg]&vector != 0 {
			return true
		}
	}
	return false
}
