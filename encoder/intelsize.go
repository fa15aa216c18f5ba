package encoder

import (
	"bytes"

	"tas/encoder/isa"
)

// The sizes of Intel syntax: what byte ptr to zmmword ptr demand of a template,
// and which template is meant when no size is stated.

// matchIntel chooses the template: as match does, but the size of memory is a
// matter of the operand, and nothing is assumed where it is missing.
func (e *Encoder) matchIntel() *template {
	i := &e.inst
	t := e.sizedTemplate()
	if t == nil && !i.broken && e.suffixed() {
		t = e.sizedTemplate()
	}
	return t
}

// suffixed replaces the mnemonic by the spelling with the suffix that the
// stated size stands for: push word ptr 5, vcvtpd2ps xmm1, ymmword ptr [rax].
func (e *Encoder) suffixed() bool {
	i := &e.inst
	op := &i.ops[0]
	if i.mem >= 0 {
		op = &i.ops[i.mem]
	}
	letter := byte(0)
	switch op.size {
	case 2:
		letter = 'w'
	case 16:
		letter = 'x'
	case 32:
		letter = 'y'
	case 64:
		letter = 'z'
	}
	var buf [isa.MaxName]byte
	name := append(buf[:0], e.mnemonicText()...)
	if len(name) == 4 && string(bytes.ToLower(name)) == "movd" { // of general registers: mov with the suffix d
		letter, name = 'l', name[:3]
	}
	name = append(name, letter)
	if id := lookup(name, 0, len(name)); letter != 0 && i.n > 0 && id != 0 {
		i.name = id
		return true
	}
	return false
}

// sizedTemplate is one search of the templates of the mnemonic.
func (e *Encoder) sizedTemplate() *template {
	i := &e.inst
	m := &mnemonics[i.name-1]
	if i.memMask != 0 {
		i.demand &^= isa.NeedLoad | isa.NeedStore
	}
	warned := false
	var best *template
	for _, id := range mnemonicLists[m.list : int(m.list)+int(m.n)] {
		t := &templates[id]
		if int(t.N) != i.n || i.demand&^t.Allow != 0 || !i.fits(t) || !e.intelSizes(t) || !e.allowed(t) {
			continue
		}
		if best == nil {
			best = t
			if t.Flags&(isa.FlagDefault64|isa.FlagIndirect) != 0 || i.farSize != 0 {
				break
			}
			continue
		}
		if different(best, t, i) {
			if best.Flags&isa.FlagWarnSize != 0 && best.Flags&isa.FlagString == 0 && best.Map == isa.Map0 { // lret, not sysret
				e.in.Diags.Warnf(e.span(), "%s does not tell its operand size; %d bits are assumed", e.mnemonicText(), 8*max(best.Size, 4))
				return best
			}
			if i.bcast == anyBroadcast {
				if !warned {
					e.in.Diags.Warnf(e.span(), "the broadcast of %s does not tell the vector length; the longest is assumed", e.mnemonicText())
				}
				warned, best = true, t
				continue
			}
			e.in.Diags.Errorf(e.span(), "%s does not tell its operand size; expected a register, or byte ptr, word ptr, dword ptr and the like before the memory operand", e.mnemonicText())
			i.broken = true
			return nil
		}
	}
	return best
}

// different reports whether two templates that fit mean different sizes of
// memory.
func different(a, b *template, i *Inst) bool {
	if a.Letter != 0 && b.Letter != 0 {
		return a.Letter != b.Letter && (a.Sizers&^i.memMask == 0 && (a.Sizers != 0 || a.Flags&(isa.FlagWarnSize|isa.FlagString) != 0)) || i.mem >= 0 && otherMemory(a, b, i)
	}
	return i.mem >= 0 && (a.Enc != isa.Legacy || a.Letter|b.Letter != 0) && otherMemory(a, b, i)
}

// otherMemory reports whether two templates take different sizes of memory.
func otherMemory(a, b *template, i *Inst) bool {
	if (a.Flags|b.Flags)&isa.FlagMoffs != 0 {
		return false
	}
	if i.bcast == anyBroadcast {
		return a.L != b.L
	}
	x, y := sets[a.Sets[i.mem]][isa.Mem], sets[b.Sets[i.mem]][isa.Mem]
	return x&y&i.ops[i.mem].class == 0
}

// intelSizes compares the sizes that the source states with those that the
// classes of operands do not express: of string instructions, absolute
// addresses, far pointers, broadcast elements and numbers.
func (e *Encoder) intelSizes(t *template) bool {
	i := &e.inst
	if t.Flags&isa.FlagVSIB != 0 && i.ops[i.mem].size != 0 && i.ops[i.mem].size != 4<<t.W {
		return false
	}
	if i.bcastSize != 0 && i.bcastSize != 1<<(t.Disp8>>4) {
		return false
	}
	letter := letterSize(t.Letter)
	if i.farSize != 0 {
		switch i.farSize {
		case 4:
			return letter == 2
		case 6:
			return letter == 4
		}
		return letter == 8
	}
	for k := range i.n {
		op := &i.ops[k]
		if op.size == 0 || letter == 0 {
			continue
		}
		switch {
		case op.kind == isa.Mem && t.Flags&(isa.FlagString|isa.FlagMoffs) == 0:
		case op.kind == isa.Imm && (op.size == 1 || t.N != 1):
		case op.size != letter:
			return false
		}
	}
	return true
}

// letterSize is the operand size of a suffix.
func letterSize(letter uint8) uint8 {
	switch letter {
	case 'b':
		return 1
	case 'w':
		return 2
	case 'l':
		return 4
	case 'q':
		return 8
	}
	return 0
}
