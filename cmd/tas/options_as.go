package main

import (
	"slices"

	"tas/directives"
	"tas/encoder"
)

// asOptions are about the language and the object, most of them only for an
// assembler called as. A row without set takes what GNU as ignores, or what is
// so anyway; an option that would change something and has no row is refused
// by name.
var asOptions = [...]option{
	{group: "Language and objects", name: "alternate", whole: true, who: both,
		help: "start in .altmacro mode",
		set:  func(c *config, arg string) error { c.build.Directives.Alternate = true; return nil }},
	{name: "keep-locals", whole: true, who: both,
		help: "keep symbols that start with .L",
		set:  func(c *config, arg string) error { c.build.Resolve.KeepLocals = true; return nil }},
	{name: "mrelax-relocations", takes: takesArg, param: "yes|no", among: "yes no", who: both,
		help: "GOT loads that a linker may relax (default yes)",
		set:  func(c *config, arg string) error { c.build.Resolve.NoGOTX = arg == "no"; return nil }},
	{name: "mshared", who: both,
		help: "global symbols may be replaced by those of another module",
		set:  func(c *config, arg string) error { c.build.Resolve.Shared = true; return nil }},
	{name: "noexecstack", who: asOnly, help: "the stack of the program need not be executable",
		set: func(c *config, arg string) error { c.build.Directives.Stack = directives.StackNoExec; return nil }},
	{name: "execstack", who: asOnly, help: "the stack of the program must be executable",
		set: func(c *config, arg string) error { c.build.Directives.Stack = directives.StackExec; return nil }},
	{name: "strip-local-absolute", who: asOnly, help: "no local constants in .symtab",
		set: func(c *config, arg string) error { c.build.Resolve.StripAbsolute = true; return nil }},
	{name: "elf-stt-common", takes: takesArg, param: "yes|no", among: "no yes", who: asOnly,
		help: "common symbols have the type STT_COMMON (default no)",
		set:  func(c *config, arg string) error { c.build.Resolve.CommonType = arg == "yes"; return nil }},
	{name: "size-check", takes: takesArg, param: "error|warning", among: "error warning", who: asOnly,
		help: "what a .size is that is no number (default error)",
		set:  func(c *config, arg string) error { c.build.Resolve.SizeWarning = arg == "warning"; return nil }},
	{name: "sectname-subst", who: asOnly, help: "%S in a section name stands for the current section",
		set: func(c *config, arg string) error { c.build.Directives.SubstituteName = true; return nil }},
	{name: "generate-missing-build-notes", takes: takesArg, param: "yes|no", among: "no yes", who: asOnly,
		help: "a build note for each code section (default no)",
		set:  func(c *config, arg string) error { c.build.Directives.BuildNotes = arg == "yes"; return nil }},
	{short: "R", who: asOnly, help: "put .data behind .text, into one section",
		set: func(c *config, arg string) error { c.build.Directives.FoldData = true; return nil }},
	{name: "mx86-used-note", takes: takesArg, param: "yes|no", among: "no yes", who: both,
		help: "a note of what the instructions ask of the processor (default no)",
		pick: func(e *encoder.Options, n int) { e.UsedNote = n == 1 }},
	{name: "mindex-reg", who: both,
		help: "%eiz and %riz stand for no index register",
		set:  func(c *config, arg string) error { c.build.Encoder.IndexReg = true; return nil }},
	{name: "mvexwig", takes: takesArg, param: "0|1", only: "0 1", who: both,
		help: "VEX.W of instructions that do not look at it",
		set:  func(c *config, arg string) error { c.build.Encoder.VEXW = arg == "1"; return nil }},
	{name: "mevexwig", takes: takesArg, param: "0|1", only: "0 1", who: both,
		help: "EVEX.W of instructions that do not look at it",
		set:  func(c *config, arg string) error { c.build.Encoder.EVEXW = arg == "1"; return nil }},
	{name: "mavxscalar", takes: takesArg, param: "128|256", only: "128 256", who: both,
		help: "VEX.L of scalar instructions",
		set:  func(c *config, arg string) error { c.build.Encoder.ScalarL = placeIn(arg, "128", "256"); return nil }},
	{name: "mevexlig", takes: takesArg, param: "128|256|512", only: "128 256 512", who: both,
		help: "EVEX.L'L of scalar instructions",
		set: func(c *config, arg string) error {
			c.build.Encoder.EVEXL = placeIn(arg, "128", "256", "512")
			return nil
		}},
	{name: "mevexrcig", takes: takesArg, param: "MODE", only: "rne rd ru rz", who: both,
		help: "EVEX.RC beside {sae}: rne, rd, ru or rz",
		set: func(c *config, arg string) error {
			c.build.Encoder.SAERound = placeIn(arg, "rne", "rd", "ru", "rz")
			return nil
		}},

	{short: "L", who: asOnly,
		set: func(c *config, arg string) error { c.build.Resolve.KeepLocals = true; return nil }},
	{short: "v", who: asOnly, set: setVerbose},
	{short: "V", who: asOnly, set: setVerbose},
	{name: "verbose", who: asOnly, set: setVerbose},
	{name: "64", who: asOnly},
	{short: "D", who: asOnly},
	{short: "J", who: asOnly},
	{short: "f", who: asOnly},
	{short: "k", who: asOnly},
	{short: "q", who: asOnly},
	{short: "s", who: asOnly},
	{short: "w", who: asOnly},
	{short: "X", who: asOnly},
	{short: "Q", takes: takesArg, only: "y n", who: asOnly},
	{name: "nocpp", who: asOnly},
	{name: "divide", who: asOnly},
	{name: "reduce-memory-overheads", who: asOnly},
	{name: "traditional-format", who: asOnly},
	{name: "hash-size", takes: takesArg, who: asOnly},
}

// placeIn returns the place of arg among words.
func placeIn(arg string, words ...string) uint8 { return uint8(slices.Index(words, arg)) }

func setVerbose(c *config, arg string) error {
	c.verbose = true
	return nil
}
