package obj

// Constants of the ELF specification (gABI chapters 4 and 5) and of the
// x86-64 psABI. The names are the specification's.

// Section types.
const (
	SHT_NULL           = 0
	SHT_PROGBITS       = 1
	SHT_SYMTAB         = 2
	SHT_STRTAB         = 3
	SHT_RELA           = 4
	SHT_HASH           = 5
	SHT_DYNAMIC        = 6
	SHT_DYNSYM         = 11
	SHT_NOTE           = 7
	SHT_NOBITS         = 8
	SHT_REL            = 9
	SHT_INIT_ARRAY     = 14
	SHT_FINI_ARRAY     = 15
	SHT_PREINIT_ARRAY  = 16
	SHT_GROUP          = 17
	SHT_SYMTAB_SHNDX   = 18
	SHT_LLVM_ADDRSIG   = 0x6fff4c03
	SHT_X86_64_UNWIND  = 0x70000001
	SHT_LOUSER         = 0x80000000
	SHT_GNU_VERSYM     = 0x6fffffff
	SHT_GNU_VERNEED    = 0x6ffffffe
	SHT_GNU_VERDEF     = 0x6ffffffd
	SHT_GNU_LIBLIST    = 0x6ffffff7
	SHT_GNU_HASH       = 0x6ffffff6
	SHT_GNU_ATTRIBUTES = 0x6ffffff5
)

// Section flags.
const (
	SHF_WRITE        = 0x1
	SHF_ALLOC        = 0x2
	SHF_EXECINSTR    = 0x4
	SHF_MERGE        = 0x10
	SHF_STRINGS      = 0x20
	SHF_INFO_LINK    = 0x40
	SHF_LINK_ORDER   = 0x80
	SHF_GROUP        = 0x200
	SHF_TLS          = 0x400
	SHF_COMPRESSED   = 0x800
	SHF_GNU_RETAIN   = 0x200000
	SHF_X86_64_LARGE = 0x10000000
	SHF_EXCLUDE      = 0x80000000
	SHF_GNU_MBIND    = 0x1000000
)

// Special section indexes. Those of symbols are wider here than in a file, so
// that a section may have any number: see SectionIndex.
const (
	SHN_UNDEF          = 0
	SHN_LORESERVE      = 0xff00
	SHN_X86_64_LCOMMON = 0xffffff02
	SHN_ABS            = 0xfffffff1
	SHN_COMMON         = 0xfffffff2
	SHN_XINDEX         = 0xffff
)

// SectionIndex is the section index that a symbol has in a file, with the
// special ones made wide. SHN_XINDEX, which is none, stays.
func SectionIndex(inFile uint16) uint32 {
	if inFile >= SHN_LORESERVE && inFile != SHN_XINDEX {
		return 0xffff0000 | uint32(inFile)
	}
	return uint32(inFile)
}

// Symbol bindings.
const (
	STB_LOCAL      = 0
	STB_GLOBAL     = 1
	STB_WEAK       = 2
	STB_GNU_UNIQUE = 10
)

// Symbol types.
const (
	STT_NOTYPE    = 0
	STT_OBJECT    = 1
	STT_FUNC      = 2
	STT_SECTION   = 3
	STT_FILE      = 4
	STT_COMMON    = 5
	STT_TLS       = 6
	STT_GNU_IFUNC = 10
)

// Symbol visibilities.
const (
	STV_DEFAULT   = 0
	STV_INTERNAL  = 1
	STV_HIDDEN    = 2
	STV_PROTECTED = 3
)

// Relocation types (psABI table 4.9).
const (
	R_X86_64_NONE            = 0
	R_X86_64_64              = 1
	R_X86_64_PC32            = 2
	R_X86_64_GOT32           = 3
	R_X86_64_PLT32           = 4
	R_X86_64_COPY            = 5
	R_X86_64_GLOB_DAT        = 6
	R_X86_64_JUMP_SLOT       = 7
	R_X86_64_RELATIVE        = 8
	R_X86_64_GOTPCREL        = 9
	R_X86_64_32              = 10
	R_X86_64_32S             = 11
	R_X86_64_16              = 12
	R_X86_64_PC16            = 13
	R_X86_64_8               = 14
	R_X86_64_PC8             = 15
	R_X86_64_DTPMOD64        = 16
	R_X86_64_DTPOFF64        = 17
	R_X86_64_TPOFF64         = 18
	R_X86_64_TLSGD           = 19
	R_X86_64_TLSLD           = 20
	R_X86_64_DTPOFF32        = 21
	R_X86_64_GOTTPOFF        = 22
	R_X86_64_TPOFF32         = 23
	R_X86_64_PC64            = 24
	R_X86_64_GOTOFF64        = 25
	R_X86_64_GOTPC32         = 26
	R_X86_64_GOT64           = 27
	R_X86_64_GOTPCREL64      = 28
	R_X86_64_GOTPC64         = 29
	R_X86_64_GOTPLT64        = 30
	R_X86_64_PLTOFF64        = 31
	R_X86_64_SIZE32          = 32
	R_X86_64_SIZE64          = 33
	R_X86_64_GOTPC32_TLSDESC = 34
	R_X86_64_TLSDESC_CALL    = 35
	R_X86_64_TLSDESC         = 36
	R_X86_64_IRELATIVE       = 37
	R_X86_64_RELATIVE64      = 38
	R_X86_64_PLT32_BND       = 40
	R_X86_64_PC32_BND        = 39
	R_X86_64_GOTPCRELX       = 41
	R_X86_64_REX_GOTPCRELX   = 42
	R_X86_64_GNU_VTINHERIT   = 250
	R_X86_64_GNU_VTENTRY     = 251
)
