package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"tas"
	"tas/linker"
)

// linkOptions are those for executables; the spellings are GNU ld's where it
// has the option.
var linkOptions = [...]option{
	{group: "Executables", name: "tiny", who: tasOnly,
		help: "make the smallest executable that follows the ELF specification",
		set:  func(c *config, arg string) error { c.build.Link.Tiny = true; return nil }},
	{name: "golf", takes: takesOptional, deft: "safe", param: "HOW", who: tasOnly,
		help: "smaller than the specification allows: safe, or max with conditions",
		set:  setGolf},
	{name: "golf-effort", takes: takesArg, param: "SECONDS", who: tasOnly,
		help: "how long to look for it (default 1)",
		set:  setGolfEffort},
	{name: "relocatable", short: "r", who: tasOnly,
		help: "one object of several objects and sources, to be linked later",
		set:  func(c *config, arg string) error { c.build.Link.Relocatable = true; return nil }},
	{name: "strip-all", short: "s", who: tasOnly,
		help: "leave out symbols and section headers",
		set:  func(c *config, arg string) error { c.build.Link.Strip = true; return nil }},
	{name: "entry", short: "e", takes: takesArg, param: "SYMBOL", who: tasOnly,
		help: "where the program starts (default _start)",
		set:  func(c *config, arg string) error { c.build.Link.Entry = arg; return nil }},
	{name: "base", takes: takesArg, param: "ADDRESS", who: tasOnly,
		help: "where the program is loaded (default 0x400000)",
		set:  setBase},
	{name: "gc-sections", who: tasOnly,
		help: "leave out sections that nothing refers to (--tiny does)",
		set:  func(c *config, arg string) error { c.build.Link.GC = true; return nil }},
	{name: "no-gc-sections", who: tasOnly,
		set: func(c *config, arg string) error { c.build.Link.GC = false; return nil }},
	{name: "print-gc-sections", who: tasOnly,
		help: "say which they are",
		set:  func(c *config, arg string) error { c.printGC = true; return nil }},
	{name: "icf", takes: takesArg, param: "HOW", who: tasOnly,
		help: "functions with equal code become one: safe, all or none",
		set:  setICF},
	{name: "print-icf-sections", who: tasOnly,
		help: "say which they are",
		set:  func(c *config, arg string) error { c.printICF = true; return nil }},
	{name: "undefined", short: "u", takes: takesArg, param: "SYMBOL", who: tasOnly,
		help: "look for SYMBOL from the start, and keep it",
		set: func(c *config, arg string) error {
			c.build.Link.Undefined = append(c.build.Link.Undefined, arg)
			return nil
		}},
	{name: "wrap", takes: takesArg, param: "SYMBOL", who: tasOnly,
		help: "SYMBOL becomes __wrap_SYMBOL, __real_SYMBOL becomes SYMBOL",
		set: func(c *config, arg string) error {
			c.build.Link.Wrap = append(c.build.Link.Wrap, arg)
			return nil
		}},
	{name: "section-start", takes: takesArg, param: "NAME=ADDR", who: tasOnly,
		help: "put an output section at an address",
		set:  setSectionStart},
	{name: "Ttext", takes: takesArg, param: "ADDR", who: tasOnly,
		help: "put .text there; --Tdata and --Tbss likewise",
		set:  func(c *config, arg string) error { return startSection(c, ".text", arg) }},
	{name: "Tdata", takes: takesArg, who: tasOnly,
		set: func(c *config, arg string) error { return startSection(c, ".data", arg) }},
	{name: "Tbss", takes: takesArg, who: tasOnly,
		set: func(c *config, arg string) error { return startSection(c, ".bss", arg) }},
	{name: "omagic", short: "N", who: tasOnly,
		help: "one segment, writable and executable",
		set:  func(c *config, arg string) error { c.build.Link.OneSegment = true; return nil }},
	{name: "nmagic", short: "n", who: tasOnly}, // the file has no padding to pages anyway
	{name: "static", who: tasOnly},
	{name: "static-pie", who: tasOnly,
		help: "position-independent: the kernel chooses the address",
		set:  func(c *config, arg string) error { c.build.Link.PIE = true; return nil }},
	{name: "pie", who: tasOnly,
		set: func(c *config, arg string) error { c.build.Link.PIE = true; return nil }},
	{name: "no-pie", who: tasOnly,
		set: func(c *config, arg string) error { c.build.Link.PIE = false; return nil }},
	{short: "z", takes: takesArg, param: "KEYWORD", who: tasOnly,
		help: "execstack, separate-code, relro, ibt, shstk, stack-size=N",
		set:  setKeyword},
	{name: "build-id", takes: takesOptional, deft: "sha1", param: "STYLE", who: tasOnly,
		help: "a note that identifies the file: sha1, md5, uuid, 0xHEX or none",
		set:  setBuildID},
	{name: "eh-frame-hdr", who: tasOnly,
		help: "a search table for unwinding, even if nothing seems to unwind",
		set:  func(c *config, arg string) error { c.build.Link.EhFrameHdr = true; return nil }},

	{group: "Libraries", name: "library", short: "l", takes: takesArg, param: "NAME", who: tasOnly,
		help: "link with libNAME.a of the directories given by -L",
		set:  func(c *config, arg string) error { return c.place(tas.Input{Name: arg, Library: true}) }},
	{name: "library-path", short: "L", takes: takesArg, param: "DIR", who: tasOnly,
		help: "a directory of libraries",
		set: func(c *config, arg string) error {
			c.build.Link.LibPaths = append(c.build.Link.LibPaths, arg)
			return nil
		}},
	{name: "whole-archive", who: tasOnly,
		help: "from here on all members of an archive, until --no-whole-archive",
		set:  func(c *config, arg string) error { return c.turn(turnWhole) }},
	{name: "no-whole-archive", who: tasOnly,
		set: func(c *config, arg string) error { return c.turn(turnNeeded) }},
	{name: "start-group", short: "(", who: tasOnly}, // archives are searched until nothing is missing anyway
	{name: "end-group", short: ")", who: tasOnly},

	{group: "Accounts", name: "Map", takes: takesArg, param: "FILE", who: tasOnly,
		help: "write a map of the executable to FILE",
		set:  func(c *config, arg string) error { c.mapFile = arg; return nil }},
	{name: "print-map", short: "M", who: tasOnly,
		help: "write the map to standard output",
		set:  func(c *config, arg string) error { c.mapFile = "-"; return nil }},
	{name: "cref", who: tasOnly,
		help: "with a table of symbols and the files that use them",
		set: func(c *config, arg string) error {
			c.build.Link.CrossReference, c.cref = true, true
			return nil
		}},
	{name: "trace", short: "t", who: tasOnly,
		help: "the name of each file that takes part",
		set:  func(c *config, arg string) error { c.trace = true; return nil }},
}

func setGolf(c *config, arg string) error {
	switch arg {
	case "safe":
		c.build.Link.Golf = linker.GolfSafe
	case "max":
		c.build.Link.Golf = linker.GolfMax
	default:
		return errors.New("safe or max is expected")
	}
	return nil
}

func setGolfEffort(c *config, arg string) error {
	n, err := strconv.ParseUint(arg, 10, 16)
	if err != nil || n == 0 {
		return errors.New("a number of seconds is expected")
	}
	c.build.Link.GolfEffort = int(n)
	return nil
}

func setICF(c *config, arg string) error {
	switch arg {
	case "none":
		c.build.Link.ICF = linker.ICFNone
	case "safe":
		c.build.Link.ICF = linker.ICFSafe
	case "all":
		c.build.Link.ICF = linker.ICFAll
	default:
		return errors.New("safe, all or none is expected")
	}
	return nil
}

// setKeyword is -z. What a static executable of ours is anyway is taken; what
// would change something and is not known is refused.
func setKeyword(c *config, arg string) error {
	switch arg {
	case "execstack":
		c.build.Link.ExecStack = true
	case "noexecstack":
		c.build.Link.ExecStack = false
	case "separate-code":
		c.build.Link.SeparateCode = true
	case "noseparate-code":
		c.build.Link.SeparateCode = false
	case "relro":
		c.build.Link.Relro = true
	case "norelro":
		c.build.Link.Relro = false
	case "ibt":
		c.build.Link.Features |= linker.FeatureIBT
	case "shstk":
		c.build.Link.Features |= linker.FeatureSHSTK
	case "muldefs":
		c.build.Link.FirstDefinition = true
	case "undefs":
		c.build.Link.Unresolved = linker.UnresolvedIgnore
	case "defs":
		c.build.Link.Unresolved = linker.UnresolvedReport
	case "now", "lazy", "text", "notext", "max-page-size=0x1000", "max-page-size=4096", "common-page-size=0x1000", "common-page-size=4096",
		"nounique-symbol", "nostart-stop-gc", "combreloc", "nocombreloc", "nocopyreloc", "noextern-protected-data",
		"nodynamic-undefined-weak", "noindirect-extern-access": // so anyway, or about shared libraries
	default:
		if size, found := strings.CutPrefix(arg, "stack-size="); found {
			n, err := strconv.ParseUint(size, 0, 47)
			if err != nil {
				return errors.New("a number of bytes is expected")
			}
			c.build.Link.StackSize = n
			return nil
		}
		return errors.New("this keyword is not supported")
	}
	return nil
}

func setBase(c *config, arg string) error {
	base, err := strconv.ParseUint(arg, 0, 64)
	if err != nil {
		return errors.New("an address such as 0x400000 is expected")
	}
	c.build.Link.Base, c.based = base, true
	return nil
}

func setSectionStart(c *config, arg string) error {
	name, addr, found := strings.Cut(arg, "=")
	if !found || name == "" {
		return errors.New("NAME=ADDRESS is expected")
	}
	return startSection(c, name, addr)
}

// startSection fixes the address of a section. ld reads these addresses as
// hexadecimal, with or without 0x.
func startSection(c *config, name, arg string) error {
	addr, err := strconv.ParseUint(strings.TrimPrefix(arg, "0x"), 16, 64)
	if err != nil {
		return errors.New("a hexadecimal address is expected")
	}
	c.build.Link.SectionStarts = append(c.build.Link.SectionStarts, linker.SectionAt{Name: name, Addr: addr})
	return nil
}

func setBuildID(c *config, arg string) error {
	id := linker.BuildID{Style: arg}
	if digits, found := strings.CutPrefix(arg, "0x"); found {
		bytes, err := hex.DecodeString(digits)
		if err != nil {
			return errors.New("an even number of hexadecimal digits is expected")
		}
		id = linker.BuildID{Style: "0x", Bytes: bytes}
	} else if arg == "uuid" {
		id.Bytes = make([]byte, 16)
		rand.Read(id.Bytes)
		// Version 4, random, of RFC 9562.
		id.Bytes[6], id.Bytes[8] = id.Bytes[6]&0x0f|0x40, id.Bytes[8]&0x3f|0x80
	} else if arg != "sha1" && arg != "md5" && arg != "none" {
		return errors.New("sha1, md5, uuid, none or 0x and digits is expected")
	}
	c.build.Link.BuildID = id
	return nil
}
