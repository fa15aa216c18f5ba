package directives

import (
	"slices"

	"tas/diag"
	"tas/obj"
)

// Line numbers. `.file N` names the files, `.loc` says which source line the
// code from here on belongs to. A .loc makes a row of the line table at the
// next instruction, or at once when the next .loc comes first or when it names
// a view. The rows are recorded in order; lineprog.go writes the table when
// all addresses are known.
//
// A view tells apart the rows of one address: it counts them from zero. A
// view's symbol is a number as soon as it is known whether the place has moved
// since the row before, else an expression that waits for relaxation.

// lineRow is a row of the line table: 24 bytes, no pointers, since gcc -g writes more of
// them than of anything else.
type lineRow struct {
	frag, off uint32 // the place within its part
	next      uint32 // the part's next row, 0 = none
	line      uint32
	column    uint32
	what      uint32 // the file, and from bit fileBits on the flags
}

// fileBits is more than the bits of maxFiles.
const fileBits = 24

func (r *lineRow) file() uint32    { return r.what & (1<<fileBits - 1) }
func (r *lineRow) flags() rowFlags { return rowFlags(r.what >> fileBits) }

// lineNow is what the last .loc said.
type lineNow struct {
	file, line, column uint32
	disc               uint32 // discriminator
	isa                uint32
	flags              rowFlags
}

// rowFlags are the registers of the line machine that are one bit.
type rowFlags uint8

const (
	rowNotStmt rowFlags = 1 << iota
	rowBasicBlock
	rowPrologueEnd
	rowEpilogueBegin
	rowViewReset // `view -0`: the count starts anew, by setting the address
	rowEndsLine  // nothing follows it in its line, of which a listing is made
	rowMore      // what is behind it in lineState.rows is no row: line is its discriminator, column its instruction set

	rowOnce = rowBasicBlock | rowPrologueEnd | rowEpilogueBegin | rowViewReset | rowEndsLine // for one row only
)

// lineTail knows the rows of a part.
type lineTail struct {
	first, last uint32    // 0 = none
	view        obj.Value // of the last row
	opening     obj.SymID // the first row's view, when it waits for finishViews
}

// labelledRow is a row made by a label.
type labelledRow struct {
	row   uint32
	label obj.SymID
}

// zeroView is a view that was said to be zero.
type zeroView struct {
	view obj.Value
	pos  diag.Pos
}

// lineFile is an entry of the file table.
type lineFile struct {
	name string
	dir  uint32
	md5  [16]byte
	used bool
}

// codeFlags tell the sections that have lines.
const codeFlags = obj.SHF_ALLOC | obj.SHF_EXECINSTR

// maxFiles bounds .file numbers.
const maxFiles = 1 << 20

// lineState is what .file and .loc leave behind.
type lineState struct {
	files []lineFile
	dirs  []string // dirs[0] is the compilation directory, "" until one is given

	rows     []lineRow // index 0 is unused; see rowMore
	paths    []string  // of -g's rows, until their files get numbers
	tails    []lineTail
	sections []obj.SectionID // with rows, in order of their first

	labelled []labelledRow // rows that .loc_mark_labels made
	zeros    []zeroView    // `view 0` that waits for relaxation

	now     lineNow
	pending bool // and no row has been made of it
	located bool // there was a .loc
	dropped bool // -g had made rows before the first .file
	own     bool // there was a .file: the source has line numbers of its own
	v5      bool // .file 0 was given: the table is DWARF 5

	// What a later piece of a source that was cut takes for granted.
	strange  []bool // files whose .file must stand in an earlier piece, by number
	needs5   bool   // the version is 5
	stmtFrom uint32 // the first row behind an is_stmt; 0 = none

	// The line of the last row of assembly source.
	lastFile string
	lastLine int
}

// dwarf is the DWARF version in force.
func (d *Directives) dwarf() int {
	switch {
	case d.opt.Dwarf == 5 || d.lines.v5:
		return 5
	case d.opt.Dwarf == 0:
		return 3
	}
	return d.opt.Dwarf
}

// isDwarf5 reports whether the line table is DWARF 5, as far as is known here.
func (d *Directives) isDwarf5() bool {
	if d.later {
		d.lines.needs5 = true
		return true
	}
	return d.dwarf() >= 5
}

// loc is .loc file line [column] [options].
func (d *Directives) loc(int) bool {
	in, l := d.in, &d.lines
	in.SkipSpace()
	start := in.At
	file, ok := d.lineNumber("file number")
	if !ok {
		return false
	}
	if (file < 0 || file >= int64(len(l.files)) || !l.files[file].used) && !d.strangeFile(file) {
		return d.errorf(start, "file number %d is not known; a .file %d \"name\" must come first", file, file)
	}
	line := int64(0)
	if !in.AtEnd() {
		if line, ok = d.lineNumber("line number"); !ok {
			return false
		}
	}
	column := int64(l.now.column)
	if c := in.Peek(); isDigit(c) || c == '\'' {
		if column, ok = d.lineNumber("column"); !ok {
			return false
		}
	} else if d.later && !l.located {
		return d.errorf(start, "the column stands in an earlier piece of the source")
	}
	if line>>32 != 0 || column>>32 != 0 {
		return d.errorf(start, "line and column are numbers of up to 32 bits, not %d and %d", line, column)
	}
	// Two .loc in a row: the first makes a row here.
	if l.pending {
		d.addRow(d.u.Here(), false, 0, d.span().Pos)
	}
	l.now.file, l.now.line, l.now.column = uint32(file), uint32(line), uint32(column)
	l.pending, l.located, d.WantInsns = true, true, true
	if d.Listing != nil && line > 0 {
		d.listHigh(l.path(file), int(line))
	}
	if in.AtEnd() {
		return true
	}
	return d.locOptions()
}

// lineNumber reads a constant; plain decimal numbers in a hurry.
func (d *Directives) lineNumber(what string) (int64, bool) {
	in := d.in
	text, at := in.Text, in.At
	for text[at] == ' ' || text[at] == '\t' {
		at++
	}
	n := int64(0)
	first := at
	for c := text[at]; '0' <= c && c <= '9' && at < first+15; c = text[at] {
		n = n*10 + int64(c-'0')
		at++
	}
	if at > first && (text[first] != '0' || at == first+1) {
		end := at
		for text[at] == ' ' {
			at++
		}
		// What follows must not go on with the expression: `1 -1` is zero.
		if c := text[at]; c == '\n' || at > end && !in.Intel && ('0' <= c && c <= '9' || 'a' <= c && c <= 'z') {
			in.At = at
			return n, true
		}
	}
	n, _, ok := d.optional(what) // none is zero
	return n, ok
}

// locOptions reads what may follow the numbers of a .loc.
func (d *Directives) locOptions() bool {
	in, l := d.in, &d.lines
	for !in.AtEnd() {
		start := in.At
		switch word := d.word(); string(word) {
		case "basic_block":
			l.now.flags |= rowBasicBlock
		case "prologue_end":
			l.now.flags |= rowPrologueEnd
		case "epilogue_begin":
			l.now.flags |= rowEpilogueBegin
		case "is_stmt":
			n, ok := d.lineNumber("0 or 1")
			if !ok {
				return false
			}
			if l.stmtFrom == 0 {
				l.stmtFrom = max(uint32(len(l.rows)), 1)
			}
			switch n {
			case 0:
				l.now.flags |= rowNotStmt
			case 1:
				l.now.flags &^= rowNotStmt
			default:
				return d.errorf(start, "is_stmt is 0 or 1, not %d", n)
			}
		case "isa":
			n, ok := d.lineNumber("instruction set number")
			if !ok {
				return false
			}
			if n>>32 != 0 {
				return d.errorf(start, "isa is a number of up to 32 bits, not %d", n)
			}
			l.now.isa = uint32(n)
		case "discriminator":
			n, ok := d.lineNumber("discriminator")
			if !ok {
				return false
			}
			if n>>32 != 0 {
				return d.errorf(start, "a discriminator is a number of up to 32 bits, not %d", n)
			}
			l.now.disc = uint32(n)
		case "view":
			// A row with a view is made at once, so view comes last.
			return d.locView()
		case "":
			return d.expected("an option of .loc, such as is_stmt 0, or the end of the statement")
		default:
			return d.errorf(start, "unknown option %s of .loc; expected basic_block, prologue_end, epilogue_begin, is_stmt, isa, discriminator or view", word)
		}
	}
	return true
}

// locView reads what follows view: a symbol to define, 0 to assert, or -0 to
// force it; then the other options, and makes the row.
func (d *Directives) locView() bool {
	in, l := d.in, &d.lines
	var symbol obj.SymID
	zero := false
	c := in.Peek()
	start := in.At
	if c == '-' || '0' <= c && c <= '9' {
		n, ok := d.constant("0 or -0")
		if !ok {
			return false
		}
		if n != 0 {
			return d.errorf(start, "a view is a symbol, or the number zero, not %d", n)
		}
		if c == '-' {
			l.now.flags |= rowViewReset
		}
		zero = c != '-'
	} else if symbol, start = d.symbol(); symbol == 0 {
		return false
	}
	end := in.At
	if !in.AtEnd() && !d.locOptions() {
		return false
	}
	if l.pending {
		if d.Listing != nil && in.Text[in.At] == '\n' {
			l.now.flags |= rowEndsLine
		}
		if !d.addRow(d.u.Here(), true, symbol, in.PosAt(start)) {
			return true
		}
		view := l.tails[d.u.CurID-obj.FirstPart].view
		if zero && view.Kind != obj.ValueInt {
			l.zeros = append(obj.Grow(l.zeros), zeroView{view, in.PosAt(start)})
		} else if zero && view.Add != 0 {
			in.Diags.Errorf(diag.Span{Pos: in.PosAt(start), Len: uint32(end - start)}, "the view is %d here, not zero: %d rows have this address already", view.Add, view.Add)
			return false
		}
	}
	return true
}

// AfterInsn is called after an instruction that starts at l, when WantInsns.
func (d *Directives) AfterInsn(l obj.Loc, pos diag.Pos) {
	if d.lines.pending {
		d.addRow(l, false, 0, pos)
		return
	}
	if d.opt.Debug && !d.lines.own {
		d.sourceRow(l, pos)
	}
}

// afterLabel is called after a label is defined at the current place, when
// wantLabels: it starts a basic block.
func (d *Directives) afterLabel(label obj.SymID, pos diag.Pos) {
	l := &d.lines
	before := len(l.rows)
	d.labelRow(pos)
	if len(l.rows) > before {
		l.labelled = append(l.labelled, labelledRow{uint32(max(before, 1)), label})
	}
}

func (d *Directives) labelRow(pos diag.Pos) {
	l := &d.lines
	sec := d.u.Section()
	if sec.Flags&codeFlags != codeFlags {
		return
	}
	switch {
	case l.own:
		if l.now.line == 0 && !l.located {
			l.now.file, l.now.line = 1, 1
		}
		l.now.flags |= rowBasicBlock
		d.addRow(d.u.Here(), false, 0, pos)
	case d.opt.Debug:
		l.now.flags |= rowBasicBlock
		l.lastLine = 0
		d.sourceRow(d.u.Here(), pos)
	}
}

// addRow makes a row of what the last .loc said. It reports false when there
// is no row: line 0 is for code that belongs to no line, and only code has
// lines. viewed says that the .loc speaks of its view; view, if any, is the
// symbol that is to be it.
func (d *Directives) addRow(at obj.Loc, viewed bool, view obj.SymID, pos diag.Pos) bool {
	l, u := &d.lines, d.u
	l.pending = false
	flags, disc, isa := l.now.flags, l.now.disc, l.now.isa
	l.now.flags &^= rowOnce
	l.now.disc = 0
	if l.now.line == 0 {
		return d.noRow(view, pos)
	}
	sec := u.Part(at.Part).Section
	if s := &u.Sections[sec]; s.Flags&codeFlags != codeFlags || s.Type == obj.SHT_NOBITS {
		if l.own { // not for -g
			d.in.Diags.Warnf(diag.At(pos), "line number in section %s is ignored; only code has lines", s.Name)
		}
		return d.noRow(view, pos)
	}
	if len(l.rows)+2 > cap(l.rows) {
		l.growRows(u.Size)
	}
	n := uint32(len(l.rows))
	if disc|isa != 0 {
		flags |= rowMore
		l.rows = l.rows[:n+2]
		l.rows[n+1] = lineRow{line: disc, column: isa}
	} else {
		l.rows = l.rows[:n+1]
	}
	row := &l.rows[n]
	row.frag, row.off, row.next = at.Frag, at.Off, 0
	row.line, row.column, row.what = l.now.line, l.now.column, l.now.file|uint32(flags)<<fileBits
	i := int(at.Part - obj.FirstPart)
	for i >= len(l.tails) {
		l.tails = append(l.tails, lineTail{})
	}
	tail := &l.tails[i]
	if tail.first == 0 {
		if !d.hasRows(sec) && !(l.dropped && slices.Contains(l.sections, sec)) {
			l.sections = append(l.sections, sec)
		}
		tail.first, tail.last, tail.view = n, n, obj.Int(0)
		if view != 0 && (d.later || u.Part(at.Part).Number != 0) {
			tail.opening, tail.view = view, obj.SymValue(view)
			return true
		}
	} else {
		prev := &l.rows[tail.last]
		prev.next = n
		tail.last = n
		if viewed {
			tail.view = d.nextView(tail.view, prev, at, flags&rowViewReset != 0)
		} else {
			// as counts only rows that ask for their view.
			tail.view = obj.Int(0)
		}
	}
	if view != 0 {
		return d.defineView(view, tail.view, pos)
	}
	return true
}

// growRows makes room for rows: at first for as many as a source of so many
// bytes is likely to have, then for twice as many. Rows are what gcc -g writes
// most of, and append alone would copy each of them five times.
func (l *lineState) growRows(size int) {
	if len(l.rows) == 0 {
		l.rows = make([]lineRow, 1, 16+size/160)
		return
	}
	l.rows = slices.Grow(l.rows, len(l.rows)+2)
}

// hasRows reports whether there are rows in a section.
func (d *Directives) hasRows(sec obj.SectionID) bool {
	tails := d.lines.tails
	for _, id := range d.u.Sections[sec].Parts {
		if i := int(id - obj.FirstPart); i < len(tails) && tails[i].first != 0 {
			return true
		}
	}
	return false
}

// locMarkLabels is .loc_mark_labels 0 or 1: whether each label makes a row that
// starts a basic block.
func (d *Directives) locMarkLabels(int) bool {
	d.in.SkipSpace()
	start := d.in.At
	n, _, ok := d.optional("0 or 1")
	if n != 0 && n != 1 {
		return d.errorf(start, "%s expects 0 or 1, not %d", d.name, n)
	}
	d.wantLabels = n == 1
	return ok && d.in.ExpectEnd()
}
