package directives

import (
	"bytes"

	"tas/lexer"
	"tas/obj"
)

// DWARF numbers of the registers (psABI figure 3.36, and that of i386). In
// .code64 GNU as knows only the 64-bit names, in .code32 and .code16 only those
// of i386, with i386's numbers.

// cfiNumbers are the numbers of a register: [0] in 64-bit code, [1] in other
// code.
type cfiNumbers [2]int8

// noNumber stands for a register that the code does not have.
const noNumber = -1

// cfiNames lists the registers without a number in their names, those that
// compilers write before the rest.
var cfiNames = [...]struct {
	name string
	cfiNumbers
}{
	{"rbp", cfiNumbers{6, noNumber}},
	{"rbx", cfiNumbers{3, noNumber}},
	{"rsp", cfiNumbers{7, noNumber}},
	{"rax", cfiNumbers{0, noNumber}},
	{"rdx", cfiNumbers{1, noNumber}},
	{"rcx", cfiNumbers{2, noNumber}},
	{"rsi", cfiNumbers{4, noNumber}},
	{"rdi", cfiNumbers{5, noNumber}},
	{"rip", cfiNumbers{16, noNumber}},
	{"eax", cfiNumbers{noNumber, 0}},
	{"ecx", cfiNumbers{noNumber, 1}},
	{"edx", cfiNumbers{noNumber, 2}},
	{"ebx", cfiNumbers{noNumber, 3}},
	{"esp", cfiNumbers{noNumber, 4}},
	{"ebp", cfiNumbers{noNumber, 5}},
	{"esi", cfiNumbers{noNumber, 6}},
	{"edi", cfiNumbers{noNumber, 7}},
	{"eip", cfiNumbers{noNumber, 8}},
	{"st", cfiNumbers{33, 11}},
	{"eflags", cfiNumbers{49, 9}},
	{"rflags", cfiNumbers{49, noNumber}},
	{"es", cfiNumbers{50, 40}},
	{"cs", cfiNumbers{51, 41}},
	{"ss", cfiNumbers{52, 42}},
	{"ds", cfiNumbers{53, 43}},
	{"fs", cfiNumbers{54, 44}},
	{"gs", cfiNumbers{55, 45}},
	{"fs.base", cfiNumbers{58, noNumber}},
	{"gs.base", cfiNumbers{59, noNumber}},
	{"tr", cfiNumbers{62, 48}},
	{"ldtr", cfiNumbers{63, 49}},
	{"mxcsr", cfiNumbers{64, 39}},
	{"fcw", cfiNumbers{65, 37}},
	{"fsw", cfiNumbers{66, 38}},
}

// cfiRows lists the rows of registers with consecutive numbers: prefix0,
// prefix1, ...
var cfiRows = [...]struct {
	prefix      string
	first, last int // index range in the name
	cfiNumbers      // of prefix<first>
}{
	{"r", 8, 15, cfiNumbers{8, noNumber}},
	{"xmm", 0, 7, cfiNumbers{17, 21}},
	{"xmm", 8, 15, cfiNumbers{25, noNumber}},
	{"xmm", 16, 31, cfiNumbers{67, noNumber}},
	{"mm", 0, 7, cfiNumbers{41, 29}},
	{"st", 0, 7, cfiNumbers{33, 11}},
	{"k", 0, 7, cfiNumbers{118, 93}},
}

// cfiCode is the index in cfiNumbers.
func (d *Directives) cfiCode() int {
	if d.cfi.narrow {
		return 1
	}
	return 0
}

// cfiRegister reads a register: a name with or without %, or its number. It
// reports false after an error.
func (d *Directives) cfiRegister() (uint32, bool) {
	in := d.in
	in.SkipSpace()
	start := in.At
	if n, found := d.cfiRegisterName(0); found {
		return n, true
	}
	if in.At = start; in.Text[start] == '%' {
		return 0, d.errorf(start, "%s expects a register here, such as %s or its DWARF number", d.name, [...]string{"%rbx", "%ebx in this code"}[d.cfiCode()])
	}
	n, ok := d.constant("register number")
	read := in.Text[start:in.At]
	if ok && (len(bytes.Trim(read, "-+~! ")) == 0 || read[len(read)-1]|0x20 == 'x' && in.Absent() && in.Peek() != ',') {
		return 0, d.expected("a register")
	}
	if ok && int32(n) < 0 {
		return 0, d.errorf(start, "a register number cannot be negative, and has 31 bits")
	}
	return uint32(n), ok
}

// cfiRegisterName reads a register by name: plain, behind %, in quotes or brackets,
// or a symbol that stands for one.
func (d *Directives) cfiRegisterName(depth int) (n uint32, found bool) {
	in := d.in
	switch c := in.Peek(); {
	case depth > lexer.MaxNesting, isDigit(c):
		return 0, false
	case c == '+':
		in.At++
		return d.cfiRegisterName(depth + 1)
	case c == '(':
		in.At++
		n, found = d.cfiRegisterName(depth + 1)
		return n, found && in.Accept(')')
	case c == '"':
		start := in.At
		name := bytes.TrimPrefix(bytes.TrimLeft(in.Name(), " "), []byte{'%'})
		n, size := d.cfiName(append(name, '\n'))
		return n, size == len(name) && bytes.Count(in.Text[start:in.At], []byte{'"'}) == 2
	case c == '%':
		in.At++
		in.SkipSpace()
	}
	n, size := d.cfiName(in.Text[in.At:])
	in.At += size
	return n, size > 0
}

// cfiName looks for the name of a register at the start of text, which is longer,
// and returns its number and its length, 0 for none.
func (d *Directives) cfiName(text []byte) (n uint32, size int) {
	for isRegisterChar(text[size]) {
		size++
	}
	name := text[:size:size]
	if string(lower(name)) == "st" {
		// st(3), perhaps with blanks
		at := size
		skip := func(want byte) bool {
			for text[at] == ' ' || text[at] == '\t' {
				at++
			}
			at++
			return want == text[at-1] || want == '0' && '0' <= text[at-1] && text[at-1] <= '7'
		}
		if skip('(') && skip('0') {
			if digit := text[at-1]; skip(')') {
				name, size = []byte{'s', 't', digit}, at
			}
		}
	}
	if n, ok := cfiNumber(name, d.cfiCode()); ok {
		return n, size
	}
	if id := d.u.Find(name); id != 0 && d.u.Syms[id].Part == obj.PartReg {
		if n, ok := cfiNumber([]byte(d.machine.RegisterName(int(d.u.Syms[id].Off))), d.cfiCode()); ok {
			return n, size
		}
	}
	return 0, 0
}

func isRegisterChar(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_'
}

// cfiNumber returns the DWARF number of a register name in either case.
func cfiNumber(name []byte, code int) (uint32, bool) {
	if len(name) > 8 {
		return 0, false
	}
	var buf [8]byte
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	low := buf[:len(name)]
	digits := len(low)
	for digits > 0 && isDigit(low[digits-1]) {
		digits--
	}
	if digits == len(low) {
		for i := range cfiNames {
			if r := &cfiNames[i]; string(low) == r.name {
				return uint32(r.cfiNumbers[code]), r.cfiNumbers[code] != noNumber
			}
		}
		return 0, false
	}
	if len(low)-digits > 2 || low[digits] == '0' && len(low)-digits > 1 {
		return 0, false
	}
	index := 0
	for _, c := range low[digits:] {
		index = index*10 + int(c-'0')
	}
	for i := range cfiRows {
		r := &cfiRows[i]
		if string(low[:digits]) == r.prefix && r.first <= index && index <= r.last {
			return uint32(int(r.cfiNumbers[code]) + index - r.first), r.cfiNumbers[code] != noNumber
		}
	}
	return 0, false
}
