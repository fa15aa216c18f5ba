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
	stated := e.statedSuffix()
	if i.broken {
		return nil
	}
	t := e.sizedTemplate()
	if t == nil && !i.broken && !stated && e.suffixed() {
		t = e.sizedTemplate()
	}
	if e.Bits != 16 || t == nil || i.farSize != 0 {
		return t
	}
	for k := range i.n {
		switch op := &i.ops[k]; {
		case op.kind != isa.Mem || op.class == isa.Rel:
		case op.size == 6 && t.Sizers == 0: // lgdt fword ptr [bx] has an operand of 32 bits
			if i.prefix.data || t.Size == 4 {
				e.prefixError("fword ptr says already that %s works on 32 bits; leave out the prefix or the suffix", e.mnemonicText())
				return nil
			}
			i.prefix.any, i.prefix.data = true, true
			return t
		case op.size != 0 && op.size != sizeNone:
			stated = true
		}
	}
	if stated {
		return t
	}
	m := &mnemonics[i.name-1]
	return e.size16(mnemonicLists[m.list:int(m.list)+int(m.n)], t)
}

// statedSuffix replaces the mnemonic by the spelling with the suffix that the
// size before a constant or a target stands for: push word ptr 5, loop dword ptr
// next. It does not where a constant is a byte whatever the operand size, or
// where no such suffix exists.
func (e *Encoder) statedSuffix() bool {
	i := &e.inst
	m := &mnemonics[i.name-1]
	t := &templates[mnemonicLists[m.list]]
	if i.n > 2 || t.Map != isa.Map0 || t.Opcode&^3 == 0xd0 || t.Opcode&^1 == 0xc0 || e.isMovabs() {
		return false
	}
	stated, own := false, m.suffix&^manySizes
	for k := range i.n {
		op := &i.ops[k]
		letter := sizeLetter(op.size)
		if letter == 0 || op.kind != isa.Imm && op.class != isa.Rel || letter == 'q' && e.Bits != 64 {
			continue
		}
		var buf [isa.MaxName]byte
		name := append(buf[:0], e.mnemonicText()...)
		if own != 0 {
			name = name[:len(name)-1]
		}
		name = append(name, letter)
		id := lookup(name, 0, len(name))
		switch {
		case id == 0 || mnemonics[id-1].suffix&^manySizes != letter && letter != 'q' || letter == own: // movq is a name, too
		case letter == 'b' && t.Opcode < 0x40 && i.mem >= 0 && i.ops[i.mem].size == 0: // add [rbx], byte ptr 5 adds four bytes in as
		case own != 0:
			return e.prefixError("%s has a suffix for another size than the one before the operand", e.mnemonicText())
		case op.kind == isa.Mem || i.hasForm(id):
			i.name, stated = id, true
		}
	}
	return stated
}

// hasForm reports whether the mnemonic has a form with so many operands in this
// code mode.
func (i *Inst) hasForm(id mnemonicID) bool {
	m := &mnemonics[id-1]
	for _, id := range mnemonicLists[m.list : int(m.list)+int(m.n)] {
		if t := &templates[id]; int(t.N) == i.n && i.demand&^t.Allow == 0 {
			return true
		}
	}
	return false
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
	if id := lookup(name, 0, len(name)); letter != 0 && i.n > 0 && id != 0 && (letter >= 'x' || mnemonics[id-1].suffix&^manySizes == letter) {
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
		if t.Size == 8 && e.Bits != 64 {
			continue
		}
		if best == nil {
			best = t
			if t.Flags&(isa.FlagDefault64|isa.FlagIndirect) != 0 || i.farSize != 0 || t.stack() && !t.isReturn() {
				break
			}
			continue
		}
		if different(best, t, i) {
			if i.prefix.rex&8 != 0 || i.prefix.data {
				return e.defaultSize(mnemonicLists[m.list:int(m.list)+int(m.n)], best)
			}
			if best.isReturn() {
				if e.Bits == 64 && !e.doubt(e.span(), "%s does not tell its operand size; 32 bits are assumed", e.mnemonicText()) {
					i.broken = true
					return nil
				}
				break
			}
			if i.bcast == anyBroadcast {
				if !warned {
					e.in.Diags.Warnf(e.span(), "the broadcast of %s does not tell the vector length; the longest is assumed", e.mnemonicText())
				}
				warned, best = true, t
				continue
			}
			e.in.Diags.Errorf(e.span(), "%s does not tell its operand size; expected a register, or byte ptr, word ptr, dword ptr and the like before the memory operand", e.mnemonicText())
			e.intelNotes(e.in.Diags.Len() - 1)
			i.broken = true
			return nil
		}
	}
	if best != nil && !i.fitsUncut(best, m) {
		return nil
	}
	return best
}

// fitsUncut reports whether constants are in range, if nothing tells the operand
// size that they would be cut to.
func (i *Inst) fitsUncut(t *template, m *mnemonic) bool {
	if m.suffix != manySizes || t.Letter == 0 || t.Flags&isa.FlagDefault64 != 0 || t.Sizers&^i.memMask != 0 ||
		t.Sizers == 0 && t.Flags&isa.FlagWarnSize == 0 || i.mem >= 0 && i.ops[i.mem].size != 0 {
		return true
	}
	for k := range i.n {
		op := &i.ops[k]
		if op.kind == isa.Imm && op.class&isa.I8S == 0 && op.class&^cutClasses&sets[t.Sets[k]][isa.Imm] == 0 {
			return false
		}
	}
	return true
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
		case op.kind == isa.Imm, t.Flags&(isa.FlagString|isa.FlagMoffs) == 0:
		case op.size != letter:
			return false
		}
	}
	return true
}

// sizeLetter is the suffix of an operand size.
func sizeLetter(size uint8) uint8 {
	switch size {
	case 1:
		return 'b'
	case 2:
		return 'w'
	case 4:
		return 'l'
	case 8:
		return 'q'
	}
	return 0
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
