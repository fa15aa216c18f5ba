package tas

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestLongSectionSameAsGNU relaxes sections that are long enough for two cores,
// with jumps around the reach of a short one and over alignments, and jumps
// from function to function.
func TestLongSectionSameAsGNU(t *testing.T) {
	gnuAs(t)
	for seed := range uint64(6) {
		text := longSection(rand.New(rand.NewPCG(seed, 24)), 900)
		want, err := assembleGNU(t, ".", text)
		if err != nil {
			t.Fatal(err)
		}
		for _, serial := range []bool{false, true} {
			got := build(t, &Options{Output: Object, Serial: serial}, Input{Name: "{standard input}", Text: text})
			if !bytes.Equal(got, want) {
				t.Errorf("seed %d, on one core %v: the objects differ from byte %#x", seed, serial, firstDifference(got, want))
			}
		}
	}
}

// longSection writes functions of 20 labels each.
func longSection(r *rand.Rand, functions int) []byte {
	const labels = 20
	var b bytes.Buffer
	for f := range functions {
		fmt.Fprintf(&b, "\t.p2align 4\nf%d:\n", f)
		for l := range labels {
			switch r.IntN(4) {
			case 0:
				fmt.Fprintf(&b, "\t.p2align %d,,%d\n", 3+r.IntN(3), 7+r.IntN(20))
			case 1:
				fmt.Fprintf(&b, "\t.p2align 3\n")
			}
			fmt.Fprintf(&b, ".L%d:\n\t.fill %d, 1, 0x90\n", f*labels+l, r.IntN(40))
			fmt.Fprintf(&b, "\tjne\t.L%d\n", f*labels+r.IntN(labels))
			if r.IntN(8) == 0 {
				fmt.Fprintf(&b, "\tjmp\tf%d\n", r.IntN(functions))
			}
		}
	}
	return b.Bytes()
}
