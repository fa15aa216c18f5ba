package directives

import (
	"encoding/binary"
	"strings"

	"tas/diag"
	"tas/obj"
)

// Stabs, the debugging information before DWARF: entries of 12 bytes in .stab
// (offset of a string, type, other, description of two bytes, value) and their
// strings in .stabstr. The first entry, for the file, counts the others. .xstabs
// names the section that it writes to.

// stabTable is one section of entries, with its strings.
type stabTable struct {
	name           string
	entries, texts obj.SectionID
	first          int // offset of the first entry
	size           int // of the strings; others may stand before them
}

const stabSize = 12

// stabPrefix begins the names of sections that are known to hold stabs. In others
// the first entry counts nothing.
const stabPrefix = ".stab"

// The kinds of stab directives.
const (
	stabString  = iota // .stabs: with a string and a value
	stabNumber         // .stabn: with a value
	stabDot            // .stabd: the value is the current place
	stabSection        // .xstabs: as .stabs, behind the name of the section
)

// stab is .stabs, .stabn, .stabd and .xstabs.
func (d *Directives) stab(kind int) bool {
	in := d.in
	name := ".stab"
	if kind == stabSection {
		text, _, ok := d.stringArgument()
		if !ok {
			return false
		}
		name = string(text)
		if !in.Comma() {
			return d.expected("a comma and the string")
		}
	}
	var text []byte
	if kind == stabString || kind == stabSection {
		var ok bool
		if text, _, ok = d.stringArgument(); !ok {
			return false
		}
		if !in.Comma() {
			return d.stabIgnored("type", false)
		}
	}
	var fields [3]int64
	for i, what := range [...]string{"type", "other field", "description"} {
		if i > 0 && !in.Comma() {
			return d.stabIgnored(what, true)
		}
		in.SkipSpace()
		start := in.At
		n, _, ok := d.optional(what)
		if !ok {
			return false
		}
		if high := int32(n) >> 15; what == "description" && high>>1 != 0 && high != -1 {
			d.warnf(start, "description %d has more than 16 bits; the lowest are taken", n)
		}
		fields[i] = n
	}
	if kind != stabDot && !in.Comma() {
		return d.stabIgnored("value", false)
	}
	here := d.u.Here()
	t := d.stabTable(name)
	at := uint32(0)
	if len(text) > 0 {
		at = d.stabText(t, text)
	}
	back := d.u.CurID
	d.stabEntry(t, at, fields)
	ok := true
	if kind == stabDot {
		d.stabValue(obj.SymValue(d.u.Place(here, in.PosAt(d.start))), in.PosAt(d.start))
		ok = in.ExpectEnd()
	} else {
		s := &d.sections
		s.nobits, s.slow, s.frame = false, false, 0
		ok = d.data(4) // one value; as takes none, or several
	}
	d.enter(back, false)
	return ok
}

// stabIgnored passes over a stab that lacks a field, as GNU as does: for some
// fields even over the statement behind.
func (d *Directives) stabIgnored(what string, far bool) bool {
	in := d.in
	at := in.Here()
	if far && in.AtEnd() {
		in.Diags.Warnf(at, "%s without its %s is ignored, and the statement behind it; a comma and the %s were expected here", d.name, what, what)
		in.NextStatement()
	} else {
		in.Diags.Warnf(at, "%s without its %s is ignored; a comma and the %s were expected here", d.name, what, what)
	}
	in.SkipStatement()
	return true
}

// stabTable finds or makes a section of stabs. Its first entry is completed at
// the end of the source.
func (d *Directives) stabTable(name string) *stabTable {
	for i := range d.stabs {
		if t := &d.stabs[i]; t.name == name {
			return t
		}
	}
	entries := d.ownSection(name, obj.SHT_PROGBITS)
	s := &d.u.Sections[entries]
	s.Align = max(s.Align, 4)
	texts := d.ownSection(name+"str", obj.SHT_PROGBITS)
	if strings.HasPrefix(name, stabPrefix) {
		d.u.Sections[texts].Type = obj.SHT_STRTAB
		s = &d.u.Sections[entries]
		s.EntSize, s.LinkTo = stabSize, texts
	}
	d.forgetSections()
	d.stabs = append(d.stabs, stabTable{name: name, entries: entries, texts: texts, first: len(d.stabPart(entries).Data), size: 1})
	t := &d.stabs[len(d.stabs)-1]
	part := d.stabPart(texts)
	part.Data = append(part.Data, 0)
	file := d.sourceName
	if file == "" {
		file = d.in.Sources.Position(d.in.PosAt(d.start)).File
	}
	back := d.u.CurID
	d.stabEntry(t, d.stabText(t, []byte(file)), [3]int64{})
	d.stabValue(obj.Int(0), 0)
	d.u.Switch(back)
	return t
}

func (d *Directives) stabPart(id obj.SectionID) *obj.Part {
	return d.u.Part(d.u.Sections[id].Parts[0])
}

// stabText adds a string and returns its offset.
func (d *Directives) stabText(t *stabTable, text []byte) uint32 {
	part := d.stabPart(t.texts)
	part.Data = append(append(part.Data, text...), 0)
	at := t.size
	t.size += len(text) + 1
	return uint32(at)
}

// stabEntry makes the section of entries the current one, and adds an entry
// up to its value.
func (d *Directives) stabEntry(t *stabTable, text uint32, fields [3]int64) {
	d.u.Switch(d.u.Sections[t.entries].Parts[0])
	part := d.u.Cur
	part.Data = binary.LittleEndian.AppendUint32(part.Data, text)
	part.Data = append(part.Data, byte(fields[0]), byte(fields[1]))
	part.Data = binary.LittleEndian.AppendUint16(part.Data, uint16(fields[2]))
}

// stabValue ends an entry.
func (d *Directives) stabValue(v obj.Value, pos diag.Pos) {
	part := d.u.Cur
	n, ok := d.u.Constant(v)
	if !ok {
		d.u.AddFixup(obj.Fixup{Off: uint32(len(part.Data)), Width: 4, Flags: obj.FixData, Pos: pos, Value: v})
	}
	part.Data = binary.LittleEndian.AppendUint32(part.Data, uint32(n))
}

// finishStabs completes the first entries: how many follow, and the size of
// the strings.
func (d *Directives) finishStabs() {
	for i := range d.stabs {
		t := &d.stabs[i]
		if !strings.HasPrefix(t.name, stabPrefix) {
			continue
		}
		first := d.stabPart(t.entries).Data[t.first:]
		binary.LittleEndian.PutUint16(first[6:], uint16(len(first)/stabSize-1))
		binary.LittleEndian.PutUint32(first[8:], uint32(len(d.stabPart(t.texts).Data)))
	}
}
