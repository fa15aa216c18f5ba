package directives

import (
	"bytes"
	"math"
	"strings"

	"tas/lexer"
	"tas/obj"
)

// The operands of .section behind the name: flags as letters or a number, the
// type, and what some flags want in addition: the size of an entry, the section
// linked to, the group.

// sectionFlags reads what stands behind the name and its comma.
func (d *Directives) sectionFlags(r *request) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	flags, _, ok := d.stringArgument()
	if !ok {
		return false
	}
	mbind := false
	r.attrs = true
	for i := 0; i < len(flags); i++ {
		switch c := flags[i]; c {
		case 'a':
			r.Flags |= obj.SHF_ALLOC
		case 'e':
			r.Flags |= obj.SHF_EXCLUDE
		case 'w':
			r.Flags |= obj.SHF_WRITE
		case 'x':
			r.Flags |= obj.SHF_EXECINSTR
		case 'M':
			r.Flags |= obj.SHF_MERGE
		case 'S':
			r.Flags |= obj.SHF_STRINGS
		case 'G':
			r.Flags |= obj.SHF_GROUP
		case 'T':
			r.Flags |= obj.SHF_TLS
		case 'l':
			r.Flags |= obj.SHF_X86_64_LARGE
		case 'o':
			r.Flags |= obj.SHF_LINK_ORDER
		case 'R':
			r.Flags |= obj.SHF_GNU_RETAIN
		case 'd':
			r.Flags |= obj.SHF_GNU_MBIND
			mbind = true
		case '?':
			r.sameGroup = true
		default:
			n, size := number(flags[i:])
			if size == 0 {
				return d.errorf(start, "unknown section flag %s; expected letters of a e w x M S G T l o R d ? or a number", strings.Trim(lexer.Describe(c), "'"))
			}
			r.Flags |= n
			i += size - 1
		}
	}
	if r.sameGroup && r.Flags&obj.SHF_GROUP != 0 {
		d.warnf(start, "? is ignored beside G")
		r.sameGroup = false
	}
	if mbind && r.Flags&obj.SHF_ALLOC == 0 {
		return d.errorf(start, "flag d needs flag a: a memory-bound section is loaded")
	}
	ok = true
	more := in.Comma()
	if more {
		if c := in.Peek(); c == '@' || c == '%' || c == '"' {
			if !d.sectionType(r) {
				return false
			}
			more = in.Comma()
		}
	}
	if r.Flags&obj.SHF_MERGE != 0 {
		if !more {
			d.warnf(start, "flag M has no entry size behind the type; it is ignored")
			r.Flags &^= obj.SHF_MERGE
		} else {
			at := in.At
			n, _, ok := d.optional("entry size")
			if !ok {
				return false
			}
			size := int32(n)
			if size < 0 {
				d.warnf(at, "the entry size cannot be negative; flag M is ignored")
				size, r.Flags = 0, r.Flags&^obj.SHF_MERGE
			}
			r.EntSize = uint64(size)
			more = in.Comma()
		}
	}
	if r.Flags&obj.SHF_LINK_ORDER != 0 && more {
		in.SkipSpace()
		r.linkAt = in.At
		if isDigit(in.Peek()) {
			// A section's number, which as reads and forgets.
			if _, size := number(in.Text[in.At:]); size > 0 {
				in.At += size
			}
		} else if !endsSection(in.Peek()) {
			quoted := in.Peek() == '"'
			name, ok := d.sectionName("the section linked to")
			if !ok {
				return false
			}
			if quoted {
				name = append(name, '"') // so as calls it
			}
			r.Link = d.u.Symbol(name, in.PosAt(r.linkAt))
		}
		more = in.Comma()
	}
	if r.Flags&obj.SHF_GROUP != 0 {
		if !more {
			d.warnf(start, "flag G has no group name behind the type; it is ignored")
			r.Flags &^= obj.SHF_GROUP
		} else {
			in.SkipSpace()
			at := in.At
			name, ok := d.groupName()
			if !ok {
				return false
			}
			r.Group = d.group(name, at)
			more = in.Comma()
			if more && d.acceptWord("comdat") {
				r.Comdat = true
				more = in.Comma()
			} else if more {
				return d.expected("comdat behind the name of the group")
			}
		}
	}
	if mbind && more {
		in.SkipSpace()
		at := in.At
		if n, fits, given := d.literal(); given {
			if fits && n <= math.MaxUint32 {
				r.Info = uint32(n)
			} else {
				d.warnf(at, "the number of a memory node has 32 bits; 0 is assumed")
			}
			more = in.Comma()
		}
	}
	if more {
		if !d.acceptWord("unique") {
			return d.expected("the end of the statement, or unique and a number")
		}
		if !in.Comma() || in.AtEnd() {
			return ok // unlike any other, it says nothing
		}
		at := in.At
		n, fits, given := d.literal()
		if !given {
			return d.expected("the number of the unique section")
		}
		if !fits || n > math.MaxUint32 {
			return d.errorf(at, "the number of a unique section has 32 bits")
		}
		r.Unique = n + 1
	}
	return ok
}

// group returns the signature symbol of a group. That alone gives it no place
// among the symbols.
func (d *Directives) group(name []byte, at int) obj.SymID {
	return d.u.Signature(name, d.in.PosAt(at))
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// literal reads a number that is no expression; fits says that it has 64 bits.
func (d *Directives) literal() (n uint64, fits, given bool) {
	in := d.in
	if in.Peek() == '\'' {
		return uint64(in.Operand().Add), true, true
	}
	n, size := number(in.Text[in.At:])
	digits := bytes.TrimLeft(in.Text[in.At:in.At+size], "0xX")
	in.At += size
	return n, len(digits) <= 16, size > 0
}

// acceptWord reads the word w if it stands here.
func (d *Directives) acceptWord(w string) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	if string(d.word()) == w {
		return true
	}
	in.At = start
	return false
}

// number reads a C integer at the start of text and returns its length.
func number(text []byte) (n uint64, size int) {
	base := uint64(10)
	if len(text) > 2 && text[0] == '0' && text[1]|0x20 == 'x' {
		base, size = 16, 2
	} else if len(text) > 0 && text[0] == '0' {
		base = 8
	}
	first := size
	for size < len(text) {
		c := text[size]
		v := uint64(99)
		switch {
		case isDigit(c):
			v = uint64(c - '0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			v = uint64(c|0x20-'a') + 10
		}
		if v >= base {
			break
		}
		n = n*base + v
		size++
	}
	if size == first {
		return 0, 0
	}
	return n, size
}

// sectionTypes are the names that @type knows.
var sectionTypes = [...]struct {
	name string
	typ  uint32
}{
	{"progbits", obj.SHT_PROGBITS},
	{"nobits", obj.SHT_NOBITS},
	{"note", obj.SHT_NOTE},
	{"init_array", obj.SHT_INIT_ARRAY},
	{"fini_array", obj.SHT_FINI_ARRAY},
	{"preinit_array", obj.SHT_PREINIT_ARRAY},
	{"unwind", obj.SHT_X86_64_UNWIND},
}

// sectionType reads @progbits, %progbits, "progbits" or @0x7000001.
func (d *Directives) sectionType(r *request) bool {
	in := d.in
	start := in.At
	var text []byte
	if in.Text[in.At] == '"' {
		var ok bool
		if text, _, ok = d.stringArgument(); !ok {
			return false
		}
	} else {
		in.At++
		text = d.word()
	}
	for i := range sectionTypes {
		if string(text) == sectionTypes[i].name {
			r.Type, r.typed = sectionTypes[i].typ, true
			return true
		}
	}
	if n, size := number(text); size > 0 && size == len(text) {
		r.Type, r.typed = uint32(n), n != 0 // SHT_NULL is none
		r.EntSize = entrySize(r.Type)
		return true
	}
	d.warnf(start, "unknown section type %s is ignored; expected @progbits, @nobits, @note, @init_array, @fini_array, @preinit_array, @unwind or a number", text)
	return true
}

// entrySize is the size of an entry in a section whose type is given as a
// number, where as knows it.
func entrySize(typ uint32) uint64 {
	switch typ {
	case obj.SHT_INIT_ARRAY, obj.SHT_FINI_ARRAY, obj.SHT_PREINIT_ARRAY:
		return 8
	case obj.SHT_RELA, obj.SHT_DYNSYM:
		return 24
	case obj.SHT_DYNAMIC:
		return 16
	case obj.SHT_HASH:
		return 4
	case obj.SHT_GNU_VERSYM:
		return 2
	}
	return 0
}
