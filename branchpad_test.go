package tas

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"tas/encoder"
	"tas/internal/environ"
)

// branchPrograms writes sources in which much decides where padding for
// branches goes, see obj/branchpad.go.
type branchPrograms struct {
	*rand.Rand
	b      strings.Builder
	labels int // how many there will be
	placed int
}

// plainInsns have room for 0 to 5 prefixes; those of fusibleInsns may be fused
// with a jump behind.
var (
	plainInsns = []string{
		"nop", "clc", "movl %eax,%ebx", "movq %rax,%rbx", "movl %esi,-12(%rbp)", "movl %eax,%fs:0x1",
		"movl $1,0x12345678(%rax,%rbx)", "movq $0x11111111,0x12345678(%rax,%rbx)", "movw $0x1111,0x12345678(%rax,%rbx)",
		"movabs $0x1122334455667788,%rax", "addl $0x11111111,%fs:0x12345678(%rax,%rbx)", "lock addl $0x11111111,%gs:0x12345678(%eax,%ebx)",
		"vaddps %xmm1,%xmm2,%xmm3", "vaddps %xmm9,%xmm2,%xmm13", "vaddps %zmm1,%zmm2,%zmm3", "pshufb %mm1,%mm2", "pabsb (%r8),%xmm9",
		"push %rbp", "fld1", "fstsw (%rax)", "leaq x@tlsgd(%rip),%rdi", "movq x@gottpoff(%rip),%rax", "movq x@gotpcrel(%rip),%rax",
		"rep stosb", "rep stosb %al,(%rdi)", "cs movl (%rax),%ebx", "xchg %ax,%ax", "lea 4(%rsp),%rsp", "cmpl $1,(%rax)", "incl (%rax)",
		"xorl %eax,%eax", "pfadd %mm0,%mm1", "lretl $3", "lcall *(%rax)",
	}
	fusibleInsns = []string{
		"cmp %eax,%ebx", "cmp $1000,%rbx", "cmp (%rax),%ebx", "cmp %ebx,%gs:0x12345678(%rax,%rbx)", "cmp a(%rip),%ebx", "cmpb $1,%al",
		"test %eax,%eax", "testb $4,%dl", "test %eax,(%rax)", "and $1000,%eax", "add %eax,%ebx", "sub $1,%bl", "inc %eax", "dec %r9",
		"lock add %eax,(%rbx)",
	}
	branchInsns = []string{
		"call ext", "call *%rax", "call *8(%rax)", "jmp *(%rbx)", "ret", "ret $8", "call __tls_get_addr@plt",
		"call *__tls_get_addr@gotpcrel(%rip)", "jmp ext", "jne ext", "rep ret", "bnd call ext", "notrack jmp *%rax", "syscall",
	}
	jumps   = strings.Fields("jmp jmp jo jno jb jae je jne jbe ja js jns jp jnp jl jge jle jg")
	between = []string{
		".byte 1", ".byte 0x66", ".ascii \"abc\"", ".nops 3", ".skip 5", ".skip 70", ".org .+3", "rep", ".p2align 0", ".long a",
		".subsection 1\nmovl %eax,%ecx\n.previous", ".data\n.byte 1\n.text", ".section .text.x,\"ax\"\nje ext\n.text", ".cfi_def_cfa_offset 8",
		".subsection 1\n.byte 1\n.previous", ".byte 1\n.section .text.x,\"ax\"\n.byte 1\n.text", ".section .text.x,\"ax\"\n.byte 1\n.text\n.byte 2", ".byte 3\n.data\n.byte 4\n.text",
		".section .text.x,\"ax\"\nrep\n.text\n.byte 2", ".byte 5\n.section .text.x,\"ax\"\nclc\n.text", ".data\n.byte 1\njmp a\n.text", ".loc 1 2", ".uleb128 b-a", ".skip c-a",
	}
)

func (p *branchPrograms) line(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }

func (p *branchPrograms) one(list []string) string { return list[p.IntN(len(list))] }

func (p *branchPrograms) jump() {
	to := min(max(p.placed+p.IntN(9)-4, 0), p.labels-1)
	p.line("%s%s L%d", []string{"", "", "", "", "bnd ", "data16 ", "{disp32} "}[p.IntN(7)], p.one(jumps), to)
}

// program returns a source of about n statements.
func (p *branchPrograms) program(n int) string {
	p.b.Reset()
	p.labels, p.placed = 1+n/8, 0
	p.line(".file 1 \"x.c\"\n.text\n.cfi_startproc\na: jmp L0\nc:")
	for range n {
		switch k := p.IntN(40); {
		case k < 16:
			insn := p.one(plainInsns)
			for range 1 + p.IntN(4) {
				p.line("%s", insn)
			}
		case k < 20:
			p.line("%s", p.one(fusibleInsns))
		case k < 24:
			p.line("%s", p.one(fusibleInsns))
			p.jump()
		case k < 29:
			p.jump()
		case k < 33:
			p.line("%s", p.one(branchInsns))
		case k < 34:
			p.line("%s", p.one(between))
		case k < 36:
			p.line(".p2align %d%s", p.IntN(7), []string{"", ",,3", ",,15"}[p.IntN(3)])
		case p.placed < p.labels:
			p.line("L%d:", p.placed)
			p.placed++
		}
	}
	for ; p.placed < p.labels; p.placed++ {
		p.line("L%d: nop", p.placed)
	}
	p.line("b:\n.cfi_endproc")
	return p.b.String()
}

// TestBranchPaddingAsGNU compares random programs at random settings with GNU
// as: TAS_BRANCH_PROGRAMS of them. Those that differ go to TAS_BRANCH_KEEP.
func TestBranchPaddingAsGNU(t *testing.T) {
	gnuAs(t)
	count, seed := environ.Number("TAS_BRANCH_PROGRAMS", 200), environ.Seed("TAS_BRANCH_SEED")
	p := &branchPrograms{Rand: rand.New(rand.NewPCG(seed, 1))}
	kinds := []string{"jcc", "fused", "jmp", "call", "ret", "indirect"}
	compared, differ := 0, 0
	for n := range count {
		source := []byte(p.program(5 + n%150))
		opt := &Options{Output: Object}
		e := &opt.Encoder
		e.BranchBoundary = 1 << (4 + p.IntN(3))
		e.BranchPrefixes = uint8(p.IntN(6))
		var names []string
		for k := range kinds {
			if p.IntN(3) > 0 {
				e.BranchKinds |= 1 << k
				names = append(names, kinds[k])
			}
		}
		if len(names) == 0 {
			e.BranchKinds, names = encoder.BranchJcc, kinds[:1]
		}
		options := []string{
			fmt.Sprintf("-malign-branch-boundary=%d", e.BranchBoundary),
			fmt.Sprintf("-malign-branch-prefix-size=%d", e.BranchPrefixes),
			"-malign-branch=" + strings.Join(names, "+"),
		}
		want, err := assembleGNU(t, ".", source, options...)
		if err != nil {
			if !strings.Contains(err.Error(), "nternal error") && !strings.Contains(err.Error(), "Infinite loop") {
				t.Fatal(err)
			}
			continue // as stumbles over some
		}
		compared++
		r := Build([]Input{{Name: "{standard input}", Text: bytes.Clone(source)}}, opt)
		if bytes.Equal(r.Output, want) {
			continue
		}
		if differ++; differ <= 3 {
			t.Errorf("program %d differs with %s%s", n, strings.Join(options, " "), messages(r))
			if dir := os.Getenv("TAS_BRANCH_KEEP"); dir != "" {
				os.WriteFile(fmt.Sprintf("%s/%d.s", dir, n), source, 0o666)
			}
		}
	}
	t.Logf("%d programs, %d compared, %d differ", count, compared, differ)
}
