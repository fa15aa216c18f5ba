package directives

import "bytes"

// Directives about the listing. They have no effect on the object, but must make
// sense even when there is none.

// listing is .list, .nolist and .eject.
func (d *Directives) listing(c int) bool {
	d.listCommand(ListCommand(c), nil)
	d.in.Resume()
	return true
}

// title is .title and .sbttl: a string, or the rest of the statement.
func (d *Directives) title(c int) bool {
	in := d.in
	if in.Peek() == '"' {
		// A backslash keeps a quote from closing the string, but not the title.
		text := in.Text[in.At+1:]
		end := bytes.IndexAny(text, "\"\n")
		if slashes := end - len(bytes.TrimRight(text[:end], "\\")); text[end] == '"' && slashes%2 == 0 {
			in.At += end + 2
			text = text[:end]
		} else {
			return d.errorf(in.At, "the title is not closed on its line")
		}
		if !in.ExpectEnd() {
			return false
		}
		d.listCommand(ListCommand(c), text)
		return true
	}
	if d.Listing == nil {
		in.SkipStatement()
		return true
	}
	d.listCommand(ListCommand(c), d.scrub())
	return true
}

// What paper reads.
const (
	paperBoth = iota
	paperWidth
)

// minPaperWidth is as's, for the lines of its listings.
const minPaperWidth = 8

// paper is .psize lines [, columns], .plen likewise, and .llen columns: the
// size of a listing's pages.
func (d *Directives) paper(what int) bool {
	in := d.in
	wide := what == paperWidth
	if !wide {
		start := in.At
		lines, _, ok := d.optional("paper height")
		if !ok {
			return false
		}
		if lines = int64(int32(lines)); lines < 0 || lines > maxPaper {
			d.warnf(start, "a page cannot have %d lines: the listing is not divided into pages", lines)
			lines = 0
		}
		if d.Listing != nil {
			d.Listing.PageLines = int(lines)
		}
		wide = in.Comma()
	}
	if wide {
		in.SkipSpace()
		start := in.At
		n, ok := d.constant("paper width")
		if !ok {
			return false
		}
		if n < minPaperWidth {
			return d.errorf(start, "paper of %d columns is too narrow; at least %d are needed", n, minPaperWidth)
		}
		if d.Listing != nil {
			d.Listing.PageColumns = int(min(n, 1<<20))
		}
	}
	return in.ExpectEnd()
}

// maxPaper bounds the lines of a page.
const maxPaper = 1000
