// Package directives carries out the statements that start with a dot, and
// assignments: data, alignment, sections, symbols, conditionals, macros. All
// names stand in one table (dispatch.go); a family of directives is one file.
package directives

import (
	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// Machine is what the directives tell the instruction encoder.
type Machine interface {
	// RegisterName is the name of a register by In.Register's number, without %.
	RegisterName(reg int) string
	// SetCode selects 64-, 32- or 16-bit code; gcc is .code16gcc.
	SetCode(bits int, gcc bool)
	// SetSyntax selects Intel or AT&T operands, with or without % on registers.
	SetSyntax(intel, noprefix bool)
	// SetMnemonics selects Intel's or AT&T's meaning of fsub and fdiv.
	SetMnemonics(intel bool)
	// SetIndexReg lets %eiz and %riz stand for no index register.
	SetIndexReg(allow bool)
	// SetCheck is .sse_check, and with operands .operand_check: 0 none, 1 warning, 2 error.
	SetCheck(operands bool, level int)
	// SetBundles makes a bundle of each instruction, or with locked of several.
	SetBundles(on, locked bool)
	// Uses returns what the instructions ask of the processor: the levels of the
	// instruction set and its state. wanted says that the object shall say so.
	Uses() (level, state uint32, wanted bool)
	// Insn is .insn at Text[start:]; it reports false after an error.
	Insn(start int) bool
	// Guards reports whether instructions are put before others, which data in
	// the code may keep from being done: then Data is told of them. The data of
	// .nop are an instruction.
	Guards() bool
	Data(at diag.Span, insn bool)
	// Forget says that names may mean something else from now on: a macro was
	// defined.
	Forget()
	// Repeats reports whether a line of registers and numbers makes the same
	// bytes wherever it stands; the number changes when these may change.
	Repeats() (meaning uint32, ok bool)
	// Repeat assembles the instruction at In.At if its line repeats an earlier one.
	Repeat(calls uint32) bool
	// Keep remembers the instruction that text begins with as line i, of which size bytes
	// from at on change; it reports false when they are more than a number. Again assembles
	// it with the number in text; it reports false, and has done nothing, when that is
	// one that needs more.
	Keep(i int, text []byte, at, size int) bool
	Again(i int, text []byte) bool
	// Assemble assembles the instruction called name at Text[start:], whose operands
	// stand at In.At; it reports false after an error.
	Assemble(name []byte, start int) bool
	// BranchTo assembles the jump or call to target whose name has the letters in word; it reports false, and has
	// done nothing, for what is not so simple.
	BranchTo(word uint64, target obj.SymID, pos diag.Pos) bool
	// Arch is .arch text; it reports false after an error.
	Arch(text []byte, at diag.Span) bool
}

// Options are the choices of the command line that concern directives.
type Options struct {
	Include   []string // directories searched by .include and .incbin
	Alternate bool     // start in .altmacro mode

	// ReadFile reads a file for .include and .incbin; nil means os.ReadFile.
	ReadFile func(name string) ([]byte, error)

	// Named is told of every file that is read, and of those that .file names; it may be nil.
	Named func(name string)

	// Message receives the text of .print; nil drops it.
	Message func(line []byte)

	DebugOptions  // for line numbers and call frames
	ObjectOptions // for sections
}

// Directives is the state that directives keep between statements of one unit.
type Directives struct {
	in      *lexer.Input
	u       *obj.Unit
	machine Machine
	opt     *Options

	guarded bool // Machine.Guards

	// WantInsns asks the statement loop to call AfterInsn.
	WantInsns bool

	// wantLabels says that afterLabel is to be called for each label.
	wantLabels bool

	Listing *Listing // what a listing needs to know is noted here; nil = nothing

	cut   bool // this is a piece of a source that was cut
	later bool // and not the first one

	// Macros counts the macros that are defined; while it is zero no name
	// needs looking up.
	Macros int

	// known reports whether a name is a directive. It is not called by name,
	// because the table refers to all that directives do.
	known func(name []byte) bool

	name  []byte // the directive being carried out, as written
	start int    // its offset in the text

	buf []byte // scratch for strings

	sections sectionState
	symbols  symbolState
	conds    condState
	macros   macroState
	notes    noteState
	cfi      cfiState
	lines    lineState
	bundles  bundleState
	remarks  []sourceRemark
	stabs    []stabTable

	sourceName string // of the last .file
	inFunction bool   // .func was read, .endfunc was not
}

// New returns the directives for a unit that in reads into.
func New(in *lexer.Input, machine Machine, opt *Options) *Directives {
	d := &Directives{in: in, u: in.Unit, machine: machine, opt: opt}
	d.macros.alternate = opt.Alternate
	d.known = func(name []byte) bool { return find(name) != nil }
	in.Diags.Decorate = d.decorate
	d.WantInsns = opt.Debug
	d.guarded = machine.Guards()
	return d
}

// Do carries out the directive called name, whose arguments stand at In.At;
// start is the offset of the name. It reads up to the end of the statement,
// and returns false after an error.
func (d *Directives) Do(name []byte, start int) bool {
	e := find(name)
	if e == nil {
		return d.unknown(name, start)
	}
	d.name, d.start = name, start
	if d.cut && e.order {
		return d.errorf(start, "%s needs the source to be read from its start", name)
	}
	return e.do(d, int(e.arg))
}

// unknown handles a name that is not in the table as written: one with
// capital letters, or a macro whose name starts with a dot.
func (d *Directives) unknown(name []byte, start int) bool {
	if d.Macros != 0 {
		if found, ok := d.Expand(name, start); found {
			return ok
		}
	}
	if e := find(lower(name)); e != nil {
		d.name, d.start = name, start
		return e.do(d, int(e.arg))
	}
	x := d.in.Diags.Errorf(d.in.Span(start), "unknown directive %s", name)
	if cure := lexer.Foreign(name); cure != "" {
		x.Text += "; " + cure
		return false
	}
	if near := d.in.Diags.Nearest(name, Names); near != "" {
		x.Text += "; did you mean " + near + "?"
	}
	return false
}

// Finish is called at the end of the source: what is still open is an error,
// and what was collected is written.
func (d *Directives) Finish() {
	d.finishConds()
	d.in.FinishLocals()
	d.finishBundles()
	d.finishRemarks()
	d.finishUsedNote()
	d.finishObjectNotes()
	d.finishStabs()
	d.finishDebug()
	d.finishBuildNotes()
	d.u.EndDot()
	d.finishSymbols()
	d.finishNotes()
	d.finishSections()
}

// span is the name of the directive being carried out.
func (d *Directives) span() diag.Span {
	return diag.Span{Pos: d.in.PosAt(d.start), Len: uint32(len(d.name))}
}

// errorf reports an error at the text from start to here, and returns false.
func (d *Directives) errorf(start int, format string, args ...any) bool {
	d.in.Diags.Errorf(d.in.Span(start), format, args...)
	return false
}

// warnf reports a warning at the text from start to here.
func (d *Directives) warnf(start int, format string, args ...any) {
	d.in.Diags.Warnf(d.in.Span(start), format, args...)
}

// expected reports that something else stands here, and returns false.
func (d *Directives) expected(what string) bool {
	d.in.SkipSpace()
	d.in.Diags.Errorf(d.in.Here(), "%s expects %s here, found %s", d.name, what, lexer.Describe(d.in.Text[d.in.At]))
	return false
}

// constant reads an expression that must be known now. what names it.
func (d *Directives) constant(what string) (int64, bool) {
	return d.in.Absolute(what)
}

// expr reads an expression, of which nothing may be there.
func (d *Directives) expr() obj.Value {
	v := d.in.Expr()
	if v.Kind == obj.ValueNone && d.in.Absent() && d.in.Peek() == ',' {
		v = obj.Int(0)
	}
	return v
}

// optional reads a constant that may be left out; given says whether it was
// there.
func (d *Directives) optional(what string) (n int64, given, ok bool) {
	if c := d.in.Peek(); c == ',' || d.in.AtEnd() {
		return 0, false, true
	}
	n, ok = d.in.Absolute(what)
	return n, true, ok
}

// symbol reads a name and returns its symbol, 0 after an error.
func (d *Directives) symbol() (obj.SymID, int) {
	d.in.SkipSpace()
	start := d.in.At
	return d.symbolOf(d.in.Name(), start)
}

// stringSymbol is symbol for directives that take a string for a name.
func (d *Directives) stringSymbol() (obj.SymID, int) {
	d.in.SkipSpace()
	start := d.in.At
	return d.symbolOf(d.in.StringName(), start)
}

func (d *Directives) symbolOf(name []byte, start int) (obj.SymID, int) {
	if name == nil {
		d.expected("a symbol name")
		return 0, start
	}
	id := d.u.Symbol(name, d.in.PosAt(start))
	d.u.Pin(id)
	return id, start
}

// word reads characters of names only, which may start with a digit.
func (d *Directives) word() []byte {
	d.in.SkipSpace()
	start := d.in.At
	for lexer.NameChar(d.in.Text[d.in.At]) {
		d.in.At++
	}
	return d.in.Text[start:d.in.At]
}

// lower returns name in lower case.
func lower(name []byte) []byte {
	out := make([]byte, len(name))
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return out
}
