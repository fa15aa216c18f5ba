package encoder

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tas/encoder/isa"
	"tas/internal/environ"
)

// TestIntelLines puts random operands in Intel syntax behind common mnemonics,
// and wants of each line what GNU as makes of it: the same bytes, or a refusal.
// TAS_RANDOM_LINES and TAS_RANDOM_SEED say how many and which.
func TestIntelLines(t *testing.T) {
	count, seed := environ.Number("TAS_RANDOM_LINES", 10000), environ.Seed("TAS_RANDOM_SEED")
	r := rand.New(rand.NewPCG(seed, 7))
	lines := make([]testLine, count)
	refused := 0
	for k := range lines {
		l := &lines[k]
		l.text, l.mode = intelLine(r), 64
		l.want, _ = oursWith(l.text, 64, &Options{Intel: true, NakedReg: true})
		if l.want.code == "" {
			refused++
		}
	}
	asked := slices.Clone(lines)
	for k := range asked {
		asked[k].text = ".intel_syntax noprefix; " + asked[k].text
	}
	answers := askAs(t, asked)
	for k := range answers {
		answers[k].warned = lines[k].want.warned // which doubts are worth a warning differs
	}
	differ := compare(t, lines, "as", answers)
	t.Logf("%d random lines with seed %d: %d refused, %d differ", count, seed, refused, differ)
}

// intelLine makes up a line, more often right than wrong.
func intelLine(r *rand.Rand) string {
	pick := func(words string) string {
		list := strings.Fields(words)
		return list[r.IntN(len(list))]
	}
	reg := func() string {
		return pick("al ah cl sil r9b ax bp r10w eax esp edi r8d rax rbx rsp rbp r12 r13 r15")
	}
	mem := func() string {
		out := ""
		if r.IntN(3) > 0 {
			out = pick("byte word dword qword dword qword xmmword") + " ptr "
		}
		if r.IntN(8) == 0 {
			out += pick("fs: gs: es:")
		}
		base, index := pick("rax rbx rsp rbp r12 r13 r9"), pick("rcx rdx rbp r12 r14")
		disp := pick("+8 -8 +0x12345 +foo -128 +128 +4*5 +foo-4")
		switch r.IntN(8) {
		case 0:
			return out + "[" + base + "]"
		case 1:
			return out + "[" + base + disp + "]"
		case 2:
			return out + fmt.Sprintf("[%s+%s*%s%s]", base, index, pick("1 2 4 8 3"), disp)
		case 3:
			return out + "[rip+foo" + pick("+4 -4 +0") + "]"
		case 4:
			return out + "foo" + pick("+4 -4 +0") + "[rip]"
		case 5:
			return out + "[" + base + "+" + index + "]"
		case 6:
			return out + fmt.Sprintf("%d[%s+%s*%s]", r.IntN(300)-150, base, index, pick("1 2 4 8"))
		}
		return out + "foo[" + index + "*" + pick("2 4 8") + "]"
	}
	imm := func() string {
		return pick("1 -1 127 128 255 0x1234 0x12345678 -128 foo")
	}
	any := func() string {
		switch r.IntN(4) {
		case 0:
			return reg()
		case 1:
			return imm()
		}
		return mem()
	}
	switch r.IntN(8) {
	case 0:
		return pick("inc dec neg not push pop mul idiv call jmp sete fld fstp fild fadd prefetcht0") + " " + any()
	case 1:
		return pick("imul shld shrd") + " " + reg() + ", " + any() + ", " + pick("5 cl 300")
	case 2:
		return pick("movzx movsx movsxd lea cmovne bsf popcnt") + " " + reg() + ", " + any()
	case 3:
		return pick("shl sar rol") + " " + any() + ", " + pick("1 5 cl")
	case 4:
		return pick("addps movaps movss movsd movd movq cvtsi2sd paddb ucomisd") + " " + pick("xmm1 xmm9") + ", " + mem()
	case 5:
		return pick("vaddps vfmadd231pd vpxor") + " ymm1, ymm10, " + strings.Replace(mem(), "xmmword", "ymmword", 1)
	case 6:
		return pick("add mov cmp test xchg and") + " " + mem() + ", " + any()
	}
	return pick("add or mov cmp test xchg sub") + " " + reg() + ", " + any()
}

// TestIntelTemplates exercises the templates that only Intel syntax has.
func TestIntelTemplates(t *testing.T) {
	s := &synth{Rand: rand.New(rand.NewPCG(1, 11)), plain: true}
	sizes := map[uint64]string{isa.M8: "byte", isa.M16: "word", isa.M32: "dword", isa.M64: "qword", isa.M80: "tbyte"}
	var lines, asked []testLine
	exercised, all := map[uint16]bool{}, map[uint16]bool{}
	for m := range mnemonics {
		name := mnemonics[m].key.String()
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			if p.Allow&isa.ATT != 0 || p.Allow&isa.Mode64 == 0 {
				continue
			}
			all[id] = true
			for range 4 {
				var ops []string
				for k := int(p.N) - 1; k >= 0; k-- {
					set := sets[p.Sets[k]]
					if memory := set[isa.Mem] & isa.MSized &^ isa.MPlain; memory != 0 && set[isa.Reg] == 0 {
						ops = append(ops, sizes[memory]+" ptr "+s.pick("[rax]", "[rbx+8]", "[rcx+rdx*4-128]", "foo[rip]"))
					} else {
						ops = append(ops, strings.TrimLeft(s.operand(set, 64), "%$"))
					}
				}
				text := strings.TrimSpace(name + " " + strings.Join(ops, ", "))
				a := newAssembler(text)
				a.e.SetSyntax(true, true)
				a.line()
				if a.unit.Diags.Failed() || a.e.choose() != p {
					continue
				}
				exercised[id] = true
				want, _ := oursWith(text, 64, &Options{Intel: true, NakedReg: true})
				lines = append(lines, testLine{text, 64, want})
				asked = append(asked, testLine{text: ".intel_syntax noprefix; " + text, mode: 64})
			}
		}
	}
	for id := range all {
		if !exercised[id] {
			t.Errorf("template %d is never taken", id)
		}
	}
	differ := compare(t, lines, "as", askAs(t, asked))
	t.Logf("%d templates of Intel syntax, %d lines: %d differ", len(all), len(lines), differ)
}
