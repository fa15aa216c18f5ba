# The symbol of a second section of a name waits for a relocation, and so do
# those of sections that as makes for the lines.
	.section .debug_macro,""
	.long	.Lgroup
	.section .debug_macro,"G",@progbits,group,comdat
.Lgroup:
	.long	0
	.text
	nop
	.section .text.cold,"ax"
	nop
