package tas

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tas/internal/environ"
)

// TestBodiesLineByLine assembles random macros and nests of repetitions twice: carried out line
// by line, and as texts that are read, which is how it is done while what stands where is
// noted. Both make the same object, or say the same.
func TestBodiesLineByLine(t *testing.T) {
	seed, count := environ.Seed("TAS_SEED"), environ.Number("TAS_COUNT", 500)
	wrong := 0
	for i := range count {
		g := &bodySource{rng: rand.New(rand.NewPCG(seed, uint64(i)))}
		text := g.program()
		a := objectOf(text)
		b := Build([]Input{{Name: "recall.s", Text: []byte(text)}}, &Options{Output: Object, Marks: true})
		if a.Diags.Failed() {
			wrong++
		}
		x, y := strings.Split(allMessages(a), "\n"), strings.Split(allMessages(b), "\n")
		slices.Sort(x) // those of labels that are missing, at one place, come in any order
		slices.Sort(y)
		if !slices.Equal(x, y) || !bytes.Equal(a.Output, b.Output) {
			t.Fatalf("seed %d, program %d: the objects or messages differ\n%s\nline by line:\n%s\nas texts:\n%s", seed, i, text, allMessages(a), allMessages(b))
		}
	}
	if 2*wrong > count {
		t.Errorf("%d of %d programs are wrong: that tests messages more than code", wrong, count)
	}
}

// bodySource writes one program.
type bodySource struct {
	strings.Builder
	rng    *rand.Rand
	params []string // that lines may use
	macros int
	tame   bool // nearly all is right

	labelled bool // the macro has a label
}

func (g *bodySource) pick(texts ...string) string { return texts[g.rng.IntN(len(texts))] }

func (g *bodySource) program() string {
	g.tame = g.rng.IntN(4) != 0
	g.WriteString("value = 5\nplace:\n")
	for range 2 + g.rng.IntN(3) {
		g.macro()
		for range 1 + g.rng.IntN(12) {
			g.call()
		}
		for range g.rng.IntN(3) {
			g.params = nil
			g.loop(1)
		}
		if g.rng.IntN(8) == 0 {
			fmt.Fprintf(g, ".macro %s x\n nop\n.endm\n", g.pick("dec", "jmp", "inc"))
			g.call()
			g.WriteString(".purgem dec, jmp, inc\n")
		}
	}
	return g.String()
}

func (g *bodySource) macro() {
	g.params, g.labelled = []string{"p", "q"}, false
	g.macros++
	fmt.Fprintf(g, ".macro m%d p, q%s\n", g.macros, g.pick("", "=3", ":vararg"))
	g.body(0)
	g.WriteString(".endm\n")
}

func (g *bodySource) call() {
	fmt.Fprintf(g, "%sm%d %s%s\n", g.pick("", " ", "\t"), 1+g.rng.IntN(g.macros), g.operands(), g.pick("", "", "", " # remark", "; nop"))
}

func (g *bodySource) operands() string {
	value := func() string {
		if g.tame {
			return g.pick("1", "2", "7", "15", "0", "100")
		}
		return g.pick("%rax", "%rbx", "%r8", "1", "17", "0", "-3", "300", "a", "f", "value", "place", "%eax", "", "nop", "1+2", "0x7", "place-4", "(%rsi)", "8", "b")
	}
	n := g.rng.IntN(3)
	if g.tame {
		n = 2
	}
	return strings.Join([]string{value(), value()}[:n], ", ")
}

func (g *bodySource) body(depth int) {
	for range 1 + g.rng.IntN(3) {
		if depth < 3 && g.rng.IntN(4) == 0 {
			g.loop(depth + 1)
			continue
		}
		hole := `\` + "p"
		if n := len(g.params); n == 0 && g.tame {
			hole = "7"
		} else if n > 0 {
			hole = `\` + g.params[g.rng.IntN(n)]
		}
		line := g.pick(" dec $", " .byte $", " .byte 0x1$", " .long 1$", " .short 12, 3$", " mov $, %rcx", " mov %rcx, 1$(%rdx)", " add $$, %rdx",
			" mov $1$, %eax", ".Lx@:", " jmp .Lx@", " jnz .Lx@", " call place", " jmp place", " jmp $", " nop", ".Ly@$:", " .byte $@", " lea $(%rip), %rax",
			" .byte 1$()2", " $", " .long $ - .", " .quad 0x1234567$", "1: jmp 1b", " .byte $, $", " inc %r$", " .byte 0$", " add $0x$, %rax")
		if g.tame {
			line = g.pick(" .byte $", " .byte 0x1$", " .long 1$", " .short 12, 3$", " mov $, %rcx", " mov %rcx, 1$(%rdx)", " add $$, %rdx",
				" mov $1$, %eax", ".Lx@:", " jmp .Lx@", " jnz .Lx@", " call place", " jmp place", " nop", " mov %rcx, 1(%rdx)",
				" .quad 0x1234567$", "1: jmp 1b", " .byte $, $", " add $0x$, %rax", " .long $ - .", " dec %rax")
		}
		if g.tame && strings.HasSuffix(line, ":") {
			if depth > 0 || g.labelled {
				line = " nop" // the label is there already, or will be in the next round
			}
			g.labelled = true
		}
		line = strings.ReplaceAll(line, "@", `\@`)
		if strings.Contains(line, " add $$") || strings.Contains(line, "$1$") || strings.Contains(line, "$0x$") {
			line = line[:6] + strings.Replace(line[6:], "$", hole, 1)
		} else {
			line = strings.ReplaceAll(line, "$", hole)
		}
		g.WriteString(line + g.pick("\n", "\n", "\n", "\n", " # remark\n"))
	}
}

func (g *bodySource) loop(depth int) {
	name := g.pick("p", "x", "y", "z", "xy")
	list := g.pick("1,2,3", "rax,rbx,rcx", "1,22,333,4", "%rax,%rcx", "a,b,c,1", "1", "", "10,11,12,13,14")
	directive := ".irp"
	if g.tame {
		list = g.pick("1,2,3", "1,22,3,4,5,6", "7", "", "10,11,12,13,14", "8,9,10,127,128")
	}
	if g.rng.IntN(2) == 0 {
		directive, list = ".irpc", g.pick("0123456789", "12", "98")
		if !g.tame {
			list = g.pick("0123456789", "abc", "12", "", "18f")
		}
	}
	if g.rng.IntN(3) == 0 {
		fmt.Fprintf(g, " .rept %s\n", g.pick("1", "3", "4", "7", "12", "2*3"))
		for range g.rng.IntN(3) {
			g.WriteString(g.pick(" value = value + 1\n", "value=value*2&0xff # remark\n", " .set value, value-1\n", " .long value, -value\n", " .byte value+1, 2; nop\n",
				" .short value*value\n", " nop; inc %eax\n", " .quad 1 << value, (value+2)*3\n", " .long value/2, value|7, value%5\n", "again=1\n", " .byte 3\n"))
		}
		g.body(depth)
	} else {
		fmt.Fprintf(g, "%s %s,%s\n", directive, name, list)
		g.params = append(g.params, name)
		g.body(depth)
		g.params = g.params[:len(g.params)-1]
	}
	g.WriteString(g.pick(".endr\n", ".endr\n", " nop; .endr\n", ".endr # remark\n"))
}
