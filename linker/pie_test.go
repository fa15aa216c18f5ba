package linker

import (
	"strings"
	"testing"
)

// TestPIE has code that finds everything from %rip: no relocation is needed.
func TestPIE(t *testing.T) {
	in := assemble(t, "main", helloSource)
	for _, opt := range [...]Options{{PIE: true}, {PIE: true, Tiny: true}, {PIE: true, Strip: true}} {
		exe := link(t, &opt, in)
		checkELF(t, exe)
		if le.Uint16(exe[16:]) != 3 {
			t.Errorf("file type %d, want ET_DYN", le.Uint16(exe[16:]))
		}
		runOften(t, exe, "Hello, world!\n", 0)
	}
}

// TestPIERelocatesItself has a table of addresses, and start-up code that
// carries out the relocations.
func TestPIERelocatesItself(t *testing.T) {
	in := assemble(t, "main", `
	.globl _start
	.hidden _DYNAMIC
_start:	lea __ehdr_start(%rip), %rbx
	lea _DYNAMIC(%rip), %rsi
	xor %ecx, %ecx
1:	lodsq
	test %rax, %rax
	jz 4f
	mov %rax, %rdx
	lodsq
	cmp $7, %rdx
	cmove %rax, %rdi
	cmp $8, %rdx
	cmove %rax, %rcx
	jmp 1b
4:	add %rbx, %rdi
	jrcxz 3f
2:	mov (%rdi), %rax
	mov 16(%rdi), %rdx
	add %rbx, %rdx
	mov %rdx, (%rbx,%rax)
	add $24, %rdi
	sub $24, %rcx
	jnz 2b
3:	mov table+8(%rip), %rax
	jmp *%rax
one:	mov $1, %edi
	jmp out
two:	mov $42, %edi
out:	mov $60, %eax
	syscall
	.data
table:	.quad one, two
	.hidden __ehdr_start
`)
	exe := link(t, &Options{PIE: true}, in)
	checkELF(t, exe)
	runOften(t, exe, "", 42)
	if text := fails(t, &Options{PIE: true}, assemble(t, "abs", "_start: mov $_start, %eax")); !strings.Contains(text, "works only at a fixed address; use ") {
		t.Error(text)
	}
}

// TestStaticPIE links C programs with the start-up code of musl and glibc that
// relocates them.
func TestStaticPIE(t *testing.T) {
	main := compile(t, "main", threadsProgram, "-O2", "-fPIE")
	names := []string{gccFile(t, "rcrt1.o"), gccFile(t, "crti.o"), gccFile(t, "crtbeginS.o")}
	in := append(library(t, names...), main)
	names = nil
	for _, lib := range []string{"libgcc.a", "libgcc_eh.a", "libc.a", "crtendS.o", "crtn.o"} {
		names = append(names, gccFile(t, lib))
	}
	pie(t, append(in, library(t, names...)...))

	const dir = "/usr/lib/x86_64-linux-musl/"
	main = compile(t, "main", threadsProgram, "-O2", "-fPIE", "-nostdinc", "-isystem", "/usr/include/x86_64-linux-musl")
	pie(t, append(library(t, dir+"rcrt1.o", dir+"crti.o", dir+"libc.a", dir+"crtn.o"), main))
}

func pie(t *testing.T, in []Input) {
	t.Helper()
	exe := link(t, &Options{PIE: true}, in...)
	if out, status := run(t, exe); out != threadsOutput || status != 3 {
		t.Errorf("printed %q, exit status %d", out, status)
	}
}
