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

// blockSize is the number of items of a block; the last one of a part may have
// fewer.
const blockSize = 16

// block is what relaxation knows of some items and of the places before each.
type block struct {
	first, last int32 // the blocks between which its short jumps go
	seen        int32 // the last pass that looked at the items; 0: the next one must
	uneven      int32 // the last pass that changed the size of one
	unit        int64 // the greatest alignment
	spared      int64 // the least growth that spares its jumps; 0: none needs that
}

// still reports whether nothing changes in block b in this pass.
func (r *relaxer) still(b int) bool {
	x := &r.blocks[b]
	if x.seen == 0 || r.stretch < x.spared || r.stretch&(x.unit-1) != 0 {
		return false
	}
	for k := x.first; k <= x.last; k++ {
		if r.blocks[k].uneven >= x.seen {
			return false
		}
	}
	return true
}

// look begins to look at the items of block b.
func (r *relaxer) look(b int) {
	r.block = &r.blocks[b]
	*r.block = block{first: int32(b), last: int32(b), seen: r.count, uneven: r.block.uneven, unit: 1}
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
	b := int32(r.firstBlock + to/blockSize)
	r.block.first, r.block.last = min(r.block.first, b), max(r.block.last, b)
}

// clearBlocks forgets what is known of the section at work.
func (r *relaxer) clearBlocks() {
	n := 0
	for _, id := range r.u.Sections[r.sec].Parts {
		n += len(r.u.Part(id).Frags)/blockSize + 1
	}
	r.count = 0
	if n > cap(r.blocks) {
		r.blocks = make([]block, n)
	}
	r.blocks = r.blocks[:n]
	clear(r.blocks)
}
