package linker

import (
	"iter"

	"tas/obj"
)

// Behind what is loaded stand the sections that are not (debug information,
// .comment), the symbol table, the string tables and the section headers:
// nothing that the kernel reads, all that debuggers ask for.

// sectionTail is the plan of that part of the file.
type sectionTail struct {
	outputs  []*output // those that get a header
	shares   []symbolShare
	symbols  uint32 // their number, the null symbol included
	locals   uint32 // how many of them are local
	strings  uint64 // bytes of their names
	names    []byte // .shstrtab
	nameOff  []uint32
	symOff   uint64
	strOff   uint64
	namesOff uint64
	headOff  uint64
	size     uint64
}

// planTail places what comes behind offset off.
func (l *linker) planTail(off uint64) sectionTail {
	t := sectionTail{names: []byte{0}}
	name := func(s string) {
		t.nameOff = append(t.nameOff, uint32(len(t.names)))
		t.names = append(append(t.names, s...), 0)
	}
	for _, o := range l.outputs {
		if o.size == 0 {
			continue
		}
		if o.flags&obj.SHF_ALLOC == 0 {
			o.off = alignUp(off, o.align)
			off = o.off + o.size
		}
		t.outputs = append(t.outputs, o)
		o.index = uint32(len(t.outputs))
		name(o.name)
	}
	l.shareSymbols(&t)
	for _, s := range [...]string{".symtab", ".strtab", ".shstrtab"} {
		name(s)
	}
	t.symOff = alignUp(off, 8)
	t.strOff = t.symOff + symSize*uint64(t.symbols)
	t.namesOff = t.strOff + t.strings
	t.headOff = alignUp(t.namesOff+uint64(len(t.names)), 8)
	t.size = t.headOff + shdrSize*uint64(len(t.outputs)+4)
	return t
}

// The symbol table has three groups of symbols: the locals of each file, hidden
// globals, then the other globals. Each file's symbols of a group stand
// together, so that all files can be counted, and then written, at once.
const (
	groupLocal = iota
	groupHidden
	groupGlobal
	groups
)

// symbolShare is the part of the symbol table that one file has: of each group
// the number of symbols and the bytes of their names, later the index of the
// first one and the offset of its name.
type symbolShare struct {
	symbols [groups]uint32
	names   [groups]uint64
}

// shareSymbols finds where the symbols of each file go. The last share is that
// of the linker's own symbols.
func (l *linker) shareSymbols(t *sectionTail) {
	t.shares = make([]symbolShare, len(l.files)+1)
	parallel(len(t.shares), func(i int) {
		share := &t.shares[i]
		for sym, group := range l.candidates(i) {
			if l.listed(sym) {
				share.symbols[group]++
				share.names[group] += uint64(len(sym.name)) + 1
			}
		}
	})
	t.symbols, t.strings = 1, 1
	for group := range groups {
		if group == groupGlobal {
			t.locals = t.symbols
		}
		for i := range t.shares {
			share := &t.shares[i]
			n, bytes := share.symbols[group], share.names[group]
			share.symbols[group], share.names[group] = t.symbols, t.strings
			t.symbols += n
			t.strings += bytes
		}
	}
}

// candidates goes through the symbols that file i may have in the symbol
// table, with their groups.
func (l *linker) candidates(i int) iter.Seq2[*symbol, int] {
	groupOf := func(sym *symbol) int {
		if sym.vis != obj.STV_HIDDEN && sym.vis != obj.STV_INTERNAL {
			return groupGlobal
		}
		return groupHidden
	}
	return func(yield func(*symbol, int) bool) {
		if i == len(l.files) {
			for sym := range l.names.all {
				if sym.file == &l.made && !yield(sym, groupOf(sym)) {
					return
				}
			}
			return
		}
		f := l.files[i]
		for i := 1; i < len(f.locals) && !l.opt.DiscardLocals; i++ {
			sym := &f.locals[i]
			if sym.flags&symUnlisted == 0 && !yield(sym, groupLocal) {
				return
			}
		}
		for i := len(f.locals); i < len(f.table.entries); i++ {
			if e := &f.table.entries[i]; e.section == obj.SHN_UNDEF && e.bind() != stbWeak {
				continue // another file defines it, or nobody
			}
			if sym := f.sym(uint32(i)); sym.file == f && sym.index == uint32(i) && !yield(sym, groupOf(sym)) {
				return
			}
		}
	}
}

// listed reports whether a symbol gets into the table: one that stands in
// something left out does not.
func (l *linker) listed(sym *symbol) bool {
	if sym.kind == symUndefined {
		return sym.bind == stbWeak && sym.vis != obj.STV_HIDDEN && sym.vis != obj.STV_INTERNAL
	}
	return sym.kind == symDefined && (sym.sect == nil || sym.sect.home().out != nil)
}

// writeSymbols writes the symbol table and its strings.
func (l *linker) writeSymbols(t *sectionTail) {
	symbols := l.image.bytes[t.symOff:][:symSize*uint64(t.symbols)]
	strings := l.image.bytes[t.strOff:][:t.strings]
	parallel(len(t.shares), func(i int) {
		share := t.shares[i]
		for sym, group := range l.candidates(i) {
			if !l.listed(sym) {
				continue
			}
			name := share.names[group]
			l.putSymbol(symbols[symSize*uint64(share.symbols[group]):], sym, group, uint32(name))
			share.symbols[group]++
			share.names[group] += uint64(copy(strings[name:], sym.name)) + 1
		}
	})
}

// putSymbol writes an entry of the symbol table.
func (l *linker) putSymbol(e []byte, sym *symbol, group int, name uint32) {
	section := uint32(obj.SHN_ABS)
	value := sym.value
	switch {
	case sym.kind == symUndefined:
		section = obj.SHN_UNDEF
	case sym.sect != nil:
		section, value = sym.sect.home().out.index, l.addr(sym)
		if section == 0 {
			section = obj.SHN_ABS // a label in an empty section
		}
		if sym.sect.home().in.Flags&obj.SHF_TLS != 0 {
			value -= l.tls.start
		}
	}
	bind := sym.bind
	if group != groupGlobal {
		bind = obj.STB_LOCAL
	}
	le.PutUint32(e, name)
	e[4] = bind<<4 | sym.typ&15
	e[5] = sym.vis
	le.PutUint16(e[6:], uint16(section))
	le.PutUint64(e[8:], value)
	le.PutUint64(e[16:], sym.size)
}

// writeTail writes the tables and the section headers.
func (l *linker) writeTail(t *sectionTail) {
	b := l.image.bytes
	l.writeSymbols(t)
	copy(b[t.namesOff:], t.names)
	n := len(t.outputs)
	le.PutUint64(b[40:], t.headOff)
	le.PutUint16(b[58:], shdrSize)
	le.PutUint16(b[60:], uint16(n+4))
	le.PutUint16(b[62:], uint16(n+3))
	for i, o := range t.outputs {
		h := sectionHeader{
			name: t.nameOff[i], typ: o.typ, flags: o.flags, offset: o.off, size: o.size, align: o.align, each: o.each,
		}
		l.linkDynamic(&h, o)
		addr := uint64(0)
		if o.flags&obj.SHF_ALLOC != 0 {
			addr = o.addr
		}
		h.write(b[t.headOff+shdrSize*uint64(i+1):], addr)
	}
	tables := [...]sectionHeader{
		{typ: obj.SHT_SYMTAB, offset: t.symOff, size: symSize * uint64(t.symbols), link: uint32(n + 2), info: t.locals, align: 8, each: symSize},
		{typ: obj.SHT_STRTAB, offset: t.strOff, size: t.strings, align: 1},
		{typ: obj.SHT_STRTAB, offset: t.namesOff, size: uint64(len(t.names)), align: 1},
	}
	for i := range tables {
		tables[i].name = t.nameOff[n+i]
		tables[i].write(b[t.headOff+shdrSize*uint64(n+1+i):], 0)
	}
}

// write encodes the header.
func (h *sectionHeader) write(b []byte, addr uint64) {
	le.PutUint32(b, h.name)
	le.PutUint32(b[4:], h.typ)
	le.PutUint64(b[8:], h.flags)
	le.PutUint64(b[16:], addr)
	le.PutUint64(b[24:], h.offset)
	le.PutUint64(b[32:], h.size)
	le.PutUint32(b[40:], h.link)
	le.PutUint32(b[44:], h.info)
	le.PutUint64(b[48:], h.align)
	le.PutUint64(b[56:], h.each)
}
