package tas

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tas/linker"

	"github.com/sebdah/goldie/v2"
)

// sample is a program of testdata/run: how it is called and what it must do.
type sample struct {
	name   string
	files  []string // sources in testdata/run, without .s
	args   []string
	stdin  string
	stdout string
	status int
	tiny   int // upper bound for the size with --tiny; 0 = none
}

const lorem = "Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit,\n  sed do eiusmod tempor.\n"

// samples is made anew for each test, since the arguments name files.
func samples() []sample {
	return []sample{
		{name: "hello", files: []string{"hello"}, stdout: "Hello, world!\n", tiny: 165},
		{name: "hello-rust", files: []string{"hello-rust"}, stdout: "Hello, world!\n", tiny: 220},
		{name: "mapfile", files: []string{"mapfile", "syscall"}, args: []string{"testdata/run/hello.s"},
			stdout: "# Pr" + readText("testdata/run/hello.s")},
		{name: "mapfile without the file", files: []string{"mapfile", "syscall"}, args: []string{"testdata/none"}, status: 1},
		{name: "echo", files: []string{"echo"}, args: []string{"to", "be  or", "", "not"}, stdout: "to be  or  not\n"},
		{name: "echo of nothing", files: []string{"echo"}, stdout: "\n"},
		{name: "cat", files: []string{"cat"}, stdin: strings.Repeat(lorem, 4000), stdout: strings.Repeat(lorem, 4000)},
		{name: "fizzbuzz", files: []string{"fizzbuzz"}, stdout: fizzbuzz()},
		{name: "counter", files: []string{"counter"}, stdin: lorem, stdout: "3\n12\n82\n"},
		{name: "jumptable", files: []string{"jumptable"}, args: []string{"6", "7", "*", "2", "-"}, stdout: "40\n"},
		{name: "jumptable remainder", files: []string{"jumptable"}, args: []string{"17", "5", "%", "10", "3", "/", "+"}, stdout: "5\n"},
		{name: "jumptable unknown operator", files: []string{"jumptable"}, args: []string{"1", "x"}, status: 1},
	}
}

// readText returns a file's text; a missing one makes its test fail.
func readText(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func fizzbuzz() string {
	var b strings.Builder
	for i := 1; i <= 100; i++ {
		switch {
		case i%15 == 0:
			b.WriteString("FizzBuzz\n")
		case i%3 == 0:
			b.WriteString("Fizz\n")
		case i%5 == 0:
			b.WriteString("Buzz\n")
		default:
			b.WriteString(strconv.Itoa(i) + "\n")
		}
	}
	return b.String()
}

// linkings are the ways in which a program is linked; it does the same in all.
var linkings = [...]struct {
	name string
	opt  linker.Options
}{
	{"default", linker.Options{}},
	{"stripped", linker.Options{Strip: true}},
	{"tiny", linker.Options{Tiny: true}},
	{"high base", linker.Options{Base: 0x7f0000}},
}

func TestSamplesRun(t *testing.T) {
	for _, s := range samples() {
		for _, l := range linkings {
			t.Run(s.name+"/"+l.name, func(t *testing.T) {
				image := build(t, &Options{Link: l.opt}, s.inputs(t)...)
				if l.opt.Tiny && s.tiny > 0 && len(image) > s.tiny {
					t.Errorf("%d bytes, more than %d", len(image), s.tiny)
				}
				s.check(t, program(t, image))
			})
		}
	}
}

func (s *sample) inputs(t testing.TB) []Input {
	t.Helper()
	var paths []string
	for _, name := range s.files {
		paths = append(paths, filepath.Join("testdata/run", name+".s"))
	}
	return fromFiles(t, paths...)
}

// check runs the program.
func (s *sample) check(t testing.TB, path string) {
	t.Helper()
	stdout, status := runProgram(t, path, s.stdin, s.args...)
	if stdout != s.stdout || status != s.status {
		t.Errorf("printed %.200q with status %d\nwant    %.200q with status %d", stdout, status, s.stdout, s.status)
	}
}

// TestObjectsLinkWithLd makes objects that another linker takes.
func TestObjectsLinkWithLd(t *testing.T) {
	ld := tool(t, "ld")
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "program")
			args := []string{"-o", path}
			for i, in := range s.inputs(t) {
				object := filepath.Join(dir, strconv.Itoa(i)+".o")
				if err := os.WriteFile(object, build(t, &Options{Output: Object}, in), 0o666); err != nil {
					t.Fatal(err)
				}
				args = append(args, object)
			}
			if out, err := exec.Command(ld, args...).CombinedOutput(); err != nil {
				t.Fatalf("ld: %v\n%s", err, out)
			}
			s.check(t, path)
		})
	}
}

// TestTinyLoop builds the smallest program. It never ends, so it is looked at,
// started and killed.
func TestTinyLoop(t *testing.T) {
	image := build(t, &Options{Link: linker.Options{Tiny: true}}, fromFiles(t, "testdata/run/loop.s")...)
	if len(image) > 122 {
		t.Errorf("%d bytes, more than 122", len(image))
	}
	cmd := exec.Command(program(t, image))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Error("it ended by itself")
	}
	if cmd.Wait(); cmd.ProcessState.String() != "signal: killed" {
		t.Errorf("it ended with %v before it was killed", cmd.ProcessState)
	}
}

// TestSystemCalls traces hello: it is executed, writes and exits, and there is
// nothing else.
func TestSystemCalls(t *testing.T) {
	strace := tool(t, "strace")
	for _, name := range []string{"hello", "hello-rust"} {
		for _, l := range linkings {
			t.Run(name+"/"+l.name, func(t *testing.T) {
				image := build(t, &Options{Link: l.opt}, fromFiles(t, "testdata/run/"+name+".s")...)
				trace := filepath.Join(t.TempDir(), "trace")
				if out, err := exec.Command(strace, "-o", trace, program(t, image)).CombinedOutput(); err != nil {
					t.Fatalf("strace: %v\n%s", err, out)
				}
				calls := regexp.MustCompile(`(?m)^(\w+)\(`).FindAllStringSubmatch(readText(trace), -1)
				var names []string
				for _, m := range calls {
					names = append(names, m[1])
				}
				if got := strings.Join(names, " "); got != "execve write exit" {
					t.Errorf("system calls: %s", got)
				}
			})
		}
	}
}

// TestCompiledProgram assembles and links a C program as four compilers wrote
// it, unmodified. The golden output is that of the program which GNU as and ld
// made.
func TestCompiledProgram(t *testing.T) {
	g := goldie.New(t, goldie.WithFixtureDir("testdata/corpus"))
	paths, err := filepath.Glob("testdata/corpus/demo-*.s")
	if err != nil || len(paths) < 4 {
		t.Fatal("compilers' outputs are missing in testdata/corpus", err)
	}
	args := []string{"one", "two words"}
	if updating() {
		g.Update(t, "demo", []byte(runGNU(t, paths[0], args)))
		return
	}
	for _, path := range paths {
		for _, l := range linkings {
			t.Run(filepath.Base(path)+"/"+l.name, func(t *testing.T) {
				image := build(t, &Options{Link: l.opt}, fromFiles(t, path)...)
				stdout, status := runProgram(t, program(t, image), "", args...)
				g.Assert(t, "demo", []byte(stdout))
				if status != 13 {
					t.Errorf("status %d, want 13", status)
				}
			})
		}
	}
}

// runGNU returns what the program prints that GNU as and ld make of a source.
func runGNU(t testing.TB, path string, args []string) string {
	t.Helper()
	object, err := assembleGNU(t, ".", inGNU([]byte(readText(path))))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	input, output := filepath.Join(dir, "a.o"), filepath.Join(dir, "a.out")
	if err := os.WriteFile(input, object, 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool(t, "ld"), "-o", output, input).CombinedOutput(); err != nil {
		t.Fatalf("ld: %v\n%s", err, out)
	}
	stdout, _ := runProgram(t, output, "", args...)
	return stdout
}
