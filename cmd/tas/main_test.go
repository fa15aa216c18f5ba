package main

import (
	"bytes"
	"debug/elf"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const (
	good  = "\t.globl _start\n_start:\tmov $60, %eax\n\txor %edi, %edi\n\tsyscall\n"
	wrong = "_start:\tmov $60, %eax\n\tmov %eax, $5\n"
)

// called is what one call of the command did.
type called struct {
	status         int
	stdout, stderr string
}

// call runs the command in a folder with the given standard input.
func call(t *testing.T, dir, stdin string, args ...string) called {
	t.Helper()
	t.Chdir(dir)
	file := func(text string) *os.File {
		f, err := os.CreateTemp(t.TempDir(), "")
		if err != nil {
			t.Fatal(err)
		}
		f.WriteString(text)
		f.Seek(0, 0)
		return f
	}
	in, out, errs := file(stdin), file(""), file("")
	status := run(args, in, out, errs)
	read := func(f *os.File) string {
		text, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		return string(text)
	}
	in.Close()
	return called{status, read(out), read(errs)}
}

// folder returns a folder with the two sources in it.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"good.s": good, "wrong.s": wrong} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// names returns what is in a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

func TestExitStatus(t *testing.T) {
	tests := []struct {
		args   string
		status int
		stderr string // must be part of it
	}{
		{"tas good.s", exitDone, ""},
		{"tas wrong.s", exitInput, "wrong.s:2:"},
		{"tas none.s", exitInput, "none.s"},
		{"tas --nonsense good.s", exitUsage, "--nonsense"},
		{"as --nonsense good.s", exitInput, "--nonsense"},
		{"tas -o no/such/folder/x good.s", exitInput, "cannot write no/such/folder/x: no such file or directory"},
		{"tas -o . good.s", exitInput, "cannot write .: it is a directory"},
		{"tas --version", exitDone, ""},
		{"tas --help", exitDone, ""},
		{"as good.s", exitDone, ""},
	}
	for _, test := range tests {
		c := call(t, folder(t), "", strings.Fields(test.args)...)
		if c.status != test.status || !strings.Contains(c.stderr, test.stderr) || test.stderr == "" && c.stderr != "" {
			t.Errorf("%s: status %d, want %d; stderr %q, want %q", test.args, c.status, test.status, c.stderr, test.stderr)
		}
	}
}

// TestOutputFile looks at names, modes and kinds of what is written.
func TestOutputFile(t *testing.T) {
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	tests := []struct {
		args, name string
		kind       elf.Type
		mode       fs.FileMode
	}{
		{"tas good.s", "a.out", elf.ET_EXEC, 0o750},
		{"tas good.s -o hello", "hello", elf.ET_EXEC, 0o750},
		{"tas -c good.s -o good.o", "good.o", elf.ET_REL, 0o640},
		{"as good.s", "a.out", elf.ET_REL, 0o640},
		{"/some/where/as --64 good.s -o good.o", "good.o", elf.ET_REL, 0o640},
	}
	for _, test := range tests {
		dir := folder(t)
		if c := call(t, dir, "", strings.Fields(test.args)...); c.status != exitDone {
			t.Errorf("%s: %s", test.args, c.stderr)
			continue
		}
		if got := names(t, dir); len(strings.Fields(got)) != 3 {
			t.Errorf("%s left %s", test.args, got)
		}
		path := filepath.Join(dir, test.name)
		info, err := os.Stat(path)
		if err != nil {
			t.Error(err)
			continue
		}
		file, err := elf.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if file.Type != test.kind || info.Mode() != test.mode {
			t.Errorf("%s: %v with mode %v, want %v with %v", test.args, file.Type, info.Mode(), test.kind, test.mode)
		}
		file.Close()
	}
}

// TestErrorsLeaveTheOldFile wants the output of an earlier run to be still
// there, and nothing beside it.
func TestErrorsLeaveTheOldFile(t *testing.T) {
	dir := folder(t)
	path := filepath.Join(dir, "out")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c := call(t, dir, "", "tas", "wrong.s", "-o", "out"); c.status != exitInput {
		t.Errorf("status %d", c.status)
	}
	if text, _ := os.ReadFile(path); string(text) != "old" {
		t.Errorf("the old file is now %q", text)
	}
	if got := names(t, dir); got != "good.s out wrong.s" {
		t.Errorf("left %s", got)
	}
}

func TestStandardStreams(t *testing.T) {
	dir := folder(t)
	piped := call(t, dir, good, "tas", "-", "-o", "-")
	if piped.status != exitDone || !strings.HasPrefix(piped.stdout, "\x7fELF") || piped.stderr != "" {
		t.Errorf("- to -: %+v", piped)
	}
	if bare := call(t, dir, good, "tas", "-o", "-"); bare.stdout != piped.stdout {
		t.Error("without a file, standard input is not read")
	}
	if named := call(t, dir, "", "tas", "good.s", "-o", "-"); named.stdout != piped.stdout {
		t.Error("a file gives another program than the same text from standard input")
	}
	if c := call(t, dir, wrong, "tas", "-"); !strings.Contains(c.stderr, "{standard input}:2:") {
		t.Errorf("errors in standard input: %q", c.stderr)
	}
	if c := call(t, dir, good+"\t.print \"hello\"\n", "tas", "-", "-o", "-"); c.stdout != piped.stdout || !strings.Contains(c.stderr, "hello\n") {
		t.Errorf(".print is mixed with the output: %q", c.stderr)
	}
}

func TestWriteThroughLinksAndDevices(t *testing.T) {
	dir := folder(t)
	if err := os.Symlink("target", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "target"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c := call(t, dir, "", "tas", "good.s", "-o", "link"); c.status != exitDone {
		t.Fatal(c.stderr)
	}
	if info, err := os.Lstat(filepath.Join(dir, "link")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link was replaced by a file")
	}
	if text, err := os.ReadFile(filepath.Join(dir, "target")); err != nil || !bytes.HasPrefix(text, []byte("\x7fELF")) {
		t.Error("the file behind the link was not written")
	}
	if c := call(t, dir, "", "tas", "good.s", "-o", "/dev/null"); c.status != exitDone {
		t.Error(c.stderr)
	}
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode()&fs.ModeDevice == 0 {
		t.Fatal("/dev/null is no longer a device")
	}
}

// TestHelp wants examples first, and every option that is not a
// variant of another.
func TestHelp(t *testing.T) {
	text := call(t, folder(t), "", "tas", "--help").stdout
	if i, j := strings.Index(text, "tas hello.s -o hello"), strings.Index(text, "--output"); i < 0 || i > j {
		t.Error("the examples do not come first")
	}
	for line := range strings.Lines(text) {
		if len(strings.TrimSuffix(line, "\n")) > 100 {
			t.Errorf("too wide: %s", line)
		}
	}
	for o := range known(tasOnly) {
		if o.help != "" && !strings.Contains(text, o.spelling()) {
			t.Errorf("%s is not listed", o.spelling())
		}
	}
}

// TestVersion holds the line by which configure scripts and CMake know an
// assembler with GNU's options.
func TestVersion(t *testing.T) {
	first, _, _ := strings.Cut(call(t, folder(t), "", "as", "--version").stdout, "\n")
	words := strings.Fields(first)
	if !strings.HasPrefix(first, "GNU assembler ") || words[len(words)-1] != "2.40" {
		t.Errorf("as --version: %s", first)
	}
	if text := call(t, folder(t), "", "tas", "--version").stdout; !strings.HasPrefix(text, "tas "+version) {
		t.Errorf("tas --version: %s", text)
	}
}

func TestColor(t *testing.T) {
	dir := folder(t)
	if c := call(t, dir, "", "tas", "wrong.s"); strings.Contains(c.stderr, "\x1b") {
		t.Error("colour in a file")
	}
	if c := call(t, dir, "", "tas", "wrong.s", "--color"); !strings.Contains(c.stderr, "\x1b[1;31m") {
		t.Error("no colour with --color")
	}
	if c := call(t, dir, "", "tas", "wrong.s", "--color=never"); strings.Contains(c.stderr, "\x1b") {
		t.Error("colour with --color=never")
	}
	t.Setenv("NO_COLOR", "1")
	if useColor("auto", os.Stderr) {
		t.Error("NO_COLOR is not honoured")
	}
}

func TestMaxErrors(t *testing.T) {
	dir := folder(t)
	source := strings.Repeat("nonsense\n", 30)
	for args, want := range map[string]int{"tas -": 20, "tas - --max-errors=5": 5, "tas - --max-errors=0": 30} {
		c := call(t, dir, source, strings.Fields(args)...)
		if n := strings.Count(c.stderr, "error: "); n != want {
			t.Errorf("%s: %d errors shown, want %d", args, n, want)
		}
	}
}
