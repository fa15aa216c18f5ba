package linker

import (
	"strings"

	"tas/obj"
)

// Dead code: what cannot be reached from the entry through relocations is
// left out. The grain is the section (compile with -ffunction-sections), and
// for mergeable sections the single string or constant.

// collector is the state of one collection.
type collector struct {
	l      *linker
	work   []*section
	linked map[*section][]*section // SHF_LINK_ORDER: they live when the key does
	frames bool                    // code needs what its .eh_frame record refers to
}

// collectGarbage finds the sections that are needed; the others die.
func (l *linker) collectGarbage() {
	if !l.opt.gc() || l.entry == nil {
		return
	}
	c := collector{l: l, linked: map[*section][]*section{}, frames: !l.opt.Tiny}
	c.linkOrder()
	c.symbol(l.entry, 0)
	for _, name := range l.opt.Undefined {
		c.symbol(l.names.lookup(name), 0)
	}
	for _, a := range l.aliases {
		a.value.eachSymbol(func(name string) { c.symbol(l.names.lookup(name), 0) })
	}
	for _, f := range l.files {
		for i := range f.sects {
			if s := &f.sects[i]; s.state == sectAlive && isRoot(s.in) {
				c.section(s)
			}
		}
	}
	c.run()
	if l.opt.Tiny {
		c.needFrames()
	}
	c.sweep()
}

// isRoot reports whether a section is needed though nothing refers to it.
func isRoot(s *obj.ObjectSection) bool {
	switch s.Type {
	case obj.SHT_INIT_ARRAY, obj.SHT_FINI_ARRAY, obj.SHT_PREINIT_ARRAY, obj.SHT_NOTE:
		return s.Flags&obj.SHF_GROUP == 0 || s.Type != obj.SHT_NOTE
	}
	if s.Flags&obj.SHF_GNU_RETAIN != 0 {
		return true
	}
	for _, name := range [...]string{".init", ".fini", ".ctors", ".dtors", ".jcr", ".init_array", ".fini_array", ".preinit_array"} {
		if rest, ok := strings.CutPrefix(s.Name, name); ok && (rest == "" || rest[0] == '.') {
			return true
		}
	}
	return false
}

func (c *collector) linkOrder() {
	for _, f := range c.l.files {
		for i := range f.sects {
			s := &f.sects[i]
			if s.state == sectAlive && s.in.Flags&obj.SHF_LINK_ORDER != 0 && int(s.in.Link) < len(f.sects) {
				to := &f.sects[s.in.Link]
				c.linked[to] = append(c.linked[to], s)
			}
		}
	}
}

// run follows the relocations of all sections found so far.
func (c *collector) run() {
	for len(c.work) > 0 {
		s := c.work[len(c.work)-1]
		c.work = c.work[:len(c.work)-1]
		c.relocs(s, s.in.Relocs)
		for _, d := range c.linked[s] {
			c.section(d)
		}
		if c.frames {
			c.frame(s)
		}
	}
}

func (c *collector) relocs(s *section, relocs []obj.Reloc) {
	for i := range relocs {
		r := &relocs[i]
		c.symbol(s.file.sym(r.Sym), r.Add)
	}
}

// frame marks the personality routine and the language's own data of the
// functions in s.
func (c *collector) frame(s *section) {
	for _, i := range s.fdes {
		r := &c.l.frames.records[i]
		c.relocs(r.sect, r.relocs)
		cie := &c.l.frames.records[r.cie]
		c.relocs(cie.sect, cie.relocs)
	}
}

// symbol marks what a symbol stands for; add chooses the piece of a section
// of strings.
func (c *collector) symbol(sym *symbol, add int64) {
	if sym == nil {
		return
	}
	if sym.flags&symProvided != 0 && sym.flags&symLive == 0 {
		sym.flags |= symLive
		if name, _, ok := startStop(sym.name); ok {
			c.named(name)
		}
	}
	s := sym.sect
	if s == nil {
		return
	}
	if p := s.pieces; p != nil && s.state == sectAlive {
		if p.live == nil {
			p.live = make([]bool, p.count(s))
		}
		off := sym.value
		if sym.typ == obj.STT_SECTION {
			off += uint64(add)
		}
		i, _ := p.find(s, off)
		p.live[i] = true
	}
	c.section(s)
}

// named marks all sections of a name: something refers to their bounds.
func (c *collector) named(name string) {
	for _, f := range c.l.files {
		for i := range f.sects {
			if s := &f.sects[i]; s.state == sectAlive && s.in.Name == name {
				c.section(s)
			}
		}
	}
}

func (c *collector) section(s *section) {
	if !s.marked && s.state == sectAlive {
		s.marked = true
		c.work = append(c.work, s)
	}
}

// needFrames decides, with --tiny, whether anything would read .eh_frame; if
// so, what the records refer to is needed as well.
func (c *collector) needFrames() {
	fr := &c.l.frames
	fr.on = false
	for _, name := range unwinders {
		sym := c.l.names.lookup(name)
		fr.on = fr.on || sym != nil && sym.sect != nil && sym.sect.marked
	}
	if !fr.on {
		return
	}
	c.frames = true
	for _, f := range c.l.files {
		for i := range f.sects {
			if s := &f.sects[i]; s.marked {
				c.frame(s)
			}
		}
	}
	c.run()
}

// sweep lets the sections die that were not found.
func (c *collector) sweep() {
	bury := func(s *section) {
		if s.state != sectAlive || s.marked || !s.alloc() {
			return
		}
		s.state = sectDead
		if c.l.opt.PrintGC != nil {
			c.l.opt.PrintGC(s.file.name, s.in.Name, s.in.Size)
		}
	}
	for _, f := range c.l.files {
		for i := range f.sects {
			bury(&f.sects[i])
		}
	}
	for _, s := range c.l.extra {
		bury(s)
	}
}
