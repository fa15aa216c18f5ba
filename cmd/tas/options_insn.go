package main

import (
	"errors"
	"strconv"
	"strings"

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
		set: choice("att intel", func(e *encoder.Options, n int) { e.Intel = n == 1 })},
	{name: "mmnemonic", takes: takesArg, param: "att|intel", who: both, help: "whose fsub and fdiv (default att)",
		set: choice("att intel", func(e *encoder.Options, n int) { e.IntelNames = n == 1 })},
	{name: "mnaked-reg", who: both, help: "registers need no %",
		set: func(c *config, arg string) error { c.build.Encoder.NakedReg = true; return nil }},
	{name: "msse-check", takes: takesArg, param: "none|warning|error", who: both,
		help: "report instructions of SSE (default none)",
		set:  choice("none warning error", func(e *encoder.Options, n int) { e.SSECheck = encoder.CheckNone + encoder.Check(n) })},
	{name: "moperand-check", takes: takesArg, param: "none|warning|error", who: both,
		help: "report doubtful operands (default warning)",
		set:  choice("none warning error", func(e *encoder.Options, n int) { e.OperandCheck = encoder.CheckNone + encoder.Check(n) })},
	{name: "madd-bnd-prefix", who: both, help: "bnd before every branch",
		set: func(c *config, arg string) error { c.build.Encoder.AddBnd = true; return nil }},
	{name: "momit-lock-prefix", takes: takesArg, param: "yes|no", who: both, help: "leave out all lock prefixes (default no)",
		set: choice("no yes", func(e *encoder.Options, n int) { e.OmitLock = n == 1 })},
	{name: "mfence-as-lock-add", takes: takesArg, param: "yes|no", who: both, help: "lock addl $0, (%rsp) for fences (default no)",
		set: choice("no yes", func(e *encoder.Options, n int) { e.FenceAsLock = n == 1 })},
	{name: "mlfence-after-load", takes: takesArg, param: "yes|no", who: both, help: "lfence behind every load (default no)",
		set: choice("no yes", func(e *encoder.Options, n int) { e.LfenceAfterLoad = n == 1 })},
	{name: "mlfence-before-indirect-branch", takes: takesArg, param: "WHICH", who: both,
		help: "lfence before indirect branches: none, register, memory or all",
		set:  choice("none register memory all", func(e *encoder.Options, n int) { e.LfenceBranch = uint8(n) })},
	{name: "mlfence-before-ret", takes: takesArg, param: "HOW", who: both,
		help: "lfence before ret: none, or, not, shl; yes is shl",
		set:  choice("none or not shl yes", func(e *encoder.Options, n int) { e.LfenceRet = uint8(min(n, 3)) })},
}

// choice returns the setter of an option with a list of arguments.
func choice(words string, set func(e *encoder.Options, n int)) func(c *config, arg string) error {
	return func(c *config, arg string) error {
		for n, w := range strings.Fields(words) {
			if w == arg {
				set(&c.build.Encoder, n)
				return nil
			}
		}
		return errors.New(strings.ReplaceAll(words, " ", " or ") + " is expected")
	}
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
