package tas

import (
	"strings"
	"testing"
)

// TestOddOperandsSameAsGNU has the lines of testdata/odd.txt assembled by both.
func TestOddOperandsSameAsGNU(t *testing.T) {
	gnuAs(t)
	p := newPair(t)
	unescape := strings.NewReplacer(`\n`, "\n", `\\`, `\`)
	for line := range strings.Lines(readText("testdata/odd.txt")) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		source := unescape.Replace(line) + "\n"
		if verdict := p.verdict(source); verdict != "" {
			t.Errorf("%s\n%s", line, verdict)
		}
	}
}
