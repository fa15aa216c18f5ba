package tas

import (
	"strconv"
	"strings"
	"testing"

	"tas/linker"
)

// looseCases are programs that a linker must not break when it takes code
// apart; each exits with status.
var looseCases = [...]struct {
	name, source string
	status       int
}{
	{"distance in data", `
_start:	mov $distance, %ecx
	movzbl length(%rip), %edi
	.p2align 4
	nop
end:	add $2, %edi
	jmp out
	.p2align 4
out:	mov $60, %eax
	syscall
	.data
length:	.byte end-_start-17+40-(end-_start-17)
distance: .quad end-_start
`, 42},
	{"computed distance", `
_start:	lea _start(%rip), %rax
	add distance(%rip), %rax
	jmp *%rax
	mov $1, %edi
	.p2align 5
there:	mov $42, %edi
	mov $60, %eax
	syscall
	.section .rodata
distance: .quad there-_start
`, 42},
	{"distance in a condition", `
_start:	mov $42, %edi
	jmp 1f
	.skip 5, 0x90
1:	mov $60, %eax
2:	.if 2b-1b > 100
	mov $1, %edi
	.endif
	syscall
`, 42},
	{"padding by distance", `
_start:	jmp 1f
	.skip 64-(.-_start), 0x90
1:	mov $60, %eax
	mov $42, %edi
	syscall
`, 42},
	{"jump over a count of bytes", `
_start:	mov $42, %edi
	jmp .+7
	mov $1, %edi
	mov $60, %eax
	syscall
`, 42},
	{"jump in numbers", `
_start:	mov $42, %edi
	.byte 0xeb, 5
	mov $1, %edi
	mov $60, %eax
	syscall
`, 42},
	{"prefix on a line of its own", `
_start:	lea cell(%rip), %rsi
	mov $40, %eax
	lock
	xadd %eax, (%rsi)
	mov (%rsi), %edi
	lea cell(%rip), %rdi
	mov $3, %ecx
	rep
	stosl
	mov cell(%rip), %edi
	add $2, %edi
	mov $60, %eax
	syscall
	.data
cell:	.long 0, 0, 0
`, 2},
	{"loops that cannot grow", `
_start:	mov $20, %ecx
	xor %edi, %edi
1:	add $2, %edi
	loop 1b
	jrcxz 2f
	mov $1, %edi
	jmp 3f
2:	add $2, %edi
3:	mov $60, %eax
	syscall
`, 42},
	{"text among the code", `
_start:	lea msg(%rip), %rsi
	mov $len, %edi
	add $29, %edi
	mov $60, %eax
	syscall
msg:	.ascii "Hello, world"
	.byte '\n'
	len = . - msg
`, 42},
	{"call over a string", `
_start:	call 1f
	.byte 42
1:	pop %rsi
	movzbl (%rsi), %edi
	mov $60, %eax
	syscall
`, 42},
	{"table of distances", `
_start:	mov $1, %eax
	lea table(%rip), %rdx
	movslq (%rdx,%rax,4), %rax
	add %rdx, %rax
	jmp *%rax
	.p2align 4
zero:	mov $1, %edi
	jmp out
	.p2align 4
one:	mov $42, %edi
out:	mov $60, %eax
	syscall
	.section .rodata
	.balign 4
table:	.long zero-table, one-table
`, 42},
	{"table among the code", `
_start:	mov $1, %eax
	jmp *table-8(,%rax,8)
table:	.quad one
one:	mov $42, %edi
	mov $60, %eax
	syscall
`, 42},
	{"size of a function", `
_start:	mov size(%rip), %edi
	mov $60, %eax
	syscall
	.size _start, .-_start
	.data
size:	.long 42
`, 42},
	{"code that is read", `
_start:	mov 1f+1(%rip), %edi
	jmp 2f
1:	mov $42, %eax
2:	mov $60, %eax
	syscall
`, 42},
}

// TestLooseCode links each case in every way.
func TestLooseCode(t *testing.T) {
	for _, c := range looseCases {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			for i, opt := range [...]linker.Options{{}, {Tiny: true}, {Golf: linker.GolfSafe}, {Golf: linker.GolfMax}} {
				image := build(t, &Options{Link: opt}, Input{Name: "case.s", Text: []byte(c.source)})
				if _, status := runProgram(t, program(t, image), ""); status != c.status {
					t.Errorf("way %d, %d bytes: status %d, want %d", i, len(image), status, c.status)
				}
			}
		})
	}
}

// TestTinyKeepsLongJumps has code too long for short jumps.
func TestTinyKeepsLongJumps(t *testing.T) {
	source := "_start: xor %edi, %edi\n jmp far\nback: add $2, %edi\n mov $60, %eax\n syscall\n"
	for range 40 {
		source += " movq $0x12345678, 0x11223344(%rax)\n"
	}
	source += "far: add $" + strconv.Itoa(40) + ", %edi\n jmp back\n"
	for _, opt := range [...]linker.Options{{}, {Tiny: true}, {Golf: linker.GolfSafe}} {
		image := build(t, &Options{Link: opt}, Input{Name: "far.s", Text: []byte(source)})
		if _, status := runProgram(t, program(t, image), ""); status != 42 {
			t.Errorf("%d bytes: status %d", len(image), status)
		}
	}
}
