// Package linker makes static x86-64 executables from relocatable objects and
// archives.
//
// A link is a row of passes over a few arrays (see Link). Its nouns: a file
// is an object that takes part; a section is one of its sections; a symbol is
// what a name means in the end, shared by all files that say the name; an
// output is a section of the result, made of the sections that belong
// together; a segment is a run of outputs with equal permissions, which the
// kernel maps. Until layout a place is (section, offset); after it, an
// address.
package linker

import (
	"sync"

	"tas/diag"
	"tas/obj"
)

// DefaultBase is where executables are linked when nothing else is asked for.
const DefaultBase = 0x400000

// Options are the wishes of one link. The zero value makes an ordinary
// executable with symbols and section headers at DefaultBase.
type Options struct {
	Entry string // name of the entry symbol; empty means _start
	Base  uint64 // address of the first byte of the image; 0 means DefaultBase

	Relocatable bool // -r: for callers that choose between Link and LinkRelocatable

	// PIE makes the executable position-independent: see pie.go.
	PIE bool

	// Flat lays the program out for a place without an ELF loader: the first
	// byte of the contents is at Base, which may be any address, 0 included;
	// there are no headers and no gaps in memory, and an entry is not needed.
	Flat bool

	Strip      bool     // no symbols and no section headers
	Tiny       bool     // the smallest file that follows the ELF specification
	Golf       GolfMode // smaller than the specification allows; implies Tiny
	GolfEffort int      // how long to search, in seconds of an ordinary machine; 0 means 1

	GC bool // leave out sections that nothing refers to; implied by Tiny

	// PrintGC is called for each section that GC leaves out.
	PrintGC func(file, section string, size uint64)

	ICF             ICFMode // --icf
	PrintICF        func(file, section, kept string)
	Merge           bool                     // share equal tails of strings too; implied by Tiny
	GolfReport      *GolfReport              // filled in when not nil
	Undefined       []string                 // -u: symbols to look for from the start
	Wrap            []string                 // --wrap: sym becomes __wrap_sym, __real_sym becomes sym
	Defsyms         []Defsym                 // --defsym, in order
	SectionStarts   []SectionAt              // --section-start, -Ttext, -Tdata, -Tbss
	LibPaths        []string                 // -L
	BuildID         BuildID                  // --build-id
	Map             func(string)             // -Map: called with the text of the map
	FileMap         *obj.FileMap             // filled in when not nil
	CrossReference  bool                     // --cref: the map ends with a table of symbols and their users
	Features        uint32                   // -z ibt, -z shstk: set in .note.gnu.property
	ExecStack       bool                     // -z execstack
	SeparateCode    bool                     // -z separate-code: no page holds both code and other bytes
	Relro           bool                     // -z relro: PT_GNU_RELRO
	OneSegment      bool                     // -N: everything in one writable and executable segment
	EhFrameHdr      bool                     // --eh-frame-hdr even if nothing seems to unwind
	StripDebug      bool                     // -S: leave out debugging information
	DiscardLocals   bool                     // -x: leave local symbols out of the symbol table
	FirstDefinition bool                     // --allow-multiple-definition: the first counts
	NoRelax         bool                     // --no-relax: loads from the global offset table stay
	Unresolved      Unresolved               // --unresolved-symbols
	Required        []string                 // --require-defined
	StackSize       uint64                   // -z stack-size
	Explain         func(name string) string // what to say of an undefined symbol; may be nil
	Trace           func(string)             // --trace: called with the name of each file used
}

// bare reports whether the executable goes without section headers.
func (opt *Options) bare() bool { return opt.Strip || opt.Tiny }

// gc reports whether sections that nothing refers to are left out.
func (opt *Options) gc() bool { return opt.GC || opt.Tiny }

// tails reports whether strings may share their tails.
func (opt *Options) tails() bool { return opt.Merge || opt.Tiny }

// Unresolved says what becomes of a symbol that nothing defines.
type Unresolved uint8

// What may become of it: an error, a warning or nothing; without an error its
// value is zero.
const (
	UnresolvedReport Unresolved = iota
	UnresolvedWarn
	UnresolvedIgnore
)

// Defsym defines a symbol.
type Defsym struct {
	Name  string
	Value *Expression
}

// SectionAt fixes the address of an output section.
type SectionAt struct {
	Name string
	Addr uint64
}

// Input is one file of the command line: an assembled source, or an object
// or archive in memory, or a name of one.
type Input struct {
	Name    string
	Object  *obj.Object // what the assembler made
	Data    []byte      // the contents of the file; nil: it is read
	Library bool        // -l: Name is looked for as libName.a in LibPaths
	Whole   bool        // --whole-archive: every member takes part
}

// linker is the state of one link.
type linker struct {
	opt   *Options
	diags *diag.List

	held   Files // inputs that were named
	arenas struct {
		sync.Mutex
		free []*arena
	}

	files    []*file // those that take part, in link order
	names    symbolTable
	archives []*archive
	pending  []offered // what they have that is missing
	groups   map[string]*file
	wrapped  map[string]string // what an undefined reference to a name means

	made     file       // owner of the sections that the linker makes
	extra    []*section // those sections
	provided []*symbol
	aliases  []alias
	entry    *symbol

	merged   []*merged
	frames   ehFrame
	inFrames []*symbol // labels in .eh_frame: their values count from its start
	reach    reach
	guesses  int // calls of similar
	got      gotTable
	dynamic  dynamic
	tls      tlsBlock
	outputs  []*output
	segments []segment
	image    image
	buildID  *section
	property *section // .note.gnu.property
	golfed   []byte

	addresses []uint64 // see settleAddresses
}

// Link makes an executable of the inputs. It returns nil when diags holds
// errors.
func Link(inputs []Input, opt *Options, diags *diag.List) []byte {
	if opt.Golf != GolfOff && !opt.Tiny {
		tiny := *opt
		tiny.Tiny = true
		opt = &tiny
	}
	l := &linker{opt: opt, diags: diags, names: newSymbolTable()}
	defer l.held.Release()
	passes := [...]func(){
		func() { l.load(inputs) }, // objects take part, archives offer their members
		l.extract,                 // members that define what is missing join in
		l.settle,                  // what is still common gets room in .bss; the linker's own names
		l.require,
		l.findEntry,
		l.splitMergeable, // strings and constants become pieces of their own
		l.splitFrames,    // .eh_frame becomes a list of records
		l.warn,           // libraries' remarks about symbols that are used
		l.collectGarbage, // what nothing refers to dies
		l.foldIdentical,  // functions with equal code become one
		l.makeBuildID,
		l.mergeProperties, // what all code is prepared for
		l.scan,            // GOT slots, PLT entries; undefined symbols are reported
		l.mergePieces,     // equal strings and constants become one
		l.buildFrames,
		l.assemble, // sections gather into outputs
		l.golf,     // the smallest file of all, if the program allows
		l.shrink,   // loose code gets its shortest form
		l.layout,   // addresses are final from here on
		l.assign,   // so are the values of all symbols
		l.write,
		l.stampBuildID,
		l.writeMap,
		l.writeFileMap,
	}
	for _, pass := range passes {
		pass()
		if diags.Failed() {
			return nil
		}
	}
	if l.golfed != nil && len(l.golfed) < len(l.image.bytes) {
		return l.golfed
	}
	return l.image.bytes
}
