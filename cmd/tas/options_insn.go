package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"tas/encoder"
)

// insnOptions are about the encoding of instructions; their names are GNU as's.
var insnOptions = [...]option{
	{group: "Instructions", short: "O", takes: takesJoined, param: "LEVEL", deft: "1", who: both,
		help: "shorter encodings with the same effect: -O1, -O2, -Os; -O0 for none",
		set:  setOptimize},
	{name: "march", takes: takesArg, param: "CPU[+EXTENSION...]", who: both,
		help: "refuse what the processor lacks",
		set:  setArch},
	{name: "mtune", takes: takesArg, param: "CPU", who: both, help: "which no-operations to pad code with",
		set: setTune},
	{name: "mamd64", who: both, help: "64-bit mode as on AMD's processors",
		set: func(c *config, arg string) error { c.build.Encoder.Vendor = encoder.VendorAMD; return nil }},
	{name: "mintel64", who: both, help: "64-bit mode as on Intel's processors",
		set: func(c *config, arg string) error { c.build.Encoder.Vendor = encoder.VendorIntel; return nil }},
	{name: "msyntax", takes: takesArg, param: "att|intel", who: both, help: "the syntax of operands (default att)",
		among: "att intel",
		pick:  func(e *encoder.Options, n int) { e.Intel = n == 1 }},
	{name: "mmnemonic", takes: takesArg, param: "att|intel", who: both, help: "whose fsub and fdiv (default att)",
		among: "att intel",
		pick:  func(e *encoder.Options, n int) { e.IntelNames = n == 1 }},
	{name: "mnaked-reg", who: both, help: "registers need no %",
		set: func(c *config, arg string) error { c.build.Encoder.NakedReg = true; return nil }},
	{name: "msse2avx", who: both, help: "SSE instructions in their VEX forms",
		set: func(c *config, arg string) error { c.build.Encoder.SSE2AVX = true; return nil }},
	{name: "muse-unaligned-vector-move", who: both, help: "movups for movaps, movdqu for movdqa, and so on",
		set: func(c *config, arg string) error { c.build.Encoder.Unaligned = true; return nil }},
	{name: "msse-check", takes: takesArg, param: "none|warning|error", who: both,
		help:  "report instructions of SSE (default none)",
		among: "none warning error",
		pick:  func(e *encoder.Options, n int) { e.SSECheck = encoder.CheckNone + encoder.Check(n) }},
	{name: "moperand-check", takes: takesArg, param: "none|warning|error", who: both,
		help:  "report doubtful operands (default warning)",
		among: "none warning error",
		pick:  func(e *encoder.Options, n int) { e.OperandCheck = encoder.CheckNone + encoder.Check(n) }},
	{name: "madd-bnd-prefix", who: both, help: "bnd before every branch",
		set: func(c *config, arg string) error { c.build.Encoder.AddBnd = true; return nil }},
	{name: "momit-lock-prefix", takes: takesArg, param: "yes|no", who: both, help: "leave out all lock prefixes (default no)",
		among: "no yes",
		pick:  func(e *encoder.Options, n int) { e.OmitLock = n == 1 }},
	{name: "mfence-as-lock-add", takes: takesArg, param: "yes|no", who: both, help: "lock addl $0, (%rsp) for fences (default no)",
		among: "no yes",
		pick:  func(e *encoder.Options, n int) { e.FenceAsLock = n == 1 }},
	{name: "mlfence-after-load", takes: takesArg, param: "yes|no", who: both, help: "lfence behind every load (default no)",
		among: "no yes",
		pick:  func(e *encoder.Options, n int) { e.LfenceAfterLoad = n == 1 }},
	{name: "mlfence-before-indirect-branch", takes: takesArg, param: "WHICH", who: both,
		help:  "which branches: none, register, memory, all (with ret)",
		among: "none register memory all",
		pick:  setLfenceBranch},
	{name: "mlfence-before-ret", takes: takesArg, param: "HOW", who: both,
		help:  "lfence before ret: none, or, not, shl; yes is shl",
		among: "none or not shl yes",
		pick:  func(e *encoder.Options, n int) { e.LfenceRet = uint8(min(n, 3)) }},
	{name: "malign-branch-boundary", takes: takesArg, param: "N", who: both,
		help: "no branch shall touch a multiple of N bytes (default 0: it may)",
		set:  setBranchBoundary},
	{name: "malign-branch", takes: takesArg, param: "KIND[+KIND...]", who: both,
		help: "jcc, fused, jmp, call, ret, indirect (default the first three)",
		set:  setBranchKinds},
	{name: "malign-branch-prefix-size", takes: takesArg, param: "N", who: both,
		help: "most prefixes on an instruction before such a branch (default 5)",
		set:  setBranchPrefixes},
	{name: "mbranches-within-32B-boundaries", who: both, help: "-malign-branch-boundary=32 with the defaults",
		set: func(c *config, arg string) error {
			e := &c.build.Encoder
			e.BranchBoundary, e.BranchKinds, e.BranchPrefixes = 32, defaultBranches, defaultPrefixes
			return nil
		}},
}

// What -malign-branch-boundary does when nothing else is said.
const (
	defaultBranches = encoder.BranchJcc | encoder.BranchFused | encoder.BranchJmp
	defaultPrefixes = 5
)

func setBranchBoundary(c *config, arg string) error {
	n, err := strconv.ParseUint(arg, 0, 32)
	if err != nil && arg != "" || n&(n-1) != 0 || n != 0 && n < 16 {
		return errors.New("0 or a power of two from 16 on is expected")
	}
	c.build.Encoder.BranchBoundary = n
	return nil
}

func setBranchPrefixes(c *config, arg string) error {
	n, err := strconv.ParseUint(arg, 0, 8)
	if err != nil && arg != "" || n > 5 {
		return errors.New("a number from 0 to 5 is expected")
	}
	c.build.Encoder.BranchPrefixes = uint8(n)
	return nil
}

func setBranchKinds(c *config, arg string) error {
	kinds := encoder.BranchKinds(0)
	for word := range strings.SplitSeq(arg, "+") {
		k := slices.Index([]string{"jcc", "fused", "jmp", "call", "ret", "indirect"}, strings.ToLower(word))
		if k < 0 {
			return errors.New("jcc, fused, jmp, call, ret and indirect are expected, with + between them")
		}
		kinds |= 1 << k
	}
	c.build.Encoder.BranchKinds = kinds
	return nil
}

// setLfenceBranch: all branches means returns, too, unless they have been asked about.
func setLfenceBranch(e *encoder.Options, n int) {
	e.LfenceBranch = uint8(n)
	if n == 3 && e.LfenceRet == 0 {
		e.LfenceRet = 3
	}
}

func setOptimize(c *config, arg string) error {
	e := &c.build.Encoder
	n, err := strconv.Atoi(arg)
	if c.asMode {
		n, err = int(leadingNumber(arg)), nil // so -Og is -O0
	}
	switch {
	case arg == "":
		e.Optimize = 1
	case arg[0] == 's' && (c.asMode || arg == "s"):
		e.Optimize = encoder.OptimizeSize
	case err != nil || n < 0 && !c.asMode:
		return errors.New("0, 1, 2 or s is expected")
	case n == 0:
		e.Optimize = 0
	case n == 1:
		e.Optimize = 1
	default:
		e.Optimize = 2
	}
	return nil
}

func setArch(c *config, arg string) error {
	c.build.Encoder.Arch = arg
	return encoder.CheckArch(arg)
}

func setTune(c *config, arg string) error {
	nop32, err := encoder.CheckTune(arg)
	c.build.Encoder.OldNops = nop32
	return err
}
