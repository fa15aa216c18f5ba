package obj

import (
	"math"
	"slices"

	"tas/diag"
)

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

	swing swing // of leb128s over alignments
	round int   // over all sections
	again bool  // there must be another one

	items []item // of the section, see item.go

	// What is at work: the items of a part, or those of a run that may change,
	// and what to add to their offsets.
	list  []item
	shift []int64
	which []int32 // of a run: the number of each item in the part

	// The blocks of the section, see still.go.
	blocks     []block
	block      *block // the one at work
	all        block  // what holds for all just visited
	firstBlock int    // of the part
	count      int32  // of the passes

	// Its runs, see runs.go.
	apart  bool // it may be taken in runs
	runs   []int32
	growth []int64
	ahead  []ahead // of the passes from each on, and one more
	live   live    // see live.go
}

// maxPasses bounds the passes over one section. GNU as needs three or four for
// real input; sizes that swing for ever are an error.
const maxPasses = 1000

// Relax fixes the sizes of all fragments, and with them all addresses.
func Relax(u *Unit) {
	r := relaxer{u: u, eval: evaluator{u: u, quiet: true}}
	for i := range u.Parts {
		p := &u.Parts[i]
		p.shift = reuse[int64](u.spare, p.Items()+1, p.Items()+1)
		p.Addr = 0
	}
	for id := 1; id < len(u.Sections); id++ {
		u.padMerged(&u.Sections[id])
	}
	for _, id := range u.listExpressions() {
		if u.placeAlias(id) {
			u.aliases = append(u.aliases, id)
		}
	}
	if u.BranchBoundary != 0 {
		for i := range u.Parts {
			groupPadding(u.Parts[i].Frags)
		}
	}
	final := make([]bool, len(u.Sections))
	r.eval.final = final
	aside, late := u.aside(), false
	settled := true
	first := func(id SectionID) {
		if !final[id] {
			r.relaxSection(id, true)
			final[id] = !r.relaxable(id)
			settled = settled && final[id]
		}
	}
	for id := SectionID(1); int(id) < len(u.Sections); id++ {
		if !slices.Contains(aside, id) {
			final[id] = r.layOnce(id)
			first(id)
		}
	}
	if len(aside) != 0 {
		if r.settleNumbers() {
			late = settled
			u.layAside(aside, final, late)
		} else {
			for _, id := range aside {
				final[id] = r.layOnce(id)
			}
		}
		for _, id := range aside {
			first(id)
		}
	}
	for r.round = 1; !settled && r.round < maxPasses; r.round++ {
		settled = true
		for id := SectionID(1); int(id) < len(u.Sections); id++ {
			if final[id] {
				continue
			}
			before := u.placement(id)
			r.relaxSection(id, false)
			if r.again || u.placement(id) != before {
				settled = false
			}
		}
	}
	if !late {
		u.WriteLate()
	}
}

// padMerged ends a section of mergeable items with a whole item.
func (u *Unit) padMerged(s *Section) {
	n := s.EntSize
	if s.Flags&SHF_MERGE == 0 || n < 2 || n&(n-1) != 0 {
		return
	}
	p := u.Part(s.Parts[len(s.Parts)-1])
	p.Mix()
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
			case FragOrg, FragFill, FragNops, FragULEB, FragSLEB, FragAdvance, FragPad:
				if p.Frags[i].Flags&FragFixed == 0 {
					return true
				}
			}
		}
	}
	return false
}

// layOnce lays a section out in one go when nothing in it depends on its own
// layout, nor on a section that is not final: a debug section with the lengths
// of pieces of code. Its leb128 items become numbers. That halves the time for
// SQLite with -g: such sections are visited four times otherwise.
func (r *relaxer) layOnce(id SectionID) bool {
	s := &r.u.Sections[id]
	r.sec, r.eval.shifting = id, false
	if r.layLebs(id) {
		return true
	}
	for _, part := range s.Parts {
		r.u.Part(part).Mix()
	}
	at := int64(0)
	for _, part := range s.Parts {
		p := r.u.Part(part)
		p.Addr = uint64(at)
		off := int64(0)
		for i := range p.Frags {
			f := &p.Frags[i]
			p.shift[i] = at - off
			at += int64(f.Off) - off
			off = int64(f.Off)
			switch f.Kind {
			case FragULEB, FragSLEB, FragAdvance:
				n, ok := r.eval.offset(f.Value)
				if r.eval.shifting {
					return false
				}
				if ok && !r.u.Loose {
					f.Value = Int(n)
				}
				f.Size = lebSize(f.Kind, n)
			case FragAlign, FragFill, FragNops:
				f.Size = r.initial(f, at)
				if f.Kind != FragAlign && f.Flags&FragFixed == 0 {
					return false
				}
			default:
				return false
			}
			at += int64(f.Size)
		}
		p.shift[len(p.Frags)] = at - off
		at += int64(len(p.Data)) - off
	}
	s.Size = uint64(at)
	return true
}

// relaxSection lays a section out from scratch (jumps keep their sizes) and
// lets it grow until it is stable.
func (r *relaxer) relaxSection(id SectionID, first bool) {
	r.sec, r.swing, r.again = id, swing{}, false
	n := 0
	for _, part := range r.u.Sections[id].Parts {
		n += blocksOf(len(r.u.Part(part).shift))
	}
	r.clearBlocks(n)
	r.layout(first)
	for pass := 0; r.pass(); pass++ {
		if size := r.u.Sections[id].Size; pass > maxPasses || size > maxSpan {
			r.giveUp()
			break
		}
		if pass == 0 && r.apart {
			r.relaxRuns()
			break
		}
	}
}

// placement is a digest of the addresses of all items of a section.
func (u *Unit) placement(id SectionID) uint64 {
	sum := u.Sections[id].Size
	for _, part := range u.Sections[id].Parts {
		for _, by := range u.Part(part).shift {
			sum = sum*0x9e3779b97f4a7c15 + uint64(by)
		}
	}
	return sum
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
			if f.Kind == FragJmp || f.Kind == FragJcc {
				f.State, f.Size = 1, jumpLong(f) // it reaches, whatever the layout
			}
		}
	}
	r.u.Diags.Errorf(diag.At(at), "section %s finds no stable layout: its size depends on counts that depend on its size", s.Name)
	r.layout(false)
}

// layout gives every item its initial size and every place its address.
func (r *relaxer) layout(first bool) {
	s := &r.u.Sections[r.sec]
	r.makeItems()
	at := int64(0)
	for _, id := range s.Parts {
		p := r.u.Part(id)
		r.part = id
		p.Addr = uint64(at)
		off := int64(0)
		for i := range p.Frags {
			f := &p.Frags[i]
			p.shift[i] = at - off
			at += int64(f.Off) - off
			off = int64(f.Off)
			if first || !f.keeps() {
				f.Size = r.initial(f, at)
			}
			r.addItem(f)
			at += int64(f.Size)
		}
		r.items = append(r.items, item{kind: itemFixed})
		p.shift[len(p.Frags)] = at - off
		at += int64(len(p.Data)) - off
	}
	s.Size = uint64(at)
	r.apart = r.apart && s.Size < maxObject
}

// keeps reports whether the item begins a new round with the size that it had
// at the end of the last.
func (f *Frag) keeps() bool {
	switch f.Kind {
	case FragJmp, FragJcc, FragPrefix, FragPad:
		return true
	}
	return false
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
		return alignSize(f, at) + uint64(f.State)*uint64(f.Arg) // see swing.go
	case FragFill:
		if f.Flags&FragFixed != 0 {
			return f.Size
		}
		// A count written as a number is known from the start. One that was a
		// difference of labels ahead begins at zero and grows in the passes,
		// even if nothing between the labels can change.
		if f.Value.Kind == ValueInt && f.Value.Add >= 0 {
			f.Flags |= FragFixed
			return uint64(f.Value.Add) * fillWidth(f)
		}
	case FragULEB, FragSLEB:
		return 1
	case FragAdvance:
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
	n, _ := r.eval.offset(f.Value)
	return lebSize(f.Kind, n)
}

func lebSize(kind FragKind, n int64) uint64 {
	switch kind {
	case FragULEB:
		return uint64(SizeULEB(uint64(n)))
	case FragAdvance:
		_, operand := ShortAdvance(n)
		return uint64(operand)
	}
	return uint64(SizeSLEB(n))
}

// value is what an expression is worth at this moment; zero when it is not a
// number, which is reported when the bytes are written.
func (r *relaxer) value(v *Value) int64 {
	n, _ := r.eval.number(*v)
	return n
}

// pass visits every item of the section once and reports whether any changed.
func (r *relaxer) pass() bool {
	s := &r.u.Sections[r.sec]
	r.stretch, r.firstBlock, r.which = 0, 0, nil
	r.count++
	firstItem := 0
	changed := false
	for k, id := range s.Parts {
		p := r.u.Part(id)
		r.part, r.partAt = id, k
		p.Addr += uint64(r.stretch)
		r.list, r.shift = r.items[firstItem:][:len(p.shift)], p.shift
		changed = r.visitBlocks(p) || changed
		firstItem += len(p.shift)
		r.firstBlock += blocksOf(len(p.shift))
	}
	s.Size += uint64(r.stretch)
	r.swing.passed(r.stretch)
	return changed
}

// resize is the size that item f, which begins at address at, needs now.
func (r *relaxer) resize(f *Frag, at int64) uint64 {
	switch f.Kind {
	case FragJmp, FragJcc:
		if f.State == 0 && !r.reaches(f, at) {
			f.State = 1
			return jumpLong(f)
		}
	case FragAlign:
		r.block.unit = max(r.block.unit, f.Arg)
		return alignSize(f, at) + uint64(f.State)*uint64(f.Arg)
	case FragOrg:
		r.lookAgain()
		return r.orgSize(f, at)
	case FragFill, FragNops:
		if f.Flags&FragFixed == 0 {
			r.lookAgain()
			return r.fillSize(f)
		}
	case FragPad:
		r.lookAgain()
		return uint64(r.u.branchPadding(r.u.Part(r.part).Frags, r.frag, at))
	case FragPrefix:
		r.lookAgain()
		if f.Flags&FragFirst != 0 {
			r.u.sharePrefixes(r.u.Part(r.part).Frags, r.frag, at)
		}
		return uint64(f.Arg)
	case FragULEB, FragSLEB, FragAdvance:
		r.lookAgain()
		return r.sizeOf(f)
	}
	return f.Size
}

// early reports whether GNU as lets a count be negative, or an .org go backwards,
// in this round: what they measure may not have an address yet. There is another
// round then.
func (r *relaxer) early() bool {
	if r.round < 2 {
		r.again = true
	}
	return r.round < 2
}

// fillSize is the size of a .fill or .skip whose count depends on addresses. One
// that is negative adds nothing to the size that it has.
func (r *relaxer) fillSize(f *Frag) uint64 {
	if f.State == fillNegative {
		return f.Size
	}
	n := r.value(&f.Value)
	if n < 0 {
		if !r.early() {
			f.State = fillNegative
			r.u.Diags.Warnf(diag.At(f.Pos), "the count is negative (%d) and was ignored", n)
		}
		return f.Size
	}
	return uint64(n) * fillWidth(f)
}

// States of fragments that are not jumps.
const (
	fillNegative = 1 // the count was negative
	orgBackwards = 1 // the target was behind
)

// reaches reports whether the short jump f at address at reaches its target.
func (r *relaxer) reaches(f *Frag, at int64) bool {
	s := &r.u.Syms[f.Value.Sym]
	if r.isAlias(f.Value.Sym) {
		return r.reachesAlias(f, at)
	}
	to := elsewhere
	if s.Part == r.part {
		to = int(s.Frag)
	} else if slices.Contains(r.u.Sections[r.sec].Parts[r.partAt+1:], s.Part) {
		to = farAhead
	}
	return r.within(r.u.Part(s.Part).shift[s.Frag]+int64(s.Off)+f.Value.Add, at, to)
}

// The item before a target that is in another part: one that is yet to be
// visited in this pass, or any other.
const (
	farAhead  = math.MaxInt32
	elsewhere = -1
)

// within reports whether a short jump at address at reaches target, where that
// is before this pass moves it; it stands behind item to.
func (r *relaxer) within(target, at int64, to int) bool {
	r.goes(to)
	if r.stretch == 0 || to <= r.frag {
		return short(target - at)
	}
	moved := short(target + r.stretch - at)
	if r.stretch < 0 {
		return moved
	}
	// Only if it matters, look for what takes up the growth. A target that seems
	// to lie behind is known to be ahead, but as compares without a sign: it
	// does not see that of one before the section.
	if stays := uint64(target) < uint64(at) || short(target-at); stays != moved && r.alignedBefore(to) {
		if beyond := target + r.stretch - at - shortReach; beyond > 0 {
			r.spare(beyond)
		} else {
			r.lookAgain() // too far back: `1f-150`
		}
		return stays
	}
	return moved
}

// How far ahead and back a short jump, of two bytes, goes.
const (
	shortReach = 2 + 127
	farBack    = 128 - 2
)

// short reports whether a short jump goes so far.
func short(distance int64) bool { return distance >= -farBack && distance <= shortReach }

// alignedBefore reports whether an item that can absorb growth lies between here
// and item to, ahead. GNU as ends every subsection with an alignment, if only to
// one byte.
func (r *relaxer) alignedBefore(to int) bool {
	if to == farAhead {
		return true
	}
	for i := r.frag + 1; i < to; i++ {
		switch r.list[i].kind {
		case itemAlign:
			return true
		case itemOther: // and so those at work are all of a part
			if kind := r.u.Part(r.part).Frags[i].Kind; kind == FragAlign || kind == FragOrg {
				return true
			}
		}
	}
	return false
}
