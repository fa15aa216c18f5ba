package encoder

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"tas/encoder/isa"
)

// intelQuirks are lines of Intel syntax that as takes and should not: what it makes
// of them is not what they say. They are refused here.
var intelQuirks = regexp.MustCompile(`^loop.* word ptr` + // a size that is none of 64-bit code, taken for that of the address
	`|^mov(q rax|b? al|w? ax| eax| rax| tmm8), [bwdfq]\w+ ptr \d` + // a size before a constant, against the register
	`|^vcvttps2dq .*([xy]mm\d*, [xy]mmword|ymm\d+, xmm|xmm\d+, ymm)` + // half a result
	`|^movs[bw] \w+, .*\[eax\]`) // a string at an impossible address: only in 16-bit code does it look

// TestIntelForms writes every form of every instruction in Intel syntax, with
// registers and with memory of each size and of none, and wants GNU as's bytes, or
// its refusal. One form in nine by default; TAS_INTEL_FORMS=all for all.
func TestIntelForms(t *testing.T) {
	for _, mode := range []int{64, 32, 16} {
		t.Run(fmt.Sprint(mode), func(t *testing.T) {
			s := &synth{Rand: rand.New(rand.NewPCG(1, 12))}
			all := os.Getenv("TAS_INTEL_FORMS") == "all"
			lines := []testLine{{text: ".intel_syntax noprefix", mode: 64}}
			count := 0
			for m := range mnemonics {
				list := mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)]
				for _, id := range list {
					p := &templates[id]
					if newer(p) {
						continue
					}
					for _, ops := range intelForms(s, p, mode) {
						text := strings.TrimSpace(mnemonics[m].key.String() + " " + ops)
						if count++; !all && count%9 != 0 || intelQuirks.MatchString(text) {
							continue
						}
						want, _ := oursWith(text, mode, &Options{Intel: true, NakedReg: true})
						lines = append(lines, testLine{text, mode, want})
					}
				}
			}
			answers := askAs(t, lines)
			for k := range answers {
				answers[k].warned = lines[k].want.warned // which doubts are worth a warning differs
			}
			t.Logf("%d lines: %d differ", len(lines), compare(t, lines, "as", answers))
		})
	}
}

// intelForms returns operands for p: with registers, if it takes them, and with
// memory of each size.
func intelForms(s *synth, p *template, mode int) (forms []string) {
	memory, both := -1, false
	w := Wild{Rand: s.Rand, Bits: mode, Intel: true}
	ops := make([]string, p.N)
	for k := range ops {
		set := sets[p.Sets[k]]
		if set[isa.Mem] != 0 {
			memory, both = k, set[isa.Reg] != 0
		}
		switch {
		case set[isa.Reg] != 0 && mode == 64:
			ops[k] = s.operand(isa.Set{isa.Reg: set[isa.Reg]}, mode)[1:]
		case set[isa.Reg] != 0:
			ops[k] = w.operand(isa.Set{isa.Reg: set[isa.Reg]})
		case set[isa.Imm] != 0:
			ops[k] = s.operand(isa.Set{isa.Imm: set[isa.Imm]}, mode)[1:]
		}
	}
	write := func() {
		var words []string
		for k := range ops {
			at := len(ops) - 1 - k
			if p.Flags&isa.FlagAsIs != 0 {
				at = k
			}
			word := ops[at]
			if at == len(ops)-1 && p.Flags&isa.FlagMustMask != 0 {
				word += "{k1}"
			}
			words = append(words, word)
		}
		forms = append(forms, strings.Join(words, ", "))
	}
	if memory < 0 || both {
		write()
	}
	if memory < 0 {
		return forms
	}
	addresses, broadcast := intelAddresses(sets[p.Sets[memory]][isa.Mem], mode)
	for _, address := range addresses {
		for _, size := range strings.Fields("- byte word dword fword qword tbyte xmmword ymmword zmmword near far") {
			before := size + " ptr "
			if size == "-" {
				before = ""
			}
			ops[memory] = before + address
			write()
			if broadcast != "" {
				ops[memory] = before + address + broadcast
				write()
				ops[memory] = strings.Replace(before, "ptr", "bcst", 1) + address
				write()
			}
		}
	}
	return forms
}

// intelAddresses returns addresses of one of the classes in set, and the broadcast
// that may stand behind them.
func intelAddresses(set uint64, mode int) (addresses []string, broadcast string) {
	for k, word := range strings.Fields("{1to2} {1to4} {1to8} {1to16} {1to32}") {
		if set&(isa.Bcst2<<k) != 0 {
			broadcast = word
		}
	}
	letter := "e"
	if mode == 64 {
		letter = "r"
	}
	switch {
	case set&(isa.VX|isa.VXHi) != 0:
		return []string{"[" + letter + "ax+xmm1]"}, ""
	case set&(isa.VY|isa.VYHi) != 0:
		return []string{"[" + letter + "ax+ymm1]"}, ""
	case set&isa.VZ != 0:
		return []string{"[" + letter + "ax+zmm1]"}, ""
	case set&isa.StrSrc != 0:
		return []string{"[" + letter + "si]"}, ""
	case set&isa.StrDst != 0:
		return []string{"[" + letter + "di]"}, ""
	case set&isa.XlatB != 0:
		return []string{"[" + letter + "bx]"}, ""
	case set&isa.Rel != 0:
		return []string{"sym", "5"}, ""
	case set&(isa.Moffs|isa.MoffsQ) != 0:
		return []string{"sym", "0x1234", "[0x1122334455667788]", "ds:5"}, ""
	case set&isa.PortDX != 0:
		return []string{"dx", "(dx)"}, ""
	}
	return []string{"[" + letter + "ax]"}, broadcast
}
