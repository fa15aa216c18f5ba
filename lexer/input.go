package lexer

import (
	"tas/diag"
	"tas/obj"
)

// Input is the text being read: a stack, because .include, macros and
// repetitions push text that is read before the rest. The fields are open to
// the statement loop and the parsers above; they keep At within the text.
type Input struct {
	Text []byte // ends with a newline and a NUL that are not part of the source
	At   int    // the next byte to read

	Unit    *obj.Unit
	Diags   *diag.List
	Sources *diag.Sources

	// Register recognises %reg at the start of text, or with Naked reg, and
	// returns its number and length, length 0 when it is none. The encoder
	// supplies it.
	Register func(text []byte) (reg, size int)

	// Intel says that the source is in Intel syntax now.
	Intel bool

	Strings []byte // scratch for quoted names

	// Deferred keeps symbols in expressions as symbols, whatever they equal
	// now: the expression of .eqv is evaluated at each use.
	Deferred bool

	// Naked says that registers need no %: any name in an expression may be one.
	Naked bool

	// Careful is set with either, and in Intel syntax, and keeps the shortcuts for names from being
	// taken.
	Careful bool

	modifier obj.Modifier // @ suffix of the expression being read
	placed   uint32       // symbols that had places in .symtab when it began
	nesting  int          // depth of the expression being read
	entered  bool         // a text was pushed by the statement that ends now

	piece bool     // Text is one of the pieces of a source
	open  diag.Pos // a comment that is not closed

	closing *byte // see skipString

	base  diag.Pos // position of Text[0]; unused when fixed is set
	fixed diag.Pos // every position within an expansion is its call
	asked int      // and this is the offset whose position was asked for last

	src   *diag.Source
	stack []frame

	// Local labels: the latest instance of N:, and the one that Nf waits for.
	last map[uint32]obj.SymID
	next map[uint32]obj.SymID
}

// frame is a text that waits for the one above it to end.
type frame struct {
	text  []byte
	src   *diag.Source
	at    int
	base  diag.Pos
	fixed diag.Pos
	call  diag.Pos // the statement that pushed the text above
	file  bool     // which is that of a file
}

// MaxDepth bounds the input stack: a file that includes itself, a macro that
// calls itself.
const MaxDepth = 500

// Terminate returns text with the sentinel that an Input needs, in place when
// the capacity allows.
func Terminate(text []byte) []byte {
	return append(text, '\n', 0)
}

// New returns an Input at the start of src, whose Text was registered without
// the sentinel but has been extended by Terminate.
func New(u *obj.Unit, sources *diag.Sources, src *diag.Source, terminated []byte) *Input {
	return &Input{
		Text: terminated, Unit: u, Diags: u.Diags, Sources: sources,
		base: src.Base, src: src,
	}
}

// NewPiece returns an Input for a part of src: text starts at offset off of it,
// and ends with a newline and a NUL as every text does.
func NewPiece(u *obj.Unit, sources *diag.Sources, src *diag.Source, text []byte, off int) *Input {
	in := New(u, sources, src, text)
	in.base += diag.Pos(off)
	in.piece = true
	return in
}

// LocalsPending reports whether a reference such as 1f waits for its label.
func (in *Input) LocalsPending() bool { return len(in.next) != 0 }

// Restart goes on with another top-level source.
func (in *Input) Restart(src *diag.Source, terminated []byte) {
	in.Text, in.At, in.base, in.fixed, in.src = terminated, 0, src.Base, 0, src
}

// Pos is the position of the next byte.
func (in *Input) Pos() diag.Pos { return in.PosAt(in.At) }

// PosAt is the position of Text[at]. Within an expansion it is the position
// of the statement that asked for it.
func (in *Input) PosAt(at int) diag.Pos {
	if in.fixed != 0 {
		in.asked = at
		return in.fixed
	}
	return in.base + diag.Pos(at)
}

// Asked is where in Text a message stands that has just been made, within an
// expansion: the latest offset that PosAt was asked for.
func (in *Input) Asked() int { return in.asked }

// Span is the source range from Text[start] to here.
func (in *Input) Span(start int) diag.Span {
	return diag.Span{Pos: in.PosAt(start), Len: uint32(max(in.At-start, 1))}
}

// Here is the span of the next byte.
func (in *Input) Here() diag.Span { return diag.At(in.Pos()) }

// Source is the innermost file being read.
func (in *Input) Source() *diag.Source { return in.src }

// Depth is the number of texts that wait below this one.
func (in *Input) Depth() int { return len(in.stack) }

// Expanding reports whether the text is an expansion rather than a file.
func (in *Input) Expanding() bool {
	n := len(in.stack)
	return n > 0 && !in.stack[n-1].file
}

// Exact reports whether positions in the text are those of the source.
func (in *Input) Exact() bool { return in.fixed == 0 }

// PushFile reads a registered source before the rest of the text. The statement
// at call asked for it, as for all texts that are pushed.
func (in *Input) PushFile(src *diag.Source, terminated []byte, call diag.Pos) {
	src.Included = call
	in.push(call, true)
	in.Text, in.At, in.base, in.fixed, in.src = terminated, 0, src.Base, 0, src
}

// PushText reads the text of an expansion before the rest. All positions in it
// are call. terminated ends with the sentinel.
func (in *Input) PushText(terminated []byte, call diag.Pos) {
	in.push(call, false)
	in.Text, in.At, in.fixed = terminated, 0, call
}

// PushCopy reads a copy of text that stands in the source at base before the
// rest. terminated ends with the sentinel.
func (in *Input) PushCopy(terminated []byte, base, call diag.Pos) {
	in.push(call, false)
	in.Text, in.At, in.base, in.fixed = terminated, 0, base, 0
}

// Waiting returns the text below the nth frame of the stack, counted from the
// bottom, where it goes on, and the position of the statement that pushed the
// text above it.
func (in *Input) Waiting(n int) (text []byte, at int, call diag.Pos) {
	f := &in.stack[n]
	return f.text, f.at, f.call
}

func (in *Input) push(call diag.Pos, file bool) {
	in.stack = append(in.stack, frame{in.Text, in.src, in.At, in.base, in.fixed, call, file})
	in.entered = true
}

// FilePos is where the innermost file is being read: behind the statement that
// asked for an expansion.
func (in *Input) FilePos() diag.Pos {
	if !in.Expanding() {
		return in.base + diag.Pos(in.At)
	}
	n := len(in.stack) - 1
	for n > 0 && !in.stack[n-1].file {
		n--
	}
	f := &in.stack[n]
	return f.base + diag.Pos(f.at)
}

// Lent is what was being read when an Input was lent.
type Lent struct {
	text        []byte
	at          int
	base, fixed diag.Pos
}

// Lend lets something else be read, of which all positions are call, until Return.
func (in *Input) Lend(call diag.Pos) Lent {
	l := Lent{in.Text, in.At, in.base, in.fixed}
	in.fixed = call
	return l
}

// Stand says where the text stands that is read while the Input is lent, or, in fixed, what asks
// for it.
func (in *Input) Stand(base, fixed diag.Pos) { in.base, in.fixed = base, fixed }

// Return goes on with what was being read.
func (in *Input) Return(l Lent) {
	in.Text, in.At, in.base, in.fixed = l.text, l.at, l.base, l.fixed
}

// Replace reads another text in place of the innermost one: the next round of
// a repetition.
func (in *Input) Replace(terminated []byte) { in.Text, in.At = terminated, 0 }

// Pop drops what is left of the innermost text and goes on with the one
// below. It reports false at the bottom.
func (in *Input) Pop() bool {
	n := len(in.stack)
	if n == 0 {
		return false
	}
	f := &in.stack[n-1]
	in.Text, in.At, in.base, in.fixed, in.src = f.text, f.at, f.base, f.fixed, f.src
	in.stack = in.stack[:n-1]
	in.entered = false
	return true
}

// Done reports whether the text being read is used up.
func (in *Input) Done() bool { return in.At >= len(in.Text)-1 }
