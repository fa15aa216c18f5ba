package linker

import (
	"fmt"

	"tas/diag"
	"tas/obj"
)

// Relocations are carried out when all addresses are known: psABI table 4.9.

// relocCheck says which values a field can hold.
type relocCheck uint8

const (
	anyValue   relocCheck = iota
	signed                // -2^(n-1) to 2^(n-1)-1
	unsigned              // 0 to 2^n-1
	eitherWise            // as signed or unsigned
)

// relocField describes the field of a relocation type.
type relocField struct {
	name  string
	size  uint8 // bytes; 0 = not a relocation of static code
	check relocCheck
}

var relocFields = [...]relocField{
	obj.R_X86_64_NONE:            {"R_X86_64_NONE", 0, anyValue},
	obj.R_X86_64_64:              {"R_X86_64_64", 8, anyValue},
	obj.R_X86_64_PC32:            {"R_X86_64_PC32", 4, signed},
	obj.R_X86_64_GOT32:           {"R_X86_64_GOT32", 4, signed},
	obj.R_X86_64_PLT32:           {"R_X86_64_PLT32", 4, signed},
	obj.R_X86_64_COPY:            {"R_X86_64_COPY", 0, anyValue},
	obj.R_X86_64_GLOB_DAT:        {"R_X86_64_GLOB_DAT", 0, anyValue},
	obj.R_X86_64_JUMP_SLOT:       {"R_X86_64_JUMP_SLOT", 0, anyValue},
	obj.R_X86_64_RELATIVE:        {"R_X86_64_RELATIVE", 0, anyValue},
	obj.R_X86_64_GOTPCREL:        {"R_X86_64_GOTPCREL", 4, signed},
	obj.R_X86_64_32:              {"R_X86_64_32", 4, unsigned},
	obj.R_X86_64_32S:             {"R_X86_64_32S", 4, signed},
	obj.R_X86_64_16:              {"R_X86_64_16", 2, eitherWise},
	obj.R_X86_64_PC16:            {"R_X86_64_PC16", 2, signed},
	obj.R_X86_64_8:               {"R_X86_64_8", 1, eitherWise},
	obj.R_X86_64_PC8:             {"R_X86_64_PC8", 1, signed},
	obj.R_X86_64_DTPMOD64:        {"R_X86_64_DTPMOD64", 0, anyValue},
	obj.R_X86_64_DTPOFF64:        {"R_X86_64_DTPOFF64", 8, anyValue},
	obj.R_X86_64_TPOFF64:         {"R_X86_64_TPOFF64", 8, anyValue},
	obj.R_X86_64_TLSGD:           {"R_X86_64_TLSGD", 4, signed},
	obj.R_X86_64_TLSLD:           {"R_X86_64_TLSLD", 4, signed},
	obj.R_X86_64_DTPOFF32:        {"R_X86_64_DTPOFF32", 4, signed},
	obj.R_X86_64_GOTTPOFF:        {"R_X86_64_GOTTPOFF", 4, signed},
	obj.R_X86_64_TPOFF32:         {"R_X86_64_TPOFF32", 4, signed},
	obj.R_X86_64_PC64:            {"R_X86_64_PC64", 8, anyValue},
	obj.R_X86_64_GOTOFF64:        {"R_X86_64_GOTOFF64", 8, anyValue},
	obj.R_X86_64_GOTPC32:         {"R_X86_64_GOTPC32", 4, signed},
	obj.R_X86_64_GOT64:           {"R_X86_64_GOT64", 8, anyValue},
	obj.R_X86_64_GOTPCREL64:      {"R_X86_64_GOTPCREL64", 8, anyValue},
	obj.R_X86_64_GOTPC64:         {"R_X86_64_GOTPC64", 8, anyValue},
	obj.R_X86_64_GOTPLT64:        {"R_X86_64_GOTPLT64", 8, anyValue},
	obj.R_X86_64_PLTOFF64:        {"R_X86_64_PLTOFF64", 8, anyValue},
	obj.R_X86_64_SIZE32:          {"R_X86_64_SIZE32", 4, unsigned},
	obj.R_X86_64_SIZE64:          {"R_X86_64_SIZE64", 8, anyValue},
	obj.R_X86_64_GOTPC32_TLSDESC: {"R_X86_64_GOTPC32_TLSDESC", 4, signed},
	obj.R_X86_64_TLSDESC_CALL:    {"R_X86_64_TLSDESC_CALL", 2, anyValue},
	obj.R_X86_64_TLSDESC:         {"R_X86_64_TLSDESC", 0, anyValue},
	obj.R_X86_64_IRELATIVE:       {"R_X86_64_IRELATIVE", 0, anyValue},
	obj.R_X86_64_GOTPCRELX:       {"R_X86_64_GOTPCRELX", 4, signed},
	obj.R_X86_64_REX_GOTPCRELX:   {"R_X86_64_REX_GOTPCRELX", 4, signed},
}

func fieldOf(typ uint32) relocField {
	if typ < uint32(len(relocFields)) {
		return relocFields[typ]
	}
	return relocField{}
}

// relocName is the psABI's name of a relocation type.
func relocName(typ uint32) string {
	if f := fieldOf(typ); f.name != "" {
		return f.name
	}
	return fmt.Sprintf("relocation type %d", typ)
}

// fits reports whether v can stand in the field.
func (f relocField) fits(v uint64) bool {
	bits := uint(f.size) * 8
	switch f.check {
	case signed:
		return int64(v)<<(64-bits)>>(64-bits) == int64(v)
	case unsigned:
		return v>>bits == 0
	case eitherWise:
		return v>>bits == 0 || int64(v)<<(64-bits)>>(64-bits) == int64(v)
	}
	return true
}

// put writes the low bytes of v.
func (f relocField) put(b []byte, v uint64) {
	switch f.size {
	case 1:
		b[0] = byte(v)
	case 2:
		le.PutUint16(b, uint16(v))
	case 4:
		le.PutUint32(b, uint32(v))
	case 8:
		le.PutUint64(b, v)
	}
}

// addr is the address or value of a symbol.
func (l *linker) addr(sym *symbol) uint64 {
	switch {
	case sym.flags&symPLT != 0:
		return l.got.plt.addr() + uint64(pltEntrySize*l.got.entry[sym])
	case sym.sect == nil:
		return sym.value
	case sym.sect.out == nil && sym.sect.folded == nil:
		return 0 // not in the output; only debug information speaks of it
	}
	return sym.sect.addr() + sym.value
}

// notPlain stands for an address that needs a closer look.
const notPlain = ^uint64(0)

// settleAddresses notes the addresses of all global symbols by number. The
// symbols themselves are too large to stay in the cache while relocations ask
// for them.
func (l *linker) settleAddresses() {
	addresses := make([]uint64, l.names.limit())
	l.names.each(func(number uint32, sym *symbol) {
		addresses[number] = notPlain
		if sym.kind == symDefined && (sym.sect == nil || sym.sect.pieces == nil) {
			addresses[number] = l.addr(sym)
		}
	})
	l.addresses = addresses
}

// target is the address of a relocation's symbol. For the section symbol of
// a section that was cut into pieces, the addend chooses the piece.
func (l *linker) target(s *section, r *obj.Reloc) uint64 {
	if number, ok := s.file.global(r.Sym); ok && l.addresses != nil && l.addresses[number] != notPlain {
		return l.addresses[number]
	}
	sym := s.file.sym(r.Sym)
	if at := sym.sect; at != nil && at.pieces != nil && at.pieces.places != nil {
		off := sym.value + uint64(r.Add)
		return at.pieces.into.sect.addr() + at.pieces.resolve(at, off) - uint64(r.Add)
	}
	return l.addr(sym)
}

// relocate carries out the relocations of a section whose bytes in the image
// are b.
func (l *linker) relocate(b []byte, s *section, diags *diag.List) {
	base := s.addr()
	alloc := s.alloc()
	relocs := s.in.Relocs
	numbers, locals := s.file.numbers, uint32(len(s.file.locals))
	for i := 0; i < len(relocs); i++ {
		r := &relocs[i]
		switch r.Type {
		case obj.R_X86_64_PC32, obj.R_X86_64_PLT32, obj.R_X86_64_64:
			// Nearly all are of these types, and need no more than an address.
			if !alloc || r.Off > uint64(len(b)) || uint64(len(b))-r.Off < 8 {
				break
			}
			v := notPlain
			if k := r.Sym - locals; k < uint32(len(numbers)) && l.addresses != nil {
				v = l.addresses[numbers[k]]
			}
			if v == notPlain {
				v = l.target(s, r)
			}
			v += uint64(r.Add)
			if r.Type == obj.R_X86_64_64 {
				le.PutUint64(b[r.Off:], v)
				continue
			}
			if v -= base + r.Off; int64(v) == int64(int32(v)) {
				le.PutUint32(b[r.Off:], uint32(v))
				continue
			}
		case obj.R_X86_64_TLSGD, obj.R_X86_64_TLSLD, obj.R_X86_64_GOTTPOFF, obj.R_X86_64_GOTPC32_TLSDESC, obj.R_X86_64_TLSDESC_CALL:
			if !alloc {
				break
			}
			if form := tlsFormOf(s.in.Data, relocs, i); form != tlsNone {
				off := l.target(s, r) - l.tls.end
				if form == tlsGD || form == tlsDesc || form == tlsIEMov || form == tlsIEAdd {
					off += uint64(r.Add) + 4
				}
				writeTLS(b, r.Off, form, int64(off))
				if form.pair() {
					i++
				}
				continue
			}
		}
		l.apply(b, s, r, 0, base, diags)
	}
}

// apply carries out one relocation: its field is at b[r.Off-shift], at the
// address base+r.Off.
func (l *linker) apply(b []byte, s *section, r *obj.Reloc, shift, base uint64, diags *diag.List) {
	field := fieldOf(r.Type)
	if field.size == 0 {
		return
	}
	at := r.Off - shift
	if r.Off < shift || at > uint64(len(b)) || uint64(len(b))-at < uint64(field.size) {
		complain(diags, s, r, "%s reaches outside the section", relocName(r.Type))
		return
	}
	sym := s.file.sym(r.Sym)
	if !s.alloc() && l.gone(sym) {
		field.put(b[at:], 0) // debug information of code that is not there
		return
	}
	v := l.target(s, r) + uint64(r.Add)
	p := base + r.Off
	switch r.Type {
	case obj.R_X86_64_PC8, obj.R_X86_64_PC16, obj.R_X86_64_PC32, obj.R_X86_64_PLT32, obj.R_X86_64_PC64:
		v -= p
	case obj.R_X86_64_SIZE32, obj.R_X86_64_SIZE64:
		v = sym.size + uint64(r.Add)
	case obj.R_X86_64_GOTPCREL, obj.R_X86_64_GOTPCRELX, obj.R_X86_64_REX_GOTPCRELX:
		if form := l.gotForm(s.in.Data, r, sym); form != gotLoad {
			if !writeGOT(b, at, form, r.Type == obj.R_X86_64_REX_GOTPCRELX, l.addr(sym), p) {
				complain(diags, s, r, "%s is too far away for %s", describe(sym), relocName(r.Type))
			}
			return
		}
		v = l.slot(sym) + uint64(r.Add) - p
	case obj.R_X86_64_GOTPCREL64:
		v = l.slot(sym) + uint64(r.Add) - p
	case obj.R_X86_64_GOT32, obj.R_X86_64_GOT64, obj.R_X86_64_GOTPLT64:
		v = l.slot(sym) + uint64(r.Add) - l.got.addr()
	case obj.R_X86_64_GOTOFF64, obj.R_X86_64_PLTOFF64:
		v -= l.got.addr()
	case obj.R_X86_64_GOTPC32, obj.R_X86_64_GOTPC64:
		v = l.got.addr() + uint64(r.Add) - p
	case obj.R_X86_64_GOTTPOFF:
		v = l.slot(sym) + uint64(r.Add) - p
	case obj.R_X86_64_TPOFF32, obj.R_X86_64_TPOFF64:
		v -= l.tls.end
	case obj.R_X86_64_DTPOFF32, obj.R_X86_64_DTPOFF64:
		// In code it follows a TLSLD sequence, which now yields %fs:0.
		if s.code() {
			v -= l.tls.end
		} else {
			v -= l.tls.start
		}
	}
	if !field.fits(v) {
		l.overflow(diags, s, r, sym, v)
		return
	}
	field.put(b[at:], v)
}

// gone reports whether a symbol stands in a section that is not in the output.
func (l *linker) gone(sym *symbol) bool {
	return sym.sect != nil && (sym.sect.state == sectDead || sym.sect.state == sectDiscarded)
}

// slot is the address of a symbol's GOT entry.
func (l *linker) slot(sym *symbol) uint64 {
	if sym.slot == 0 {
		return l.got.addr() // debug information does not get an entry
	}
	return l.got.slotAddr(int(sym.slot - 1))
}

// overflow reports a value that its field cannot hold.
func (l *linker) overflow(diags *diag.List, s *section, r *obj.Reloc, sym *symbol, v uint64) {
	bits := fieldOf(r.Type).size * 8
	what := describe(sym)
	if r.Sym == 0 {
		what = "the value"
	}
	switch r.Type {
	case obj.R_X86_64_PC8, obj.R_X86_64_PC16, obj.R_X86_64_PC32, obj.R_X86_64_PLT32:
		complain(diags, s, r, "the distance %d to %s does not fit in %d bits", int64(v), what, bits)
	case obj.R_X86_64_32, obj.R_X86_64_32S:
		complain(diags, s, r, "the address %#x of %s does not fit in %d bits; use %s(%%rip), or link below 2 GiB", v, what, bits, what)
	default:
		complain(diags, s, r, "the value %#x for %s does not fit in the %d bits of %s", v, what, bits, relocName(r.Type))
	}
}
