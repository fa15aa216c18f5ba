# A calculator for postfix sums: ./jumptable 6 7 '*' 2 - prints 40. Operators
# are found through a table of addresses in .rodata, as a compiled switch does
# it; the exit status is 1 for an unknown one.
	.globl	_start
	.text
_start:	mov	%rsp, %rbx
	add	$16, %rbx		# &argv[1]
	lea	table(%rip), %r12
word:	mov	(%rbx), %rsi
	test	%rsi, %rsi
	jz	print
	add	$8, %rbx
	movzbl	(%rsi), %eax
	sub	$'%', %eax
	cmp	$(last - table) / 8, %eax
	jae	number
	jmp	*(%r12,%rax,8)

number:	xor	%eax, %eax
	xor	%ecx, %ecx
1:	movzbl	(%rsi), %ecx
	test	%ecx, %ecx
	jz	2f
	sub	$'0', %ecx
	cmp	$9, %ecx
	ja	bad
	imul	$10, %rax
	add	%rcx, %rax
	inc	%rsi
	jmp	1b
2:	push	%rax
	jmp	word

plus:	pop	%rax
	add	%rax, (%rsp)
	jmp	word
minus:	pop	%rax
	sub	%rax, (%rsp)
	jmp	word
times:	pop	%rax
	imul	(%rsp), %rax
	mov	%rax, (%rsp)
	jmp	word
divide:	pop	%rcx
	pop	%rax
	cqto
	idiv	%rcx
	push	%rax
	jmp	word
modulo:	pop	%rcx
	pop	%rax
	cqto
	idiv	%rcx
	push	%rdx
	jmp	word

bad:	mov	$1, %edi
	jmp	exit
print:	pop	%rax
	lea	end(%rip), %rsi
	movb	$'\n', (%rsi)
	mov	$10, %ecx
3:	xor	%edx, %edx
	div	%rcx
	add	$'0', %dl
	dec	%rsi
	mov	%dl, (%rsi)
	test	%rax, %rax
	jnz	3b
	lea	end+1(%rip), %rdx
	sub	%rsi, %rdx
	mov	$1, %edi
	mov	$SYS_write, %eax
	syscall
	xor	%edi, %edi
exit:	mov	$SYS_exit, %eax
	syscall

	.section .rodata
	.p2align 3
table:	.quad	modulo			# %
	.quad	bad, bad, bad, bad	# & ' ( )
	.quad	times, plus, bad	# * + ,
	.quad	minus, bad, divide	# - . /
last:
	.data
digits:	.fill	20, 1, '?'
end:	.byte	0
