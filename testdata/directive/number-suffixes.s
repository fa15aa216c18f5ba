# Constants from headers that C shares have C's suffixes; they say nothing.
	.long	1U, 2UL, 3ULL, 4L, 5LL, 6u, 7ul, 8lL, 07U, 00U, 0x1UL, 0b11U
	.long	((1U << 4) | (1UL<<5)), -1L, 12UL/5L
	.quad	0xffffffffffffffffULL, 18446744073709551615UL
	.octa	0x1ffffffffffffffffUL
	.set	x, 5UL
	.long	x
1:	.quad	1b, 1f
1:	.skip	2U
	.if	(x == 5U)
	mov	$(1UL << 3), %eax
	mov	8L(%rax), %eax
	.endif
	.intel_syntax noprefix
	mov	eax, 0x10UL
	mov	eax, [rax+8U]
