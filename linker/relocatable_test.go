package linker

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tas/diag"
	"tas/obj"
)

// joined makes one object of several, as bytes.
func joined(t testing.TB, inputs ...Input) Input {
	t.Helper()
	var diags diag.List
	o := LinkRelocatable(inputs, &Options{}, &diags)
	if o == nil {
		t.Fatal(messages(&diags))
	}
	return Input{Name: "joined.o", Data: obj.WriteELF(o, &diag.List{})}
}

// TestRelocatable joins objects, then links the result: by tas, and by ld with
// the rest of the C library.
func TestRelocatable(t *testing.T) {
	in := []Input{
		assemble(t, "start", ".globl _start\n_start: call f\n add common(%rip), %eax\n add table+8(%rip), %eax\n mov %eax, %edi\n mov $60, %eax\n syscall\n .comm common,4,4\n .data\n.balign 16\ntable: .quad 1, 5"),
		assemble(t, "f", "nop\n.globl f\nf: lea 1f(%rip), %rcx\n jmp *%rcx\n nop\n1: mov x(%rip), %eax\n ret\n .data\n .long 7\nx: .long 30\n .section .text.g,\"axG\",@progbits,g,comdat\n.weak g\ng: ret\n"),
		assemble(t, "h", ".section .text.g,\"axG\",@progbits,g,comdat\n.weak g\ng: .cfi_startproc\n ret\n .cfi_endproc\n .text\n call g\n"),
	}
	runs(t, "", 35, in...)
	one := joined(t, in...)
	runs(t, "", 35, one)
	need(t, "ld")
	dir := t.TempDir()
	object, exe := filepath.Join(dir, "x.o"), filepath.Join(dir, "x")
	if err := os.WriteFile(object, one.Data, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("ld", "--fatal-warnings", "-o", exe, object).CombinedOutput(); err != nil {
		t.Fatalf("ld: %s", out)
	}
	cmd := exec.Command(exe)
	if cmd.Run(); cmd.ProcessState.ExitCode() != 35 {
		t.Errorf("ld's executable: %v", cmd.ProcessState)
	}
}

// TestRelocatableCxx joins two objects that share COMDAT groups, exceptions and
// thread-local variables among them.
func TestRelocatableCxx(t *testing.T) {
	need(t, "g++")
	shared := `
#include <stdexcept>
#include <string>
#include <vector>
inline int deep(int n) { static thread_local int calls; if (n == 0) throw std::runtime_error("x" + std::to_string(++calls)); return deep(n - 1) + 1; }
`
	one := tool(t, "one", shared+`int other(); int main() { try { deep(3); } catch (std::exception &e) { std::string s = e.what(); return s == "x1" ? other() : 1; } }`, ".cc", "g++", "-O1", "-c", "-o")
	two := tool(t, "two", shared+`int other() { try { std::vector<int> v; v.at(3); } catch (std::out_of_range &) { try { deep(2); } catch (std::exception &e) { return e.what()[1] - '0' + 40; } } return 2; }`, ".cc", "g++", "-O1", "-c", "-o")
	libs := []string{"libstdc++.a", "libm.a"}
	runs(t, "", 42, glibc(t, libs, one, two)...)
	runs(t, "", 42, glibc(t, libs, joined(t, one, two))...)
}
