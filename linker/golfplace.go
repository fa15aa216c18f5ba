package linker

import (
	"math/bits"
	"slices"
	"sort"
)

// Placement: which instructions go into which hole of the headers. Code is
// cut only between instructions; where control goes on across a cut stands a
// short jump of two bytes. The cheapest choice is found by dynamic
// programming over (next instruction, set of holes in use): the cost is the
// number of code bytes left for the tail. Data go into the holes that code
// leaves, and else behind it.

const linkSize = 2 // jmp rel8

// placement is where everything goes: offsets in the file.
type placement struct {
	m       *headerMap
	atoms   []uint32
	blobs   []uint32
	links   []jumpLink
	fill    []byteAt // single bytes: NOPs, bridges, a REX prefix
	end     uint64   // of what the file holds
	bss     uint64   // where it starts
	bssEnd  uint64
	index   map[*section][]int32 // golfer.index, for place
	targets map[*section]uint64  // of .bss
}

// jumpLink is a jump made where control would have gone on.
type jumpLink struct {
	at uint32
	to int32 // atom
}

type byteAt struct {
	at uint32
	b  byte
}

// region is a place for a run of instructions.
type region struct {
	hole
	skip  int // bytes at the start that are spoken for: a REX prefix
	entry bool
}

// place finds the best placement under a map, or nil when there is none.
func (g *golfer) place(m *headerMap) *placement {
	var best *placement
	try := func(regions []region, stub bool) {
		if g.effort <= 0 && best != nil || best != nil && g.leastEnd(m, regions) >= best.end {
			return
		}
		best = g.search(m, regions, stub, best)
	}
	for _, regions := range g.regionSets(m) {
		try(regions, false)
		if m.entry == entryTail {
			try(regions, true)
		}
	}
	return best
}

// regionSets returns the ways to look at the holes: as they are, with the
// bridge from byte 15 to byte 20, and with the largest cut in two.
func (g *golfer) regionSets(m *headerMap) [][]region {
	var plain []region
	for _, h := range m.holes() {
		plain = append(plain, region{hole: h})
	}
	if len(plain) > 6 {
		plain = plain[:6]
	}
	sets := [][]region{plain}
	if len(plain) > 1 && plain[0].at == 4 && plain[0].size == 12 && plain[1].at == 20 && plain[1].size >= 4 && g.flagsDead() {
		bridged := append([]region{{hole: hole{at: 4, size: 11, beyond: plain[1].size}}}, plain[2:]...)
		sets = append(sets, bridged)
	}
	if len(g.atoms) > searched {
		return g.entryRegions(m, sets)
	}
	for i, r := range plain {
		for cut := 2; cut <= r.size-2; cut++ {
			set := append([]region(nil), plain...)
			set[i].size, set[i].limited = cut, false
			rest := region{hole: hole{at: r.at + cut, size: r.size - cut, limited: r.limited}}
			set = append(set[:i+1], append([]region{rest}, set[i+1:]...)...)
			sets = append(sets, set)
		}
	}
	return g.entryRegions(m, sets)
}

// entryRegions marks the region in which the program must begin, when there
// is one. The magic number leaves a REX prefix before byte 4; if the first
// instruction would mind, another one, without effect, comes in between.
func (g *golfer) entryRegions(m *headerMap, sets [][]region) [][]region {
	if m.entry != entryByte4 {
		return sets
	}
	for _, set := range sets {
		set[0].entry = true
		if !g.bearsREX() {
			set[0].skip = 1
		}
	}
	return sets
}

// bearsREX reports whether the entry's first instruction means the same
// behind the prefix REX.RX: it has no register in ModRM.reg and no index.
func (g *golfer) bearsREX() bool {
	i := g.entryAtom()
	if i != 0 {
		return true // a jump goes first
	}
	b := g.atoms[0].body
	switch op := b[0]; {
	case op&0xf0 == 0x40: // a REX of its own: the last one counts
		return true
	case op&0xf0 == 0x50, op == 0x68, op == 0x6a, op == 0xeb, op == 0xe8, op == 0xe9, op == 0x90, op&0xf8 == 0xb8:
		return true
	case op >= 0xb0 && op <= 0xb3: // al, cl, dl, bl; the next four would change
		return true
	case op == 0x0f:
		return b[1] == 0x05
	case op == 0x81 || op == 0x83 || op == 0xc7 || op == 0xf7 || op == 0xff:
		return b[1]>>6 == 3 // an extension of the opcode instead of a register
	}
	return false
}

// entryAtom is the atom at which the program starts.
func (g *golfer) entryAtom() int {
	c := g.codes[g.sections[0]]
	return int(g.index[g.sections[0]][c.find(g.entryOff)])
}

// state of the search after some atoms: the cost, and how it came about.
type golfState struct {
	cost   uint32
	from   int32 // atoms before the last step
	region int8  // where the last step put them: a hole, or the tail
	set    uint8 // holes in use before it
	loc    uint8 // where the atom before it is: 0 = in the tail, 1 = in a hole
	ok     bool
}

const inTail = -1

// searched is how many instructions are considered for the holes: they are
// soon full, and more would only cost time.
const searched = 200

// leastEnd is where a file ends, at least, that has the regions for its code
// and data.
func (g *golfer) leastEnd(m *headerMap, regions []region) uint64 {
	room := 0
	for i := range regions {
		room += regions[i].capacity()
	}
	payload := g.span(0, len(g.atoms))
	for i := range g.blobs {
		payload += len(g.blobs[i].data)
	}
	return uint64(m.tail + max(0, payload-room))
}

// search runs the dynamic programme for one set of regions, and returns the
// better of what it finds and best. Where the program must begin at the tail, a
// stub there can jump to the entry.
func (g *golfer) search(m *headerMap, regions []region, stub bool, best *placement) *placement {
	n := min(len(g.atoms), searched)
	sets := 1 << len(regions)
	size := (n + 1) * sets * 2
	g.effort -= int64(size)
	if cap(g.states) < size {
		g.states = make([]golfState, size)
	}
	states := g.states[:size]
	clear(states)
	at := func(i, set, loc int) *golfState { return &states[(i*sets+set)*2+loc] }
	relax := func(i, set, loc int, s golfState) {
		if q := at(i, set, loc); !q.ok || s.cost < q.cost {
			s.ok = true
			*q = s
		}
	}
	// Links from and to the headers are short, so they belong to the first
	// atoms only.
	reach := 0
	for sum := 0; reach < n && sum < 96; reach++ {
		sum += len(g.atoms[reach].body)
	}
	entry := g.entryAtom()
	flows := func(i int) bool { return i > 0 && !g.atoms[i-1].ends }
	const first, tail, inHole = 1, 0, 1
	switch m.entry {
	case entryByte4:
		// The entry's region is in use from the start: for the first atoms
		// or for a jump to the entry.
		r := &regions[0]
		if entry == 0 {
			for j := 1; j <= n && g.span(0, j) <= r.capacity(); j++ {
				if g.fits(r, 0, j, reach) {
					relax(j, first, inHole, golfState{from: 0, region: 0})
				}
			}
		}
		if r.size >= linkSize {
			relax(0, first, tail, golfState{from: -1, region: 0})
		}
	default:
		relax(0, 0, tail, golfState{from: -1, region: inTail})
	}
	for i := 0; i < n; i++ {
		for set := 0; set < sets; set++ {
			for loc := 0; loc < 2; loc++ {
				s := at(i, set, loc)
				if !s.ok {
					continue
				}
				body := uint32(len(g.atoms[i].body))
				relax(i+1, set, tail, golfState{cost: s.cost + body, from: int32(i), region: inTail, set: uint8(set), loc: uint8(loc)})
				if m.entry == entryTail && !stub && i == 0 || i >= reach && flows(i) {
					continue // the tail begins with the entry; links do not reach
				}
				cost := s.cost
				if flows(i) && loc == tail {
					cost += linkSize
				}
				for h := range regions {
					if set>>h&1 != 0 {
						continue
					}
					for j := i + 1; j <= n && g.span(i, j) <= regions[h].capacity(); j++ {
						if g.fits(&regions[h], i, j, reach) {
							relax(j, set|1<<h, inHole, golfState{cost: cost, from: int32(i), region: int8(h), set: uint8(set), loc: uint8(loc)})
						}
					}
				}
			}
		}
	}
	for set := 0; set < sets; set++ {
		for loc := 0; loc < 2; loc++ {
			if s := at(n, set, loc); s.ok && (best == nil || uint64(m.tail)+uint64(s.cost) < best.end) {
				if p := g.layOut(m, regions, stub, at, set, loc); p != nil && (best == nil || p.end < best.end) {
					p.atoms = slices.Clone(p.atoms)
					best = p
				}
			}
		}
	}
	return best
}

// capacity is all that a region can hold.
func (r *region) capacity() int { return r.size + r.beyond }

// span is the number of bytes of atoms i to j-1.
func (g *golfer) span(i, j int) int { return g.before[j] - g.before[i] }

// fits reports whether atoms i to j-1 fit into a region, with the jump that
// goes on from there.
func (g *golfer) fits(r *region, i, j, reach int) bool {
	size := r.skip + g.span(i, j)
	exit := 0
	if !g.atoms[j-1].ends {
		if j > reach {
			return false
		}
		exit = linkSize
	}
	if r.beyond == 0 {
		last := &g.atoms[j-1]
		if r.limited && size+exit == r.size && (exit > 0 || len(last.relocs) > 0 || last.body[len(last.body)-1] > sizeLimit) {
			return false
		}
		return size+exit <= r.size
	}
	head, rest := g.bridge(r, i, j)
	return head > i && rest+exit <= r.beyond
}

// bridge splits a run: atoms before head go before the bridge, the rest, of
// so many bytes, behind it.
func (g *golfer) bridge(r *region, i, j int) (head, rest int) {
	size := r.skip
	head = i
	for head < j && size+len(g.atoms[head].body) <= r.size && !g.atoms[head].ends {
		size += len(g.atoms[head].body)
		head++
	}
	return head, g.span(head, j)
}

// flagsDead reports whether the bridge's test instruction may change the
// flags anywhere: nothing in the program reads them.
func (g *golfer) flagsDead() bool {
	for i := range g.atoms {
		if readsFlags(g.atoms[i].body) {
			return false
		}
	}
	return true
}

// readsFlags reports whether an instruction may read the flags. Unknown
// two-byte opcodes and those with a VEX prefix count as reading.
func readsFlags(b []byte) bool {
	for len(b) > 1 && (b[0] == 0x66 || b[0]&0xf0 == 0x40) {
		b = b[1:]
	}
	switch op := b[0]; {
	case op < 0x40: // adc and sbb among the arithmetic
		return op&0xf0 == 0x10
	case op == 0x80 || op == 0x81 || op == 0x83:
		return b[1]>>3&7 == 2 || b[1]>>3&7 == 3
	case op >= 0x50 && op <= 0x5f, op == 0x63, op == 0x68, op == 0x6a, op >= 0x84 && op <= 0x8f, op >= 0x90 && op <= 0x99,
		op >= 0xa8 && op <= 0xa9, op >= 0xb0 && op <= 0xbf, op == 0xc3, op == 0xc6, op == 0xc7, op == 0xe8, op == 0xe9, op == 0xeb,
		op == 0xf6, op == 0xf7, op == 0xfe, op == 0xff:
		return false
	case op == 0x0f:
		return !(b[1] == 0x05 || b[1] == 0xb6 || b[1] == 0xb7 || b[1] == 0xbe || b[1] == 0xbf || b[1] == 0xaf)
	}
	return true
}

// golfStep is a run of atoms and the region that it goes to.
type golfStep struct{ from, to, region int }

// layOut turns a way through the states into offsets, which are good until the
// next call.
func (g *golfer) layOut(m *headerMap, regions []region, stub bool, at func(i, set, loc int) *golfState, set, loc int) *placement {
	n := min(len(g.atoms), searched)
	g.offsets = slices.Grow(g.offsets[:0], len(g.atoms))[:len(g.atoms)]
	clear(g.offsets)
	p := &placement{m: m, atoms: g.offsets, index: g.index}
	steps := g.steps[:0]
	for i := n; i > 0; {
		s := at(i, set, loc)
		steps = append(steps, golfStep{int(s.from), i, int(s.region)})
		i, set, loc = int(s.from), int(s.set), int(s.loc)
	}
	g.steps = steps
	slices.Reverse(steps)
	end := uint32(m.tail)
	if stub {
		p.links = append(p.links, jumpLink{end, int32(g.entryAtom())})
		end += linkSize
	}
	free := make([]hole, 0, len(regions)+2)
	inUse := 0
	last := inTail // where the atom before went
	for _, s := range steps {
		flows := s.from > 0 && !g.atoms[s.from-1].ends
		if s.region == inTail {
			p.atoms[s.from] = end
			end += uint32(len(g.atoms[s.from].body))
			last = inTail
			continue
		}
		if flows && last == inTail {
			p.links = append(p.links, jumpLink{end, int32(s.from)})
			end += linkSize
		}
		inUse |= 1 << s.region
		rest := g.fill(p, &regions[s.region], s.from, s.to)
		if rest.size > 0 {
			free = append(free, rest)
		}
		last = s.region
	}
	for i := n; i < len(g.atoms); i++ {
		p.atoms[i] = end
		end += uint32(len(g.atoms[i].body))
	}
	for h := range regions {
		switch r := &regions[h]; {
		case inUse>>h&1 != 0:
		case r.entry: // a jump to the entry
			p.links = append(p.links, jumpLink{uint32(r.at), int32(g.entryAtom())})
			free = append(free, hole{at: r.at + linkSize, size: r.size - linkSize})
		default:
			free = append(free, r.hole)
			if r.beyond > 0 {
				free = append(free, hole{at: 20, size: r.beyond})
			}
		}
	}
	for _, l := range p.links {
		if d := int64(p.atoms[l.to]) - int64(l.at) - linkSize; d != int64(int8(d)) {
			return nil
		}
	}
	if m.entry == entryTail && !stub && (n == 0 || p.atoms[g.entryAtom()] != uint32(m.tail)) {
		return nil
	}
	g.placeData(p, free, uint64(end))
	return p
}

// fill puts atoms into a region and returns what is left of it.
func (g *golfer) fill(p *placement, r *region, from, to int) hole {
	at := uint32(r.at)
	if r.skip > 0 {
		p.fill = append(p.fill, byteAt{at, 0x40})
		at++
	}
	limit := uint32(r.at + r.size)
	head := to
	if r.beyond > 0 {
		head, _ = g.bridge(r, from, to)
	}
	flows := !g.atoms[to-1].ends
	for i := from; i <= to; i++ {
		if i == head && r.beyond > 0 && (i < to || flows) {
			for ; at < limit; at++ {
				p.fill = append(p.fill, byteAt{at, 0x90})
			}
			p.fill = append(p.fill, byteAt{at, 0xa9}) // test $imm32,%eax
			at, limit = 20, uint32(20+r.beyond)
		}
		if i < to {
			p.atoms[i] = at
			at += uint32(len(g.atoms[i].body))
		}
	}
	if flows {
		p.links = append(p.links, jumpLink{at, int32(to)})
		at += linkSize
	}
	return hole{at: int(at), size: int(limit - at)}
}

// placeData puts the blobs into what is left of the holes, the largest first,
// each into the tightest hole; the others, strictest alignment first, into
// the tail. Zeros at the end of the file cost nothing.
func (g *golfer) placeData(p *placement, free []hole, end uint64) {
	p.blobs = make([]uint32, len(g.blobs))
	order := make([]int, len(g.blobs))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return len(g.blobs[order[a]].data) > len(g.blobs[order[b]].data) })
	var tail []int
	for _, i := range order {
		b := &g.blobs[i]
		tightest := -1
		for h := range free {
			if start := int(alignUp(uint64(free[h].at), b.align)); start+len(b.data) <= free[h].at+free[h].size &&
				(tightest < 0 || free[h].size < free[tightest].size) {
				tightest = h
			}
		}
		if tightest < 0 {
			tail = append(tail, i)
			continue
		}
		h := &free[tightest]
		start := int(alignUp(uint64(h.at), b.align))
		p.blobs[i] = uint32(start)
		h.at, h.size = start+len(b.data), h.at+h.size-start-len(b.data)
	}
	sort.SliceStable(tail, func(a, b int) bool {
		x, y := &g.blobs[tail[a]], &g.blobs[tail[b]]
		if x.align != y.align {
			return bits.Len64(x.align) > bits.Len64(y.align)
		}
		return zeros(x.data) < zeros(y.data)
	})
	for _, i := range tail {
		b := &g.blobs[i]
		end = alignUp(end, b.align)
		p.blobs[i] = uint32(end)
		end += uint64(len(b.data))
	}
	p.end = end
	g.placeBSS(p)
}

// zeros counts the zero bytes at the end.
func zeros(b []byte) int {
	n := 0
	for n < len(b) && b[len(b)-1-n] == 0 {
		n++
	}
	return n
}

// placeBSS gives the sections without contents their offsets behind the image.
func (g *golfer) placeBSS(p *placement) {
	at := p.end
	if p.m.bssAfter {
		at = alignUp(at, pageSize)
	}
	p.targets = map[*section]uint64{}
	p.bss = at
	for _, s := range g.bss {
		if s.in.Size == 0 {
			p.targets[s] = at
			continue
		}
		at = alignUp(at, s.in.Align)
		p.targets[s] = at
		at += s.in.Size
	}
	p.bssEnd = at
}

// place is the offset in the image of an offset in a section.
func (p *placement) place(g *golfer, s *section, off uint64) uint64 {
	if c := g.codes[s]; c != nil {
		i := c.find(off)
		if i < 0 {
			return 0
		}
		// A jump that gave way to its target may have been the last of its section.
		k := int(p.index[s][i])
		if i < len(c.atoms) && c.atoms[i].now > 0 || k < len(p.atoms) && g.atoms[k].sect == s {
			return uint64(p.atoms[k])
		}
		return p.end // the end of the last section
	}
	if at, ok := p.targets[s]; ok {
		return at + off
	}
	span := g.blobsOf[s]
	list := g.blobs[span[0]:span[1]]
	i := sort.Search(len(list), func(i int) bool { return list[i].off > off }) - 1
	if i < 0 {
		return 0
	}
	return uint64(p.blobs[span[0]+i]) + off - list[i].off
}
