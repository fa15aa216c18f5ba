# A product of addresses has no value.
	.quad	a*b			# ERROR "needs numbers, not addresses"
a:	nop
b:	nop
