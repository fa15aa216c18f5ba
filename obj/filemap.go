package obj

import "tas/diag"

// FileMap is what the maker of a file knows about its bytes and the file
// itself does not say. A linker that is asked for one fills it while it
// writes; package image draws it. Offsets are those of the file.
type FileMap struct {
	Regions []Region // code and data, in any order, pieces of any size
	Insns   []Insn   // instruction starts, in any order; empty if not recorded
	Labels  []Label  // in any order; empty: the symbol table of the file
}

// Region is a stretch of contents. Headers and tables need no regions.
type Region struct {
	Off, Len uint64
	Name     string   // of the section or piece, as a user knows it
	Type     uint32   // SHT_* and SHF_* of the section that it comes from
	Flags    uint64   //
	Pos      diag.Pos // where it was asked for, if that is known
}

// Label is a name for an address.
type Label struct {
	Name string
	Addr uint64
	Size uint64
}
