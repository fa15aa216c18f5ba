package linker

import (
	"sort"

	"tas/diag"
	"tas/obj"
)

// Layout gives every output its address and its offset in the file. The two
// agree modulo the page size, which is all that mmap asks for: where the
// permissions change, the address moves on by a page but the file does not,
// so that nothing is padded. The page at the seam is mapped twice.

const (
	pageSize   = 0x1000
	maxAddress = 0x7ffffffff000 // end of the user's address space
	maxFile    = 1 << 32        // a larger executable is a mistake in the source
)

// segment is a PT_LOAD: a run of outputs with equal permissions.
type segment struct {
	flags   uint32
	outputs []*output
	relro   bool // what may be written to only until the program starts
	headers bool // begins with the ELF and program headers

	addr, off     uint64
	filesz, memsz uint64
	align         uint64
}

// tlsBlock is the initial image of the thread-local variables.
type tlsBlock struct {
	start, off    uint64
	filesz, memsz uint64
	align         uint64
	end           uint64 // what %fs:0 points to, were it the image itself
}

// image is the file in the making.
type image struct {
	base, etext, edata, bss, end uint64 // addresses, for the symbols of these names
	headers                      uint64 // bytes of the ELF and program headers
	loads                        uint64 // end of what is loaded, in the file
	notes                        []*output
	bytes                        []byte
}

// base returns the address of the image's first byte.
func (opt *Options) base() uint64 {
	if opt.Base == 0 && !opt.Flat && !opt.PIE {
		return DefaultBase
	}
	return opt.Base
}

// layout makes the segments and places everything.
func (l *linker) layout() {
	l.image.base = l.opt.base()
	if l.image.base%pageSize != 0 && !l.opt.Flat || l.image.base >= maxAddress {
		l.diags.Errorf(diag.Span{}, "the base address %#x is not a multiple of %#x in the address space", l.image.base, pageSize)
		return
	}
	l.divide()
	if l.diags.Failed() {
		return
	}
	l.alignTLS()
	l.image.headers = ehdrSize + phdrSize*uint64(l.countHeaders())
	if l.opt.Tiny {
		l.pack()
	}
	l.place()
	if l.diags.Failed() {
		return
	}
	l.placeTLS()
	l.bounds()
}

// divide makes segments of the outputs that are loaded. Empty outputs start
// none.
func (l *linker) divide() {
	var cur *segment
	var empty []*output // before the first segment
	for _, o := range l.outputs {
		if o.flags&obj.SHF_ALLOC == 0 {
			break
		}
		if o.size == 0 && cur == nil {
			empty = append(empty, o)
			continue
		}
		relro := l.opt.Relro && o.relro()
		if perm := l.perm(o); o.size > 0 && (cur == nil || cur.flags != perm || o.fixed || cur.relro != relro) {
			l.segments = append(l.segments, segment{flags: perm, outputs: empty, relro: relro})
			cur, empty = &l.segments[len(l.segments)-1], nil
		}
		cur.outputs = append(cur.outputs, o)
	}
	if len(l.segments) == 0 {
		l.diags.Errorf(diag.Span{}, "there is nothing to load: no input has code or data")
		return
	}
	// The headers come first in memory, too, where programs look for them.
	first := &l.segments[0]
	switch {
	case l.opt.Flat:
	case l.opt.SeparateCode && first.flags&pfX != 0 && !l.opt.OneSegment:
		l.segments = append([]segment{{flags: pfR, headers: true}}, l.segments...)
	case (first.flags&pfW == 0 || l.opt.OneSegment) && !first.outputs[0].fixed:
		first.headers = true
	case !l.opt.Tiny:
		l.segments = append([]segment{{flags: pfR, headers: true}}, l.segments...)
	}
}

// alignTLS lets the first thread-local output carry the alignment of all.
func (l *linker) alignTLS() {
	var first *output
	for _, o := range l.outputs {
		if o.flags&obj.SHF_TLS == 0 || o.size == 0 {
			continue
		}
		if first == nil {
			first = o
		}
		first.align = max(first.align, o.align)
	}
	if first != nil {
		l.tls.align = first.align
	}
}

// countHeaders returns the number of program headers; see writeHeaders.
func (l *linker) countHeaders() int {
	n := len(l.segments)
	if l.tls.align != 0 {
		n++
	}
	if l.frames.hdr != nil {
		n++
	}
	if l.stackHeader() {
		n++
	}
	if l.dynamic.table != nil {
		n++
	}
	if l.property != nil {
		n++
	}
	for i := range l.segments {
		if l.segments[i].relro {
			n++
		}
	}
	for _, o := range l.outputs {
		if o.typ == obj.SHT_NOTE && o.flags&obj.SHF_ALLOC != 0 && o.size > 0 {
			l.image.notes = append(l.image.notes, o)
			n++
		}
	}
	return n
}

// stackHeader reports whether PT_GNU_STACK is written. Without it the stack
// of a 64-bit program is not executable either, so the smallest file leaves
// it out.
func (l *linker) stackHeader() bool { return !l.opt.Tiny || l.opt.ExecStack }

// place walks the segments in order.
func (l *linker) place() {
	addr, off := l.image.base, uint64(0)
	headers := l.image.headers
	if len(l.segments) > 0 && !l.segments[0].headers {
		off = headers
	}
	for i := range l.segments {
		seg := &l.segments[i]
		held := off // of the file
		if seg.bss() {
			// The file is not padded for .bss alone, which may as well seem
			// to stand in what comes before it.
			off &^= min(seg.outputs[0].align, pageSize) - 1
		}
		if i > 0 && l.opt.SeparateCode && (seg.flags|l.segments[i-1].flags)&pfX != 0 {
			addr, off = alignUp(addr, pageSize), alignUp(off, pageSize)
		}
		seg.align = pageSize
		for _, o := range seg.outputs {
			seg.align = max(seg.align, o.align)
		}
		switch {
		case seg.headers:
			off, headers = 0, 0
		case seg.outputs[0].fixed:
			addr = seg.outputs[0].addr
		case i == 0 && l.opt.Flat:
			addr = l.image.base
		case i == 0:
			addr = l.image.base + off
		default:
			addr = alignUp(addr, pageSize) + off%pageSize
		}
		if len(seg.outputs) > 0 && !seg.headers {
			// Skip the first output's padding in memory and in the file.
			addr = alignUp(addr, seg.outputs[0].align)
			off += (addr - off) % pageSize
		}
		seg.addr, seg.off = addr, off
		if seg.headers {
			addr += l.image.headers
			off += l.image.headers
			seg.filesz = l.image.headers
		}
		if !l.placeOutputs(seg, &addr, &off) {
			return
		}
		seg.memsz = addr - seg.addr
		if seg.filesz == 0 {
			off = held
		}
		if seg.align > pageSize && (seg.addr-seg.off)%seg.align != 0 {
			seg.align = pageSize // the kernel asks for no more
		}
	}
	l.image.loads = off
	l.checkOverlap()
}

// bss reports whether the file holds nothing of a segment.
func (seg *segment) bss() bool {
	for _, o := range seg.outputs {
		if o.size > 0 && o.typ != obj.SHT_NOBITS {
			return false
		}
	}
	return len(seg.outputs) > 0 && !seg.headers && !seg.outputs[0].fixed && seg.outputs[0].align > 0
}

// placeOutputs places the outputs of one segment from addr and off on.
func (l *linker) placeOutputs(seg *segment, addr, off *uint64) bool {
	fileEnd := *off
	for _, o := range seg.outputs {
		if o.size == 0 {
			o.addr, o.off = *addr, seg.off+*addr-seg.addr
			continue
		}
		at := alignUp(*addr, o.align)
		if o.fixed && at != o.addr {
			l.diags.Errorf(diag.Span{}, "the address %#x of section %s is not aligned to %#x", o.addr, o.name, o.align)
			return false
		}
		if at < *addr || at+o.size < at || at+o.size > maxAddress {
			l.diags.Errorf(diag.Span{}, "section %s: %#x bytes at address %#x exceed the address space", o.name, o.size, at)
			return false
		}
		o.addr, o.off = at, seg.off+at-seg.addr
		if o.typ == obj.SHT_NOBITS {
			if o.flags&obj.SHF_TLS == 0 {
				*addr = at + o.size
			}
			continue
		}
		*addr = at + o.size
		fileEnd = o.off + o.size
		seg.filesz = fileEnd - seg.off
		if fileEnd > maxFile {
			l.diags.Errorf(diag.Span{}, "section %s would end at offset %#x of the file; executables above %#x bytes are refused", o.name, fileEnd, uint64(maxFile))
			return false
		}
	}
	*off = fileEnd
	return true
}

// checkOverlap refuses segments that share memory, which only addresses of
// the user's choice can bring about.
func (l *linker) checkOverlap() {
	order := make([]*segment, len(l.segments))
	for i := range order {
		order[i] = &l.segments[i]
	}
	sort.SliceStable(order, func(i, j int) bool { return order[i].addr < order[j].addr })
	for i := 1; i < len(order); i++ {
		a, b := order[i-1], order[i]
		if (a.addr+a.memsz+pageSize-1)&^(pageSize-1) > b.addr&^(pageSize-1) && a.memsz > 0 {
			l.diags.Errorf(diag.Span{}, "%s at %#x overlaps %s at %#x, or shares a page with it", b.describe(), b.addr, a.describe(), a.addr)
			return
		}
	}
}

func (seg *segment) describe() string {
	if len(seg.outputs) == 0 {
		return "the ELF header"
	}
	return "section " + seg.outputs[0].name
}

// placeTLS finds where the thread-local outputs have come to stand.
func (l *linker) placeTLS() {
	t := &l.tls
	first := true
	for _, o := range l.outputs {
		if o.flags&obj.SHF_TLS == 0 || o.size == 0 {
			continue
		}
		if first {
			t.start, t.off, first = o.addr, o.off, false
		}
		t.memsz = o.addr + o.size - t.start
		if o.typ != obj.SHT_NOBITS {
			t.filesz = t.memsz
		}
	}
	t.end = t.start + alignUp(t.memsz, t.align)
}

// bounds notes the addresses that C programs ask for by name.
func (l *linker) bounds() {
	im := &l.image
	im.etext, im.edata, im.bss, im.end = im.base, 0, 0, im.base
	for _, o := range l.outputs {
		if o.flags&obj.SHF_ALLOC == 0 || o.flags&obj.SHF_TLS != 0 && o.typ == obj.SHT_NOBITS {
			continue
		}
		end := o.addr + o.size
		im.end = max(im.end, end)
		switch {
		case o.flags&obj.SHF_EXECINSTR != 0:
			im.etext = end
		case o.typ == obj.SHT_NOBITS:
			if im.bss == 0 {
				im.bss = o.addr
			}
		case o.flags&obj.SHF_WRITE != 0:
			im.edata = end
		}
	}
	if im.edata == 0 {
		im.edata = im.bss
	}
	if im.edata == 0 {
		im.edata = im.end
	}
	if im.bss == 0 {
		im.bss = im.edata
	}
	if l.got.sect != nil {
		l.got.base = l.got.sect.addr()
	} else {
		l.got.base = im.base
	}
}
