	.ascii “x”
	.globl _start
_start
	mov $60, %eax
	mov $60, %eax ; the status
	xor %edi, %edi ; zero
	mov $1, %eax @ comment
	mov #5, %eax
	mov $0FFh, %eax
	int 80h
	.byte 0x1g
	mov $09, %eax
	mov $1_000, %eax
	.long 1.5
	mov $1 %eax
	jmp short _start
	lea offset x, %rax
my label: nop
1st: nop
	call foo()
main() {
}
	.macro add2 a, b
	add \a, \c
	.endm
	add2 %eax, %ebx
