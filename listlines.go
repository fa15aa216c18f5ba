package tas

import (
	"bytes"
	"fmt"
	"strings"

	"tas/diag"
	"tas/directives"
	"tas/obj"
)

// listedFile is a file whose lines a listing prints, each of them once.
type listedFile struct {
	name  string
	whole []byte
	text  []byte // what of it has not been read
	line  int    // the last one read
	done  bool

	starts [2]int // the lines behind which it was last read on after another file was
}

// file returns the file called name; one that cannot be read has no lines.
func (p *lister) file(name string) *listedFile {
	f := p.files[name]
	if f != nil {
		return f
	}
	f = &listedFile{name: name}
	p.files[name] = f
	for _, src := range p.r.Sources.All() {
		if src.Name == name {
			f.whole, f.text = src.Text, src.Text
			return f
		}
	}
	text, _, err := readFile(name)
	f.whole, f.text, f.done = text, text, err != nil
	return f
}

// next reads a line. As shows with dots where a file ends too early.
func (p *lister) next(f *listedFile) []byte {
	if f.done {
		return nil
	}
	if p.latest != f {
		p.latest, f.starts = f, [2]int{f.line, f.starts[0]}
	}
	f.line++
	n := bytes.IndexAny(f.text, "\r\n")
	if n < 0 {
		f.done = true
		return append(bytes.Clone(f.text), "..."...)
	}
	text := f.text[:n]
	if f.text[n] == '\r' && n+1 < len(f.text) && f.text[n+1] == '\n' {
		n++
	}
	f.text = f.text[n+1:]
	return text
}

// entries prints the lines that were noted.
func (p *lister) entries() {
	p.collect()
	shown := 1 // less than one: a .nolist is in force
	for i := range p.notes.Entries {
		e := &p.notes.Entries[i]
		skip := e.Line
		switch e.Command {
		case directives.ListOn:
			skip--
			if shown++; shown == 1 {
				p.skip(p.file(e.File), skip)
			}
		case directives.ListOff:
			shown--
		case directives.ListTitle:
			p.title = e.Title
		case directives.ListSubtitle:
			p.subtitle = e.Title
		}
		switch {
		case shown <= 0 || shown == 1 && e.Passed && p.Taken:
			if e.Text == nil {
				p.skip(p.file(e.File), skip)
			}
		case e.Text != nil:
			p.highLines(i)
			p.line(i, e.Line, e.Text, true)
		default:
			p.highLines(i)
			p.fileLines(i)
		}
		p.eject = p.eject || e.Command == directives.ListEject && shown > 0
	}
}

// skip passes over the lines up to one.
func (p *lister) skip(f *listedFile, to int) {
	for f.line < to && !f.done {
		p.next(f)
	}
}

// fileLines prints the lines of the file up to that of an entry.
func (p *lister) fileLines(i int) {
	e := &p.notes.Entries[i]
	f := p.file(e.File)
	if f.done && f.line == 0 && e.Owner == i {
		p.line(i, 0, nil, false)
		f.line = 1
	}
	for f.line < e.Line && !f.done {
		text := p.next(f)
		p.line(i, f.line, text, f.line == e.Line)
	}
}

// highLines prints the lines of the higher language up to the one that an entry
// names, or that line once more.
func (p *lister) highLines(i int) {
	at := p.notes.Entries[i].High
	if !p.High || at.Line == 0 {
		return
	}
	f := p.file(at.File)
	switch {
	case f.line > at.Line:
		p.highLine(i, f, at.Line, f.again(at.Line, p.room()))
	case f.done && f.line == 0:
		f.line = 1
		p.highLine(i, f, 1, nil)
	}
	for f.line < at.Line && !f.done {
		text := p.next(f)
		p.highLine(i, f, f.line, text)
	}
}

func (p *lister) highLine(i int, f *listedFile, line int, text []byte) {
	p.startLine(i)
	p.print(i, fmt.Sprintf("%4d:%-13s **** %s", line, f.name, p.cut(text)))
}

// again returns what as shows for a line that has been read. It looks backwards for
// the line's start, from where it stands, in pieces as long as a line of the listing
// may be, and has bugs: it comes to the line behind, and of the first piece of the
// file it takes all, also what lies behind where it stands. It knows where it
// began to read lately.
func (f *listedFile) again(line, size int) []byte {
	start, left := 0, f.line-line+1
	at := len(f.whole) - len(f.text)
	known := line == 1 || line-1 == f.starts[0] || line-1 == f.starts[1]
	if known {
		for n := 1; n < line; n++ {
			start += bytes.IndexByte(f.whole[start:], '\n') + 1
		}
	}
	for more := !known && size > 0; more; {
		at = max(at-size, 0)
		if more = at > 0; at+size > len(f.whole) {
			break
		}
		for end := at + size; left > 0; left-- {
			if end = at + bytes.LastIndexByte(f.whole[at:end], '\n'); end < at {
				break
			}
			start = end + 1
		}
		if left == 0 {
			break
		}
		start = 0
	}
	text, _, _ := bytes.Cut(f.whole[start:], []byte{'\n'})
	return text
}

// room is how many bytes of a line fit on the paper.
func (p *lister) room() int { return max(min(p.Columns, p.notes.PageColumns)-1, 0) }

// startLine begins a page when one is due.
func (p *lister) startLine(i int) {
	if p.eject || p.at >= p.notes.PageLines {
		p.newPage(i)
	}
}

// cut shortens a line to what fits on the paper.
func (p *lister) cut(text []byte) []byte {
	return text[:min(len(text), p.room())]
}

// line prints one line, and its bytes.
func (p *lister) line(i, number int, text []byte, last bool) {
	shown := text
	if p.notes.Entries[i].Text == nil {
		shown = p.cut(text)
	}
	if p.NoDebug && (p.notes.Entries[i].Debug || debugDirective(shown)) {
		return
	}
	p.startLine(i)
	at, data := uint64(0), []byte(nil)
	if last {
		at, data = p.bytes(i)
	}
	if len(data) == 0 {
		p.printf("% 4d %*s\t%s", number, 9*p.Width+4, "", shown)
		return
	}
	first := min(4*p.Width, len(data))
	address := "????" // what as prints after an error
	if !p.r.Diags.Failed() {
		address = fmt.Sprintf("%04x", at)
	}
	p.print(i, fmt.Sprintf("% 4d %s %-*s\t%s", number, address, 9*p.Width, words(data[:first]), shown))
	for _, x := range p.said(i) {
		kind := "Warning"
		if x.Severity == diag.Error {
			kind = "Error"
		}
		p.print(i, "****  "+kind+": "+x.Text)
	}
	data = data[first:]
	for n := 0; n < p.Continued && len(data) > 0; n++ {
		more := min(4*p.continued(), len(data))
		p.print(i, fmt.Sprintf("% 4d      %s", number, words(data[:more])))
		data = data[more:]
	}
}

// debugDirective reports whether a line is one of those that -ad leaves out:
// they start with these letters.
func debugDirective(line []byte) bool {
	s := strings.TrimLeft(string(line), " \t")
	for _, name := range [...]string{
		".def", ".dim", ".endef", ".line", ".ln", ".scl", ".size", ".stabn", ".stabs", ".tag", ".type", ".val",
	} {
		if strings.HasPrefix(s, name) {
			return true
		}
	}
	return false
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

// collect finds the runs of each entry.
func (p *lister) collect() {
	p.runs = make([][2]int, len(p.notes.Entries))
	for i := range p.notes.Runs {
		r := &p.runs[p.notes.Runs[i].Entry]
		if r[1] == 0 {
			r[0] = i
		}
		r[1] = i + 1
	}
}

// continued is how many words a line has that continues another.
func (p *lister) continued() int { return max(p.Width, p.Width2, 1) }

// bytes returns the first bytes that an entry put into the section in which it
// began, and where.
func (p *lister) bytes(i int) (at uint64, data []byte) {
	i = p.notes.Entries[i].Owner
	part := p.notes.Entries[i].Part
	limit := 4 * (p.Width + max(p.Continued, 1)*p.continued())
	for k := p.runs[i][0]; k < p.runs[i][1] && len(data) < limit; k++ {
		if p.notes.Runs[k].From.Part != part {
			continue
		}
		span := p.spans[k]
		if len(data) == 0 {
			at = span[0]
		}
		span[1] = min(span[1], span[0]+uint64(limit-len(data)))
		if s := &p.o.Sections[p.o.Index[p.parts[part-obj.FirstPart]]]; s.Type == obj.SHT_NOBITS {
			data = append(data, make([]byte, span[1]-span[0])...)
		} else {
			data = append(data, s.Data[span[0]:span[1]]...)
		}
	}
	return at, data
}
