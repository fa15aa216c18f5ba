package tas

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"tas/directives"
)

// TestRandomDirectivesSameAsGNU gives each directive operands right and wrong.
// TAS_DIRECTIVE chooses some by name; all when it is not set.
func TestRandomDirectivesSameAsGNU(t *testing.T) {
	only := strings.Fields(os.Getenv("TAS_DIRECTIVE"))
	type line struct {
		name string
		form *directiveForm
	}
	var lines []line
	for i := range directiveForms {
		form := &directiveForms[i]
		for name := range strings.FieldsSeq(form.names) {
			if len(only) == 0 || slices.Contains(only, name) {
				lines = append(lines, line{name, form})
			}
		}
	}
	randomPrograms(t, 100_000, 64, func(rng *rand.Rand, id string) string {
		for {
			l := lines[rng.IntN(len(lines))]
			g := &lineSource{rng: rng, id: id}
			if source := g.program(l.name, l.form); !accidental(source) {
				return source
			}
		}
	})
}

// TestEveryDirectiveHasForms keeps the table complete.
func TestEveryDirectiveHasForms(t *testing.T) {
	known := map[string]bool{}
	for _, form := range directiveForms {
		for name := range strings.FieldsSeq(form.names) {
			known[name] = true
		}
	}
	// As does not know the first ones, and behind the last nothing is read.
	for _, name := range strings.Fields(".base64 .addrsig .addrsig_sym .insn .sframe .abort .end") {
		known[name] = true
	}
	for name := range directives.Names {
		if !known[name] {
			t.Errorf("%s is not in directiveForms", name)
		}
	}
}

// lineSource writes one program: a directive, and labels around it.
type lineSource struct {
	strings.Builder
	rng *rand.Rand
	id  string
	// small keeps numbers from being sizes for which as would fill the disk.
	small bool
}

func (g *lineSource) pick(texts ...string) string { return texts[g.rng.IntN(len(texts))] }

func (g *lineSource) one(in int) bool { return g.rng.IntN(in) == 0 }

func (g *lineSource) program(name string, form *directiveForm) string {
	fmt.Fprintf(g, ".section %s\n", g.pick(".text", ".data", fmt.Sprintf(".d%s,\"aw\"", g.id), fmt.Sprintf(".d%s,\"aw\"", g.id)))
	fmt.Fprintf(g, "%sl: .byte 1\n1: .set %[1]sc, 3\n", g.id)
	if g.one(3) {
		fmt.Fprintf(g, ".set %sx, %[1]sl + 1\n.set %[1]sy, %[1]sf - 2\n", g.id)
	}
	if g.one(3) {
		fmt.Fprintf(g, ".comm %sk, 8\n.set %[1]sr, %%rbx\n.globl %[1]sg\n%[1]sg:\n", g.id)
	}
	g.around(form.before)
	if g.one(30) {
		g.WriteString(g.pick(g.id+"h: ", "2: ", "/* comment */ ", "nop; ", ";"))
	}
	if g.one(40) {
		name = strings.ToUpper(name)
	}
	g.WriteString("\t" + name + g.pick(" ", " ", " ", "\t", "  ") + g.list(form.operands))
	g.WriteString(g.pick("", "", "", "", "", "", " ", "# comment", "/* comment */", ";", " ; .byte 3") + "\n")
	g.around(form.behind)
	fmt.Fprintf(g, "1: .byte 4\n%sf:\n.section .e%[1]s,\"a\"\n%[1]so: .byte 5\n", g.id)
	return g.String()
}

func (g *lineSource) around(lines string) {
	if strings.Contains(lines, "%") {
		lines = fmt.Sprintf(lines, g.id)
	}
	g.WriteString(lines)
}

// list writes operands by their words, and now and then not as they should be.
func (g *lineSource) list(words string) string {
	var list []string
	var between []string // what follows each
	for word := range strings.FieldsSeq(words) {
		sep := " "
		if strings.HasSuffix(word, ",") {
			word, sep = word[:len(word)-1], g.pick(",", ", ", ", ", ", ", " , ")
		}
		count := 1
		switch name := strings.TrimRight(word, "?*"); {
		case strings.HasSuffix(word, "?"):
			if g.one(2) {
				count = 0
			}
			word = name
		case strings.HasSuffix(word, "*"):
			count = max(0, g.rng.IntN(4)-1)
			word = name
			if len(between) > 0 {
				sep = between[len(between)-1]
			}
		}
		g.small = strings.Contains("size alignment power few org fill width subsection", word)
		for range count {
			list = append(list, g.operand(word))
			between = append(between, sep)
		}
	}
	if g.one(3) {
		list, between = g.spoil(list, between)
	}
	var b strings.Builder
	for i, text := range list {
		b.WriteString(text)
		if i+1 < len(list) {
			b.WriteString(between[i])
		}
	}
	text := b.String()
	if g.one(20) {
		text = g.disturb(text)
	}
	return text
}

// spoil drops an operand, adds one, replaces one or exchanges two.
func (g *lineSource) spoil(list, between []string) ([]string, []string) {
	n := len(list)
	at := 0
	if n > 0 {
		at = g.rng.IntN(n)
	}
	switch g.rng.IntN(5) {
	case 0:
		if n > 0 {
			return slices.Delete(list, at, at+1), slices.Delete(between, at, at+1)
		}
	case 1:
		return slices.Insert(list, at, g.odd()), slices.Insert(between, at, g.pick(", ", " ", ","))
	case 2:
		if n > 0 {
			list[at] = ""
		}
	case 3:
		if n > 0 {
			list[at] = g.odd()
		}
	case 4:
		if n > 1 {
			list[at], list[0] = list[0], list[at]
		}
	}
	return list, between
}

// disturb does what a slip of the hand does.
func (g *lineSource) disturb(text string) string {
	at := g.rng.IntN(len(text) + 1)
	comma := strings.IndexByte(text, ',')
	switch g.rng.IntN(6) {
	case 0:
		return text + g.pick(",", ", ", ",,", " x", ")", " 1", "\"", "@", ":", "=")
	case 1:
		return g.pick(",", "(", "\"", "=", "-", "@", "%", "$") + text
	case 2:
		if comma >= 0 {
			return text[:comma] + g.pick(" ", ",,", ";", " \\\n", ".") + text[comma+1:]
		}
	case 3:
		return text[:at] + g.pick(" ", " ", "\t", ",", "\"", "\\", "'", "(", ")", "[", "{", "!", "~", "^", "|", "?", "`", "\\\n") + text[at:]
	case 4:
		return text[:at]
	case 5:
		return "\"" + text + "\""
	}
	return text
}

// odd is an operand of any kind.
func (g *lineSource) odd() string {
	switch g.rng.IntN(12) {
	case 0:
		return g.pick("\"a\"", "\"a b\"", "\"\\n\"", "\"a\\qb\"", "\"a\"\"b\"", "\"a\" \"b\"", "\"\\\\\"")
	case 1:
		return g.pick("1.5", "-2e3", "0f1", "1e400", "nan", "0x1p3", ".5")
	case 2:
		return g.pick("%rax", "%al", "%xmm0", "%st(1)", "rax", "$1", "(%rax)", "%", g.id+"r")
	case 3:
		return g.pick("@progbits", "@function", "@", "%function", "\"a\"", "\"awx\"", "#1", "a b", "a=b", "a:b", "?", "-", "()", "( 1", "1)", "[1]", "<1>", "'", "\"", "\"x")
	case 4:
		return g.pick("0x123456789abcdef01", "-0x123456789abcdef01", "99999999999999999999", "0x", "08", "0b2", "0b", "1f", "1b", "9b", "9f", "0x1g")
	case 5:
		return g.expression(2)
	case 6:
		return ""
	}
	return g.integer()
}

// integer is a number, often not the one that is expected.
func (g *lineSource) integer() string {
	switch g.rng.IntN(8) {
	case 0:
		return g.pick("-1", "-2", "-128", "-129", "-0x8000", "-70000")
	case 1:
		return g.pick("255", "256", "127", "128", "0xffff", "65536", "0x7fff", "1000", "499", "500")
	case 2:
		if g.small {
			return g.pick("(2)", "1 + 1", "2*3", "'a", "'b'", "~0", "-0", "010", "0b11", "0X1f")
		}
		return g.pick("0x7fffffff", "0x80000000", "0xffffffff", "0x100000000", "-0x80000000", "-0x80000001", "0x7fffffffffffffff", "0x8000000000000000", "0xffffffffffffffff", "-0x8000000000000000")
	case 3:
		return g.pick("'a", "'b'", "1+1", "(3)", "~1", "!0", "7 / 2", "-(1)", g.id+"c")
	}
	return g.pick("0", "1", "2", "3", "4", "5", "7", "8", "16")
}

// name is a symbol, defined or not.
func (g *lineSource) name() string {
	if g.one(12) {
		return g.pick(".", "1b", "1f", "\""+g.id+"l\"", "\""+g.id+" q\"", ".L"+g.id, "_GLOBAL_OFFSET_TABLE_", ".text")
	}
	return g.id + g.pick("l", "l", "l", "f", "f", "f", "o", "o", "u", "v", "c", "x", "y", "k", "r", "g")
}

// expression is one of numbers and symbols.
func (g *lineSource) expression(depth int) string {
	if depth == 0 || g.one(3) {
		if g.one(3) {
			return g.integer()
		}
		return g.name()
	}
	switch g.rng.IntN(6) {
	case 0:
		return g.pick("-", "~", "!", "+", "- ") + g.expression(depth-1)
	case 1:
		return "(" + g.expression(depth-1) + ")"
	case 2:
		return g.name() + g.pick("-", " - ") + g.name()
	}
	space := g.pick("", " ")
	return g.expression(depth-1) + space + g.pick("+", "+", "-", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "!") + space + g.expression(depth-1)
}

func (g *lineSource) string() string {
	return "\"" + g.pick("", "a", "a", "abc", "a b", "\\n", "\\0", "\\\\", "\\\"", "\\x41", "\\q", "a,b", "é", "\\777", "\\", "/* */", "#") + "\""
}

// operand is what a word stands for.
func (g *lineSource) operand(word string) string {
	if g.one(25) {
		return g.odd()
	}
	if g.one(40) {
		return "(" + g.operand(word) + ")"
	}
	id := g.id
	switch word {
	case "none":
		return ""
	case "value":
		if g.one(8) {
			return g.name() + g.pick("@PLT", "@GOT", "@GOTPCREL", "@gotoff", "@TPOFF", "@SIZE", "@nothing", "@plt+4", "@GOT - 1")
		}
		return g.expression(g.rng.IntN(3))
	case "leb":
		if g.one(6) {
			return g.pick("0x123456789abcdef01", "-0x123456789abcdef01", "0xffffffffffffffff", "-0x8000000000000000")
		}
		return g.expression(g.rng.IntN(3))
	case "integer":
		if g.one(6) {
			return g.pick("0x123456789abcdef01", "-0x123456789abcdef01", "-1", g.expression(1))
		}
		return g.integer()
	case "size", "fill", "width", "subsection", "few":
		if g.one(10) {
			return g.pick(id+"f - "+id+"l", id+"l - "+id+"f", id+"f", id+"l", id+"u", id+"x - "+id+"l", ". - "+id+"l", id+"o - "+id+"l", "1f - 1b")
		}
		return g.integer()
	case "line", "column", "filenumber":
		if g.one(3) {
			return g.integer()
		}
		return g.pick("0", "1", "1", "1", "2", "600")
	case "org":
		if g.one(2) {
			return g.pick(". + 4", id+"l + 64", ".", id+"l", id+"f", id+"o", id+"u", ". - 1", id+"x + 8")
		}
		return g.integer()
	case "place":
		return g.pick(".", "0", "1", ". - 1", id+"l", id+"f", id+"o", id+"u", id+"l + 1", id+"f - "+id+"l", id+"f - 1", "1000", "-1")
	case "alignment":
		return g.pick("0", "1", "2", "4", "8", "16", "32", "64", "3", "5", "12", "-4", "0x1000", "1+1", id+"c", id+"f-"+id+"l")
	case "power":
		return g.pick("0", "1", "2", "3", "4", "5", "6", "7", "1+1", id+"c")
	case "float":
		return g.float()
	case "condition":
		return g.expression(g.rng.IntN(4))
	case "string":
		if g.one(5) {
			return g.string() + g.pick(" ", "") + g.string()
		}
		return g.string()
	case "file":
		return g.pick("\"inc.s\"", "\"inc.s\"", "\"inc.s\"", "inc.s", "\"none.s\"", "\"\"")
	case "text":
		return g.pick("a", "a", "b", "a b", "\"a\"", "\"a b\"", "1", "1 2", "(1, 2)", "'a'", "\\x", "", "a+b", "%1", "<a>", "a;b", "[a b]", "é", "&x", "\"a\"b")
	case "symbol":
		return g.name()
	case "name", "macro":
		return g.pick(id+"m", id+"m", id+"n", "\""+id+"m\"", ".x"+id, "$"+id, "1"+id)
	case "parameter":
		return g.pick("x", "x", "x", "x=1", "x:req", "x:vararg", "x:opt", "y", "\"x\"", "x = 2", "x : req", "x=\"a b\"", "x:req=1", ".x", "$x", "1x")
	case "section":
		return g.pick(".s"+id, ".s"+id, ".s"+id, ".text", ".data", ".bss", ".note.x"+id, ".init_array."+id, ".rodata.str1.1", ".debug_x"+id, "\".s "+id+"\"", "s"+id, ".tbss."+id, ".text."+id, ".data.rel."+id, ".bss."+id, "*ABS*", ".gnu.linkonce.t."+id, ".s-"+id, ".comment", ".eh_frame."+id, ".s\\"+id)
	case "flags":
		return g.pick("\"a\"", "\"aw\"", "\"ax\"", "\"awx\"", "\"aMS\"", "\"aM\"", "\"aG\"", "\"awT\"", "\"\"", "\"e\"", "\"ao\"", "\"a?\"", "\"al\"", "\"aR\"", "\"q\"", "\"0x2\"", "\"3\"", "\"a2\"", "\"A\"", "\"s\"", "\"ad\"", "\"aaw\"", "#alloc", "#alloc,#write", "#execinstr", "#bad", "a", "\"aS\"", "\"aMG\"", "\"aoG\"", "\"awd\"", "\"E\"", "\"0x80000000\"")
	case "type":
		return g.pick("@progbits", "@progbits", "@nobits", "@note", "@init_array", "@fini_array", "@preinit_array", "@unwind", "@bad", "%progbits", "%nobits", "\"progbits\"", "\"@note\"", "@1", "@0x70000001", "@", "progbits", "1", "@8", "@PROGBITS", "@ progbits")
	case "extra":
		return g.pick("1", "4", "8", "0", "-1", "grp"+id, "grp"+id, "comdat", "comdat", ".text", "unique", "unique", "unique,1", "unique, 2", "unique,-1", "3", "16", "\"grp\"", ".d"+id, "grp"+id+",comdat", "grp"+id+", bad")
	case "reloctype":
		return g.pick("R_X86_64_NONE", "R_X86_64_64", "R_X86_64_32", "R_X86_64_PC32", "R_X86_64_PLT32", "R_X86_64_16", "R_X86_64_8", "R_X86_64_GOTPCREL", "R_X86_64_SIZE32", "BFD_RELOC_NONE", "BFD_RELOC_32", "BFD_RELOC_16", "BFD_RELOC_8", "BFD_RELOC_64", "BFD_RELOC_32_PCREL", "R_X86_64_BAD", "r_x86_64_64", "R_386_32", "1", "R_X86_64_TLSGD", "R_X86_64_RELATIVE", "R_X86_64_GNU_VTENTRY", "R_X86_64_COPY", "R_X86_64_IRELATIVE", "BFD_RELOC_X86_64_PLT32", "BFD_RELOC_8_PCREL")
	case "symboltype":
		return g.pick("@function", "@object", "@tls_object", "@common", "@notype", "@gnu_indirect_function", "@gnu_unique_object", "%function", "%object", "\"function\"", "\"object\"", "STT_FUNC", "STT_OBJECT", "STT_TLS", "STT_COMMON", "STT_NOTYPE", "STT_GNU_IFUNC", "function", "object", "1", "2", "10", "@2", "@bad", "STT_BAD", "#function", "@STT_FUNC", "@FUNCTION", "20", "0", "3", "@1", "STT_SECTION", "\"STT_FUNC\"", "\"@object\"", "@ function", "func")
	case "version":
		return id + g.pick("l", "f", "u", "q") + g.pick("@V1", "@@V1", "@@@V1", "@", "@@", "", "@V1@V2", "@V 1", "@@@@V1", "@@V-1", "@\"V1\"")
	case "visibility":
		return g.pick("local", "hidden", "remove", "local", "bad", "\"local\"", "LOCAL", "1")
	case "register":
		return g.pick("%rbp", "%rsp", "%rax", "%r15", "%xmm0", "%rip", "%st(0)", "%st0", "%mm1", "%k1", "%cs", "%eax", "%ax", "0", "6", "7", "16", "17", "100", "-1", "rbp", "%bad", "%xmm20", "%ymm1", "%fs.base", "%mxcsr", "%tr", "%zmm1", "%bnd1", "%cr0", id+"r", id+"c")
	case "encoding":
		return g.pick("3", "0", "0x1b", "0x9b", "0x9b", "0xff", "0xff", "0x0b", "2", "0x10", "0x1b", "0x50", "1", "0x7f", "0x40", "4", "0x0c", "0x80", "-1", "256")
	case "simple":
		return g.pick("simple", "simple", "SIMPLE", "bad", "\"simple\"", "1")
	case "cfisection":
		return g.pick(".eh_frame", ".debug_frame", ".eh_frame, .debug_frame", ".bad", "eh_frame", ".eh_frame_entry", "\".eh_frame\"", "")
	case "locoption":
		return g.pick("is_stmt 1", "is_stmt 0", "is_stmt 2", "is_stmt", "basic_block", "prologue_end", "epilogue_begin", "isa 1", "isa -1", "discriminator 3", "discriminator -1", "discriminator "+id+"c", "view 0", "view -0", "view "+id+"w", "view 1", "bad", "basic_block 1", "IS_STMT 1", "0", ",", "line 1")
	case "bundleoption":
		return g.pick("align_to_end", "align_to_end", "bad", "ALIGN_TO_END", "align_to_end x")
	case "prefix":
		return g.pick("prefix", "noprefix", "bad", "PREFIX", "prefix prefix", "1", "\"prefix\"")
	case "arch":
		return g.pick("core2", "i386", ".avx2", ".noaes", "default", "push", "pop", "generic64", "generic32", "bad", ".bad", "core2,jumps", "core2,nojumps", "core2,bad", "corei7", "CORE2", "znver4", "\"core2\"", "i8086", ".sse4.1", "jumps", "k8 k8", "l1om", "iamcu")
	case "check":
		return g.pick("none", "warning", "error", "bad", "NONE", "none none", "\"none\"", "1", "none,error")
	case "zero":
		return g.pick("0", "0", "1-1", "'a-'a", id+"c-3")
	}
	panic("no such word: " + word)
}

func (g *lineSource) float() string {
	if g.one(4) {
		return g.integer()
	}
	return g.pick("", "", "-", "+", "0f", "0e", "0d", "0r", "0x") + g.pick("1.5", "0", "1", "1e10", "-2.5e-3", "3.14159265358979323846", "1e400", "1e-400", "1e-45", "nan", "inf", "NaN", "Inf", "infinity", "snan", "qnan", "65504", "65520", "5.9e-8", "1e-310", ".5", "5.", "e5", "1e", "1e+", "1.2.3", "0x1p4", "1_000", "1f", "nan(1)", "12345678901234567890", "0.1", "1E5", "1d5", "3.4e38", "3.5e38", "2.9802322387695312e-8")
}
