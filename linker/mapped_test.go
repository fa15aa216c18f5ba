package linker

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestManyFiles reads files of all sizes, enough of them for all processors, with
// names that are no objects between them.
func TestManyFiles(t *testing.T) {
	dir := t.TempDir()
	var names []string
	var want [][]byte
	for i := range 48 {
		data := bytes.Repeat(fmt.Appendf(nil, "\x7fELF%d", i), 1+i*i*5)
		if i%7 == 3 {
			data[0] = 'x' // a source
		}
		name := filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
		if i%7 == 3 {
			data = nil
		}
		names, want = append(names, name), append(want, data)
	}
	names, want = append(names, "", filepath.Join(dir, "none")), append(want, nil, nil)
	var files Files
	if files.Held() {
		t.Error("nothing was read, but is held")
	}
	got := files.ReadObjects(names)
	for i := range want {
		if !bytes.Equal(got[i], want[i]) {
			t.Errorf("%s: %d bytes, want %d", names[i], len(got[i]), len(want[i]))
		}
	}
	files.Release()
	if files.Held() {
		t.Error("something is held after its release")
	}
}
