package tas

import (
	"bytes"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCompressedSectionsSameAsGNU compresses debugging information with tas and
// with GNU as. The compressed bytes are the library's affair; the sections,
// their kinds and what they hold when unpacked must be the same.
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
