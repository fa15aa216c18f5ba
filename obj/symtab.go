package obj

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"

	"tas/diag"
)

// The symbol table of an object: the file name, then the local symbols in the
// order in which the source first names them (a section symbol where the section
// begins, and only when a relocation needs it), then the global ones.

// symbols chooses and orders the symbols and renumbers the relocations.
func (r *resolver) symbols() {
	u := r.u
	u.nameNumerics()
	for _, g := range r.groupList() {
		if s := &u.Syms[g.signature]; s.Flags&SymSection != 0 {
			s.Flags |= SymReloc // a group called .text: the symbol of the section serves
			u.Pin(g.signature)
		}
	}
	var files, locals, globals []SymID
	for _, id := range ascending(u.placed, len(u.Syms)) {
		switch s := &u.Syms[id]; {
		case s.Type == STT_FILE && files == nil:
			files = append(files, id) // only the first .file comes before all else
		case !r.wanted(id):
			r.sizeOf(id) // must make sense even so
		case r.global(s) || s.Extra != 0 && u.Extras[s.Extra].Unique:
			globals = append(globals, id)
		default:
			locals = append(locals, id)
		}
	}
	r.inOrder(locals)
	r.inOrder(globals)

	// From here on Symbol.order is the number in the table. A list of numbers for all
	// symbols would have a few on each of many pages: 0.4 ms of 30 at -O2, 1 ms at -g.
	r.out.Symbols = make([]ObjectSymbol, 1, len(files)+len(locals)+len(globals)+4)
	for _, list := range [...][]SymID{files, locals, r.signatures(), globals} {
		for _, id := range list {
			n := uint32(len(r.out.Symbols))
			r.out.Symbols = append(r.out.Symbols, r.symbol(id, string(u.Name(id))))
			u.Syms[id].order = n
		}
	}
	r.out.FirstGlobal = len(r.out.Symbols) - len(globals)
	for i := range r.out.Sections {
		o := &r.out.Sections[i]
		if o.Type == SHT_GROUP {
			o.Info = u.Syms[o.Info].order
			// A signature that is no symbol otherwise is a local one of the group.
			if s := &r.out.Symbols[o.Info]; s.Section == SHN_UNDEF && int(o.Info) < r.out.FirstGlobal {
				s.Section, s.Bind = uint32(i), STB_LOCAL
			}
		}
		for k := range o.Relocs {
			o.Relocs[k].Sym = u.Syms[o.Relocs[k].Sym].order
		}
	}
}

// namelessName is what as calls a symbol without a name that a relocation needs:
// .long .@GOT.
const namelessName = "L0\x01"

// ascending returns the ids of a list, all below end, in order and each once.
func ascending(list []SymID, end int) []SymID {
	set := make([]uint64, end/64+1)
	for _, id := range list {
		set[id/64] |= 1 << (id % 64)
	}
	list = list[:0]
	for i, word := range set {
		for ; word != 0; word &= word - 1 {
			list = append(list, SymID(64*i+bits.TrailingZeros64(word)))
		}
	}
	return list
}

// inOrder sorts symbols by their places. They nearly are: only .L symbols get
// theirs late.
func (r *resolver) inOrder(ids []SymID) {
	syms := r.u.Syms
	slices.SortStableFunc(ids, func(a, b SymID) int { return cmp.Compare(syms[a].order, syms[b].order) })
}

// signatures are the group names that are not symbols of the source.
func (r *resolver) signatures() []SymID {
	var list []SymID
	for _, g := range r.groupList() {
		if s := &r.u.Syms[g.signature]; s.Part == PartNone && s.Flags&(SymReloc|SymGlobal|SymWeak) == 0 {
			list = append(list, g.signature)
		}
	}
	return list
}

// wanted reports whether a symbol goes into the table.
func (r *resolver) wanted(id SymID) bool {
	s := &r.u.Syms[id]
	if s.Extra != 0 && r.u.Extras[s.Extra].Removed {
		if s.Flags&SymReloc != 0 {
			r.u.Diags.Errorf(diag.At(s.Pos), "%s is removed by .symver and has several versions, so no relocation can name it", r.u.Name(id))
			s.order = 0 // and so that one names none
		}
		return false
	}
	if s.Flags&SymReloc != 0 {
		return true
	}
	if s.Flags&SymSection != 0 || s.nameLen == 0 || s.Flags&SymBuiltin != 0 {
		return false
	}
	if r.u.weakref(s) {
		return false
	}
	if s.Flags&SymTemp != 0 {
		return (s.Part != PartNone || s.Flags&SymGlobal != 0) && s.Flags&SymShadowed == 0 && (r.opt.KeepLocals && !r.namesSection(id) || s.Flags&(SymGlobal|SymWeak) != 0)
	}
	if s.Part == PartNone {
		// Whatever the source names is listed, but a weak one only when a
		// relocation needs it.
		return s.Flags&(SymWritten|SymUsed) != 0 && s.Flags&SymWeak == 0
	}
	if s.Part == PartAbs {
		return !r.opt.StripAbsolute || r.global(s) || s.Type == STT_FILE
	}
	return s.Part >= PartCommon
}

// namesSection reports whether a symbol is the name of the section in which it
// is, one that was made at the end of the source.
func (r *resolver) namesSection(id SymID) bool {
	s := &r.u.Syms[id]
	return s.InPart() && s.Off == 0 && r.u.Sections[r.u.SectionOf(id)].Name == string(r.u.Name(id))
}

// symbol makes the ELF form of a symbol.
func (r *resolver) symbol(id SymID, name string) ObjectSymbol {
	u := r.u
	s := &u.Syms[id]
	o := ObjectSymbol{Name: name, Type: s.Type, Vis: s.Vis, Pos: s.Pos, Bind: STB_LOCAL, Order: s.order}
	if r.global(s) {
		o.Bind = STB_GLOBAL
		if s.Flags&SymWeak != 0 {
			o.Bind = STB_WEAK
		}
	}
	switch {
	case s.Part == PartAbs:
		o.Section, o.Value = SHN_ABS, s.Off
	case s.Part == PartCommon:
		if s.Flags&SymWeak != 0 {
			u.Diags.Errorf(diag.At(s.Pos), "symbol %s cannot be both weak and common", name)
		}
		o.Section, o.Size = SHN_COMMON, s.Off
		if s.Type != STT_TLS {
			o.Type = STT_OBJECT
		}
		if r.opt.CommonType && o.Type == STT_OBJECT {
			o.Type = STT_COMMON
		}
	case s.Part >= FirstPart:
		sec := u.SectionOf(id)
		o.Section, o.Value = r.index[sec], uint64(u.symAddress(id))
		if u.Sections[sec].Flags&SHF_TLS != 0 && s.Flags&SymSection == 0 {
			o.Type = STT_TLS
		}
	}
	switch {
	case s.Flags&SymSection != 0 || name == EmptyName:
		o.Name = ""
	case name == "" && s.Type != STT_FILE:
		o.Name = namelessName
	}
	if s.Extra != 0 {
		x := &u.Extras[s.Extra]
		if s.Part == PartCommon {
			o.Value = max(x.CommonAlign, 1)
			if x.Large {
				o.Section = SHN_X86_64_LCOMMON
			}
		}
		if x.Unique && s.Defined() && s.Flags&SymLocal == 0 {
			o.Bind = STB_GNU_UNIQUE
		}
		if x.Size.Kind != ValueNone {
			if n := r.sizeOf(id); s.Part != PartCommon {
				o.Size = uint64(n)
			}
		}
	}
	return o
}

// groups lists the members of each group in its contents.
func (r *resolver) groups() {
	for k, g := range r.groupList() {
		o := &r.out.Sections[k+1]
		for id := 1; id < len(r.u.Sections); id++ {
			if r.u.Sections[id].Group == g.signature {
				o.Data = binary.LittleEndian.AppendUint32(o.Data, r.index[id])
			}
		}
		o.Size = uint64(len(o.Data))
	}
}
