package image

import (
	"fmt"
	"sort"

	"tas/obj"
)

// The names that go with bytes: labels of places, and relocations, which are
// what an object has in the place of addresses.

// reloc is a relocation of an object, at its place in the file.
type reloc struct {
	off  uint64
	text string
}

// place returns the number of the section and the address by which symbols
// know the byte of r at offset off.
func (im *Image) place(r *Region, off uint64) (section int, addr uint64) {
	if im.Type == typeRel {
		section = r.section
	}
	return section, r.Addr + (off - r.Off)
}

// labels returns the symbols whose places are the bytes of r.
func (im *Image) labels(r *Region) []Symbol {
	if !r.Loaded || im.Type == typeRel && r.section == 0 {
		return nil
	}
	section, first := im.place(r, r.Off)
	from := im.search(section, first)
	to := from
	for to < len(im.Symbols) && im.Symbols[to].Section == section && im.Symbols[to].Addr-first < r.Len {
		to++
	}
	return im.Symbols[from:to]
}

// search returns the index of the first symbol at or behind an address.
func (im *Image) search(section int, addr uint64) int {
	return sort.Search(len(im.Symbols), func(i int) bool {
		s := &im.Symbols[i]
		return s.Section > section || s.Section == section && s.Addr >= addr
	})
}

// nameOf names an address of an executable by the symbol there, or by the
// last one before it if that can reach so far.
func (im *Image) nameOf(addr uint64) string {
	i := im.search(0, addr)
	if i < len(im.Symbols) && im.Symbols[i].Addr == addr {
		return im.Symbols[i].Name
	}
	if i == 0 {
		return ""
	}
	s := &im.Symbols[i-1]
	distance := addr - s.Addr
	reach := s.Size
	if reach == 0 {
		reach = pageSize
	}
	if distance >= reach {
		return ""
	}
	return fmt.Sprintf("%s+%#x", s.Name, distance)
}

// readRelocs collects the relocations of an object.
func (im *Image) readRelocs() {
	if im.Type != typeRel {
		return
	}
	limit := len(im.Bytes) / relaSize // more only where tables overlap
	for i := range im.sections {
		s := &im.sections[i]
		if s.typ != obj.SHT_RELA || !s.hasBytes() || uint64(s.info) >= uint64(len(im.sections)) {
			continue
		}
		home := &im.sections[s.info]
		symbols := im.symbolTable(s.link)
		for at := s.off; at+relaSize <= s.off+s.size && len(im.relocs) < limit; at += relaSize {
			if off := u64(im.Bytes[at:]); home.hasBytes() && off < home.size {
				im.relocs = append(im.relocs, reloc{home.off + off, symbols.relocation(im.Bytes[at:])})
			}
		}
	}
}

// relocsIn returns the relocations of n bytes at offset off.
func (im *Image) relocsIn(off, n uint64) []reloc {
	from := sort.Search(len(im.relocs), func(i int) bool { return im.relocs[i].off >= off })
	to := from
	for to < len(im.relocs) && im.relocs[to].off-off < n {
		to++
	}
	return im.relocs[from:to]
}

// symbolTable is a symbol table with its names.
type symbolTable struct {
	im      *Image
	entries []byte
	names   []byte
}

func (im *Image) symbolTable(index uint32) symbolTable {
	t := symbolTable{im: im}
	if uint64(index) < uint64(len(im.sections)) {
		if s := &im.sections[index]; s.hasBytes() {
			t.entries = im.Bytes[s.off : s.off+s.size]
			t.names = im.sectionText(uint64(s.link))
		}
	}
	return t
}

// name returns the name of a symbol; that of its section for a section symbol.
func (t *symbolTable) name(index uint32) string {
	at := uint64(index) * symSize
	if at+symSize > uint64(len(t.entries)) {
		return ""
	}
	e := t.entries[at:]
	home := int(u16(e[6:]))
	if e[4]&15 == obj.STT_SECTION && home < len(t.im.sections) {
		return t.im.sections[home].name
	}
	return nameIn(t.names, u32(e))
}

// relocation describes an entry of a relocation table.
func (t *symbolTable) relocation(e []byte) string {
	index, addend := u32(e[12:]), int64(u64(e[16:]))
	text := relocName(u32(e[8:]))
	switch name := t.name(index); {
	case name != "" && addend != 0:
		return fmt.Sprintf("%s %s%+d", text, name, addend)
	case name != "":
		return text + " " + name
	case index != 0:
		return fmt.Sprintf("%s symbol %d%+d", text, index, addend)
	}
	return fmt.Sprintf("%s %#x", text, uint64(addend))
}
