# What stands in a repetition or macro within a macro is complained of at its own line.
	.macro	within
	.irpc	a, 1
	.warning "here"			# WARNING "here"
	.endr
	.macro	inner
	bogus				# ERROR "bogus"
	.endm
	.endm
	within
	inner
	.irpc	a, 12
	.macro	again			# ERROR "already defined"
	nop
	.endm
	.endr
	.ifdef				# ERROR "\.ifdef"
	.endif				# ERROR "\.endif"
