	.globl	_start
_start:	call	prinft
	call	print
print:	ret
print:	nop
