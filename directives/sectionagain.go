package directives

import (
	"bytes"

	"tas/obj"
)

// The same .section or .pushsection again. A source that puts a table entry
// beside each piece of code goes back and forth between a few sections, with
// lines that are the same letter for letter. A line that led back to a section,
// with nothing to complain of, is remembered with the part that it led to.

// sectionLine is the operands of such a line, and its part.
type sectionLine struct {
	text []byte
	push int // of .pushsection, whose operands have another meaning
	part obj.PartID
}

// sectionLines is a memory of lines; some of their letters tell the place of each.
type sectionLines [32]sectionLine

// operandLine returns the rest of the line at hand, and its place in the memory,
// nil when it is an uncommon one.
func (d *Directives) operandLine() (text []byte, place *sectionLine) {
	rest := d.in.Text[d.in.At:]
	n := bytes.IndexByte(rest, '\n')
	if n < 4 || n > 80 {
		return nil, nil
	}
	if d.sections.lines == nil {
		d.sections.lines = new(sectionLines)
	}
	hash := 5*n + int(rest[3]) + 3*int(rest[n/2]) + 7*int(rest[n-4]) + 11*int(rest[n-1])
	return rest[:n], &d.sections.lines[hash%len(d.sections.lines)]
}

// sameSection carries out a line that is remembered.
func (d *Directives) sameSection(push int) bool {
	text, l := d.operandLine()
	if l == nil || l.push != push || !bytes.Equal(l.text, text) {
		return false
	}
	d.in.At += len(text)
	d.enterSection(l.part, push)
	return true
}

// rememberSection keeps the line whose operands began at start: it asked for r and led back
// to a section, the current one now. What depends on the place where the line
// stands, or on a symbol, is not for it.
func (d *Directives) rememberSection(start, push int, r *request) {
	in := d.in
	if r.sameGroup || r.numbered || r.Group|r.Link != 0 || r.Unique|r.EntSize != 0 || r.Flags&(obj.SHF_GNU_MBIND|obj.SHF_MERGE) != 0 || d.opt.SubstituteName {
		return
	}
	end := in.At
	in.At = start
	text, l := d.operandLine()
	in.At = end
	if l != nil && start+len(text) == end {
		*l = sectionLine{append(l.text[:0], text...), push, d.u.CurID}
	}
}

// forgetSections is called when a section has become another one.
func (d *Directives) forgetSections() { d.sections.lines = nil }
