package obj

import (
	"strings"

	"tas/diag"
)

// GNU as's manners with relocations: when a field needs none, which type it
// gets, and whether it names the symbol or the section that the symbol is in.

// fixup fills in one field, or makes a relocation of it. at is the field's
// offset in the section.
func (r *resolver) fixup(fix *Fixup, at int) {
	u := r.u
	v := fix.Value
	if v.Kind == ValueInt && fix.Kind == FixAbs {
		r.put(at, fix, v.Add)
		return
	}
	pcrel := fix.Kind == FixPCRel
	if x := u.Syms[v.Sym].Extra; x != 0 && u.Extras[x].WeakrefTo != 0 {
		v.Sym = u.Latest(u.Extras[x].WeakrefTo) // the alias never shows
	}
	s, ok := r.eval.reduce(v)
	if !ok {
		r.eval.complain(fix.Pos, v, "the value")
		return
	}
	if s.absolute() && v.Sym != 0 && v.Sub == 0 && r.namedNumber(fix, v.Sym, pcrel) {
		s = sum{plus: v.Sym, add: v.Add}
	}
	if pcrel {
		s.add -= int64(fix.Width) + int64(fix.Tail)
	}
	if s.minus != 0 {
		if string(u.Name(s.minus)) == OffsetTable {
			r.fromTable(fix, at, s)
			return
		}
		// x - y with y in this section is relative to the field itself; without
		// x, so is a number.
		if pcrel || u.SectionOf(s.minus) != r.sec {
			r.unrelated(fix, &s)
			return
		}
		s.add += int64(at) - u.symAddress(s.minus)
		pcrel = true
		if r.loose {
			from := u.symAddress(s.minus)
			u.spans = append(u.spans, span{r.sec, min(from, int64(at)), max(from, int64(at))})
		}
	}
	if s.plus == 0 {
		if !pcrel && v.Mod == ModNone {
			r.put(at, fix, s.add)
			return
		}
		r.reloc(fix, at, r.relocType(fix, pcrel, 0), 0, s.add)
		return
	}
	sym := &u.Syms[s.plus]
	sec := u.SectionOf(s.plus)
	if v.Mod == ModSIZE && sec != 0 && !r.preemptible(sym) {
		size := r.sizeOf(s.plus) + s.add
		if fix.Width == 4 && size < 0 {
			u.Diags.Errorf(diag.At(fix.Pos), "a size cannot be negative: this expression is %d", size)
		}
		r.put(at, fix, size)
		return
	}
	typ := r.relocType(fix, pcrel, s.plus)
	if r.loose && pcrel && sec == r.sec && plain(typ) && sym.Type != STT_GNU_IFUNC {
		r.looseField(fix, at, typ, s.plus, s.add)
		return
	}
	if pcrel && sec == r.sec && !r.global(sym) && sym.Type != STT_GNU_IFUNC && plain(typ) {
		if sym.Flags&(SymSection|SymUsed) == SymSection|SymUsed && sym.nameLen != 0 {
			r.kept = append(r.kept, s.plus) // GNU as keeps it, needed or not
		}
		r.put(at, fix, u.symAddress(s.plus)+s.add-int64(at))
		return
	}
	r.reloc(fix, at, typ, s.plus, s.add)
}

// OffsetTable is what a linker calls the global offset table.
const OffsetTable = "_GLOBAL_OFFSET_TABLE_"

// fromTable is x - _GLOBAL_OFFSET_TABLE_, which GNU as makes an offset of eight
// bytes, whatever the field has. A number stays one.
func (r *resolver) fromTable(fix *Fixup, at int, s sum) {
	if s.plus == 0 {
		r.put(at, fix, s.add)
		return
	}
	sym := &r.u.Syms[s.plus]
	if sec := r.u.SectionOf(s.plus); sec != 0 && !r.global(sym) {
		if at+8 > len(r.data) {
			r.u.Diags.Errorf(diag.At(fix.Pos), "an offset from the global offset table has eight bytes; use .quad")
			return
		}
		s.add += r.u.symAddress(s.plus)
		s.plus = r.u.Sections[sec].Sym
	}
	r.relocs.add(Reloc{Off: uint64(at), Add: s.add, Sym: uint32(s.plus), Type: R_X86_64_GOTOFF64}, fix.Pos)
}

// namedNumber reports whether a relocation names an absolute symbol instead of
// using its value: a global one, which another module might replace, or any for
// its GOT entry.
func (r *resolver) namedNumber(fix *Fixup, id SymID, pcrel bool) bool {
	s := &r.u.Syms[id]
	if s.Part != PartAbs || s.Flags&SymShadowed != 0 {
		return false
	}
	return s.Flags&(SymGlobal|SymWeak) != 0 || fix.Value.Mod != ModNone && keepsName(r.relocType(fix, pcrel, id))
}

// plain reports whether a relocation type means nothing but the distance to
// the symbol.
func plain(typ uint32) bool {
	switch typ {
	case R_X86_64_PC8, R_X86_64_PC16, R_X86_64_PC32, R_X86_64_PC64:
		return true
	}
	return false
}

// global reports whether another module may define or see the symbol.
func (r *resolver) global(s *Symbol) bool {
	return s.Flags&(SymGlobal|SymWeak) != 0 || !s.Defined()
}

func (r *resolver) preemptible(s *Symbol) bool { return r.global(s) }

// modifierTypes has the relocation type of each modifier, for fields of 4 and
// 8 bytes; 0 = there is none.
var modifierTypes = [...][2]uint32{
	ModPLT:      {R_X86_64_PLT32, 0},
	ModPLTOFF:   {0, R_X86_64_PLTOFF64},
	ModGOT:      {R_X86_64_GOT32, R_X86_64_GOT64},
	ModGOTOFF:   {0, R_X86_64_GOTOFF64},
	ModGOTPCREL: {R_X86_64_GOTPCREL, R_X86_64_GOTPCREL64},
	ModGOTPLT:   {0, R_X86_64_GOTPLT64},
	ModTLSGD:    {R_X86_64_TLSGD, 0},
	ModTLSLD:    {R_X86_64_TLSLD, 0},
	ModDTPOFF:   {R_X86_64_DTPOFF32, R_X86_64_DTPOFF64},
	ModTPOFF:    {R_X86_64_TPOFF32, R_X86_64_TPOFF64},
	ModGOTTPOFF: {R_X86_64_GOTTPOFF, 0},
	ModTLSDESC:  {R_X86_64_GOTPC32_TLSDESC, 0},
	ModTLSCALL:  {R_X86_64_TLSDESC_CALL, 0},
	ModSIZE:     {R_X86_64_SIZE32, R_X86_64_SIZE64},
}

// relocType chooses the type of a relocation against sym.
func (r *resolver) relocType(fix *Fixup, pcrel bool, sym SymID) uint32 {
	mod := fix.Value.Mod
	if fix.Flags&FixTLSDesc != 0 {
		return R_X86_64_TLSDESC_CALL
	}
	if mod != ModNone {
		wide := 0
		if fix.Width == 8 {
			wide = 1
		}
		typ := uint32(0)
		if int(mod) < len(modifierTypes) && fix.Width >= 4 {
			typ = modifierTypes[mod][wide]
		}
		switch typ {
		case 0:
			r.u.Diags.Errorf(diag.At(fix.Pos), "this @ modifier does not work for a field of %d bytes", fix.Width)
		case R_X86_64_PLT32:
			bare := uint32(R_X86_64_32)
			if pcrel {
				bare = R_X86_64_PC32
			}
			if !r.named(fix, bare, sym) {
				return bare
			}
		case R_X86_64_GOTPCREL:
			if !r.opt.NoGOTX && fix.Flags&FixGOTX != 0 {
				return R_X86_64_GOTPCRELX
			}
			if !r.opt.NoGOTX && fix.Flags&FixGOTXRex != 0 {
				return R_X86_64_REX_GOTPCRELX
			}
		}
		return typ
	}
	if sym != 0 && r.u.Syms[sym].Flags&SymTemp == 0 && string(r.u.Name(sym)) == OffsetTable {
		switch fix.Width {
		case 4:
			return R_X86_64_GOTPC32
		case 8:
			return R_X86_64_GOTPC64
		}
	}
	if pcrel {
		switch fix.Width {
		case 1:
			return R_X86_64_PC8
		case 2:
			return R_X86_64_PC16
		case 8:
			return R_X86_64_PC64
		}
		if fix.Flags&(FixBranch|FixNarrow) == FixBranch && (fix.Value.Add == 0 || fix.Value.Sub != 0) { // ext is marked, ext-3 is not
			if r.needsPLT(sym) {
				return R_X86_64_PLT32
			}
			// A call is marked, too, when its name turns out to be a number, or stays
			// in the relocation, and was not known to be local at the call.
			if fix.Flags&FixJump == 0 && (sym == 0 && fix.Value.Sym != 0 ||
				sym != 0 && r.u.Syms[sym].Pos > fix.Pos && r.named(fix, R_X86_64_PC32, sym)) {
				return R_X86_64_PLT32
			}
		}
		return R_X86_64_PC32
	}
	switch fix.Width {
	case 1:
		return R_X86_64_8
	case 2:
		return R_X86_64_16
	case 8:
		return R_X86_64_64
	}
	if fix.Flags&FixSigned != 0 {
		return R_X86_64_32S
	}
	return R_X86_64_32
}

// needsPLT reports whether a branch to sym is marked as one by R_X86_64_PLT32:
// a linker may then send it through the procedure linkage table.
func (r *resolver) needsPLT(sym SymID) bool {
	return sym != 0 && r.global(&r.u.Syms[sym])
}

// named reports whether a relocation of a type that means a plain address or
// distance names sym, and not its section.
func (r *resolver) named(fix *Fixup, typ uint32, sym SymID) bool {
	switch {
	case sym == 0:
		return false
	case r.needsPLT(sym):
		return true
	}
	s, sec := &r.u.Syms[sym], r.u.SectionOf(sym)
	return sec != 0 && s.Flags&SymSection == 0 && !r.u.loosable(sec) && !r.adjustable(s, sec, typ, fix, fix.Value.Add)
}

// keepsName reports whether a relocation type needs the symbol itself: it asks
// for a property of the symbol (its GOT entry, its thread-local offset) and not
// for its address.
func keepsName(typ uint32) bool {
	switch typ {
	case R_X86_64_PLT32, R_X86_64_GOT32, R_X86_64_GOTOFF64, R_X86_64_GOTPCREL,
		R_X86_64_GOTPCRELX, R_X86_64_REX_GOTPCRELX, R_X86_64_SIZE32, R_X86_64_SIZE64:
		return true
	}
	return isTLS(typ)
}

// isTLS reports whether a relocation type makes its symbol thread-local.
func isTLS(typ uint32) bool {
	switch typ {
	case R_X86_64_TLSGD, R_X86_64_TLSLD, R_X86_64_DTPOFF32, R_X86_64_DTPOFF64,
		R_X86_64_GOTTPOFF, R_X86_64_TPOFF32, R_X86_64_TPOFF64,
		R_X86_64_GOTPC32_TLSDESC, R_X86_64_TLSDESC_CALL:
		return true
	}
	return false
}

// reloc appends a relocation against a symbol, or against the section symbol
// when the name is of no use to the linker.
func (r *resolver) reloc(fix *Fixup, at int, typ uint32, sym SymID, add int64) {
	u := r.u
	switch typ {
	case R_X86_64_GOTPC32, R_X86_64_GOTPC64:
		if fix.Kind == FixAbs && fix.Value.Sub == 0 {
			// The processor's idea of "here" is the start of the instruction.
			add += int64(fix.Tail)
		}
	}
	if sym != 0 {
		s := &u.Syms[sym]
		sec := u.SectionOf(sym)
		if isTLS(typ) {
			r.tls = append(r.tls, sym)
			if s.Part == PartCommon && s.Type != STT_TLS || sec != 0 && u.Sections[sec].Flags&SHF_TLS == 0 {
				u.Diags.Errorf(diag.At(fix.Pos), "%s is used as a thread-local symbol, but is not in a section such as .tdata with flag T", u.describe(sym))
			}
		}
		if sec != 0 && r.adjustable(s, sec, typ, fix, add) {
			add += u.symAddress(sym)
			sym = u.Sections[sec].Sym
		}
	}
	r.relocs.add(Reloc{Off: uint64(at), Add: add, Sym: uint32(sym), Type: typ}, fix.Pos)
}

// adjustable reports whether a relocation may name the section in place of a
// local symbol.
func (r *resolver) adjustable(s *Symbol, sec SectionID, typ uint32, fix *Fixup, add int64) bool {
	if r.global(s) || s.Type == STT_GNU_IFUNC || s.Flags&SymSection != 0 || keepsName(typ) {
		return false
	}
	if r.u.loosable(sec) {
		return false
	}
	if sec != r.sec && r.linkOnce(sec) && (s.Flags&SymTemp == 0 || r.opt.KeepLocals && s.nameLen != 0) {
		return false
	}
	flags := r.u.Sections[sec].Flags
	if flags&SHF_TLS != 0 {
		return false
	}
	if flags&SHF_MERGE != 0 {
		// A linker that merges equal items must know which item is meant: an
		// addend could reach into a neighbour.
		switch typ {
		case R_X86_64_PC8, R_X86_64_PC16, R_X86_64_PC32, R_X86_64_PC64:
			return false
		}
		return add == 0
	}
	return true
}

// linkOnce reports whether a linker may drop a section in favour of another
// object's. What refers to it from elsewhere is better off with a name.
func (r *resolver) linkOnce(sec SectionID) bool {
	s := &r.u.Sections[sec]
	return s.Comdat || strings.HasPrefix(s.Name, ".gnu.linkonce")
}

// unrelated reports a difference that no relocation expresses.
func (r *resolver) unrelated(fix *Fixup, s *sum) {
	u := r.u
	minus := &u.Syms[s.minus]
	switch {
	case !minus.Defined():
		u.Diags.Errorf(diag.At(fix.Pos), "%s is subtracted, but it is not defined here", u.describe(s.minus))
	case s.plus == 0:
		u.Diags.Errorf(diag.At(fix.Pos), "the negative of an address is no value; subtract %s from a label", u.describe(s.minus))
	default:
		u.Diags.Errorf(diag.At(fix.Pos), "the difference of %s and %s cannot be expressed: only a label of this section can be subtracted from one that is elsewhere",
			u.describe(s.plus), u.describe(s.minus))
	}
}

// sizeOf is the value of a symbol's .size.
func (r *resolver) sizeOf(id SymID) int64 {
	s := &r.u.Syms[id]
	n := int64(0)
	if s.Flags&SymSection != 0 {
		n = int64(r.u.Sections[r.u.SectionOf(id)].Size)
	}
	if s.Extra == 0 || r.u.Extras[s.Extra].Size.Kind == ValueNone {
		return n
	}
	x := &r.u.Extras[s.Extra]
	r.u.Unmeasured, r.eval.sizing = true, true
	size, ok := r.eval.number(x.Size)
	r.u.Unmeasured, r.eval.sizing = false, false
	if !ok && r.opt.SizeWarning {
		r.eval.why, r.eval.at = "", 0
		r.u.Diags.Warnf(diag.At(x.SizePos), "the size of %s is no number and is taken as zero", r.u.describe(id))
		return 0
	}
	if !ok {
		r.eval.complain(x.SizePos, x.Size, "the size of "+r.u.describe(id))
	}
	if s.Flags&SymSection == 0 {
		n = size
	}
	return n
}
