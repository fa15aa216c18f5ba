package encoder

import (
	"bytes"
	"encoding/binary"

	"tas/encoder/isa"
	"tas/obj"
)

// Most instructions are plain: common registers, numbers, addresses of a base, an
// index and a displacement, or a name and (%rip). The code of such a line depends
// on its mnemonic and the shape of its operands, which choose the template, and on
// the numbers of its registers, the displacement and the constant, each of which
// has its place. So when Assemble has chosen a template, the mnemonic and the shape
// are remembered with what is to be written for them: a form. A line for which
// there is a form is read in one go, eight bytes at a time, and written from it,
// in a fifth of the time.
//
// Whatever is not plain is left to Assemble, which knows everything.

// plainLine is an instruction as its line says it.
type plainLine struct {
	name [2]uint64

	// shape has a byte for each operand: that of a register, shapeMem or shapeImm,
	// with shapeStar; and above them the classes of the constant.
	shape uint64

	// ops are the bits that an operand puts into ModRM.rm, into the SIB byte behind
	// it, into REX as rm or as reg, and into ModRM.reg; a byte each, from the lowest on.
	ops [4]uint32

	imm     int64
	disp    int64
	dispLen uint8 // bytes of it
	sib     uint8 // 1 if there is a SIB byte

	symbol    int // where the name before (%rip) stands; 0 = there is none
	symbolEnd int
	operand   int   // where its operand begins, but for a star
	add       int64 // what is added to it
	negated   bool  // it begins with a minus

	end int // of the statement
}

// Shapes of operands.
const (
	shapeMem  = 0x40
	shapeImm  = 0x41
	shapeStar = 0x80

	shapeClasses = 32 // the bit from which on the classes of the constant stand
)

// plain writes the instruction at text[at:], if there is a form for it, and returns
// the newline or semicolon behind it, or 0; and what Repeat may remember of it, or 0.
func (e *Encoder) plain(text []byte, at int) (end int, code uint64) {
	var l plainLine
	if !l.read(text, at) {
		return 0, 0
	}
	f := e.form(&l)
	if f == nil {
		return 0, 0
	}
	part := e.unit.Cur
	part.Room(room)
	start := len(part.Data)
	bytes := (*[room]byte)(part.Data[start:][:room])
	n, field := l.write(f, bytes)
	if l.symbol != 0 {
		if !e.plainFixup(&l, f, start, field) {
			return 0, 0
		}
	} else if n <= repeatCode {
		code = binary.LittleEndian.Uint64(bytes[:])&(1<<(8*n&63)-1) | uint64(n)<<56
	}
	part.Data = part.Data[:start+n]
	if text[l.end] == '#' {
		return lineEnd(text, l.end), 0
	}
	return l.end, code
}

// lineEnd is the newline at or behind text[at:].
func lineEnd(text []byte, at int) int { return at + bytes.IndexByte(text[at:], '\n') }

// plainFixup leaves the displacement at field of the code at start to be filled in: the
// distance of the symbol. It reports false when that is no place.
func (e *Encoder) plainFixup(l *plainLine, f *form, start, field int) bool {
	v := e.in.Place(l.symbol, l.symbolEnd)
	if v.Kind == obj.ValueNone {
		return false
	}
	v.Add += l.add
	v.Negated = l.negated
	at := l.operand
	if e.in.Text[at-1] == '*' {
		at--
	}
	fix := obj.Fixup{Off: uint32(start + field), Width: 4, Kind: obj.FixPCRel, Flags: obj.FixAddr, Tail: f.imm & immBytes, Pos: e.in.PosAt(at), Value: v}
	if e.in.Text[at] == '.' {
		fix.Flags |= obj.FixNamed
	}
	if f.imm&doubleUse != 0 {
		e.unit.Use(v.Sym)
	}
	e.unit.AddFixup(fix)
	return true
}

// write writes the line, of form f, and returns its length, and where the
// displacement is. It writes more than that, rather than asking what is there.
func (l *plainLine) write(f *form, code *[room]byte) (n, field int) {
	rm, reg := l.ops[f.slots&3], l.ops[f.slots>>2&3]
	lead := int(f.slots >> 6)

	// From the last byte to the first, up to seven.
	word := uint64(f.last) | uint64(rm)&uint64(f.keep) | uint64(reg>>24) | uint64(rm)&0xff00
	word = word<<(8*lead) | uint64(f.lead)&(1<<(8*lead)-1)
	n = 1 + int(l.sib) + lead
	if prefix := uint64(f.lead >> 24); prefix != vexForm {
		rex := uint64(rm>>16&0x43 | reg>>16&0x44 | uint32(f.imm&wideForm)>>3)
		has := (rex + 0x7f) >> 7 // 1 if there is one; a branch would be taken for every third line
		word = word<<(8*has) | (0x40|rex)&-has
		n += int(has)
		if prefix != 0 {
			word = word<<8 | prefix
			n++
		}
	} else {
		v := l.ops[f.slots>>4&3]
		second := uint64(f.lead>>8&0xff ^ (rm>>16&3|reg>>16&4)<<5)
		third := uint64(f.lead>>16&0xff ^ (v&7|v>>16&1<<3)<<3)
		if second&^0x80 == 0x60|isa.Map0F && third < 0x80 {
			word = word<<16 | (third|second&0x80)<<8 | 0xc5
			n += 2
		} else {
			word = word<<24 | third<<16 | second<<8 | 0xc4
			n += 3
		}
	}
	binary.LittleEndian.PutUint64(code[:], word)
	field = n & 7
	binary.LittleEndian.PutUint64(code[field:field+8], uint64(l.disp))
	n = (field + int(l.dispLen)) & 15
	binary.LittleEndian.PutUint64(code[n:n+8], uint64(l.imm))
	return n + int(f.imm&immBytes), field
}
