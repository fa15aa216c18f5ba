package directives

import (
	"math"
	"math/bits"
	"slices"

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
	commonBare  // .common.s, which has no alignment
)

// common is .comm name, size [, alignment] and its kin. The comma behind the
// name may be missing.
func (d *Directives) common(kind int) bool {
	in, u := d.in, d.u
	in.SkipSpace()
	start := in.At
	name := slices.Clone(in.StringName()) // a symbol only behind those of the size
	if name == nil {
		return d.expected("a symbol name")
	}
	in.Comma()
	in.SkipSpace()
	at := in.At
	v := d.expr()
	if v.Kind == obj.ValueNone {
		return d.expected("a size")
	}
	n, ok := u.Decide(v)
	if !ok {
		return d.errorf(at, "the size must be a constant known at this point%s", in.Unknown(v))
	}
	if kind == commonLarge {
		d.implicit(".lbss") // even if there is nothing for it
	}
	if v.Negated {
		d.warnf(at, "size %d begins with a minus and %s is ignored", n, d.name)
		in.SkipStatement()
		return true
	}
	id, _ := d.symbolOf(name, start)
	size := uint64(n)
	local := kind == commonLocal || u.Syms[id].Flags&obj.SymLocal != 0 && kind != commonBare
	known := uint64(0) // the size of the common symbol that there is
	if s := &u.Syms[id]; s.Part == obj.PartCommon {
		if known = s.Off; known != size && known != 0 {
			d.warnf(start, "size of %s is %d already and does not become %d", u.Name(id), known, size)
			size = known
		}
	} else if renewed := u.Renew(id); renewed != 0 {
		id = renewed
		u.Syms[id].Flags &^= obj.SymAssigned
	} else {
		in.Diags.Errorf(diag.Span{Pos: in.PosAt(start), Len: uint32(len(u.Name(id)))}, "symbol %s is already defined", u.Name(id)).
			Note(diag.At(u.Syms[id].Pos), "first defined here")
		return false
	}
	align := uint64(0)
	if kind != commonLocal && kind != commonBare && in.Comma() {
		if align, ok = d.commonAlignment(local); !ok {
			return false
		}
		if align == math.MaxUint64 { // to as a sign that something was wrong, of which it says nothing
			u.Syms[id].Flags |= obj.SymUsed
			return in.ExpectEnd()
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	if align == 0 {
		align = commonAlign(size, kind, local)
	}
	s := &u.Syms[id]
	s.Flags &^= obj.SymBuiltin
	if kind == commonTLS {
		s.Type = obj.STT_TLS
	} else if s.Type == obj.STT_NOTYPE && kind != commonBare {
		s.Type = obj.STT_OBJECT
	}
	if local {
		return d.allot(id, kind, known, size, align, start)
	}
	s.Part, s.Off, s.Pos = obj.PartCommon, size, in.PosAt(start)
	s.Flags |= obj.SymGlobal
	x := u.Extra(id)
	x.CommonAlign = align
	x.Large = kind == commonLarge
	return true
}

// commonAlignment reads the alignment of a common symbol; 0 means the usual one.
func (d *Directives) commonAlignment(local bool) (uint64, bool) {
	d.in.SkipSpace()
	at := d.in.At
	v := d.expr()
	n, ok := d.u.Decide(v)
	switch {
	case v.Kind == obj.ValueNone, d.in.Absent():
		return 0, d.expected("an alignment")
	case !ok:
		return 0, d.errorf(at, "the alignment must be a constant known at this point%s", d.in.Unknown(v))
	case v.Negated:
		d.warnf(at, "an alignment cannot be negative; the usual one is assumed")
		n = 0
	case local && (uint64(n) > 1<<31 || n&(n-1) != 0):
		return 0, d.errorf(at, "alignment %d is not a power of two below 2^32", n)
	}
	return uint64(n), true
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
	case size > 8:
		return 16
	}
	return 1 << bits.Len64(size-1)
}

// allot gives a local common symbol its place. One that was a common symbol of a
// known size before starts so many bytes later, as in GNU as.
func (d *Directives) allot(id obj.SymID, kind int, known, size, align uint64, start int) bool {
	u := d.u
	if known+size > maxNobits {
		return d.errorf(start, "%d bytes are more than a section can hold here (%d)", size, int64(maxNobits))
	}
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
	if known > 0 {
		d.repeat(int64(known), 0, 1, start, repeatBytes)
	}
	s := &u.Syms[id]
	s.Part, s.Off = obj.PartNone, 0
	u.DefineAt(id, u.Here(), d.in.PosAt(start))
	x := u.Extra(id)
	x.Size, x.SizePos = obj.Int(int64(size)), d.in.PosAt(start)
	if size > 0 {
		d.repeat(int64(size), 0, 1, start, repeatBytes)
	}
	u.Switch(back)
	d.sections.nobits = nobits
	return true
}

// implicit returns subsection 1 of a section that a directive other than
// .section needs, made when it is not there yet.
func (d *Directives) implicit(name string) obj.PartID {
	r := request{start: d.start}
	id, _ := d.sectionFor([]byte(name), &r)
	return d.u.NewPart(id, 1)
}
