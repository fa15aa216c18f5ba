package main

import (
	"fmt"
	"io"
	"strings"
)

// version is set by the Makefile: -ldflags "-X main.version=...".
var version = "0.1"

const examples = `tas turns AT&T assembly into a static x86-64 Linux executable, in one step.

  tas hello.s -o hello             assemble and link; ./hello runs
  tas --tiny hello.s -o hello      the same in as few bytes as ELF allows
  tas -c hello.s -o hello.o        an object for ld, gcc or rustc, as GNU as makes it
  tas start.s util.s lib.a -o app  several sources, objects and archives
  gcc -O2 -S x.c -o - | tas -c - -o x.o
  ln -s "$(command -v tas)" dir/as; gcc -B dir/ x.c

usage: tas [options] file...       - is standard input, @file holds more arguments
`

const asExamples = `usage: as [options] [file...]      (tas, standing in for the GNU assembler)
`

// printHelp lists the options of the command by that name.
func printHelp(w io.Writer, c *config) {
	var b strings.Builder
	me := tasOnly
	text := examples
	if c.asMode {
		me, text = asOnly, asExamples
	}
	b.WriteString(text)
	for o := range known(me) {
		if o.help == "" {
			continue
		}
		if o.group != "" {
			fmt.Fprintf(&b, "\n%s:\n", o.group)
		}
		fmt.Fprintf(&b, "  %-28s %s\n", o.usage(), o.help)
	}
	io.WriteString(w, b.String())
}

// usage is the option as the help shows it: "-o, --output FILE".
func (o *option) usage() string {
	s := o.spelling()
	switch {
	case o.short == "":
		s = "    " + s
	case o.name != "":
		s = "-" + o.short + ", " + s
	}
	switch o.takes {
	case takesArg:
		s += " " + o.param
	case takesOptional:
		s += "[=" + o.param + "]"
	case takesJoined:
		s += "[" + o.param + "]"
	}
	return s
}

// printVersion names us. Under the name as, the first line is the one by which
// configure scripts, CMake and the kernel's makefiles know an assembler with
// GNU as's options: it starts with those words and ends with the release that
// we follow.
func printVersion(w io.Writer, c *config) {
	switch {
	case c.dumpConfig:
		io.WriteString(w, "alias = x86_64-linux-gnu\ncanonical = x86_64-pc-linux-gnu\ncpu-type = x86_64\nbfd-target = elf64-x86-64\n")
		return
	case c.asMode && !c.version:
		// -v: OpenSSL's and the kernel's scripts look for these words.
		fmt.Fprintf(w, "GNU assembler version 2.40 (x86_64-linux-gnu), stand-in by tas %s\n", version)
		return
	case c.asMode:
		fmt.Fprintf(w, "GNU assembler (stand-in by tas %s) 2.40\n", version)
		fmt.Fprintf(w, "This is tas %s, with the command line, language and output of GNU as 2.40.\n", version)
		return
	}
	fmt.Fprintf(w, "tas %s (x86-64 Linux; language and objects of GNU as 2.40)\n", version)
}
