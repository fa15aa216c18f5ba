package obj

// Most passes of relaxation change little: a jump grows, and the padding before
// the next function takes that up, or else all that follows moves by the same
// distance. So items are taken in blocks, and a block in which nothing can
// change is moved without a look at its items. SQLite at -O2 needs 82 passes
// over its 48,000 items: that halves the time of Relax (85 ms to 40).
//
// Nothing in a block changes in a pass when
//   - it has jumps, alignments and items of fixed size only;
//   - it moves by a multiple of its alignments;
//   - its short jumps reached their targets when they were looked at last, and
//     since then all from here to there has moved by the same distances;
//   - those that did not reach them, and were spared because an alignment may
//     take up the growth so far, are spared by the growth of this pass, too.

// The same holds for blocks of blocks, spans. What a still span moves by is only
// noted down where nobody asks for addresses before the section is done.

// blockSize is the number of items of a block, spanSize that of a span; the last
// one of a part may have fewer.
const (
	blockSize  = 16
	spanBlocks = 16
	spanSize   = spanBlocks * blockSize
)

// block is what relaxation knows of some items and of the places before each:
// a block or a span.
type block struct {
	first, last int32 // the blocks, or spans, between which its short jumps go
	seen        int32 // the last pass that looked at the items, or found them still; 0: the next one must look
	uneven      int32 // the last pass that changed the size of one
	unit        int64 // the greatest alignment
	spared      int64 // the least growth that spares its jumps; 0: none needs that
	moved       int64 // of a span: what is still to be added to its shifts
}

// still reports whether nothing changes in block b in this pass; all are the
// blocks, or the spans.
func (r *relaxer) still(all []block, b int) bool {
	x := &all[b]
	if x.seen == 0 || r.stretch < x.spared || r.stretch&(x.unit-1) != 0 {
		return false
	}
	for k := x.first; k <= x.last; k++ {
		if all[k].uneven >= x.seen {
			return false
		}
	}
	x.seen = r.count
	return true
}

// visitSpans visits the items of a part, from r.start on, up to item end, and
// reports whether any changed.
func (r *relaxer) visitSpans(p *Part, end int) bool {
	changed := false
	for n, from := r.firstSpan, r.start; from < end; n, from = n+1, from+spanSize {
		to := min(from+spanSize, end)
		if !r.still(r.spans, n) {
			changed = r.span(n, p, from, to) || changed
		} else if r.lazy {
			r.spans[n].moved += r.stretch
		} else {
			move(p.shift[from:to], r.stretch)
		}
	}
	return changed
}

// span visits the items of span n, from item from of the part to item to, and
// reports whether any changed.
func (r *relaxer) span(n int, p *Part, from, to int) bool {
	x := &r.spans[n]
	x.settle(p.shift[from:to])
	*x = block{first: int32(n), last: int32(n), seen: r.count, uneven: x.uneven, unit: 1}
	for at := n * spanBlocks; from < to; at, from = at+1, from+blockSize {
		b := &r.blocks[at]
		end := min(from+blockSize, to)
		if r.still(r.blocks, at) {
			move(p.shift[from:end], r.stretch)
		} else {
			r.block = b
			*b = block{first: int32(at), last: int32(at), seen: r.count, uneven: b.uneven, unit: 1}
			if r.visit(p, from, end) {
				b.uneven, x.uneven = r.count, r.count
			}
		}
		x.first, x.last = min(x.first, b.first/spanBlocks), max(x.last, b.last/spanBlocks)
		x.seen, x.unit, x.spared = min(x.seen, b.seen), max(x.unit, b.unit), max(x.spared, b.spared)
	}
	return x.uneven == r.count
}

// settle brings all shifts of the section at work up to date.
func (r *relaxer) settle() {
	n := 0
	for _, id := range r.u.Sections[r.sec].Parts {
		shift := r.u.Part(id).shift
		r.settleSpans(n, shift)
		n += spansOf(len(shift))
	}
}

// settleSpans brings shifts up to date that begin with span n.
func (r *relaxer) settleSpans(n int, shift []int64) {
	for ; len(shift) > 0; n++ {
		k := min(spanSize, len(shift))
		r.spans[n].settle(shift[:k])
		shift = shift[k:]
	}
}

// settle adds to the shifts of span x what it has moved by.
func (x *block) settle(shift []int64) {
	if x.moved != 0 {
		move(shift, x.moved)
		x.moved = 0
	}
}

// move adds to shifts.
func move(shift []int64, by int64) {
	for ; len(shift) >= 4; shift = shift[4:] {
		shift[0] += by
		shift[1] += by
		shift[2] += by
		shift[3] += by
	}
	for i := range shift {
		shift[i] += by
	}
}

// spare says that a jump of the block at work, too short by that much, keeps
// its size as long as the growth of a pass is no less.
func (r *relaxer) spare(short int64) { r.block.spared = max(r.block.spared, short) }

// lookAgain says that the block at work cannot be still in the next pass.
func (r *relaxer) lookAgain() { r.block.seen = 0 }

// goes says that a jump of the block at work goes to the place behind item to.
func (r *relaxer) goes(to int) {
	if to == elsewhere || to == farAhead {
		r.lookAgain()
		return
	}
	b := int32(r.firstSpan*spanBlocks + (to-r.start)/blockSize)
	r.block.first, r.block.last = min(r.block.first, b), max(r.block.last, b)
}

// spansOf is the number of spans of n items.
func spansOf(n int) int { return (n + spanSize - 1) / spanSize }

// clearBlocks forgets what is known of the section at work.
func (r *relaxer) clearBlocks() {
	spans := 1 // one more when there are two halves, see wave.go
	for _, id := range r.u.Sections[r.sec].Parts {
		spans += spansOf(len(r.u.Part(id).shift))
	}
	r.count = 0
	r.blocks, r.spans = cleared(r.blocks, spans*spanBlocks), cleared(r.spans, spans)
}

// cleared returns a list of n empty blocks, list where that is long enough.
func cleared(list []block, n int) []block {
	if n > cap(list) {
		return make([]block, n)
	}
	list = list[:n]
	clear(list)
	return list
}
