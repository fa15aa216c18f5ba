_start:	mov	eax, 1
	mov	rdi, [rsp+8]
	mov	dword ptr [rax], 5
