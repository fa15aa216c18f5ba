# Statements that cannot be read.
	nop	%eax nop		# ERROR "expected a comma or the end of the statement"
	movl	$1 %eax			# ERROR "movl"
	) nop				# ERROR "cannot start with '\)'"
	nop; nop; bogus			# ERROR "bogus"
	.byte	1,			# WARNING "missing value"
	.long	(1 + 2			# ERROR "\)"
fine:	nop
