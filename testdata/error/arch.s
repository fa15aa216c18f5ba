# Instructions that the processor lacks.
	.arch	core2
	vaddps	%ymm1, %ymm2, %ymm3		# ERROR "vaddps needs avx: add -march="
	vaddps	%zmm1, %zmm2, %zmm3		# ERROR "vaddps needs avx512f"
	mov	%r16, %rax			# ERROR "mov needs apx_f: add -march="
	{nf}	add %eax, %ebx			# ERROR "add needs apx_f"
	vsm4key4 %xmm1, %xmm2, %xmm3		# ERROR "vsm4key4 needs sm4"
	vaddbf16 %zmm1, %zmm2, %zmm3		# ERROR "vaddbf16 needs avx10.2"
	urdmsr	%rax, %rbx			# ERROR "urdmsr needs user_msr"
	movrs	(%rax), %ebx			# ERROR "movrs needs movrs"
	erets					# ERROR "erets needs fred"
	.arch	.nommx
	movd	%mm0, %eax			# ERROR "movd needs mmx"
	.arch	i386
	bswap	%eax				# ERROR "bswap needs a later processor than the one of .arch: write .arch i486"
	cmove	%eax, %ebx			# ERROR "cmove needs cmov"
	.arch	i286
	movw	%fs:2, %ax			# ERROR "movw needs a later processor than the one of .arch: write .arch i386"
	.arch	i387				# ERROR "unknown processor i387; did you mean"
	.arch	.avx10				# ERROR "unknown extension avx10; did you mean avx"
	.arch	iamcu				# ERROR "iamcu is a processor of another kind"
	.arch	generic64
	.arch	.avx10.2; .arch .apx_f; .arch .sm3; .arch .sm4; .arch .sha512; .arch .user_msr; .arch .movrs; .arch .fred; .arch .avx10.1
	vaddbf16 %zmm1, %zmm2, %zmm3; mov %r16, %rax; erets
