package image

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

// format writes an image in a format.
func format(t testing.TB, name string, im *Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(name, im, &b, &Options{Name: "hello"}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.Bytes()
}

// TestFlatAsObjcopy compares the flat image of an executable with sections
// with objcopy's, and lets objcopy read what the records hold.
func TestFlatAsObjcopy(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
	}{
		{"packed", []string{"-n"}},
		{"with holes", nil},
		{"across 64 KiB", []string{"-Ttext=0x12fff0", "-n"}},
		{"high", []string{"-Ttext=0xfffe0000", "-Tdata=0xfffff000"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, executable := build(t, sections, test.args...)
			dir := t.TempDir()
			write(t, filepath.Join(dir, "a"), executable)
			run(t, dir, "objcopy", "-O", "binary", "a", "want")
			want := read(t, filepath.Join(dir, "want"))
			im := parse(t, executable)
			if got := format(t, "bin", im); !bytes.Equal(got, want) {
				t.Fatalf("bin has %d bytes, objcopy %d", len(got), len(want))
			}
			if got := strings.Fields(string(format(t, "hex", im))); strings.Join(got, "") != fmt.Sprintf("%x", want) {
				t.Error("hex is not what bin is")
			}
			for _, f := range []string{"ihex", "srec"} {
				write(t, filepath.Join(dir, f), format(t, f, im))
				run(t, dir, "objcopy", "-I", f, "-O", "binary", f, "got")
				if got := read(t, filepath.Join(dir, "got")); !bytes.Equal(got, want) {
					t.Errorf("%s holds %d bytes, objcopy has %d", f, len(got), len(want))
				}
				header := run(t, dir, "objdump", "-f", "-b", f, f)
				if start := fmt.Sprintf("start address 0x%08x", im.Entry); !strings.Contains(header, start) {
					t.Errorf("%s: no %s in %s", f, start, header)
				}
			}
		})
	}
}

// TestFlatHello: without sections the program is what the FileMap says, and the
// headers before it are not part of it.
func TestFlatHello(t *testing.T) {
	im := hello(t)
	if got := format(t, "bin", im); !bytes.Equal(got, im.Bytes[ehdrSize+phdrSize:]) {
		t.Errorf("bin has %d bytes", len(got))
	}
	if got := format(t, "bin", parse(t, im.Bytes)); !bytes.Equal(got, im.Bytes[ehdrSize+phdrSize:]) {
		t.Errorf("bin of the walked program has %d bytes", len(got))
	}
	if got := format(t, "bin", parse(t, golfed())); !bytes.Equal(got, golfed()) {
		t.Errorf("bin of a golfed program has %d bytes, want the whole file", len(got))
	}
}

func TestFormatErrors(t *testing.T) {
	object, far := build(t, sections, "-Ttext=0x100000000")
	_, wide := build(t, sections, "-Ttext=0x10000", "-Tdata=0x70000000")
	for _, test := range []struct {
		format string
		file   []byte
		want   string
	}{
		{"bin", object, "an object with 4 relocations has no final bytes; link it first"},
		{"ihex", far, "does not fit in the 32 bits of a record; use a lower --base"},
		{"srec", far, "does not fit in the 32 bits of a record; use a lower --base"},
		{"bin", wide, "of addresses; ihex and srec leave the holes out"},
		{"c", wide, "of addresses, too many for an array"},
		{"tape", far, "unknown format tape"},
	} {
		err := Write(test.format, parse(t, test.file), &bytes.Buffer{}, &Options{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %s", test.format, err, test.want)
		}
	}
}

// TestArrays holds the arrays of hello to files; what compilers make of them
// is for TestArraysCompile.
func TestArrays(t *testing.T) {
	g := goldie.New(t)
	for _, lang := range []string{"c", "rust", "go"} {
		g.Assert(t, "array."+lang, format(t, lang, hello(t)))
	}
}

// The programs around an array print it.
const (
	printC    = "#include <stdio.h>\n%s\nint main(void) { return fwrite(hello, 1, sizeof hello, stdout) != sizeof hello; }\n"
	printRust = "%s\nfn main() { use std::io::Write; std::io::stdout().write_all(&HELLO).unwrap(); }\n"
	printGo   = "package main\n\nimport \"os\"\n\n%s\nfunc main() { os.Stdout.Write(hello[:]) }\n"
)

// TestArraysCompile pastes arrays into programs of their languages, warnings
// being errors, and compares what these print with the flat image.
func TestArraysCompile(t *testing.T) {
	_, executable := build(t, sections, "-n")
	odd := hello(t)
	odd.Sources.Find(1).Text = []byte(strings.ReplaceAll(strings.ReplaceAll(helloSource, "mov $14, %edx", "mov $'\\\\'\\"), "syscall", "\u202esyscall ??/"))
	for name, im := range map[string]*Image{"hello": hello(t), "sections": parse(t, executable), "golfed": parse(t, golfed()), "odd": odd} {
		want := string(format(t, "bin", im))
		t.Run(name, func(t *testing.T) {
			t.Run("c", func(t *testing.T) {
				dir := t.TempDir()
				write(t, filepath.Join(dir, "a.c"), fmt.Appendf(nil, printC, format(t, "c", im)))
				run(t, dir, "gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-trigraphs", "-o", "a", "a.c")
				if got := run(t, dir, filepath.Join(dir, "a")); got != want {
					t.Errorf("%d bytes, want %d", len(got), len(want))
				}
			})
			t.Run("rust", func(t *testing.T) {
				dir := t.TempDir()
				write(t, filepath.Join(dir, "a.rs"), fmt.Appendf(nil, printRust, format(t, "rust", im)))
				run(t, dir, "rustc", "-D", "warnings", "-o", "a", "a.rs")
				if got := run(t, dir, filepath.Join(dir, "a")); got != want {
					t.Errorf("%d bytes, want %d", len(got), len(want))
				}
			})
			t.Run("go", func(t *testing.T) {
				dir := t.TempDir()
				name := filepath.Join(dir, "a.go")
				source := fmt.Appendf(nil, printGo, format(t, "go", im))
				write(t, name, source)
				if got := run(t, dir, "gofmt", "a.go"); got != string(source) {
					t.Errorf("gofmt would write\n%s\ninstead of\n%s", got, source)
				}
				if got := run(t, dir, "go", "run", "a.go"); got != want {
					t.Errorf("%d bytes, want %d", len(got), len(want))
				}
			})
		})
	}
}

// TestArrayAsFunction calls an array from C, as one calls a function that
// another tool assembled.
func TestArrayAsFunction(t *testing.T) {
	_, executable := build(t, "_start: lea (%rdi,%rsi,4), %rax\n\tret\n")
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.c"), fmt.Appendf(nil, `
#include <string.h>
#include <sys/mman.h>
%s
int main(void) {
	void *p = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memcpy(p, hello, sizeof hello);
	mprotect(p, 4096, PROT_READ | PROT_EXEC);
	return ((long (*)(long, long))p)(2, 10) != 42;
}
`, format(t, "c", parse(t, executable))))
	run(t, dir, "gcc", "-o", "a", "a.c")
	run(t, dir, filepath.Join(dir, "a"))
}
