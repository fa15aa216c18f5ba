package obj

import (
	"fmt"
	"testing"
)

// TestHashSpreads enters names that hardly differ into a table half full, as
// probe does, and wants to find each in few steps.
func TestHashSpreads(t *testing.T) {
	const names, mask = 1 << 12, 1<<13 - 1
	for _, format := range []string{".LL%04x", "%d", "f%d", "%d_f", "a_long_name_%d", "%04d_a_long_name", "name_%04d_name_", "..%c%[1]c"} {
		used, steps := make([]bool, mask+1), 0
		for i := range names {
			at := Hash(fmt.Appendf(nil, format, i)) & mask
			for used[at] {
				at = (at + 1) & mask
				steps++
			}
			used[at] = true
		}
		if steps > 2*names {
			t.Errorf("%s: %d steps for %d names", format, steps, names)
		}
	}
}
