# Copies standard input to standard output. Short writes are gone on with; an
# error ends the program with status 1.
	.set	SIZE, 64 << 10

	.text
	.globl	_start
_start:	xor	%ebp, %ebp
again:	xor	%edi, %edi
	lea	buffer(%rip), %rsi
	mov	$SIZE, %edx
	mov	$SYS_read, %eax
	syscall
	test	%rax, %rax
	je	done
	js	error
	mov	%rax, %rbx
	lea	buffer(%rip), %r12
part:	mov	$1, %edi
	mov	%r12, %rsi
	mov	%rbx, %rdx
	mov	$SYS_write, %eax
	syscall
	test	%rax, %rax
	js	error
	add	%rax, %r12
	sub	%rax, %rbx
	jnz	part
	jmp	again
error:	inc	%ebp
done:	mov	%ebp, %edi
	mov	$SYS_exit_group, %eax
	syscall

	.bss
	.balign	64
buffer:	.skip	SIZE
