package obj

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tas/diag"
)

// Sections on all cores. When every symbol is a place, a number or undefined,
// filling in the fields of one section changes nothing for another, so each core
// takes the next section that nobody has, and one that is longer than all others
// together is shared. Whatever has a message is done again, one section after the
// other, so that the messages come in order.

// concurrentFrom is the number of fixups and variable items for which a second
// core pays.
const concurrentFrom = 20000

// sections puts all sections together.
func (r *resolver) sections() {
	if !r.independent() || !r.concurrently() {
		for id := 1; id < len(r.u.Sections); id++ {
			r.section(SectionID(id))
		}
	}
	var later []SymID
	for id := 1; id < len(r.u.Sections); id++ {
		later = r.keepSymbols(r.out.Sections[r.index[id]].Relocs, later)
	}
	for _, id := range later {
		r.u.Pin(id)
	}
	for _, id := range r.kept {
		r.u.Syms[id].Flags |= SymReloc
	}
	for _, id := range r.tls {
		r.u.Syms[id].Type = STT_TLS
	}
}

// independent reports whether sections may be worked on at the same time, and
// are worth it.
func (r *resolver) independent() bool {
	u := r.u
	work, bytes := 0, uint64(0)
	for i := range u.Parts {
		work += u.Parts[i].work()
	}
	for id := 1; id < len(u.Sections); id++ {
		bytes = max(bytes, u.Sections[id].Size) // together they are not far from it
	}
	if work < concurrentFrom || bytes > maxObject/16 || runtime.GOMAXPROCS(0) < 2 || u.Marking || u.Loose || len(u.Relocs) != 0 {
		return false
	}
	return !u.anyExpression()
}

// asideFrom is the number of variable items from which on it pays to lay a section
// out on another core.
const asideFrom = 5000

// aside lists the sections that may be laid out while the late parts are written:
// long ones of debugging information, which measure code as those do. On SQLite
// at -O2 -g that takes 3% off the whole.
func (u *Unit) aside() (list []SectionID) {
	if u.Serial || u.Loose || len(u.Late) == 0 || runtime.GOMAXPROCS(0) < 2 {
		return nil
	}
	for id := 1; id < len(u.Sections); id++ {
		s := &u.Sections[id]
		if s.Flags&SHF_ALLOC != 0 || len(s.Parts) != 1 || u.Part(s.Parts[0]).Items() < asideFrom {
			continue
		}
		if !slices.ContainsFunc(u.Late, func(l LatePart) bool { return l.Part == s.Parts[0] }) {
			list = append(list, SectionID(id))
		}
	}
	return list
}

// layAside lays those sections out once and notes which are final then; with late,
// the late parts are written meanwhile. Each core takes the next section.
func (u *Unit) layAside(list []SectionID, final []bool, late bool) {
	laid := make([]bool, len(list))
	var next atomic.Int32
	lay := func(u *Unit) {
		r := relaxer{u: u, eval: evaluator{u: u, quiet: true, final: final}}
		for i := next.Add(1); int(i) <= len(list); i = next.Add(1) {
			laid[i-1] = r.layOnce(list[i-1])
		}
	}
	unit, done := *u, make(chan bool)
	go func() {
		lay(&unit)
		close(done)
	}()
	if late {
		u.WriteLate()
	}
	lay(u)
	<-done
	for i, id := range list {
		final[id] = laid[i]
	}
}

// shares divides the sections among so many cores: one that is more work than all
// others together, if it can be, into one share for each.
func (r *resolver) shares(cores int) []share {
	u := r.u
	list := make([]share, 0, len(u.Sections)+cores)
	total := 0
	for i := range u.Parts {
		total += u.Parts[i].work()
	}
	for id := SectionID(1); int(id) < len(u.Sections); id++ {
		s := &u.Sections[id]
		p := u.Part(s.Parts[0])
		if n := len(p.Frags); n >= cores && len(s.Parts) == 1 && 2*p.work() > total && s.Type != SHT_NOBITS {
			data := reuse[byte](u.spare, 0, int(s.Size))
			for i := range cores {
				from, to := n*i/cores, n*(i+1)/cores
				start, end := p.bytes(from, to)
				list = append(list, share{sec: id, from: from, to: to, room: data[: p.shift[from]+int64(start) : p.shift[to]+int64(end)]})
			}
			continue
		}
		list = append(list, share{sec: id})
	}
	return list
}

// work is about how much there is to do for a part.
func (p *Part) work() int { return p.Pending() + len(p.Frags) }

// concurrently works on all sections, and reports whether there was nothing to
// be said.
func (r *resolver) concurrently() bool {
	var next, failed atomic.Int32
	workers := make([]resolver, runtime.GOMAXPROCS(0))
	shares := r.shares(len(workers))
	onCores(len(workers), func(core int) {
		unit := *r.u
		unit.Diags = &diag.List{}
		w := &workers[core]
		*w = resolver{u: &unit, opt: r.opt, eval: evaluator{u: &unit}, index: r.index, plain: r.plain, out: r.out}
		fits := true
		for i := next.Add(1); int(i) <= len(shares); i = next.Add(1) {
			h := &shares[i-1]
			w.work(h)
			fits = fits && (h.to == 0 || len(h.data) == cap(h.room))
		}
		if unit.Diags.Len() != 0 || !fits {
			failed.Store(1)
		}
	})
	if failed.Load() != 0 {
		return false
	}
	for len(shares) != 0 {
		n := 1
		for n < len(shares) && shares[n].sec == shares[0].sec {
			n++
		}
		r.finish(shares[0].sec, shares[:n]...)
		shares = shares[n:]
	}
	for core := range workers {
		r.kept = append(r.kept, workers[core].kept...)
		r.tls = append(r.tls, workers[core].tls...)
	}
	return true
}

// keepSymbols notes that relocations name symbols. Those without a place get
// one in the order of the relocations: section symbols at once, the others,
// which it adds to later, behind those of all sections.
func (r *resolver) keepSymbols(relocs []Reloc, later []SymID) []SymID {
	for i := range relocs {
		id := SymID(relocs[i].Sym)
		s := &r.u.Syms[id]
		s.Flags |= SymReloc
		switch {
		case s.order != 0 || id == 0: // nothing to name is 0 in .symtab, too
		case s.Flags&SymSection != 0:
			r.u.Pin(id)
		default:
			later = append(later, id)
		}
	}
	return later
}

// blockOf is the number of things that a core takes at a time.
const blockOf = 4096

// inBlocks has all cores work on n things, if they are many, and returns what is left
// of them, in order.
func inBlocks(n int, work func(from, to int) (left []int)) []int {
	if n < 2*concurrentFrom || runtime.GOMAXPROCS(0) < 2 {
		return work(0, n)
	}
	left := make([][]int, (n+blockOf-1)/blockOf)
	var next atomic.Int32
	onCores(runtime.GOMAXPROCS(0), func(int) {
		for i := int(next.Add(1)) - 1; i < len(left); i = int(next.Add(1)) - 1 {
			left[i] = work(i*blockOf, min((i+1)*blockOf, n))
		}
	})
	return slices.Concat(left...)
}

// onCores calls work for each of n cores, at the same time.
func onCores(n int, work func(core int)) {
	var wait sync.WaitGroup
	for core := range n {
		wait.Add(1)
		go func() {
			defer wait.Done()
			work(core)
		}()
	}
	wait.Wait()
}
