package encoder

import (
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
