/* The numbers from 1 to 100; multiples of 3 become Fizz, of 5 Buzz. The text
   is built in memory and written once. */
	LAST = 100

	.section .rodata
fizz:	.ascii "Fizz"
buzz:	.ascii "Buzz"

	.bss
	.comm	text, 1024, 16

	.text
	.globl	_start
_start:	lea	text(%rip), %rdi
	mov	$1, %ebx
next:	mov	%rdi, %r8		# where this line starts
	mov	%ebx, %eax
	cltd
	mov	$3, %ecx
	idivl	%ecx
	test	%edx, %edx
	jnz	1f
	mov	fizz(%rip), %eax
	stosl
1:	mov	%ebx, %eax
	cltd
	mov	$5, %ecx
	idivl	%ecx
	test	%edx, %edx
	jnz	1f
	mov	buzz(%rip), %eax
	stosl
1:	cmp	%rdi, %r8
	jne	line
	mov	%ebx, %eax
	call	decimal
line:	mov	$'\n', %al
	stosb
	inc	%ebx
	cmp	$LAST, %ebx
	jbe	next

	lea	text(%rip), %rsi
	mov	%rdi, %rdx
	sub	%rsi, %rdx
	mov	$1, %edi
	mov	$SYS_write, %eax
	syscall
	xor	%edi, %edi
	mov	$SYS_exit, %eax
	syscall

# Appends %eax in decimal at %rdi.
decimal:
	xor	%edx, %edx
	mov	$10, %ecx
	div	%ecx
	push	%rdx
	test	%eax, %eax
	jz	2f
	call	decimal
2:	pop	%rax
	add	$'0', %al
	stosb
	ret
