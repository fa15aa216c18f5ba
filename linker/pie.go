package linker

import "tas/obj"

// A position-independent executable (--static-pie) is linked at address 0, and
// the kernel chooses where it goes. The program, or its C library's start-up
// code, adds that address to each word that holds one: those are listed as
// R_X86_64_RELATIVE relocations, which are found through .dynamic. A program
// that holds no address needs no relocations, and so no start-up code.

// dynamic is what goes with position independence.
type dynamic struct {
	rela    *section // .rela.dyn: RELATIVE, then IRELATIVE
	count   int      // of the former
	table   *section // .dynamic
	symbols *section // .dynsym, with the null symbol only
	strings *section // .dynstr
}

// Tags of .dynamic.
const (
	dtStrTab    = 5
	dtSymTab    = 6
	dtRela      = 7
	dtRelaSize  = 8
	dtRelaEntry = 9
	dtStrSize   = 10
	dtSymEntry  = 11
	dtRelaCount = 0x6ffffff9
	dtFlags1    = 0x6ffffffb

	flagPIE = 0x08000000
)

const ptDynamic = 2

// makeDynamic makes the sections, after all needs are known.
func (l *linker) makeDynamic() {
	if !l.opt.PIE {
		return
	}
	d := &l.dynamic
	l.eachRelative(func(*section, *obj.Reloc) { d.count++ })
	for _, e := range l.got.entries {
		if e.kind == slotAddress && l.moves(e.sym) {
			d.count++
		}
	}
	entries := d.count + len(l.got.ifuncs)
	named := l.names.lookup("_DYNAMIC")
	if entries == 0 && (named == nil || named.flags&symProvided == 0) {
		return
	}
	table := func(name string, typ uint32, flags uint64, each, size int) *section {
		return l.make(&obj.ObjectSection{
			Name: name, Type: typ, Flags: obj.SHF_ALLOC | flags, Align: 8, EntSize: uint64(each),
			Size: uint64(size), Data: make([]byte, size),
		})
	}
	d.symbols = table(".dynsym", obj.SHT_DYNSYM, 0, symSize, symSize)
	d.strings = table(".dynstr", obj.SHT_STRTAB, 0, 0, 1)
	d.rela = table(".rela.dyn", obj.SHT_RELA, 0, relaSize, relaSize*entries)
	d.table = table(".dynamic", obj.SHT_DYNAMIC, obj.SHF_WRITE, 16, 16*10)
}

// moves reports whether the value of a symbol is an address within the image.
func (l *linker) moves(sym *symbol) bool {
	if sym.sect != nil {
		return sym.sect.in.Flags&obj.SHF_TLS == 0
	}
	return sym.file == &l.made && sym.flags&symProvided != 0
}

// eachRelative calls do for every word that holds an address.
func (l *linker) eachRelative(do func(s *section, r *obj.Reloc)) {
	for _, f := range l.files {
		for i := range f.sects {
			s := &f.sects[i]
			if s.state != sectAlive || !s.alloc() || s.folded != nil {
				continue
			}
			for k := range s.in.Relocs {
				r := &s.in.Relocs[k]
				if r.Type == obj.R_X86_64_64 && (l.moves(f.sym(r.Sym)) || f.sym(r.Sym).flags&symPLT != 0) {
					do(s, r)
				}
			}
		}
	}
}

// fillDynamic writes the relocations and the table that leads to them.
func (l *linker) fillDynamic() {
	d := &l.dynamic
	if d.table == nil {
		return
	}
	at := d.rela.in.Data
	relative := func(where, addend uint64) {
		le.PutUint64(at, where)
		le.PutUint64(at[8:], obj.R_X86_64_RELATIVE)
		le.PutUint64(at[16:], addend)
		at = at[relaSize:]
	}
	l.eachRelative(func(s *section, r *obj.Reloc) {
		relative(s.addr()+r.Off, l.target(s, r)+uint64(r.Add))
	})
	for i, e := range l.got.entries {
		if e.kind == slotAddress && l.moves(e.sym) {
			relative(l.got.slotAddr(i), l.addr(e.sym))
		}
	}
	t := d.table.in.Data
	for _, entry := range [...][2]uint64{
		{dtRela, d.rela.addr()},
		{dtRelaSize, d.rela.in.Size},
		{dtRelaEntry, relaSize},
		{dtRelaCount, uint64(d.count)},
		{dtSymTab, d.symbols.addr()},
		{dtSymEntry, symSize},
		{dtStrTab, d.strings.addr()},
		{dtStrSize, d.strings.in.Size},
		{dtFlags1, flagPIE},
	} {
		le.PutUint64(t, entry[0])
		le.PutUint64(t[8:], entry[1])
		t = t[16:]
	}
}

// linkDynamic gives the headers of these sections their references to each
// other.
func (l *linker) linkDynamic(h *sectionHeader, o *output) {
	d := &l.dynamic
	if d.table == nil {
		return
	}
	switch o {
	case d.symbols.out:
		h.link, h.info = d.strings.out.index, 1
	case d.rela.out:
		h.link = d.symbols.out.index
	case d.table.out:
		h.link = d.strings.out.index
	}
}
