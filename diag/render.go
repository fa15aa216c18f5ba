package diag

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// Renderer prints messages as editors parse them and people read them:
//
//	a.s:12:13: error: movq needs a register or memory as its destination, not an immediate
//	   12 |  movq %rax, $5
//	      |             ^~
//	a.s:3: note: included from here
//
// The quoted line has its tabs expanded, so that the caret stands under what
// it means, and nothing in it can reach the terminal as a control sequence.
type Renderer struct {
	Sources *Sources
	Program string // stands in for the file name of messages without position
	Color   bool

	// MaxErrors ends the printing after so many errors; 0 = print all.
	MaxErrors int
}

// The escape sequences of a coloured message.
const (
	colorBold    = "\x1b[1m"
	colorError   = "\x1b[1;31m"
	colorWarning = "\x1b[1;35m"
	colorNote    = "\x1b[1;36m"
	colorCaret   = "\x1b[1;32m"
	colorOff     = "\x1b[0m"
)

// Print writes the messages of l in the order of the source, and a count when
// there are several. Everything goes out in one Write.
func (r *Renderer) Print(w io.Writer, l *List) error {
	var b bytes.Buffer
	var errors, warnings int
	stopped := false
	for _, d := range l.Sorted() {
		if stopped = r.MaxErrors > 0 && errors == r.MaxErrors; stopped {
			break
		}
		switch d.Severity {
		case Error:
			errors++
		case Warning:
			warnings++
		}
		r.message(&b, d)
	}
	r.summary(&b, l, errors, warnings, stopped)
	_, err := w.Write(b.Bytes())
	return err
}

// summary counts the messages when there is more than one, and says why no
// output was written when only warnings stand above.
func (r *Renderer) summary(b *bytes.Buffer, l *List, errors, warnings int, stopped bool) {
	fatal := l.FatalWarnings && warnings > 0
	total := errors + warnings
	switch {
	case stopped:
		fmt.Fprintf(b, "stopped after %s; --max-errors=0 shows all\n", plural(errors, "error"))
	case total < 2 && !fatal:
	case errors > 0 && warnings > 0:
		fmt.Fprintf(b, "%s, %s\n", plural(errors, "error"), plural(warnings, "warning"))
	case errors > 0:
		fmt.Fprintf(b, "%s\n", plural(errors, "error"))
	case fatal:
		fmt.Fprintf(b, "%s, fatal as asked by --fatal-warnings\n", plural(warnings, "warning"))
	default:
		fmt.Fprintf(b, "%s\n", plural(warnings, "warning"))
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// message prints d, the files that included its file, and its notes.
func (r *Renderer) message(b *bytes.Buffer, d *Diagnostic) {
	r.header(b, d.Severity, d.Span.Pos, true, d.Text)
	r.quote(b, d)
	if src := r.Sources.Find(d.Span.Pos); src != nil {
		for at := src.Included; at != 0; {
			r.header(b, Note, at, false, "included from here")
			if src = r.Sources.Find(at); src == nil {
				break
			}
			at = src.Included
		}
	}
	for i := range d.Notes {
		n := &d.Notes[i]
		r.header(b, Note, n.Span.Pos, true, n.Text)
		r.quote(b, n)
	}
}

// header prints the first line of a message.
func (r *Renderer) header(b *bytes.Buffer, s Severity, pos Pos, column bool, text string) {
	at := r.Sources.Position(pos)
	where := r.Program
	switch {
	case at.Line > 0 && column:
		where = fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Col)
	case at.Line > 0:
		where = fmt.Sprintf("%s:%d", at.File, at.Line)
	}
	r.paint(b, colorBold)
	printable(b, []byte(where+": "))
	r.paint(b, colorOff)
	r.paint(b, [...]string{Note: colorNote, Warning: colorWarning, Error: colorError}[s])
	b.WriteString(s.String() + ": ")
	r.paint(b, colorOff)
	if s != Note {
		r.paint(b, colorBold)
	}
	printable(b, []byte(text))
	if s != Note {
		r.paint(b, colorOff)
	}
	b.WriteByte('\n')
}

func (r *Renderer) paint(b *bytes.Buffer, sequence string) {
	if r.Color {
		b.WriteString(sequence)
	}
}

// The width of a quoted line, and where in it the caret stands at the latest
// when the line is longer and has to be cut.
const (
	quoteWidth = 100
	quoteCaret = 60
)

// quote prints the source line of d and the range under it.
func (r *Renderer) quote(b *bytes.Buffer, d *Diagnostic) {
	text, number, col := r.excerpt(d)
	if text == nil || col > len(text)+1 {
		return
	}
	line, first := expand(text, col-1)
	_, last := expand(text, min(col-1+int(max(d.Span.Len, 1)), len(text)))
	last = max(last, first+1)
	line, first, last = cut(line, first, last)

	fmt.Fprintf(b, "%5s | %s\n", number, string(line))
	fmt.Fprintf(b, "%5s | %*s", "", first, "")
	r.paint(b, colorCaret)
	b.WriteByte('^')
	b.Write(bytes.Repeat([]byte{'~'}, last-first-1))
	r.paint(b, colorOff)
	b.WriteByte('\n')
}

// excerpt returns the line to quote, its number as shown, and the 1-based
// byte column of the caret; nil when there is nothing to quote.
func (r *Renderer) excerpt(d *Diagnostic) (text []byte, number string, col int) {
	if d.Excerpt != "" {
		return []byte(d.Excerpt), "", max(d.ExcerptCol, 1)
	}
	src := r.Sources.Find(d.Span.Pos)
	if src == nil || len(src.Text) == 0 {
		return nil, "", 0
	}
	line, col := src.Physical(d.Span.Pos)
	return src.LineText(line), fmt.Sprint(r.Sources.Position(d.Span.Pos).Line), col
}

// expand returns text as the columns of a terminal, and the column at which
// the byte at offset at stands.
func expand(text []byte, at int) (columns []rune, column int) {
	column = -1
	for i := 0; i < len(text); {
		if i >= at && column < 0 {
			column = len(columns)
		}
		c, size := utf8.DecodeRune(text[i:])
		i += size
		if c != '\t' {
			columns = append(columns, visible(c))
			continue
		}
		for columns = append(columns, ' '); len(columns)%8 != 0; {
			columns = append(columns, ' ')
		}
	}
	if column < 0 {
		column = len(columns)
	}
	return columns, column
}

// cut shortens a long line to a window around the range [first, last).
func cut(line []rune, first, last int) ([]rune, int, int) {
	if skip := first - quoteCaret; skip > 0 && len(line) > quoteWidth {
		line = append([]rune{'…'}, line[min(skip+1, len(line)):]...)
		first -= skip
		last -= skip
	}
	if len(line) > quoteWidth {
		line = append(line[:quoteWidth-1:quoteWidth-1], '…')
	}
	return line, first, min(last, max(len(line), first+1))
}

// visible replaces what would move the cursor or speak to the terminal.
func visible(c rune) rune {
	if c < ' ' || 0x7f <= c && c < 0xa0 {
		return utf8.RuneError
	}
	return c
}

// printable writes text without control characters.
func printable(b *bytes.Buffer, text []byte) {
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		text = text[size:]
		if c == '\t' {
			c = ' '
		}
		b.WriteRune(visible(c))
	}
}
