package main

import (
	"fmt"
	"strings"

	"tas/encoder/isa"
)

// operand returns the set of the operand column's i-th entry, such as
// r#|m#, xmm{kz} or zmm|m512|b32.
func (m *member) operand(i int, text string) (set isa.Set, err error) {
	t := &m.t
	if at := strings.IndexByte(text, '{'); at >= 0 {
		switch text[at:] {
		case "{k}":
			t.Allow |= isa.NeedMask
		case "{kz}":
			t.Allow |= isa.NeedMask | isa.NeedZero
		case "{kk}": // the mask is required
			t.Allow |= isa.NeedMask
			t.Flags |= isa.FlagMustMask
		default:
			return set, fmt.Errorf("unknown decoration %s", text[at:])
		}
		text = text[:at]
	}
	sized := false
	for _, word := range strings.Split(text, "|") {
		name := m.subst(word)
		if strings.Contains(word, "#") && (t.Letter != 0) && strings.IndexByte("rmas", word[0]) >= 0 {
			sized = true
		}
		for _, name := range m.cut(name) {
			if err := m.class(&set, name); err != nil {
				return set, err
			}
		}
	}
	if sized || m.line.flags["sizer"] == string(rune('0'+i)) {
		t.Sizers |= 1 << i
	}
	return set, nil
}

// cut adds the classes that an immediate has once it is cut to the operand
// size of a family: with a byte operand any value is a byte.
func (m *member) cut(name string) []string {
	letter := m.t.Letter
	if all := strings.Join(m.line.operands, " "); letter == 0 && strings.Contains(all, "r32") && !strings.Contains(all, "r64") {
		letter = 'l' // the register tells the size as a suffix would
	}
	switch string(letter) + name {
	case "bi8":
		return []string{"i8", "iany"}
	case "wi8":
		return []string{"i8", "i8sw"}
	case "li8":
		return []string{"i8", "i8sl"}
	case "li16":
		return []string{"i16", "i16sl"}
	case "wi16":
		return []string{"i16", "iany"}
	}
	return []string{name}
}

// subst replaces # in an operand word for this member of the family.
func (m *member) subst(word string) string {
	if !strings.Contains(word, "#") {
		return word
	}
	pick := func(x, y, z string) string { return [...]string{x, y, z}[m.vlen] }
	if strings.IndexByte("xyz", m.letter) >= 0 {
		switch word {
		case "v#":
			return pick("xmm", "ymm", "zmm")
		case "hv#":
			return pick("xmm", "xmm", "ymm")
		case "qv#", "ov#":
			if word == "qv#" {
				return pick("xmm", "xmm", "xmm")
			}
			return "xmm"
		case "m#":
			return pick("m128", "m256", "m512")
		case "hm#":
			return pick("m64", "m128", "m256")
		case "qm#":
			return pick("m32", "m64", "m128")
		case "om#":
			return pick("m16", "m32", "m64")
		case "vm#":
			return pick("vmx", "vmy", "vmz")
		case "hvm#":
			return pick("vmx", "vmx", "vmy")
		}
		return word
	}
	n := map[byte]string{'b': "8", 'w': "16", 'l': "32", 'q': "64"}[m.letter]
	switch word {
	case "a#":
		return map[byte]string{'b': "al", 'w': "ax", 'l': "eax", 'q': "rax"}[m.letter]
	case "strsrc#", "strdst#":
		return word[:len(word)-1]
	case "i#":
		return map[byte]string{'b': "i8", 'w': "i16", 'l': "i32any", 'q': "i32s"}[m.letter]
	case "i8s#":
		return map[byte]string{'b': "i8s", 'w': "i8sw", 'l': "i8sl", 'q': "i8sq"}[m.letter]
	case "i32s#":
		return map[byte]string{'b': "i8", 'w': "i16", 'l': "i32", 'q': "i32s"}[m.letter]
	}
	return strings.ReplaceAll(word, "#", n)
}

var regClasses = map[string]uint64{
	"r8": isa.R8, "r16": isa.R16, "r32": isa.R32, "r64": isa.R64,
	"al": isa.AL, "ax": isa.AX, "eax": isa.EAX, "rax": isa.RAX,
	"cl": isa.CL, "cx": isa.CX, "ecx": isa.ECX, "rcx": isa.RCX,
	"dx": isa.DX, "edx": isa.EDX, "rdx": isa.RDX, "ebx": isa.EBX, "rbx": isa.RBX,
	"es": isa.ES, "cs": isa.CS, "ss": isa.SS, "ds": isa.DS, "fs": isa.FS, "gs": isa.GS, "r32x": isa.R32X,
	"sreg": isa.ES | isa.CS | isa.SS | isa.DS | isa.FS | isa.GS,
	"cr":   isa.CR, "dr": isa.DR, "tr": isa.TR,
	"st0": isa.ST0, "st": isa.STi, "mm": isa.MM, "xmm0": isa.XMM0,
	"zmm": isa.ZMM, "k": isa.K, "bnd": isa.BND, "tmm": isa.TMM,
}

var memClasses = map[string]uint64{
	"m8": isa.M8, "m16": isa.M16, "m32": isa.M32, "m48": isa.M48, "m64": isa.M64,
	"m80": isa.M80, "m128": isa.M128, "m256": isa.M256, "m512": isa.M512, "m": isa.MAny, "mp": isa.MPlain,
	"b2": isa.Bcst2, "b4": isa.Bcst4, "b8": isa.Bcst8, "b16x": isa.Bcst16, "b32x": isa.Bcst32,
	"rel": isa.Rel, "moffs8": isa.Moffs, "moffs16": isa.Moffs, "moffs32": isa.Moffs, "moffs64": isa.Moffs,
	"moffs": isa.Moffs, "moffsq": isa.MoffsQ,
	"strsrc": isa.StrSrc | isa.MAny, "strdst": isa.StrDst | isa.MAny, "xlat": isa.XlatB | isa.MAny, "portdx": isa.PortDX,
}

var immClasses = map[string]uint64{
	"1": isa.IOne, "3": isa.IThree, "i8": isa.I8, "i8s": isa.I8S, "i8sw": isa.I8SW, "i8sl": isa.I8SL, "i8sq": isa.I8SQ,
	"i8u": isa.I8U, "i16": isa.I16, "i16sl": isa.I16SL, "i32": isa.I32, "i32any": isa.I32 | isa.IAny, "i32s": isa.I32S, "i32u": isa.I32U, "i64": isa.I64,
	"i4": isa.I4, "iany": isa.IAny, "isym": isa.ISym,
}

// class adds the class called name to set.
func (m *member) class(set *isa.Set, name string) error {
	t := &m.t
	if bits, ok := regClasses[name]; ok {
		set[isa.Reg] |= bits
		return nil
	}
	if bits, ok := memClasses[name]; ok {
		set[isa.Mem] |= bits
		if name[0] == 'm' {
			fmt.Sscanf(name, "m%d", &m.msize)
			if m.msize >= 8 {
				m.msize /= 8
			}
		}
		return nil
	}
	if bits, ok := immClasses[name]; ok {
		set[isa.Imm] |= bits
		return nil
	}
	high := t.Enc == isa.EVEX
	switch name {
	case "xmm":
		set[isa.Reg] |= isa.XMM
		if high {
			set[isa.Reg] |= isa.XMMHi
		}
	case "ymm":
		set[isa.Reg] |= isa.YMM
		if high {
			set[isa.Reg] |= isa.YMMHi
		}
	case "vmx", "vmy", "vmz":
		set[isa.Mem] |= isa.VX << (name[2] - 'x')
		if high && name != "vmz" {
			set[isa.Mem] |= isa.VXHi << (name[2] - 'x')
		}
		t.Flags |= isa.FlagVSIB
	case "b16", "b32", "b64": // the vector length decides how many elements there are
		fmt.Sscanf(name, "b%d", &m.elem)
		m.elem /= 8
		set[isa.Mem] |= bcast((16 << t.L) / m.elem)
	case "hb16", "hb32": // half a vector of them
		fmt.Sscanf(name, "hb%d", &m.elem)
		m.elem /= 8
		set[isa.Mem] |= bcast((8 << t.L) / m.elem)
	case "qb16": // a quarter of a vector
		m.elem = 2
		set[isa.Mem] |= bcast((4 << t.L) / m.elem)
	default:
		return fmt.Errorf("unknown operand %q", name)
	}
	return nil
}

// bcast is the class of {1toN}.
func bcast(n int) uint64 {
	return map[int]uint64{2: isa.Bcst2, 4: isa.Bcst4, 8: isa.Bcst8, 16: isa.Bcst16, 32: isa.Bcst32}[n]
}
