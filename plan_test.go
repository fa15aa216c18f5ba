package tas

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestPlannedCalls assembles random programs of short macros twice: as they are, and
// with a semicolon in the first line of each body, with which calls are texts that are read.
func TestPlannedCalls(t *testing.T) {
	lines := strings.Split(`mov \a, \b
mov %\a, %\b
add $\c, %rax
.L\@:
.Lx\@:
.Lx_\@:
.Ly2\@:
.L\a\@:
.Lz\@: nop
jmp .Lx\@
jnz .Lx\@
jz	.Lx\@
jne  .L\@
call .Lx\@
call \a
jmp \b
jmp *\a
jmp .Lx\@ # comment
j\a .Lx\@
loop .Lx\@
.byte \c
.byte \c, \c
.long \b
.quad .Lx\@
.word \c+1
.long \@
mov .Lx\@(%rip), %rax
mov $\@, %eax
lock
frob \a
inner \a, \b
.if \c == 3
.p2align 2
.set value, \c
ret`, "\n")
	values := strings.Split(`%rax|%rcx|rax|rcx|%eax|1|2|3|300|-1|value|somewhere|(%rsi)|8(%rdi)|"%rbx"|"a b"||1+2|z|\x|a=%rdx|.Lx3`, "|")
	states := strings.Split(".code32\n.code64|.data|.text|.altmacro|.noaltmacro|value = 7|.section .bss|.intel_syntax noprefix\n.att_syntax|.purgem inner\n.macro inner x, y:vararg\n .byte 1\n.endm|.Lx5 = 4|.globl .Lx6|somewhere: nop", "|")
	good := 0
	for seed := range 300 {
		random := rand.New(rand.NewPCG(uint64(seed), 5))
		var program twin
		both := program.both
		tame := random.IntN(2) == 0 // lines that fit, mostly
		line := func() string {
			if tame {
				return lines[random.IntN(15)]
			}
			return lines[random.IntN(len(lines))]
		}
		both("value = 3\n.macro inner x, y:vararg\n mov $\\x, %eax\n.endm\n")
		heads := []string{"a, b, c=3", "a, b=2, c:vararg", "a=%rax, b=%rcx, c=1", "a, b:req, c=9"}
		for i := range 3 {
			both(fmt.Sprintf(".macro m%d %s\n", i, heads[random.IntN(len(heads))]))
			program[0].WriteString(" nop \n")
			program[1].WriteString(" nop;\n")
			for range 1 + random.IntN(4) {
				both([]string{" ", "\t", ""}[random.IntN(3)])
				l := line()
				both(l + "\n")
				if random.IntN(40) == 0 {
					both("nop; ") // and .endm, perhaps
				}
				if strings.HasPrefix(l, ".if") {
					both(" nop\n.endif\n")
				}
			}
			both(".endm\n")
		}
		few := random.Perm(len(values))[:4]
		for range 100 {
			if random.IntN(12) == 0 && !tame {
				both(states[random.IntN(len(states))] + "\n")
			}
			operands := []string{values[few[random.IntN(4)]], values[few[random.IntN(4)]], values[few[random.IntN(4)]], "4, 5 , 6"}
			if tame {
				operands = []string{"%rax", []string{"%rbx", "%rdx"}[random.IntN(2)], []string{"5", "6"}[random.IntN(2)]}
			}
			both(fmt.Sprintf(" m%d %s\n", random.IntN(3), strings.Join(operands[:2+random.IntN(len(operands)-1)], ", ")))
		}
		if program.compare(t, seed) {
			good++
		}
	}
	if good < 30 {
		t.Errorf("only %d programs have no errors", good)
	}
}
