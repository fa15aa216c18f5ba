# The symbols of sections that as makes at the end, as .debug_frame is, stand in
# the order of relocations, behind those of groups.
	.cfi_sections .eh_frame, .debug_frame
	.section .info, ""
	.long	.Lgroup
	.section .info, "G", @progbits, group, comdat
.Lgroup:
	.long	0
	.text
	.cfi_startproc
	nop
	.cfi_endproc
