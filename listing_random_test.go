package tas

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"tas/internal/environ"
)

// listedPrograms writes sources of all that a listing has to do with: macros,
// repetitions and conditionals in one another, files, lines of C, symbols of
// every kind, commands to the listing, comments, and now and then an error.
type listedPrograms struct {
	*rand.Rand
	b      strings.Builder
	labels int
	macros int
	inside int // of a macro or repetition
	high   int // the line of C
	conds  int // conditionals around
}

func (p *listedPrograms) pick(words ...string) string { return words[p.IntN(len(words))] }

// line writes a line, with blanks, further statements and comments here and there.
func (p *listedPrograms) line(format string, args ...any) {
	p.b.WriteString(p.pick("\t", "\t", " ", "", "  \t"))
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteString(p.pick("", "", "", "", "", " ", "\t# rest", " # a comment", "; nop", " ; .byte 1 ; .byte 2", " /* c */", strings.Repeat(" ", 90)+"# far", ";", " ; # c"))
	p.b.WriteString(p.pick("\n", "\n", "\n", "\n", "\n\n", "\n# alone\n", "\n /* alone */\n", "\n/* over\n three\n lines */\n"))
}

func (p *listedPrograms) label() string {
	p.labels++
	return fmt.Sprintf("%s%d", p.pick("l", "Sym_", "a_rather_long_name_of_a_label_"), p.labels)
}

// plain writes a statement that stands for itself.
func (p *listedPrograms) plain() {
	switch p.IntN(21) {
	case 0, 1, 2:
		p.line("%s", p.pick("nop", "movl $1,%eax", "movabs $0x1122334455667788,%rax", "call ext", "jmp ext", "lea ext(%rip),%rdi", "ret", "rep stosb"))
	case 3, 4:
		p.line("%s %s", p.pick(".byte", ".long", ".quad", ".word"), p.pick("1", "1,2,3", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "ext", "., .-1"))
	case 5:
		p.line("%s \"%s\"", p.pick(".ascii", ".string"), strings.Repeat(p.pick("a", "bc", "\\n"), p.IntN(60)))
	case 6:
		p.line("%s", p.pick(".skip 3", ".skip 100", ".fill 3,2,5", ".p2align 4", ".p2align 3,1", ".balign 8", ".zero 5", ".nops 4", ".org .+3", ".uleb128 300", ".sleb128 -3"))
	case 7:
		if p.inside == 0 {
			p.line("%s: %s", p.label(), p.pick("nop", "", "", ".byte 1", "jmp 1f; 1:"))
		}
	case 8:
		if p.inside == 0 {
			p.line("%s %s, %s", p.pick(".set", ".equ", ".equiv"), p.label(), p.pick("5", ".", "ext2", "x1", "x1+4", ".-x1", "-1"))
		}
	case 9:
		p.line("x%d = %s", p.IntN(3)+1, p.pick("3", "4"))
	case 10:
		if p.inside == 0 {
			l := p.label()
			p.line("%s", p.pick(".comm "+l+",8,8", ".lcomm "+l+",4", ".local "+l+"\n .comm "+l+",4", ".local "+l+"\n .comm "+l+",16,8", ".globl "+l, ".weak "+l, ".weakref "+l+",ext3", ".type "+l+",@function"))
		}
	case 11:
		p.line("%s", p.pick(".text", ".data", ".bss", ".text 1", ".section .rodata,\"a\"", ".section foo,\"ax\"", ".previous", ".pushsection .data\n .byte 7\n .popsection"))
		p.line(".text")
	case 12, 13:
		if p.inside+p.conds > 0 {
			break
		}
		p.line("%s", p.pick(".list", ".nolist", ".eject", ".psize 20", ".psize 12, 60", ".psize 0", ".title \"the title\"", ".sbttl \"below it\"", ".title unquoted title", ".sbttl \"again\"", ".llen 70"))
	case 14:
		p.high += p.IntN(3) // as shows other lines than were meant when it has to go back
		p.line(".loc 1 %d%s", p.high, p.pick("", " 3", " 1 is_stmt 0"))
	case 15:
		if p.inside == 0 {
			p.line(".include \"%s\"", p.pick("inc.s", "more.s", "inc.s"))
		}
	case 16:
		p.line("%s %s%d", p.pick("first", "second"), p.pick("1", "2, 3", ""), p.IntN(9))
	case 17:
		p.line("%s", p.pick(".warning \"odd\"", ".byte 300", ".print \"p\"", ".type ext,@function", ".size ext,4", ".stabs \"a\",1,0,0,0", ".ident \"i\"", ".line 3", ".skip 0"))
	default:
		p.line("%s", p.pick("nop", "nop", "movb $1,%al", "addl $100000,%ebx"))
	}
}

// some writes a few statements, blocks among them while depth lasts.
func (p *listedPrograms) some(depth int) {
	for range 1 + p.IntN(5) {
		if depth == 0 || p.IntN(3) > 0 {
			p.plain()
			continue
		}
		switch p.IntN(6) {
		case 0, 1:
			p.line(".if %d", p.IntN(2))
			p.conds++
			p.some(depth - 1)
			if p.IntN(2) == 0 {
				p.line(".else")
				p.some(depth - 1)
			}
			p.conds--
			p.line(".endif")
		case 2, 3:
			p.line("%s", p.pick(".rept 2", ".rept 3", ".rept 0", ".irp q,1,2", ".irpc q,12", ".rept 1"))
			p.inside++
			p.some(depth - 1)
			p.inside--
			p.line(".endr")
		default:
			p.macros++
			name := fmt.Sprintf("m%d", p.macros)
			p.line(".macro %s%s", name, p.pick("", " a", " a=1, b=2"))
			p.inside++
			p.some(depth - 1)
			p.inside--
			p.line(".endm")
			if p.inside == 0 {
				for range p.IntN(3) {
					p.line("%s", name)
				}
			}
		}
	}
}

// program returns a source of a few blocks.
func (p *listedPrograms) program() string {
	p.b.Reset()
	p.labels, p.macros, p.high = 0, 0, 1
	p.b.WriteString("\t.file 1 \"high.c\"\n\t.macro first a, b=4\n\t.byte \\a\n\tsecond \\b\n\t.endm\n\t.macro second c\n\tnop\n\t.long \\c\n\t.endm\n\tx1 = 2\nstart:\n")
	for range 1 + p.IntN(6) {
		p.some(p.IntN(4))
		if p.IntN(20) == 0 {
			p.line("%s", p.pick("nosuch %%eax", "movl $1", ".error \"bad\"", ".err", "addl %%eax,%%ebx,%%ecx,%%edx", ".nosuch 3"))
		}
	}
	if p.IntN(8) == 0 {
		p.line(".end\nnop")
	}
	return strings.ReplaceAll(p.b.String(), "%%", "%")
}

// options returns some of the options of listings.
func (p *listedPrograms) options() []string {
	letters := ""
	for _, c := range "cdhlmns" {
		if c == 'l' || p.IntN(3) == 0 {
			letters += string(c)
		}
	}
	options := []string{"-a" + letters}
	for _, o := range []string{"--listing-lhs-width=", "--listing-lhs-width2=", "--listing-rhs-width=", "--listing-cont-lines="} {
		if p.IntN(5) == 0 {
			options = append(options, o+p.pick("0", "1", "2", "3", "7", "20", "50", "300"))
		}
	}
	if p.IntN(8) == 0 {
		options = append(options, p.pick("-g", "-L", "--gdwarf-5", "-R", "-W", "-mx86-used-note=yes", "-n"))
	}
	return options
}

// TestRandomListings compares the listings of random programs with GNU as's:
// TAS_LISTINGS of them, from TAS_RANDOM_SEED on. Those
// that differ go to TAS_LISTING_KEEP.
func TestRandomListings(t *testing.T) {
	count, seed := environ.Number("TAS_LISTINGS", 60), environ.Seed("TAS_RANDOM_SEED")
	gnu, ours := gnuAs(t), commandNamedAs(t)
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"inc.s":  "\tnop\n\t.byte 1,2,3\n",
		"more.s": "\tfirst 8\n\t.include \"inc.s\"\n\t.rept 2\n\tnop\n\t.endr\n",
		"high.c": "int one;\nint two;\n\nint four (void)\n{\n  return 4;\n}\n" + strings.Repeat("/* as cannot go back from the end */\n", 20),
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	differ := 0
	for n := range count {
		p := &listedPrograms{Rand: rand.New(rand.NewPCG(seed, uint64(n)))}
		options := p.options()
		source := p.program()
		if strings.Contains(options[0], "c") { // conditionals left out end a .nolist in as
			source = strings.ReplaceAll(source, ".nolist", ".list")
		}
		if err := os.WriteFile("x.s", []byte(source), 0o666); err != nil {
			t.Fatal(err)
		}
		var texts [2]string
		for i, command := range []string{gnu, ours} {
			out, _ := exec.Command(command, append(options, "-o", "x.o", "x.s")...).Output()
			texts[i] = unlikeGNU.ReplaceAllString(messageWords.ReplaceAllString(string(out), "$1"), "$2")
		}
		if texts[0] == texts[1] {
			continue
		}
		if differ++; differ <= 3 {
			t.Errorf("program %d, seed %d, %s: %s", n, seed, strings.Join(options, " "), gasListing{text: texts[0]}.beside(gasListing{text: texts[1]}))
		}
		if dir := os.Getenv("TAS_LISTING_KEEP"); dir != "" {
			os.WriteFile(fmt.Sprintf("%s/%d.s", dir, n), []byte(source), 0o666)
			os.WriteFile(fmt.Sprintf("%s/%d.opt", dir, n), []byte(strings.Join(options, " ")), 0o666)
		}
	}
	t.Logf("%d programs, %d differ", count, differ)
}
