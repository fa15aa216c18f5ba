package tas

import (
	"bytes"
	"debug/elf"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestSameAsGNU assembles every source below testdata, and below $TAS_CORPUS,
// with tas and with GNU as, and wants the same file.
func TestSameAsGNU(t *testing.T) {
	gnuAs(t)
	paths := sources(t)
	if corpus := os.Getenv("TAS_CORPUS"); corpus != "" {
		more, err := filepath.Glob(filepath.Join(corpus, "*.s"))
		if err != nil {
			t.Fatal(err)
		}
		if len(more) == 0 {
			t.Errorf("no source in %s", corpus)
		}
		paths = append(paths, more...)
	}
	for _, path := range paths {
		t.Run(filepath.ToSlash(path), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			dir := filepath.Dir(path)
			source = inGNU(source)
			want, err := assembleGNU(t, dir, source)
			if err != nil {
				t.Fatalf("GNU as refuses it: %v", err)
			}
			compareObjects(t, assemble(t, dir, source), want, false)
		})
	}
}

// TestExtensionsKeepTheBytes assembles the sources that GNU as needs rewritten
// as they are: what they have more must not change any contents.
func TestExtensionsKeepTheBytes(t *testing.T) {
	tried := 0
	for _, path := range sources(t) {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rewritten := inGNU(source)
		if bytes.Equal(source, rewritten) {
			continue
		}
		tried++
		t.Run(filepath.ToSlash(path), func(t *testing.T) {
			dir := filepath.Dir(path)
			compareObjects(t, assemble(t, dir, source), assemble(t, dir, rewritten), true)
		})
	}
	if tried == 0 {
		t.Error("no source uses an extension")
	}
}

// compareObjects fails the test where two objects differ, and says where:
// section, offset, and the bytes of both. With contentsOnly, symbol and
// section tables may differ.
func compareObjects(t *testing.T, got, want []byte, contentsOnly bool) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	g, err := elf.NewFile(bytes.NewReader(got))
	if err != nil {
		t.Fatalf("the object is broken: %v", err)
	}
	w, err := elf.NewFile(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, ws := range w.Sections {
		if contentsOnly && ws.Flags&elf.SHF_ALLOC == 0 {
			continue
		}
		gs := g.Section(ws.Name)
		if gs == nil {
			t.Errorf("section %s is missing", ws.Name)
			found = true
			continue
		}
		wh, gh := ws.SectionHeader, gs.SectionHeader
		wh.Offset, gh.Offset, wh.Link, gh.Link, wh.Info, gh.Info = 0, 0, 0, 0, 0, 0
		if wh != gh {
			t.Errorf("section %s: header\n  got  %+v\n  want %+v", ws.Name, gh, wh)
			found = true
		}
		if ws.Type == elf.SHT_NOBITS {
			continue
		}
		if where := difference(t, gs, ws); where != "" {
			t.Error(where)
			found = true
		}
	}
	for _, gs := range g.Sections {
		if w.Section(gs.Name) == nil && (!contentsOnly || gs.Flags&elf.SHF_ALLOC != 0) {
			t.Errorf("section %s is too much", gs.Name)
			found = true
		}
	}
	if !found && !contentsOnly {
		t.Errorf("the files differ from byte %#x, though the sections agree: layout or headers", firstDifference(got, want))
	}
}

// difference describes where the contents of two sections part.
func difference(t *testing.T, got, want *elf.Section) string {
	t.Helper()
	g, err := got.Data()
	if err != nil {
		t.Fatal(err)
	}
	w, err := want.Data()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(g, w) {
		return ""
	}
	at := firstDifference(g, w)
	from := at &^ 7
	return fmt.Sprintf("section %s differs at %#x\n  got  % x\n  want % x", want.Name, at, window(g, from), window(w, from))
}

func firstDifference(a, b []byte) int {
	n := min(len(a), len(b))
	for i := 0; i < n; i++ {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func window(data []byte, from int) []byte {
	return data[min(from, len(data)):min(from+24, len(data))]
}
