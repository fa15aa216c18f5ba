# The smallest program: it never ends.
	.globl _start
_start:	jmp	_start
