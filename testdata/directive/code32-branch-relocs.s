# In 16- and 32-bit code branches are not marked with R_X86_64_PLT32, and data32
# gives a call of 16-bit code a field of four bytes.
	.code32
	jo ext
	jmp ext
	call ext
	xbegin ext
	call ext@plt
	jmp ext@plt
	call *ext
	.code16
	jmp ext
	call ext
	data32 call ext
	data32 jmp ext
