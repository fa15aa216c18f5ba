package directives

import (
	"encoding/binary"

	"tas/lexer"
)

// What PlainLines reads of the directives between instructions: alignments, and
// where the frame of a function is. They are one line of ten at -O2.

const (
	wordAlign = '.' | 'p'<<8 | '2'<<16 | 'a'<<24 | 'l'<<32 | 'i'<<40 | 'g'<<48 | 'n'<<56
	wordCFI   = '.' | 'c'<<8 | 'f'<<16 | 'i'<<24 | '_'<<32

	cfaOffset1 = '.' | 'c'<<8 | 'f'<<16 | 'i'<<24 | '_'<<32 | 'd'<<40 | 'e'<<48 | 'f'<<56
	cfaOffset2 = '_' | 'c'<<8 | 'f'<<16 | 'a'<<24 | '_'<<32 | 'o'<<40 | 'f'<<48 | 'f'<<56
	regOffset1 = '.' | 'c'<<8 | 'f'<<16 | 'i'<<24 | '_'<<32 | 'o'<<40 | 'f'<<48 | 'f'<<56
	offsetEnd  = 's' | 'e'<<8 | 't'<<16 | ' '<<24 // of both
)

// plainAlign carries out .p2align 4, .p2align 4,,10 or, as clang has it, .p2align
// 4, 0x90 at text[at]. It returns the end of the line, or 0.
func (d *Directives) plainAlign(at int) int {
	text := d.in.Text
	if c := text[at+8]; c != ' ' && c != '\t' || d.absolute() {
		return 0
	}
	power, end := text[at+9]-'0', at+10
	if power > 9 {
		return 0
	}
	limit, fill, filled := int64(0), int64(0), false
	if start := end + 2; text[end] == ',' && text[end+1] == ',' {
		if limit, end = lexer.PlainNumber(text, start); end == start {
			return 0
		}
	} else if filled = text[end] == ',' && text[end+1] == ' ' && !d.sections.nobits; filled {
		if fill, end = lexer.PlainNumber(text, start); end == start {
			return 0
		}
	}
	if end = d.in.Rest(end); end == 0 {
		return 0
	}
	d.start = at
	d.alignTo(uint(power), fill, filled, 1, limit)
	return end
}

// plainCFI carries out .cfi_def_cfa_offset 16, .cfi_offset 6, -16 or .cfi_offset
// %rbp, -16 at text[at]. It returns the end of the line, or 0.
func (d *Directives) plainCFI(at int) int {
	text, open := d.in.Text, d.openFrame()
	if at+40 > len(text) || open == nil {
		return 0
	}
	var op cfiOp
	var start int // of the offset
	switch binary.LittleEndian.Uint64(text[at:]) {
	case cfaOffset1:
		if start = at + 20; binary.LittleEndian.Uint64(text[at+8:]) != cfaOffset2 || binary.LittleEndian.Uint32(text[at+16:]) != offsetEnd {
			return 0
		}
		op.kind = cfiDefCFAOffset
	case regOffset1:
		reg, end := d.plainRegister(at + 12)
		if start = end + 3; binary.LittleEndian.Uint32(text[at+8:]) != offsetEnd || end == at+12 || reg > 16 || string(text[end:start]) != ", -" {
			return 0
		}
		op.kind, op.reg = cfiOffset, uint32(reg)
	default:
		return 0
	}
	n, end := lexer.PlainNumber(text, start)
	if end == start || text[end] != '\n' {
		return 0
	}
	if op.arg = n; op.kind == cfiDefCFAOffset {
		open.cfaOffset = n
	} else if op.arg = -n; n%8 != 0 {
		return 0
	}
	d.cfiAdvanceHere(open)
	d.cfiAdd(open, op)
	return end
}

// plainRegister is the DWARF number of the register at text[at], a name with % or
// that number, and its end; that is at for anything else.
func (d *Directives) plainRegister(at int) (n int64, end int) {
	text := d.in.Text
	if text[at] != '%' {
		return lexer.PlainNumber(text, at)
	}
	for end = at + 1; isRegisterChar(text[end]); {
		end++
	}
	reg, ok := cfiNumber(text[at+1:end], d.cfiCode())
	if !ok {
		return 0, at
	}
	return int64(reg), end
}
