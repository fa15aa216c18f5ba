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
	.p2align 4
	.type	quicksort, @function
quicksort:
.LFB12:
	.cfi_startproc
	cmpq	$1, %rsi
	jbe	.L23
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
	movq	%rcx, %r12
	pushq	%rbp
	.cfi_def_cfa_offset 48
	.cfi_offset 6, -48
	movq	%rdx, %rbp
	pushq	%rbx
	.cfi_def_cfa_offset 56
	.cfi_offset 3, -56
	movq	%rsi, %rbx
	subq	$24, %rsp
	.cfi_def_cfa_offset 80
.L2:
	leaq	-1(%rbx), %rax
	shrq	%rbx
	movq	%rax, %r15
	imulq	%rbp, %rbx
	movq	%rax, 8(%rsp)
	imulq	%rbp, %r15
	leaq	0(%r13,%rbx), %rax
	addq	%r13, %r15
	leaq	(%rax,%rbp), %rdi
	movq	%r15, %rdx
	.p2align 4,,10
	.p2align 3
.L3:
	movzbl	(%rax), %ecx
	movzbl	(%rdx), %esi
	addq	$1, %rax
	addq	$1, %rdx
	movb	%sil, -1(%rax)
	movb	%cl, -1(%rdx)
	cmpq	%rdi, %rax
	jne	.L3
	cmpq	%r15, %r13
	jnb	.L10
	movq	%r13, %rbx
	movq	%r13, %r14
	jmp	.L7
	.p2align 4,,10
	.p2align 3
.L5:
	movq	%rcx, %rbx
	cmpq	%r15, %rcx
	jnb	.L24
.L7:
	movq	%r15, %rsi
	movq	%rbx, %rdi
	call	*%r12
	leaq	(%rbx,%rbp), %rcx
	testl	%eax, %eax
	jns	.L5
	movq	%r14, %rdx
	movq	%rbx, %rax
	.p2align 4,,10
	.p2align 3
.L6:
	movzbl	(%rax), %esi
	movzbl	(%rdx), %edi
	addq	$1, %rax
	addq	$1, %rdx
	movb	%dil, -1(%rax)
	movb	%sil, -1(%rdx)
	cmpq	%rcx, %rax
	jne	.L6
	addq	%rbp, %r14
	movq	%rcx, %rbx
	cmpq	%r15, %rcx
	jb	.L7
.L24:
	movq	%r14, %rax
	xorl	%edx, %edx
	movq	8(%rsp), %rbx
	subq	%r13, %rax
	divq	%rbp
	subq	%rax, %rbx
.L4:
	leaq	(%r14,%rbp), %rdi
	.p2align 4,,10
	.p2align 3
.L8:
	movzbl	(%r14), %edx
	movzbl	(%r15), %ecx
	addq	$1, %r14
	addq	$1, %r15
	movb	%cl, -1(%r14)
	movb	%dl, -1(%r15)
	cmpq	%rdi, %r14
	jne	.L8
	movq	%r12, %rcx
	movq	%rbp, %rdx
	movq	%rax, %rsi
	movq	%r13, %rdi
	call	quicksort
	cmpq	$1, %rbx
	jbe	.L25
	movq	%r14, %r13
	jmp	.L2
	.p2align 4,,10
	.p2align 3
.L25:
	addq	$24, %rsp
	.cfi_remember_state
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
.L10:
	.cfi_restore_state
	movq	8(%rsp), %rbx
	movq	%r13, %r14
	xorl	%eax, %eax
	jmp	.L4
.L23:
	.cfi_def_cfa_offset 8
	.cfi_restore 3
	.cfi_restore 6
	.cfi_restore 12
	.cfi_restore 13
	.cfi_restore 14
	.cfi_restore 15
	ret
	.cfi_endproc
.LFE12:
	.size	quicksort, .-quicksort
	.p2align 4
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
	.p2align 4
	.type	by_moons, @function
by_moons:
.LFB14:
	.cfi_startproc
	movswl	24(%rdi), %edx
	movswl	24(%rsi), %eax
	cmpw	%ax, %dx
	je	.L28
	subl	%edx, %eax
	ret
	.p2align 4,,10
	.p2align 3
.L28:
	movsd	16(%rsi), %xmm0
	xorl	%eax, %eax
	comisd	16(%rdi), %xmm0
	seta	%al
	leal	-1(%rax,%rax), %eax
	ret
	.cfi_endproc
.LFE14:
	.size	by_moons, .-by_moons
	.p2align 4
	.type	put, @function
put:
.LFB5:
	.cfi_startproc
	movl	used(%rip), %edx
	movl	%edi, %r9d
	cmpl	$512, %edx
	je	.L34
	leal	1(%rdx), %eax
	leaq	buffer(%rip), %r10
	movl	%eax, used(%rip)
	movb	%dil, (%r10,%rdx)
	ret
	.p2align 4,,10
	.p2align 3
.L34:
	pushq	%rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	leaq	buffer(%rip), %r10
	xorl	%r8d, %r8d
	movl	$1, %ebx
	jmp	.L36
	.p2align 4,,10
	.p2align 3
.L42:
	movl	used(%rip), %edx
	addl	%eax, %r8d
	cmpl	%edx, %r8d
	jnb	.L37
.L36:
	movl	%r8d, %esi
	subl	%r8d, %edx
	movq	%rbx, %rax
	movq	%rbx, %rdi
	addq	%r10, %rsi
#APP
# 16 "demo.c" 1
	syscall
# 0 "" 2
#NO_APP
	testq	%rax, %rax
	jns	.L42
.L37:
	movl	$1, %eax
	xorl	%edx, %edx
	popq	%rbx
	.cfi_def_cfa_offset 8
	movl	%eax, used(%rip)
	movb	%r9b, (%r10,%rdx)
	ret
	.cfi_endproc
.LFE5:
	.size	put, .-put
	.p2align 4
	.type	put_padded, @function
put_padded:
.LFB6:
	.cfi_startproc
	pushq	%r13
	.cfi_def_cfa_offset 16
	.cfi_offset 13, -16
	movq	%rdi, %r13
	pushq	%r12
	.cfi_def_cfa_offset 24
	.cfi_offset 12, -24
	movl	%esi, %r12d
	pushq	%rbp
	.cfi_def_cfa_offset 32
	.cfi_offset 6, -32
	pushq	%rbx
	.cfi_def_cfa_offset 40
	.cfi_offset 3, -40
	movl	(%rdx), %ebx
	subl	%esi, %ebx
	testb	$1, 5(%rdx)
	jne	.L44
	movq	%rdx, %rbp
	testl	%ebx, %ebx
	jle	.L56
	.p2align 4,,10
	.p2align 3
.L46:
	movsbl	4(%rbp), %edi
	call	put
	subl	$1, %ebx
	jne	.L46
.L56:
	testl	%r12d, %r12d
	jle	.L43
.L48:
	xorl	%ebp, %ebp
	.p2align 4,,10
	.p2align 3
.L51:
	movsbl	0(%r13,%rbp), %edi
	addq	$1, %rbp
	call	put
	cmpl	%ebp, %r12d
	jg	.L51
.L50:
	testl	%ebx, %ebx
	jle	.L43
	.p2align 4,,10
	.p2align 3
.L52:
	movl	$32, %edi
	call	put
	subl	$1, %ebx
	jne	.L52
.L43:
	popq	%rbx
	.cfi_remember_state
	.cfi_def_cfa_offset 32
	popq	%rbp
	.cfi_def_cfa_offset 24
	popq	%r12
	.cfi_def_cfa_offset 16
	popq	%r13
	.cfi_def_cfa_offset 8
	ret
	.p2align 4,,10
	.p2align 3
.L44:
	.cfi_restore_state
	testl	%esi, %esi
	jg	.L48
	jmp	.L50
	.cfi_endproc
.LFE6:
	.size	put_padded, .-put_padded
	.section	.rodata.str1.1,"aMS",@progbits,1
.LC0:
	.string	"0123456789ABCDEF"
.LC1:
	.string	"0123456789abcdef"
	.text
	.p2align 4
	.type	put_number, @function
put_number:
.LFB7:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	leaq	.LC0(%rip), %r9
	movq	%rcx, %r10
	movl	%edx, %r11d
	pushq	%rbx
	.cfi_def_cfa_offset 24
	.cfi_offset 3, -24
	leaq	.LC1(%rip), %rax
	movl	%esi, %esi
	subq	$88, %rsp
	.cfi_def_cfa_offset 112
	movzbl	5(%rcx), %ebx
	movl	$72, %ecx
	leaq	71(%rsp), %r8
	testb	$4, %bl
	cmove	%rax, %r9
	.p2align 4,,10
	.p2align 3
.L59:
	movq	%rdi, %rax
	xorl	%edx, %edx
	movl	%ecx, %ebp
	divq	%rsi
	subl	$1, %ecx
	subq	$1, %r8
	movzbl	(%r9,%rdx), %edx
	movb	%dl, 1(%r8)
	movq	%rdi, %rdx
	movq	%rax, %rdi
	cmpq	%rsi, %rdx
	jnb	.L59
	testl	%r11d, %r11d
	je	.L60
	leal	-2(%rbp), %ecx
	movslq	%ecx, %rax
	movb	$45, (%rsp,%rax)
.L61:
	movl	$72, %esi
	leaq	(%rsp,%rax), %rdi
	movq	%r10, %rdx
	subl	%ecx, %esi
	call	put_padded
	addq	$88, %rsp
	.cfi_remember_state
	.cfi_def_cfa_offset 24
	popq	%rbx
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	ret
	.p2align 4,,10
	.p2align 3
.L60:
	.cfi_restore_state
	andl	$2, %ebx
	movslq	%ecx, %rax
	je	.L61
	leal	-2(%rbp), %ecx
	movslq	%ecx, %rax
	movb	$43, (%rsp,%rax)
	jmp	.L61
	.cfi_endproc
.LFE7:
	.size	put_number, .-put_number
	.p2align 4
	.type	print, @function
print:
.LFB10:
	.cfi_startproc
	pushq	%r13
	.cfi_def_cfa_offset 16
	.cfi_offset 13, -16
	pushq	%r12
	.cfi_def_cfa_offset 24
	.cfi_offset 12, -24
	movq	%rdi, %r12
	pushq	%rbp
	.cfi_def_cfa_offset 32
	.cfi_offset 6, -32
	pushq	%rbx
	.cfi_def_cfa_offset 40
	.cfi_offset 3, -40
	subq	$232, %rsp
	.cfi_def_cfa_offset 272
	movq	%rsi, 56(%rsp)
	movq	%rdx, 64(%rsp)
	movq	%rcx, 72(%rsp)
	movq	%r8, 80(%rsp)
	movq	%r9, 88(%rsp)
	testb	%al, %al
	je	.L145
	movaps	%xmm0, 96(%rsp)
	movaps	%xmm1, 112(%rsp)
	movaps	%xmm2, 128(%rsp)
	movaps	%xmm3, 144(%rsp)
	movaps	%xmm4, 160(%rsp)
	movaps	%xmm5, 176(%rsp)
	movaps	%xmm6, 192(%rsp)
	movaps	%xmm7, 208(%rsp)
.L145:
	leaq	272(%rsp), %rax
	movsbl	(%r12), %edi
	movl	$8, 24(%rsp)
	movabsq	$137438953472, %rbp
	movq	%rax, 32(%rsp)
	leaq	48(%rsp), %rax
	leaq	.L84(%rip), %rbx
	movl	$48, 28(%rsp)
	movq	%rax, 40(%rsp)
	testb	%dil, %dil
	jne	.L69
	jmp	.L67
	.p2align 4,,10
	.p2align 3
.L172:
	call	put
	movq	%r12, %r13
.L71:
	movsbl	1(%r13), %edi
	leaq	1(%r13), %r12
	testb	%dil, %dil
	je	.L67
.L69:
	cmpb	$37, %dil
	jne	.L172
	movq	%rbp, (%rsp)
	xorl	%edx, %edx
	xorl	%esi, %esi
	xorl	%ecx, %ecx
	.p2align 4,,10
	.p2align 3
.L72:
	movsbl	1(%r12), %eax
	addq	$1, %r12
	cmpb	$48, %al
	je	.L140
.L174:
	cmpb	$45, %al
	je	.L141
	cmpb	$43, %al
	jne	.L173
	movsbl	1(%r12), %eax
	addq	$1, %r12
	movl	$1, %edx
	cmpb	$48, %al
	jne	.L174
.L140:
	movl	$1, %ecx
	jmp	.L72
	.p2align 4,,10
	.p2align 3
.L141:
	movl	$1, %esi
	jmp	.L72
	.p2align 4,,10
	.p2align 3
.L173:
	testb	%dl, %dl
	je	.L74
	orb	$2, 5(%rsp)
.L74:
	testb	%sil, %sil
	je	.L75
	orb	$1, 5(%rsp)
.L75:
	testb	%cl, %cl
	je	.L76
	movb	$48, 4(%rsp)
.L76:
	leal	-48(%rax), %edx
	cmpb	$9, %dl
	ja	.L143
	xorl	%edx, %edx
	.p2align 4,,10
	.p2align 3
.L78:
	addq	$1, %r12
	leal	(%rdx,%rdx,4), %edx
	leal	-48(%rax,%rdx,2), %edx
	movsbl	(%r12), %eax
	leal	-48(%rax), %ecx
	cmpb	$9, %cl
	jbe	.L78
	movl	%edx, (%rsp)
	movq	%r12, %r13
.L77:
	cmpb	$108, %al
	jne	.L79
	.p2align 4,,10
	.p2align 3
.L80:
	movzbl	1(%r13), %eax
	addq	$1, %r13
	cmpb	$108, %al
	je	.L80
	cmpb	$37, %al
	je	.L81
	subl	$88, %eax
	cmpb	$32, %al
	ja	.L71
	movzbl	%al, %eax
	movslq	(%rbx,%rax,4), %rax
	addq	%rbx, %rax
	jmp	*%rax
	.section	.rodata
	.align 4
	.align 4
.L84:
	.long	.L92-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L91-.L84
	.long	.L90-.L84
	.long	.L89-.L84
	.long	.L71-.L84
	.long	.L88-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L87-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L86-.L84
	.long	.L71-.L84
	.long	.L85-.L84
	.long	.L71-.L84
	.long	.L71-.L84
	.long	.L171-.L84
	.text
	.p2align 4,,10
	.p2align 3
.L67:
	addq	$232, %rsp
	.cfi_remember_state
	.cfi_def_cfa_offset 40
	popq	%rbx
	.cfi_def_cfa_offset 32
	popq	%rbp
	.cfi_def_cfa_offset 24
	popq	%r12
	.cfi_def_cfa_offset 16
	popq	%r13
	.cfi_def_cfa_offset 8
	ret
.L86:
	.cfi_restore_state
	movl	24(%rsp), %eax
	cmpl	$47, %eax
	ja	.L122
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
.L123:
	movq	(%rdx), %rdi
	cmpb	$0, (%rdi)
	je	.L144
	movq	%rdi, %rsi
	.p2align 4,,10
	.p2align 3
.L125:
	addq	$1, %rsi
	cmpb	$0, (%rsi)
	jne	.L125
	subl	%edi, %esi
.L124:
	movq	%rsp, %rdx
	call	put_padded
	jmp	.L71
.L87:
	movl	24(%rsp), %eax
	cmpl	$47, %eax
	ja	.L116
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
.L117:
	movl	(%rdx), %edi
	movq	%rsp, %rcx
	xorl	%edx, %edx
	movl	$8, %esi
	call	put_number
	jmp	.L71
.L88:
	movl	28(%rsp), %eax
	cmpl	$175, %eax
	ja	.L126
	movl	%eax, %edx
	addl	$16, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 28(%rsp)
.L127:
	movsd	(%rdx), %xmm0
	pxor	%xmm1, %xmm1
	xorl	%edx, %edx
	movabsq	$206158430214, %rax
	movq	%rax, 8(%rsp)
	movq	(%rsp), %rax
	comisd	%xmm0, %xmm1
	movq	%rax, 16(%rsp)
	seta	%dl
	jbe	.L128
	xorpd	.LC3(%rip), %xmm0
.L128:
	movsd	.LC4(%rip), %xmm1
	comisd	%xmm1, %xmm0
	jnb	.L130
	cvttsd2siq	%xmm0, %rdi
	testq	%rdi, %rdi
	js	.L132
.L177:
	pxor	%xmm2, %xmm2
	cvtsi2sdq	%rdi, %xmm2
.L133:
	subsd	%xmm2, %xmm0
	mulsd	.LC5(%rip), %xmm0
	addsd	.LC6(%rip), %xmm0
	comisd	%xmm1, %xmm0
	jnb	.L134
	cvttsd2siq	%xmm0, %r12
.L135:
	cmpq	$999999, %r12
	jbe	.L136
	addq	$1, %rdi
	subq	$1000000, %r12
.L136:
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
	call	put_number
	jmp	.L71
.L90:
	movl	24(%rsp), %eax
	cmpl	$47, %eax
	ja	.L120
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
.L121:
	movsbl	(%rdx), %edi
	call	put
	jmp	.L71
.L91:
	movl	24(%rsp), %eax
	cmpl	$47, %eax
	ja	.L118
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
.L119:
	movl	(%rdx), %edi
	movq	%rsp, %rcx
	xorl	%edx, %edx
	movl	$2, %esi
	call	put_number
	jmp	.L71
.L79:
	cmpb	$37, %al
	je	.L81
	subl	$88, %eax
	cmpb	$32, %al
	ja	.L71
	leaq	.L139(%rip), %rdx
	movzbl	%al, %eax
	movslq	(%rdx,%rax,4), %rax
	addq	%rdx, %rax
	jmp	*%rax
	.section	.rodata
	.align 4
	.align 4
.L139:
	.long	.L109-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L91-.L139
	.long	.L90-.L139
	.long	.L97-.L139
	.long	.L71-.L139
	.long	.L88-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L87-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L86-.L139
	.long	.L71-.L139
	.long	.L103-.L139
	.long	.L71-.L139
	.long	.L71-.L139
	.long	.L138-.L139
	.text
.L143:
	movq	%r12, %r13
	jmp	.L77
.L81:
	movl	$37, %edi
	call	put
	jmp	.L71
.L118:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
	jmp	.L119
.L120:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
	jmp	.L121
.L126:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
	jmp	.L127
.L116:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
	jmp	.L117
.L122:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
	jmp	.L123
.L92:
	orb	$4, 5(%rsp)
.L171:
	movl	24(%rsp), %edx
	cmpl	$47, %edx
	ja	.L111
	movl	%edx, %eax
	addl	$8, %edx
	addq	40(%rsp), %rax
	movl	%edx, 24(%rsp)
.L112:
	movq	(%rax), %rdi
.L113:
	movq	%rsp, %rcx
	xorl	%edx, %edx
	movl	$16, %esi
	call	put_number
	jmp	.L71
.L89:
	movl	24(%rsp), %eax
	cmpl	$47, %eax
	ja	.L94
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
.L95:
	movq	(%rdx), %rax
.L96:
	movq	%rax, %rsi
	movq	%rax, %rdi
	movq	%rsp, %rcx
	shrq	$63, %rsi
	negq	%rdi
	cmovs	%rax, %rdi
	movq	%rsi, %rdx
	movl	$10, %esi
	call	put_number
	jmp	.L71
.L85:
	movl	24(%rsp), %eax
	cmpl	$47, %eax
	jbe	.L175
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
.L106:
	movq	(%rdx), %rdi
.L107:
	movq	%rsp, %rcx
	xorl	%edx, %edx
	movl	$10, %esi
	call	put_number
	jmp	.L71
.L103:
	movl	24(%rsp), %eax
	cmpl	$47, %eax
	jbe	.L176
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movl	(%rdx), %edi
	movq	%rax, 32(%rsp)
	jmp	.L107
.L97:
	movl	24(%rsp), %eax
	cmpl	$47, %eax
	ja	.L98
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
.L99:
	movslq	(%rdx), %rax
	jmp	.L96
.L134:
	subsd	%xmm1, %xmm0
	cvttsd2siq	%xmm0, %r12
	btcq	$63, %r12
	jmp	.L135
.L130:
	movapd	%xmm0, %xmm2
	subsd	%xmm1, %xmm2
	cvttsd2siq	%xmm2, %rdi
	btcq	$63, %rdi
	testq	%rdi, %rdi
	jns	.L177
.L132:
	movq	%rdi, %rax
	movq	%rdi, %rcx
	pxor	%xmm2, %xmm2
	shrq	%rax
	andl	$1, %ecx
	orq	%rcx, %rax
	cvtsi2sdq	%rax, %xmm2
	addsd	%xmm2, %xmm2
	jmp	.L133
.L111:
	movq	32(%rsp), %rax
	leaq	8(%rax), %rdx
	movq	%rdx, 32(%rsp)
	jmp	.L112
.L98:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
	jmp	.L99
.L176:
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	movl	(%rdx), %edi
	jmp	.L107
.L94:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movq	%rax, 32(%rsp)
	jmp	.L95
.L175:
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	jmp	.L106
.L109:
	orb	$4, 5(%rsp)
	movl	24(%rsp), %eax
.L110:
	cmpl	$47, %eax
	ja	.L114
	movl	%eax, %edx
	addl	$8, %eax
	addq	40(%rsp), %rdx
	movl	%eax, 24(%rsp)
	movl	(%rdx), %edi
	jmp	.L113
.L138:
	movl	24(%rsp), %eax
	jmp	.L110
	.p2align 4,,10
	.p2align 3
.L114:
	movq	32(%rsp), %rdx
	leaq	8(%rdx), %rax
	movl	(%rdx), %edi
	movq	%rax, 32(%rsp)
	jmp	.L113
.L144:
	xorl	%esi, %esi
	jmp	.L124
	.cfi_endproc
.LFE10:
	.size	print, .-print
	.p2align 4
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
	.p2align 4
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
	.p2align 4
	.globl	memcmp
	.type	memcmp, @function
memcmp:
.LFB3:
	.cfi_startproc
	testq	%rdx, %rdx
	je	.L184
	xorl	%eax, %eax
	jmp	.L183
	.p2align 4,,10
	.p2align 3
.L182:
	addq	$1, %rax
	cmpq	%rdx, %rax
	je	.L184
.L183:
	movzbl	(%rdi,%rax), %ecx
	movzbl	(%rsi,%rax), %r8d
	cmpb	%r8b, %cl
	je	.L182
	movzbl	%cl, %eax
	subl	%r8d, %eax
	ret
	.p2align 4,,10
	.p2align 3
.L184:
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
.LC10:
	.string	"%d arguments:"
	.section	.rodata.str1.8,"aMS",@progbits,1
	.align 8
.LC11:
	.string	"\n%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%%\n"
	.section	.rodata.str1.1
.LC12:
	.string	" <%s>"
.LC13:
	.string	"%6d%s"
.LC15:
	.string	"sum %ld, mean %f, xor %08x\n"
.LC16:
	.string	"%-8s|%12f|%12f|%4d %c%c\n"
.LC17:
	.string	"all %f earths\n"
.LC21:
	.string	"crc32 %08X fnv %016lx\n"
	.section	.rodata.str1.8
	.align 8
.LC22:
	.string	"mix %lx zeros %d %d swapped %lx\n"
	.section	.rodata.str1.1
.LC23:
	.string	"interpreted:"
.LC24:
	.string	" %ld"
.LC25:
	.string	" = %ld\n"
	.section	.text.unlikely,"ax",@progbits
.LCOLDB26:
	.section	.text.startup,"ax",@progbits
.LHOTB26:
	.p2align 4
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
	pushq	%r12
	.cfi_def_cfa_offset 40
	.cfi_offset 12, -40
	pushq	%rbp
	.cfi_def_cfa_offset 48
	.cfi_offset 6, -48
	movq	%rsi, %rbp
	leal	-1(%rdi), %esi
	pushq	%rbx
	.cfi_def_cfa_offset 56
	.cfi_offset 3, -56
	movl	%edi, %ebx
	subq	$184, %rsp
	.cfi_def_cfa_offset 240
	movl	%edi, 12(%rsp)
	leaq	.LC10(%rip), %rdi
	call	print
	cmpl	$1, %ebx
	jle	.L190
	movl	12(%rsp), %eax
	leaq	8(%rbp), %rbx
	subl	$2, %eax
	leaq	16(%rbp,%rax,8), %r12
	leaq	.LC12(%rip), %rbp
	.p2align 4,,10
	.p2align 3
.L189:
	movq	(%rbx), %rsi
	movq	%rbp, %rdi
	xorl	%eax, %eax
	addq	$8, %rbx
	call	print
	cmpq	%rbx, %r12
	jne	.L189
.L190:
	pushq	$122
	.cfi_def_cfa_offset 248
	movl	$42, %r8d
	movl	$-42, %esi
	xorl	%eax, %eax
	pushq	$10
	.cfi_def_cfa_offset 256
	movl	$48879, %r9d
	movl	$42, %ecx
	leaq	.LC11(%rip), %rdi
	pushq	$511
	.cfi_def_cfa_offset 264
	movl	$42, %edx
	movabsq	$-6651371118538410227, %rbx
	pushq	$48879
	.cfi_def_cfa_offset 272
	call	print
	movq	seed(%rip), %r12
	leaq	48(%rsp), %r13
	movabsq	$-7046029254386353131, %r8
	leaq	208(%rsp), %rbp
	movq	%r13, %rsi
	addq	$32, %rsp
	.cfi_def_cfa_offset 240
	movabsq	$1946526487930394057, %r11
	movabsq	$433281844809769579, %r10
	leaq	(%r12,%r8), %rdi
	.p2align 4,,10
	.p2align 3
.L188:
	movq	%rdi, %rax
	addq	$4, %rsi
	addq	%r8, %rdi
	mulq	%rbx
	xorq	%rdx, %rax
	mulq	%r11
	movq	%rdx, %rcx
	xorq	%rax, %rcx
	movq	%rcx, %rax
	mulq	%r10
	movq	%rcx, %rax
	subq	%rdx, %rax
	shrq	%rax
	addq	%rax, %rdx
	shrq	$10, %rdx
	imulq	$2001, %rdx, %rdx
	subq	%rdx, %rcx
	subl	$1000, %ecx
	movl	%ecx, -4(%rsi)
	cmpq	%rbp, %rsi
	jne	.L188
	leaq	by_value(%rip), %rcx
	movq	%r13, %rdi
	xorl	%r15d, %r15d
	xorl	%ebx, %ebx
	movl	$4, %edx
	movl	$40, %esi
	movabsq	$-5140009069810851000, %rax
	movl	$3435973837, %r14d
	addq	%rax, %r12
	leaq	.LC7(%rip), %rbp
	movq	%r12, seed(%rip)
	leaq	.LC8(%rip), %r12
	call	quicksort
	.p2align 4,,10
	.p2align 3
.L192:
	movl	%r15d, %eax
	movl	%r15d, %edx
	movl	0(%r13,%r15,4), %esi
	leaq	.LC13(%rip), %rdi
	imulq	%r14, %rax
	shrq	$35, %rax
	leal	(%rax,%rax,4), %eax
	addl	%eax, %eax
	subl	%eax, %edx
	cmpl	$9, %edx
	movq	%rbp, %rdx
	cmovne	%r12, %rdx
	xorl	%eax, %eax
	call	print
	movslq	0(%r13,%r15,4), %rax
	addq	$1, %r15
	addq	%rax, %rbx
	cmpq	$40, %r15
	jne	.L192
	movq	%rbx, %rsi
	movl	16(%rsp), %edx
	movl	$1, %eax
	pxor	%xmm0, %xmm0
	xorl	172(%rsp), %edx
	leaq	.LC15(%rip), %rdi
	leaq	planets(%rip), %rbp
	xorl	%r14d, %r14d
	cvtsi2sdq	%rbx, %xmm0
	divsd	.LC14(%rip), %xmm0
	movq	%rbp, %rbx
	leaq	.LC16(%rip), %r12
	call	print
	leaq	by_moons(%rip), %rcx
	movl	$32, %edx
	movq	%rbp, %rdi
	movl	$8, %esi
	call	quicksort
	pxor	%xmm3, %xmm3
	.p2align 4,,10
	.p2align 3
.L195:
	movl	%r14d, %eax
	movsd	16(%rbx), %xmm1
	movq	(%rbx), %rsi
	pxor	%xmm0, %xmm0
	salq	$5, %rax
	movq	%r12, %rdi
	cvtss2sd	8(%rbx), %xmm0
	movzbl	26(%rbp,%rax), %eax
	addsd	%xmm1, %xmm3
	movl	%eax, %edx
	andl	$2, %edx
	cmpb	$1, %dl
	sbbl	%edx, %edx
	andl	$1, %eax
	andl	$91, %edx
	cmpb	$1, %al
	movswl	24(%rbx), %eax
	sbbl	%ecx, %ecx
	leal	35(%rdx), %r8d
	addl	$1, %r14d
	addq	$32, %rbx
	andl	$-66, %ecx
	movl	%eax, %edx
	movl	$2, %eax
	addl	$111, %ecx
	call	print
	cmpl	$8, %r14d
	jne	.L195
	leaq	.LC17(%rip), %rdi
	movl	$1, %eax
	movapd	%xmm3, %xmm0
	call	print
	leaq	text.0(%rip), %rax
	movabsq	$-3750763034362895579, %rcx
	movabsq	$1099511628211, %rsi
	leaq	43(%rax), %rdi
	.p2align 4,,10
	.p2align 3
.L196:
	movzbl	(%rax), %edx
	addq	$1, %rax
	xorq	%rcx, %rdx
	movq	%rdx, %rcx
	imulq	%rsi, %rcx
	cmpq	%rdi, %rax
	jne	.L196
	movl	4+crc_table(%rip), %eax
	leaq	crc_table(%rip), %r8
	testl	%eax, %eax
	jne	.L197
	movdqa	.LC9(%rip), %xmm6
	movq	%r8, %rdx
	pxor	%xmm3, %xmm3
	movdqa	.LC18(%rip), %xmm5
	movdqa	.LC19(%rip), %xmm4
	movdqa	.LC20(%rip), %xmm7
	leaq	1024(%r8), %rsi
	.p2align 4,,10
	.p2align 3
.L198:
	movdqa	%xmm6, %xmm0
	movl	$8, %eax
	paddd	%xmm7, %xmm6
	.p2align 4,,10
	.p2align 3
.L199:
	movdqa	%xmm0, %xmm1
	pand	%xmm5, %xmm0
	pcmpeqd	%xmm3, %xmm0
	psrld	$1, %xmm1
	movdqa	%xmm1, %xmm2
	pxor	%xmm4, %xmm2
	pand	%xmm0, %xmm1
	pandn	%xmm2, %xmm0
	por	%xmm1, %xmm0
	subl	$1, %eax
	jne	.L199
	movaps	%xmm0, (%rdx)
	addq	$16, %rdx
	cmpq	%rsi, %rdx
	jne	.L198
.L197:
	movl	$-1, %esi
	leaq	text.0(%rip), %rax
	.p2align 4,,10
	.p2align 3
.L200:
	movzbl	(%rax), %edx
	addq	$1, %rax
	xorl	%esi, %edx
	shrl	$8, %esi
	movzbl	%dl, %edx
	xorl	(%r8,%rdx,4), %esi
	cmpq	%rdi, %rax
	jne	.L200
	movq	%rcx, %rdx
	leaq	.LC21(%rip), %rdi
	notl	%esi
	xorl	%eax, %eax
	call	print
	movq	seed(%rip), %rbx
	xorl	%ebp, %ebp
	movabsq	$-7046029254386353131, %r8
	movabsq	$-6419047483690766819, %rdi
	movabsq	$-6651371118538410227, %r11
	movabsq	$1946526487930394057, %r10
	leaq	(%rbx,%r8), %rcx
	addq	%rbx, %rdi
	.p2align 4,,10
	.p2align 3
.L201:
	movq	%rcx, %rax
	rolq	$7, %rbp
	addq	%r8, %rcx
	mulq	%r11
	xorq	%rdx, %rax
	mulq	%r10
	movq	%rdx, %rsi
	xorq	%rax, %rsi
	xorq	%rsi, %rbp
	cmpq	%rdi, %rcx
	jne	.L201
	movq	%rbp, %rcx
	movq	%rbp, %rsi
	leaq	.LC22(%rip), %rdi
	movq	%rbp, %r8
	btsq	$63, %rcx
	bswap	%r8
	movabsq	$626981770695586312, %rax
	leaq	.L205(%rip), %r12
	addq	%rax, %rbx
	movq	%rbp, %rax
	rep bsfq	%rcx, %rcx
	movq	%r13, %rbp
	orq	$1, %rax
	movq	%rbx, seed(%rip)
	leaq	.LC24(%rip), %rbx
	bsrq	%rax, %rdx
	xorl	%eax, %eax
	xorl	$63, %edx
	call	print
	xorl	%eax, %eax
	leaq	.LC23(%rip), %rdi
	call	print
	xorl	%eax, %eax
	leaq	factorial(%rip), %rdx
	.p2align 4,,10
	.p2align 3
.L202:
	leaq	4(%rdx), %r14
	cmpl	$10, %eax
	ja	.L224
	movslq	(%r12,%rax,4), %rax
	addq	%r12, %rax
	jmp	*%rax
	.section	.rodata
	.align 4
	.align 4
.L205:
	.long	.L215-.L205
	.long	.L214-.L205
	.long	.L213-.L205
	.long	.L212-.L205
	.long	.L211-.L205
	.long	.L210-.L205
	.long	.L209-.L205
	.long	.L208-.L205
	.long	.L207-.L205
	.long	.L206-.L205
	.long	.L204-.L205
	.section	.text.startup
.L206:
	movq	0(%rbp), %rsi
	movq	%rbx, %rdi
	xorl	%eax, %eax
	call	print
	movq	%r14, %rdx
.L203:
	movl	(%rdx), %eax
	jmp	.L202
.L207:
	cmpq	$0, 0(%rbp)
	leaq	8(%rdx), %rcx
	leaq	-8(%rbp), %rax
	je	.L225
	movslq	4(%rdx), %rdx
	movq	%rax, %rbp
	leaq	(%rcx,%rdx,4), %rdx
	movl	(%rdx), %eax
	jmp	.L202
.L208:
	movq	-8(%rbp), %rax
	movq	%r14, %rdx
	addq	$8, %rbp
	movq	%rax, 0(%rbp)
	movl	(%rdx), %eax
	jmp	.L202
.L209:
	movdqu	-8(%rbp), %xmm0
	movq	%r14, %rdx
	movl	(%rdx), %eax
	shufpd	$1, %xmm0, %xmm0
	movups	%xmm0, -8(%rbp)
	jmp	.L202
.L210:
	movq	0(%rbp), %rax
	movq	%r14, %rdx
	addq	$8, %rbp
	movq	%rax, 0(%rbp)
	movl	(%rdx), %eax
	jmp	.L202
.L211:
	movq	-8(%rbp), %rax
	cqto
	idivq	0(%rbp)
	movq	%r14, %rdx
	subq	$8, %rbp
	movq	%rax, 0(%rbp)
	movl	(%rdx), %eax
	jmp	.L202
.L212:
	movq	-8(%rbp), %rax
	imulq	0(%rbp), %rax
	movq	%r14, %rdx
	subq	$8, %rbp
	movq	%rax, 0(%rbp)
	movl	(%rdx), %eax
	jmp	.L202
.L213:
	movq	%r14, %rdx
	movq	0(%rbp), %rax
	subq	%rax, -8(%rbp)
	subq	$8, %rbp
	movl	(%rdx), %eax
	jmp	.L202
.L214:
	movq	%r14, %rdx
	movq	0(%rbp), %rax
	addq	%rax, -8(%rbp)
	subq	$8, %rbp
	movl	(%rdx), %eax
	jmp	.L202
.L215:
	movslq	4(%rdx), %rax
	addq	$8, %rdx
	addq	$8, %rbp
	movq	%rax, 0(%rbp)
	movl	(%rdx), %eax
	jmp	.L202
.L204:
	movq	0(%rbp), %rsi
	leaq	.LC25(%rip), %rdi
	xorl	%eax, %eax
	call	print
	movl	used(%rip), %edx
	xorl	%r8d, %r8d
	leaq	buffer(%rip), %r10
	movl	$1, %r9d
	testl	%edx, %edx
	jne	.L220
	jmp	.L219
	.p2align 4,,10
	.p2align 3
.L238:
	movl	used(%rip), %edx
	addl	%eax, %r8d
	cmpl	%edx, %r8d
	jnb	.L219
.L220:
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
	jns	.L238
.L219:
	movl	$0, used(%rip)
	movl	12(%rsp), %ebx
	xorl	%edx, %edx
	leal	10(%rbx), %eax
	cmpl	$1, %ebx
	cmove	%edx, %eax
	addq	$184, %rsp
	.cfi_remember_state
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
.L225:
	.cfi_restore_state
	movq	%rcx, %rdx
	movq	%rax, %rbp
	movl	(%rdx), %eax
	jmp	.L202
	.cfi_endproc
	.section	.text.unlikely
	.cfi_startproc
	.type	main.cold, @function
main.cold:
.LFSB22:
.L224:
	.cfi_def_cfa_offset 240
	.cfi_offset 3, -56
	.cfi_offset 6, -48
	.cfi_offset 12, -40
	.cfi_offset 13, -32
	.cfi_offset 14, -24
	.cfi_offset 15, -16
	movq	%r14, %rdx
	jmp	.L203
	.cfi_endproc
.LFE22:
	.section	.text.startup
	.size	main, .-main
	.section	.text.unlikely
	.size	main.cold, .-main.cold
.LCOLDE26:
	.section	.text.startup
.LHOTE26:
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
.LC27:
	.string	"Mercury"
.LC28:
	.string	"Venus"
.LC29:
	.string	"Earth"
.LC30:
	.string	"Mars"
.LC31:
	.string	"Jupiter"
.LC32:
	.string	"Saturn"
.LC33:
	.string	"Uranus"
.LC34:
	.string	"Neptune"
	.section	.data.rel.local,"aw"
	.align 32
	.type	planets, @object
	.size	planets, 256
planets:
	.quad	.LC27
	.long	1159232307
	.zero	4
	.long	-1030792151
	.long	1068247285
	.value	0
	.byte	2
	.zero	5
	.quad	.LC28
	.long	1170021990
	.zero	4
	.long	-515396076
	.long	1072305274
	.value	0
	.byte	2
	.zero	5
	.quad	.LC29
	.long	1170675712
	.zero	4
	.long	0
	.long	1072693248
	.value	1
	.byte	2
	.zero	5
	.quad	.LC30
	.long	1163122688
	.zero	4
	.long	481036337
	.long	1069245530
	.value	2
	.byte	2
	.zero	5
	.quad	.LC31
	.long	1200130944
	.zero	4
	.long	-858993459
	.long	1081334988
	.value	95
	.byte	1
	.zero	5
	.quad	.LC32
	.long	1197701120
	.zero	4
	.long	-858993459
	.long	1079495884
	.value	146
	.byte	1
	.zero	5
	.quad	.LC33
	.long	1187390464
	.zero	4
	.long	0
	.long	1076690944
	.value	28
	.byte	1
	.zero	5
	.quad	.LC34
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
	.section	.rodata.cst16
	.align 16
.LC9:
	.long	0
	.long	1
	.long	2
	.long	3
	.section	.rodata.cst8
	.align 8
.LC14:
	.long	0
	.long	1078198272
	.section	.rodata.cst16
	.align 16
.LC18:
	.long	1
	.long	1
	.long	1
	.long	1
	.align 16
.LC19:
	.long	-306674912
	.long	-306674912
	.long	-306674912
	.long	-306674912
	.align 16
.LC20:
	.long	4
	.long	4
	.long	4
	.long	4
	.ident	"GCC: (Debian 12.2.0-14+deb12u1) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
