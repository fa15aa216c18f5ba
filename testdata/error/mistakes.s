# Typical mistakes in directives and macros: what is wrong, and the cure.
	.ascizz "a"			# ERROR "unknown directive \.ascizz; did you mean \.asciz\?"
	.gobl x				# ERROR "unknown directive \.gobl; did you mean \.globl\?"
	.code33				# ERROR "unknown directive \.code33; did you mean \.code32\?"
	.section .text,"ab"		# ERROR "unknown section flag b; expected letters of a e w x"
	.section .x1,"ax",@progbit	# WARNING "unknown section type progbit is ignored; expected @progbits"
	.section .x2,"aM",@progbits	# WARNING "flag M has no entry size behind the type"
	.section .x3,"aG",@progbits	# WARNING "flag G has no group name behind the type"
	.section , "a"			# ERROR "expects a section name here, found ','"
	.string abc			# ERROR "expected a string in double quotes, found 'a'"
	.byte 300			# WARNING "value 0x12c does not fit in 8 bits and becomes 0x2c"
	.align 3			# ERROR "alignment 3 is not a power of two"
	.set x				# ERROR "expects a comma and an expression here"
	.globl 5			# ERROR "expects a symbol name here, found '5'"
	.type f,@func			# ERROR "unknown symbol type func; expected @function, @object"
	.size f				# ERROR "expects a comma and a size here"
	.include "no-such-file.s"	# ERROR "cannot read no-such-file\.s: no such file"
	.cfi_endproc			# ERROR "has no \.cfi_startproc before it in this section"
	.popsection			# WARNING "has no \.pushsection to match"
	.loc 9 1			# ERROR "file number 9 is not known; a \.file 9 \"name\" must come first"
	.intel_syntax nopefix		# ERROR "takes prefix or noprefix, not nopefix"
	.float abc			# ERROR "abc is not a floating-point number"
	.symver f,g			# ERROR "g has no version; expected a name such as f@VERSION"
	.long foo@PTL			# ERROR "unknown modifier @PTL; expected one such as @PLT"
	.long (1+2			# ERROR "expected '\)' to close the bracket"
	.word foo@PLT			# ERROR "\.word has no room for what an @ modifier asks for; use \.long or \.quad"
	.slong foo@SIZE			# ERROR "a size has no sign; use \.long"
	.set y, foo@GOT			# ERROR "an @ modifier has no meaning here; it belongs to an operand or to \.long and \.quad"
	.nops 3, 12			# ERROR "a no-operation of 12 bytes is too long; the longest here has 11"
	.struct 0
	.byte 1				# ERROR "cannot store a non-zero value in the absolute section"
	.text
	.if nowhere			# ERROR "the condition of \.if must be a constant known at this point; nowhere is not defined up to here"
	.endif
	.rept nowhere			# ERROR "repeat count must be a constant known at this point; nowhere is not defined up to here"
	.endr
	.if 1
	.else
	.elseif 1			# ERROR "\.elseif after \.else; it must come before, or \.endif is missing"
	.else				# ERROR "second \.else of one \.if; \.endif expected"
	.endif
	.endm				# WARNING "\.endm closes nothing and is ignored; no \.macro is open here"
	.endr				# WARNING "\.endr closes nothing and is ignored; no \.rept, \.irp or \.irpc is open here"
	.endfunc			# ERROR "\.endfunc has no \.func before it"
	.macro m1 x:rec			# ERROR "unknown kind rec of parameter x; expected req or vararg"
	.endm
	.macro m2 x:req
	.endm
	m2				# ERROR "macro m2 needs a value for parameter x"
	m2 1, 2				# ERROR "macro m2 has no parameter for value 2; quote a value that has commas or blanks"
	m2 y=1				# ERROR "macro m2 has no parameter y"
	.globl reg
	reg = %rax			# ERROR "reg is global, and no other module can see a register"
	jmp 7f				# ERROR "no label 7: stands behind this reference"
	jmp 7b				# ERROR "no label 7: stands before this reference"
	.macro m3			# ERROR "\.macro is not closed; \.endm expected"
