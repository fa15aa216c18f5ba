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

	// Insns lists where instructions start, when the assembler was asked to
	// record them (for --golf, --dump and source arrays); ascending offsets.
	Insns []Insn
}

// Insn is the start of an instruction within a section.
type Insn struct {
	Off uint32
	Pos diag.Pos
}

// Reloc is one relocation: Type is R_X86_64_*.
type Reloc struct {
	Off  uint64
	Add  int64
	Sym  uint32 // index into Object.Symbols
	Type uint32
	Pos  diag.Pos // the source that asked for it; 0 in objects read from files
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
}
