package encoder

import (
	"encoding/binary"

	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
)

// room is what the longest instruction that can be written needs, prefixes and
// all; the processor's own limit is 15 bytes.
const room = 32

// peculiar are the flags of templates with conditions that operand classes cannot
// express.
const peculiar = isa.FlagNoRIP | isa.FlagRIP | isa.FlagNo32 | isa.FlagMustMask | isa.FlagDistinct | isa.FlagQuad | isa.FlagNoScale | isa.FlagOdd

// emit writes the instruction with the chosen template.
//
// Prefixes stand in GNU as's order: wait, segment, address size, operand size,
// rep or lock, REX. Mandatory prefixes of SSE instructions take the place of
// the operand-size and rep prefixes.
func (e *Encoder) emit(t *template) bool {
	i := &e.inst
	if (i.prefix.any || i.demand&isa.NeedStar == 0 && t.Flags&isa.FlagIndirect != 0) && !e.checkPrefixes(t) {
		return false
	}
	if (t.Flags&peculiar != 0 || i.demand&(isa.NeedMask|isa.NeedZero|isa.NeedRound|isa.NeedSAE) != 0) && !e.checkOperands(t) {
		return false
	}
	part := e.unit.Cur
	start := len(part.Data)
	part.Room(room)
	buf := part.Data[start : start+room : start+room]

	// Prefixes.
	n := 0
	if i.prefix.wait || t.Flags&isa.FlagWait != 0 {
		buf[n] = 0x9b
		n++
	}
	var mem *Operand
	hint := uint8(0)
	if i.mem >= 0 {
		mem = &i.ops[i.mem]
		if t.Flags&isa.FlagString != 0 {
			if mem = e.stringOperand(t); mem == nil {
				return false
			}
		}
		if t.Flags&isa.FlagBranch != 0 && (mem.seg|i.prefix.seg) != 0 {
			hint = e.branchSegment(t, mem)
		} else if seg := mem.seg; seg != 0 {
			if seg != e.defaultSegment(t, mem) && i.prefix.seg == 0 {
				buf[n] = seg
				n++
			}
			e.checkSegment(t)
		}
	}
	if i.prefix.seg != 0 && t.Flags&isa.FlagBranch == 0 {
		buf[n] = i.prefix.seg
		n++
	}
	if i.prefix.notrack {
		buf[n] = 0x3e
		n++
	}
	addr := i.prefix.addr || mem != nil && e.addressPrefix(mem)
	size := t.Size
	if t.Flags&(isa.FlagAddrSize|isa.FlagAddrReg) != 0 {
		if t.Flags&isa.FlagAddrReg != 0 && mem != nil && (mem.base|mem.index != 0 && addr != e.addressSize(t, false) || mem.base|mem.index == 0 && i.prefix.addr) {
			e.in.Diags.Errorf(e.span(), "the register of %s and its memory operand must have the same address size", e.mnemonicText())
			return false
		}
		addr = e.addressSize(t, addr)
		if t.Flags&isa.FlagAddrSize != 0 {
			size = 0
		}
		if addr && mem != nil {
			i.prefix.any, i.prefix.addr = true, true // a symbol alone is not sign-extended then
			if d := mem.val.Add; e.Bits == 16 && mem.base|mem.index == 0 && d == int64(uint16(d)) {
				mem.val.Add = int64(int16(d)) // as it was meant before the register told 32 bits
			}
		}
	}
	if e.Bits != 64 && t.bounds() {
		if e.Bits == 32 && addr {
			e.in.Diags.Errorf(e.span(), "an address of %s has 32 bits", e.mnemonicText())
			return false
		}
		if e.Bits == 16 && mem != nil && mem.base|mem.index == 0 {
			addr, i.prefix.any, i.prefix.addr = true, true, true
		}
	}
	if addr {
		buf[n] = 0x67
		n++
	}
	rex := i.rexBits | i.prefix.rex
	if i.high && rex == 0x40 && i.demand&isa.NeedLegacy != 0 && i.rexBits == 0 {
		rex = 0 // {rex}, a wish without effect: ah and its like have no REX form
	}
	if t.W != 0 {
		rex |= 0x48
	}
	data := i.prefix.data || t.PP == isa.PP66
	switch size {
	case 2:
		data = data || e.Bits != 16
	case 4:
		data = data || e.Bits == 16 && !t.vectors()
	case 8:
		if t.Flags&isa.FlagDefault64 == 0 {
			rex |= 0x48
		}
	}
	if t.Enc == isa.Legacy || t.Enc == isa.Now3D {
		if data {
			buf[n] = 0x66
			n++
		}
		if hint != 0 {
			buf[n] = hint
			n++
		}
		rep := i.prefix.rep
		switch t.PP {
		case isa.PPF2:
			rep = 0xf2
		case isa.PPF3:
			rep = 0xf3
		}
		if rep != 0 {
			buf[n] = rep
			n++
		}
		if i.prefix.lock || e.Bits != 64 && i.highControl(t) && !e.opt.OmitLock {
			buf[n] = 0xf0
			n++
		}
	}

	// Registers and the opcode.
	var reg, rm, vreg uint8
	if t.Reg != isa.NoSlot {
		reg = i.ops[t.Reg].reg.Num()
	} else if t.Ext < 8 {
		reg = t.Ext
	}
	if t.RM != isa.NoSlot && i.ops[t.RM].kind == isa.Reg {
		rm = i.ops[t.RM].reg.Num()
	} else if t.Flags&isa.FlagBoth != 0 {
		rm = reg
	}
	if t.V != isa.NoSlot {
		vreg = i.ops[t.V].reg.Num()
	}
	opcode := t.Opcode
	if t.Enc == isa.Legacy || t.Enc == isa.Now3D {
		var base, index uint8 = rm, 0
		if mem != nil && int8(t.RM) == i.mem {
			base, index = mem.base.Num(), mem.index.Num()
		}
		if i.demand&(isa.NeedEGPR|isa.NeedREX2) != 0 || t.Flags&isa.FlagREX2 != 0 {
			if i.high {
				return e.rexTrouble(rex)
			}
			n = e.rex2(buf, n, t, rex, reg, index, base)
		} else {
			high := reg>>3&1<<2 | index>>3&1<<1 | base>>3&1
			if i.prefix.rex&high != 0 {
				return e.prefixError("%s implies bits of the rex prefix already; leave them out", e.mnemonicText())
			}
			rex |= high
			if rex != 0 {
				if e.Bits != 64 || i.high {
					return e.rexTrouble(rex)
				}
				buf[n] = 0x40 | rex
				n++
			}
			switch t.Map {
			case isa.Map0F:
				buf[n] = 0x0f
				n++
			case isa.Map0F38:
				buf[n], buf[n+1] = 0x0f, 0x38
				n += 2
			case isa.Map0F3A:
				buf[n], buf[n+1] = 0x0f, 0x3a
				n += 2
			}
		}
		if t.Enc == isa.Now3D {
			buf[n] = 0x0f // the byte that tells the operation comes last
		} else {
			buf[n] = opcode
		}
		n++
	} else {
		if i.high && (rex != 0 || t.Enc == isa.EVEX) {
			return e.rexTrouble(rex)
		}
		n = e.vector(buf, n, t, &reg, &rm, vreg, mem)
	}
	switch {
	case t.Ext == isa.ExtFixed:
		buf[n] = t.Byte | reg&7<<3 | rm&7
		n++
	case t.Ext != isa.ExtNone:
		if mem != nil && int8(t.RM) == i.mem {
			var ok bool
			if n, ok = e.address(buf, n, t, mem, reg&7<<3, start); !ok {
				return false
			}
		} else {
			buf[n] = 0xc0 | reg&7<<3 | rm&7
			n++
		}
	case t.RM != isa.NoSlot:
		buf[n-1] |= rm & 7
	}

	// What follows.
	switch {
	case t.Flags&(isa.FlagJump|isa.FlagJcc) != 0:
		return e.jump(t, start, n-1)
	case t.Imm == isa.NoSlot:
		if t.Sel != isa.NoSlot {
			buf[n] = i.ops[t.Sel].reg.Num() << 4
			n++
		}
	default:
		n = e.immediates(buf, n, t, start)
	}
	switch {
	case t.Flags&isa.FlagTrail != 0:
		buf[n] = t.Byte
		n++
	case t.Enc == isa.Now3D:
		buf[n] = t.Opcode
		n++
	}
	part.Data = part.Data[:start+n]
	if n > maxInsn {
		e.in.Diags.Warnf(e.span(), "%s has %d bytes with its prefixes here; a processor takes %d at most", e.mnemonicText(), n, maxInsn)
	}
	return true
}

// highControl reports whether the instruction moves cr8 to cr15 in 16- or 32-bit
// code, where AMD's processors take a lock prefix in the place of REX.R.
func (i *Inst) highControl(t *template) bool {
	if t.Map != isa.Map0F || t.Opcode&^2 != 0x20 || t.Reg == isa.NoSlot || i.ops[t.Reg].reg.Num() < 8 {
		return false
	}
	i.ops[t.Reg].reg &^= 8
	return true
}

// branchSegment is the segment prefix of a direct jump, where it is a hint whether
// the jump is taken; elsewhere it means nothing and is left out.
func (e *Encoder) branchSegment(t *template, op *Operand) uint8 {
	seg := op.seg | e.inst.prefix.seg
	if t.Flags&(isa.FlagJump|isa.FlagJcc|isa.FlagAddrSize) != 0 && (seg == 0x2e || seg == 0x3e) {
		return seg
	}
	e.in.Diags.Warnf(e.span(), "a segment means nothing to %s and is left out", e.mnemonicText())
	return 0
}

// checkSegment warns about the segment of an address that lea only computes.
func (e *Encoder) checkSegment(t *template) {
	if t.Enc == isa.Legacy && t.Map == isa.Map0 && t.Opcode == 0x8d {
		e.in.Diags.Warnf(e.span(), "a segment means nothing to %s, which reads no memory", e.mnemonicText())
	}
}

// stringOperand checks the memory operands of a string instruction, which only
// restate the registers it implies, and returns the one that tells the segment:
// the source when there is one. The first tells the address size. It returns nil
// after an error.
func (e *Encoder) stringOperand(t *template) *Operand {
	i := &e.inst
	var chosen *Operand
	narrow := i.prefix.addr
	pair := i.memMask == 3 && (i.ops[0].class|i.ops[1].class)&isa.PortDX == 0
	for k := range i.n {
		op := &i.ops[k]
		if op.kind != isa.Mem || op.class&isa.PortDX != 0 {
			continue
		}
		set := sets[t.Sets[k]][isa.Mem]
		want := set & (isa.StrSrc | isa.StrDst | isa.XlatB)
		first, bare := chosen == nil, op.base|op.index == 0
		if first && !bare && !narrow {
			narrow = e.addressPrefix(op)
		}
		switch {
		case i.memMask == 3 && !pair && want == isa.StrSrc && op.index != 0:
			e.in.Diags.Errorf(e.opSpan(k), "%s always takes (%%rsi)", e.mnemonicText())
			return nil
		case e.Bits == 64 && !bare && !narrow && op.val.Kind == obj.ValueInt && op.val.Add != int64(int32(op.val.Add)):
			e.in.Diags.Errorf(e.opSpan(k), "displacement %#x is outside the signed 32-bit range, and %s takes none at all", uint64(op.val.Add), e.mnemonicText())
			return nil
		case want == isa.StrDst && op.seg != 0 && op.seg != 0x26:
			e.in.Diags.Errorf(e.opSpan(k), "the destination of %s is always in the segment %%es", e.mnemonicText())
			return nil
		case bare && want != isa.StrDst && !pair:
			e.in.Diags.Errorf(e.opSpan(k), "%s always takes %s; name that register, or no operand", e.mnemonicText(), describeSet(isa.Set{isa.Mem: want}))
			return nil
		case !bare && pair && narrow != e.addressPrefix(op) && (k > 0 || want != isa.StrDst), // addr32 cmpsb (%rdi), (%esi) is taken
			bare && pair && k > 0 && i.ops[0].base != 0 && narrow != e.addressPrefix(&i.ops[0]): // but not (%rdi), 5
			e.in.Diags.Errorf(e.opSpan(k), "both addresses of %s must be of the same size", e.mnemonicText())
			return nil
		case bare && e.Bits == 64 && op.val.Mod != obj.ModNone && modifierUses[op.val.Mod]&useSigned == 0:
			e.in.Diags.Errorf(e.opSpan(k), "this @ modifier does not go with an address of 32 bits, and %s takes none at all", e.mnemonicText())
			return nil
		case op.class&want == 0 || narrow != e.addressPrefix(op) && !bare:
			e.in.Diags.Warnf(e.opSpan(k), "%s does not use this address; it always takes %s", e.mnemonicText(), describeSet(isa.Set{isa.Mem: want}))
		}
		if first || want != isa.StrDst {
			chosen = op
		}
	}
	if narrow && !e.addressPrefix(chosen) {
		i.prefix.any, i.prefix.addr = true, true
	}
	return chosen
}

// defaultSegment is the segment that an address uses without a prefix.
func (e *Encoder) defaultSegment(t *template, op *Operand) uint8 {
	if t.Flags&isa.FlagString != 0 {
		if op.seg == 0x26 && (t.Opcode|1 == 0xab || t.Opcode|1 == 0xaf || t.Opcode|1 == 0x6d) {
			return 0x26 // es: stos, scas and ins have no other operand
		}
		return 0x3e
	}
	if k := op.base.Kind(); (k == isa.Reg64 || k == isa.Reg32 || k == isa.Reg16) && op.base.Num()&^1 == 4 {
		if k != isa.Reg16 || op.base.Num() == 5 {
			return 0x36 // ss
		}
	}
	return 0x3e // ds
}

// addressSize finds out whether an instruction whose size is that of its
// address needs prefix 67.
func (e *Encoder) addressSize(t *template, addr bool) bool {
	size := t.Size
	if t.Flags&isa.FlagAddrReg != 0 {
		size = 0
		for k := range e.inst.n {
			if op := &e.inst.ops[k]; op.kind == isa.Reg && (t.N == 1 || t.RM == uint8(k) || t.Reg == uint8(k) || t.RM == isa.NoSlot && k == 0) {
				switch op.reg.Kind() {
				case isa.Reg16:
					size = 2
				case isa.Reg32:
					size = 4
				case isa.Reg64:
					size = 8
				}
			}
		}
	}
	switch size {
	case 2:
		return e.Bits == 32 || addr
	case 4:
		return e.Bits != 32 || addr
	}
	return addr
}

// immediates writes the immediate fields behind the address.
func (e *Encoder) immediates(buf []byte, n int, t *template, start int) int {
	i := &e.inst
	op := &i.ops[t.Imm]
	width := int(t.ImmW & 15)
	switch {
	case t.Flags&isa.FlagMoffs != 0:
		width = int(e.Bits) / 8
		if i.prefix.addr {
			width = map16to32(width)
		}
		switch v := op.val.Add; {
		case op.val.Kind != obj.ValueInt || width == 8:
		case e.Bits != 64 && width == 2 && v != int64(int32(v)):
			e.shortened(op, width)
		case width == 2 || i.prefix.addr:
			e.checkWidth(op, v, width)
		}
	case t.Flags&isa.FlagBranch != 0:
		e.signTarget(&op.val)
		if width == 4 && (e.Bits == 16 && t.Letter == 0) != (i.prefix.data && i.prefix.rex&8 == 0) {
			if t.Opcode != 0xe8 || !e.alwaysNear() {
				width = 2
			}
		} else if width == 2 && (e.Bits == 16 && i.prefix.data || i.prefix.rex&8 != 0) {
			width = 4 // data32 call, rex.w callw
		}
	case t.Sel != isa.NoSlot:
		buf[n] = i.ops[t.Sel].reg.Num()<<4 | uint8(op.val.Add&15)
		return n + 1
	case i.prefix.data && e.Bits != 16 && t.Opcode == 0x68 && t.Map == isa.Map0 && t.Enc == isa.Legacy && mnemonics[i.name-1].suffix&manySizes != 0:
		width = 2                                        // data16 push: without a suffix, the prefix tells the size
		if op.val.Kind == obj.ValueInt && e.Bits == 64 { // else field looks
			e.checkWidth(op, op.val.Add, width)
		}
	}
	second := int(t.ImmW >> 4)
	if t.Flags&isa.FlagFar != 0 {
		if i.prefix.data {
			width = 6 - width // the other of 2 and 4
		}
		// The offset comes first in the code, the segment first in the source.
		off := &i.ops[t.Imm+1]
		n = e.field(buf, n, t, off, width, start, 2)
		return e.field(buf, n, t, op, 2, start, 0)
	}
	tail := second
	if t.Flags&isa.FlagTrail != 0 {
		tail++
	}
	n = e.field(buf, n, t, op, width, start, tail)
	if second != 0 {
		next := t.Imm - 1
		if t.Flags&isa.FlagAsIs != 0 {
			next = t.Imm + 1
		}
		n = e.field(buf, n, t, &i.ops[next], second, start, 0)
	}
	return n
}

// map16to32 is the width of an absolute address under prefix 67.
func map16to32(width int) int {
	if width == 4 {
		return 2
	}
	return 4
}

// field writes one immediate of width bytes with tail bytes behind it.
func (e *Encoder) field(buf []byte, n int, t *template, op *Operand, width, start, tail int) int {
	if op.val.Kind == obj.ValueInt && t.Flags&isa.FlagBranch == 0 {
		v := op.val.Add
		if t.Flags&isa.FlagFar != 0 && width == 2 && op == &e.inst.ops[t.Imm+1] && int32(v) != int32(int16(v)) && v != int64(uint16(v)) {
			e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "%#x does not fit in the 16 bits of the offset that %s has here", uint64(v), e.mnemonicText())
		}
		switch width {
		case 1:
			buf[n] = uint8(v)
		case 2:
			binary.LittleEndian.PutUint16(buf[n:], uint16(v))
		case 4:
			binary.LittleEndian.PutUint32(buf[n:], uint32(v))
		default:
			binary.LittleEndian.PutUint64(buf[n:], uint64(v))
		}
		if op.class&isa.I8S == 0 && t.Flags&isa.FlagFar == 0 && (e.inst.word || sets[t.Sets[t.Imm]][isa.Imm]&isa.IAny != 0) {
			e.checkWidth(op, v, width)
		}
		return n + width
	}
	fix := obj.Fixup{
		Off: uint32(start + n), Width: uint8(width), Pos: e.in.PosAt(int(op.at)), Value: op.val,
		Tail: uint8(n), // where the field stands in the instruction: _GLOBAL_OFFSET_TABLE_ counts from the start
	}
	if t.Flags&isa.FlagBranch != 0 {
		if width == 1 && op.val.Kind == obj.ValueInt && !e.nearTarget(op.val.Add) {
			e.in.Diags.Errorf(diag.At(e.in.PosAt(int(op.at))), "%s reaches 128 bytes back and 127 ahead only; the address %#x is farther than that from any place known here", e.mnemonicText(), uint64(op.val.Add))
		}
		fix.Kind = obj.FixPCRel
		fix.Tail = uint8(tail)
		if width == 4 {
			fix.Flags = obj.FixBranch
			if e.Bits != 64 {
				fix.Flags |= obj.FixNarrow
			}
		}
	} else if width == 4 && (t.Size == 8 || t.W != 0) {
		fix.Flags = obj.FixSigned
	}
	if op.val.Mod != obj.ModNone {
		e.modified(t, op, width, fieldUse(t, &fix))
	}
	binary.LittleEndian.PutUint64(buf[n:], 0)
	e.unit.AddFixup(fix)
	return n + width
}

// fieldUse is the use of a symbol in the field of a branch or an immediate.
func fieldUse(t *template, fix *obj.Fixup) uint8 {
	switch {
	case fix.Kind == obj.FixPCRel:
		return useDistance
	case t.Flags&isa.FlagMoffs != 0 && fix.Width == 8:
		return useMoffs
	case fix.Width == 8:
		return useWide
	case fix.Flags&obj.FixSigned != 0:
		return useSigned
	}
	return useUnsigned
}

// nearTarget reports whether a constant can be the target of a jump of 8 bits,
// as GNU as sees it: as if it were a distance.
func (e *Encoder) nearTarget(v int64) bool {
	switch e.Bits {
	case 16:
		return v == int64(int8(v)) || v == int64(uint16(v)) && int16(v) == int16(int8(v))
	case 32:
		return int32(v) == int32(int8(v))
	}
	return v == int64(int8(v))
}

// checkWidth warns when a constant is cut so that its value changes: neither
// zeros nor copies of the sign are lost.
func (e *Encoder) checkWidth(op *Operand, v int64, width int) {
	switch {
	case v == int64(uint16(v)):
		v = int64(int16(v))
	case v == int64(uint32(v)):
		v = int64(int32(v))
	}
	low := int64(1)<<(8*width) - 1
	if v&^low != 0 && -v&^low != 0 {
		e.shortened(op, width)
	}
}

// shortened warns about a constant that is cut.
func (e *Encoder) shortened(op *Operand, width int) {
	low := int64(1)<<(8*width) - 1
	e.in.Diags.Warnf(diag.At(e.in.PosAt(int(op.at))), "%#x does not fit in %d bits and is shortened to %#x", uint64(op.val.Add), 8*width, op.val.Add&low)
}

// alwaysNear reports whether data16 changes nothing about jmp and call: Intel's
// processors ignore it in 64-bit code.
func (e *Encoder) alwaysNear() bool { return e.Bits == 64 && e.opt.Vendor == VendorIntel }

// signTarget gives a constant target of 16- or 32-bit code its sign.
func (e *Encoder) signTarget(v *obj.Value) {
	switch {
	case e.Bits == 64 || v.Kind != obj.ValueInt:
	case e.Bits == 16 && !e.inst.prefix.data:
		if v.Add == int64(uint16(v.Add)) {
			v.Add = int64(int16(v.Add))
		}
	default:
		v.Add = int64(int32(v.Add))
	}
}

// jump leaves a relaxable jump to obj. at is the offset of the opcode.
func (e *Encoder) jump(t *template, start, at int) bool {
	i, part := &e.inst, e.unit.Cur
	part.Data = part.Data[:start+at]
	e.signTarget(&i.ops[t.Imm].val)
	f := obj.Frag{Kind: obj.FragJmp, Value: i.ops[t.Imm].val, Size: 2, Pos: e.in.PosAt(int(i.ops[t.Imm].at))}
	if f.Value.Mod != obj.ModNone {
		e.modified(t, &i.ops[t.Imm], 4, useJump)
	}
	if t.Flags&isa.FlagJcc != 0 {
		f.Kind, f.Arg = obj.FragJcc, int64(t.Opcode&15)
	}
	if e.Bits == 16 != (i.prefix.data && i.prefix.rex&8 == 0) && (f.Kind == obj.FragJcc || !e.alwaysNear()) {
		f.Flags |= obj.FragWord
	}
	if i.disp == 32 || i.disp == 16 && e.Bits == 16 {
		f.Flags |= obj.FragLong
	}
	if e.Bits != 64 {
		f.Flags |= obj.FragNarrow
	}
	e.unit.AddFrag(f)
	return true
}
