package main

import (
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"tas/linker"
)

// linkOptions are those for executables; the spellings are GNU ld's where it
// has the option.
var linkOptions = [...]option{
	{group: "Executables", name: "tiny", who: tasOnly,
		help: "make the smallest executable that follows the ELF specification",
		set:  func(c *config, arg string) error { c.build.Link.Tiny = true; return nil }},
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
	{name: "build-id", takes: takesOptional, deft: "sha1", param: "STYLE", who: tasOnly,
		help: "a note that identifies the file: sha1, md5, 0xHEX or none",
		set:  setBuildID},
	{name: "eh-frame-hdr", who: tasOnly,
		help: "a search table for unwinding, even if nothing seems to unwind",
		set:  func(c *config, arg string) error { c.build.Link.EhFrameHdr = true; return nil }},
}

func setBase(c *config, arg string) error {
	base, err := strconv.ParseUint(arg, 0, 64)
	if err != nil {
		return errors.New("an address such as 0x400000 is expected")
	}
	if base == 0 || base%4096 != 0 {
		return errors.New("the address must be a multiple of a page, 0x1000, and not 0")
	}
	c.build.Link.Base = base
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
	} else if arg != "sha1" && arg != "md5" && arg != "none" {
		return errors.New("sha1, md5, none or 0x and digits is expected")
	}
	c.build.Link.BuildID = id
	return nil
}
