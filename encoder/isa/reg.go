package isa

// Register is a register: its kind, times 32, plus its number in the encoding.
// Zero is no register.
type Register uint16

// RegKind is a register file as operands see it.
type RegKind uint8

// The kinds of register. RegHigh are ah, ch, dh, bh, whose numbers 4 to 7 mean
// spl, bpl, sil, dil as soon as there is a REX prefix; and, with the numbers 0 to
// 3, axl, cxl, dxl, bxl: al to bl in an instruction with such a prefix.
const (
	RegNone RegKind = iota
	Reg8
	RegHigh
	Reg16
	Reg32
	Reg64
	RegSeg
	RegCR
	RegDR
	RegTR
	RegST
	RegMM
	RegXMM
	RegYMM
	RegZMM
	RegK
	RegBND
	RegTMM
	RegIP // number 1: eip, 2: rip
	RegIZ // no index: 1: eiz, 2: riz
	RegKinds
)

// Make returns register num of a kind.
func Make(kind RegKind, num int) Register { return Register(kind)<<5 | Register(num) }

// Kind returns the kind of r.
func (r Register) Kind() RegKind { return RegKind(r >> 5) }

// Num returns the number of r in the encoding.
func (r Register) Num() uint8 { return uint8(r & 31) }

// Class returns the operand classes of r.
func (r Register) Class() uint64 {
	n := r.Num()
	pick := func(all uint64, special ...uint64) uint64 {
		if int(n) < len(special) {
			return all | special[n]
		}
		return all
	}
	switch r.Kind() {
	case Reg8:
		return pick(R8, AL, CL)
	case RegHigh:
		return R8
	case Reg16:
		return pick(R16, AX, CX, DX)
	case Reg32:
		if n == 0 {
			return R32 | EAX
		}
		return pick(R32|R32X, 0, ECX, EDX, EBX)
	case Reg64:
		return pick(R64, RAX, RCX, RDX, RBX)
	case RegSeg:
		return pick(0, ES, CS, SS, DS, FS, GS)
	case RegCR:
		return CR
	case RegDR:
		return DR
	case RegTR:
		return TR
	case RegST:
		return pick(STi, ST0)
	case RegMM:
		return MM
	case RegXMM:
		if n >= 16 {
			return XMMHi
		}
		return pick(XMM, XMM0)
	case RegYMM:
		if n >= 16 {
			return YMMHi
		}
		return YMM
	case RegZMM:
		return ZMM
	case RegK:
		return K
	case RegBND:
		return BND
	case RegTMM:
		return TMM
	}
	return 0
}

// Unshaped are the classes of registers that shapes do not tell: few instructions
// single them out.
const Unshaped = CX | ECX | RCX | DX | EDX | RDX | EBX | RBX | XMM0

// ShapeAddress is set in the shape of a register that may stand in a plain address.
const ShapeAddress = 0x20

// Key packs up to 20 bytes of a mnemonic or register name, in lower case, into
// the words by which the generated tables are probed. Bit 5 makes letters
// lower case and leaves the other characters of a name distinct.
type Key struct {
	Lo, Hi uint64
	Tail   uint32
}

// MaxName is the longest name that a Key can hold.
const MaxName = 20

// NameKey returns the key of a name of at most MaxName bytes.
func NameKey(name []byte) (k Key) {
	if len(name) <= 8 {
		k.Lo = word(name)
		return k
	}
	k.Lo = word(name[:8])
	if len(name) <= 16 {
		k.Hi = word(name[8:])
		return k
	}
	k.Hi = word(name[8:16])
	k.Tail = uint32(word(name[16:]))
	return k
}

// word packs up to 8 bytes, little end first.
func word(b []byte) (w uint64) {
	for i := len(b) - 1; i >= 0; i-- {
		w = w<<8 | uint64(b[i]|0x20)
	}
	return w
}

// Hash spreads a key; the tables use its upper bits.
func (k Key) Hash() uint32 {
	h := (k.Lo ^ k.Hi*0x9e3779b97f4a7c15 ^ uint64(k.Tail)<<7) * 0xd6e8feb86659fd93
	return uint32(h >> 32)
}

// String unpacks a key.
func (k Key) String() string {
	var b [MaxName]byte
	for i := range b {
		switch {
		case i < 8:
			b[i] = byte(k.Lo >> (8 * i))
		case i < 16:
			b[i] = byte(k.Hi >> (8 * (i - 8)))
		default:
			b[i] = byte(k.Tail >> (8 * (i - 16)))
		}
		if b[i] == 0 {
			return string(b[:i])
		}
		if b[i] == 0x7f {
			b[i] = '_'
		}
	}
	return string(b[:])
}
