package obj

import (
	"encoding/binary"
	"sort"

	"tas/diag"
)

// Resolve is the step from a relaxed Unit to an Object: bytes are put together,
// fields are filled in or become relocations, and the symbols that the object
// needs are chosen and ordered. What GNU as does, and where it does so against
// expectation, stands here and in manners.go.

// Options are the choices about objects.
type Options struct {
	KeepLocals bool // -L: .L symbols stay in .symtab
	NoGOTX     bool // -mrelax-relocations=no: GOTPCREL, never GOTPCRELX
	Shared     bool // -mshared: a global symbol may be replaced by another module's

	StripAbsolute bool // --strip-local-absolute: local constants are not in .symtab
	CommonType    bool // --elf-stt-common=yes: common symbols have a type of their own
	SizeWarning   bool // --size-check=warning: a .size that is no number is no error
}

// resolver turns one Unit into an Object.
type resolver struct {
	u    *Unit
	opt  *Options
	eval evaluator

	index []uint32 // object section of each unit section
	plain []bool   // whether the symbol of a section stands for local ones in it, see toSection
	out   Object

	sec    SectionID // the section at work
	data   []byte    // its bytes
	relocs relocList // its relocations; Sym is a SymID until the symbols are chosen
	late   relocList // those of long jumps, which come last
	loose  bool      // it may become loose, see loose.go

	kept []SymID // symbols that stay in .symtab, relocation or not
	tls  []SymID // those that relocations make thread-local

	targets  []int64   // of the branches within it
	branches [][]int64 // the same of all sections

	gathered uint64 // bytes of all sections so far

}

// Resolve makes the object of a relaxed unit. Errors go to u.Diags; then the
// object is not to be used.
func Resolve(u *Unit, opt *Options) *Object {
	r := &resolver{u: u, opt: opt, eval: evaluator{u: u}}
	r.settleSymbols()
	r.numberSections()
	r.sections()
	r.looseSections()
	r.symbols()
	r.groups()
	r.out.GNU, r.out.Index = u.GNU, r.index
	for i := range u.Parts {
		Reuse(u, u.Parts[i].Frags)
	}
	Reuse(u, u.Syms)
	r.out.spare = u.spare
	return &r.out
}

// settleSymbols replaces every symbol that equals an expression by what the
// expression is worth: a number, a place, or another symbol plus a number.
func (r *resolver) settleSymbols() {
	u := r.u
	for _, id := range u.listExpressions() {
		s := &u.Syms[id]
		if u.weakref(s) {
			continue // what uses a .weakref refers to its target
		}
		t, ok := r.eval.symbol(id)
		s = &u.Syms[id]
		switch {
		case !ok && r.eval.why == "it is defined in terms of itself" && s.Flags&SymShadowed == 0:
			u.Diags.Errorf(diag.At(s.Pos), "the definition of %s refers to itself", u.describe(id))
			s.Part, s.Off = PartAbs, 0
		case !ok || t.minus != 0:
			// Left as it is: an error where it is used, or here when it has a name.
			if s.Flags&SymAssigned != 0 && s.Flags&SymShadowed == 0 && s.nameLen != 0 {
				n := &u.Nodes[s.Off]
				r.eval.complain(n.Pos, n.L, "the value of "+u.describe(id))
			}
		case t.plus == 0:
			s.Part, s.Off, s.Frag = PartAbs, uint64(t.add), 0
		case u.Syms[t.plus].InPart():
			target := &u.Syms[t.plus]
			if n := &u.Nodes[s.Off]; (n.Op != OpValue || n.L.Sub != 0 || u.Calculated(n.L.Sym)) && s.Flags&SymGlobal == 0 {
				s.Flags |= SymTemp // as lists no symbol that a sum with another makes a place
			}
			s.Part, s.Frag, s.Off = target.Part, target.Frag, target.Off+uint64(t.add)
		case u.Syms[t.plus].Part == PartCommon && s.nameLen != 0:
			u.Diags.Errorf(diag.At(s.Pos), "%s stands for the common symbol %s, whose place only the linker knows", u.describe(id), u.describe(t.plus))
		default:
			u.Nodes = append(u.Nodes, Node{L: Value{Kind: ValueSym, Sym: t.plus, Add: t.add}, Pos: s.Pos})
			s.Off = uint64(len(u.Nodes) - 1)
		}
	}
}

// numberSections makes the object's list of sections: groups first, then the
// rest in order of creation.
func (r *resolver) numberSections() {
	u := r.u
	r.index = make([]uint32, len(u.Sections))
	r.plain = make([]bool, len(u.Sections))
	r.branches = make([][]int64, len(u.Sections))
	r.out.Sections = make([]ObjectSection, 1, len(u.Sections)+8)
	for _, g := range r.groupList() {
		r.out.Sections = append(r.out.Sections, ObjectSection{
			Name: ".group", Type: SHT_GROUP, Align: 4, EntSize: 4,
			Info: uint32(g.signature), Data: make([]byte, 4),
		})
		if g.comdat {
			binary.LittleEndian.PutUint32(r.out.Sections[len(r.out.Sections)-1].Data, 1)
		}
	}
	for id := 1; id < len(u.Sections); id++ {
		r.index[id] = uint32(len(r.out.Sections))
		s := &u.Sections[id]
		r.plain[id] = s.Flags&SHF_TLS == 0 && !r.linkOnce(SectionID(id)) && !u.loosable(SectionID(id))
		r.out.Sections = append(r.out.Sections, ObjectSection{
			Name: s.Name, Type: s.Type, Flags: s.Flags, Align: s.Align, EntSize: s.EntSize,
			Info: s.Info, Size: s.Size,
		})
	}
}

type group struct {
	signature SymID
	comdat    bool
}

// groupList returns the groups in the order in which they appear.
func (r *resolver) groupList() []group {
	var list []group
next:
	for id := 1; id < len(r.u.Sections); id++ {
		s := &r.u.Sections[id]
		if s.Group == 0 {
			continue
		}
		for i := range list {
			if list[i].signature == s.Group {
				continue next
			}
		}
		list = append(list, group{s.Group, r.linkOnce(SectionID(id))})
	}
	return list
}

// section puts the bytes of a section together and applies its fixups.
func (r *resolver) section(id SectionID) {
	whole := share{sec: id}
	r.work(&whole)
	r.finish(id, whole)
}

// share is one core's share of a section: all of it, unless concurrent.go says
// otherwise; and what came of it.
type share struct {
	sec      SectionID
	from, to int    // the items of the only part that it has, when to is not 0
	room     []byte // for the bytes of that: those of the section before it, and its own behind the end

	data         []byte // of the section as far as it is done
	relocs, late relocList
}

// work puts the bytes of a share together and applies their fixups.
func (r *resolver) work(h *share) {
	u := r.u
	s := &u.Sections[h.sec]
	r.sec, r.data, r.relocs, r.late = h.sec, nil, relocList{}, relocList{}
	r.loose, r.targets = u.loosable(h.sec), nil
	u.Unmeasured = s.incidental()
	switch {
	case h.to != 0:
		r.data = h.room
		r.items(u.Part(s.Parts[0]), h.from, h.to)
	case s.Type == SHT_NOBITS:
		r.counts(s)
	default:
		r.gather(s)
	}
	count := 0
	for _, part := range s.Parts {
		fields, fixups := h.fixups(u.Part(part))
		count += len(fields) + len(fixups)
	}
	if count > 0 {
		r.relocs = relocList{reuse[Reloc](u.spare, 0, count), reuse[diag.Pos](u.spare, 0, count)}
	}
	for _, part := range s.Parts {
		r.fixups(u.Part(part), h)
	}
	r.requests()
	h.data, h.relocs, h.late = r.data, r.relocs, r.late
}

// finish makes a section of the object of its shares.
func (r *resolver) finish(id SectionID, shares ...share) {
	u := r.u
	s := &u.Sections[id]
	o := &r.out.Sections[r.index[id]]
	all := shares[0].relocs
	for i := range shares[1:] {
		all.join(&shares[i+1].relocs)
	}
	for i := range shares {
		all.join(&shares[i].late)
	}
	o.Data, o.Relocs, o.Asked = shares[len(shares)-1].data, all.relocs, all.asked
	if s.Flags&SHF_LINK_ORDER != 0 {
		to := s.LinkTo
		if to == 0 && s.Link != 0 {
			to = u.SectionOf(s.Link)
		}
		o.Link = r.index[to]
	} else if s.LinkTo != 0 { // stabs, to their strings
		o.Link = r.index[s.LinkTo]
	}
	if u.Marking {
		o.Insns = r.insns(id)
		r.branches[id] = r.targets
	}
}

// gather joins fixed bytes and variable items.
func (r *resolver) gather(s *Section) {
	u := r.u
	if len(s.Parts) == 1 {
		if p := u.Part(s.Parts[0]); len(p.Frags) == 0 {
			r.data = p.Data
			return
		}
	}
	if r.gathered += s.Size; r.gathered > maxObject {
		u.Diags.Errorf(diag.Span{}, "section %s has %d bytes, which makes the object larger than %d GB", s.Name, s.Size, maxObject>>30)
		r.gathered = 0
		return
	}
	r.data = reuse[byte](u.spare, 0, int(s.Size))
	for _, part := range s.Parts {
		p := u.Part(part)
		r.items(p, 0, len(p.Frags))
	}
}

// items appends the items of a part from from on, before to, and the bytes that go
// with them.
func (r *resolver) items(p *Part, from, to int) {
	off, end := p.bytes(from, to)
	for i := from; i < to; i++ {
		f := &p.Frags[i]
		r.data = append(r.data, p.Data[off:f.Off]...)
		off = f.Off
		r.emit(f)
	}
	r.data = append(r.data, p.Data[off:end]...)
}

// bytes says which fixed bytes go with the items from from on, before to: those
// behind each, and those before the first one of the part.
func (p *Part) bytes(from, to int) (start, end uint32) {
	end = uint32(len(p.Data))
	if from != 0 {
		start = p.Frags[from].Off
	}
	if to != len(p.Frags) {
		end = p.Frags[to].Off
	}
	return start, end
}

// counts checks the counts of a section without bytes in the file.
func (r *resolver) counts(s *Section) {
	for _, part := range s.Parts {
		p := r.u.Part(part)
		for i := range p.Frags {
			if f := &p.Frags[i]; f.Kind == FragFill || f.Kind == FragNops {
				r.count(f)
			}
		}
	}
}

// count checks that the count of a fill is a number.
func (r *resolver) count(f *Frag) {
	if f.Flags&FragFixed == 0 && f.State != fillNegative {
		r.number(f, "the count")
	}
}

// maxObject bounds the file, so that a slip in a count or an alignment does not
// use up the memory.
const maxObject = 1 << 31

// emit appends the bytes of a variable item.
func (r *resolver) emit(f *Frag) {
	switch f.Kind {
	case FragJmp, FragJcc:
		r.jump(f)
	case FragAlign:
		switch {
		case f.Flags&FragCode != 0:
			r.data = appendNops(r.data, f.Size, 0, r.u.nopSet(f))
		case f.Flags&FragFillBig != 0:
			if n := uint64(f.Fill); f.Size%n != 0 {
				r.u.Diags.Errorf(diag.At(f.Pos), "the padding of %d bytes is not a multiple of the %d bytes of the pattern; use .balign, or align what stands before", f.Size, n)
			}
			r.fill(f.Size, uint64(f.Value.Add), int(f.Fill), true)
		default:
			r.fill(f.Size, uint64(f.Fill), 1, false)
		}
	case FragOrg:
		r.org(f)
	case FragFill:
		r.count(f)
		if f.Flags&FragFillBig != 0 {
			r.fill(f.Size, uint64(f.Arg), int(f.Fill), false)
		} else {
			r.fill(f.Size, uint64(f.Fill), 1, false)
		}
	case FragNops:
		r.count(f)
		set := r.u.nopSet(f)
		if longest := set.longest(); f.Arg > longest && f.Size > 0 {
			r.u.Diags.Errorf(diag.At(f.Pos), "a no-operation of %d bytes is too long; the longest here has %d", f.Arg, longest)
		}
		r.data = appendNops(r.data, f.Size, f.Arg, set)
	case FragPrefix:
		r.fill(f.Size, uint64(f.Fill), 1, false)
	case FragPad:
		r.data = appendNops(r.data, f.Size, 0, r.u.nopSet(f))
	case FragULEB:
		r.data = AppendULEB(r.data, uint64(r.offset(f, ".uleb128")))
	case FragAdvance:
		r.advance(f)
	case FragSLEB:
		r.data = AppendSLEB(r.data, r.offset(f, ".sleb128"))
	}
}

// number is the final value of a fragment's expression.
func (r *resolver) number(f *Frag, what string) int64 {
	n, ok := r.eval.number(f.Value)
	if !ok {
		r.eval.complain(f.Pos, f.Value, what)
	}
	return n
}

// offset is the final value of a leb128.
func (r *resolver) offset(f *Frag, what string) int64 {
	n, ok := r.eval.offset(f.Value)
	if !ok {
		r.eval.complain(f.Pos, f.Value, what)
	}
	return n
}

// fill appends size bytes of a pattern of width bytes, lowest first (those of
// the number, then zeros). A pattern
// of an alignment ends at the aligned address, so what is too short for it is
// zeros in front.
func (r *resolver) fill(size, pattern uint64, width int, aligned bool) {
	start := len(r.data)
	end := start + int(size)
	for len(r.data) < end && len(r.data) < cap(r.data) {
		r.data = r.data[:min(end, cap(r.data))]
		clear(r.data[start:])
	}
	if len(r.data) < end {
		r.data = append(r.data, make([]byte, end-len(r.data))...)
	}
	if pattern == 0 || width == 0 {
		return
	}
	at := start
	if aligned {
		at += int(size) % width
	}
	var word [8]byte
	binary.LittleEndian.PutUint64(word[:], pattern)
	for ; at+width <= end; at += width {
		copy(r.data[at:at+width], word[:])
	}
}

// jump appends a jump in the form that Relax chose.
func (r *resolver) jump(f *Frag) {
	if f.State == 0 {
		s := &r.u.Syms[f.Value.Sym]
		disp := r.u.Parts[s.Part-FirstPart].shift[s.Frag] + int64(s.Off) + f.Value.Add - int64(len(r.data)) - 2
		if disp != int64(int8(disp)) {
			r.u.Diags.Errorf(diag.At(f.Pos), "a jump was taken for a short one, but goes %d bytes far: a fault of tas, please report it", disp)
		}
		op := byte(0xeb)
		if f.Kind == FragJcc {
			op = 0x70 | byte(f.Arg)
		}
		r.data = append(r.data, op, byte(disp))
		if r.loose {
			r.looseJump(f, len(r.data)-1, 1, R_X86_64_PC8)
		}
		return
	}
	if f.Kind == FragJcc {
		r.data = append(r.data, 0x0f, 0x80|byte(f.Arg))
	} else {
		r.data = append(r.data, 0xe9)
	}
	width := uint8(4)
	if f.Flags&FragWord != 0 {
		width = 2
	}
	at := len(r.data)
	r.data = append(r.data, 0, 0, 0, 0)[:at+int(width)]
	fix := Fixup{Width: width, Kind: FixPCRel, Flags: FixBranch | FixJump, Pos: f.Pos, Value: f.Value}
	if f.Flags&FragNarrow != 0 {
		fix.Flags |= FixNarrow
	}
	if r.loose && width == 4 && r.shortable(f) {
		r.looseJump(f, at, 4, R_X86_64_PC32)
		return
	}
	early := r.relocs
	r.relocs = r.late
	if f.Flags&FragLong == 0 && r.shortable(f) {
		// GNU as fills in a jump that it has relaxed, whatever it goes to.
		target := r.u.symAddress(f.Value.Sym) + f.Value.Add
		r.put(at, &fix, target-int64(at)-int64(width))
	} else {
		r.fixup(&fix, at)
	}
	r.late, r.relocs = r.relocs, early
}

func (r *resolver) shortable(f *Frag) bool { return r.u.shortable(f, r.sec) }

// fixups returns those of the share's fixups that are in part p.
func (h *share) fixups(p *Part) ([]Field, []Fixup) {
	if h.to == 0 {
		return p.Fields, p.Fixups
	}
	field := func(off uint32) int {
		return sort.Search(len(p.Fields), func(i int) bool { return p.Fields[i].at() >= off })
	}
	fixup := func(off uint32) int {
		return sort.Search(len(p.Fixups), func(i int) bool { return p.Fixups[i].Off >= off })
	}
	start, end := p.bytes(h.from, h.to)
	return p.Fields[field(start):field(end)], p.Fixups[fixup(start):fixup(end)]
}

// fixups applies the share's fixups of a part. They ascend, and so do the
// fragments: one walk finds the final place of each field.
func (r *resolver) fixups(p *Part, h *share) {
	frag := h.from
	place := func(off uint32) int {
		for frag < len(p.Frags) && p.Frags[frag].Off <= off {
			frag++
		}
		return int(p.shift[frag] + int64(off))
	}
	fields, fixups := h.fixups(p)
	for i := range fields {
		f := &fields[i]
		for len(fixups) != 0 && fixups[0].Off < f.at() {
			r.fixup(&fixups[0], place(fixups[0].Off))
			fixups = fixups[1:]
		}
		if at := place(f.at()); !r.toSection(f, at) {
			fix := f.fixup()
			r.fixup(&fix, at)
		}
	}
	for i := range fixups {
		r.fixup(&fixups[i], place(fixups[i].Off))
	}
}

// put writes a resolved field, and says so when the value does not fit.
func (r *resolver) put(at int, fix *Fixup, v int64) {
	width := int(fix.Width)
	if at+width > len(r.data) {
		if v != 0 {
			r.u.Diags.Errorf(diag.At(fix.Pos), "a section without contents (such as .bss) cannot hold the value %d", v)
		}
		return
	}
	switch {
	case width == 2 && fix.Flags&FixJump != 0:
		// Any jump of 16 bits reaches: the instruction pointer goes round at 64 KB.
	case width < 8:
		bits := uint(8 * width)
		if fix.Flags&FixSigned != 0 || fix.Kind == FixPCRel && fix.Flags&FixWraps == 0 && width != 2 {
			bits--
		}
		// As a negative number, a field of 8 bits holds -255, but not -256.
		if high := v >> bits; high != 0 && high != -1 || high == -1 && bits&7 == 0 && v<<(64-bits) == 0 {
			r.u.Diags.Errorf(diag.At(fix.Pos), "value %d (%#x) does not fit in %d %s", v, uint64(v), width, plural(width, "byte"))
		}
	}
	b := r.data[at:]
	switch width {
	case 1:
		b[0] = byte(v)
	case 2:
		binary.LittleEndian.PutUint16(b, uint16(v))
	case 4:
		binary.LittleEndian.PutUint32(b, uint32(v))
	case 8:
		binary.LittleEndian.PutUint64(b, uint64(v))
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}
