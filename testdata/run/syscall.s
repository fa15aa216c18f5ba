# System calls as functions: syscallN(number, arg1, ... argN), called as C
# calls. The kernel takes the number in %rax and the arguments in %rdi, %rsi,
# %rdx, %r10, %r8 and %r9: not %rcx, which the syscall instruction overwrites
# with the return address. So each argument moves one register down.

	.macro wrapper count
	.globl	syscall\count
	.type	syscall\count, @function
syscall\count:
	mov	%rdi, %rax
	.if \count > 0
	mov	%rsi, %rdi
	.endif
	.if \count > 1
	mov	%rdx, %rsi
	.endif
	.if \count > 2
	mov	%rcx, %rdx
	.endif
	.if \count > 3
	mov	%r8, %r10
	.endif
	.if \count > 4
	mov	%r9, %r8
	.endif
	.if \count > 5
	mov	8(%rsp), %r9
	.endif
	syscall
	ret
	.size	syscall\count, . - syscall\count
	.endm

	.text
	.irp	count, 0, 1, 2, 3, 4, 5, 6
	wrapper	\count
	.endr
