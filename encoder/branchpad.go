package encoder

import (
	"tas/encoder/isa"
	"tas/obj"
)

// Branches that are kept away from the boundaries of blocks of code
// (-malign-branch-boundary): which they are, and which instructions before them
// may get prefixes. obj/branchpad.go does the rest.

// BranchKinds is a set of kinds of branch.
type BranchKinds uint8

// The kinds that -malign-branch names.
const (
	BranchJcc BranchKinds = 1 << iota
	BranchFused
	BranchJmp
	BranchCall
	BranchRet
	BranchIndirect
)

// branchKind tells the kind of branch that a template is, or 0. Calls to
// __tls_get_addr are none: a linker changes their bytes.
func (e *Encoder) branchKind(t *template) BranchKinds {
	switch {
	case t.Flags&isa.FlagJcc != 0:
		return BranchJcc
	case t.Flags&isa.FlagJump != 0:
		return BranchJmp
	case t.Enc != isa.Legacy || t.Map != isa.Map0:
	case t.Opcode == 0xe8 && t.Flags&isa.FlagBranch != 0:
		if !e.threadLocal(&e.inst.ops[0]) {
			return BranchCall
		}
	case t.Opcode|1 == 0xc3:
		return BranchRet
	case t.Opcode == 0xff && (t.Ext == 2 || t.Ext == 4):
		if e.inst.mem < 0 || !e.threadLocal(&e.inst.ops[0]) {
			return BranchIndirect
		}
	}
	return 0
}

// threadLocal reports whether the operand is the function that finds variables
// of the thread.
func (e *Encoder) threadLocal(op *Operand) bool {
	return op.val.Sym != 0 && string(e.unit.Name(op.val.Sym)) == "__tls_get_addr"
}

// Conditions, as the last four bits of the opcodes of jumps number them, that
// jumps may have when the processor fuses them with an instruction before.
const (
	fuseAll   = 0xffff
	fuseEqual = 1<<0x4 | 1<<0x5 | 0xf000 // e ne l ge le g
	fuseCarry = 1<<0x2 | 1<<0x3 | 1<<0x6 | 1<<0x7 | fuseEqual
)

// fusible returns the conditions of jumps with which the instruction fuses.
func (e *Encoder) fusible(t *template) uint16 {
	i := &e.inst
	if t.Enc != isa.Legacy || t.Map != isa.Map0 || i.mem >= 0 && (i.ops[i.mem].base.Kind() == isa.RegIP || t.Imm != isa.NoSlot) {
		return 0
	}
	group := t.Opcode >> 3 // of the eight arithmetical operations
	switch op := t.Opcode; {
	case op&^3 == 0x80:
		group = t.Ext
	case op&^1 == 0x84, op&^1 == 0xa8, op&^1 == 0xf6 && t.Ext < 2:
		return fuseAll // test
	case i.mem < 0 && (op&^1 == 0xfe && t.Ext < 2 || op&^15 == 0x40):
		return fuseEqual // inc, dec
	case op&7 > 5:
		return 0
	}
	switch group {
	case 0, 5, 7: // add, sub, cmp
		return fuseCarry
	case 4: // and
		return fuseAll
	}
	return 0
}

// emitPadded writes an instruction with the item for its padding in front.
func (e *Encoder) emitPadded(t *template) bool {
	u := e.unit
	kind := e.branchKind(t)
	at := -1
	switch {
	case u.CurID == u.AbsPart || e.afterData():
	case kind&e.opt.BranchKinds != 0:
		at = u.PadBranch()
	case kind != 0 || t.Flags&(isa.FlagBranch|isa.FlagFar) != 0 || t.Flags&isa.FlagIndirect != 0 && t.Ext&1 == 0:
	case e.opt.BranchKinds&BranchFused != 0 && e.fusible(t) != 0:
		at = u.PadPrefixes(e.fusible(t))
	case e.opt.BranchPrefixes != 0 && e.inst.n > 0 && !e.relaxedByLinker():
		at = u.PadPrefixes(0)
	}
	start := len(u.Cur.Data)
	if !e.emit(t) {
		return false
	}
	switch {
	case at < 0:
	case kind != 0:
		u.Padded(at, 0, 0)
	default:
		prefix, room := e.prefixRoom(t, u.Cur.Data[start:])
		u.Padded(at, prefix, room)
	}
	return true
}

// relaxedByLinker reports whether the instruction belongs to a sequence for
// variables of threads, which linkers know by their bytes.
func (e *Encoder) relaxedByLinker() bool {
	for k := range e.inst.n {
		switch e.inst.ops[k].val.Mod {
		case obj.ModTLSGD, obj.ModTLSLD, obj.ModGOTTPOFF, obj.ModTLSDESC, obj.ModTLSCALL:
			return e.inst.ops[k].kind != isa.Reg
		}
	}
	return false
}

// maxInsn is the length of the longest instruction that a processor takes.
const maxInsn = 15

// prefixRoom returns how many more prefixes an instruction of these bytes may
// have, and which: its segment, or one without effect. What stands before the
// opcode counts against BranchPrefixes.
func (e *Encoder) prefixRoom(t *template, insn []byte) (prefix byte, room int) {
	i := &e.inst
	switch {
	case e.Bits == 64:
		prefix = 0x2e
	case i.mem >= 0 && e.defaultSegment(t, &i.ops[i.mem]) == 0x36:
		prefix = 0x36
	default:
		prefix = 0x3e
	}
	n := 0
	if t.Flags&isa.FlagWait != 0 {
		n++
	}
legacy:
	for ; n < len(insn); n++ {
		switch b := insn[n]; b {
		case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65:
			prefix = b
		case 0x66, 0x67, 0xf0, 0xf2, 0xf3:
		default:
			break legacy
		}
	}
	switch {
	case t.Enc == isa.EVEX:
		n += 4
	case t.Enc == isa.XOP, t.Enc == isa.VEX && insn[n] == 0xc4:
		n += 3
	case t.Enc == isa.VEX:
		n += 2
	default:
		if e.Bits == 64 && insn[n]&0xf0 == 0x40 {
			n++
		}
		switch t.Map {
		case isa.Map0F:
			n++
		case isa.Map0F38, isa.Map0F3A:
			n += 2
		}
	}
	return prefix, max(min(int(e.opt.BranchPrefixes), maxInsn-len(insn))-n, 0)
}
