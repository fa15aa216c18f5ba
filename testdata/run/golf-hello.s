# Hello world in ordinary instructions: what --golf makes of code that was not
# written for it.
	.globl	_start
_start:	mov	$1, %eax
	mov	$1, %edi
	lea	msg(%rip), %rsi
	mov	$14, %edx
	syscall
	mov	$60, %eax
	xor	%edi, %edi
	syscall

	.section .rodata
msg:	.ascii	"Hello, world!\n"
