package tas

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// piecesEqual holds that reading a source in pieces gives what reading it in
// one go does.
func piecesEqual(t *testing.T, name string, text []byte, n int) (joined bool) {
	t.Helper()
	in := func() []Input { return []Input{{Name: name, Text: bytes.Clone(text)}} }
	serial := Build(in(), &Options{Output: Object, Serial: true, Directives: noFiles()})
	cut := Build(in(), &Options{Output: Object, forcePieces: n, Directives: noFiles()})
	if a, b := messages(serial), messages(cut); a != b {
		t.Errorf("%s in %d pieces: messages differ:\n%s\nserial:\n%s", name, n, b, a)
	}
	if !bytes.Equal(serial.Output, cut.Output) {
		t.Errorf("%s in %d pieces: the objects differ", name, n)
	}
	return cut.joined
}

func TestPiecesEqualSerial(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.s")
	if err != nil || len(files) == 0 {
		t.Fatal("no sources in testdata", err)
	}
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

// FuzzPieces reads any text whole and in a few pieces.
func FuzzPieces(f *testing.F) {
	for _, path := range sources(f) {
		if text, err := os.ReadFile(path); err == nil && len(text) < 8<<10 {
			f.Add(text, uint8(3))
		}
	}
	for _, text := range []string{
		"1: jmp 1b\nnop\nnop \n jmp 1b\n", ".macro m\nnop\n.endm\n \nm\nm\n", ".if 1\nnop\n \nnop\n.endif\n",
		"/* a\nb\n \nc\nd */ nop\n", "a = 1\nnop\n \n.long a\na = 2\n", ".data\n.long 1\n \n.previous\nnop\nnop\n",
		".cfi_startproc\nnop\nnop\n.cfi_def_cfa_offset 16\nnop\n.cfi_endproc\n", "jmp a\n.skip 200\n \na: jmp b\n.skip 100\nb:\n",
		".file 1 \"a.c\"\n.loc 1 1\nnop\nnop\n.loc 1 2\nnop\n", ".uleb128 b-a\na: .skip 100\n.balign 16\nnop\nb: nop\n",
	} {
		f.Add([]byte(text), uint8(2))
	}
	f.Fuzz(func(t *testing.T, text []byte, n uint8) {
		if largeCount.Match(text) {
			return
		}
		watchdog := time.AfterFunc(10*time.Second, func() { panic("tas hangs") })
		defer watchdog.Stop()
		piecesEqual(t, "fuzz.s", text, 2+int(n%7))
	})
}
