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
	code, messages, alike := assembleAll(text.String(), true)
	wantCode, wantMessages, _ := assembleAll(text.String(), false)
	if !bytes.Equal(code, wantCode) || messages != wantMessages {
		for line := range strings.Lines(text.String()) { // find one
			twice := strings.Repeat(line, 2)
			if c, _, _ := assembleAll(twice, true); !bytes.Equal(c, first2(assembleAll(twice, false))) {
				t.Errorf("%q differs from itself", line)
			}
		}
		t.Fatal("lines that are found to be alike have other code or messages")
	}
	t.Logf("%d lines, %d not read", strings.Count(text.String(), "\n"), alike)
	if alike < 10000 {
		t.Errorf("only %d lines were found to be alike", alike)
	}
}

func first2(code []byte, _ string, _ int) []byte { return code }

// assembleAll assembles text, with a memory for lines or without, and tells how
// many of them were not read.
func assembleAll(text string, remember bool) (code []byte, messages string, known int) {
	a := newAssembler(text)
	if remember {
		a.e.Remember(len(text))
	}
	for !a.in.Done() {
		a.in.SkipSpace()
		if remember && a.e.Repeat() {
			known++
			a.in.NextStatement()
			continue
		}
		a.line()
	}
	return a.unit.Cur.Data, a.messages(), known
}
