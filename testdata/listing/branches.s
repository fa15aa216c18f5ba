	.text
	.if 1
	.byte 1
	.else
	.byte 2
	.if 1
	nop
	.endif
	.endif
	.ifdef foo
	.byte 3
	.elseif 1
	.byte 4
	.elseif 1
	.byte 5
	.else
	.byte 6
	.endif
	.rept 3
	nop
	.if 0
	nop
	.endif
	.endr
	.macro m
	.rept 2
	.byte 8
	.endr
	.endm
	m
