package obj

import "runtime"

// A long section is relaxed on two cores. What a pass does to the second half
// depends on the first only by the growth before it, when no jump goes from one
// half into the other; so while the first half is in its next pass, the second
// can be in this one. Each sees what it would see on one core. That takes Relax
// from 9 ms to 7 for SQLite at -O2.

// waveItems is the number of items from which on that pays.
const waveItems = 4096

// wave relaxes the section at work on two cores, behind a first pass, which makes
// all jumps to other functions long. It reports false, and has done nothing, when
// that is not possible or not worth it.
func (r *relaxer) wave() bool {
	if !r.lazy || r.u.Serial || len(r.items) < waveItems || runtime.GOMAXPROCS(0) < 2 {
		return false
	}
	cut := r.halves()
	if cut == 0 {
		return false
	}
	p := r.u.Part(r.u.Sections[r.sec].Parts[0])
	r.part, r.partAt = r.u.Sections[r.sec].Parts[0], 0
	r.firstItem, r.firstSpan = 0, 0
	r.clearBlocks()
	second := *r
	second.start, second.firstSpan = cut, spansOf(cut)
	growth := make(chan int64, maxPasses)
	go func() {
		for changed := true; changed; {
			r.count++
			r.stretch = 0
			changed = r.visitSpans(p, cut)
			growth <- r.stretch
		}
		close(growth)
	}()
	size := int64(0)
	for changed, open := true, true; changed || open; {
		second.count++
		second.stretch, open = <-growth // zero when the first half is done
		changed = second.visitSpans(p, len(p.shift))
		size += second.stretch
	}
	r.u.Sections[r.sec].Size += uint64(size)
	r.settleSpans(0, p.shift[:cut])
	r.settleSpans(second.firstSpan, p.shift[cut:])
	return true
}

// halves returns the item, near the middle, with which a second half can begin:
// no jump goes across. It is 0 when there is none.
func (r *relaxer) halves() int {
	middle, n := len(r.items)/2, len(r.items)
	backward := make([]int32, n-middle) // the least item to which a jump from here on goes
	least := int32(n)
	for i := n - 1; i >= middle; i-- {
		if it := &r.items[i]; it.kind == itemJump {
			least = min(least, it.to)
		}
		backward[i-middle] = least
	}
	most := int32(0)
	for i := range r.items {
		if i >= middle && int(most) < i && int(backward[i-middle]) >= i {
			return i
		}
		if it := &r.items[i]; it.kind == itemJump {
			most = max(most, it.to)
		}
	}
	return 0
}
