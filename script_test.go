package tas

import (
	"os"
	"os/exec"
	"testing"
)

// TestScriptsNamedByPath links with texts called libx.a that name the real
// libraries, as ld does: a file is looked for beside the text first.
func TestScriptsNamedByPath(t *testing.T) {
	ld, err := exec.LookPath("ld")
	if err != nil {
		t.Skip("ld is missing")
	}
	t.Chdir(t.TempDir())
	if err := os.Mkdir("sub", 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	object := func(name, source string) {
		t.Helper()
		write(name, string(build(t, &Options{Output: Object}, Input{Name: "x.s", Text: []byte(source)})))
	}
	object("main.o", ".globl _start\n_start: call f\n")
	object("sub/f.o", ".globl f\nf: ret\n")
	object("f.o", ".globl f\nf: nop\nret\n")
	object("g.o", ".globl f\nf: jmp f\n")
	for _, script := range []string{
		"INPUT(f.o)", "INPUT(sub/f.o)", "/* GNU ld script\n*/\nOUTPUT_FORMAT(elf64-x86-64)\nGROUP ( g.o )", "INPUT(gone.o)",
		"GROUP(\"g.o\")", "GROUP(AS_NEEDED(f.o))", "INPUT(f.o g.o)", "INPUT(-lgone)", "hello", "INPUT(f.o",
	} {
		write("sub/libx.a", script)
		wrong := exec.Command(ld, "-o", "ld.out", "main.o", "sub/libx.a").Run()
		r := Build([]Input{{Name: "main.o"}, {Name: "sub/libx.a"}}, &Options{})
		if (wrong != nil) != r.Diags.Failed() {
			t.Errorf("%s: ld says %v, tas %v", script, wrong, r.Diags.Sorted())
		}
		if script == "INPUT(f.o)" && r.Output != nil && string(r.Output) != string(build(t, &Options{}, Input{Name: "main.o"}, Input{Name: "sub/f.o"})) {
			t.Errorf("%s: not the file beside the script", script)
		}
	}
}
