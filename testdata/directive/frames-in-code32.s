# Code that is not 64-bit has i386's registers and their DWARF numbers.
	.cfi_sections .eh_frame,.debug_frame
	.cfi_startproc
	push %rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp,-16
	.cfi_endproc
	.code32
	.cfi_startproc
	push %ebp
	.cfi_def_cfa_offset 16
	.cfi_offset %ebp,-16
	.cfi_def_cfa_register %ebp
	.cfi_undefined %st(2)
	.cfi_undefined %xmm7
	.cfi_undefined %eip
	.cfi_undefined %mxcsr
	.cfi_endproc
	.code16
	.cfi_startproc
	nop
	.code64
	.cfi_same_value %rbx
	.cfi_endproc
