package tas

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// commandSources are what the command lines below are about.
var commandSources = map[string]string{
	"s.s": "\t.file\t\"s.s\"\n\t.text\n\t.globl\tf\n\t.type\tf, @function\nf:\t.cfi_startproc\n\tmovl\t$1, %eax\n\tjmp\t.L1\n\t.p2align 4\n" +
		".L1:\tret\n\t.cfi_endproc\n\t.size\tf, .-f\n\t.comm\tc,4,4\n\t.data\n\t.long\tf - .\nabs = 5\n",
	"w.s": " .warning \"w\"\n nop\n",
	"e.s": " nop\n foo\n",
	"u.s": "ä: nop\n .ascii \"ö\"\n",
	"z.s": "f: nop\n .size f, g\n",
	"v.s": " x = 4 / 2\n .long x\n",
	"n.s": " .section .a%S,\"ax\"\n nop\n",
	"t.s": " .macro m x\n .byte \\x\n .endm\n m %(1+1)\n",
	"o.s": " testl $127,%eax\n movq $1,%rax\n andq $1,%rax\n",
	"b.s": " mov $SYS_write, %eax\n",
	"l.s": " .ascii \"a\\\nb\"\n .align 8\n .org 64\n",
	"m.s": " nop\n# 12 \"foo.c\" 1\n nop\n# 0 \"\" 2\n nop\n nop\n# 20 \"bar.c\" 1\n nop\n# 0 \"\" 2\n nop\n",
	"r.s": " .file \"foo.c\"\n nop\n .rept 1\n nop\n .endr\n nop\n",
	"p.s": " .print \"a b\"\n .print \"\"\n .if 0\n .print \"c\"\n .endif\n",
	"i.s": " .include \"i.inc\"\n .incbin \"s.s\",1,3\n",
	"c.s": " .rept 30\n cmp %eax,%ebx\n jne 1f\n lock; addl $1,(%rax)\n call f\n 1: mov (%rbx),%ecx\n mfence\n jmp *%rax\n ret\n .endr\n" +
		" .p2align 4\n addps %xmm1,%xmm2\n movaps %xmm1,%xmm2\n vaddss %xmm1,%xmm2,%xmm3\n .globl g\ng: jmp g\n mov f@GOTPCREL(%rip),%rax\n .p2align 5\n",
	"rsp":     "-g s.s",
	"empty.s": "",
}

// commandLines are answered alike by GNU as and by tas called as: the same exit
// status (zero or not), the same files and the same standard output, and
// something on standard error or nothing.
const commandLines = `
p.s
b.s
l.s
-g m.s
-g r.s
-L -g s.s
s.s
-a s.s
-ac s.s
-ax s.s
-a=x.lst s.s
-aln=x.lst s.s
-al=x.lst -as s.s
--alternate t.s
-D s.s
-DX s.s
-D w.s
--dump-config
--dump-config s.s
--debug-prefix-map a=b s.s
--debug-prefix-map=a=b s.s
--debug-prefix-map ab s.s
--debug-prefix-map /=x -g s.s
--defsym a=1 s.s
--defsym=a=1 s.s
--defsym a=1 --defsym=b=2 --defsym c=3 s.s
-Z e.s
-al e.s
-Z -al=x.lst e.s
--defsym a s.s
--defsym a= s.s
--defsym a=x s.s
--defsym a=0x10 s.s
--defsym a=010 s.s
--defsym a=-1 s.s
--defsym a=1+1 s.s
--defsym a=99999999999999999999999 s.s
--defsym f=1 s.s
--execstack s.s
--noexecstack s.s
--execstack --noexecstack s.s
--size-check=error z.s
--size-check=warning z.s
--size-check=foo z.s
--size-check z.s
--elf-stt-common=yes s.s
--elf-stt-common=no s.s
--elf-stt-common s.s
--elf-stt-common=foo s.s
--sectname-subst n.s
n.s
--generate-missing-build-notes=yes s.s
--generate-missing-build-notes=no s.s
--generate-missing-build-notes s.s
--generate-missing-build-notes=x s.s
-g s.s
--gen-debug s.s
-gdwarf-2 s.s
--gdwarf-2 s.s
--gdwarf-3 s.s
--gdwarf-4 s.s
--gdwarf-5 s.s
--gdwarf-6 s.s
--gdwarf-1 s.s
--gdwarf s.s
--gdwarf2 s.s
--gdwarf4 s.s
--gdwarf-5 --gdwarf-sections s.s
--gdwarf-sections s.s
--gdwarf-cie-version=1 s.s
--gdwarf-cie-version=2 s.s
--gdwarf-cie-version=3 s.s
--gdwarf-cie-version=4 s.s
--gdwarf-cie-version=5 s.s
--gdwarf-cie-version 3 s.s
--gdwarf-cie-version=x s.s
--hash-size=100 s.s
--hash-size 100 s.s
--hash-size=x s.s
--hash-size s.s
-I . s.s
-I. s.s
-I s.s
-I/nonexistent s.s
-J s.s
-K s.s
-L s.s
--keep-locals s.s
-l s.s
--MD x.d s.s
--MD=x.d s.s
-MD x.d s.s
-MDx.d s.s
--multibyte-handling=allow u.s
--multibyte-handling=warn u.s
--multibyte-handling=warn-sym-only u.s
--multibyte-handling=warn_sym_only u.s
--multibyte-handling=foo u.s
--multibyte-handling warn u.s
-nocpp s.s
--nocpp s.s
-no-pad-sections s.s
--no-pad-sections s.s
-R s.s
-RL s.s
--reduce-memory-overheads s.s
--reduce-memory-overheads=1 s.s
--statistics s.s
--strip-local-absolute s.s
--traditional-format s.s
-v s.s
-V s.s
-vV s.s
--verbose s.s
-W w.s
-Wall w.s
-Wa w.s
--no-warn w.s
-nowarn w.s
--warn w.s
-warn w.s
-W --warn w.s
--fatal-warnings w.s
-fatal-warnings w.s
--fatal-warnings -W w.s
-W --fatal-warnings w.s
--fatal-warnings --warn w.s
-w s.s
-X s.s
-Z s.s
--listing-lhs-width=2 s.s
--listing-lhs-width=0 -al s.s
--listing-lhs-width=x -al s.s
--listing-lhs-width2=0 -al s.s
--listing-lhs-width2=5 -al s.s
--listing-rhs-width=20 -al s.s
--listing-rhs-width=x s.s
--listing-rhs-width=500 -al s.s
--listing-cont-lines=0 -al s.s
--listing-cont-lines=x -al s.s
@rsp
@nonexistent s.s
-Qy s.s
-Qn s.s
-Q s.s
-Qfoo s.s
-k s.s
-n s.s
-O s.s
-O0 s.s
-O1 s.s
-O2 s.s
-Os s.s
-O3 s.s
-Ofoo s.s
-Og s.s
-q s.s
-s s.s
--64 s.s
-64 s.s
--divide v.s
v.s
-march=generic64 s.s
-march=foo s.s
-march= s.s
-march s.s
-march generic64 s.s
-mtune=generic64 s.s
-mtune=foo s.s
-msse2avx s.s
-msse2avx=x s.s
-msse-check=none s.s
-msse-check=foo s.s
-moperand-check=error s.s
-moperand-check=foo s.s
-mavxscalar=256 s.s
-mavxscalar=12 s.s
-mvexwig=1 s.s
-mvexwig=2 s.s
-mevexlig=512 s.s
-mevexlig=5 s.s
-mevexwig=1 s.s
-mevexwig=x s.s
-mevexrcig=rne s.s
-mevexrcig=x s.s
-mmnemonic=att s.s
-mmnemonic=intel s.s
-mmnemonic=x s.s
-msyntax=att s.s
-msyntax=x s.s
-mindex-reg s.s
-mnaked-reg s.s
-mold-gcc s.s
-madd-bnd-prefix s.s
-mshared s.s
-mbig-obj s.s
-mx86-used-note=yes s.s
-mx86-used-note=x s.s
-momit-lock-prefix=yes s.s
-momit-lock-prefix=x s.s
-mfence-as-lock-add=yes s.s
-mfence-as-lock-add=x s.s
-mrelax-relocations=no s.s
-mrelax-relocations=x s.s
-malign-branch-boundary=32 s.s
-malign-branch-boundary=31 s.s
-malign-branch-boundary=x s.s
-malign-branch=jcc+ret s.s
-malign-branch=foo s.s
-malign-branch= s.s
-malign-branch-prefix-size=3 s.s
-malign-branch-prefix-size=6 s.s
-malign-branch-prefix-size=x s.s
-mbranches-within-32B-boundaries s.s
-mlfence-after-load=yes s.s
-mlfence-after-load=x s.s
-mlfence-before-indirect-branch=all s.s
-mlfence-before-indirect-branch=x s.s
-mlfence-before-ret=or s.s
-mlfence-before-ret=x s.s
-mamd64 s.s
-mintel64 s.s
-mfoo s.s
-m s.s
-r s.s
-S s.s
-t s.s
-u s.s
-y s.s
-z s.s
-A s.s
-B s.s
-C s.s
-E s.s
-F s.s
-G s.s
-H s.s
-N s.s
-P s.s
-T s.s
-U s.s
-Y s.s
-b s.s
-d s.s
-e s.s
-i s.s
-j s.s
-p s.s
--emulation=i386elf s.s
--em s.s
--emulation=elf_x86_64 s.s
--emulation s.s
--foo s.s
--o x.o s.s
-o x.o s.s
-ox.o s.s
-o s.s
nonexistent.s
s.s nonexistent.s
s.s w.s
s.s s.s
-o s.s s.s
-o . s.s
--size=error s.s
--gd s.s
--gdw s.s
--ve
--stat s.s
--list s.s
--listing-l s.s
--listing-c=3 s.s
--fatal w.s
--no-w w.s
--no s.s
--nop s.s
--noe s.s
--ex s.s
--st s.s
--str s.s
--ha=1 s.s
--mult=warn u.s
--e s.s
--el=yes s.s
--de=a=1 s.s
-gfoo s.s
-ggdb s.s
-g3 s.s
-gz s.s
-Rx s.s
-Jx s.s
-Vx s.s
-vx s.s
-Zx s.s
-kx s.s
-nx s.s
-fx s.s
-qx s.s
-K x s.s
-WX w.s
-XW w.s
-wW w.s
-sW w.s
-kW w.s
-no-warn w.s
-Kpic s.s
-KPIC s.s
-EL s.s
-EB s.s
-mcpu=x s.s
-mpentium s.s
-m32 s.s
-m64 s.s
-mrelax s.s
-s -w -X -k -q s.s
-gdwarf4 s.s
-gdwarf-5 s.s
-gdwarf s.s
-gdwarf-sections s.s
--gdwarf-cie-version s.s
--nocompress-debug-sections s.s
--compress-debug-sections=none s.s
--compress-debug-sections=foo s.s
-mlfence-before-indirect-branch=all -mlfence-before-ret=or s.s
-mlfence-before-ret=none -mlfence-before-indirect-branch=all s.s
-mlfence-before-indirect-branch=all -mlfence-before-indirect-branch=none s.s
-O o.s
-O0 o.s
-O1 o.s
-O2 o.s
-Os o.s
-Og o.s
-Ofoo o.s
-Osx o.s
-O2x o.s
-O-1 o.s
-O99 o.s
--defsym a=08 s.s
--defsym a=0x s.s
--defsym a=0x1g s.s
--defsym a=1e5 s.s
--defsym a=+3 s.s
--defsym a=--1 s.s
-o=x.o s.s
-o x.o -o y.o s.s
-g --compress-debug-sections=zlib-gnu s.s
-L --gdwarf-3 s.s
-L --gdwarf-5 s.s
-- s.s
s.s -- -foo
- s.s
s.s -
- -
-- s.s --
d
s.s d
-o d s.s
-o gone/x.o -al s.s
-Z gone.s
-Z -al s.s d
--output=x.o s.s
--MD x.d r.s
--MD x.d s.s i.s p.s
-I d --MD x.d i.s s.s
--MD gone/x.d s.s
-al=d p.s
-al=gone/x p.s
--dump-config -foo
s.s --dump-config --foo
--a s.s
--al=x.lst s.s
--als s.s
--defsym a=2 --defsym b=3 --defsym a=-1 --defsym a=4 b.s
--defsym .La=2 s.s
-L --defsym .La=2 --defsym .La=3 s.s
-al -a s.s
-ag -a -an s.s
-noc s.s
--gdwarf-s -g s.s
--alt s.s
-Q y s.s
-Qyes s.s
--keep-l s.s
--n s.s
--L s.s
-msyntax=ATT s.s
--multibyte-handling=ALLOW s.s
-malign-branch-prefix-size=03 c.s
--gdwarf-cie-version=04 s.s
`

// commandStatus are answered with the same exit status, but in our own words, or
// with other files: what as does there is not worth having.
const commandStatus = `
--help
--target-help
--version
-version s.s
--vers
-o
-I
--defsym
--MD
@nonexistent
-o /nonexistent/x.o s.s
-c s.s
`

// TestCommandLinesAsGNU runs as and tas with each of the command lines.
func TestCommandLinesAsGNU(t *testing.T) {
	gnu, ours := gnuAs(t), commandNamedAs(t)
	t.Chdir(t.TempDir())
	for line := range strings.Lines(strings.TrimSpace(commandLines)) {
		want, got := obey(t, gnu, line), obey(t, ours, line)
		if why := want.unlike(got); why != "" {
			t.Errorf("%sas and tas differ in %s:\nas  %d %q %q %q\ntas %d %q %q %q", line, why,
				want.status, want.said, want.printed, want.files, got.status, got.said, got.printed, got.files)
		}
	}
	for line := range strings.Lines(strings.TrimSpace(commandStatus)) {
		if want, got := obey(t, gnu, line), obey(t, ours, line); (want.status == 0) != (got.status == 0) {
			t.Errorf("%sstatus of as %d (%q), of tas %d (%q)", line, want.status, want.said, got.status, got.said)
		}
	}
}

// outcome is what came of a command.
type outcome struct {
	status        int
	printed, said string
	files         map[string]string
}

// obey runs a command line where there are the sources and nothing else.
func obey(t *testing.T, program, line string) outcome {
	return obeyWords(t, program, strings.Fields(line), commandSources)
}

// obeyWords does so with a command line in words. There is a folder, too, and
// standard input holds an instruction.
func obeyWords(t *testing.T, program string, words []string, sources map[string]string) outcome {
	t.Helper()
	old, _ := filepath.Glob("*")
	for _, name := range old {
		if _, kept := sources[name]; !kept {
			os.RemoveAll(name)
		}
	}
	for name, text := range sources {
		if was, err := os.ReadFile(name); err == nil && string(was) == text {
			continue
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("d", 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("d/i.inc", []byte(" nop\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var printed, said bytes.Buffer
	cmd := exec.Command(program, words...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(" ret\n"), &printed, &said
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	o := outcome{cmd.ProcessState.ExitCode(), unlikeGNU.ReplaceAllString(printed.String(), "$2"), said.String(), map[string]string{}}
	names, _ := filepath.Glob("*")
	for _, name := range names {
		if name == "d" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if sources[name] != string(text) {
			o.files[name] = string(text)
		}
	}
	return o
}

// empty forgets what is in the files.
func (o outcome) empty() {
	for name := range o.files {
		o.files[name] = ""
	}
}

// unlike says in what two outcomes differ.
func (o outcome) unlike(x outcome) string {
	switch {
	case (o.status == 0) != (x.status == 0):
		return "the exit status"
	case !maps.Equal(o.files, x.files):
		return "the files"
	case o.printed != x.printed:
		return "standard output"
	case (o.said == "") != (x.said == ""):
		return "whether there is a message"
	}
	return ""
}
