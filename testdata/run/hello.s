# Prints a line. SYS_write and SYS_exit need no definition.
	.globl _start
_start:
	mov	$SYS_write, %eax
	mov	$1, %edi		# standard output
	lea	msg(%rip), %rsi
	mov	$len, %edx
	syscall
	mov	$SYS_exit, %eax
	xor	%edi, %edi
	syscall

	.section .rodata
msg:	.ascii	"Hello, world!\n"
	len = . - msg
