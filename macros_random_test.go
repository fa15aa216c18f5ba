package tas

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRandomMacrosSameAsGNU is about the language above the statements: macros,
// repetitions, conditionals, strings and expressions.
func TestRandomMacrosSameAsGNU(t *testing.T) {
	randomPrograms(t, 100_000, 20, func(rng *rand.Rand, id string) string {
		g := &macroSource{rng: rng, id: id}
		return g.program()
	})
}

// macroSource writes one program.
type macroSource struct {
	strings.Builder
	rng    *rand.Rand
	id     string
	macros []macroHead
	depth  int

	alternate bool // .altmacro

	in *macroHead // the macro whose body is written
}

// macroHead is a macro and its parameters.
type macroHead struct {
	name   string
	params []string
}

func (g *macroSource) pick(texts ...string) string { return texts[g.rng.IntN(len(texts))] }

func (g *macroSource) line(format string, args ...any) {
	fmt.Fprintf(g, "\t"+format+"\n", args...)
}

func (g *macroSource) program() string {
	g.alternate = g.rng.IntN(4) == 0
	fmt.Fprintf(g, "\t.section .d%s,\"a\"\n", g.id)
	g.line(".set v%s, 3", g.id)
	if g.alternate {
		g.line(".altmacro")
	}
	for range 2 + g.rng.IntN(7) {
		g.item()
	}
	if g.alternate {
		g.line(".noaltmacro")
	}
	return g.String()
}

func (g *macroSource) item() {
	if g.depth > 3 {
		g.simple()
		return
	}
	g.depth++
	defer func() { g.depth-- }()
	switch g.rng.IntN(12) {
	case 0, 1:
		g.macro()
	case 2, 3, 4:
		g.call()
	case 5:
		g.line(".rept %s", g.pick("0", "1", "2", "3", "1+1", g.number()+"&3"))
		g.body()
		g.line(".endr")
	case 6:
		g.line(".irp %s%s%s", g.pick("x", "y"), g.pick(",", " ", ", "), g.arguments(g.rng.IntN(4)))
		g.body()
		g.line(".endr")
	case 7:
		g.line(".irpc %s,%s", g.pick("x", "y"), g.pick("123", "a b", "\"12\"", "", "0;1", "1 2", "a,b", "12 34"))
		g.body()
		g.line(".endr")
	case 8:
		g.line(".%s", g.condition())
		g.body()
		if g.rng.IntN(2) == 0 {
			g.line(".elseif %s", g.expression(2))
			g.body()
		}
		if g.rng.IntN(2) == 0 {
			g.line(".else")
			g.body()
		}
		g.line(".endif")
	default:
		g.simple()
	}
}

func (g *macroSource) body() {
	for range 1 + g.rng.IntN(2) {
		g.item()
	}
}

// macro defines one.
func (g *macroSource) macro() {
	if g.depth > 1 && g.rng.IntN(12) > 0 {
		g.simple() // one that is defined twice is refused
		return
	}
	m := macroHead{name: fmt.Sprintf("%sm%d", g.id, len(g.macros))}
	var head []string
	for i := range g.rng.IntN(4) {
		p := string("xyzw"[i])
		m.params = append(m.params, p)
		if p += g.pick("", "", "=5", "=\"a b\"", ":req", "=1+2", "="); i == 2 {
			p += g.pick("", ":vararg")
		}
		head = append(head, p)
	}
	g.line(".macro %s%s%s", m.name, g.pick(" ", " ", ", ", ","), strings.Join(head, g.pick(",", " ", ", ")))
	outer := g.in
	g.in = &m
	if g.alternate && g.rng.IntN(4) == 0 {
		g.line("LOCAL %s", g.pick("l", "l, k", "l k"))
	}
	g.body()
	if g.rng.IntN(8) == 0 {
		g.line(".exitm")
	}
	g.simple()
	g.in = outer
	g.line(".endm%s", g.pick("", "", " "+m.name))
	g.macros = append(g.macros, m)
}

// call calls a macro.
func (g *macroSource) call() {
	if len(g.macros) == 0 {
		g.simple()
		return
	}
	m := g.macros[g.rng.IntN(len(g.macros))]
	args := g.arguments(max(0, len(m.params)-g.rng.IntN(2)))
	if len(m.params) > 0 && g.rng.IntN(4) == 0 {
		args = m.params[g.rng.IntN(len(m.params))] + "=" + g.argument()
	}
	g.line("%s %s", m.name, args)
}

func (g *macroSource) arguments(n int) string {
	var list []string
	for range n {
		list = append(list, g.argument())
	}
	return strings.Join(list, g.pick(",", ", ", " ", " ,"))
}

func (g *macroSource) argument() string {
	switch g.rng.IntN(12) {
	case 0:
		return ""
	case 1:
		return g.string()
	case 2:
		return g.pick("<1, 2>", "%1+2", "<a b>", "!<", "<!>>", "%(2*3)", "'a'", "'a")
	case 3:
		return g.pick("(1 + 2)", "1 + 2", "1 +2", "1+ 2", "- 1", "~ 1", "! 1", "2 * 3", "(1, 2)", "[1 2]", "1 2", "a b")
	case 4:
		return g.parameter()
	case 5:
		return g.pick("%eax", "$5", "3", "4", "5", "x1", "z.1", "foo@plt", "a.b", "\\x", "\\y\\()z", "\\@", "x", "y", "a\\x", "0x1F", "1f", "$ 5", "& 3", "a:b", "a=b", ";", "#", "1b")
	}
	return g.number()
}

// parameter is a use of one.
func (g *macroSource) parameter() string {
	if g.in == nil && g.rng.IntN(6) > 0 {
		return g.number()
	}
	if g.in != nil && len(g.in.params) > 0 && g.rng.IntN(3) > 0 {
		return "\\" + g.in.params[g.rng.IntN(len(g.in.params))]
	}
	return g.pick("\\x", "\\y", "\\z", "\\x\\()", "\\()\\x", "\\@", "\\x\\y", "x", "y", "&x", "x&", "\\\\x", "\\w", "\\n", "l")
}

func (g *macroSource) number() string {
	return g.pick("0", "1", "2", "-1", "10", "0x7f", "0b101", "077", "255", "'a", "'\\n", "1000", "0xffffffff", "3", "-5", "0x7fffffff")
}

func (g *macroSource) string() string {
	return "\"" + g.pick("", "a", "abc", "a b", "\\n", "\\\\", "\\\"", "\\x41", "\\x", "\\101", "\\8", "\\q", "a,b", "x\\()y", "\\@", "%", "<a>", "\\e", "\\b\\f\\r\\t", "\\xfff", "\\0", "\\1234", "/*c*/") + "\""
}

// expression is one of numbers, names that are set, and parameters.
func (g *macroSource) expression(depth int) string {
	if depth == 0 || g.rng.IntN(3) == 0 {
		switch {
		case g.rng.IntN(4) == 0:
			return "v" + g.id
		case g.in != nil && g.rng.IntN(3) == 0:
			return g.parameter()
		}
		return g.number()
	}
	space := g.pick("", "", " ")
	switch g.rng.IntN(6) {
	case 0:
		return g.pick("-", "~", "!", "- ", "+") + g.expression(depth-1)
	case 1:
		return "(" + g.expression(depth-1) + ")"
	}
	return g.expression(depth-1) + space + g.pick("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<>", "<", ">", "<=", ">=", "&&", "||", "!") + space + g.expression(depth-1)
}

// condition is a conditional and its operands.
func (g *macroSource) condition() string {
	switch g.rng.IntN(6) {
	case 0:
		return g.pick("ifdef ", "ifndef ", "ifnotdef ") + g.pick("v"+g.id, "u"+g.id, "\\x", "x")
	case 1:
		return g.pick("ifb ", "ifnb ") + g.pick("", "a", "\\x", "\"\"", " ", "\\y")
	case 2:
		return g.pick("ifc ", "ifnc ") + g.argument() + "," + g.pick("", " ") + g.argument()
	case 3:
		return g.pick("ifeqs ", "ifnes ") + g.string() + "," + g.string()
	}
	return g.pick("if ", "if ", "ifeq ", "ifne ", "iflt ", "ifgt ", "ifle ", "ifge ") + g.expression(2)
}

// simple is a statement that is not made of others.
func (g *macroSource) simple() {
	switch g.rng.IntN(12) {
	case 0:
		g.line(".set v%s, %s", g.id, g.expression(2))
	case 1:
		g.line("v%s = %s", g.id, g.expression(2))
	case 2:
		g.line(".%s %s%s", g.pick("ascii", "asciz", "string", "string16"), g.string(), g.pick("", ", "+g.string(), " "+g.string()))
	case 3:
		if g.in != nil {
			g.line(".%s %s", g.pick("byte", "ascii", "string", "long"), g.pick("\\x", "\\y", "\\z+1", "\\@", "\\x \\y"))
		} else {
			g.line(".byte %s", g.number())
		}
	case 4:
		g.line(".%s %s, %s", g.pick("quad", "byte", "short", "long", "dc.b"), g.expression(2), g.expression(1))
	case 5:
		g.line("%s .byte 1; .byte %s # %s", g.pick("", "/* a */", "/* a ; b */"), g.number(), g.pick("", "x", "\"", "'"))
	case 6:
		if len(g.macros) > 0 && g.rng.IntN(4) == 0 {
			g.line(".purgem %s", g.macros[g.rng.IntN(len(g.macros))].name)
			return
		}
		g.line(".byte '%s, '%s", g.pick("a", "\\n", "\\\\", "'", " ", ";", "#", "a'"), g.pick("b", "\\t", "0", "\\'", "\""))
	case 7:
		g.line(".%s %s", g.pick("sleb128", "octa", "uleb128"), g.expression(2))
	default:
		g.line(".%s %s", g.pick("byte", "long", "quad", "short"), g.expression(3))
	}
}
