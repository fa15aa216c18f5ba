# Counts the bytes, lines and words of standard input in .bss, where
# everything starts at zero, and prints the three.
	.globl	_start
	.text
_start:
read:	xor	%eax, %eax		# SYS_read is 0
	xor	%edi, %edi
	lea	buffer(%rip), %rsi
	mov	$4096, %edx
	syscall
	test	%eax, %eax
	jle	print
	mov	%eax, %ecx
	add	%rcx, bytes(%rip)
	lea	buffer(%rip), %rsi
byte:	lodsb
	cmp	$'\n', %al
	sete	%dl
	movzbl	%dl, %edx
	add	%rdx, lines(%rip)
	cmp	$' ', %al		# up to the blank all bytes separate words
	seta	%dl
	cmp	inword(%rip), %dl
	jbe	1f
	incq	words(%rip)
1:	mov	%dl, inword(%rip)
	dec	%ecx
	jnz	byte
	jmp	read

print:	mov	lines(%rip), %rax
	call	number
	mov	words(%rip), %rax
	call	number
	mov	bytes(%rip), %rax
	call	number
	mov	$SYS_exit, %eax
	xor	%edi, %edi
	syscall

# Prints %rax in decimal on a line of its own, from the end of a buffer.
number:	lea	buffer+32(%rip), %rsi
	movb	$'\n', (%rsi)
	mov	$1, %r8d
	mov	$10, %ecx
2:	xor	%edx, %edx
	div	%rcx
	add	$'0', %dl
	dec	%rsi
	mov	%dl, (%rsi)
	inc	%r8d
	test	%rax, %rax
	jnz	2b
	mov	%r8d, %edx
	mov	$1, %edi
	mov	$SYS_write, %eax
	syscall
	ret

	.lcomm	buffer, 4096
	.bss
	.p2align 3
bytes:	.quad	0
lines:	.zero	8
words:	.skip	8
inword:	.skip	1
