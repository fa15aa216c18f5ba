package tas

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestListingGoesBack has code go back in a file of C: the lines that are shown once
// more are those that as shows, which are seldom the ones named. In files shorter than
// the paper is wide as shows all of them at once, or crashes.
func TestListingGoesBack(t *testing.T) {
	gnu, ours := gnuAs(t), commandNamedAs(t)
	t.Chdir(t.TempDir())
	compared := 0
programs:
	for n := range 60 {
		r := rand.New(rand.NewPCG(1, uint64(n)))
		var c, s strings.Builder
		lines, long := 70+r.IntN(60), 1+r.IntN([...]int{3, 10, 60, 250}[n%4])
		for i := range lines {
			fmt.Fprintf(&c, "%d%s\n", i+1, strings.Repeat("x", r.IntN(long)))
		}
		s.WriteString(".file 1 \"high.c\"\n")
		at := 1
		for range 1 + r.IntN(2) {
			at += r.IntN(lines - at + 1)
			fmt.Fprintf(&s, ".loc 1 %d\nnop\n", at)
		}
		fmt.Fprintf(&s, ".loc 1 %d\nnop\n", 1+r.IntN(at))
		for name, text := range map[string]string{"high.c": c.String(), "x.s": s.String()} {
			if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		width := fmt.Sprintf("--listing-rhs-width=%d", [...]int{100, 100, 40, 150}[r.IntN(4)])
		var texts [2]string
		for i, command := range []string{gnu, ours} {
			out, err := exec.Command(command, "-ahln", width, "-o", "x.o", "x.s").Output()
			if err != nil && i == 0 {
				continue programs // as crashes
			} else if err != nil {
				t.Fatal(command, err)
			}
			texts[i] = string(out)
		}
		compared++
		if texts[0] != texts[1] {
			t.Errorf("file %d, %s: %s\n%s", n, width, gasListing{text: texts[0]}.beside(gasListing{text: texts[1]}), s.String())
		}
	}
	if compared < 30 {
		t.Errorf("only %d listings were compared", compared)
	}
}
