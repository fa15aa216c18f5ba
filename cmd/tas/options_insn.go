package main

import (
	"errors"
	"strconv"

	"tas/encoder"
)

// insnOptions are about the encoding of instructions; their names are GNU as's.
var insnOptions = [...]option{
	{group: "Instructions", name: "O", short: "O", takes: takesJoined, param: "LEVEL", deft: "1", who: both,
		help: "shorter encodings with the same effect: -O1, -O2, -Os; -O0 for none",
		set:  setOptimize},
	{name: "march", takes: takesArg, param: "CPU[+EXTENSION...]", who: both,
		help: "refuse what the processor lacks",
		set:  setArch},
	{name: "mtune", takes: takesArg, param: "CPU", who: both, help: "which no-operations to pad code with",
		set: setTune},
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
		help:  "before which branches: none, register, memory, all",
		among: "none register memory all",
		pick:  func(e *encoder.Options, n int) { e.LfenceBranch = uint8(n) }},
	{name: "mlfence-before-ret", takes: takesArg, param: "HOW", who: both,
		help:  "lfence before ret: none, or, not, shl; yes is shl",
		among: "none or not shl yes",
		pick:  func(e *encoder.Options, n int) { e.LfenceRet = uint8(min(n, 3)) }},
}

func setOptimize(c *config, arg string) error {
	e := &c.build.Encoder
	switch arg {
	case "0":
		e.Optimize = 0
	case "", "1":
		e.Optimize = 1
	case "s":
		e.Optimize = encoder.OptimizeSize
	default:
		if n, err := strconv.Atoi(arg); err != nil || n < 0 {
			return errors.New("0, 1, 2 or s is expected")
		}
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
