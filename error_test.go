package tas

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

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

// TestAbsurdSizes gives sizes that no machine has: there must be a message,
// soon, and little memory spent. Each runs in a process of its own with 4 GB of
// address space, which a broken limit may use up.
func TestAbsurdSizes(t *testing.T) {
	if source := os.Getenv("TAS_ABSURD"); source != "" {
		limit := syscall.Rlimit{Cur: 4 << 30, Max: 4 << 30}
		if err := syscall.Setrlimit(syscall.RLIMIT_AS, &limit); err != nil {
			t.Fatal(err)
		}
		r := Build([]Input{{Name: "absurd.s", Text: []byte(source)}}, &Options{Output: Object})
		if !r.Diags.Failed() {
			t.Errorf("taken: %d bytes of output", len(r.Output))
		}
		if n := r.Diags.Len(); n > 10 {
			t.Errorf("%d messages for one mistake", n)
		}
		return
	}
	for _, test := range []struct{ name, source string }{
		{"fill", ".fill 1<<60\n"},
		{"wide fill", ".fill 1<<40, 8, 1\n"},
		{"negative org", ".org -1\n"},
		{"far org", ".org 1<<50\n"},
		{"skip", ".skip 1<<62\n"},
		{"zero", ".zero 0x7fffffffffffffff\n"},
		{"alignment", ".balign 1<<63\n"},
		{"power of alignment", "nop\n.p2align 62\n"},
		{"padding of the file", ".lcomm a, 1, 1<<31\n.data\n.byte 1\n"},
		{"repetition", ".rept 1<<60\nnop\n.endr\n"},
		{"repetitions", ".rept 1000000\n.rept 1000000\n.quad 1\n.endr\n.endr\n"},
		{"many fills", ".rept 1000000\n.space 1<<20\n.endr\n"},
		{"recursion", ".macro m\nm\nm\n.endm\nm\n"},
		{"bss", ".bss\n.rept 8\n.skip 1<<61\n.endr\n"},
		{"inclusion", ".include \"testdata/error/includes-itself.inc\"\n"},
		{"parentheses", "x = " + strings.Repeat("(", 1<<16) + "1\n"},
		{"signs", ".long " + strings.Repeat("-", 1<<16) + "1\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestAbsurdSizes$")
			cmd.Env = append(os.Environ(), "TAS_ABSURD="+test.source)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%.1000s", err, out)
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
