// Package obj is the model that encoder, directives and linker share: symbols,
// values, sections with their fragments and fixups (a Unit, while a source is
// being assembled), and the finished relocatable Object.
//
// A section's fixed bytes stand in Part.Data, one slice. Only what can change
// its size is a Frag: a jump, an alignment, an .org, a leb128 of a label
// difference. A source without those is one byte slice per section. What is
// to be filled in later is a Fixup.
package obj

import "tas/diag"

// Unit is all that one assembly produces, before relaxation. Ids are indexes
// into its slices; index 0 is unused.
type Unit struct {
	Syms     []Symbol
	Extras   []SymExtra
	Nodes    []Node
	Bigs     [][]byte // little-endian integers of more than 64 bits, two's complement
	Sections []Section
	Parts    []Part // Parts[id-FirstPart]; use Part(id)

	// Late lists the parts that get contents after relaxation.
	Late []LatePart

	Relocs []RelocRequest // .reloc

	Diags *diag.List

	Size int // of the source, in bytes: long lists are made for it

	Looseness // of code, for linkers that take it apart

	// Serial says that all is to be done on one core.
	Serial bool

	// KeepLocals says that .L symbols are to stand in .symtab like others.
	KeepLocals bool

	// Shared says that another module's definition may replace a global
	// symbol, so that no jump to one may be short.
	Shared bool

	// Builtin supplies the value of a name that the source does not define:
	// the system call numbers SYS_*. May be nil.
	Builtin func(name []byte) (value uint64, ok bool)

	// Cur is the part that receives bytes now, CurID its id. Cur is invalid
	// after NewPart: call Switch.
	Cur   *Part
	CurID PartID

	// BranchBoundary is the power of two whose multiples branches shall not
	// touch; 0 = they may. It stays as it is from the start.
	BranchBoundary uint64

	// GNU says that a symbol was given a type that only GNU systems know.
	GNU bool

	// RegisterNames says that some symbol stands for a register.
	RegisterNames bool

	Bundles Bundles // of instructions

	// Nops is the set with which code for this processor is padded, Code16 that
	// the code is 16-bit now; nopSet has the rule.
	Nops   NopSet
	Code16 bool

	// AbsPart is the absolute section once .struct has been used, AbsBase the
	// offset of its first byte.
	AbsPart PartID
	AbsBase uint64

	laterDot SymID // `.` in .eqv expressions
	deciding bool  // see Decide

	// expressions lists the symbols that equal expressions, or once did, some of
	// them twice.
	expressions []SymID
	aliases     []SymID // those that equaled one, see alias.go

	first  SymID     // the symbols from here on are of this unit
	before []Stretch // those before, of pieces that it has been appended to

	names symtab
	order uint32 // places in .symtab given so far

	placed []SymID // the symbols that have got one, some of them twice

	spare *spares

	piece      bool // not the first piece of its source, see Append
	candidates []pinCandidate
	numerics   []numeric
}

// SectionID names a section of a Unit; 0 = none.
type SectionID uint32

// The sections that every unit has, in GNU as's order.
const (
	SecText SectionID = iota + 1
	SecData
	SecBss
)

// Section is one output section of an object.
type Section struct {
	Name    string
	Type    uint32 // SHT_*
	Flags   uint64 // SHF_*
	EntSize uint64
	Align   uint64 // bytes, a power of two, at least 1
	Unique  uint64 // `unique,N` plus one; 0 = not given

	Group  SymID     // signature of the group it belongs to, 0 = none
	Comdat bool      // the group is COMDAT
	Link   SymID     // SHF_LINK_ORDER: a symbol of the section linked to
	LinkTo SectionID // the section linked to itself, when known
	Info   uint32
	Pos    diag.Pos // where the source first names it
	Bare   bool     // without saying what it is: the type and flags are those of its name
	Late   bool     // that was said later on, in a piece of a source behind the first
	Own    bool     // made by a directive that is not about sections: its name is no symbol

	Parts []PartID // by subsection number, then in order of appearance
	Sym   SymID    // its section symbol
	Size  uint64   // bytes, valid after Relax
}

// Part is a consecutive run of a section's contents: one for each subsection
// (and for each piece of a source that is assembled in parallel).
type Part struct {
	Section SectionID
	Number  int32 // subsection number
	Data    []byte
	Frags   []Frag
	Lebs    []Leb   // instead of Frags: see lebs.go
	Fields  []Field // beside Fixups: see fields.go
	Once    bool    // the first byte is there only once, however many pieces of a source begin with it
	Fixups  []Fixup
	Marks   []Mark // where statements put bytes; recorded only on request

	Addr uint64 // offset in the section, valid after Relax

	mixed bool // see Mix

	// shift[n] is what to add to a Loc.Off with Frag n to get the offset in
	// the section. Relax keeps it.
	shift []int64
}

// Mark says which statement produced the bytes from a place on.
type Mark struct {
	Frag uint32
	Off  uint32
	Pos  diag.Pos
	Kind InsnKind
}

// FragKind is the kind of a variable-size item.
type FragKind uint8

// The kinds of fragment.
const (
	FragNone    FragKind = iota
	FragJmp              // jmp target: eb rel8 or e9 rel32
	FragJcc              // jcc target: 70+c rel8 or 0f 80+c rel32; Arg = condition
	FragAlign            // to Arg bytes; Fill (or FragFillBig, or FragCode) and Max as in .balign
	FragOrg              // to Value (an offset in the section, or a label of it), filled with Fill
	FragFill             // Value times the byte Fill (or FragFillBig), constant or not
	FragULEB             // Value as unsigned LEB128
	FragSLEB             // Value as signed LEB128
	FragAdvance          // operand of an advance by Value in call frame information, see dwarfadvance.go
	FragNops             // .nops: Value bytes of NOPs, each at most Arg long
	FragPrefix           // up to Max prefixes Fill of the instruction behind; Arg = how many
	FragPad              // NOPs before a branch of Arg bytes, with FragJump beside those of the jump behind
	FragPair             // one of both, see branchpad.go
)

// Frag is one variable-size item of a part; the bytes around it are fixed.
type Frag struct {
	Off   uint32 // bytes of Part.Data before it
	Kind  FragKind
	State uint8 // jumps: 0 short, 1 long; others: free for relaxation
	Flags FragFlags
	Fill  uint8  // first fill byte, when FillLen is 1
	Size  uint64 // bytes now
	Value Value
	Arg   int64
	Max   uint32   // FragAlign: give up when more bytes than this are needed; 0 = no limit
	Pos   diag.Pos // statement
}

// FragFlags qualify a fragment.
type FragFlags uint8

// The flags of a fragment.
const (
	FragCode    FragFlags = 1 << iota // alignment padding is NOPs
	FragFixed                         // the size is final already
	FragLong                          // jump: never short ({disp32}, or asked for by the user)
	FragWord                          // jump: 16-bit operand size, so the long form has 2 bytes
	FragFillBig                       // the pattern has Fill (1 to 8) bytes: those of Arg (FragFill) or Value.Add (FragAlign)
	FragJump                          // FragPad: its branch is, or ends with, the next jump
	FragNarrow                        // jump: in 16- or 32-bit code
	FragFirst                         // FragPrefix: the first of a run
)

// FixupKind says what a field holds.
type FixupKind uint8

// The kinds of fixup.
const (
	FixAbs   FixupKind = iota // S + A
	FixPCRel                  // S + A - P, P being the end of the field plus Tail
)

// FixFlags qualify a fixup.
type FixFlags uint16

// The flags of a fixup.
const (
	FixSigned  FixFlags = 1 << iota // sign-extended by the processor: R_X86_64_32S
	FixBranch                       // call or jump: PLT32
	FixGOTX                         // GOTPCREL of an instruction a linker may relax, no REX
	FixGOTXRex                      // the same with a REX prefix
	FixData                         // from a data directive, not an instruction
	FixAddr                         // displacement of a memory operand
	FixTLSDesc                      // call *x@TLSCALL(%rax)
	FixNamed                        // the operand begins with a .L name: .LC0+1, not 1+.LC0
	FixJump                         // a jump that was a fragment
	FixNarrow                       // with FixBranch: of 16- or 32-bit code, which has no PLT32
	FixWraps                        // counted from %eip: modulo 4 GB
)

// Fixup is a field of Part.Data to be filled in when addresses are known, or
// to become a relocation. Fixups of a part stand in ascending Off.
type Fixup struct {
	Off   uint32
	Width uint8 // bytes: 1, 2, 4, 8
	Kind  FixupKind
	Flags FixFlags
	Tail  uint8 // FixPCRel: bytes of the instruction behind the field
	Pos   diag.Pos
	Value Value
}

// NewUnit returns an empty unit with .text, .data and .bss, in .text. size is
// the length of the source in bytes, from which tables are sized.
func NewUnit(diags *diag.List, size int) *Unit {
	return newUnit(diags, size, Room{makeFor[Symbol](size, 1, size/48+64), 1})
}

// newUnit is NewUnit with its symbols in a room.
func newUnit(diags *diag.List, size int, room Room) *Unit {
	u := &Unit{spare: &spares{}, Diags: diags, Size: size, Syms: room.list, first: room.first}
	slots := 1 << 7 // a small source is over before a large table has been cleared
	for slots < size/1024 && slots < 1<<22 {
		slots *= 2
	}
	u.names.slots = MakeTable[symslot](slots)
	u.names.arena = makeFor[byte](size, 0, min(size/8, 1<<17)+256) // it grows; see numbered for most names
	u.names.numbered.spare = 1<<18 + size/16                       // a piece of a source begins with high numbers
	u.Nodes = make([]Node, 1)
	u.Bigs = make([][]byte, 1)
	u.Sections = make([]Section, 1, 16)
	u.Parts = make([]Part, 0, 16)
	u.NewSection(Section{Name: ".text", Type: SHT_PROGBITS, Flags: SHF_ALLOC | SHF_EXECINSTR})
	u.NewSection(Section{Name: ".data", Type: SHT_PROGBITS, Flags: SHF_ALLOC | SHF_WRITE})
	u.NewSection(Section{Name: ".bss", Type: SHT_NOBITS, Flags: SHF_ALLOC | SHF_WRITE})
	text := u.Part(u.Sections[SecText].Parts[0])
	// As much as a source without debugging information needs; what stays empty in
	// a huge page is touched, too.
	text.Data = makeFor[byte](size, 0, min(size/4, 1<<21)+64)
	text.Frags, text.Fixups = makeFor[Frag](size, 0, min(size/100, 1<<16)), makeFor[Fixup](size, 0, min(size/200, 1<<15))
	u.Switch(u.Sections[SecText].Parts[0])
	return u
}

// NewSection appends a section with one part (subsection 0) and its section
// symbol.
func (u *Unit) NewSection(s Section) SectionID {
	id := SectionID(len(u.Sections))
	if s.Align == 0 {
		s.Align = 1
	}
	u.Sections = append(u.Sections, s)
	part := u.NewPart(id, 0)
	if s.Own {
		u.Sections[id].Sym = u.Place(Loc{Part: part}, s.Pos)
		sym := &u.Syms[u.Sections[id].Sym]
		sym.Flags, sym.Type = SymSection, STT_SECTION
		return id
	}
	u.Sections[id].Sym = u.sectionSymbol(s.Name, Loc{Part: part}, s.Pos)
	return id
}

// sectionSymbol makes the symbol of a section. The name of the first section so
// called is a symbol of the source, too: `.quad .text`.
func (u *Unit) sectionSymbol(name string, l Loc, at diag.Pos) SymID {
	sym := u.Find([]byte(name))
	switch {
	case sym == 0:
		sym = u.Symbol([]byte(name), at)
	case u.Syms[sym].Part != PartNone:
		sym = u.Nameless(at)
	}
	s := &u.Syms[sym]
	s.Part, s.Off, s.Flags, s.Type = l.Part, uint64(l.Off), SymSection, STT_SECTION
	if s.nameLen != 0 {
		u.Pin(sym) // that of a second section of the name waits for a relocation
	}
	return sym
}

// NewPart adds subsection number to a section, keeping Section.Parts sorted,
// or returns the part that is already there.
func (u *Unit) NewPart(sec SectionID, number int32) PartID {
	s := &u.Sections[sec]
	at := len(s.Parts)
	for i, p := range s.Parts {
		n := u.Part(p).Number
		if n == number {
			return p
		}
		if n > number {
			at = i
			break
		}
	}
	id := FirstPart + PartID(len(u.Parts))
	u.Parts = append(u.Parts, Part{Section: sec, Number: number})
	s.Parts = append(s.Parts, 0)
	copy(s.Parts[at+1:], s.Parts[at:])
	s.Parts[at] = id
	if u.CurID != 0 {
		u.Cur = u.Part(u.CurID)
	}
	return id
}

// Part returns a part by id. The pointer is good until the next NewPart.
func (u *Unit) Part(id PartID) *Part { return &u.Parts[id-FirstPart] }

// Switch makes a part the current one.
func (u *Unit) Switch(id PartID) {
	u.CurID = id
	u.Cur = u.Part(id)
}

// Section returns the section of the current part.
func (u *Unit) Section() *Section { return &u.Sections[u.Cur.Section] }

// Here is the current place.
func (u *Unit) Here() Loc {
	return Loc{Part: u.CurID, Frag: uint32(u.Cur.Items()), Off: uint32(len(u.Cur.Data))}
}

// AddFrag appends a variable-size item at the current place.
func (u *Unit) AddFrag(f Frag) {
	f.Off = uint32(len(u.Cur.Data))
	if (f.Kind == FragJmp || f.Kind == FragJcc) && f.Value.Sub == 0 {
		u.pinOperand(f.Value.Sym)
	}
	if f.Kind == FragNops || f.Flags&FragCode != 0 {
		f.Fill = uint8(u.Nops)
	}
	if !u.Cur.mixed {
		u.Cur.Mix()
	}
	u.Cur.Frags = append(growTo(u.Cur.Frags, u.Size/48), f)
}

// AddJump appends a jump to a symbol. It reports false when that is known not to be a
// place.
func (u *Unit) AddJump(kind FragKind, condition uint8, target SymID, mod Modifier, pos diag.Pos) bool {
	if !u.UsePlace(target) {
		return false
	}
	if u.Syms[target].order == 0 {
		u.pinOperand(target)
	}
	p := u.Cur
	if !p.mixed {
		p.Mix()
	}
	if len(p.Frags) == cap(p.Frags) {
		p.Frags = growTo(p.Frags, u.Size/48)
	}
	n := len(p.Frags)
	p.Frags = p.Frags[:n+1]
	f := &p.Frags[n] // filled in where it stands: a copy of a literal takes twice the time
	*f = Frag{}
	f.Off, f.Kind, f.Size, f.Arg, f.Pos = uint32(len(p.Data)), kind, 2, int64(condition), pos
	f.Value.Kind, f.Value.Sym, f.Value.Mod = ValueSym, target, mod
	return true
}

// AddFixup appends a fixup; Off must not be below the last one's.
func (u *Unit) AddFixup(f Fixup) {
	if f.Flags&(FixNamed|FixBranch) != 0 && f.Value.Sub == 0 {
		u.pinOperand(f.Value.Sym)
	}
	p := u.Cur
	if len(p.Fixups) == cap(p.Fixups) {
		p.Fixups = growTo(p.Fixups, u.Size/48)
	}
	p.Fixups = append(p.Fixups, f)
}
