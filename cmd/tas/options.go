package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tas"
	"tas/directives"
	"tas/image"
	"tas/linker"
)

// config is what the command line asks for.
type config struct {
	program string // how messages call us: tas or as
	asMode  bool   // called as as: GNU as's options and defaults

	inputs []string
	output string
	based  bool // so is the base address
	named  bool // output is the user's choice
	build  tas.Options

	format string // --format; empty means elf
	dump   string // --dump: text or html; empty: none

	// Inputs that are options, and where they stand among the others.
	placed   []placedInput
	position int

	mapFile                        string
	cref, trace, printGC, printICF bool

	maxErrors int
	color     string
	verbose   bool

	// Beside the output.
	dumpConfig  bool
	depfile     string
	listingFile string   // empty: standard output
	listed      bool     // -a was given
	listGeneral bool     // with what there is to say of the run
	files       []string // that were read, for the depfile
	clock       stopwatch

	help    bool
	version bool
}

func newConfig(program string) *config {
	c := &config{program: "tas", output: "a.out", color: "auto", maxErrors: 20}
	c.build.Encoder.BranchKinds, c.build.Encoder.BranchPrefixes = defaultBranches, defaultPrefixes
	if program == "as" {
		c.program, c.asMode = program, true
		c.build.Output, c.build.NoBuiltins = tas.Object, true
		c.maxErrors = 0
	}
	return c
}

// options are those of tas itself, most of them shared with as.
var options = [...]option{
	{group: "What to make", name: "output", short: "o", takes: takesArg, param: "FILE", who: tasOnly,
		help: "the file to make (default a.out); - is standard output",
		set:  setOutput},
	{group: "What to make", short: "o", takes: takesArg, param: "FILE", who: asOnly,
		help: "the object (default a.out); - is standard output",
		set:  setOutput},
	{short: "c", who: tasOnly,
		help: "make a relocatable object, the same as GNU as makes",
		set:  func(c *config, arg string) error { c.build.Output = tas.Object; return nil }},
	{name: "format", takes: takesArg, param: "FORMAT", who: tasOnly,
		help: "elf (default), bin, hex, ihex, srec, or an array in c, rust or go",
		set:  setFormat},
	{name: "dump", takes: takesOptional, deft: "text", param: "HOW", who: tasOnly,
		help: "show every byte of a file, or of the one just made: text or html",
		set:  setDump},
	{name: "verbose", short: "v", who: tasOnly,
		help: "sizes of all parts, what was left out, what options saved",
		set:  setVerbose},

	{group: "What to read", short: "I", takes: takesArg, param: "DIR", who: both,
		help: "look for .include and .incbin files in DIR too",
		set: func(c *config, arg string) error {
			c.build.Directives.Include = append(c.build.Directives.Include, arg)
			return nil
		}},
	{name: "defsym", takes: takesArg, param: "SYM=VALUE", who: both,
		help: "define SYM: a number, or an expression of symbols",
		set:  addDefsym},
	{name: "no-builtins", who: tasOnly,
		help: "do not predefine SYS_read, SYS_write and the other call numbers",
		set:  func(c *config, arg string) error { c.build.NoBuiltins = true; return nil }},

	{group: "Debugging information", name: "gen-debug", short: "g", alone: true, who: both,
		help: "line numbers and functions of the assembly source, for gdb",
		set:  func(c *config, arg string) error { return setDwarf(c, 2) }},
	{name: "gdwarf-2", who: both, help: "the same in DWARF 2, 3, 4 or 5",
		set: func(c *config, arg string) error { return setDwarf(c, 2) }},
	{name: "gdwarf2", who: asOnly, set: func(c *config, arg string) error { return setDwarf(c, 2) }},
	{name: "gdwarf-3", who: both, set: func(c *config, arg string) error { return setDwarf(c, 3) }},
	{name: "gdwarf-4", who: both, set: func(c *config, arg string) error { return setDwarf(c, 4) }},
	{name: "gdwarf-5", who: both, set: func(c *config, arg string) error { return setDwarf(c, 5) }},
	{name: "gdwarf-sections", who: both,
		help: "a line table section for each code section",
		set:  func(c *config, arg string) error { c.build.Directives.Sections = true; return nil }},
	{name: "gdwarf-cie-version", takes: takesArg, param: "N", who: both,
		help: "version of call frame information: 1, 3 or 4 (default 1)",
		set:  setCIEVersion},
	{name: "debug-prefix-map", takes: takesArg, param: "OLD=NEW", who: both,
		help: "call the directory OLD NEW in debugging information",
		set:  addPrefix},
	{name: "gstabs", who: both, fault: "stabs are not supported; -g makes DWARF"},
	{name: "gstabs+", who: both, fault: "stabs are not supported; -g makes DWARF"},

	{group: "What to say", name: "max-errors", whole: true, takes: takesArg, param: "N", who: both,
		help: "stop printing after N errors (default 20; 0 shows all)",
		set:  setMaxErrors},
	{name: "no-warn", short: "W", who: both,
		help: "no warnings",
		set:  func(c *config, arg string) error { c.build.NoWarn = true; return nil }},
	{name: "warn", who: both,
		help: "warnings again, after -W",
		set:  func(c *config, arg string) error { c.build.NoWarn, c.build.FatalWarnings = false, false; return nil }},
	{name: "fatal-warnings", who: both,
		help: "a warning is an error",
		set:  func(c *config, arg string) error { c.build.NoWarn, c.build.FatalWarnings = false, true; return nil }},
	{name: "color", whole: true, takes: takesOptional, param: "WHEN", deft: "always", who: both,
		help: "auto, always or never; NO_COLOR is honoured",
		set:  setColor},
	{name: "help", short: "h", who: both, help: "this text",
		set: func(c *config, arg string) error { c.help = true; return nil }},
	{name: "version", who: both, help: "the version",
		set: func(c *config, arg string) error { c.version = true; return nil }},
}

func setOutput(c *config, arg string) error {
	c.output, c.named = arg, true
	return nil
}

func setDwarf(c *config, version int) error {
	c.build.Directives.Debug, c.build.Directives.Dwarf = true, version
	return nil
}

func setCIEVersion(c *config, arg string) error {
	switch n := leadingNumber(arg); n {
	case 1, 3, 4:
		d := &c.build.Directives
		d.CIEVersion, d.Dwarf = int(n), max(d.Dwarf, int(n), 2) // DWARF of that age, at least
		return nil
	}
	return errors.New("1, 3 or 4 is expected")
}

func addPrefix(c *config, arg string) error {
	before, after, found := strings.Cut(arg, "=")
	if !found {
		return errors.New("OLD=NEW is expected")
	}
	d := &c.build.Directives
	d.PrefixMap = append(d.PrefixMap, directives.Prefix{Old: before, New: after})
	return nil
}

func addDefsym(c *config, arg string) error {
	name, text, found := strings.Cut(arg, "=")
	if !found || name == "" {
		return errors.New("SYM=VALUE is expected")
	}
	value, err := strconv.ParseInt(text, 0, 64)
	if err != nil {
		unsigned, err := strconv.ParseUint(text, 0, 64)
		if err != nil && !c.asMode {
			return addLinkSymbol(c, name, text)
		}
		if err != nil {
			unsigned = leadingNumber(text)
		}
		value = int64(unsigned)
	}
	c.build.Defsyms = append(c.build.Defsyms, tas.Symbol{Name: name, Value: value})
	return nil
}

// leadingNumber is what C's strtoul, and so as, takes for the value of text: the
// number with which it begins, the largest one when it does not fit, or zero.
func leadingNumber(text string) uint64 {
	text = strings.TrimLeft(text, " ")
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "-"), "+")
	n := uint64(0)
	for end := 1; end <= len(digits); end++ {
		v, err := strconv.ParseUint(digits[:end], 0, 64)
		if err == nil || errors.Is(err, strconv.ErrRange) {
			n = v
		}
	}
	if strings.HasPrefix(text, "-") && n != 1<<64-1 {
		return -n
	}
	return n
}

// addLinkSymbol is a --defsym whose value is known only when all is linked.
func addLinkSymbol(c *config, name, text string) error {
	value, err := linker.ParseExpression(text)
	if err != nil {
		return err
	}
	c.build.Link.Defsyms = append(c.build.Link.Defsyms, linker.Defsym{Name: name, Value: value})
	return nil
}

func setFormat(c *config, arg string) error {
	if arg == "elf" {
		c.format = ""
		return nil
	}
	for _, f := range image.Formats() {
		if f.Name == arg {
			c.format = arg
			return nil
		}
	}
	return errors.New("elf, bin, hex, ihex, srec, c, rust or go is expected")
}

func setDump(c *config, arg string) error {
	if arg != "text" && arg != "html" {
		return errors.New("text or html is expected")
	}
	c.dump = arg
	return nil
}

func setMaxErrors(c *config, arg string) error {
	n, err := strconv.ParseUint(arg, 10, 31)
	if err != nil {
		return errors.New("a number is expected")
	}
	c.maxErrors = int(n)
	return nil
}

func setColor(c *config, arg string) error {
	switch arg {
	case "auto", "always", "never":
		c.color = arg
		return nil
	}
	return errors.New("auto, always or never is expected")
}

// checkTogether refuses options that contradict each other.
func (c *config) checkTogether() error {
	if c.format != "" && c.build.Link.Golf != linker.GolfOff {
		return usageError("--golf is about the headers of an ELF file, which --format " + c.format + " does not have")
	}
	if c.format != "" && c.build.Link.PIE {
		return usageError("--static-pie is about ELF files, which --format " + c.format + " does not make")
	}
	if base := c.build.Link.Base; c.based && c.format == "" && (base == 0 || base%4096 != 0) {
		return usageError(fmt.Sprintf("option --base %#x: the address of an executable must be a multiple of a page, 0x1000, and not 0", base))
	}
	if l := &c.build.Link; l.Relocatable && (c.format != "" || l.Tiny || l.Golf != linker.GolfOff || l.Strip || l.GC ||
		l.ICF != linker.ICFNone || l.Entry != "" || c.based || c.mapFile != "" || len(l.Wrap)+len(l.SectionStarts)+len(c.build.Defsyms)+len(l.Defsyms) > 0) {
		return usageError("-r makes an object that is linked later: options about executables have no meaning with it")
	}
	if c.cref && c.mapFile == "" {
		c.mapFile = "-"
	}
	if c.build.Output == tas.Object && !c.asMode {
		if l := &c.build.Link; len(l.Defsyms) > 0 {
			return usageError("-c makes an object, before addresses are known: the value of --defsym " + l.Defsyms[0].Name + " must be a number")
		} else if l.Tiny || l.Strip || l.GC || l.Entry != "" || l.Base != 0 || l.Golf != linker.GolfOff || len(c.placed) > 0 {
			return usageError("-c makes an object, which is not linked: --tiny, -s, --gc-sections, --entry and --base have no meaning with it")
		}
		if c.format != "" {
			return usageError("-c makes an ELF object; --format has no meaning with it")
		}
	}
	return nil
}
