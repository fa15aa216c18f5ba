# Padding of code is for the mode that is in force at the end of the source, and
# for the processor in force where it stands.
	.code64
	nop
	.p2align 4
	.arch	i686
	nop
	.p2align 4
	.nops	9, 3
	.nops	300
	.section .other, "ax"
	.code16
	nop
