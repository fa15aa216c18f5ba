package directives

import (
	"strings"
	"testing"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// benchDirective carries out n statements of a source that holds directives
// only, one a line.
func benchDirective(tb testing.TB, lines string, n int) *obj.Unit {
	text := []byte(strings.Repeat(lines, n))
	sources := &diag.Sources{}
	s := sources.Add("t.s", text)
	u := obj.NewUnit(&diag.List{}, len(text))
	in := lexer.New(u, sources, s, lexer.Terminate(text))
	d := New(in, noMachine{}, &Options{})
	d.lines.files = []lineFile{{}, {name: "a.c", used: true}}
	for in.At < len(text) {
		start := in.At + 1
		in.At = start
		name := in.Name()
		if !d.Do(name, start) {
			tb.Fatal(u.Diags.Sorted()[0].Text)
		}
		in.NextStatement()
	}
	return u
}

func BenchmarkLoc(b *testing.B) {
	b.ReportAllocs()
	benchDirective(b, "\t.loc 1 12345 17\n\t.loc 1 12346 3 is_stmt 0\n", b.N/2+1)
}

func BenchmarkCFI(b *testing.B) {
	b.ReportAllocs()
	benchDirective(b, "\t.cfi_startproc\n\t.cfi_def_cfa_offset 16\n\t.cfi_offset 6, -16\n\t.cfi_endproc\n", b.N/4+1)
}

// TestDebugAllocs holds the directives that compilers write most to no
// allocation but for the growth of the lists.
func TestDebugAllocs(t *testing.T) {
	const n = 2000
	for _, lines := range []string{
		"\t.loc 1 12345 17\n\t.loc 1 12346 3 is_stmt 0 discriminator 2\n",
		"\t.cfi_startproc\n\t.cfi_def_cfa_offset 16\n\t.cfi_offset %rbp, -16\n\t.cfi_remember_state\n\t.cfi_restore_state\n\t.cfi_endproc\n",
	} {
		few := testing.AllocsPerRun(3, func() { benchDirective(t, lines, n) })
		many := testing.AllocsPerRun(3, func() { benchDirective(t, lines, 4*n) })
		if many > few+30 {
			t.Errorf("%d statements allocate %.0f times, four times as many %.0f times:\n%s", n, few, many, lines)
		}
	}
}
