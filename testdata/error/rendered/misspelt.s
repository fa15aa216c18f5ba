	.globl	_start
_start:	mvoq	$1, %rax
	mov	$60,	%eaxx
	syscal
