	.macro	save reg, other
	push	\reg
	pushl	\other
	.endm
	.include "macro.inc"
	nop
