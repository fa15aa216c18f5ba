package tas

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tas/diag"
)

// tool returns the path of an external program. A test that needs one is
// skipped where it is missing, and fails under TAS_REQUIRE_TOOLS=1.
func tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if thorough() {
		t.Fatalf("%s is not installed, and TAS_REQUIRE_TOOLS is set", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// thorough reports whether tests are to take their time, as before a change is
// accepted; else the long ones take a part of their cases.
func thorough() bool { return os.Getenv("TAS_REQUIRE_TOOLS") == "1" }

// gnuAs returns GNU as, release 2.40: the one that tas is held to.
func gnuAs(t testing.TB) string {
	t.Helper()
	path := tool(t, "as")
	out, err := exec.Command(path, "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(string(out), "\n"); !strings.HasSuffix(first, " 2.40") {
		if thorough() {
			t.Fatalf("GNU as 2.40 is needed, not %s", first)
		}
		t.Skipf("GNU as 2.40 is needed, not %s", first)
	}
	return path
}

// sources returns the assembly sources below testdata that are meant to be
// right, by path.
func sources(t testing.TB) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir("testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "error" || d.Name() == "fuzz") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".s") {
			paths = append(paths, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatal("there is no source below testdata")
	}
	return paths
}

// inGNU rewrites what GNU as 2.40 does not know, keeping every line in its
// place: SYS_ names become their numbers, clang's .addrsig directives go.
func inGNU(source []byte) []byte {
	source = regexp.MustCompile(`\bSYS_\w+`).ReplaceAllFunc(source, func(name []byte) []byte {
		if number, ok := syscallNumber(name); ok {
			return strconv.AppendUint(nil, number, 10)
		}
		return name
	})
	return regexp.MustCompile(`(?m)^\s*\.addrsig(_sym .*)?$`).ReplaceAll(source, nil)
}

// assembleGNU returns the object that GNU as makes of source, read in dir.
func assembleGNU(t testing.TB, dir string, source []byte, options ...string) ([]byte, error) {
	t.Helper()
	object := filepath.Join(t.TempDir(), "gnu.o")
	cmd := exec.Command(gnuAs(t), append(options, "-o", object, "-")...)
	cmd.Dir = dir
	cmd.Stdin = bytes.NewReader(source)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, errors.New(string(out))
	}
	return os.ReadFile(object)
}

// assemble returns the object that tas makes of source, with the name that
// GNU as gives to standard input.
func assemble(t testing.TB, dir string, source []byte) []byte {
	t.Helper()
	opt := &Options{Output: Object}
	opt.Directives.Include = []string{dir}
	if abs, err := filepath.Abs(dir); err == nil {
		opt.Directives.CompDir = abs
	}
	return build(t, opt, Input{Name: "{standard input}", Text: bytes.Clone(source)})
}

// build returns the output for the inputs; messages fail the test.
func build(t testing.TB, opt *Options, inputs ...Input) []byte {
	t.Helper()
	r := Build(inputs, opt)
	if r.Diags.Len() > 0 {
		t.Error(messages(r))
	}
	if r.Diags.Failed() {
		t.FailNow()
	}
	return r.Output
}

// fromFiles makes inputs of the named files.
func fromFiles(t testing.TB, paths ...string) []Input {
	t.Helper()
	inputs := make([]Input, len(paths))
	for i, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		inputs[i] = Input{Name: path, Text: text}
	}
	return inputs
}

// program writes an executable to a temporary file and returns its path.
func program(t testing.TB, image []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, image, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// runProgram runs a program and returns what it printed and its exit status.
func runProgram(t testing.TB, path, stdin string, args ...string) (stdout string, status int) {
	t.Helper()
	cmd := exec.Command(path, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var out bytes.Buffer
	cmd.Stdout = &out
	cmd.Stderr = io.Discard
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return out.String(), exit.ExitCode()
	case err != nil:
		t.Fatalf("%s does not run: %v", filepath.Base(path), err)
	}
	return out.String(), 0
}

// messages returns the messages of a run as a user sees them.
func messages(r *Result) string {
	var b bytes.Buffer
	renderer := diag.Renderer{Sources: r.Sources, Program: "tas", MaxErrors: 20}
	renderer.Print(&b, r.Diags)
	return b.String()
}
