	mov r0, #1
	ldr r1, =msg
	li a0, 1
	.section __TEXT,__text
	.subsections_via_symbols
	.private_extern _f
	.def f; .scl 2; .endef
	.thumb
globl _start
msg byte "x", 0
	goto f
	return 0
entry start
