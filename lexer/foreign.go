package lexer

import (
	"bytes"
	"strings"
)

// Words with which lines begin in the sources of other assemblers, or whose
// second word they are: somebody who comes from NASM, fasm or MASM is told
// what GNU's language has instead, and so is somebody with the source of another
// machine or system.

// foreign lists the words and their cures.
var foreign = [...]struct{ words, cure string }{
	{"section segment", "write .section before the name, or .text, .data, .bss"},
	{"db", "write .byte for numbers, .ascii for text"},
	{"dw", "write .word"},
	{"dd", "write .long, or .float for a number with a point"},
	{"dq", "write .quad, or .double for a number with a point"},
	{"dt", "write .tfloat"},
	{"do ddq", "write .octa"},
	{"resb", "write .skip and the number of bytes"},
	{"resw resd resq rest", "write .skip and the number of bytes, as in .skip 8*64"},
	{"equ", "write .equ name, value, or name = value; the present place is a dot, as in . - text"},
	{"global public", "write .globl"},
	{"extern extrn externdef", "leave it out: a name that is not defined here may be defined elsewhere"},
	{"times", "write .rept and .endr around the lines, or .fill count, size, value"},
	{"bits use16 use32 use64", "write .code64, .code32 or .code16"},
	{"default", "leave it out: [rip+name] is relative to the instruction, [name] is not"},
	{"org", "write .org for a place in the section; where the program stands in memory is told to the linker"},
	{"align alignb", "write .balign"},
	{"even", "write .balign 2"},
	{"include", "write .include and the name in quotes"},
	{"incbin", "write .incbin and the name in quotes"},
	{"macro", "write .macro name arguments ... .endm"},
	{"struc struct istruc", "write .struct 0, and the fields as labels with .skip behind them"},
	{"proc endp", "write a label, name:, and before it .globl name"},
	{"end", "leave it out: the program starts at the label _start"},
	{"assume option model invoke", "this is of MASM, and has no counterpart here"},
	{"%define %assign", "write .set name, value"},
	{"%macro %endmacro", "write .macro name arguments ... .endm"},
	{"%include", "write .include and the name in quotes"},
	{"%if %ifdef %ifndef %else %elif %endif", "write .if, .ifdef, .ifndef, .else, .elseif, .endif"},
	{"%rep %endrep", "write .rept and .endr"},
	{".code", "write .text"},
	{".data? .fardata", "write .bss"},
	{".const", "write .section .rodata"},
	{".model .stack .386 .486 .586 .686 .x64 .mmx .xmm", "leave it out"},
	{".proc .endp", "write a label, name:"},
	{"globl text data bss byte word long quad octa ascii asciz string skip space zero fill set p2align balign type size comm lcomm local weak hidden rept irp endr endm ifdef endif else", "directives begin with a dot"},
	{"return", "write ret; what a function returns stands in %rax"},
	{"goto", "write jmp"},
	{"if while for", "write cmp and a conditional jump"},
	{"print printf puts echo", "a program writes by a system call, or by call and the name of a function"},
	{"format entry", "leave it out: what is made is told by options, and the program starts at the label _start"},
	{"rb", "write .skip and the number of bytes"},
	{"rw rd rq", "write .skip and the number of bytes, as in .skip 8*64"},
	{"ldr ldrb ldrh str strb ldp stp b bl blx bx beq bne svc swi adr adrp cbz cbnz movk movz movw movt mrs msr", arm},
	{"li la lw lb ld sw sb sd addi mv j jal jalr bnez beqz ecall lui auipc", "this is an instruction of RISC-V; tas assembles those of x86-64"},
	{".thumb .thumb_func .arm .syntax .cpu .fpu .pool .ltorg", arm},
	{".zerofill", "this is of macOS; write .lcomm name, size"},
	{".cstring .literal4 .literal8 .literal16", "this is of macOS; write .section .rodata"},
	{".private_extern", "this is of macOS; write .hidden"},
	{".weak_definition .weak_reference", "this is of macOS; write .weak"},
	{".subsections_via_symbols .build_version .macosx_version_min .no_dead_strip .indirect_symbol", "this is of macOS; leave it out"},
	{".def .scl .endef .seh_proc .seh_endproc .seh_endprologue .seh_pushreg .seh_stackalloc .seh_setframe .seh_savereg .seh_savexmm .seh_handler .seh_handlerdata", "this is of Windows; leave it out"},
}

const arm = "this is of ARM; tas assembles for x86-64"

// Foreign returns what to write instead of a word of other assemblers; "" when it
// is none.
func Foreign(word []byte) string {
	lower := string(bytes.ToLower(word))
	for k := range foreign {
		for _, w := range strings.Fields(foreign[k].words) {
			if w == lower {
				return foreign[k].cure
			}
		}
	}
	return ""
}

// ForeignNext returns the cure of the word that follows a name at text[at:], as in
// msg db 5.
func ForeignNext(text []byte, at int) string {
	for text[at] == ' ' || text[at] == '\t' {
		at++
	}
	end := at
	for NameByte(text[end]) {
		end++
	}
	switch word := string(bytes.ToLower(text[at:end])); word {
	case "db", "dw", "dd", "dq", "dt", "do", "ddq", "resb", "resw", "resd", "resq", "rest", "equ", "proc", "endp", "macro", "struct", "segment":
		return Foreign(text[at:end])
	case "byte", "word", "dword", "qword", "sbyte", "sword", "sdword", "real4", "real8":
		return "write name: and then .byte, .word, .long, .quad, .float or .double"
	}
	return ""
}
