// Package tas is an assembler and static linker for x86-64 Linux. It takes
// AT&T-style assembly source to a static ELF64 executable, to a relocatable
// object as GNU as would write it, or to raw bytes:
//
//	r := tas.Build([]tas.Input{{Name: "hello.s", Text: src}}, &tas.Options{})
//	(&diag.Renderer{Sources: r.Sources}).Print(os.Stderr, r.Diags)
//	if r.Diags.Failed() {
//		return
//	}
//	os.WriteFile("hello", r.Output, 0o755)
//
// Nothing here prints, exits or keeps state between calls; several Builds may
// run at the same time.
package tas

import (
	"slices"
	"strings"

	"tas/diag"
	"tas/directives"
	"tas/encoder"
	"tas/linker"
	"tas/obj"
)

// Input is one source text, object or archive. A nil Text is read from the
// file Name.
type Input struct {
	Name    string
	Text    []byte
	Library bool // Name is looked for as libName.a in Link.LibPaths
	Whole   bool // every member of the archive takes part
}

// Output is the kind of file to make.
type Output uint8

// The kinds of output.
const (
	Executable Output = iota
	Object
)

// Symbol is a name with its value, as in --defsym.
type Symbol struct {
	Name  string
	Value int64
}

// Options say what to make and how. The zero value makes an executable with
// the defaults of the command.
type Options struct {
	Output     Output
	Defsyms    []Symbol
	NoBuiltins bool        // SYS_* are ordinary names
	Compress   Compression // of debugging information in an object
	Serial     bool        // read big sources on one core, too

	forcePieces int // for tests: cut however small the source is

	// Marks keeps where instructions start, for Link.FileMap; the linker's
	// --tiny and --golf need that anyway.
	Marks bool

	// Compare links again without --golf, --tiny and -s, for Result.Savings.
	Compare bool

	Listing *Listing // print the source beside its bytes
	Always  bool     // make an object even after errors, of what was right

	FatalWarnings bool
	NoWarn        bool

	Encoder    encoder.Options
	Directives directives.Options
	Resolve    obj.Options
	Link       linker.Options
}

// loose reports whether the linker will take code apart.
func (opt *Options) loose() bool {
	return opt.Output == Executable && (opt.Link.Tiny || opt.Link.Golf != linker.GolfOff)
}

// Result is what came of a Build. Output is nil when there was an error, unless
// Options.Always asks for an object.
type Result struct {
	Output  []byte
	Diags   *diag.List
	Sources *diag.Sources

	mapped  bool     // the source being read is a mapping of its file
	joined  bool     // a source was read in pieces
	Savings []Saving // what Compare found
}

// Build assembles every source among the inputs and links the lot, or writes
// the one object asked for.
func Build(inputs []Input, opt *Options) *Result {
	r := &Result{
		Diags:   &diag.List{FatalWarnings: opt.FatalWarnings, NoWarn: opt.NoWarn},
		Sources: &diag.Sources{},
	}
	if opt.Output == Object {
		// Several sources make one object, as with GNU as.
		if o := r.assemble(inputs, opt); o != nil {
			if opt.Listing != nil && len(inputs) > 0 {
				opt.Listing.list(r, o, inputs[len(inputs)-1].Name)
			}
			if r.Diags.Failed() && !opt.Always {
				return r
			}
			if opt.Compress != CompressNone {
				compressDebug(o, opt.Compress)
			}
			r.Output = obj.WriteELF(o, r.Diags)
		}
		return r
	}
	var files linker.Files
	defer func() {
		if files.Held() {
			go files.Release() // while the output is being written
		}
	}()
	objects := files.ReadObjects(objectNames(inputs))
	var parts []linker.Input
	for i, in := range inputs {
		if in.Library {
			parts = append(parts, linker.Input{Name: in.Name, Library: true, Whole: in.Whole})
			continue
		}
		text, ok := objects[i], true
		if text == nil {
			text, ok = r.read(in)
		}
		if !ok {
			continue
		}
		if linker.Recognise(in.Name, text) {
			parts = append(parts, linker.Input{Name: in.Name, Data: text, Whole: in.Whole})
			continue
		}
		if o := r.assemble([]Input{{Name: in.Name, Text: text}}, opt); o != nil {
			parts = append(parts, linker.Input{Name: in.Name, Object: o})
		}
	}
	if !r.Diags.Failed() {
		r.link(parts, opt)
	}
	return r
}

// objectNames returns the names of the inputs that may be objects or archives;
// those of others are empty. What is called .s is read as text first.
func objectNames(inputs []Input) []string {
	names := make([]string, len(inputs))
	for i, in := range inputs {
		if in.Text == nil && !in.Library && !strings.HasSuffix(in.Name, ".s") {
			names[i] = in.Name
		}
	}
	return names
}

// read returns the text of an input, from its file when it has none. A text of
// the caller's has no room behind it: the sentinel, and the marks of pieces, go
// into a copy, so that several Builds may read it at the same time.
func (r *Result) read(in Input) ([]byte, bool) {
	if in.Text != nil {
		r.mapped = false
		return slices.Clip(in.Text), true
	}
	text, mapped, err := readFile(in.Name)
	if err != nil {
		r.Diags.Errorf(diag.Span{}, "cannot read %s: %s", in.Name, err)
		return nil, false
	}
	r.mapped = mapped
	return text, true
}

// assemble makes one object of the sources, read one after the other. After an
// error it goes on, as GNU as does: what does not fit is told at the same time.
// Then it returns nil, unless a listing or a bad object is wanted.
func (r *Result) assemble(sources []Input, opt *Options) *obj.Object {
	u := r.unit(sources, opt)
	if u == nil || r.Diags.Fatal {
		return nil
	}
	obj.Relax(u)
	if opt.Listing != nil {
		opt.Listing.measure(u)
	}
	o := obj.Resolve(u, &opt.Resolve)
	if r.Diags.Failed() && opt.Listing == nil && !opt.Always {
		return nil
	}
	return o
}
