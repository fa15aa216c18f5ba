# The instruction pointer goes round at 64 KB: a jump of 16 bits reaches everything,
# and a call what is less than 64 KB away.
	.code16
	jmp far
	jc far
	call far
	.skip 40000
	callw far
	.skip 20000
	.code32
	data16 jmp far
far:	.code64
	data16 jmp far
	.skip 70000
	data16 jne far
