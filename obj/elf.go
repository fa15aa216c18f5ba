package obj

import (
	"encoding/binary"

	"tas/diag"
)

// The file form of an object, laid out as the BFD library does it: the header,
// the sections in order, the symbol table and its strings, the relocations, the
// section names, and the section headers last.

const (
	elfHeaderSize  = 64
	elfSectionSize = 64
	elfSymbolSize  = 24
	elfRelaSize    = 24
)

// sectionHeader is an Elf64_Shdr.
type sectionHeader struct {
	name, typ      uint32
	flags, offset  uint64
	size           uint64
	link, info     uint32
	align, entSize uint64
	nameIndex      int32
	relocs         bool // header of a relocation section
	section        int  // index into Object.Sections
}

// elfWriter lays out one file.
type elfWriter struct {
	o       *Object
	headers []sectionHeader
	number  []uint32 // header of each of the object's sections
	names   strtab
	symtab  uint32 // header of .symtab, or of .shstrtab when bare
	strtab  uint32 // header of .strtab
	bare    bool   // no symbol and no relocation, hence no symbol table
	wide    bool   // so many sections that symbols need a table of their indexes
}

// WriteELF returns the object file; nil when it would be absurdly large.
func WriteELF(o *Object, diags *diag.List) []byte {
	w := &elfWriter{o: o}
	w.makeHeaders()
	strings, offsets := w.symbolNames()
	nameBytes, nameOffsets := w.names.finish()

	// Offsets in the file.
	at := uint64(elfHeaderSize)
	type gap struct{ from, to uint64 }
	gaps := []gap{{0, at}} // what is zeros, or is not written all over
	place := func(h *sectionHeader) {
		if at > maxObject {
			return
		}
		if h.align > 1 {
			from := at
			at = (at + h.align - 1) &^ (h.align - 1)
			gaps = append(gaps, gap{from, at})
		}
		h.offset = at
		if h.typ != SHT_NOBITS {
			at += h.size
		}
		if at > maxObject {
			diags.Errorf(diag.Span{}, "section %s, of %d bytes aligned to %d, makes the object larger than %d GB",
				o.Sections[h.section].Name, h.size, h.align, maxObject>>30)
		}
	}
	n := len(w.headers)
	shstr := &w.headers[n-1]
	shstr.size = uint64(len(nameBytes))
	for i := 1; i < int(w.symtab); i++ {
		if !w.headers[i].relocs {
			place(&w.headers[i])
		}
	}
	if !w.bare {
		sym, str := &w.headers[w.symtab], &w.headers[w.strtab]
		sym.size = uint64(len(o.Symbols)) * elfSymbolSize
		str.size = uint64(len(strings))
		place(sym)
		if w.wide {
			indexes := &w.headers[w.symtab+1]
			indexes.size = uint64(len(o.Symbols)) * 4
			place(indexes)
			gaps = append(gaps, gap{indexes.offset, at})
		}
		place(str)
	}
	for i := 1; i < int(w.symtab); i++ {
		if w.headers[i].relocs {
			place(&w.headers[i])
		}
	}
	place(shstr)
	if at > maxObject {
		return nil
	}
	headersAt := (at + 7) &^ 7
	size := int(headersAt + uint64(n)*elfSectionSize)
	gaps = append(gaps, gap{at, uint64(size)})
	out := reuse[byte](o.spare, 0, size)[:size] // not cleared
	o.spare = nil
	for _, g := range gaps {
		clear(out[g.from:g.to])
	}

	w.header(out, headersAt)
	for i := 1; i < int(w.symtab); i++ {
		h := &w.headers[i]
		s := &o.Sections[h.section]
		switch {
		case h.relocs:
			w.relocations(out[h.offset:], s.Relocs)
		case s.Type == SHT_GROUP:
			w.group(out[h.offset:], s.Data)
		case s.Type != SHT_NOBITS:
			n := copy(out[h.offset:], s.Data)
			clear(out[h.offset:][n:h.size]) // of a section with an error
		}
	}
	if !w.bare {
		w.symbols(out[w.headers[w.symtab].offset:], offsets)
		copy(out[w.headers[w.strtab].offset:], strings)
	}
	copy(out[shstr.offset:], nameBytes)
	for i := 1; i < n; i++ {
		h := &w.headers[i]
		if h.nameIndex >= 0 { // else it has none
			h.name = nameOffsets[h.nameIndex]
		}
		h.put(out[headersAt+uint64(i)*elfSectionSize:])
	}
	return out
}

// makeHeaders numbers the sections: a relocation section directly follows the
// one that it is for, the tables come last.
func (w *elfWriter) makeHeaders() {
	o := w.o
	w.number = make([]uint32, len(o.Sections))
	w.bare = len(o.Symbols) <= 1
	count := uint32(1)
	for i := 1; i < len(o.Sections); i++ {
		w.number[i] = count
		count++
		if len(o.Sections[i].Relocs) > 0 {
			count++
			w.bare = false
		}
	}
	w.symtab, w.strtab = count, count+1
	if w.wide = count+3 > SHN_LORESERVE && !w.bare; w.wide {
		w.strtab++
	}
	w.headers = make([]sectionHeader, 1, count+3)
	w.addNames()
	for i := 1; i < len(o.Sections); i++ {
		s := &o.Sections[i]
		h := sectionHeader{
			nameIndex: w.names.add(s.Name), typ: s.Type, flags: s.Flags, size: s.Size,
			align: max(s.Align, 1), entSize: s.EntSize, section: i, info: s.Info,
		}
		if s.Type == SHT_GROUP {
			h.link, h.info = w.symtab, s.Info
			for k := 4; k+4 <= len(s.Data); k += 4 {
				if m := binary.LittleEndian.Uint32(s.Data[k:]); len(o.Sections[m].Relocs) > 0 {
					h.size += 4
				}
			}
		}
		if s.Link != 0 {
			h.link = w.number[s.Link]
		}
		w.headers = append(w.headers, h)
		if len(s.Relocs) > 0 {
			w.headers = append(w.headers, sectionHeader{
				nameIndex: w.names.add(".rela" + s.Name), typ: SHT_RELA,
				flags: SHF_INFO_LINK | s.Flags&SHF_GROUP,
				size:  uint64(len(s.Relocs)) * elfRelaSize,
				link:  w.symtab, info: w.number[i], align: 8, entSize: elfRelaSize,
				relocs: true, section: i,
			})
		}
	}
	if !w.bare {
		w.headers = append(w.headers,
			sectionHeader{nameIndex: w.names.add(".symtab"), typ: SHT_SYMTAB, link: w.strtab,
				info: uint32(o.FirstGlobal), align: 8, entSize: elfSymbolSize})
		if w.wide {
			w.headers = append(w.headers, sectionHeader{nameIndex: w.names.add(".symtab_shndx"), typ: SHT_SYMTAB_SHNDX,
				link: w.symtab, align: 4, entSize: 4})
		}
		w.headers = append(w.headers,
			sectionHeader{nameIndex: w.names.add(".strtab"), typ: SHT_STRTAB, align: 1})
	}
	w.headers = append(w.headers, sectionHeader{nameIndex: w.names.add(".shstrtab"), typ: SHT_STRTAB, align: 1})
}

// addNames puts the section names into their table: those of the tables come
// first, and those of the groups, which are numbered first, last.
func (w *elfWriter) addNames() {
	if !w.bare {
		w.names.add(".symtab")
		w.names.add(".strtab")
	}
	w.names.add(".shstrtab")
	for _, groups := range [...]bool{false, true} {
		for i := 1; i < len(w.o.Sections); i++ {
			s := &w.o.Sections[i]
			if (s.Type == SHT_GROUP) != groups {
				continue
			}
			w.names.add(s.Name)
			if len(s.Relocs) > 0 {
				w.names.add(".rela" + s.Name)
			}
		}
	}
}

// symbolNames returns the string table of the symbols, and the offset of each
// symbol's name.
func (w *elfWriter) symbolNames() ([]byte, []uint32) {
	number := make([]int32, len(w.o.Symbols))
	t := strtab{make([]string, 0, len(number))}
	for i := range w.o.Symbols {
		number[i] = t.add(w.o.Symbols[i].Name)
	}
	bytes, at := t.finish()
	offsets := make([]uint32, len(number))
	for i, n := range number {
		if n >= 0 {
			offsets[i] = at[n]
		}
	}
	return bytes, offsets
}

func (w *elfWriter) header(out []byte, headersAt uint64) {
	copy(out, "\x7fELF\x02\x01\x01")
	if w.o.GNU {
		out[7] = 3
	}
	le := binary.LittleEndian
	le.PutUint16(out[16:], 1)  // ET_REL
	le.PutUint16(out[18:], 62) // EM_X86_64
	le.PutUint32(out[20:], 1)
	le.PutUint64(out[40:], headersAt)
	le.PutUint16(out[52:], elfHeaderSize)
	le.PutUint16(out[58:], elfSectionSize)
	// Numbers that do not fit stand in the first section header.
	n := len(w.headers)
	if n < SHN_LORESERVE {
		le.PutUint16(out[60:], uint16(n))
	} else {
		le.PutUint64(out[headersAt+32:], uint64(n))
	}
	if n-1 < SHN_LORESERVE {
		le.PutUint16(out[62:], uint16(n-1))
	} else {
		le.PutUint16(out[62:], SHN_XINDEX)
		le.PutUint32(out[headersAt+40:], uint32(n-1))
	}
}

func (w *elfWriter) relocations(out []byte, relocs []Reloc) {
	le := binary.LittleEndian
	for i := range relocs {
		rel := &relocs[i]
		b := out[i*elfRelaSize:][:elfRelaSize]
		le.PutUint64(b, rel.Off)
		le.PutUint64(b[8:], uint64(rel.Sym)<<32|uint64(rel.Type))
		le.PutUint64(b[16:], uint64(rel.Add))
	}
}

// group writes the contents of a group: its members, each followed by its
// relocation section.
func (w *elfWriter) group(out, data []byte) {
	le := binary.LittleEndian
	copy(out, data[:4])
	at := 4
	for k := 4; k+4 <= len(data); k += 4 {
		m := le.Uint32(data[k:])
		le.PutUint32(out[at:], w.number[m])
		at += 4
		if len(w.o.Sections[m].Relocs) > 0 {
			le.PutUint32(out[at:], w.number[m]+1)
			at += 4
		}
	}
}

func (w *elfWriter) symbols(out []byte, names []uint32) {
	le := binary.LittleEndian
	clear(out[:elfSymbolSize])
	for i := 1; i < len(w.o.Symbols); i++ {
		s := &w.o.Symbols[i]
		b := out[i*elfSymbolSize:][:elfSymbolSize]
		le.PutUint32(b, names[i])
		b[4] = s.Bind<<4 | s.Type
		b[5] = s.Vis
		sec := s.Section
		if sec > 0 && sec < uint32(len(w.number)) {
			if sec = w.number[sec]; sec >= SHN_LORESERVE {
				indexes := out[w.headers[w.symtab+1].offset-w.headers[w.symtab].offset:]
				le.PutUint32(indexes[4*i:], sec)
				sec = SHN_XINDEX
			}
		}
		le.PutUint16(b[6:], uint16(sec))
		le.PutUint64(b[8:], s.Value)
		le.PutUint64(b[16:], s.Size)
	}
}

func (h *sectionHeader) put(b []byte) {
	le := binary.LittleEndian
	le.PutUint32(b, h.name)
	le.PutUint32(b[4:], h.typ)
	le.PutUint64(b[8:], h.flags)
	le.PutUint64(b[24:], h.offset)
	le.PutUint64(b[32:], h.size)
	le.PutUint32(b[40:], h.link)
	le.PutUint32(b[44:], h.info)
	le.PutUint64(b[48:], h.align)
	le.PutUint64(b[56:], h.entSize)
}
