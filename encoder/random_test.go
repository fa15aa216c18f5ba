package encoder

import (
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"tas/encoder/isa"
	"tas/internal/environ"
)

// disturb writes a line for t that is a little wrong, most of the time.
func (s *synth) disturb(name string, t *template, mode int) string {
	text := s.line(name, t, mode)
	cut := strings.LastIndexByte(strings.SplitN(text, "%", 2)[0], ' ')
	switch s.IntN(10) {
	case 0, 1, 2: // another operand in the place of one
		other := &templates[s.IntN(len(templates))]
		if other.N == 0 {
			break
		}
		op := s.operand(sets[other.Sets[s.IntN(int(other.N))]], mode)
		ops := strings.Split(text, ",")
		k := s.IntN(len(ops))
		if k == 0 {
			if cut > 0 {
				ops[0] = text[:cut+1] + op
			}
		} else {
			ops[k] = op
		}
		text = strings.Join(ops, ",")
	case 3: // one operand less
		if at := strings.LastIndexByte(text, ','); at > 0 {
			text = text[:at]
		}
	case 4: // one more
		text += "," + s.pick("%eax", "$1", "%xmm3", "%k2", "(%rax)")
	case 5:
		text += s.pick("{%k1}", "{%k2}{z}", "{z}", "{1to2}", "{1to4}", "{1to8}", "{1to16}")
	case 6: // a suffix
		text = strings.Replace(text, name, name+s.pick("b", "w", "l", "q", "s", "x", "y", "z", "d"), 1)
	case 7:
		if s.IntN(3) == 0 && t.Enc == isa.Legacy {
			return "bnd " + text // before VEX it makes as stop with an internal error
		}
		text = s.pick("lock ", "rep ", "repne ", "notrack ", "data16 ", "addr32 ", "{evex} ", "{vex} ", "{vex3} ", "{load} ", "{store} ", "{rex} ", "{disp32} ", "rex.w ", "gs ", "xacquire ") + text
	case 8: // the operands the other way round
		head, ops := "", strings.Split(text, ",")
		if cut > 0 && len(ops) > 1 {
			head, ops[0] = text[:cut+1], text[cut+1:len(ops[0])]
			for i, j := 0, len(ops)-1; i < j; i, j = i+1, j-1 {
				ops[i], ops[j] = ops[j], ops[i]
			}
			text = head + strings.Join(ops, ",")
		}
	}
	return text
}

// quirks are lines that as takes and should not: what it makes of them is not
// what they say. They are refused here.
var quirks = []struct {
	line   *regexp.Regexp
	reason string
}{
	{regexp.MustCompile(`(?i)gather.*\{1to`), "a vector index with a broadcast, which it drops"},
	{regexp.MustCompile(`tile(load|store).*\([^)]*mm[0-9]`), "a tile addressed with a vector register, taken for a general one"},
	{regexp.MustCompile(`vcvttps2dq .*(%ymm[0-9]*,%xmm|%xmm[0-9]*,%ymm)`), "half a result"},
	{regexp.MustCompile(`(?i)(\{store\}.*vp(rot|sha|shl)[bwdq]|vp(rot|sha|shl)[bwdq]\.s) .*xmm`), "a register above 7 in the second form, which it cuts to 3 bits"},
	{regexp.MustCompile(`(?i)\brex.*[ ,%][abcd]h\b`), "ah to bh with a REX prefix, which makes spl to dil of them"},
	{regexp.MustCompile(`(?i)\brex\.[^;]* \w{4}s\b`), "a name of five letters behind rex.w, its last taken for .s"},
	{regexp.MustCompile(`(?i)\b(vaeskeygenassist\.d|v?gf2p8affineinvqb\.d|vgf2p8affineqb\.d32)`), "a name of twenty letters with what it ends in, which it has no room for"},
	{regexp.MustCompile(`(?i)(data16|callw|jmpw).*@(PLT|TLSDESC|TLSGD|TLSLD|GOTTPOFF|GOT|DTPOFF|TPOFF)`), "a relocation of four bytes over a field of two"},
	{regexp.MustCompile(`(?i)\bl(jmp|call)[lwq]? (%.s:)?-?(0x|num|big|\d|~|!)`), "an address that it cuts to 32 bits where there is no *"},
	{regexp.MustCompile(`(?i)\bclr[bwl](\.\w+)? %r\w{1,2}\b`), "a size against the register, which -O does not look at"},
	{regexp.MustCompile(`\b(movs|cmps|stos|lods|scas|ins|outs|xlat)[bwlq]? .*\((?:%r\w+)?,%(rsp|r\d+[bwd]|[^r]\w+)[,)]`), "a string at an impossible address, which it ignores"},
	{regexp.MustCompile(`\b(movs|cmps|stos|lods|scas|ins|outs|xlat)[bwlq]? .*(\([^)]*\(|\(,%.*rip)`), "the same, with things that are no registers, or %rip behind an index"},
	{regexp.MustCompile(`(?i)\b(movs|cmps|stos|lods|scas|ins|outs|xlat)[bwlqd]?(\.\w+)? .*([\w)@+-]\(|\((%(ax|bx|cx|dx|si|di|bp|sp|r\d+w|[re]?iz|[re]ip|.[lh]|cr.|.s)\)|[^)]*,))`), "the same, with an address that it does not look at"},
	{regexp.MustCompile(`(?i)\b(movs|cmps|stos|lods|scas|ins|outs|xlat)[bwdq]?(\.\w+)? .*(\w\[|\[[^\]]*[+*-]|\]\+|\[([abcd]x|[sd]i|[sb]p|.*mm\d+)\])`), "the same in Intel syntax"},
	{regexp.MustCompile(`(?i)\{disp.*\b(movs|cmps|stos|lods|scas|ins|outs|xlat)[bwlqd]? `), "a displacement that is not there, of which it looks at one operand"},
	{regexp.MustCompile(`(?i)\b(invlpga|rmpupdate)\w* .*, *%[abcd][lh]\b`), "a register of 8 bits in the place of one of 32"},
	{regexp.MustCompile(`(?i)blendv.*\(,`), "an address without a base, at which it stops with an internal error under -msse2avx"},
	{regexp.MustCompile(`(?i)(blendv|sha256rnds2).*[ ,:](\w|\.|~|!|-)[^,%]*(\([^)]*\))?,.*%`), "a displacement in the second of three operands, for which it looks at the first"},
	{regexp.MustCompile(`(?i)(blendv|sha256rnds2).*(\w\[|\[.*[+-]|\[(\d|num|sym|ext|here|later|datum))`), "the same in Intel syntax"},
	{regexp.MustCompile(`(sym|ext)-\..*\(%[re]ip|(call|xbegin|j|loop)\w* (%?.s:)?(sym|ext)-\.|\[[er]ip\]\+(sym|ext)-\.`), "a distance from a distance"},
	{regexp.MustCompile(`(?i)(movs|cmps|stos|lods|scas|ins|outs)[bwlq]? .*@TLSCALL`), "refused for no good reason: the same with another modifier is not"},
	{regexp.MustCompile(`@TLSCALL.*(\(%([er]?bp|r13)|\b([er]bp|r13d?)\b)|\b([er]bp|r13d?)\b.*@TLSCALL`), "a marked call with such a register, which it writes without the displacement that it needs"},
	{regexp.MustCompile(`^\S+ .*\w [~!]`), "a complement behind a prefix, which it reads as part of the mnemonic"},
	{regexp.MustCompile(`crc32q %(r..?b|.l|..l|.h),`), "a byte taken for eight"},
	{regexp.MustCompile(`vcvtsi2sd[lq] %[re]`), "a register against the suffix where the rest wants EVEX"},
}

// quirk reports whether as takes the line by mistake.
func quirk(line string) bool {
	for _, q := range quirks {
		if q.line.MatchString(line) {
			return true
		}
	}
	return false
}

// TestRandomLines has as and the encoder read random lines, right and wrong:
// TAS_RANDOM_LINES of them, from the seed TAS_RANDOM_SEED.
func TestRandomLines(t *testing.T) {
	count, seed := environ.Number("TAS_RANDOM_LINES", 20000), environ.Seed("TAS_RANDOM_SEED")
	only := regexp.MustCompile(os.Getenv("TAS_TEMPLATE_CPU"))
	s := &synth{Rand: rand.New(rand.NewPCG(seed, 3))}
	differ, refused := 0, 0
	for done := 0; done < count; {
		var lines []testLine
		for len(lines) < min(count-done, 50000) {
			m := &mnemonics[s.IntN(len(mnemonics))]
			p := &templates[mnemonicLists[int(m.list)+s.IntN(int(m.n))]]
			if newer(p) || !only.MatchString(cpuSets[p.CPU]) {
				continue
			}
			mode := 64
			if p.Allow&isa.Mode64 == 0 {
				mode = 32
			}
			text := s.disturb(m.key.String(), p, mode)
			if quirk(text) {
				continue
			}
			a, taken := ours(text, mode)
			if taken != nil && newer(taken) {
				continue // a mistake once, an instruction now
			}
			if a.code == "" {
				refused++
			}
			lines = append(lines, testLine{text, mode, a})
		}
		differ += compare(t, lines, "as", askAs(t, lines))
		done += len(lines)
	}
	t.Logf("%d random lines with seed %d: %d refused, %d differ", count, seed, refused, differ)
}
