package image

import (
	"fmt"
	"strings"

	"tas/obj"
)

// field is one field of a header or of a table entry, in the specification's
// words. free marks those that Linux does not look at when it runs the file:
// what golf hides its code in.
type field struct {
	name      string
	off, size uint8
	free      bool
}

var headerFields = [...]field{
	{"EI_MAG", 0, 4, false},
	{"EI_CLASS", 4, 1, true},
	{"EI_DATA", 5, 1, true},
	{"EI_VERSION", 6, 1, true},
	{"EI_OSABI", 7, 1, true},
	{"EI_ABIVERSION", 8, 1, true},
	{"EI_PAD", 9, 7, true},
	{"e_type", 16, 2, false},
	{"e_machine", 18, 2, false},
	{"e_version", 20, 4, true},
	{"e_entry", 24, 8, false},
	{"e_phoff", 32, 8, false},
	{"e_shoff", 40, 8, true},
	{"e_flags", 48, 4, true},
	{"e_ehsize", 52, 2, true},
	{"e_phentsize", 54, 2, false},
	{"e_phnum", 56, 2, false},
	{"e_shentsize", 58, 2, true},
	{"e_shnum", 60, 2, true},
	{"e_shstrndx", 62, 2, true},
}

var programFields = [...]field{
	{"p_type", 0, 4, false},
	{"p_flags", 4, 4, false},
	{"p_offset", 8, 8, false},
	{"p_vaddr", 16, 8, false},
	{"p_paddr", 24, 8, true},
	{"p_filesz", 32, 8, false},
	{"p_memsz", 40, 8, false},
	{"p_align", 48, 8, true},
}

var sectionFields = [...]field{
	{"sh_name", 0, 4, false},
	{"sh_type", 4, 4, false},
	{"sh_flags", 8, 8, false},
	{"sh_addr", 16, 8, false},
	{"sh_offset", 24, 8, false},
	{"sh_size", 32, 8, false},
	{"sh_link", 40, 4, false},
	{"sh_info", 44, 4, false},
	{"sh_addralign", 48, 8, false},
	{"sh_entsize", 56, 8, false},
}

// fieldsOf returns the fields of the headers that a kind consists of.
func fieldsOf(kind Kind) []field {
	switch kind {
	case KindHeader:
		return headerFields[:]
	case KindProgramHeader:
		return programFields[:]
	case KindSectionHeader:
		return sectionFields[:]
	}
	return nil
}

// isFree reports whether the kernel runs the file whatever the field holds.
func (im *Image) isFree(f *field) bool { return f.free && im.Type != typeRel }

// fieldValue writes the value of a header field, and its meaning where the
// number alone says little.
func (im *Image) fieldValue(f *field, r *Region) string {
	b := im.Bytes[r.Off+uint64(f.off):][:f.size]
	var v uint64
	for i := len(b) - 1; i >= 0; i-- {
		v = v<<8 | uint64(b[i])
	}
	switch f.name {
	case "EI_MAG":
		return `"\x7fELF"`
	case "EI_PAD":
		if v == 0 {
			return "0"
		}
		return fmt.Sprintf("% x", b)
	case "EI_CLASS":
		return meaning(v, 2, "64 bits")
	case "EI_DATA":
		return meaning(v, 1, "little endian")
	case "EI_OSABI":
		if v == 3 {
			return "3, GNU"
		}
		return meaning(v, 0, "System V")
	case "e_type":
		return numbered(v, "", "ET_REL", "ET_EXEC", "ET_DYN")
	case "e_machine":
		return meaning(v, machineX8664, "x86-64")
	case "e_flags", "p_vaddr", "p_paddr", "sh_addr", "p_align":
		return fmt.Sprintf("%#x", v)
	case "e_entry":
		if name := im.nameOf(v); name != "" && im.Type != typeRel {
			return fmt.Sprintf("%#x, %s", v, name)
		}
		return fmt.Sprintf("%#x", v)
	case "p_type":
		return programType(v)
	case "p_flags":
		return fmt.Sprintf("%#x, %s", v, permissions(v))
	case "sh_type":
		return sectionType(v)
	case "sh_flags":
		return fmt.Sprintf("%#x%s", v, sectionFlags(v))
	case "sh_name":
		if s := im.sectionOf(r); s != nil && s.name != "" {
			return fmt.Sprintf("%d, %s", v, s.name)
		}
	case "e_phoff", "e_shoff", "p_offset", "p_filesz", "p_memsz", "sh_offset", "sh_size":
		if v > 9 {
			return fmt.Sprintf("%#x, %d", v, v)
		}
	}
	return fmt.Sprint(v)
}

func meaning(v, usual uint64, text string) string {
	if v == usual {
		return fmt.Sprintf("%d, %s", v, text)
	}
	return fmt.Sprintf("%#x", v)
}

// numbered names a value by its place in a list.
func numbered(v uint64, names ...string) string {
	if v < uint64(len(names)) && names[v] != "" {
		return fmt.Sprintf("%d, %s", v, names[v])
	}
	return fmt.Sprintf("%#x", v)
}

func programType(v uint64) string {
	switch v {
	case 0x6474e550:
		return "PT_GNU_EH_FRAME"
	case 0x6474e551:
		return "PT_GNU_STACK"
	case 0x6474e552:
		return "PT_GNU_RELRO"
	case 0x6474e553:
		return "PT_GNU_PROPERTY"
	}
	return numbered(v, "PT_NULL", "PT_LOAD", "PT_DYNAMIC", "PT_INTERP", "PT_NOTE", "PT_SHLIB", "PT_PHDR", "PT_TLS")
}

// permissions spells p_flags out.
func permissions(v uint64) string {
	var set []string
	for i, name := range [...]string{"execute", "write", "read"} {
		if v&(1<<i) != 0 {
			set = append([]string{name}, set...)
		}
	}
	if set == nil {
		return "nothing allowed"
	}
	return strings.Join(set, " + ")
}

func sectionType(v uint64) string {
	switch v {
	case obj.SHT_X86_64_UNWIND:
		return "SHT_X86_64_UNWIND"
	case obj.SHT_LLVM_ADDRSIG:
		return "SHT_LLVM_ADDRSIG"
	}
	return numbered(v, "SHT_NULL", "SHT_PROGBITS", "SHT_SYMTAB", "SHT_STRTAB", "SHT_RELA", "SHT_HASH", "SHT_DYNAMIC",
		"SHT_NOTE", "SHT_NOBITS", "SHT_REL", "SHT_SHLIB", "SHT_DYNSYM", "", "", "SHT_INIT_ARRAY", "SHT_FINI_ARRAY",
		"SHT_PREINIT_ARRAY", "SHT_GROUP", "SHT_SYMTAB_SHNDX")
}

// sectionFlags spells section flags out, each behind a comma or a plus.
func sectionFlags(v uint64) string {
	text := ""
	for _, f := range [...]struct {
		bit  uint64
		name string
	}{
		{obj.SHF_WRITE, "WRITE"}, {obj.SHF_ALLOC, "ALLOC"}, {obj.SHF_EXECINSTR, "EXECINSTR"}, {obj.SHF_MERGE, "MERGE"},
		{obj.SHF_STRINGS, "STRINGS"}, {obj.SHF_INFO_LINK, "INFO_LINK"}, {obj.SHF_LINK_ORDER, "LINK_ORDER"},
		{obj.SHF_GROUP, "GROUP"}, {obj.SHF_TLS, "TLS"}, {obj.SHF_COMPRESSED, "COMPRESSED"},
		{obj.SHF_GNU_RETAIN, "GNU_RETAIN"}, {obj.SHF_X86_64_LARGE, "LARGE"}, {obj.SHF_EXCLUDE, "EXCLUDE"},
	} {
		if v&f.bit != 0 {
			text += " + " + f.name
		}
	}
	if text == "" {
		return ""
	}
	return "," + text[2:]
}

// symbolEntry describes an entry of a symbol table.
func (im *Image) symbolEntry(e, names []byte) string {
	home, value, size := obj.SectionIndex(uint16(u16(e[6:]))), u64(e[8:]), u64(e[16:])
	name := nameIn(names, u32(e))
	kind, bind := e[4]&15, e[4]>>4
	where := fmt.Sprintf("in section %d", home)
	switch {
	case home == obj.SHN_UNDEF && name == "" && e[4] == 0 && value == 0:
		return "the null symbol"
	case home == obj.SHN_UNDEF:
		where = "undefined"
	case home == obj.SHN_ABS:
		where = "absolute"
	case home == obj.SHN_COMMON:
		where = "common"
	case int(home) < len(im.sections) && im.sections[home].name != "":
		where = "in " + im.sections[home].name
	}
	text := strings.TrimSpace(name + " " + fmt.Sprintf("= %#x %s", value, where))
	if home == obj.SHN_UNDEF {
		text = name + " " + where
	}
	if size > 0 {
		text += fmt.Sprintf(", size %d", size)
	}
	if bind < 3 {
		text += ", " + [...]string{"local", "global", "weak"}[bind]
	}
	if kind > 0 && kind < 7 {
		text += " " + [...]string{"", "object", "function", "section", "file", "common", "thread-local"}[kind]
	}
	if e[5]&3 != 0 {
		text += " " + [...]string{"", "internal", "hidden", "protected"}[e[5]&3]
	}
	return text
}

// relocNames are the psABI's, without R_X86_64_ in front.
const relocNames = "NONE 64 PC32 GOT32 PLT32 COPY GLOB_DAT JUMP_SLOT RELATIVE GOTPCREL 32 32S 16 PC16 8 PC8 " +
	"DTPMOD64 DTPOFF64 TPOFF64 TLSGD TLSLD DTPOFF32 GOTTPOFF TPOFF32 PC64 GOTOFF64 GOTPC32 GOT64 GOTPCREL64 " +
	"GOTPC64 GOTPLT64 PLTOFF64 SIZE32 SIZE64 GOTPC32_TLSDESC TLSDESC_CALL TLSDESC IRELATIVE RELATIVE64 " +
	"- - GOTPCRELX REX_GOTPCRELX"

func relocName(typ uint32) string {
	rest := relocNames
	for i := uint32(0); rest != ""; i++ {
		var name string
		name, rest, _ = strings.Cut(rest, " ")
		if i == typ && name != "-" {
			return "R_X86_64_" + name
		}
	}
	return fmt.Sprintf("relocation %d", typ)
}
