package linker

import (
	"sort"

	"tas/diag"
	"tas/obj"
)

// Program header types.
const (
	ptLoad       = 1
	ptNote       = 4
	ptTLS        = 7
	ptGNUEhFrame = 0x6474e550
	ptGNUStack   = 0x6474e551
	ptGNURelro   = 0x6474e552
	ptProperty   = 0x6474e553
)

// write makes the file: contents, then the headers around them.
func (l *linker) write() {
	size := l.image.loads
	size = max(size, l.image.headers)
	var tail sectionTail
	if !l.opt.bare() {
		tail = l.planTail(size)
		size = tail.size
	}
	if size > maxFile {
		l.diags.Errorf(diag.Span{}, "the executable would have %#x bytes; more than %#x are refused", size, uint64(maxFile))
		return
	}
	tables := symSize*uint64(tail.symbols) + tail.strings + uint64(len(tail.names)) + shdrSize*uint64(len(tail.outputs)+4)
	if padding := size - min(l.contents()+tables, size); padding > maxPadding {
		l.diags.Errorf(diag.Span{}, "alignments would fill the executable with %#x bytes of padding; more than %#x are refused", padding, uint64(maxPadding))
		return
	}
	l.image.bytes = obj.MakeHuge[byte](int(size), int(size))
	l.settleAddresses()
	l.fillTables()
	l.fillFrames()
	l.copySections()
	l.writeHeaders()
	if !l.opt.bare() {
		l.writeTail(&tail)
	}
}

// maxPadding bounds what alignments may add to a file, so that a slip does not
// fill the disk.
const maxPadding = 1 << 26

// contents is the number of bytes that the file has to hold, the tables apart.
func (l *linker) contents() uint64 {
	sum := uint64(0)
	for _, o := range l.outputs {
		if o.typ == obj.SHT_NOBITS {
			continue
		}
		for _, s := range o.members {
			sum += s.in.Size
		}
	}
	return sum
}

// copySections writes the contents of all sections and relocates them.
func (l *linker) copySections() {
	for _, o := range l.outputs {
		// Between pieces of code stand NOPs: .init is run from end to end.
		if o.flags&obj.SHF_EXECINSTR == 0 || o.typ == obj.SHT_NOBITS {
			continue
		}
		end := uint64(0)
		for _, s := range o.members {
			for ; end < s.off; end++ {
				l.image.bytes[o.off+end] = 0x90
			}
			end = s.off + s.in.Size
		}
	}
	lists := make([]diag.List, len(l.files))
	parallel(len(l.files), func(i int) {
		f := l.files[i]
		for j := range f.sects {
			s := &f.sects[j]
			if s.state != sectAlive || s.folded != nil || s.in.Type == obj.SHT_NOBITS {
				continue
			}
			var b []byte // an empty section may stand behind .bss, outside the file
			if s.in.Size > 0 {
				at := s.out.off + s.off
				b = l.image.bytes[at : at+s.in.Size]
				copy(b, s.in.Data)
			}
			if len(s.in.Relocs) > 0 {
				l.relocate(b, s, &lists[i])
			}
		}
	})
	for i := range lists {
		l.diags.Append(&lists[i])
	}
	for _, s := range l.extra {
		if s.state == sectAlive && s.in.Type != obj.SHT_NOBITS && s.in.Size > 0 {
			copy(l.image.bytes[s.out.off+s.off:], s.in.Data)
		}
	}
}

// programHeader is an Elf64_Phdr.
type programHeader struct {
	typ, flags    uint32
	off, addr     uint64
	filesz, memsz uint64
	align         uint64
}

// writeHeaders writes the ELF header and the program headers.
func (l *linker) writeHeaders() {
	b := l.image.bytes
	phdrs := l.programHeaders()
	copy(b, "\x7fELF\x02\x01\x01")
	le.PutUint16(b[16:], 2) // ET_EXEC
	if l.opt.PIE {
		le.PutUint16(b[16:], 3) // ET_DYN
	}
	le.PutUint16(b[18:], 62) // EM_X86_64
	le.PutUint32(b[20:], 1)  // version
	if l.entry != nil {
		le.PutUint64(b[24:], l.addr(l.entry))
	} else {
		le.PutUint64(b[24:], l.image.base)
	}
	le.PutUint64(b[32:], ehdrSize)
	le.PutUint16(b[52:], ehdrSize)
	le.PutUint16(b[54:], phdrSize)
	le.PutUint16(b[56:], uint16(len(phdrs)))
	for i := range phdrs {
		p, h := &phdrs[i], b[ehdrSize+i*phdrSize:]
		le.PutUint32(h, p.typ)
		le.PutUint32(h[4:], p.flags)
		le.PutUint64(h[8:], p.off)
		le.PutUint64(h[16:], p.addr)
		le.PutUint64(h[24:], p.addr)
		le.PutUint64(h[32:], p.filesz)
		le.PutUint64(h[40:], p.memsz)
		le.PutUint64(h[48:], p.align)
	}
}

func (l *linker) programHeaders() []programHeader {
	var list []programHeader
	for i := range l.segments {
		s := &l.segments[i]
		list = append(list, programHeader{ptLoad, s.flags, s.off, s.addr, s.filesz, s.memsz, s.align})
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].addr < list[j].addr })
	whole := func(typ uint32, o *output) {
		list = append(list, programHeader{typ, pfR, o.off, o.addr, o.size, o.size, o.align})
	}
	for _, o := range l.image.notes {
		whole(ptNote, o)
	}
	if l.property != nil {
		whole(ptProperty, l.property.out)
	}
	if d := l.dynamic.table; d != nil {
		list = append(list, programHeader{ptDynamic, pfR | pfW, d.out.off, d.out.addr, d.out.size, d.out.size, d.out.align})
	}
	if t := &l.tls; t.align != 0 {
		list = append(list, programHeader{ptTLS, pfR, t.off, t.start, t.filesz, t.memsz, t.align})
	}
	if l.frames.hdr != nil {
		whole(ptGNUEhFrame, l.frames.hdr.out)
	}
	for i := range l.segments {
		if s := &l.segments[i]; s.relro {
			size := alignUp(s.addr+s.memsz, pageSize) - s.addr
			list = append(list, programHeader{ptGNURelro, pfR, s.off, s.addr, s.filesz, size, 1})
		}
	}
	if l.stackHeader() {
		flags := uint32(pfR | pfW)
		if l.opt.ExecStack {
			flags |= pfX
		}
		list = append(list, programHeader{typ: ptGNUStack, flags: flags, memsz: l.opt.StackSize, align: 16})
	}
	return list
}
