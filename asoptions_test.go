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
	{"", "data16 in $0x8000"}, {"", "addr32 movdir64b 8,%ebx"}, {"", "loadiwkey.s %xmm1,%xmm2"}, {"", "pextrwl.s $1,%xmm1,%eax"}, {"", "stosb %al,sym@gotoff"}, {"", "wait finit"}, {"", "lock wait"},
	{"", ".code32; ret $-0x100000001"}, {"", ".code32; addr16 bndmov %bnd3,%bnd0"}, {"", ".code32; addr16 vgatherqpd (,%ymm5,1),%ymm2{%k5}"}, {"", ".code16; aad $127{1to8}"}, {"", ".code16; shr $-255,(%bx)"},
	{"", "callw a; .skip 65536; a:"}, {"", ".code16; call a; .skip 65535; a:"},
	{"-march=CORE2", "nop"}, {"-march=default", "nop"}, {"-march=core2+no87", "nop"}, {"-march=core2+no87", "fld1"}, {"-mtune=CORE2", "nop"}, {"", ".arch CORE2"},
	{"-mbranches", "cmp %eax,%ebx; jmp a; a:"}, {"-malign-branch-b=32", "jmp a; a:"}, {"-mint", "sysenter"}, {"--verbose", "nop"},
	{"-O", "lea %ss:8(%rax),%rcx; lea %gs:(%rax),%rcx; leaq sym@tpoff+1,%rdi; leaq %fs:sym@got,%rdi; leal sym@tlsdesc,%edi; .code32; leal (%bp),%esp; leaw (%di),%ax; data16 lea (%bp),%esp; addr16 leal 0x12345,%edx; addr16 leal sym,%edx; addr16 leaw sym,%dx; .code16; leal 8,%edx; leaw sym,%dx; leal sym,%edx; {disp16} leaw (%bp),%sp"},
	{"", ".code16; jmp 0xff80; loop 0xffff; call 0x8000; data32 call 0xff80; .code32; call 0x7fffffffffffffff; jne 0x7fffffffffffffff"},
	{"-msse2avx", "rex.b cvtss2sd -8(%eip),%xmm14"}, {"-O", ".code16; leaw 1<<63(%bp),%ax"},
	{"", "gs movsl %ds:(%rsi),%es:(%rdi)"}, {"", "gs movsl %fs:(%rsi),%es:(%rdi)"}, {"", "gs stosl %eax,%es:(%rdi)"},
	{"-O2", ".code16; lea -5,%ecx; lea 0x12345,%ecx; lea (%bx),%ecx"},
	{"-O", "lea 0x80000000,%r15"}, {"-O", "addr32 leal (%rsi),%ebx"}, {"-O", "leaq sym@plt,%rdi; leaq sym@gotoff,%rdi"},
	{"-mvexwig=1 -mevexwig=1", ".code32; vmovd %eax,%xmm1; kmovd %k1,%eax; vpextrd $1,%xmm1,%eax; vpcmpestri $1,%xmm1,%xmm2; {evex} vmovd %eax,%xmm1; vpbroadcastd %eax,%ymm7; .code64; vmovd %eax,%xmm1; kmovd %k1,%eax"},
	{"-mvexwig=1 -mavxscalar=256 -msse2avx", "paddb %xmm1,%xmm2; addss %xmm1,%xmm2; cvtsi2sdl (%rcx),%xmm2"},
	{"-msse2avx", "rex.b movhpd 8,%xmm1; rex.b movhpd (%r8),%xmm1; rex.r psrlw $1,%xmm3; rex.b addps (,%rax,2),%xmm1; rex.w cvtsi2sd %eax,%xmm1; rex.w cvttss2si (%rax),%eax; rex.w extractps $1,%xmm1,%eax; rex.w pcmpestril $1,%xmm1,%xmm2; rex.wrxb pminud (%r8,%r8,8),%xmm6"},
	{"-momit-lock-prefix=yes", "gs lock; lock; nop; .code32; movl %ecx,%cr8"},
	{"-mfence-as-lock-add=yes", "lock mfence"}, {"-mfence-as-lock-add=yes", "rep sfence"}, {"-mfence-as-lock-add=yes", "data16 mfence; ds lfence"},
	{"-mlfence-after-load=yes", ".code32; arpl %dx,(%eax); repz cmpsb; .code64; movslq (%rax),%rcx"},
	{"-mlfence-before-ret=not", "wait; ret; fwait; ret; .code32; data16 ret; data16 retl"},
	{"-mlfence-before-indirect-branch=all", "ret; wait; jmp *%rax; call *(%rax)"}, {"-mlfence-before-indirect-branch=all -mlfence-before-ret=none", "ret"},
	{"-mlfence-before-indirect-branch=register", "repe; call *(%rax); call *%rax"},
	{"-mlfence-after-load=yes -mlfence-before-indirect-branch=all", "call *%rax; jmp *(%rax); ret"},
	{"", "data16 enter $0x12345, $8; data16 ret $0x12345; data16 add $0x379564b8, (%rax); .code32; data16 mov $0x1fffe, (%eax); .code16; ret $0x12345; in $0xfffe; or $0xffff, sym+4(%ebp,%edx,1); cmp $-0x8001, (%bx); add $0x12379564b8, (%bx); test $0x1fffe, (%bx); lret $0x7fffffff; mov 0x7fffffffffffffff, %cx; mov -0x100000001, %ax"},
	{"", "wait data16; lwpval $0x7fffffff, %fs:0x7ffffffe(%r13d,%eax), %r12"},
	{"-mlfence-before-indirect-branch=all -mlfence-before-ret=or", "nop; .skip 2; ret; .ascii \"\"; call *%rax; .nop; ret; .byte 1; .nop; ret; .nops 3; .data; nop; .text; ret; .quad a; .section b,\"ax\"; ret; .text; ret"},
	{"-mlfence-before-indirect-branch=all --fatal-warnings", "nop; .fill 0"}, {"-mlfence-before-ret=or --fatal-warnings", "nop; .data; .byte 1; .text; ret"},
	{"--fatal-warnings", ".byte 0xffffffffffffffffff98"}, {"--fatal-warnings", ".byte 0xfffffffffffffffff98"}, {"--fatal-warnings", ".quad -0x10000000000000000"}, {"--fatal-warnings", ".hword 0xffffffffffffffff7fff"},
	{"--fatal-warnings", ".section .data.foo,\"aw\",%0xff000000"}, {"--fatal-warnings", ".section .data.foo,\"aw\",%0x60000001"}, {"", ".symver bar,bar@V; .comm bar,8,8"}, {"", ".symver bar,bar@@@V; .comm bar,8,8"},
	{"-mbranches-within-32B-boundaries", "nop; a: .fill 0; jnc a; .ascii \"\"; jmp a; .nop; call a; .byte 1; .data; nop; .text; ret; .skip 2; cmp %eax,%ebx; jne a"},
	{"", "nop; /* open"}, {"--fatal-warnings", "nop; /* open"},
	{"--gdwarf-2 -L", ".type f,@function; f: ret; .size f,.-f"}, {"--gdwarf-4 -L", ".type f,@function; f: ret; .size f,.-f; .data; .quad .LX"}, {"-g -L", ".L1: nop; .section .x,\"ax\"; .type f,@function; f: ret; .size f,.-f"},
	// Calls of local names that stay in relocations: known to be local, and not yet.
	{"", "call f; call f+1; jmp f; call f@PLT; bnd call f; call l; call t; call m; call i; jmp i; call g; call .text.f; xbegin f; .section .text.f,\"axG\",@progbits,a,comdat; f: ret; call f; .section .gnu.linkonce.t.l,\"ax\"; l: ret; .section .t,\"axT\"; t: ret; .section .m,\"axM\",@progbits,1; m: ret; .text; i: ret; .type i,@gnu_indirect_function; .section .g,\"ax\"; g: ret"},
	{"", ".section .f,\"axG\",@progbits,a,comdat; f: ret; h = f; .text; call f; call h; call f@PLT; jmp f@PLT; call g@PLT+1; jmp g@PLT; je g@PLT; leaq g@PLT(%rip),%rax; .long f@PLT,g@PLT; call h@PLT; .section .g,\"axG\",@progbits,b,comdat; g: ret"},
	{"-L", "call .Lf; call f; .section .text.f,\"axG\",@progbits,a,comdat; .Lf: ret; f: ret"},
	// Each line of a listing is a fragment.
	{"-aln=/dev/null", ".file 1 \"a\"\n.loc 1 3 1 view -0\nnop\n.loc 1 4 1 view -0; nop; nop\n.loc 1 5 1 view -0\n.byte 1; nop; nop; .loc 1 6 1 view -0; nop; .loc 1 7 1\nnop\n.loc 1 8 1 view -0\nnop"},
	{"-g -mlfence-before-ret=yes -mlfence-before-indirect-branch=all", "nop; ret; jmp *%rax; nop"},
	{"-mlfence-before-ret=or", ".file 1 \"a.c\"; .loc 1 1; ret; .loc 1 2; nop; .loc 1 3; ret"},
	{"--gdwarf-4 --gdwarf-cie-version=3", "nop"}, {"--gdwarf-cie-version=4 -g", "nop"}, {"-g --gdwarf-cie-version=4", "nop"}, {"--gdwarf-cie-version=4", ".file 1 \"a.c\"; .loc 1 1; ret"},
	{"-g", ".data; nop"}, {"-msyntax=INTEL", "mov eax, ebx"}, {"-mevexrcig=RNE", "nop"},
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
