package obj

// Most passes over a section change little: a jump grows, and the padding before
// the next function takes that up, or else all that follows moves by the same
// distance. So items are taken in blocks, and a block in which nothing can
// change is moved without a look at its items.
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
	seen        int32 // the last pass that looked at the items, or found them still; 0: the next one must look
	uneven      int32 // the last pass that changed the size of one
	unit        int64 // the greatest alignment
	spared      int64 // the least growth that spares its jumps; 0: none needs that
}

// still reports whether nothing changes in block b in this pass.
func (r *relaxer) still(b int) bool {
	x := &r.blocks[b]
	if x.seen == 0 || !x.keeps(r.stretch) {
		return false
	}
	for k := x.first; k <= x.last; k++ {
		if r.blocks[k].uneven >= x.seen {
			return false
		}
	}
	x.seen = r.count
	return true
}

// keeps reports whether all sizes stay when what stands before grows by so much.
func (x *block) keeps(growth int64) bool {
	return (x.spared == 0 || growth >= x.spared) && growth&(x.unit-1) == 0
}

// visitBlocks visits the items at work and reports whether any changed. What it
// leaves in r.all holds for all of their blocks.
func (r *relaxer) visitBlocks(p *Part) bool {
	all := block{seen: 1, unit: 1}
	for at, from := r.firstBlock, 0; from < len(r.list); at, from = at+1, from+blockSize {
		end := min(from+blockSize, len(r.list))
		b := &r.blocks[at]
		if r.still(at) {
			move(r.shift[from:end], r.stretch)
		} else {
			r.block = b
			*b = block{first: int32(at), last: int32(at), seen: r.count, uneven: b.uneven, unit: 1}
			if r.visit(p, from, end) {
				b.uneven, all.uneven = r.count, r.count
			}
		}
		all.seen, all.unit, all.spared = min(all.seen, b.seen), max(all.unit, b.unit), max(all.spared, b.spared)
	}
	r.all = all
	return all.uneven != 0
}

// move adds to shifts.
func move(shift []int64, by int64) {
	if by == 0 {
		return
	}
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
	b := int32(r.firstBlock + to/blockSize)
	r.block.first, r.block.last = min(r.block.first, b), max(r.block.last, b)
}

// blocksOf is the number of blocks of n items.
func blocksOf(n int) int { return (n + blockSize - 1) / blockSize }

// clearBlocks makes n blocks of which nothing is known.
func (r *relaxer) clearBlocks(n int) {
	r.count = 0
	if n > cap(r.blocks) {
		r.blocks = make([]block, 2*n)
	}
	r.blocks = r.blocks[:n]
	clear(r.blocks)
}
