package tas

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// gasListed lists the cases whose listings differ, each with the reason.
const gasListed = "testdata/gas-listings.txt"

// messageWords are the words of a message in a listing, which are our own.
var messageWords = regexp.MustCompile(`(?m)^(\*{4}  \w+:).*$`)

// TestGasSuiteListed compares what -als prints of each case, right or wrong, and
// whether -Z makes an object all the same.
func TestGasSuiteListed(t *testing.T) {
	suite := gasSuite(t)
	as, ours := gnuAs(t), commandNamedAs(t)
	known := readReasons(t, gasListed)
	for _, dir := range gasDirs {
		same, differ := 0, 0
		cases := gasCases(t, filepath.Join(suite, dir))
		if !thorough() {
			cases = everyNth(cases, 4, 0)
		}
		for _, c := range cases {
			want, got := c.listed(t, as), c.listed(t, ours)
			reason, listed := known[c.name()]
			switch {
			case want == got && listed:
				t.Errorf("%s is listed alike now: take it off %s", c.name(), gasListed)
			case want == got:
				same++
			case reason == "":
				t.Errorf("%s: listed otherwise:\n%s", c.name(), want.beside(got))
			default:
				differ++
			}
		}
		t.Logf("%-8s %d alike, %d differ", dir, same, differ)
	}
}

// gasListing is what came of a case.
type gasListing struct {
	text         string
	failed, made bool
}

// listed runs an assembler for a listing, and for an object even after errors.
func (c *gasCase) listed(t *testing.T, program string) gasListing {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out.o")
	args := append(slices.Clone(c.options), "-I.", "-Z", "-als", "-o", path, c.source)
	cmd := exec.Command("timeout", append([]string{"20", program}, args...)...)
	cmd.Dir = c.dir
	text, err := cmd.Output()
	_, missing := os.Stat(path)
	return gasListing{messageWords.ReplaceAllString(string(text), "$1"), err != nil, missing == nil}
}

// beside shows the first line in which two listings differ.
func (l gasListing) beside(x gasListing) string {
	a, b := strings.Split(l.text, "\n"), strings.Split(x.text, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "as  " + a[i] + "\ntas " + b[i]
		}
	}
	return "in length, in the exit status, or in whether there is an object"
}
