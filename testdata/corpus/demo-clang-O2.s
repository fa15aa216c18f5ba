	.text
	.file	"demo.c"
                                        # Start of file scope inline assembly
	.globl	_start
	.type	_start,@function
_start:
	xorl	%ebp, %ebp
	movl	(%rsp), %edi
	leaq	8(%rsp), %rsi
	andq	$-16, %rsp
	callq	main
	movl	%eax, %edi
	movl	$60, %eax
	syscall

                                        # End of file scope inline assembly
	.globl	memcpy                          # -- Begin function memcpy
	.p2align	4, 0x90
	.type	memcpy,@function
memcpy:                                 # @memcpy
# %bb.0:
	movq	%rdx, %rcx
	movq	%rdi, %rax
	#APP
	rep		movsb	(%rsi), %es:(%rdi)
	#NO_APP
	retq
.Lfunc_end0:
	.size	memcpy, .Lfunc_end0-memcpy
                                        # -- End function
	.globl	memset                          # -- Begin function memset
	.p2align	4, 0x90
	.type	memset,@function
memset:                                 # @memset
# %bb.0:
	movq	%rdx, %rcx
	movl	%esi, %eax
	movq	%rdi, %rdx
	#APP
	rep		stosb	%al, %es:(%rdi)
	#NO_APP
	movq	%rdx, %rax
	retq
.Lfunc_end1:
	.size	memset, .Lfunc_end1-memset
                                        # -- End function
	.globl	memcmp                          # -- Begin function memcmp
	.p2align	4, 0x90
	.type	memcmp,@function
memcmp:                                 # @memcmp
# %bb.0:
	testq	%rdx, %rdx
	je	.LBB2_5
# %bb.1:
	xorl	%ecx, %ecx
	.p2align	4, 0x90
.LBB2_2:                                # =>This Inner Loop Header: Depth=1
	movzbl	(%rdi,%rcx), %eax
	movzbl	(%rsi,%rcx), %r8d
	cmpb	%r8b, %al
	jne	.LBB2_3
# %bb.4:                                #   in Loop: Header=BB2_2 Depth=1
	incq	%rcx
	cmpq	%rcx, %rdx
	jne	.LBB2_2
.LBB2_5:
	xorl	%eax, %eax
	retq
.LBB2_3:
	subl	%r8d, %eax
	retq
.Lfunc_end2:
	.size	memcmp, .Lfunc_end2-memcmp
                                        # -- End function
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0                          # -- Begin function main
.LCPI3_0:
	.quad	0x4044000000000000              # double 40
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0
.LCPI3_1:
	.long	0                               # 0x0
	.long	1                               # 0x1
	.long	2                               # 0x2
	.long	3                               # 0x3
.LCPI3_2:
	.long	3988292384                      # 0xedb88320
	.long	3988292384                      # 0xedb88320
	.long	3988292384                      # 0xedb88320
	.long	3988292384                      # 0xedb88320
.LCPI3_3:
	.long	4                               # 0x4
	.long	4                               # 0x4
	.long	4                               # 0x4
	.long	4                               # 0x4
	.text
	.globl	main
	.p2align	4, 0x90
	.type	main,@function
main:                                   # @main
# %bb.0:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$184, %rsp
	movq	%rsi, %r14
	movl	%edi, %r13d
	leal	-1(%r13), %esi
	leaq	.L.str(%rip), %rdi
	xorl	%eax, %eax
	callq	print
	cmpl	$2, %r13d
	jl	.LBB3_3
# %bb.1:
	movl	%r13d, %ebx
	movl	$1, %r12d
	leaq	.L.str.1(%rip), %r15
	.p2align	4, 0x90
.LBB3_2:                                # =>This Inner Loop Header: Depth=1
	movq	(%r14,%r12,8), %rsi
	movq	%r15, %rdi
	xorl	%eax, %eax
	callq	print
	incq	%r12
	cmpq	%r12, %rbx
	jne	.LBB3_2
.LBB3_3:
	movq	%r13, (%rsp)                    # 8-byte Spill
	movabsq	$-7046029254386353131, %rbx     # imm = 0x9E3779B97F4A7C15
	leaq	.L.str.2(%rip), %rdi
	xorl	%r14d, %r14d
	movl	$-42, %esi
	movl	$42, %edx
	movl	$42, %ecx
	movl	$42, %r8d
	movl	$48879, %r9d                    # imm = 0xBEEF
	xorl	%eax, %eax
	pushq	$122
	pushq	$10
	pushq	$511                            # imm = 0x1FF
	pushq	$48879                          # imm = 0xBEEF
	callq	print
	addq	$32, %rsp
	movq	seed(%rip), %rcx
	movabsq	$-6651371118538410227, %r8      # imm = 0xA3B195354A39B70D
	movabsq	$1946526487930394057, %r9       # imm = 0x1B03738712FAD5C9
	movabsq	$433281844809769579, %rdi       # imm = 0x603538ACF83226B
	.p2align	4, 0x90
.LBB3_4:                                # =>This Inner Loop Header: Depth=1
	addq	%rbx, %rcx
	movq	%rcx, %rax
	mulq	%r8
	xorq	%rdx, %rax
	mulq	%r9
	movq	%rdx, %rsi
	xorq	%rax, %rsi
	movq	%rsi, %rax
	mulq	%rdi
	movq	%rsi, %rax
	subq	%rdx, %rax
	shrq	%rax
	addq	%rdx, %rax
	shrq	$10, %rax
	imull	$2001, %eax, %eax               # imm = 0x7D1
	subl	%eax, %esi
	addl	$-1000, %esi                    # imm = 0xFC18
	movl	%esi, 16(%rsp,%r14,4)
	incq	%r14
	cmpq	$40, %r14
	jne	.LBB3_4
# %bb.5:
	movq	%rcx, seed(%rip)
	leaq	by_value(%rip), %rcx
	leaq	16(%rsp), %r14
	movl	$40, %esi
	movl	$4, %edx
	movq	%r14, %rdi
	callq	quicksort
	leaq	.L.str.8(%rip), %r13
	leaq	.L.str.9(%rip), %rbp
	leaq	.L.str.7(%rip), %r12
	xorl	%ebx, %ebx
	xorl	%r15d, %r15d
	jmp	.LBB3_6
	.p2align	4, 0x90
.LBB3_8:                                #   in Loop: Header=BB3_6 Depth=1
	movl	16(%rsp,%rbx,4), %esi
	movq	%r12, %rdi
	xorl	%eax, %eax
	callq	print
	movslq	16(%rsp,%rbx,4), %rax
	addq	%rax, %r15
	incq	%rbx
	cmpq	$40, %rbx
	je	.LBB3_9
.LBB3_6:                                # =>This Inner Loop Header: Depth=1
	movzbl	%bl, %eax
	imull	$205, %eax, %eax
	shrl	$10, %eax
	andl	$-2, %eax
	leal	(%rax,%rax,4), %eax
	addb	$9, %al
	movq	%r13, %rdx
	cmpb	%bl, %al
	je	.LBB3_8
# %bb.7:                                #   in Loop: Header=BB3_6 Depth=1
	movq	%rbp, %rdx
	jmp	.LBB3_8
.LBB3_9:
	cvtsi2sd	%r15, %xmm0
	divsd	.LCPI3_0(%rip), %xmm0
	movl	172(%rsp), %edx
	xorl	16(%rsp), %edx
	leaq	.L.str.10(%rip), %rdi
	movq	%r15, %rsi
	movb	$1, %al
	callq	print
	leaq	planets(%rip), %r15
	leaq	by_moons(%rip), %rcx
	movl	$8, %esi
	movl	$32, %edx
	movq	%r15, %rdi
	callq	quicksort
	xorpd	%xmm0, %xmm0
	xorl	%ebx, %ebx
	movl	$45, %ebp
	movl	$126, %r13d
	leaq	.L.str.11(%rip), %r12
	.p2align	4, 0x90
.LBB3_10:                               # =>This Inner Loop Header: Depth=1
	movsd	16(%rbx,%r15), %xmm1            # xmm1 = mem[0],zero
	addsd	%xmm1, %xmm0
	movsd	%xmm0, 8(%rsp)                  # 8-byte Spill
	movq	(%rbx,%r15), %rsi
	movss	8(%rbx,%r15), %xmm0             # xmm0 = mem[0],zero,zero,zero
	cvtss2sd	%xmm0, %xmm0
	movswl	24(%rbx,%r15), %edx
	movzbl	26(%rbx,%r15), %eax
	testb	$1, %al
	movl	$111, %ecx
	cmovel	%ebp, %ecx
	testb	$2, %al
	movl	$35, %r8d
	cmovel	%r13d, %r8d
	movq	%r12, %rdi
	movb	$2, %al
	callq	print
	movsd	8(%rsp), %xmm0                  # 8-byte Reload
                                        # xmm0 = mem[0],zero
	addq	$32, %rbx
	cmpq	$256, %rbx                      # imm = 0x100
	jne	.LBB3_10
# %bb.11:
	leaq	.L.str.12(%rip), %rdi
	movb	$1, %al
	callq	print
	cmpl	$0, crc_table+4(%rip)
	jne	.LBB3_14
# %bb.12:
	movdqa	.LCPI3_1(%rip), %xmm0           # xmm0 = [0,1,2,3]
	xorl	%eax, %eax
	movdqa	.LCPI3_2(%rip), %xmm1           # xmm1 = [3988292384,3988292384,3988292384,3988292384]
	leaq	crc_table(%rip), %rcx
	movdqa	.LCPI3_3(%rip), %xmm2           # xmm2 = [4,4,4,4]
	.p2align	4, 0x90
.LBB3_13:                               # =>This Inner Loop Header: Depth=1
	movdqa	%xmm0, %xmm3
	movdqa	%xmm0, %xmm4
	pslld	$31, %xmm4
	psrad	$31, %xmm4
	psrld	$1, %xmm3
	movdqa	%xmm4, %xmm5
	pandn	%xmm3, %xmm5
	pxor	%xmm1, %xmm3
	pand	%xmm4, %xmm3
	por	%xmm5, %xmm3
	movdqa	%xmm3, %xmm4
	pslld	$31, %xmm3
	psrld	$1, %xmm4
	psrad	$31, %xmm3
	movdqa	%xmm3, %xmm5
	pandn	%xmm4, %xmm5
	pxor	%xmm1, %xmm4
	pand	%xmm3, %xmm4
	por	%xmm5, %xmm4
	movdqa	%xmm4, %xmm3
	psrld	$1, %xmm3
	pslld	$31, %xmm4
	psrad	$31, %xmm4
	movdqa	%xmm4, %xmm5
	pandn	%xmm3, %xmm5
	pxor	%xmm1, %xmm3
	pand	%xmm4, %xmm3
	por	%xmm5, %xmm3
	movdqa	%xmm3, %xmm4
	psrld	$1, %xmm4
	pslld	$31, %xmm3
	psrad	$31, %xmm3
	movdqa	%xmm3, %xmm5
	pandn	%xmm4, %xmm5
	pxor	%xmm1, %xmm4
	pand	%xmm3, %xmm4
	por	%xmm5, %xmm4
	movdqa	%xmm4, %xmm3
	pslld	$31, %xmm4
	psrad	$31, %xmm4
	psrld	$1, %xmm3
	movdqa	%xmm4, %xmm5
	pandn	%xmm3, %xmm5
	pxor	%xmm1, %xmm3
	pand	%xmm4, %xmm3
	por	%xmm5, %xmm3
	movdqa	%xmm3, %xmm4
	pslld	$31, %xmm3
	psrld	$1, %xmm4
	psrad	$31, %xmm3
	movdqa	%xmm3, %xmm5
	pandn	%xmm4, %xmm5
	pxor	%xmm1, %xmm4
	pand	%xmm3, %xmm4
	por	%xmm5, %xmm4
	movdqa	%xmm4, %xmm3
	psrld	$1, %xmm3
	pslld	$31, %xmm4
	psrad	$31, %xmm4
	movdqa	%xmm4, %xmm5
	pandn	%xmm3, %xmm5
	pxor	%xmm1, %xmm3
	pand	%xmm4, %xmm3
	por	%xmm5, %xmm3
	movdqa	%xmm3, %xmm4
	psrld	$1, %xmm4
	pslld	$31, %xmm3
	psrad	$31, %xmm3
	movdqa	%xmm3, %xmm5
	pandn	%xmm4, %xmm5
	pxor	%xmm1, %xmm4
	pand	%xmm3, %xmm4
	por	%xmm5, %xmm4
	movdqa	%xmm4, (%rax,%rcx)
	paddd	%xmm2, %xmm0
	addq	$16, %rax
	cmpq	$1024, %rax                     # imm = 0x400
	jne	.LBB3_13
.LBB3_14:
	movl	$-1, %esi
	xorl	%eax, %eax
	leaq	hashes.text(%rip), %rcx
	leaq	crc_table(%rip), %rdx
	movq	(%rsp), %r13                    # 8-byte Reload
	movabsq	$-7046029254386353131, %rbx     # imm = 0x9E3779B97F4A7C15
	.p2align	4, 0x90
.LBB3_15:                               # =>This Inner Loop Header: Depth=1
	movzbl	(%rax,%rcx), %edi
	xorb	%sil, %dil
	movzbl	%dil, %edi
	shrl	$8, %esi
	xorl	(%rdx,%rdi,4), %esi
	cmpq	$42, %rax
	je	.LBB3_17
# %bb.16:                               #   in Loop: Header=BB3_15 Depth=1
	movzbl	1(%rax,%rcx), %edi
	xorb	%sil, %dil
	movzbl	%dil, %edi
	shrl	$8, %esi
	xorl	(%rdx,%rdi,4), %esi
	addq	$2, %rax
	jmp	.LBB3_15
.LBB3_17:
	notl	%esi
	leaq	.L.str.21(%rip), %rdi
	xorl	%r15d, %r15d
	movabsq	$-866459186506731248, %rdx      # imm = 0xF3F9B7F5E7E47110
	xorl	%eax, %eax
	callq	print
	movq	seed(%rip), %rsi
	leaq	(%rsi,%rbx), %rcx
	movl	$1000, %edi                     # imm = 0x3E8
	movabsq	$-6651371118538410227, %r8      # imm = 0xA3B195354A39B70D
	movabsq	$1946526487930394057, %r9       # imm = 0x1B03738712FAD5C9
	.p2align	4, 0x90
.LBB3_18:                               # =>This Inner Loop Header: Depth=1
	rolq	$7, %r15
	movq	%rcx, %rax
	mulq	%r8
	xorq	%rdx, %rax
	mulq	%r9
	xorq	%rdx, %r15
	xorq	%rax, %r15
	addq	%rbx, %rcx
	decl	%edi
	jne	.LBB3_18
# %bb.19:
	movabsq	$626981770695586312, %rax       # imm = 0x8B37C993AF4B208
	addq	%rax, %rsi
	movq	%rsi, seed(%rip)
	movq	%r15, %rax
	orq	$1, %rax
	bsrq	%rax, %rdx
	xorl	$63, %edx
	movabsq	$-9223372036854775808, %rax     # imm = 0x8000000000000000
	orq	%r15, %rax
	rep		bsfq	%rax, %rcx
	movq	%r15, %r8
	bswapq	%r8
	leaq	.L.str.22(%rip), %rdi
	movq	%r15, %rsi
                                        # kill: def $edx killed $edx killed $rdx
                                        # kill: def $ecx killed $ecx killed $rcx
	xorl	%eax, %eax
	callq	print
	leaq	.L.str.3(%rip), %rdi
	xorl	%eax, %eax
	callq	print
	leaq	factorial(%rip), %rax
	leaq	.LJTI3_0(%rip), %rbx
	leaq	.L.str.23(%rip), %r15
	jmp	.LBB3_20
.LBB3_23:                               #   in Loop: Header=BB3_20 Depth=1
	movq	(%r14), %rax
	addq	%rax, -8(%r14)
.LBB3_24:                               #   in Loop: Header=BB3_20 Depth=1
	addq	$-8, %r14
	movq	%r12, %rax
.LBB3_20:                               # =>This Inner Loop Header: Depth=1
	movq	%rax, %rcx
	leaq	4(%rax), %r12
	movl	(%rax), %edx
	movq	%r12, %rax
	cmpq	$10, %rdx
	ja	.LBB3_20
# %bb.21:                               #   in Loop: Header=BB3_20 Depth=1
	movslq	(%rbx,%rdx,4), %rax
	addq	%rbx, %rax
	jmpq	*%rax
.LBB3_22:                               #   in Loop: Header=BB3_20 Depth=1
	movslq	4(%rcx), %rax
	addq	$8, %rcx
	movq	%rax, 8(%r14)
	addq	$8, %r14
	movq	%rcx, %rax
	jmp	.LBB3_20
.LBB3_25:                               #   in Loop: Header=BB3_20 Depth=1
	movq	(%r14), %rax
	subq	%rax, -8(%r14)
	jmp	.LBB3_24
.LBB3_26:                               #   in Loop: Header=BB3_20 Depth=1
	movq	-8(%r14), %rax
	imulq	(%r14), %rax
	movq	%rax, -8(%r14)
	jmp	.LBB3_24
.LBB3_27:                               #   in Loop: Header=BB3_20 Depth=1
	leaq	-8(%r14), %rcx
	movq	-8(%r14), %rax
	movq	(%r14), %rsi
	movq	%rax, %rdx
	orq	%rsi, %rdx
	shrq	$32, %rdx
	je	.LBB3_28
# %bb.29:                               #   in Loop: Header=BB3_20 Depth=1
	cqto
	idivq	%rsi
	jmp	.LBB3_30
.LBB3_31:                               #   in Loop: Header=BB3_20 Depth=1
	movq	(%r14), %rax
	jmp	.LBB3_32
.LBB3_33:                               #   in Loop: Header=BB3_20 Depth=1
	movdqu	-8(%r14), %xmm0
	pshufd	$78, %xmm0, %xmm0               # xmm0 = xmm0[2,3,0,1]
	movdqu	%xmm0, -8(%r14)
	movq	%r12, %rax
	jmp	.LBB3_20
.LBB3_34:                               #   in Loop: Header=BB3_20 Depth=1
	movq	-8(%r14), %rax
.LBB3_32:                               #   in Loop: Header=BB3_20 Depth=1
	movq	%rax, 8(%r14)
	addq	$8, %r14
	movq	%r12, %rax
	jmp	.LBB3_20
.LBB3_35:                               #   in Loop: Header=BB3_20 Depth=1
	addq	$8, %rcx
	leaq	-8(%r14), %rdx
	cmpq	$0, (%r14)
	movq	%rcx, %rax
	movq	%rdx, %r14
	je	.LBB3_20
# %bb.36:                               #   in Loop: Header=BB3_20 Depth=1
	movslq	(%r12), %rax
	leaq	(%rcx,%rax,4), %rax
	movq	%rdx, %r14
	jmp	.LBB3_20
.LBB3_37:                               #   in Loop: Header=BB3_20 Depth=1
	movq	(%r14), %rsi
	movq	%r15, %rdi
	xorl	%eax, %eax
	callq	print
	movq	%r12, %rax
	jmp	.LBB3_20
.LBB3_28:                               #   in Loop: Header=BB3_20 Depth=1
                                        # kill: def $eax killed $eax killed $rax
	xorl	%edx, %edx
	divl	%esi
                                        # kill: def $eax killed $eax def $rax
.LBB3_30:                               #   in Loop: Header=BB3_20 Depth=1
	movq	%rax, (%rcx)
	movq	%r12, %rax
	movq	%rcx, %r14
	jmp	.LBB3_20
.LBB3_38:
	movq	(%r14), %rsi
	leaq	.L.str.4(%rip), %rdi
	xorl	%ebx, %ebx
	xorl	%eax, %eax
	callq	print
	leaq	buffer(%rip), %r8
	movl	$1, %edi
	.p2align	4, 0x90
.LBB3_39:                               # =>This Inner Loop Header: Depth=1
	movl	used(%rip), %edx
	subl	%ebx, %edx
	jbe	.LBB3_41
# %bb.40:                               #   in Loop: Header=BB3_39 Depth=1
	movl	%ebx, %esi
	addq	%r8, %rsi
	movl	$1, %eax
	#APP
	syscall
	#NO_APP
	addl	%eax, %ebx
	testq	%rax, %rax
	jns	.LBB3_39
.LBB3_41:
	movl	$0, used(%rip)
	leal	10(%r13), %ecx
	xorl	%eax, %eax
	cmpl	$1, %r13d
	cmovnel	%ecx, %eax
	addq	$184, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end3:
	.size	main, .Lfunc_end3-main
	.section	.rodata,"a",@progbits
	.p2align	2, 0x0
.LJTI3_0:
	.long	.LBB3_22-.LJTI3_0
	.long	.LBB3_23-.LJTI3_0
	.long	.LBB3_25-.LJTI3_0
	.long	.LBB3_26-.LJTI3_0
	.long	.LBB3_27-.LJTI3_0
	.long	.LBB3_31-.LJTI3_0
	.long	.LBB3_33-.LJTI3_0
	.long	.LBB3_34-.LJTI3_0
	.long	.LBB3_35-.LJTI3_0
	.long	.LBB3_37-.LJTI3_0
	.long	.LBB3_38-.LJTI3_0
                                        # -- End function
	.section	.rodata.cst16,"aM",@progbits,16
	.p2align	4, 0x0                          # -- Begin function print
.LCPI4_0:
	.quad	0x8000000000000000              # double -0
	.quad	0x8000000000000000              # double -0
.LCPI4_2:
	.long	1127219200                      # 0x43300000
	.long	1160773632                      # 0x45300000
	.long	0                               # 0x0
	.long	0                               # 0x0
.LCPI4_3:
	.quad	0x4330000000000000              # double 4503599627370496
	.quad	0x4530000000000000              # double 1.9342813113834067E+25
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.LCPI4_1:
	.quad	0x43e0000000000000              # double 9.2233720368547758E+18
.LCPI4_4:
	.quad	0x412e848000000000              # double 1.0E+6
.LCPI4_5:
	.quad	0x3fe0000000000000              # double 0.5
.LCPI4_6:
	.quad	0x0000000000000000              # double 0
	.text
	.p2align	4, 0x90
	.type	print,@function
print:                                  # @print
# %bb.0:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$312, %rsp                      # imm = 0x138
	movq	%rdi, %rbx
	movq	%rsi, 136(%rsp)
	movq	%rdx, 144(%rsp)
	movq	%rcx, 152(%rsp)
	movq	%r8, 160(%rsp)
	movq	%r9, 168(%rsp)
	testb	%al, %al
	je	.LBB4_2
# %bb.1:
	movapd	%xmm0, 176(%rsp)
	movapd	%xmm1, 192(%rsp)
	movapd	%xmm2, 208(%rsp)
	movapd	%xmm3, 224(%rsp)
	movapd	%xmm4, 240(%rsp)
	movaps	%xmm5, 256(%rsp)
	movaps	%xmm6, 272(%rsp)
	movaps	%xmm7, 288(%rsp)
.LBB4_2:
	movabsq	$-4294967296, %rbp              # imm = 0xFFFFFFFF00000000
	movabsq	$309237645312, %r13             # imm = 0x4800000000
	leaq	128(%rsp), %rax
	movq	%rax, 16(%rsp)
	leaq	368(%rsp), %rax
	movq	%rax, 8(%rsp)
	movabsq	$206158430216, %rax             # imm = 0x3000000008
	movq	%rax, (%rsp)
	leaq	buffer(%rip), %r14
	leaq	.L.str.6(%rip), %r12
	movabsq	$-3689348814741910323, %r15     # imm = 0xCCCCCCCCCCCCCCCD
	jmp	.LBB4_4
	.p2align	4, 0x90
.LBB4_3:                                #   in Loop: Header=BB4_4 Depth=1
	leal	1(%r9), %eax
	movl	%eax, used(%rip)
	movl	%r9d, %eax
	movb	%r8b, (%rax,%r14)
	incq	%rbx
.LBB4_4:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB4_8 Depth 2
                                        #     Child Loop BB4_12 Depth 2
                                        #     Child Loop BB4_19 Depth 2
                                        #     Child Loop BB4_21 Depth 2
                                        #     Child Loop BB4_112 Depth 2
                                        #     Child Loop BB4_78 Depth 2
                                        #     Child Loop BB4_73 Depth 2
                                        #     Child Loop BB4_67 Depth 2
                                        #     Child Loop BB4_104 Depth 2
                                        #     Child Loop BB4_107 Depth 2
                                        #     Child Loop BB4_95 Depth 2
                                        #     Child Loop BB4_60 Depth 2
                                        #     Child Loop BB4_55 Depth 2
                                        #     Child Loop BB4_85 Depth 2
                                        #     Child Loop BB4_26 Depth 2
	movzbl	(%rbx), %r8d
	cmpl	$37, %r8d
	je	.LBB4_10
# %bb.5:                                #   in Loop: Header=BB4_4 Depth=1
	testl	%r8d, %r8d
	je	.LBB4_118
# %bb.6:                                #   in Loop: Header=BB4_4 Depth=1
	movl	used(%rip), %r9d
	cmpl	$512, %r9d                      # imm = 0x200
	jne	.LBB4_3
# %bb.7:                                #   in Loop: Header=BB4_4 Depth=1
	xorl	%r9d, %r9d
	xorl	%r10d, %r10d
	.p2align	4, 0x90
.LBB4_8:                                #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	used(%rip), %edx
	subl	%r10d, %edx
	jbe	.LBB4_3
# %bb.9:                                #   in Loop: Header=BB4_8 Depth=2
	movl	%r10d, %esi
	addq	%r14, %rsi
	movl	$1, %edi
	movl	$1, %eax
	#APP
	syscall
	#NO_APP
	addl	%eax, %r10d
	testq	%rax, %rax
	jns	.LBB4_8
	jmp	.LBB4_3
	.p2align	4, 0x90
.LBB4_10:                               #   in Loop: Header=BB4_4 Depth=1
	movabsq	$137438953472, %rax             # imm = 0x2000000000
	movq	%rax, 32(%rsp)
	xorl	%esi, %esi
	jmp	.LBB4_12
	.p2align	4, 0x90
.LBB4_11:                               #   in Loop: Header=BB4_12 Depth=2
	movb	$48, 36(%rsp)
.LBB4_12:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	incq	%rbx
	movzbl	(%rbx), %eax
	cmpl	$48, %eax
	je	.LBB4_11
# %bb.13:                               #   in Loop: Header=BB4_12 Depth=2
	cmpl	$43, %eax
	je	.LBB4_16
# %bb.14:                               #   in Loop: Header=BB4_12 Depth=2
	cmpl	$45, %eax
	jne	.LBB4_17
# %bb.15:                               #   in Loop: Header=BB4_12 Depth=2
	orb	$1, %sil
	movb	%sil, 37(%rsp)
	jmp	.LBB4_12
.LBB4_16:                               #   in Loop: Header=BB4_12 Depth=2
	orb	$2, %sil
	movb	%sil, 37(%rsp)
	jmp	.LBB4_12
	.p2align	4, 0x90
.LBB4_17:                               #   in Loop: Header=BB4_4 Depth=1
	leal	-48(%rax), %ecx
	cmpb	$9, %cl
	ja	.LBB4_20
# %bb.18:                               #   in Loop: Header=BB4_4 Depth=1
	xorl	%ecx, %ecx
	.p2align	4, 0x90
.LBB4_19:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	%al, %eax
	leal	(%rcx,%rcx,4), %ecx
	leal	(%rax,%rcx,2), %ecx
	addl	$-48, %ecx
	movl	%ecx, 32(%rsp)
	movzbl	1(%rbx), %eax
	incq	%rbx
	leal	-48(%rax), %edx
	cmpb	$10, %dl
	jb	.LBB4_19
.LBB4_20:                               #   in Loop: Header=BB4_4 Depth=1
	movl	%eax, %ecx
	cmpb	$108, %al
	jne	.LBB4_22
	.p2align	4, 0x90
.LBB4_21:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	1(%rbx), %ecx
	incq	%rbx
	cmpb	$108, %cl
	je	.LBB4_21
.LBB4_22:                               #   in Loop: Header=BB4_4 Depth=1
	movsbl	%cl, %ecx
	addl	$-37, %ecx
	cmpl	$83, %ecx
	ja	.LBB4_29
# %bb.23:                               #   in Loop: Header=BB4_4 Depth=1
	leaq	.LJTI4_0(%rip), %rdx
	movslq	(%rdx,%rcx,4), %rcx
	addq	%rdx, %rcx
	jmpq	*%rcx
.LBB4_24:                               #   in Loop: Header=BB4_4 Depth=1
	movl	used(%rip), %r8d
	cmpl	$512, %r8d                      # imm = 0x200
	jne	.LBB4_28
# %bb.25:                               #   in Loop: Header=BB4_4 Depth=1
	xorl	%r8d, %r8d
	xorl	%r9d, %r9d
	.p2align	4, 0x90
.LBB4_26:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	used(%rip), %edx
	subl	%r9d, %edx
	jbe	.LBB4_28
# %bb.27:                               #   in Loop: Header=BB4_26 Depth=2
	movl	%r9d, %esi
	addq	%r14, %rsi
	movl	$1, %edi
	movl	$1, %eax
	#APP
	syscall
	#NO_APP
	addl	%eax, %r9d
	testq	%rax, %rax
	jns	.LBB4_26
.LBB4_28:                               #   in Loop: Header=BB4_4 Depth=1
	leal	1(%r8), %eax
	movl	%eax, used(%rip)
	movl	%r8d, %eax
	movb	$37, (%rax,%r14)
.LBB4_29:                               #   in Loop: Header=BB4_4 Depth=1
	incq	%rbx
	jmp	.LBB4_4
.LBB4_30:                               #   in Loop: Header=BB4_4 Depth=1
	orb	$4, %sil
	movb	%sil, 37(%rsp)
.LBB4_31:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rsp), %ecx
	cmpb	$108, %al
	jne	.LBB4_50
# %bb.32:                               #   in Loop: Header=BB4_4 Depth=1
	cmpl	$40, %ecx
	ja	.LBB4_52
# %bb.33:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	movq	(%rax), %rdx
	jmp	.LBB4_84
.LBB4_34:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rsp), %ecx
	cmpq	$40, %rcx
	ja	.LBB4_53
# %bb.35:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	jmp	.LBB4_54
.LBB4_36:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rsp), %ecx
	cmpq	$40, %rcx
	ja	.LBB4_57
# %bb.37:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	jmp	.LBB4_58
.LBB4_38:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rsp), %ecx
	cmpb	$108, %al
	jne	.LBB4_63
# %bb.39:                               #   in Loop: Header=BB4_4 Depth=1
	cmpl	$40, %ecx
	ja	.LBB4_90
# %bb.40:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	movq	(%rax), %r10
	jmp	.LBB4_94
.LBB4_41:                               #   in Loop: Header=BB4_4 Depth=1
	movl	4(%rsp), %ecx
	cmpq	$160, %rcx
	ja	.LBB4_65
# %bb.42:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$16, %ecx
	movl	%ecx, 4(%rsp)
	jmp	.LBB4_66
.LBB4_43:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rsp), %ecx
	cmpq	$40, %rcx
	ja	.LBB4_71
# %bb.44:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	jmp	.LBB4_72
.LBB4_45:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rsp), %ecx
	cmpq	$40, %rcx
	ja	.LBB4_76
# %bb.46:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	jmp	.LBB4_77
.LBB4_47:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rsp), %ecx
	cmpb	$108, %al
	jne	.LBB4_80
# %bb.48:                               #   in Loop: Header=BB4_4 Depth=1
	cmpl	$40, %ecx
	ja	.LBB4_91
# %bb.49:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	movq	(%rax), %rcx
	jmp	.LBB4_111
.LBB4_50:                               #   in Loop: Header=BB4_4 Depth=1
	cmpl	$40, %ecx
	ja	.LBB4_82
# %bb.51:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	jmp	.LBB4_83
.LBB4_52:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
	movq	(%rax), %rdx
	jmp	.LBB4_84
.LBB4_53:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
.LBB4_54:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rax), %edx
	movl	$71, %eax
	movl	$72, %ecx
	movq	%rdx, %rdi
	.p2align	4, 0x90
.LBB4_55:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	%edx, %r8d
	andl	$1, %r8d
	movzbl	(%r8,%r12), %r8d
	movb	%r8b, 48(%rsp,%rax)
	shrq	%rdi
	decq	%rax
	decl	%ecx
	cmpq	$1, %rdx
	movq	%rdi, %rdx
	ja	.LBB4_55
	jmp	.LBB4_74
.LBB4_57:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
.LBB4_58:                               #   in Loop: Header=BB4_4 Depth=1
	movzbl	(%rax), %r8d
	movl	used(%rip), %r9d
	cmpl	$512, %r9d                      # imm = 0x200
	jne	.LBB4_62
# %bb.59:                               #   in Loop: Header=BB4_4 Depth=1
	xorl	%r9d, %r9d
	xorl	%r10d, %r10d
	.p2align	4, 0x90
.LBB4_60:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	used(%rip), %edx
	subl	%r10d, %edx
	jbe	.LBB4_62
# %bb.61:                               #   in Loop: Header=BB4_60 Depth=2
	movl	%r10d, %esi
	addq	%r14, %rsi
	movl	$1, %edi
	movl	$1, %eax
	#APP
	syscall
	#NO_APP
	addl	%eax, %r10d
	testq	%rax, %rax
	jns	.LBB4_60
.LBB4_62:                               #   in Loop: Header=BB4_4 Depth=1
	leal	1(%r9), %eax
	movl	%eax, used(%rip)
	movl	%r9d, %eax
	movb	%r8b, (%rax,%r14)
	incq	%rbx
	jmp	.LBB4_4
.LBB4_63:                               #   in Loop: Header=BB4_4 Depth=1
	cmpl	$40, %ecx
	ja	.LBB4_92
# %bb.64:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	jmp	.LBB4_93
.LBB4_65:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
.LBB4_66:                               #   in Loop: Header=BB4_4 Depth=1
	movsd	(%rax), %xmm0                   # xmm0 = mem[0],zero
	movabsq	$206158430214, %rax             # imm = 0x3000000006
	movq	%rax, 120(%rsp)
	movq	32(%rsp), %rsi
	movapd	%xmm0, %xmm1
	xorpd	.LCPI4_0(%rip), %xmm1
	maxsd	%xmm0, %xmm1
	cvttsd2si	%xmm1, %rax
	movq	%rsi, 40(%rsp)
	movq	%rax, %rdx
	sarq	$63, %rdx
	movapd	%xmm1, %xmm2
	movsd	.LCPI4_1(%rip), %xmm4           # xmm4 = mem[0],zero
	subsd	%xmm4, %xmm2
	cvttsd2si	%xmm2, %rcx
	andq	%rdx, %rcx
	orq	%rax, %rcx
	movq	%rcx, %xmm2
	punpckldq	.LCPI4_2(%rip), %xmm2   # xmm2 = xmm2[0],mem[0],xmm2[1],mem[1]
	subpd	.LCPI4_3(%rip), %xmm2
	movapd	%xmm2, %xmm3
	unpckhpd	%xmm2, %xmm3                    # xmm3 = xmm3[1],xmm2[1]
	addsd	%xmm2, %xmm3
	subsd	%xmm3, %xmm1
	mulsd	.LCPI4_4(%rip), %xmm1
	addsd	.LCPI4_5(%rip), %xmm1
	cvttsd2si	%xmm1, %rax
	movq	%rax, %rdx
	subsd	%xmm4, %xmm1
	cvttsd2si	%xmm1, %r10
	sarq	$63, %rdx
	andq	%rdx, %r10
	orq	%rax, %r10
	cmpq	$1000000, %r10                  # imm = 0xF4240
	sbbq	$-1, %rcx
	leal	-7(%rsi), %eax
	shrq	$40, %rsi
	testb	$4, %sil
	leaq	.L.str.5(%rip), %r11
	cmoveq	%r12, %r11
	movl	%eax, 40(%rsp)
	movl	$71, %r9d
	movl	$72, %r8d
	movq	%r13, %rdi
	.p2align	4, 0x90
.LBB4_67:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	%rcx, %rax
	mulq	%r15
	shrq	$3, %rdx
	leaq	(%rdx,%rdx), %rax
	leaq	(%rax,%rax,4), %rax
	movq	%rcx, %r13
	subq	%rax, %r13
	movzbl	(%r11,%r13), %eax
	movb	%al, 48(%rsp,%r9)
	decq	%r9
	addq	%rbp, %rdi
	decl	%r8d
	cmpq	$9, %rcx
	movq	%rdx, %rcx
	ja	.LBB4_67
# %bb.68:                               #   in Loop: Header=BB4_4 Depth=1
	leaq	-1000000(%r10), %r13
	cmpq	$1000000, %r10                  # imm = 0xF4240
	cmovbq	%r10, %r13
	xorpd	%xmm1, %xmm1
	ucomisd	%xmm0, %xmm1
	ja	.LBB4_89
# %bb.69:                               #   in Loop: Header=BB4_4 Depth=1
	testb	$2, %sil
	jne	.LBB4_100
# %bb.70:                               #   in Loop: Header=BB4_4 Depth=1
	sarq	$32, %rdi
	jmp	.LBB4_102
.LBB4_71:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
.LBB4_72:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rax), %edx
	movl	$71, %eax
	movl	$72, %ecx
	movq	%rdx, %rdi
	.p2align	4, 0x90
.LBB4_73:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	%edx, %r8d
	andl	$7, %r8d
	movzbl	(%r8,%r12), %r8d
	movb	%r8b, 48(%rsp,%rax)
	shrq	$3, %rdi
	decq	%rax
	decl	%ecx
	cmpq	$7, %rdx
	movq	%rdi, %rdx
	ja	.LBB4_73
	jmp	.LBB4_74
.LBB4_76:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
.LBB4_77:                               #   in Loop: Header=BB4_4 Depth=1
	movq	(%rax), %rdi
	xorl	%esi, %esi
	.p2align	4, 0x90
.LBB4_78:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	cmpb	$0, (%rdi,%rsi)
	leaq	1(%rsi), %rsi
	jne	.LBB4_78
# %bb.79:                               #   in Loop: Header=BB4_4 Depth=1
	decl	%esi
                                        # kill: def $esi killed $esi killed $rsi
	jmp	.LBB4_117
.LBB4_80:                               #   in Loop: Header=BB4_4 Depth=1
	cmpl	$40, %ecx
	ja	.LBB4_109
# %bb.81:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%rcx, %rax
	addq	16(%rsp), %rax
	addl	$8, %ecx
	movl	%ecx, (%rsp)
	jmp	.LBB4_110
.LBB4_82:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
.LBB4_83:                               #   in Loop: Header=BB4_4 Depth=1
	movl	(%rax), %edx
.LBB4_84:                               #   in Loop: Header=BB4_4 Depth=1
	testb	$4, %sil
	leaq	.L.str.5(%rip), %rdi
	cmoveq	%r12, %rdi
	movl	$71, %eax
	movl	$72, %ecx
	movq	%rdx, %r8
	.p2align	4, 0x90
.LBB4_85:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	%edx, %r9d
	andl	$15, %r9d
	movzbl	(%rdi,%r9), %r9d
	movb	%r9b, 48(%rsp,%rax)
	shrq	$4, %r8
	decq	%rax
	decl	%ecx
	cmpq	$15, %rdx
	movq	%r8, %rdx
	ja	.LBB4_85
.LBB4_74:                               #   in Loop: Header=BB4_4 Depth=1
	testb	$2, %sil
	jne	.LBB4_75
# %bb.87:                               #   in Loop: Header=BB4_4 Depth=1
	incq	%rax
	jmp	.LBB4_88
.LBB4_75:                               #   in Loop: Header=BB4_4 Depth=1
	movb	$43, 48(%rsp,%rax)
	movl	%eax, %ecx
.LBB4_88:                               #   in Loop: Header=BB4_4 Depth=1
	leaq	(%rsp,%rax), %rdi
	addq	$48, %rdi
	movl	$72, %esi
	subl	%ecx, %esi
	jmp	.LBB4_117
.LBB4_89:                               #   in Loop: Header=BB4_4 Depth=1
	movslq	%r9d, %rdi
	movb	$45, 48(%rsp,%rdi)
	jmp	.LBB4_101
.LBB4_90:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
	movq	(%rax), %r10
	jmp	.LBB4_94
.LBB4_91:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
	movq	(%rax), %rcx
	jmp	.LBB4_111
.LBB4_92:                               #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
.LBB4_93:                               #   in Loop: Header=BB4_4 Depth=1
	movslq	(%rax), %r10
.LBB4_94:                               #   in Loop: Header=BB4_4 Depth=1
	movq	%r10, %rcx
	negq	%rcx
	cmovsq	%r10, %rcx
	movl	$71, %r9d
	movl	$72, %r8d
	movq	%r13, %rdi
	.p2align	4, 0x90
.LBB4_95:                               #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	%rcx, %rax
	mulq	%r15
	shrq	$3, %rdx
	leaq	(%rdx,%rdx), %rax
	leaq	(%rax,%rax,4), %rax
	movq	%rcx, %r11
	subq	%rax, %r11
	movzbl	(%r12,%r11), %eax
	movb	%al, 48(%rsp,%r9)
	decq	%r9
	addq	%rbp, %rdi
	decl	%r8d
	cmpq	$9, %rcx
	movq	%rdx, %rcx
	ja	.LBB4_95
# %bb.96:                               #   in Loop: Header=BB4_4 Depth=1
	testq	%r10, %r10
	js	.LBB4_99
# %bb.97:                               #   in Loop: Header=BB4_4 Depth=1
	testb	$2, %sil
	je	.LBB4_98
.LBB4_114:                              #   in Loop: Header=BB4_4 Depth=1
	movslq	%r9d, %rdi
	movb	$43, 48(%rsp,%rdi)
	jmp	.LBB4_115
.LBB4_99:                               #   in Loop: Header=BB4_4 Depth=1
	movslq	%r9d, %rdi
	movb	$45, 48(%rsp,%rdi)
.LBB4_115:                              #   in Loop: Header=BB4_4 Depth=1
	movl	%r9d, %r8d
	jmp	.LBB4_116
.LBB4_100:                              #   in Loop: Header=BB4_4 Depth=1
	movslq	%r9d, %rdi
	movb	$43, 48(%rsp,%rdi)
.LBB4_101:                              #   in Loop: Header=BB4_4 Depth=1
	movl	%r9d, %r8d
.LBB4_102:                              #   in Loop: Header=BB4_4 Depth=1
	addq	%rsp, %rdi
	addq	$48, %rdi
	movl	$72, %esi
	subl	%r8d, %esi
	leaq	40(%rsp), %rdx
	callq	put_padded
	movl	used(%rip), %r8d
	cmpl	$512, %r8d                      # imm = 0x200
	jne	.LBB4_106
# %bb.103:                              #   in Loop: Header=BB4_4 Depth=1
	xorl	%r8d, %r8d
	xorl	%r9d, %r9d
	.p2align	4, 0x90
.LBB4_104:                              #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	used(%rip), %edx
	subl	%r9d, %edx
	jbe	.LBB4_106
# %bb.105:                              #   in Loop: Header=BB4_104 Depth=2
	movl	%r9d, %esi
	addq	%r14, %rsi
	movl	$1, %edi
	movl	$1, %eax
	#APP
	syscall
	#NO_APP
	addl	%eax, %r9d
	testq	%rax, %rax
	jns	.LBB4_104
.LBB4_106:                              #   in Loop: Header=BB4_4 Depth=1
	leal	1(%r8), %eax
	movl	%eax, used(%rip)
	movl	%r8d, %eax
	movb	$46, (%rax,%r14)
	movabsq	$309237645312, %rcx             # imm = 0x4800000000
	xorl	%esi, %esi
	.p2align	4, 0x90
.LBB4_107:                              #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	%r13, %rax
	mulq	%r15
	shrq	$3, %rdx
	leaq	(%rdx,%rdx), %rax
	leaq	(%rax,%rax,4), %rax
	movq	%r13, %rdi
	subq	%rax, %rdi
	movzbl	(%r12,%rdi), %eax
	movb	%al, 119(%rsp,%rsi)
	decq	%rsi
	addq	%rbp, %rcx
	cmpq	$9, %r13
	movq	%rdx, %r13
	ja	.LBB4_107
# %bb.108:                              #   in Loop: Header=BB4_4 Depth=1
	sarq	$32, %rcx
	leaq	(%rsp,%rcx), %rdi
	addq	$48, %rdi
	negl	%esi
                                        # kill: def $esi killed $esi killed $rsi
	leaq	120(%rsp), %rdx
	callq	put_padded
	movabsq	$309237645312, %r13             # imm = 0x4800000000
	incq	%rbx
	jmp	.LBB4_4
.LBB4_109:                              #   in Loop: Header=BB4_4 Depth=1
	movq	8(%rsp), %rax
	leaq	8(%rax), %rcx
	movq	%rcx, 8(%rsp)
.LBB4_110:                              #   in Loop: Header=BB4_4 Depth=1
	movl	(%rax), %ecx
.LBB4_111:                              #   in Loop: Header=BB4_4 Depth=1
	movl	$71, %r9d
	movl	$72, %r8d
	movq	%r13, %rdi
	.p2align	4, 0x90
.LBB4_112:                              #   Parent Loop BB4_4 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	%rcx, %rax
	mulq	%r15
	shrq	$3, %rdx
	leaq	(%rdx,%rdx), %rax
	leaq	(%rax,%rax,4), %rax
	movq	%rcx, %r10
	subq	%rax, %r10
	movzbl	(%r12,%r10), %eax
	movb	%al, 48(%rsp,%r9)
	decq	%r9
	addq	%rbp, %rdi
	decl	%r8d
	cmpq	$9, %rcx
	movq	%rdx, %rcx
	ja	.LBB4_112
# %bb.113:                              #   in Loop: Header=BB4_4 Depth=1
	testb	$2, %sil
	jne	.LBB4_114
.LBB4_98:                               #   in Loop: Header=BB4_4 Depth=1
	sarq	$32, %rdi
.LBB4_116:                              #   in Loop: Header=BB4_4 Depth=1
	addq	%rsp, %rdi
	addq	$48, %rdi
	movl	$72, %esi
	subl	%r8d, %esi
.LBB4_117:                              #   in Loop: Header=BB4_4 Depth=1
	leaq	32(%rsp), %rdx
	callq	put_padded
	incq	%rbx
	jmp	.LBB4_4
.LBB4_118:
	addq	$312, %rsp                      # imm = 0x138
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end4:
	.size	print, .Lfunc_end4-print
	.section	.rodata,"a",@progbits
	.p2align	2, 0x0
.LJTI4_0:
	.long	.LBB4_24-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_30-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_34-.LJTI4_0
	.long	.LBB4_36-.LJTI4_0
	.long	.LBB4_38-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_41-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_43-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_45-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_47-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_29-.LJTI4_0
	.long	.LBB4_31-.LJTI4_0
                                        # -- End function
	.text
	.p2align	4, 0x90                         # -- Begin function put_padded
	.type	put_padded,@function
put_padded:                             # @put_padded
# %bb.0:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r12
	pushq	%rbx
	movl	%esi, %r9d
	movq	%rdi, %r8
	movl	(%rdx), %ebx
	subl	%esi, %ebx
	testb	$1, 5(%rdx)
	jne	.LBB5_9
# %bb.1:
	testl	%ebx, %ebx
	jle	.LBB5_9
# %bb.2:
	movq	%rdx, %r10
	movl	used(%rip), %eax
	leaq	buffer(%rip), %r14
	movl	$1, %edi
	jmp	.LBB5_3
	.p2align	4, 0x90
.LBB5_7:                                #   in Loop: Header=BB5_3 Depth=1
	leal	1(%r15), %eax
	movl	%eax, used(%rip)
	movl	%r15d, %ecx
	movb	%bpl, (%rcx,%r14)
	leal	-1(%rbx), %ecx
	cmpl	$1, %ebx
	movl	%ecx, %ebx
	jle	.LBB5_8
.LBB5_3:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB5_5 Depth 2
	movzbl	4(%r10), %ebp
	movl	%eax, %r15d
	cmpl	$512, %eax                      # imm = 0x200
	jne	.LBB5_7
# %bb.4:                                #   in Loop: Header=BB5_3 Depth=1
	xorl	%r15d, %r15d
	xorl	%r12d, %r12d
	.p2align	4, 0x90
.LBB5_5:                                #   Parent Loop BB5_3 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	used(%rip), %edx
	subl	%r12d, %edx
	jbe	.LBB5_7
# %bb.6:                                #   in Loop: Header=BB5_5 Depth=2
	movl	%r12d, %esi
	addq	%r14, %rsi
	movl	$1, %eax
	#APP
	syscall
	#NO_APP
	addl	%eax, %r12d
	testq	%rax, %rax
	jns	.LBB5_5
	jmp	.LBB5_7
.LBB5_8:
	xorl	%ebx, %ebx
.LBB5_9:
	testl	%r9d, %r9d
	jle	.LBB5_16
# %bb.10:
	movl	%r9d, %r9d
	movl	used(%rip), %eax
	xorl	%r10d, %r10d
	leaq	buffer(%rip), %r14
	movl	$1, %edi
	jmp	.LBB5_11
	.p2align	4, 0x90
.LBB5_15:                               #   in Loop: Header=BB5_11 Depth=1
	leal	1(%r15), %eax
	movl	%eax, used(%rip)
	movl	%r15d, %ecx
	movb	%bpl, (%rcx,%r14)
	incq	%r10
	cmpq	%r9, %r10
	je	.LBB5_16
.LBB5_11:                               # =>This Loop Header: Depth=1
                                        #     Child Loop BB5_13 Depth 2
	movzbl	(%r8,%r10), %ebp
	movl	%eax, %r15d
	cmpl	$512, %eax                      # imm = 0x200
	jne	.LBB5_15
# %bb.12:                               #   in Loop: Header=BB5_11 Depth=1
	xorl	%r15d, %r15d
	xorl	%r12d, %r12d
	.p2align	4, 0x90
.LBB5_13:                               #   Parent Loop BB5_11 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	used(%rip), %edx
	subl	%r12d, %edx
	jbe	.LBB5_15
# %bb.14:                               #   in Loop: Header=BB5_13 Depth=2
	movl	%r12d, %esi
	addq	%r14, %rsi
	movl	$1, %eax
	#APP
	syscall
	#NO_APP
	addl	%eax, %r12d
	testq	%rax, %rax
	jns	.LBB5_13
	jmp	.LBB5_15
.LBB5_16:
	testl	%ebx, %ebx
	jle	.LBB5_23
# %bb.17:
	movl	used(%rip), %eax
	leaq	buffer(%rip), %r8
	movl	$1, %edi
	jmp	.LBB5_18
	.p2align	4, 0x90
.LBB5_22:                               #   in Loop: Header=BB5_18 Depth=1
	leal	1(%r9), %eax
	movl	%eax, used(%rip)
	movl	%r9d, %ecx
	movb	$32, (%rcx,%r8)
	leal	-1(%rbx), %ecx
	cmpl	$1, %ebx
	movl	%ecx, %ebx
	jle	.LBB5_23
.LBB5_18:                               # =>This Loop Header: Depth=1
                                        #     Child Loop BB5_20 Depth 2
	movl	%eax, %r9d
	cmpl	$512, %eax                      # imm = 0x200
	jne	.LBB5_22
# %bb.19:                               #   in Loop: Header=BB5_18 Depth=1
	xorl	%r9d, %r9d
	xorl	%r10d, %r10d
	.p2align	4, 0x90
.LBB5_20:                               #   Parent Loop BB5_18 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movl	used(%rip), %edx
	subl	%r10d, %edx
	jbe	.LBB5_22
# %bb.21:                               #   in Loop: Header=BB5_20 Depth=2
	movl	%r10d, %esi
	addq	%r8, %rsi
	movl	$1, %eax
	#APP
	syscall
	#NO_APP
	addl	%eax, %r10d
	testq	%rax, %rax
	jns	.LBB5_20
	jmp	.LBB5_22
.LBB5_23:
	popq	%rbx
	popq	%r12
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end5:
	.size	put_padded, .Lfunc_end5-put_padded
                                        # -- End function
	.p2align	4, 0x90                         # -- Begin function quicksort
	.type	quicksort,@function
quicksort:                              # @quicksort
# %bb.0:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$56, %rsp
	movq	%rcx, 40(%rsp)                  # 8-byte Spill
	cmpq	$2, %rsi
	jb	.LBB6_65
# %bb.1:
	movq	%rdx, %r14
	movq	%rsi, %r15
	movq	%rdi, %r11
	movq	%rdx, %rax
	andq	$-32, %rax
	movq	%rax, (%rsp)                    # 8-byte Spill
	movl	%r14d, %eax
	andl	$31, %eax
	movq	%rax, 16(%rsp)                  # 8-byte Spill
	movq	%rdx, %r12
	andq	$-8, %r12
	movl	%r14d, %eax
	andl	$7, %eax
	movq	%rax, 24(%rsp)                  # 8-byte Spill
	movq	%rdi, %rbx
	jmp	.LBB6_2
	.p2align	4, 0x90
.LBB6_37:                               #   in Loop: Header=BB6_2 Depth=1
	movq	32(%rsp), %r15                  # 8-byte Reload
	movq	8(%rsp), %r11                   # 8-byte Reload
.LBB6_61:                               #   in Loop: Header=BB6_2 Depth=1
	movq	%rbx, %rax
	subq	%r11, %rax
	movq	%rax, %rcx
	orq	%r14, %rcx
	shrq	$32, %rcx
	je	.LBB6_62
# %bb.63:                               #   in Loop: Header=BB6_2 Depth=1
	xorl	%edx, %edx
	divq	%r14
	movq	%rax, %r13
.LBB6_64:                               #   in Loop: Header=BB6_2 Depth=1
	movq	%r11, %rdi
	movq	%r13, %rsi
	movq	%r14, %rdx
	movq	40(%rsp), %rcx                  # 8-byte Reload
	callq	quicksort
	addq	%r14, %rbx
	notq	%r13
	addq	%r13, %r15
	movq	%rbx, %r11
	cmpq	$1, %r15
	jbe	.LBB6_65
.LBB6_2:                                # =>This Loop Header: Depth=1
                                        #     Child Loop BB6_13 Depth 2
                                        #     Child Loop BB6_10 Depth 2
                                        #     Child Loop BB6_19 Depth 2
                                        #     Child Loop BB6_23 Depth 2
                                        #     Child Loop BB6_26 Depth 2
                                        #       Child Loop BB6_67 Depth 3
                                        #       Child Loop BB6_34 Depth 3
                                        #       Child Loop BB6_73 Depth 3
                                        #       Child Loop BB6_77 Depth 3
                                        #     Child Loop BB6_49 Depth 2
                                        #     Child Loop BB6_46 Depth 2
                                        #     Child Loop BB6_56 Depth 2
                                        #     Child Loop BB6_60 Depth 2
	testq	%r14, %r14
	je	.LBB6_61
# %bb.3:                                #   in Loop: Header=BB6_2 Depth=1
	leaq	-1(%r15), %rbp
	imulq	%r14, %rbp
	leaq	(%r11,%rbp), %r13
	movq	%r15, %rcx
	shrq	%rcx
	movq	%rcx, %rax
	imulq	%r14, %rax
	leaq	(%r11,%rax), %rdx
	cmpq	$8, %r14
	jb	.LBB6_4
# %bb.5:                                #   in Loop: Header=BB6_2 Depth=1
	movq	%r15, %rsi
	imulq	%r14, %rsi
	addq	%r11, %rsi
	cmpq	%rsi, %rdx
	jae	.LBB6_7
# %bb.6:                                #   in Loop: Header=BB6_2 Depth=1
	incq	%rcx
	imulq	%r14, %rcx
	addq	%r11, %rcx
	cmpq	%rcx, %r13
	jae	.LBB6_7
.LBB6_4:                                #   in Loop: Header=BB6_2 Depth=1
	movq	%rdx, %rax
	movq	%r14, %rdx
	movq	%r13, %rcx
.LBB6_17:                               #   in Loop: Header=BB6_2 Depth=1
	leaq	-1(%rdx), %rsi
	movq	%rdx, %r8
	andq	$3, %r8
	je	.LBB6_21
# %bb.18:                               #   in Loop: Header=BB6_2 Depth=1
	xorl	%edi, %edi
	.p2align	4, 0x90
.LBB6_19:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	(%rax,%rdi), %r9d
	movzbl	(%rcx,%rdi), %r10d
	movb	%r10b, (%rax,%rdi)
	movb	%r9b, (%rcx,%rdi)
	incq	%rdi
	cmpq	%rdi, %r8
	jne	.LBB6_19
# %bb.20:                               #   in Loop: Header=BB6_2 Depth=1
	addq	%rdi, %rax
	subq	%rdi, %rdx
	addq	%rdi, %rcx
.LBB6_21:                               #   in Loop: Header=BB6_2 Depth=1
	cmpq	$3, %rsi
	jb	.LBB6_24
# %bb.22:                               #   in Loop: Header=BB6_2 Depth=1
	xorl	%esi, %esi
	.p2align	4, 0x90
.LBB6_23:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	(%rax,%rsi), %edi
	movzbl	(%rcx,%rsi), %r8d
	movb	%r8b, (%rax,%rsi)
	movb	%dil, (%rcx,%rsi)
	movzbl	1(%rax,%rsi), %edi
	movzbl	1(%rcx,%rsi), %r8d
	movb	%r8b, 1(%rax,%rsi)
	movb	%dil, 1(%rcx,%rsi)
	movzbl	2(%rax,%rsi), %edi
	movzbl	2(%rcx,%rsi), %r8d
	movb	%r8b, 2(%rax,%rsi)
	movb	%dil, 2(%rcx,%rsi)
	movzbl	3(%rax,%rsi), %edi
	movzbl	3(%rcx,%rsi), %r8d
	movb	%r8b, 3(%rax,%rsi)
	movb	%dil, 3(%rcx,%rsi)
	addq	$4, %rsi
	cmpq	%rsi, %rdx
	jne	.LBB6_23
.LBB6_24:                               #   in Loop: Header=BB6_2 Depth=1
	movq	%r15, 32(%rsp)                  # 8-byte Spill
	movq	%r11, 8(%rsp)                   # 8-byte Spill
	movq	%r11, %rbx
	movq	%rbp, 48(%rsp)                  # 8-byte Spill
	testq	%rbp, %rbp
	jle	.LBB6_36
# %bb.25:                               #   in Loop: Header=BB6_2 Depth=1
	xorl	%r15d, %r15d
	movq	8(%rsp), %rbx                   # 8-byte Reload
	movq	%rbx, %rbp
	jmp	.LBB6_26
	.p2align	4, 0x90
.LBB6_78:                               #   in Loop: Header=BB6_26 Depth=2
	addq	%r14, %rbx
.LBB6_79:                               #   in Loop: Header=BB6_26 Depth=2
	addq	%r14, %rbp
	cmpq	%r13, %rbp
	jae	.LBB6_36
.LBB6_26:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Loop Header: Depth=2
                                        #       Child Loop BB6_67 Depth 3
                                        #       Child Loop BB6_34 Depth 3
                                        #       Child Loop BB6_73 Depth 3
                                        #       Child Loop BB6_77 Depth 3
	incq	%r15
	movq	%rbp, %rdi
	movq	%r13, %rsi
	callq	*40(%rsp)                       # 8-byte Folded Reload
	testl	%eax, %eax
	jns	.LBB6_79
# %bb.27:                               #   in Loop: Header=BB6_26 Depth=2
	testq	%r14, %r14
	je	.LBB6_78
# %bb.28:                               #   in Loop: Header=BB6_26 Depth=2
	movq	%rbp, %rax
	movq	%r14, %rdx
	movq	%rbx, %rcx
	cmpq	$8, %r14
	jb	.LBB6_71
# %bb.29:                               #   in Loop: Header=BB6_26 Depth=2
	leaq	(%rbx,%r14), %rax
	cmpq	%rax, %rbp
	jae	.LBB6_31
# %bb.30:                               #   in Loop: Header=BB6_26 Depth=2
	movq	%r15, %rsi
	imulq	%r14, %rsi
	addq	8(%rsp), %rsi                   # 8-byte Folded Reload
	movq	%rbp, %rax
	movq	%r14, %rdx
	movq	%rbx, %rcx
	cmpq	%rsi, %rbx
	jb	.LBB6_71
.LBB6_31:                               #   in Loop: Header=BB6_26 Depth=2
	cmpq	$32, %r14
	movq	(%rsp), %rcx                    # 8-byte Reload
	jae	.LBB6_66
# %bb.32:                               #   in Loop: Header=BB6_26 Depth=2
	xorl	%edx, %edx
	jmp	.LBB6_33
.LBB6_66:                               #   in Loop: Header=BB6_26 Depth=2
	xorl	%eax, %eax
	.p2align	4, 0x90
.LBB6_67:                               #   Parent Loop BB6_2 Depth=1
                                        #     Parent Loop BB6_26 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movups	(%rbp,%rax), %xmm0
	movups	16(%rbp,%rax), %xmm1
	movups	(%rbx,%rax), %xmm2
	movups	16(%rbx,%rax), %xmm3
	movups	%xmm2, (%rbp,%rax)
	movups	%xmm3, 16(%rbp,%rax)
	movups	%xmm0, (%rbx,%rax)
	movups	%xmm1, 16(%rbx,%rax)
	addq	$32, %rax
	cmpq	%rax, %rcx
	jne	.LBB6_67
# %bb.68:                               #   in Loop: Header=BB6_26 Depth=2
	cmpq	%r14, %rcx
	je	.LBB6_78
# %bb.69:                               #   in Loop: Header=BB6_26 Depth=2
	movq	(%rsp), %rax                    # 8-byte Reload
	movq	%rax, %rdx
	testb	$24, %r14b
	je	.LBB6_70
.LBB6_33:                               #   in Loop: Header=BB6_26 Depth=2
	leaq	(%r12,%rbp), %rax
	leaq	(%rbx,%r12), %rcx
	.p2align	4, 0x90
.LBB6_34:                               #   Parent Loop BB6_2 Depth=1
                                        #     Parent Loop BB6_26 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movq	(%rbp,%rdx), %rsi
	movq	(%rbx,%rdx), %rdi
	movq	%rdi, (%rbp,%rdx)
	movq	%rsi, (%rbx,%rdx)
	addq	$8, %rdx
	cmpq	%rdx, %r12
	jne	.LBB6_34
# %bb.35:                               #   in Loop: Header=BB6_26 Depth=2
	movq	24(%rsp), %rdx                  # 8-byte Reload
	cmpq	%r14, %r12
	je	.LBB6_78
	jmp	.LBB6_71
.LBB6_70:                               #   in Loop: Header=BB6_26 Depth=2
	leaq	(%rbx,%rax), %rcx
	addq	%rbp, %rax
	movq	16(%rsp), %rdx                  # 8-byte Reload
	.p2align	4, 0x90
.LBB6_71:                               #   in Loop: Header=BB6_26 Depth=2
	leaq	-1(%rdx), %rsi
	movq	%rdx, %r8
	andq	$3, %r8
	je	.LBB6_75
# %bb.72:                               #   in Loop: Header=BB6_26 Depth=2
	xorl	%edi, %edi
	.p2align	4, 0x90
.LBB6_73:                               #   Parent Loop BB6_2 Depth=1
                                        #     Parent Loop BB6_26 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movzbl	(%rax,%rdi), %r9d
	movzbl	(%rcx,%rdi), %r10d
	movb	%r10b, (%rax,%rdi)
	movb	%r9b, (%rcx,%rdi)
	incq	%rdi
	cmpq	%rdi, %r8
	jne	.LBB6_73
# %bb.74:                               #   in Loop: Header=BB6_26 Depth=2
	addq	%rdi, %rax
	subq	%rdi, %rdx
	addq	%rdi, %rcx
.LBB6_75:                               #   in Loop: Header=BB6_26 Depth=2
	cmpq	$3, %rsi
	jb	.LBB6_78
# %bb.76:                               #   in Loop: Header=BB6_26 Depth=2
	xorl	%esi, %esi
	.p2align	4, 0x90
.LBB6_77:                               #   Parent Loop BB6_2 Depth=1
                                        #     Parent Loop BB6_26 Depth=2
                                        # =>    This Inner Loop Header: Depth=3
	movzbl	(%rax,%rsi), %edi
	movzbl	(%rcx,%rsi), %r8d
	movb	%r8b, (%rax,%rsi)
	movb	%dil, (%rcx,%rsi)
	movzbl	1(%rax,%rsi), %edi
	movzbl	1(%rcx,%rsi), %r8d
	movb	%r8b, 1(%rax,%rsi)
	movb	%dil, 1(%rcx,%rsi)
	movzbl	2(%rax,%rsi), %edi
	movzbl	2(%rcx,%rsi), %r8d
	movb	%r8b, 2(%rax,%rsi)
	movb	%dil, 2(%rcx,%rsi)
	movzbl	3(%rax,%rsi), %edi
	movzbl	3(%rcx,%rsi), %r8d
	movb	%r8b, 3(%rax,%rsi)
	movb	%dil, 3(%rcx,%rsi)
	addq	$4, %rsi
	cmpq	%rsi, %rdx
	jne	.LBB6_77
	jmp	.LBB6_78
	.p2align	4, 0x90
.LBB6_36:                               #   in Loop: Header=BB6_2 Depth=1
	testq	%r14, %r14
	je	.LBB6_37
# %bb.38:                               #   in Loop: Header=BB6_2 Depth=1
	cmpq	$8, %r14
	jae	.LBB6_40
# %bb.39:                               #   in Loop: Header=BB6_2 Depth=1
	movq	%rbx, %rax
	movq	%r14, %rdx
	movq	%r13, %rcx
	movq	32(%rsp), %r15                  # 8-byte Reload
	movq	8(%rsp), %r11                   # 8-byte Reload
	jmp	.LBB6_54
	.p2align	4, 0x90
.LBB6_62:                               #   in Loop: Header=BB6_2 Depth=1
                                        # kill: def $eax killed $eax killed $rax
	xorl	%edx, %edx
	divl	%r14d
	movl	%eax, %r13d
	jmp	.LBB6_64
.LBB6_40:                               #   in Loop: Header=BB6_2 Depth=1
	movq	32(%rsp), %r15                  # 8-byte Reload
	movq	%r15, %rax
	imulq	%r14, %rax
	movq	8(%rsp), %r11                   # 8-byte Reload
	addq	%r11, %rax
	cmpq	%rax, %rbx
	movq	48(%rsp), %rcx                  # 8-byte Reload
	jae	.LBB6_43
# %bb.41:                               #   in Loop: Header=BB6_2 Depth=1
	leaq	(%rbx,%r14), %rax
	cmpq	%rax, %r13
	jae	.LBB6_43
# %bb.42:                               #   in Loop: Header=BB6_2 Depth=1
	movq	%rbx, %rax
	movq	%r14, %rdx
.LBB6_53:                               #   in Loop: Header=BB6_2 Depth=1
	movq	%r13, %rcx
	jmp	.LBB6_54
.LBB6_7:                                #   in Loop: Header=BB6_2 Depth=1
	cmpq	$32, %r14
	jae	.LBB6_12
# %bb.8:                                #   in Loop: Header=BB6_2 Depth=1
	xorl	%esi, %esi
	jmp	.LBB6_9
.LBB6_43:                               #   in Loop: Header=BB6_2 Depth=1
	cmpq	$32, %r14
	movq	(%rsp), %rsi                    # 8-byte Reload
	jae	.LBB6_48
# %bb.44:                               #   in Loop: Header=BB6_2 Depth=1
	xorl	%edx, %edx
	jmp	.LBB6_45
.LBB6_12:                               #   in Loop: Header=BB6_2 Depth=1
	leaq	(%r11,%rbp), %rcx
	addq	$16, %rcx
	addq	%r11, %rax
	addq	$16, %rax
	xorl	%esi, %esi
	movq	(%rsp), %rdi                    # 8-byte Reload
	.p2align	4, 0x90
.LBB6_13:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movups	-16(%rax,%rsi), %xmm0
	movups	(%rax,%rsi), %xmm1
	movups	-16(%rcx,%rsi), %xmm2
	movups	(%rcx,%rsi), %xmm3
	movups	%xmm2, -16(%rax,%rsi)
	movups	%xmm3, (%rax,%rsi)
	movups	%xmm0, -16(%rcx,%rsi)
	movups	%xmm1, (%rcx,%rsi)
	addq	$32, %rsi
	cmpq	%rsi, %rdi
	jne	.LBB6_13
# %bb.14:                               #   in Loop: Header=BB6_2 Depth=1
	cmpq	%r14, %rdi
	je	.LBB6_24
# %bb.15:                               #   in Loop: Header=BB6_2 Depth=1
	movq	(%rsp), %rsi                    # 8-byte Reload
	testb	$24, %r14b
	je	.LBB6_16
.LBB6_9:                                #   in Loop: Header=BB6_2 Depth=1
	leaq	(%rdx,%r12), %rax
	leaq	(%r12,%r13), %rcx
	.p2align	4, 0x90
.LBB6_10:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	(%rdx,%rsi), %rdi
	movq	(%r13,%rsi), %r8
	movq	%r8, (%rdx,%rsi)
	movq	%rdi, (%r13,%rsi)
	addq	$8, %rsi
	cmpq	%rsi, %r12
	jne	.LBB6_10
# %bb.11:                               #   in Loop: Header=BB6_2 Depth=1
	movq	24(%rsp), %rdx                  # 8-byte Reload
	cmpq	%r14, %r12
	jne	.LBB6_17
	jmp	.LBB6_24
.LBB6_48:                               #   in Loop: Header=BB6_2 Depth=1
	leaq	(%r11,%rcx), %rax
	addq	$16, %rax
	xorl	%ecx, %ecx
	.p2align	4, 0x90
.LBB6_49:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movups	(%rbx,%rcx), %xmm0
	movups	16(%rbx,%rcx), %xmm1
	movups	-16(%rax,%rcx), %xmm2
	movups	(%rax,%rcx), %xmm3
	movups	%xmm2, (%rbx,%rcx)
	movups	%xmm3, 16(%rbx,%rcx)
	movups	%xmm0, -16(%rax,%rcx)
	movups	%xmm1, (%rax,%rcx)
	addq	$32, %rcx
	cmpq	%rcx, %rsi
	jne	.LBB6_49
# %bb.50:                               #   in Loop: Header=BB6_2 Depth=1
	cmpq	%r14, %rsi
	je	.LBB6_61
# %bb.51:                               #   in Loop: Header=BB6_2 Depth=1
	movq	%rsi, %rdx
	testb	$24, %r14b
	je	.LBB6_52
.LBB6_45:                               #   in Loop: Header=BB6_2 Depth=1
	leaq	(%rbx,%r12), %rax
	leaq	(%r12,%r13), %rcx
	.p2align	4, 0x90
.LBB6_46:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movq	(%rbx,%rdx), %rsi
	movq	(%r13,%rdx), %rdi
	movq	%rdi, (%rbx,%rdx)
	movq	%rsi, (%r13,%rdx)
	addq	$8, %rdx
	cmpq	%rdx, %r12
	jne	.LBB6_46
# %bb.47:                               #   in Loop: Header=BB6_2 Depth=1
	movq	24(%rsp), %rdx                  # 8-byte Reload
	cmpq	%r14, %r12
	je	.LBB6_61
	.p2align	4, 0x90
.LBB6_54:                               #   in Loop: Header=BB6_2 Depth=1
	leaq	-1(%rdx), %rsi
	movq	%rdx, %r8
	andq	$3, %r8
	je	.LBB6_58
# %bb.55:                               #   in Loop: Header=BB6_2 Depth=1
	xorl	%edi, %edi
	.p2align	4, 0x90
.LBB6_56:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	(%rax,%rdi), %r9d
	movzbl	(%rcx,%rdi), %r10d
	movb	%r10b, (%rax,%rdi)
	movb	%r9b, (%rcx,%rdi)
	incq	%rdi
	cmpq	%rdi, %r8
	jne	.LBB6_56
# %bb.57:                               #   in Loop: Header=BB6_2 Depth=1
	addq	%rdi, %rax
	subq	%rdi, %rdx
	addq	%rdi, %rcx
.LBB6_58:                               #   in Loop: Header=BB6_2 Depth=1
	cmpq	$3, %rsi
	jb	.LBB6_61
# %bb.59:                               #   in Loop: Header=BB6_2 Depth=1
	xorl	%esi, %esi
	.p2align	4, 0x90
.LBB6_60:                               #   Parent Loop BB6_2 Depth=1
                                        # =>  This Inner Loop Header: Depth=2
	movzbl	(%rax,%rsi), %edi
	movzbl	(%rcx,%rsi), %r8d
	movb	%r8b, (%rax,%rsi)
	movb	%dil, (%rcx,%rsi)
	movzbl	1(%rax,%rsi), %edi
	movzbl	1(%rcx,%rsi), %r8d
	movb	%r8b, 1(%rax,%rsi)
	movb	%dil, 1(%rcx,%rsi)
	movzbl	2(%rax,%rsi), %edi
	movzbl	2(%rcx,%rsi), %r8d
	movb	%r8b, 2(%rax,%rsi)
	movb	%dil, 2(%rcx,%rsi)
	movzbl	3(%rax,%rsi), %edi
	movzbl	3(%rcx,%rsi), %r8d
	movb	%r8b, 3(%rax,%rsi)
	movb	%dil, 3(%rcx,%rsi)
	addq	$4, %rsi
	cmpq	%rsi, %rdx
	jne	.LBB6_60
	jmp	.LBB6_61
.LBB6_16:                               #   in Loop: Header=BB6_2 Depth=1
	movq	(%rsp), %rax                    # 8-byte Reload
	leaq	(%rax,%r13), %rcx
	addq	%rax, %rdx
	movq	%rdx, %rax
	movq	16(%rsp), %rdx                  # 8-byte Reload
	jmp	.LBB6_17
.LBB6_52:                               #   in Loop: Header=BB6_2 Depth=1
	addq	%rsi, %r13
	leaq	(%rbx,%rsi), %rax
	movq	16(%rsp), %rdx                  # 8-byte Reload
	jmp	.LBB6_53
.LBB6_65:
	addq	$56, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end6:
	.size	quicksort, .Lfunc_end6-quicksort
                                        # -- End function
	.p2align	4, 0x90                         # -- Begin function by_value
	.type	by_value,@function
by_value:                               # @by_value
# %bb.0:
	movl	(%rdi), %ecx
	xorl	%eax, %eax
	xorl	%edx, %edx
	cmpl	(%rsi), %ecx
	setg	%al
	setl	%dl
	subl	%edx, %eax
	retq
.Lfunc_end7:
	.size	by_value, .Lfunc_end7-by_value
                                        # -- End function
	.p2align	4, 0x90                         # -- Begin function by_moons
	.type	by_moons,@function
by_moons:                               # @by_moons
# %bb.0:
	movswl	24(%rdi), %ecx
	movswl	24(%rsi), %eax
	cmpw	%cx, %ax
	jne	.LBB8_1
# %bb.2:
	movsd	16(%rsi), %xmm0                 # xmm0 = mem[0],zero
	xorl	%eax, %eax
	ucomisd	16(%rdi), %xmm0
	seta	%al
	addl	%eax, %eax
	decl	%eax
	retq
.LBB8_1:
	subl	%ecx, %eax
	retq
.Lfunc_end8:
	.size	by_moons, .Lfunc_end8-by_moons
                                        # -- End function
	.type	.L.str,@object                  # @.str
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str:
	.asciz	"%d arguments:"
	.size	.L.str, 14

	.type	.L.str.1,@object                # @.str.1
.L.str.1:
	.asciz	" <%s>"
	.size	.L.str.1, 6

	.type	.L.str.2,@object                # @.str.2
.L.str.2:
	.asciz	"\n%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%%\n"
	.size	.L.str.2, 38

	.type	.L.str.3,@object                # @.str.3
.L.str.3:
	.asciz	"interpreted:"
	.size	.L.str.3, 13

	.type	.L.str.4,@object                # @.str.4
.L.str.4:
	.asciz	" = %ld\n"
	.size	.L.str.4, 8

	.type	factorial,@object               # @factorial
	.section	.rodata,"a",@progbits
	.p2align	4, 0x0
factorial:
	.long	0                               # 0x0
	.long	1                               # 0x1
	.long	0                               # 0x0
	.long	10                              # 0xa
	.long	9                               # 0x9
	.long	6                               # 0x6
	.long	7                               # 0x7
	.long	3                               # 0x3
	.long	6                               # 0x6
	.long	0                               # 0x0
	.long	4294967295                      # 0xffffffff
	.long	1                               # 0x1
	.long	5                               # 0x5
	.long	8                               # 0x8
	.long	4294967285                      # 0xfffffff5
	.long	6                               # 0x6
	.long	10                              # 0xa
	.size	factorial, 68

	.type	used,@object                    # @used
	.local	used
	.comm	used,4,4
	.type	buffer,@object                  # @buffer
	.local	buffer
	.comm	buffer,512,16
	.type	.L.str.5,@object                # @.str.5
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str.5:
	.asciz	"0123456789ABCDEF"
	.size	.L.str.5, 17

	.type	.L.str.6,@object                # @.str.6
.L.str.6:
	.asciz	"0123456789abcdef"
	.size	.L.str.6, 17

	.type	.L.str.7,@object                # @.str.7
.L.str.7:
	.asciz	"%6d%s"
	.size	.L.str.7, 6

	.type	.L.str.8,@object                # @.str.8
.L.str.8:
	.asciz	"\n"
	.size	.L.str.8, 2

	.type	.L.str.9,@object                # @.str.9
.L.str.9:
	.zero	1
	.size	.L.str.9, 1

	.type	.L.str.10,@object               # @.str.10
.L.str.10:
	.asciz	"sum %ld, mean %f, xor %08x\n"
	.size	.L.str.10, 28

	.type	seed,@object                    # @seed
	.data
	.p2align	3, 0x0
seed:
	.quad	42                              # 0x2a
	.size	seed, 8

	.type	planets,@object                 # @planets
	.p2align	4, 0x0
planets:
	.quad	.L.str.13
	.long	0x45187b33                      # float 2439.69995
	.zero	4
	.quad	0x3fac28f5c28f5c29              # double 0.055
	.short	0                               # 0x0
	.byte	2                               # 0x2
	.zero	5
	.quad	.L.str.14
	.long	0x45bd1e66                      # float 6051.7998
	.zero	4
	.quad	0x3fea147ae147ae14              # double 0.81499999999999994
	.short	0                               # 0x0
	.byte	2                               # 0x2
	.zero	5
	.quad	.L.str.15
	.long	0x45c71800                      # float 6371
	.zero	4
	.quad	0x3ff0000000000000              # double 1
	.short	1                               # 0x1
	.byte	2                               # 0x2
	.zero	5
	.quad	.L.str.16
	.long	0x4553d800                      # float 3389.5
	.zero	4
	.quad	0x3fbb645a1cac0831              # double 0.107
	.short	2                               # 0x2
	.byte	2                               # 0x2
	.zero	5
	.quad	.L.str.17
	.long	0x47888b80                      # float 69911
	.zero	4
	.quad	0x4073dccccccccccd              # double 317.80000000000001
	.short	95                              # 0x5f
	.byte	1                               # 0x1
	.zero	5
	.quad	.L.str.18
	.long	0x47637800                      # float 58232
	.zero	4
	.quad	0x4057cccccccccccd              # double 95.200000000000002
	.short	146                             # 0x92
	.byte	1                               # 0x1
	.zero	5
	.quad	.L.str.19
	.long	0x46c62400                      # float 25362
	.zero	4
	.quad	0x402d000000000000              # double 14.5
	.short	28                              # 0x1c
	.byte	1                               # 0x1
	.zero	5
	.quad	.L.str.20
	.long	0x46c05c00                      # float 24622
	.zero	4
	.quad	0x403119999999999a              # double 17.100000000000001
	.short	16                              # 0x10
	.byte	1                               # 0x1
	.zero	5
	.size	planets, 256

	.type	.L.str.11,@object               # @.str.11
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str.11:
	.asciz	"%-8s|%12f|%12f|%4d %c%c\n"
	.size	.L.str.11, 25

	.type	.L.str.12,@object               # @.str.12
.L.str.12:
	.asciz	"all %f earths\n"
	.size	.L.str.12, 15

	.type	.L.str.13,@object               # @.str.13
.L.str.13:
	.asciz	"Mercury"
	.size	.L.str.13, 8

	.type	.L.str.14,@object               # @.str.14
.L.str.14:
	.asciz	"Venus"
	.size	.L.str.14, 6

	.type	.L.str.15,@object               # @.str.15
.L.str.15:
	.asciz	"Earth"
	.size	.L.str.15, 6

	.type	.L.str.16,@object               # @.str.16
.L.str.16:
	.asciz	"Mars"
	.size	.L.str.16, 5

	.type	.L.str.17,@object               # @.str.17
.L.str.17:
	.asciz	"Jupiter"
	.size	.L.str.17, 8

	.type	.L.str.18,@object               # @.str.18
.L.str.18:
	.asciz	"Saturn"
	.size	.L.str.18, 7

	.type	.L.str.19,@object               # @.str.19
.L.str.19:
	.asciz	"Uranus"
	.size	.L.str.19, 7

	.type	.L.str.20,@object               # @.str.20
.L.str.20:
	.asciz	"Neptune"
	.size	.L.str.20, 8

	.type	hashes.text,@object             # @hashes.text
	.section	.rodata.str1.16,"aMS",@progbits,1
	.p2align	4, 0x0
hashes.text:
	.asciz	"The quick brown fox jumps over the lazy dog"
	.size	hashes.text, 44

	.type	.L.str.21,@object               # @.str.21
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str.21:
	.asciz	"crc32 %08X fnv %016lx\n"
	.size	.L.str.21, 23

	.type	.L.str.22,@object               # @.str.22
.L.str.22:
	.asciz	"mix %lx zeros %d %d swapped %lx\n"
	.size	.L.str.22, 33

	.type	crc_table,@object               # @crc_table
	.local	crc_table
	.comm	crc_table,1024,16
	.type	.L.str.23,@object               # @.str.23
.L.str.23:
	.asciz	" %ld"
	.size	.L.str.23, 5

	.ident	"Debian clang version 16.0.6 (15~deb12u1)"
	.section	".note.GNU-stack","",@progbits
	.addrsig
	.addrsig_sym by_value
	.addrsig_sym by_moons
	.addrsig_sym buffer
	.addrsig_sym planets
