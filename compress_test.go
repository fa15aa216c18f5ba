package tas

import (
	"bytes"
	"debug/elf"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCompressedSectionsSameAsGNU compresses debugging information with tas and
// with GNU as. Of zstd, the compressed bytes are the library's affair; the
// sections, their kinds and what they hold when unpacked must be the same.
func TestCompressedSectionsSameAsGNU(t *testing.T) {
	objcopy := tool(t, "objcopy")
	source, err := os.ReadFile("testdata/run/hello-rust.s")
	if err != nil {
		t.Fatal(err)
	}
	// Compressible debugging information, and a section too small to gain.
	source = append(source, "\n.section .debug_str,\"MS\",@progbits,1\n.rept 300\n.asciz \"the same again\"\n.endr\n.section .debug_loc,\"\"\n.quad _start\n"...)
	for how, option := range map[Compression]string{
		CompressZlib: "zlib", CompressZlibGNU: "zlib-gnu", CompressZstd: "zstd",
	} {
		t.Run(option, func(t *testing.T) {
			want, err := assembleGNU(t, ".", source, "--compress-debug-sections="+option)
			if err != nil {
				t.Fatal(err)
			}
			got := build(t, &Options{Output: Object, Compress: how}, Input{Name: "{standard input}", Text: bytes.Clone(source)})
			if g, w := compressedNames(t, got), compressedNames(t, want); g != w || w == "" {
				t.Errorf("compressed sections: %s, want %s", g, w)
			}
			if how != CompressZstd {
				compareObjects(t, got, want, false)
			}
			unpack := func(object []byte) []byte {
				path := filepath.Join(t.TempDir(), "x.o")
				if err := os.WriteFile(path, object, 0o666); err != nil {
					t.Fatal(err)
				}
				if out, err := exec.Command(objcopy, "--decompress-debug-sections", path).CombinedOutput(); err != nil {
					t.Fatalf("objcopy: %v\n%s", err, out)
				}
				object, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				return object
			}
			compareObjects(t, unpack(got), unpack(want), false)
		})
	}
}

// TestDeflatedSameAsGNU compresses sections of all kinds of contents; as does it
// with zlib, whose bytes must come out.
func TestDeflatedSameAsGNU(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	paths, err := filepath.Glob("testdata/corpus/*.s")
	if err != nil || len(paths) == 0 {
		t.Fatal("no sources", err)
	}
	var text []byte
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, source...)
	}
	dir := t.TempDir()
	var source bytes.Buffer
	for i := range 60 {
		data := make([]byte, rng.IntN(100<<(i%10)))
		kind := rng.IntN(5)
		for k := range data {
			switch kind {
			case 0:
				data[k] = byte(rng.IntN(4))
			case 1:
				data[k] = byte(min(255, rng.ExpFloat64()*20))
			case 2:
				data[k] = text[(k+i*1000)%len(text)]
			case 3:
				data[k] = text[k*k%len(text)]
			}
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), data, 0o666); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&source, "\t.section .debug_%d,\"\",@progbits\n\t.incbin \"%d\"\n", i, i)
	}
	want, err := assembleGNU(t, dir, source.Bytes(), "--compress-debug-sections")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	got := build(t, &Options{Output: Object, Compress: CompressZlib}, Input{Name: "{standard input}", Text: bytes.Clone(source.Bytes())})
	compareObjects(t, got, want, false)
}

// compressedNames lists the sections that are compressed.
func compressedNames(t *testing.T, object []byte) string {
	t.Helper()
	f, err := elf.NewFile(bytes.NewReader(object))
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_COMPRESSED != 0 || len(s.Name) > 2 && s.Name[:2] == ".z" {
			names += s.Name + " "
		}
	}
	return names
}
