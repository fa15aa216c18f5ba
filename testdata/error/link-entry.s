# A program without _start. FILE ERROR "_start.*main"
	.globl	main
main:	ret
