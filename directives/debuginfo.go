package directives

import (
	"encoding/binary"
	"os"
	"strings"

	"tas/diag"
	"tas/obj"
)

// Debugging information for assembly source (-g). A compiler writes its own
// .debug_info and needs only the line table; for a source without one, this
// file makes what GNU as makes: a row for each line of code, a compilation
// unit with one entry for each function, and the tables of addresses.

// Prefix is one --debug-prefix-map OLD=NEW.
type Prefix struct {
	Old, New string
}

// DebugOptions are the choices of the command line that concern line numbers,
// debugging information and call frames.
type DebugOptions struct {
	Debug      bool     // -g: make information for the assembly source itself
	Dwarf      int      // version asked for: 2 to 5, 2 for plain -g; 0 when not
	CIEVersion int      // --gdwarf-cie-version: 1, 3 or 4; 0 means 1
	CompDir    string   // compilation directory; "" means the current one
	PrefixMap  []Prefix // --debug-prefix-map, in order
	Sections   bool     // --gdwarf-sections: a .debug_line section for each code section
}

// finishDebug writes what .cfi_*, .file and .loc have left behind, or makes
// the sections for it.
func (d *Directives) finishDebug() {
	d.finishLines()
	d.finishInfo()
	d.finishFrames()
}

// The vocabulary of DWARF (5, section 7.5) that we use.
const (
	tagCompileUnit = 0x11
	tagSubprogram  = 0x2e
	tagUnspecified = 0x3b

	atName     = 0x03
	atStmtList = 0x10
	atLowPC    = 0x11
	atHighPC   = 0x12
	atLanguage = 0x13
	atCompDir  = 0x1b
	atProducer = 0x25
	atExternal = 0x3f
	atType     = 0x49
	atRanges   = 0x55

	formAddr        = 0x01
	formData2       = 0x05
	formData4       = 0x06
	formFlag        = 0x0c
	formStrp        = 0x0e
	formRefUdata    = 0x15
	formSecOffset   = 0x17
	formFlagPresent = 0x19

	languageAssembler = 0x8001 // DW_LANG_Mips_Assembler, which all assemblers say

	rangeEnd         = 0x00 // DW_RLE_end_of_list
	rangeStartLength = 0x07 // DW_RLE_start_length
)

const producer = "GNU AS 2.40" // whose information this is, byte for byte

// compDir is the compilation directory.
func (d *Directives) compDir() string {
	if d.opt.CompDir != "" {
		return d.opt.CompDir
	}
	dir, err := os.Getwd()
	if err != nil {
		return "."
	}
	return dir
}

// mapPrefix applies --debug-prefix-map: the last one given that fits.
func (d *Directives) mapPrefix(path string) string {
	for i := len(d.opt.PrefixMap) - 1; i >= 0; i-- {
		if rest, ok := strings.CutPrefix(path, d.opt.PrefixMap[i].Old); ok {
			return d.opt.PrefixMap[i].New + rest
		}
	}
	return path
}

// debugSection returns the last section called name, which gets the flags beside
// its own, and makes one when there is none. Its symbol has no place in .symtab yet.
func (d *Directives) debugSection(name string, flags uint64) obj.SectionID {
	u := d.u
	if id := d.namedSection(name); id != 0 {
		u.Sections[id].Flags |= flags
		return id
	}
	id := u.NewSection(obj.Section{Name: name, Type: obj.SHT_PROGBITS, Flags: flags})
	s := &u.Sections[id]
	named := &u.Syms[s.Sym]
	named.Flags, named.Type = obj.SymTemp, obj.STT_NOTYPE
	s.Sym = u.Place(obj.Loc{Part: s.Parts[0]}, 0)
	u.Syms[s.Sym].Flags = obj.SymSection
	u.Syms[s.Sym].Type = obj.STT_SECTION
	return id
}

// inSection is the address off bytes behind a place, as its section's symbol
// plus a constant. Relaxation must be done.
func (d *Directives) inSection(l obj.Loc, off uint64) obj.Value {
	sym := d.u.Sections[d.u.Part(l.Part).Section].Sym
	return obj.Value{Kind: obj.ValueSym, Sym: sym, Add: int64(d.u.Address(l) + off)}
}

// sourceRow makes the row of an instruction of assembly source. Rows of one
// line after the other are one row.
func (d *Directives) sourceRow(at obj.Loc, pos diag.Pos) {
	l := &d.lines
	p := d.sourceLine(pos)
	if l.lastLine == p.Line && l.lastFile == p.File {
		return
	}
	l.lastLine, l.lastFile = p.Line, p.File
	l.now = lineNow{file: l.sourcePath(p.File), line: uint32(p.Line), flags: l.now.flags}
	d.addRow(at, false, 0, pos)
	l.now = lineNow{}
}

// sourcePath returns the index of a file of the source in paths.
func (l *lineState) sourcePath(path string) uint32 {
	for i := len(l.paths) - 1; i >= 0; i-- {
		if l.paths[i] == path {
			return uint32(i)
		}
	}
	l.paths = append(l.paths, path)
	return uint32(len(l.paths) - 1)
}

// numberFiles gives the files of the source numbers, in the order in which the
// rows are written.
func (d *Directives) numberFiles() {
	l := &d.lines
	if len(l.paths) == 0 {
		return
	}
	for _, sec := range l.sections {
		for _, part := range d.u.Sections[sec].Parts {
			i := int(part - obj.FirstPart)
			if i >= len(l.tails) {
				continue
			}
			for n := l.tails[i].first; n != 0; n = l.rows[n].next {
				r := &l.rows[n]
				r.what += l.sourceFile(l.paths[r.file()]) - r.file()
			}
		}
	}
}

// sourceFile returns the number of a file of the source.
func (l *lineState) sourceFile(path string) uint32 {
	name, dir := path, uint32(0)
	if i := lastSlash(path); i > 0 {
		name, dir = path[i+1:], l.directory(path[:i])
	}
	for i := range l.files {
		if f := &l.files[i]; f.used && f.name == name && f.dir == dir {
			return uint32(i)
		}
	}
	if len(l.files) == 0 {
		l.files = append(l.files, lineFile{})
	}
	l.files = append(l.files, lineFile{name: name, dir: dir, used: true})
	return uint32(len(l.files) - 1)
}

// function is a subprogram entry.
type function struct {
	symbol   obj.SymID
	name     uint32 // offset in .debug_str
	external bool
	size     obj.Value
}

// infoWriter writes .debug_info, .debug_aranges and .debug_ranges or
// .debug_rnglists: which of them is told by the part.
type infoWriter struct {
	d       *Directives
	version int

	info, abbrev, aranges, str, ranges, line obj.SectionID

	name, dir, producer uint32 // offsets in .debug_str, from strings on
	strings             obj.Loc
	functions           []function
	external            byte      // form of DW_AT_external, 0 = not there
	noType              obj.SymID // as's label of the type entry, which -L shows

	data   []byte
	fixups []obj.Fixup
}

// finishInfo makes the sections for debugging information when the source has
// line numbers but no .debug_info of its own.
func (d *Directives) finishInfo() {
	if len(d.lines.sections) == 0 || d.ownDebugInfo() {
		return
	}
	w := &infoWriter{d: d, version: d.dwarf(), line: d.namedSection(".debug_line")}
	w.info = d.lateSection(".debug_info", 0, 1, w)
	w.abbrev = d.debugSection(".debug_abbrev", 0)
	w.aranges = d.lateSection(".debug_aranges", 0, 16, w)
	w.str = d.debugSection(".debug_str", obj.SHF_MERGE|obj.SHF_STRINGS)
	d.u.Sections[w.str].EntSize = 1
	if len(d.lines.sections) > 1 {
		if w.version >= 5 {
			w.ranges = d.lateSection(".debug_rnglists", 0, 1, w)
		} else {
			w.ranges = d.lateSection(".debug_ranges", 0, 16, w)
		}
	}
	// As refers to these by their symbols, to the other sections by relocations.
	for _, id := range [...]obj.SectionID{w.info, w.abbrev, w.line, d.namedSection(".debug_line_end")} {
		if id != 0 {
			d.u.Pin(d.u.Sections[id].Sym)
		}
	}
	w.findFunctions()
	if d.u.KeepLocals && w.version >= 3 && len(w.functions) != 0 {
		w.noType = d.u.Symbol([]byte(".Ldebug_no_type_tag"), 0)
	}
	w.writeStrings()
	w.writeAbbrev()
}

// findFunctions lists the functions that have a size.
func (w *infoWriter) findFunctions() {
	u := w.d.u
	all, some := true, false
	for id := 1; id < len(u.Syms); id++ { // such a source is not read in pieces
		s := &u.Syms[id]
		if s.Type != obj.STT_FUNC && s.Type != obj.STT_GNU_IFUNC || !s.InPart() || s.Extra == 0 {
			continue
		}
		size := u.Extras[s.Extra].Size
		if n := u.Extras[s.Extra].Known; n != 0 {
			size = obj.Int(n)
		}
		if size.Kind == obj.ValueNone || size.Kind == obj.ValueInt && size.Add == 0 {
			continue
		}
		f := function{symbol: obj.SymID(id), size: size}
		f.external = s.Flags&obj.SymGlobal != 0 && s.Flags&obj.SymWeak == 0
		all, some = all && f.external, some || f.external
		w.functions = append(w.functions, f)
	}
	if some {
		w.external = formFlag
		if all && w.version >= 4 {
			w.external = formFlagPresent
		}
	}
}

// writeStrings puts the strings into .debug_str.
func (w *infoWriter) writeStrings() {
	d := w.d
	l := &d.lines
	part := d.u.NewPart(w.str, 0)
	w.strings = d.u.PartEnd(part)
	p := d.u.Part(part)
	start := len(p.Data)
	add := func(s string) uint32 {
		at := len(p.Data) - start
		p.Data = append(append(p.Data, s...), 0)
		return uint32(at)
	}
	first := 1
	if w.version >= 5 && len(l.files) != 0 && l.files[0].used {
		first = 0
	}
	name := ""
	if first < len(l.files) {
		f := &l.files[first]
		name = f.name
		if f.dir != 0 {
			name = d.mapPrefix(l.dirs[f.dir]) + "/" + name
		}
	}
	w.name = add(name)
	w.dir = add(d.mapPrefix(d.compDir()))
	w.producer = add(producer)
	for i := range w.functions {
		f := &w.functions[i]
		f.name = add(string(d.u.Name(f.symbol)))
	}
}

// writeAbbrev writes .debug_abbrev: the shapes of the entries.
func (w *infoWriter) writeAbbrev() {
	offset, length := byte(formData4), byte(formAddr)
	if w.version >= 4 {
		offset, length = formSecOffset, formUdata
	}
	p := w.d.u.Part(w.d.u.NewPart(w.abbrev, 0))
	b := p.Data
	children := byte(0)
	if len(w.functions) != 0 {
		children = 1
	}
	b = append(b, 1, tagCompileUnit, children, atStmtList, offset)
	if w.ranges != 0 {
		b = append(b, atRanges, offset)
	} else {
		b = append(b, atLowPC, formAddr, atHighPC, length)
	}
	b = append(b, atName, formStrp, atCompDir, formStrp, atProducer, formStrp, atLanguage, formData2, 0, 0)
	if len(w.functions) != 0 {
		b = append(b, 2, tagSubprogram, 0, atName, formStrp)
		if w.external != 0 {
			b = append(b, atExternal, w.external)
		}
		if w.version >= 3 {
			b = append(b, atType, formRefUdata)
		}
		b = append(b, atLowPC, formAddr, atHighPC, length, 0, 0)
		if w.version >= 3 {
			b = append(b, 3, tagUnspecified, 0, 0, 0)
		}
	}
	p.Data = append(b, 0)
}

// WriteLate writes one of the sections that measure code.
func (w *infoWriter) WriteLate(u *obj.Unit, part obj.PartID) {
	p := u.Part(part)
	start := len(p.Data)
	w.data, w.fixups = p.Data, p.Fixups
	w.data = append(w.data, 0, 0, 0, 0)
	switch p.Section {
	case w.info:
		w.writeInfo(part, start)
	case w.aranges:
		w.writeAranges()
	default:
		if w.version < 5 {
			w.data = w.data[:start] // a list without a header
			w.writeRanges()
			p.Data, p.Fixups = w.data, w.fixups
			return
		}
		w.writeRangeLists()
	}
	binary.LittleEndian.PutUint32(w.data[start:], uint32(len(w.data)-start-4))
	p.Data, p.Fixups = w.data, w.fixups
}

// section is a reference to a place in a section.
func (w *infoWriter) section(id obj.SectionID, off uint64) obj.Value {
	return obj.Value{Kind: obj.ValueSym, Sym: w.d.u.Sections[id].Sym, Add: int64(off)}
}

func (w *infoWriter) fixup(v obj.Value, width int) {
	w.fixups = append(w.fixups, obj.Fixup{
		Off: uint32(len(w.data)), Width: uint8(width), Kind: obj.FixAbs, Flags: obj.FixData, Value: v,
	})
	for i := 0; i < width; i++ {
		w.data = append(w.data, 0)
	}
}

func (w *infoWriter) string(off uint32) {
	w.fixup(w.d.inSection(w.strings, uint64(off)), 4)
}

// writeInfo writes the compilation unit and the functions.
func (w *infoWriter) writeInfo(part obj.PartID, start int) {
	u := w.d.u
	w.data = append(w.data, byte(w.version), 0)
	if w.version >= 5 {
		w.data = append(w.data, 1, 8) // DW_UT_compile, size of addresses
	}
	w.fixup(w.section(w.abbrev, 0), 4)
	if w.version < 5 {
		w.data = append(w.data, 8)
	}

	w.data = append(w.data, 1)
	w.fixup(w.section(w.line, 0), 4)
	if w.ranges != 0 {
		off := uint64(0)
		if w.version >= 5 {
			off = rangeListsHeader
		}
		w.fixup(w.section(w.ranges, off), 4)
	} else {
		sec := w.d.lines.sections[0]
		w.fixup(w.section(sec, 0), 8)
		if w.version < 4 {
			w.fixup(w.section(sec, u.Sections[sec].Size), 8)
		} else {
			w.data = obj.AppendULEB(w.data, u.Sections[sec].Size)
		}
	}
	w.string(w.name)
	w.string(w.dir)
	w.string(w.producer)
	w.data = binary.LittleEndian.AppendUint16(w.data, languageAssembler)

	if len(w.functions) == 0 {
		return
	}
	var types []int // the references to the type entry, still to be filled in
	typeSize := 1
	for again := true; again; {
		again = false
		data, fixups := w.data, w.fixups
		types = types[:0]
		for i := range w.functions {
			types = append(types, w.writeFunction(&w.functions[i], typeSize))
		}
		if w.version >= 3 {
			entry := uint64(len(w.data) - start)
			if n := obj.SizeULEB(entry); n > typeSize {
				w.data, w.fixups = data, fixups
				typeSize, again = n, true
				continue
			}
			for _, at := range types {
				putULEB(w.data[at:at+typeSize], entry)
			}
			if w.noType != 0 {
				s := &u.Syms[w.noType]
				s.Part, s.Off = part, uint64(len(w.data))
			}
			w.data = append(w.data, 3)
		}
	}
	w.data = append(w.data, 0)
}

// putULEB writes v in exactly len(b) bytes.
func putULEB(b []byte, v uint64) {
	for i := range b {
		b[i] = byte(v)&0x7f | 0x80
		v >>= 7
	}
	b[len(b)-1] &= 0x7f
}

// writeFunction writes a subprogram entry and returns where its type is to be
// filled in.
func (w *infoWriter) writeFunction(f *function, typeSize int) int {
	w.data = append(w.data, 2)
	w.string(f.name)
	if w.external == formFlag {
		flag := byte(0)
		if f.external {
			flag = 1
		}
		w.data = append(w.data, flag)
	}
	at := len(w.data)
	if w.version >= 3 {
		for i := 0; i < typeSize; i++ {
			w.data = append(w.data, 0)
		}
	}
	size, ok := w.d.u.Final(f.size)
	if !ok {
		w.d.in.Diags.Errorf(diag.At(w.d.u.Syms[f.symbol].Pos), "the size of %s must be a number", w.d.u.Name(f.symbol))
	}
	low := obj.SymValue(f.symbol)
	w.fixup(low, 8)
	if w.version < 4 {
		low.Add = size
		w.fixup(low, 8)
	} else {
		w.data = obj.AppendULEB(w.data, uint64(size))
	}
	return at
}

// writeAranges writes where the unit's code is.
func (w *infoWriter) writeAranges() {
	u := w.d.u
	w.data = append(w.data, 2, 0)
	w.fixup(w.section(w.info, 0), 4)
	w.data = append(w.data, 8, 0)
	w.data = append(w.data, 0, 0, 0, 0) // to a multiple of two addresses
	for _, sec := range w.d.lines.sections {
		w.fixup(w.section(sec, 0), 8)
		w.data = binary.LittleEndian.AppendUint64(w.data, u.Sections[sec].Size)
	}
	w.data = append(w.data, make([]byte, 16)...)
}

// writeRanges writes the list of DWARF 3 and 4: a base address of zero, then
// pairs.
func (w *infoWriter) writeRanges() {
	w.data = binary.LittleEndian.AppendUint64(w.data, 1<<64-1)
	w.data = binary.LittleEndian.AppendUint64(w.data, 0)
	for _, sec := range w.d.lines.sections {
		w.fixup(w.section(sec, 0), 8)
		w.fixup(w.section(sec, w.d.u.Sections[sec].Size), 8)
	}
	w.data = append(w.data, make([]byte, 16)...)
}

const rangeListsHeader = 12 // bytes, after which the list begins

// writeRangeLists writes the list of DWARF 5, but for the length in front.
func (w *infoWriter) writeRangeLists() {
	w.data = append(w.data, 5, 0, 8, 0, 0, 0, 0, 0)
	for _, sec := range w.d.lines.sections {
		w.data = append(w.data, rangeStartLength)
		w.fixup(w.section(sec, 0), 8)
		w.data = obj.AppendULEB(w.data, w.d.u.Sections[sec].Size)
	}
	w.data = append(w.data, rangeEnd)
}
