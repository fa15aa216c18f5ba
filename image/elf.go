package image

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
	"strings"

	"tas/obj"
)

// Reading a file for its picture is not reading it for the linker: nothing
// here is refused because it is odd. The kernel looks at a dozen fields of an
// executable and a golfed one uses the others for code, so a field is
// believed only as far as it makes sense, and ignored otherwise.

// Sizes and values of the ELF64 format that are needed here only.
const (
	ehdrSize = 64
	phdrSize = 56
	shdrSize = 64
	symSize  = 24
	relaSize = 24

	typeRel, typeExec, typeDyn = 1, 2, 3
	machineX8664               = 62

	ptLoad = 1
	pfX    = 1
	pfW    = 2

	pageSize = 4096

	// The kernel takes no more than 64 KiB of program headers.
	maxProgramHeaders = 65536 / phdrSize

	maxFile = 1<<32 - 1 // an obj.Insn holds 32 bits

	// A longer name is cut, of many symbols or relocations in one place some are
	// not shown, and sections that together are so much larger than the file are
	// cut: a hostile file takes not much more than an honest one.
	maxName    = 1024
	maxAliases = 4
	maxOverlap = 1 << 16
)

// section is an entry of the section header table.
type section struct {
	name              string
	typ, link, info   uint32
	flags             uint64
	addr, off, size   uint64
	entSize, headerAt uint64
}

// hasBytes reports whether the section stands in the file.
func (s *section) hasBytes() bool {
	return s.typ != obj.SHT_NULL && s.typ != obj.SHT_NOBITS && s.size > 0
}

func (s *section) loaded() bool { return s.flags&obj.SHF_ALLOC != 0 }

// within reports whether the count bytes from off lie in a file of size bytes.
func within(off, count, size uint64) bool { return off <= size && count <= size-off }

func u16(b []byte) uint16 { return binary.LittleEndian.Uint16(b) }
func u32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
func u64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// readHeaders starts an image: type, entry, segments, sections.
func readHeaders(file []byte) (*Image, error) {
	switch {
	case len(file) < 4 || string(file[:4]) != "\x7fELF":
		return nil, errors.New("not an ELF file")
	case len(file) < ehdrSize:
		return nil, fmt.Errorf("an ELF header takes %d bytes, the file has %d", ehdrSize, len(file))
	case uint64(len(file)) > maxFile:
		return nil, errors.New("the file is larger than 4 GiB")
	case u16(file[18:]) != machineX8664:
		return nil, fmt.Errorf("made for machine %d, not for x86-64 (%d)", u16(file[18:]), machineX8664)
	}
	im := &Image{Bytes: file, Type: u16(file[16:]), Entry: u64(file[24:])}
	if im.Type < typeRel || im.Type > typeDyn {
		return nil, fmt.Errorf("file type %d is neither an object nor an executable", im.Type)
	}
	im.readSegments()
	im.readSections()
	return im, nil
}

// programHeaders returns the offset and number of the program headers.
func (im *Image) programHeaders() (at uint64, n int) {
	at, n = u64(im.Bytes[32:]), int(u16(im.Bytes[56:]))
	if u16(im.Bytes[54:]) != phdrSize || n > maxProgramHeaders || im.Type == typeRel ||
		!within(at, uint64(n)*phdrSize, uint64(len(im.Bytes))) {
		return 0, 0
	}
	return at, n
}

func (im *Image) readSegments() {
	at, n := im.programHeaders()
	for ; n > 0; n-- {
		h := im.Bytes[at:]
		if u32(h) == ptLoad {
			im.Loads = append(im.Loads, Load{
				Flags: u32(h[4:]), Off: u64(h[8:]), Addr: u64(h[16:]), FileSize: u64(h[32:]), MemSize: u64(h[40:]),
			})
		}
		at += phdrSize
	}
}

// readSections reads the section header table if the file has one that can
// be meant: whole, of entries of the right size, beginning with the null one.
func (im *Image) readSections() {
	size := uint64(len(im.Bytes))
	at, n := u64(im.Bytes[40:]), uint64(u16(im.Bytes[60:]))
	if at < 4 || u16(im.Bytes[58:]) != shdrSize || !within(at, shdrSize, size) || u32(im.Bytes[at+4:]) != obj.SHT_NULL {
		return
	}
	if n == 0 {
		n = u64(im.Bytes[at+32:]) // more than 65279 sections
	}
	if n == 0 || n > size/shdrSize || !within(at, n*shdrSize, size) {
		return
	}
	names := uint64(u16(im.Bytes[62:]))
	if names == obj.SHN_XINDEX {
		names = uint64(u32(im.Bytes[at+40:]))
	}
	im.sections = make([]section, n)
	for i := range im.sections {
		h := im.Bytes[at:]
		im.sections[i] = section{
			typ: u32(h[4:]), flags: u64(h[8:]), addr: u64(h[16:]), off: u64(h[24:]), size: u64(h[32:]),
			link: u32(h[40:]), info: u32(h[44:]), entSize: u64(h[56:]), headerAt: at,
		}
		if s := &im.sections[i]; s.hasBytes() && !within(s.off, s.size, size) {
			s.size = 0 // it says it is where the file is not
		}
		at += shdrSize
	}
	table := im.sectionText(names)
	room := size + maxOverlap
	for i := range im.sections {
		s := &im.sections[i]
		if s.hasBytes() {
			s.size = min(s.size, room)
			room -= s.size
		}
		s.name = nameIn(table, u32(im.Bytes[s.headerAt:]))
	}
}

// sectionText returns the contents of a string table, nil if it is none.
func (im *Image) sectionText(index uint64) []byte {
	if index >= uint64(len(im.sections)) {
		return nil
	}
	s := &im.sections[index]
	if s.typ != obj.SHT_STRTAB || !s.hasBytes() {
		return nil
	}
	return im.Bytes[s.off : s.off+s.size]
}

// nameIn returns the name at an offset of a string table.
func nameIn(table []byte, at uint32) string {
	if uint64(at) >= uint64(len(table)) {
		return ""
	}
	name := table[at:min(uint64(len(table)), uint64(at)+maxName)]
	if i := bytes.IndexByte(name, 0); i >= 0 {
		name = name[:i]
	}
	return clean(name)
}

// readSymbols takes the names of places from the symbol table.
func (im *Image) readSymbols() {
	for i := range im.sections {
		s := &im.sections[i]
		if s.typ != obj.SHT_SYMTAB || !s.hasBytes() {
			continue
		}
		names := im.sectionText(uint64(s.link))
		for at := s.off; at+symSize <= s.off+s.size; at += symSize {
			im.readSymbol(im.Bytes[at:], names)
		}
		return
	}
}

func (im *Image) readSymbol(e, names []byte) {
	home, kind := int(u16(e[6:])), e[4]&15
	if home == obj.SHN_UNDEF || home >= len(im.sections) || kind == obj.STT_SECTION || kind == obj.STT_FILE || kind == obj.STT_TLS {
		return
	}
	name := nameIn(names, u32(e))
	if name == "" {
		return
	}
	if im.Type != typeRel {
		home = 0
	}
	im.Symbols = append(im.Symbols, Symbol{Name: name, Addr: u64(e[8:]), Size: u64(e[16:]), Section: home})
}

// addTables adds the regions that describe themselves: headers, and the
// sections that are not part of the program.
func (im *Image) addTables() {
	at, n := im.programHeaders()
	im.add(KindHeader, 0, ehdrSize, "ELF header")
	for i := range n {
		im.add(KindProgramHeader, at+uint64(i)*phdrSize, phdrSize, fmt.Sprintf("program header %d", i))
	}
	for i := range im.sections {
		s := &im.sections[i]
		name := fmt.Sprintf("section header %d", i)
		if s.name != "" {
			name += " (" + s.name + ")"
		}
		im.add(KindSectionHeader, s.headerAt, shdrSize, name)
		im.Regions[len(im.Regions)-1].section = i
		if s.hasBytes() && !s.loaded() {
			im.Regions = append(im.Regions, Region{Kind: s.kind(), Off: s.off, Len: s.size, Name: s.name, section: i})
		}
	}
}

func (im *Image) add(kind Kind, off, size uint64, name string) {
	r := Region{Kind: kind, Off: off, Len: size, Name: name}
	r.Addr, r.Loaded = im.addressOf(off)
	im.Regions = append(im.Regions, r)
}

// addContents adds the sections of the program, or what a walk through the
// code finds where there are none.
func (im *Image) addContents() {
	if len(im.sections) == 0 {
		im.trace()
		return
	}
	for i := range im.sections {
		if s := &im.sections[i]; s.hasBytes() && s.loaded() {
			im.Regions = append(im.Regions, Region{
				Kind: s.kind(), Off: s.off, Len: s.size, Addr: s.addr, Loaded: true, Name: s.name, section: i,
			})
		}
	}
}

// kind tells the nature of a section from its type, flags and name.
func (s *section) kind() Kind {
	switch s.typ {
	case obj.SHT_SYMTAB, obj.SHT_SYMTAB_SHNDX:
		return KindSymbols
	case obj.SHT_STRTAB:
		return KindNames
	case obj.SHT_RELA, obj.SHT_REL:
		return KindRelocs
	case obj.SHT_NOTE:
		return KindNote
	case obj.SHT_X86_64_UNWIND:
		return KindUnwind
	}
	switch {
	case strings.HasPrefix(s.name, ".debug"):
		return KindDebug
	case strings.HasPrefix(s.name, ".eh_frame"):
		return KindUnwind
	case s.flags&obj.SHF_EXECINSTR != 0:
		return KindCode
	case s.flags&obj.SHF_STRINGS != 0:
		return KindString
	case s.flags&obj.SHF_ALLOC == 0:
		return KindOther
	case s.flags&obj.SHF_WRITE != 0:
		return KindData
	}
	return KindReadOnly
}

// addressOf says where a byte of the file is at run time. The kernel maps
// whole pages, and programs count on it: what no segment names exactly may
// still be mapped with its page.
func (im *Image) addressOf(off uint64) (addr uint64, ok bool) {
	for i := range im.Loads {
		if l := &im.Loads[i]; off-l.Off < l.FileSize {
			return l.Addr + (off - l.Off), true
		}
	}
	for i := range im.Loads {
		l := &im.Loads[i]
		if first := l.Off &^ (pageSize - 1); off >= first && off-first < l.pages() {
			return l.Addr + (off - l.Off), true
		}
	}
	return 0, false
}

// offsetOf says which byte of the file is at an address.
func (im *Image) offsetOf(addr uint64) (off uint64, ok bool) {
	size := uint64(len(im.Bytes))
	for i := range im.Loads {
		l := &im.Loads[i]
		if off = l.Off + (addr - l.Addr); addr-l.Addr < l.FileSize && off < size {
			return off, true
		}
	}
	for i := range im.Loads {
		l := &im.Loads[i]
		first := l.Off &^ (pageSize - 1)
		if off = l.Off + (addr - l.Addr); off >= first && off-first < l.pages() && off < size {
			return off, true
		}
	}
	return 0, false
}

// pages returns how many bytes of the file are mapped for the segment, from
// the beginning of its first page.
func (l *Load) pages() uint64 {
	n := l.Off&(pageSize-1) + l.FileSize
	if n < l.FileSize || n > 1<<47 {
		return 1 << 47
	}
	return (n + pageSize - 1) &^ (pageSize - 1)
}

// sort brings regions, instructions and symbols into order. Of regions with
// one start the longer comes first, as the one that holds the other.
func (im *Image) sort() {
	sort.SliceStable(im.Regions, func(i, j int) bool {
		a, b := &im.Regions[i], &im.Regions[j]
		if a.Off != b.Off {
			return a.Off < b.Off
		}
		return a.Len > b.Len
	})
	sort.SliceStable(im.Insns, func(i, j int) bool { return im.Insns[i].Off < im.Insns[j].Off })
	sort.SliceStable(im.relocs, func(i, j int) bool { return im.relocs[i].off < im.relocs[j].off })
	sort.SliceStable(im.Symbols, func(i, j int) bool {
		a, b := &im.Symbols[i], &im.Symbols[j]
		if a.Section != b.Section {
			return a.Section < b.Section
		}
		return a.Addr < b.Addr
	})
	kept := im.Symbols[:0]
	for _, s := range im.Symbols {
		if n := len(kept); n >= maxAliases && kept[n-maxAliases].Addr == s.Addr && kept[n-maxAliases].Section == s.Section {
			continue
		}
		kept = append(kept, s)
	}
	im.Symbols = kept
}

// fillGaps gives every byte that nobody claimed a region.
func (im *Image) fillGaps() {
	var at uint64
	known := im.Regions
	for i := range known {
		im.fillGap(at, known[i].Off)
		at = max(at, known[i].End())
	}
	im.fillGap(at, uint64(len(im.Bytes)))
	im.sort()
}

func (im *Image) fillGap(from, to uint64) {
	if from >= to {
		return
	}
	r := Region{Kind: KindPadding, Off: from, Len: to - from, Name: "padding"}
	r.Addr, r.Loaded = im.addressOf(from)
	if strings.Trim(string(im.Bytes[from:to]), "\x00") != "" {
		r.Kind, r.Name = KindOther, "unclaimed"
		if r.Loaded && len(im.sections) == 0 {
			r.Kind, r.Name = im.dataKind(from), "data"
		}
	}
	im.Regions = append(im.Regions, r)
}

// dataKind tells constants from variables by the segment that they are in.
func (im *Image) dataKind(off uint64) Kind {
	for i := range im.Loads {
		if l := &im.Loads[i]; off-l.Off < l.FileSize && l.Flags&pfW != 0 {
			return KindData
		}
	}
	return KindReadOnly
}
