package tas

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestLinesAsGNU assembles the sources of testdata/lines with -g: the lines of
// what macros, repetitions and included files expand to, and of what .file,
// .line and line markers rename, are those that GNU as gives.
func TestLinesAsGNU(t *testing.T) {
	as := gnuAs(t)
	dir, err := filepath.Abs("testdata/lines")
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.s"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no sources in testdata/lines", err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out.o")
			cmd := exec.Command(as, "-g", "-I.", "-o", out, name)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "PWD="+dir)
			if msg, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("as: %v\n%s", err, msg)
			}
			opt := &Options{Output: Object, NoBuiltins: true}
			opt.Directives.Debug, opt.Directives.Dwarf = true, 2
			opt.Directives.CompDir = dir
			opt.Directives.Include = []string{"."}
			opt.Directives.ReadFile = func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, name)) }
			r := Build([]Input{{Name: name, Text: []byte(readText(path))}}, opt)
			if r.Output == nil {
				t.Fatalf("refused: %v", r.Diags.Sorted())
			}
			if readText(out) != string(r.Output) {
				t.Error("not the file that as makes")
			}
		})
	}
}
