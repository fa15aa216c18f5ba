package image

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"tas/obj"
)

// DumpOptions say how Dump writes.
type DumpOptions struct {
	Color bool // with the escape sequences of a terminal
}

// The columns of a dump. A row shows at most rowBytes bytes; text up to
// longText is kept in one piece on the first row of its string.
const (
	rowBytes = 8
	longText = 56
	noteAt   = 40 // the column of a remark within the last one

	sgrBold = "\x1b[1m"
	sgrDim  = "\x1b[2m"
	sgrOff  = "\x1b[0m"
)

// Dump writes the annotated map of the file: each byte with its offset, its
// address at run time, and what it is. Where bytes serve two masters both
// have a row, marked with a plus sign, and name each other:
//
//	  offset  address  bytes                    what they are
//
//	-- ELF header: 64 bytes
//	       0  1000000  7f 45 4c 46              EI_MAG         "\x7fELF"
//	+      4  1000004  bf                       EI_CLASS       0xbf    not read by Linux; also mov $0x2a,%edi
func (im *Image) Dump(w io.Writer, opt *DumpOptions) error {
	b := bufio.NewWriter(w)
	d := dumper{im: im, w: b, color: opt.Color, items: im.items()}
	d.others = overlaps(d.items)
	d.line(sgrBold, im.title())
	d.line("", "")
	d.line(sgrDim, "  offset   address  bytes                    what they are")
	starts := im.headings(d.items)
	for i := range d.items {
		if starts[i] {
			d.line("", "")
			d.line(sgrBold, "-- "+im.Regions[d.items[i].region].heading())
		}
		d.item(i)
	}
	d.unwritten()
	return b.Flush()
}

// title is the first line of every view.
func (im *Image) title() string {
	kind := [...]string{"", "object", "executable", "position-independent executable"}[im.Type]
	text := fmt.Sprintf("ELF64 x86-64 %s, %s", kind, count(uint64(len(im.Bytes)), "byte"))
	if im.Name != "" {
		text = clean([]byte(im.Name)) + ": " + text
	}
	if im.Type != typeRel {
		text += fmt.Sprintf(", entry %#x", im.Entry)
		if name := im.nameOf(im.Entry); name != "" {
			text += " (" + name + ")"
		}
	}
	return text
}

// headings reports before which items a heading goes: where a region begins,
// but not where one goes on that another has interrupted, nor at each of
// several pieces with one name.
func (im *Image) headings(items []item) []bool {
	starts := make([]bool, len(items))
	seen := make([]bool, len(im.Regions))
	var last *Region
	for i := range items {
		r := &im.Regions[items[i].region]
		if !seen[items[i].region] {
			starts[i] = last == nil || last.Name != r.Name || last.Kind != r.Kind
			seen[items[i].region] = true
			last = r
		}
	}
	return starts
}

// heading is the line above the first item of a region.
func (r *Region) heading() string {
	if r.Name == "" || r.Name == r.Kind.String() || fieldsOf(r.Kind) != nil {
		return fmt.Sprintf("%s: %s", orKind(r.Name, r.Kind), count(r.Len, "byte"))
	}
	return fmt.Sprintf("%s: %s, %s", r.Name, r.Kind, count(r.Len, "byte"))
}

func orKind(name string, k Kind) string {
	if name == "" {
		return k.String()
	}
	return name
}

// maxOthers bounds how many masters of one byte are looked at.
const maxOthers = 8

// overlaps returns for each item some of the others that share bytes with it,
// at most maxOthers. Of the items that reach over the current one as many are
// remembered, those that reach furthest.
func overlaps(items []item) [][]int32 {
	others := make([][]int32, len(items))
	end := func(i int32) uint64 { return items[i].off + items[i].len }
	var open []int32
	for j := range items {
		n := 0
		for _, i := range open {
			if end(i) <= items[j].off {
				continue
			}
			open[n] = i
			n++
			if len(others[i]) < maxOthers {
				others[i] = append(others[i], int32(j))
			}
			others[j] = append(others[j], i)
		}
		open = open[:n]
		if n < maxOthers {
			open = append(open, int32(j))
			continue
		}
		least := 0
		for k := range open {
			if end(open[k]) < end(open[least]) {
				least = k
			}
		}
		if end(int32(j)) > end(open[least]) {
			open[least] = int32(j)
		}
	}
	return others
}

// dumper is one run of Dump.
type dumper struct {
	im     *Image
	w      *bufio.Writer
	color  bool
	items  []item
	others [][]int32
	briefs int // how many have been written
}

// maxBriefs bounds how many masters are named in the rows of others: an honest
// file has a few where its headers overlap.
const maxBriefs = 1 << 14

func (d *dumper) paint(sgr, text string) string {
	if !d.color || sgr == "" {
		return text
	}
	return sgr + text + sgrOff
}

func (d *dumper) line(sgr, text string) {
	d.w.WriteString(d.paint(sgr, text))
	d.w.WriteByte('\n')
}

// item writes the labels and the rows of one item.
func (d *dumper) item(i int) {
	it := &d.items[i]
	im := d.im
	r := &im.Regions[it.region]
	for _, s := range im.labelsAt(it) {
		d.line(sgrBold, strings.Repeat(" ", 46)+s.Name+":")
	}
	about := im.describe(it)
	rows := [][]byte{im.Bytes[it.off : it.off+it.len]}
	if it.form != formZeros {
		rows = chunk(rows[0], rowBytes)
	}
	split := it.form == formText && isLong(about.text)
	for n, bytes := range rows {
		text := ""
		switch {
		case split:
			text = rowText(bytes, n == len(rows)-1)
		case n == 0:
			text = about.line()
		}
		if n == 0 {
			text = d.remarks(text, i, &about)
		}
		d.row(it, uint64(n*rowBytes), bytes, len(d.others[i]) > 0, r, text)
	}
}

func isLong(text string) bool { return utf8.RuneCountInString(text) > longText }

// rowText is the part of a long string that stands on one row.
func rowText(b []byte, last bool) string {
	if last {
		return quote(b)
	}
	return quote(append(b[:len(b):len(b)], 0))
}

func chunk(b []byte, size int) (rows [][]byte) {
	for len(b) > size {
		rows = append(rows, b[:size])
		b = b[size:]
	}
	return append(rows, b)
}

// line is the description in the last column.
func (d *description) line() string {
	if d.name == "" {
		return d.text
	}
	return fmt.Sprintf("%-14s %s", d.name, d.text)
}

// remarks appends source, note and the other masters to the text of a row.
func (d *dumper) remarks(text string, i int, about *description) string {
	if about.source != "" {
		text = pad(text, noteAt) + d.paint(sgrDim, pad("  "+about.where, 14)) + "  " + about.source
	}
	note := about.note
	if others := d.others[i]; len(others) > 0 {
		var names []string
		for _, j := range others[:min(len(others), 4)] {
			if d.briefs++; d.briefs <= maxBriefs {
				names = append(names, d.brief(int(j)))
			}
		}
		if len(others) > len(names) {
			names = append(names, "more")
		}
		note = strings.TrimPrefix(note+"; also "+strings.Join(names, ", "), "; ")
	}
	if note == "" {
		return text
	}
	return pad(text, noteAt) + "  " + d.paint(sgrDim, note)
}

// brief names an item in the row of another.
func (d *dumper) brief(i int) string {
	about := d.im.describe(&d.items[i])
	text, _, _ := strings.Cut(about.text, "  #")
	if about.name != "" && d.items[i].form == formField {
		text = about.name
	}
	return text
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// row writes one row of bytes.
func (d *dumper) row(it *item, skip uint64, bytes []byte, shared bool, r *Region, text string) {
	mark, addr, hex := " ", "", fmt.Sprintf("% x", bytes)
	if shared {
		mark = d.paint(sgrBold, "+")
	}
	if r.Loaded {
		_, a := d.im.place(r, it.off+skip)
		addr = fmt.Sprintf("%x", a)
	}
	if it.form == formZeros && it.len > rowBytes {
		hex = fmt.Sprintf("00 * %d", it.len)
	}
	line := fmt.Sprintf("%s %6x  %8s  %s  %s", mark, it.off+skip, addr,
		d.paint(r.Kind.look().sgr, pad(hex, 3*rowBytes-1)), text)
	d.w.WriteString(strings.TrimRight(line, " "))
	d.w.WriteByte('\n')
}

// unwritten lists what has room at run time and none in the file.
func (d *dumper) unwritten() {
	for i := range d.im.sections {
		if s := &d.im.sections[i]; s.typ == obj.SHT_NOBITS && s.size > 0 {
			d.line("", "")
			d.line(sgrBold, fmt.Sprintf("-- %s: %s of zeros at %#x, not in the file", s.name, count(s.size, "byte"), s.addr))
		}
	}
	if len(d.im.sections) > 0 {
		return
	}
	for _, l := range d.im.Loads {
		if l.MemSize > l.FileSize {
			d.line("", "")
			d.line(sgrBold, fmt.Sprintf("-- %s of zeros at %#x, not in the file", count(l.MemSize-l.FileSize, "byte"), l.Addr+l.FileSize))
		}
	}
}
