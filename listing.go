package tas

import (
	"bytes"
	"fmt"

	"tas/diag"
	"tas/directives"
	"tas/obj"
)

// Listing is what GNU as's -a prints: the lines of the source beside the bytes
// that each put into the object, and the symbols. Build fills in Text.
type Listing struct {
	Lines   bool   // the source with its bytes
	Symbols bool   // the symbols
	Pages   bool   // in pages with headings
	High    bool   // and the lines of a higher language that .loc names
	Macros  bool   // and those of expansions
	Taken   bool   // without the lines that conditionals leave out
	NoDebug bool   // without the directives of debugging information
	General string // lines about the run as a whole; empty = none

	Width     int // words of four bytes on the first line of a statement
	Width2    int // and on those that continue it
	Columns   int // of source text
	Continued int // lines that continue a statement, at most

	Text []byte

	notes directives.Listing
	spans [][2]uint64     // where the runs of the notes came to lie
	parts []obj.SectionID // in which section each part is
}

// NewListing returns an empty listing in the format of as's defaults.
func NewListing() *Listing {
	return &Listing{Pages: true, Width: 1, Width2: 1, Columns: 100, Continued: 4}
}

// paper is the size of as's pages.
const (
	paperLines   = 60
	paperColumns = 200
)

// begin returns where the directives note what a listing needs.
func (l *Listing) begin() *directives.Listing {
	l.notes = directives.Listing{Macros: l.Macros, Named: l.High, PageLines: paperLines, PageColumns: paperColumns}
	return &l.notes
}

// measure finds the places of all that was noted, once all sizes are known.
func (l *Listing) measure(u *obj.Unit) {
	l.spans = make([][2]uint64, len(l.notes.Runs))
	for i := range l.notes.Runs {
		switch r := &l.notes.Runs[i]; {
		case r.From.Part == u.AbsPart:
		case r.Late:
			l.spans[i] = [2]uint64{u.Address(r.From), u.Address(u.PartEnd(r.From.Part))}
		default:
			l.spans[i] = [2]uint64{u.Address(r.From), u.Address(r.To)}
		}
	}
	l.parts = l.parts[:0]
	for i := range u.Parts {
		l.parts = append(l.parts, u.Parts[i].Section)
	}
}

// lister prints one object.
type lister struct {
	*Listing
	o    *obj.Object
	r    *Result
	name string // of the source, for the headings

	runs   [][2]int // of each entry: the first one in Runs, and the one behind the last
	files  map[string]*listedFile
	latest *listedFile // that was read from

	title, subtitle string
	page, at        int // page number, lines on it; 0 before the first
	eject           bool
	out             bytes.Buffer
}

// list makes the text of a listing. name is that of the source.
func (l *Listing) list(r *Result, o *obj.Object, name string) {
	if name == directives.Stdin {
		name = ""
	}
	p := &lister{Listing: l, o: o, r: r, name: name, files: map[string]*listedFile{}}
	if l.General != "" {
		p.newPage(-1)
		p.out.WriteString(l.General)
	}
	if l.Lines {
		p.eject = true
		p.entries()
	}
	if l.Symbols {
		p.newPage(-1)
		p.symbols()
	}
	l.Text = p.out.Bytes()
}

// newPage begins a page, if there are any. Its headings are those that the source
// names soon after an entry; without one (-1) they stay.
func (p *lister) newPage(entry int) {
	p.eject = false
	if !p.Pages || p.notes.PageLines == 0 {
		return
	}
	if entry >= 0 {
		p.title = p.nextTitle(entry, directives.ListTitle, p.title)
		p.subtitle = p.nextTitle(entry, directives.ListSubtitle, p.subtitle)
	}
	if p.page++; p.page > 1 {
		p.out.WriteByte('\f')
	}
	fmt.Fprintf(&p.out, "GAS LISTING %s \t\t\tpage %d\n%s\n%s\n", p.name, p.page, p.title, p.subtitle)
	p.at = 3
}

// soon is how many entries as looks at.
const soon = 10

func (p *lister) nextTitle(entry int, kind directives.ListCommand, title string) string {
	for i := entry; i < min(entry+soon, len(p.notes.Entries)); i++ {
		if e := &p.notes.Entries[i]; e.Command == kind {
			return e.Title
		}
	}
	return title
}

// print prints a line, and begins a page when that was the last on this one.
func (p *lister) print(entry int, line string) {
	p.out.WriteString(line)
	p.out.WriteByte('\n')
	if p.at++; p.at >= p.notes.PageLines {
		p.newPage(entry)
	}
}

// head prints a line after which no page begins.
func (p *lister) head(line string) {
	p.out.WriteString(line + "\n")
	p.at++
}

func (p *lister) printf(format string, args ...any) { p.print(-1, fmt.Sprintf(format, args...)) }

// said returns the messages about an entry.
func (p *lister) said(entry int) []*diag.Diagnostic {
	from := p.notes.Entries[entry].Said
	to := p.r.Diags.Len()
	if entry+1 < len(p.notes.Entries) {
		to = p.notes.Entries[entry+1].Said
	}
	return p.r.Diags.Between(from, max(from, to))
}
