# Values that do not fit, and what GNU as makes of them with a warning.
	.byte	256			# WARNING "0x100 does not fit"
	movb	$300, %al		# WARNING "0x12c does not fit in 8 bits"
	int	$256			# ERROR "int"
	.long	1/0			# WARNING "division by zero"
	.p2align 99			# ERROR "alignment 2\^99 is too large"
	.byte	a			# fits only by a relocation: no complaint
a:	nop
b:	nop
