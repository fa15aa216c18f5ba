package main

import (
	"bufio"
	"fmt"
	"os"
)

// Macros and repetitions of several shapes. The operands of calls change as
// they do in sources: now and then.

const calls = 100000

var registers = [...]string{"%rax", "%rbx", "%rcx", "%rdx", "%rsi", "%rdi", "%r8", "%r9"}

// macros measures a hundred thousand calls of each shape, then repetitions.
func (b *bench) macros() error {
	for _, m := range []struct {
		name, macro string
		call        func(i int) string
	}{
		{"macro without operands", ".macro m\n nop\n.endm\n", func(i int) string { return " m\n" }},
		{"three operands", ".macro m a, b, c\n mov \\a, \\b\n add \\b, \\c\n lea 8(\\c,\\b,4), \\a\n.endm\n",
			func(i int) string { return fmt.Sprintf(" m %%rax, %s, %s\n", registers[i%8], registers[i/8%8]) }},
		{"defaults, names", ".macro m a=%rax, b=%rcx, n=16\n sub $\\n, %rsp\n mov \\a, (%rsp)\n mov \\b, 8(%rsp)\n.endm\n",
			func(i int) string { return []string{" m\n", " m %rdx\n", " m b=%rsi, n=32\n"}[i%3] }},
		{":vararg", ".macro m a, b:vararg\n .byte \\a\n .word \\b\n.endm\n",
			func(i int) string { return fmt.Sprintf(" m %d, %d, %d, %d\n", i%256, i%1000, i%77, i%13) }},
		{"labels with \\@", ".macro m r\n.Lm\\@:\n dec \\r\n jnz .Lm\\@\n.endm\n",
			func(i int) string { return " m " + registers[i%8] + "\n" }},
		{"calls within calls", ".macro n a, b\n mov \\a, \\b\n.endm\n.macro m a, b, c\n n \\a, \\b\n n \\b, \\c\n.endm\n",
			func(i int) string { return fmt.Sprintf(" m %%rax, %%rbx, %s\n", registers[i%8]) }},
		{".if and .else", ".macro m n, r\n.if \\n == 0\n xor \\r, \\r\n.elseif \\n < 100\n mov $\\n, \\r\n.else\n movabs $\\n, \\r\n.endif\n.endm\n",
			func(i int) string { return fmt.Sprintf(" m %d, %%rax\n", i%200) }},
		{".ifnc and .ifb", ".macro m a, b\n.ifnc \\a,\\b\n mov \\a, \\b\n.endif\n.ifb \\a\n nop\n.endif\n.endm\n",
			func(i int) string { return fmt.Sprintf(" m %%rax, %s\n", registers[i%8]) }},
	} {
		err := b.generated("100,000 calls: "+m.name, calls, func(w *bufio.Writer) {
			w.WriteString(m.macro)
			for i := range calls {
				w.WriteString(m.call(i))
			}
		})
		if err != nil {
			return err
		}
	}
	const irp = ".rept 100\n.irp a,rax,rbx,rcx,rdx,rsi,rdi,r8,r9,r10,r11\n.irp b,rax,rbx,rcx,rdx,rsi,rdi,r8,r9,r10,r11\n" +
		".irp c,1,2,3,4,5,6,7,8,9,10\n add $\\c, %\\a\n mov %\\a, %\\b\n.endr\n.endr\n.endr\n.endr\n"
	const irpc = ".rept 1000\n.irpc x,0123456789\n.irpc y,0123456789\n .byte 0x\\x\\y\n.endr\n.endr\n.endr\n"
	const regs = "rax,rbx,rcx,rdx,rsi,rdi,r8,r9,r10,r11\n"
	const irpOther = ".irp a," + regs + ".irp b," + regs + ".irp c," + regs + ".irpc d,0123456789\n.irpc e,0123456789\n" +
		" mov %\\a, 1\\d\\e(%\\b,%\\c)\n.endr\n.endr\n.endr\n.endr\n.endr\n"
	const irpcOther = ".irpc a,0123456789\n.irpc b,0123456789\n.irpc c,0123456789\n.irpc d,0123456789\n.irpc e,0123456789\n" +
		" .long 0x\\a\\b\\c\\d\\e\n.endr\n.endr\n.endr\n.endr\n.endr\n"
	for _, r := range []struct {
		name, text string
		rounds     int
	}{
		{".rept of a million: mov", ".rept 1000000\n mov %rax, %rbx\n.endr\n", 1e6},
		{".rept of a million: .byte", ".rept 1000000\n .byte 1, 2\n.endr\n", 1e6},
		{".rept of a million: a counter", "i = 0\n.rept 1000000\n .long i\n i = i + 1\n.endr\n", 1e6},
		{"100,000 rounds: nested .irp", irp, 1e5},
		{"100,000 rounds: nested .irpc", irpc, 1e5},
		{"the same, each round another: .irp", irpOther, 1e5},
		{"the same, each round another: .irpc", irpcOther, 1e5},
	} {
		if err := b.generated(r.name, r.rounds, func(w *bufio.Writer) { w.WriteString(r.text) }); err != nil {
			return err
		}
	}
	return b.practice()
}

// generated measures the assembling of a text. It goes to its file line by line:
// see source.read.
func (b *bench) generated(name string, lines int, text func(w *bufio.Writer)) error {
	path := b.path("generated.s")
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	text(w)
	if err := w.Flush(); err != nil {
		return err
	}
	return b.assemble(name, path, path, lines, b.rounds)
}
