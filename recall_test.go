package tas

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRecalledCalls assembles random programs of macro calls that repeat, and
// of what changes their meaning, twice: as they are, and with a comment on each
// line that no other line has, so that no call is put down again without being
// expanded.
func TestRecalledCalls(t *testing.T) {
	const macros = `
.macro plain a, b
 mov \a, \b
.endm
.macro number n
 .byte \n, 1
.endm
.macro calls n
 plain %rax, %rbx
 .byte \@
 number \n
.endm
.macro choose n
.if \n < 3
 number \n
.elseif \n == 4
 ret
.else
 plain %rcx, %rdx
.endif
.endm
.macro same a, b
.ifnc \a,\b
 mov \a, \b
.endif
.endm
.macro place
 .long . - start, value
 1: jmp 1b
.endm
.macro wide n
 .long \n
.endm
.macro outer n
 calls \n
.endm
.macro reads
 .byte value
.endm
.macro hidden
 reads
.endm
.macro zero n
 .byte \n
.endm
.macro indirect n
 choose \n
.endm
.macro saved n
.irp r, rax, rbx, r12
 push %\r
.endr
.rept \n
.irpc c, 12
 .byte \c
.endr
 nop
.endr
.endm
.macro placed n
.irp x, 1, \n
 .long \x
.endr
.endm
.macro labelled
.irp x, 1, 2
 jmp 1f
1:
.endr
.endm
`
	lines := strings.Split(`plain %rax, %rbx
plain %eax, %ebx
number 3
zero 0
outer 3
hidden
number value
wide .-start
calls 3
calls 4
choose 1
choose 4
choose 5
choose value
indirect 1
indirect 4
saved 1
saved 2
saved value
placed 3
placed value
placed .-start
labelled
same %rax, %rax
same %rax, %rbx
place
same: plain %rax, %rbx
plain %rax, %rbx; number 7
value = 2
value = 4
.code32
.intel_syntax noprefix
.data
.section .bss
.altmacro
.purgem plain
.purgem number
.arch generic64
.macro nop
 .byte 1
.endm
nop
nop
ret
ret
.rept 3; plain %rax, %rbx; number 5; .endr
.irp x,1,2,4; choose \x; .endr
.byte 1; .byte 2`, "\n")
	for seed := range 200 {
		random := rand.New(rand.NewPCG(uint64(seed), 1))
		plain, commented := []string{"start: value = 1"}, []string{"start: value = 1"}
		plain, commented = append(plain, macros), append(commented, macros)
		labels := 0
		for i := 0; i < 150; i++ {
			line := lines[random.IntN(len(lines))]
			block := []string{line}
			switch {
			case strings.HasPrefix(line, "same:"):
				labels++
				block[0] = fmt.Sprintf("label%d%s", labels, line[4:])
			case line == ".macro nop" || line == " .byte 1" || line == ".endm":
				block = []string{".macro nop", " .byte 1", ".endm", "nop", ".purgem nop", "nop"}
			case line == ".data":
				block = append(block, "number 3", "plain %rax, %rbx", "choose 4", ".text")
			case line == ".section .bss":
				block = append(block, "zero 0", "zero 0", ".text")
			case line == ".altmacro":
				block = append(block, "number 3", "choose 4", ".noaltmacro")
			case strings.HasPrefix(line, ".purgem p"):
				block = append(block, ".macro plain a, b", " xchg \\a, \\b", ".endm")
			case strings.HasPrefix(line, ".purgem num"):
				block = append(block, ".macro number n", " .short \\n", ".endm")
			case line == ".code32":
				block = append(block, "number 3", "plain %eax, %ebx", "choose 4", ".code64")
			case strings.HasPrefix(line, ".intel"):
				block = append(block, "plain eax, ebx", "number 3", ".att_syntax")
			}
			for _, l := range block {
				if strings.Contains(l, ";") && strings.HasPrefix(l, ".") {
					l = strings.ReplaceAll(l, "; ", "\n")
				}
				plain = append(plain, l)
				commented = append(commented, strings.ReplaceAll(l, "\n", fmt.Sprintf(" # %d\n", len(plain)))+fmt.Sprintf(" # %d", len(plain)))
			}
		}
		a, b := objectOf(strings.Join(plain, "\n")+"\n"), objectOf(strings.Join(commented, "\n")+"\n")
		if a.Diags.Failed() || b.Diags.Failed() {
			t.Fatalf("seed %d: %s", seed, append(a.Diags.Sorted(), b.Diags.Sorted()...)[0].Text)
		}
		if !bytes.Equal(a.Output, b.Output) {
			t.Fatalf("seed %d: the objects differ\n%s", seed, strings.Join(plain, "\n"))
		}
	}
}

func objectOf(text string) *Result {
	return Build([]Input{{Name: "recall.s", Text: []byte(text)}}, &Options{Output: Object})
}
