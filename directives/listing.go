package directives

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tas/obj"
)

// What a listing needs to know of the source is noted while the source is read,
// as GNU as does it: one entry for each line on which statements begin, and
// what came into the section at hand until the next one began. The lines
// themselves are looked up when the listing is printed, which takes them from
// the files; only those of expansions are kept.

// Listing is the notes for one.
type Listing struct {
	Macros bool // expansions have lines of their own
	Named  bool // lines are called as # 12 "file" and .file say

	Entries []Listed
	Runs    []ListedRun
	Places  map[string]ListedPlace // of symbols, where it is not that of the name in the source

	// The size of a page, as .psize says at last.
	PageLines, PageColumns int

	bss    ListedPlace // the line that last wrote to .bss, subsection 1
	open   obj.Loc     // where the run at hand begins
	owners []int       // of each part: one more than the entry that its bytes belong to
	last   ListedPlace // of the last entry without a text of its own
	passed int         // the first entry of the latest statement that was passed over
}

// ListedPlace is a line of a file.
type ListedPlace struct {
	File string
	Line int
}

// Listed is an entry: a line that was read.
type Listed struct {
	ListedPlace
	Text    []byte     // the line, where it is not to be had from the file
	Owner   int        // the entry whose runs it shows
	Part    obj.PartID // in which it began
	Command ListCommand
	Title   string // of ListTitle and ListSubtitle
	High    ListedPlace
	Passed  bool // a conditional leaves it out
	Debug   bool // in a section of debugging information
	Said    int  // messages before it
}

// ListedRun is what came into a part at a stretch.
type ListedRun struct {
	Entry    int
	From, To obj.Loc
	Late     bool // to the end of the part, whatever will be added to it
}

// ListCommand is what an entry says to the listing itself.
type ListCommand uint8

// The commands: .list, .nolist, .eject, .title and .sbttl.
const (
	ListNothing ListCommand = iota
	ListOn
	ListOff
	ListEject
	ListTitle
	ListSubtitle
)

// ListLine is called before each statement.
func (d *Directives) ListLine() {
	l, in := d.Listing, d.in
	if l == nil || in.LineStart(in.At) && len(bytes.Trim(in.Text[in.At:len(in.Text)-2], " \t")) == 0 {
		return // behind the last line
	}
	l.closeRun(d.u)
	d.listComments()
	d.listLine(d.listedPlace())
}

// listComments enters the lines on which a comment before a statement does not
// end: to as they are empty statements.
func (d *Directives) listComments() {
	in := d.in
	start := in.At
	at := pastBlanks(in.Text, start)
	for in.Text[at] == '/' && in.Text[at+1] == '*' {
		n := bytes.Index(in.Text[at+2:], []byte("*/"))
		if n < 0 {
			break
		}
		end := at + 2 + n + 2
		for ; at < end; at++ {
			if in.Text[at] == '\n' {
				in.At = at
				d.listLine(d.listedPlace())
			}
		}
		at = pastBlanks(in.Text, at)
	}
	in.At = start
}

// ListEnd is called behind each statement.
func (d *Directives) ListEnd() {
	if l := d.Listing; l != nil && len(l.Entries) > 0 && d.u.CurID != l.open.Part {
		l.closeRun(d.u)
		l.tail().Debug = l.tail().Debug || d.debugging()
	}
}

// listLabel is called for each label.
func (d *Directives) listLabel(name []byte) {
	if d.absolute() {
		d.listSymbol(name, ListedPlace{}) // a number has no place
	} else if len(d.macros.active) > 0 {
		d.listSymbol(name, d.listedPlace())
	} else {
		delete(d.Listing.Places, string(name)) // of a value that it had before
	}
}

// listAssigned is called for a symbol that is set to v. A symbol that was not
// known before stands on this line, or where its value does. One that was has
// no place until it gets one from a value, and a number takes that away.
func (d *Directives) listAssigned(name []byte, v obj.Value, before obj.Symbol, known, later bool) {
	l := d.Listing
	at := d.listedPlace()
	if at.File == "" {
		at.File = Stdin
	}
	_, placed := l.Places[string(name)]
	switch target := &d.u.Syms[v.Sym]; {
	case v.Kind == obj.ValueSym && v.Sym != 0 && v.Sub == 0 && (target.InPart() || target.Part == obj.PartExpr && v.Add == 0) && !later:
		if from := d.u.Name(v.Sym); len(from) == 0 {
		} else if p, ok := l.Places[string(from)]; ok {
			at = p
		} else {
			p := d.in.Sources.Position(target.Pos)
			at = ListedPlace{p.File, p.Line}
		}
	case known && (!placed || before.InPart()):
		at = ListedPlace{}
	case placed:
		return
	}
	d.listSymbol(name, at)
}

// listAllotted is called for a local common symbol. Unless it is aligned it seems
// to stand where the one before it does, or where that part of .bss was last
// written to, as the alignment alone begins a new fragment in as.
func (d *Directives) listAllotted(name []byte, aligned bool) {
	l := d.Listing
	at := d.listedPlace()
	if !aligned {
		d.listSymbol(name, l.bss)
	} else {
		d.listSymbol(name, at)
	}
	l.bss = at
}

func (d *Directives) listSymbol(name []byte, at ListedPlace) {
	if d.Listing.Places == nil {
		d.Listing.Places = map[string]ListedPlace{}
	}
	d.Listing.Places[string(name)] = at
}

// FinishListing is called when all has been read. What is written after that
// seems to come from the line on which a section was left.
func (d *Directives) FinishListing() {
	l := d.Listing
	if l == nil {
		return
	}
	l.closeRun(d.u)
	for part, n := range l.owners {
		if n != 0 {
			l.Runs = append(l.Runs, ListedRun{Entry: n - 1, From: d.u.PartEnd(obj.PartID(part)), Late: true})
		}
	}
	slices.SortStableFunc(l.Runs, func(a, b ListedRun) int { return cmp.Compare(a.Entry, b.Entry) })
}

// listLine adds the entries of the statement at hand: one when the line is not
// the one before, and one for a line of an expansion, if those are wanted. Both
// begin at one place, and show the same bytes.
func (d *Directives) listLine(at ListedPlace) {
	l, depth := d.Listing, len(d.macros.active)
	apart := depth > 0 && l.Macros
	if apart && d.atMarker() {
		return
	}
	if l.last != at && (!apart || l.last.File == at.File) {
		l.last = at
		if d.u.Cur.Section == obj.SecBss && d.u.Cur.Number == 1 {
			l.bss = at
		}
		e := d.newEntry(at)
		if apart {
			e.Owner++
		} else if at.File == "" {
			e.Text = d.tidy(nil, endLine) // a pipe cannot be read again
		}
		d.listEntry(e)
	}
	if apart {
		e := d.newEntry(at)
		e.Text = append(bytes.Repeat([]byte{'>'}, depth), ' ')
		e.Text = d.tidy(e.Text, endStatement)
		d.listEntry(e)
	}
}

// atMarker reports whether the statement at hand is a line marker.
func (d *Directives) atMarker() bool {
	text := d.in.Text[d.in.At:]
	return text[0] == '#' && text[1] == ' ' && isDigit(text[2])
}

// listRest is called behind the definition of a macro in a file, and at the end
// of one that is not closed: what is left of the line is a statement, too, if
// there is any or the text ends there.
func (d *Directives) listRest() {
	l, in := d.Listing, d.in
	if l == nil || in.Expanding() {
		return
	}
	end := pastBlanks(in.Text, in.At)
	if in.Text[end] == '#' {
		end += bytes.IndexByte(in.Text[end:], '\n')
	}
	if in.Text[end] == '\n' && end+1 < len(in.Text)-2 {
		return
	}
	if at := d.listedPlace(); at.File != "" && at != l.last {
		l.closeRun(d.u)
		l.last = at
		d.listEntry(d.newEntry(at))
	}
}

// listEntry adds an entry, which gets the bytes from here on.
func (d *Directives) listEntry(e Listed) {
	l := d.Listing
	l.Entries = append(l.Entries, e)
	*l.owner(d.u.CurID) = len(l.Entries)
}

// listLast is called behind the last round of a repetition. The end of the line
// there is a statement, but with the lines of expansions alone it is a new one.
func (d *Directives) listLast() {
	l := d.Listing
	if l == nil || !l.Macros || d.in.Expanding() {
		return
	}
	if at := d.listedPlace(); at.File != "" && at != l.last {
		l.closeRun(d.u)
		l.last = at
		d.listEntry(d.newEntry(at))
	}
}

func (d *Directives) newEntry(at ListedPlace) Listed {
	return Listed{
		ListedPlace: at, Owner: len(d.Listing.Entries), Part: d.u.CurID,
		Debug: d.debugging(), Said: d.in.Diags.Len(),
	}
}

// listPassed is called for a statement that a conditional passes over, and
// listShown when it turns out to be one of the conditional itself.
func (d *Directives) listPassed() {
	if l := d.Listing; l != nil {
		l.passed = len(l.Entries)
		d.ListLine()
		l.passing(true)
	}
}

func (d *Directives) listShown() {
	if d.Listing != nil {
		d.Listing.passing(false)
	}
}

func (l *Listing) passing(yes bool) {
	for i := l.passed; i < len(l.Entries); i++ {
		l.Entries[i].Passed = yes
	}
}

// listRound is called when a round of a repetition is about to be read. As has
// a line there that says where the next ones come from, and what is entered for
// it is the end of the repetition. With the lines of expansions it is left out.
func (d *Directives) listRound(e *expansion) {
	l := d.Listing
	if l == nil || l.Macros {
		return
	}
	at := d.listedPlace()
	if l.Named && e.end != 0 {
		p := d.in.Sources.Position(e.end)
		at = ListedPlace{p.File, p.Line}
	}
	l.closeRun(d.u)
	if l.last != at {
		l.last = at
		entry := d.newEntry(at)
		if at.File == "" {
			entry.Text = fmt.Appendf(nil, " .linefile %d .", d.in.Sources.Position(e.lines()).Line)
		}
		d.listEntry(entry)
	}
}

// listHide and listShow stand around what a listing does not show: .nops.
func (d *Directives) listHide() {
	if d.Listing != nil {
		d.Listing.closeRun(d.u)
	}
}

func (d *Directives) listShow() {
	if d.Listing != nil {
		d.Listing.open = d.u.Here()
	}
}

// listCommand notes one for the last line.
func (d *Directives) listCommand(c ListCommand, title []byte) {
	if d.Listing != nil {
		e := d.Listing.tail()
		e.Command, e.Title = c, string(title)
	}
}

// listHigh notes which line of a higher language .loc names.
func (d *Directives) listHigh(file string, line int) {
	if l := d.Listing; l != nil {
		e := l.tail()
		if n := len(l.Entries); n > 1 && l.Entries[n-2].Owner == n-1 {
			e = &l.Entries[n-2] // before both entries of the statement
		}
		e.High = ListedPlace{file, line}
	}
}

// listedPlace is where the statement at hand stands: in the innermost file, at
// the call of the macro or the end of the repetition.
func (d *Directives) listedPlace() ListedPlace {
	in := d.in
	at := in.At
	defer func() { in.At = at }()
	in.SkipSpace() // lines of a comment are not those of the statement
	if d.Listing.Named {
		p := d.sourceLine(in.Pos())
		return listedPlace(p.File, p.Line)
	}
	p := in.FilePos()
	src := in.Sources.Find(p)
	line, _ := src.Physical(p)
	return listedPlace(src.Name, line)
}

// Stdin is what standard input is called in messages.
const Stdin = "{standard input}"

func listedPlace(file string, line int) ListedPlace {
	if file == Stdin {
		file = ""
	}
	return ListedPlace{file, line}
}

// debugging reports whether the section at hand has debugging information.
func (d *Directives) debugging() bool {
	if d.absolute() {
		return false
	}
	name := d.u.Sections[d.u.Cur.Section].Name
	return strings.HasPrefix(name, ".debug") || strings.HasPrefix(name, ".line")
}

func (l *Listing) tail() *Listed { return &l.Entries[len(l.Entries)-1] }

// closeRun notes what has come into the part at hand, and begins anew where we
// are. It belongs to the last line that began in that part.
func (l *Listing) closeRun(u *obj.Unit) {
	if n := len(l.Entries); n > 0 {
		if end := u.PartEnd(l.open.Part); end != l.open {
			l.Runs = append(l.Runs, ListedRun{Entry: *l.owner(l.open.Part) - 1, From: l.open, To: end})
		}
	}
	l.open = u.Here()
}

// owner returns whose the bytes of a part are: of the last line to begin with.
func (l *Listing) owner(part obj.PartID) *int {
	for int(part) >= len(l.owners) {
		l.owners = append(l.owners, 0)
	}
	if l.owners[part] == 0 {
		l.owners[part] = len(l.Entries)
	}
	return &l.owners[part]
}

// tidy appends the statement or the line at hand to out, as GNU as's listing shows what
// it has no file for.
func (d *Directives) tidy(out []byte, end scrubEnd) []byte {
	in := d.in
	out, _ = scrub(out, in.Text[in.At:len(in.Text)-2], scrubStart, end)
	return out
}
