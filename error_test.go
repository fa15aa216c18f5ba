package tas

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tas/diag"

	"github.com/sebdah/goldie/v2"
)

// A source in testdata/error says on the offending line which message it must
// give: `# ERROR "regexp"`, or WARNING; several may follow one another. A
// message without a line (no entry point) stands as `# FILE ERROR "regexp"`.
// Messages and comments must match one to one. Sources named link-* are
// linked, the others assembled; wrong ones must give no output.

// expectation is one such comment.
type expectation struct {
	line     int // 0 for the file as a whole
	severity diag.Severity
	text     *regexp.Regexp
}

var expectComment = regexp.MustCompile(`(FILE )?(ERROR|WARNING) ("(?:[^"\\]|\\.)*")`)

func expectations(t testing.TB, source string) []expectation {
	t.Helper()
	var list []expectation
	for i, line := range strings.Split(source, "\n") {
		for _, m := range expectComment.FindAllStringSubmatch(line, -1) {
			e := expectation{line: i + 1, severity: diag.Error}
			if m[1] != "" {
				e.line = 0
			}
			if m[2] == "WARNING" {
				e.severity = diag.Warning
			}
			text, err := regexp.Compile(m[3][1 : len(m[3])-1])
			if err != nil {
				t.Fatalf("line %d: %v", i+1, err)
			}
			e.text = text
			list = append(list, e)
		}
	}
	return list
}

func TestErrors(t *testing.T) {
	paths, err := filepath.Glob("testdata/error/*.s")
	if err != nil || len(paths) == 0 {
		t.Fatal("no sources in testdata/error", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			r := buildWrong(t, path)
			want := expectations(t, readText(path))
			if len(want) == 0 {
				t.Fatal("no expectation in the source")
			}
			for _, d := range r.Diags.Sorted() {
				line := r.Sources.Position(d.Span.Pos).Line
				found := false
				for i, e := range want {
					if e.line == line && e.severity == d.Severity && e.text.MatchString(d.Text) {
						want = append(want[:i], want[i+1:]...)
						found = true
						break
					}
				}
				if !found {
					t.Errorf("line %d: unexpected %v: %s", line, d.Severity, d.Text)
				}
			}
			for _, e := range want {
				t.Errorf("line %d: %v missing: %s", e.line, e.severity, e.text)
			}
			if r.Diags.Failed() && r.Output != nil {
				t.Error("there is output in spite of errors")
			}
		})
	}
}

// buildWrong assembles, or links, a source of testdata/error.
func buildWrong(t testing.TB, path string) *Result {
	t.Helper()
	opt := &Options{Output: Object}
	if strings.HasPrefix(filepath.Base(path), "link-") {
		opt.Output = Executable
	}
	opt.Directives.Include = []string{filepath.Dir(path)}
	return Build(fromFiles(t, path), opt)
}

// TestRenderedErrors holds whole messages, as printed, to goldens.
func TestRenderedErrors(t *testing.T) {
	paths, err := filepath.Glob("testdata/error/rendered/*.s")
	if err != nil || len(paths) == 0 {
		t.Fatal("no sources in testdata/error/rendered", err)
	}
	g := goldie.New(t, goldie.WithFixtureDir("testdata/error/rendered"))
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".s")
		t.Run(name, func(t *testing.T) {
			g.Assert(t, name, []byte(messages(buildWrong(t, path))))
		})
	}
}

// TestAbsurdSizes gives sizes that no machine has: a message, soon, and no
// memory spent.
func TestAbsurdSizes(t *testing.T) {
	for _, source := range []string{
		".fill 1<<60",
		".fill 1<<40, 8, 1",
		".org -1",
		".org 1<<50",
		".skip 1<<62",
		".zero 0x7fffffffffffffff",
		".space -1",
		".balign 1<<63",
		".p2align 62",
		".rept 1<<60\nnop\n.endr",
		".rept 1000000\n.rept 1000000\n.quad 1\n.endr\n.endr",
		".macro m\nm\nm\n.endm\nm",
		".bss\n.skip 1<<61\n.skip 1<<61\n.skip 1<<61\n.skip 1<<61\n.skip 1<<61\n.skip 1<<61\n.skip 1<<61\n.skip 1<<61",
		".comm x, 1<<63",
		".include \"testdata/error/includes-itself.inc\"",
		".octa 1" + strings.Repeat("0", 1<<16),
		"x = " + strings.Repeat("(", 1<<17) + "1",
		".long " + strings.Repeat("-", 1<<17) + "1",
	} {
		name := source
		if len(name) > 40 {
			name = name[:40]
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := Build([]Input{{Name: "absurd.s", Text: []byte(source + "\n")}}, &Options{Output: Object})
			if !r.Diags.Failed() {
				t.Errorf("taken: %d bytes of output", len(r.Output))
			}
			if n := r.Diags.Len(); n > 10 {
				t.Errorf("%d messages for one mistake", n)
			}
		})
	}
}

// TestMissingFile names the file that cannot be read.
func TestMissingFile(t *testing.T) {
	for _, name := range []string{"testdata/no-such-file.s", "testdata"} {
		r := Build([]Input{{Name: name}}, &Options{})
		if text := messages(r); !r.Diags.Failed() || !strings.Contains(text, name) {
			t.Errorf("reading %s: %q", name, text)
		}
	}
	if _, err := os.Stat("testdata/no-such-file.s"); err == nil {
		t.Error("the missing file is there")
	}
}
