# Where prefixes stand: the hint of a jump behind address and operand size, wait
# before everything, as if it were a prefix of what follows.
	ds loopel .
	cs jecxz .
	ds data16 jge 5
	ds bnd data16 jne sym
	jecxz,pt .
	loopne,pn .
	jmp,pt .
	wait nop
	rep wait nop
	data16 wait
	lock wait addl $1, (%rax)
	wait fninit
	rex.w callw sym
	{disp32} movb %al, 8
	{disp32} mov sym, %eax
	xchgw.s %cx, %ax
	{load} xchg.s %rbx, %rax
	xchgb.s %cl, %al
	.code32
	xrelease movw %ax, sym
	stmxcsr sym@tlscall(%bp,%di)
	movdir64b 8, %bx
	.code16
	bndmk %cs:sym+8, %bnd1
	bndldx 0x7fffffffffffffff, %bnd2
	bndmov %bnd3, sym
	movdir64b 0x8001, %ebx
	enqcmd %ss:508, %ebp
	invlpga %ax, %ecx
	{disp16} jg .
	{disp16} data32 jmp .
