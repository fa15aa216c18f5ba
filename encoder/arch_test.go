package encoder

import (
	"math/rand/v2"
	"strings"
	"testing"

	"tas/encoder/isa"
)

// templateLines writes an instruction of every template of 64-bit code that GNU
// as knows.
func templateLines(s *synth) (lines []string) {
	for m := range mnemonics {
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			if p.Allow&isa.Mode64 == 0 || p.Allow&isa.ATT == 0 || newer(p) {
				continue
			}
			for range 20 {
				text := s.line(mnemonics[m].key.String(), p, 64)
				if a, got := ours(text, 64); got == p && !a.warned {
					lines = append(lines, text)
					break
				}
			}
		}
	}
	return lines
}

// TestProcessors wants every processor to have the instructions that GNU as
// takes for it, and no others.
func TestProcessors(t *testing.T) {
	lines := templateLines(&synth{Rand: rand.New(rand.NewPCG(1, 9)), plain: true})
	archs := strings.Fields("i386+387 generic64+avx generic64+no687 generic64+8087 core2+avx512f+noavx2 k8+287 znver4+nosse2 znver4+noavx generic64+nosse " +
		"generic64+cmov+nommx znver3+nosvme core2+sse4 generic64+avx512vl+avx512bw")
	for k := range processors {
		archs = append(archs, processors[k].name)
	}
	for _, arch := range archs {
		if strings.HasPrefix(arch, "i8086") || strings.HasPrefix(arch, "i186") || strings.HasPrefix(arch, "i286") {
			continue // GNU as leaves some of their instructions of 32 bits
		}
		ask := []testLine{{text: ".arch " + strings.ReplaceAll(arch, "+", "; .arch ."), mode: 64}}
		for _, text := range lines {
			ask = append(ask, testLine{text: text, mode: 64})
		}
		answers := askAs(t, ask)
		cpu, extensions, _ := strings.Cut(arch, "+")
		refused, differ := 0, 0
		a := newAssembler(strings.Join(lines, "\n"))
		for _, word := range append([]string{cpu}, strings.FieldsFunc("."+strings.ReplaceAll(extensions, "+", "+."), func(c rune) bool { return c == '+' })...) {
			if word != "." && !a.e.Arch([]byte(word), a.e.span()) {
				t.Fatal(a.messages())
			}
		}
		for k, text := range lines {
			errors := a.unit.Diags.Errors()
			a.line()
			taken := a.unit.Diags.Errors() == errors
			if !taken {
				refused++
			}
			if taken == strings.Contains(answers[k+1].text, "Error") {
				if differ++; differ < 10 {
					t.Errorf("%s: %s: tas takes it: %v; as: %s", arch, text, taken, answers[k+1].text)
				}
			}
		}
		for _, d := range a.unit.Diags.Sorted() {
			if !strings.Contains(d.Text, " needs ") {
				t.Errorf("%s: %s", arch, d.Text)
			}
		}
		t.Logf("%s: %d of %d instructions refused, %d differ", arch, refused, len(lines), differ)
	}
}
