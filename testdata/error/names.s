# Misspelt names, with what was meant.
	mvoq	%rax, %rbx		# ERROR "mvoq.*did you mean movq"
	mov	%rxa, %rbx		# ERROR "%rxa.*did you mean %rax"
	.globll	x			# ERROR "\.globll.*did you mean \.globl"
	.algin	8			# ERROR "\.algin.*did you mean \.align"
twice:	nop
twice:	nop				# ERROR "twice is already defined"
