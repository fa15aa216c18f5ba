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
	itemFixed itemKind = iota // keeps its size
	itemJump                  // a short jump within the part
	itemOver                  // one that is known to go over an alignment ahead
	itemAlign                 // an alignment that takes no more than it must
	itemOther                 // see the Frag
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
		r.items = reuse[item](r.u.spare, 0, n)
		huge(r.items) // without spare memory it is a long list made anew
	}
	r.items, r.apart = r.items[:0], len(s.Parts) == 1
}

// addItem adds the item of f, of the part at work.
func (r *relaxer) addItem(f *Frag) {
	it := item{kind: itemOther, off: f.Off, size: uint32(f.Size)}
	switch f.Kind {
	case FragJmp, FragJcc:
		if f.State != 0 {
			it.kind = itemFixed
		} else if s := &r.u.Syms[f.Value.Sym]; s.Part == r.part && (s.Flags&SymAssigned == 0 || !r.isAlias(f.Value.Sym)) {
			it.kind, it.to, it.add = itemJump, int32(s.Frag), int64(s.Off)+f.Value.Add
		}
	case FragFill, FragNops:
		if f.Flags&FragFixed != 0 {
			it.kind = itemFixed
		}
	case FragAlign:
		if f.State == 0 && f.Arg < 1<<31 && f.Max < 1<<31 {
			it.kind, it.to, it.add = itemAlign, int32(f.Max), max(f.Arg, 1)
		}
	}
	r.apart = r.apart && it.kind != itemOther
	r.items = append(r.items, it)
}

// fragment is the fragment of an item at work.
func (r *relaxer) fragment(p *Part, item int) *Frag {
	if r.which != nil {
		item = int(r.which[item])
	}
	return &p.Frags[item]
}

// visit gives items, those of the block at work, the sizes that they need now and
// reports whether any changed.
func (r *relaxer) visit(p *Part, from, to int) bool {
	changed := false
	items, shift, all := r.list[from:to], r.shift[from:to], r.shift
	first, last, stretch := from, from, r.stretch // the items between which short jumps go
	for k := range items {
		it := &items[k]
		at := shift[k] + stretch
		shift[k] = at
		if it.kind == itemFixed {
			continue
		}
		at += int64(it.off)
		size := uint64(0)
		switch {
		case it.kind <= itemOver:
			// Most reach their target, and within would say so, too: one ahead moves as
			// far in this pass as the jump has. So it does of one that is too far, if
			// an alignment may take up the growth.
			target := all[it.to] + it.add
			away := target - at
			if int(it.to) > from+k {
				away += stretch
			}
			beyond := away - shortReach
			spared := it.kind == itemOver && beyond > 0 && beyond <= stretch
			if (spared || short(away)) && target >= 0 {
				if spared {
					r.spare(beyond)
				}
				first, last = min(first, int(it.to)), max(last, int(it.to))
				continue
			}
			if r.frag = from + k; r.within(target, at, int(it.to)) {
				continue
			}
			it.kind = itemFixed
			f := r.fragment(p, from+k)
			f.State = 1
			size = jumpLong(f)
		case it.kind == itemAlign:
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
			r.frag = from + k
			if size = r.resize(&p.Frags[from+k], at); size == p.Frags[from+k].Size {
				continue
			}
		}
		f := r.fragment(p, from+k)
		if r.swing.changes != 0 && r.swing.stops(f, size, r.round) {
			it.kind = itemOther
			f.State++
			size += uint64(f.Arg)
		}
		stretch += int64(size - f.Size)
		r.stretch = stretch
		f.Size, it.size = size, uint32(size)
		r.swing.changed(f.Kind, stretch)
		changed = true
	}
	r.goes(first)
	r.goes(last)
	return changed
}
