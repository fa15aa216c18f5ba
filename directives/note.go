package directives

import (
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
	if c := in.Peek(); '0' <= c && c <= '9' {
		return d.lineFile()
	}
	in.SkipSpace()
	start := in.At
	name, _, ok := d.stringArgument()
	if !ok || !in.ExpectEnd() {
		return false
	}
	d.u.FileSymbol(name, in.PosAt(start))
	d.sourceName = string(name)
	d.remark(in.At, diag.SameLine, d.sourceName)
	return true
}

// ident is .ident "text": a string in .comment, which starts with an empty
// one.
func (d *Directives) ident(int) bool {
	blank := d.in.AtEnd()
	var text []byte
	if !blank {
		var ok bool
		if text, _, ok = d.stringArgument(); !ok || !d.in.ExpectEnd() {
			return false
		}
	}
	u := d.u
	back := u.CurID
	r := request{start: d.start, typed: true, attrs: true}
	r.Type, r.Flags, r.EntSize = obj.SHT_PROGBITS, obj.SHF_MERGE|obj.SHF_STRINGS, 1
	slot := d.findSection([]byte(".comment"), &r)
	id := d.sections.slots[slot]
	if id == 0 {
		r.Name = ".comment"
		id = u.NewSection(r.Section)
		d.sections.slots[slot] = id
		d.sections.used++
	}
	u.Switch(u.Sections[id].Parts[0])
	if !d.notes.ident {
		d.notes.ident = true
		u.Cur.Data = append(u.Cur.Data, 0)
	}
	if !blank {
		u.Cur.Data = append(append(u.Cur.Data, text...), 0)
	}
	u.Switch(back)
	return true
}

// version is .version "text": a note of type 1 whose name is the text.
func (d *Directives) version(int) bool {
	text, _, ok := d.stringArgument()
	if !ok || !d.in.ExpectEnd() {
		return false
	}
	u := d.u
	back := u.CurID
	r := request{start: d.start}
	id, _ := d.sectionFor([]byte(".note"), &r)
	u.Switch(u.Sections[id].Parts[0])
	d.emit(int64(len(text)+1), 4)
	d.emit(0, 4)
	d.emit(1, 4)
	u.Cur.Data = append(append(u.Cur.Data, text...), 0)
	d.alignTo(2, 0, true, 1, 0)
	u.Switch(back)
	return true
}

// gnuAttribute is .gnu_attribute tag, value. An odd tag above 31 takes a
// string, tag 32 both.
func (d *Directives) gnuAttribute(int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	tag, ok := d.constant("attribute tag")
	if !ok {
		return false
	}
	if tag < 0 {
		return d.errorf(start, "attribute tag %d is negative", tag)
	}
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
		a.number = uint64(n)
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
		if list[i].tag == a.tag {
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
	if list := d.notes.attributes; len(list) > 0 {
		sort.Slice(list, func(i, j int) bool { return list[i].tag < list[j].tag })
		var tags []byte
		for _, a := range list {
			tags = obj.AppendULEB(tags, a.tag)
			if a.tag == 32 || !a.hasText {
				tags = obj.AppendULEB(tags, a.number)
			}
			if a.hasText {
				tags = append(append(tags, a.text...), 0)
			}
		}
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
