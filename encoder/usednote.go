package encoder

import (
	"strings"

	"tas/encoder/isa"
)

// What the instructions of a source ask of the processor, for the note that
// -mx86-used-note=yes makes: the levels of the instruction set, and the state
// that a context switch would have to save.

// Levels of the instruction set (x86-64 psABI, 3.1.1).
const (
	levelBaseline = 1 << iota
	levelV2
	levelV3
	levelV4
)

// Parts of the processor's state (GNU_PROPERTY_X86_FEATURE_2_USED).
const (
	usesX86 = 1 << iota
	usesX87
	usesMMX
	usesXMM
	usesYMM
	usesZMM
	usesFXSR
	usesXSAVE
	usesXSAVEOPT
	usesXSAVEC
	usesTMM
	usesMask
)

// levels are the extensions that belong to a level, found by asking GNU as. The
// baseline is used by whatever uses more than general registers, too.
var levels = [...]struct {
	bit   uint32
	names string
}{
	{levelBaseline, " cmov i686 cx16 syscall "},
	{levelV2, " cx16 popcnt sse3 ssse3 sse4.1 sse4.2 "},
	{levelV3, " avx avx2 f16c fma bmi bmi2 lzcnt movbe xsave xsavec xsaveopt xsaves avx_ifma avx_ne_convert avx_vnni avx_vnni_int8 cmpccxadd "},
	{levelV4, " avx512f avx512cd avx512dq avx512bw avx512vl avx512ifma avx512vbmi avx512_vbmi2 avx512_vnni avx512_bitalg avx512_vpopcntdq" +
		" avx512_vp2intersect avx512_bf16 avx512_fp16 "},
}

// Uses returns the levels and the state that the instructions so far ask for.
// wanted says that there shall be a note of them.
func (e *Encoder) Uses() (level, state uint32, wanted bool) {
	return e.usedLevel, e.usedState | usesX86, e.opt.UsedNote
}

// noteUse adds what the instruction asks for.
func (e *Encoder) noteUse(t *template) {
	state := e.stateOf(t)
	e.usedState |= state
	e.usedLevel |= e.levelOf(t, state)
}

func (e *Encoder) levelOf(t *template, state uint32) uint32 {
	level := uint32(0)
	if state != 0 {
		level = levelBaseline
	}
	legacy := func(space, opcode uint8) bool { return t.Enc == isa.Legacy && t.Map == space && t.Opcode == opcode }
	switch {
	case e.Bits == 64 && (legacy(isa.Map0, 0x9e) || legacy(isa.Map0, 0x9f)): // sahf, lahf
		return levelV2
	case legacy(isa.Map0F, 0xc7) && t.Ext == 1: // cmpxchg8b
		level |= levelBaseline
	case state&usesX87 != 0, legacy(isa.Map0F, 0xbc): // fisttp; tzcnt, which is bsf to older processors
		return level
	case cpuSets[t.CPU] == "avx512_fp16" && e.inst.round != 0 && state&usesZMM != 0 && e.otherSizes(t):
		return level // AVX512_FP16 alone has no level, the forms with shorter vectors have
	}
	for name := range strings.SplitSeq(cpuSets[t.CPU], "+") {
		for i := range levels {
			if l := &levels[i]; name != "" && strings.Contains(l.names, " "+name+" ") && (l.bit != levelV2 || state == 0 || state&(usesXMM|usesMMX) != 0) {
				level |= l.bit
			}
		}
	}
	return level
}

func (e *Encoder) stateOf(t *template) uint32 {
	state := e.vectorsOf(t)
	if e.inst.mask != 0 {
		state |= usesMask
	}
	for k := range t.N {
		set := sets[t.Sets[k]][isa.Reg]
		if set&isa.MM != 0 {
			state |= usesMMX
		}
		if set&isa.K != 0 {
			state |= usesMask
		}
	}
	switch cpu := cpuSets[t.CPU]; cpu {
	case "fxsr":
		state |= usesFXSR
	case "xsave":
		state |= usesXSAVE
	case "xsaveopt":
		state |= usesXSAVEOPT
	case "xsavec":
		state |= usesXSAVEC
	case "kl", "widekl":
		state |= usesXMM
	default:
		if strings.HasPrefix(cpu, "amx_") {
			state |= usesTMM
		}
	}
	switch {
	case t.Enc == isa.Legacy && t.Map == isa.Map0 && (t.Opcode&^7 == 0xd8 || t.Opcode == 0x9b):
		state |= usesX87
	case t.Map != isa.Map0F:
	case t.Opcode == 0xae && (t.Ext == 2 || t.Ext == 3) && t.PP == isa.PPNone: // ldmxcsr, stmxcsr
		state |= usesXMM
	case t.Opcode == 0x77 && t.Enc == isa.VEX: // vzeroall
		state |= usesXMM | usesYMM
	case t.Enc == isa.Legacy && (t.Opcode == 0x77 || t.Opcode == 0x0e): // emms, femms
		state |= usesMMX
	}
	return state
}

// vectorsOf returns the sizes of vector registers that the instruction has. GNU
// as counts those of all the forms that are one in its table: same extension,
// and operands that are alike or change their size together.
func (e *Encoder) vectorsOf(t *template) uint32 {
	state := t.vectorSizes()
	if state == 0 || e.inst.converted {
		return state
	}
	m := &mnemonics[e.inst.name-1]
	for _, id := range mnemonicLists[m.list : int(m.list)+int(m.n)] {
		if o := &templates[id]; o.alike(t) {
			state |= o.vectorSizes()
		}
	}
	return state
}

// otherSizes reports whether the instruction has forms for other sizes of vectors, as
// GNU as sees it.
func (e *Encoder) otherSizes(t *template) bool {
	m := &mnemonics[e.inst.name-1]
	for _, id := range mnemonicLists[m.list : int(m.list)+int(m.n)] {
		if o := &templates[id]; o.alike(t) && o.vectorSizes() < t.vectorSizes() {
			return true
		}
	}
	return false
}

// vectorRegs are the vector registers of each size, and the sizes of memory.
var vectorRegs = [...]struct{ regs, mem uint64 }{
	{isa.XMM | isa.XMM0 | isa.XMMHi, isa.M128},
	{isa.YMM | isa.YMMHi, isa.M256},
	{isa.ZMM, isa.M512},
}

// vectorSizes returns the state that the vector registers of a form imply: a
// larger one contains the smaller ones.
func (t *template) vectorSizes() uint32 {
	state := uint32(0)
	for k := range t.N {
		set := sets[t.Sets[k]]
		state |= uint32(1<<vectorSize(set)-1) * usesXMM
		if set[isa.Mem]&memSizes == isa.M256 {
			state |= usesXMM | usesYMM
		}
	}
	return state
}

// vectorSize is 1 to 3 for an operand that may be an xmm, ymm or zmm register, or
// a vector index of these; 0 for others.
func vectorSize(set isa.Set) int {
	index := [...]uint64{isa.VX, isa.VY, isa.VZ}
	for k := range vectorRegs {
		if set[isa.Reg]&vectorRegs[k].regs != 0 || set[isa.Mem]&index[k] != 0 {
			return k + 1
		}
	}
	return 0
}

// memSizes are what tells memory operands of a form from those of another.
const memSizes = isa.M32 | isa.M64 | isa.M128 | isa.M256 | isa.M512 | isa.VX | isa.VY | isa.VZ | isa.MAny

// alike reports whether two forms of a mnemonic differ in the size of vectors
// only.
func (t *template) alike(o *template) bool {
	if t.Enc != o.Enc || t.Map != o.Map || t.Opcode != o.Opcode || t.Ext != o.Ext || t.PP != o.PP || t.N != o.N || !sameExtension(cpuSets[t.CPU], cpuSets[o.CPU]) {
		return false
	}
	from, to := 0, 0
	for k := range t.N {
		a, b := sets[t.Sets[k]], sets[o.Sets[k]]
		x, y := vectorSize(a), vectorSize(b)
		if x|y == 0 {
			x, y = wholeSize(a), wholeSize(b)
		}
		if x == y {
			if a[isa.Mem]&memSizes != b[isa.Mem]&memSizes {
				return false
			}
			continue
		}
		if x == 0 || y == 0 || from != 0 && (from != x || to != y) {
			return false
		}
		from, to = x, y
		if (a[isa.Mem]|b[isa.Mem])&memSizes != 0 && (wholeSize(a) != x || wholeSize(b) != y) {
			return false
		}
	}
	return true
}

// wholeSize is the same for an operand that may be a whole vector in memory.
func wholeSize(set isa.Set) int {
	for k := range vectorRegs {
		if set[isa.Mem]&memSizes == vectorRegs[k].mem {
			return k + 1
		}
	}
	return 0
}

// sameExtension compares sets of extensions; to GNU as's table AVX512VL, and AVX2
// beside AVX, make no other form.
func sameExtension(a, b string) bool {
	plain := func(s string) string { return strings.Replace(strings.TrimSuffix(s, "+avx512vl"), "avx2", "avx", 1) }
	return plain(a) == plain(b)
}
