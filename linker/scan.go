package linker

import (
	"fmt"
	"unsafe"

	"tas/diag"
	"tas/obj"
)

// Before layout every relocation is looked at once: which symbols need a slot
// of the global offset table, which are chosen at run time (ifunc), which are
// missing altogether.

// reach says what is known about addresses before they are.
type reach struct {
	low  bool // all are below 2 GiB, so that they fit a signed immediate
	near bool // any two are less than 2 GiB apart
}

// gotTable is the global offset table and what goes with it. All its
// contents are known at link time except for ifuncs, whose addresses the
// start-up code asks their resolvers for (R_X86_64_IRELATIVE).
type gotTable struct {
	entries []gotEntry
	ifuncs  []*symbol       // by PLT entry
	entry   map[*symbol]int // which of them a symbol is

	sect *section // .got
	plt  *section // .plt: one indirect jump for each ifunc
	rela *section // .rela.plt: where the start-up code puts the addresses
	base uint64
}

// gotEntry is one slot.
type gotEntry struct {
	sym  *symbol
	kind slotKind
}

// slotKind says what a slot holds.
type slotKind uint8

const (
	slotAddress slotKind = iota
	slotTPOff            // distance from %fs:0
	slotIfunc            // what the resolver returns
)

const pltEntrySize = 6 // jmp *slot(%rip)

// want is a need found by scanning, carried out in the order of the files.
type want struct {
	sym  *symbol
	kind slotKind
	base bool // only the address of the table is asked for
}

// scan looks at all relocations of the sections that will be loaded.
func (l *linker) scan() {
	l.measureReach()
	plain := l.plainSymbols()
	wants := make([][]want, len(l.files))
	missing := make([][]missingRef, len(l.files))
	lists := make([]diag.List, len(l.files))
	parallel(len(l.files), func(i int) {
		sc := scanner{l: l, diags: &lists[i], plain: plain}
		f := l.files[i]
		if sc.nothing(f) {
			return
		}
		for j := range f.sects {
			if s := &f.sects[j]; s.state == sectAlive && s.alloc() && s.folded == nil {
				sc.section(s, s.in.Relocs)
			}
		}
		wants[i], missing[i] = sc.wants, sc.missing
	})
	if l.frames.on {
		sc := scanner{l: l, diags: l.diags, plain: plain}
		for i := range l.frames.records {
			if r := &l.frames.records[i]; r.isCIE {
				sc.section(r.sect, r.relocs)
			}
		}
		wants, missing = append(wants, sc.wants), append(missing, sc.missing)
	}
	for i := range lists {
		l.diags.Append(&lists[i])
	}
	for _, list := range missing {
		for i := range list {
			l.reportMissing(&list[i])
		}
	}
	needBase := false
	for _, list := range wants {
		for _, w := range list {
			needBase = needBase || w.base
			l.allot(w)
		}
	}
	if sym := l.names.lookup("_GLOBAL_OFFSET_TABLE_"); sym != nil && sym.flags&symProvided != 0 {
		needBase = true
	}
	l.makeTables(needBase)
	l.makeDynamic()
}

// measureReach bounds the size of the image.
func (l *linker) measureReach() {
	size := uint64(1 << 20)
	add := func(s *section) {
		if s.state == sectAlive && s.alloc() {
			size += min(s.in.Size, 1<<40) + min(s.in.Align, 1<<40)
		}
	}
	for _, f := range l.files {
		for i := range f.sects {
			add(&f.sects[i])
		}
	}
	for _, s := range l.extra {
		add(s)
	}
	for _, m := range l.merged {
		for _, s := range m.inputs {
			size += s.in.Size * max(1, m.key.align)
		}
	}
	const limit = 1 << 31
	base := l.opt.base()
	l.reach = reach{low: base < limit && base+size < limit && !l.opt.PIE, near: size < limit}
	for _, at := range l.opt.SectionStarts {
		l.reach.low = l.reach.low && at.Addr < limit/2
		l.reach.near = at.Addr < limit/2 && l.reach.near
	}
}

// scanner is the state of one scan.
type scanner struct {
	l       *linker
	diags   *diag.List
	plain   []bool // see plainSymbols
	wants   []want
	missing []missingRef
}

// missingRef is a reference to a symbol that nothing defines.
type missingRef struct {
	sym   *symbol
	sect  *section
	reloc *obj.Reloc
}

// nothing reports that the relocations of a file cannot ask for anything: so it is
// with plain code, and to look at its symbols takes a fifth of the time.
func (sc *scanner) nothing(f *file) bool {
	if !f.usual || !f.plain {
		return false
	}
	for _, number := range f.numbers {
		if !sc.plain[number] {
			return false
		}
	}
	return true
}

func (sc *scanner) section(s *section, relocs []obj.Reloc) {
	for i := 0; i < len(relocs); i++ {
		r := &relocs[i]
		if number, ok := s.file.global(r.Sym); ok && sc.plain[number] && usual(r.Type) {
			continue
		}
		sym := s.file.sym(r.Sym)
		if sym.typ == obj.STT_GNU_IFUNC && sym.kind == symDefined {
			if at := sym.sect; at != nil && (at.state != sectAlive || at.pieces != nil || !at.code()) {
				complain(sc.diags, s, r, "the function that chooses %s stands in section %s, which holds no code", describe(sym), at.name())
				continue
			}
			sc.wants = append(sc.wants, want{sym: sym, kind: slotIfunc})
		}
		if usual(r.Type) {
			sc.defined(sym, s, r)
			continue
		}
		if sc.special(sym, s, relocs, i) {
			i++
		}
	}
}

// usual reports whether a relocation only needs to know the address of its
// symbol, as nearly all do.
func usual(typ uint32) bool { return usualTypes>>typ&1 != 0 }

const usualTypes uint64 = 1<<obj.R_X86_64_PC32 | 1<<obj.R_X86_64_PLT32 | 1<<obj.R_X86_64_64

// plainSymbols says of each global symbol, by number, that usual relocations
// may refer to it without further questions. All symbols of 1,000 objects are
// 10 MB, this is a tenth of one, so that scanning waits for the cache no more.
func (l *linker) plainSymbols() []bool {
	plain := make([]bool, l.names.limit())
	l.names.each(func(number uint32, sym *symbol) {
		plain[number] = sym.kind == symDefined && sym.typ != obj.STT_GNU_IFUNC && (sym.sect == nil || sym.sect.state == sectAlive)
	})
	return plain
}

// defined checks that what is referred to is in the output.
func (sc *scanner) defined(sym *symbol, s *section, r *obj.Reloc) {
	if sym.kind < symCommon {
		if sym.bind != stbWeak {
			sc.missing = append(sc.missing, missingRef{sym, s, r})
		}
		return
	}
	switch at := sym.sect; {
	case at == nil:
	case at.state == sectUnused && at.pieces == nil && at.in.Name != ".eh_frame":
		complain(sc.diags, s, r, "refers to %s in section %s, which is not part of the program", describe(sym), at.name())
	case at.state == sectDiscarded:
		complain(sc.diags, s, r, "refers to %s in section %s, which was discarded in favour of another file's",
			describe(sym), sym.sect.name())
	}
}

// special handles the rarer relocations. It reports true when the next one is
// done with as well.
func (sc *scanner) special(sym *symbol, s *section, relocs []obj.Reloc, i int) bool {
	r := &relocs[i]
	switch r.Type {
	case obj.R_X86_64_NONE, obj.R_X86_64_GNU_VTINHERIT, obj.R_X86_64_GNU_VTENTRY:
		return false
	case obj.R_X86_64_TLSLD, obj.R_X86_64_GOTPC32, obj.R_X86_64_GOTPC64:
	default:
		sc.defined(sym, s, r)
	}
	switch r.Type {
	case obj.R_X86_64_GOTPCREL, obj.R_X86_64_GOTPCRELX, obj.R_X86_64_REX_GOTPCRELX:
		if sc.l.gotForm(s.in.Data, r, sym) == gotLoad {
			sc.wants = append(sc.wants, want{sym: sym})
		}
	case obj.R_X86_64_GOT32, obj.R_X86_64_GOT64, obj.R_X86_64_GOTPCREL64, obj.R_X86_64_GOTPLT64:
		sc.wants = append(sc.wants, want{sym: sym, base: true})
	case obj.R_X86_64_GOTOFF64, obj.R_X86_64_PLTOFF64, obj.R_X86_64_GOTPC32, obj.R_X86_64_GOTPC64:
		sc.wants = append(sc.wants, want{sym: nil, base: true})
	case obj.R_X86_64_32, obj.R_X86_64_32S, obj.R_X86_64_16, obj.R_X86_64_8:
		if sc.l.opt.PIE && sc.l.moves(sym) {
			complain(sc.diags, s, r, "%s with the address of %s works only at a fixed address; use %s(%%rip), or link without -pie",
				relocName(r.Type), describe(sym), describe(sym))
		}
	case obj.R_X86_64_TLSGD, obj.R_X86_64_TLSLD, obj.R_X86_64_GOTPC32_TLSDESC, obj.R_X86_64_TLSDESC_CALL:
		sc.threadLocal(sym, s, r)
		form := tlsFormOf(s.in.Data, relocs, i)
		if form == tlsNone {
			complain(sc.diags, s, r, "%s stands in code that is not one of the psABI's sequences", relocName(r.Type))
		}
		return form.pair()
	case obj.R_X86_64_GOTTPOFF:
		sc.threadLocal(sym, s, r)
		if tlsFormOf(s.in.Data, relocs, i) == tlsNone {
			sc.wants = append(sc.wants, want{sym: sym, kind: slotTPOff})
		}
	case obj.R_X86_64_TPOFF32, obj.R_X86_64_TPOFF64, obj.R_X86_64_DTPOFF32, obj.R_X86_64_DTPOFF64:
		sc.threadLocal(sym, s, r)
	default:
		if fieldOf(r.Type).size == 0 {
			complain(sc.diags, s, r, "relocation %s has no meaning in a static executable", relocName(r.Type))
		}
	}
	return false
}

// threadLocal checks that a thread-local access is to a thread-local symbol.
func (sc *scanner) threadLocal(sym *symbol, s *section, r *obj.Reloc) {
	if r.Type != obj.R_X86_64_TLSLD && sym.sect != nil && sym.sect.in.Flags&obj.SHF_TLS == 0 {
		complain(sc.diags, s, r, "%s is not thread-local, but %s wants a thread-local symbol", describe(sym), relocName(r.Type))
	}
}

// allot gives a symbol the slot it needs.
func (l *linker) allot(w want) {
	g := &l.got
	switch {
	case w.sym == nil:
	case w.kind == slotIfunc:
		if w.sym.flags&symPLT == 0 {
			if g.entry == nil {
				g.entry = map[*symbol]int{}
			}
			w.sym.flags |= symPLT
			g.entry[w.sym] = len(g.ifuncs)
			g.ifuncs = append(g.ifuncs, w.sym)
		}
	case w.sym.slot == 0:
		g.entries = append(g.entries, gotEntry{w.sym, w.kind})
		w.sym.slot = uint32(len(g.entries))
	}
}

// makeTables makes the sections for the slots. Those of ifuncs come last.
func (l *linker) makeTables(needBase bool) {
	g := &l.got
	for _, sym := range g.ifuncs {
		g.entries = append(g.entries, gotEntry{sym, slotIfunc})
	}
	if len(g.entries) == 0 && !needBase {
		return
	}
	table := func(name string, flags uint64, align uint64, size int) *section {
		return l.make(&obj.ObjectSection{
			Name: name, Type: obj.SHT_PROGBITS, Flags: obj.SHF_ALLOC | flags, Align: align,
			Size: uint64(size), Data: make([]byte, size),
		})
	}
	g.sect = table(".got", obj.SHF_WRITE, 8, 8*len(g.entries))
	if len(g.ifuncs) > 0 {
		g.plt = table(".plt", obj.SHF_EXECINSTR, 2, pltEntrySize*len(g.ifuncs))
		if l.opt.PIE {
			return // .rela.dyn has room for them
		}
		g.rela = table(".rela.plt", 0, 8, relaSize*len(g.ifuncs))
		g.rela.in.Type = obj.SHT_RELA
		g.rela.in.EntSize = relaSize
	}
}

// addr is the address that GOT-relative distances count from.
func (g *gotTable) addr() uint64 { return g.base }

// slotAddr is the address of an entry.
func (g *gotTable) slotAddr(i int) uint64 { return g.base + 8*uint64(i) }

// fillTables writes the contents of .got, .plt and .rela.plt.
func (l *linker) fillTables() {
	l.fillDynamic()
	g := &l.got
	if g.sect == nil {
		return
	}
	first := len(g.entries) - len(g.ifuncs)
	for i, e := range g.entries {
		switch slot := g.sect.in.Data[8*i:]; e.kind {
		case slotAddress:
			le.PutUint64(slot, l.addr(e.sym))
		case slotTPOff:
			le.PutUint64(slot, l.addr(e.sym)-l.tls.end)
		case slotIfunc:
			n := i - first
			at := g.plt.addr() + uint64(pltEntrySize*n)
			entry := g.plt.in.Data[pltEntrySize*n:]
			entry[0], entry[1] = 0xff, 0x25
			le.PutUint32(entry[2:], uint32(g.slotAddr(i)-at-pltEntrySize))
			table := g.rela
			if l.opt.PIE {
				table, n = l.dynamic.rela, l.dynamic.count+n
			}
			rela := table.in.Data[relaSize*n:]
			le.PutUint64(rela, g.slotAddr(i))
			le.PutUint64(rela[8:], obj.R_X86_64_IRELATIVE)
			le.PutUint64(rela[16:], e.sym.resolver())
		}
	}
}

// resolver is the address of the function that chooses an ifunc's code.
func (sym *symbol) resolver() uint64 {
	if sym.sect == nil {
		return sym.value
	}
	return sym.sect.addr() + sym.value
}

// reportMissing reports an undefined symbol where it is first used.
func (l *linker) reportMissing(m *missingRef) {
	sym := m.sym
	if sym.flags&symReported != 0 || l.opt.Unresolved == UnresolvedIgnore {
		return
	}
	sym.flags |= symReported
	if l.opt.Unresolved == UnresolvedWarn {
		l.diags.Warnf(diag.Span{}, "%s(%s+%#x): undefined symbol %s, taken as 0", m.sect.file.name, m.sect.name(), m.reloc.Off, sym.name)
		return
	}
	hint := "; pass the object or archive that defines it"
	near := l.similar(sym.name, m.sect.file)
	if near != nil {
		hint = "; did you mean " + near.name + "?"
	} else if l.opt.Explain != nil {
		if what := l.opt.Explain(sym.name); what != "" {
			hint = "; " + what
		}
	}
	d := complain(l.diags, m.sect, m.reloc, "undefined symbol %s%s", sym.name, hint)
	if near != nil && near.file != nil {
		if pos := near.file.pos(near.index); pos != 0 {
			d.Note(diag.Span{Pos: pos, Len: uint32(len(near.name))}, "%s is defined here", near.name)
		}
	}
}

// complain reports what is wrong with a relocation, at its place in the
// source where that is known.
func complain(diags *diag.List, s *section, r *obj.Reloc, format string, args ...any) *diag.Diagnostic {
	if at := s.asked(r); at != 0 {
		return diags.Errorf(diag.At(at), format, args...)
	}
	return diags.Errorf(diag.Span{}, "%s(%s+%#x): %s", s.file.name, s.name(), r.Off, fmt.Sprintf(format, args...))
}

// asked is the place in the source that asked for a relocation of s; 0 when it
// is not known.
func (s *section) asked(r *obj.Reloc) diag.Pos {
	if len(s.in.Asked) == 0 {
		return 0
	}
	// r is one of s.in.Relocs, or of a copy: the distance tells.
	i := (uintptr(unsafe.Pointer(r)) - uintptr(unsafe.Pointer(&s.in.Relocs[0]))) / unsafe.Sizeof(*r)
	if i >= uintptr(len(s.in.Asked)) {
		return 0
	}
	return s.in.Asked[i]
}

// describe names a symbol for a message.
func describe(sym *symbol) string {
	switch {
	case sym.typ == obj.STT_SECTION && sym.sect != nil:
		return "section " + sym.sect.name()
	case sym.name == "":
		return "a nameless symbol"
	}
	return sym.name
}
