package tas

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tas/internal/environ"
)

// ownLines are what sources written by hand are made of, as far as it bears on the
// debugging information that -g makes of them.
var ownLines = [...]string{
	"nop", "ret", "mov $1,%eax", "jmp l", "je l", "call f", "incl (%rax)", "nop; nop; ret", "f%: nop", "/* a\n b */ nop", "# comment", "",
	".byte 1", ".long 2", ".zero 4", ".uleb128 f-l", ".fill 2,1,0x90", ".nops 5", ".skip 3", ".org .+4",
	".align 8", ".p2align 4,,7", ".balign 16",
	".include \"a.s\"", ".include \"b.s\"", "m", "n 3", ".rept 3\nnop\n.endr", ".irp x,1,2\nmov $\\x,%eax\n.endr", ".if 1\nnop\n.endif",
	".section .t,\"ax\"", ".text", ".text 1", ".data", ".subsection 2", ".previous", ".pushsection .u,\"ax\"\nnop\n.popsection", ".section .n,\"\"\nnop\n.text",
	".line 77", "# 12 \"file.c\"", "# 40", "# 5 \"inc.c\" 1", ".globl f",
}

const ownMacros = `.macro m
nop
ret
.endm
.macro n x
.rept \x
push %rax
.endr
mov $\x,%eax
.endm
l:
`

// TestRandomOwnLinesSameAsGNU assembles sources with -g, which have files to include,
// macros, repetitions, sections, alignments and line numbers of others.
func TestRandomOwnLinesSameAsGNU(t *testing.T) {
	gnu, ours := gnuAs(t), commandNamedAs(t)
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.s", "nop\n.byte 1\nret\n")
	write("b.s", ".rept 2\nnop\n.endr\nm\n")
	count := 30
	if os.Getenv("TAS_DIFF") == "full" {
		count = 1000
	}
	accepted, seed := 0, environ.Seed("TAS_SEED")
	for i := range environ.Number("TAS_COUNT", count) {
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		lines := make([]string, 2+r.IntN(13))
		for k := range lines {
			lines[k] = strings.ReplaceAll(ownLines[r.IntN(len(ownLines))], "%:", strings.Repeat("x", k+1)+":")
		}
		source := ownMacros + strings.Join(lines, "\n") + "\n.text\nf: nop\n"
		write("x.s", source)
		option := [...]string{"-g", "--gdwarf-2", "--gdwarf-3", "--gdwarf-4", "--gdwarf-5"}[r.IntN(5)]
		var objects [2][]byte
		for k, program := range [...]string{gnu, ours} {
			out := filepath.Join(dir, "x.o")
			os.Remove(out)
			cmd := exec.Command(program, option, "-o", out, "x.s")
			cmd.Dir = dir
			cmd.Run() // its object says whether it took the source
			objects[k], _ = os.ReadFile(out)
		}
		if !bytes.Equal(objects[0], objects[1]) {
			t.Errorf("%s, program %d: the objects differ from byte %#x\n%s", option, i, firstDifference(objects[0], objects[1]), source)
		}
		if objects[0] != nil {
			accepted++
		}
	}
	if accepted == 0 {
		t.Error("as takes none of them")
	}
}
