package linker

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// freestanding is what C samples share: system calls, a way to print, a start.
const freestanding = `
typedef unsigned long ul;
static long call3(long n, long a, long b, long c)
{
	long r;
	__asm__ volatile("syscall" : "=a"(r) : "0"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
	return r;
}
static void print(const char *s) { ul n = 0; while (s[n]) n++; call3(1, 1, (long)s, n); }
static void number(long v)
{
	char b[24]; int i = 23; b[i] = 0; b[--i] = '\n';
	ul u = v < 0 ? -v : v;
	do b[--i] = '0' + u % 10; while (u /= 10);
	if (v < 0) b[--i] = '-';
	print(b + i);
}
static void finish(int code) { call3(60, code, 0, 0); for (;;); }
int run(void);
#ifdef START
#ifdef __cplusplus
extern "C"
#endif
__attribute__((used)) void begin(long *sp) { (void)sp; TLS_SETUP; finish(run()); }
__asm__(".globl _start\n_start: mov %rsp,%rdi\n and $-16,%rsp\n call begin");
#endif
`

// tlsSetup places the initial image of the thread-local variables, as libc
// does: the block ends at %fs:0.
const tlsSetup = `
#define START
static void setup(void);
#define TLS_SETUP setup()
` + freestanding + `
typedef struct { unsigned type, flags; ul off, addr, paddr, filesz, memsz, align; } Phdr;
extern const char __ehdr_start[];
static char block[4096] __attribute__((aligned(64)));
static void setup(void)
{
	const Phdr *p = (const Phdr *)(__ehdr_start + *(ul *)(__ehdr_start + 32));
	char *end = block + 2048;
	for (int i = 0; i < *(unsigned short *)(__ehdr_start + 56); i++)
		if (p[i].type == 7) {
			char *at = end - ((p[i].memsz + p[i].align - 1) & -p[i].align);
			for (ul j = 0; j < p[i].filesz; j++) at[j] = ((char *)p[i].addr)[j];
		}
	*(char **)end = end;
	call3(158, 0x1002, (long)end, 0);
}
`

func TestThreadLocalStorage(t *testing.T) {
	for _, model := range []string{"global-dynamic", "local-dynamic", "initial-exec", "local-exec"} {
		for _, how := range [][]string{{"-fPIC"}, {"-fPIC", "-fno-plt"}, {"-fPIC", "-mtls-dialect=gnu2"}, {"-fno-pic"}} {
			t.Run(model+how[len(how)-1], func(t *testing.T) {
				flags := append([]string{"-O1", "-fno-stack-protector", "-ftls-model=" + model}, how...)
				main := compile(t, "main", tlsSetup+`
extern __thread int far, zero;
extern __thread char wide[40];
static __thread long own = 7;
static __thread short small __attribute__((aligned(32))) = 3;
int run(void) { number(far); number(zero); number(own += 5); number(own); number(small);
	wide[39] = 4; number(wide[39] + wide[0]); number((long)&small % 32); return far; }
`, flags...)
				other := compile(t, "other", "__thread int far = 42, zero; __thread char wide[40];", flags...)
				if out := sameAsLd(t, main, other); out != "42\n0\n12\n12\n3\n4\n0\n" {
					t.Errorf("printed %q", out)
				}
			})
		}
	}
}

// plainStart is for samples without thread-local variables.
const plainStart = "#define START\n#define TLS_SETUP\n" + freestanding

func TestGOTForms(t *testing.T) {
	source := func(name string) string {
		return `
	.globl _start, f, var
	.weak none
_start:	mov var@GOTPCREL(%rip), %rax
	mov (%rax), %ebx
	movq none@GOTPCREL(%rip), %r9
	add %r9d, %ebx
	call *f@GOTPCREL(%rip)
	mov var@GOTPCREL(%rip), %r12
	cmp var@GOTPCREL(%rip), %r12
	jne bad
	test %r12, var@GOTPCREL(%rip)
	jz bad
	xor %r13d, %r13d
	add var@GOTPCREL(%rip), %r13
	sub var@GOTPCREL(%rip), %r13
	jne bad
	mov size@GOTPCREL(%rip), %r8
	add %r8d, %ebx
	push var@GOTPCREL(%rip)
	pop %rdx
	add (%rdx), %ebx
	lea _GLOBAL_OFFSET_TABLE_(%rip), %rcx
	add var@GOT(%rcx), %r13
	cmp %r13, %r12
	jne bad
	jmp *finish@GOTPCREL(%rip)
bad:	mov $99, %ebx
finish:	mov %ebx, %edi
	mov $60, %eax
	syscall
f:	add $5, %ebx
	ret
	size = 9
	.globl size
	.data
	.long 1
var:	.long 11
`
	}
	if out := sameAsLd(t, assemble(t, "got", source("got"))); out != "" {
		t.Errorf("printed %q", out)
	}
	runs(t, "", 36, assemble(t, "got", source("got")))
}

func TestIfunc(t *testing.T) {
	main := compile(t, "main", plainStart+`
typedef void rela_fn(void);
extern const struct { ul where, info; ul (*resolve)(void); } __rela_iplt_start[], __rela_iplt_end[];
extern int chosen(int), (*pointer)(int);
int (*volatile own)(int) = chosen;
int run(void)
{
	for (int i = 0; &__rela_iplt_start[i] < __rela_iplt_end; i++)
		*(ul *)__rela_iplt_start[i].where = __rela_iplt_start[i].resolve();
	number(chosen(1)); number(own(2)); number(pointer(3)); number(own == pointer && own == chosen);
	return 0;
}
`, "-O1", "-fno-pic")
	other := compile(t, "other", `
static int two(int v) { return 2 * v; }
static void *resolve(void) { return two; }
int chosen(int) __attribute__((ifunc("resolve")));
int (*pointer)(int) = chosen;
`, "-O1")
	if out := sameAsLd(t, main, other); out != "2\n4\n6\n1\n" {
		t.Errorf("printed %q", out)
	}
}

func TestStartStopAndConstructors(t *testing.T) {
	source := plainStart + `
#define ENTRY(v) static const int entry##v __attribute__((section("numbers"), used)) = v
ENTRY(1); ENTRY(2);
extern const int __start_numbers[], __stop_numbers[];
extern void (*__init_array_start[])(void), (*__init_array_end[])(void);
extern void (*__fini_array_start[])(void), (*__fini_array_end[])(void);
__attribute__((constructor)) void last(void) { print("last\n"); }
__attribute__((constructor(200))) void second(void) { print("second\n"); }
__attribute__((constructor(101))) void first(void) { print("first\n"); }
__attribute__((destructor)) void end(void) { print("end\n"); }
int run(void)
{
	for (void (**f)(void) = __init_array_start; f < __init_array_end; f++) (*f)();
	int sum = 0;
	for (const int *p = __start_numbers; p < __stop_numbers; p++) sum += *p;
	number(sum);
	for (void (**f)(void) = __fini_array_end; f-- > __fini_array_start; ) (*f)();
	return 0;
}
`
	other := compile(t, "other", `
static const int more __attribute__((section("numbers"), used)) = 30;
`)
	out := sameAsLd(t, compile(t, "main", source, "-O1", "-fno-pic"), other)
	if out != "first\nsecond\nlast\n33\nend\n" {
		t.Errorf("printed %q", out)
	}
}

func TestComdatAndMergedStrings(t *testing.T) {
	need(t, "g++")
	shared := `
template <class T> __attribute__((noinline)) T twice(T v) { return v + v; }
inline const char *name() { static int count; count++; return count == 2 ? "second call" : "first call"; }
`
	one := tool(t, "one", plainStart+shared+`
extern "C" { int other(); const char *text(); }
int run() { number(twice(4)); print(name()); number(other()); print(name()); number(text() == (const char *)"shared text"); print("shared text"); return 0; }
`, ".cc", "g++", "-c", "-O1", "-fno-pic", "-fno-exceptions", "-fno-asynchronous-unwind-tables", "-fno-threadsafe-statics", "-o")
	two := tool(t, "two", shared+`
extern "C" int other() { name(); return twice(21); }
extern "C" const char *text() { return "shared text"; }
`, ".cc", "g++", "-c", "-O1", "-fno-pic", "-fno-exceptions", "-fno-threadsafe-statics", "-o")
	if out := sameAsLd(t, one, two); out != "8\nfirst call42\nfirst call1\nshared text" {
		t.Errorf("printed %q", out)
	}
}

// archiveOf packs objects with ar.
func archiveOf(t *testing.T, flags string, objects ...Input) Input {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for _, o := range objects {
		name := filepath.Join(dir, o.Name)
		if err := os.WriteFile(name, o.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return Input{Name: ar(t, flags, filepath.Join(dir, "libx.a"), names...)}
}

// ar makes an archive of files and returns its name.
func ar(t testing.TB, flags, lib string, names ...string) string {
	t.Helper()
	need(t, "ar")
	if text, err := exec.Command("ar", append([]string{flags, lib}, names...)...).CombinedOutput(); err != nil {
		t.Fatalf("ar: %v\n%s", err, text)
	}
	return lib
}

func TestArchives(t *testing.T) {
	main := assemble(t, "main", ".globl _start\n_start: call one\n mov %eax, %edi\n mov $60, %eax\n syscall")
	one := assemble(t, "one", ".globl one\none: call two\n inc %eax\n ret")
	two := assemble(t, "a-member-with-a-rather-long-name", ".globl two\ntwo: mov $2, %eax\n ret")
	broken := assemble(t, "unused", ".globl unused\nunused: call missing")
	for _, flags := range []string{"rcs", "rcsT", "rcS"} {
		t.Run(flags, func(t *testing.T) {
			lib := archiveOf(t, flags, broken, two, one)
			runs(t, "", 3, main, lib)
			if flags == "rcs" {
				sameAsLd(t, main, lib)
			}
			dir := filepath.Dir(lib.Name)
			exe := link(t, &Options{LibPaths: []string{"/nowhere", dir}}, main, Input{Name: "x", Library: true})
			if _, status := run(t, exe); status != 3 {
				t.Errorf("with -lx: exit status %d", status)
			}
			lib.Whole = true
			got := fails(t, &Options{}, main, lib)
			if want := "error: " + lib.Name + "(unused.o)(.text+0x1): undefined symbol missing; pass the object or archive that defines it\n"; got != want {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
		})
	}
}

func TestWrapAndDefsym(t *testing.T) {
	main := assemble(t, "main", `
	.globl _start, f
_start:	call f
	call g
	add alias, %eax
	mov %eax, %edi
	mov $60, %eax
	syscall
	.data
value:	.globl value
	.long 100
`)
	other := assemble(t, "other", `
	.globl f, g, __wrap_g
f:	mov $constant, %eax
	ret
g:	add $1, %eax
	ret
__wrap_g: add $2, %eax
	jmp __real_g
`)
	opt := &Options{
		Wrap:    []string{"g"},
		Defsyms: []Defsym{{"constant", Number(4)}, {"alias", expression(t, "value")}},
	}
	if _, status := run(t, link(t, opt, main, other)); status != 107 {
		t.Errorf("exit status %d", status)
	}
	if got, want := fails(t, &Options{Defsyms: []Defsym{{"a", expression(t, "b")}}}, main, other),
		"error: --defsym a: there is no symbol b\n"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestSectionStart(t *testing.T) {
	in := assemble(t, "main", `
_start:	mov value, %edi
	lea _start(%rip), %rax
	cmp $0x10000, %eax
	jne 1f
	mov $value, %eax
	cmp $0x8000000, %eax
	jne 1f
	mov $60, %eax
	syscall
1:	hlt
	.data
value:	.long 17
`)
	opt := &Options{SectionStarts: []SectionAt{{".text", 0x10000}, {".data", 0x8000000}}}
	for _, tiny := range []bool{false, true} {
		opt.Tiny = tiny
		exe := link(t, opt, in)
		checkELF(t, exe)
		if _, status := run(t, exe); status != 17 {
			t.Errorf("tiny %v: exit status %d", tiny, status)
		}
	}
	opt.SectionStarts[1].Addr = 0x10008
	if got, want := fails(t, opt, in), "error: section .data at 0x10008 overlaps section .text at 0x10000, or shares a page with it\n"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestGarbage(t *testing.T) {
	in := compile(t, "main", plainStart+`
int unused(int n) { print("never printed"); return n; }
static int kept = 3;
int unread[1000] = {1};
int run(void) { print("printed\n"); return kept; }
`, "-O1", "-fno-pic", "-ffunction-sections", "-fdata-sections")
	var dropped []string
	opt := &Options{GC: true, PrintGC: func(file, section string, size uint64) { dropped = append(dropped, section) }}
	exe := link(t, opt, in)
	if out, status := run(t, exe); out != "printed\n" || status != 3 {
		t.Errorf("printed %q, exit status %d", out, status)
	}
	for _, name := range []string{".text.unused", ".data.unread"} {
		if !contains(dropped, name) {
			t.Errorf("%s is not among the dropped sections %v", name, dropped)
		}
	}
	if s := string(link(t, &Options{GC: true, Strip: true}, in)); strings.Contains(s, "never printed") || len(s) > 3000 {
		t.Errorf("a string that nothing refers to is in the output")
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
