package linker

import (
	"strings"

	"tas/obj"
)

// Behind what is loaded stand the sections that are not (debug information,
// .comment), the symbol table, the string tables and the section headers:
// nothing that the kernel reads, all that debuggers ask for.

// sectionTail is the plan of that part of the file.
type sectionTail struct {
	outputs  []*output // those that get a header
	symbols  []byte
	strings  []byte
	names    []byte // .shstrtab
	nameOff  []uint32
	locals   uint32 // number of local symbols, the null symbol included
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
	l.listSymbols(&t)
	for _, s := range [...]string{".symtab", ".strtab", ".shstrtab"} {
		name(s)
	}
	t.symOff = alignUp(off, 8)
	t.strOff = t.symOff + uint64(len(t.symbols))
	t.namesOff = t.strOff + uint64(len(t.strings))
	t.headOff = alignUp(t.namesOff+uint64(len(t.names)), 8)
	t.size = t.headOff + shdrSize*uint64(len(t.outputs)+4)
	return t
}

// listSymbols makes the symbol table: the locals of each file, hidden
// globals, then the other globals.
func (l *linker) listSymbols(t *sectionTail) {
	count, length := 1, 1
	for _, f := range l.files {
		count += len(f.locals)
		for i := range f.locals {
			length += len(f.locals[i].name) + 1
		}
	}
	globals := l.inFileOrder()
	for _, sym := range globals {
		count++
		length += len(sym.name) + 1
	}
	t.symbols = make([]byte, symSize, count*symSize)
	t.strings = make([]byte, 1, length)
	for _, f := range l.files {
		for i := 1; i < len(f.locals) && !l.opt.DiscardLocals; i++ {
			if sym := &f.locals[i]; sym.name != "" && sym.typ != obj.STT_SECTION && !strings.HasPrefix(sym.name, ".L") {
				l.addSymbol(t, sym, obj.STB_LOCAL)
			}
		}
	}
	hidden := func(sym *symbol) bool { return sym.vis == obj.STV_HIDDEN || sym.vis == obj.STV_INTERNAL }
	for _, sym := range globals {
		if hidden(sym) && sym.kind == symDefined {
			l.addSymbol(t, sym, obj.STB_LOCAL)
		}
	}
	t.locals = uint32(len(t.symbols) / symSize)
	for _, sym := range globals {
		if !hidden(sym) {
			l.addSymbol(t, sym, sym.bind)
		}
	}
}

// inFileOrder returns the global symbols, those of the first file first, at
// last the linker's own.
func (l *linker) inFileOrder() []*symbol {
	var list, own []*symbol
	for _, f := range l.files {
		for i := len(f.locals); i < len(f.syms); i++ {
			if sym := f.syms[i]; sym.file == f && sym.index == uint32(i) {
				list = append(list, sym)
			}
		}
	}
	for _, sym := range l.names.all() {
		if sym.file == &l.made {
			own = append(own, sym)
		}
	}
	return append(list, own...)
}

// addSymbol appends a symbol, unless it stands in something left out.
func (l *linker) addSymbol(t *sectionTail, sym *symbol, bind uint8) {
	section := uint32(obj.SHN_ABS)
	value := sym.value
	typ := sym.typ
	switch {
	case sym.kind == symUndefined:
		if sym.bind != stbWeak {
			return
		}
		section = obj.SHN_UNDEF
	case sym.kind != symDefined:
		return
	case sym.sect != nil:
		s := sym.sect
		if s.folded != nil {
			s = s.folded
		}
		if s.out == nil {
			return
		}
		section, value = s.out.index, l.addr(sym)
		if section == 0 {
			section = obj.SHN_ABS // a label in an empty section
		}
		if s.in.Flags&obj.SHF_TLS != 0 {
			value -= l.tls.start
		}
	}
	var e [symSize]byte
	le.PutUint32(e[:], uint32(len(t.strings)))
	e[4] = bind<<4 | typ&15
	e[5] = sym.vis
	le.PutUint16(e[6:], uint16(section))
	le.PutUint64(e[8:], value)
	le.PutUint64(e[16:], sym.size)
	t.symbols = append(t.symbols, e[:]...)
	t.strings = append(append(t.strings, sym.name...), 0)
}

// writeTail writes the tables and the section headers.
func (l *linker) writeTail(t *sectionTail) {
	b := l.image.bytes
	copy(b[t.symOff:], t.symbols)
	copy(b[t.strOff:], t.strings)
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
		{typ: obj.SHT_SYMTAB, offset: t.symOff, size: uint64(len(t.symbols)), link: uint32(n + 2), info: t.locals, align: 8, each: symSize},
		{typ: obj.SHT_STRTAB, offset: t.strOff, size: uint64(len(t.strings)), align: 1},
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
