package tas

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// optionCases are sources that mean something else under options of GNU as
// than without: tas, called as, must make the same object, or refuse as well.
var optionCases = []struct{ options, source string }{
	{"-mlfence-after-load=yes", "jmp a; data16 jmp a; je a; call a; jrcxz a; loop a; a: bnd jmp a; xbegin a; movl (%rax),%eax; call *(%rax)"},
	{"-g", ".bundle_align_mode 4; .rept 9; movl $1,%eax; jmp a; .endr; .bundle_lock; clc; ret; .bundle_unlock; a:"},
}

func TestOptionsAsGNU(t *testing.T) {
	gnu, ours := gnuAs(t), commandNamedAs(t)
	for _, c := range optionCases {
		dir := t.TempDir()
		source := filepath.Join(dir, "a.s")
		if err := os.WriteFile(source, []byte(strings.ReplaceAll(c.source, "; ", "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		objects := [2][]byte{}
		var said [2][]byte
		for k, program := range []string{gnu, ours} {
			path := filepath.Join(dir, "a.o")
			os.Remove(path)
			cmd := exec.Command(program, append(strings.Fields(c.options), "-o", path, "a.s")...)
			cmd.Dir = dir
			said[k], _ = cmd.CombinedOutput()
			objects[k], _ = os.ReadFile(path)
		}
		if !bytes.Equal(objects[0], objects[1]) {
			t.Errorf("%s: %s\nas says %s\ntas says %s", c.options, c.source, said[0], said[1])
		}
	}
}
