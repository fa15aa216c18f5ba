package main

import (
	"errors"
	"slices"
	"strings"

	"tas"
	"tas/directives"
)

// asideOptions are those of as about what is made beside the object, and the
// ones that are refused by name.
var asideOptions = [...]option{
	{group: "Beside the object", name: "MD", takes: takesArg, param: "FILE", who: both,
		help: "write the files that were read to FILE, as a rule for make",
		set:  func(c *config, arg string) error { c.traceFiles(arg); return nil }},
	{short: "a", takes: takesJoined, param: "lns=FILE", who: asOnly,
		help: "a listing: l lines and bytes, h of C too, m macros, s symbols, g the run, c d n not all; to FILE",
		set:  setListing},
	{name: "a", takes: takesOptional, who: asOnly,
		set: func(c *config, arg string) error { return setListing(c, "="+arg) }},
	{name: "al", takes: takesOptional, who: asOnly,
		set: func(c *config, arg string) error { return setListing(c, "l="+arg) }},
	{name: "listing-lhs-width", takes: takesArg, param: "N", who: asOnly, help: "words of bytes on a line of the listing",
		set: func(c *config, arg string) error { c.listing().Width = count(arg); return nil }},
	{name: "listing-lhs-width2", takes: takesArg, param: "N", who: asOnly, help: "the same on lines that continue it",
		set: func(c *config, arg string) error { c.listing().Width2 = count(arg); return nil }},
	{name: "listing-rhs-width", takes: takesArg, param: "N", who: asOnly, help: "characters of source text",
		set: func(c *config, arg string) error { c.listing().Columns = count(arg); return nil }},
	{name: "listing-cont-lines", takes: takesArg, param: "N", who: asOnly, help: "how many lines continue one",
		set: func(c *config, arg string) error { c.listing().Continued = count(arg); return nil }},
	{name: "statistics", who: asOnly, help: "say how long it took",
		set: func(c *config, arg string) error { c.clock.start(); return nil }},
	{name: "dump-config", who: asOnly, help: "say for which machine objects are made",
		set: func(c *config, arg string) error { c.version, c.dumpConfig = true, true; return nil }},
	{name: "target-help", who: asOnly, set: func(c *config, arg string) error { c.help = true; return nil }},

	{name: "compress-debug-sections", takes: takesOptional, param: "HOW", deft: "zlib", among: "none zlib zlib-gabi zlib-gnu zstd", who: both,
		help: "debugging information: none, zlib, zlib-gabi, zlib-gnu or zstd",
		set:  setCompression},
	{name: "nocompress-debug-sections", who: asOnly,
		set: func(c *config, arg string) error { c.build.Compress = tas.CompressNone; return nil }},
	{name: "multibyte-handling", takes: takesArg, param: "WHAT", only: "allow warn warn-sym-only warn_sym_only", who: asOnly,
		help: "allow, warn or warn-sym-only: bytes outside ASCII (default allow)",
		set:  setMultibyte},
	{short: "n", who: asOnly, help: "an alignment filled with 0x90 keeps that byte",
		set: func(c *config, arg string) error { c.build.Directives.PlainNops = true; return nil }},
	{name: "no-pad-sections", who: asOnly}, // an object for ELF has none at their ends
	{short: "Z", who: asOnly, help: "make an object even after errors",
		set: func(c *config, arg string) error { c.build.Always = true; return nil }},

	{name: "32", who: asOnly, fault: "tas makes objects for x86-64 (--64) only"},
	{name: "x32", who: asOnly, fault: "tas makes objects for x86-64 (--64) only"},
	{name: "mri", short: "M", who: asOnly, fault: "the syntax of MRI's assembler is not supported"},
	{name: "gsframe", who: asOnly, fault: "SFrame information is not supported; .eh_frame is made of .cfi_ directives"},
	{name: "emulation", takes: takesArg, who: asOnly, fault: "there is one emulation only, elf_x86_64"},
}

func setCompression(c *config, arg string) error {
	switch arg {
	case "none":
		c.build.Compress = tas.CompressNone
	case "zlib-gnu":
		c.build.Compress = tas.CompressZlibGNU
	case "zstd":
		c.build.Compress = tas.CompressZstd
	default:
		c.build.Compress = tas.CompressZlib
	}
	return nil
}

func setMultibyte(c *config, arg string) error {
	switch arg {
	case "warn":
		c.build.Directives.Multibyte = directives.MultibyteWarn
	case "warn-sym-only", "warn_sym_only":
		c.build.Directives.Multibyte = directives.MultibyteSymbols
	default:
		c.build.Directives.Multibyte = directives.MultibyteAllow
	}
	return nil
}

// listing is the format of the listing, whether there will be one or not.
func (c *config) listing() *tas.Listing {
	if c.build.Listing == nil {
		c.build.Listing = tas.NewListing()
	}
	return c.build.Listing
}

// setListing reads the letters behind -a.
func setListing(c *config, arg string) error {
	letters, file, _ := strings.Cut(arg, "=")
	l := c.listing()
	if file != "" {
		c.listingFile = file
	}
	if letters == "" && !c.listed {
		letters = "hls"
	}
	c.listed = true
	for i := range len(letters) {
		switch letters[i] {
		case 'l':
			l.Lines = true
		case 's':
			l.Symbols = true
		case 'n':
			l.Pages = false
		case 'c':
			l.Taken = true
		case 'h':
			l.High = true
		case 'm':
			l.Macros = true
		case 'd':
			l.NoDebug = true
		case 'g':
			c.listGeneral = true
		default:
			return errors.New("c, d, g, h, l, m, n and s are expected")
		}
	}
	return nil
}

// count reads the argument of an option as as does: the number with which it begins.
func count(arg string) int { return int(min(leadingNumber(strings.TrimPrefix(arg, "-")), 1000)) }

// traceFiles notes which files are read, for --MD.
func (c *config) traceFiles(depfile string) {
	c.depfile = depfile
	c.build.Directives.Named = func(name string) {
		if name != directives.Stdin && name != "" && !slices.Contains(c.files, name) {
			c.files = append(c.files, name)
		}
	}
}
