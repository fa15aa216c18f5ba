package linker

import "tas/obj"

// maxGolf is the size from which on the holes do not matter.
const maxGolf = 1 << 24

// write makes the bytes of a placement, or nil when something does not fit
// after all.
func (g *golfer) write(m *headerMap, p *placement) []byte {
	smallest := uint64(m.k + phdrSize)
	end := max(p.end, smallest)
	if end > maxGolf || p.bssEnd > 1<<30 || m.writable && m.high && len(g.bss) > 0 {
		return nil
	}
	out := make([]byte, end)
	copy(out, m.fixed[:m.tail])
	put := func(at uint32, b []byte) { copy(out[at:], b) }
	for i := range g.atoms {
		put(p.atoms[i], g.atoms[i].body)
	}
	for i := range g.blobs {
		put(p.blobs[i], g.blobs[i].data)
	}
	for _, f := range p.fill {
		out[f.at] = f.b
	}
	for _, l := range p.links {
		out[l.at], out[l.at+1] = 0xeb, byte(p.atoms[l.to]-l.at-linkSize)
	}
	if !g.relocate(out, p) {
		return nil
	}
	g.finishHeader(out, m, p)
	if mapped := le.Uint64(out[m.k+8:]) + le.Uint64(out[m.k+32:]); alignUp(mapped, pageSize) < p.end {
		return nil
	}
	for uint64(len(out)) > smallest && out[len(out)-1] == 0 {
		out = out[:len(out)-1]
	}
	if !boots(out, m) {
		return nil
	}
	return out
}

// relocate fills in all fields; false when a value does not fit.
func (g *golfer) relocate(out []byte, p *placement) bool {
	for i := range g.atoms {
		a := &g.atoms[i]
		for j := range a.relocs {
			r := &a.relocs[j]
			if !g.apply(out, p, a.sect, r, uint64(p.atoms[i])+r.Off-uint64(a.start)) {
				return false
			}
		}
	}
	for i := range g.blobs {
		b := &g.blobs[i]
		for j := range b.relocs {
			r := &b.relocs[j]
			if !g.apply(out, p, b.sect, r, uint64(p.blobs[i])+r.Off-b.off) {
				return false
			}
		}
	}
	return true
}

// apply carries out a relocation whose field is at offset at of the file.
func (g *golfer) apply(out []byte, p *placement, s *section, r *obj.Reloc, at uint64) bool {
	field := fieldOf(r.Type)
	if field.size == 0 {
		return true
	}
	v, inside := g.locate(p, s, r)
	if inside {
		v += p.m.base
	}
	v += uint64(r.Add)
	switch r.Type {
	case obj.R_X86_64_PC8, obj.R_X86_64_PC16, obj.R_X86_64_PC32, obj.R_X86_64_PLT32, obj.R_X86_64_PC64:
		v -= p.m.base + at
	case obj.R_X86_64_SIZE32, obj.R_X86_64_SIZE64:
		v = s.file.sym(r.Sym).size + uint64(r.Add)
	}
	if at+uint64(field.size) > uint64(len(out)) || !field.fits(v) {
		return false
	}
	field.put(out[at:], v)
	return true
}

// finishHeader fills in what the map left open: the entry and the sizes.
func (g *golfer) finishHeader(out []byte, m *headerMap, p *placement) {
	if m.mirror != 0 {
		copy(out[m.mirror+8:], out[m.mirror:m.mirror+2])
	}
	if m.entry == entryAnywhere {
		le.PutUint64(out[24:], m.base+uint64(p.atoms[g.entryAtom()]))
	}
	filesz, memsz := out[m.k+32:m.k+40], out[m.k+40:m.k+48]
	switch offset := le.Uint64(out[m.k+8:]); {
	case m.high && !m.wideSize:
		// Fixed, but a file of several pages needs more than the one byte.
		if m.entry == entryByte4 && p.end > pageSize {
			le.PutUint16(filesz[2:], uint16(p.end>>16+1))
			copy(memsz, filesz)
		}
	case m.wideSize:
		// The hole may hold code; a segment needs at least one byte.
		if le.Uint64(filesz) == 0 {
			filesz[0] = 1
		}
		copy(memsz, filesz)
	case m.bssAfter:
		le.PutUint64(filesz, alignUp(p.end, pageSize)-offset)
		le.PutUint64(memsz, p.bssEnd-offset)
	default:
		le.PutUint64(filesz, max(p.end, offset+1)-offset)
		le.PutUint64(memsz, max(p.bssEnd, offset+1)-offset)
	}
}

// boots checks the finished bytes against what the kernel demands: see
// binfmt_elf and the mapping rules for segments.
func boots(b []byte, m *headerMap) bool {
	if len(b) < m.k+phdrSize || string(b[:4]) != "\x7fELF" || le.Uint16(b[18:]) != 62 ||
		le.Uint64(b[32:]) != uint64(m.k) || le.Uint16(b[54:]) != phdrSize || le.Uint16(b[56:]) != 1 {
		return false
	}
	h := b[m.k:]
	flags, offset, addr := le.Uint32(h[4:]), le.Uint64(h[8:]), le.Uint64(h[16:])
	filesz, memsz, entry := le.Uint64(h[32:]), le.Uint64(h[40:]), le.Uint64(b[24:])
	kind := uint16(2)
	if m.moves {
		kind = 3
	}
	return le.Uint16(b[16:]) == kind && le.Uint32(h) == ptLoad && flags&pfX != 0 && (flags&pfW != 0) == m.writable &&
		offset < pageSize && (addr-offset)%pageSize == 0 && (m.moves || addr >= lowBase) &&
		filesz >= 1 && filesz <= memsz && memsz < maxAddress && addr+memsz <= maxAddress &&
		entry >= addr&^(pageSize-1) && entry < addr+max(memsz, pageSize)
}
