# Macros ask which register they were given.
	.macro	which	base=%rsp
	.if	\base == %rsp
	.byte	1
	.elseif	\base == %rbp
	.byte	2
	.elseif	\base != %rdi && \base != frame
	.byte	3
	.else
	.byte	4
	.endif
	.endm
	.set	frame, %r14
here:	which
	which	%rbp
	which	base=%r14
	which	frame
	which	%rdi
	which	%r10
	which	%ebp
	which	5
	which	here
	.byte	%rax == %rax, %rax != %rax, %rax <= %rax, %rax < %rax
	.intel_syntax noprefix
	.if	rax == rax
	.byte	5
	.endif
