_start:	mov	eax, 1
	mov	rdi, [rsp+8]
	mov	dword ptr [rax], 5
	cmp	byte [rsi], 0
	lea	rdi, [rel _start]
	mov	eax, [rbx
