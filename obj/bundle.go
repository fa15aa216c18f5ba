package obj

// Bundles are blocks of code, of a power of two of bytes, across whose
// boundaries no instruction and no locked run of instructions may lie
// (.bundle_align_mode). An alignment before each, which gives up when it would
// take as many bytes as the run has, is all that needs: then the run ends in
// the bundle that it starts in, or starts at the next one. Jumps count as long.

// Bundles is the state of the directives.
type Bundles struct {
	Size uint64 // of a bundle in bytes; 0 = there are none

	start uint32 // the alignment before the run
	part  PartID
}

// StartBundle begins a run of instructions here.
func (u *Unit) StartBundle() {
	u.Bundles.part, u.Bundles.start = u.CurID, uint32(len(u.Cur.Frags))
	u.AddFrag(Frag{Kind: FragAlign, Fill: 0x90, Arg: 1})
}

// InBundle reports whether the current part is the one in which the run began.
func (u *Unit) InBundle() bool { return u.Bundles.part == u.CurID }

// BundleBytes is the length that the run has, or may get.
func (u *Unit) BundleBytes() uint64 {
	p := u.Part(u.Bundles.part)
	run := p.Frags[u.Bundles.start:]
	n := uint64(len(p.Data)) - uint64(run[0].Off)
	for _, f := range run[1:] {
		switch f.Kind {
		case FragJmp:
			n += 5
		case FragJcc:
			n += 6
		}
	}
	return n
}

// EndBundle ends the run.
func (u *Unit) EndBundle() {
	p := u.Part(u.Bundles.part)
	s := &u.Sections[p.Section]
	s.Align = max(s.Align, u.Bundles.Size)
	if n := u.BundleBytes(); n > 1 {
		f := &p.Frags[u.Bundles.start]
		f.Arg, f.Max = int64(u.Bundles.Size), uint32(n-1)
	}
}
