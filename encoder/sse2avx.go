package encoder

import (
	"strings"

	"tas/encoder/isa"
)

// -msse2avx: SSE instructions in their VEX forms. Most of those with two operands
// read their destination; it becomes the first source as well.

// vexForm returns the VEX form of an SSE instruction, or t when it has none.
func (e *Encoder) vexForm(t *template) *template {
	i := &e.inst
	i.converted, i.lone = false, 0
	if t.Enc != isa.Legacy || t.Map == isa.Map0 || !isSSE(cpuSets[t.CPU]) || i.n == len(i.ops) {
		return t
	}
	for k := range i.n {
		if op := &i.ops[k]; op.kind == isa.Reg && op.reg.Kind() == isa.RegMM {
			return t
		}
	}
	before := *i
	i.converted = true
	wide := i.foldREX(t)
	if i.broken {
		e.prefixError("the registers of %s have bits of the rex prefix already; leave them out", e.mnemonicText())
		return t
	}
	name := strings.ToLower(string(e.mnemonicText()))
	if dot := strings.IndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	switch {
	case name == "cvtpi2pd":
		name = "cvtdq2pd"
	case strings.HasPrefix(name, "movd") && t.W != 0:
		name = "movq"
	case wide && (strings.Contains(name, "2si") || strings.Contains(name, "si2") || strings.HasPrefix(name, "pcmpestr") || name == "extractps"):
		i.lone |= 8 // whatever the register
	case i.memMask != 0 && (name == "cvtpd2dq" || name == "cvtpd2ps" || name == "cvttpd2dq"):
		name += "x"
	}
	syntax := i.demand & (isa.ATT | isa.Intel)
	var buf [isa.MaxName]byte
	if len(name) >= len(buf) {
		return t
	}
	text := append(append(buf[:0], 'v'), name...)
	i.name = lookup(text, 0, len(text))
	if i.name == 0 {
		text = text[:len(text)-1] // pcmpestril
		if i.name = lookup(text, 0, len(text)); i.name == 0 {
			*i = before
			return t
		}
	}
	i.demand &^= isa.NeedLegacy
	i.demand |= isa.NeedVEX
	if form := e.choose(); form != nil {
		return form
	}
	i.demand = i.demand&^syntax | isa.ATT
	if form := e.match(); form != nil {
		return form
	}
	// The destination is a source, too.
	if i.n == 2 && strings.HasPrefix(name, "blendv") || name == "pblendvb" && i.n == 2 {
		copy(i.ops[1:], i.ops[:2])
		i.setRegister(&i.ops[0], isa.Make(isa.RegXMM, 0))
		i.n++
		i.memMask <<= 1
		if i.mem >= 0 {
			i.mem++
		}
	}
	if i.n < len(i.ops) {
		i.ops[i.n] = i.ops[i.n-1]
		i.n++
		if form := e.match(); form != nil {
			return form
		}
	}
	*i = before
	return t
}

// chooseSSE finds the template of an SSE instruction behind {vex}, which it will
// become.
func (e *Encoder) chooseSSE() *template {
	e.inst.demand &^= isa.NeedVEX
	before := e.inst
	t := e.choose()
	if t == nil || e.vexForm(t) == t {
		t = nil
		before.demand |= isa.NeedVEX
	}
	e.inst = before
	return t
}

// foldREX turns the bits of a rex prefix in the source into registers, which
// VEX names by itself, and keeps those that no register has. It reports whether
// W was set.
func (i *Inst) foldREX(t *template) bool {
	rex := i.prefix.rex
	i.prefix.rex = 0
	up := func(r *isa.Register, bit uint8) {
		if *r == 0 || r.Kind() == isa.RegIP {
			return
		}
		if rex&bit != 0 {
			*r |= 8
		}
		i.lone &^= bit
	}
	i.lone = rex & 7
	if t.Reg != isa.NoSlot {
		op := &i.ops[t.Reg]
		i.broken = i.broken || rex&4 != 0 && op.reg&8 != 0
		up(&op.reg, 4)
	}
	if t.RM != isa.NoSlot {
		if op := &i.ops[t.RM]; op.kind == isa.Mem {
			up(&op.base, 1)
			up(&op.index, 2)
		} else {
			i.broken = i.broken || rex&1 != 0 && op.reg&8 != 0
			up(&op.reg, 1)
		}
	}
	for k := range i.n {
		if op := &i.ops[k]; op.kind == isa.Reg {
			op.class = registerClass[op.reg]
		}
	}
	if rex&(8|2) != 0 { // only three bytes have a place for them
		i.vex3 = true
	}
	return rex&8 != 0
}

// isSSE reports whether features name one of those that -msse2avx and
// -msse-check are about.
func isSSE(cpu string) bool {
	switch cpu {
	case "sse", "sse2", "sse3", "ssse3", "sse4.1", "sse4.2", "aes", "pclmul", "gfni":
		return true
	}
	return false
}

// checkSSE reports an SSE instruction: -msse-check. One with an MMX register in
// the place of an operand does not count, even where that is memory.
func (e *Encoder) checkSSE(t *template) bool {
	cpu := cpuSets[t.CPU]
	if t.Enc != isa.Legacy || t.Map == isa.Map0 || !isSSE(cpu) && cpu != "sha" && cpu != "kl" {
		return true
	}
	registers := uint64(0)
	for k := range t.N {
		registers |= sets[t.Sets[k]][isa.Reg]
	}
	fromMemory := e.inst.mem >= 0 && t.Opcode == 0x2a && t.PP == isa.PP66 // cvtpi2pd: only the form with a register is of MMX
	if registers&isa.MM != 0 && !fromMemory || registers&(isa.XMM|isa.XMM0) == 0 {
		return true
	}
	if e.opt.SSECheck == CheckError {
		e.in.Diags.Errorf(e.span(), "%s is an instruction of SSE, which -msse-check=error refuses", e.mnemonicText())
		return false
	}
	e.in.Diags.Warnf(e.span(), "%s is an instruction of SSE", e.mnemonicText())
	return true
}
