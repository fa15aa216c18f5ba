package encoder

import (
	"encoding/binary"

	"tas/encoder/isa"
	"tas/lexer"
	"tas/swar"
)

// plainRegister is a common register: its name, its bits as in plainLine.ops, and
// its shape, which is a number for each class, with isa.ShapeAddress.
type plainRegister struct {
	name  uint64
	code  uint32
	shape uint8
}

// plainOperand is the room that any plain operand but a name needs, with the words
// that are looked at behind it.
const plainOperand = 48

// read takes the instruction at text[at:] apart. It reports false when there is
// anything in it that is not plain.
func (l *plainLine) read(text []byte, at int) bool {
	if at+plainOperand > len(text) {
		return false
	}
	p := at
	word := wordOf(text, p)
	stop := swar.Below(word, ' '+1)
	if l.name[0] = word; stop != 0 {
		l.name[0] &= swar.Before(stop)
	} else {
		p += 8
		word = wordOf(text, p)
		if stop = swar.Below(word, ' '+1); stop == 0 {
			return false
		}
		l.name[1] = word & swar.Before(stop)
	}
	if p += swar.First(stop); p == at {
		return false
	}
	if c := text[p]; c == '\t' || c == ' ' {
		p++ // one of them, nearly always
	}
	if p = lexer.Blanks(text, p); text[p] != '\n' {
		if p = l.operands(text, p); p == 0 {
			return false
		}
		p = lexer.Blanks(text, p)
	}
	l.end = p
	c := text[p]
	return c == '\n' || c == '#' || c == ';'
}

// operands reads the operands at text[p:], and returns their end, or 0.
func (l *plainLine) operands(text []byte, p int) int {
	shapes := uint64(0)
	for k := range l.ops {
		if p+plainOperand >= len(text) { // there may be a star before it
			return 0
		}
		op, i := (*[plainOperand]byte)(text[p:p+plainOperand]), 0
		c, shape := op[0], uint64(0)
		if c == '*' {
			c, shape = op[1], shapeStar
			i = 1
		}
		switch {
		case c == '%':
			code, class, size := registerAt(wordOf(op[:], i+1))
			if class == 0 {
				return 0
			}
			l.ops[k] = code
			shape |= uint64(class)
			p += i + 1 + size
		case c == '$':
			n, end := numberAt(text, p+i+1)
			if end == 0 || shapes>>shapeClasses != 0 {
				return 0
			}
			l.imm = n
			shapes |= immClass(n) &^ (isa.IThree | isa.I4) << shapeClasses
			shape |= shapeImm
			p = end
		default:
			if p = l.address(text, p+i, k); p == 0 {
				return 0
			}
			shape |= shapeMem
		}
		shapes |= shape << (8 * k & 63)
		if text[p] != ',' {
			l.shape = shapes
			return p
		}
		if p++; text[p] == ' ' {
			p++
		}
	}
	return 0
}

// What of a displacement goes into ModRM, and above that its bytes.
const (
	disp8  = 0x40 | 1<<8
	disp32 = 0x80 | 4<<8
)

// address reads the address at text[p:], that of operand k, and returns its end; 0
// for anything else.
func (l *plainLine) address(text []byte, p, k int) int {
	const sib = 4
	if c := text[p]; c != '(' {
		l.operand = p
		if lexer.NameStart(c) {
			return l.relative(text, p, k)
		}
		n, next := numberAt(text, p)
		if text[next] == '+' && next != 0 && lexer.NameStart(text[next+1]) { // as gcc has it
			l.add, l.negated = n, c == '-'
			return l.relative(text, next+1, k)
		}
		if next == 0 || n != int64(int32(n)) || text[next] != '(' || next+plainOperand > len(text) {
			return 0
		}
		l.disp, p = n, next
	}
	op := (*[plainOperand]byte)(text[p : p+plainOperand])
	disp := disp32
	if l.disp == int64(int8(l.disp)) {
		disp = disp8
	}
	if l.disp == 0 { // unless the base is %rbp
		disp = 0
	}
	i, code := 1, uint32(5)
	if op[1] == '%' {
		base, shape, size := registerAt(wordOf(op[:], 2))
		if shape&isa.ShapeAddress == 0 {
			return 0
		}
		if disp == 0 && base&7 == 5 {
			disp = disp8
		}
		i, code = 2+size, base&(7|1<<16)
		l.dispLen = uint8(disp >> 8)
		if op[i] == ')' {
			if code&7 == 4 {
				code |= 0x24 << 8
				l.sib = 1
			}
			l.ops[k] = code | uint32(disp&0xff)
			return p + i + 1
		}
	} else {
		disp, l.dispLen = 0, 4
	}
	if op[i] != ',' || op[i+1] != '%' {
		return 0
	}
	index, shape, size := registerAt(wordOf(op[:], i+2))
	if shape&isa.ShapeAddress == 0 {
		return 0
	}
	scale := uint32(0)
	if i += 2 + size; op[i] == ',' {
		switch op[i+1] {
		case '1':
		case '2':
			scale = 1 << 6
		case '4':
			scale = 2 << 6
		case '8':
			scale = 3 << 6
		default:
			return 0
		}
		i += 2
	}
	x := index & (7 | 1<<16)
	if op[i] != ')' || x == 4 { // %rsp
		return 0
	}
	l.sib = 1
	l.ops[k] = uint32(disp&0xff) | sib | (scale|x&7<<3|code&7)<<8 | code&(1<<16) | x&(1<<16)<<1
	return p + i + 1
}

// relative reads name(%rip), name+8(%rip) or name-8(%rip) at text[p:], and returns its end.
func (l *plainLine) relative(text []byte, p, k int) int {
	l.symbol = p
	for lexer.NameChar(text[p]) {
		p++
	}
	if l.symbolEnd = p; text[p-1] == '.' || p+plainOperand > len(text) {
		return 0
	}
	if c := text[p]; (c == '+' || c == '-') && text[p+1] != '-' {
		n, next := numberAt(text, p+1)
		if next == 0 {
			return 0
		}
		if c == '-' {
			n = -n
		}
		l.add += n
		p = next
	}
	const ripWords = '(' | '%'<<8 | 'r'<<16 | 'i'<<24 | 'p'<<32 | ')'<<40
	if wordOf(text, p)<<16 != ripWords<<16 {
		return 0
	}
	l.ops[k], l.dispLen = 5, 4
	return p + 6
}

// registerAt finds the register whose name, without its %, word begins with; its shape
// is 0 if it is not a common one. It is small enough to be put in place of its calls.
func registerAt(word uint64) (code uint32, shape uint8, size int) {
	stop := swar.Below(word, '0')
	word &= swar.Before(stop)
	r := &plainRegisters[word*plainHash>>(64-plainBits)]
	if r.name != word {
		return 0, 0, 0
	}
	return r.code, r.shape, swar.First(stop)
}

// numberAt reads the number at text[p:]. The end is 0 if there is none, or something
// else in it.
func numberAt(text []byte, p int) (n int64, end int) {
	word := wordOf(text, p)
	sign := int64(0)
	if word&0xff == '-' {
		word >>= 8
		sign = -1
		p++
	}
	size := swar.LeadingDigits(word)
	if size == 0 || word&0xff == '0' && size != 1 {
		return 0, 0
	}
	n, end = int64(swar.Decimal(word, size)), p+size
	if size == 8 || text[end] == 'x' {
		if n, end = lexer.PlainNumber(text, p); end == p {
			return 0, 0
		}
	}
	return (n ^ sign) - sign, end
}

// wordOf is the eight bytes at text[p:].
func wordOf(text []byte, p int) uint64 { return binary.LittleEndian.Uint64(text[p : p+8]) }
