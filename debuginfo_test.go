package tas

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestDebugInfoSameAsGNU assembles sections such as those of debugging information:
// fields and leb128s that measure code, other such sections and sometimes their own,
// read whole and in pieces, which do not know what they measure.
func TestDebugInfoSameAsGNU(t *testing.T) {
	gnuAs(t)
	joined := 0
	for seed := range uint64(150) {
		text := debugInfo(rand.New(rand.NewPCG(seed, 41)))
		want, err := assembleGNU(t, ".", text)
		if err != nil {
			continue // a distance between labels of two sections
		}
		for pieces := 1; pieces <= 3; pieces++ {
			r := Build([]Input{{Name: "{standard input}", Text: bytes.Clone(text)}}, &Options{Output: Object, forcePieces: pieces})
			if !bytes.Equal(r.Output, want) {
				t.Errorf("seed %d in %d pieces: the objects differ from byte %#x\n%s%s", seed, pieces, firstDifference(r.Output, want), messages(r), text)
			}
			if r.joined {
				joined++
			}
		}
	}
	if joined < 150 {
		t.Errorf("only %d were read in pieces", joined)
	}
}

// debugInfo writes a function and some sections without flags.
func debugInfo(r *rand.Rand) []byte {
	const labels = 12
	var b bytes.Buffer
	b.WriteString("\t.text\n\t.file 1 \"a.c\"\n")
	for l := range labels {
		fmt.Fprintf(&b, "\t.loc 1 %d 1 view .LVU%d\n.LVL%d:\n", l+1, l, l)
		for range r.IntN(3) {
			b.WriteString([]string{"\tnop\n", "\tjmp\t.LVL0\n", "\t.p2align 4\n", "\t.fill 120\n", fmt.Sprintf("\tjne\t.LVL%d\n", r.IntN(labels))}[r.IntN(5)])
		}
	}
	odd := r.IntN(3) == 0 // it has what compilers do not write, too
	own := 0
	for range 2 + r.IntN(3) {
		fmt.Fprintf(&b, "\t.section\t.debug_%d\n", r.IntN(3))
		for range 10 + r.IntN(50) {
			x, y := r.IntN(labels), r.IntN(labels)
			x, y = max(x, y), min(x, y)
			switch r.IntN(9) {
			case 0:
				fmt.Fprintf(&b, ".LX%d:\n\t.byte\t1\n", own)
				own++
			case 1:
				fmt.Fprintf(&b, "\t.uleb128 .LVU%d\n", x)
			case 2, 3, 4:
				fmt.Fprintf(&b, "\t.uleb128 .LVL%d-.LVL%d\n", x, y)
			case 5:
				if x > y {
					fmt.Fprintf(&b, "\t.uleb128 .LVL%d-1-.LVL%d\n", x, y)
				}
			case 6:
				fmt.Fprintf(&b, "\t.quad\t.LVL%d\n\t.long\t.LX%d\n\t.value\t.LVU%d\n", x, r.IntN(1+own), y)
			case 7:
				fmt.Fprintf(&b, "\t.quad\t.LVL%d-.LVL%d\n", x, y)
			case 8:
				if odd {
					z := r.IntN(1 + own)
					b.WriteString([]string{
						"\t.balign 8\n", "\t.sleb128 .LVL1-.LVL2\n", "\t.uleb128 .LVL4-2-.LVL1\n", "\t.rept 2\n\t.uleb128 .LVL5-.LVL2\n\t.endr\n",
						fmt.Sprintf("\t.uleb128 .LX%d-.LX0\n", z), fmt.Sprintf("\t.long .LX%d-.LX0\n", z), "\t.skip .LVL3-.LVL2\n", "\t.uleb128 .LX0\n",
						"\t.uleb128 .LVL7-.LVL3+5\n", "\t.irp x,1,2\n\t.uleb128 .LVL\\x-.LVL0\n\t.endr\n",
					}[r.IntN(10)])
				}
			}
		}
	}
	fmt.Fprintf(&b, "\t.section\t.debug_0\n.LX%d:\n", own)
	return b.Bytes()
}
