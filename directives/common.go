package directives

import (
	"math/bits"

	"tas/diag"
	"tas/obj"
)

// Common symbols: storage that several objects may ask for under one name and
// that the linker allots once. A local one gets its place in .bss at once, in
// subsection 1, behind what the source puts there itself.

// What common allots.
const (
	commonPlain = iota
	commonLocal // .lcomm
	commonLarge // .largecomm
	commonTLS   // .tls_common
)

// common is .comm name, size [, alignment] and its kin. The comma behind the
// name may be missing.
func (d *Directives) common(kind int) bool {
	in, u := d.in, d.u
	id, start := d.stringSymbol()
	if id == 0 {
		return false
	}
	in.Comma()
	in.SkipSpace()
	at := in.At
	if in.AtEnd() {
		return d.expected("a size")
	}
	size, ok := d.constant("size")
	if !ok {
		return false
	}
	if size < 0 || size > maxNobits {
		d.warnf(at, "size %d is out of range and %s is ignored", size, d.name)
		in.SkipStatement()
		return true
	}
	align := uint64(0)
	local := kind == commonLocal || u.Syms[id].Flags&obj.SymLocal != 0
	if kind != commonLocal && in.Comma() {
		at := in.At
		n, ok := d.constant("alignment")
		if !ok {
			return false
		}
		if n < 0 || n > 1<<31 || local && n&(n-1) != 0 {
			return d.errorf(at, "alignment %d is not a power of two below 2^32", n)
		}
		align = uint64(n)
	}
	if !in.ExpectEnd() {
		return false
	}
	if align == 0 {
		align = commonAlign(uint64(size), kind, local)
	}
	s := &u.Syms[id]
	if s.Part == obj.PartCommon && !local {
		if s.Off != uint64(size) && size != 0 && s.Off != 0 {
			d.warnf(start, "size of %s is %d already and does not become %d", u.Name(id), s.Off, size)
			return true
		}
	} else if renewed := u.Renew(id); renewed != 0 {
		id = renewed
		s = &u.Syms[id]
		s.Flags &^= obj.SymAssigned
	} else {
		in.Diags.Errorf(diag.Span{Pos: in.PosAt(start), Len: uint32(len(u.Name(id)))}, "symbol %s is already defined", u.Name(id)).
			Note(diag.At(s.Pos), "first defined here")
		return false
	}
	s.Flags &^= obj.SymBuiltin
	s.Type = obj.STT_OBJECT
	if kind == commonTLS {
		s.Type = obj.STT_TLS
	}
	if local {
		d.allot(id, kind, uint64(size), align, start)
		return true
	}
	s.Part, s.Off, s.Pos = obj.PartCommon, uint64(size), in.PosAt(start)
	s.Flags |= obj.SymGlobal
	if kind == commonLarge {
		d.implicit(".lbss")
	}
	x := u.Extra(id)
	x.CommonAlign = align
	x.Large = kind == commonLarge
	return true
}

// commonAlign is the alignment of a common symbol that gives none: its size
// rounded up to a power of two, 16 at most; for .lcomm down, 8 at most.
func commonAlign(size uint64, kind int, local bool) uint64 {
	switch {
	case kind == commonLocal && size == 0, local && kind != commonLocal:
		return 1
	case kind == commonLocal:
		return min(8, uint64(1)<<(bits.Len64(size)-1))
	case size == 0:
		return 1
	}
	return min(16, uint64(1)<<bits.Len64(size-1))
}

// allot gives a local common symbol its place.
func (d *Directives) allot(id obj.SymID, kind int, size, align uint64, start int) {
	u := d.u
	back, nobits := u.CurID, d.sections.nobits
	part := u.NewPart(obj.SecBss, 1)
	if kind == commonLarge {
		part = d.implicit(".lbss")
	}
	u.Switch(part)
	d.sections.nobits = true
	if d.Listing != nil {
		d.listAllotted(u.Name(id), align > 1)
	}
	d.alignTo(uint(bits.TrailingZeros64(align)), 0, false, 1, 0)
	u.DefineAt(id, u.Here(), d.in.PosAt(start))
	x := u.Extra(id)
	x.Size, x.SizePos = obj.Int(int64(size)), d.in.PosAt(start)
	if size > 0 {
		d.repeat(int64(size), 0, 1, start, repeatBytes)
	}
	u.Switch(back)
	d.sections.nobits = nobits
}

// implicit returns subsection 1 of a section that a directive other than
// .section needs, made when it is not there yet.
func (d *Directives) implicit(name string) obj.PartID {
	r := request{start: d.start}
	id, _ := d.sectionFor([]byte(name), &r)
	return d.u.NewPart(id, 1)
}
