package encoder

import "tas/encoder/isa"

// vector writes the VEX, EVEX or XOP prefix and the opcode.
//
// VEX keeps the register bits that do not fit in ModRM inverted: R and B (and
// X) extend reg and rm (and index), vvvv is a whole register. The two-byte form
// C5 has R, vvvv, L and pp only, so it serves map 0F without X, B and W.
//
//	C5  R vvvv L pp
//	C4  RXB mmmmm  W vvvv L pp
//	62  RXBR'0mmm  W vvvv 1 pp  z L'L b V' aaa
//
// It may exchange reg and rm, or rm and v, to save a byte.
func (e *Encoder) vector(buf []byte, n int, t *template, modReg, modRM *uint8, v uint8, mem *Operand) int {
	reg := *modReg
	b, x := *modRM, uint8(0)
	if mem != nil && int(t.RM) == int(e.inst.mem) {
		b, x = mem.base.Num(), mem.index.Num()
	}
	if t.Enc == isa.EVEX {
		return e.evex(buf, n, t, reg, v, b, x, mem)
	}
	opcode := t.Opcode
	pp := t.PP
	w, l := t.W, t.L
	if lone := e.inst.lone; e.inst.converted {
		w |= lone >> 3
		reg |= lone << 1 & 8
		x |= lone << 2 & 8
		b |= lone << 3 & 8
	}
	if e.opt.VEXW && !e.inst.converted && (t.Flags&isa.FlagWIG != 0 || e.Bits != 64 && t.Flags&isa.FlagWIG32 != 0) {
		w = 1
	}
	if t.Flags&isa.FlagLIG != 0 {
		l = e.opt.ScalarL
	}
	if t.Enc == isa.VEX && !e.inst.vex3 && t.Map == isa.Map0F && t.W == 0 {
		if b > 7 && reg < 8 && mem == nil && t.Flags&(isa.FlagSwap|isa.FlagComm) != 0 {
			// The other form, or the sources swapped, saves a byte.
			switch {
			case t.Flags&isa.FlagSwap != 0 && e.inst.demand&(isa.NeedLoad|isa.NeedStore) != 0: // as asked for
			case t.Flags&isa.FlagSwap != 0:
				opcode = t.Byte
				if opcode == 0xd6 {
					pp = isa.PP66 // vmovq is F3 7E one way, 66 D6 the other
				}
				reg, b = b, reg
			case (e.opt.Optimize >= 2 || e.inst.converted) && v < 8 && (t.Flags&isa.FlagTrail == 0 || (t.Byte+1)&2 == 0): // of the comparisons those of equality and order
				v, b = b, v
			}
			*modReg, *modRM = reg, b
		}
		if (b|x)>>3&1 == 0 && w == 0 {
			buf[n] = 0xc5
			buf[n+1] = ^reg>>3&1<<7 | ^v&15<<3 | l<<2 | pp
			buf[n+2] = opcode
			return n + 3
		}
	}
	buf[n] = 0xc4
	mmmmm := t.Map
	if t.Enc == isa.XOP {
		buf[n] = 0x8f
		mmmmm = t.Map - isa.MapXOP8 + 8
	}
	buf[n+1] = ^reg>>3&1<<7 | ^x>>3&1<<6 | ^b>>3&1<<5 | mmmmm
	buf[n+2] = w<<7 | ^v&15<<3 | l<<2 | pp
	buf[n+3] = opcode
	return n + 4
}

// evex writes the EVEX prefix and the opcode. Bit 4 of a register stands in R',
// V', or for rm in X, of a vector index in V'. With APX, bit 4 of a base is B4
// in the place of a fixed bit, that of an index X4.
func (e *Encoder) evex(buf []byte, n int, t *template, reg, v, b, x uint8, mem *Operand) int {
	i := &e.inst
	p0 := ^reg>>3&1<<7 | ^b>>3&1<<5 | ^reg>>4&1<<4 | t.Map
	p1 := t.W<<7 | ^v&15<<3 | 4 | t.PP
	if e.opt.EVEXW && (t.Flags&isa.FlagWIG != 0 || e.Bits != 64 && t.Flags&isa.FlagWIG32 != 0) {
		p1 |= 0x80
	}
	p2 := t.L<<5 | i.mask
	if t.Flags&isa.FlagLIG != 0 {
		p2 |= e.opt.EVEXL << 5
	}
	if mem != nil {
		p0 |= ^x >> 3 & 1 << 6
		p0 |= b >> 4 & 1 << 3 // B4
		if t.Flags&isa.FlagVSIB != 0 {
			v = x
		} else {
			p1 &^= x >> 4 & 1 << 2 // X4, inverted
		}
	} else if t.RM != isa.NoSlot && i.ops[t.RM].reg.Kind() <= isa.Reg64 {
		p0 |= 0x40 | b>>4&1<<3
	} else {
		p0 |= ^b >> 4 & 1 << 6
	}
	p2 |= ^v >> 4 & 1 << 3
	if i.zero {
		p2 |= 0x80
	}
	if t.Flags&isa.FlagND != 0 {
		p2 |= 0x10
	}
	if t.Flags&isa.FlagNF != 0 || i.demand&isa.NeedNF != 0 {
		p2 |= 4
	}
	if t.Flags&isa.FlagSCC != 0 { // the flags in the place of vvvv, not inverted
		p1, p2 = p1&^0x78, t.Byte
		if i.demand&isa.NeedDFV != 0 {
			p1 |= i.dfv << 3
		}
	}
	switch {
	case i.bcast != 0:
		p2 |= 0x10
	case i.round != 0:
		p2 = p2&^0x60 | 0x10 | (i.round-1)&3<<5
		if i.round == roundSAE {
			p2 |= e.opt.SAERound << 5
		}
	}
	buf[n], buf[n+1], buf[n+2], buf[n+3], buf[n+4] = 0x62, p0, p1, p2, t.Opcode
	return n + 5
}

// rex2 writes the REX2 prefix of APX, D5 M0R4X4B4 WRXB, in the place of REX
// and the 0F of the map.
func (e *Encoder) rex2(buf []byte, n int, t *template, rex, reg, index, base uint8) int {
	b := rex&8 | reg>>3&1<<2 | index>>3&1<<1 | base>>3&1
	b |= reg>>4&1<<6 | index>>4&1<<5 | base>>4&1<<4
	if t.Map == isa.Map0F {
		b |= 0x80
	}
	buf[n], buf[n+1] = 0xd5, b
	return n + 2
}
