package linker

import (
	"fmt"
	"sort"

	"tas/obj"
)

// Golf makes the smallest file that Linux still runs. The kernel reads less
// than half of the ELF and program headers, and the two may overlap; code and
// data go into the bytes that nobody reads. golfmap.go knows which those are
// for each overlap, golfplace.go puts the instructions there, golfwrite.go
// makes the bytes and checks them. This file decides what can be golfed, and
// tries everything.

// GolfMode says how far to go.
type GolfMode uint8

// The modes of golf.
const (
	GolfOff  GolfMode = iota
	GolfSafe          // nothing is assumed about memory or limits
	GolfMax           // conditions are accepted, and reported
)

// GolfReport is what came of it.
type GolfReport struct {
	Size       int
	Overlap    int      // offset of the program header in the file; 0 = not golfed
	Conditions []string // what the file needs to run
	Why        string   // why the program could not be golfed
}

// golfer is the state of one search.
type golfer struct {
	l        *linker
	codes    map[*section]*code
	sections []*section // code, in order; that of the entry first
	blobs    []blob
	blobsOf  map[*section][2]int // their range in blobs
	bss      []*section
	writable bool // something with contents is written to
	absolute bool // something holds an address: the image cannot move
	joined   bool // chains of code follow the jumps to them: see joinChains
	narrow   bool // something holds an address in 32 bits or less
	entryOff uint64

	atoms  []golfAtom
	before []int                // bytes of code before each atom
	start  []bool               // which branches of them are long from the start
	index  map[*section][]int32 // atoms by section, in order of old offset

	states  []golfState // of search, reused
	steps   []golfStep  // of layOut, reused
	offsets []uint32    // of layOut, reused
	effort  int64       // states that may still be visited

	best       []byte
	overlap    int
	conditions []string
}

// golfAtom is one instruction in the form that is to be placed.
type golfAtom struct {
	sect   *section
	source *atom
	body   []byte
	relocs []obj.Reloc // offsets count from the section's new form
	start  uint32      // offset in that form
	ends   bool        // control does not go on to the next one
}

// blob is a piece of data that is placed as a whole.
type blob struct {
	sect   *section
	off    uint64 // in the section
	data   []byte
	relocs []obj.Reloc
	align  uint64
}

// statesPerSecond bounds the search by what it does instead of a clock, so that
// the result is the same everywhere.
const statesPerSecond = 30e6

// golf looks for the smallest file. It leaves l.golfed nil when the program
// is not one that can be golfed.
func (l *linker) golf() {
	if l.opt.Golf == GolfOff {
		return
	}
	g := &golfer{l: l, codes: l.looseCode(), blobsOf: map[*section][2]int{}}
	g.effort = statesPerSecond * int64(max(l.opt.GolfEffort, 1))
	why := g.gather()
	if why == "" {
		// An address fits a 32-bit immediate, or the header lies where only
		// high addresses work: two programs with different instructions.
		low := l.reach.low
		for _, l.reach.low = range [...]bool{true, false} {
			if l.reach.low && !low {
				continue
			}
			for _, g.joined = range [...]bool{false, true} {
				g.takeApart()
				g.tryAll()
			}
		}
		l.reach.low = low
		if g.best == nil {
			why = "no overlap of the headers suits it"
		}
	}
	l.golfed = g.best
	if report := l.opt.GolfReport; report != nil {
		*report = GolfReport{Size: len(g.best), Overlap: g.overlap, Conditions: g.conditions, Why: why}
	}
}

// tryAll tries the maps of the headers that suit the program.
func (g *golfer) tryAll() {
	low := g.l.reach.low
	for _, m := range headerMaps(g.l.opt.Golf, g.writable, len(g.bss) > 0) {
		if !m.high && !low || g.narrow && m.high || m.moves && g.absolute || m.high && low {
			continue
		}
		g.try(m)
	}
}

// gather collects code and data, or says why the program cannot be golfed.
func (g *golfer) gather() string {
	l := g.l
	switch {
	case l.got.sect != nil:
		return "it needs a global offset table"
	case l.tls.align != 0 || g.hasTLS():
		return "it has thread-local variables"
	case l.frames.on:
		return "it unwinds its stack"
	case len(l.aliases) > 0:
		return fmt.Sprintf("--defsym %s needs addresses of the ordinary layout", l.aliases[0].sym.name)
	case len(l.opt.SectionStarts) > 0:
		return "addresses of sections are given"
	case l.opt.Base != 0:
		return "the base address is given"
	case l.opt.PIE:
		return "it is to be position-independent"
	case l.opt.Flat:
		return "it has no headers"
	case l.entry.sect == nil || g.codes[l.entry.sect] == nil:
		return "the code at the entry cannot be taken apart"
	}
	for _, sym := range l.provided {
		if g.boundary(sym.name) == boundNone {
			return fmt.Sprintf("it asks for %s, which has no meaning there", sym.name)
		}
	}
	g.entryOff = l.entry.value
	g.sections = append(g.sections, l.entry.sect)
	for _, o := range l.outputs {
		if o.flags&obj.SHF_ALLOC == 0 {
			continue
		}
		for _, s := range o.members {
			switch {
			case s.in.Size == 0 && g.codes[s] == nil:
				g.bss = append(g.bss, s) // an address is all it has
			case s.in.Type == obj.SHT_NOBITS:
				g.bss = append(g.bss, s)
			case s.code() && g.codes[s] == nil:
				return "section " + s.name() + " of " + s.file.name + " cannot be taken apart"
			case s.code():
				if s != l.entry.sect {
					g.sections = append(g.sections, s)
				}
			default:
				first := len(g.blobs)
				g.addBlobs(s)
				g.blobsOf[s] = [2]int{first, len(g.blobs)}
			}
			if what := g.note(s); what != "" {
				return what
			}
		}
	}
	return ""
}

func (g *golfer) hasTLS() bool {
	for _, o := range g.l.outputs {
		if o.flags&obj.SHF_TLS != 0 && o.size > 0 {
			return true
		}
	}
	return false
}

// note sees what the relocations of a section demand of the addresses.
func (g *golfer) note(s *section) string {
	if s.in.Flags&obj.SHF_WRITE != 0 && s.in.Type != obj.SHT_NOBITS && s.in.Size > 0 {
		g.writable = true
	}
	for i := range s.in.Relocs {
		r := &s.in.Relocs[i]
		sym := s.file.sym(r.Sym)
		inside := sym.sect != nil || sym.flags&symProvided != 0
		switch r.Type {
		case obj.R_X86_64_NONE, obj.R_X86_64_PC8, obj.R_X86_64_PC16, obj.R_X86_64_PC32, obj.R_X86_64_PLT32, obj.R_X86_64_PC64,
			obj.R_X86_64_SIZE32, obj.R_X86_64_SIZE64:
			if !inside {
				return "it computes the distance to an absolute address"
			}
		case obj.R_X86_64_64:
			g.absolute = g.absolute || inside
		case obj.R_X86_64_32, obj.R_X86_64_32S, obj.R_X86_64_16, obj.R_X86_64_8:
			g.absolute = g.absolute || inside
			g.narrow = g.narrow || inside
		case obj.R_X86_64_GOTPCREL, obj.R_X86_64_GOTPCRELX, obj.R_X86_64_REX_GOTPCRELX:
			g.absolute, g.narrow = true, true // becomes an immediate
		default:
			return "it has a relocation " + relocName(r.Type)
		}
	}
	return ""
}

// addBlobs makes blobs of a data section: one, or one for each string and
// constant of a merged table.
func (g *golfer) addBlobs(s *section) {
	for _, m := range g.l.merged {
		if m.sect != s {
			continue
		}
		entries := append([]mergeEntry(nil), m.entries...)
		sort.SliceStable(entries, func(i, j int) bool {
			a, b := &entries[i], &entries[j]
			return a.off < b.off || a.off == b.off && len(a.data) > len(b.data)
		})
		end := uint64(0)
		for _, e := range entries {
			if stop := e.off + uint64(len(e.data)); stop > end { // else the tail of another
				g.blobs = append(g.blobs, blob{sect: s, off: e.off, data: e.data, align: m.key.align})
				end = stop
			}
		}
		return
	}
	g.blobs = append(g.blobs, blob{sect: s, data: s.in.Data, relocs: s.in.Relocs, align: max(s.in.Align, 1)})
}

// takeApart gives each code section its shortest form at the addresses at
// hand. Branches are short, but for those that no placement can help: the
// headers are small, so distances hardly change.
func (g *golfer) takeApart() {
	for _, s := range g.sections {
		g.codes[s] = g.l.takeApart(s)
	}
	for grown := true; grown; {
		g.render()
		grown = g.grow(g.inOrder(), 192)
	}
	g.start = g.start[:0]
	for i := range g.atoms {
		g.start = append(g.start, g.atoms[i].source.long)
	}
}

// inOrder is the placement without headers.
func (g *golfer) inOrder() *placement {
	p := &placement{m: &headerMap{}, atoms: make([]uint32, len(g.atoms)), index: g.index, blobs: make([]uint32, len(g.blobs))}
	for i := range g.atoms {
		p.atoms[i] = uint32(p.end)
		p.end += uint64(len(g.atoms[i].body))
	}
	g.placeBSS(p)
	return p
}

// restart takes back what try has grown.
func (g *golfer) restart() {
	changed := false
	for i := range g.atoms {
		if a := g.atoms[i].source; a.long && !g.start[i] {
			a.long, a.now, changed = false, 2, true
		}
	}
	if changed {
		g.render()
	}
}

// render makes the list of atoms from the code.
func (g *golfer) render() {
	g.atoms, g.index = g.atoms[:0], map[*section][]int32{}
	for _, s := range g.sections {
		c := g.codes[s]
		c.settle()
		in := c.rewritten()
		next := 0
		index := make([]int32, len(c.atoms)+1)
		for i := range c.atoms {
			a := &c.atoms[i]
			index[i] = int32(len(g.atoms))
			if a.now == 0 {
				continue
			}
			atom := golfAtom{sect: s, source: a, start: a.at, body: in.Data[a.at : a.at+a.now]}
			first := next
			for next < len(in.Relocs) && in.Relocs[next].Off < uint64(a.at+a.now) {
				next++
			}
			atom.relocs = in.Relocs[first:next]
			atom.ends = a.kind == obj.InsnCode && obj.EndsFlow(atom.body)
			g.atoms = append(g.atoms, atom)
		}
		index[len(c.atoms)] = int32(len(g.atoms))
		if n := len(g.atoms); n > 0 {
			g.atoms[n-1].ends = true // nothing of the section follows
		}
		g.index[s] = index
	}
	if g.joined {
		g.joinChains()
	}
	g.before = append(g.before[:0], 0)
	for i := range g.atoms {
		g.before = append(g.before, g.before[i]+len(g.atoms[i].body))
	}
}

// try places the program under one map of the headers, growing branches that
// do not reach, and keeps the file if it is the smallest.
func (g *golfer) try(m *headerMap) {
	for round := 0; round <= len(g.atoms); round++ {
		p := g.place(m)
		if p == nil {
			break
		}
		if g.grow(p, 127) {
			g.render()
			continue
		}
		out := g.write(m, p)
		if out != nil && (g.best == nil || len(out) < len(g.best)) {
			g.best, g.overlap, g.conditions = out, m.k, m.conditionsOf(out)
			if g.l.opt.FileMap != nil {
				*g.l.opt.FileMap = *g.fileMap(p)
			}
		}
		break
	}
	g.restart()
}

// grow makes branches long whose targets are farther away than reach.
func (g *golfer) grow(p *placement, reach int64) bool {
	grown := false
	for i := range g.atoms {
		a := g.atoms[i].source
		if a.shape != shapeJmp && a.shape != shapeJcc || a.long {
			continue
		}
		r := &g.atoms[i].relocs[0]
		at, ok := g.locate(p, g.atoms[i].sect, r)
		d := int64(at) - int64(p.atoms[i]) - 2
		if !ok || d > reach || d < -reach-1 {
			a.long, a.now, grown = true, 5, true
			if a.shape == shapeJcc {
				a.now = 6
			}
		}
	}
	return grown
}

// locate returns the offset in the image of what a relocation refers to, its
// addend left out; ok is false for absolute values.
func (g *golfer) locate(p *placement, s *section, r *obj.Reloc) (at uint64, ok bool) {
	sym := s.file.sym(r.Sym)
	to, off := sym.sect, sym.value
	if to == nil && sym.flags&symProvided != 0 {
		return p.boundary(g.boundary(sym.name)), true
	}
	if to == nil {
		return sym.value, false
	}
	if q := to.pieces; q != nil && q.places != nil {
		full := off + uint64(r.Add)
		to, off = q.into.sect, q.resolve(to, full)
		return p.place(g, to, off) - uint64(r.Add), true
	}
	return p.place(g, to, off), true
}
