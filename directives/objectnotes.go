package directives

import (
	"bytes"

	"tas/diag"
	"tas/obj"
)

// What command line options put into the object beside what the source says:
// notes about the stack and about the build, at the end of the source in GNU
// as's order, and other places for sections.

// StackNote says what .note.GNU-stack shall tell the linker.
type StackNote uint8

// The choices of --noexecstack and --execstack.
const (
	StackUnsaid   StackNote = iota // only what the source says
	StackNoExec                    // the stack need not be executable
	StackExec                      // it must be
	stackNoteName = ".note.GNU-stack"
)

// ObjectOptions are the choices of the command line that concern sections.
type ObjectOptions struct {
	Stack          StackNote
	BuildNotes     bool // --generate-missing-build-notes=yes
	FoldData       bool // -R: .data is a part of .text
	PlainNops      bool // -n: an alignment filled with 0x90 keeps that byte
	Multibyte      Multibyte
	SubstituteName bool // --sectname-subst: %S in a section name is the name of the current one
}

// Multibyte says what to make of bytes outside ASCII.
type Multibyte uint8

// The choices of --multibyte-handling.
const (
	MultibyteAllow   Multibyte = iota
	MultibyteWarn              // warn of every one, up to a limit
	MultibyteSymbols           // warn of symbols that have some in their names
)

// foldedData is where -R puts .data: behind all of .text.
const foldedData = 1000

// propertyNotes is the section of notes about what code needs.
const propertyNotes = ".note.gnu.property"

// finishUsedNote says in a note what the instructions ask of the processor.
func (d *Directives) finishUsedNote() {
	level, state, wanted := d.machine.Uses()
	if !wanted {
		return
	}
	id := d.namedSection(propertyNotes)
	if id == 0 {
		id = d.u.NewSection(obj.Section{Name: propertyNotes, Type: obj.SHT_NOTE, Flags: obj.SHF_ALLOC})
	}
	s := &d.u.Sections[id]
	s.Align = max(s.Align, 8)
	const (
		propertyType  = 5 // NT_GNU_PROPERTY_TYPE_0
		propertyLevel = 0xc0010002
		propertyState = 0xc0010001
	)
	p := d.u.Part(s.Parts[0])
	words := [...]uint32{4, 32, propertyType, 'G' | 'N'<<8 | 'U'<<16, propertyLevel, 4, level, 0, propertyState, 4, state, 0}
	for _, w := range words {
		p.Data = appendWord(p.Data, w)
	}
}

// finishObjectNotes makes the notes that stand before debugging information.
func (d *Directives) finishObjectNotes() {
	d.finishMultibyte()
	if d.opt.Stack != StackUnsaid && d.namedSection(stackNoteName) == 0 {
		flags := uint64(0)
		if d.opt.Stack == StackExec {
			flags = obj.SHF_EXECINSTR
		}
		d.u.NewSection(obj.Section{Name: stackNoteName, Type: obj.SHT_PROGBITS, Flags: flags})
	}
}

// buildAttributes is the section of GNU's build notes.
const buildAttributes = ".gnu.build.attributes"

// finishBuildNotes makes a note for each code section that says which version
// of the notes' specification it follows, unless the source has such notes.
func (d *Directives) finishBuildNotes() {
	if !d.opt.BuildNotes || d.namedSection(buildAttributes) != 0 {
		return
	}
	var code []obj.SectionID
	for id := 1; id < len(d.u.Sections); id++ {
		if s := &d.u.Sections[id]; s.Flags&obj.SHF_EXECINSTR != 0 && s.Group == 0 && (s.Name != stackNoteName || d.opt.Stack != StackNoExec) {
			code = append(code, obj.SectionID(id))
		}
	}
	id := d.u.NewSection(obj.Section{Name: buildAttributes, Type: obj.SHT_NOTE, Align: 4})
	p := d.u.Part(d.u.Sections[id].Parts[0])
	for _, sec := range code {
		p.Data = appendWord(p.Data, 8)
		p.Data = appendWord(p.Data, 16)
		p.Data = appendWord(p.Data, 0x100) // an open note: it holds for the whole range
		p.Data = append(p.Data, "GA$\x013a1\x00"...)
		s := &d.u.Sections[sec]
		end := d.u.Place(d.u.PartEnd(s.Parts[len(s.Parts)-1]), 0)
		for _, sym := range [...]obj.SymID{s.Sym, end} {
			p.Fixups = append(p.Fixups, obj.Fixup{Off: uint32(len(p.Data)), Width: 8, Value: obj.SymValue(sym)})
			p.Data = append(p.Data, make([]byte, 8)...)
		}
	}
}

// maxMultibyte bounds the warnings about bytes outside ASCII.
const maxMultibyte = 10

// finishMultibyte warns of bytes outside ASCII, if asked to.
func (d *Directives) finishMultibyte() {
	switch d.opt.Multibyte {
	case MultibyteWarn:
		found := 0
		for _, src := range d.in.Sources.All() {
			for i, c := range src.Text {
				if c < 0x80 {
					continue
				}
				if found++; found > maxMultibyte {
					d.in.Diags.Warnf(diag.Span{}, "further bytes outside ASCII are not reported")
					return
				}
				d.in.Diags.Warnf(diag.At(src.Base+diag.Pos(i)), "byte %#x is outside ASCII", c)
			}
		}
	case MultibyteSymbols:
		for _, list := range d.u.Stretches() {
			for id := list.From; id < list.To; id++ {
				s := &d.u.Syms[id]
				if name := d.u.Name(id); s.Defined() && bytes.IndexFunc(name, func(r rune) bool { return r >= 0x80 }) >= 0 {
					d.in.Diags.Warnf(diag.At(s.Pos), "symbol %s has characters outside ASCII", name)
				}
			}
		}
	}
}

// substituted is a section name in which each %S at its start of a sequence is
// replaced by the name of the current section.
func (d *Directives) substituted(name []byte) []byte {
	if !d.opt.SubstituteName || !bytes.Contains(name, []byte("%S")) {
		return name
	}
	current := d.u.Section().Name
	var out []byte
	for {
		i := bytes.IndexByte(name, '%')
		if i < 0 || !bytes.HasPrefix(name[i:], []byte("%S")) {
			return append(out, name...)
		}
		out = append(append(out, name[:i]...), current...)
		name = name[i+2:]
	}
}
