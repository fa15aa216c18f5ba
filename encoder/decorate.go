package encoder

import (
	"bytes"

	"tas/diag"
	"tas/encoder/isa"
)

// What EVEX adds to operands, in braces: behind the destination a mask {%k1}
// and {z}, behind memory a broadcast {1to8}, and before the vector operands a
// rounding mode {rn-sae} or {sae}.
//
//	vaddps {rz-sae}, %zmm1, %zmm2, %zmm3{%k1}{z}

// roundSAE is Inst.round of {sae}; 1 to 4 are the rounding modes.
const roundSAE = 5

// flagValues reads {dfv=of,cf} before the operands of ccmp and ctest: the flags
// that are set when the condition is false.
func (e *Encoder) flagValues() bool {
	start := e.in.At
	return e.flagNames(e.brace(), start)
}

// flagNames takes dfv=of,cf, the text between the braces at start.
func (e *Encoder) flagNames(text []byte, start int) bool {
	in, i := e.in, &e.inst
	word, _ := bytes.CutPrefix(text, []byte("dfv="))
	i.demand |= isa.NeedDFV
	i.dfv = 0
	for len(word) > 0 {
		name, rest, _ := bytes.Cut(word, []byte(","))
		word = rest
		bit := bytes.Index([]byte("cf,zf,sf,of,"), append(bytes.TrimSpace(name), ','))
		if len(bytes.TrimSpace(name)) != 2 || bit < 0 {
			in.Diags.Errorf(in.Span(start), "expected flags of sf, zf, cf, of behind dfv=, as in {dfv=of,cf}")
			return false
		}
		i.dfv |= 1 << (bit / 3)
	}
	return true
}

// roundingWord reads {rn-sae} in the place of an operand.
func (e *Encoder) roundingWord() bool {
	in, i := e.in, &e.inst
	start := in.At
	demand := isa.NeedRound
	round := uint8(0)
	switch string(e.brace()) {
	case "rn-sae":
		round = 1
	case "rd-sae":
		round = 2
	case "ru-sae":
		round = 3
	case "rz-sae":
		round = 4
	case "sae":
		round, demand = roundSAE, isa.NeedSAE
	default:
		in.Diags.Errorf(in.Span(start), "unknown rounding mode %s; expected {rn-sae}, {rd-sae}, {ru-sae}, {rz-sae} or {sae}", in.Text[start:in.At])
		return false
	}
	if i.round != 0 {
		in.Diags.Errorf(in.Span(start), "an instruction takes one rounding mode")
		return false
	}
	i.round, i.roundAt = round, uint8(i.n)
	i.demand |= demand
	return true
}

// decorations reads what stands behind an operand in braces.
func (e *Encoder) decorations(op *Operand) bool {
	in, i := e.in, &e.inst
	for in.Peek() == '{' {
		start := in.At
		in.At++
		if e.registerHere() {
			if !e.maskRegister(start) {
				return false
			}
			continue
		}
		in.At = start
		ok := true
		switch word := e.brace(); string(word) {
		case "z":
			ok = !i.zero
			i.zero, i.zeroAt = true, uint8(i.n)
			i.prefix.any = true
			i.demand |= isa.NeedZero
		case "1to2":
			ok = i.broadcast(op, 2, isa.Bcst2)
		case "1to4":
			ok = i.broadcast(op, 4, isa.Bcst4)
		case "1to8":
			ok = i.broadcast(op, 8, isa.Bcst8)
		case "1to16":
			ok = i.broadcast(op, 16, isa.Bcst16)
		case "1to32":
			ok = i.broadcast(op, 32, isa.Bcst32)
		default:
			if e.composing {
				if !e.insnNote(op, word, start) {
					return false
				}
				continue
			}
			in.Diags.Errorf(in.Span(start), "unknown decoration %s; expected a mask {%%k1}, {z}, or a broadcast such as {1to8}", in.Text[start:in.At])
			return false
		}
		if !ok {
			in.Diags.Errorf(in.Span(start), "%s cannot be repeated", in.Text[start:in.At])
			return false
		}
	}
	return true
}

// maskRegister reads %k1} behind the brace at start.
func (e *Encoder) maskRegister(start int) bool {
	in, i := e.in, &e.inst
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
	i.mask, i.maskAt = r.Num(), uint8(i.n)
	i.demand |= isa.NeedMask
	return true
}

// broadcast notes {1toN}. On anything but plain memory the operand loses its
// classes, so that no template takes it.
func (i *Inst) broadcast(op *Operand, n uint8, class uint64) bool {
	if i.bcast != 0 {
		return false
	}
	i.bcast = n
	if op.kind != isa.Mem || op.class&isa.MSized == 0 {
		class = 0
	}
	op.class = class
	return true
}

// checkOperands refuses what operand classes cannot express: decorations in
// the wrong place, a gather without a mask, registers that must differ.
func (e *Encoder) checkOperands(t *template) bool {
	if t.Flags&isa.FlagInsn != 0 {
		return true
	}
	i := &e.inst
	last := &i.ops[max(i.n-1, 0)]
	problem := ""
	switch {
	case e.intel && t.Flags&isa.FlagNoRIP != 0 && t.Flags&isa.FlagNo32 != 0 && i.mem >= 0 && i.ops[i.mem].swap:
		problem = "%s looks at which register is the base: write [rsp+...] with rsp first"
	case t.Flags&isa.FlagNoRIP != 0 && i.mem >= 0 && i.ops[i.mem].base.Kind() == isa.RegIP:
		problem = "%s cannot take an address relative to %%rip"
	case t.Flags&isa.FlagNo32 != 0 && e.Bits == 64 && (i.prefix.addr || i.mem >= 0 && e.addressPrefix(&i.ops[i.mem])):
		problem = "%s cannot take a 32-bit address in 64-bit code"
	case t.Flags&isa.FlagOdd != 0 && i.n == 0 && e.intelNames && e.mnemonicText()[0]|0x20 == 'f':
		problem = "%s without operands is of AT&T's mnemonics only; write it with a p, as in fsubp"
	case t.Flags&isa.FlagMustMask != 0 && i.mask == 0:
		problem = "%s needs a mask register, {%%k1} to {%%k7}, behind its destination"
	case i.mask != 0 && int(i.maskAt) != i.n:
		problem = "the mask of %s stands behind the destination, which is the last operand"
	case i.zero && i.mask == 0:
		problem = "{z} zeroes what a mask leaves out: %s needs a mask register, {%%k1} to {%%k7}, with it"
	case i.zero && i.zeroAt != i.maskAt:
		problem = "the {z} of %s stands behind the mask, or before it, at the destination"
	case i.zero && last.kind == isa.Mem:
		problem = "%s to memory cannot be zero-masked; leave out the {z}"
	case i.round != 0 && i.memMask != 0:
		problem = "%s takes a rounding mode only when all operands are registers"
	case i.round != 0 && i.roundAt != i.roundPlace():
		problem = "the rounding mode of %s stands before the first vector register, behind immediates and general registers"
	}
	if problem != "" {
		e.in.Diags.Errorf(e.span(), problem, e.mnemonicText())
		return false
	}
	e.warnOdd(t)
	if t.Flags&isa.FlagQuad != 0 {
		if r := i.ops[t.V].reg; r.Num()&3 != 0 {
			e.in.Diags.Warnf(e.opSpan(int(t.V)), "%s reads four registers, and %%%s is not the first of a group of four", e.mnemonicText(), RegisterName(r))
		}
	}
	return t.Flags&isa.FlagDistinct == 0 || e.checkDistinct(t)
}

// warnOdd warns about what is taken, but is not what it looks like.
func (e *Encoder) warnOdd(t *template) {
	i := &e.inst
	name := e.mnemonicText()
	switch {
	case t.Flags&isa.FlagRIP != 0 && i.ops[0].base.Kind() != isa.RegIP:
		e.in.Diags.Warnf(e.opSpan(0), "%s fetches code relative to %%rip only; elsewhere it does nothing", name)
	case t.Flags&isa.FlagNoScale != 0 && i.mem >= 0 && i.ops[i.mem].scale != 0:
		e.in.Diags.Warnf(e.opSpan(int(i.mem)), "%s does not look at the scale of the index", name)
	case t.Flags&isa.FlagOdd == 0:
	case name[0]|0x20 != 'f':
		e.in.Diags.Warnf(e.span(), "%s without operands is the string instruction, which is %sl in AT&T syntax", name, name[:len(name)-1])
	case i.n == 0:
		e.in.Diags.Warnf(e.span(), "%s without operands pops the stack: write %sp", name, name)
	case i.n == 2:
		if i.ops[0].reg != i.ops[1].reg {
			e.in.Diags.Warnf(e.span(), "%s stores into %%st(%d): write it behind %%st", name, i.ops[0].reg.Num())
		}
	default:
		e.in.Diags.Warnf(e.span(), "an x87 register has one size only: write %s without the l", name[:len(name)-1])
	}
}

// roundPlace is the number of operands that stand before a rounding mode.
func (i *Inst) roundPlace() uint8 {
	for k := range i.n {
		if op := &i.ops[k]; op.kind == isa.Reg && op.reg.Kind() > isa.Reg64 {
			return uint8(k)
		}
	}
	return uint8(i.n)
}

// checkDistinct looks for registers that the processor wants to differ: index,
// mask and destination of a gather; the destination of a complex product from
// its sources; all three tiles of a matrix product.
func (e *Encoder) checkDistinct(t *template) bool {
	i := &e.inst
	var seen [len(i.ops)]isa.Register
	for k := range i.n {
		op := &i.ops[k]
		r := op.reg
		if op.kind == isa.Mem {
			if t.Flags&isa.FlagVSIB == 0 {
				continue
			}
			r = op.index
		}
		seen[k] = r
		for j := range k {
			if op.kind == isa.Imm || seen[j] == 0 || seen[j].Num() != r.Num() || t.Enc == isa.EVEX && k != i.n-1 {
				continue
			}
			if t.Flags&isa.FlagVSIB != 0 {
				return e.doubt(diag.At(e.in.PosAt(int(op.at))), "index, mask and destination registers of %s should be distinct", e.mnemonicText())
			}
			if t.Enc == isa.EVEX {
				e.in.Diags.Errorf(e.opSpan(k), "the destination of %s must not be one of its sources", e.mnemonicText())
			} else {
				e.in.Diags.Errorf(e.opSpan(k), "the tiles of %s must be distinct", e.mnemonicText())
			}
			return false
		}
	}
	return true
}
