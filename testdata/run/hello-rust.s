	.file	"hello.1273d9ed416c1fbf-cgu.0"
	.section	.text._RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind,"ax",@progbits
	.hidden	_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind
	.globl	_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind
	.p2align	4
	.type	_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind,@function
_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind:
	.cfi_startproc
	.p2align	4
.LBB0_1:
	jmp	.LBB0_1
.Lfunc_end0:
	.size	_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind, .Lfunc_end0-_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind
	.cfi_endproc

	.section	.text._ZN5hello5write17h27ed8f4a7ea23102E,"ax",@progbits
	.p2align	4
	.type	_ZN5hello5write17h27ed8f4a7ea23102E,@function
_ZN5hello5write17h27ed8f4a7ea23102E:
	.cfi_startproc
	jmp	_ZN5hello8syscall317h536e06f7c2f173ffE
.Lfunc_end1:
	.size	_ZN5hello5write17h27ed8f4a7ea23102E, .Lfunc_end1-_ZN5hello5write17h27ed8f4a7ea23102E
	.cfi_endproc

	.section	.text._ZN5hello8syscall317h536e06f7c2f173ffE,"ax",@progbits
	.p2align	4
	.type	_ZN5hello8syscall317h536e06f7c2f173ffE,@function
_ZN5hello8syscall317h536e06f7c2f173ffE:
	.cfi_startproc
	pushq	%rax
	.cfi_def_cfa_offset 16
	movl	$1, %eax
	movl	$1, %edi
	movl	$.Lanon.f72d945c91fa66844a457c69edbb920f.0, %esi
	movl	$14, %edx
	#APP

	syscall

	#NO_APP
	popq	%rax
	.cfi_def_cfa_offset 8
	retq
.Lfunc_end2:
	.size	_ZN5hello8syscall317h536e06f7c2f173ffE, .Lfunc_end2-_ZN5hello8syscall317h536e06f7c2f173ffE
	.cfi_endproc

	.section	.text._start,"ax",@progbits
	.globl	_start
	.p2align	4
	.type	_start,@function
_start:
	.cfi_startproc
	pushq	%rax
	.cfi_def_cfa_offset 16
	callq	_ZN5hello5write17h27ed8f4a7ea23102E
	movl	$60, %eax
	xorl	%edi, %edi
	#APP

	syscall

	#NO_APP
	ud2
.Lfunc_end3:
	.size	_start, .Lfunc_end3-_start
	.cfi_endproc

	.type	.Lanon.f72d945c91fa66844a457c69edbb920f.0,@object
	.section	.rodata..Lanon.f72d945c91fa66844a457c69edbb920f.0,"a",@progbits
.Lanon.f72d945c91fa66844a457c69edbb920f.0:
	.ascii	"Hello, world!\n"
	.size	.Lanon.f72d945c91fa66844a457c69edbb920f.0, 14

	.ident	"rustc version 1.95.0 (59807616e 2026-04-14)"
	.section	".note.GNU-stack","",@progbits
