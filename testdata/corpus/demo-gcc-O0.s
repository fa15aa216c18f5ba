	.file	"demo.c"
	.text
	.type	syscall3, @function
syscall3:
.LFB0:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movq	%rsi, -32(%rbp)
	movq	%rdx, -40(%rbp)
	movq	%rcx, -48(%rbp)
	movq	-24(%rbp), %rax
	movq	-32(%rbp), %rdi
	movq	-40(%rbp), %rsi
	movq	-48(%rbp), %rdx
#APP
# 16 "demo.c" 1
	syscall
# 0 "" 2
#NO_APP
	movq	%rax, -8(%rbp)
	movq	-8(%rbp), %rax
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE0:
	.size	syscall3, .-syscall3
	.globl	memcpy
	.type	memcpy, @function
memcpy:
.LFB1:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movq	%rsi, -32(%rbp)
	movq	%rdx, -40(%rbp)
	movq	-24(%rbp), %rax
	movq	%rax, -8(%rbp)
	movq	-8(%rbp), %rcx
	movq	-32(%rbp), %rdx
	movq	-40(%rbp), %rax
	movq	%rcx, %rdi
	movq	%rdx, %rsi
	movq	%rax, %rcx
#APP
# 27 "demo.c" 1
	rep movsb
# 0 "" 2
#NO_APP
	movq	%rcx, %rax
	movq	%rsi, %rdx
	movq	%rdi, -8(%rbp)
	movq	%rdx, -32(%rbp)
	movq	%rax, -40(%rbp)
	movq	-24(%rbp), %rax
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE1:
	.size	memcpy, .-memcpy
	.globl	memset
	.type	memset, @function
memset:
.LFB2:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movl	%esi, -28(%rbp)
	movq	%rdx, -40(%rbp)
	movq	-24(%rbp), %rax
	movq	%rax, -8(%rbp)
	movl	-28(%rbp), %eax
	movq	-8(%rbp), %rcx
	movq	-40(%rbp), %rdx
	movq	%rcx, %rsi
	movq	%rsi, %rdi
	movq	%rdx, %rcx
#APP
# 34 "demo.c" 1
	rep stosb
# 0 "" 2
#NO_APP
	movq	%rcx, %rdx
	movq	%rdi, %rsi
	movq	%rsi, -8(%rbp)
	movq	%rdx, -40(%rbp)
	movq	-24(%rbp), %rax
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE2:
	.size	memset, .-memset
	.globl	memcmp
	.type	memcmp, @function
memcmp:
.LFB3:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movq	%rsi, -32(%rbp)
	movq	%rdx, -40(%rbp)
	movq	-24(%rbp), %rax
	movq	%rax, -8(%rbp)
	movq	-32(%rbp), %rax
	movq	%rax, -16(%rbp)
	jmp	.L8
.L11:
	movq	-8(%rbp), %rax
	movzbl	(%rax), %edx
	movq	-16(%rbp), %rax
	movzbl	(%rax), %eax
	cmpb	%al, %dl
	je	.L9
	movq	-8(%rbp), %rax
	movzbl	(%rax), %eax
	movzbl	%al, %edx
	movq	-16(%rbp), %rax
	movzbl	(%rax), %eax
	movzbl	%al, %eax
	subl	%eax, %edx
	jmp	.L10
.L9:
	subq	$1, -40(%rbp)
	addq	$1, -8(%rbp)
	addq	$1, -16(%rbp)
.L8:
	cmpq	$0, -40(%rbp)
	jne	.L11
	movl	$0, %edx
.L10:
	movl	%edx, %eax
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE3:
	.size	memcmp, .-memcmp
	.local	buffer
	.comm	buffer,512,32
	.local	used
	.comm	used,4,4
	.type	flush, @function
flush:
.LFB4:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$16, %rsp
	movl	$0, -4(%rbp)
	jmp	.L13
.L16:
	movl	used(%rip), %eax
	subl	-4(%rbp), %eax
	movl	%eax, %ecx
	movl	-4(%rbp), %eax
	leaq	buffer(%rip), %rdx
	addq	%rdx, %rax
	movq	%rax, %rdx
	movl	$1, %esi
	movl	$1, %edi
	call	syscall3
	movq	%rax, -16(%rbp)
	cmpq	$0, -16(%rbp)
	js	.L17
	movq	-16(%rbp), %rax
	addl	%eax, -4(%rbp)
.L13:
	movl	used(%rip), %eax
	cmpl	%eax, -4(%rbp)
	jb	.L16
	jmp	.L15
.L17:
	nop
.L15:
	movl	$0, used(%rip)
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE4:
	.size	flush, .-flush
	.type	put, @function
put:
.LFB5:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$8, %rsp
	movl	%edi, %eax
	movb	%al, -4(%rbp)
	movl	used(%rip), %eax
	cmpl	$512, %eax
	jne	.L19
	call	flush
.L19:
	movl	used(%rip), %eax
	leal	1(%rax), %edx
	movl	%edx, used(%rip)
	movl	%eax, %ecx
	leaq	buffer(%rip), %rdx
	movzbl	-4(%rbp), %eax
	movb	%al, (%rcx,%rdx)
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE5:
	.size	put, .-put
	.type	put_padded, @function
put_padded:
.LFB6:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$40, %rsp
	movq	%rdi, -24(%rbp)
	movl	%esi, -28(%rbp)
	movq	%rdx, -40(%rbp)
	movq	-40(%rbp), %rax
	movl	(%rax), %eax
	subl	-28(%rbp), %eax
	movl	%eax, -4(%rbp)
	movq	-40(%rbp), %rax
	movzbl	5(%rax), %eax
	andl	$1, %eax
	testb	%al, %al
	jne	.L21
	jmp	.L22
.L23:
	movq	-40(%rbp), %rax
	movzbl	4(%rax), %eax
	movsbl	%al, %eax
	movl	%eax, %edi
	call	put
	subl	$1, -4(%rbp)
.L22:
	cmpl	$0, -4(%rbp)
	jg	.L23
.L21:
	movl	$0, -8(%rbp)
	jmp	.L24
.L25:
	movl	-8(%rbp), %eax
	movslq	%eax, %rdx
	movq	-24(%rbp), %rax
	addq	%rdx, %rax
	movzbl	(%rax), %eax
	movsbl	%al, %eax
	movl	%eax, %edi
	call	put
	addl	$1, -8(%rbp)
.L24:
	movl	-8(%rbp), %eax
	cmpl	-28(%rbp), %eax
	jl	.L25
	jmp	.L26
.L27:
	movl	$32, %edi
	call	put
	subl	$1, -4(%rbp)
.L26:
	cmpl	$0, -4(%rbp)
	jg	.L27
	nop
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE6:
	.size	put_padded, .-put_padded
	.section	.rodata
.LC0:
	.string	"0123456789ABCDEF"
.LC1:
	.string	"0123456789abcdef"
	.text
	.type	put_number, @function
put_number:
.LFB7:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$112, %rsp
	movq	%rdi, -88(%rbp)
	movl	%esi, -92(%rbp)
	movl	%edx, -96(%rbp)
	movq	%rcx, -104(%rbp)
	movl	$72, -4(%rbp)
.L31:
	movq	-104(%rbp), %rax
	movzbl	5(%rax), %eax
	andl	$4, %eax
	testb	%al, %al
	je	.L29
	leaq	.LC0(%rip), %rcx
	jmp	.L30
.L29:
	leaq	.LC1(%rip), %rcx
.L30:
	movl	-92(%rbp), %esi
	movq	-88(%rbp), %rax
	movl	$0, %edx
	divq	%rsi
	movq	%rdx, %rax
	addq	%rcx, %rax
	subl	$1, -4(%rbp)
	movzbl	(%rax), %edx
	movl	-4(%rbp), %eax
	cltq
	movb	%dl, -80(%rbp,%rax)
	movl	-92(%rbp), %edi
	movq	-88(%rbp), %rax
	movl	$0, %edx
	divq	%rdi
	movq	%rax, -88(%rbp)
	cmpq	$0, -88(%rbp)
	jne	.L31
	cmpl	$0, -96(%rbp)
	je	.L32
	subl	$1, -4(%rbp)
	movl	-4(%rbp), %eax
	cltq
	movb	$45, -80(%rbp,%rax)
	jmp	.L33
.L32:
	movq	-104(%rbp), %rax
	movzbl	5(%rax), %eax
	andl	$2, %eax
	testb	%al, %al
	je	.L33
	subl	$1, -4(%rbp)
	movl	-4(%rbp), %eax
	cltq
	movb	$43, -80(%rbp,%rax)
.L33:
	movl	-4(%rbp), %eax
	movl	$72, %edx
	subl	%eax, %edx
	movl	%edx, %esi
	movl	-4(%rbp), %eax
	cltq
	leaq	-80(%rbp), %rdx
	leaq	(%rdx,%rax), %rcx
	movq	-104(%rbp), %rax
	movq	%rax, %rdx
	movq	%rcx, %rdi
	call	put_padded
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE7:
	.size	put_number, .-put_number
	.type	put_double, @function
put_double:
.LFB8:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$64, %rsp
	movsd	%xmm0, -56(%rbp)
	movq	%rdi, -64(%rbp)
	movq	$0, -28(%rbp)
	movl	$6, -28(%rbp)
	movb	$48, -24(%rbp)
	movq	-64(%rbp), %rax
	movq	(%rax), %rax
	movq	%rax, -36(%rbp)
	pxor	%xmm0, %xmm0
	comisd	-56(%rbp), %xmm0
	seta	%al
	movzbl	%al, %eax
	movl	%eax, -20(%rbp)
	cmpl	$0, -20(%rbp)
	je	.L35
	movsd	-56(%rbp), %xmm0
	movq	.LC3(%rip), %xmm1
	xorpd	%xmm1, %xmm0
	movsd	%xmm0, -56(%rbp)
.L35:
	movsd	-56(%rbp), %xmm0
	comisd	.LC4(%rip), %xmm0
	jnb	.L36
	movsd	-56(%rbp), %xmm0
	cvttsd2siq	%xmm0, %rax
	movq	%rax, -8(%rbp)
	jmp	.L37
.L36:
	movsd	-56(%rbp), %xmm0
	movsd	.LC4(%rip), %xmm1
	subsd	%xmm1, %xmm0
	cvttsd2siq	%xmm0, %rax
	movq	%rax, -8(%rbp)
	movabsq	$-9223372036854775808, %rax
	xorq	%rax, -8(%rbp)
.L37:
	movq	-8(%rbp), %rax
	movq	%rax, -8(%rbp)
	movq	-8(%rbp), %rax
	testq	%rax, %rax
	js	.L38
	pxor	%xmm0, %xmm0
	cvtsi2sdq	%rax, %xmm0
	jmp	.L39
.L38:
	movq	%rax, %rdx
	shrq	%rdx
	andl	$1, %eax
	orq	%rax, %rdx
	pxor	%xmm0, %xmm0
	cvtsi2sdq	%rdx, %xmm0
	addsd	%xmm0, %xmm0
.L39:
	movsd	-56(%rbp), %xmm1
	subsd	%xmm0, %xmm1
	movsd	.LC5(%rip), %xmm0
	mulsd	%xmm0, %xmm1
	movsd	.LC6(%rip), %xmm0
	addsd	%xmm1, %xmm0
	comisd	.LC4(%rip), %xmm0
	jnb	.L40
	cvttsd2siq	%xmm0, %rax
	movq	%rax, -16(%rbp)
	jmp	.L41
.L40:
	movsd	.LC4(%rip), %xmm1
	subsd	%xmm1, %xmm0
	cvttsd2siq	%xmm0, %rax
	movq	%rax, -16(%rbp)
	movabsq	$-9223372036854775808, %rax
	xorq	%rax, -16(%rbp)
.L41:
	movq	-16(%rbp), %rax
	movq	%rax, -16(%rbp)
	cmpq	$999999, -16(%rbp)
	jbe	.L42
	addq	$1, -8(%rbp)
	subq	$1000000, -16(%rbp)
.L42:
	movl	-36(%rbp), %eax
	subl	$7, %eax
	movl	%eax, -36(%rbp)
	leaq	-36(%rbp), %rcx
	movl	-20(%rbp), %edx
	movq	-8(%rbp), %rax
	movl	$10, %esi
	movq	%rax, %rdi
	call	put_number
	movl	$46, %edi
	call	put
	leaq	-28(%rbp), %rdx
	movq	-16(%rbp), %rax
	movq	%rdx, %rcx
	movl	$0, %edx
	movl	$10, %esi
	movq	%rax, %rdi
	call	put_number
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE8:
	.size	put_double, .-put_double
	.type	length, @function
length:
.LFB9:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movq	-24(%rbp), %rax
	movq	%rax, -8(%rbp)
	jmp	.L44
.L45:
	addq	$1, -8(%rbp)
.L44:
	movq	-8(%rbp), %rax
	movzbl	(%rax), %eax
	testb	%al, %al
	jne	.L45
	movq	-8(%rbp), %rax
	subq	-24(%rbp), %rax
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE9:
	.size	length, .-length
	.type	print, @function
print:
.LFB10:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$256, %rsp
	movq	%rdi, -248(%rbp)
	movq	%rsi, -168(%rbp)
	movq	%rdx, -160(%rbp)
	movq	%rcx, -152(%rbp)
	movq	%r8, -144(%rbp)
	movq	%r9, -136(%rbp)
	testb	%al, %al
	je	.L106
	movaps	%xmm0, -128(%rbp)
	movaps	%xmm1, -112(%rbp)
	movaps	%xmm2, -96(%rbp)
	movaps	%xmm3, -80(%rbp)
	movaps	%xmm4, -64(%rbp)
	movaps	%xmm5, -48(%rbp)
	movaps	%xmm6, -32(%rbp)
	movaps	%xmm7, -16(%rbp)
.L106:
	movl	$8, -224(%rbp)
	movl	$48, -220(%rbp)
	leaq	16(%rbp), %rax
	movq	%rax, -216(%rbp)
	leaq	-176(%rbp), %rax
	movq	%rax, -208(%rbp)
	jmp	.L49
.L105:
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	cmpb	$37, %al
	je	.L50
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	movsbl	%al, %eax
	movl	%eax, %edi
	call	put
	jmp	.L51
.L50:
	movq	$0, -232(%rbp)
	movb	$32, -228(%rbp)
	movl	$0, -180(%rbp)
.L57:
	addq	$1, -248(%rbp)
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	cmpb	$48, %al
	jne	.L52
	movb	$48, -228(%rbp)
	jmp	.L57
.L52:
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	cmpb	$45, %al
	jne	.L54
	movzbl	-227(%rbp), %eax
	orl	$1, %eax
	movb	%al, -227(%rbp)
	jmp	.L57
.L54:
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	cmpb	$43, %al
	jne	.L107
	movzbl	-227(%rbp), %eax
	orl	$2, %eax
	movb	%al, -227(%rbp)
	jmp	.L57
.L107:
	nop
	jmp	.L58
.L60:
	movl	-232(%rbp), %edx
	movl	%edx, %eax
	sall	$2, %eax
	addl	%edx, %eax
	addl	%eax, %eax
	movl	%eax, %ecx
	movq	-248(%rbp), %rax
	leaq	1(%rax), %rdx
	movq	%rdx, -248(%rbp)
	movzbl	(%rax), %eax
	movsbl	%al, %eax
	addl	%ecx, %eax
	subl	$48, %eax
	movl	%eax, -232(%rbp)
.L58:
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	cmpb	$47, %al
	jle	.L61
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	cmpb	$57, %al
	jle	.L60
	jmp	.L61
.L62:
	movl	$1, -180(%rbp)
	addq	$1, -248(%rbp)
.L61:
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	cmpb	$108, %al
	je	.L62
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	movsbl	%al, %eax
	cmpl	$37, %eax
	je	.L63
	cmpl	$37, %eax
	jl	.L51
	cmpl	$120, %eax
	jg	.L51
	cmpl	$88, %eax
	jl	.L51
	subl	$88, %eax
	cmpl	$32, %eax
	ja	.L51
	movl	%eax, %eax
	leaq	0(,%rax,4), %rdx
	leaq	.L66(%rip), %rax
	movl	(%rdx,%rax), %eax
	cltq
	leaq	.L66(%rip), %rdx
	addq	%rdx, %rax
	jmp	*%rax
	.section	.rodata
	.align 4
	.align 4
.L66:
	.long	.L74-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L73-.L66
	.long	.L72-.L66
	.long	.L71-.L66
	.long	.L51-.L66
	.long	.L70-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L69-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L68-.L66
	.long	.L51-.L66
	.long	.L67-.L66
	.long	.L51-.L66
	.long	.L51-.L66
	.long	.L65-.L66
	.text
.L71:
	cmpl	$0, -180(%rbp)
	je	.L75
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L76
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L77
.L76:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L77:
	movq	(%rax), %rax
	jmp	.L78
.L75:
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L79
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L80
.L79:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L80:
	movl	(%rax), %eax
	cltq
.L78:
	movq	%rax, -200(%rbp)
	movq	-200(%rbp), %rax
	shrq	$63, %rax
	movzbl	%al, %edx
	cmpq	$0, -200(%rbp)
	jns	.L81
	movq	-200(%rbp), %rax
	negq	%rax
	jmp	.L82
.L81:
	movq	-200(%rbp), %rax
.L82:
	leaq	-232(%rbp), %rcx
	movl	$10, %esi
	movq	%rax, %rdi
	call	put_number
	jmp	.L51
.L67:
	cmpl	$0, -180(%rbp)
	je	.L83
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L84
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L85
.L84:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L85:
	movq	(%rax), %rax
	jmp	.L86
.L83:
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L87
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L88
.L87:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L88:
	movl	(%rax), %eax
	movl	%eax, %eax
.L86:
	leaq	-232(%rbp), %rdx
	movq	%rdx, %rcx
	movl	$0, %edx
	movl	$10, %esi
	movq	%rax, %rdi
	call	put_number
	jmp	.L51
.L74:
	movzbl	-227(%rbp), %eax
	orl	$4, %eax
	movb	%al, -227(%rbp)
.L65:
	cmpl	$0, -180(%rbp)
	je	.L89
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L90
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L91
.L90:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L91:
	movq	(%rax), %rax
	jmp	.L92
.L89:
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L93
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L94
.L93:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L94:
	movl	(%rax), %eax
	movl	%eax, %eax
.L92:
	leaq	-232(%rbp), %rdx
	movq	%rdx, %rcx
	movl	$0, %edx
	movl	$16, %esi
	movq	%rax, %rdi
	call	put_number
	jmp	.L51
.L69:
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L95
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L96
.L95:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L96:
	movl	(%rax), %eax
	movl	%eax, %edi
	leaq	-232(%rbp), %rax
	movq	%rax, %rcx
	movl	$0, %edx
	movl	$8, %esi
	call	put_number
	jmp	.L51
.L73:
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L97
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L98
.L97:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L98:
	movl	(%rax), %eax
	movl	%eax, %edi
	leaq	-232(%rbp), %rax
	movq	%rax, %rcx
	movl	$0, %edx
	movl	$2, %esi
	call	put_number
	jmp	.L51
.L72:
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L99
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L100
.L99:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L100:
	movl	(%rax), %eax
	movsbl	%al, %eax
	movl	%eax, %edi
	call	put
	jmp	.L51
.L68:
	movl	-224(%rbp), %eax
	cmpl	$47, %eax
	ja	.L101
	movq	-208(%rbp), %rax
	movl	-224(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-224(%rbp), %edx
	addl	$8, %edx
	movl	%edx, -224(%rbp)
	jmp	.L102
.L101:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L102:
	movq	(%rax), %rax
	movq	%rax, -192(%rbp)
	movq	-192(%rbp), %rax
	movq	%rax, %rdi
	call	length
	movl	%eax, %ecx
	leaq	-232(%rbp), %rdx
	movq	-192(%rbp), %rax
	movl	%ecx, %esi
	movq	%rax, %rdi
	call	put_padded
	jmp	.L51
.L70:
	movl	-220(%rbp), %eax
	cmpl	$175, %eax
	ja	.L103
	movq	-208(%rbp), %rax
	movl	-220(%rbp), %edx
	movl	%edx, %edx
	addq	%rdx, %rax
	movl	-220(%rbp), %edx
	addl	$16, %edx
	movl	%edx, -220(%rbp)
	jmp	.L104
.L103:
	movq	-216(%rbp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, -216(%rbp)
.L104:
	movq	(%rax), %rax
	leaq	-232(%rbp), %rdx
	movq	%rdx, %rdi
	movq	%rax, %xmm0
	call	put_double
	jmp	.L51
.L63:
	movl	$37, %edi
	call	put
	nop
.L51:
	addq	$1, -248(%rbp)
.L49:
	movq	-248(%rbp), %rax
	movzbl	(%rax), %eax
	testb	%al, %al
	jne	.L105
	nop
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE10:
	.size	print, .-print
	.type	swap, @function
swap:
.LFB11:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movq	%rsi, -32(%rbp)
	movq	%rdx, -40(%rbp)
	jmp	.L109
.L110:
	movq	-24(%rbp), %rax
	movzbl	(%rax), %eax
	movb	%al, -1(%rbp)
	movq	-24(%rbp), %rax
	leaq	1(%rax), %rdx
	movq	%rdx, -24(%rbp)
	movq	-32(%rbp), %rdx
	movzbl	(%rdx), %edx
	movb	%dl, (%rax)
	movq	-32(%rbp), %rax
	leaq	1(%rax), %rdx
	movq	%rdx, -32(%rbp)
	movzbl	-1(%rbp), %edx
	movb	%dl, (%rax)
.L109:
	movq	-40(%rbp), %rax
	leaq	-1(%rax), %rdx
	movq	%rdx, -40(%rbp)
	testq	%rax, %rax
	jne	.L110
	nop
	nop
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE11:
	.size	swap, .-swap
	.type	quicksort, @function
quicksort:
.LFB12:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$80, %rsp
	movq	%rdi, -56(%rbp)
	movq	%rsi, -64(%rbp)
	movq	%rdx, -72(%rbp)
	movq	%rcx, -80(%rbp)
	movq	-56(%rbp), %rax
	movq	%rax, -8(%rbp)
	jmp	.L112
.L116:
	movq	-64(%rbp), %rax
	subq	$1, %rax
	imulq	-72(%rbp), %rax
	movq	%rax, %rdx
	movq	-8(%rbp), %rax
	addq	%rdx, %rax
	movq	%rax, -32(%rbp)
	movq	-8(%rbp), %rax
	movq	%rax, -16(%rbp)
	movq	-64(%rbp), %rax
	shrq	%rax
	imulq	-72(%rbp), %rax
	movq	%rax, %rdx
	movq	-8(%rbp), %rax
	leaq	(%rdx,%rax), %rcx
	movq	-72(%rbp), %rdx
	movq	-32(%rbp), %rax
	movq	%rax, %rsi
	movq	%rcx, %rdi
	call	swap
	movq	-8(%rbp), %rax
	movq	%rax, -24(%rbp)
	jmp	.L113
.L115:
	movq	-32(%rbp), %rdx
	movq	-24(%rbp), %rax
	movq	-80(%rbp), %rcx
	movq	%rdx, %rsi
	movq	%rax, %rdi
	call	*%rcx
	testl	%eax, %eax
	jns	.L114
	movq	-72(%rbp), %rdx
	movq	-16(%rbp), %rcx
	movq	-24(%rbp), %rax
	movq	%rcx, %rsi
	movq	%rax, %rdi
	call	swap
	movq	-72(%rbp), %rax
	addq	%rax, -16(%rbp)
.L114:
	movq	-72(%rbp), %rax
	addq	%rax, -24(%rbp)
.L113:
	movq	-24(%rbp), %rax
	cmpq	-32(%rbp), %rax
	jb	.L115
	movq	-72(%rbp), %rdx
	movq	-32(%rbp), %rcx
	movq	-16(%rbp), %rax
	movq	%rcx, %rsi
	movq	%rax, %rdi
	call	swap
	movq	-16(%rbp), %rax
	subq	-8(%rbp), %rax
	movl	$0, %edx
	divq	-72(%rbp)
	movq	%rax, -40(%rbp)
	movq	-80(%rbp), %rcx
	movq	-72(%rbp), %rdx
	movq	-40(%rbp), %rsi
	movq	-8(%rbp), %rax
	movq	%rax, %rdi
	call	quicksort
	movq	-16(%rbp), %rdx
	movq	-72(%rbp), %rax
	addq	%rdx, %rax
	movq	%rax, -8(%rbp)
	movq	-64(%rbp), %rax
	subq	-40(%rbp), %rax
	subq	$1, %rax
	movq	%rax, -64(%rbp)
.L112:
	cmpq	$1, -64(%rbp)
	ja	.L116
	nop
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE12:
	.size	quicksort, .-quicksort
	.type	by_value, @function
by_value:
.LFB13:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movq	%rsi, -32(%rbp)
	movq	-24(%rbp), %rax
	movl	(%rax), %eax
	movl	%eax, -4(%rbp)
	movq	-32(%rbp), %rax
	movl	(%rax), %eax
	movl	%eax, -8(%rbp)
	movl	-4(%rbp), %eax
	cmpl	-8(%rbp), %eax
	setg	%al
	movzbl	%al, %edx
	movl	-4(%rbp), %eax
	cmpl	-8(%rbp), %eax
	setl	%al
	movzbl	%al, %eax
	subl	%eax, %edx
	movl	%edx, %eax
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE13:
	.size	by_value, .-by_value
	.section	.rodata
.LC7:
	.string	"Mercury"
.LC8:
	.string	"Venus"
.LC9:
	.string	"Earth"
.LC10:
	.string	"Mars"
.LC11:
	.string	"Jupiter"
.LC12:
	.string	"Saturn"
.LC13:
	.string	"Uranus"
.LC14:
	.string	"Neptune"
	.section	.data.rel.local,"aw"
	.align 32
	.type	planets, @object
	.size	planets, 256
planets:
	.quad	.LC7
	.long	1159232307
	.zero	4
	.long	-1030792151
	.long	1068247285
	.value	0
	.byte	2
	.zero	5
	.quad	.LC8
	.long	1170021990
	.zero	4
	.long	-515396076
	.long	1072305274
	.value	0
	.byte	2
	.zero	5
	.quad	.LC9
	.long	1170675712
	.zero	4
	.long	0
	.long	1072693248
	.value	1
	.byte	2
	.zero	5
	.quad	.LC10
	.long	1163122688
	.zero	4
	.long	481036337
	.long	1069245530
	.value	2
	.byte	2
	.zero	5
	.quad	.LC11
	.long	1200130944
	.zero	4
	.long	-858993459
	.long	1081334988
	.value	95
	.byte	1
	.zero	5
	.quad	.LC12
	.long	1197701120
	.zero	4
	.long	-858993459
	.long	1079495884
	.value	146
	.byte	1
	.zero	5
	.quad	.LC13
	.long	1187390464
	.zero	4
	.long	0
	.long	1076690944
	.value	28
	.byte	1
	.zero	5
	.quad	.LC14
	.long	1187011584
	.zero	4
	.long	-1717986918
	.long	1076959641
	.value	16
	.byte	1
	.zero	5
	.text
	.type	by_moons, @function
by_moons:
.LFB14:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movq	%rsi, -32(%rbp)
	movq	-24(%rbp), %rax
	movq	%rax, -8(%rbp)
	movq	-32(%rbp), %rax
	movq	%rax, -16(%rbp)
	movq	-8(%rbp), %rax
	movzwl	24(%rax), %edx
	movq	-16(%rbp), %rax
	movzwl	24(%rax), %eax
	cmpw	%ax, %dx
	je	.L120
	movq	-16(%rbp), %rax
	movzwl	24(%rax), %eax
	movswl	%ax, %ecx
	movq	-8(%rbp), %rax
	movzwl	24(%rax), %eax
	movswl	%ax, %edx
	movl	%ecx, %eax
	subl	%edx, %eax
	jmp	.L121
.L120:
	movq	-8(%rbp), %rax
	movsd	16(%rax), %xmm1
	movq	-16(%rbp), %rax
	movsd	16(%rax), %xmm0
	comisd	%xmm1, %xmm0
	jbe	.L126
	movl	$1, %eax
	jmp	.L121
.L126:
	movl	$-1, %eax
.L121:
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE14:
	.size	by_moons, .-by_moons
	.local	crc_table
	.comm	crc_table,1024,32
	.type	crc32, @function
crc32:
.LFB15:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -40(%rbp)
	movq	%rsi, -48(%rbp)
	movl	4+crc_table(%rip), %eax
	testl	%eax, %eax
	jne	.L128
	movl	$0, -4(%rbp)
	jmp	.L129
.L134:
	movl	-4(%rbp), %eax
	movl	%eax, -8(%rbp)
	movl	$0, -12(%rbp)
	jmp	.L130
.L133:
	movl	-8(%rbp), %eax
	andl	$1, %eax
	testl	%eax, %eax
	je	.L131
	movl	-8(%rbp), %eax
	shrl	%eax
	xorl	$-306674912, %eax
	jmp	.L132
.L131:
	movl	-8(%rbp), %eax
	shrl	%eax
.L132:
	movl	%eax, -8(%rbp)
	addl	$1, -12(%rbp)
.L130:
	cmpl	$7, -12(%rbp)
	jle	.L133
	movl	-4(%rbp), %eax
	leaq	0(,%rax,4), %rcx
	leaq	crc_table(%rip), %rdx
	movl	-8(%rbp), %eax
	movl	%eax, (%rcx,%rdx)
	addl	$1, -4(%rbp)
.L129:
	cmpl	$255, -4(%rbp)
	jbe	.L134
.L128:
	movl	$-1, -16(%rbp)
	movq	-40(%rbp), %rax
	movq	%rax, -24(%rbp)
	jmp	.L135
.L136:
	movq	-24(%rbp), %rax
	movzbl	(%rax), %eax
	movzbl	%al, %eax
	xorl	-16(%rbp), %eax
	movzbl	%al, %eax
	movl	%eax, %eax
	leaq	0(,%rax,4), %rdx
	leaq	crc_table(%rip), %rax
	movl	(%rdx,%rax), %eax
	movl	-16(%rbp), %edx
	shrl	$8, %edx
	xorl	%edx, %eax
	movl	%eax, -16(%rbp)
	addq	$1, -24(%rbp)
.L135:
	movq	-48(%rbp), %rax
	leaq	-1(%rax), %rdx
	movq	%rdx, -48(%rbp)
	testq	%rax, %rax
	jne	.L136
	movl	-16(%rbp), %eax
	notl	%eax
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE15:
	.size	crc32, .-crc32
	.type	fnv, @function
fnv:
.LFB16:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	movq	%rdi, -24(%rbp)
	movq	%rsi, -32(%rbp)
	movabsq	$-3750763034362895579, %rax
	movq	%rax, -8(%rbp)
	movq	-24(%rbp), %rax
	movq	%rax, -16(%rbp)
	jmp	.L139
.L140:
	movq	-16(%rbp), %rax
	movzbl	(%rax), %eax
	movzbl	%al, %eax
	xorq	-8(%rbp), %rax
	movabsq	$1099511628211, %rdx
	imulq	%rdx, %rax
	movq	%rax, -8(%rbp)
	addq	$1, -16(%rbp)
.L139:
	movq	-32(%rbp), %rax
	leaq	-1(%rax), %rdx
	movq	%rdx, -32(%rbp)
	testq	%rax, %rax
	jne	.L140
	movq	-8(%rbp), %rax
	popq	%rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE16:
	.size	fnv, .-fnv
	.data
	.align 8
	.type	seed, @object
	.size	seed, 8
seed:
	.quad	42
	.text
	.type	random64, @function
random64:
.LFB17:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	pushq	%rbx
	.cfi_offset 3, -24
	movq	seed(%rip), %rsi
	movabsq	$-7046029254386353131, %rdi
	addq	%rdi, %rsi
	movq	%rsi, seed(%rip)
	movq	seed(%rip), %rsi
	movq	%rsi, %rax
	movl	$0, %edx
	movabsq	$-6651371118538410227, %rsi
	movq	%rsi, %rdi
	imulq	%rdx, %rdi
	imulq	$0, %rax, %rsi
	addq	%rdi, %rsi
	movabsq	$-6651371118538410227, %rdi
	mulq	%rdi
	addq	%rdx, %rsi
	movq	%rsi, %rdx
	movq	%rax, -32(%rbp)
	movq	%rdx, -24(%rbp)
	movq	%rax, -32(%rbp)
	movq	%rdx, -24(%rbp)
	movq	-32(%rbp), %rax
	movq	-24(%rbp), %rdx
	movq	%rdx, %rax
	xorl	%edx, %edx
	movq	%rax, %rdx
	movq	-32(%rbp), %rax
	xorq	%rdx, %rax
	movq	%rax, -40(%rbp)
	movq	-40(%rbp), %rax
	movq	%rax, %rcx
	movl	$0, %ebx
	movabsq	$1946526487930394057, %rax
	imulq	%rbx, %rax
	movq	%rax, %rdx
	imulq	$0, %rcx, %rax
	leaq	(%rdx,%rax), %rsi
	movabsq	$1946526487930394057, %rax
	mulq	%rcx
	leaq	(%rsi,%rdx), %rcx
	movq	%rcx, %rdx
	movq	%rax, -32(%rbp)
	movq	%rdx, -24(%rbp)
	movq	%rax, -32(%rbp)
	movq	%rdx, -24(%rbp)
	movq	-32(%rbp), %rax
	movq	-24(%rbp), %rdx
	movq	%rdx, %rax
	xorl	%edx, %edx
	movq	%rax, %rdx
	movq	-32(%rbp), %rax
	xorq	%rdx, %rax
	movq	-8(%rbp), %rbx
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE17:
	.size	random64, .-random64
	.section	.rodata
.LC15:
	.string	" %ld"
	.text
	.type	interpret, @function
interpret:
.LFB18:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$160, %rsp
	movq	%rdi, -152(%rbp)
	leaq	-144(%rbp), %rax
	movq	%rax, -8(%rbp)
.L160:
	movq	-152(%rbp), %rax
	leaq	4(%rax), %rdx
	movq	%rdx, -152(%rbp)
	movl	(%rax), %eax
	cmpl	$10, %eax
	ja	.L160
	movl	%eax, %eax
	leaq	0(,%rax,4), %rdx
	leaq	.L147(%rip), %rax
	movl	(%rdx,%rax), %eax
	cltq
	leaq	.L147(%rip), %rdx
	addq	%rdx, %rax
	jmp	*%rax
	.section	.rodata
	.align 4
	.align 4
.L147:
	.long	.L157-.L147
	.long	.L156-.L147
	.long	.L155-.L147
	.long	.L154-.L147
	.long	.L153-.L147
	.long	.L152-.L147
	.long	.L151-.L147
	.long	.L150-.L147
	.long	.L149-.L147
	.long	.L148-.L147
	.long	.L146-.L147
	.text
.L157:
	movq	-152(%rbp), %rax
	leaq	4(%rax), %rdx
	movq	%rdx, -152(%rbp)
	movl	(%rax), %eax
	addq	$8, -8(%rbp)
	movslq	%eax, %rdx
	movq	-8(%rbp), %rax
	movq	%rdx, (%rax)
	jmp	.L145
.L156:
	subq	$8, -8(%rbp)
	movq	-8(%rbp), %rax
	movq	(%rax), %rdx
	movq	-8(%rbp), %rax
	addq	$8, %rax
	movq	(%rax), %rax
	addq	%rax, %rdx
	movq	-8(%rbp), %rax
	movq	%rdx, (%rax)
	jmp	.L145
.L155:
	subq	$8, -8(%rbp)
	movq	-8(%rbp), %rax
	movq	(%rax), %rdx
	movq	-8(%rbp), %rax
	addq	$8, %rax
	movq	(%rax), %rax
	subq	%rax, %rdx
	movq	-8(%rbp), %rax
	movq	%rdx, (%rax)
	jmp	.L145
.L154:
	subq	$8, -8(%rbp)
	movq	-8(%rbp), %rax
	movq	(%rax), %rdx
	movq	-8(%rbp), %rax
	addq	$8, %rax
	movq	(%rax), %rax
	imulq	%rax, %rdx
	movq	-8(%rbp), %rax
	movq	%rdx, (%rax)
	jmp	.L145
.L153:
	subq	$8, -8(%rbp)
	movq	-8(%rbp), %rax
	movq	(%rax), %rax
	movq	-8(%rbp), %rdx
	addq	$8, %rdx
	movq	(%rdx), %rcx
	cqto
	idivq	%rcx
	movq	%rax, %rdx
	movq	-8(%rbp), %rax
	movq	%rdx, (%rax)
	jmp	.L145
.L152:
	addq	$8, -8(%rbp)
	movq	-8(%rbp), %rax
	movq	-8(%rax), %rdx
	movq	-8(%rbp), %rax
	movq	%rdx, (%rax)
	jmp	.L145
.L151:
	movq	-8(%rbp), %rax
	movq	(%rax), %rax
	movq	%rax, -16(%rbp)
	movq	-8(%rbp), %rax
	movq	-8(%rax), %rdx
	movq	-8(%rbp), %rax
	movq	%rdx, (%rax)
	movq	-8(%rbp), %rax
	leaq	-8(%rax), %rdx
	movq	-16(%rbp), %rax
	movq	%rax, (%rdx)
	jmp	.L145
.L150:
	addq	$8, -8(%rbp)
	movq	-8(%rbp), %rax
	movq	-16(%rax), %rdx
	movq	-8(%rbp), %rax
	movq	%rdx, (%rax)
	jmp	.L145
.L149:
	movq	-152(%rbp), %rax
	leaq	4(%rax), %rdx
	movq	%rdx, -152(%rbp)
	movl	(%rax), %eax
	cltq
	movq	%rax, -16(%rbp)
	movq	-8(%rbp), %rax
	leaq	-8(%rax), %rdx
	movq	%rdx, -8(%rbp)
	movq	(%rax), %rax
	testq	%rax, %rax
	je	.L162
	movq	-16(%rbp), %rax
	salq	$2, %rax
	addq	%rax, -152(%rbp)
	jmp	.L162
.L148:
	movq	-8(%rbp), %rax
	movq	(%rax), %rax
	movq	%rax, %rsi
	leaq	.LC15(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	jmp	.L145
.L146:
	movq	-8(%rbp), %rax
	movq	(%rax), %rax
	jmp	.L161
.L162:
	nop
.L145:
	jmp	.L160
.L161:
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE18:
	.size	interpret, .-interpret
	.section	.rodata
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
.LC16:
	.string	"\n"
.LC17:
	.string	""
.LC18:
	.string	"%6d%s"
.LC20:
	.string	"sum %ld, mean %f, xor %08x\n"
	.text
	.type	numbers, @function
numbers:
.LFB19:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$192, %rsp
	movl	$0, -4(%rbp)
	jmp	.L164
.L165:
	call	random64
	movq	%rax, %rcx
	movabsq	$433281844809769579, %rdx
	movq	%rcx, %rax
	mulq	%rdx
	movq	%rcx, %rax
	subq	%rdx, %rax
	shrq	%rax
	addq	%rdx, %rax
	shrq	$10, %rax
	imulq	$2001, %rax, %rdx
	movq	%rcx, %rax
	subq	%rdx, %rax
	leal	-1000(%rax), %edx
	movl	-4(%rbp), %eax
	cltq
	movl	%edx, -192(%rbp,%rax,4)
	addl	$1, -4(%rbp)
.L164:
	cmpl	$39, -4(%rbp)
	jle	.L165
	leaq	-192(%rbp), %rax
	leaq	by_value(%rip), %rdx
	movq	%rdx, %rcx
	movl	$4, %edx
	movl	$40, %esi
	movq	%rax, %rdi
	call	quicksort
	movq	$0, -16(%rbp)
	movl	$0, -20(%rbp)
	jmp	.L166
.L169:
	movl	-20(%rbp), %ecx
	movslq	%ecx, %rax
	imulq	$1717986919, %rax, %rax
	shrq	$32, %rax
	movl	%eax, %edx
	sarl	$2, %edx
	movl	%ecx, %eax
	sarl	$31, %eax
	subl	%eax, %edx
	movl	%edx, %eax
	sall	$2, %eax
	addl	%edx, %eax
	addl	%eax, %eax
	subl	%eax, %ecx
	movl	%ecx, %edx
	cmpl	$9, %edx
	jne	.L167
	leaq	.LC16(%rip), %rax
	jmp	.L168
.L167:
	leaq	.LC17(%rip), %rax
.L168:
	movl	-20(%rbp), %edx
	movslq	%edx, %rdx
	movl	-192(%rbp,%rdx,4), %ecx
	movq	%rax, %rdx
	movl	%ecx, %esi
	leaq	.LC18(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	movl	-20(%rbp), %eax
	cltq
	movl	-192(%rbp,%rax,4), %eax
	cltq
	addq	%rax, -16(%rbp)
	addl	$1, -20(%rbp)
.L166:
	cmpl	$39, -20(%rbp)
	jle	.L169
	movl	-192(%rbp), %edx
	movl	-36(%rbp), %eax
	xorl	%edx, %eax
	movl	%eax, %edx
	pxor	%xmm0, %xmm0
	cvtsi2sdq	-16(%rbp), %xmm0
	movsd	.LC19(%rip), %xmm1
	divsd	%xmm1, %xmm0
	movq	%xmm0, %rcx
	movq	-16(%rbp), %rax
	movq	%rcx, %xmm0
	movq	%rax, %rsi
	leaq	.LC20(%rip), %rax
	movq	%rax, %rdi
	movl	$1, %eax
	call	print
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE19:
	.size	numbers, .-numbers
	.section	.rodata
.LC21:
	.string	"%-8s|%12f|%12f|%4d %c%c\n"
.LC22:
	.string	"all %f earths\n"
	.text
	.type	solar_system, @function
solar_system:
.LFB20:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$64, %rsp
	movl	$8, -16(%rbp)
	pxor	%xmm0, %xmm0
	movsd	%xmm0, -8(%rbp)
	movl	-16(%rbp), %eax
	leaq	by_moons(%rip), %rdx
	movq	%rdx, %rcx
	movl	$32, %edx
	movq	%rax, %rsi
	leaq	planets(%rip), %rax
	movq	%rax, %rdi
	call	quicksort
	movl	$0, -12(%rbp)
	jmp	.L171
.L176:
	movl	-12(%rbp), %eax
	salq	$5, %rax
	movq	%rax, %rdx
	leaq	planets(%rip), %rax
	addq	%rdx, %rax
	movq	%rax, -24(%rbp)
	movq	-24(%rbp), %rcx
	movq	(%rcx), %rax
	movq	8(%rcx), %rdx
	movq	%rax, -64(%rbp)
	movq	%rdx, -56(%rbp)
	movq	16(%rcx), %rax
	movq	24(%rcx), %rdx
	movq	%rax, -48(%rbp)
	movq	%rdx, -40(%rbp)
	movsd	-48(%rbp), %xmm0
	movsd	-8(%rbp), %xmm1
	addsd	%xmm1, %xmm0
	movsd	%xmm0, -8(%rbp)
	movq	-24(%rbp), %rax
	movzbl	26(%rax), %eax
	andl	$2, %eax
	testb	%al, %al
	je	.L172
	movl	$35, %edi
	jmp	.L173
.L172:
	movl	$126, %edi
.L173:
	movq	-24(%rbp), %rax
	movzbl	26(%rax), %eax
	andl	$1, %eax
	testb	%al, %al
	je	.L174
	movl	$111, %ecx
	jmp	.L175
.L174:
	movl	$45, %ecx
.L175:
	movq	-24(%rbp), %rax
	movzwl	24(%rax), %eax
	movswl	%ax, %edx
	movsd	-48(%rbp), %xmm0
	movq	-24(%rbp), %rax
	movss	8(%rax), %xmm1
	pxor	%xmm2, %xmm2
	cvtss2sd	%xmm1, %xmm2
	movq	%xmm2, %rsi
	movq	-24(%rbp), %rax
	movq	(%rax), %rax
	movl	%edi, %r8d
	movapd	%xmm0, %xmm1
	movq	%rsi, %xmm0
	movq	%rax, %rsi
	leaq	.LC21(%rip), %rax
	movq	%rax, %rdi
	movl	$2, %eax
	call	print
	addl	$1, -12(%rbp)
.L171:
	movl	-12(%rbp), %eax
	cmpl	-16(%rbp), %eax
	jb	.L176
	movq	-8(%rbp), %rax
	movq	%rax, %xmm0
	leaq	.LC22(%rip), %rax
	movq	%rax, %rdi
	movl	$1, %eax
	call	print
	nop
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE20:
	.size	solar_system, .-solar_system
	.section	.rodata
.LC23:
	.string	"crc32 %08X fnv %016lx\n"
	.align 8
.LC24:
	.string	"mix %lx zeros %d %d swapped %lx\n"
	.text
	.type	hashes, @function
hashes:
.LFB21:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	pushq	%rbx
	subq	$24, %rsp
	.cfi_offset 3, -24
	movl	$43, %esi
	leaq	text.0(%rip), %rax
	movq	%rax, %rdi
	call	fnv
	movq	%rax, %rbx
	movl	$43, %esi
	leaq	text.0(%rip), %rax
	movq	%rax, %rdi
	call	crc32
	movq	%rbx, %rdx
	movl	%eax, %esi
	leaq	.LC23(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	movq	$0, -24(%rbp)
	movl	$0, -28(%rbp)
	jmp	.L178
.L179:
	movq	-24(%rbp), %rax
	rolq	$7, %rax
	movq	%rax, %rbx
	call	random64
	xorq	%rbx, %rax
	movq	%rax, -24(%rbp)
	addl	$1, -28(%rbp)
.L178:
	cmpl	$999, -28(%rbp)
	jle	.L179
	movq	-24(%rbp), %rax
	bswap	%rax
	movq	%rax, %rdx
	movabsq	$-9223372036854775808, %rax
	orq	-24(%rbp), %rax
	rep bsfq	%rax, %rax
	movl	%eax, %ecx
	movq	-24(%rbp), %rax
	orq	$1, %rax
	bsrq	%rax, %rax
	xorq	$63, %rax
	movl	%eax, %esi
	movq	-24(%rbp), %rax
	movq	%rdx, %r8
	movl	%esi, %edx
	movq	%rax, %rsi
	leaq	.LC24(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	nop
	movq	-8(%rbp), %rbx
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE21:
	.size	hashes, .-hashes
	.section	.rodata
.LC25:
	.string	"%d arguments:"
.LC26:
	.string	" <%s>"
	.align 8
.LC27:
	.string	"\n%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%%\n"
.LC28:
	.string	"interpreted:"
.LC29:
	.string	" = %ld\n"
	.text
	.globl	main
	.type	main, @function
main:
.LFB22:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	subq	$32, %rsp
	movl	%edi, -20(%rbp)
	movq	%rsi, -32(%rbp)
	movl	-20(%rbp), %eax
	subl	$1, %eax
	movl	%eax, %esi
	leaq	.LC25(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	movl	$1, -4(%rbp)
	jmp	.L181
.L182:
	movl	-4(%rbp), %eax
	cltq
	leaq	0(,%rax,8), %rdx
	movq	-32(%rbp), %rax
	addq	%rdx, %rax
	movq	(%rax), %rax
	movq	%rax, %rsi
	leaq	.LC26(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	addl	$1, -4(%rbp)
.L181:
	movl	-4(%rbp), %eax
	cmpl	-20(%rbp), %eax
	jl	.L182
	pushq	$122
	pushq	$10
	pushq	$511
	pushq	$48879
	movl	$48879, %r9d
	movl	$42, %r8d
	movl	$42, %ecx
	movl	$42, %edx
	movl	$-42, %esi
	leaq	.LC27(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	addq	$32, %rsp
	call	numbers
	call	solar_system
	call	hashes
	leaq	.LC28(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	leaq	factorial(%rip), %rax
	movq	%rax, %rdi
	call	interpret
	movq	%rax, %rsi
	leaq	.LC29(%rip), %rax
	movq	%rax, %rdi
	movl	$0, %eax
	call	print
	call	flush
	cmpl	$1, -20(%rbp)
	je	.L183
	movl	-20(%rbp), %eax
	addl	$10, %eax
	jmp	.L185
.L183:
	movl	$0, %eax
.L185:
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE22:
	.size	main, .-main
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
	.section	.rodata
	.align 32
	.type	text.0, @object
	.size	text.0, 44
text.0:
	.string	"The quick brown fox jumps over the lazy dog"
	.align 16
.LC3:
	.long	0
	.long	-2147483648
	.long	0
	.long	0
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
.LC19:
	.long	0
	.long	1078198272
	.ident	"GCC: (Debian 12.2.0-14+deb12u1) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
