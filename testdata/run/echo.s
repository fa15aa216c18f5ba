# Prints its arguments, separated by blanks, as echo does.
	.globl	_start
_start:
	pop	%rbx			# argc
	pop	%rax			# argv[0] is not printed
	dec	%ebx
	jz	none
1:	pop	%rsi
	mov	%rsi, %rdi		# its length: scan for the NUL
	xor	%eax, %eax
	mov	$-1, %rcx
	repne scasb
	not	%rcx			# with the NUL, which becomes the separator
	mov	$' ', %al
	mov	$'\n', %dl
	dec	%ebx
	cmove	%edx, %eax
	mov	%al, -1(%rsi,%rcx)
	mov	%ecx, %edx
	call	write
	test	%ebx, %ebx
	jnz	1b
exit:	mov	$SYS_exit, %eax
	xor	%edi, %edi
	syscall

none:	push	$'\n'
	mov	%rsp, %rsi
	mov	$1, %edx
	call	write
	jmp	exit

write:	mov	$SYS_write, %eax
	mov	$1, %edi
	syscall
	ret
