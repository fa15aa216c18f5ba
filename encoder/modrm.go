package encoder

import (
	"encoding/binary"

	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
)

// address writes ModRM, SIB and displacement of a memory operand. reg is
// ModRM.reg in place, start where the instruction begins in the part.
func (e *Encoder) address(buf []byte, n int, t *template, op *Operand, reg uint8, start int) (int, bool) {
	if op.base.Kind() == isa.Reg16 || op.index.Kind() == isa.Reg16 || op.base|op.index == 0 && e.Bits != 64 && e.Bits == 16 != e.inst.prefix.addr {
		return e.address16(buf, n, t, op, reg, start)
	}
	if e.inst.prefix.addr && (op.base != 0 || op.index != 0 && (t.Flags&isa.FlagVSIB == 0 || e.Bits == 32)) && !e.addressPrefix(op) {
		e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "the address has not the size that the prefix before %s gives it", e.mnemonicText())
		return n, false
	}
	const (
		disp8  = 0x40
		disp32 = 0x80
		sib    = 4
	)
	if op.val.Mod == obj.ModTLSCALL && !e.markCall(op, start) {
		return n, false
	}
	v := &op.val
	constant := v.Kind != obj.ValueSym
	d := v.Add
	if d != int64(int32(d)) && constant {
		if !e.fitsAddress(t, op) {
			return n, false
		}
		d = int64(int32(d))
	}
	base := op.base
	if base == 0 || base.Kind() == isa.RegIP {
		mod := reg | 5
		if base == 0 && (e.Bits == 64 || op.index != 0) {
			if e.opt.PageZero && constant {
				e.checkPageZero(t, op)
			}
			buf[n] = reg | sib
			n++
			mod = op.scale<<6 | 4<<3 | 5
			if op.index != 0 && op.index.Kind() != isa.RegIZ {
				mod = op.scale<<6 | op.index.Num()&7<<3 | 5
			}
		}
		buf[n] = mod
		return e.displace(buf, n+1, t, op, 4, start, d), true
	}

	width := 0
	mod := reg
	scaled := d
	switch {
	case !constant: // four bytes even under {disp8}
		mod, width = reg|disp32, 4
	case d == 0 && base.Num()&7 != 5 && e.inst.disp == 0:
	case e.inst.disp == 32:
		mod, width = reg|disp32, 4
	default:
		if t.Enc == isa.EVEX {
			var ok bool
			if scaled, ok = e.scaled(t, d); !ok {
				mod, width = reg|disp32, 4
				break
			}
		}
		if scaled == int64(int8(scaled)) {
			mod, width = reg|disp8, 1
			d = scaled
		} else {
			mod, width = reg|disp32, 4
		}
	}
	if op.index != 0 || base.Num()&7 == 4 || t.Flags&isa.FlagSIB != 0 {
		index := uint8(4)
		if op.index != 0 && op.index.Kind() != isa.RegIZ {
			index = op.index.Num() & 7
		}
		buf[n] = mod | sib
		buf[n+1] = op.scale<<6 | index<<3 | base.Num()&7
		n += 2
	} else {
		buf[n] = mod | base.Num()&7
		n++
	}
	if width == 0 {
		return n, true
	}
	return e.displace(buf, n, t, op, width, start, d), true
}

// markCall is for call *x@TLSCALL(%rax): the relocation marks the call, there is
// no field.
func (e *Encoder) markCall(op *Operand, start int) bool {
	if op.base == 0 || op.base.Kind() == isa.RegIP {
		return true
	}
	e.unit.AddFixup(obj.Fixup{Off: uint32(start), Flags: obj.FixTLSDesc, Pos: e.in.PosAt(int(op.at)), Value: op.val})
	op.val = obj.Value{}
	if e.inst.disp > 8 {
		e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "the symbol marks the call and has no field that could be of %d bits", e.inst.disp)
		return false
	}
	e.inst.disp = 0
	return true
}

// checkPageZero warns of memory in the first page: a $ was forgotten.
func (e *Encoder) checkPageZero(t *template, op *Operand) {
	text := e.in.Text[op.at]
	if uint64(op.val.Add) >= 4096 || op.index|op.base != 0 || op.seg != 0 || e.inst.prefix.seg != 0 || t.isLea() || e.intel || text-'0' > 9 && text != '\'' {
		return
	}
	number := e.in.Text[op.at:e.operandEnd(op)]
	e.in.Diags.Warnf(diag.Span{Pos: e.in.PosAt(int(op.at)), Len: uint32(len(number))}, "this is memory at address %s, which no program has; the number is $%s", number, number)
}

// isLea reports whether the instruction computes an address and leaves memory alone.
func (t *template) isLea() bool { return t.Enc == isa.Legacy && t.Map == isa.Map0 && t.Opcode == 0x8d }

// fitsAddress reports whether a displacement of more than 31 bits may be cut to
// 32: where the address, or what becomes of it, has no more. What is lost is
// worth a warning in 64-bit code, and four bytes.
func (e *Encoder) fitsAddress(t *template, op *Operand) bool {
	d := op.val.Add
	if e.Bits != 64 {
		return true
	}
	if !t.cutsAddress() && !e.addressPrefix(op) && !e.inst.prefix.addr {
		e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "displacement %#x is outside the signed 32-bit range", uint64(d))
		return false
	}
	if d != int64(uint32(d)) {
		e.checkWidth(op, d, 4)
		e.inst.disp = 32
	}
	return true
}

// cutsAddress reports whether the instruction is a lea that keeps 32 or 16 bits of
// the address.
func (t *template) cutsAddress() bool {
	return t.isLea() && t.Size != 8
}

// displace writes a displacement of width bytes.
func (e *Encoder) displace(buf []byte, n int, t *template, op *Operand, width, start int, d int64) int {
	if op.val.Kind != obj.ValueSym {
		if width == 1 {
			buf[n] = uint8(d)
		} else {
			binary.LittleEndian.PutUint32(buf[n:], uint32(d))
		}
		return n + width
	}
	fix := obj.Fixup{Off: uint32(start + n), Width: uint8(width), Flags: obj.FixAddr, Pos: e.in.PosAt(int(op.at)), Value: op.val}
	if op.base.Kind() == isa.RegIP {
		fix.Kind = obj.FixPCRel
		if op.base == eip {
			fix.Flags |= obj.FixWraps
		}
		fix.Tail = t.ImmW&15 + t.ImmW>>4
		if t.Flags&isa.FlagTrail != 0 || t.Enc == isa.Now3D || t.Sel != isa.NoSlot && t.ImmW == 0 {
			fix.Tail++
		}
	} else {
		fix.Tail = uint8(n)
		if e.Bits == 64 && !e.inst.prefix.addr && !e.addressPrefix(op) && !t.cutsAddress() {
			fix.Flags |= obj.FixSigned
		}
	}
	if op.val.Mod != obj.ModNone {
		use := useUnsigned
		switch {
		case fix.Kind == obj.FixPCRel:
			use = useDistance
		case fix.Flags&obj.FixSigned != 0:
			use = useSigned
		}
		e.modified(t, op, width, use)
	}
	if op.val.Mod == obj.ModGOTPCREL && fix.Kind == obj.FixPCRel && !e.inst.prefix.data {
		fix.Flags |= gotX(t, buf, n)
	}
	if e.in.Text[op.at] == '.' {
		fix.Flags |= obj.FixNamed
	}
	binary.LittleEndian.PutUint32(buf[n:], 0)
	if t.Enc == isa.Legacy && t.Map == isa.Map0 && string(e.mnemonicText()) == "movq" {
		// GNU as reads the operands of a movq of general registers twice, which
		// shows in the order of .symtab (see Unit.Pin).
		e.unit.Use(op.val.Sym)
	}
	e.unit.AddFixup(fix)
	return n + width
}

// gotX says whether a linker may turn the load from the GOT into something
// cheaper (psABI 4.4): mov, test, the arithmetic of registers, call and jmp. Of
// 16 bits, none: the linker's instruction would be of another length.
func gotX(t *template, buf []byte, n int) obj.FixFlags {
	if t.Size == 2 || t.Enc != isa.Legacy || t.Map != isa.Map0 {
		return 0
	}
	switch t.Opcode {
	case 0x8b, 0x85, 0x03, 0x0b, 0x13, 0x1b, 0x23, 0x2b, 0x33, 0x3b:
	case 0xff:
		if t.Ext != 2 && t.Ext != 4 {
			return 0
		}
		return obj.FixGOTX
	default:
		return 0
	}
	if n >= 3 && buf[n-3]&0xf0 == 0x40 {
		return obj.FixGOTXRex
	}
	return obj.FixGOTX
}

// scaled divides a displacement by the size of the memory operand, in whose units
// EVEX counts short ones. It reports whether that leaves no remainder.
func (e *Encoder) scaled(t *template, d int64) (int64, bool) {
	shift := t.Disp8 & 15
	if e.inst.bcast != 0 {
		shift = t.Disp8 >> 4
	}
	return d >> shift, d&(1<<shift-1) == 0
}

// bounds reports whether the instruction is one of MPX, whose addresses have 32 bits
// at least.
func (t *template) bounds() bool {
	return t.Opcode&^1 == 0x1a && t.Map == isa.Map0F && t.Enc == isa.Legacy && t.vectors()
}

// address16 writes the address forms of 16-bit code.
func (e *Encoder) address16(buf []byte, n int, t *template, op *Operand, reg uint8, start int) (int, bool) {
	rm, mod, width := index16(op.base, op.index), uint8(0), 0
	if rm >= 0 && e.inst.prefix.addr && e.Bits == 16 || t.bounds() {
		e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "the address of %s has 32 bits here; expected no register of 16", e.mnemonicText())
		return n, false
	}
	if op.val.Mod == obj.ModTLSCALL && !e.markCall(op, start) {
		return n, false
	}
	d := op.val.Add
	if rm >= 0 { // else it was cut as it was read
		d = e.cut(d)
	}
	if op.val.Kind == obj.ValueInt && d != int64(int16(d)) {
		if d == int64(uint16(d)) {
			d = int64(int16(d))
		} else { // two bytes even if one would do for what is left
			if e.inst.disp = 16; d != int64(int32(d)) {
				e.shortened(op, 2)
			} else {
				e.checkWidth(op, d, 2)
			}
		}
	}
	switch {
	case rm < 0: // displacement alone
		rm, width = 6, 2
	case op.val.Kind == obj.ValueSym:
		mod, width = 0x80, 2
	case d == 0 && rm != 6 && e.inst.disp == 0:
	case t.Enc == isa.EVEX:
		if scaled, ok := e.scaled(t, d); ok && scaled == int64(int8(scaled)) && e.inst.disp != 16 {
			mod, width, d = 0x40, 1, scaled
		} else {
			mod, width = 0x80, 2
		}
	case d == int64(int8(d)) && e.inst.disp != 16:
		mod, width = 0x40, 1
	default:
		mod, width = 0x80, 2
	}
	buf[n] = mod | reg | uint8(rm)
	n++
	if width == 0 {
		return n, true
	}
	if op.val.Kind != obj.ValueSym {
		binary.LittleEndian.PutUint16(buf[n:], uint16(d))
		return n + width, true
	}
	binary.LittleEndian.PutUint16(buf[n:], 0)
	e.unit.AddFixup(obj.Fixup{Off: uint32(start + n), Width: 2, Flags: obj.FixAddr, Pos: e.in.PosAt(int(op.at)), Value: op.val})
	return n + width, true
}
