package encoder

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestATTSpelling assembles what somebody who wrote Intel syntax is told to write: it
// is the instruction that the line is in Intel syntax.
func TestATTSpelling(t *testing.T) {
	intel := &Options{Intel: true, NakedReg: true}
	r := rand.New(rand.NewPCG(1, 7))
	told := 0
	check := func(line, gnu string) {
		name, operands, _ := strings.Cut(line, " ")
		att, found := strings.CutPrefix(attSpelling(name, operands), "it is ")
		want, _ := oursWith(gnu, 64, intel)
		if !found || want.code == "" {
			return
		}
		told++
		if got, _ := oursWith(att, 64, &Options{}); got.code != want.code {
			t.Errorf("%s is said to be %s, which is %q and not %q", line, att, got.code, want.code)
		}
	}
	for range 20000 {
		line := intelLine(r)
		check(line, line)
	}
	if told < 2000 {
		t.Errorf("only %d lines have a plain spelling", told)
	}

	// Lines of NASM, and what they are in GNU's Intel syntax.
	told = 0
	lines := [][2]string{
		{"cmp byte [rsi], 0", "cmp byte ptr [rsi], 0"},
		{"mov dword [rbx-4], 5", "mov dword ptr [rbx-4], 5"},
		{"inc qword [rax+rcx*8+16]", "inc qword ptr [rax+rcx*8+16]"},
		{"lea rsi, [rel msg]", "lea rsi, [rip+msg]"},
		{"mov eax, [4*rcx+table]", "mov eax, [4*rcx+table]"},
		{"call [rel pointer]", "call [rip+pointer]"},
		{"jmp rax", "jmp rax"},
		{"shl word [rdi], cl", "shl word ptr [rdi], cl"},
		{"mov al, 'a'", "mov al, 'a'"},
	}
	for _, l := range lines {
		check(l[0], l[1])
	}
	if told != len(lines) {
		t.Errorf("%d of %d lines have a spelling", told, len(lines))
	}
}
