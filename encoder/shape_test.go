package encoder

import (
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"tas/encoder/isa"
	"tas/lexer"
)

// TestShapesAreOnlyAShortcut assembles lines of every template with all sorts of
// numbers in the place of their first one, as an expansion in which each may be made
// from one before, and beside that each alone.
func TestShapesAreOnlyAShortcut(t *testing.T) {
	s := &synth{Rand: rand.New(rand.NewPCG(3, 4)), plain: true}
	number := regexp.MustCompile(`([ $,:])-?[0-9][0-9a-fx]*($|[,(])`)
	short := 0
	for m := range mnemonics {
		name := mnemonics[m].key.String()
		if strings.HasPrefix(name, "{") {
			continue
		}
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			if p.Allow&(isa.ATT|isa.Mode64) != isa.ATT|isa.Mode64 {
				continue
			}
			for range 2 {
				line := s.line(name, p, 64)
				at := number.FindStringSubmatchIndex(line)
				if at == nil || line[0] == '{' {
					continue
				}
				short += s.variants(t, line[:at[3]], line[at[4]:])
			}
		}
	}
	if short < 15000 {
		t.Errorf("only %d lines were made from ones before", short)
	}
}

// variants assembles lines with numbers between before and behind, and returns how
// many of them took the short way.
func (s *synth) variants(t *testing.T, before, behind string) (short int) {
	var lines []string
	for _, n := range [...]int64{0, 1, 2, 3, 4, 5, 15, 16, 63, 64, 126, 127, 128, 129, 255, 256, 1000, 0x7fff, 0x8000, 0xff80, 0xffff, 0x10000,
		123456789, 0x7fff0000, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, -1, -2, -5, -64, -127, -128, -129, -1000, -0x8000, -0x8001, -123456, -0x80000000} {
		lines = append(lines, fmt.Sprintf("%s%d%s", before, n, behind))
	}
	s.Shuffle(len(lines), func(i, k int) { lines[i], lines[k] = lines[k], lines[i] })
	a := newAssembler("\n")
	a.e.Remember(1 << 20)
	text := append(make([]byte, 0, 1<<14), strings.Join(lines, "\n")...)
	a.in.PushText(lexer.Terminate(text), 1)
	a.in.NextStatement() // the one that asked for it
	for _, line := range lines {
		want, _ := ours(line, 64)
		part := a.unit.Cur
		end, start := len(part.Data), a.in.At
		if a.e.Repeat() {
			short++
			if got := hex.EncodeToString(part.Data[end:]); got != want.code || want.warned {
				t.Errorf("%s: %s, but %s %s when it is read", line, got, want.code, want.text)
			}
		}
		a.in.At = start
		a.line()
	}
	return short
}

// TestLineWithAWarningIsNotRepeated: it was, and warned of once.
func TestLineWithAWarningIsNotRepeated(t *testing.T) {
	a := newAssembler("xor $5,(%rax)\nxor $5,(%rax)\n" + strings.Repeat(" ", repeatText))
	a.e.Remember(1 << 10)
	a.line()
	if a.e.Repeat() {
		t.Error("the line is repeated")
	}
	a.line()
	if n := a.unit.Diags.Len(); n != 2 {
		t.Errorf("%d warnings, expected 2", n)
	}
}
