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

	in    *macroHead // the macro whose body is written
	loops []string   // the parameters of the repetitions whose bodies are
	names int        // macros defined so far, removed ones counted
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
	for range 2 + g.rng.IntN(4) {
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
	switch g.rng.IntN(14) {
	case 0, 1:
		g.macro()
	case 2, 3, 4:
		g.call()
	case 5:
		g.line(".%s %s", g.pick("rept", "rept", "rep"), g.pick("0", "1", "2", "3", "1+1", "", g.number()+"&3"))
		g.body()
		g.end(".endr")
	case 6:
		x := g.pick("x", "y", "q", "l")
		g.line(".%s %s%s%s", g.pick("irp", "irp", "irep"), x, g.pick(",", " ", ", ", " , "), g.arguments(g.rng.IntN(4)))
		g.loop(x)
	case 7:
		x := g.pick("x", "y", "q", "l")
		g.line(".%s %s,%s", g.pick("irpc", "irpc", "irepc"), x, g.pick("123", "a b", "\"12\"", "", "0;1", "1 2", "a,b", "12 34", "\"1 2\"", "\"\"", "12 # 3", "1/* */2", "(12)", "'a"))
		g.loop(x)
	case 8, 9, 10:
		g.conditional()
	default:
		g.simple()
	}
}

func (g *macroSource) body() {
	for range 1 + g.rng.IntN(2) {
		g.item()
	}
}

// loop is the body of .irp and .irpc.
func (g *macroSource) loop(x string) {
	g.loops = append(g.loops, x)
	g.body()
	g.loops = g.loops[:len(g.loops)-1]
	g.end(".endr")
}

// end closes a body, sometimes behind a statement or a label on the same line.
func (g *macroSource) end(name string) {
	switch g.rng.IntN(12) {
	case 0:
		g.line(".byte 1; %s", name)
	case 1:
		g.line("%s # the end", name)
	case 2:
		g.line("%s; .byte 2", name)
	case 3:
		g.line("/* %s */ %s", name, name)
	default:
		g.line("%s", name)
	}
}

// conditional is one of any kind, with what it decides about.
func (g *macroSource) conditional() {
	g.line(".%s", g.condition())
	g.inBranch()
	for range g.rng.IntN(4) / 2 {
		g.line(".elseif %s", g.expression(2))
		g.inBranch()
	}
	if g.rng.IntN(2) == 0 {
		g.line("%s", g.pick(".else", ".else", ".ELSE", ".elsec"))
		g.inBranch()
	}
	g.line("%s", g.pick(".endif", ".endif", ".endc", ".endif # x"))
}

func (g *macroSource) inBranch() {
	if g.rng.IntN(16) == 0 {
		g.line(".exitm")
	}
	g.body()
}

// macro defines one.
func (g *macroSource) macro() {
	if g.depth > 1 && g.rng.IntN(8) > 0 {
		g.simple() // one that is defined twice is refused
		return
	}
	m := macroHead{name: fmt.Sprintf("%sm%d", g.id, g.names)}
	g.names++
	if n := len(g.macros); n > 0 && g.rng.IntN(8) == 0 { // another one of that name
		m.name = g.macros[g.rng.IntN(n)].name
		g.line(".purgem %s", m.name)
	}
	if g.in != nil && g.rng.IntN(4) == 0 {
		m.name += "\\@" // each call defines its own, which is not called
	}
	var head []string
	for i := range g.rng.IntN(4) {
		p := string("xyzw"[i])
		m.params = append(m.params, p)
		if i == 2 && g.rng.IntN(2) == 0 {
			p += g.pick(":vararg", " : vararg", ":vararg=5", ":vararg = a")
		} else {
			p += g.pick("", "", "", "=5", "=\"a b\"", ":req", "=1+2", "=", " = 3", " : req", ":req=4", "=(1 + 2)")
		}
		head = append(head, p)
	}
	if g.rng.IntN(16) == 0 {
		g.line("%s: .macro %s", m.name, strings.Join(head, ","))
	} else {
		g.line(".macro %s%s%s%s", m.name, g.pick(" ", " ", ", ", ","), strings.Join(head, g.pick(",", " ", ", ")), g.pick("", "", "# x", " /* y */"))
	}
	outer, loops := g.in, g.loops
	g.in, g.loops = &m, nil
	if g.alternate && g.rng.IntN(3) == 0 {
		g.line("%s %s", g.pick("LOCAL", "local"), g.pick("l", "l, k", "l k", "l,k"))
	}
	g.body()
	if g.rng.IntN(8) == 0 {
		g.line(".exitm")
	}
	if g.rng.IntN(16) == 0 {
		g.line(".purgem %s", m.name) // while it runs
	}
	g.simple()
	g.in, g.loops = outer, loops
	g.end(".endm" + g.pick("", "", " "+m.name))
	if !strings.Contains(m.name, "\\") {
		g.macros = append(g.macros, m)
	}
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
		var list []string
		for range 1 + g.rng.IntN(len(m.params)) {
			list = append(list, m.params[g.rng.IntN(len(m.params))]+g.pick("=", "=", "=", "= ", " =")+g.argument())
		}
		if g.rng.IntN(8) == 0 {
			list = append([]string{g.argument()}, list...)
		}
		args = strings.Join(list, g.pick(",", " ", ", "))
	}
	blank := " "
	if args != "" && strings.IndexByte("(<%$+-=[{!~", args[0]) >= 0 && g.rng.IntN(3) == 0 {
		blank = ""
	}
	g.line("%s%s%s%s", m.name, blank, args, g.pick("", "", "", " # x, \"", " /* , */", "; .byte 1"))
}

func (g *macroSource) arguments(n int) string {
	var list []string
	for range n {
		list = append(list, g.argument())
	}
	return strings.Join(list, g.pick(",", ", ", " ", " ,", "\t", ",/**/"))
}

func (g *macroSource) argument() string {
	switch g.rng.IntN(14) {
	case 0:
		return ""
	case 1:
		return g.string()
	case 2:
		return g.pick("<1, 2>", "%1+2", "<a b>", "!<", "<!>>", "%(2*3)", "'a'", "'a", "<a<b>c>", "<a!>", "%-1", "%(1 & 3) * 8", "% 4", "<\"a\">", "%v"+g.id, "<>", "<;>", "<#>", "<!!>", "a<b", "1%2")
	case 3:
		return g.pick("(1 + 2)", "1 + 2", "1 +2", "1+ 2", "- 1", "~ 1", "! 1", "2 * 3", "(1, 2)", "[1 2]", "1 2", "a b", "{1 2}", "a{k}{z}", "(1 2", "1)", "]", "a(b c)d e", "1<<2", "1 << 2", "1==2", "1 == 2", "x==1", "a && b", "1 - 2", "1 % 2", "%1 %2")
	case 4:
		return g.parameter()
	case 5:
		return g.pick("%eax", "$5", "3", "4", "5", "x1", "z.1", "foo@plt", "a.b", "\\x", "\\y\\()z", "\\@", "x", "y", "a\\x", "0x1F", "1f", "$ 5", "& 3", "a:b", "a=b", ";", "#", "1b", "a\"b c\"d", "\"a\"\"b\"", "\"a\"b", "\\()", "\\(a)", "\\a", "'\"'", "a'b", "_1", "$a", "a$", "1 /**/ 2", "1/**/", "/ 2", "*4", "%a%b", "..")
	}
	return g.number()
}

// parameter is a use of one.
func (g *macroSource) parameter() string {
	if g.in == nil && len(g.loops) == 0 && g.rng.IntN(6) > 0 {
		return g.number()
	}
	if n := len(g.loops); n > 0 && g.rng.IntN(2) == 0 {
		return "\\" + g.loops[g.rng.IntN(n)]
	}
	if g.in != nil && len(g.in.params) > 0 && g.rng.IntN(3) > 0 {
		return "\\" + g.in.params[g.rng.IntN(len(g.in.params))]
	}
	return g.pick("\\x", "\\y", "\\z", "\\x\\()", "\\()\\x", "\\@", "\\x\\y", "x", "y", "&x", "x&", "\\\\x", "\\w", "\\n", "l", "\\q", "\\ x", "\\(x)", "&x&y", "& x", "x & y", "\\x&", "\\X", "x.y", "\\x.y")
}

// shown is a string that shows what becomes of names in it.
func (g *macroSource) shown() string {
	var b strings.Builder
	for range 1 + g.rng.IntN(3) {
		b.WriteString(g.pick("[", "a", "'", "%", "<", "& ", " ", "1", "#", "/*", "local l", ";", "!"))
		b.WriteString(g.parameter())
		b.WriteString(g.pick("]", "b", "'", "'b", " ", ".", "&", "\\()", "x", "1", "*/", "=", "'a"))
	}
	return "\"" + b.String() + "\""
}

func (g *macroSource) number() string {
	return g.pick("0", "1", "2", "-1", "10", "0x7f", "0b101", "077", "255", "'a", "'\\n", "1000", "0xffffffff", "3", "-5", "0x7fffffff")
}

func (g *macroSource) string() string {
	return "\"" + g.pick("", "a", "abc", "a b", "\\n", "\\\\", "\\\"", "\\x41", "\\x", "\\101", "\\8", "\\q", "a,b", "x\\()y", "\\@", "%", "<a>", "\\e", "\\b\\f\\r\\t", "\\xfff", "\\0", "\\1234", "/*c*/") + "\""
}

// text is a string without zeros.
func (g *macroSource) text() string {
	return g.pick("\"\"", "\"a\"", "\"a\"", "\"1\"", "\"\\@\"", "\"\\\\\"", "\"a b\"", "\"\\y\"", "\"\\101\"", "\"/*c*/\"")
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
	switch g.rng.IntN(7) {
	case 6:
		return g.pick("if ", "IF ", "ifeq ", "ifne ") + g.pick(g.parameter(), "0+"+g.parameter()+g.pick("==", " == ", "-", "<", " > ")+g.number())
	case 0:
		return g.pick("ifdef ", "ifndef ", "ifnotdef ") + g.pick("v"+g.id, "v"+g.id, "u"+g.id, "x", "v"+g.id+"\\()", "_\\x")
	case 1:
		return g.pick("ifb ", "ifnb ") + g.pick("", "a", "\\x", "\"\"", " ", "\\y")
	case 2:
		return g.pick("ifc ", "ifnc ") + g.argument() + "," + g.pick("", " ") + g.argument()
	case 3:
		return g.pick("ifeqs ", "ifnes ") + g.text() + "," + g.text()
	}
	return g.pick("if ", "if ", "ifeq ", "ifne ", "iflt ", "ifgt ", "ifle ", "ifge ") + g.expression(2)
}

// simple is a statement that is not made of others.
func (g *macroSource) simple() {
	switch g.rng.IntN(16) {
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
	case 8, 9, 10:
		g.line(".ascii %s%s", g.shown(), g.pick("", " # \"", " /* ' */", "; .byte 5", " # \\(", "/* \n */"))
	case 11:
		g.line("%s", g.pick(".include \"inc.s\"", "l"+g.id+"\\@: .byte 1", ".Ll\\@: .byte 1", "1: .long 1b-.", ".byte 'x, '\\\\, '\\x, 'a'", "# a comment with ' and \" and \\(", "/* over\n two lines */ .byte 3", "/ a comment", ".endm", ".endr", ".altmacro", ".noaltmacro", ".byte 1 & 3, 1&x", "nop; nop"))
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
