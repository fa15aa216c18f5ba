package directives

import (
	"bytes"

	"tas/diag"
	"tas/obj"
)

// specialSection is a section whose type and flags follow from its name, when
// a .section line does not give them.
type specialSection struct {
	name  string
	match uint8
	typ   uint32
	flags uint64
	ent   uint64
}

// How a name is compared with a specialSection.
const (
	exact  = iota
	dotted // the name alone, or the name, a dot and more
	prefix // the name and whatever follows
)

const (
	fA   = obj.SHF_ALLOC
	fWA  = obj.SHF_ALLOC | obj.SHF_WRITE
	fAX  = obj.SHF_ALLOC | obj.SHF_EXECINSTR
	fWAT = obj.SHF_ALLOC | obj.SHF_WRITE | obj.SHF_TLS
)

// specials was asked of GNU as, name by name. More special names stand first.
var specials = [...]specialSection{
	{".text", dotted, obj.SHT_PROGBITS, fAX, 0},
	{".data", dotted, obj.SHT_PROGBITS, fWA, 0},
	{".data1", exact, obj.SHT_PROGBITS, fWA, 0},
	{".bss", dotted, obj.SHT_NOBITS, fWA, 0},
	{".rodata", dotted, obj.SHT_PROGBITS, fA, 0},
	{".rodata1", exact, obj.SHT_PROGBITS, fA, 0},
	{".tdata", dotted, obj.SHT_PROGBITS, fWAT, 0},
	{".tbss", dotted, obj.SHT_NOBITS, fWAT, 0},
	{".init", exact, obj.SHT_PROGBITS, fAX, 0},
	{".fini", exact, obj.SHT_PROGBITS, fAX, 0},
	{".init_array", dotted, obj.SHT_INIT_ARRAY, fWA, 8},
	{".fini_array", dotted, obj.SHT_FINI_ARRAY, fWA, 8},
	{".preinit_array", dotted, obj.SHT_PREINIT_ARRAY, fWA, 8},
	{".note.GNU-stack", exact, obj.SHT_PROGBITS, 0, 0},
	{".note", prefix, obj.SHT_NOTE, 0, 0},
	{".comment", exact, obj.SHT_PROGBITS, 0, 0},
	{".debug", exact, obj.SHT_PROGBITS, 0, 0},
	{".debug_line", exact, obj.SHT_PROGBITS, 0, 0},
	{".debug_info", exact, obj.SHT_PROGBITS, 0, 0},
	{".debug_abbrev", exact, obj.SHT_PROGBITS, 0, 0},
	{".debug_aranges", exact, obj.SHT_PROGBITS, 0, 0},
	{".gnu.linkonce.b", dotted, obj.SHT_NOBITS, fWA, 0},
	{".gnu.linkonce.n", dotted, obj.SHT_NOBITS, fWA, 0},
	{".gnu.linkonce.p", dotted, obj.SHT_PROGBITS, fWA, 0},
	{".gnu.linkonce.lb", dotted, obj.SHT_NOBITS, fWA | obj.SHF_X86_64_LARGE, 0},
	{".gnu.linkonce.lr", dotted, obj.SHT_PROGBITS, fA | obj.SHF_X86_64_LARGE, 0},
	{".gnu.linkonce.lt", dotted, obj.SHT_PROGBITS, fAX | obj.SHF_X86_64_LARGE, 0},
	{".lbss", dotted, obj.SHT_NOBITS, fWA | obj.SHF_X86_64_LARGE, 0},
	{".ldata", dotted, obj.SHT_PROGBITS, fWA | obj.SHF_X86_64_LARGE, 0},
	{".lrodata", dotted, obj.SHT_PROGBITS, fA | obj.SHF_X86_64_LARGE, 0},
	{".noinit", dotted, obj.SHT_NOBITS, fWA, 0},
	{".persistent.bss", exact, obj.SHT_NOBITS, fWA, 0},
	{".persistent", dotted, obj.SHT_PROGBITS, fWA, 0},
	{".gnu.lto_", prefix, obj.SHT_PROGBITS, obj.SHF_EXCLUDE, 0},
	{".got", exact, obj.SHT_PROGBITS, fWA, 0},
	{".plt", exact, obj.SHT_PROGBITS, fAX, 0},
	{".interp", exact, obj.SHT_PROGBITS, 0, 0},
	{".line", exact, obj.SHT_PROGBITS, 0, 0},
	{".hash", exact, obj.SHT_HASH, fA, 4},
	{".gnu.hash", exact, obj.SHT_GNU_HASH, fA, 0},
	{".gnu.version", exact, obj.SHT_GNU_VERSYM, 0, 2},
	{".gnu.version_d", exact, obj.SHT_GNU_VERDEF, 0, 0},
	{".gnu.version_r", exact, obj.SHT_GNU_VERNEED, 0, 0},
	{".gnu.liblist", exact, obj.SHT_GNU_LIBLIST, fA, 0},
	{".gnu.conflict", exact, obj.SHT_RELA, fA, 24},
	{".dynamic", exact, obj.SHT_DYNAMIC, fA, 16},
	{".dynstr", exact, obj.SHT_STRTAB, fA, 0},
	{".dynsym", exact, obj.SHT_DYNSYM, fA, 24},
	{".shstrtab", exact, obj.SHT_STRTAB, 0, 0},
	{".strtab", exact, obj.SHT_STRTAB, 0, 0},
	{".stabstr", exact, obj.SHT_STRTAB, 0, 0},
	{".symtab", exact, obj.SHT_SYMTAB, 0, 24},
	{".rela", prefix, obj.SHT_RELA, 0, 24},
	{".rel", dotted, obj.SHT_REL, 0, 16},
}

// special returns the entry that fits name, or nil.
func special(name []byte) *specialSection {
	for i := range specials {
		s := &specials[i]
		n := len(s.name)
		if len(name) < n || string(name[:n]) != s.name {
			continue
		}
		switch {
		case len(name) == n, s.match == prefix, s.match == dotted && name[n] == '.':
			return s
		}
	}
	return nil
}

func isArray(typ uint32) bool {
	return typ == obj.SHT_INIT_ARRAY || typ == obj.SHT_FINI_ARRAY || typ == obj.SHT_PREINIT_ARRAY
}

// defaults completes what was asked of a new section by what its name implies.
func (d *Directives) defaults(name []byte, r *request) {
	at := diag.Span{Pos: d.in.PosAt(r.start), Len: uint32(len(name))}
	s := special(name)
	if isArray(r.Type) && r.EntSize == 0 && (s == nil || s.flags&obj.SHF_X86_64_LARGE == 0) {
		r.EntSize = 8
	}
	if s == nil {
		if r.Type == 0 && !r.typed {
			r.Type = obj.SHT_PROGBITS
		}
		r.Align = 1
		return
	}
	switch {
	case !r.typed:
		r.Type = s.typ
	case r.Type == s.typ || s.typ == obj.SHT_NOTE || r.Type == obj.SHT_X86_64_UNWIND || r.Type >= obj.SHT_LOUSER:
	case isArray(s.typ), s.flags&obj.SHF_X86_64_LARGE != 0:
		d.in.Diags.Warnf(at, "section %s has its own type; the one given is ignored", name)
		r.Type = s.typ
	default:
		d.in.Diags.Warnf(at, "section %s is given a type that is not the usual one", name)
	}
	if r.Type == s.typ && r.EntSize == 0 {
		r.EntSize = s.ent
	}
	switch allowed := s.flags | allowedFlags(name, s, r.Flags); {
	case r.Flags&obj.SHF_GROUP != 0 && !r.sameGroup: // it has what it is given
	case r.Flags&^allowed == 0:
		r.Flags |= s.flags
	case r.attrs:
		d.in.Diags.Warnf(at, "section %s is given flags %s, the usual ones are %s", name, flagLetters(r.Flags), flagLetters(s.flags))
	}
}

// freeFlags are those of systems and processors, but for SHF_EXCLUDE.
const freeFlags = 0xfff00000 &^ obj.SHF_EXCLUDE

// allowedFlags are those that a special section may have beside its own
// without a warning when they are asked for: longer names than that of s may be
// merged.
func allowedFlags(name []byte, s *specialSection, asked uint64) uint64 {
	flags := uint64(obj.SHF_GROUP | obj.SHF_LINK_ORDER | obj.SHF_EXCLUDE | freeFlags)
	if s.match == dotted && len(name) > len(s.name) {
		flags |= obj.SHF_MERGE | obj.SHF_STRINGS
	}
	note := bytes.HasPrefix(name, []byte(".note"))
	// These may have one more, if they have nothing else.
	switch asked &^ (obj.SHF_GROUP | obj.SHF_GNU_RETAIN) {
	case obj.SHF_ALLOC:
		if note || string(name) == ".interp" || string(name) == ".strtab" || string(name) == ".symtab" {
			flags |= obj.SHF_ALLOC
		}
	case obj.SHF_EXECINSTR:
		if note {
			flags |= obj.SHF_EXECINSTR
		}
	}
	return flags
}
