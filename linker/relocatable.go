package linker

import (
	"strings"

	"tas/diag"
	"tas/obj"
)

// A partial link (-r) makes one object of several: sections of one name are
// put one behind the other, groups stay what they are, and relocations follow
// their targets. Nothing gets an address and nothing is dropped but the second
// copies of COMDAT groups, so a later link does all the rest.

// joiner is the state of one partial link.
type joiner struct {
	l   *linker
	out obj.Object

	placed map[*section]place // where each section went
	number map[*symbol]uint32 // of each symbol in the output
	starts []uint32           // the section symbol of each output section
}

// place is an offset in a section of the output.
type place struct {
	sect uint32
	off  uint64
}

// partKey says which sections are joined.
type partKey struct {
	name      string
	typ       uint32
	flags     uint64
	entSize   uint64
	group     *section // members of a group stay alone
	linkOrder *section
}

// LinkRelocatable makes one relocatable object of the inputs. It returns nil
// when diags holds errors.
func LinkRelocatable(inputs []Input, opt *Options, diags *diag.List) *obj.Object {
	l := &linker{opt: opt, diags: diags, names: newSymbolTable()}
	defer l.held.Release()
	l.load(inputs)
	if diags.Failed() {
		return nil
	}
	if l.extract(); diags.Failed() {
		return nil
	}
	j := &joiner{l: l, placed: map[*section]place{}, number: map[*symbol]uint32{}}
	j.out.Sections = make([]obj.ObjectSection, 1)
	j.out.Symbols = make([]obj.ObjectSymbol, 1)
	for _, pass := range [...]func(){j.sections, j.symbols, j.relocs} {
		if pass(); diags.Failed() {
			return nil
		}
	}
	return &j.out
}

// joins reports whether a section becomes part of the output.
func (s *section) joins() bool {
	if s.state == sectDiscarded {
		return false
	}
	switch s.in.Type {
	case obj.SHT_NULL, obj.SHT_GROUP, obj.SHT_SYMTAB, obj.SHT_STRTAB, obj.SHT_RELA, obj.SHT_LLVM_ADDRSIG:
		return false
	}
	return s.in.Name != propertyName // made anew, see mergeProperties
}

// sections joins the contents. Groups come first, as in every object.
func (j *joiner) sections() {
	groupOf := map[*section]*section{}
	for _, f := range j.l.files {
		for i := range f.sects {
			g := &f.sects[i]
			if g.in.Type != obj.SHT_GROUP {
				continue
			}
			alive := false
			for data := g.in.Data[min(4, len(g.in.Data)):]; len(data) >= 4; data = data[4:] {
				if m := le.Uint32(data); uint64(m) < uint64(len(f.sects)) && f.sects[m].joins() {
					groupOf[&f.sects[m]] = g
					alive = true
				}
			}
			if alive {
				j.placed[g] = place{sect: uint32(len(j.out.Sections))}
				j.out.Sections = append(j.out.Sections, obj.ObjectSection{
					Name: strings.Clone(g.in.Name), Type: obj.SHT_GROUP, Align: 4, EntSize: 4, Size: 4, Data: append([]byte(nil), g.in.Data[:4]...),
				})
			}
		}
	}
	if in := j.l.properties(); in != nil {
		j.out.Sections = append(j.out.Sections, *in)
	}
	index := map[partKey]uint32{}
	for _, f := range j.l.files {
		for i := range f.sects {
			s := &f.sects[i]
			if !s.joins() {
				continue
			}
			s.in = j.liveFrames(s)
			key := partKey{s.in.Name, s.in.Type, s.in.Flags, s.in.EntSize, groupOf[s], nil}
			if s.in.Flags&obj.SHF_LINK_ORDER != 0 {
				key.linkOrder = s
			}
			n, ok := index[key]
			if !ok {
				n = uint32(len(j.out.Sections))
				index[key] = n
				j.out.Sections = append(j.out.Sections, obj.ObjectSection{
					Name: strings.Clone(s.in.Name), Type: s.in.Type, Flags: s.in.Flags, Align: max(s.in.Align, 1), EntSize: s.in.EntSize,
				})
			}
			j.join(s, n)
			if g := groupOf[s]; g != nil {
				o := &j.out.Sections[j.placed[g].sect]
				o.Data = le.AppendUint32(o.Data, n)
				o.Size = uint64(len(o.Data))
			}
		}
	}
	for s, at := range j.placed {
		if s.in.Flags&obj.SHF_LINK_ORDER != 0 && int(s.in.Link) < len(s.file.sects) {
			j.out.Sections[at.sect].Link = j.placed[&s.file.sects[s.in.Link]].sect
		}
	}
}

// maxJoinedAlign is the largest alignment of a section: an object keeps it in
// the file, too.
const maxJoinedAlign = 1 << 24

// join appends the contents of s to section n.
func (j *joiner) join(s *section, n uint32) {
	o := &j.out.Sections[n]
	o.Align = max(o.Align, s.in.Align)
	at := alignUp(o.Size, s.in.Align)
	if s.in.Align > maxJoinedAlign || at < o.Size || at > maxFile || s.in.Size > maxFile || len(j.out.Sections) > maxSections/2 {
		j.l.diags.Errorf(diag.Span{}, "%s: section %s does not fit into one object", s.file.name, s.name())
		return
	}
	if s.in.Type != obj.SHT_NOBITS {
		pad := byte(0)
		if s.code() {
			pad = 0x90
		}
		for uint64(len(o.Data)) < at {
			o.Data = append(o.Data, pad)
		}
		o.Data = append(o.Data, s.in.Data...)
	}
	o.Size = at + s.in.Size
	j.placed[s] = place{n, at}
	j.out.GNU = j.out.GNU || s.in.Flags&obj.SHF_GNU_RETAIN != 0
}

// symbols lists section symbols, the locals of each file, and the globals.
func (j *joiner) symbols() {
	j.starts = make([]uint32, len(j.out.Sections))
	for i := 1; i < len(j.out.Sections); i++ {
		if j.out.Sections[i].Type != obj.SHT_GROUP {
			j.starts[i] = uint32(len(j.out.Symbols))
			j.out.Symbols = append(j.out.Symbols, obj.ObjectSymbol{Section: uint32(i), Type: obj.STT_SECTION})
		}
	}
	for _, f := range j.l.files {
		for i := 1; i < len(f.locals); i++ {
			if sym := &f.locals[i]; sym.typ != obj.STT_SECTION {
				j.add(sym, f, uint32(i))
			}
		}
	}
	j.out.FirstGlobal = len(j.out.Symbols)
	for _, sym := range j.l.inFileOrder() {
		if sym.file != nil && sym.kind != symNew {
			j.add(sym, sym.file, sym.index)
		}
	}
	// A group is named by a symbol; one that is only that may be a section's.
	for _, f := range j.l.files {
		for i := range f.sects {
			g := &f.sects[i]
			at, ok := j.placed[g]
			if !ok || g.in.Type != obj.SHT_GROUP {
				continue
			}
			if uint64(g.in.Info) >= uint64(len(f.table.entries)) {
				j.l.diags.Errorf(diag.Span{}, "%s: group section %d has no signature symbol", f.name, i)
				return
			}
			if sym := f.sym(g.in.Info); sym.typ == obj.STT_SECTION && sym.sect != nil {
				j.out.Sections[at.sect].Info = j.starts[j.placed[sym.sect].sect]
			} else {
				j.out.Sections[at.sect].Info = j.number[sym]
			}
		}
	}
}

// inFileOrder returns the global symbols, those of the first file first.
func (l *linker) inFileOrder() []*symbol {
	var list []*symbol
	for _, f := range l.files {
		for i := len(f.locals); i < len(f.table.entries); i++ {
			if sym := f.sym(uint32(i)); sym.file == f && sym.index == uint32(i) {
				list = append(list, sym)
			}
		}
	}
	return list
}

// add appends a symbol of f, if what it stands for is in the output. Names are
// copies: what they are read from is given back.
func (j *joiner) add(sym *symbol, f *file, i uint32) {
	e := &f.table.entries[i]
	o := obj.ObjectSymbol{
		Name: strings.Clone(sym.name), Section: f.table.section(i), Value: sym.value, Size: sym.size,
		Bind: e.bind(), Type: sym.typ, Vis: sym.vis,
	}
	if o.Bind == obj.STB_LOCAL {
		o.Vis = e.vis()
	} else if sym.kind == symUndefined {
		o.Bind, o.Section = sym.bind, obj.SHN_UNDEF
	}
	if sym.sect != nil {
		at, ok := j.placed[sym.sect]
		if !ok {
			return
		}
		o.Section, o.Value = at.sect, sym.value+at.off
	}
	j.out.GNU = j.out.GNU || o.Type == obj.STT_GNU_IFUNC || o.Bind == obj.STB_GNU_UNIQUE
	j.number[sym] = uint32(len(j.out.Symbols))
	j.out.Symbols = append(j.out.Symbols, o)
}

// relocs moves the relocations. One whose target gave way with its group does
// nothing any more: it stands in debugging information or call frames.
func (j *joiner) relocs() {
	for _, f := range j.l.files {
		for i := range f.sects {
			s := &f.sects[i]
			at, ok := j.placed[s]
			if !ok || len(s.in.Relocs) == 0 {
				continue
			}
			o := &j.out.Sections[at.sect]
			for _, r := range s.in.Relocs {
				sym := f.sym(r.Sym)
				r.Off += at.off
				switch to, found := j.placed[sym.sect]; {
				case r.Sym == 0:
				case sym.typ != obj.STT_SECTION:
					r.Sym, found = j.number[sym], j.number[sym] != 0
					if !found {
						r.Type = obj.R_X86_64_NONE
					}
				case found:
					r.Sym, r.Add = j.starts[to.sect], r.Add+int64(to.off+sym.value)
				default:
					r.Sym, r.Add, r.Type = 0, 0, obj.R_X86_64_NONE
				}
				o.Relocs = append(o.Relocs, r)
			}
		}
	}
}

// liveFrames returns an .eh_frame without the records of code that gave way
// with its group; most have none.
func (j *joiner) liveFrames(s *section) *obj.ObjectSection {
	var fr ehFrame
	if s.in.Name != ".eh_frame" || fr.read(s) != "" {
		return s.in
	}
	dead := func(r *frameRecord) bool {
		if r.isCIE {
			return false
		}
		begin := r.begin()
		if begin == nil {
			return false
		}
		to := s.file.sym(begin.Sym).sect
		return to != nil && to.state == sectDiscarded
	}
	some := false
	for i := range fr.records {
		some = some || dead(&fr.records[i])
	}
	if !some {
		return s.in
	}
	in := *s.in
	in.Data, in.Relocs = nil, nil
	for i := range fr.records {
		r := &fr.records[i]
		if dead(r) {
			continue
		}
		r.place = uint64(len(in.Data))
		in.Data = append(in.Data, s.in.Data[r.off:r.off+r.size]...)
		if !r.isCIE {
			le.PutUint32(in.Data[r.place+4:], uint32(r.place+4-fr.records[r.cie].place))
		}
		for _, reloc := range r.relocs {
			reloc.Off += r.place - r.off
			in.Relocs = append(in.Relocs, reloc)
		}
	}
	in.Size = uint64(len(in.Data))
	return &in
}
