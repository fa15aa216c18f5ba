package linker

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const threadsProgram = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pthread.h>
static int cmp(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static __thread int mine = 5;
static void *thread(void *p) { mine += (int)(long)p; return (void *)(long)mine; }
__attribute__((constructor)) static void early(void) { puts("constructor"); }
__attribute__((destructor)) static void late(void) { puts("destructor"); }
int main(void)
{
	int *x = malloc(100 * sizeof *x);
	for (int i = 0; i < 100; i++) x[i] = (i * 7919) % 101;
	qsort(x, 100, sizeof *x, cmp);
	printf("%d %d %d %.3f %s\n", x[0], x[50], x[99], 3.14159, strchr("hello", 'l'));
	for (long i = 1; i <= 3; i++) {
		pthread_t t; void *r;
		pthread_create(&t, 0, thread, (void *)i);
		pthread_join(t, &r);
		printf("thread %ld\n", (long)r);
	}
	printf("%d\n", mine);
	return 3;
}
`

const threadsOutput = "constructor\n0 50 100 3.142 llo\nthread 6\nthread 7\nthread 8\n5\ndestructor\n"

// library returns inputs for files of the system; the test is skipped when
// they are not installed.
func library(t *testing.T, names ...string) []Input {
	t.Helper()
	var list []Input
	for _, name := range names {
		if _, err := os.Stat(name); err != nil {
			if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
				t.Fatalf("%s is missing", name)
			}
			t.Skipf("%s is missing", name)
		}
		list = append(list, Input{Name: name})
	}
	return list
}

// gccFile asks gcc where one of its files is.
func gccFile(t *testing.T, name string) string {
	t.Helper()
	need(t, "gcc")
	out, err := exec.Command("gcc", "-print-file-name="+name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Clean(strings.TrimSpace(string(out)))
}

func TestMusl(t *testing.T) {
	const dir = "/usr/lib/x86_64-linux-musl/"
	in := library(t, dir+"crt1.o", dir+"crti.o", dir+"libc.a", dir+"crtn.o")
	main := compile(t, "main", threadsProgram, "-O2", "-nostdinc", "-isystem", "/usr/include/x86_64-linux-musl")
	runs(t, threadsOutput, 3, append(in, main)...)
}

// glibc surrounds objects with what gcc -static links with.
func glibc(t *testing.T, libs []string, objects ...Input) []Input {
	t.Helper()
	names := []string{gccFile(t, "crt1.o"), gccFile(t, "crti.o"), gccFile(t, "crtbeginT.o")}
	in := append(library(t, names...), objects...)
	names = nil
	for _, lib := range append(libs, "libgcc.a", "libgcc_eh.a", "libc.a", "crtend.o", "crtn.o") {
		names = append(names, gccFile(t, lib))
	}
	return append(in, library(t, names...)...)
}

func TestGlibc(t *testing.T) {
	runs(t, threadsOutput, 3, glibc(t, nil, compile(t, "main", threadsProgram, "-O2"))...)
}

// TestCxxExceptions throws through frames with destructors, and in a thread.
func TestCxxExceptions(t *testing.T) {
	need(t, "g++")
	main := tool(t, "main", `
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
struct Noisy { ~Noisy() { std::cout << "destroyed\n"; } };
int deep(int n) { Noisy x; if (n == 0) throw std::runtime_error("boom"); return deep(n - 1) + 1; }
int main()
{
	try { deep(2); } catch (std::exception &e) { std::cout << "caught " << e.what() << "\n"; }
	std::map<std::string, int> m; m["a"] = 1; m["b"] = 2;
	for (auto &p : m) std::cout << p.first << p.second << "\n";
	std::thread t([] { try { throw 42; } catch (int i) { std::cout << i << "\n"; } });
	t.join();
	try { std::vector<int> v; v.at(3); } catch (std::out_of_range &) { std::cout << "out of range\n"; }
	return 5;
}
`, ".cc", "g++", "-O2", "-c", "-o")
	runs(t, "destroyed\ndestroyed\ndestroyed\ncaught boom\na1\nb2\n42\nout of range\n", 5,
		glibc(t, []string{"libstdc++.a", "libm.a"}, main)...)
}

// TestRelro lets glibc protect what is written only at the start.
func TestRelro(t *testing.T) {
	in := glibc(t, nil, compile(t, "main", threadsProgram, "-O2"))
	exe := link(t, &Options{Relro: true}, in...)
	if out, status := run(t, exe); out != threadsOutput || status != 3 {
		t.Errorf("printed %q, exit status %d", out, status)
	}
	if text := readelf(t, exe, "-l"); !strings.Contains(text, "GNU_RELRO") {
		t.Error(text)
	}
	need(t, "gcc")
	in = glibc(t, nil, compile(t, "main", `
extern int x; int x = 3; static int *const table[] __attribute__((section(".data.rel.ro"))) = { &x };
int main(void) { *(int *volatile *)(void *)&table[0] = 0; return 1; }`, "-O1"))
	if _, status := run(t, link(t, &Options{Relro: true}, in...)); status != -1 {
		t.Errorf("writing to .data.rel.ro: exit status %d, want death by a signal", status)
	}
}
