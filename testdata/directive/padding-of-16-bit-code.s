# The same, ending in code of another size than 16 bits.
	.code16
	nop
	.p2align 4
	.arch	i686
	nop
	.p2align 4
	.nops	9, 6
	.nops	300
	.section .other, "ax"
	.code32
	nop
