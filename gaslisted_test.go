package tas

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// messageWords are the words of a message in a listing, which are our own.
var messageWords = regexp.MustCompile(`(?m)^(\*{4}  \w+:).*$`)

// TestGasSuiteListed compares what -als prints of each case, refused or not, and
// the objects that -Z makes all the same.
func TestGasSuiteListed(t *testing.T) {
	suite := gasSuite(t)
	as, ours := gnuAs(t), commandNamedAs(t)
	for _, dir := range gasDirs {
		counts := map[string]int{}
		for _, c := range gasCases(t, filepath.Join(suite, dir)) {
			object, listing, status := c.listed(t, as)
			object2, listing2, status2 := c.listed(t, ours)
			kind := "right"
			if status != 0 {
				kind = "wrong"
			}
			if status != status2 {
				t.Logf("%s: status %d, want %d", c.name(), status2, status)
				continue
			}
			what := "same"
			if !bytes.Equal(object, object2) {
				t.Logf("%s: %s: -Z objects differ", c.name(), kind)
				what = "differ"
			}
			counts[kind+" object "+what]++
			what = "same"
			if !bytes.Equal(listing, listing2) {
				t.Logf("%s: %s: listings differ", c.name(), kind)
				what = "differ"
			}
			counts[kind+" listing "+what]++
		}
		t.Log(dir, counts)
	}
}

// listed runs an assembler for an object even after errors, and for a listing.
func (c *gasCase) listed(t *testing.T, program string) (object, listing []byte, status int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out.o")
	args := append(slices.Clone(c.options), "-I.", "-Z", "-als", "-o", path, c.source)
	cmd := exec.Command("timeout", append([]string{"20", program}, args...)...)
	cmd.Dir = c.dir
	listing, _ = cmd.Output()
	object, _ = os.ReadFile(path)
	return object, messageWords.ReplaceAll(listing, []byte("$1")), cmd.ProcessState.ExitCode()
}
