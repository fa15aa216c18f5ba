package encoder

import (
	"bytes"
	"strings"
	"testing"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// assembler is the smallest statement loop: one instruction a line.
type assembler struct {
	in   *lexer.Input
	e    *Encoder
	unit *obj.Unit
}

func newAssembler(text string) *assembler {
	diags := &diag.List{}
	sources := &diag.Sources{}
	source := sources.Add("test.s", []byte(text))
	u := obj.NewUnit(diags, len(text))
	in := lexer.New(u, sources, source, lexer.Terminate([]byte(text)))
	return &assembler{in: in, e: New(in, nil), unit: u}
}

// line assembles the statement at the current place and steps over it.
func (a *assembler) line() {
	in := a.in
	if !in.AtEnd() {
		start := in.At
		var name []byte
		if in.Text[start] != '{' {
			name = in.Name()
		}
		if !a.e.Assemble(name, start) {
			in.SkipStatement()
		}
	}
	in.NextStatement()
}

// messages joins what was reported.
func (a *assembler) messages() string {
	var b strings.Builder
	for _, d := range a.unit.Diags.Sorted() {
		b.WriteString(d.Severity.String() + ": " + d.Text + "\n")
		for _, n := range d.Notes {
			b.WriteString("note: " + n.Text + "\n")
		}
	}
	return b.String()
}

// TestSlashThatStartsNoComment: an operand may follow a block comment, but not
// a lone slash, which once was looked behind for ever.
func TestSlashThatStartsNoComment(t *testing.T) {
	for _, line := range []string{"bt/s .L2", "mov / %eax, %ebx", "mov %eax, /3(%rbx)"} {
		a := newAssembler(line)
		a.line()
		if m := a.messages(); !strings.HasPrefix(m, "error: expected an operand: ") {
			t.Errorf("%s: %q", line, m)
		}
	}
	a := newAssembler("mov /* from */ %eax, /* to */ %ebx")
	a.line()
	if got := a.unit.Cur.Data; !bytes.Equal(got, []byte{0x89, 0xc3}) {
		t.Errorf("operands behind comments: % x %s", got, a.messages())
	}
}

// compiled is what a compiler writes most.
const compiled = `	movq	%rax, %rbx
	movl	$1, %eax
	movq	-8(%rbp), %rdi
	leaq	16(%rsp,%rbx,8), %rsi
	call	printf
	testl	%eax, %eax
	jne	.L5
	addq	$128, %rsp
	movl	%edx, 12(%rax)
	movzbl	(%rdx), %ecx
	cmpl	$100, sym+4(%rip)
	jmp	.L7
	pushq	%rbp
	movsd	8(%rax), %xmm1
	addsd	%xmm0, %xmm1
	vaddps	%ymm1, %ymm2, %ymm3
	xorl	%eax, %eax
	shrq	$3, %rdx
	ret
`

func TestAssembleAllocs(t *testing.T) {
	a := newAssembler(strings.Repeat(compiled, 200))
	part := a.unit.Cur
	part.Data = make([]byte, 0, 1<<20)
	part.Frags = make([]obj.Frag, 0, 1<<14)
	part.Fixups = make([]obj.Fixup, 0, 1<<14)
	for range 40 {
		a.line() // the symbols are known after the first round
	}
	if n := testing.AllocsPerRun(1000, a.line); n != 0 {
		t.Errorf("%v allocations per instruction, expected none", n)
	}
	if m := a.messages(); m != "" {
		t.Error(m)
	}
}

func BenchmarkAssemble(b *testing.B) {
	const rounds = 1000
	text := strings.Repeat(compiled, rounds)
	lines := bytes.Count([]byte(text), []byte("\n"))
	a := newAssembler(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a.in.At = 0
		part := a.unit.Cur
		part.Data, part.Frags, part.Fixups = part.Data[:0], part.Frags[:0], part.Fixups[:0]
		for range lines {
			a.line()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(lines), "ns/insn")
}
