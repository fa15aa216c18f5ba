package tas

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestNestedRepetitions assembles random nests of repetitions twice: as they are,
// and with a semicolon in the first line of each body, with which it is read round by round.
func TestNestedRepetitions(t *testing.T) {
	names := []string{"a", "b", "c", "a"}
	values := strings.Split(`rax|rcx, rdx|r8, rsi, %rdi|1, 2, 3|0x1, 9, -4, 1000|"a b", rax|\b, rax|\c|0|rax, rbx, rcx|\a, \b, \x|value, 2|(%rax), (%rbx)||rax rcx|al;nop|"",rax|%1+2,3|<rax>,<a,b>|1, 2, 3, 7, 0, 4|0,1,8,9,10,16,80,99,5|127, 128, 100, 255, 256, 300, 7|8, -8, 9, 0x8, 7`, "|")
	lines := strings.Split(`mov %\a, %\b
mov %\c, \a(%\b)
add $\b, %\c
add $1\a\b, %\c
add $\a, %ecx
push %\a
pop \a
lea \b\a(,%\c,4), %rax
lea -\a(%rax,%\b), %\c
mov $\a, %\b
movl $\c, \a(%rsp)
mov %rax, 1\b(%rbp,%rcx,4)
mov 8\a(%rsp), %\b
imul $-\a, %rcx, %rdx
mov \a(,%rbx,8), %\c
shl $\b, %rcx
.byte \a
.long \a\b\c
.long 0x\a\b, \c
.quad -\c
.byte \a\()\b
.long value
mov value(%rax), %\a
nop

inc %\a # comment
jmp 1f
1:
label\@\a: ret
call \a
m \a
.if \a
.rept 2
.exitm
\a
mov\a %eax
.irp x,\a,2
movl $\a, %eax; nop
.endif
.short 'a, \a
.irp x, 1, \a; .byte \x; .endr
mov %\a, %\b, %\c
frob %\a
.set value, \a
lock
rep
add %rax, \a`, "\n")
	states := strings.Split("nop|nop|nop|nop|nop|nop|nop|nop|nop|.code32|.code64|.data|.text|.altmacro|.noaltmacro|value = 7|.purgem push\n|.macro push r\n .byte 1\n.endm|.intel_syntax noprefix\n.att_syntax", "|")
	good := 0
	for seed := range 300 {
		random := rand.New(rand.NewPCG(uint64(seed), 4))
		var program twin
		both := program.both
		both("value = 5\nrcx = 7\n.macro m r\n nop\n.endm\n")
		if random.IntN(4) == 0 {
			both(".altmacro\n")
		}
		inMacro := random.IntN(3) == 0
		if inMacro {
			both(".macro outer c, d\n nop\n")
		}
		few := random.Perm(len(lines))[:2+random.IntN(5)]
		for range 1 + random.IntN(2) {
			var open []string
			for i := range 1 + random.IntN(4) {
				kind, value := ".irp", values[random.IntN(len(values))]
				if random.IntN(4) == 0 && !strings.Contains(value, `""`) { // a lone quote begins a name that the two spellings are a part of
					kind = ".irpc"
				}
				both(fmt.Sprintf("%s%s%s%s\n", kind, []string{" ", "\t"}[random.IntN(2)], names[i], []string{",", ", "}[random.IntN(2)]+value))
				program[0].WriteString(" nop \n")
				program[1].WriteString(" nop;\n")
				open = append(open, ".endr")
				for range random.IntN(3) {
					line := lines[few[random.IntN(len(few))]]
					switch {
					case strings.HasPrefix(line, ".if "):
						both(" " + line + "\n nop\n.endif\n")
					case strings.HasPrefix(line, ".rept"), line == `.irp x,\a,2`:
						both(" " + line + "\n inc %\\a\n.endr\n")
					default:
						both([]string{" ", "\t", ""}[random.IntN(3)] + line + "\n")
					}
				}
			}
			for i := range open {
				both(open[i] + "\n")
				if random.IntN(3) == 0 && i+1 < len(open) {
					both(" " + lines[few[0]] + "\n")
				}
			}
		}
		if inMacro {
			both(".endm\n")
			for range 5 {
				both(states[random.IntN(len(states))] + "\n outer " + []string{"rax, rbx", "rax, rbx", "1, 2"}[random.IntN(3)] + "\n")
			}
		}
		if program.compare(t, seed) {
			good++
		}
	}
	if good < 40 {
		t.Errorf("only %d programs have no errors", good)
	}
}

// TestBodiesInOneLine has bodies that no newline ends.
func TestBodiesInOneLine(t *testing.T) {
	const text = ".irp x, 1, 2; .byte \\x; .endr\n.irpc x, 12; .irp y, 1; .byte \\x\\y; .endr; .endr\n" +
		".macro m a; .byte \\a; .endm\n.macro n; .endm\nm 7\nm 8\nn\nn\n.byte 9\n"
	a := objectOf(text)
	b := objectOf(".byte 1, 2, 11, 21, 7, 8, 9\n")
	if a.Diags.Failed() || !bytes.Equal(a.Output, b.Output) {
		t.Errorf("the objects differ: %s", allMessages(a))
	}
}
