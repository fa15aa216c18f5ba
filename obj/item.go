package obj

// What a pass of relaxation needs to know of most fragments fits into a third of
// the room of a Frag, and takes no look at symbols. On SQLite at -O2 that halves
// the time of Relax.

// item is a fragment as visit sees it.
type item struct {
	kind itemKind
	off  uint32 // Frag.Off
	size uint32 // Frag.Size, unless itemOther
	to   int32  // itemJump: the item before its target; itemAlign: Frag.Max
	add  int64  // itemJump: the target's address less the shift at to; itemAlign: Frag.Arg
}

type itemKind uint8

const (
	itemOther itemKind = iota // see the Frag
	itemFixed                 // keeps its size
	itemJump                  // a short jump within the part
	itemAlign                 // an alignment that takes no more than it must
)

// listItems makes the items of the section at work.
func (r *relaxer) listItems() {
	n := 0
	for _, id := range r.u.Sections[r.sec].Parts {
		n += len(r.u.Part(id).Frags)
	}
	if n > cap(r.items) {
		r.items = Make[item](0, n)
	}
	r.items = r.items[:0]
	for _, id := range r.u.Sections[r.sec].Parts {
		p := r.u.Part(id)
		r.part = id
		for i := range p.Frags {
			r.items = append(r.items, r.item(&p.Frags[i]))
		}
	}
}

// item makes the item of f, of the part at work.
func (r *relaxer) item(f *Frag) item {
	it := item{off: f.Off, size: uint32(f.Size)}
	switch f.Kind {
	case FragJmp, FragJcc:
		if f.State != 0 {
			it.kind = itemFixed
		} else if s := &r.u.Syms[f.Value.Sym]; s.Part == r.part {
			it.kind, it.to, it.add = itemJump, int32(s.Frag), int64(s.Off)+f.Value.Add
		}
	case FragAlign:
		if f.State == 0 && f.Arg > 1 && f.Arg < 1<<31 && f.Max < 1<<31 {
			it.kind, it.to, it.add = itemAlign, int32(f.Max), f.Arg
		}
	}
	return it
}

// visit gives items of a part the sizes that they need now and reports whether
// any changed.
func (r *relaxer) visit(p *Part, from, to int) bool {
	changed := false
	items, shift := r.items[r.firstItem:], p.shift
	for i := from; i < to; i++ {
		shift[i] += r.stretch
		it := &items[i]
		at := shift[i] + int64(it.off)
		switch it.kind {
		case itemFixed:
			continue
		case itemJump:
			if r.frag = i; r.within(shift[it.to]+it.add, at, int(it.to)) {
				continue
			}
			it.kind = itemFixed
		case itemAlign:
			size := -at & (it.add - 1)
			if it.to != 0 && size > int64(it.to) {
				size = 0
			}
			if r.swinging {
				it.kind = itemOther
				break
			}
			r.block.unit = max(r.block.unit, it.add)
			if size == int64(it.size) {
				continue
			}
		}
		// It changes, or is one of the rare ones.
		f := &p.Frags[i]
		r.frag = i
		size := r.resize(f, at)
		if size != f.Size {
			r.stretch += int64(size - f.Size)
			f.Size, it.size = size, uint32(size)
			changed = true
		}
	}
	return changed
}
