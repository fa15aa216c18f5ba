package tas

import (
	"bytes"
	"fmt"
	"testing"
)

// TestManySectionsSameAsGNU makes objects with so many sections that their
// numbers do not fit in 16 bits: around the border, and beyond.
func TestManySectionsSameAsGNU(t *testing.T) {
	gnuAs(t)
	sizes := []int{65272, 65271, 65273, 66000}
	if !thorough() {
		sizes = sizes[:1]
	}
	for _, n := range sizes {
		var b bytes.Buffer
		for i := range n {
			fmt.Fprintf(&b, " .section .s%d,\"a\"\nl%d: .byte 1\n", i, i)
		}
		fmt.Fprintf(&b, " .globl g\ng: .long l5\n .text\n .quad l%d, g, c, k\n .comm c,4\nk = 65521\n", n-1)
		fmt.Fprintf(&b, " .section .in,\"awG\",@progbits,group,comdat\n .quad l3\n")
		want, err := assembleGNU(t, ".", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		got := build(t, &Options{Output: Object}, Input{Name: "{standard input}", Text: b.Bytes()})
		if !bytes.Equal(got, want) {
			t.Errorf("%d sections: the files differ from byte %#x", n, firstDifference(got, want))
		}
	}
}
