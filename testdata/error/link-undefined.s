# A name that no input defines. The linker says where it is used.
	.globl	_start
_start:	call	printf			# ERROR "printf"
	mov	missing(%rip), %eax	# ERROR "missing"
	call	printf
	call	hepler			# ERROR "undefined symbol hepler; did you mean helper\?"
helper:	ret
