package tas

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// optionCases are sources that mean something else under options of GNU as
// than without: tas, called as, must make the same object, or refuse as well.
var optionCases = []struct{ options, source string }{
	{"-mlfence-after-load=yes", "jmp a; data16 jmp a; je a; call a; jrcxz a; loop a; a: bnd jmp a; xbegin a; movl (%rax),%eax; call *(%rax)"},
	{"-mintel64", "data16 jmp a; data16 call a; data16 xbegin a; data16 jc a; lfs (%rax),%rcx; lssq (%rax),%rcx; lcallq *(%rax); ljmpq *(%rax); movsxd %ax,%cx; movsxd (%rax),%cx; sysenter; sysexitq; a: .code32; callw a; retw"},
	{"-mintel64", ".intel_syntax noprefix; lgs rcx,tbyte ptr [rdx]; call tbyte ptr [rcx]; jmp tbyte ptr [rcx]; movsxd cx,WORD PTR [rax]; movsxd cx,[rax]; movsxd ecx,[rax]"},
	{"-mintel64", "callw a"}, {"-mintel64", "retw"}, {"-mintel64", "retw $4"}, {"-mintel64", "jmp *%ax"}, {"-mintel64", "callw *(%rax)"}, {"-mintel64", "movsxd %eax,%cx"},
	{"-mamd64", "sysenter"}, {"-mamd64", "sysexitl"}, {"-mamd64", "lfs (%rax),%rcx"}, {"-mamd64", ".code32; sysenter; sysexit"},
	{"", "lfs (%rax),%rcx"}, {"", "lcallq *(%rax)"}, {"", "movsxd %ax,%cx"}, {"", "callw a; retw; jmp *%ax; sysenter; sysexitq; movsxd %eax,%cx; data16 call a"},
	{"-muse-unaligned-vector-move", "movaps %xmm1,%xmm9; movapd (%rax),%xmm2; movdqa %xmm2,(%rax); movq (%rax),%mm1; vmovaps %ymm9,%ymm2; vmovdqa %ymm12,%ymm1; vmovapd %zmm1,%zmm2{%k1}{z}; vmovdqa64 (%rax),%zmm2; vmovntdqa (%rax),%xmm1"},
	{"-muse-unaligned-vector-move -msse2avx", "movaps %xmm1,%xmm9; movdqa %xmm2,(%rax)"},
	{"-muse-unaligned-vector-move -O2", "vmovdqa32 %xmm12,%xmm1; vmovdqa64 %ymm1,16(%rax)"},
	{"-mx86-used-note=yes", ".code32; lahf; fwait; .code64; movaps %xmm1,%xmm2; .comm a,4"},
	{"-mx86-used-note=yes", ""},
	{"-mx86-used-note=yes -msse2avx", "addps %xmm1,%xmm2; movaps %xmm1,%xmm2"},
	{"-mx86-used-note=yes -g --noexecstack --generate-missing-build-notes=yes", ".cfi_startproc; vaddps %ymm1,%ymm2,%ymm3; .cfi_endproc"},
	{"-mx86-used-note=yes", ".section .note.gnu.property,\"a\"; .long 4,0,5; .asciz \"GNU\"; .text; lahf; wait"},
	{"-march=CORE2", "nop"}, {"-march=default", "nop"}, {"-march=core2+no87", "nop"}, {"-march=core2+no87", "fld1"}, {"-mtune=CORE2", "nop"}, {"", ".arch CORE2"},
	{"-mbranches", "cmp %eax,%ebx; jmp a; a:"}, {"-malign-branch-b=32", "jmp a; a:"}, {"-mint", "sysenter"}, {"--verbose", "nop"},
	{"-g", ".bundle_align_mode 4; .rept 9; movl $1,%eax; jmp a; .endr; .bundle_lock; clc; ret; .bundle_unlock; a:"},
}

func TestOptionsAsGNU(t *testing.T) {
	gnu, ours := gnuAs(t), commandNamedAs(t)
	for _, c := range optionCases {
		dir := t.TempDir()
		source := filepath.Join(dir, "a.s")
		if err := os.WriteFile(source, []byte(strings.ReplaceAll(c.source, "; ", "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		objects := [2][]byte{}
		var said [2][]byte
		for k, program := range []string{gnu, ours} {
			path := filepath.Join(dir, "a.o")
			os.Remove(path)
			cmd := exec.Command(program, append(strings.Fields(c.options), "-o", path, "a.s")...)
			cmd.Dir = dir
			said[k], _ = cmd.CombinedOutput()
			objects[k], _ = os.ReadFile(path)
		}
		if !bytes.Equal(objects[0], objects[1]) {
			t.Errorf("%s: %s\nas says %s\ntas says %s", c.options, c.source, said[0], said[1])
		}
	}
}
