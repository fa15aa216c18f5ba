package linker

import (
	"testing"

	"tas/diag"
)

const helloSource = `
	.globl _start
	.text
_start:	mov $1, %eax
	mov $1, %edi
	lea msg(%rip), %rsi
	mov $14, %edx
	syscall
	mov $60, %eax
	xor %edi, %edi
	syscall
	.section .rodata
msg:	.ascii "Hello, world!\n"
`

func TestHelloRuns(t *testing.T) {
	runs(t, "Hello, world!\n", 0, assemble(t, "hello", helloSource))
}

func TestTinySizes(t *testing.T) {
	for _, c := range []struct {
		name, source string
		most         int
	}{
		{"hello", helloSource, 167},
		{"loop", "_start: jmp _start", 122},
		{"exit", "_start: mov $60, %eax; mov $42, %edi; syscall", 132},
	} {
		exe := link(t, &Options{Tiny: true}, assemble(t, c.name, c.source))
		checkELF(t, exe)
		if len(exe) > c.most {
			t.Errorf("%s: %d bytes, want at most %d", c.name, len(exe), c.most)
		}
	}
}

func TestDataAndBss(t *testing.T) {
	runs(t, "", 42, assemble(t, "data", `
_start:	incl counter(%rip)
	mov counter(%rip), %edi
	add value, %edi
	add table+8(%rip), %edi
	mov $60, %eax
	syscall
	.data
value:	.long 20
	.quad 0
table:	.quad 1, 21
	.bss
	.balign 64
counter: .skip 4
	.skip 10000
`))
}

func TestTwoFiles(t *testing.T) {
	runs(t, "", 7, assemble(t, "a", `
	.globl _start
_start:	call f
	mov %eax, %edi
	mov $60, %eax
	syscall
	.comm shared, 8, 8
	.globl three
three:	mov $3, %eax
	ret
`), assemble(t, "b", `
	.globl f
f:	call three
	lea shared(%rip), %rcx
	movl $4, (%rcx)
	add shared, %eax
	ret
	.comm shared, 64, 32
	.weak nowhere
	.data
	.quad nowhere
`))
}

// fails links inputs that must not link and returns the messages.
func fails(t *testing.T, opt *Options, inputs ...Input) string {
	t.Helper()
	var diags diag.List
	if out := Link(inputs, opt, &diags); out != nil || !diags.Failed() {
		t.Fatalf("linked, but should not have")
	}
	return messages(&diags)
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name, source, want string
	}{
		{"undefined", "_start: call helo\n.globl hello\nhello: ret",
			"error: undefined.o(.text+0x1): undefined symbol helo; did you mean hello?\n"},
		{"missing", "_start: call f\n call f",
			"error: missing.o(.text+0x1): undefined symbol f; pass the object or archive that defines it\n"},
		{"entry", ".globl strat\nstrat: ret\nmain: ret",
			"error: there is no entry symbol _start; define it, or name another with -e, such as strat\n" +
				"  note: candidate strat in entry.o\n  note: candidate main in entry.o\n"},
		{"empty", ".data\n.long 1",
			"error: there is no entry symbol _start, and no label in any code section\n"},
		{"overflow8", "_start: ret\n.data\n.byte _start",
			"error: overflow8.o(.data+0x0): the value 0x4000e8 for section .text does not fit in the 8 bits of R_X86_64_8\n"},
		{"far", "_start: mov far, %eax\n.globl far\nfar = 0x123456789",
			"error: far.o(.text+0x3): the address 0x123456789 of far does not fit in 32 bits; use far(%rip), or link below 2 GiB\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fails(t, &Options{}, assemble(t, c.name, c.source)); got != c.want {
				t.Errorf("got:\n%swant:\n%s", got, c.want)
			}
		})
	}
}

func TestDuplicateDefinition(t *testing.T) {
	got := fails(t, &Options{}, assemble(t, "a", ".globl _start, f\n_start: ret\nf: ret"), assemble(t, "b", ".globl f\nf: ret"))
	if want := "error: b.o: symbol f is already defined\n  note: first defined in a.o\n"; got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}
