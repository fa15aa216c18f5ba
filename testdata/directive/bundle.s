# Bundles: every length of instruction at every place, jumps that count as long,
# locked runs with data, fills and alignments, labels before and behind padding.
	.bundle_align_mode 4
	.irp before,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
	.p2align 4
	.fill \before, 1, 0xf4
	clc
	.p2align 4
	.fill \before, 1, 0xf4
	addl %eax,%ebx
	.p2align 4
	.fill \before, 1, 0xf4
	andl $3,%eax
	.p2align 4
	.fill \before, 1, 0xf4
	lock andl $3,(%rax)
	.p2align 4
	.fill \before, 1, 0xf4
	movl $1,%eax
	.p2align 4
	.fill \before, 1, 0xf4
	movl %eax,0x11223344(%rsi)
	.p2align 4
	.fill \before, 1, 0xf4
	movl $1,0x7f(%rsi)
	.p2align 4
	.fill \before, 1, 0xf4
	lock addl $1234,0x10(%rsi)
	.p2align 4
	.fill \before, 1, 0xf4
	lock addl $1234,%fs:0x10(%rsi)
	.p2align 4
	.fill \before, 1, 0xf4
	movl $1,0x7ff(%rsi)
	.p2align 4
	.fill \before, 1, 0xf4
	lock addl $1234,0x7ff(%rsi)
	.p2align 4
	.fill \before, 1, 0xf4
	lock addl $1234,%fs:0x7ff(%rsi)
	.p2align 4
	.fill \before, 1, 0xf4
	lock addl $1234,%fs:0x7ff(%r11)
	.p2align 4
	.fill \before, 1, 0xf4
	jmp near
	.p2align 4
	.fill \before, 1, 0xf4
	jne near
	.p2align 4
	.fill \before, 1, 0xf4
	bnd jmp near
	.p2align 4
	.fill \before, 1, 0xf4
	cs
	movl %eax,%ebx
	.p2align 4
	.fill \before, 1, 0xf4
	{disp32} jmp near
	.endr
near:
	.rept 40
movl $1, %eax
	jmp near
	.bundle_lock
	addl %eax, %ebx
	.bundle_lock
	.byte 1, 2
	.bundle_unlock
	.fill 3
	jne near
	.bundle_unlock
	.endr
	.bundle_lock
	.p2align 3
inside:	clc
	.bundle_unlock
	.bundle_align_mode 6
	.rept 30
	jmp inside
	.endr
	.bundle_align_mode 0
	.rept 30
	movl $1, %eax
	.endr
