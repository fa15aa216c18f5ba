package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tasRun runs the command in-process and returns what it wrote.
func tasRun(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	files := [2]*os.File{}
	for i := range files {
		f, err := os.Create(filepath.Join(dir, string(rune('a'+i))))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		files[i] = f
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	status = run(append([]string{"tas"}, args...), null, files[0], files[1])
	return status, readFile(t, files[0].Name()), readFile(t, files[1].Name())
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const (
	helloSource = "../../testdata/run/hello.s"
	golfSource  = "../../testdata/run/golf-hello.s"
)

// TestFormats makes the same program in every format.
func TestFormats(t *testing.T) {
	dir := t.TempDir()
	out := func(format string) string {
		path := filepath.Join(dir, "hello."+format)
		if status, _, stderr := tasRun(t, "--format", format, "--base=0x7c00", helloSource, "-o", path); status != 0 {
			t.Fatalf("%s: %s", format, stderr)
		}
		return readFile(t, path)
	}
	flat := out("bin")
	if len(flat) != 47 || !strings.HasPrefix(flat, "\xb8\x01\x00\x00\x00") || !strings.HasSuffix(flat, "Hello, world!\n") {
		t.Errorf("flat binary %q", flat)
	}
	for format, want := range map[string]string{
		"hex":  "b8 01 00 00 00",
		"ihex": ":107C0000B801000000",
		"srec": "S315000",
		"c":    "const unsigned char hello[47] = {",
		"rust": "pub static HELLO: [u8; 47] = [",
		"go":   "var hello = [47]byte{",
	} {
		if text := out(format); !strings.Contains(text, want) {
			t.Errorf("%s: no %q in\n%s", format, want, text)
		}
	}
	if text := out("c"); !strings.Contains(text, "// lea msg(%rip), %rsi") {
		t.Errorf("no source beside the instructions:\n%s", text)
	}
}

// TestFlatKeepsItsBase has an address in its data.
func TestFlatKeepsItsBase(t *testing.T) {
	dir := t.TempDir()
	source, path := filepath.Join(dir, "x.s"), filepath.Join(dir, "x")
	if err := os.WriteFile(source, []byte("nop\n.data\nhere: .quad here\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for base, want := range map[string]string{"0": "\x90\x01", "0x7c00": "\x90\x01\x7c"} {
		if status, _, stderr := tasRun(t, "--format=bin", "--base", base, source, "-o", path); status != 0 {
			t.Fatal(stderr)
		}
		if flat := readFile(t, path); flat != want+strings.Repeat("\x00", 10-len(want)-1) {
			t.Errorf("base %s: % x", base, flat)
		}
	}
}

func TestDump(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h")
	status, made, stderr := tasRun(t, "--golf", "--dump", golfSource, "-o", path)
	if status != 0 {
		t.Fatal(stderr)
	}
	for _, want := range []string{"107 bytes", "mov $0x1,%eax", "golf-hello.s:4", "also EI_CLASS", "p_filesz", `"Hello, world!\n"`, "msg:"} {
		if !strings.Contains(made, want) {
			t.Errorf("no %q in\n%s", want, made)
		}
	}
	status, read, stderr := tasRun(t, "--dump", path)
	if status != 0 || !strings.Contains(read, "p_filesz") {
		t.Errorf("status %d, %s\n%s", status, stderr, read)
	}
	status, page, stderr := tasRun(t, "--dump=html", path)
	if status != 0 || !strings.HasPrefix(page, "<!DOCTYPE html>") && !strings.HasPrefix(page, "<!doctype html>") {
		t.Errorf("status %d, %s\n%.200s", status, stderr, page)
	}
}

func TestSummary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h")
	status, _, said := tasRun(t, "-v", "--golf", golfSource, "-o", path)
	if status != 0 {
		t.Fatal(said)
	}
	for _, want := range []string{"58 bytes saved by --golf", "bytes saved by --tiny", "bytes saved by -s", "107 bytes here; Rust without libc, by ld and strip: 640 for a loop, 888"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

// TestGolfMaxTellsConditions and says so when a program cannot be golfed.
func TestGolfMaxTellsConditions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h")
	status, _, said := tasRun(t, "--golf=max", golfSource, "-o", path)
	if status != 0 || !strings.Contains(said, "to run, the file needs more than 4 GiB of memory and swap") {
		t.Errorf("status %d: %s", status, said)
	}
	status, _, said = tasRun(t, "--golf", "--base=0x10000", golfSource, "-o", path)
	if status != 0 || !strings.Contains(said, "not golfed, as with --tiny: the base address is given") {
		t.Errorf("status %d: %s", status, said)
	}
}

// TestLibrariesInOrder links with -l, --whole-archive and an object's symbol
// from the command line.
func TestLibrariesInOrder(t *testing.T) {
	ar, err := exec.LookPath("ar")
	if err != nil {
		if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip("ar is missing")
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	main := write("main.s", ".globl _start\n_start: call f\n mov %eax, %edi\n add $offset, %edi\n mov $60, %eax\n syscall\n.globl offset\n")
	one := write("one.s", ".globl f\nf: mov $40, %eax\n ret\n")
	two := write("two.s", ".globl unused\nunused: ret\n")
	var objects []string
	for _, source := range []string{main, one, two} {
		object := source[:len(source)-2] + ".o"
		if status, _, stderr := tasRun(t, "-c", source, "-o", object); status != 0 {
			t.Fatal(stderr)
		}
		objects = append(objects, object)
	}
	library := filepath.Join(dir, "libx.a")
	if out, err := exec.Command(ar, append([]string{"rcs", library}, objects[1:]...)...).CombinedOutput(); err != nil {
		t.Fatal(string(out))
	}
	exe := filepath.Join(dir, "exe")
	link := func(args ...string) string {
		t.Helper()
		status, stdout, stderr := tasRun(t, append([]string{objects[0], "--defsym", "offset=2", "-L", dir, "-o", exe}, args...)...)
		if status != 0 {
			t.Fatal(stderr)
		}
		cmd := exec.Command(exe)
		if cmd.Run(); cmd.ProcessState.ExitCode() != 42 {
			t.Errorf("%v: %v", args, cmd.ProcessState)
		}
		return stdout
	}
	if files := link("--trace", "-lx"); strings.Contains(files, "two.o") || !strings.Contains(files, "one.o") {
		t.Errorf("files %q", files)
	}
	if files := link("--trace", "--whole-archive", "-lx", "--no-whole-archive"); !strings.Contains(files, "two.o") {
		t.Errorf("files %q", files)
	}
	if text := link("--whole-archive", "--start-group", "-lx", "--end-group", "--gc-sections", "--print-gc-sections", "-M", "--cref"); !strings.Contains(text, "cross reference") ||
		!strings.Contains(text, "removing unused section") {
		t.Errorf("map %q", text)
	}
	if !bytes.HasPrefix([]byte(readFile(t, exe)), []byte("\x7fELF")) {
		t.Error("no executable")
	}
}
