package main

import (
	"errors"
	"strconv"
	"strings"

	"tas/linker"
)

// ldOptions are the options of ld that few ask for, so --help leaves most of
// them out. A row without set takes what is so anyway, or what ld itself does
// not heed in a static executable. What ld has and tas has not is in the table
// below, so that it is refused with the reason.
var ldOptions = [...]option{
	{group: "More of ld's options", name: "strip-debug", short: "S", who: tasOnly,
		help: "leave out debugging information",
		set:  func(c *config, arg string) error { c.build.Link.StripDebug = true; return nil }},
	{name: "discard-all", short: "x", who: tasOnly,
		help: "leave out local symbols",
		set:  func(c *config, arg string) error { c.build.Link.DiscardLocals = true; return nil }},
	{name: "discard-locals", short: "X", who: tasOnly}, // those that start with .L
	{name: "require-defined", takes: takesArg, param: "SYMBOL", who: tasOnly,
		help: "as -u, and it is an error if nothing defines SYMBOL",
		set: func(c *config, arg string) error {
			c.build.Link.Required = append(c.build.Link.Required, arg)
			c.build.Link.Undefined = append(c.build.Link.Undefined, arg)
			return nil
		}},
	{name: "unresolved-symbols", takes: takesArg, param: "HOW", among: "report-all ignore-all ignore-in-object-files ignore-in-shared-libs", who: tasOnly,
		help: "report-all, or ignore-all: what is not defined is 0",
		set: func(c *config, arg string) error {
			c.build.Link.Unresolved = linker.UnresolvedReport
			if arg == "ignore-all" || arg == "ignore-in-object-files" {
				c.build.Link.Unresolved = linker.UnresolvedIgnore
			}
			return nil
		}},
	{name: "warn-unresolved-symbols", who: tasOnly,
		help: "an undefined symbol is worth a warning only",
		set:  func(c *config, arg string) error { c.build.Link.Unresolved = linker.UnresolvedWarn; return nil }},
	{name: "error-unresolved-symbols", who: tasOnly,
		set: func(c *config, arg string) error { c.build.Link.Unresolved = linker.UnresolvedReport; return nil }},
	{name: "no-undefined", who: tasOnly,
		set: func(c *config, arg string) error { c.build.Link.Unresolved = linker.UnresolvedReport; return nil }},
	{name: "allow-multiple-definition", who: tasOnly,
		help: "of several definitions the first counts",
		set:  func(c *config, arg string) error { c.build.Link.FirstDefinition = true; return nil }},
	{name: "no-relax", who: tasOnly,
		help: "do not replace loads from the global offset table",
		set:  func(c *config, arg string) error { c.build.Link.NoRelax = true; return nil }},
	{name: "relax", who: tasOnly,
		set: func(c *config, arg string) error { c.build.Link.NoRelax = false; return nil }},
	{name: "Ttext-segment", takes: takesArg, param: "ADDR", who: tasOnly,
		help: "as --base, in hexadecimal",
		set:  setTextSegment},
	{name: "push-state", who: tasOnly,
		help: "remember --whole-archive, until --pop-state",
		set:  func(c *config, arg string) error { return c.turn(turnPush) }},
	{name: "pop-state", who: tasOnly,
		set: func(c *config, arg string) error { return c.turn(turnPop) }},
	{short: "m", takes: takesArg, who: tasOnly, set: setEmulation},
	{name: "no-warnings", short: "w", who: tasOnly,
		set: func(c *config, arg string) error { c.build.NoWarn = true; return nil }},
	{name: "no-fatal-warnings", who: tasOnly,
		set: func(c *config, arg string) error { c.build.FatalWarnings = false; return nil }},
	{name: "no-omagic", who: tasOnly,
		set: func(c *config, arg string) error { c.build.Link.OneSegment = false; return nil }},
	{name: "no-print-gc-sections", who: tasOnly,
		set: func(c *config, arg string) error { c.printGC = false; return nil }},
	{name: "no-eh-frame-hdr", who: tasOnly,
		set: func(c *config, arg string) error { c.build.Link.EhFrameHdr = false; return nil }},
	{name: "oformat", takes: takesArg, only: "elf64-x86-64", who: tasOnly}, // --format has others
	{name: "orphan-handling", takes: takesArg, only: "place", who: tasOnly},

	// So anyway.
	{name: "Bstatic", who: tasOnly}, {name: "dn", who: tasOnly}, {name: "non_shared", who: tasOnly},
	{short: "d", who: tasOnly}, {name: "dc", who: tasOnly}, {name: "dp", who: tasOnly},
	{name: "EL", who: tasOnly}, {name: "Qy", who: tasOnly}, {name: "qmagic", who: tasOnly},
	{name: "pic-executable", who: tasOnly, set: func(c *config, arg string) error { c.build.Link.PIE = true; return nil }},
	{name: "check-sections", who: tasOnly}, {name: "no-demangle", who: tasOnly}, {name: "nostdlib", who: tasOnly},
	{name: "no-accept-unknown-input-arch", who: tasOnly}, {name: "no-warn-search-mismatch", who: tasOnly},
	{name: "no-warn-execstack", who: tasOnly}, {name: "no-warn-rwx-segments", who: tasOnly}, {name: "warn-once", who: tasOnly},
	{name: "print-map-discarded", who: tasOnly}, {name: "no-dynamic-linker", who: tasOnly}, {name: "no-ld-generated-unwind-info", who: tasOnly},

	// About memory, or about shared libraries, of which there are none.
	{name: "no-keep-memory", who: tasOnly}, {name: "reduce-memory-overheads", who: tasOnly},
	{name: "map-whole-files", who: tasOnly}, {name: "no-map-whole-files", who: tasOnly},
	{name: "hash-size", takes: takesArg, who: tasOnly}, {name: "max-cache-size", takes: takesArg, who: tasOnly},
	{name: "as-needed", who: tasOnly}, {name: "no-as-needed", who: tasOnly},
	{name: "export-dynamic", short: "E", who: tasOnly}, {name: "no-export-dynamic", who: tasOnly},
	{name: "Bsymbolic", who: tasOnly}, {name: "Bsymbolic-functions", who: tasOnly}, {name: "Bno-symbolic", who: tasOnly},
	{name: "copy-dt-needed-entries", who: tasOnly}, {name: "no-copy-dt-needed-entries", who: tasOnly},
	{name: "allow-shlib-undefined", who: tasOnly}, {name: "no-allow-shlib-undefined", who: tasOnly},
	{name: "enable-new-dtags", who: tasOnly}, {name: "disable-new-dtags", who: tasOnly},
	{name: "hash-style", takes: takesArg, among: "sysv gnu both", who: tasOnly},
	{name: "exclude-libs", takes: takesArg, who: tasOnly}, {name: "rpath-link", takes: takesArg, who: tasOnly},
}

// refusals are the options of ld that are not taken, and why.
var refusals = [...]struct{ names, why string }{
	{"T script default-script dT c mri-script", "linker scripts are not supported; --section-start, -Ttext, --defsym and --format bin do what most are written for"},
	{"shared Bshareable soname rpath dynamic-linker Bdynamic dy call_shared auxiliary F filter f version-script dynamic-list dynamic-list-data " +
		"dynamic-list-cpp-new dynamic-list-cpp-typeinfo export-dynamic-symbol export-dynamic-symbol-list version-exports-section default-symver " +
		"default-imported-symver audit depaudit P Bgroup init fini spare-dynamic-tags out-implib undefined-version no-undefined-version Y",
		"tas links statically"},
	{"plugin plugin-opt flto flto-partition fuse-ld", "tas links machine code only; compile without -flto"},
	{"EB b A architecture accept-unknown-input-arch target-help", "tas links ELF objects of x86-64 only"},
	{"q emit-relocs R just-symbols unique Ur split-by-file split-by-reloc force-group-allocation sort-common sort-section " +
		"retain-symbols-file enable-non-contiguous-regions enable-non-contiguous-regions-warnings no-define-common " +
		"Trodata-segment Tldata-segment gc-keep-exported no-check-sections discard-none no-strip-discarded strip-discarded embedded-relocs task-link",
		"tas has only the layout that it has"},
	{"noinhibit-exec no-warn-mismatch ignore-unresolved-symbol disable-multiple-abs-defs warn-common warn-constructors warn-execstack " +
		"warn-rwx-segments warn-multiple-gp warn-section-align warn-textrel warn-alternate-em demangle error-handling-script",
		"tas has its own messages; see --unresolved-symbols, --allow-multiple-definition and --fatal-warnings"},
	{"trace-symbol y stats print-memory-usage print-output-format print-sysroot no-print-map-discarded dependency-file",
		"tas does not tell that; see -Map, --cref, --trace and -v"},
	{"sysroot", "no search directory depends on it; name the directories with -L"},
	{"package-metadata ctf-variables no-ctf-variables ctf-share-types ld-generated-unwind-info traditional-format force-exe-suffix", "tas makes no such thing"},
	{"i", "it is -r here"},
	{"V", "it is --version here"},
	{"a G gpsize assert", "it has no meaning on Linux"},
}

// strangers are options of compilers and of NASM, and what to do about them.
var strangers = [...]struct{ names, why string }{
	{"m32 m16 mx32", "tas makes programs of 64 bits; .code32 has instructions of 32"},
	{"masm", "it is -msyntax=intel here"},
	{"Wall Wextra pedantic", "leave it out: all warnings are on"},
	{"felf felf64 felf32 fbin fmacho64 fwin64", "leave it out: ELF64 is made; --format names another kind of file"},
}

// refusal says why an option of ld is not taken; empty when it is none.
func refusal(name string) string { return reason(refusals[:], name) }

func reason(list []struct{ names, why string }, name string) string {
	name, _, _ = strings.Cut(name, "=")
	for i := range list {
		for known := range strings.FieldsSeq(list[i].names) {
			if known == name {
				return list[i].why
			}
		}
	}
	return ""
}

func setTextSegment(c *config, arg string) error {
	addr, err := strconv.ParseUint(strings.TrimPrefix(arg, "0x"), 16, 64)
	if err != nil {
		return errors.New("a hexadecimal address is expected")
	}
	c.build.Link.Base, c.based = addr, true
	return nil
}

// misspelt is the error of an argument that shows that another option was
// meant.
type misspelt struct{}

func (misspelt) Error() string { return "elf_x86_64 is expected" }

// setEmulation is -m elf_x86_64. Every other word is a long option misspelt.
func setEmulation(c *config, arg string) error {
	if arg != "elf_x86_64" {
		return misspelt{}
	}
	return nil
}
