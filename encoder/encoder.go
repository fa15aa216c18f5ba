// Package encoder turns instructions into bytes. It owns the syntax of
// operands and the instruction tables, which isagen compiles from isa/*.tbl.
//
// An instruction walks through four files: lookup.go finds the mnemonic's
// templates, operand.go reads the operands into Inst, match.go picks the first
// template that takes them, emit.go writes the bytes. When no template fits,
// explain.go finds out why.
package encoder

import (
	"tas/diag"
	"tas/encoder/isa"
	"tas/lexer"
	"tas/obj"
)

//go:generate sh -c "go run tas/cmd/isagen -o ztables.go isa/*.tbl"

// Options say how instructions are to be read and encoded.
type Options struct {
	// Optimize prefers shorter encodings with the same effect: -O1, -O2, and
	// OptimizeSize for -Os.
	Optimize uint8

	// Intel starts in Intel syntax: -msyntax=intel. NakedReg lets registers go
	// without %: -mnaked-reg.
	Intel    bool
	NakedReg bool

	// IntelNames gives fsub, fsubr, fdiv and fdivr, which AT&T syntax confuses
	// when the destination is not %st, the meaning of Intel: -mmnemonic=intel.
	IntelNames bool

	// SSECheck reports SSE instructions, OperandCheck doubtful operands.
	SSECheck, OperandCheck Check

	UsedNote bool // keep what Uses returns

	// PageZero warns of memory in the first page, which no process of Linux has.
	PageZero bool

	// Vendor is whose 64-bit mode the code is for, where AMD's and Intel's differ.
	Vendor Vendor

	SSE2AVX     bool // VEX forms of SSE instructions
	AddBnd      bool // bnd before all branches
	OmitLock    bool // no lock prefixes
	FenceAsLock bool // lock addl $0, (%rsp) for fences
	Unaligned   bool // moves of vectors without a demand on alignment
	OldNops     bool // pad with lea rather than nopl

	LfenceAfterLoad bool
	LfenceBranch    uint8 // before indirect branches: 1 through registers, 2 memory, 3 both
	LfenceRet       uint8 // before ret: 1 behind orq, 2 behind notq, 3 behind shlq

	// Branches of BranchKinds shall not touch multiples of BranchBoundary bytes, a
	// power of two; 0 lets them. Up to BranchPrefixes prefixes on instructions
	// before them move them.
	BranchBoundary uint64
	BranchKinds    BranchKinds
	BranchPrefixes uint8

	// Arch is the argument of -march: CPU+EXTENSION...; empty allows all.
	Arch string

	// IndexReg lets %eiz and %riz stand for "no index register".
	IndexReg bool

	// VEXW and EVEXW set W where the instruction does not look at it; ScalarL
	// and EVEXL are the vector length, 0 to 2, of those that do not look at
	// that; SAERound is the rounding field beside {sae}.
	VEXW, EVEXW              bool
	ScalarL, EVEXL, SAERound uint8
}

// InOrder reports whether an instruction depends on those before it.
func (o *Options) InOrder() bool { return o.BranchBoundary != 0 || o.UsedNote }

// OptimizeSize is Options.Optimize of -Os.
const OptimizeSize = 3

// Vendor is a maker of processors.
type Vendor uint8

// The vendors. Without one, what both have in common, what AMD has instead, and
// sysenter are taken.
const (
	VendorAny Vendor = iota
	VendorAMD
	VendorIntel
)

// Check is how to report what is suspicious, but may be meant.
type Check uint8

// The checks; CheckDefault is none for SSE, and a warning for operands.
const (
	CheckDefault Check = iota
	CheckNone
	CheckWarning
	CheckError
)

// Encoder assembles instructions into the current part of a unit. It holds no
// state from one instruction to the next but the mode and syntax that
// directives set.
type Encoder struct {
	// Bits is the code mode: 64, 32 or 16.
	Bits uint8

	in   *lexer.Input
	unit *obj.Unit
	opt  Options
	gcc  bool // .code16gcc

	intel  bool       // Intel syntax
	naked  bool       // registers need no %
	syntax isa.Demand // isa.Intel or isa.ATT

	rewrite  bool     // instructions go through rewritten
	bundles  bool     // they may not cross the ends of bundles
	locked   bool     // and several are to be in one bundle
	fenced   int      // length of the part behind an lfence just written
	ahead    uint32   // bytes of what was put before the last instruction
	moved    template // what unaligned returns
	latest   latest   // what was written last, and where, kept for these options
	latestIn obj.SectionID
	latestAt diag.Span

	usedLevel, usedState uint32 // see Uses

	limit *limit // what the processor lacks; nil = nothing

	composing bool // reading the operands of .insn
	toldIntel bool // the source was told that it is in Intel syntax

	intelNames bool // AT&T syntax in which fsub and fdiv mean what Intel means

	branches [branchNames]branchName // see branch.go
	repeats  []repeated              // see repeat.go; nil = nothing is remembered
	stored   int                     // lines put into repeats since it has its size
	forms    [][2]form               // see form.go
	kept     []kept                  // see again.go
	meaning  uint32                  // counts what Forget was called for

	inst Inst
}

// New returns an encoder for 64-bit code in AT&T syntax.
func New(in *lexer.Input, opt *Options) *Encoder {
	e := &Encoder{Bits: 64, in: in, unit: in.Unit}
	if opt != nil {
		e.opt = *opt
	}
	in.Register = e.Register
	e.SetSyntax(e.opt.Intel, e.opt.NakedReg)
	e.intelNames = e.opt.IntelNames
	e.rewrite = e.opt.rewrites()
	e.unit.BranchBoundary = e.opt.BranchBoundary
	if e.opt.OldNops {
		e.unit.Nops = obj.NopsOld
	}
	if e.opt.Arch != "" {
		e.limit = newLimit()
		if err := e.limit.march(e.opt.Arch); err != nil {
			in.Diags.Errorf(diag.Span{}, "-march=%s: %v", e.opt.Arch, err)
		}
		if !e.limit.all {
			e.setNops()
		}
	}
	return e
}

// SetCode selects 64-, 32- or 16-bit code; gcc is .code16gcc, 16-bit code with
// 32-bit stack operations.
func (e *Encoder) SetCode(bits int, gcc bool) {
	if !e.limit.hasMode(bits) {
		e.in.Diags.Errorf(e.in.Here(), "the processor of .arch has no code of %d bits; name a later one, or write .arch default", bits)
	}
	e.Bits = uint8(bits)
	e.gcc = gcc
	e.unit.Code16 = bits == 16
}

// Inst is the instruction being assembled: what the source says, before a
// template is chosen.
type Inst struct {
	ops [5]Operand
	n   int // operands

	name      mnemonicID
	start     int // offset of the statement in the text
	nameStart int // offset of the mnemonic
	nameEnd   int
	end       int // offset behind the last operand

	demand  isa.Demand
	mem     int8  // operand that is a memory reference, or -1
	memMask uint8 // bit per memory operand
	broken  bool  // an operand was reported as wrong already

	mask      uint8 // {%k1}: 1 to 7; 0 = none
	maskAt    uint8 // number of operands, in AT&T order, up to the one it stands behind
	zero      bool  // {z}
	zeroAt    uint8 // as maskAt
	bcast     uint8 // {1toN}: N
	bcastSize uint8 // bytes of an element, when Intel syntax states it
	farSize   uint8 // bytes before ptr of a far jump in Intel syntax

	round   uint8 // rounding control plus one: {rn-sae} 1 ... {rz-sae} 4; sae 5
	roundAt uint8 // number of operands before it
	dfv     uint8 // {dfv=of,sf,zf,cf}: 8 4 2 1

	prefix  prefixes
	rexBits uint8 // 0x40 when spl, bpl, sil or dil needs a REX prefix
	high    bool  // ah, ch, dh or bh is used: no REX prefix possible
	disp    uint8 // {disp8} {disp16} {disp32}: bits asked for
	vex3    bool  // {vex3}
	swap    bool  // mov.s: the other of two forms

	symbolic   bool  // an operand is more than registers and a plain number
	word       bool  // no suffix or register tells the size, but the mode: 16 bits
	noOptimize bool  // {nooptimize}
	converted  bool  // an SSE instruction that becomes one of AVX
	lone       uint8 // then: bits of a rex prefix that are not those of registers
}

// prefixes are those that the source states.
type prefixes struct {
	any     bool
	wait    bool
	lock    bool
	data    bool  // data16, data32: the other operand size
	addr    bool  // addr32, addr16: the other address size
	rep     byte  // f2 or f3
	repName uint8 // which of rep's names
	seg     byte  // 26 2e 36 3e 64 65
	rex     byte  // 40 to 4f
	notrack bool
	last    byte // of a statement that is nothing but prefixes: the last one
}

// Assemble reads and encodes one instruction. The mnemonic, or the first of
// its prefixes, is name, at in.Text[start:]; in.At is just behind it. A
// statement that begins with a brace, {vex} vaddps ..., is handed over with a
// nil name and in.At on the brace. It reports false after an error.
func (e *Encoder) Assemble(name []byte, start int) bool {
	in := e.in
	id := e.mnemonic(start, in.At-start)
	i, messages := &e.inst, e.in.Diags.Len()
	i.name = id
	i.start, i.nameStart = start, start
	i.n, i.memMask, i.mem, i.broken = 0, 0, -1, false
	i.rexBits, i.high, i.symbolic, i.word = 0, false, false, false
	i.demand = e.syntax | isa.Mode64 | isa.AnyVendor<<e.opt.Vendor
	if e.Bits != 64 {
		i.demand = e.syntax | isa.Mode32
	}
	if i.prefix.any || i.disp|i.mask|i.bcast|i.round != 0 || i.vex3 {
		i.prefix, i.swap, i.noOptimize = prefixes{}, false, false
		i.disp, i.mask, i.bcast, i.round, i.vex3, i.zero = 0, 0, 0, 0, false, false
	}
	if i.name == 0 {
		more, ok := e.prefixWords(name)
		if !more {
			return ok
		}
	}
	if e.intelNames && in.Text[i.nameStart]|0x20 == 'f' {
		i.demand = i.demand&^isa.ATT | isa.Intel
	}
	i.nameEnd = in.At
	switch in.Text[in.At] {
	case ',':
		if !e.branchHint() {
			return false
		}
	case '-': // xstore-rng
		e.hyphened()
	}
	ok := false
	if e.intel {
		ok = e.intelOperands()
	} else {
		ok = e.operands()
	}
	if !ok || i.broken {
		return false
	}
	i.end = in.At
	if e.Bits != 64 || i.prefix.data {
		e.unsized()
	}
	t := e.choose()
	if t == nil && e.opt.SSE2AVX && i.demand&isa.NeedVEX != 0 && !i.broken {
		t = e.chooseSSE()
	}
	if t == nil {
		if !i.broken && !e.explainArch() {
			e.explain()
		}
		return false
	}
	if i.swap {
		if t = e.otherForm(t); i.broken {
			return false
		}
	}
	if e.opt.SSE2AVX {
		if t = e.vexForm(t); i.broken {
			return false
		}
	}
	if e.opt.SSECheck > CheckNone && !e.checkSSE(t) {
		return false
	}
	if e.limit != nil && e.Bits != 16 && !e.limit.hasMode(32) {
		e.in.Diags.Warnf(e.span(), "this is code of %d bits, for a processor that has none; write .code16", e.Bits)
	}
	if e.opt.Optimize != 0 {
		t = e.optimize(t)
	}
	if e.rewrite {
		return e.rewritten(t)
	}
	if e.repeats == nil {
		return e.emit(t)
	}
	part := e.unit.Cur
	end, pending := len(part.Data), len(part.Frags)+len(part.Fixups)
	if !e.emit(t) {
		return false
	}
	if e.in.Diags.Len() == messages {
		e.remember(t, start, part.Data[end:], !i.symbolic && len(part.Frags)+len(part.Fixups) == pending)
	}
	return true
}

// choose finds the template.
func (e *Encoder) choose() *template {
	if e.intel {
		return e.matchIntel()
	}
	return e.match()
}

// span is the source range of the mnemonic.
func (e *Encoder) span() diag.Span {
	return diag.Span{Pos: e.in.PosAt(e.inst.nameStart), Len: uint32(max(e.inst.nameEnd-e.inst.nameStart, 1))}
}

// mnemonicText is the mnemonic as written.
func (e *Encoder) mnemonicText() []byte {
	return e.in.Text[e.inst.nameStart:e.inst.nameEnd]
}

// SetSyntax selects AT&T or Intel operands, with or without % on registers.
func (e *Encoder) SetSyntax(intel, noprefix bool) {
	e.intel, e.naked, e.in.Intel = intel, noprefix, intel
	e.in.SetNaked(noprefix)
	e.syntax = isa.ATT
	if intel {
		e.syntax = isa.Intel
	}
}

// SetIndexReg lets %eiz and %riz stand for no index register.
func (e *Encoder) SetIndexReg(allow bool) {
	e.opt.IndexReg = allow
	e.Forget()
}

// SetCheck is .sse_check, and with operands .operand_check; level is that of
// Check, counted from CheckNone.
func (e *Encoder) SetCheck(operands bool, level int) {
	e.Forget()
	if operands {
		e.opt.OperandCheck = CheckNone + Check(level)
	} else {
		e.opt.SSECheck = CheckNone + Check(level)
	}
}

// SetBundles makes a bundle of each instruction, or with locked of several.
func (e *Encoder) SetBundles(on, locked bool) {
	e.bundles, e.locked = on, locked
	e.rewrite = on || e.opt.rewrites()
}

// Bundling reports whether each instruction is a bundle.
func (e *Encoder) Bundling() bool { return e.bundles && !e.locked }

// doubt reports an operand that is allowed but hardly meant, as -moperand-check
// wants it. It returns false when that is an error.
func (e *Encoder) doubt(at diag.Span, format string, args ...any) bool {
	switch e.opt.OperandCheck {
	case CheckNone:
		return true
	case CheckError:
		e.in.Diags.Errorf(at, format, args...)
		return false
	}
	e.in.Diags.Warnf(at, format, args...)
	return true
}

// SetMnemonics selects AT&T's or Intel's meaning of fsub and fdiv.
func (e *Encoder) SetMnemonics(intel bool) {
	e.intelNames = intel
	e.Forget()
}
