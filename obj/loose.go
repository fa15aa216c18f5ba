package obj

import (
	"slices"
	"sort"

	"tas/diag"
)

// Loose code is code that a linker may take apart and put together anew, to
// make it smaller. For that the assembler says where every instruction starts,
// keeps a relocation for every field that depends on a distance, even within a
// section, and gives up a section when a number was made of the distance of
// two of its places: `.quad end-start` could not be kept true. A .size or a
// record of .eh_frame may be such a number: those the linker knows.

// Looseness is the part of a Unit that is about this.
type Looseness struct {
	Marking bool // statements leave a Mark in code sections
	Loose   bool // code may be moved; implies Marking

	// Unmeasured says that distances computed now do not tie the code down.
	Unmeasured bool

	measured []distance // between places of one section of code
	spans    []span     // the same, known as offsets
}

// distance is what was computed of two places.
type distance struct{ a, b SymID }

// span is a stretch of a section whose length was computed.
type span struct {
	sec    SectionID
	lo, hi int64
}

// loosable reports whether a section may become loose.
func (u *Unit) loosable(id SectionID) bool {
	const code = SHF_ALLOC | SHF_EXECINSTR
	s := &u.Sections[id]
	return u.Loose && s.Flags&(code|SHF_MERGE) == code && s.Type == SHT_PROGBITS
}

// measure takes note that the distance of two places went into a number.
func (u *Unit) measure(a, b SymID) {
	if u.Loose && !u.Unmeasured && u.loosable(u.SectionOf(a)) {
		u.measured = append(u.measured, distance{a, b})
	}
}

// incidental reports whether distances that occur in a section are of no
// consequence for code: debugging information, and call frames.
func (s *Section) incidental() bool { return s.Flags&SHF_ALLOC == 0 || s.Name == ".eh_frame" }

// MarkInsn marks an instruction that starts at a place.
func (u *Unit) MarkInsn(at Loc, pos diag.Pos) { u.mark(at, pos, InsnCode) }

// MarkRest marks what else a statement that began at a place has put there:
// data, or padding.
func (u *Unit) MarkRest(at Loc, pos diag.Pos) {
	p := u.Part(at.Part)
	if int(at.Frag) == len(p.Frags) && int(at.Off) == len(p.Data) {
		return
	}
	if n := len(p.Marks); n > 0 && (p.Marks[n-1].Frag > at.Frag || p.Marks[n-1].Frag == at.Frag && p.Marks[n-1].Off >= at.Off) {
		return // an instruction
	}
	kind := InsnData
	if int(at.Frag) < len(p.Frags) {
		if f := &p.Frags[at.Frag]; f.Kind == FragAlign && (f.Flags&FragCode != 0 || f.Flags&FragFillBig == 0 && f.Fill == 0x90) {
			kind = InsnPad
		}
	}
	u.mark(at, pos, kind)
}

func (u *Unit) mark(at Loc, pos diag.Pos, kind InsnKind) {
	p := u.Part(at.Part)
	if u.Sections[p.Section].Flags&SHF_EXECINSTR != 0 {
		p.Marks = append(p.Marks, Mark{Frag: at.Frag, Off: at.Off, Pos: pos, Kind: kind})
	}
}

// exactPlace returns a symbol for the very place, in the section at work, that
// a branch goes to.
func (r *resolver) exactPlace(sym SymID, add int64) SymID {
	u := r.u
	target := u.symAddress(sym) + add
	r.targets = append(r.targets, target)
	if add == 0 {
		return sym
	}
	part := u.Sections[r.sec].Parts[0]
	return u.Place(Loc{Part: part, Off: uint32(target - u.Part(part).shift[0])}, u.Syms[sym].Pos)
}

// looseField makes the relocation of a field that holds a distance within the
// loose section at work.
func (r *resolver) looseField(fix *Fixup, at int, typ uint32, sym SymID, add int64) {
	end := int64(fix.Width) + int64(fix.Tail)
	if fix.Flags&FixData == 0 && (fix.Flags&FixBranch != 0 || fix.Width < 4) {
		sym, add = r.exactPlace(sym, add+end), -end
	}
	r.keep(fix, at, typ, sym, add)
}

// looseJump makes the relocation of a relaxed jump within the section at work.
func (r *resolver) looseJump(f *Frag, at int, width int64, typ uint32) {
	sym := r.exactPlace(f.Value.Sym, f.Value.Add)
	r.u.Syms[sym].Flags |= SymReloc
	r.late.add(Reloc{Off: uint64(at), Add: -width, Sym: uint32(sym), Type: typ}, f.Pos)
}

// keep appends a relocation that names its symbol.
func (r *resolver) keep(fix *Fixup, at int, typ uint32, sym SymID, add int64) {
	r.u.Syms[sym].Flags |= SymReloc
	r.relocs.add(Reloc{Off: uint64(at), Add: add, Sym: uint32(sym), Type: typ}, fix.Pos)
}

// insns lists what the marks of a section say.
func (r *resolver) insns(id SectionID) []Insn {
	var list []Insn
	for _, part := range r.u.Sections[id].Parts {
		p := r.u.Part(part)
		for _, m := range p.Marks {
			list = append(list, Insn{Off: uint32(p.shift[m.Frag] + int64(m.Off)), Pos: m.Pos, Kind: m.Kind})
		}
	}
	return list
}

// looseSections decides which sections are loose, after the contents of all
// have been computed.
func (r *resolver) looseSections() {
	u := r.u
	if !u.Loose {
		return
	}
	for _, d := range u.measured {
		lo, hi := u.symAddress(d.a), u.symAddress(d.b)
		u.spans = append(u.spans, span{u.SectionOf(d.a), min(lo, hi), max(lo, hi)})
	}
	for i := range u.Relocs { // what .reloc means is unknown
		u.spans = append(u.spans, span{u.Part(u.Relocs[i].Part).Section, 0, 1 << 32})
	}
	for id := 1; id < len(u.Sections); id++ {
		if !u.loosable(SectionID(id)) {
			continue
		}
		o := &r.out.Sections[r.index[id]]
		slices.SortStableFunc(o.Relocs, func(a, b Reloc) int { return int(int64(a.Off) - int64(b.Off)) })
		o.Loose = r.glue(SectionID(id), o) && r.unmeasured(SectionID(id), o) && r.targetsCode(SectionID(id), o)
	}
}

// glue joins what belongs together: a prefix on a line of its own with its
// instruction, data without a label with the data or the code around. It
// reports false when numbers stand where an instruction is expected: they may
// be a jump.
func (r *resolver) glue(id SectionID, o *ObjectSection) bool {
	named, places := r.labels(id)
	if len(o.Insns) == 0 || o.Insns[0].Off != 0 {
		return false
	}
	out := o.Insns[:0]
	for i, n := range o.Insns {
		if i+1 < len(o.Insns) && o.Insns[i+1].Off == n.Off {
			continue // padding of no bytes
		}
		if len(out) == 0 {
			out = append(out, n)
			continue
		}
		last := &out[len(out)-1]
		b := o.Data[last.Off:n.Off]
		switch {
		case last.Kind == InsnCode && n.Kind == InsnCode && onlyPrefixes(b):
			continue
		case last.Kind == InsnData && n.Kind == InsnData && !named[n.Off]:
			continue
		case last.Kind == InsnData && n.Kind == InsnCode && !places[n.Off]:
			continue
		case last.Kind == InsnCode && n.Kind == InsnData && !named[n.Off] && !EndsFlow(b):
			return false
		}
		out = append(out, n)
	}
	o.Insns = out
	return true
}

// labels returns the offsets of labels with a name, and those of all places.
func (r *resolver) labels(id SectionID) (named, places map[uint32]bool) {
	u := r.u
	named, places = map[uint32]bool{}, map[uint32]bool{}
	for i := 1; i < len(u.Syms); i++ { // loose code is not read in pieces
		if s := &u.Syms[i]; u.SectionOf(SymID(i)) == id && s.Flags&SymSection == 0 {
			at := uint32(u.symAddress(SymID(i)))
			places[at] = true
			if s.nameLen != 0 {
				named[at] = true
			}
		}
	}
	return named, places
}

// unmeasured reports whether every computed distance lies within one run of
// data.
func (r *resolver) unmeasured(id SectionID, o *ObjectSection) bool {
	for _, m := range r.u.spans {
		if m.sec != id || m.lo == m.hi {
			continue
		}
		i := sort.Search(len(o.Insns), func(i int) bool { return int64(o.Insns[i].Off) > m.lo }) - 1
		if i < 0 || o.Insns[i].Kind != InsnData || i+1 < len(o.Insns) && int64(o.Insns[i+1].Off) < m.hi {
			return false
		}
	}
	return true
}

// targetsCode reports whether the branches within a section go to
// instructions.
func (r *resolver) targetsCode(id SectionID, o *ObjectSection) bool {
	for _, target := range r.branches[id] {
		i := sort.Search(len(o.Insns), func(i int) bool { return int64(o.Insns[i].Off) >= target })
		if i < len(o.Insns) && int64(o.Insns[i].Off) == target && o.Insns[i].Kind == InsnData {
			return false
		}
	}
	return true
}

// onlyPrefixes reports whether the bytes are prefixes of an instruction to come.
func onlyPrefixes(b []byte) bool {
	for _, c := range b {
		switch c {
		case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3:
		default:
			if c&0xf0 != 0x40 {
				return false
			}
		}
	}
	return true
}

// EndsFlow reports whether an instruction never goes on to the next one: jumps,
// returns, traps.
func EndsFlow(b []byte) bool {
	for len(b) > 1 && (b[0] == 0xf2 || b[0] == 0xf3 || b[0] == 0x66 || b[0] == 0x3e || b[0]&0xf0 == 0x40) {
		b = b[1:]
	}
	switch b[0] {
	case 0xeb, 0xe9, 0xc3, 0xc2, 0xf4, 0xcf:
		return true
	case 0xff:
		return len(b) > 1 && (b[1]>>3&7 == 4 || b[1]>>3&7 == 5)
	case 0x0f:
		return len(b) > 1 && b[1] == 0x0b
	}
	return false
}
