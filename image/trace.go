package image

import (
	"golang.org/x/arch/x86/x86asm"

	"tas/obj"
)

// A file without sections does not say where its code is. The walk starts at
// the entry, follows every direct jump and call, and marks what it passes.
// Code that is reached only through a pointer stays unseen and is shown as
// data; the maker of the file, who knows better, calls Annotate.

// The numbers of the system calls that do not return.
const (
	sysExit      = 60
	sysExitGroup = 231
)

// trace records the instructions that the entry leads to, and a code region
// for each stretch of them.
func (im *Image) trace() {
	entry, ok := im.offsetOf(im.Entry)
	if !ok || im.Type == typeRel {
		return
	}
	size := make([]uint8, len(im.Bytes)) // of the instruction that starts here
	pending := []uint64{entry}
	for len(pending) > 0 {
		at := pending[len(pending)-1]
		pending = im.follow(at, size, pending[:len(pending)-1])
	}
	var end uint64 // of the current stretch
	start := uint64(0)
	for at, n := range size {
		if n == 0 {
			continue
		}
		im.Insns = append(im.Insns, obj.Insn{Off: uint32(at)})
		if uint64(at) > end {
			im.addTraced(start, end)
			start = uint64(at)
		}
		end = max(end, uint64(at)+uint64(n))
	}
	im.addTraced(start, end)
}

func (im *Image) addTraced(start, end uint64) {
	if end > start {
		im.add(KindCode, start, end-start, "code")
	}
}

// follow walks on from one offset until the flow ends or joins a path already
// walked, and returns pending with the branches met.
func (im *Image) follow(at uint64, size []uint8, pending []uint64) []uint64 {
	var rax, pushed int64 = -1, -1 // the constants that a call number comes from
	for at < uint64(len(im.Bytes)) && size[at] == 0 {
		inst, n, ok := decode(im.Bytes[at:])
		if !ok {
			return pending
		}
		size[at] = uint8(n)
		at += uint64(n)
		if rel, ok := inst.Args[0].(x86asm.Rel); ok {
			if to := at + uint64(int64(rel)); to < uint64(len(im.Bytes)) {
				pending = append(pending, to)
			}
		}
		if endsFlow(inst.Op) {
			return pending
		}
		if inst.Op == x86asm.SYSCALL && (rax == sysExit || rax == sysExitGroup || im.looksLikeText(at)) {
			return pending
		}
		rax, pushed = callNumber(&inst, rax, pushed)
	}
	return pending
}

// looksLikeText reports whether there are words rather than instructions.
func (im *Image) looksLikeText(at uint64) bool {
	const enough = 6
	end := at + enough
	return end <= uint64(len(im.Bytes)) && len(im.textAt(at, end)) == enough
}

func endsFlow(op x86asm.Op) bool {
	switch op {
	case x86asm.JMP, x86asm.RET, x86asm.LRET, x86asm.LJMP, x86asm.HLT, x86asm.UD2, x86asm.INT, x86asm.IRET, x86asm.IRETQ:
		return true
	}
	return false
}

// callNumber keeps track of what is known of %rax, -1 if nothing, over the
// handful of ways in which programs load a call number.
func callNumber(inst *x86asm.Inst, rax, pushed int64) (int64, int64) {
	if imm, ok := inst.Args[0].(x86asm.Imm); ok && inst.Op == x86asm.PUSH {
		return rax, int64(imm)
	}
	switch inst.Args[0] {
	case x86asm.AL, x86asm.AX, x86asm.EAX, x86asm.RAX:
	default:
		return rax, pushed
	}
	if imm, ok := inst.Args[1].(x86asm.Imm); ok && inst.Op == x86asm.MOV {
		return int64(imm), pushed
	}
	switch inst.Op {
	case x86asm.POP:
		return pushed, -1
	case x86asm.CMP, x86asm.TEST, x86asm.PUSH:
		return rax, pushed
	}
	return -1, pushed
}
