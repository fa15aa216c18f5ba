package obj

import "tas/diag"

// Relaxation: how long is each variable item? Jumps start short and only ever
// grow; everything else is recomputed from the addresses as they are when it
// is visited. One pass walks the items of a section in order with the running
// total of growth (stretch); passes repeat until nothing grows.
//
// Several sets of sizes can be consistent, because padding absorbs growth. Ours
// is GNU as's: what an item sees of a label behind it in this very pass is the
// label's new place, and of a label still ahead the old one, moved by stretch
// only when no alignment lies between. testdata and TestRelaxAsGNU hold us to it.

// relaxer works on one section at a time.
type relaxer struct {
	u    *Unit
	eval evaluator

	sec     SectionID
	part    PartID
	partAt  int   // index in the section's Parts
	frag    int   // the item being visited
	stretch int64 // growth so far in this pass

	// due tells for each item of the section when to look at it again: when
	// so many bytes have moved. A short jump with room for 30 bytes more need
	// not be looked at before; that makes most passes a walk over this slice.
	due   []int64
	moved int64 // sum of all changes in size so far

	swinging bool // a leb128 before has a size that swings, see noteSwing

}

// maxPasses bounds the passes over one section. GNU as needs three or four for
// real input; sizes that swing for ever are an error.
const maxPasses = 1000

// Relax fixes the sizes of all fragments, and with them all addresses.
func Relax(u *Unit) {
	r := relaxer{u: u, eval: evaluator{u: u, quiet: true}}
	for i := range u.Parts {
		p := &u.Parts[i]
		p.shift = make([]int64, len(p.Frags)+1)
		p.Addr = 0
	}
	for id := 1; id < len(u.Sections); id++ {
		u.padMerged(&u.Sections[id])
	}
	for id := range u.Syms {
		u.placeAlias(SymID(id))
	}
	first, settled := true, false
	for round := 0; !settled && round < maxPasses; round++ {
		settled = true
		for id := 1; id < len(u.Sections); id++ {
			if !first && !r.relaxable(SectionID(id)) {
				continue
			}
			if r.relaxSection(SectionID(id), first) && !first {
				settled = false
			}
		}
		if first && r.anyInner() {
			settled = false
		}
		first = false
	}
	for id := 1; id < len(u.Sections); id++ {
		u.settle(SectionID(id))
	}
	u.WriteLate()
}

// placeAlias makes a symbol that equals a label plus a number a place of its
// own, so that jumps see where it is.
func (u *Unit) placeAlias(id SymID) {
	add, at := int64(0), id
	for hops := 0; u.Syms[at].Part == PartExpr && hops < len(u.Nodes); hops++ {
		n := &u.Nodes[u.Syms[at].Off]
		if n.Op != OpValue || n.L.Kind != ValueSym || n.L.Sub != 0 || n.L.Mod != ModNone {
			return
		}
		add += n.L.Add
		at = n.L.Sym
	}
	s, target := &u.Syms[id], u.Syms[at]
	if at == id || !target.InPart() {
		return
	}
	if add == 0 {
		u.alias(id, at)
		s = &u.Syms[id]
	}
	s.Part, s.Frag, s.Off = target.Part, target.Frag, target.Off+uint64(add)
}

// padMerged ends a section of mergeable items with a whole item.
func (u *Unit) padMerged(s *Section) {
	n := s.EntSize
	if s.Flags&SHF_MERGE == 0 || n < 2 || n&(n-1) != 0 {
		return
	}
	p := u.Part(s.Parts[len(s.Parts)-1])
	f := Frag{Kind: FragAlign, Off: uint32(len(p.Data)), Arg: int64(n)}
	if s.Flags&SHF_EXECINSTR != 0 {
		f.Flags = FragCode
	}
	p.Frags = append(p.Frags, f)
	p.shift = append(p.shift, 0)
}

// relaxable reports whether a section's sizes can depend on addresses at all.
func (r *relaxer) relaxable(id SectionID) bool {
	for _, part := range r.u.Sections[id].Parts {
		p := r.u.Part(part)
		for i := range p.Frags {
			switch p.Frags[i].Kind {
			case FragOrg, FragFill, FragNops, FragULEB, FragSLEB, FragCFA:
				if p.Frags[i].Flags&FragFixed == 0 {
					return true
				}
			}
		}
	}
	return false
}

func (r *relaxer) anyInner() bool {
	for id := 1; id < len(r.u.Sections); id++ {
		if r.relaxable(SectionID(id)) {
			return true
		}
	}
	return false
}

// relaxSection lays a section out from scratch (jumps keep their sizes) and
// lets it grow until it is stable. It reports whether it differs from before.
func (r *relaxer) relaxSection(id SectionID, first bool) bool {
	before := r.u.Sections[id].Size
	r.sec = id
	r.layout(first)
	r.firstDue()
	for pass := 0; r.pass(); pass++ {
		if size := r.u.Sections[id].Size; pass > maxPasses || size > maxSpan {
			r.giveUp()
			break
		}
	}
	return r.u.Sections[id].Size != before
}

// maxSpan is a section size that only a runaway count reaches.
const maxSpan = 1 << 48

// giveUp reports a section without a stable layout, and takes the items that
// make it so out of the game.
func (r *relaxer) giveUp() {
	s := &r.u.Sections[r.sec]
	at := diag.Pos(0)
	for _, id := range s.Parts {
		p := r.u.Part(id)
		for i := range p.Frags {
			f := &p.Frags[i]
			if f.Flags&FragFixed == 0 && (f.Kind == FragFill || f.Kind == FragNops) || f.Kind == FragOrg {
				f.Kind, f.Size, f.Flags = FragFill, 0, f.Flags|FragFixed
				at = f.Pos
			}
		}
	}
	r.u.Diags.Errorf(diag.At(at), "section %s finds no stable layout: its size depends on counts that depend on its size", s.Name)
	r.layout(false)
}

// layout gives every item its initial size and every place its address.
func (r *relaxer) layout(first bool) {
	s := &r.u.Sections[r.sec]
	at := int64(0)
	for _, id := range s.Parts {
		p := r.u.Part(id)
		p.Addr = uint64(at)
		off := int64(0)
		for i := range p.Frags {
			f := &p.Frags[i]
			p.shift[i] = at - off
			at += int64(f.Off) - off
			off = int64(f.Off)
			if first || f.Kind != FragJmp && f.Kind != FragJcc {
				f.Size = r.initial(f, at)
			}
			at += int64(f.Size)
		}
		p.shift[len(p.Frags)] = at - off
		at += int64(len(p.Data)) - off
	}
	s.Size = uint64(at)
}

// initial is the size that an item starts with when it begins at address at.
func (r *relaxer) initial(f *Frag, at int64) uint64 {
	switch f.Kind {
	case FragJmp, FragJcc:
		if f.Flags&FragLong != 0 || !r.u.shortable(f, r.sec) {
			f.State = 1
			return jumpLong(f)
		}
		f.State = 0
		return 2
	case FragAlign:
		f.State = 0
		return alignSize(f, at)
	case FragFill:
		if f.Flags&FragFixed != 0 || f.State == fillNegative {
			return f.Size
		}
		// A count written as a number is known from the start. One that was a
		// difference of labels ahead begins at zero and grows in the passes,
		// even if nothing between the labels can change.
		if f.Value.Kind == ValueInt && f.Value.Add >= 0 {
			f.Flags |= FragFixed
			return uint64(f.Value.Add) * fillWidth(f)
		}
	case FragNops:
		if f.Value.Kind == ValueInt {
			f.Flags |= FragFixed
			return uint64(max(f.Value.Add, 0))
		}
	case FragULEB, FragSLEB:
		f.State = 0
		return 1
	case FragCFA:
		return r.sizeOf(f)
	}
	return 0
}

// shortable reports whether a jump may be resolved here, and so start short:
// its target is a place in the same section that no other module replaces.
func (u *Unit) shortable(f *Frag, sec SectionID) bool {
	v := &f.Value
	if v.Kind != ValueSym || v.Sub != 0 || v.Sym == 0 || v.Mod != ModNone && v.Mod != ModPLT {
		return false
	}
	s := &u.Syms[v.Sym]
	if v.Mod == ModPLT && s.Flags&SymGlobal != 0 {
		return false
	}
	if u.Shared && s.Flags&SymGlobal != 0 && s.Vis == STV_DEFAULT {
		return false
	}
	return u.SectionOf(v.Sym) == sec && s.Flags&SymWeak == 0 && s.Type != STT_GNU_IFUNC
}

// jumpLong is the size of a jump in its long form.
func jumpLong(f *Frag) uint64 {
	n := uint64(5) // e9 rel32
	if f.Kind == FragJcc {
		n = 6 // 0f 8x rel32
	}
	if f.Flags&FragWord != 0 {
		n -= 2
	}
	return n
}

// fillWidth is the number of bytes of a fill pattern.
func fillWidth(f *Frag) uint64 {
	if f.Flags&FragFillBig != 0 {
		return uint64(f.Fill)
	}
	return 1
}

// alignSize is the padding that an alignment needs at address at.
func alignSize(f *Frag, at int64) uint64 {
	if f.Arg <= 1 {
		return 0
	}
	n := uint64(-at) & uint64(f.Arg-1)
	if f.Max != 0 && n > uint64(f.Max) {
		return 0
	}
	return n
}

// sizeOf is the size of an item whose contents are an encoded number.
func (r *relaxer) sizeOf(f *Frag) uint64 {
	n := r.value(&f.Value)
	switch f.Kind {
	case FragULEB:
		return uint64(SizeULEB(uint64(n)))
	case FragSLEB:
		return uint64(SizeSLEB(n))
	}
	return uint64(SizeAdvance(uint64(n)))
}

// value is what an expression is worth at this moment; zero when it is not a
// number, which is reported when the bytes are written.
func (r *relaxer) value(v *Value) int64 {
	if v.Kind == ValueInt {
		return v.Add
	}
	u := r.u
	if v.Sym != 0 && v.Sub != 0 {
		a, b := &u.Syms[v.Sym], &u.Syms[v.Sub]
		if a.Part >= FirstPart && b.Part >= FirstPart {
			p, q := &u.Parts[a.Part-FirstPart], &u.Parts[b.Part-FirstPart]
			if p.Section == q.Section {
				return p.shift[a.Frag] + int64(a.Off) - q.shift[b.Frag] - int64(b.Off) + v.Add
			}
		}
	}
	n, _ := r.eval.number(*v)
	return n
}

const (
	dueNever = 1<<63 - 1
	dueMoved = -1 // when its address has changed
)

// firstDue says when the items of the section are looked at first.
func (r *relaxer) firstDue() {
	r.due, r.moved = r.due[:0], 0
	for _, id := range r.u.Sections[r.sec].Parts {
		p := r.u.Part(id)
		for i := range p.Frags {
			at := int64(0)
			switch f := &p.Frags[i]; f.Kind {
			case FragAlign:
				at = dueMoved
			case FragJmp, FragJcc:
				if f.State != 0 {
					at = dueNever
				}
			case FragFill, FragNops:
				if f.Flags&FragFixed != 0 {
					at = dueNever
				}
			}
			r.due = append(r.due, at)
		}
	}
}

// pass visits the items of the section once and reports whether any changed.
func (r *relaxer) pass() bool {
	s := &r.u.Sections[r.sec]
	r.stretch, r.swinging = 0, false
	changed := false
	due := r.due
	for k, id := range s.Parts {
		p := r.u.Part(id)
		r.part, r.partAt = id, k
		p.Addr += uint64(r.stretch)
		frags, shift := p.Frags, p.shift
		for i := range frags {
			if r.stretch != 0 {
				shift[i] += r.stretch
			}
			if due[i] > r.moved || due[i] == dueMoved && r.stretch == 0 {
				continue
			}
			f := &frags[i]
			r.frag = i
			size := r.resize(f, shift[i]+int64(f.Off), &due[i])
			if size != f.Size {
				grown := int64(size - f.Size)
				r.stretch += grown
				r.moved += max(grown, -grown)
				f.Size = size
				changed = true
			}
		}
		shift[len(frags)] += r.stretch
		due = due[len(frags):]
	}
	s.Size += uint64(r.stretch)
	return changed
}

// resize is the size that item f, which begins at address at, needs now. It
// sets due for jumps.
func (r *relaxer) resize(f *Frag, at int64, due *int64) uint64 {
	switch f.Kind {
	case FragJmp, FragJcc:
		room, near := r.room(f, at)
		if room < 0 && !near {
			f.State = 1
			*due = dueNever
			return jumpLong(f)
		}
		*due = r.moved + max(room+1, 0)
	case FragAlign:
		return r.padding(f, at)
	case FragOrg:
		return r.orgSize(f, at)
	case FragFill, FragNops:
		if f.Flags&FragFixed == 0 {
			return r.fillSize(f)
		}
	case FragULEB, FragSLEB, FragCFA:
		size := r.sizeOf(f)
		if size != f.Size {
			r.noteSwing(f, size > f.Size)
		}
		return size
	}
	return f.Size
}

// A leb128 of a distance across an alignment can swing between two sizes for
// ever: longer, it makes the padding shorter, and so its own value smaller. The
// cure is GNU's: when that is seen, the alignment takes one whole unit more.

// maxSwings is how often a size may change its direction before that.
const maxSwings = 8

// noteSwing counts changes of direction in the State of a leb128: the low bit
// is the last direction.
func (r *relaxer) noteSwing(f *Frag, grows bool) {
	if grows == (f.State&1 != 0) {
		return
	}
	f.State ^= 1
	if f.State>>1 < maxSwings {
		f.State += 2
	}
	r.swinging = f.State>>1 == maxSwings
}

// padding is the size of an alignment, with what noteSwing asks for; its State
// counts the additional units.
func (r *relaxer) padding(f *Frag, at int64) uint64 {
	size := alignSize(f, at) + uint64(f.State)*uint64(f.Arg)
	if size < f.Size && r.swinging && f.State < 255 {
		r.swinging = false
		f.State++
		size += uint64(f.Arg)
	}
	return size
}

// fillSize is the size of a .fill or .skip whose count depends on addresses.
// One that is negative for a moment keeps the size it has then, as in GNU as.
func (r *relaxer) fillSize(f *Frag) uint64 {
	if f.State == fillNegative {
		return f.Size
	}
	n := r.value(&f.Value)
	if n < 0 {
		f.State = fillNegative
		r.u.Diags.Warnf(diag.At(f.Pos), "the count is negative (%d) and was ignored", n)
		return f.Size
	}
	return uint64(n) * fillWidth(f)
}

// States of fragments that are not jumps.
const (
	fillNegative = 1 // the count was negative
	orgBackwards = 1 // the target was behind
)

// orgSize is the gap up to the place that .org asks for. It may not be behind,
// even for a moment.
func (r *relaxer) orgSize(f *Frag, at int64) uint64 {
	target := r.orgTarget(&f.Value)
	if target < at {
		f.State = orgBackwards
		return 0
	}
	return uint64(target - at)
}

func (r *relaxer) orgTarget(v *Value) int64 {
	s, _ := r.eval.reduce(*v)
	if s.plus != 0 && r.u.SectionOf(s.plus) == r.sec {
		return s.add + r.u.symAddress(s.plus)
	}
	return s.add
}

// room is by how many bytes the distance from a short jump at address at to
// its target may change, negative when it does not reach it. near says that it
// does seem to reach it for now.
func (r *relaxer) room(f *Frag, at int64) (room int64, near bool) {
	s := &r.u.Syms[f.Value.Sym]
	q := &r.u.Parts[s.Part-FirstPart]
	disp := q.shift[s.Frag] + int64(s.Off) + f.Value.Add - (at + 2)
	if r.stretch == 0 || !r.ahead(s) {
		return min(127-disp, disp+128), false
	}
	// The target has its old address. It will move as the jump has, unless an
	// alignment between them absorbs that: then it is taken at its old address,
	// where it is nearer or even behind.
	moves := disp + r.stretch
	return min(127-moves, moves+128), r.stretch > 0 && disp <= 127 && r.alignedBetween(s)
}

// ahead reports whether a place of this section is yet to be visited in this
// pass.
func (r *relaxer) ahead(s *Symbol) bool {
	if s.Part == r.part {
		return int(s.Frag) > r.frag
	}
	parts := r.u.Sections[r.sec].Parts
	for _, id := range parts[r.partAt+1:] {
		if id == s.Part {
			return true
		}
	}
	return false
}

// alignedBetween reports whether an item that can absorb growth lies between
// here and a place ahead. GNU as ends every subsection with an alignment, if
// only to one byte.
func (r *relaxer) alignedBetween(s *Symbol) bool {
	if s.Part != r.part {
		return true
	}
	frags := r.u.Part(r.part).Frags
	for i := r.frag + 1; i < int(s.Frag); i++ {
		switch frags[i].Kind {
		case FragAlign, FragOrg:
			return true
		}
	}
	return false
}

// settle writes the final addresses into the section's parts and fragments.
func (u *Unit) settle(id SectionID) {
	for _, part := range u.Sections[id].Parts {
		p := u.Part(part)
		for i := range p.Frags {
			f := &p.Frags[i]
			f.Addr = uint64(p.shift[i] + int64(f.Off))
		}
	}
}
