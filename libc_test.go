package tas

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tas/linker"
)

const libcProgram = `
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static void *thread(void *p) { *(int *)p += 30; return p; }
int main(int argc, char **argv)
{
	int n = 100, *x = malloc(n * sizeof *x), shared = 12;
	for (int i = 0; i < n; i++) x[i] = i * 7919 % 101;
	qsort(x, n, sizeof *x, compare);
	pthread_t t;
	pthread_create(&t, 0, thread, &shared);
	pthread_join(t, 0);
	printf("%d %d %d %.2f %s\n", x[0], x[n - 1], shared, 2.5, argv[1]);
	return argc;
}
`

// present skips a test when files of the system are not installed.
func present(t *testing.T, paths ...string) []string {
	t.Helper()
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil {
			if thorough() {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	return paths
}

// TestLibc does what the README shows: a compiler's assembly source is linked
// with the start-up files and the archive of a C library.
func TestLibc(t *testing.T) {
	gcc := tool(t, "gcc")
	const musl = "/usr/lib/x86_64-linux-musl/"
	file := func(name string) string {
		out, err := exec.Command(gcc, "-print-file-name="+name).Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(out))
	}
	for _, c := range []struct {
		name  string
		flags []string
		files []string
	}{
		{"musl", []string{"-nostdinc", "-isystem", "/usr/include/x86_64-linux-musl"},
			[]string{musl + "crt1.o", musl + "crti.o", musl + "libc.a", musl + "crtn.o"}},
		{"glibc", nil,
			[]string{file("crt1.o"), file("crti.o"), file("libc.a"), file("libgcc.a"), file("libgcc_eh.a"), file("crtn.o")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			present(t, c.files...)
			dir := t.TempDir()
			source, asm := filepath.Join(dir, "main.c"), filepath.Join(dir, "main.s")
			if err := os.WriteFile(source, []byte(libcProgram), 0o666); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(gcc, append(c.flags, "-O2", "-S", source, "-o", asm)...).CombinedOutput(); err != nil {
				t.Fatalf("%s", out)
			}
			inputs := fromFiles(t, asm)
			for _, path := range c.files {
				inputs = append(inputs, Input{Name: path})
			}
			for _, opt := range [...]linker.Options{{}, {Strip: true, GC: true}, {Tiny: true}} {
				image := build(t, &Options{Link: opt}, inputs...)
				stdout, status := runProgram(t, program(t, image), "", "word")
				if stdout != "0 100 42 2.50 word\n" || status != 2 {
					t.Errorf("printed %q with status %d", stdout, status)
				}
				t.Logf("%d bytes with -s %v, --gc-sections %v, --tiny %v", len(image), opt.Strip, opt.GC, opt.Tiny)
			}
		})
	}
}

// TestRustObject links what rustc makes of a program without libc.
func TestRustObject(t *testing.T) {
	rustc := tool(t, "rustc")
	object := filepath.Join(t.TempDir(), "hello.o")
	if out, err := exec.Command(rustc, "--emit=obj", "-O", "-C", "panic=abort", "-C", "relocation-model=static", "-o", object, "testdata/run/hello-rust.rs").CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	for _, l := range linkings {
		image := build(t, &Options{Link: l.opt}, Input{Name: object})
		if stdout, status := runProgram(t, program(t, image), ""); stdout != "Hello, world!\n" || status != 0 {
			t.Errorf("%s: printed %q with status %d", l.name, stdout, status)
		}
	}
}
