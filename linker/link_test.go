package linker

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tas/diag"
	"tas/obj"
)

// need skips a test that lacks an external tool, or fails it where tools are
// required.
func need(t testing.TB, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
				t.Fatalf("%s is missing", tool)
			}
			t.Skipf("%s is missing", tool)
		}
	}
}

// assemble makes an object of assembler source with GNU as.
func assemble(t testing.TB, name, source string) Input {
	t.Helper()
	need(t, "as")
	return tool(t, name, source, ".s", "as", "-o")
}

// compile makes an object of C source with gcc.
func compile(t testing.TB, name, source string, flags ...string) Input {
	t.Helper()
	need(t, "gcc")
	return tool(t, name, source, ".c", append(append([]string{"gcc", "-c"}, flags...), "-o")...)
}

// tool runs a translator on source; the last argument of argv takes the
// output's name.
func tool(t testing.TB, name, source, suffix string, argv ...string) Input {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, name+suffix), filepath.Join(dir, name+".o")
	if err := os.WriteFile(in, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	argv = append(argv, out, in)
	if text, err := exec.Command(argv[0], argv[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", argv[0], err, text)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Name: name + ".o", Data: data}
}

// link links inputs that must link.
func link(t testing.TB, opt *Options, inputs ...Input) []byte {
	t.Helper()
	var diags diag.List
	out := Link(inputs, opt, &diags)
	if text := messages(&diags); text != "" {
		t.Fatalf("linking: %s", text)
	}
	return out
}

// messages is what a list holds, a line each, notes indented.
func messages(diags *diag.List) string {
	var b strings.Builder
	for _, d := range diags.Sorted() {
		b.WriteString(d.Severity.String() + ": " + d.Text + "\n")
		for _, n := range d.Notes {
			b.WriteString("  note: " + n.Text + "\n")
		}
	}
	return b.String()
}

// run writes an executable and runs it; it returns its output and exit status.
func run(t testing.TB, exe []byte, args ...string) (string, int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "prog")
	if err := os.WriteFile(path, exe, 0o755); err != nil {
		t.Fatal(err)
	}
	return runFile(t, path, args...)
}

func runFile(t testing.TB, path string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(path, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if _, ok := err.(*exec.ExitError); err != nil && !ok {
		t.Fatalf("running: %v", err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// modes are the ways of linking that every sample must survive.
var modes = [...]struct {
	name string
	opt  Options
}{
	{"default", Options{}},
	{"strip", Options{Strip: true}},
	{"gc", Options{GC: true}},
	{"tiny", Options{Tiny: true}},
}

// runs links the inputs in every mode and checks what the program does.
func runs(t *testing.T, want string, status int, inputs ...Input) {
	t.Helper()
	for _, m := range modes {
		opt := m.opt
		exe := link(t, &opt, inputs...)
		checkELF(t, exe)
		if out, code := run(t, exe); out != want || code != status {
			t.Errorf("%s: printed %q and exited with %d, want %q and %d", m.name, out, code, want, status)
		}
	}
}

// checkELF asks readelf whether an executable is well formed, and checks what
// the specification demands of its segments.
func checkELF(t testing.TB, exe []byte) {
	t.Helper()
	need(t, "readelf")
	path := filepath.Join(t.TempDir(), "prog")
	if err := os.WriteFile(path, exe, 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("readelf", "-W", "-a", path).CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("Warning")) || bytes.Contains(out, []byte("Error")) {
		t.Errorf("readelf: %v\n%s", err, out)
	}
	last := uint64(0)
	for i, at := 0, le.Uint64(exe[32:]); i < int(le.Uint16(exe[56:])); i, at = i+1, at+phdrSize {
		h := exe[at:]
		off, addr, filesz, memsz, align := le.Uint64(h[8:]), le.Uint64(h[16:]), le.Uint64(h[32:]), le.Uint64(h[40:]), le.Uint64(h[48:])
		if le.Uint32(h) != ptLoad {
			continue
		}
		if flags := le.Uint32(h[4:]); flags&(pfW|pfX) == pfW|pfX {
			t.Errorf("segment %d is writable and executable", i)
		}
		if (addr-off)%align != 0 || filesz > memsz || off+filesz > uint64(len(exe)) || addr < last {
			t.Errorf("segment %d: offset %#x, address %#x, %#x bytes of file, %#x of memory, alignment %#x", i, off, addr, filesz, memsz, align)
		}
		last = addr + memsz
	}
}

// sameAsLd links the inputs with ld, too, runs that program, and then the
// linker's in every mode: all must print and exit alike. It returns what they
// print.
func sameAsLd(t *testing.T, inputs ...Input) string {
	t.Helper()
	need(t, "ld")
	dir := t.TempDir()
	argv := []string{"-o", filepath.Join(dir, "prog"), "--start-group"}
	for i, in := range inputs {
		name := in.Name
		if in.Data != nil {
			name = filepath.Join(dir, string(rune('a'+i))+filepath.Base(in.Name))
			if err := os.WriteFile(name, in.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		argv = append(argv, name)
	}
	if text, err := exec.Command("ld", append(argv, "--end-group")...).CombinedOutput(); err != nil {
		t.Fatalf("ld: %v\n%s", err, text)
	}
	out, status := runFile(t, filepath.Join(dir, "prog"))
	runs(t, out, status, inputs...)
	return out
}

// TestAbsurdAlignment must not make a file of gigabytes.
func TestAbsurdAlignment(t *testing.T) {
	other := assemble(t, "other", ".text\n ret")
	var diags diag.List
	o := ReadObject(other.Name, other.Data, &diags)
	o.Sections[1].Align = 1 << 31
	if text := fails(t, &Options{}, assemble(t, "start", ".globl _start\n_start: nop"), Input{Name: "other.o", Object: o}); !strings.Contains(text, "of padding; more than 0x4000000 are refused") {
		t.Error(text)
	}
}

// TestFindPiece asks for every offset of strings short and long.
func TestFindPiece(t *testing.T) {
	var data []byte
	var want []int
	for i, n := range []int{1, 64, 63, 200, 1, 1, 1, 65, 127, 128, 3, 0, 0, 500, 2} {
		data = append(append(data, strings.Repeat("x", n)...), 0)
		for range n + 1 {
			want = append(want, i)
		}
	}
	s := &section{in: &obj.ObjectSection{Flags: obj.SHF_STRINGS, EntSize: 1, Size: uint64(len(data)), Data: data}}
	p := split(s.in)
	for off, piece := range want {
		if i, rest := p.find(s, uint64(off)); i != piece || p.starts[i]+rest != uint64(off) {
			t.Errorf("offset %d: piece %d + %d, want %d", off, i, rest, piece)
		}
	}
	if i, _ := p.find(s, uint64(len(data))+1000); i != len(p.starts)-1 {
		t.Errorf("behind the end: piece %d, want the last", i)
	}
}
