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
		if m.sizes && t.Letter != 0 && t.Flags&isa.FlagDefault64 == 0 && t.Sizers&^i.memMask == 0 && (t.Sizers != 0 || t.Flags&isa.FlagWarnSize != 0) {
			return e.defaultSize(list, t)
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
// short one, and warns.
func (e *Encoder) defaultSize(list []uint16, first *template) *template {
	i := &e.inst
	for k := range i.n {
		if op := &i.ops[k]; op.kind == isa.Imm && op.class&isa.I8S == 0 {
			op.class &^= isa.IAny | isa.I8SW | isa.I8SL // the size to cut it to is not known yet
		}
	}
	same := true
	var best *template
	for _, id := range list {
		t := &templates[id]
		if int(t.N) != i.n || i.demand&^t.Allow != 0 || !i.fits(t) || e.limit != nil && !e.allowed(t) {
			continue
		}
		if best == nil {
			best = t
		}
		if t.Letter != first.Letter && t.Flags&isa.FlagQuietSize == 0 {
			same = false
		}
		if t.Letter == 'l' && best.Letter != 'l' && best.Letter != 's' {
			best = t
		}
	}
	if !same && best != nil && !i.prefix.data && i.prefix.rex&8 == 0 {
		e.in.Diags.Warnf(e.span(), "%s has no size suffix and no register operand that tells the size; %s%c is assumed",
			e.mnemonicText(), e.mnemonicText(), best.Letter)
	}
	return best
}

// template is an isa.Template; the type is local so that the generated table
// can leave out the field names.
type template isa.Template
