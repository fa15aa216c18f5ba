package tas

import (
	"slices"
	"sync/atomic"

	"tas/diag"
	"tas/directives"
	"tas/encoder"
	"tas/lexer"
	"tas/obj"
)

// assembly is one pass over the statements of one object's sources.
type assembly struct {
	in   *lexer.Input
	u    *obj.Unit
	enc  *encoder.Encoder
	dirs *directives.Directives

	listing bool     // lines are noted for a listing
	told    []string // of slips

	// When the source was cut into pieces: the place where this one starts,
	// and a sign that another one has failed.
	first obj.PartID
	stop  *atomic.Bool

	mapped   bool // the source is a mapping, of which what has been read is released
	released int  // so far
}

// unit reads the statements of the sources into a new Unit.
func (r *Result) unit(sources []Input, opt *Options) *obj.Unit {
	var a *assembly
	for _, s := range sources {
		text, ok := r.read(s)
		switch {
		case ok && opt.Directives.Named != nil:
			opt.Directives.Named(s.Name)
		case !ok && opt.Listing == nil && !opt.Always: // for those it is an empty text
			continue
		}
		src := r.Sources.Add(s.Name, text)
		if src == nil {
			r.Diags.Errorf(diag.Span{}, "%s: the sources together are larger than 4 GB", s.Name)
			continue
		}
		terminated := lexer.Terminate(text)
		if n := opt.pieces(len(text)); n > 1 && len(sources) == 1 {
			a = r.pieces(src, terminated, opt, n)
		}
		switch {
		case a == nil:
			a = newAssembly(lexer.New(r.setUp(obj.NewUnit(r.Diags, len(text)), opt), r.Sources, src, terminated), opt)
			a.mapped = r.mapped
			a.run()
		case len(sources) > 1:
			a.in.Restart(src, terminated)
			a.mapped = r.mapped
			a.run()
		}
	}
	if a == nil {
		return nil
	}
	a.dirs.FinishListing()
	a.dirs.Finish()
	return a.u
}

// setUp makes an empty unit as opt wants it.
func (r *Result) setUp(u *obj.Unit, opt *Options) *obj.Unit {
	if !opt.NoBuiltins {
		u.Builtin = syscallNumber
	}
	u.Loose, u.Serial = opt.loose(), opt.Serial
	u.Marking = opt.Marks || u.Loose || opt.Listing != nil
	u.Shared, u.KeepLocals = opt.Resolve.Shared, opt.Resolve.KeepLocals
	return u
}

func newAssembly(in *lexer.Input, opt *Options) *assembly {
	a := &assembly{in: in, u: in.Unit}
	enc := opt.Encoder
	enc.PageZero = opt.Output == Executable && !opt.Link.Relocatable && !opt.Link.Flat
	if opt.loose() { // small is what was asked for
		enc.BranchBoundary = 0
		if enc.Optimize == 0 {
			enc.Optimize = encoder.OptimizeSize
		}
	}
	a.enc = encoder.New(in, &enc)
	if !in.Unit.Marking {
		a.enc.Remember(len(in.Text))
	}
	a.dirs = directives.New(in, a.enc, &opt.Directives)
	if l := opt.Listing; l != nil {
		a.dirs.Listing, a.listing = l.begin(), true
	}
	for i, d := range slices.Backward(opt.Defsyms) { // as takes the last one first
		id := obj.SymID(0)
		if slices.IndexFunc(opt.Defsyms, func(e Symbol) bool { return e.Name == d.Name }) == i {
			id = in.Unit.Symbol([]byte(d.Name), 0)
		} else { // it stands in .symtab, but the name is that of the one given first
			id = in.Unit.Nameless(0)
			in.Unit.Rename(id, []byte(d.Name))
			in.Unit.Pin(id)
		}
		s := &in.Unit.Syms[id]
		s.Part, s.Off, s.Flags = obj.PartAbs, uint64(d.Value), s.Flags&^(obj.SymBuiltin|obj.SymTemp)|obj.SymAssigned
	}
	if len(opt.Defsyms) > 0 {
		in.Unit.PinSections() // as reads its command line first
	}
	return a
}

// run reads statements until the source, and all that it includes, is used
// up.
func (a *assembly) run() {
	in := a.in
	a.released = in.At
	for a.stop == nil || !a.stop.Load() {
		if in.At >= a.released+releaseEvery {
			a.release()
		}
		if in.Done() {
			if !a.dirs.EndOfText() {
				return
			}
			continue
		}
		if a.u.Marking {
			a.marked()
			continue
		}
		if !a.statement() {
			if a.stop != nil {
				return // what is wrong is found by reading serially
			}
			a.explainSlip()
			in.SkipStatement()
		}
		in.NextStatement()
	}
}

// release lets go of what has been read of a mapped source.
func (a *assembly) release() {
	if a.in.Depth() != 0 {
		return
	}
	if a.mapped {
		release(a.in.Text, a.released, a.in.At)
	}
	a.released = a.in.At // a page is left out now and then
}

// plainAtOnce bounds the plain lines that are read with one statement, in bytes:
// what has been read is let go of behind it.
const plainAtOnce = 1 << 20

// statement reads one statement: labels, then a directive, an assignment, a
// macro or an instruction; and before it all plain lines. It stops at the byte that
// ends the statement, and returns false after an error.
func (a *assembly) statement() bool {
	in := a.in
	last := in.At + plainAtOnce
	for {
		c := in.Indented()
		start := in.At
		var name []byte
		switch {
		case lexer.NameStart(c):
			if 'a' <= c && c <= 'z' {
				if a.dirs.Calls()>>(c&31)&1 != 0 {
					// Perhaps a macro: to look for it costs less than to find the line new.
					if name = in.PlainName(); a.dirs.MayCall(name) {
						break
					}
					in.At = start
				}
				if a.again() {
					if in.NextLine(last) {
						continue
					}
					return true
				}
				start = in.At // several lines further, perhaps
			}
			if c == '.' && a.dirs.PlainLines() {
				if in.NextLine(last) {
					continue
				}
				return true
			}
			name = in.PlainName()
		case '0' <= c && c <= '9':
			if !in.NumericLabel() {
				return a.unexpected(start)
			}
			continue
		case c == '\n' || c == ';':
			return true
		case c == '#':
			if !a.dirs.Comment() {
				return false
			}
			if !a.u.Marking && in.NextLine(last) {
				continue
			}
			return true
		case c == '/':
			if in.AtEnd() || in.At == start {
				return true // a comment, even behind a label
			}
			continue // behind a block comment
		case c == '"' || c == '$':
			if name = in.Name(); name == nil {
				return a.unexpected(start)
			}
		case c == '{':
			return a.insn(nil, start)
		default:
			if in.AtEnd() {
				return true
			}
			if in.At == start {
				return a.unexpected(start)
			}
			continue
		}

		// What follows the name decides what it is.
		end := in.At
		next := end
		c = in.Text[next]
		if c == ' ' || c == '\t' {
			c = in.Text[next+1]
			if c == ' ' || c == '\t' || c == '/' {
				c = in.Peek()
			} else {
				next++
			}
			if c == ':' || c == '=' {
				in.Peek()
				next = in.At
			} else {
				in.At = end
			}
		}
		switch c {
		case ':':
			in.At = next + 1
			if !a.dirs.Label(name, start) {
				return false
			}
			continue
		case '=':
			in.At = next
			return a.dirs.Assign(name, start)
		}
		if name[0] == '.' {
			return a.dirs.Do(name, start)
		}
		if a.dirs.MayCall(name) {
			if found, ok := a.dirs.Expand(name, start); found {
				return ok
			}
		}
		return a.insn(name, start)
	}
}

// marked reads a statement and remembers what it puts into code.
func (a *assembly) marked() {
	in := a.in
	at, pos := a.u.Here(), in.PosAt(in.At)
	if a.listing {
		a.dirs.ListLine()
	}
	if a.statement() {
		a.u.MarkRest(at, pos)
	} else {
		a.explainSlip()
		in.SkipStatement()
	}
	if a.listing {
		a.dirs.ListEnd()
	}
	in.NextStatement()
}

// insn assembles an instruction and tells the line table of it.
func (a *assembly) insn(name []byte, start int) bool {
	if !a.dirs.WantInsns && !a.u.Marking {
		return a.enc.Assemble(name, start)
	}
	at, pos := a.u.Here(), a.in.PosAt(start)
	if a.enc.Bundling() {
		at.Frag++ // behind what pads the bundle
	}
	if !a.enc.Assemble(name, start) {
		return false
	}
	if a.u.Marking {
		a.u.MarkInsn(at, pos)
	}
	if a.dirs.WantInsns {
		at.Off += a.enc.Ahead()
		a.dirs.AfterInsn(at, pos)
	}
	return true
}

// again assembles instructions from here on that repeat earlier lines; at false it
// stands where one starts that does not.
func (a *assembly) again() bool {
	if !a.dirs.WantInsns {
		return a.enc.Repeat(a.dirs.Calls())
	}
	at, pos := a.u.Here(), a.in.Pos()
	if !a.enc.Repeat(^uint32(0)) {
		return false
	}
	a.dirs.AfterInsn(at, pos)
	return true
}

// unexpected reports a byte that cannot start a statement.
func (a *assembly) unexpected(start int) bool {
	in := a.in
	in.At = start
	d := in.Diags.Errorf(in.Here(), "a statement cannot start with %s; expected a label, a directive or an instruction", lexer.Describe(in.Text[start]))
	end := start + 1
	for lexer.NameByte(in.Text[end]) {
		end++
	}
	cure := ""
	switch in.Text[start] {
	case '%':
		cure = lexer.Foreign(in.Text[start:end])
	case '[':
		cure = lexer.Foreign(in.Text[start+1 : end])
	case '@':
		if in.Text[start+1] == '@' {
			cure = "a label that is used nearby is a number: 1: is reached by 1b from below and 1f from above"
		}
	}
	if cure != "" {
		d.Note(in.Span(start), "%s", cure)
	}
	return false
}
