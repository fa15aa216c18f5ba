package directives

import (
	"tas/diag"
	"tas/obj"
)

// sectionState is where bytes go, and where they went before.
type sectionState struct {
	previous obj.PartID     // for .previous; 0 = none
	stack    []pushed       // .pushsection
	nobits   bool           // the current section has no bytes in the file: .bss and its like, and .struct
	frame    int            // the current section has call frame information, see frame.go; 0 = it has not
	frames   [2]frameReader // of .eh_frame and .debug_frame
	slow     bool           // nobits, or frame is not zero: the short ways are closed
	filled   uint64         // bytes of large fills so far
	reserved uint64         // bytes of fills without bytes in the file

	// slots is an open-addressing table of the sections by name, so that the
	// thousands of -ffunction-sections are found at once.
	slots []obj.SectionID
	used  int // sections entered in slots

	lines *sectionLines // see sectionagain.go
}

type pushed struct{ current, previous obj.PartID }

// enter makes a part the current one. remember keeps the old one for
// .previous.
func (d *Directives) enter(part obj.PartID, remember bool) {
	if remember {
		d.sections.previous = d.u.CurID
	}
	d.u.Switch(part)
	s := &d.sections
	s.nobits = d.u.Section().Type == obj.SHT_NOBITS || d.absolute()
	if s.frame = frameSection(d.u.Section().Name); s.frame != 0 {
		d.enterFrames()
	}
	s.slow = s.nobits || s.frame != 0
}

// standard is .text, .data and .bss with an optional subsection number.
func (d *Directives) standard(sec int) bool {
	n, ok := d.subsectionNumber()
	if !ok || !d.in.ExpectEnd() {
		return false
	}
	if sec == int(obj.SecData) && d.opt.FoldData {
		sec, n = int(obj.SecText), n+foldedData
	}
	d.enter(d.u.NewPart(obj.SectionID(sec), n), true)
	return true
}

// subsection is .subsection number.
func (d *Directives) subsection(int) bool {
	n, ok := d.subsectionNumber()
	if !ok || !d.in.ExpectEnd() {
		return false
	}
	if d.absolute() {
		return true
	}
	d.enter(d.u.NewPart(d.u.Cur.Section, n), true)
	return true
}

func (d *Directives) subsectionNumber() (int32, bool) {
	n, _, ok := d.optional("subsection number")
	return int32(n), ok // of a larger one the lower half, as in GNU as
}

// previousSection is .previous: swap the current section and the one before.
func (d *Directives) previousSection(int) bool {
	if d.sections.previous == 0 {
		d.in.Diags.Warnf(d.span(), ".previous has no section to go back to and is ignored")
	} else {
		d.enter(d.sections.previous, true)
	}
	d.in.Resume()
	return true
}

// popsection is .popsection.
func (d *Directives) popsection(int) bool {
	s := &d.sections
	if len(s.stack) == 0 {
		d.in.Diags.Warnf(d.span(), ".popsection has no .pushsection to match and is ignored")
		d.in.Resume()
		return true
	}
	top := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	d.enter(top.current, false)
	s.previous = top.previous
	d.in.Resume()
	return true
}

// request is what a .section line asks for.
type request struct {
	obj.Section
	start     int // of the name
	attrs     bool
	typed     bool
	sameGroup bool // "?"
	linkAt    int
	sub       int32
	numbered  bool // it states a subsection
}

// section is .section (push 0) and .pushsection (1):
//
//	.section name [, "flags" [, @type [, size] [, link] [, group [, comdat]] [, unique, n]]]
func (d *Directives) section(push int) bool {
	in, u := d.in, d.u
	first := in.At
	if d.sameSection(push) {
		return true
	}
	var r request
	in.SkipSpace()
	r.start = in.At
	name, ok := d.sectionName("a section name")
	if !ok {
		return false
	}
	if in.Comma() {
		if push != 0 && (isDigit(in.Peek()) || in.Peek() == '\'') {
			n, ok := d.subsectionNumber()
			if !ok {
				return false
			}
			r.sub, r.numbered = n, true
			if in.Comma() && !d.sectionFlags(&r) {
				return false
			}
		} else if !d.sectionFlags(&r) {
			return false
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	if r.sameGroup {
		r.Group, r.Comdat = u.Section().Group, u.Section().Comdat
		if r.Group != 0 {
			r.Flags |= obj.SHF_GROUP
		}
	}
	sections, messages := len(u.Sections), in.Diags.Len()
	id, ok := d.sectionFor(name, &r)
	if id == 0 {
		return false
	}
	d.enterSection(u.NewPart(id, r.sub), push)
	if sections == len(u.Sections) && messages == in.Diags.Len() {
		d.rememberSection(first, push, &r)
	}
	return ok
}

// enterSection makes a part the current one for .section or .pushsection.
func (d *Directives) enterSection(part obj.PartID, push int) {
	if push != 0 {
		d.sections.stack = append(d.sections.stack, pushed{d.u.CurID, d.sections.previous})
	}
	d.enter(part, true)
}

// sectionFor finds or makes the section that r asks for; it returns 0 when
// there can be none.
func (d *Directives) sectionFor(name []byte, r *request) (obj.SectionID, bool) {
	u := d.u
	u.GNU = u.GNU || r.Flags&(obj.SHF_GNU_RETAIN|obj.SHF_GNU_MBIND) != 0
	slot := d.findSection(name, r)
	if id := d.sections.slots[slot]; id != 0 {
		if s := &u.Sections[id]; d.later && s.Bare && r.attrs {
			s.Complete(&r.Section)
		}
		return id, d.reenter(id, r)
	}
	if sym := u.Find(name); sym != 0 {
		switch s := &u.Syms[sym]; {
		case s.Part == obj.PartNone, s.Flags&(obj.SymAssigned|obj.SymSection) != 0:
		default:
			d.in.Diags.Errorf(diag.Span{Pos: d.in.PosAt(r.start), Len: uint32(len(name))}, "%s is a symbol already, so no section can be called that", name).
				Note(diag.At(s.Pos), "first defined here")
			return 0, false
		}
	}
	r.Bare = !r.attrs && !r.typed
	d.defaults(name, r)
	r.Name = string(name)
	r.Pos = d.in.PosAt(r.start)
	id := u.NewSection(r.Section)
	d.sections.slots[slot] = id
	d.sections.used++
	return id, true
}

// ownSection returns the section that a directive writes to by itself: the last
// one of its name, or a new one, whose name is no symbol.
func (d *Directives) ownSection(name string, typ uint32) obj.SectionID {
	if id := d.namedSection(name); id != 0 {
		return id
	}
	slot := d.findSection([]byte(name), &request{})
	id := d.u.NewSection(obj.Section{Name: name, Type: typ, Own: true})
	d.sections.slots[slot] = id
	d.sections.used++
	return id
}

// namedSection returns the last section called name, or 0.
func (d *Directives) namedSection(name string) obj.SectionID {
	list := d.u.Sections
	for i := len(list) - 1; i > 0; i-- {
		if list[i].Name == name {
			return obj.SectionID(i)
		}
	}
	return 0
}

// reenter checks what is asked of a section that exists: it keeps the flags,
// type and entry size of its first mention.
func (d *Directives) reenter(id obj.SectionID, r *request) bool {
	s := &d.u.Sections[id]
	at := diag.Span{Pos: d.in.PosAt(r.start), Len: uint32(len(s.Name))}
	ok := true
	refuse := func(format string, args ...any) {
		d.in.Diags.Errorf(at, format, args...).Note(diag.Span{Pos: s.Pos, Len: uint32(len(s.Name))}, "section %s begins here", s.Name)
		ok = false
	}
	x := special([]byte(s.Name))
	// A section with a meaning of its own keeps what it has.
	keeps := func(what string) { d.in.Diags.Warnf(at, "section %s keeps its %s", s.Name, what) }
	if r.typed && r.Type != s.Type {
		if x != nil {
			keeps("type")
		} else {
			refuse("section %s was given another type before", s.Name)
		}
	}
	if r.attrs && r.Flags&obj.SHF_GROUP != 0 && s.Comdat != r.Comdat {
		if x != nil {
			keeps("group")
		} else {
			refuse("the group of section %s was comdat before, or is now, but not both times", s.Name)
		}
	}
	// These are as was asked for last.
	const free = freeFlags | obj.SHF_LINK_ORDER
	loaded := r.attrs && !r.typed && s.Type == obj.SHT_NOBITS && x == nil
	switch {
	case !r.attrs || r.Flags == 0:
	case (r.Flags^s.Flags)&^free == 0 && !loaded:
		s.Flags = r.Flags
	case x != nil:
		keeps("flags")
	default:
		refuse("section %s was given flags %s before, not %s", s.Name, flagLetters(s.Flags), flagLetters(r.Flags))
	}
	if r.Flags&obj.SHF_MERGE != 0 && r.EntSize != s.EntSize {
		refuse("section %s was given entry size %d before, not %d", s.Name, s.EntSize, r.EntSize)
	}
	return ok
}

// findSection returns the slot of the section that r means, which is empty
// when there is none yet. Sections of one name differ by group, by unique
// number, by memory node and by the section they are linked to.
func (d *Directives) findSection(name []byte, r *request) uint32 {
	s, u := &d.sections, d.u
	if len(s.slots) == 0 || s.used*2 >= len(s.slots) {
		s.slots = make([]obj.SectionID, max(64, 4*len(u.Sections)))
		if n := len(s.slots); n&(n-1) != 0 {
			size := 64
			for size < n {
				size *= 2
			}
			s.slots = make([]obj.SectionID, size)
		}
		s.used = len(u.Sections) - 1
		for id := obj.SectionID(1); int(id) < len(u.Sections); id++ {
			i := obj.Hash([]byte(u.Sections[id].Name)) & uint32(len(s.slots)-1)
			for s.slots[i] != 0 {
				i = (i + 1) & uint32(len(s.slots)-1)
			}
			s.slots[i] = id
		}
	}
	mask := uint32(len(s.slots) - 1)
	for i := obj.Hash(name) & mask; ; i = (i + 1) & mask {
		id := s.slots[i]
		if id == 0 {
			return i
		}
		t := &u.Sections[id]
		if t.Name == string(name) && t.Group == r.Group && t.Unique == r.Unique && t.Link == r.Link && t.Info == r.Info &&
			(t.Flags^r.Flags)&obj.SHF_GNU_RETAIN == 0 {
			return i
		}
	}
}

// flagLetters spells section flags as .section takes them.
func flagLetters(flags uint64) string {
	letters := []byte{'"'}
	for _, f := range [...]struct {
		bit    uint64
		letter byte
	}{
		{obj.SHF_ALLOC, 'a'}, {obj.SHF_WRITE, 'w'}, {obj.SHF_EXECINSTR, 'x'}, {obj.SHF_MERGE, 'M'},
		{obj.SHF_STRINGS, 'S'}, {obj.SHF_GROUP, 'G'}, {obj.SHF_TLS, 'T'}, {obj.SHF_LINK_ORDER, 'o'},
		{obj.SHF_GNU_RETAIN, 'R'}, {obj.SHF_X86_64_LARGE, 'l'}, {obj.SHF_EXCLUDE, 'e'}, {obj.SHF_GNU_MBIND, 'd'},
	} {
		if flags&f.bit != 0 {
			letters = append(letters, f.letter)
		}
	}
	return string(append(letters, '"'))
}

// groupName reads the name of a group.
func (d *Directives) groupName() ([]byte, bool) {
	name, ok := d.sectionName("the name of a group")
	if ok && len(name) == 0 {
		name = append(name, obj.EmptyName...)
	}
	return name, ok
}

// attachToGroup is .attach_to_group name: the current section joins a group.
func (d *Directives) attachToGroup(int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	name, ok := d.groupName()
	if !ok {
		return false
	}
	if in.Peek() == ',' {
		return in.ExpectEnd()
	}
	in.Resume()
	s := d.u.Section()
	if s.Group != 0 {
		d.warnf(start, "section %s is in group %s already", s.Name, d.u.Name(s.Group))
		return true
	}
	s.Group = d.u.Signature(name, in.PosAt(start))
	s.Flags |= obj.SHF_GROUP
	d.forgetSections()
	return true
}

// finishSections checks what sections refer to.
func (d *Directives) finishSections() {
	for i := range d.u.Sections[1:] {
		s := &d.u.Sections[i+1]
		if s.Link == 0 {
			continue
		}
		sym := &d.u.Syms[s.Link]
		if sym.InPart() {
			s.LinkTo = d.u.Part(sym.Part).Section
			continue
		}
		// A section may be named without having been entered as a symbol.
		for j := range d.u.Sections[1:] {
			if d.u.Sections[j+1].Name == string(d.u.Name(s.Link)) {
				s.LinkTo = obj.SectionID(j + 1)
				break
			}
		}
		if s.LinkTo == 0 {
			d.in.Diags.Errorf(diag.At(s.Pos), "section %s is linked to %s, which is not defined here", s.Name, d.u.Name(s.Link))
		}
	}
}
