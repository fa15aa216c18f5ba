package directives

import (
	"slices"

	"tas/obj"
)

// Joining what the directives of two pieces of a source recorded, when the
// source was cut and the pieces were read in parallel (see obj/merge.go).

// Piece says that these directives read a piece of a source that was cut; first
// is the piece that the source begins with. What cannot be decided without the
// rest of the source is an error then, upon which the source is read serially.
func (d *Directives) Piece(first bool) {
	d.cut = true
	d.later = !first
	d.lines.own = d.later // a .file does not take rows back
}

// Append adds what e recorded, in the piece behind, to d. m translates from
// e's unit, which has been appended already. It reports false when the pieces
// do not go together.
func (d *Directives) Append(e *Directives, m *obj.Remap) bool {
	d.notes.ident = d.notes.ident || e.notes.ident
	d.remarks = append(d.remarks, e.remarks...)
	for _, id := range e.symbols.weakrefs {
		d.symbols.weakrefs = append(d.symbols.weakrefs, m.Sym(id))
	}
	for _, v := range e.symbols.versioned {
		v.id = m.Sym(v.id)
		if slices.ContainsFunc(d.symbols.versioned, func(w versioned) bool { return w.id == v.id }) {
			return false // whether the two agree is for a serial reading to say
		}
		d.symbols.versioned = append(d.symbols.versioned, v)
	}
	return len(e.notes.attributes) == 0 && d.settleAliases(e.symbols.late, m) && d.cfi.append(&e.cfi, m) && d.appendLines(e, m)
}

func (c *cfiState) append(e *cfiState, m *obj.Remap) bool {
	if len(c.open) != 0 || c.gathered&^cfiEHFrame != 0 {
		return false
	}
	if len(e.frames) == 0 {
		return true
	}
	if len(c.ops) == 0 {
		c.ops = append(c.ops, cfiOp{})
	}
	ops, values, frames := uint32(len(c.ops)-1), int64(len(c.values)), uint32(len(c.frames))
	for _, f := range e.frames {
		part := obj.Loc{Part: f.start.Part}
		for i := f.first; i != 0; i = e.ops[i].next {
			op := &e.ops[i]
			switch op.kind {
			case cfiAdvance:
				at := part
				at.Frag, at.Off = uint32(op.arg>>32), uint32(op.arg)
				m.Loc(&at)
				op.arg = int64(at.Frag)<<32 | int64(at.Off)
			case cfiEscape, cfiEncodedAddr:
				op.arg += values
			case cfiLabel:
				op.arg = int64(m.Sym(obj.SymID(op.arg)))
			}
		}
		m.Loc(&f.start)
		m.Loc(&f.end)
		m.Value(&f.personality)
		m.Value(&f.lsda)
		if f.first != 0 {
			f.first += ops
			f.last += ops
		}
		c.frames = append(obj.Grow(c.frames), f)
	}
	for _, op := range e.ops[1:] {
		if op.next != 0 {
			op.next += ops
		}
		c.ops = append(obj.Grow(c.ops), op)
	}
	for _, v := range e.values {
		m.Value(&v)
		c.values = append(c.values, v)
	}
	for _, o := range e.open {
		o.frame += frames
		m.Loc(&o.last)
		c.open = append(c.open, o)
	}
	c.chosen, c.given, c.gathered = e.chosen, c.given || e.given, c.gathered|e.gathered
	return true
}

// appendLines joins the rows of the line table. The first row of a part in the
// piece behind follows the last one that d has there.
func (d *Directives) appendLines(e *Directives, m *obj.Remap) bool {
	l, k := &d.lines, &e.lines
	if l.pending || l.now.isa != 0 || !d.appendFiles(k) {
		return false
	}
	if !k.located {
		return true
	}
	for _, list := range []*[]lineRow{&l.rows, &k.rows} {
		if len(*list) == 0 {
			*list = append(*list, lineRow{})
		}
	}
	// is_stmt holds until it is said again.
	if l.now.flags&rowNotStmt != 0 {
		end := k.stmtFrom
		if end == 0 {
			end = uint32(len(k.rows))
			k.now.flags |= rowNotStmt
		}
		for i := uint32(1); i < end; i++ {
			k.rows[i].what |= uint32(rowNotStmt) << fileBits
		}
	}
	base := uint32(len(l.rows) - 1)
	for i := range k.tails {
		t := &k.tails[i]
		if t.first == 0 {
			continue
		}
		part := obj.FirstPart + obj.PartID(i)
		for n := t.first; n != 0; n = k.rows[n].next {
			at := obj.Loc{Part: part, Frag: k.rows[n].frag, Off: k.rows[n].off}
			m.Loc(&at)
			k.rows[n].frag, k.rows[n].off = at.Frag, at.Off
		}
	}
	for _, sec := range k.sections {
		to := d.u.Part(m.Part(e.u.Sections[sec].Parts[0])).Section
		if !slices.Contains(l.sections, to) {
			l.sections = append(l.sections, to)
		}
	}
	l.rows = append(l.rows, k.rows[1:]...)
	for i := base + 1; i < uint32(len(l.rows)); i++ {
		if l.rows[i].next != 0 {
			l.rows[i].next += base
		}
	}
	for i := range k.tails {
		if t := k.tails[i]; t.first != 0 && !d.joinRows(m.Part(obj.FirstPart+obj.PartID(i)), t, base, m) {
			return false
		}
	}
	for _, z := range k.zeros {
		m.Value(&z.view)
		l.zeros = append(l.zeros, z)
	}
	l.now, l.pending, l.located = k.now, k.pending, true
	return true
}

// joinRows continues the rows of a part with those that t leads to, whose
// numbers are base higher by now.
func (d *Directives) joinRows(part obj.PartID, t lineTail, base uint32, m *obj.Remap) bool {
	l, u := &d.lines, d.u
	m.Value(&t.view)
	t.first += base
	t.last += base
	if t.opening != 0 {
		t.opening = m.Sym(t.opening)
	}
	i := int(part - obj.FirstPart)
	for i >= len(l.tails) {
		l.tails = append(l.tails, lineTail{})
	}
	tail := &l.tails[i]
	if tail.first == 0 {
		*tail = t
		if t.opening != 0 && u.Part(part).Number == 0 {
			tail.opening = 0
			return d.defineView(t.opening, obj.Int(0), u.Syms[t.opening].Pos)
		}
		return true
	}
	first := &l.rows[t.first]
	prev := &l.rows[tail.last]
	prev.next = t.first
	view := d.nextView(tail.view, prev, obj.Loc{Part: part, Frag: first.frag, Off: first.off}, first.flags()&rowViewReset != 0)
	tail.last, tail.view = t.last, t.view
	if t.opening == 0 {
		return view.Kind == obj.ValueInt && view.Add == 0
	}
	return d.defineView(t.opening, view, u.Syms[t.opening].Pos)
}

// appendFiles joins the file tables. Files that the piece behind used without
// having named them must be known here.
func (d *Directives) appendFiles(k *lineState) bool {
	l := &d.lines
	for n, f := range k.files {
		if !f.used {
			continue
		}
		for n >= len(l.files) {
			l.files = append(l.files, lineFile{})
		}
		if n == 0 || l.files[n].used || int(f.dir) >= len(k.dirs) && f.dir != 0 {
			return false
		}
		if f.dir != 0 {
			f.dir = l.directory(k.dirs[f.dir])
		}
		l.files[n] = f
		l.own = true
	}
	for n, wanted := range k.strange {
		if wanted && (n >= len(l.files) || !l.files[n].used) {
			return false
		}
	}
	return !k.needs5 || d.dwarf() >= 5
}
