package linker

import (
	"encoding/binary"
	"hash/maphash"
	"runtime"
	"strings"
	"unsafe"

	"tas/diag"
	"tas/obj"
)

// The tables of an object are used where they stand in memory. Decoded symbols
// and relocations would be twice as large as the file they come from, and the
// first touch of fresh memory costs more than all that is done with it: of a
// link of 1,000 objects it was a third of the processor's time.

// elfSymbol is an Elf64_Sym.
type elfSymbol struct {
	name    uint32 // offset in the string table
	info    uint8  // binding and type
	other   uint8  // visibility
	section uint16
	value   uint64
	size    uint64
}

func (e *elfSymbol) bind() uint8 { return e.info >> 4 }
func (e *elfSymbol) typ() uint8  { return e.info & 15 }
func (e *elfSymbol) vis() uint8  { return e.other & 3 }

// elfSymbols is the symbol table of an object. Names end with a NUL within the
// string table, which whoever makes an elfSymbols has seen to.
type elfSymbols struct {
	entries []elfSymbol
	names   string
	wide    []byte // the sections that do not fit into 16 bits: SHT_SYMTAB_SHNDX
	globals []globalName
	defined int // how many of them are not just referred to
	text    int // bytes of their names

	usual bool // see file.usual
}

// globalName is what is known of a global name since it was checked.
type globalName struct {
	hash   uint32 // see hashName
	length uint32
}

// global is the name of global symbol k.
func (t *elfSymbols) global(k uint32) string {
	at := t.entries[len(t.entries)-len(t.globals)+int(k)].name
	return t.names[at:][:t.globals[k].length]
}

func (t *elfSymbols) name(i uint32) string {
	rest := t.names[t.entries[i].name:]
	return rest[:strings.IndexByte(rest, 0)]
}

// section is the index of the section that symbol i stands in, or one of the
// special ones.
func (t *elfSymbols) section(i uint32) uint32 {
	s := t.entries[i].section
	if s == obj.SHN_XINDEX {
		return le.Uint32(t.wide[4*i:])
	}
	return obj.SectionIndex(s)
}

// decode returns symbol i as the other packages know it.
func (t *elfSymbols) decode(i uint32) obj.ObjectSymbol {
	e := &t.entries[i]
	return obj.ObjectSymbol{
		Name: t.name(i), Section: t.section(i), Value: e.value, Size: e.size,
		Bind: e.bind(), Type: e.typ(), Vis: e.vis(),
	}
}

// encodeSymbols makes the table of an object that the assembler made.
func encodeSymbols(list []obj.ObjectSymbol, firstGlobal int, seed maphash.Seed) elfSymbols {
	if len(list) == 0 {
		return elfSymbols{entries: make([]elfSymbol, 1)}
	}
	length := 1
	for i := range list {
		length += len(list[i].Name) + 1
	}
	t := elfSymbols{entries: make([]elfSymbol, len(list))}
	names := make([]byte, 1, length)
	for i := range list {
		s, e := &list[i], &t.entries[i]
		*e = elfSymbol{
			name: uint32(len(names)), info: s.Bind<<4 | s.Type&15, other: s.Vis,
			section: uint16(s.Section), value: s.Value, size: s.Size,
		}
		names = append(append(names, s.Name...), 0)
		if s.Section >= obj.SHN_LORESERVE && !specialIndex(s.Section) {
			if t.wide == nil {
				t.wide = make([]byte, 4*len(list))
			}
			e.section = obj.SHN_XINDEX
			le.PutUint32(t.wide[4*i:], s.Section)
		}
		if i >= firstGlobal {
			t.globals = append(t.globals, globalName{hashName(seed, s.Name), uint32(len(s.Name))})
			if s.Section != obj.SHN_UNDEF {
				t.defined++
				t.text += len(s.Name)
			}
		}
	}
	t.names = textOf(names)
	return t
}

// textOf is b as a string, without a copy: b does not change any more.
func textOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// inPlace reports whether b, the start of a table, can be used as an array of
// structures: the processor has the byte order of the file, and does not mind
// how they are aligned. (Members of archives stand at any even offset.)
func inPlace(b []byte) bool {
	indifferent := runtime.GOARCH == "amd64" || runtime.GOARCH == "arm64"
	return binary.NativeEndian.Uint16([]byte{1, 0}) == 1 && (indifferent || uintptr(unsafe.Pointer(unsafe.SliceData(b)))%8 == 0)
}

// symbolsOf returns the entries of a symbol table.
func symbolsOf(table []byte) []elfSymbol {
	if inPlace(table) {
		return unsafe.Slice((*elfSymbol)(unsafe.Pointer(unsafe.SliceData(table))), len(table)/symSize)
	}
	return decodeSymbols(table)
}

func decodeSymbols(table []byte) []elfSymbol {
	list := make([]elfSymbol, len(table)/symSize)
	for i := range list {
		b := table[i*symSize:][:symSize]
		list[i] = elfSymbol{le.Uint32(b), b[4], b[5], le.Uint16(b[6:]), le.Uint64(b[8:]), le.Uint64(b[16:])}
	}
	return list
}

// relocsOf returns the entries of an SHT_RELA section.
func relocsOf(table []byte) []obj.Reloc {
	if inPlace(table) {
		return unsafe.Slice((*obj.Reloc)(unsafe.Pointer(unsafe.SliceData(table))), len(table)/relaSize)
	}
	return decodeRelocs(table)
}

func decodeRelocs(table []byte) []obj.Reloc {
	list := make([]obj.Reloc, len(table)/relaSize)
	for i := range list {
		b := table[i*relaSize:][:relaSize]
		list[i] = obj.Reloc{Off: le.Uint64(b), Type: le.Uint32(b[8:]), Sym: le.Uint32(b[12:]), Add: int64(le.Uint64(b[16:]))}
	}
	return list
}

// pos is where the source defines or first names symbol i of f; 0 when that is
// not known.
func (f *file) pos(i uint32) diag.Pos {
	if f.obj != nil && uint64(i) < uint64(len(f.obj.Symbols)) {
		return f.obj.Symbols[i].Pos
	}
	return 0
}
