package encoder

import (
	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
)

// Code against speculation: an lfence behind every load, before indirect
// branches and before ret (-mlfence-...); and the other options that change
// instructions as they are written: -mfence-as-lock-add, -momit-lock-prefix,
// -madd-bnd-prefix, -malign-branch-boundary (branchpad.go),
// -muse-unaligned-vector-move, -mx86-used-note (usednote.go).

// rewrites reports whether any of these options is in force.
func (o *Options) rewrites() bool {
	return o.LfenceAfterLoad || o.LfenceBranch|o.LfenceRet != 0 || o.FenceAsLock || o.OmitLock || o.AddBnd || o.BranchBoundary != 0 || o.Unaligned || o.UsedNote
}

const lfence = "\x0f\xae\xe8"

// rewritten writes an instruction, in a bundle if need be.
func (e *Encoder) rewritten(t *template) bool {
	if e.opt.Unaligned {
		t = e.unaligned(t)
	}
	if e.opt.UsedNote {
		e.noteUse(t)
	}
	if e.Bundling() {
		e.unit.StartBundle()
	}
	return e.emitRewritten(t) && (!e.bundles || e.bundled())
}

// unaligned returns the template of the same move of vectors without a demand on
// alignment.
func (e *Encoder) unaligned(t *template) *template {
	if t.Map != isa.Map0F {
		return t
	}
	e.moved = *t
	switch {
	case t.Opcode|1 == 0x29: // movaps, movapd
		e.moved.Opcode ^= 0x10 ^ 0x28
		if t.Flags&isa.FlagSwap != 0 {
			e.moved.Byte ^= 0x10 ^ 0x28
		}
	case t.Opcode|0x10 == 0x7f && t.PP == isa.PP66: // movdqa
		e.moved.PP = isa.PPF3
	default:
		return t
	}
	return &e.moved
}

// bundled checks the bundle that the instruction is in, and ends it unless it is
// locked.
func (e *Encoder) bundled() bool {
	u := e.unit
	n, size := u.BundleBytes(), u.Bundles.Size
	switch {
	case !u.InBundle():
		e.in.Diags.Errorf(e.span(), "this instruction is in another section or subsection than the .bundle_lock before it")
		return false
	case n > size:
		e.in.Diags.Errorf(e.span(), "with %s a bundle has %d bytes, more than the %d of .bundle_align_mode", e.mnemonicText(), n, size)
		return false
	case !e.locked:
		u.EndBundle()
	}
	return true
}

// emitRewritten writes an instruction and what the options put around it.
func (e *Encoder) emitRewritten(t *template) bool {
	i, o := &e.inst, &e.opt
	near := t.Enc == isa.Legacy && t.Map == isa.Map0
	start := len(e.unit.Cur.Data)
	switch {
	case o.FenceAsLock && t.Enc == isa.Legacy && t.Map == isa.Map0F && t.Opcode == 0xae && t.Ext == isa.ExtFixed && t.PP == isa.PPNone:
		return e.checkPrefixes(t) && e.lockAdd()
	case o.LfenceBranch != 0 && t.Flags&isa.FlagIndirect != 0 && t.Ext&1 == 0:
		e.fenceBranch()
	case o.LfenceRet != 0 && near && (t.Opcode == 0xc3 || t.Opcode == 0xc2):
		e.fenceRet(t)
	}
	e.ahead = uint32(len(e.unit.Cur.Data) - start)
	if o.OmitLock && i.prefix.lock {
		if !e.checkPrefixes(t) {
			return false
		}
		i.prefix.lock = false
	}
	if o.AddBnd && t.Flags&isa.FlagBnd != 0 && (i.prefix.rep == 0 || i.prefix.repName <= repNE) && (t.Flags&isa.FlagBranch == 0 || t.Size != 2 || e.Bits == 16 || t.Opcode == 0xe8) {
		if i.prefix.rep != 0 && !e.checkPrefixes(t) {
			return false
		}
		if i.prefix.rep == 0xf3 {
			e.in.Diags.Warnf(e.span(), "-madd-bnd-prefix puts bnd in the place of the rep before %s", e.mnemonicText())
		}
		i.prefix.rep, i.prefix.repName, i.prefix.any = 0xf2, repBnd, true
	}
	ok := false
	if o.BranchBoundary != 0 {
		ok = e.emitPadded(t)
	} else {
		ok = e.emit(t)
	}
	if !ok {
		return false
	}
	e.latest = anInsn
	if o.LfenceAfterLoad && i.loads(t) {
		if i.prefix.rep != 0 && t.Flags&isa.FlagRepE != 0 {
			e.in.Diags.Warnf(e.span(), "%s leaves flags that tell what it read, and lfence comes only behind the whole repetition", e.mnemonicText())
		}
		e.put(lfence)
	}
	return true
}

// Ahead is how many bytes of fences the last instruction has before it: its line
// begins behind them.
func (e *Encoder) Ahead() uint32 { return e.ahead }

// lockAdd writes lock addl $0, (%rsp), or (%esp), in the place of a fence.
func (e *Encoder) lockAdd() bool {
	switch {
	case e.opt.OmitLock:
		e.in.Diags.Errorf(e.span(), "%s cannot become a locked addition, since -momit-lock-prefix leaves out the lock", e.mnemonicText())
		return false
	case e.Bits == 16:
		e.in.Diags.Errorf(e.span(), "%s cannot become a locked addition in 16-bit code", e.mnemonicText())
		return false
	}
	e.put("\xf0\x83\x04\x24\x00")
	return true
}

// put appends bytes to the current part.
func (e *Encoder) put(s string) {
	part := e.unit.Cur
	part.Data = append(part.Data, s...)
	e.fenced, e.latest = 0, anInsn
	if s == lfence {
		e.fenced = len(part.Data)
	}
}

// fenceBranch puts an lfence before a branch through a register. One through
// memory cannot be helped.
func (e *Encoder) fenceBranch() {
	const registers, memory = 1, 2
	switch {
	case e.inst.mem >= 0:
		if e.opt.LfenceBranch&memory != 0 {
			e.in.Diags.Warnf(e.span(), "an indirect %s through memory has a window for speculation; load a register first", e.mnemonicText())
		}
	case e.opt.LfenceBranch&registers == 0 || e.opt.LfenceAfterLoad: // what is in the register was waited for
	case e.afterPrefix("-mlfence-before-indirect-branch"):
	case e.fenced == 0 || e.fenced != len(e.unit.Cur.Data):
		e.put(lfence)
	}
}

// fenceRet puts a write to the return address, which leaves it as it is, and an
// lfence before a ret.
func (e *Encoder) fenceRet(t *template) {
	if e.afterPrefix("-mlfence-before-ret") {
		return
	}
	touch := [...]string{
		1: "\x48\x83\x0c\x24\x00",             // orq $0, (%rsp)
		2: "\x48\xf7\x14\x24\x48\xf7\x14\x24", // notq (%rsp), twice
		3: "\x48\xc1\x24\x24\x00",             // shlq $0, (%rsp)
	}[e.opt.LfenceRet]
	if e.Bits != 64 {
		data := t.Size == 2 && e.Bits == 32 || t.Size == 4 && e.Bits == 16 || e.inst.prefix.data
		touch = stripREX(touch, data)
	}
	e.put(touch)
	e.put(lfence)
}

// stripREX removes the prefix REX.W from instructions, or puts that of the other
// operand size in its place.
func stripREX(s string, data bool) string {
	out := ""
	for _, c := range []byte(s) {
		switch {
		case c != 0x48:
			out += string([]byte{c})
		case data:
			out += "\x66"
		}
	}
	return out
}

// latest is what was written last.
type latest uint8

const (
	anInsn latest = iota
	aPrefix
	someData
)

// Guards reports whether data between instructions keep anything from being done.
func (e *Encoder) Guards() bool {
	return e.opt.LfenceBranch|e.opt.LfenceRet != 0 || e.opt.BranchBoundary != 0
}

// Data is called for data in a section of code; insn says that they are an
// instruction. As notices the first of several, even in other sections.
func (e *Encoder) Data(at diag.Span, insn bool) {
	if e.latest != someData {
		if e.opt.LfenceBranch|e.opt.LfenceRet != 0 {
			e.in.Diags.Warnf(at, "-mlfence-before-ret and -mlfence-before-indirect-branch do nothing for what these data may be")
		}
		e.latest, e.latestIn, e.latestAt = someData, e.section(), at
	}
	if insn {
		e.latest = anInsn
	}
}

func (e *Encoder) section() obj.SectionID { return e.unit.Cur.Section }

// afterData reports whether data or a prefix of its own, in this section, were
// written last.
func (e *Encoder) afterData() bool {
	return e.latest != anInsn && e.latestIn == e.section()
}

// afterPrefix reports, with a warning, a prefix that stands alone before the
// instruction, or data, which may be one: nothing can come between.
func (e *Encoder) afterPrefix(option string) bool {
	if !e.afterData() {
		return false
	}
	e.in.Diags.Warnf(e.latestAt, "this may be a prefix of the %s behind it, and keeps %s from doing its work", e.mnemonicText(), option)
	return true
}

// loads reports whether the instruction reads memory other than by a plain pop
// of a return address.
func (i *Inst) loads(t *template) bool {
	if t.Flags&(isa.FlagJump|isa.FlagJcc|isa.FlagBranch) != 0 {
		return false // what looks like memory is the target
	}
	digit := uint(0) // bit of the /digit
	if t.Ext < 8 {
		digit = 1 << t.Ext
	}
	last := i.mem >= 0 && int(i.mem) == i.n-1 // the destination
	if t.Flags&isa.FlagString != 0 || t.Enc == isa.Legacy && t.Map == isa.Map0 && (t.Opcode >= 0xa4 && t.Opcode <= 0xaf && t.Opcode&0xfe != 0xa8 || t.Opcode&0xfc == 0x6c || t.Opcode == 0xd7) {
		return t.Opcode&0xfe != 0xaa && t.Opcode&0xfe != 0x6c // all but stos and ins
	}
	if t.Enc != isa.Legacy {
		if t.Flags&isa.FlagVSIB != 0 && i.n == 1 {
			return false // a prefetch
		}
		return i.mem >= 0 && (!last || i.n == 1 && t.Ext == 2) // vldmxcsr
	}
	switch t.Map {
	case isa.Map0:
		switch op := t.Opcode; {
		case op&0xf8 == 0x58, op == 0x8f, op == 0x1f, op == 0x07, op == 0x17, op == 0x61, op == 0x9d:
			return true // pop
		case i.mem < 0, i.ops[i.mem].class&isa.PortDX != 0, op == 0x8d, op == 0x62, op == 0x63 && last, op == 0xc6, op == 0xc7, op == 0x88, op == 0x89, op == 0x8c, op == 0xa2, op == 0xa3:
			return false // lea, bound, arpl, mov to memory
		case op == 0xff:
			return t.Flags&isa.FlagIndirect == 0 && digit != 1<<6
		case op == 0xd9:
			return digit&(1<<2|1<<3|1<<6|1<<7) == 0
		case op == 0xdb:
			return digit&(1<<1|1<<2|1<<3|1<<7) == 0
		case op == 0xdd:
			return digit&(1<<1|1<<2|1<<3|1<<6|1<<7) == 0
		case op == 0xdf:
			return digit&(1<<1|1<<2|1<<3|1<<6|1<<7) == 0
		}
		return true
	case isa.Map0F:
		switch op := t.Opcode; {
		case op == 0xa1, op == 0xa9:
			return true // pop %fs, pop %gs
		case i.mem < 0, op == 0x18, op == 0x0d, op == 0x1f, op == 0x1a && t.PP != isa.PP66, op == 0x1b, op == 0x1c, op&0xf0 == 0x90:
			return false
		case op == 0x00:
			return false
		case op == 0x01:
			return digit&(1<<0|1<<1|1<<4|1<<5|1<<7) == 0
		case op == 0xae:
			return digit&(1<<1|1<<2|1<<5) != 0
		case op == 0xc7:
			return digit&(1<<1|1<<3|1<<6) != 0 && t.PP == isa.PPNone // vmclear and vmxon do not count
		case op == 0xba, op == 0xc0, op == 0xc1:
			return true // bts $1, xadd
		}
	}
	return i.mem >= 0 && !last
}
