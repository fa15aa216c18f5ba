# Where neither a suffix nor a register tells the size, it is that of 16-bit code or
# of data16, and constants are cut to 16 bits: 0xffff is -1 there, and fits in a byte.
	data16 push $0xff81
	data16 int $0xfffe
	data16 hreset $0xffff
	data16 bt $0xfffe, (%rax)
	data16 rcr $0xfffe, (%rax)
	data16 cmp $-512, 4096(%rax,%rbx)
	data16 cmp $sym, (%rax)
	.code32
	ljmpw $1000, $-0x100000001
	.code16
	retf.d8 $1000
	enter.s $-0x8000, $5
	int $0xfffe
	aad $0xffff
	xabort $0xff81
	push $0xff81
	ljmp $0x12345, $1000
