package linker

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"strings"

	"tas/diag"
	"tas/obj"
)

// The reader of ELF64 objects. The file may be hostile: every offset and
// count is checked against the length of the file, and what is allocated is
// proportional to it, because sections may not overlap. Section contents are
// slices of the file, never copies.

const (
	ehdrSize = 64
	phdrSize = 56
	shdrSize = 64
	symSize  = 24
	relaSize = 24
)

var le = binary.LittleEndian

// sectionHeader is an Elf64_Shdr.
type sectionHeader struct {
	name, typ   uint32
	flags       uint64
	offset      uint64
	size        uint64
	link, info  uint32
	align, each uint64
}

// objectReader is the state of one readObject.
type objectReader struct {
	name    string
	data    []byte
	headers []sectionHeader
	out     *obj.Object
	symbols elfSymbols
	seed    maphash.Seed
	room    *arena
	symtab  int // index of SHT_SYMTAB, 0 = none
	budget  int // bytes of names that may still be looked at
}

// ReadObject reads a relocatable ELF64 x86-64 object. Tables that Object
// represents otherwise (symbols, strings, relocations) leave empty SHT_NULL
// sections behind, so that section indexes stay the file's. It returns nil
// after reporting what is wrong with the file. What it returns refers to data.
func ReadObject(name string, data []byte, diags *diag.List) *obj.Object {
	o, symbols := readObject(name, data, maphash.MakeSeed(), new(arena), diags)
	if o == nil {
		return nil
	}
	o.Symbols = make([]obj.ObjectSymbol, len(symbols.entries))
	for i := 1; i < len(o.Symbols); i++ {
		o.Symbols[i] = symbols.decode(uint32(i))
	}
	return o
}

// readObject does that with the symbols left in their table; the names of the
// global ones are hashed while they are at hand.
func readObject(name string, data []byte, seed maphash.Seed, room *arena, diags *diag.List) (*obj.Object, elfSymbols) {
	r := objectReader{name: name, data: data, seed: seed, room: room, budget: 16*len(data) + 1<<16}
	for _, step := range [...]func() error{r.readHeader, r.readSections, r.readSymbols, r.readRelocs} {
		if err := step(); err != nil {
			diags.Errorf(diag.Span{}, "%s: %v", name, err)
			return nil, elfSymbols{}
		}
	}
	return r.out, r.symbols
}

func (r *objectReader) readHeader() error {
	d := r.data
	if err := checkIdent(d); err != nil {
		return err
	}
	shoff := le.Uint64(d[40:])
	count := uint64(le.Uint16(d[60:]))
	strndx := uint32(le.Uint16(d[62:]))
	if shoff == 0 {
		return fmt.Errorf("has no section headers, so there is nothing to link")
	}
	if size := le.Uint16(d[58:]); size != shdrSize {
		return fmt.Errorf("section headers of %d bytes, expected %d", size, shdrSize)
	}
	if shoff > uint64(len(d)) || uint64(len(d))-shoff < shdrSize {
		return fmt.Errorf("section headers at offset %#x lie outside the file", shoff)
	}
	if first := d[shoff:]; count == 0 {
		count = le.Uint64(first[32:])
		if strndx == obj.SHN_XINDEX {
			strndx = le.Uint32(first[40:])
		}
	} else if strndx == obj.SHN_XINDEX {
		strndx = le.Uint32(first[40:])
	}
	if count > (uint64(len(d))-shoff)/shdrSize {
		return fmt.Errorf("%d section headers at offset %#x lie outside the file", count, shoff)
	}
	if count > maxSections {
		return fmt.Errorf("%d sections, more than the %d that are supported", count, maxSections)
	}
	if uint64(strndx) >= count {
		return fmt.Errorf("section name table %d of %d sections", strndx, count)
	}
	r.room.headers = append(r.room.headers[:0], make([]sectionHeader, count)...)
	r.headers = r.room.headers
	for i := range r.headers {
		h := d[shoff+uint64(i)*shdrSize:]
		r.headers[i] = sectionHeader{
			name: le.Uint32(h), typ: le.Uint32(h[4:]), flags: le.Uint64(h[8:]),
			offset: le.Uint64(h[24:]), size: le.Uint64(h[32:]),
			link: le.Uint32(h[40:]), info: le.Uint32(h[44:]),
			align: le.Uint64(h[48:]), each: le.Uint64(h[56:]),
		}
	}
	return r.checkExtents(strndx)
}

// maxSections keeps section indexes below the reserved ones.
const maxSections = obj.SHN_LORESERVE

// checkIdent refuses what is not an x86-64 relocatable object, by name.
func checkIdent(d []byte) error {
	switch {
	case len(d) >= 4 && string(d[:4]) == "BC\xc0\xde":
		return fmt.Errorf("is LLVM bitcode; compile it without -flto")
	case len(d) < 4 || string(d[:4]) != "\x7fELF":
		return fmt.Errorf("is neither an ELF object nor an archive")
	case len(d) < ehdrSize:
		return fmt.Errorf("ends within the ELF header")
	case d[4] != 2:
		return fmt.Errorf("is not a 64-bit object (class %d)", d[4])
	case d[5] != 1:
		return fmt.Errorf("is not little-endian (data encoding %d)", d[5])
	case le.Uint16(d[18:]) != 62:
		return fmt.Errorf("is for machine %d, not for x86-64 (62)", le.Uint16(d[18:]))
	}
	switch t := le.Uint16(d[16:]); t {
	case 1:
		return nil
	case 2:
		return fmt.Errorf("is an executable, expected a relocatable object")
	case 3:
		return fmt.Errorf("is a shared object; static linking needs the .a or .o")
	default:
		return fmt.Errorf("ELF type %d, expected a relocatable object (1)", t)
	}
}

// checkExtents sees that each section lies in the file and that together they
// are no longer than the file; then it starts the Object.
func (r *objectReader) checkExtents(strndx uint32) error {
	room := uint64(len(r.data))
	for i := range r.headers {
		h := &r.headers[i]
		if i == 0 || h.typ == obj.SHT_NULL {
			h.typ, h.size = obj.SHT_NULL, 0
			continue
		}
		if h.align&(h.align-1) != 0 || h.align > 1<<40 {
			return fmt.Errorf("section %d: alignment %#x is not a sensible power of two", i, h.align)
		}
		if h.typ == obj.SHT_NOBITS {
			if h.size > maxAddress {
				return fmt.Errorf("section %d: size %#x exceeds the address space", i, h.size)
			}
			continue
		}
		if h.offset > uint64(len(r.data)) || h.size > uint64(len(r.data))-h.offset {
			return fmt.Errorf("section %d: %#x bytes at offset %#x lie outside the file", i, h.size, h.offset)
		}
		if h.size > room {
			return fmt.Errorf("section %d overlaps others", i)
		}
		room -= h.size
	}
	names := textOf(r.contents(strndx))
	r.out = &obj.Object{Name: r.name, Sections: r.room.infos.take(len(r.headers))}
	for i := range r.headers {
		if i == 0 || r.headers[i].typ == obj.SHT_NULL {
			continue
		}
		name, err := r.str(names, r.headers[i].name)
		if err != nil {
			return fmt.Errorf("section %d: %v", i, err)
		}
		r.out.Sections[i].Name = name
	}
	return nil
}

func (r *objectReader) contents(i uint32) []byte {
	h := &r.headers[i]
	if h.typ == obj.SHT_NOBITS || h.typ == obj.SHT_NULL {
		return nil
	}
	return r.data[h.offset : h.offset+h.size : h.offset+h.size]
}

// str returns the string at offset at of a string table. Names may share
// bytes, so a budget keeps a small file from being all names.
func (r *objectReader) str(table string, at uint32) (string, error) {
	if at == 0 && table == "" {
		return "", nil
	}
	if uint64(at) >= uint64(len(table)) {
		return "", fmt.Errorf("its name lies outside the string table")
	}
	end := strings.IndexByte(table[at:], 0)
	if end < 0 {
		return "", fmt.Errorf("its name does not end within the string table")
	}
	if r.budget -= end; r.budget < 0 {
		return "", fmt.Errorf("names overlap beyond measure")
	}
	return table[at : at+uint32(end)], nil
}

// readSections fills in the sections that carry contents.
func (r *objectReader) readSections() error {
	for i := 1; i < len(r.headers); i++ {
		h := &r.headers[i]
		s := &r.out.Sections[i]
		switch h.typ {
		case obj.SHT_SYMTAB:
			if r.symtab != 0 {
				return fmt.Errorf("two symbol tables, sections %d and %d", r.symtab, i)
			}
			r.symtab = i
			continue
		case obj.SHT_NULL, obj.SHT_STRTAB, obj.SHT_RELA, obj.SHT_SYMTAB_SHNDX:
			continue
		case obj.SHT_REL:
			return fmt.Errorf("section %s: SHT_REL relocations are not used on x86-64", s.Name)
		}
		s.Type, s.Flags, s.Align, s.EntSize = h.typ, h.flags, h.align, h.each
		s.Link, s.Info, s.Size = h.link, h.info, h.size
		s.Data = r.contents(uint32(i))
		if h.flags&obj.SHF_COMPRESSED != 0 {
			if err := inflate(s); err != nil {
				return fmt.Errorf("section %s: %v", s.Name, err)
			}
		}
		if h.flags&obj.SHF_LINK_ORDER != 0 && uint64(h.link) >= uint64(len(r.headers)) {
			return fmt.Errorf("section %s is linked to section %d of %d", s.Name, h.link, len(r.headers))
		}
	}
	return nil
}

// readSymbols checks the symbol table, which is then used as it stands.
func (r *objectReader) readSymbols() error {
	r.out.FirstGlobal = 1
	r.symbols.entries = make([]elfSymbol, 1)
	if r.symtab == 0 {
		return nil
	}
	h := &r.headers[r.symtab]
	table := r.contents(uint32(r.symtab))
	count := len(table) / symSize
	if h.each != symSize || len(table)%symSize != 0 {
		return fmt.Errorf("symbol table of %d bytes with entries of %d, expected %d", len(table), h.each, symSize)
	}
	if uint64(h.link) >= uint64(len(r.headers)) || uint64(h.info) > uint64(count) {
		return fmt.Errorf("symbol table with string table %d and %d locals", h.link, h.info)
	}
	if count == 0 {
		return nil
	}
	t := &r.symbols
	t.entries, t.names, t.wide = symbolsOf(table), textOf(r.contents(h.link)), r.wideIndexes()
	r.out.FirstGlobal = max(int(h.info), 1)
	t.globals = r.room.globals.take(max(count-r.out.FirstGlobal, 0))[:0]
	for i := uint32(1); i < uint32(count); i++ {
		e := &t.entries[i]
		name, err := r.str(t.names, e.name)
		if err != nil {
			return fmt.Errorf("symbol %d: %v", i, err)
		}
		if e.section == obj.SHN_XINDEX && uint64(len(t.wide)) < 4*uint64(i)+4 {
			return fmt.Errorf("symbol %s: its section index is missing", name)
		}
		section := t.section(i)
		if section >= uint32(len(r.headers)) && !specialIndex(section) {
			return fmt.Errorf("symbol %s stands in section %d of %d", name, section, len(r.headers))
		}
		if err := checkSymbol(name, e, section, i < h.info); err != nil {
			return err
		}
		if i >= h.info {
			t.globals = append(t.globals, globalName{hashName(r.seed, name), uint32(len(name))})
			if section != obj.SHN_UNDEF {
				t.defined++
				t.text += len(name)
			}
		}
	}
	return nil
}

func specialIndex(section uint32) bool {
	return section == obj.SHN_ABS || section == obj.SHN_COMMON || section == obj.SHN_X86_64_LCOMMON
}

// checkSymbol refuses what would confuse resolution: a binding on the wrong
// side of the table's border, or a common symbol without a right alignment.
func checkSymbol(name string, e *elfSymbol, section uint32, local bool) error {
	switch e.bind() {
	case obj.STB_LOCAL:
		if !local {
			return fmt.Errorf("local symbol %s stands among the global ones", name)
		}
	case obj.STB_GLOBAL, obj.STB_WEAK, obj.STB_GNU_UNIQUE:
		if local {
			return fmt.Errorf("global symbol %s stands among the local ones", name)
		}
		if name == "" {
			return fmt.Errorf("a global symbol has no name")
		}
	default:
		return fmt.Errorf("symbol %s has the unknown binding %d", name, e.bind())
	}
	if section == obj.SHN_COMMON || section == obj.SHN_X86_64_LCOMMON {
		if e.value&(e.value-1) != 0 || e.value > 1<<40 || e.size > maxAddress {
			return fmt.Errorf("common symbol %s: size %#x or alignment %#x is out of range", name, e.size, e.value)
		}
	}
	return nil
}

// wideIndexes returns the SHT_SYMTAB_SHNDX table, if there is one.
func (r *objectReader) wideIndexes() []byte {
	for i := range r.headers {
		if h := &r.headers[i]; h.typ == obj.SHT_SYMTAB_SHNDX && h.link == uint32(r.symtab) {
			return r.contents(uint32(i))
		}
	}
	return nil
}

// readRelocs checks the relocations, which are then used as they stand.
func (r *objectReader) readRelocs() error {
	r.symbols.usual = true
	for i := range r.headers {
		h := &r.headers[i]
		if h.typ != obj.SHT_RELA {
			continue
		}
		if h.info == 0 || uint64(h.info) >= uint64(len(r.headers)) || h.link != uint32(r.symtab) {
			return fmt.Errorf("relocation section %d for section %d with symbol table %d", i, h.info, h.link)
		}
		s := &r.out.Sections[h.info]
		if s.Relocs != nil {
			return fmt.Errorf("section %s has two relocation sections", s.Name)
		}
		table := r.contents(uint32(i))
		if len(table)%relaSize != 0 {
			return fmt.Errorf("relocations of section %s: %d bytes, not a multiple of %d", s.Name, len(table), relaSize)
		}
		s.Relocs = relocsOf(table)
		count := uint32(len(r.symbols.entries))
		most, kinds := uint32(0), uint64(0)
		for j := range s.Relocs {
			most, kinds = max(most, s.Relocs[j].Sym), kinds|1<<min(s.Relocs[j].Type, 63)
		}
		for j := 0; most >= count; j++ {
			if q := &s.Relocs[j]; q.Sym >= count {
				return fmt.Errorf("section %s+%#x: relocation against symbol %d of %d", s.Name, q.Off, q.Sym, count)
			}
		}
		if s.Flags&obj.SHF_ALLOC != 0 && kinds&^usualTypes != 0 {
			r.symbols.usual = false
		}
	}
	return nil
}

// Recognise reports whether a file is an object, an archive or a script in the
// place of one, and not source text.
func Recognise(name string, data []byte) bool {
	return isArchive(data) || len(data) >= 4 && string(data[:4]) == "\x7fELF" ||
		(strings.HasSuffix(name, ".a") || strings.HasSuffix(name, ".so")) && isScript(data)
}
