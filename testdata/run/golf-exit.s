# The smallest program that ends: exit(42).
	.globl	_start
_start:	mov	$60, %eax
	mov	$42, %edi
	syscall
