package tas

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// piecesEqual holds that reading a source in pieces gives what reading it in
// one go does.
func piecesEqual(t *testing.T, name string, text []byte, n int) (joined bool) {
	t.Helper()
	serial := Build([]Input{{name, bytes.Clone(text)}}, &Options{Output: Object, Serial: true})
	opt := &Options{Output: Object, forcePieces: n}
	cut := Build([]Input{{name, bytes.Clone(text)}}, opt)
	if a, b := messages(serial), messages(cut); a != b {
		t.Errorf("%s in %d pieces: messages differ:\n%s\nserial:\n%s", name, n, b, a)
	}
	if !bytes.Equal(serial.Output, cut.Output) {
		t.Errorf("%s in %d pieces: the objects differ", name, n)
	}
	return cut.joined
}

func TestPiecesEqualSerial(t *testing.T) {
	files, _ := filepath.Glob("testdata/*/*.s")
	joined := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{2, 3, 7} {
			if piecesEqual(t, name, text, n) {
				joined++
			}
		}
	}
	if joined == 0 {
		t.Error("no source could be read in pieces")
	}
	t.Logf("%d of %d were read in pieces", joined, 3*len(files))
}
