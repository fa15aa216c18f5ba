package encoder

import "tas/encoder/isa"

// match returns the first template of the mnemonic that takes the operands and
// allows what else the instruction demands, or nil. Three to six ANDs in the
// common case: this is where an assembler spends its time or does not.
func (e *Encoder) match() *template {
	i := &e.inst
	m := &mnemonics[i.name-1]
	list := mnemonicLists[m.list : int(m.list)+int(m.n)]
	if i.memMask != 0 {
		i.demand &^= isa.NeedLoad | isa.NeedStore // only registers leave a choice
	}
	for _, id := range list {
		t := &templates[id]
		if int(t.N) != i.n || i.demand&^t.Allow != 0 || !i.fits(t) || e.limit != nil && !e.allowed(t) {
			continue
		}
		if m.suffix&manySizes != 0 && t.Letter != 0 && t.Flags&isa.FlagDefault64 == 0 && t.Sizers&^i.memMask == 0 && (t.Sizers != 0 || t.Flags&isa.FlagWarnSize != 0) {
			t = e.defaultSize(list, t)
		}
		if e.Bits == 16 && t != nil {
			return e.size16(list, t)
		}
		return t
	}
	return nil
}

// fits reports whether every operand is in the template's set.
func (i *Inst) fits(t *template) bool {
	for k := 0; k < i.n; k++ {
		op := &i.ops[k]
		if sets[t.Sets[k]][op.kind]&op.class == 0 {
			return false
		}
	}
	return true
}

// defaultSize is for a memory operand without a suffix or a register that
// would tell its size: GNU as takes the long form, of x87 instructions the
// short one, and warns. In 16-bit code the word form is the long one, which
// size16 finds when no constant needs it here.
func (e *Encoder) defaultSize(list []uint16, first *template) *template {
	i := &e.inst
	long := uint8('l')
	if i.word {
		long = 'w'
	} else if i.prefix.data && e.Bits != 16 && first.Letter != 's' && first.Letter != 'w' {
		// data16 tells it: data16 mov $1, (%rax) has an immediate of two bytes.
		if t := e.sized(list, first, 'w'); t != nil {
			i.prefix.data = false
			return t
		}
	}
	for k := 0; k < i.n && !i.word; k++ {
		if op := &i.ops[k]; op.kind == isa.Imm && op.class&isa.I8S == 0 {
			op.class &^= cutClasses // the size to cut it to is not known yet
		}
	}
	same := true
	var best *template
	for _, id := range list {
		t := &templates[id]
		if int(t.N) != i.n || i.demand&^t.Allow != 0 || !i.fits(t) || e.limit != nil && !e.allowed(t) || i.word && t.Letter == 'b' {
			continue
		}
		if best == nil {
			best = t
		}
		if t.Letter != first.Letter && t.Flags&isa.FlagQuietSize == 0 {
			same = false
		}
		if t.Letter == long && best.Letter != long && best.Letter != 's' {
			best = t
		}
	}
	if !same && best != nil && !i.prefix.data && i.prefix.rex&8 == 0 && !(e.Bits != 64 && best.isReturn()) {
		if !e.doubt(e.span(), "%s has no size suffix and no register operand that tells the size; %s%c is assumed",
			e.mnemonicText(), e.mnemonicText(), best.Letter) {
			i.broken = true
			return nil
		}
	}
	if best != nil && best.Letter == 'w' && i.word && e.Bits != 16 {
		i.prefix.data = false // its own
	}
	return best
}

// cutClasses are those of constants that a known operand size cuts.
const cutClasses = isa.IAny | isa.I8SW | isa.I8SL | isa.I16SL

// isReturn reports whether the instruction is a far return, whose size is that of
// the code when nothing tells it.
func (t *template) isReturn() bool {
	return t.Enc == isa.Legacy && t.Map == isa.Map0 && (t.Opcode == 0xcf || t.Opcode&^1 == 0xca)
}

// size16 is the form that 16-bit code means when neither suffix nor register
// tells the size: 16 bits, but behind .code16gcc 32 bits on the stack.
func (e *Encoder) size16(list []uint16, t *template) *template {
	i := &e.inst
	want := uint8('w')
	switch {
	case e.gcc && t.stack():
		want = 'l'
	case t.Map == isa.Map0 && (t.Opcode == 0xd9 || t.Opcode == 0xdd): // fldenv and its like
		want = 's'
	}
	if t.Letter == want || t.Letter != 'l' && t.Letter != 'w' || t.Sizers&^i.memMask != 0 || len(list) == 1 {
		return t
	}
	if other := e.sized(list, t, want); other != nil {
		return other
	}
	var buf [isa.MaxName]byte
	name := append(append(buf[:0], mnemonics[i.name-1].key.String()...), want)
	if id := lookup(name, 0, len(name)); id != 0 {
		m := &mnemonics[id-1]
		if other := e.sized(mnemonicLists[m.list:int(m.list)+int(m.n)], t, want); other != nil {
			return other
		}
	}
	return t
}

// sized finds the form of t with another suffix.
func (e *Encoder) sized(list []uint16, t *template, letter uint8) *template {
	i := &e.inst
	for _, id := range list {
		if o := &templates[id]; o.Letter == letter && o.N == t.N && o.Sizers&^i.memMask == 0 && i.demand&^o.Allow == 0 && i.fits(o) {
			return o
		}
	}
	return nil
}

// stack reports whether the instruction moves the stack pointer by its operand
// size: what .code16gcc is about.
func (t *template) stack() bool {
	op := t.Opcode
	switch t.Map {
	case isa.Map0:
		switch {
		case op&0xf0 == 0x50, op < 0x20 && op&6 == 6:
			return true
		case op == 0xff:
			return t.Ext == 2 || t.Ext == 3 || t.Ext == 6
		}
		switch op {
		case 0x60, 0x61, 0x68, 0x6a, 0x8f, 0x9a, 0x9c, 0x9d, 0xc2, 0xc3, 0xc8, 0xc9, 0xca, 0xcb, 0xe8:
			return true
		}
	case isa.Map0F:
		return op == 0xa0 || op == 0xa1 || op == 0xa8 || op == 0xa9
	}
	return false
}

// template is an isa.Template; the type is local so that the generated table
// can leave out the field names.
type template isa.Template
