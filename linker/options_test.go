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

func TestBaseAndEntry(t *testing.T) {
	in := assemble(t, "main", "begin: lea begin(%rip), %rax\n shr $28, %rax\n mov %eax, %edi\n mov $60, %eax\n syscall")
	for _, c := range []struct {
		base   uint64
		status int
	}{{0x10000, 0}, {0x70000000, 7}, {0xf00000000, 0xf0}} {
		for _, tiny := range []bool{false, true} {
			exe := link(t, &Options{Base: c.base, Entry: "begin", Tiny: tiny}, in)
			checkELF(t, exe)
			if _, status := run(t, exe); status != c.status {
				t.Errorf("base %#x: exit status %d, want %d", c.base, status, c.status)
			}
		}
	}
	got := fails(t, &Options{Base: 0x10010, Entry: "begin"}, in)
	if want := "error: the base address 0x10010 is not a multiple of 0x1000 in the address space\n"; got != want {
		t.Errorf("got %q", got)
	}
}

// TestOneSegment links so that the program may change its own code.
func TestOneSegment(t *testing.T) {
	in := assemble(t, "main", "_start: incl 1f+1(%rip)\n1: mov $41, %edi\n mov $60, %eax\n syscall\n .data\n .long 1\n .bss\n .skip 9")
	exe := link(t, &Options{OneSegment: true}, in)
	if _, status := run(t, exe); status != 42 {
		t.Errorf("exit status %d", status)
	}
	if exe = link(t, &Options{}, in); le.Uint16(exe[56:]) != 3 {
		t.Errorf("%d program headers, want text, data and stack", le.Uint16(exe[56:]))
	}
	if _, status := run(t, exe); status != -1 {
		t.Errorf("without the option: exit status %d, want death by a signal", status)
	}
}

func TestStackPermissions(t *testing.T) {
	need(t, "readelf")
	for _, exec := range []bool{false, true} {
		want := "RW "
		if exec {
			want = "RWE"
		}
		if text := readelf(t, link(t, &Options{ExecStack: exec}, assemble(t, "a", helloSource)), "-l"); !strings.Contains(text, "GNU_STACK      0x000000 0x0000000000000000 0x0000000000000000 0x000000 0x000000 "+want) {
			t.Errorf("executable stack %v: %s", exec, text)
		}
	}
}

func readelf(t *testing.T, exe []byte, flag string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "prog")
	if err := os.WriteFile(path, exe, 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("readelf", "-W", flag, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

func BenchmarkHello(b *testing.B) {
	in := assemble(b, "hello", helloSource)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		link(b, &Options{}, in)
	}
}

func BenchmarkGolfHello(b *testing.B) {
	in := looseObject(b, "hello", helloSource)
	for i := 0; i < b.N; i++ {
		link(b, &Options{Golf: GolfMax}, in)
	}
}

// TestSeparateCode checks that no page of the file is mapped both executable
// and not.
func TestSeparateCode(t *testing.T) {
	in := assemble(t, "main", "_start: mov x(%rip), %edi\n mov $60, %eax\n syscall\n .section .rodata\n .long 1\n .data\nx: .long 7")
	exe := link(t, &Options{SeparateCode: true}, in)
	checkELF(t, exe)
	if _, status := run(t, exe); status != 7 {
		t.Errorf("exit status %d", status)
	}
	code := map[uint64]bool{}
	other := map[uint64]bool{}
	for i := 0; i < int(le.Uint16(exe[56:])); i++ {
		h := exe[ehdrSize+i*phdrSize:]
		if le.Uint32(h) != ptLoad {
			continue
		}
		pages := other
		if le.Uint32(h[4:])&pfX != 0 {
			pages = code
		}
		for at := le.Uint64(h[8:]) / pageSize; at*pageSize < le.Uint64(h[8:])+le.Uint64(h[32:]); at++ {
			pages[at] = true
		}
	}
	for page := range code {
		if other[page] {
			t.Errorf("page %d of the file holds code and other bytes", page)
		}
	}
}

// TestFlat has no headers in memory: the entry is the first byte.
func TestFlat(t *testing.T) {
	in := assemble(t, "boot", ".section .rodata\nmsg: .ascii \"hi\"\n .text\n mov $msg, %eax\n .data\n .quad msg\n .bss\n .skip 5")
	exe := link(t, &Options{Flat: true, Base: 0x7c00}, in)
	if entry := le.Uint64(exe[24:]); entry != 0x7c00 {
		t.Errorf("entry %#x", entry)
	}
	h := exe[ehdrSize:]
	at := le.Uint64(h[8:])
	if b := exe[at : at+le.Uint64(h[32:])]; string(b) != "\xb8\x05\x7c\x00\x00hi\x05\x7c\x00\x00\x00\x00\x00\x00" {
		t.Errorf("contents % x", b)
	}
}

// TestOptionsAsLd makes one program with options of ld's, which must print what
// ld's program prints.
func TestOptionsAsLd(t *testing.T) {
	need(t, "ld", "gcc")
	main := compile(t, "main", `#define START
#define TLS_SETUP
`+freestanding+`
int twice(int); extern int missing(int); int (*far(void))(int);
static int own = 4;
int run(void) { number(twice(own)); number(far() == twice); number((long)missing); return twice(3); }
`, "-O1", "-fPIC", "-g", "-fno-asynchronous-unwind-tables")
	one := compile(t, "one", "int twice(int n) { return 2 * n; } int (*far(void))(int) { return twice; }", "-O1", "-fPIC", "-g")
	two := compile(t, "two", "int twice(int n) { return 3 * n; }", "-O1", "-g")
	const want = "8\n1\n0\n"
	opt := Options{FirstDefinition: true, Unresolved: UnresolvedWarn, NoRelax: true, StripDebug: true, DiscardLocals: true, StackSize: 1 << 20}
	var diags diag.List
	exe := Link([]Input{main, one, two}, &opt, &diags)
	if exe == nil || !strings.Contains(messages(&diags), "undefined symbol missing, taken as 0") {
		t.Fatal(messages(&diags))
	}
	if out, status := run(t, exe); out != want || status != 6 {
		t.Errorf("printed %q, status %d", out, status)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "a.out")
	args := []string{"--allow-multiple-definition", "--warn-unresolved-symbols", "--no-relax", "-S", "-x", "-z", "stack-size=0x100000", "-o", path}
	for _, in := range []Input{main, one, two} {
		name := filepath.Join(dir, in.Name)
		if err := os.WriteFile(name, in.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	if out, err := exec.Command("ld", args...).CombinedOutput(); err != nil {
		t.Fatalf("ld: %v %s", err, out)
	}
	if out, status := runFile(t, path); out != want || status != 6 {
		t.Errorf("ld's printed %q, status %d", out, status)
	}
	theirs, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range [][]byte{exe, theirs} {
		f, err := elf.NewFile(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		symbols, err := f.Symbols()
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range symbols {
			if elf.ST_BIND(s.Info) == elf.STB_LOCAL && s.Name == "own" {
				t.Errorf("local symbol %s", s.Name)
			}
		}
		if f.Section(".debug_info") != nil || f.Section(".got") == nil {
			t.Error("debugging information is there, or the global offset table is not")
		}
		for _, p := range f.Progs {
			if p.Type == elf.PT_GNU_STACK && p.Memsz != 1<<20 {
				t.Errorf("stack of %#x bytes", p.Memsz)
			}
		}
	}
	if got, want := fails(t, &Options{Undefined: []string{"nobody"}, Required: []string{"nobody"}}, one),
		"error: nothing defines nobody, which --require-defined asks for\n"; got != want {
		t.Error(got)
	}
}
