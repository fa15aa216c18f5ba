package encoder

import (
	"bytes"

	"tas/encoder/isa"
)

// pseudoPrefix reads {vex}, {disp32} and their like: wishes about the encoding.
func (e *Encoder) pseudoPrefix() bool {
	in, i := e.in, &e.inst
	start := in.At
	word := e.brace()
	i.prefix.any = true
	if c := in.Text[in.At]; c != ' ' && c != '\t' && !in.AtEnd() {
		in.Diags.Errorf(in.Here(), "expected a blank behind %s", in.Text[start:in.At])
		return false
	}
	switch string(bytes.ToLower(word)) {
	case "vex", "vex2": // of several the last counts
		i.demand = i.demand&^isa.NeedEVEX | isa.NeedVEX
		i.vex3 = false
	case "vex3":
		i.demand = i.demand&^isa.NeedEVEX | isa.NeedVEX
		i.vex3 = true
	case "evex":
		i.demand = i.demand&^isa.NeedVEX | isa.NeedEVEX
	case "rex":
		if e.Bits != 64 {
			return e.prefixError("only 64-bit code has the pseudo prefix {rex}")
		}
		i.demand |= isa.NeedLegacy
		i.prefix.rex |= 0x40
	case "rex2":
		i.demand |= isa.NeedREX2
	case "nf":
		i.demand |= isa.NeedNF
	case "load":
		i.demand = i.demand&^isa.NeedStore | isa.NeedLoad
	case "store":
		i.demand = i.demand&^isa.NeedLoad | isa.NeedStore
	case "disp8":
		i.disp = 8
	case "disp16":
		i.disp = 16
	case "disp32":
		i.disp = 32
	case "nooptimize":
		i.noOptimize = true
	default:
		in.Diags.Errorf(in.Span(start), "unknown pseudo prefix %s; expected {disp8} {disp16} {disp32} {load} {store} {vex} {vex2} {vex3} {evex} {rex} {rex2} or {nooptimize}", in.Text[start:in.At])
		return false
	}
	return true
}

// brace reads {word} and returns the word; nil when it is not closed.
func (e *Encoder) brace() []byte {
	in := e.in
	in.At++
	start := in.At
	for c := in.Text[in.At]; c != '}' && c != '\n' && c != 0 && c != ';'; c = in.Text[in.At] {
		in.At++
	}
	word := in.Text[start:in.At]
	if in.Text[in.At] != '}' {
		return nil
	}
	in.At++
	return word
}

// dotted takes a mnemonic with .s, .d8 or .d32 behind it, the old way of
// asking for an encoding.
func (e *Encoder) dotted(name []byte) bool {
	i := &e.inst
	dot := bytes.LastIndexByte(name, '.')
	if dot <= 0 {
		return false
	}
	id := e.mnemonic(i.nameStart, dot)
	if id == 0 {
		return false
	}
	if !e.dottedForm(name[dot:]) {
		return false
	}
	i.name = id
	return true
}

// dottedForm notes what .s, .d8 or .d32 asks for.
func (e *Encoder) dottedForm(word []byte) bool {
	i := &e.inst
	switch string(word) {
	case ".s":
		i.swap = true
		i.demand &^= isa.NeedLoad | isa.NeedStore
	case ".d8":
		i.disp = 8
	case ".d32":
		i.disp = 32
	default:
		return false
	}
	i.prefix.any = true
	return true
}

// otherForm is for .s: of an instruction that moves registers the form with
// the operands in the other slots.
func (e *Encoder) otherForm(t *template) *template {
	i := &e.inst
	switch {
	case i.memMask != 0:
		return t
	case t.Allow&isa.NeedLoad == 0:
		i.demand |= isa.NeedLoad
	case t.Allow&isa.NeedStore == 0:
		i.demand |= isa.NeedStore
	default:
		return t
	}
	if other := e.choose(); other != nil {
		if t.Ext == isa.ExtNone && t.Map == isa.Map0 { // xchg %cx, %ax has two long forms, too
			i.ops[0], i.ops[1] = i.ops[1], i.ops[0]
		}
		return other
	}
	if t.Map != isa.Map0 && t.Allow&isa.NeedStore != 0 {
		return t
	}
	e.prefixError("%s of these operands has one form only; leave out the .s", e.mnemonicText())
	return t
}
