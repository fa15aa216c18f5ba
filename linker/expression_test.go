package linker

import (
	"bytes"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tas/diag"
)

func expression(t *testing.T, text string) *Expression {
	t.Helper()
	e, err := ParseExpression(text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestDefsymAsLd computes with numbers as ld does.
func TestDefsymAsLd(t *testing.T) {
	need(t, "ld")
	in := assemble(t, "main", ".globl _start, far\n_start: nop\n.org 0x40\nfar: nop")
	dir := t.TempDir()
	object := filepath.Join(dir, "main.o")
	if err := os.WriteFile(object, in.Data, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"1+2*3", "10-3-2", "-7/2", "-7%3", "1<<4|1", "!3", "~0", "5>3", "-5>3", "-1>>4", "$ff", "0x10K", "010", "1M", "10h",
		"3==3", "3!=3", "2-(3)", "1||0", "1&&0", "0xffffffffffffffff/2", "2<=2", "1&3", "far-_start", "(far-_start)*2", "(far-_start)>>1|1",
	} {
		exe := filepath.Join(dir, "exe")
		if out, err := exec.Command("ld", "--defsym", "v="+text, "-o", exe, object).CombinedOutput(); err != nil {
			t.Fatalf("ld: %s: %v %s", text, err, out)
		}
		theirs, err := os.ReadFile(exe)
		if err != nil {
			t.Fatal(err)
		}
		ours := link(t, &Options{Defsyms: []Defsym{{"v", expression(t, text)}}}, in)
		if a, b := valueOf(t, ours, "v"), valueOf(t, theirs, "v"); a != b {
			t.Errorf("%s is %#x, ld says %#x", text, a, b)
		}
	}
}

func valueOf(t *testing.T, exe []byte, name string) uint64 {
	t.Helper()
	f, err := elf.NewFile(bytes.NewReader(exe))
	if err != nil {
		t.Fatal(err)
	}
	list, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.Name == name {
			return s.Value
		}
	}
	t.Fatalf("no symbol %s", name)
	return 0
}

func TestDefsymOfSymbols(t *testing.T) {
	main := assemble(t, "main", `
	.globl _start, f
_start:	lea twice(%rip), %rax
	sub $middle, %rax
	mov $length, %ecx
	add %ecx, %eax
	mov $late, %ecx
	sub $_end, %ecx
	lea (%rax,%rcx), %edi
	mov $60, %eax
	syscall
f:	nop
	nop
g:	ret
	.globl g
`)
	opt := Options{Defsyms: []Defsym{
		{"late", expression(t, "after + 2")}, {"after", expression(t, "_end+1")}, // in any order
		{"middle", expression(t, "f+1")}, {"twice", expression(t, "(f*2+6)/2")}, {"length", expression(t, "g - f")},
	}}
	for _, gc := range []bool{false, true} {
		opt.GC = gc
		if _, status := run(t, link(t, &opt, main)); status != 2+2+3 {
			t.Errorf("exit status %d", status)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"x", "error: --defsym x: its value depends on itself\n"},
		{"1/(f-f)", "error: --defsym x: division by zero\n"},
		{"nothing+1", "error: --defsym x: there is no symbol nothing\n"},
	} {
		if got := fails(t, &Options{Defsyms: append(opt.Defsyms[:5:5], Defsym{"x", expression(t, c.text)})}, main); got != c.want {
			t.Errorf("%s: %q", c.text, got)
		}
	}
	if got := fails(t, &Options{PIE: true, Defsyms: []Defsym{{"x", expression(t, "f*2")}}}, assemble(t, "pie", "_start: nop\n .globl f\nf:")); !strings.Contains(got, "position-independent") {
		t.Error(got)
	}
	var report GolfReport
	var diags diag.List
	Link([]Input{main}, &Options{Golf: GolfSafe, GolfReport: &report, Defsyms: opt.Defsyms}, &diags)
	if report.Why == "" {
		t.Error("golfed, though symbols are computed")
	}
}

func TestExpressionErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "a number or a symbol is expected"},
		{"1 2", `an operator is expected at "2"`},
		{"(1", "a ) is missing"},
		{"1+", "a number or a symbol is expected"},
		{".+1", "there is no current address on the command line"},
		{"MAX(1,2)", "MAX is a function of linker scripts, which are not supported"},
		{"0x", "0x is not a number of 64 bits"},
		{strings.Repeat("(", 1000), "the expression is nested too deeply"},
		{strings.Repeat("-", 1000) + "1", "the expression is nested too deeply"},
	} {
		if _, err := ParseExpression(c.text); err == nil || err.Error() != c.want {
			t.Errorf("%.20s: %v, want %s", c.text, err, c.want)
		}
	}
}
