package image

import (
	"fmt"
	"strings"

	"golang.org/x/arch/x86/x86asm"
)

// decode reads the instruction at the start of code. The library that does
// the work knows no vector instructions beyond SSE; their lengths follow from
// the prefix alone, so that the reading stays in step, and inst.Op is zero.
func decode(code []byte) (inst x86asm.Inst, n int, ok bool) {
	code = code[:min(len(code), 15)] // longer ones fault
	skip := 0
	// Of several REX prefixes the last counts.
	for skip+1 < len(code) && isREX(code[skip]) && isREX(code[skip+1]) {
		skip++
	}
	rest := code[skip:]
	if n = vectorLength(rest); n > 0 {
		return inst, skip + n, skip == 0 && n <= len(rest)
	}
	if isEndbr(rest) {
		return inst, skip + 4, true
	}
	inst, err := x86asm.Decode(rest, 64)
	if err != nil || inst.Op == 0 || inst.Len == 0 || inst.Len > len(rest) || prefixOnly(&inst) {
		return x86asm.Inst{}, 0, false
	}
	for i, arg := range inst.Args {
		// The library takes the distances from %rip for positive.
		if m, ok := arg.(x86asm.Mem); ok && m.Base == x86asm.RIP {
			m.Disp = int64(int32(m.Disp))
			inst.Args[i] = m
		}
	}
	return inst, skip + inst.Len, true
}

func isREX(b byte) bool { return b&0xf0 == 0x40 }

// isEndbr recognises endbr64 and endbr32, which are younger than the library.
func isEndbr(b []byte) bool {
	return len(b) >= 4 && b[0] == 0xf3 && b[1] == 0x0f && b[2] == 0x1e && (b[3] == 0xfa || b[3] == 0xfb)
}

// prefixOnly reports whether the library gave up on what follows a prefix and
// returned the prefix as an instruction.
func prefixOnly(inst *x86asm.Inst) bool {
	return inst.Len == 1 && inst.Opcode == 0 && inst.Prefix[0] != 0
}

// vectorLength returns the length of the VEX or EVEX instruction at the start
// of b, zero if there is none or b ends in the middle: prefix, opcode, ModRM
// with its displacement, and an immediate byte as the opcode map demands.
func vectorLength(b []byte) int {
	if len(b) < 4 {
		return 0
	}
	var opcodes byte // the number of the opcode map
	at := 0          // of the opcode
	switch b[0] {
	case 0xc5:
		opcodes, at = 1, 2
	case 0xc4:
		opcodes, at = b[1]&31, 3
	case 0x62:
		opcodes, at = b[1]&7, 4
	default:
		return 0
	}
	if opcodes == 0 || opcodes > 7 || at+1 >= len(b) {
		return 0
	}
	op, modRM := b[at], b[at+1]
	if opcodes == 1 && op == 0x77 && b[0] != 0x62 {
		return at + 1 // vzeroupper, vzeroall: no ModRM
	}
	n := at + 2
	mod, rm := modRM>>6, modRM&7
	if mod != 3 && rm == 4 {
		if n >= len(b) {
			return 0
		}
		if mod == 0 && b[n]&7 == 5 {
			n += 4
		}
		n++
	}
	switch {
	case mod == 1:
		n++
	case mod == 2 || mod == 0 && rm == 5:
		n += 4
	}
	if opcodes == 3 || opcodes == 1 && (op >= 0x70 && op <= 0x73 || op == 0xc2 || op >= 0xc4 && op <= 0xc6) {
		n++
	}
	if n > len(b) {
		return 0
	}
	return n
}

// disassemble writes the instruction of n bytes at offset off in the syntax of
// GNU as; as .byte when it is none that is known. The places that it
// refers to by %rip or as a branch target get their names behind a #.
func (im *Image) disassemble(off, n uint64, r *Region) string {
	code := im.Bytes[off : off+n]
	inst, size, ok := decode(code)
	if !ok || uint64(size) != n {
		return byteList(code)
	}
	if isEndbr(code) {
		if code[3] == 0xfb {
			return "endbr32"
		}
		return "endbr64"
	}
	if inst.Op == 0 {
		return byteList(code)
	}
	var b strings.Builder
	for i := 0; size-i > inst.Len; i++ {
		b.WriteString(rexName(code[i]) + " ")
	}
	next := r.Addr + (off - r.Off) + n
	b.WriteString(modern(x86asm.GNUSyntax(inst, next-uint64(inst.Len), nil)))
	for _, arg := range inst.Args {
		switch a := arg.(type) {
		case x86asm.Rel:
			b.WriteString(im.pointer("", next+uint64(int64(a)), r))
		case x86asm.Mem:
			if a.Base == x86asm.RIP {
				to := next + uint64(a.Disp)
				b.WriteString(im.pointer(fmt.Sprintf("%#x ", to), to, r))
			}
		}
	}
	return b.String()
}

// modern drops the suffixes that the library still writes and as no longer does.
func modern(text string) string {
	for _, word := range [...]string{"callq", "retq", "leaveq", "jmpq", "pushq", "popq"} {
		if rest, ok := strings.CutPrefix(text, word); ok && (rest == "" || rest[0] == ' ') {
			return word[:len(word)-1] + rest
		}
	}
	return text
}

// pointer is the remark on an address: number, and name in angle brackets if
// there is one.
func (im *Image) pointer(number string, addr uint64, r *Region) string {
	name := ""
	if im.Type != typeRel {
		name = im.nameOf(addr)
	}
	switch {
	case name != "":
		return "  # " + number + "<" + name + ">"
	case number != "" && im.Type != typeRel:
		return "  # " + strings.TrimSpace(number)
	}
	return ""
}

// byteList writes bytes as a directive.
func byteList(b []byte) string {
	text := make([]byte, 0, 6+5*len(b))
	text = append(text, ".byte "...)
	for i, c := range b {
		if i > 0 {
			text = append(text, ',')
		}
		text = fmt.Appendf(text, "0x%02x", c)
	}
	return string(text)
}

func rexName(b byte) string {
	name := "rex"
	if b&15 != 0 {
		name += "."
	}
	for i, letter := range "WRXB" {
		if b&(8>>i) != 0 {
			name += string(letter)
		}
	}
	return name
}
