# The C preprocessor puts a blank between the backslash of a parameter and its
# name, which counts only before the operands and in strings.
	.macro	twice	what, by=1
	.byte	\ what, \	by + \  what
label\()_\by: .byte (\ what\()0)
	.ascii	"\ what"
	call	\ what\()_@PLT
	mov	$\ by, %eax
	.endm
	.set	five, 5
	.set	five0, 50
	twice	five, 2
	.irp	x, 1, 2
	.byte	\ x
	.irpc	y, 34
	.byte	\ x, \ y
	.endr
	.endr
