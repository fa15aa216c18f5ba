package linker

import (
	"encoding/binary"
	"hash/maphash"

	"tas/obj"
)

// Identical code folding: functions with equal bytes whose relocations mean
// the same become one. Two functions that call each other's like are equal
// only if those are, so sections are sorted into classes, ever finer, until
// no class splits any more.

// ICFMode says which functions may share an address.
type ICFMode uint8

// The modes of folding.
const (
	ICFNone ICFMode = iota
	ICFSafe         // those whose address nobody takes
	ICFAll
)

// foldIdentical gives equal code sections one body.
func (l *linker) foldIdentical() {
	if l.opt.ICF == ICFNone {
		return
	}
	list := l.foldable()
	class := make(map[*section]uint64, len(list))
	for _, s := range list {
		class[s] = 0
	}
	for classes := 0; ; {
		next := make(map[*section]uint64, len(list))
		seen := map[uint64]bool{}
		for _, s := range list {
			h := l.fingerprint(s, class)
			next[s] = h
			seen[h] = true
		}
		class = next
		if len(seen) == classes {
			break
		}
		classes = len(seen)
	}
	leaders := map[uint64]*section{}
	for _, s := range list {
		leader := leaders[class[s]]
		switch {
		case leader == nil:
			leaders[class[s]] = s
		case string(leader.in.Data) == string(s.in.Data): // no chance collision of hashes
			s.folded = leader
			leader.in = strictest(leader.in, s.in)
			if l.opt.PrintICF != nil {
				l.opt.PrintICF(s.file.name, s.in.Name, leader.in.Name)
			}
		}
	}
}

// strictest returns the section with the larger alignment of both.
func strictest(in, other *obj.ObjectSection) *obj.ObjectSection {
	if other.Align <= in.Align {
		return in
	}
	both := *in
	both.Align = other.Align
	return &both
}

// foldable lists the code sections that may be folded.
func (l *linker) foldable() []*section {
	taken := map[*section]bool{}
	if l.opt.ICF == ICFSafe {
		taken = l.addressTaken()
	}
	var list []*section
	for _, f := range l.files {
		for i := range f.sects {
			s := &f.sects[i]
			if s.state == sectAlive && s.code() && s.in.Type == obj.SHT_PROGBITS && s.in.Flags&obj.SHF_WRITE == 0 &&
				s.in.Size > 0 && !isRoot(s.in) && !taken[s] && len(s.fdes) <= 1 {
				list = append(list, s)
			}
		}
	}
	return list
}

// addressTaken finds the sections that are referred to other than by calls.
func (l *linker) addressTaken() map[*section]bool {
	taken := map[*section]bool{}
	for _, f := range l.files {
		for i := range f.sects {
			s := &f.sects[i]
			if s.state != sectAlive || !s.alloc() {
				continue
			}
			for j := range s.in.Relocs {
				if r := &s.in.Relocs[j]; r.Type != obj.R_X86_64_PLT32 {
					taken[f.sym(r.Sym).sect] = true
				}
			}
		}
	}
	return taken
}

// fingerprint hashes what a section does; class is the class of each
// section so far.
func (l *linker) fingerprint(s *section, class map[*section]uint64) uint64 {
	var h maphash.Hash
	h.SetSeed(l.names.seed)
	word := func(v uint64) {
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], v)
		_, _ = h.Write(b[:])
	}
	_, _ = h.Write(s.in.Data)
	word(s.in.Flags)
	relocs := func(s *section, base uint64, list []obj.Reloc) {
		for i := range list {
			r := &list[i]
			sym := s.file.sym(r.Sym)
			word(r.Off - base)
			word(uint64(r.Type))
			word(uint64(r.Add))
			switch c, ok := class[sym.sect]; {
			case ok:
				word(c)
				word(sym.value)
			case sym.sect != nil:
				_, _ = h.WriteString(sym.sect.file.name)
				word(uint64(sym.sect.index))
				word(sym.value)
			default:
				_, _ = h.WriteString(sym.name)
				word(sym.value)
			}
		}
	}
	relocs(s, 0, s.in.Relocs)
	for _, i := range s.fdes { // equal code may unwind differently
		r := &l.frames.records[i]
		_, _ = h.Write(r.sect.in.Data[r.off+12 : r.off+r.size])
		if len(r.relocs) > 1 {
			relocs(r.sect, r.off, r.relocs[1:])
		}
		cie := &l.frames.records[r.cie]
		_, _ = h.Write(cie.sect.in.Data[cie.off : cie.off+cie.size])
		relocs(cie.sect, cie.off, cie.relocs)
	}
	return h.Sum64()
}
