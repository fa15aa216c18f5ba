package directives

import (
	"tas/diag"
	"tas/obj"
)

// The view of a row counts the rows at one address: zero for the first, one
// more for each that follows without code in between. Where an alignment or a
// jump stands between two rows it may turn out empty, so that the view is an
// expression, known when sizes are.

// nextView is the view of a row at a place, when the row before it has view.
func (d *Directives) nextView(view obj.Value, prev *lineRow, at obj.Loc, reset bool) obj.Value {
	if reset || prev.off != at.Off {
		return obj.Int(0)
	}
	if prev.frag != at.Frag {
		if d.jumpBetween(prev.frag, at) {
			return obj.Int(0)
		}
		// Nothing but alignments and the like in between: they may be empty.
		return d.sameView(view, obj.Loc{Part: at.Part, Frag: prev.frag, Off: prev.off}, at)
	}
	view.Add++
	return view
}

// jumpBetween reports whether one of the variable items between the one with a
// number and a place is a jump, which is never empty.
func (d *Directives) jumpBetween(from uint32, at obj.Loc) bool {
	frags := d.u.Part(at.Part).Frags
	for i := from; i < at.Frag; i++ {
		if k := frags[i].Kind; k == obj.FragJmp || k == obj.FragJcc {
			return !d.u.Loose
		}
	}
	return false
}

// finishViews defines the views of first rows of subsections: they follow the
// last row of the subsection before.
func (d *Directives) finishViews() {
	l := &d.lines
	for _, sec := range l.sections {
		var before *lineTail
		var beforePart obj.PartID
		for _, part := range d.u.Sections[sec].Parts {
			i := int(part - obj.FirstPart)
			if i >= len(l.tails) || l.tails[i].first == 0 {
				continue
			}
			tail := &l.tails[i]
			if tail.opening != 0 {
				view := obj.Int(0)
				if first := &l.rows[tail.first]; before != nil && first.off == 0 && first.flags()&rowViewReset == 0 {
					last := &l.rows[before.last]
					view = d.sameView(before.view, obj.Loc{Part: beforePart, Frag: last.frag, Off: last.off}, obj.Loc{Part: part, Frag: first.frag, Off: first.off})
				}
				d.defineView(tail.opening, view, d.u.Syms[tail.opening].Pos)
			}
			before, beforePart = tail, part
		}
	}
}

// sameView is view + 1 if a row at a place has the address of the row before
// it, which has view; else 0.
func (d *Directives) sameView(view obj.Value, before, at obj.Loc) obj.Value {
	u := d.u
	u.Unmeasured = true
	moved := u.Combine(obj.OpGt, obj.SymValue(u.Place(at, 0)), obj.SymValue(u.Place(before, 0)), 0)
	u.Unmeasured = false
	if moved.Kind == obj.ValueInt && moved.Add != 0 {
		return obj.Int(0)
	}
	next := u.Combine(obj.OpAdd, view, obj.Int(1), 0)
	if moved.Kind == obj.ValueInt {
		return next
	}
	return u.Combine(obj.OpMul, u.Unary(obj.OpLogNot, moved, 0), next, 0)
}

// defineView gives a view's symbol its value.
func (d *Directives) defineView(id obj.SymID, v obj.Value, pos diag.Pos) bool {
	u := d.u
	s := &u.Syms[id]
	if !d.freeView(id, pos) {
		return false
	}
	s.Pos = pos
	if v.Kind == obj.ValueInt {
		s.Part, s.Off = obj.PartAbs, uint64(v.Add)
		return true
	}
	u.Equate(id, v, pos)
	return true
}

// freeView makes sure that a view's symbol is nothing else already.
func (d *Directives) freeView(id obj.SymID, pos diag.Pos) bool {
	return d.u.Syms[id].Part == obj.PartNone || d.definedAgain(id, diag.At(pos))
}

// noRow takes note of the view, if any, of a .loc that makes no row: as has named
// its symbol. It returns false.
func (d *Directives) noRow(view obj.SymID, pos diag.Pos) bool {
	if view != 0 {
		d.u.Syms[view].Flags |= obj.SymUsed
		d.freeView(view, pos)
	}
	return false
}
