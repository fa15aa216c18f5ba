package linker

import (
	"sort"

	"tas/diag"
	"tas/obj"
)

// .eh_frame tells an unwinder how to leave each function. It is a list of
// records: a CIE holds what several functions have in common, an FDE
// describes one range of code and points back to its CIE. The linker drops
// the FDEs of code that is not in the output, writes equal CIEs once, and
// adds .eh_frame_hdr: a table, sorted by address, through which an unwinder
// finds the FDE of an instruction by binary search.

// ehFrame is the list of all records.
type ehFrame struct {
	records []frameRecord
	inputs  []frameInput
	on      bool     // the output has an .eh_frame
	ended   bool     // some input had a zero terminator
	sect    *section // .eh_frame
	hdr     *section // .eh_frame_hdr, nil when nothing unwinds
}

// frameInput is the .eh_frame of one file: records first to last-1.
type frameInput struct {
	sect        *section
	first, last int32
}

// frameRecord is one CIE or FDE.
type frameRecord struct {
	sect      *section
	off, size uint64      // in the input section
	relocs    []obj.Reloc // those inside the record
	cie       int32       // FDE: its CIE; CIE: the equal one that stands for it
	isCIE     bool
	used      bool
	place     uint64 // in the output
}

// splitFrames reads every .eh_frame.
func (l *linker) splitFrames() {
	fr := &l.frames
	for _, f := range l.files {
		for i := range f.sects {
			s := &f.sects[i]
			if s.state != sectAlive || s.in.Name != ".eh_frame" || !s.alloc() {
				continue
			}
			first := int32(len(fr.records))
			if what := fr.read(s); what != "" {
				l.diags.Errorf(diag.Span{}, "%s: .eh_frame: %s", f.name, what)
				return
			}
			fr.inputs = append(fr.inputs, frameInput{s, first, int32(len(fr.records))})
			s.state = sectUnused
		}
	}
	fr.on = len(fr.inputs) > 0
	for i := range fr.records {
		if r := &fr.records[i]; !r.isCIE {
			if code := r.target(); code != nil {
				code.fdes = append(code.fdes, int32(i))
			}
		}
	}
}

// read appends the records of one section, or says what is wrong with it.
func (fr *ehFrame) read(s *section) string {
	data, relocs := s.in.Data, sortedRelocs(s.in.Relocs)
	starts := map[uint64]int32{} // CIEs by offset
	for at := uint64(0); at+4 <= uint64(len(data)); {
		length := uint64(le.Uint32(data[at:]))
		if length == 0 {
			fr.ended = true
			at += 4
			continue
		}
		if length == 0xffffffff {
			return "records of the 64-bit format are not supported"
		}
		size := length + 4
		if length < 4 || size > uint64(len(data))-at {
			return "a record ends outside the section"
		}
		r := frameRecord{sect: s, off: at, size: size, cie: -1}
		for len(relocs) > 0 && relocs[0].Off < at {
			relocs = relocs[1:]
		}
		n := sort.Search(len(relocs), func(i int) bool { return relocs[i].Off >= at+size })
		r.relocs, relocs = relocs[:n:n], relocs[n:]
		if id := uint64(le.Uint32(data[at+4:])); id == 0 {
			r.isCIE = true
			starts[at] = int32(len(fr.records))
		} else {
			cie, ok := starts[at+4-id]
			if !ok || size < 16 {
				return "an FDE points to no CIE"
			}
			r.cie = cie
		}
		fr.records = append(fr.records, r)
		at += size
	}
	return ""
}

// sortedRelocs returns relocations by ascending offset.
func sortedRelocs(relocs []obj.Reloc) []obj.Reloc {
	less := func(i, j int) bool { return relocs[i].Off < relocs[j].Off }
	if !sort.SliceIsSorted(relocs, less) {
		relocs = append([]obj.Reloc(nil), relocs...)
		sort.SliceStable(relocs, less)
	}
	return relocs
}

// begin returns the relocation of an FDE's first address, or nil.
func (r *frameRecord) begin() *obj.Reloc {
	for i := range r.relocs {
		if r.relocs[i].Off == r.off+8 && r.relocs[i].Type != obj.R_X86_64_NONE {
			return &r.relocs[i]
		}
	}
	return nil
}

// target returns the code section that an FDE describes.
func (r *frameRecord) target() *section {
	b := r.begin()
	if b == nil {
		return nil
	}
	return r.sect.file.sym(b.Sym).sect
}

// unwinders are functions that read .eh_frame; if none is in the link, then
// nothing does.
var unwinders = [...]string{"_Unwind_Find_FDE", "_Unwind_RaiseException", "_Unwind_Backtrace", "__unw_step"}

func (l *linker) unwinds() bool {
	for _, name := range unwinders {
		if sym := l.names.lookup(name); sym != nil && sym.kind == symDefined && sym.sect != nil && sym.sect.state == sectAlive {
			return true
		}
	}
	return false
}

// buildFrames chooses the records that stay and gives them their places.
func (l *linker) buildFrames() {
	fr := &l.frames
	if !fr.on {
		return
	}
	count := 0
	for i := range fr.records {
		r := &fr.records[i]
		if code := r.target(); !r.isCIE && code != nil && code.state == sectAlive && code.folded == nil {
			r.used = true
			fr.records[r.cie].used = true
			count++
		}
	}
	if count == 0 {
		fr.on = false
		return
	}
	fr.unifyCIEs()
	size := uint64(0)
	for i := range fr.records {
		if r := &fr.records[i]; r.used && !(r.isCIE && r.cie != int32(i)) {
			r.place = size
			size += r.size
		}
	}
	for i := range fr.records {
		if r := &fr.records[i]; r.used && r.isCIE {
			r.place = fr.records[r.cie].place
		}
	}
	// crtbegin.o has a label at its part of the section: it stays at the
	// first record behind it.
	fr.moveSymbols(l, size)
	if fr.ended {
		size += 4
	}
	fr.sect = l.make(&obj.ObjectSection{
		Name: ".eh_frame", Type: obj.SHT_PROGBITS, Flags: obj.SHF_ALLOC, Align: 8, Size: size, Data: make([]byte, size),
	})
	if l.unwinds() || l.opt.EhFrameHdr {
		size = uint64(12 + 8*count)
		fr.hdr = l.make(&obj.ObjectSection{
			Name: ".eh_frame_hdr", Type: obj.SHT_PROGBITS, Flags: obj.SHF_ALLOC, Align: 4, Size: size, Data: make([]byte, size),
		})
	}
}

// unifyCIEs finds for each used CIE the first equal one: same bytes, same
// relocations. r.cie of a CIE becomes the index of that one.
func (fr *ehFrame) unifyCIEs() {
	unique := map[string][]int32{}
	for i := range fr.records {
		r := &fr.records[i]
		if !r.isCIE || !r.used {
			continue
		}
		r.cie = int32(i)
		key := string(r.sect.in.Data[r.off : r.off+r.size])
		for _, j := range unique[key] {
			if fr.records[j].sameRelocs(r) {
				r.cie = j
				break
			}
		}
		if r.cie == int32(i) {
			unique[key] = append(unique[key], r.cie)
		}
	}
}

func (r *frameRecord) sameRelocs(q *frameRecord) bool {
	if len(r.relocs) != len(q.relocs) {
		return false
	}
	for i := range r.relocs {
		a, b := &r.relocs[i], &q.relocs[i]
		if a.Off-r.off != b.Off-q.off || a.Type != b.Type || a.Add != b.Add {
			return false
		}
		x, y := r.sect.file.sym(a.Sym), q.sect.file.sym(b.Sym)
		if x != y && (x.sect == nil || x.sect != y.sect || x.value != y.value) {
			return false
		}
	}
	return true
}

func (fr *ehFrame) moveSymbols(l *linker, end uint64) {
	for _, in := range fr.inputs {
		for i := range in.sect.file.table.entries {
			sym := in.sect.file.sym(uint32(i))
			if sym.sect != in.sect || sym.kind != symDefined {
				continue
			}
			to := end
			for i := in.first; i < int32(len(fr.records)); i++ {
				r := &fr.records[i]
				inside := i < in.last && r.off >= sym.value || i >= in.last
				if inside && r.used && !(r.isCIE && r.cie != i) {
					to = r.place
					break
				}
			}
			sym.sect, sym.value = nil, to
			l.inFrames = append(l.inFrames, sym)
		}
	}
}

// fillFrames writes .eh_frame and .eh_frame_hdr.
func (l *linker) fillFrames() {
	fr := &l.frames
	if fr.sect == nil {
		return
	}
	out := fr.sect.in.Data
	base := fr.sect.addr()
	type row struct{ code, fde uint64 }
	var table []row
	for i := range fr.records {
		r := &fr.records[i]
		if !r.used || r.isCIE && r.cie != int32(i) {
			continue
		}
		b := out[r.place : r.place+r.size]
		copy(b, r.sect.in.Data[r.off:])
		if !r.isCIE {
			le.PutUint32(b[4:], uint32(r.place+4-fr.records[r.cie].place))
			begin := r.begin()
			table = append(table, row{l.target(r.sect, begin) + uint64(begin.Add), base + r.place})
		}
		for j := range r.relocs {
			l.apply(b, r.sect, &r.relocs[j], r.off, base+r.place-r.off, l.diags)
		}
	}
	if fr.hdr == nil {
		return
	}
	sort.Slice(table, func(i, j int) bool { return table[i].code < table[j].code })
	h, at := fr.hdr.in.Data, fr.hdr.addr()
	copy(h, []byte{1, 0x1b, 0x03, 0x3b}) // pointer pc-relative, count plain, table relative to the header
	le.PutUint32(h[4:], uint32(base-at-4))
	le.PutUint32(h[8:], uint32(len(table)))
	for i, r := range table {
		le.PutUint32(h[12+8*i:], uint32(r.code-at))
		le.PutUint32(h[16+8*i:], uint32(r.fde-at))
	}
}
