package encoder

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"tas/encoder/isa"
)

// numbersAtLimits are those at which encodings change, and some between.
var numbersAtLimits = []int{0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 64, 100, 127, 128, 200, 255, 256, 1000, 32767, 32768, 65407, 65408, 65535, 65536,
	100000, 9999999, 10000000, 2147483647, 2147483648, 4294967168, 4294967295, 4294967296, 1000000000000,
	-1, -4, -5, -64, -100, -128, -129, -200, -256, -257, -1000, -32768, -32769, -65536, -65537, -1000000, -2147483648, -2147483649}

var (
	anyNumber  = regexp.MustCompile(`([\t $*])-?(0x)?[0-9a-f]+\b`)
	anyAddress = regexp.MustCompile(`-?(0x)?[0-9a-f]*\([^)]*\)`)
)

// plainLines returns lines of all instructions, of each form several that differ in
// their registers and numbers.
func plainLines(s *synth) string {
	var text strings.Builder
	for m := range mnemonics {
		name := mnemonics[m].key.String()
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			if templates[id].Allow&(isa.ATT|isa.Mode64) != isa.ATT|isa.Mode64 {
				continue
			}
			for range 4 {
				line := strings.Replace(s.line(name, &templates[id], 64), " ", "\t", 1)
				if s.IntN(4) != 0 {
					line = strings.NewReplacer(",%", ", %", ",$", ", $", ",-", ", -").Replace(line)
				}
				if s.IntN(4) == 0 {
					line = anyAddress.ReplaceAllLiteralString(line, s.pick("x(%rip)", ".LC7+8(%rip)", "constant(%rip)", "table-16(%rip)", ".LC7(%rip)", "8+4(%rsp)", "16+table(%rip)", "-8+.LC7(%rip)", "8+x-4(%rip)", "8+constant(%rip)", "x--4(%rip)", "(%rsp,%rsp)"))
				}
				for range 2 {
					n := numbersAtLimits[s.IntN(len(numbersAtLimits))]
					number := s.pick("%d", "%d", "%d", "%#x")
					comment := s.pick("", "", "", " ", "  # 8-byte Spill", " #x", ";nop", " // no")
					fmt.Fprintf(&text, "\t%s%s\n", anyNumber.ReplaceAllString(line, "${1}"+fmt.Sprintf(number, n)), comment)
				}
			}
		}
	}
	return text.String()
}

// plainBranches are lines of branches, some of which are not plain.
const plainBranches = `
	call	x
	call	x@PLT
	call	x@plt
	call	x@PLT+4
	call	x@PLTOFF
	callq	x@PLT # a comment
	callq	x@PLT;nop
	call	.L5@PLT
	jmp	x@PLT
	jmp	x # TAILCALL
	jmp	.L5	# TAILCALL
	jne	.L5 
	jne	.L5                 # encoding
	jne	.LBB12_3            # =>This
	jne	.LBB12_3
	jne	.LBB12_3-1
	jne	.L5;nop
	jmp	.L05
	jmp	.L$5
	jmp	.L5$
	call	.Labcdefghijklmnopq5
	call	.Labcde_5_6
	callqqqp	x
	jne	x@PLT
	jne	x.@PLT
	call	x @PLT
	call	constant@PLT
	call	constant
`

// TestPlainLines: lines get the same code, fixups and symbols, and the same
// messages, whether they are written from forms or read as any other.
func TestPlainLines(t *testing.T) {
	text := ".set constant, 5\n" + plainBranches + plainLines(&synth{Rand: rand.New(rand.NewPCG(1, 2))})
	short := newAssembler(text)
	short.e.Remember(len(text))
	full := newAssembler(text)
	lines, plain, differ := 0, 0, 0
	for !short.in.Done() {
		short.in.SkipSpace()
		full.in.SkipSpace()
		at := short.in.At
		wanted := full.written(full.line)
		got := short.written(func() {
			if short.e.Repeat(^uint32(0)) {
				plain++
				short.in.NextStatement()
			} else {
				short.line()
			}
		})
		if !reflect.DeepEqual(got, wanted) || short.in.At != full.in.At {
			line, _, _ := strings.Cut(text[at:], "\n")
			t.Errorf("%q: %x; read: %x", line, got, wanted)
			if differ++; differ == 10 {
				break
			}
		}
		lines++
	}
	if !reflect.DeepEqual(short.unit.Syms, full.unit.Syms) {
		t.Errorf("symbols differ: %v; read: %v", short.unit.Syms, full.unit.Syms)
	}
	t.Logf("%d lines, %d of them plain", lines, plain)
	if plain < 15000 {
		t.Errorf("only %d lines were plain", plain)
	}
}

// written runs f and returns what it writes: code, fragments, fixups and the number
// of messages.
func (a *assembler) written(f func()) []any {
	p := a.unit.Cur
	code, frags, fixups, messages := len(p.Data), len(p.Frags), len(p.Fixups), a.unit.Diags.Len()
	f()
	return []any{p.Data[code:], append(p.Frags[:0:0], p.Frags[frags:]...), append(p.Fixups[:0:0], p.Fixups[fixups:]...), a.unit.Diags.Len() - messages}
}
