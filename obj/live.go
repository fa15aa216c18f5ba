package obj

// Most items of a run can be told not to change, before it goes through its passes:
// jumps that the first one has made long, and those that reach whatever becomes of
// the items between. They are taken out, as if they were bytes. Of SQLite at -O2
// half the items stay.

// live is what stays of a run.
type live struct {
	items  []item
	shift  []int64
	which  []int32 // the number of each item in the part
	bounds []bound // of all items of the run
}

// bound is what is known of the items of a run before one of them.
type bound struct {
	most   int64 // bytes that they can have
	fixed  int64 // bytes of those taken out
	live   int32 // how many stay
	aligns int32 // alignments
}

// Sizes of a short jump, and of the longest.
const (
	shortJump = 2
	mostJump  = 6
)

// takeLive puts to work those of the items from from to to that may change, and an
// end.
func (r *relaxer) takeLive(p *Part, from, to int) {
	items, l := r.items[from:to], &r.live
	if n := len(items); n > cap(l.bounds) {
		*l = live{make([]item, 0, 2*n+1), make([]int64, 0, 2*n+1), make([]int32, 0, 2*n), make([]bound, 2*n)}
	}
	bounds := l.bounds[:len(items)]
	before := bound{}
	for i := range items {
		bounds[i] = before
		switch it := &items[i]; it.kind {
		case itemFixed:
			before.most += int64(it.size)
		case itemJump:
			before.most += mostJump
		case itemAlign:
			most := it.add - 1
			if it.to != 0 {
				most = min(most, int64(it.to))
			}
			before.most += most
			before.aligns++
		}
	}
	l.items, l.shift, l.which = l.items[:0], l.shift[:0], l.which[:0]
	fixed, shift := int64(0), p.shift[from:to]
	for i := range items {
		it, b := &items[i], &bounds[i]
		b.fixed, b.live = fixed, int32(len(l.items))
		if it.kind == itemFixed || it.kind == itemJump && it.staysShort(b, &bounds[int(it.to)-from]) {
			fixed += int64(it.size)
			continue
		}
		l.items, l.which = append(l.items, *it), append(l.which, int32(from+i))
		l.shift = append(l.shift, shift[i]-fixed)
	}
	for i := range l.items {
		it, b := &l.items[i], &bounds[int(l.which[i])-from]
		it.off += uint32(b.fixed)
		if it.kind == itemJump {
			target := &bounds[int(it.to)-from]
			if target.aligns > b.aligns {
				it.kind = itemOver
			}
			it.to, it.add = target.live, it.add+target.fixed
		}
	}
	last := len(items) - 1
	l.items, l.shift = append(l.items, item{}), append(l.shift, shift[last]+int64(items[last].size)-fixed)
	r.list, r.shift, r.which = l.items, l.shift, l.which
}

// staysShort reports whether a jump behind the items b reaches its target behind
// those of target, whatever their sizes.
func (it *item) staysShort(b, target *bound) bool {
	ahead, most := it.add-int64(it.off), target.most-b.most
	if most > 0 {
		return ahead >= 0 && ahead <= shortReach && ahead+most <= shortReach+mostJump-shortJump
	}
	return ahead <= 0 && ahead >= -farBack && ahead+most >= -farBack && it.add >= 0
}

// putBack says where the items from from to to are, after the passes.
func (r *relaxer) putBack(p *Part, from, to int) {
	shift := p.shift[from:to]
	for i := range shift {
		b := &r.live.bounds[i]
		shift[i] = r.shift[b.live] + b.fixed
	}
}
