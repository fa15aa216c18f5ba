# What a linker's view of a program tells: numbers without $, sections that are not loaded, #define.
#define STATUS 3
	.globl	_start
_start:	mov	60, %eax		# WARNING "memory at address 60, which no program has; the number is \$60"
	cmpb	$1, 0x10		# WARNING "the number is \$0x10"
	mov	%fs:40, %rcx
	lea	5, %rcx
	mov	4096, %ecx
	mov	msg, %ecx		# WARNING "this is in section rodata, which is not in memory when the program runs; write \.section rodata,\"aw\""
	mov	$STATUS, %edi		# ERROR "undefined symbol STATUS; #define is a comment here; write STATUS = 3"
	syscall
	.section rodata
msg:	.ascii	"hi"
	.section .comment
	.string	"a comment"
