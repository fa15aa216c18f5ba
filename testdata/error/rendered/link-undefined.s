.globl _start
_start:	call	prinft
	push	rax
	call	print
print:	ret
