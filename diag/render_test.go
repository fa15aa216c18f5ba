package diag

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

// find returns the span of the first occurrence of what in the source.
func find(t *testing.T, src *Source, what string) Span {
	t.Helper()
	i := bytes.Index(src.Text, []byte(what))
	if i < 0 {
		t.Fatalf("%q is not in %s", what, src.Name)
	}
	return Span{Pos: src.Base + Pos(i), Len: uint32(len(what))}
}

// TestRender holds what a user sees to files under testdata/render: one
// message of every kind, each with and without colour.
func TestRender(t *testing.T) {
	const file = "\t.text\n_start:\tmovq\t%rax, $5\nloop:\n loop: nop # twice\n"
	tests := []struct {
		name string
		make func(t *testing.T, s *Sources, l *List, src *Source)
		max  int
	}{
		{name: "range", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			l.Errorf(find(t, src, "$5"), "movq needs a register or memory as its destination, not an immediate")
		}},
		{name: "note", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			second := find(t, src, " loop")
			second.Pos++
			second.Len = 4
			l.Errorf(second, "symbol loop is already defined").Note(find(t, src, "loop"), "first defined here")
		}},
		{name: "end-of-line", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			at := find(t, src, "$5")
			at.Pos += 2
			l.Errorf(at, "operand expected before the end of the line")
		}},
		{name: "no-position", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			l.Errorf(Span{}, "no entry point: _start is not defined")
		}},
		{name: "included", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			inner := s.Add("inner.inc", []byte("nop\n\tnopp\n"))
			inner.Included = find(t, src, "movq").Pos
			innermost := s.Add("innermost.inc", []byte("hlt %eax"))
			innermost.Included = find(t, inner, "nopp").Pos
			l.Errorf(find(t, inner, "nopp"), "unknown mnemonic nopp; did you mean nop?")
			l.Errorf(find(t, innermost, "%eax"), "hlt takes no operand")
		}},
		{name: "expansion", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			l.Decorate = func(d *Diagnostic) {
				d.Excerpt, d.ExcerptCol = "\tpushl %eax", 2
				d.Note(find(t, src, "movq"), "in expansion of macro save")
			}
			l.Errorf(find(t, src, "movq"), "pushl is not available in 64-bit mode; write pushq")
		}},
		{name: "remark", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			src.Remark(find(t, src, "_start").Pos, 100, "original.c")
			l.Errorf(find(t, src, "loop:"), "unused label")
			l.Errorf(find(t, src, ".text"), "before the remark")
		}},
		{name: "long-line", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			long := s.Add("long.s", []byte(".byte "+strings.Repeat("1, ", 60)+"oops, "+strings.Repeat("2, ", 60)))
			l.Errorf(find(t, long, "oops"), "undefined symbol oops")
			l.Errorf(find(t, long, "byte"), "at the start")
			l.Errorf(Span{find(t, long, "1").Pos, 300}, "a range past the end of the window")
		}},
		{name: "odd-bytes", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			odd := s.Add("odd\x1b.s", []byte(".ascii \"grün \x1b[31m\xff\", bad\r\n"))
			l.Errorf(find(t, odd, "bad"), "unexpected \x1b[2Jname")
		}},
		{name: "max-errors", max: 2, make: func(t *testing.T, s *Sources, l *List, src *Source) {
			for _, what := range []string{"nop", "movq", ".text"} {
				l.Errorf(find(t, src, what), "refused %s", what)
			}
			l.Warnf(find(t, src, "_start"), "a warning between errors")
		}},
		{name: "summary", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			l.Errorf(find(t, src, "nop"), "first")
			l.Errorf(find(t, src, "movq"), "second")
			l.Warnf(find(t, src, "twice"), "third")
		}},
		{name: "fatal-warning", make: func(t *testing.T, s *Sources, l *List, src *Source) {
			l.FatalWarnings = true
			l.Warnf(find(t, src, "nop"), "the only message")
		}},
	}
	g := goldie.New(t, goldie.WithFixtureDir("testdata/render"))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			for _, color := range []bool{false, true} {
				var s Sources
				var l List
				src := s.Add("a.s", []byte(file))
				test.make(t, &s, &l, src)
				r := Renderer{Sources: &s, Program: "tas", Color: color, MaxErrors: test.max}
				var b bytes.Buffer
				if err := r.Print(&b, &l); err != nil {
					t.Fatal(err)
				}
				text := b.String()
				if !color && strings.ContainsRune(text, '\x1b') {
					t.Errorf("an escape reached the terminal: %q", text)
				}
				out.WriteString(strings.ReplaceAll(text, "\x1b", "\\e"))
				out.WriteString("--\n")
			}
			g.Assert(t, test.name, out.Bytes())
		})
	}
}
