package encoder

import (
	"strings"
	"testing"

	"tas/lexer"
)

// TestBranchAtTheEndOfAText: what stands behind the text was looked at, where there
// was nothing.
func TestBranchAtTheEndOfAText(t *testing.T) {
	for _, line := range []string{"j", "ca", "je", "jmp", "call", "ret"} {
		a := newAssembler("")
		a.e.Remember(1 << 10)
		text := append(make([]byte, 0, 2*repeatText), line...)
		a.in.PushText(lexer.Terminate(text), 1)
		if a.e.Repeat(^uint32(0)) {
			t.Errorf("%s repeats a line", line)
		}
	}
}

// TestLinesAtTheEndOfMemory: what is read of a line beyond its text is read as far as
// the text's memory goes.
func TestLinesAtTheEndOfMemory(t *testing.T) {
	const lines = "call *(%rax)\ncall *-100(%rax,%rbx,8)\nmov 1000(%rbp,%r12,8), %r13\nmov $1000000, %eax\nret\njmp x\njne .LBB12_3\nlea x+1000(%rip), %rax\nvpaddb %ymm10, %ymm11, %ymm12\nadd $1, %eax # a comment of some length, as clang has them\n"
	a := newAssembler(strings.Repeat(lines, 3))
	a.e.Remember(1 << 20)
	for !a.in.Done() {
		a.line()
	}
	for line := range strings.Lines(lines) {
		for _, first := range []string{"", line, line + line} {
			text := strings.ReplaceAll(first+line, "\n", "\n\t")
			text = text[:len(text)-2]
			for spare := range 2 * repeatText {
				memory := append(make([]byte, 0, len(text)+2+spare), text...)
				a.in.PushText(lexer.Terminate(memory), 1)
				for !a.in.Done() {
					if a.e.Repeat(0) {
						a.in.NextStatement()
						a.in.SkipSpace()
					} else {
						a.line()
						a.in.SkipSpace()
					}
				}
				a.in.Pop()
			}
		}
	}
	if messages := a.messages(); messages != "" {
		t.Error(messages)
	}
}
