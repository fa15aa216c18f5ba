// Package image shows what is in a finished file. It knows what every byte
// of an ELF64 executable or object is for, and prints it: as an annotated
// text (Dump), as a page for the browser (HTML), as a summary by size, or in
// another format altogether (Write: flat binary, Intel HEX, source arrays).
//
// An Image comes from the bytes alone (Parse), or from the bytes and what a
// linker knows about them (Annotate). A byte may have several masters: in a
// golfed executable the program header lies across the ELF header, and code
// lies in the fields that the kernel does not read. So regions overlap
// freely, and every view shows all masters of a byte.
//
// The model has two levels. A Region is a stretch of the file that somebody
// placed: a header, a section, a string table. An item (items.go) is the
// smallest thing worth a line: a header field, an instruction, a string, a
// symbol. Items are derived from the bytes of their region when a view asks.
package image

import (
	"tas/diag"
	"tas/obj"
)

// Image is a finished file and what its bytes mean.
type Image struct {
	Name    string // how the views call the file; may be empty
	Bytes   []byte
	Type    uint16 // ET_REL, ET_EXEC or ET_DYN
	Entry   uint64
	Regions []Region   // by offset; may overlap
	Insns   []obj.Insn // starts of instructions by offset in the file; empty where nobody recorded them
	Symbols []Symbol   // by address
	Loads   []Load     // what is mapped at run time, in the order of the headers

	// Sources holds the texts that Pos fields point into; nil if there are none.
	Sources *diag.Sources

	sections []section // of the section header table, when there is one
	relocs   []reloc   // of an object, by offset in the file
}

// Region is a stretch of the file with one meaning.
type Region struct {
	Off, Len uint64 // in the file
	Addr     uint64 // at run time, when Loaded
	Kind     Kind
	Loaded   bool
	Name     string // of the section or header, or the label at its start
	Pos      diag.Pos

	section int // the number of the section, for what is known by that
}

// End returns the offset behind the region.
func (r *Region) End() uint64 { return r.Off + r.Len }

// Symbol is a name for an address. In an object the address is an offset in
// the section with the number Section; elsewhere Section is zero.
type Symbol struct {
	Name    string
	Addr    uint64
	Size    uint64
	Section int
}

// Load is a part of the file that the kernel maps, or for an executable
// without program headers that it would.
type Load struct {
	Off, FileSize uint64
	Addr, MemSize uint64
	Flags         uint32 // PF_X, PF_W, PF_R
}

// Kind says what a stretch of bytes is for.
type Kind uint8

// The kinds. Their names and colours are in kinds.go.
const (
	KindNone          Kind = iota
	KindHeader             // the ELF header
	KindProgramHeader      // one entry of the program header table
	KindSectionHeader      // one entry of the section header table
	KindCode               // instructions
	KindReadOnly           // constants
	KindString             // text
	KindData               // what the program may change
	KindNote               // SHT_NOTE
	KindUnwind             // .eh_frame and its table
	KindDebug              // .debug_*
	KindSymbols            // a symbol table
	KindNames              // a string table
	KindRelocs             // relocations
	KindOther              // contents of an unknown nature
	KindPadding            // nobody's: alignment, gaps
	kindCount         = iota
)

// Parse reads an ELF64 x86-64 executable or object, however small: sections
// and symbols are used when there are any, and headers may overlap. The file
// may be broken or hostile; what makes no sense is left out.
func Parse(file []byte) (*Image, error) { return Annotate(file, nil, nil) }

// Annotate reads a file as Parse does and adds what its maker knows. The
// regions of m take the place of sections, or of a walk through the code
// where there are none; headers and tables are read from the file.
func Annotate(file []byte, m *obj.FileMap, sources *diag.Sources) (*Image, error) {
	im, err := readHeaders(file)
	if err != nil {
		return nil, err
	}
	if m == nil {
		m = &obj.FileMap{}
	}
	im.Sources = sources
	for _, l := range m.Labels {
		im.Symbols = append(im.Symbols, Symbol{Name: l.Name, Addr: l.Addr, Size: l.Size})
	}
	if len(m.Labels) == 0 {
		im.readSymbols()
	}
	size := uint64(len(file))
	for _, in := range m.Insns {
		if uint64(in.Off) < size {
			im.Insns = append(im.Insns, in)
		}
	}
	im.readRelocs()
	im.sort()
	im.addTables()
	if len(m.Regions) == 0 {
		im.addContents()
	}
	for _, r := range m.Regions {
		if r.Off < size && r.Len > 0 {
			s := section{name: r.Name, typ: r.Type, flags: r.Flags | obj.SHF_ALLOC}
			im.add(s.kind(), r.Off, min(r.Len, size-r.Off), r.Name)
			im.Regions[len(im.Regions)-1].Pos = r.Pos
		}
	}
	im.sort()
	im.fillGaps()
	return im, nil
}
