package directives

import (
	"encoding/binary"

	"tas/diag"
	"tas/obj"
)

// .debug_line (DWARF 5, section 6.2): a header with the directory and file
// tables, then a program for a machine whose registers are a row of the line
// table. Most rows are one byte, a special opcode that advances address and
// line together. Each section is a sequence of its own.

// The opcodes.
const (
	lnCopy          = 1
	lnAdvancePC     = 2
	lnAdvanceLine   = 3
	lnSetFile       = 4
	lnSetColumn     = 5
	lnNegateStmt    = 6
	lnBasicBlock    = 7
	lnConstAddPC    = 8 // as far as special opcode 255 advances
	lnPrologueEnd   = 10
	lnEpilogueBegin = 11
	lnSetISA        = 12

	lnExtEndSequence   = 1
	lnExtSetAddress    = 2
	lnExtDiscriminator = 4
)

// The parameters of special opcodes: line advances from lineBase up to
// lineBase+lineRange-1.
const (
	lineBase   = -5
	lineRange  = 14
	lineOpBase = 13

	lineConstAdd = (255 - lineOpBase) / lineRange
)

// Content types and forms of the DWARF 5 tables.
const (
	lnctPath      = 1
	lnctDirectory = 2
	lnctMD5       = 5

	formUdata   = 0x0f
	formData16  = 0x1e
	formLineStr = 0x1f
)

// lineWriter writes the line table of a unit.
type lineWriter struct {
	d *Directives

	// For DWARF 5: where our strings begin in .debug_line_str, and the offset
	// of each directory and file name from there.
	strings   obj.Loc
	dirNames  []uint32
	fileNames []uint32

	end obj.SectionID // .debug_line_end of --gdwarf-sections, 0 = none

	data   []byte
	fixups []obj.Fixup

	// Where as's fragments ended for want of room, in a part.
	ends   []obj.Loc
	endsOf obj.PartID
}

// finishLines makes the sections for the line table when there is something
// to say: rows, or the source's own .debug_info, which may speak of the table.
func (d *Directives) finishLines() {
	d.finishViews()
	l := &d.lines
	if len(l.sections) == 0 && !d.ownDebugInfo() {
		return
	}
	id := d.debugSection(".debug_line", 0)
	if d.sectionFilled(id) {
		if !l.located {
			l.sections = nil // the source knows better than -g
			return
		}
		d.in.Diags.Errorf(diag.Span{}, "the source has its own .debug_line section and line numbers for another; leave out one of them")
		return
	}
	w := &lineWriter{d: d}
	d.lateSection(".debug_line", 0, 1, w)
	d.numberFiles()
	d.completeFiles()
	if d.dwarf() >= 5 && len(l.files) != 0 {
		w.writeStrings()
	}
	if d.opt.Sections {
		w.split()
	}
}

// split gives each section but .text a line table section of its own, for
// --gdwarf-sections; .debug_line has the header, .debug_line_end tells where
// the program ends.
func (w *lineWriter) split() {
	d := w.d
	for _, sec := range d.lines.sections {
		if name := d.u.Sections[sec].Name; name != ".text" {
			d.lateSection(".debug_line"+name, obj.SHF_WRITE, 1, &sequenceWriter{w, sec})
		}
	}
	w.end = d.debugSection(".debug_line_end", obj.SHF_WRITE)
}

// sequenceWriter writes the rows of one section to a section of their own.
type sequenceWriter struct {
	w   *lineWriter
	sec obj.SectionID
}

// WriteLate writes the rows behind what the part has.
func (s *sequenceWriter) WriteLate(u *obj.Unit, part obj.PartID) {
	p := u.Part(part)
	s.w.data, s.w.fixups = p.Data, p.Fixups
	s.w.sequence(s.sec)
	p.Data, p.Fixups = s.w.data, s.w.fixups
}

// sectionFilled reports whether a section has contents.
func (d *Directives) sectionFilled(id obj.SectionID) bool {
	for _, p := range d.u.Sections[id].Parts {
		if part := d.u.Part(p); len(part.Data) != 0 || part.Items() != 0 {
			return true
		}
	}
	return false
}

// ownDebugInfo reports whether the source has its own .debug_info.
func (d *Directives) ownDebugInfo() bool {
	id := d.namedSection(".debug_info")
	return id != 0 && d.sectionFilled(id)
}

// completeFiles checks the file table for holes. DWARF 5 has a file 0, which is
// file 1 again when the source does not say.
func (d *Directives) completeFiles() {
	l := &d.lines
	for i := 1; i < len(l.files); i++ {
		if !l.files[i].used {
			d.in.Diags.Errorf(diag.Span{}, "file number %d is not known, but %d is; number the files without holes", i, len(l.files)-1)
			return
		}
	}
}

// writeStrings puts the names for DWARF 5 into .debug_line_str.
func (w *lineWriter) writeStrings() {
	d := w.d
	l := &d.lines
	id := d.debugSection(".debug_line_str", obj.SHF_MERGE|obj.SHF_STRINGS)
	d.u.Sections[id].EntSize = 1
	part := d.u.NewPart(id, 0)
	w.strings = d.u.PartEnd(part)
	p := d.u.Part(part)
	start := len(p.Data)
	add := func(name string) uint32 {
		at := len(p.Data) - start
		p.Data = append(append(p.Data, name...), 0)
		return uint32(at)
	}
	if len(l.dirs) == 0 {
		l.dirs = append(l.dirs, "")
	}
	for i, dir := range l.dirs {
		if i == 0 && dir == "" {
			dir = d.compDir()
		}
		w.dirNames = append(w.dirNames, add(d.mapPrefix(dir)))
	}
	first := 0
	if !l.files[0].used && len(l.files) > 1 {
		first = 1
		w.fileNames = append(w.fileNames, 0)
	}
	for _, f := range l.files[first:] {
		w.fileNames = append(w.fileNames, add(f.name))
	}
	if first == 1 {
		l.files[0] = l.files[1]
		w.fileNames[0] = w.fileNames[1]
	}
}

// WriteLate writes the line table behind what the part has.
func (w *lineWriter) WriteLate(u *obj.Unit, part obj.PartID) {
	p := u.Part(part)
	start := len(p.Data)
	w.data = append(make([]byte, 0, start+256+4*len(w.d.lines.rows)), p.Data...)
	w.fixups = p.Fixups
	if w.end != 0 {
		// The length is what lies between here and the end.
		w.fixups = append(w.fixups, obj.Fixup{
			Off: uint32(start), Width: 4, Kind: obj.FixPCRel, Flags: obj.FixData, Value: obj.SymValue(u.Sections[w.end].Sym),
		})
	}
	w.header()
	for _, sec := range w.d.lines.sections {
		if w.end == 0 || u.Sections[sec].Name == ".text" {
			w.sequence(sec)
		}
	}
	if w.end == 0 {
		binary.LittleEndian.PutUint32(w.data[start:], uint32(len(w.data)-start-4))
	}
	w.d.checkZeroViews()
	p = u.Part(part)
	p.Data, p.Fixups = w.data, w.fixups
	if w.end == 0 { // this is the only one
		obj.Reuse(u, w.d.lines.rows)
		w.d.lines.rows = nil
	}
}

// header writes the header, but for the length of the whole.
func (w *lineWriter) header() {
	version := max(w.d.dwarf(), 3)
	w.data = append(w.data, 0, 0, 0, 0, byte(version), 0)
	if version >= 5 {
		w.data = append(w.data, 8, 0) // sizes of addresses and segment selectors
	}
	length := len(w.data)
	w.data = append(w.data, 0, 0, 0, 0)
	w.data = append(w.data, 1) // minimum instruction length
	if version >= 4 {
		w.data = append(w.data, 1) // operations per instruction
	}
	w.data = append(w.data, 1, lineBase&0xff, lineRange, lineOpBase)
	w.data = append(w.data, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1) // operands of the standard opcodes
	if version >= 5 {
		w.tables()
	} else {
		w.oldTables()
	}
	binary.LittleEndian.PutUint32(w.data[length:], uint32(len(w.data)-length-4))
}

// tables writes directories and files in the form of DWARF 5.
func (w *lineWriter) tables() {
	l := &w.d.lines
	w.data = append(w.data, 1, lnctPath, formLineStr)
	w.data = obj.AppendULEB(w.data, uint64(len(l.dirs)))
	for i := range l.dirs {
		w.lineString(w.dirNames[i])
	}
	sums := false
	for i := range l.files {
		sums = sums || l.files[i].md5[0] != 0 // as takes others for none
	}
	if sums {
		w.data = append(w.data, 3, lnctPath, formLineStr, lnctDirectory, formUdata, lnctMD5, formData16)
	} else {
		w.data = append(w.data, 2, lnctPath, formLineStr, lnctDirectory, formUdata)
	}
	w.data = obj.AppendULEB(w.data, uint64(len(l.files)))
	for i := range l.files {
		f := &l.files[i]
		w.lineString(w.fileNames[i])
		w.data = obj.AppendULEB(w.data, uint64(f.dir))
		if sums {
			w.data = append(w.data, f.md5[:]...)
		}
	}
}

// oldTables writes directories and files in the form of DWARF 2 to 4.
func (w *lineWriter) oldTables() {
	l := &w.d.lines
	for i := 1; i < len(l.dirs); i++ {
		w.data = append(append(w.data, w.d.mapPrefix(l.dirs[i])...), 0)
	}
	w.data = append(w.data, 0)
	for i := 1; i < len(l.files); i++ {
		f := &l.files[i]
		w.data = append(append(w.data, f.name...), 0)
		w.data = obj.AppendULEB(w.data, uint64(f.dir))
		w.data = append(w.data, 0, 0) // time and size: not known
	}
	w.data = append(w.data, 0)
}

// lineString writes a reference to our string at off in .debug_line_str.
func (w *lineWriter) lineString(off uint32) {
	w.fixup(w.d.inSection(w.strings, uint64(off)), 4)
}

func (w *lineWriter) fixup(v obj.Value, width int) {
	w.fixups = append(w.fixups, obj.Fixup{
		Off: uint32(len(w.data)), Width: uint8(width), Kind: obj.FixAbs, Flags: obj.FixData, Value: v,
	})
	for i := 0; i < width; i++ {
		w.data = append(w.data, 0)
	}
}

// sequence writes the rows of a section.
func (w *lineWriter) sequence(sec obj.SectionID) {
	u, l := w.d.u, &w.d.lines
	now := lineNow{file: 1, line: 1}
	at := uint64(0)
	var last *lineRow
	var lastPart obj.PartID
	for _, part := range u.Sections[sec].Parts {
		i := int(part - obj.FirstPart)
		if i >= len(l.tails) {
			continue
		}
		for n := l.tails[i].first; n != 0; n = l.rows[n].next {
			r := &l.rows[n]
			to := u.Address(obj.Loc{Part: part, Frag: r.frag, Off: r.off})
			disc, isa := uint32(0), uint32(0)
			if r.flags()&rowMore != 0 {
				disc, isa = l.rows[n+1].line, l.rows[n+1].column
			}
			w.registers(r, disc, isa, &now)
			if last == nil || r.flags()&rowViewReset != 0 && w.mayStandStill(lastPart, last, part, r) {
				w.data = append(w.data, 0, 9, lnExtSetAddress)
				w.fixup(w.d.rowAddress(n, sec, to), 8)
				at = to
			}
			// GNU as counts lines in 32 bits, the steps between them with a sign.
			w.data = appendRow(w.data, int64(int32(r.line-now.line)), to-at)
			at, now.line = to, r.line
			last, lastPart = r, part
		}
	}
	if last != nil {
		w.data = appendEnd(w.data, u.Sections[sec].Size-at)
	}
}

// rowAddress is the address of a row: a place in its section, or the label that
// made it.
func (d *Directives) rowAddress(row uint32, sec obj.SectionID, at uint64) obj.Value {
	for _, l := range d.lines.labelled {
		if l.row == row {
			return obj.SymValue(l.label)
		}
	}
	return obj.Value{Kind: obj.ValueSym, Sym: d.u.Sections[sec].Sym, Add: int64(at)}
}

// checkZeroViews reports the views that were said to be zero and are not.
func (d *Directives) checkZeroViews() {
	for _, z := range d.lines.zeros {
		if n, ok := d.u.Final(z.view); !ok || n != 0 {
			d.in.Diags.Errorf(diag.At(z.pos), "the view is %d here, not zero", n)
		}
	}
}

// mayStandStill reports whether a row may have the address of the one before it
// as far as as can tell without relaxation. A view is then reset by setting the
// address; otherwise the advance resets it.
func (w *lineWriter) mayStandStill(lastPart obj.PartID, last *lineRow, part obj.PartID, r *lineRow) bool {
	if lastPart == part && last.frag == r.frag && last.off == r.off {
		return true
	}
	if w.d.Listing != nil {
		return last.flags()&rowEndsLine != 0 // each line of a listing is a fragment
	}
	if lastPart == part && last.frag == r.frag {
		return false
	}
	// as looks only for the one row at the end of a fragment and the other at
	// the start of one.
	if r.frag == 0 {
		if r.off != 0 {
			return false
		}
	} else if r.off != w.d.u.Part(part).Frags[r.frag-1].Off {
		return false
	}
	return w.endsFragment(lastPart, last)
}

// endsFragment reports whether a row stands where a fragment of as's ends. A
// jump's opcode belongs to the fragment before it.
func (w *lineWriter) endsFragment(part obj.PartID, r *lineRow) bool {
	p := w.d.u.Part(part)
	end := len(p.Data)
	if n := int(r.frag); n < len(p.Frags) {
		f := &p.Frags[n]
		if end = int(f.Off); f.Kind == obj.FragJmp || f.Kind == obj.FragJcc {
			end++
		}
	}
	if int(r.off) == end {
		return true
	}
	if w.endsOf != part {
		w.endsOf, w.ends = part, w.d.u.ChunkEnds(part)
	}
	return obj.EndsAt(w.ends, obj.Loc{Part: part, Frag: r.frag, Off: r.off})
}

// registers writes the opcodes for what changes other than address and line.
func (w *lineWriter) registers(r *lineRow, disc, isa uint32, now *lineNow) {
	data := w.data
	if file := r.file(); file != now.file {
		data = obj.AppendULEB(append(data, lnSetFile), uint64(file))
		now.file = file
	}
	if r.column != now.column {
		data = obj.AppendULEB(append(data, lnSetColumn), uint64(r.column))
		now.column = r.column
	}
	if disc != 0 {
		data = append(data, 0, byte(1+obj.SizeULEB(uint64(disc))), lnExtDiscriminator)
		data = obj.AppendULEB(data, uint64(disc))
	}
	if isa != now.isa {
		data = obj.AppendULEB(append(data, lnSetISA), uint64(isa))
		now.isa = isa
	}
	flags := r.flags()
	if (flags^now.flags)&rowNotStmt != 0 {
		data = append(data, lnNegateStmt)
		now.flags ^= rowNotStmt
	}
	if flags&rowOnce != 0 {
		if flags&rowBasicBlock != 0 {
			data = append(data, lnBasicBlock)
		}
		if flags&rowPrologueEnd != 0 {
			data = append(data, lnPrologueEnd)
		}
		if flags&rowEpilogueBegin != 0 {
			data = append(data, lnEpilogueBegin)
		}
	}
	w.data = data
}

// appendRow appends the opcodes that advance line and address and make a row.
func appendRow(data []byte, line int64, address uint64) []byte {
	copied := false
	if line < lineBase || line >= lineBase+lineRange {
		data = obj.AppendSLEB(append(data, lnAdvanceLine), line)
		line, copied = 0, true
	}
	if line == 0 && address == 0 {
		return append(data, lnCopy)
	}
	code := uint64(line-lineBase) + lineOpBase
	if address <= 2*lineConstAdd {
		if op := code + address*lineRange; op <= 255 {
			return append(data, byte(op))
		}
		if address >= lineConstAdd {
			if op := code + (address-lineConstAdd)*lineRange; op <= 255 {
				return append(data, lnConstAddPC, byte(op))
			}
		}
	}
	data = obj.AppendULEB(append(data, lnAdvancePC), address)
	if copied {
		return append(data, lnCopy)
	}
	return append(data, byte(code))
}

// appendEnd appends the end of a sequence, address bytes behind its last row.
func appendEnd(data []byte, address uint64) []byte {
	switch address {
	case 0:
	case lineConstAdd:
		data = append(data, lnConstAddPC)
	default:
		data = obj.AppendULEB(append(data, lnAdvancePC), address)
	}
	return append(data, 0, 1, lnExtEndSequence)
}
