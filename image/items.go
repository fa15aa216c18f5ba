package image

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"tas/diag"
)

// item is the smallest thing that a view shows: it says which bytes, and
// describe says the rest.
type item struct {
	off, len uint64
	region   int32
	index    int32 // of the field; of the instruction plus one, 0 if it was not recorded
	form     form
}

type form uint8

const (
	formField  form = iota // of a header
	formInsn               // an instruction
	formText               // a string, with its terminator
	formBytes              // a few bytes of data
	formZeros              // a run of zero bytes
	formSymbol             // an entry of a symbol table
	formReloc              // an entry of a relocation table
)

// Data is shown in pieces of dataPiece bytes at addresses divisible by that.
// Shorter runs of zeros
// than minZeros, and of text than minText, are data like any other.
const (
	dataPiece = 8
	minZeros  = 16
	minText   = 4
	maxText   = 400 // of a longer string the rest is not quoted
)

// items cuts all regions up, in the order of the file.
func (im *Image) items() []item {
	var all []item
	for i := range im.Regions {
		all = im.cut(all, int32(i))
	}
	slices.SortStableFunc(all, func(a, b item) int { return cmp.Compare(a.off, b.off) })
	return all
}

// cut appends the items of one region.
func (im *Image) cut(all []item, region int32) []item {
	r := &im.Regions[region]
	switch r.Kind {
	case KindHeader, KindProgramHeader, KindSectionHeader:
		for i, f := range fieldsOf(r.Kind) {
			if uint64(f.off)+uint64(f.size) <= r.Len {
				all = append(all, item{r.Off + uint64(f.off), uint64(f.size), region, int32(i), formField})
			}
		}
		return all
	case KindCode:
		return im.cutCode(all, region)
	case KindSymbols:
		return im.cutEntries(all, region, symSize, formSymbol)
	case KindRelocs:
		return im.cutEntries(all, region, relaSize, formReloc)
	case KindPadding:
		return append(all, item{r.Off, r.Len, region, 0, formZeros})
	}
	at := r.Off
	for _, s := range im.labels(r) {
		to := r.Off + (s.Addr - r.Addr)
		all = im.cutData(all, region, at, to)
		at = to
	}
	return im.cutData(all, region, at, r.End())
}

func (im *Image) cutEntries(all []item, region int32, size uint64, f form) []item {
	r := &im.Regions[region]
	at := r.Off
	for ; at+size <= r.End(); at += size {
		all = append(all, item{at, size, region, int32((at - r.Off) / size), f})
	}
	return im.cutData(all, region, at, r.End())
}

// cutCode finds the instructions of a region: those that were recorded are
// taken at their word, what lies between is read from the last known start
// to the next, a label being one.
func (im *Image) cutCode(all []item, region int32) []item {
	r := &im.Regions[region]
	labels := im.labels(r)
	at := r.Off
	sweep := func(to uint64) {
		for at < to {
			for len(labels) > 0 && r.Off+(labels[0].Addr-r.Addr) <= at {
				labels = labels[1:]
			}
			stop := to
			if len(labels) > 0 {
				stop = min(stop, r.Off+(labels[0].Addr-r.Addr))
			}
			_, n, ok := decode(im.Bytes[at:stop])
			if !ok {
				n = 1
			}
			all = append(all, item{at, uint64(n), region, 0, formInsn})
			at += uint64(n)
		}
	}
	first := sort.Search(len(im.Insns), func(i int) bool { return uint64(im.Insns[i].Off) >= r.Off })
	for i := first; i < len(im.Insns) && uint64(im.Insns[i].Off) < r.End(); i++ {
		start := uint64(im.Insns[i].Off)
		sweep(start)
		_, n, ok := decode(im.Bytes[start:])
		if !ok {
			end := r.End()
			if i+1 < len(im.Insns) {
				end = min(end, uint64(im.Insns[i+1].Off))
			}
			n = int(min(end-start, 15))
		}
		if n > 0 {
			all = append(all, item{start, uint64(n), region, int32(i) + 1, formInsn})
			at = max(at, start+uint64(n))
		}
	}
	sweep(r.End())
	return all
}

// cutData splits data into runs of zeros, strings, and pieces of the rest.
func (im *Image) cutData(all []item, region int32, at, end uint64) []item {
	least := uint64(minText)
	if kind := im.Regions[region].Kind; kind == KindString || kind == KindNames {
		least = 1
	}
	plain := at // what is before at and still to be cut
	flush := func() {
		for plain < at {
			_, addr := im.place(&im.Regions[region], plain)
			n := min(dataPiece-addr%dataPiece, at-plain)
			all = append(all, item{plain, n, region, 0, formBytes})
			plain += n
		}
	}
	for at < end {
		if n := im.zerosAt(at, end); n >= minZeros {
			flush()
			all = append(all, item{at, n, region, 0, formZeros})
			at += n
			plain = at
			continue
		}
		text := im.textAt(at, end)
		n := uint64(len(text))
		ended := n > 0 && at+n < end && im.Bytes[at+n] == 0
		if n >= least && (ended || at+n == end) {
			flush()
			if ended {
				n++
			}
			all = append(all, item{at, n, region, 0, formText})
			at += n
			plain = at
			continue
		}
		at += max(n, 1)
	}
	flush()
	return all
}

func (im *Image) zerosAt(at, end uint64) uint64 {
	b := im.Bytes[at:end]
	for i, c := range b {
		if c != 0 {
			return uint64(i)
		}
	}
	return uint64(len(b))
}

// textAt returns the longest run of text at an offset: what prints, and the
// white space that goes with it.
func (im *Image) textAt(at, end uint64) []byte {
	b := im.Bytes[at:end]
	n := 0
	for n < len(b) {
		c, size := utf8.DecodeRune(b[n:])
		if c == utf8.RuneError || !unicode.IsPrint(c) && (c < '\t' || c > '\r') && c != '\x1b' {
			break
		}
		n += size
	}
	return b[:n]
}

// description is what a view writes about an item.
type description struct {
	name   string // of a field
	text   string // the value of a field, the instruction, the data
	note   string // a remark
	source string // the statement that made it
	where  string // file:line of that
}

// describe says what an item is.
func (im *Image) describe(it *item) (d description) {
	r := &im.Regions[it.region]
	b := im.Bytes[it.off : it.off+it.len]
	switch it.form {
	case formField:
		f := &fieldsOf(r.Kind)[it.index]
		d.name, d.text = f.name, im.fieldValue(f, r)
		if im.isFree(f) {
			d.note = "not read by Linux"
		}
	case formInsn:
		d.text = im.disassemble(it.off, it.len, r)
		pos := diag.Pos(0)
		if it.index > 0 {
			pos = im.Insns[it.index-1].Pos
		}
		d.source, d.where = im.statement(pos)
	case formText:
		d.text = quote(b[:min(len(b), maxText)])
		if len(b) > maxText {
			d.text += "..."
		}
	case formBytes:
		d.text = ascii(b)
		if im.Type != typeRel && len(b) == 8 && r.Loaded {
			d.note = im.nameOf(u64(b))
		}
	case formZeros:
		d.text = count(it.len, "zero byte")
		if r.Kind == KindPadding {
			d.text = count(it.len, "byte") + " of padding"
		}
	case formSymbol:
		d.name = fmt.Sprint(it.index)
		d.text = im.symbolEntry(b, im.namesFor(r))
	case formReloc:
		d.name = fmt.Sprint(it.index)
		t := im.tableFor(r)
		d.text = fmt.Sprintf("at %#x: %s", u64(b), t.relocation(b))
	}
	if it.form != formField && it.form != formInsn && it.off == r.Off {
		d.source, d.where = im.statement(r.Pos)
	}
	if it.form != formField {
		rels := im.relocsIn(it.off, it.len)
		for _, rel := range rels[:min(len(rels), maxAliases)] {
			d.note = strings.TrimPrefix(d.note+", "+rel.text, ", ")
		}
	}
	return d
}

// labelsAt returns the names of the place where an item begins.
func (im *Image) labelsAt(it *item) []Symbol {
	r := &im.Regions[it.region]
	if it.form == formField || r.Kind == KindPadding || !r.Loaded || im.Type == typeRel && r.section == 0 {
		return nil
	}
	section, addr := im.place(r, it.off)
	from := im.search(section, addr)
	to := from
	for to < len(im.Symbols) && im.Symbols[to].Section == section && im.Symbols[to].Addr == addr {
		to++
	}
	return im.Symbols[from:to]
}

// namesFor returns the string table of a symbol table's region.
func (im *Image) namesFor(r *Region) []byte {
	if s := im.sectionOf(r); s != nil {
		return im.sectionText(uint64(s.link))
	}
	return nil
}

// tableFor returns the symbol table of a relocation table's region.
func (im *Image) tableFor(r *Region) symbolTable {
	if s := im.sectionOf(r); s != nil {
		return im.symbolTable(s.link)
	}
	return symbolTable{im: im}
}

func (im *Image) sectionOf(r *Region) *section {
	if r.section > 0 && r.section < len(im.sections) {
		return &im.sections[r.section]
	}
	return nil
}

// statement returns the source text at a position, without the comment and
// the other statements of its line, and file:line of it.
func (im *Image) statement(pos diag.Pos) (text, where string) {
	if pos == 0 || im.Sources == nil {
		return "", ""
	}
	src := im.Sources.Find(pos)
	if src == nil {
		return "", ""
	}
	line, col := src.Physical(pos)
	at := im.Sources.Position(pos)
	b := src.LineText(line)
	return firstStatement(b[min(col-1, len(b)):]), fmt.Sprintf("%s:%d", at.File, at.Line)
}

// firstStatement cuts text before the ; or the comment that ends its first
// statement.
func firstStatement(text []byte) string {
	quoted := byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted != 0:
			i++
		case c == quoted:
			quoted = 0
		case quoted != 0:
		case c == '"':
			quoted = c
		case c == '\'' && i+1 < len(text):
			i++ // a character constant
		case c == ';' || c == '#' || bytes.HasPrefix(text[i:], []byte("/*")) || bytes.HasPrefix(text[i:], []byte("//")):
			return clean(text[:i])
		}
	}
	return clean(text)
}

// clean makes text fit for a line of output: no tabs, no control characters,
// nothing that changes the direction of writing.
func clean(text []byte) string {
	return strings.Join(strings.FieldsFunc(string(text), func(c rune) bool {
		return unicode.IsSpace(c) || !unicode.IsPrint(c)
	}), " ")
}

// quote writes bytes as a string of the assembler; a last NUL is taken for
// granted.
func quote(b []byte) string {
	b = bytes.TrimSuffix(b, []byte{0})
	text := []byte{'"'}
	for len(b) > 0 {
		c, size := utf8.DecodeRune(b)
		switch {
		case c == '"' || c == '\\':
			text = append(text, '\\', byte(c))
		case c == '\n':
			text = append(text, `\n`...)
		case c == '\t':
			text = append(text, `\t`...)
		case c == utf8.RuneError || !unicode.IsPrint(c):
			text = fmt.Appendf(text, `\%03o`, b[0])
			size = 1
		default:
			text = append(text, b[:size]...)
		}
		b = b[size:]
	}
	return string(append(text, '"'))
}

// ascii writes bytes as they print, with dots for those that do not.
func ascii(b []byte) string {
	text := make([]byte, len(b))
	for i, c := range b {
		if c < ' ' || c > '~' {
			c = '.'
		}
		text[i] = c
	}
	return string(text)
}

func count(n uint64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
