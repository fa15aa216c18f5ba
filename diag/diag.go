package diag

import (
	"fmt"
	"sort"
)

// Severity says how bad a Diagnostic is.
type Severity uint8

// The severities, mild to severe.
const (
	Note Severity = iota + 1
	Warning
	Error
)

func (s Severity) String() string {
	return [...]string{"", "note", "warning", "error"}[s]
}

// Diagnostic is one message. Text is lower case, without a full stop, and
// names the thing in the user's words.
type Diagnostic struct {
	Severity Severity
	Span     Span
	Text     string

	// Excerpt replaces the quoted source line when the text at Span is not
	// what was assembled: a line of a macro expansion. ExcerptCol is the
	// 1-based column of the caret in it.
	Excerpt    string
	ExcerptCol int

	Notes []Diagnostic

	order int
}

// Note adds a remark below d and returns d, so that notes can be chained. A
// nil d (a message that was dropped) stays nil.
func (d *Diagnostic) Note(at Span, format string, args ...any) *Diagnostic {
	if d != nil {
		d.Notes = append(d.Notes, Diagnostic{Severity: Note, Span: at, Text: fmt.Sprintf(format, args...)})
	}
	return d
}

// List collects the messages of one run. It is not safe for concurrent use;
// parallel work has a List each and joins them with Append.
type List struct {
	// FatalWarnings counts warnings as errors; NoWarn drops them.
	FatalWarnings bool
	NoWarn        bool

	// Decorate, when set, sees each new message: the lexer adds the macro
	// expansions in which the text stands.
	Decorate func(*Diagnostic)

	// Fatal says that the assembly was given up: there is not even a listing.
	Fatal bool

	all    []*Diagnostic
	errors int
}

// Errorf adds an error.
func (l *List) Errorf(at Span, format string, args ...any) *Diagnostic {
	l.errors++
	return l.add(Error, at, format, args)
}

// Warnf adds a warning; it returns nil when warnings are off.
func (l *List) Warnf(at Span, format string, args ...any) *Diagnostic {
	if l.NoWarn {
		return nil
	}
	if l.FatalWarnings {
		l.errors++
	}
	return l.add(Warning, at, format, args)
}

// Notef adds a free-standing note, such as the text of .print.
func (l *List) Notef(at Span, format string, args ...any) *Diagnostic {
	return l.add(Note, at, format, args)
}

func (l *List) add(s Severity, at Span, format string, args []any) *Diagnostic {
	d := &Diagnostic{Severity: s, Span: at, Text: fmt.Sprintf(format, args...), order: len(l.all)}
	if l.Decorate != nil {
		l.Decorate(d)
	}
	l.all = append(l.all, d)
	return d
}

// Failed reports whether there is an error: then no output is to be written.
func (l *List) Failed() bool { return l.errors > 0 }

// Errors returns the number of errors.
func (l *List) Errors() int { return l.errors }

// Len returns the number of messages; with Truncate it lets a speculative
// parse take its messages back.
func (l *List) Len() int { return len(l.all) }

// Between returns the messages from one on up to another, as Len counts them.
func (l *List) Between(from, to int) []*Diagnostic { return l.all[from:to] }

// Truncate drops the messages after the first n.
func (l *List) Truncate(n int) {
	for _, d := range l.all[n:] {
		if d.Severity == Error || d.Severity == Warning && l.FatalWarnings {
			l.errors--
		}
	}
	l.all = l.all[:n]
}

// Append moves the messages of m behind those of l.
func (l *List) Append(m *List) {
	for _, d := range m.all {
		d.order = len(l.all)
		l.all = append(l.all, d)
	}
	l.errors += m.errors
	m.all, m.errors = nil, 0
}

// Sorted returns the messages by position, those without one last; messages
// of one position stay in the order in which they were made.
func (l *List) Sorted() []*Diagnostic {
	out := append([]*Diagnostic(nil), l.all...)
	sort.SliceStable(out, func(i, j int) bool {
		p, q := out[i].Span.Pos-1, out[j].Span.Pos-1 // none wraps to the end
		if p != q {
			return p < q
		}
		return out[i].order < out[j].order
	})
	return out
}
