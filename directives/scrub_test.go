package directives

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestScrubAsGNU compares bodies, tidied, with what GNU as's listing shows of their
// copies. Left out is what makes as mistake itself, and no sense: a backslash before
// blanks and a comment, a line comment behind a block comment.
func TestScrubAsGNU(t *testing.T) {
	as, err := exec.LookPath("as")
	if err != nil {
		if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
			t.Fatal("as is not installed, and TAS_REQUIRE_TOOLS is set")
		}
		t.Skip("as is not installed")
	}
	items := []string{"a", "b", "c", "1", "23", "x.y", "$", " ", " ", " ", "  ", "\t", ",", ":", "\n", "\n", "\n", "+", "-", "*", "%", "(", ")", "[", "]",
		"{", "}", "=", "!", "~", "<", "^", ".", "_", "'a ", "'b'", "'\\n'", "'\\v'", "'\"'", "'#'", "'\\''", "\"a  b\"", "\"\\\"\"", "\"\\\\\"", "\\", "/* x */", " /**/ ",
		" /* \n */ ", "/", "# x\n", "?", "`", "|"}
	strange := regexp.MustCompile(`(^|\n)\s*'|\\\s*[("#/]|\*/\s*[/:]|//|/([^*]*|\*[^ *]*)/\*|/\*[^ *]|'.?.' \n`)
	rng := rand.New(rand.NewPCG(5, 5))
	var source strings.Builder
	var bodies []string
	want := map[int]string{} // by the line of .endr
	var lines []int
	for line := 1; len(bodies) < 3000; {
		var b strings.Builder
		for range 2 + rng.IntN(12) {
			b.WriteString(items[rng.IntN(len(items))])
		}
		body := b.String() + "\n"
		if strange.MatchString(body) {
			continue
		}
		bodies = append(bodies, body)
		fmt.Fprintf(&source, ".irp qq,1\n%s.endr\n", body)
		line += 2 + strings.Count(body, "\n")
		lines = append(lines, line-1)
	}
	path := filepath.Join(t.TempDir(), "x.s")
	if err := os.WriteFile(path, []byte(source.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	listing, _ := exec.Command(as, "-alnm", "--listing-rhs-width=500", path, "-o", "/dev/null").Output()
	shown := regexp.MustCompile(`(?m)^ *(\d+) [^\t]*\t> (.*)$`)
	for _, m := range shown.FindAllStringSubmatch(string(listing), -1) {
		line := 0
		fmt.Sscan(m[1], &line)
		want[line] += m[2] + "\n"
	}
	if len(want) < len(bodies)/2 {
		t.Fatalf("as lists %d of %d bodies", len(want), len(bodies))
	}
	for i, body := range bodies {
		if got := string(tidied([]byte(body))); got != want[lines[i]] {
			t.Errorf("body %q\nas   %q\nhere %q", body, want[lines[i]], got)
		}
	}
}
