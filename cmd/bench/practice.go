package main

import (
	"bufio"
	"fmt"
)

// Macros as they are in practice: many to a function, calling each other, with
// operands that hardly repeat.

// hashMacros are those of a hash function as libraries for cryptography write
// it: rounds whose registers change places, a schedule of vector registers, a
// table addressed by a counter.
const hashMacros = `
.macro turn a, b, c, x
	rorx	$\a, \x, %r13d
	rorx	$\b, \x, %r14d
	xor	%r13d, %r14d
	rorx	$\c, \x, %r13d
	xor	%r13d, %r14d
.endm
.macro round a, b, c, d, e, f, g, h, at
	mov	\f, %r12d
	turn	6, 11, 25, \e
	xor	\g, %r12d
	and	\e, %r12d
	xor	\g, %r12d
	add	%r12d, \h
	add	%r14d, \h
	add	\at(%rsp), \h
	turn	2, 13, 22, \a
	mov	\a, %r12d
	or	\c, %r12d
	and	\b, %r12d
	add	\h, \d
	add	%r14d, \h
	add	%r12d, \h
.endm
.macro schedule w, x, y, z
	vpalignr	$4, \w, \x, %xmm8
	vpalignr	$4, \y, \z, %xmm9
	vpsrld	$7, %xmm8, %xmm10
	vpslld	$14, %xmm8, %xmm11
	vpxor	%xmm10, %xmm11, %xmm10
	vpaddd	%xmm9, \w, \w
	vpaddd	%xmm10, \w, \w
	vpaddd	table+16*i(%rip), \w, %xmm9
	vmovdqa	%xmm9, 16*(i%4)(%rsp)
	.set	i, i+1
.endm
.macro four a, b, c, d, e, f, g, h, at
	round	\a, \b, \c, \d, \e, \f, \g, \h, \at
	round	\h, \a, \b, \c, \d, \e, \f, \g, \at+4
	round	\g, \h, \a, \b, \c, \d, \e, \f, \at+8
	round	\f, \g, \h, \a, \b, \c, \d, \e, \at+12
.endm
.macro hash name
	.globl	\name
	.type	\name, @function
	.p2align	4
\name:
	.irp	r, rbx, rbp, r12, r13, r14, r15
	push	%\r
	.endr
	.set	i, 0
.Lagain\@:
	.rept	4
	.if	i < 12
	schedule	%xmm0, %xmm1, %xmm2, %xmm3
	.endif
	four	%eax, %ebx, %ecx, %edx, %r8d, %r9d, %r10d, %r11d, 0
	schedule	%xmm1, %xmm2, %xmm3, %xmm0
	four	%r8d, %r9d, %r10d, %r11d, %eax, %ebx, %ecx, %edx, 16
	.endr
	dec	%rdi
	jnz	.Lagain\@
	.irp	r, r15, r14, r13, r12, rbp, rbx
	pop	%\r
	.endr
	ret
	.size	\name, . - \name
.endm
`

// kernelMacros are such as an operating system has: code that is replaced as the
// processor wants it, with tables about it in other sections, and entries that
// are all alike.
const kernelMacros = `
.altmacro
.macro entry old, new, feature, size, instead
	.long	\old - ., \new - .
	.short	\feature
	.byte	\size, \instead
.endm
.macro choice old, new, feature
	local	from, to, other, end
from:
	\old
to:
	.skip	-((end-other)-(to-from) > 0) * ((end-other)-(to-from)), 0x90
	.pushsection	.choices, "a"
	entry	from, other, \feature, to-from, end-other
	.popsection
	.pushsection	.others, "ax"
other:
	\new
end:
	.popsection
.endm
.macro guarded insn:vararg
771:	\insn
	.pushsection	.guards, "a"
	.balign	4
	.long	771b - ., handler - .
	.popsection
.endm
.macro saved off=0
	.irp	r, rdi, rsi, rdx, rcx, rax, r8, r9, r10, r11, rbx, rbp
	push	%\r
	.endr
	.ifne	\off
	sub	$\off, %rsp
	.endif
.endm
.macro vector n, has
	.p2align	4
vector_\n:
	.ifeq	\has
	push	$-1
	.endif
	saved	%\n*8
	choice	<nop>, <lfence>, 32*7+1
	mov	$\n, %esi
	guarded	mov (%rdi), %rax
	guarded	rep movsb
	choice	<jmp plain>, <wrmsr>, \n
	.cfi_def_cfa_offset	16
	call	common
	iretq
.endm
	.cfi_startproc
`

// practice measures macros as they are in practice.
func (b *bench) practice() error {
	const hashes, vectors = 200, 5000
	err := b.generated("a hash function's rounds", 1000*hashes, func(w *bufio.Writer) {
		w.WriteString(hashMacros)
		for i := range hashes {
			fmt.Fprintf(w, "hash\thash%d\n", i)
		}
		w.WriteString(".data\ntable:\t.skip 1024\n")
	})
	if err != nil {
		return err
	}
	return b.generated("a kernel's entries", 60*vectors, func(w *bufio.Writer) {
		w.WriteString(kernelMacros)
		for i := range vectors {
			fmt.Fprintf(w, "\tvector %d, %d\n", i, i/3%2)
		}
		w.WriteString("\t.cfi_endproc\nplain:\ncommon:\nhandler:\tret\n")
	})
}
