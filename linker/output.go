package linker

import (
	"sort"
	"strconv"
	"strings"

	"tas/obj"
)

// output is a section of the executable: the input sections that belong
// together, one after the other.
type output struct {
	name    string
	typ     uint32
	flags   uint64
	align   uint64
	each    uint64 // entry size, when all members agree
	members []*section
	rank    int

	addr  uint64 // address in memory
	off   uint64 // offset in the file
	size  uint64
	fixed bool   // addr is the user's choice
	index uint32 // of its section header
}

// prefixes lead to the output that an input section joins: .text.main goes
// to .text. Longer ones come before what they begin with.
var prefixes = [...]string{
	".text", ".rodata", ".data.rel.ro", ".data", ".bss", ".tdata", ".tbss",
	".init_array", ".fini_array", ".preinit_array", ".ctors", ".dtors",
	".gcc_except_table", ".ldata", ".lrodata", ".lbss",
}

// outputName is the name of the output that a section joins.
func outputName(s *obj.ObjectSection) string {
	if s.Flags&obj.SHF_ALLOC == 0 {
		return s.Name
	}
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s.Name, p); ok && (rest == "" || rest[0] == '.') {
			return p
		}
	}
	if rest, ok := strings.CutPrefix(s.Name, ".gnu.linkonce."); ok {
		return linkonceName(rest, s.Name)
	}
	return s.Name
}

// linkonceName decodes the letter after .gnu.linkonce.
func linkonceName(rest, name string) string {
	kind, _, _ := strings.Cut(rest, ".")
	switch kind {
	case "t":
		return ".text"
	case "r":
		return ".rodata"
	case "d":
		return ".data"
	case "b":
		return ".bss"
	case "td":
		return ".tdata"
	case "tb":
		return ".tbss"
	}
	return name
}

// kindOf is what must be equal for sections to share an output: how they are
// mapped and whether they have bytes.
func kindOf(s *obj.ObjectSection) uint64 {
	return s.Flags & (obj.SHF_ALLOC | obj.SHF_WRITE | obj.SHF_EXECINSTR | obj.SHF_TLS)
}

// assemble gathers the sections that are alive into outputs, and orders both.
func (l *linker) assemble() {
	type key struct {
		name string
		kind uint64
		bss  bool
	}
	byKey := map[key]*output{}
	add := func(s *section) {
		k := key{outputName(s.in), kindOf(s.in), s.in.Type == obj.SHT_NOBITS}
		o := byKey[k]
		if o == nil {
			o = &output{name: k.name, typ: s.in.Type, each: s.in.EntSize}
			byKey[k] = o
			l.outputs = append(l.outputs, o)
		}
		o.add(s)
	}
	for _, f := range l.files {
		for i := range f.sects {
			if s := &f.sects[i]; s.state == sectAlive && s.folded == nil {
				add(s)
			}
		}
	}
	for _, s := range l.extra {
		if s.state == sectAlive {
			add(s)
		}
	}
	for _, o := range l.outputs {
		o.sortMembers()
		o.rank = l.rank(o)
		for _, at := range l.opt.SectionStarts {
			if at.Name == o.name && o.flags&obj.SHF_ALLOC != 0 {
				o.addr, o.fixed = at.Addr, true
			}
		}
	}
	sort.SliceStable(l.outputs, func(i, j int) bool { return l.outputs[i].rank < l.outputs[j].rank })
}

func (o *output) add(s *section) {
	const own = obj.SHF_GROUP | obj.SHF_LINK_ORDER | obj.SHF_INFO_LINK | obj.SHF_GNU_RETAIN | obj.SHF_MERGE | obj.SHF_STRINGS
	o.flags |= s.in.Flags &^ own
	if o.each != s.in.EntSize {
		o.each = 0
	}
	s.out = o
	o.members = append(o.members, s)
}

// sortMembers puts constructors in order of their priority, .init_array.101
// before .init_array.65000 before .init_array. Then each member gets its
// offset.
func (o *output) sortMembers() {
	switch o.typ {
	case obj.SHT_INIT_ARRAY, obj.SHT_FINI_ARRAY:
		sort.SliceStable(o.members, func(i, j int) bool { return priority(o.members[i]) < priority(o.members[j]) })
	}
	o.size, o.align = 0, 1
	for _, s := range o.members {
		s.off = alignUp(o.size, s.in.Align)
		o.size = s.off + s.in.Size
		o.align = max(o.align, s.in.Align)
	}
}

// priority is the number at the end of a section name; those without come last.
func priority(s *section) int {
	name := s.in.Name
	if n, err := strconv.Atoi(name[strings.LastIndexByte(name, '.')+1:]); err == nil && n >= 0 {
		return n
	}
	return 1 << 30
}

// Permissions of a segment are PF_* flags; segments stand in this order.
const (
	pfX = 1
	pfW = 2
	pfR = 4
)

// perm is the permissions that an output needs.
func (l *linker) perm(o *output) uint32 {
	p := uint32(pfR)
	if o.flags&obj.SHF_WRITE != 0 {
		p |= pfW
	}
	if o.flags&obj.SHF_EXECINSTR != 0 {
		p |= pfX
	}
	switch {
	case l.opt.OneSegment || l.opt.Flat:
		return pfR | pfW | pfX
	case l.opt.Tiny && p == pfR:
		return pfR | pfX // one segment less
	}
	return p
}

// rank orders outputs: by permissions, then so that what the C library wants
// together stands together, then sections without bytes, at last those that
// are not loaded.
func (l *linker) rank(o *output) int {
	if o.flags&obj.SHF_ALLOC == 0 {
		return 1 << 20
	}
	if l.opt.Flat {
		// Who jumps to the first byte wants code there.
		switch {
		case o.flags&obj.SHF_EXECINSTR != 0:
			return 0
		case o.typ == obj.SHT_NOBITS:
			return 3
		case o.flags&obj.SHF_WRITE != 0:
			return 2
		}
		return 1
	}
	rank := map[uint32]int{pfR: 0, pfR | pfX: 1, pfR | pfW: 2, pfR | pfW | pfX: 3}[l.perm(o)] << 12
	if o.typ == obj.SHT_NOBITS && o.flags&obj.SHF_TLS == 0 {
		rank |= 1 << 11
	}
	if o.flags&obj.SHF_X86_64_LARGE != 0 {
		rank |= 1 << 10
	}
	return rank | o.place()
}

// place orders outputs of equal permissions.
func (o *output) place() int {
	if o.flags&obj.SHF_TLS != 0 {
		if o.typ == obj.SHT_NOBITS {
			return 1
		}
		return 0
	}
	for i, name := range [...]string{
		".rela.plt", ".dynsym", ".dynstr", ".rela.dyn", ".rodata", ".eh_frame_hdr", ".eh_frame", ".gcc_except_table",
		".init", ".plt", ".text",
		".preinit_array", ".init_array", ".fini_array", ".ctors", ".dtors", ".data.rel.ro", ".dynamic", ".got", ".data",
	} {
		if o.name == name {
			return 4 + i
		}
	}
	switch {
	case o.typ == obj.SHT_NOTE:
		return 3
	case o.name == ".fini":
		return 101
	}
	return 100
}

// relro reports whether an output is written to only by start-up code: the C
// library protects it before main.
func (o *output) relro() bool {
	if o.flags&obj.SHF_WRITE == 0 {
		return false
	}
	switch o.name {
	case ".preinit_array", ".init_array", ".fini_array", ".ctors", ".dtors", ".data.rel.ro", ".dynamic", ".got":
		return true
	}
	return o.flags&obj.SHF_TLS != 0
}

// alignUp rounds v up to a multiple of align, a power of two; 0 and 1 leave
// it as it is.
func alignUp(v, align uint64) uint64 {
	if align <= 1 {
		return v
	}
	return (v + align - 1) &^ (align - 1)
}
