package tas

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tas/diag"
	"tas/obj"
)

// Listing is what GNU as's -a prints: the lines of the source beside the bytes
// that each put into the object, and the symbols. Build fills in Text.
type Listing struct {
	Lines   bool // the source with its bytes
	Symbols bool // the symbols
	Pages   bool // in pages with headings
	High    bool // of a higher language, of which there is no text
	Taken   bool // without the lines that conditionals leave out

	Width     int // words of four bytes on the first line of a statement
	Width2    int // and on those that continue it
	Columns   int // of source text
	Continued int // lines that continue a statement, at most

	Text []byte

	untaken [][2]diag.Pos // behind the conditional, and at the end of the line that ends the branch
}

// NewListing returns an empty listing in the format of as's defaults.
func NewListing() *Listing {
	return &Listing{Pages: true, Width: 1, Width2: 1, Columns: 100, Continued: 4}
}

// pageLines is the number of lines of a page without its heading.
const pageLines = 57

// lister prints one object.
type lister struct {
	*Listing
	sources  *diag.Sources
	o        *obj.Object
	title    string
	chunks   map[sourceLine][]byteRun
	included map[sourceLine][]*diag.Source
	hidden   map[sourceLine]bool
	page, at int // page number, lines on it
	out      bytes.Buffer
}

// sourceLine is a line of a text.
type sourceLine struct {
	src  *diag.Source
	line int
}

// byteRun is what a statement, or a part of it, put into a section.
type byteRun struct {
	pos     diag.Pos
	section int
	off     uint64
	data    []byte
	size    uint64 // more than len(data) where the file has no bytes
}

// list makes the text of a listing. title names the source in the headings.
func (l *Listing) list(sources *diag.Sources, o *obj.Object, title string) {
	p := &lister{Listing: l, sources: sources, o: o, title: title}
	if l.Lines {
		p.newPage()
		p.collect()
		for _, src := range sources.All() {
			if src.Included == 0 {
				p.source(src)
			}
		}
	}
	if l.Symbols {
		p.newPage()
		p.symbols()
	}
	l.Text = p.out.Bytes()
}

// newPage begins a page, if there are any.
func (p *lister) newPage() {
	p.at = 0
	if !p.Pages {
		return
	}
	if p.page++; p.page > 1 {
		p.out.WriteByte('\f')
	}
	fmt.Fprintf(&p.out, "GAS LISTING %s \t\t\tpage %d\n\n\n", p.title, p.page)
}

// printf prints a line.
func (p *lister) printf(format string, args ...any) {
	if p.at == pageLines {
		p.newPage()
	}
	p.at++
	fmt.Fprintf(&p.out, format+"\n", args...)
}

// collect finds out what each line of the sources made, and which texts were
// included by it.
func (p *lister) collect() {
	p.chunks, p.included, p.hidden = map[sourceLine][]byteRun{}, map[sourceLine][]*diag.Source{}, map[sourceLine]bool{}
	for _, u := range p.untaken {
		from, to := p.lineOf(u[0]), p.lineOf(u[1])
		for line := from.line + 1; line < to.line && from.src == to.src; line++ {
			p.hidden[sourceLine{from.src, line}] = true
		}
	}
	for id := range p.o.Sections {
		s := &p.o.Sections[id]
		for i, insn := range s.Insns {
			end := s.Size
			if i+1 < len(s.Insns) {
				end = uint64(s.Insns[i+1].Off)
			}
			run := byteRun{pos: insn.Pos, section: id, off: uint64(insn.Off), size: end - uint64(insn.Off)}
			if s.Type != obj.SHT_NOBITS {
				run.data = s.Data[insn.Off:end]
			}
			if at := p.lineOf(insn.Pos); run.size > 0 && at.src != nil {
				p.chunks[at] = append(p.chunks[at], run)
			}
		}
	}
	for _, src := range p.sources.All() {
		if src.Included != 0 {
			at := p.lineOf(src.Included)
			p.included[at] = append(p.included[at], src)
		}
	}
}

func (p *lister) lineOf(pos diag.Pos) sourceLine {
	src := p.sources.Find(pos)
	if src == nil {
		return sourceLine{}
	}
	line, _ := src.Physical(pos)
	return sourceLine{src, line}
}

// source prints the lines of a text, and what they include.
func (p *lister) source(src *diag.Source) {
	line := 0
	for text := range bytes.Lines(src.Text) {
		line++
		text = bytes.TrimSuffix(text, []byte{'\n'})
		at := sourceLine{src, line}
		if !p.hidden[at] {
			p.line(line, text, p.chunks[at])
		}
		for _, inner := range p.included[at] {
			p.source(inner)
		}
		if word, _, _ := strings.Cut(string(bytes.TrimSpace(text)), " "); word == ".end" {
			return
		}
	}
}

// line prints one line with its bytes: those of the section in which its first
// ones stand.
func (p *lister) line(number int, text []byte, runs []byteRun) {
	shown := text[:min(len(text), max(p.Columns-1, 0))]
	if len(runs) == 0 {
		p.printf("% 4d %*s\t%s", number, 9*p.Width+4, "", shown)
		return
	}
	slices.SortStableFunc(runs, func(a, b byteRun) int { return cmp.Compare(a.pos, b.pos) })
	width2 := max(p.Width, p.Width2)
	limit := 4 * (p.Width + p.Continued*width2)
	var data []byte
	for _, run := range runs {
		if run.section != runs[0].section {
			continue
		}
		data = append(data, run.data...)
		for n := uint64(len(run.data)); n < run.size && len(data) < limit; n++ {
			data = append(data, 0)
		}
	}
	first := min(4*p.Width, len(data))
	p.printf("% 4d %04x %-*s\t%s", number, runs[0].off, 9*p.Width, words(data[:first]), shown)
	data = data[first:]
	for n := 0; n < p.Continued && len(data) > 0; n++ {
		more := min(4*width2, len(data))
		p.printf("% 4d      %s", number, words(data[:more]))
		data = data[more:]
	}
}

// words prints bytes in hexadecimal, with a blank after every fourth.
func words(data []byte) string {
	var b strings.Builder
	for i, c := range data {
		fmt.Fprintf(&b, "%02X", c)
		if i%4 == 3 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// symbols prints the symbols that the object defines and those that it needs.
func (p *lister) symbols() {
	var needed []string
	defined := false
	symbols := slices.Clone(p.o.Symbols[1:])
	slices.SortStableFunc(symbols, func(a, b obj.ObjectSymbol) int { return cmp.Compare(a.Order, b.Order) })
	for i := range symbols {
		s := &symbols[i]
		if s.Type == obj.STT_SECTION || int(s.Section) < len(p.o.Sections) && p.o.Sections[s.Section].Type == obj.SHT_GROUP {
			continue // not of the source
		}
		if s.Section == obj.SHN_UNDEF {
			needed = append(needed, s.Name)
			continue
		}
		if !defined {
			p.printf("DEFINED SYMBOLS")
			defined = true
		}
		place, value := "", s.Value
		if at := p.lineOf(s.Pos); at.src != nil && s.Type != obj.STT_FILE && s.Section != obj.SHN_COMMON {
			place = fmt.Sprintf("%20s:%-5d", at.src.Name, at.line)
		}
		section := "*ABS*"
		switch {
		case s.Section == obj.SHN_COMMON || s.Section == obj.SHN_X86_64_LCOMMON:
			section, value = "*COM*", s.Size
		case s.Section != obj.SHN_ABS:
			section = p.o.Sections[s.Section].Name
		}
		p.printf("%26s  %s:%016x %s", place, section, value, s.Name)
	}
	if !defined {
		p.printf("NO DEFINED SYMBOLS")
	}
	p.printf("")
	if len(needed) == 0 {
		p.printf("NO UNDEFINED SYMBOLS")
		return
	}
	p.printf("UNDEFINED SYMBOLS")
	for _, name := range needed {
		p.printf("%s", name)
	}
}
