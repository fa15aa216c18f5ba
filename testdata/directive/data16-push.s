# Without a suffix, data16 tells the size of what push pushes.
	data16 push $0x1234
	data16 push $-4
	data16 push $foo
	data16 pushq $0x12345
	pushw $0x1234
