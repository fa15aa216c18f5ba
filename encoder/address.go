package encoder

import (
	"tas/encoder/isa"
	"tas/obj"
)

// checkAddress verifies the registers of an address other than (%r64), and
// gives the operand its classes.
func (e *Encoder) checkAddress(op *Operand) bool {
	base, index := op.base, op.index
	bk, ik := base.Kind(), index.Kind()
	if base == 0 && index == 0 {
		return !e.intel || e.bareAddress(op) // (,1) is neither a jump target nor an absolute address
	}
	ok := false
	switch {
	case ik == isa.RegXMM || ik == isa.RegYMM || ik == isa.RegZMM:
		op.class = isa.VX << (ik - isa.RegXMM)
		if index.Num() >= 16 && ik != isa.RegZMM {
			op.class = isa.VXHi << (ik - isa.RegXMM)
		}
		ok = bk == isa.RegNone && (e.Bits != 16 || e.inst.prefix.addr) || bk == isa.Reg64 || bk == isa.Reg32
	case bk == isa.RegIP:
		ok = index == 0 && e.Bits == 64
	case bk == isa.Reg16 || ik == isa.Reg16:
		ok = e.Bits != 64 && index16(base, index) >= 0
	case bk == isa.Reg64 || bk == isa.RegNone && ik == isa.Reg64:
		ok = e.Bits == 64 && (index == 0 || ik == isa.Reg64 && index.Num() != 4 || index == riz)
	case bk == isa.Reg32 || bk == isa.RegNone && ik == isa.Reg32:
		ok = index == 0 || ik == isa.Reg32 && index.Num() != 4 || index == eiz
	case bk == isa.RegNone:
		ok = index == eiz || index == riz && e.Bits == 64
	}
	if !ok && !e.intel && base.Num() == 2 && bk == isa.Reg16 && index == 0 && op.val.Kind == obj.ValueNone && op.seg == 0 {
		op.class = isa.PortDX
		return true
	}
	if !ok {
		return e.badAddress(op)
	}
	if index == 0 && op.val.Kind == obj.ValueNone && (bk == isa.Reg32 || bk == isa.Reg64) && base.Num() < 16 {
		e.stringClass(op)
	}
	if base.Num() == 4 && ik == isa.RegNone && op.scale != 0 {
		op.scale = 0
	}
	return true
}

const (
	eiz = isa.Register(isa.RegIZ)<<5 | 1
	riz = isa.Register(isa.RegIZ)<<5 | 2
	eip = isa.Register(isa.RegIP)<<5 | 1
	rip = isa.Register(isa.RegIP)<<5 | 2
)

// index16 returns the ModRM.rm value of a 16-bit address, or -1.
func index16(base, index isa.Register) int {
	if index != 0 && index.Kind() != isa.Reg16 || base != 0 && base.Kind() != isa.Reg16 {
		return -1
	}
	const bx, bp, si, di = 3, 5, 6, 7
	b, x := -1, -1
	if base != 0 {
		b = int(base.Num())
	}
	if index != 0 {
		x = int(index.Num())
	}
	if (b == si || b == di) && (x == bx || x == bp) {
		return -1
	}
	switch [2]int{b, x} {
	case [2]int{bx, si}:
		return 0
	case [2]int{bx, di}:
		return 1
	case [2]int{bp, si}:
		return 2
	case [2]int{bp, di}:
		return 3
	case [2]int{si, -1}:
		return 4
	case [2]int{di, -1}:
		return 5
	case [2]int{bp, -1}:
		return 6
	case [2]int{bx, -1}:
		return 7
	}
	return -1
}

// wide reports whether the address is formed with other registers than the
// code mode's, so that prefix 67 is needed.
func (e *Encoder) addressPrefix(op *Operand) bool {
	k := op.base.Kind()
	if k == isa.RegNone {
		k = op.index.Kind()
	}
	switch k {
	case isa.RegIP:
		return op.base == eip
	case isa.RegIZ:
		return op.index == eiz && e.Bits != 32
	case isa.Reg32:
		return e.Bits != 32
	case isa.Reg16:
		return e.Bits == 32 && op.class != isa.PortDX
	}
	return false
}
