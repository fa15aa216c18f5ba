package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tas"
)

// TestSpellings has command lines in two spellings.
func TestSpellings(t *testing.T) {
	tests := []struct{ program, one, other string }{
		{"tas", "hello.s -o hello", "-ohello hello.s"},
		{"tas", "-tiny -base 0x10000", "--base=0x10000 --tiny"},
		{"tas", "-so out a.s", "-s -o out a.s"},
		{"tas", "-o -tiny -tiny", "--output=-tiny --tiny"},
		{"tas", "-defsym a=1 -e main -- -o -", "--entry=main --defsym=a=1 -- -o -"},
		{"tas", "-Iinclude -I -tiny -", "-I include -I-tiny -"},
		{"tas", "-Ttext 0x1000", "--Ttext=0x1000"},
		{"as", "-64 -o x.o -o=x", "-o=x"},
		{"as", "-Qy -nocpp x.s -- y.s -foo", "x.s"},
		{"as", "--hash-size 5 -kq", "--hash=7 -k -q"},
		{"as", "--gen-d --size=warning", "-g -size-check warning"},
		{"as", "-Wahl=x.lst", "-ahl=x.lst -W"},
	}
	for _, test := range tests {
		one, other := newConfig(test.program), newConfig(test.program)
		err, err2 := parse(strings.Fields(test.one), one), parse(strings.Fields(test.other), other)
		if err != nil || err2 != nil || !reflect.DeepEqual(one, other) {
			t.Errorf("%s %s (%v) and %s (%v) differ", test.program, test.one, err, test.other, err2)
		}
	}
}

func TestParse(t *testing.T) {
	c := newConfig("tas")
	err := parse(strings.Fields("a.s -sIone -I two --defsym x=0x10 --defsym=y=-1 -e main -base=0x10000 -Wo out --max-errors 3 --color=never b.s"), c)
	if err != nil {
		t.Fatal(err)
	}
	want := newConfig("tas")
	want.inputs = []string{"a.s", "b.s"}
	want.output, want.named, want.maxErrors, want.color = "out", true, 3, "never"
	want.based = true
	want.build.Link.Strip, want.build.Link.Entry, want.build.Link.Base = true, "main", 0x10000
	want.build.Directives.Include = []string{"one", "two"}
	want.build.Defsyms = []tas.Symbol{{Name: "x", Value: 16}, {Name: "y", Value: -1}}
	want.build.NoWarn = true
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
}

// TestRefusedArguments holds the words of every complaint about a command
// line.
func TestRefusedArguments(t *testing.T) {
	tests := []struct{ program, args, want string }{
		{"tas", "--tinny x.s", "unknown option --tinny; did you mean --tiny?"},
		{"tas", "-tinny x.s", "unknown option -tinny; did you mean --tiny?"},
		{"tas", "--frobnicate", "unknown option --frobnicate"},
		{"tas", "-j", "unknown option -j"},
		{"tas", "-sj", "unknown option -j"},
		{"tas", "-mtnue=x", "unknown option -mtnue=x; did you mean --mtune?"},
		{"tas", "-T x", "unknown option -T of ld: linker scripts are not supported; --section-start, -Ttext, --defsym and --format bin do what most are written for"},
		{"tas", "-m32", "unknown option -m32; tas makes programs of 64 bits; .code32 has instructions of 32"},
		{"tas", "-masm=intel x.s", "unknown option -masm=intel; it is -msyntax=intel here"},
		{"tas", "-felf64 x.s", "unknown option -felf64; leave it out: ELF64 is made; --format names another kind of file"},
		{"tas", "-Wall x.s", "unknown option -Wall; leave it out: all warnings are on"},
		{"tas", "-shared", "unknown option -shared of ld: tas links statically"},
		{"tas", "--version-script=x", "unknown option --version-script of ld: tas links statically"},
		{"tas", "--sectname-subst", "unknown option --sectname-subst; it is an option of the assembler called as, not of tas"},
		{"as", "--tiny", "unknown option --tiny; it is an option of tas, not of the assembler called as"},
		{"tas", "x.s -o", "option -o needs an argument"},
		{"tas", "x.s --entry", "option --entry needs an argument"},
		{"tas", "--tiny=3", "option --tiny: it takes no value"},
		{"tas", "--base=5", `option --base 0x5: the address of an executable must be a multiple of a page, 0x1000, and not 0`},
		{"tas", "--base=low", `option --base "low": an address such as 0x400000 is expected`},
		{"tas", "--defsym x", `option --defsym "x": SYM=VALUE is expected`},
		{"tas", "-c --defsym x=y", `-c makes an object, before addresses are known: the value of --defsym x must be a number`},
		{"tas", "--defsym x=y+", `option --defsym "x=y+": a number or a symbol is expected`},
		{"tas", "--defsym x=ALIGN(y,8)", `option --defsym "x=ALIGN(y,8)": ALIGN is a function of linker scripts, which are not supported`},
		{"tas", "--max-errors=-1", `option --max-errors "-1": a number is expected`},
		{"as", "-mx86-used-note=1", `option --mx86-used-note "1": no or yes is expected`},
		{"tas", "--color=blue", `option --color "blue": auto, always or never is expected`},
		{"tas", "-c --tiny x.s", "-c makes an object, which is not linked: --tiny, -s, --gc-sections, --entry and --base have no meaning with it"},
	}
	for _, test := range tests {
		c := newConfig(test.program)
		err := parse(strings.Fields(test.args), c)
		if err == nil {
			err = c.checkTogether()
		}
		if err == nil || err.Error() != test.want {
			t.Errorf("%s %s\n  got  %v\n  want %s", test.program, test.args, err, test.want)
		}
	}
}

// TestEveryOptionIsDocumented wants each row to be findable, and no spelling to
// mean two things.
func TestEveryOptionIsDocumented(t *testing.T) {
	for _, me := range []who{tasOnly, asOnly} {
		for o := range known(me) {
			if len(o.name) > 1 && findLong(o.name, me) != o {
				t.Errorf("--%s has two rows", o.name)
			}
			if o.short != "" && findShort(o.short, me) != o {
				t.Errorf("-%s has two rows", o.short)
			}
			if o.help != "" && (o.takes == takesNothing) != (o.param == "") {
				t.Errorf("--%s: argument and its name do not agree", o.name)
			}
		}
	}
}

func TestResponseFile(t *testing.T) {
	dir := t.TempDir()
	inner, outer, self := filepath.Join(dir, "inner"), filepath.Join(dir, "outer"), filepath.Join(dir, "self")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(inner, `c 'd e' "f\"g" h\ i ''`+"\n\tj\\\\k 'l\"m'n")
	write(outer, "b @"+inner+" o")
	write(self, "x @"+self)
	got, err := expandFiles([]string{"a", "@" + outer, "@" + dir + "/none", "p", "@"})
	want := []string{"a", "b", "c", "d e", `f"g`, "h i", "", `j\k`, `l"mn`, "o", "@" + dir + "/none", "p", "@"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q %v\nwant %q", got, err, want)
	}
	if _, err := expandFiles([]string{"@" + self}); err == nil {
		t.Error("a file that reads itself is taken")
	}
	if _, err := expandFiles([]string{"@" + dir}); err == nil {
		t.Error("a folder is taken as a response file")
	}
}
