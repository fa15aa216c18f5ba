package encoder

import (
	"bytes"

	"tas/diag"
	"tas/encoder/isa"
	"tas/lexer"
)

// The messages for what cannot be assembled. Nothing here runs for a correct
// source.

// opSpan is the source range where an operand begins.
func (e *Encoder) opSpan(k int) diag.Span {
	i := &e.inst
	at := int(i.ops[k].at)
	end := i.end
	if k+1 < i.n {
		end = int(i.ops[k+1].at)
	}
	for end > at+1 && (e.in.Text[end-1] == ' ' || e.in.Text[end-1] == ',' || e.in.Text[end-1] == '\t') {
		end--
	}
	return diag.Span{Pos: e.in.PosAt(at), Len: uint32(max(end-at, 1))}
}

// unknownMnemonic reports a name that is no instruction.
func (e *Encoder) unknownMnemonic(name []byte) {
	i := &e.inst
	at := diag.Span{Pos: e.in.PosAt(i.nameStart), Len: uint32(max(len(name), 1))}
	if e.intel && lookup(name, 0, len(name)) != 0 {
		e.in.Diags.Errorf(at, "%s is the spelling of AT&T syntax; in Intel syntax the suffixes are b, w, d and q, or the operands tell the size", name)
		return
	}
	cure := lexer.Foreign(name)
	if cure == "" {
		cure = lexer.ForeignNext(e.in.Text, e.in.At)
	}
	if cure != "" {
		e.in.Diags.Errorf(at, "%s is no instruction; %s", name, cure)
		return
	}
	near := e.in.Diags.Nearest(name, func(yield func(string) bool) {
		for k := range mnemonics {
			if !yield(mnemonics[k].key.String()) {
				return
			}
		}
	})
	if near != "" {
		e.in.Diags.Errorf(at, "unknown instruction %s; did you mean %s?", name, near)
		return
	}
	d := e.in.Diags.Errorf(at, "unknown instruction %s", name)
	if e.in.AtEnd() && len(name) > 0 {
		d.Note(at, "a label ends with a colon: %s:", name)
	}
}

// unknownRegister reports %name that is no register. The n bytes of the name
// are at Text[at:], the % at Text[start].
func (e *Encoder) unknownRegister(start, at, n int) {
	in := e.in
	name := in.Text[at : at+n : at+n]
	span := diag.Span{Pos: in.PosAt(start), Len: uint32(at + n - start)}
	if n == 0 {
		in.Diags.Errorf(span, "expected the name of a register behind the %%")
		return
	}
	if family := numberedFamily(name); family != "" {
		in.Diags.Errorf(span, "there is no register %%%s; %s", name, family)
		return
	}
	near := in.Diags.Nearest(name, func(yield func(string) bool) {
		for k := range registers {
			if !yield((isa.Key{Lo: registers[k].key}).String()) {
				return
			}
		}
	})
	if near != "" {
		in.Diags.Errorf(span, "unknown register %%%s; did you mean %%%s?", name, near)
		return
	}
	in.Diags.Errorf(span, "unknown register %%%s", name)
}

// missingRegister reports a register, at Text[start:end], that the code mode has
// not.
func (e *Encoder) missingRegister(r isa.Register, start, end int) {
	at := diag.Span{Pos: e.in.PosAt(start), Len: uint32(max(end-start, 1))}
	name := RegisterName(r)
	switch r.Kind() {
	case isa.RegIZ:
		e.in.Diags.Errorf(at, "%%%s stands for no index register, and is taken only behind .allow_index_reg", name)
	case isa.RegTR:
		e.in.Diags.Errorf(at, "%%%s was a register of the 386 and 486; newer processors have no test registers", name)
	default:
		e.in.Diags.Errorf(at, "%d-bit code has no register %%%s; that is one of 64-bit code", e.Bits, name)
	}
}

// noOperand reports a place where an operand should stand.
func (e *Encoder) noOperand(start int) bool {
	in := e.in
	in.Diags.Errorf(in.Here(), "expected an operand: %%register, $immediate, or memory such as 8(%%rax); found %s", lexer.Describe(in.Text[in.At]))
	return false
}

// junk reports what follows an operand and is no comma.
func (e *Encoder) junk() {
	in := e.in
	if e.intel {
		in.Diags.Errorf(in.Here(), "expected a comma or the end of the statement behind the operand, found %s", lexer.Describe(in.Text[in.At]))
		e.intelCure()
		return
	}
	if c := in.Text[in.At:]; len(c) > 3 && string(bytes.ToLower(c[:3])) == "ptr" || c[0] == '[' {
		e.intelSyntax(in.Here(), int(e.inst.ops[0].at), "an address is written 8(%rax,%rbx,4), and the size is the suffix of the mnemonic: movl")
		return
	}
	in.Diags.Errorf(in.Here(), "expected a comma or the end of the statement behind the operand, found %s", lexer.Describe(in.Text[in.At]))
}

// badAddress reports registers that do not form an address.
func (e *Encoder) badAddress(op *Operand) bool {
	in := e.in
	d := diag.Span{Pos: in.PosAt(int(op.at)), Len: uint32(max(in.At-int(op.at), 1))}
	name := func(r isa.Register) string { return "%" + RegisterName(r) }
	base, index := op.base, op.index
	switch {
	case base == 0 && index == 0:
		in.Diags.Errorf(d, "expected a register in the brackets, as in 8(%%rax,%%rbx,4)")
	case index != 0 && index.Num() == 4 && (index.Kind() == isa.Reg64 || index.Kind() == isa.Reg32):
		in.Diags.Errorf(d, "%s cannot be an index register; exchange it with the base if the scale is 1", name(index))
	case base.Kind() == isa.RegIP && index != 0:
		in.Diags.Errorf(d, "%s takes no index register", name(base))
	case base != 0 && index != 0 && base.Kind() != index.Kind():
		in.Diags.Errorf(d, "base %s and index %s must be of the same size", name(base), name(index))
	default:
		r := base
		if k := r.Kind(); r == 0 || k == isa.Reg64 || k == isa.Reg32 {
			r = index
		}
		if r == 0 {
			r = base
		}
		if e.Bits == 64 {
			in.Diags.Errorf(d, "%s cannot form an address; expected a 64-bit or 32-bit register", name(r))
		} else {
			in.Diags.Errorf(d, "%s cannot form an address in %d-bit code", name(r), e.Bits)
		}
	}
	return false
}

// rexTrouble reports ah, ch, dh or bh in an instruction that needs a REX
// prefix, or a register that 16- and 32-bit code lacks.
func (e *Encoder) rexTrouble(rex uint8) bool {
	i := &e.inst
	if e.Bits != 64 {
		e.in.Diags.Errorf(e.span(), "%s needs a REX prefix with these operands, which only 64-bit code has", e.mnemonicText())
		return false
	}
	for k := range i.n {
		if i.ops[k].kind == isa.Reg && i.ops[k].reg.Kind() == isa.RegHigh && i.ops[k].reg.Num() >= 4 {
			e.in.Diags.Errorf(e.opSpan(k), "%%%s cannot be used in an instruction that needs a REX prefix: with r8 to r15, spl to dil, or a 64-bit operand", RegisterName(i.ops[k].reg))
			return false
		}
	}
	return false
}

// explain reports why no template of the mnemonic fits: it looks for the one
// that fits best and says what is wrong with the first operand that does not.
func (e *Encoder) explain() {
	i := &e.inst
	defer e.intelNotes(e.in.Diags.Len())
	m := &mnemonics[i.name-1]
	list := mnemonicLists[m.list : int(m.list)+int(m.n)]
	counts := uint(0)
	var best *template
	bestScore, wrong := -1, 0
	for _, id := range list {
		t := &templates[id]
		counts |= 1 << t.N
		if int(t.N) != i.n || t.Allow&i.demand&(isa.Mode64|isa.Mode32) == 0 || t.Allow&i.demand&(isa.ATT|isa.Intel) == 0 {
			continue
		}
		score, first := 0, i.n
		for k := range i.n {
			op := &i.ops[k]
			switch {
			case sets[t.Sets[k]][op.kind]&op.class != 0:
				score += 4
			case sets[t.Sets[k]][op.kind] != 0:
				score++
				first = min(first, k)
			default:
				first = min(first, k)
			}
		}
		if i.demand&^t.Allow == 0 {
			score += 2
		}
		if score > bestScore {
			best, bestScore, wrong = t, score, first
		}
	}
	text := e.mnemonicText()
	if best == nil && counts>>i.n&1 != 0 {
		e.otherMode()
		return
	}
	if best == nil {
		e.in.Diags.Errorf(e.span(), "%s takes %s, not %d", text, countWords(counts), i.n)
		return
	}
	if wrong == i.n {
		e.explainDemand(best)
		return
	}
	if e.explainIntel() {
		return
	}
	accepted := i.accepted(list, wrong, best)
	if e.explainSizes(list, best, wrong) || e.explainMemory(wrong, accepted[isa.Mem]) {
		return
	}
	place := ""
	if i.n > 1 {
		place = " as its " + ordinal(wrong, i.n)
	}
	d := e.in.Diags.Errorf(e.opSpan(wrong), "%s cannot take %s%s; expected %s", text, e.describeOperand(&i.ops[wrong]), place, describeSet(accepted))
	e.cures(d, best, wrong, accepted)
}

// accepted joins what the forms take as operand k whose other operands fit.
func (i *Inst) accepted(list []uint16, k int, best *template) (set isa.Set) {
	add := func(t *template) {
		for kind, bits := range sets[t.Sets[k]] {
			set[kind] |= bits
		}
	}
	for _, id := range list {
		t := &templates[id]
		fits := int(t.N) == i.n && t.Allow&i.demand&(isa.Mode64|isa.Mode32) != 0 && t.Allow&i.demand&(isa.ATT|isa.Intel) != 0
		for j := 0; j < i.n && fits; j++ {
			fits = j == k || sets[t.Sets[j]][i.ops[j].kind]&i.ops[j].class != 0
		}
		if fits {
			add(t)
		}
	}
	if set == (isa.Set{}) {
		add(best)
	}
	return set
}

// explainIntel reports operands in Intel's spelling: a register without its %,
// an address in square brackets.
func (e *Encoder) explainIntel() bool {
	i := &e.inst
	for k := range i.n {
		op := &i.ops[k]
		if op.kind != isa.Mem || op.base|op.index != 0 {
			continue
		}
		if e.in.Text[op.at] == '[' || e.looksIntel(op) {
			e.intelSyntax(e.opSpan(k), int(i.ops[0].at), "registers have %, constants $, an address is written 8(%rax,%rbx,4), and the source comes first")
			return true
		}
	}
	return false
}

// explainDemand reports what else than the operands is wrong.
func (e *Encoder) explainDemand(t *template) {
	i := &e.inst
	text := e.mnemonicText()
	missing := i.demand &^ t.Allow
	reason := "cannot be written like this"
	switch {
	case missing&isa.Mode64 != 0:
		reason = "does not exist in 64-bit code with these operands"
	case missing&isa.Mode32 != 0:
		reason = "exists in 64-bit code only"
	case missing&isa.AMD64 != 0:
		reason = "does not exist on processors of AMD (-mamd64)"
	case missing&isa.Intel64 != 0:
		reason = "does not exist in this form on processors of Intel (-mintel64)"
	case missing&isa.AnyVendor != 0:
		reason = "exists on processors of Intel only; add -mintel64"
	case missing&isa.NeedStar != 0:
		reason = "takes no *; that is for indirect jmp and call"
	case missing&(isa.NeedMask|isa.NeedZero) == isa.NeedZero:
		reason = "cannot be zero-masked with {z} here"
	case missing&isa.NeedMask != 0:
		reason = "takes no mask register"
	case missing&(isa.NeedRound|isa.NeedSAE) != 0:
		reason = "takes no rounding mode in this form"
	case missing&isa.NeedEGPR != 0:
		reason = "cannot use the registers r16 to r31"
	case missing&isa.NeedVEX != 0:
		reason = "has no VEX encoding with these operands"
	case missing&isa.NeedEVEX != 0:
		reason = "has no EVEX encoding with these operands"
	case missing&isa.ATT != 0:
		reason = "is spelled so in Intel syntax only"
	}
	e.in.Diags.Errorf(e.span(), "%s %s", text, reason)
}

// looksIntel reports whether a symbol operand is really the bare name of a
// register.
func (e *Encoder) looksIntel(op *Operand) bool {
	n := nameLen(e.in.Text, int(op.at))
	return findRegister(e.in.Text, int(op.at), n) != 0
}

func countWords(counts uint) string {
	words := [...]string{"no", "one", "two", "three", "four", "five"}
	out := ""
	for k, w := range words {
		if counts>>k&1 == 0 {
			continue
		}
		switch rest := counts >> (k + 1); {
		case out != "" && rest == 0:
			out += " or "
		case out != "":
			out += ", "
		}
		out += w
	}
	if counts == 2 {
		return out + " operand"
	}
	return out + " operands"
}

func ordinal(k, n int) string {
	if k == n-1 {
		return "destination"
	}
	if n == 2 {
		return "source"
	}
	return [...]string{"first operand", "second operand", "third operand", "fourth operand"}[k]
}

// describeOperand names an operand as the user knows it.
func (e *Encoder) describeOperand(op *Operand) string {
	switch op.kind {
	case isa.Reg:
		return "%" + RegisterName(op.reg)
	case isa.Imm:
		if op.class&isa.ISym != 0 {
			return "an immediate symbol"
		}
		return "the immediate " + string(e.in.Text[op.at:e.operandEnd(op)])
	}
	if op.star {
		return "an indirect operand with *"
	}
	return "a memory operand"
}

func (e *Encoder) operandEnd(op *Operand) int {
	end := int(op.at)
	for c := e.in.Text[end]; c != ',' && c != '\n' && c != ';' && c != 0 && c != ' '; c = e.in.Text[end] {
		end++
	}
	return end
}

// setNames describe the classes of a set, for messages.
var setNames = [isa.Kinds][]struct {
	bits uint64
	name string
}{
	isa.Reg: {
		{isa.R8, "an 8-bit register"}, {isa.R16, "a 16-bit register"}, {isa.R32 | isa.R32X, "a 32-bit register"}, {isa.R64, "a 64-bit register"},
		{isa.AL, "%al"}, {isa.AX, "%ax"}, {isa.EAX, "%eax"}, {isa.RAX, "%rax"}, {isa.CL, "%cl"}, {isa.CX, "%cx"}, {isa.ECX, "%ecx"},
		{isa.RCX, "%rcx"}, {isa.DX, "%dx"}, {isa.EDX, "%edx"}, {isa.RDX, "%rdx"}, {isa.EBX, "%ebx"}, {isa.RBX, "%rbx"},
		{isa.ES | isa.CS | isa.SS | isa.DS | isa.FS | isa.GS, "a segment register"}, {isa.CR, "a control register"},
		{isa.DR, "a debug register"}, {isa.TR, "a test register"}, {isa.STi, "an x87 register"}, {isa.ST0, "%st"},
		{isa.MM, "an MMX register"}, {isa.XMM, "an xmm register"}, {isa.XMM0, "%xmm0"}, {isa.YMM, "a ymm register"},
		{isa.ZMM, "a zmm register"}, {isa.K, "a mask register"}, {isa.BND, "a bound register"}, {isa.TMM, "a tile register"},
	},
	isa.Mem: {
		{isa.MSized | isa.MAny, "memory"}, {isa.VX | isa.VY | isa.VZ | isa.VXHi | isa.VYHi, "memory with a vector index"}, {isa.Rel, "a label"},
		{isa.Moffs | isa.MoffsQ, "an absolute address"}, {isa.StrSrc, "(%rsi)"}, {isa.StrDst, "%es:(%rdi)"}, {isa.XlatB, "(%rbx)"}, {isa.PortDX, "(%dx)"},
	},
	isa.Imm: {
		{isa.I64 | isa.IAny, "an immediate"}, {isa.I32S, "an immediate of 32 bits, sign-extended"}, {isa.I32 | isa.I32U, "an immediate of 32 bits"},
		{isa.I16, "an immediate of 16 bits"}, {isa.I8 | isa.I8S | isa.I8SW | isa.I8SL | isa.I8SQ | isa.I8U, "an immediate of 8 bits"},
		{isa.I4, "an immediate of 4 bits"}, {isa.IOne, "the immediate 1"},
	},
}

// describeSet says what a template takes.
func describeSet(set isa.Set) string {
	imm := set[isa.Imm]
	if imm&(isa.I8|isa.I8S) != 0 {
		set[isa.Imm] &^= isa.IOne | isa.IThree
	}
	if imm&(isa.I64|isa.IAny) != 0 {
		set[isa.Imm] = isa.IAny
	} else if imm&(isa.I32|isa.I32S|isa.I32U) != 0 {
		set[isa.Imm] = imm & (isa.I32 | isa.I32S | isa.I32U)
	}
	var names []string
	for kind := range set {
		for _, s := range setNames[kind] {
			if set[kind]&s.bits != 0 {
				names = append(names, s.name)
			}
		}
	}
	out := ""
	for k, name := range names {
		switch {
		case k == 0:
		case k == len(names)-1:
			out += " or "
		default:
			out += ", "
		}
		out += name
	}
	return out
}
