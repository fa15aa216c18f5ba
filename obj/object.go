package obj

import "tas/diag"

// Object is a relocatable object as the linker sees it: what Resolve makes of
// an assembled Unit, and what linker.ReadObject makes of an ELF64 file. All
// addresses are final within their section; only relocations are left.
type Object struct {
	Name     string // file name, for messages
	Sections []ObjectSection
	Symbols  []ObjectSymbol // ELF order: [0] is null, locals, then globals from FirstGlobal

	FirstGlobal int
	GNU         bool // uses what needs ELFOSABI_GNU: IFUNC, unique symbols, retained sections

	Index []uint32 // which of Sections a section of the Unit has become; nil in objects read from files

	spare *spares // memory that Resolve has done with, for WriteELF; nil in objects read from files
}

// ObjectSection is one section header with its contents. Sections[0] is the
// null section, so that indexes are ELF's. The symbol and string tables and
// the SHT_RELA sections themselves are not in the list: Relocs stand for the
// latter. The contents of an SHT_GROUP section are indexes into this list.
type ObjectSection struct {
	Name    string
	Type    uint32 // SHT_*
	Flags   uint64 // SHF_*
	Align   uint64 // bytes, a power of two; 0 and 1 mean none
	EntSize uint64
	Link    uint32 // section index (SHF_LINK_ORDER), else 0
	Info    uint32 // SHT_GROUP: the index of its signature symbol
	Size    uint64 // equals len(Data) unless SHT_NOBITS
	Data    []byte
	Relocs  []Reloc // by ascending offset as far as the producer keeps it

	// Asked says for each of Relocs where the source asked for it; nil in
	// objects read from files.
	Asked []diag.Pos

	// Insns lists where instructions start, when the assembler was asked to
	// record them (for --golf, --dump and source arrays); ascending offsets.
	Insns []Insn

	// Loose says that a linker may move the instructions of the section apart
	// or closer: every field that depends on a distance has its relocation
	// (R_X86_64_PC8 for a short jump), each relocation names a symbol at the
	// very place it refers to, Insns is complete with data and padding, and
	// apart from .size and call frames nothing was computed from distances
	// within the section.
	Loose bool
}

// Insn is the start of an instruction within a section, or of other bytes
// among the instructions.
type Insn struct {
	Off  uint32
	Pos  diag.Pos
	Kind InsnKind
}

// InsnKind says what starts at an Insn.
type InsnKind uint8

// The kinds of Insn.
const (
	InsnCode InsnKind = iota // one instruction
	InsnData                 // bytes of data directives
	InsnPad                  // padding of an alignment that code asked for
)

// Reloc is one relocation. Its fields are those of an Elf64_Rela, so that the
// table of a file in memory is a []Reloc: see linker.readRelocs.
type Reloc struct {
	Off  uint64
	Type uint32 // R_X86_64_*
	Sym  uint32 // index into Object.Symbols
	Add  int64
}

// relocList is a list in the making: the relocations, and where the source
// asked for each.
type relocList struct {
	relocs []Reloc
	asked  []diag.Pos
}

func (l *relocList) add(r Reloc, at diag.Pos) {
	l.relocs = append(l.relocs, r)
	l.asked = append(l.asked, at)
}

// join appends the relocations of another list.
func (l *relocList) join(more *relocList) {
	l.relocs, l.asked = append(l.relocs, more.relocs...), append(l.asked, more.asked...)
}

// ObjectSymbol is one ELF symbol.
type ObjectSymbol struct {
	Name    string
	Section uint32 // index into Sections, or SHN_UNDEF, SHN_ABS, SHN_COMMON
	Value   uint64 // offset in its section, absolute value, or alignment of a common symbol
	Size    uint64
	Bind    uint8 // STB_*
	Type    uint8 // STT_*
	Vis     uint8 // STV_*
	Pos     diag.Pos
	Order   uint32 // among all symbols of the source, local and global
}
