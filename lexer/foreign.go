package lexer

import (
	"bytes"
	"strings"
)

// Words with which lines begin in the sources of other assemblers, or whose
// second word they are: somebody who comes from NASM, fasm or MASM is told
// what GNU's language has instead.

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
}

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
	}
	return ""
}
