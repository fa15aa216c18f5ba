%include "header.inc"
start:	mov	eax, 1
	mov	edi, 1
	lea	rsi, [rel msg]
	mov	edx, 14
	syscall
	mov	eax, 60
	xor	edi, edi
	syscall
msg:	db	"Hello, world!", 10
end:
