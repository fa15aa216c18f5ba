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
	for text[p] == ' ' || text[p] == '\t' {
		p++
	}
	for k := 0; text[p] != '\n' || k != 0; k++ {
		if k == len(l.ops) || p+plainOperand > len(text) {
			return false
		}
		shape := uint8(0)
		c := text[p]
		if c == '*' {
			shape = shapeStar
			p++
			c = text[p]
		}
		switch c {
		case '%':
			code, class, next := registerAt(text, p+1)
			if class == 0 {
				return false
			}
			l.ops[k] = code
			shape |= class
			p = next
		case '$':
			n, next := numberAt(text, p+1)
			if p = next; p == 0 || l.shape>>shapeClasses != 0 {
				return false
			}
			l.imm = n
			l.shape |= immClass(n) &^ (isa.IThree | isa.I4) << shapeClasses
			shape |= shapeImm
		default:
			if p = l.address(text, p, k); p == 0 {
				return false
			}
			shape |= shapeMem
		}
		l.shape |= uint64(shape) << (8 * k)
		if c = text[p]; c != ',' {
			break
		}
		if p++; text[p] == ' ' {
			p++
		}
	}
	for text[p] == ' ' || text[p] == '\t' {
		p++
	}
	l.end = p
	c := text[p]
	return c == '\n' || c == '#' || c == ';'
}

// address reads the address at text[p:], that of operand k, and returns its end; 0
// for anything else.
func (l *plainLine) address(text []byte, p, k int) int {
	const (
		disp8  = 0x40
		disp32 = 0x80
		sib    = 4
	)
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
		if next == 0 || n != int64(int32(n)) || text[next] != '(' {
			return 0
		}
		l.disp, p = n, next
	}
	p++
	code, mod := uint32(0), uint32(0)
	switch {
	case l.disp == 0: // unless the base is %rbp
	case l.disp == int64(int8(l.disp)):
		mod, l.dispLen = disp8, 1
	default:
		mod, l.dispLen = disp32, 4
	}
	if text[p] == '%' {
		base, shape, next := registerAt(text, p+1)
		if shape&isa.ShapeAddress == 0 {
			return 0
		}
		p = next
		code = base & (7 | 1<<16)
		if l.dispLen == 0 && code&7 == 5 {
			mod, l.dispLen = disp8, 1
		}
		if text[p] == ')' {
			if code&7 == 4 {
				code |= 0x24 << 8
				l.sib = 1
			}
			l.ops[k] = code | mod
			return p + 1
		}
	} else {
		code, mod, l.dispLen = 5, 0, 4
	}
	if text[p] != ',' || text[p+1] != '%' {
		return 0
	}
	index, shape, next := registerAt(text, p+2)
	if shape&isa.ShapeAddress == 0 {
		return 0
	}
	p = next
	scale := uint32(0)
	if text[p] == ',' {
		switch text[p+1] {
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
		p += 2
	}
	x := index & (7 | 1<<16)
	if text[p] != ')' || x == 4 { // %rsp
		return 0
	}
	l.sib = 1
	l.ops[k] = mod | sib | (scale|x&7<<3|code&7)<<8 | code&(1<<16) | x&(1<<16)<<1
	return p + 1
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

// registerAt finds the register whose name, without its %, is at text[p:]. Its
// shape is 0 if it is not a common one.
func registerAt(text []byte, p int) (code uint32, shape uint8, end int) {
	word := wordOf(text, p)
	stop := swar.Below(word, '0')
	word &= swar.Before(stop)
	r := &plainRegisters[word*plainHash>>(64-plainBits)]
	if r.name != word {
		return 0, 0, 0
	}
	return r.code, r.shape, p + swar.First(stop)
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
