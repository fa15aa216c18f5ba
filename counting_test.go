package tas

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCountingRepetitions assembles random repetitions twice: as they are, and
// with a comment on top of the body, which keeps it from being taken in steps and
// its bytes from being copied.
func TestCountingRepetitions(t *testing.T) {
	lines := strings.Split(`i = i + 1
.set j, j + i
k = j % 7
k=i*j
k = -k
j = (i << 2) | 3
j = j / 3 & 0xff
i = i - j
k = k - 0x100
i = 0x7fffffff
j = k == 3
k = i / k
i = i * i * i
k = place - start
m = i
later = i
.equ i, i ^ j
.byte i & 0x7f
.byte i
.short j & 255, k & 15
.long i, j * k, 7
.quad later, i
.quad i - j - 1, -k
.quad start, i
.long i*
.byte 1,, 2
.byte 1; .byte 2
nop
mov %eax, %ebx
add $3, %rcx
add $i, %rcx
mov i(%rax), %rcx
jmp start
call far
m %eax
.byte 0x\x\y
1: .byte 1
.irp x,1,2,3
.irpc y,0123
.rept 2
.endr
.if i > 100
.endif
.data
.text
.section .bss
.p2align 2
.macro nop
.endm`, "\n")
	good := 0 // programs without errors
	for seed := range 2000 {
		random := rand.New(rand.NewPCG(uint64(seed), 2))
		var program twin
		both := program.both
		both("start: i = 0\n.set j, 5\nk = 1\n\nplace:\n")
		if random.IntN(2) == 0 {
			both(".macro m a\n mov $i, \\a\n.endm\n")
		}
		for range 3 {
			const comment = "# in the body of the second, which does not count then\n"
			program[0].WriteString(comment)
			both(fmt.Sprintf(".rept %d\n", 2+random.IntN(30)))
			program[1].WriteString(comment)
			var open []string
			for range 1 + random.IntN(6) {
				line := lines[random.IntN(len(lines))]
				switch word, _, _ := strings.Cut(line, " "); word {
				case ".rept", ".irp", ".irpc":
					open = append(open, ".endr")
				case ".if":
					open = append(open, ".endif")
				case ".macro":
					open = append(open, ".endm")
				case ".endr", ".endm", ".endif":
					if len(open) > 0 {
						line, open = open[len(open)-1], open[:len(open)-1]
					}
				}
				both(line + "\n")
			}
			for len(open) > 0 {
				both(open[len(open)-1] + "\n")
				open = open[:len(open)-1]
			}
			both(".endr\n")
		}
		if program.compare(t, seed) {
			good++
		}
	}
	if good < 500 {
		t.Errorf("only %d programs have no errors", good)
	}
}
