package encoder

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"tas/encoder/isa"
)

// numbersAtLimits are those at which encodings change, and some between.
var numbersAtLimits = []int{0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 64, 100, 127, 128, 200, 255, 256, 1000, 32767, 32768, 65407, 65408, 65535, 65536,
	100000, 9999999, -1, -4, -5, -64, -100, -128, -129, -200, -256, -257, -1000, -32768, -32769, -65536, -65537, -1000000}

// TestSimilarLines: lines that differ in a number get the same code, and the same
// messages, whether they are found to be alike or read one by one.
func TestSimilarLines(t *testing.T) {
	s := &synth{Rand: rand.New(rand.NewPCG(1, 2)), plain: true}
	number := regexp.MustCompile(`([\t $*])-?[0-9]+`)
	var text strings.Builder
	for m := range mnemonics {
		name := mnemonics[m].key.String()
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			if templates[id].Allow&(isa.ATT|isa.Mode64) != isa.ATT|isa.Mode64 {
				continue
			}
			line := strings.ReplaceAll(strings.Replace(s.line(name, &templates[id], 64), " ", "\t", 1), ",%", ", %")
			line = strings.ReplaceAll(strings.ReplaceAll(line, ",$", ", $"), ",-", ", -")
			at := number.FindAllStringSubmatchIndex(line, -1)
			for _, k := range at {
				for range 12 {
					n := numbersAtLimits[s.IntN(len(numbersAtLimits))]
					comment := s.pick("", "", "", "  # 8-byte Spill", " #x", ";nop")
					fmt.Fprintf(&text, "\t%s%d%s%s\n", line[:k[3]], n, line[k[1]:], comment)
				}
			}
		}
	}
	short := newAssembler(text.String())
	short.e.Remember(text.Len())
	full := newAssembler(text.String())
	lines, alike, differ := 0, 0, 0
	for !short.in.Done() {
		short.in.SkipSpace()
		full.in.SkipSpace()
		at, lengths := short.in.At, [2]int{len(short.unit.Cur.Data), len(full.unit.Cur.Data)}
		said, wanted := short.unit.Diags.Len(), full.unit.Diags.Len()
		if short.e.Repeat(^uint32(0)) {
			alike++
			short.in.NextStatement()
		} else {
			short.line()
		}
		full.line()
		got, want := short.unit.Cur.Data[lengths[0]:], full.unit.Cur.Data[lengths[1]:]
		said, wanted = short.unit.Diags.Len()-said, full.unit.Diags.Len()-wanted
		if !bytes.Equal(got, want) || said != wanted || short.in.At != full.in.At {
			line, _, _ := strings.Cut(text.String()[at:], "\n")
			t.Errorf("%q: %x and %d messages; read: %x and %d", line, got, said, want, wanted)
			if differ++; differ == 10 {
				break
			}
		}
		lines++
	}
	t.Logf("%d lines, %d not read", lines, alike)
	if alike < 10000 {
		t.Errorf("only %d lines were found to be alike", alike)
	}
}
