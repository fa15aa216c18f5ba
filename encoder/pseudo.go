package encoder

import (
	"bytes"

	"tas/diag"
	"tas/encoder/isa"
)

// roundSAE is Inst.round of {sae}; 1 to 4 are the rounding modes.
const roundSAE = 5

// pseudoPrefix reads {vex}, {disp32} and their like: wishes about the encoding.
func (e *Encoder) pseudoPrefix() bool {
	in, i := e.in, &e.inst
	start := in.At
	word := e.brace()
	i.prefix.any = true
	switch string(bytes.ToLower(word)) {
	case "vex", "vex2":
		i.demand |= isa.NeedVEX
	case "vex3":
		i.demand |= isa.NeedVEX
		i.vex3 = true
	case "evex":
		i.demand |= isa.NeedEVEX
	case "rex":
		i.demand |= isa.NeedLegacy
		i.prefix.rex |= 0x40
	case "rex2":
		i.demand |= isa.NeedREX2
	case "load":
		i.demand |= isa.NeedLoad
	case "store":
		i.demand |= isa.NeedStore
	case "disp8":
		i.disp = 8
	case "disp16":
		i.disp = 16
	case "disp32":
		i.disp = 32
	case "nooptimize":
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
	in.SkipSpace()
	start := in.At
	for c := in.Text[in.At]; c != '}' && c != '\n' && c != 0 && c != ';'; c = in.Text[in.At] {
		in.At++
	}
	word := bytes.TrimSpace(in.Text[start:in.At])
	if in.Text[in.At] != '}' {
		return nil
	}
	in.At++
	return word
}

// roundingWord reads {rn-sae} in the place of an operand.
func (e *Encoder) roundingWord() bool {
	in, i := e.in, &e.inst
	start := in.At
	switch string(bytes.ToLower(e.brace())) {
	case "rn-sae":
		i.round = 1
	case "rd-sae":
		i.round = 2
	case "ru-sae":
		i.round = 3
	case "rz-sae":
		i.round = 4
	case "sae":
		i.round = roundSAE
		i.demand |= isa.NeedSAE
		return true
	default:
		in.Diags.Errorf(in.Span(start), "unknown rounding mode %s; expected {rn-sae}, {rd-sae}, {ru-sae}, {rz-sae} or {sae}", in.Text[start:in.At])
		return false
	}
	i.demand |= isa.NeedRound
	return true
}

// decorations reads what stands behind an operand in braces: a mask {%k1}, {z},
// a broadcast {1to8}.
func (e *Encoder) decorations(op *Operand) bool {
	in, i := e.in, &e.inst
	for in.Peek() == '{' {
		start := in.At
		in.At++
		if in.Peek() == '%' {
			r := e.register()
			if r == 0 {
				return false
			}
			if !in.Accept('}') || r.Kind() != isa.RegK {
				in.Diags.Errorf(in.Span(start), "expected a mask register in the braces, {%%k1} to {%%k7}")
				return false
			}
			if i.mask != 0 || r.Num() == 0 {
				in.Diags.Errorf(in.Span(start), "an instruction takes one mask of {%%k1} to {%%k7}")
				return false
			}
			i.mask = r.Num()
			i.demand |= isa.NeedMask
			continue
		}
		in.At = start
		switch string(bytes.ToLower(e.brace())) {
		case "z":
			i.zero = true
			i.prefix.any = true
			i.demand |= isa.NeedZero
		case "1to2":
			i.broadcast(op, 2, isa.Bcst2)
		case "1to4":
			i.broadcast(op, 4, isa.Bcst4)
		case "1to8":
			i.broadcast(op, 8, isa.Bcst8)
		case "1to16":
			i.broadcast(op, 16, isa.Bcst16)
		case "1to32":
			i.broadcast(op, 32, isa.Bcst32)
		default:
			in.Diags.Errorf(in.Span(start), "unknown decoration %s; expected a mask {%%k1}, {z}, or a broadcast such as {1to8}", in.Text[start:in.At])
			return false
		}
	}
	return true
}

func (i *Inst) broadcast(op *Operand, n uint8, class uint64) {
	if op.kind != isa.Mem || op.class&isa.MSized == 0 {
		op.class = 0
		return
	}
	op.class = class
	i.bcast = n
}

// dotted takes a mnemonic with .s, .d8, .d16 or .d32 behind it, the old way of
// asking for an encoding.
func (e *Encoder) dotted(name []byte) bool {
	i := &e.inst
	dot := bytes.LastIndexByte(name, '.')
	if dot <= 0 {
		return false
	}
	id := lookup(e.in.Text, i.nameStart, dot)
	if id == 0 {
		return false
	}
	switch string(name[dot:]) {
	case ".s":
		e.swapForm(id)
	case ".d8":
		i.disp = 8
	case ".d16":
		i.disp = 16
	case ".d32":
		i.disp = 32
	default:
		return false
	}
	i.prefix.any = true
	i.name = id
	return true
}

// swapForm asks for the form with operands in the other slots.
func (e *Encoder) swapForm(id mnemonicID) {
	m := &mnemonics[id-1]
	for _, k := range mnemonicLists[m.list : int(m.list)+int(m.n)] {
		switch t := &templates[k]; {
		case t.Allow&isa.NeedLoad == 0:
			e.inst.demand |= isa.NeedLoad
			return
		case t.Allow&isa.NeedStore == 0:
			e.inst.demand |= isa.NeedStore
			return
		}
	}
}

// checkOperands refuses what the processor does not define: a gather without a
// mask, registers that must differ and do not.
func (e *Encoder) checkOperands(t *template) bool {
	i := &e.inst
	if t.Flags&isa.FlagMustMask != 0 && i.mask == 0 {
		e.in.Diags.Errorf(e.span(), "%s needs a mask register, {%%k1} to {%%k7}, behind its destination", e.mnemonicText())
		return false
	}
	if t.Flags&isa.FlagDistinct != 0 {
		var seen uint64
		for k := range i.n {
			op := &i.ops[k]
			r := op.reg
			if op.kind == isa.Mem {
				r = op.index
			}
			if op.kind == isa.Imm {
				continue
			}
			if seen>>r.Num()&1 != 0 {
				e.in.Diags.Warnf(diag.At(e.in.PosAt(int(op.at))), "index, mask and destination registers of %s should be distinct", e.mnemonicText())
				break
			}
			seen |= 1 << r.Num()
		}
	}
	return true
}
