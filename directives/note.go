package directives

import (
	"bytes"
	"sort"

	"tas/diag"
	"tas/obj"
)

// noteState is what notes collect until the end of the source.
type noteState struct {
	ident bool // .comment has its first byte

	attributes []objectAttribute // .gnu_attribute, one for each tag
}

// objectAttribute is one .gnu_attribute.
type objectAttribute struct {
	tag     uint64
	number  uint64
	text    []byte
	hasText bool
}

// file is .file "name": a symbol of type FILE. With a number first it belongs
// to the line table.
func (d *Directives) file(int) bool {
	in := d.in
	if in.Peek() != '"' {
		return d.lineFile()
	}
	start := in.At
	name, _, ok := d.nameArgument()
	if !ok || !in.ExpectEnd() {
		return false
	}
	d.u.FileSymbol(name, in.PosAt(start))
	d.sourceName = string(name)
	d.named(d.sourceName)
	d.remark(in.At, diag.SameLine, d.sourceName)
	return true
}

// ident is .ident "text", ...: strings in .comment, which starts with an empty
// one.
func (d *Directives) ident(int) bool {
	u := d.u
	back := u.CurID
	if d.cut && !d.notes.ident && d.namedSection(".comment") != 0 {
		return d.errorf(d.in.At, "how .comment goes on depends on the pieces before")
	}
	id := d.ownSection(".comment", obj.SHT_PROGBITS)
	d.enter(u.NewPart(id, 0), false)
	if !d.notes.ident {
		d.notes.ident, u.Cur.Once = true, true
		u.Cur.Data = append(u.Cur.Data, 0)
		s := &u.Sections[id]
		s.Flags, s.EntSize = s.Flags|obj.SHF_MERGE|obj.SHF_STRINGS, 1
		d.forgetSections()
	}
	ok := d.ascii(1)
	d.enter(back, false)
	return ok
}

// version is .version "text": a note of type 1 whose name is the text, in which
// a backslash is one.
func (d *Directives) version(int) bool {
	in := d.in
	if in.Peek() != '"' {
		return d.expected("a string in double quotes")
	}
	start := in.At + 1
	if _, _, ok := d.textArgument(); !ok {
		return false
	}
	text := bytes.TrimSuffix(in.Text[start:in.At], []byte{'"'})
	if !in.ExpectEnd() {
		return false
	}
	u := d.u
	back := u.CurID
	d.enter(u.NewPart(d.ownSection(".note", obj.SHT_NOTE), 0), false)
	d.emit(int64(len(text)+1), 4)
	d.emit(0, 4)
	d.emit(1, 4)
	u.Cur.Data = append(append(u.Cur.Data, text...), 0)
	d.alignTo(2, 0, true, 1, 0)
	d.enter(back, false)
	return true
}

// knownTags is how many tags as keeps one value of each for; of a higher one it
// keeps all.
const knownTags = 77

// gnuAttribute is .gnu_attribute tag, value: numbers of 32 bits. An odd tag takes a
// string, tag 32 both.
func (d *Directives) gnuAttribute(int) bool {
	in := d.in
	if c := in.Peek(); !isDigit(c) && c != '\'' {
		return d.expected("the number of an attribute")
	}
	n, ok := d.constant("attribute tag")
	if !ok {
		return false
	}
	tag := uint32(n)
	a := objectAttribute{tag: uint64(tag)}
	wantNumber := tag == 32 || tag&1 == 0
	wantText := tag == 32 || tag&1 != 0
	if !in.Comma() {
		return d.expected("a comma and the value")
	}
	if wantNumber {
		n, ok := d.constant("attribute value")
		if !ok {
			return false
		}
		if in.Absent() {
			return d.expected("a value")
		}
		a.number = uint64(uint32(n))
		if wantText && !in.Comma() {
			return d.expected("a comma and a string")
		}
	}
	if wantText {
		text, _, ok := d.stringArgument()
		if !ok {
			return false
		}
		a.text, a.hasText = append([]byte(nil), text...), true
	}
	if !in.ExpectEnd() {
		return false
	}
	list := d.notes.attributes
	for i := range list {
		if list[i].tag == a.tag && tag < knownTags {
			list[i] = a
			return true
		}
	}
	d.notes.attributes = append(list, a)
	return true
}

// addrsig is clang's .addrsig (symbols 0) and .addrsig_sym name (1): the
// symbols whose address matters, so that a linker may merge the others when
// they are alike. No linker need know, and the name is not used by this.
func (d *Directives) addrsig(symbols int) bool {
	if symbols != 0 && d.in.Name() == nil {
		return d.expected("a symbol name")
	}
	return d.in.ExpectEnd()
}

// finishNotes writes what was collected.
func (d *Directives) finishNotes() {
	list := d.notes.attributes
	sort.SliceStable(list, func(i, j int) bool { return list[i].tag < list[j].tag })
	var tags []byte
	for _, a := range list {
		if a.tag < 2 || a.number == 0 && len(a.text) == 0 {
			continue // the tags of BFD itself, and what is so anyway
		}
		tags = obj.AppendULEB(tags, a.tag)
		if a.tag == 32 || !a.hasText {
			tags = obj.AppendULEB(tags, a.number)
		}
		if a.hasText {
			tags = append(append(tags, a.text...), 0)
		}
	}
	if len(tags) > 0 {
		id := d.u.NewSection(obj.Section{Name: ".gnu.attributes", Type: obj.SHT_GNU_ATTRIBUTES})
		p := d.u.Part(d.u.Sections[id].Parts[0])
		n := uint32(len(tags))
		p.Data = append(p.Data, 'A')
		p.Data = appendWord(p.Data, n+4+4+1+4)
		p.Data = append(p.Data, "gnu\x00\x01"...)
		p.Data = appendWord(p.Data, n+1+4)
		p.Data = append(p.Data, tags...)
	}
}

func appendWord(b []byte, n uint32) []byte {
	return append(b, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}
