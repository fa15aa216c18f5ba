package tas

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRandomLayoutSameAsGNU is about sizes that depend on each other: jumps,
// alignments, .org, fills, subsections, leb128s and call frames.
func TestRandomLayoutSameAsGNU(t *testing.T) {
	randomPrograms(t, 100_000, 20, func(rng *rand.Rand, id string) string {
		g := &layoutSource{rng: rng, id: id, labels: 3 + rng.IntN(8), code: rng.IntN(4) > 0, swings: rng.IntN(4) == 0, moves: rng.IntN(2) == 0, forward: rng.IntN(2) == 0}
		return g.program()
	})
}

// layoutSource writes one program.
type layoutSource struct {
	strings.Builder
	rng     *rand.Rand
	id      string
	labels  int // how many names there are
	defined int // the first of them are defined
	sets    int
	code    bool // as opposed to data
	swings  bool // mostly of leb128s and alignments, near the sizes at which they change
	moves   bool // between subsections
	arrived int  // so many were defined when it did last
	forward bool // counts are of what is ahead
	frame   bool
	numbers bool // 1: has been defined
}

func (g *layoutSource) line(format string, args ...any) {
	fmt.Fprintf(g, "\t"+format+"\n", args...)
}

// pick returns one of some texts.
func (g *layoutSource) pick(texts ...string) string { return texts[g.rng.IntN(len(texts))] }

func (g *layoutSource) name(i int) string { return fmt.Sprintf("%sL%d", g.id, i) }

// label is one of the names, more often one that is near.
func (g *layoutSource) label() string {
	i := g.defined + g.rng.IntN(4) - 2
	if g.rng.IntN(3) == 0 {
		i = g.rng.IntN(g.labels)
	}
	return g.name(max(0, min(i, g.labels-1)))
}

// behind is a label that is defined, or the current place.
func (g *layoutSource) behind() string {
	if g.defined == 0 || g.rng.IntN(8) == 0 {
		return "."
	}
	return g.name(g.rng.IntN(g.defined))
}

func (g *layoutSource) offset() string {
	if g.rng.IntN(4) > 0 {
		return ""
	}
	return fmt.Sprintf("%+d", g.rng.IntN(300)-150)
}

func (g *layoutSource) program() string {
	flags := `"a"`
	if g.code {
		flags = `"ax"`
	}
	fmt.Fprintf(g, "\t.section .t%s,%s\n", g.id, flags)
	for range 3 + g.rng.IntN(30) {
		if g.swings && g.rng.IntN(3) > 0 {
			g.swinging()
		} else {
			g.item()
		}
	}
	if g.frame {
		g.line(".cfi_endproc")
	}
	for g.defined < g.labels {
		g.define()
	}
	return g.String()
}

func (g *layoutSource) define() {
	fmt.Fprintf(g, "%s:\n", g.name(g.defined))
	g.defined++
}

// sleb is .sleb128, but in data, where as gets the 65th bit of a distance wrong when
// it leads over a fill, be that as short as it may.
func (g *layoutSource) sleb() string {
	if g.code {
		return "sleb128"
	}
	return "uleb128"
}

// count is a count that depends on addresses. None counts what counts it, or as
// takes what has grown beyond 64 bits.
func (g *layoutSource) count() string {
	rng := g.rng
	first, behind := 0, g.defined
	switch {
	case g.moves: // of the last labels, all in one subsection
		first = g.arrived
	case rng.IntN(4) == 0:
		i := rng.IntN(g.labels)
		return fmt.Sprintf("%s-%s+%d", g.name(i), g.name(i+rng.IntN(g.labels-i)), rng.IntN(200))
	case g.forward:
		first, behind = g.defined, g.labels
	}
	if first == behind {
		return fmt.Sprint(rng.IntN(100))
	}
	i := first + rng.IntN(behind-first)
	return fmt.Sprintf("%s-%s%+d", g.name(i+rng.IntN(behind-i)), g.name(i), rng.IntN(100)-10)
}

// swinging writes a line of what can take each other's growth back.
func (g *layoutSource) swinging() {
	rng := g.rng
	switch rng.IntN(8) {
	case 0, 1:
		if g.defined < g.labels {
			g.define()
		}
	case 2:
		g.line(".skip %d", []int{120, 124, 60, 30, 1, 2, 16380}[rng.IntN(7)]+rng.IntN(9))
	case 3, 4:
		g.line(".balign %d,%d", 1<<rng.IntN(8), 1+rng.IntN(3))
	case 5, 6:
		g.line(".%s %s-%s", g.pick("uleb128", "uleb128", g.sleb()), g.label(), g.label())
	case 7:
		g.line("jmp %s", g.label())
	}
}

// item writes a line or a few.
func (g *layoutSource) item() {
	rng := g.rng
	switch rng.IntN(24) {
	case 0, 1, 2:
		if g.defined < g.labels {
			g.define()
		} else {
			g.line("nop")
		}
	case 3, 4, 5, 6:
		g.line("%s %s%s", g.pick("jmp", "jmp", "jne", "je", "ja", "jo"), g.label(), g.offset())
	case 7:
		if g.numbers = g.numbers || rng.IntN(2) == 0; g.numbers {
			g.WriteString("1:")
			g.line("%s 1b", g.pick("jmp", "jns"))
		}
	case 8, 9:
		g.line(".fill %d,%d,%#x", rng.IntN(60), 1+rng.IntN(9), rng.Uint32()>>rng.IntN(32))
	case 10:
		g.line("%s", g.pick("nop", "call "+g.id+"f", "movl $1, %eax", "jmp *%rax", "lea "+g.label()+"(%rip), %rax", "ret", "cmpl $"+g.label()+"-"+g.label()+", %ecx", "push $"+g.label()+"-"+g.label(), "addl $"+g.behind()+"-"+g.behind()+", %ebx"))
	case 11, 12:
		limit := ""
		if rng.IntN(3) == 0 {
			limit = fmt.Sprintf(",%d", rng.IntN(20))
		}
		g.line("%s %d,%s%s", g.pick(".p2align"), rng.IntN(7), g.pick("", "", "0x90", "7", "0"), limit)
	case 13:
		g.line(".balign %d%s", 1<<rng.IntN(8), g.pick("", ",1", ",,5", ",0xcc,9"))
	case 14:
		g.line(".org %s+%d%s", g.pick(".", ".", ".", g.behind()), rng.IntN(200), g.pick("", ",3"))
	case 15:
		g.line(".%s %s%s", g.pick("skip", "space", "zero"), g.count(), g.pick("", ",7"))
	case 16:
		g.line("%s", g.pick(".fill "+g.count()+g.pick("", ",1,3", ",2,1", ",5,9"), ".nops "+g.count()))
	case 17, 18:
		g.line(".%s %s-%s%s", g.pick("uleb128", "uleb128", g.sleb()), g.label(), g.label(), g.offset())
	case 19:
		g.line(".%s %s%s%s", g.pick("long", "quad", "short", "byte", "long"), g.label(), g.pick("", "-.", "-.", "-"+g.label(), "-"+g.behind(), "-"+g.label()+"+1"), g.offset())
	case 20:
		if !g.frame && g.moves {
			g.arrived = g.defined
			g.line("%s", g.pick(".subsection 1", ".subsection 0", ".subsection 2"))
		}
		g.line("%s", g.pick(".nops "+fmt.Sprint(rng.IntN(40)), ".nops 20,3", ".nop"))
	case 21:
		// Each name is set once: as adds to a label ahead the address of the
		// fragment in which the name's value was before.
		if rng.IntN(2) == 0 && g.defined > 0 {
			g.line(".set %ss%d, %s%s", g.id, g.sets, g.label(), g.pick("", "+1", "-2"))
			g.line("%s %ss%d", g.pick("jmp", "movb $1, %al; jne"), g.id, g.sets)
		} else {
			g.line(".set %ss%d, %s%s", g.id, g.sets, g.label(), g.pick("", "-"+g.label(), "+1", "-"+g.behind()))
			g.line("%s %ss%d", g.pick(".long", ".quad", ".uleb128", ".byte"), g.id, g.sets)
		}
		g.sets++
	case 22:
		if g.frame = !g.frame; !g.frame {
			g.line(".cfi_endproc")
		} else {
			g.line(".cfi_startproc")
		}
	case 23:
		if g.frame {
			g.line("%s", g.pick(".cfi_def_cfa_offset 16", ".cfi_offset %rbp, -16", ".cfi_remember_state", ".cfi_def_cfa_register %rbp", ".cfi_escape 1,2", ".cfi_adjust_cfa_offset 8"))
		} else if rng.IntN(12) == 0 {
			g.line(".if %s-%s %s; .byte 1; .else; nop; .endif", g.behind(), g.behind(), g.pick("", "> 4", "== 10", "< 100"))
		}
	}
}
