	.file	"demo.c"
	.text
#APP
	.globl _start
.type _start, @function
_start:
	xor %ebp, %ebp
	mov (%rsp), %edi
	lea 8(%rsp), %rsi
	and $-16, %rsp
	call main
	mov %eax, %edi
	mov $60, %eax
	syscall

#NO_APP
	.type	flush, @function
flush:
.LFB4:
	.cfi_startproc
	xorl	%r8d, %r8d
	movl	$1, %r9d
	leaq	buffer(%rip), %r10
.L2:
	movl	used(%rip), %edx
	cmpl	%edx, %r8d
	jnb	.L5
	movl	%r8d, %esi
	subl	%r8d, %edx
	movq	%r9, %rax
	movq	%r9, %rdi
	addq	%r10, %rsi
#APP
# 16 "demo.c" 1
	syscall
# 0 "" 2
#NO_APP
	testq	%rax, %rax
	jns	.L3
.L5:
	xorl	%eax, %eax
	movl	%eax, used(%rip)
	ret
.L3:
	addl	%eax, %r8d
	jmp	.L2
	.cfi_endproc
.LFE4:
	.size	flush, .-flush
	.type	put, @function
put:
.LFB5:
	.cfi_startproc
	cmpl	$512, used(%rip)
	pushq	%rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	movl	%edi, %ebx
	jne	.L9
	call	flush
.L9:
	movl	used(%rip), %eax
	leal	1(%rax), %edx
	movl	%edx, used(%rip)
	leaq	buffer(%rip), %rdx
	movb	%bl, (%rdx,%rax)
	popq	%rbx
	.cfi_def_cfa_offset 8
	ret
	.cfi_endproc
.LFE5:
	.size	put, .-put
	.type	put_padded, @function
put_padded:
.LFB6:
	.cfi_startproc
	pushq	%r14
	.cfi_def_cfa_offset 16
	.cfi_offset 14, -16
	pushq	%r13
	.cfi_def_cfa_offset 24
	.cfi_offset 13, -24
	movq	%rdi, %r13
	pushq	%r12
	.cfi_def_cfa_offset 32
	.cfi_offset 12, -32
	movl	%esi, %r12d
	pushq	%rbp
	.cfi_def_cfa_offset 40
	.cfi_offset 6, -40
	pushq	%rbx
	.cfi_def_cfa_offset 48
	.cfi_offset 3, -48
	movl	(%rdx), %ebx
	subl	%esi, %ebx
	testb	$1, 5(%rdx)
	jne	.L13
	movq	%rdx, %rbp
	movl	%ebx, %r14d
.L12:
	testl	%r14d, %r14d
	jle	.L21
	movsbl	4(%rbp), %edi
	decl	%r14d
	call	put
	jmp	.L12
.L21:
	xorl	%eax, %eax
	testl	%ebx, %ebx
	cmovns	%ebx, %eax
	subl	%eax, %ebx
.L13:
	xorl	%ebp, %ebp
.L15:
	cmpl	%ebp, %r12d
	jle	.L17
	movsbl	0(%r13,%rbp), %edi
	incq	%rbp
	call	put
	jmp	.L15
.L17:
	testl	%ebx, %ebx
	jle	.L22
	movl	$32, %edi
	decl	%ebx
	call	put
	jmp	.L17
.L22:
	popq	%rbx
	.cfi_def_cfa_offset 40
	popq	%rbp
	.cfi_def_cfa_offset 32
	popq	%r12
	.cfi_def_cfa_offset 24
	popq	%r13
	.cfi_def_cfa_offset 16
	popq	%r14
	.cfi_def_cfa_offset 8
	ret
	.cfi_endproc
.LFE6:
	.size	put_padded, .-put_padded
	.section	.rodata.str1.1,"aMS",@progbits,1
.LC0:
	.string	"0123456789ABCDEF"
.LC1:
	.string	"0123456789abcdef"
	.text
	.type	put_number, @function
put_number:
.LFB7:
	.cfi_startproc
	pushq	%rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	leaq	.LC0(%rip), %r11
	movq	%rdi, %r8
	movl	%edx, %r10d
	leaq	.LC1(%rip), %rax
	movl	$71, %r9d
	movl	%esi, %esi
	subq	$80, %rsp
	.cfi_def_cfa_offset 96
	movb	5(%rcx), %bl
	leaq	8(%rsp), %rdi
	testb	$4, %bl
	cmove	%rax, %r11
.L24:
	movq	%r8, %rax
	xorl	%edx, %edx
	divq	%rsi
	movb	(%r11,%rdx), %dl
	movb	%dl, (%r9,%rdi)
	movq	%r8, %rdx
	movq	%rax, %r8
	movq	%r9, %rax
	decq	%r9
	cmpq	%rsi, %rdx
	jnb	.L24
	testl	%r10d, %r10d
	je	.L25
	decl	%eax
	movslq	%eax, %rdx
	movb	$45, 8(%rsp,%rdx)
	jmp	.L26
.L25:
	andb	$2, %bl
	je	.L26
	decl	%eax
	movslq	%eax, %rdx
	movb	$43, 8(%rsp,%rdx)
.L26:
	movl	$72, %esi
	movq	%rcx, %rdx
	subl	%eax, %esi
	cltq
	addq	%rax, %rdi
	call	put_padded
	addq	$80, %rsp
	.cfi_def_cfa_offset 16
	popq	%rbx
	.cfi_def_cfa_offset 8
	ret
	.cfi_endproc
.LFE7:
	.size	put_number, .-put_number
	.type	swap, @function
swap:
.LFB11:
	.cfi_startproc
	xorl	%eax, %eax
.L31:
	movb	(%rdi,%rax), %cl
	movb	(%rsi,%rax), %r8b
	movb	%r8b, (%rdi,%rax)
	movb	%cl, (%rsi,%rax)
	incq	%rax
	cmpq	%rax, %rdx
	jne	.L31
	ret
	.cfi_endproc
.LFE11:
	.size	swap, .-swap
	.type	quicksort, @function
quicksort:
.LFB12:
	.cfi_startproc
	pushq	%r15
	.cfi_def_cfa_offset 16
	.cfi_offset 15, -16
	pushq	%r14
	.cfi_def_cfa_offset 24
	.cfi_offset 14, -24
	pushq	%r13
	.cfi_def_cfa_offset 32
	.cfi_offset 13, -32
	movq	%rdi, %r13
	pushq	%r12
	.cfi_def_cfa_offset 40
	.cfi_offset 12, -40
	movq	%rsi, %r12
	pushq	%rbp
	.cfi_def_cfa_offset 48
	.cfi_offset 6, -48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	.cfi_offset 3, -56
	movq	%rdx, %rbx
	subq	$24, %rsp
	.cfi_def_cfa_offset 80
	movq	%rcx, 8(%rsp)
.L34:
	cmpq	$1, %r12
	jbe	.L40
	leaq	-1(%r12), %rax
	movq	%r12, %rdi
	movq	%rbx, %rdx
	movq	%r13, %r14
	imulq	%rbx, %rax
	shrq	%rdi
	movq	%r13, %rbp
	imulq	%rbx, %rdi
	addq	%r13, %rax
	addq	%r13, %rdi
	movq	%rax, %rsi
	movq	%rax, (%rsp)
	call	swap
.L35:
	movq	(%rsp), %rax
	leaq	0(%rbp,%rbx), %r15
	cmpq	%rax, %r14
	jnb	.L41
	movq	(%rsp), %rsi
	movq	8(%rsp), %rax
	movq	%r14, %rdi
	call	*%rax
	testl	%eax, %eax
	jns	.L36
	movq	%rbp, %rsi
	movq	%rbx, %rdx
	movq	%r14, %rdi
	movq	%r15, %rbp
	call	swap
.L36:
	addq	%rbx, %r14
	jmp	.L35
.L41:
	movq	%rax, %rsi
	movq	%rbp, %rdi
	movq	%rbx, %rdx
	subq	%r13, %rbp
	call	swap
	movq	%rbp, %rax
	xorl	%edx, %edx
	movq	8(%rsp), %rcx
	divq	%rbx
	movq	%r13, %rdi
	movq	%rbx, %rdx
	movq	%r15, %r13
	movq	%rax, %rbp
	movq	%rax, %rsi
	call	quicksort
	subq	%rbp, %r12
	decq	%r12
	jmp	.L34
.L40:
	addq	$24, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%rbp
	.cfi_def_cfa_offset 40
	popq	%r12
	.cfi_def_cfa_offset 32
	popq	%r13
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	ret
	.cfi_endproc
.LFE12:
	.size	quicksort, .-quicksort
	.type	by_value, @function
by_value:
.LFB13:
	.cfi_startproc
	movl	(%rsi), %eax
	cmpl	%eax, (%rdi)
	setg	%al
	setl	%dl
	movzbl	%dl, %edx
	movzbl	%al, %eax
	subl	%edx, %eax
	ret
	.cfi_endproc
.LFE13:
	.size	by_value, .-by_value
	.type	by_moons, @function
by_moons:
.LFB14:
	.cfi_startproc
	movswl	24(%rdi), %edx
	movswl	24(%rsi), %eax
	cmpw	%ax, %dx
	je	.L44
	subl	%edx, %eax
	ret
.L44:
	movsd	16(%rsi), %xmm0
	xorl	%eax, %eax
	comisd	16(%rdi), %xmm0
	seta	%al
	leal	-1(%rax,%rax), %eax
	ret
	.cfi_endproc
.LFE14:
	.size	by_moons, .-by_moons
	.type	random64, @function
random64:
.LFB17:
	.cfi_startproc
	movabsq	$-6651371118538410227, %rdi
	movabsq	$-7046029254386353131, %rax
	addq	seed(%rip), %rax
	movabsq	$1946526487930394057, %rcx
	movq	%rax, seed(%rip)
	mulq	%rdi
	xorq	%rdx, %rax
	mulq	%rcx
	xorq	%rdx, %rax
	ret
	.cfi_endproc
.LFE17:
	.size	random64, .-random64
	.type	print, @function
print:
.LFB10:
	.cfi_startproc
	pushq	%r12
	.cfi_def_cfa_offset 16
	.cfi_offset 12, -16
	movq	%rdi, %r12
	pushq	%rbp
	.cfi_def_cfa_offset 24
	.cfi_offset 6, -24
	pushq	%rbx
	.cfi_def_cfa_offset 32
	.cfi_offset 3, -32
	subq	$224, %rsp
	.cfi_def_cfa_offset 256
	movq	%rsi, 56(%rsp)
	movq	%rdx, 64(%rsp)
	movq	%rcx, 72(%rsp)
	movq	%r8, 80(%rsp)
	movq	%r9, 88(%rsp)
	testb	%al, %al
	je	.L122
	movaps	%xmm0, 96(%rsp)
	movaps	%xmm1, 112(%rsp)
	movaps	%xmm2, 128(%rsp)
	movaps	%xmm3, 144(%rsp)
	movaps	%xmm4, 160(%rsp)
	movaps	%xmm5, 176(%rsp)
	movaps	%xmm6, 192(%rsp)
	movaps	%xmm7, 208(%rsp)
.L122:
	leaq	256(%rsp), %rax
	movl	$8, 24(%rsp)
	movl	$1, %ebp
	movq	%rax, 32(%rsp)
	leaq	48(%rsp), %rax
	salq	$37, %rbp
	movl	$48, 28(%rsp)
	movq	%rax, 40(%rsp)
.L52:
	movsbl	(%r12), %edi
	testb	%dil, %dil
	je	.L140
	cmpb	$37, %dil
	je	.L53
	call	put
	jmp	.L54
.L53:
	movq	%rbp, (%rsp)
	xorl	%esi, %esi
	xorl	%ecx, %ecx
	xorl	%edx, %edx
.L55:
	movb	1(%r12), %al
	incq	%r12
	cmpb	$48, %al
	jne	.L141
	movb	$1, %dl
	jmp	.L55
.L141:
	cmpb	$45, %al
	jne	.L142
	movb	$1, %cl
	jmp	.L55
.L142:
	cmpb	$43, %al
	jne	.L143
	movb	$1, %sil
	jmp	.L55
.L143:
	testb	%sil, %sil
	je	.L57
	orb	$2, 5(%rsp)
.L57:
	testb	%cl, %cl
	je	.L58
	orb	$1, 5(%rsp)
.L58:
	testb	%dl, %dl
	je	.L59
	movb	$48, 4(%rsp)
.L59:
	xorl	%ecx, %ecx
	xorl	%eax, %eax
.L60:
	movsbl	(%r12), %edx
	leaq	1(%r12), %rdi
	leal	-48(%rdx), %esi
	cmpb	$9, %sil
	ja	.L144
	imull	$10, %eax, %eax
	movq	%rdi, %r12
	movb	$1, %cl
	leal	-48(%rax,%rdx), %eax
	jmp	.L60
.L144:
	testb	%cl, %cl
	je	.L62
	movl	%eax, (%rsp)
.L62:
	xorl	%edx, %edx
.L63:
	movb	(%r12), %al
	movq	%r12, %rbx
	leaq	1(%r12), %r12
	cmpb	$108, %al
	jne	.L145
	movl	$1, %edx
	jmp	.L63
.L145:
	cmpb	$120, %al
	jg	.L64
	cmpb	$97, %al
	jg	.L65
	cmpb	$37, %al
	je	.L66
	cmpb	$88, %al
	jne	.L64
	orb	$4, 5(%rsp)
	jmp	.L68
.L65:
	subl	$98, %eax
	cmpb	$22, %al
	ja	.L64
	leaq	.L69(%rip), %rcx
	movzbl	%al, %eax
	movslq	(%rcx,%rax,4), %rax
	addq	%rcx, %rax
	jmp	*%rax
	.section	.rodata
	.align 4
	.align 4
.L69:
	.long	.L76-.L69
	.long	.L75-.L69
	.long	.L74-.L69
	.long	.L64-.L69
	.long	.L73-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L72-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L71-.L69
	.long	.L64-.L69
	.long	.L70-.L69
	.long	.L64-.L69
	.long	.L64-.L69
	.long	.L68-.L69
	.text
.L74:
	movl	24(%rsp), %eax
	testl	%edx, %edx
	je	.L77
	cmpl	$47, %eax
	ja	.L78
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	jmp	.L79
.L78:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
.L79:
	movq	(%rdx), %rax
	jmp	.L80
.L77:
	cmpl	$47, %eax
	ja	.L81
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	jmp	.L82
.L81:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
.L82:
	movslq	(%rdx), %rax
.L80:
	movq	%rax, %rsi
	movq	%rax, %rdi
	movq	%rsp, %rcx
	shrq	$63, %rsi
	negq	%rdi
	cmovs	%rax, %rdi
	movq	%rsi, %rdx
	jmp	.L137
.L70:
	movl	24(%rsp), %eax
	testl	%edx, %edx
	je	.L84
	cmpl	$47, %eax
	ja	.L85
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	jmp	.L86
.L85:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
.L86:
	movq	(%rdx), %rdi
	jmp	.L87
.L84:
	cmpl	$47, %eax
	ja	.L88
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	jmp	.L89
.L88:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
.L89:
	movl	(%rdx), %edi
.L87:
	movq	%rsp, %rcx
	xorl	%edx, %edx
.L137:
	movl	$10, %esi
.L138:
	call	put_number
	jmp	.L64
.L68:
	movl	24(%rsp), %eax
	testl	%edx, %edx
	je	.L90
	cmpl	$47, %eax
	ja	.L91
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	jmp	.L92
.L91:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
.L92:
	movq	(%rdx), %rdi
	jmp	.L93
.L90:
	cmpl	$47, %eax
	ja	.L94
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	jmp	.L95
.L94:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
.L95:
	movl	(%rdx), %edi
.L93:
	movq	%rsp, %rcx
	xorl	%edx, %edx
	movl	$16, %esi
	jmp	.L138
.L72:
	movl	24(%rsp), %edx
	cmpl	$47, %edx
	ja	.L96
	movl	%edx, %eax
	addl	$8, %edx
	addq	40(%rsp), %rax
	movl	%edx, 24(%rsp)
	jmp	.L97
.L96:
	movq	32(%rsp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, 32(%rsp)
.L97:
	movl	(%rax), %edi
	movq	%rsp, %rcx
	xorl	%edx, %edx
	movl	$8, %esi
	jmp	.L138
.L76:
	movl	24(%rsp), %edx
	cmpl	$47, %edx
	ja	.L98
	movl	%edx, %eax
	addl	$8, %edx
	addq	40(%rsp), %rax
	movl	%edx, 24(%rsp)
	jmp	.L99
.L98:
	movq	32(%rsp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, 32(%rsp)
.L99:
	movl	(%rax), %edi
	movq	%rsp, %rcx
	xorl	%edx, %edx
	movl	$2, %esi
	jmp	.L138
.L75:
	movl	24(%rsp), %edx
	cmpl	$47, %edx
	ja	.L100
	movl	%edx, %eax
	addl	$8, %edx
	addq	40(%rsp), %rax
	movl	%edx, 24(%rsp)
	jmp	.L101
.L100:
	movq	32(%rsp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, 32(%rsp)
.L101:
	movsbl	(%rax), %edi
	jmp	.L139
.L71:
	movl	24(%rsp), %edx
	cmpl	$47, %edx
	ja	.L102
	movl	%edx, %eax
	addl	$8, %edx
	addq	40(%rsp), %rax
	movl	%edx, 24(%rsp)
	jmp	.L103
.L102:
	movq	32(%rsp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, 32(%rsp)
.L103:
	movq	(%rax), %rdi
	movq	%rdi, %rsi
.L104:
	cmpb	$0, (%rsi)
	je	.L146
	incq	%rsi
	jmp	.L104
.L146:
	movq	%rsp, %rdx
	subl	%edi, %esi
	call	put_padded
	jmp	.L64
.L73:
	movl	28(%rsp), %edx
	cmpl	$175, %edx
	ja	.L106
	movl	%edx, %eax
	addl	$16, %edx
	addq	40(%rsp), %rax
	movl	%edx, 28(%rsp)
	jmp	.L107
.L106:
	movq	32(%rsp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, 32(%rsp)
.L107:
	movsd	(%rax), %xmm0
	xorps	%xmm1, %xmm1
	xorl	%edx, %edx
	movabsq	$206158430214, %rax
	movq	%rax, 8(%rsp)
	movq	(%rsp), %rax
	comisd	%xmm0, %xmm1
	movq	%rax, 16(%rsp)
	seta	%dl
	jbe	.L108
	xorps	.LC3(%rip), %xmm0
.L108:
	movsd	.LC4(%rip), %xmm2
	comisd	%xmm2, %xmm0
	jnb	.L110
	cvttsd2siq	%xmm0, %rdi
	jmp	.L111
.L110:
	movaps	%xmm0, %xmm1
	subsd	%xmm2, %xmm1
	cvttsd2siq	%xmm1, %rdi
	btcq	$63, %rdi
.L111:
	testq	%rdi, %rdi
	js	.L112
	cvtsi2sdq	%rdi, %xmm1
	jmp	.L113
.L112:
	movq	%rdi, %rax
	movq	%rdi, %rcx
	shrq	%rax
	andl	$1, %ecx
	orq	%rcx, %rax
	cvtsi2sdq	%rax, %xmm1
	addsd	%xmm1, %xmm1
.L113:
	subsd	%xmm1, %xmm0
	mulsd	.LC5(%rip), %xmm0
	addsd	.LC6(%rip), %xmm0
	comisd	%xmm2, %xmm0
	jnb	.L114
	cvttsd2siq	%xmm0, %r12
	jmp	.L115
.L114:
	subsd	%xmm2, %xmm0
	cvttsd2siq	%xmm0, %r12
	btcq	$63, %r12
.L115:
	cmpq	$999999, %r12
	jbe	.L116
	incq	%rdi
	subq	$1000000, %r12
.L116:
	leaq	16(%rsp), %rcx
	movl	$10, %esi
	subl	$7, 16(%rsp)
	call	put_number
	movl	$46, %edi
	call	put
	leaq	8(%rsp), %rcx
	xorl	%edx, %edx
	movq	%r12, %rdi
	movl	$10, %esi
	jmp	.L138
.L66:
	movl	$37, %edi
.L139:
	call	put
.L64:
	movq	%rbx, %r12
.L54:
	incq	%r12
	jmp	.L52
.L140:
	addq	$224, %rsp
	.cfi_def_cfa_offset 32
	popq	%rbx
	.cfi_def_cfa_offset 24
	popq	%rbp
	.cfi_def_cfa_offset 16
	popq	%r12
	.cfi_def_cfa_offset 8
	ret
	.cfi_endproc
.LFE10:
	.size	print, .-print
	.globl	memcpy
	.type	memcpy, @function
memcpy:
.LFB1:
	.cfi_startproc
	movq	%rdi, %rax
	movq	%rdx, %rcx
#APP
# 27 "demo.c" 1
	rep movsb
# 0 "" 2
#NO_APP
	ret
	.cfi_endproc
.LFE1:
	.size	memcpy, .-memcpy
	.globl	memset
	.type	memset, @function
memset:
.LFB2:
	.cfi_startproc
	movq	%rdi, %r8
	movq	%rdx, %rcx
	movl	%esi, %eax
#APP
# 34 "demo.c" 1
	rep stosb
# 0 "" 2
#NO_APP
	movq	%r8, %rax
	ret
	.cfi_endproc
.LFE2:
	.size	memset, .-memset
	.globl	memcmp
	.type	memcmp, @function
memcmp:
.LFB3:
	.cfi_startproc
	xorl	%ecx, %ecx
.L150:
	cmpq	%rcx, %rdx
	je	.L154
	movb	(%rdi,%rcx), %al
	incq	%rcx
	movb	-1(%rsi,%rcx), %r8b
	cmpb	%r8b, %al
	je	.L150
	movzbl	%r8b, %r8d
	movzbl	%al, %eax
	subl	%r8d, %eax
	ret
.L154:
	xorl	%eax, %eax
	ret
	.cfi_endproc
.LFE3:
	.size	memcmp, .-memcmp
	.section	.rodata.str1.1
.LC7:
	.string	"\n"
.LC8:
	.string	""
.LC9:
	.string	"%d arguments:"
.LC10:
	.string	" <%s>"
.LC11:
	.string	"\n%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%%\n"
.LC12:
	.string	"%6d%s"
.LC14:
	.string	"sum %ld, mean %f, xor %08x\n"
.LC15:
	.string	"%-8s|%12f|%12f|%4d %c%c\n"
.LC16:
	.string	"all %f earths\n"
.LC17:
	.string	"crc32 %08X fnv %016lx\n"
.LC18:
	.string	"mix %lx zeros %d %d swapped %lx\n"
.LC19:
	.string	"interpreted:"
.LC20:
	.string	" %ld"
.LC21:
	.string	" = %ld\n"
	.section	.text.startup,"ax",@progbits
	.globl	main
	.type	main, @function
main:
.LFB22:
	.cfi_startproc
	pushq	%r15
	.cfi_def_cfa_offset 16
	.cfi_offset 15, -16
	xorl	%eax, %eax
	pushq	%r14
	.cfi_def_cfa_offset 24
	.cfi_offset 14, -24
	pushq	%r13
	.cfi_def_cfa_offset 32
	.cfi_offset 13, -32
	leaq	.LC10(%rip), %r13
	pushq	%r12
	.cfi_def_cfa_offset 40
	.cfi_offset 12, -40
	movl	%edi, %r12d
	pushq	%rbp
	.cfi_def_cfa_offset 48
	.cfi_offset 6, -48
	movq	%rsi, %rbp
	leal	-1(%rdi), %esi
	leaq	.LC9(%rip), %rdi
	pushq	%rbx
	.cfi_def_cfa_offset 56
	.cfi_offset 3, -56
	xorl	%ebx, %ebx
	subq	$168, %rsp
	.cfi_def_cfa_offset 224
	call	print
.L156:
	incq	%rbx
	cmpl	%ebx, %r12d
	jle	.L209
	movq	0(%rbp,%rbx,8), %rsi
	movq	%r13, %rdi
	xorl	%eax, %eax
	call	print
	jmp	.L156
.L209:
	pushq	$122
	.cfi_def_cfa_offset 232
	movl	$-42, %esi
	movl	$48879, %r9d
	xorl	%eax, %eax
	pushq	$10
	.cfi_def_cfa_offset 240
	movl	$42, %r8d
	movl	$42, %ecx
	movl	$42, %edx
	pushq	$511
	.cfi_def_cfa_offset 248
	leaq	.LC11(%rip), %rdi
	pushq	$48879
	.cfi_def_cfa_offset 256
	call	print
	addq	$32, %rsp
	.cfi_def_cfa_offset 224
	xorl	%esi, %esi
	movq	%rsp, %rbx
.L158:
	call	random64
	movl	$2001, %ecx
	xorl	%edx, %edx
	divq	%rcx
	subl	$1000, %edx
	movl	%edx, (%rbx,%rsi,4)
	incq	%rsi
	cmpq	$40, %rsi
	jne	.L158
	leaq	by_value(%rip), %rcx
	movq	%rbx, %rdi
	xorl	%ebp, %ebp
	xorl	%r13d, %r13d
	movl	$4, %edx
	leaq	.LC8(%rip), %r14
	call	quicksort
.L160:
	movl	%ebp, %eax
	movl	$10, %ecx
	movl	(%rbx,%rbp,4), %esi
	leaq	.LC12(%rip), %rdi
	cltd
	idivl	%ecx
	cmpl	$9, %edx
	leaq	.LC7(%rip), %rdx
	cmovne	%r14, %rdx
	xorl	%eax, %eax
	call	print
	movslq	(%rbx,%rbp,4), %rax
	incq	%rbp
	addq	%rax, %r13
	cmpq	$40, %rbp
	jne	.L160
	movq	%r13, %rsi
	movl	(%rsp), %edx
	leaq	.LC14(%rip), %rdi
	movb	$1, %al
	xorl	156(%rsp), %edx
	leaq	planets(%rip), %rbp
	leaq	.LC15(%rip), %r14
	cvtsi2sdq	%r13, %xmm0
	divsd	.LC13(%rip), %xmm0
	xorl	%r13d, %r13d
	movq	%rbp, %r15
	call	print
	leaq	by_moons(%rip), %rcx
	movl	$32, %edx
	movq	%rbp, %rdi
	movl	$8, %esi
	call	quicksort
	xorps	%xmm3, %xmm3
.L163:
	movl	%r13d, %eax
	movsd	16(%rbp), %xmm1
	movq	0(%rbp), %rsi
	movq	%r14, %rdi
	salq	$5, %rax
	cvtss2sd	8(%rbp), %xmm0
	movb	26(%r15,%rax), %al
	addsd	%xmm1, %xmm3
	movl	%eax, %edx
	andl	$2, %edx
	cmpb	$1, %dl
	sbbl	%edx, %edx
	andl	$1, %eax
	andl	$91, %edx
	cmpb	$1, %al
	movswl	24(%rbp), %eax
	sbbl	%ecx, %ecx
	leal	35(%rdx), %r8d
	incl	%r13d
	addq	$32, %rbp
	andl	$-66, %ecx
	movl	%eax, %edx
	movb	$2, %al
	addl	$111, %ecx
	call	print
	cmpl	$8, %r13d
	jne	.L163
	leaq	.LC16(%rip), %rdi
	movb	$1, %al
	movaps	%xmm3, %xmm0
	call	print
	leaq	text.0(%rip), %rax
	movabsq	$-3750763034362895579, %rcx
	movabsq	$1099511628211, %rsi
	leaq	43(%rax), %rdi
.L164:
	movzbl	(%rax), %edx
	incq	%rax
	xorq	%rcx, %rdx
	movq	%rdx, %rcx
	imulq	%rsi, %rcx
	cmpq	%rdi, %rax
	jne	.L164
	cmpl	$0, 4+crc_table(%rip)
	jne	.L166
	xorl	%edx, %edx
	leaq	crc_table(%rip), %r8
.L165:
	movl	%edx, %eax
	movl	$8, %esi
.L168:
	movl	%eax, %r9d
	shrl	%eax
	andl	$1, %r9d
	testl	%r9d, %r9d
	je	.L167
	xorl	$-306674912, %eax
.L167:
	decl	%esi
	jne	.L168
	movl	%eax, (%r8,%rdx,4)
	incq	%rdx
	cmpq	$256, %rdx
	jne	.L165
.L166:
	orl	$-1, %esi
	leaq	text.0(%rip), %rax
	leaq	crc_table(%rip), %r8
.L169:
	movb	(%rax), %dl
	incq	%rax
	xorl	%esi, %edx
	shrl	$8, %esi
	movzbl	%dl, %edx
	xorl	(%r8,%rdx,4), %esi
	cmpq	%rdi, %rax
	jne	.L169
	notl	%esi
	movq	%rcx, %rdx
	leaq	.LC17(%rip), %rdi
	xorl	%eax, %eax
	call	print
	movl	$1000, %r8d
	xorl	%esi, %esi
.L170:
	call	random64
	rolq	$7, %rsi
	xorq	%rax, %rsi
	decl	%r8d
	jne	.L170
	movq	%rsi, %rcx
	movq	%rsi, %rdx
	leaq	.LC18(%rip), %rdi
	movq	%rsi, %r8
	btsq	$63, %rcx
	orq	$1, %rdx
	bswap	%r8
	leaq	.L174(%rip), %r13
	bsfq	%rcx, %rcx
	bsrq	%rdx, %rdx
	xorl	%eax, %eax
	xorl	$63, %edx
	call	print
	xorl	%eax, %eax
	leaq	.LC19(%rip), %rdi
	call	print
	leaq	factorial(%rip), %rax
.L171:
	cmpl	$10, (%rax)
	leaq	4(%rax), %rbp
	jbe	.L210
.L172:
	movq	%rbp, %rax
	jmp	.L171
.L210:
	movl	(%rax), %edx
	movslq	0(%r13,%rdx,4), %rdx
	addq	%r13, %rdx
	jmp	*%rdx
	.section	.rodata
	.align 4
	.align 4
.L174:
	.long	.L184-.L174
	.long	.L183-.L174
	.long	.L182-.L174
	.long	.L181-.L174
	.long	.L180-.L174
	.long	.L179-.L174
	.long	.L178-.L174
	.long	.L177-.L174
	.long	.L176-.L174
	.long	.L175-.L174
	.long	.L173-.L174
	.section	.text.startup
.L184:
	leaq	8(%rax), %rbp
	movslq	4(%rax), %rax
	jmp	.L206
.L183:
	movq	(%rbx), %rax
	addq	%rax, -8(%rbx)
	jmp	.L207
.L182:
	movq	(%rbx), %rax
	subq	%rax, -8(%rbx)
.L207:
	subq	$8, %rbx
	jmp	.L172
.L181:
	movq	-8(%rbx), %rax
	imulq	(%rbx), %rax
	jmp	.L208
.L180:
	movq	-8(%rbx), %rax
	cqto
	idivq	(%rbx)
.L208:
	movq	%rax, -8(%rbx)
	jmp	.L207
.L179:
	movq	(%rbx), %rax
.L206:
	movq	%rax, 8(%rbx)
	addq	$8, %rbx
	jmp	.L172
.L178:
	movq	(%rbx), %rax
	movq	-8(%rbx), %rdx
	movq	%rax, -8(%rbx)
	movq	%rdx, (%rbx)
	jmp	.L172
.L177:
	movq	-8(%rbx), %rax
	jmp	.L206
.L176:
	cmpq	$0, (%rbx)
	leaq	8(%rax), %rbp
	leaq	-8(%rbx), %rdx
	jne	.L211
.L190:
	movq	%rdx, %rbx
	jmp	.L172
.L211:
	movslq	4(%rax), %rax
	leaq	0(%rbp,%rax,4), %rbp
	jmp	.L190
.L175:
	movq	(%rbx), %rsi
	leaq	.LC20(%rip), %rdi
	xorl	%eax, %eax
	call	print
	jmp	.L172
.L173:
	movq	(%rbx), %rsi
	xorl	%eax, %eax
	leaq	.LC21(%rip), %rdi
	call	print
	call	flush
	xorl	%eax, %eax
	cmpl	$1, %r12d
	je	.L155
	leal	10(%r12), %eax
.L155:
	addq	$168, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%rbp
	.cfi_def_cfa_offset 40
	popq	%r12
	.cfi_def_cfa_offset 32
	popq	%r13
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	ret
	.cfi_endproc
.LFE22:
	.size	main, .-main
	.section	.rodata
	.align 32
	.type	text.0, @object
	.size	text.0, 44
text.0:
	.string	"The quick brown fox jumps over the lazy dog"
	.align 32
	.type	factorial, @object
	.size	factorial, 68
factorial:
	.long	0
	.long	1
	.long	0
	.long	10
	.long	9
	.long	6
	.long	7
	.long	3
	.long	6
	.long	0
	.long	-1
	.long	1
	.long	5
	.long	8
	.long	-11
	.long	6
	.long	10
	.data
	.align 8
	.type	seed, @object
	.size	seed, 8
seed:
	.quad	42
	.local	crc_table
	.comm	crc_table,1024,32
	.section	.rodata.str1.1
.LC22:
	.string	"Mercury"
.LC23:
	.string	"Venus"
.LC24:
	.string	"Earth"
.LC25:
	.string	"Mars"
.LC26:
	.string	"Jupiter"
.LC27:
	.string	"Saturn"
.LC28:
	.string	"Uranus"
.LC29:
	.string	"Neptune"
	.section	.data.rel.local,"aw"
	.align 32
	.type	planets, @object
	.size	planets, 256
planets:
	.quad	.LC22
	.long	1159232307
	.zero	4
	.long	-1030792151
	.long	1068247285
	.value	0
	.byte	2
	.zero	5
	.quad	.LC23
	.long	1170021990
	.zero	4
	.long	-515396076
	.long	1072305274
	.value	0
	.byte	2
	.zero	5
	.quad	.LC24
	.long	1170675712
	.zero	4
	.long	0
	.long	1072693248
	.value	1
	.byte	2
	.zero	5
	.quad	.LC25
	.long	1163122688
	.zero	4
	.long	481036337
	.long	1069245530
	.value	2
	.byte	2
	.zero	5
	.quad	.LC26
	.long	1200130944
	.zero	4
	.long	-858993459
	.long	1081334988
	.value	95
	.byte	1
	.zero	5
	.quad	.LC27
	.long	1197701120
	.zero	4
	.long	-858993459
	.long	1079495884
	.value	146
	.byte	1
	.zero	5
	.quad	.LC28
	.long	1187390464
	.zero	4
	.long	0
	.long	1076690944
	.value	28
	.byte	1
	.zero	5
	.quad	.LC29
	.long	1187011584
	.zero	4
	.long	-1717986918
	.long	1076959641
	.value	16
	.byte	1
	.zero	5
	.local	used
	.comm	used,4,4
	.local	buffer
	.comm	buffer,512,32
	.section	.rodata.cst16,"aM",@progbits,16
	.align 16
.LC3:
	.long	0
	.long	-2147483648
	.long	0
	.long	0
	.section	.rodata.cst8,"aM",@progbits,8
	.align 8
.LC4:
	.long	0
	.long	1138753536
	.align 8
.LC5:
	.long	0
	.long	1093567616
	.align 8
.LC6:
	.long	0
	.long	1071644672
	.align 8
.LC13:
	.long	0
	.long	1078198272
	.ident	"GCC: (Debian 12.2.0-14+deb12u1) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
