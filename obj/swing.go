package obj

// A leb128 of a distance over an alignment can swing between two sizes for ever:
// longer, it makes the padding shorter, and so its own value smaller. GNU as ends
// that by one unit more of an alignment. It takes for swinging what goes on for
// some passes in which leb128s change, paddings take all of that up again, and
// nothing else changes; then the next padding to become smaller gets the unit,
// for good.

// swing is what is known of that in a round of relaxation.
type swing struct {
	changes int // leb128s that changed, and paddings that took that up, since anything else
	passes  int // in which nothing else changed
}

// swingPasses is the number of such passes that GNU as takes for swinging. A chain
// of leb128s, each of which counts the next one, takes as many. Then each round
// adds a unit, and GNU as hangs; from round patience on, we wait twice as long in
// each.
const (
	swingPasses = 2
	patience    = 8
)

// stops reports whether alignment f, which now needs size bytes without what it
// got for this before, is the one that gets a unit more.
func (s *swing) stops(f *Frag, size uint64, round int) bool {
	return f.Kind == FragAlign && size < f.Size && s.changes&1 != 0 && f.State < 255 &&
		s.passes >= swingPasses<<max(0, round-patience)
}

// changed takes note of an item that changed, so that the growth of the pass is
// stretch now.
func (s *swing) changed(kind FragKind, stretch int64) {
	switch {
	case kind == FragULEB || kind == FragSLEB:
		s.changes++
	case s.changes == 0:
	case kind == FragAlign && s.changes&1 != 0 && stretch == 0:
		s.changes++
	default:
		*s = swing{}
	}
}

// passed takes note of the end of a pass.
func (s *swing) passed(stretch int64) {
	if stretch == 0 && s.changes != 0 && s.changes&1 == 0 {
		s.passes++
	} else {
		*s = swing{}
	}
}
