package linker

import (
	"strings"

	"tas/diag"
	"tas/obj"
)

// What the linker knows of the bytes that it wrote, for the picture of the
// file: which section each comes from, where instructions start, and the names
// that a stripped file no longer has.

// writeFileMap fills Options.FileMap.
func (l *linker) writeFileMap() {
	m := l.opt.FileMap
	if m == nil || l.golfed != nil && len(l.golfed) < len(l.image.bytes) {
		return // golf has filled it in
	}
	*m = obj.FileMap{}
	for _, o := range l.outputs {
		if o.flags&obj.SHF_ALLOC == 0 {
			continue
		}
		for _, s := range o.members {
			if s.in.Type == obj.SHT_NOBITS || s.in.Size == 0 {
				continue
			}
			off := o.off + s.off
			m.Regions = append(m.Regions, obj.Region{
				Off: off, Len: s.in.Size, Name: s.name(), Type: s.in.Type, Flags: s.in.Flags, Pos: firstPos(s.in),
			})
			for _, n := range s.in.Insns {
				if n.Kind == obj.InsnCode {
					m.Insns = append(m.Insns, obj.Insn{Off: uint32(off) + n.Off, Pos: n.Pos})
				}
			}
		}
	}
	l.label(m, l.addr)
}

// firstPos is the place in the source where a section begins.
func firstPos(in *obj.ObjectSection) (pos diag.Pos) {
	if len(in.Insns) > 0 {
		pos = in.Insns[0].Pos
	}
	return pos
}

// label lists the names of places that are in the file. All names of the map
// become copies: what they are read from is given back.
func (l *linker) label(m *obj.FileMap, addr func(*symbol) uint64) {
	for i := range m.Regions {
		m.Regions[i].Name = strings.Clone(m.Regions[i].Name)
	}
	add := func(sym *symbol) {
		if sym.kind != symDefined || sym.sect == nil || sym.sect.state != sectAlive || !sym.sect.alloc() ||
			sym.name == "" || sym.typ == obj.STT_SECTION || sym.typ == obj.STT_TLS {
			return
		}
		m.Labels = append(m.Labels, obj.Label{Name: strings.Clone(sym.name), Addr: addr(sym), Size: sym.size})
	}
	for _, f := range l.files {
		for i := range f.locals {
			add(&f.locals[i])
		}
	}
	for sym := range l.names.all {
		add(sym)
	}
}

// fileMap is what golf knows of the bytes of a placement. Code and data in
// the holes of the headers are regions like any other.
func (g *golfer) fileMap(p *placement) *obj.FileMap {
	m := &obj.FileMap{}
	code := func(at, size uint32, name string, pos diag.Pos) {
		n := len(m.Regions)
		if n > 0 && m.Regions[n-1].Off+m.Regions[n-1].Len == uint64(at) && m.Regions[n-1].Name == name {
			m.Regions[n-1].Len += uint64(size)
			return
		}
		m.Regions = append(m.Regions, obj.Region{
			Off: uint64(at), Len: uint64(size), Name: name,
			Type: obj.SHT_PROGBITS, Flags: obj.SHF_ALLOC | obj.SHF_EXECINSTR, Pos: pos,
		})
	}
	for i := range g.atoms {
		a := &g.atoms[i]
		code(p.atoms[i], uint32(len(a.body)), a.sect.name(), a.source.pos)
		if a.source.kind == obj.InsnCode {
			m.Insns = append(m.Insns, obj.Insn{Off: p.atoms[i], Pos: a.source.pos})
		}
	}
	for _, j := range p.links {
		code(j.at, linkSize, "jump of --golf", 0)
		m.Insns = append(m.Insns, obj.Insn{Off: j.at})
	}
	for _, f := range p.fill {
		code(f.at, 1, "filler of --golf", 0)
		m.Insns = append(m.Insns, obj.Insn{Off: f.at})
	}
	for i := range g.blobs {
		b := &g.blobs[i]
		m.Regions = append(m.Regions, obj.Region{
			Off: uint64(p.blobs[i]), Len: uint64(len(b.data)), Name: b.sect.name(), Type: b.sect.in.Type, Flags: b.sect.in.Flags,
		})
	}
	g.l.label(m, func(sym *symbol) uint64 {
		if s := sym.sect; s.pieces != nil && s.pieces.places != nil {
			return p.m.base + p.place(g, s.pieces.into.sect, s.pieces.resolve(s, sym.value))
		}
		return p.m.base + p.place(g, sym.sect, sym.value)
	})
	return m
}
