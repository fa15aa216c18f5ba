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

// makeItems begins the list of the items of the section at work. The end of each
// part is one, too, so that items and shifts go together.
func (r *relaxer) makeItems() {
	s := &r.u.Sections[r.sec]
	n := len(s.Parts)
	for _, id := range s.Parts {
		n += len(r.u.Part(id).Frags)
	}
	if n > cap(r.items) {
		r.items = make([]item, 0, n)
	}
	r.items, r.apart = r.items[:0], len(s.Parts) == 1
}

// addItem adds the item of f, of the part at work.
func (r *relaxer) addItem(f *Frag) {
	it := item{off: f.Off, size: uint32(f.Size)}
	switch f.Kind {
	case FragJmp, FragJcc:
		if f.State != 0 {
			it.kind = itemFixed
		} else if s := &r.u.Syms[f.Value.Sym]; s.Part == r.part {
			it.kind, it.to, it.add = itemJump, int32(s.Frag), int64(s.Off)+f.Value.Add
		}
	case FragFill, FragNops:
		if f.Flags&FragFixed != 0 {
			it.kind = itemFixed
		}
	case FragAlign:
		if f.Arg <= 1 {
			it.kind = itemFixed
		} else if f.State == 0 && f.Arg < 1<<31 && f.Max < 1<<31 {
			it.kind, it.to, it.add = itemAlign, int32(f.Max), f.Arg
		}
	}
	r.apart = r.apart && it.kind != itemOther
	r.items = append(r.items, it)
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
		if r.swinging && it.kind == itemAlign {
			it.kind = itemOther
		}
		size := uint64(0)
		switch it.kind {
		case itemFixed:
			continue
		case itemJump:
			if r.frag = i; r.within(shift[it.to]+it.add, at, int(it.to)) {
				continue
			}
			it.kind = itemFixed
			f := &p.Frags[i]
			f.State = 1
			size = jumpLong(f)
		case itemAlign:
			r.block.unit = max(r.block.unit, it.add)
			n := -at & (it.add - 1)
			if it.to != 0 && n > int64(it.to) {
				n = 0
			}
			if n == int64(it.size) {
				continue
			}
			size = uint64(n)
		default:
			r.frag = i
			if size = r.resize(&p.Frags[i], at); size == p.Frags[i].Size {
				continue
			}
		}
		r.stretch += int64(size - p.Frags[i].Size)
		p.Frags[i].Size, it.size = size, uint32(size)
		changed = true
	}
	return changed
}
