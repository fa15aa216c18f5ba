// Command corpus builds real C programs with tas in the place of GNU as and
// runs their own tests. Each file goes through gcc -O2 -S; tas's object must
// be the same as GNU as's, file for file; then gcc links tas's objects.
//
// SQLite is built in another way: its Go module is tested by go test, with
// gcc told to use tas under the name as.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tas/internal/fetch"

	"github.com/spf13/pflag"
)

// A project is a Debian source package with what builds and tests it.
type project struct {
	name    string
	sources []string // patterns below the unpacked folder
	without []string // files among them that hold another main
	options []string // for compiling
	libs    []string // for linking
	test    func(program, folder string) error
}

// The projects: an interpreter with a large jump table, and a compression
// library with hand-tuned loops and tests of its own.
var projects = [...]project{
	{
		name: "lua5.4", sources: []string{"src/*.c"}, without: []string{"luac.c"},
		options: []string{"-DLUA_USE_POSIX"}, libs: []string{"-lm"}, test: testLua,
	},
	{
		name: "zlib", sources: []string{"*.c", "test/example.c"},
		options: []string{"-DHAVE_UNISTD_H", "-D_LARGEFILE64_SOURCE=1"}, test: testZlib,
	},
}

func main() {
	tas := pflag.String("tas", "bin/tas", "the tas to try")
	dir := pflag.String("dir", "build/corpus", "where sources and objects are kept")
	sqlite := pflag.Bool("sqlite", true, "run SQLite's Go tests too")
	pflag.Parse()
	failed := 0
	path, err := filepath.Abs(*tas)
	if err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(2)
	}
	for i := range projects {
		failed += report(projects[i].name, projects[i].try(path, *dir))
	}
	if *sqlite {
		failed += report("sqlite", trySQLite(path, *dir))
	}
	if failed > 0 {
		os.Exit(1)
	}
}

// report prints how a project went, and returns 1 if badly.
func report(name string, err error) int {
	if err != nil {
		fmt.Printf("FAIL %s: %v\n", name, err)
		return 1
	}
	fmt.Printf("ok   %s\n", name)
	return 0
}

// try builds one project and runs its tests.
func (p *project) try(tas, dir string) error {
	folder, err := fetch.DebianSource(p.name, dir)
	if err != nil {
		return err
	}
	out := filepath.Join(dir, p.name, "out")
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	var objects []string
	lines := 0
	for _, pattern := range p.sources {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return err
		}
		for _, file := range files {
			if p.leavesOut(file) {
				continue
			}
			object, n, err := p.compile(tas, file, out)
			if err != nil {
				return err
			}
			objects = append(objects, object)
			lines += n
		}
	}
	if len(objects) == 0 {
		return fmt.Errorf("no sources in %s", folder)
	}
	program := filepath.Join(out, "program")
	args := append([]string{"-o", program}, objects...)
	if err := run(exec.Command("gcc", append(args, p.libs...)...)); err != nil {
		return err
	}
	if err := p.test(program, folder); err != nil {
		return err
	}
	fmt.Printf("     %s: %d files, %d lines of assembly, objects identical with GNU as's\n", p.name, len(objects), lines)
	return nil
}

func (p *project) leavesOut(file string) bool {
	for _, name := range p.without {
		if filepath.Base(file) == name {
			return true
		}
	}
	return false
}

// compile takes one C file to an object by tas, and compares it with GNU as's.
func (p *project) compile(tas, file, out string) (object string, lines int, err error) {
	base := filepath.Join(out, strings.TrimSuffix(filepath.Base(file), ".c"))
	object = base + ".o"
	args := append([]string{"-O2", "-w", "-S", "-I", filepath.Dir(file), "-I", filepath.Dir(filepath.Dir(file))}, p.options...)
	for _, cmd := range []*exec.Cmd{
		exec.Command("gcc", append(args, "-o", base+".s", file)...),
		exec.Command("as", "-o", base+".gnu.o", base+".s"),
		exec.Command(tas, "-c", "-o", object, base+".s"),
		exec.Command("cmp", base+".gnu.o", object),
	} {
		if err := run(cmd); err != nil {
			return "", 0, err
		}
	}
	text, err := os.ReadFile(base + ".s")
	return object, strings.Count(string(text), "\n"), err
}

// run runs a command whose output matters only when it fails.
func run(cmd *exec.Cmd) error {
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%.4000s", strings.Join(cmd.Args, " "), err, out)
	}
	return nil
}

// testLua runs a program that exercises the interpreter and checks itself.
func testLua(program, folder string) error {
	return run(exec.Command(program, "testdata/corpus/check.lua"))
}

// testZlib runs zlib's own test, which prints an error and exits when a
// round trip through the library is not exact.
func testZlib(program, folder string) error {
	cmd := exec.Command("./" + filepath.Base(program)) // it writes files where it stands
	cmd.Dir = filepath.Dir(program)
	return run(cmd)
}

// trySQLite runs the tests of SQLite's Go module, compiled by a gcc that finds
// tas where it looks for as.
func trySQLite(tas, dir string) error {
	module, err := fetch.GoModule(fetch.SQLite)
	if err != nil {
		return err
	}
	tools, err := filepath.Abs(filepath.Join(dir, "tools"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(tools, 0o777); err != nil {
		return err
	}
	link := filepath.Join(tools, "as")
	os.Remove(link)
	if err := os.Symlink(tas, link); err != nil {
		return err
	}
	cmd := exec.Command("go", "test", "-count=1", ".")
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1", "CC=gcc -B"+tools, "GOFLAGS=-mod=mod")
	return run(cmd)
}
