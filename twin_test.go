package tas

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// twin is a program in two spellings: one that goes a short way, and one that is
// read as any other.
type twin [2]strings.Builder

// both appends a text that is the same in both.
func (p *twin) both(text string) {
	p[0].WriteString(text)
	p[1].WriteString(text)
}

// compare wants the same object and the same messages of both spellings, and reports
// whether they have no errors.
func (p *twin) compare(t *testing.T, seed int) bool {
	t.Helper()
	a, b := objectOf(p[0].String()), objectOf(p[1].String())
	if x, y := allMessages(a), allMessages(b); x != y || !bytes.Equal(a.Output, b.Output) {
		t.Fatalf("seed %d: the objects or messages differ\n%s\n%s\n-- the long way:\n%s", seed, p[0].String(), x, y)
	}
	return !a.Diags.Failed()
}

// allMessages is all that the messages of a result say.
func allMessages(r *Result) string {
	var out strings.Builder
	for _, d := range r.Diags.Sorted() {
		fmt.Fprintf(&out, "%d %v %s %q %d\n", d.Severity, d.Span, d.Text, d.Excerpt, d.ExcerptCol)
		for _, n := range d.Notes {
			fmt.Fprintf(&out, "\t%v %s\n", n.Span, n.Text)
		}
	}
	return out.String()
}
