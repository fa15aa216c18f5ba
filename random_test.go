package tas

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tas/diag"
)

// Random programs, assembled by tas and by GNU as: the same object, or both
// refuse. Many programs make one source, each in sections and with names of
// its own; only a source that differs is taken apart.

// randomPrograms compares so many programs, or one in 200 under plain go test.
func randomPrograms(t *testing.T, count int, program func(rng *rand.Rand, id string) string) {
	gnuAs(t)
	const batch = 20
	if os.Getenv("TAS_DIFF") != "full" {
		count /= 200
	}
	seed := uint64(1)
	if s := os.Getenv("TAS_SEED"); s != "" {
		fmt.Sscan(s, &seed)
	}
	p := pair{t: t, dir: t.TempDir()}
	for first := 0; first < count && p.found < 10; first += batch {
		var list []string
		for i := range batch {
			rng := rand.New(rand.NewPCG(seed, uint64(first+i)))
			list = append(list, program(rng, fmt.Sprintf("%c%d_", 'a'+i%26, i)))
		}
		p.compare(list)
	}
	t.Logf("%d programs, of them %d identical, %d refused alike", count, p.same, p.refused)
}

// pair is the two assemblers.
type pair struct {
	t                    *testing.T
	dir                  string
	same, refused, found int
}

// compare compares what the programs of a list make, and finds out which one
// differs or is refused.
func (p *pair) compare(list []string) {
	if len(list) == 0 || p.found >= 10 {
		return
	}
	source := strings.Join(list, "")
	want, gnuSays := p.gnu(source)
	opt := &Options{Output: Object, NoBuiltins: true}
	opt.Directives.CompDir = p.dir
	r := Build([]Input{{Name: "x.s", Text: []byte(source)}}, opt)
	switch {
	case r.Output != nil && bytes.Equal(r.Output, want):
		p.same += len(list)
	case len(list) > 1:
		p.compare(list[:len(list)/2])
		p.compare(list[len(list)/2:])
	case r.Output == nil && want == nil:
		p.refused++
		if os.Getenv("TAS_REFUSED") != "" {
			p.t.Log(gnuSays)
		}
	case want == nil && gaveUp(gnuSays):
	default:
		p.found++
		verdict := "objects differ"
		if r.Output == nil {
			verdict = "refused: " + firstError(r)
		} else if want == nil {
			verdict = "accepted, but as refuses: " + gnuSays
		}
		p.t.Errorf("%s\n%s", verdict, p.shrink(source))
	}
}

// gaveUp reports that as did not refuse a source: it finds no layout where tas
// finds one, or it fails itself.
func gaveUp(says string) bool {
	return strings.Contains(says, "Infinite loop") || strings.Contains(says, "out of memory") || strings.Contains(says, "Internal error")
}

// firstError is the text of the first error of a build.
func firstError(r *Result) string {
	for _, d := range r.Diags.Sorted() {
		if d.Severity == diag.Error {
			return d.Text
		}
	}
	return ""
}

// gnu returns as's object, or nil and what it says.
func (p *pair) gnu(source string) ([]byte, string) {
	in, out := filepath.Join(p.dir, "x.s"), filepath.Join(p.dir, "x.o")
	os.Remove(out)
	if err := os.WriteFile(in, []byte(source), 0o666); err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "as", "-o", out, "x.s")
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "PWD="+p.dir)
	messages, err := cmd.CombinedOutput()
	if err != nil {
		return nil, string(messages)
	}
	object, err := os.ReadFile(out)
	if err != nil {
		p.t.Fatal(err)
	}
	return object, ""
}

// shrink leaves out lines as long as the two still disagree in the same way.
func (p *pair) shrink(source string) string {
	verdict := p.verdict(source)
	lines := strings.SplitAfter(source, "\n")
	for n := len(lines) / 2; n > 0; n /= 2 {
		for at := 0; at+n <= len(lines); {
			shorter := append(append([]string{}, lines[:at]...), lines[at+n:]...)
			if p.verdict(strings.Join(shorter, "")) == verdict {
				lines = shorter
			} else {
				at += n
			}
		}
	}
	return strings.Join(lines, "")
}

// verdict says how the two disagree.
func (p *pair) verdict(source string) string {
	want, says := p.gnu(source)
	opt := &Options{Output: Object, NoBuiltins: true}
	opt.Directives.CompDir = p.dir
	r := Build([]Input{{Name: "x.s", Text: []byte(source)}}, opt)
	switch {
	case bytes.Equal(r.Output, want):
		return ""
	case want == nil:
		if gaveUp(says) {
			return ""
		}
		_, says, _ = strings.Cut(says, "Error: ")
		says, _, _ = strings.Cut(says, "\n")
		return "accepted: " + says
	case r.Output == nil:
		return "refused: " + firstError(r)
	}
	return "different"
}
