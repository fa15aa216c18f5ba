package linker_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tas"
	"tas/diag"
	"tas/internal/many"
	"tas/linker"
)

// object assembles a source.
func object(t testing.TB, source string) []byte {
	r := tas.Build([]tas.Input{{Name: "x.s", Text: []byte(source)}}, &tas.Options{Output: tas.Object})
	if r.Diags.Failed() {
		t.Fatal(r.Diags.Sorted()[0].Text)
	}
	return r.Output
}

// archive puts files into an archive without an index.
func archive(files [][]byte) []byte {
	lib := []byte("!<arch>\n")
	for i, data := range files {
		lib = fmt.Appendf(lib, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", fmt.Sprintf("%d.o/", i), 0, 0, 0, 0o644, len(data))
		lib = append(lib, data...)
		if len(data)%2 != 0 {
			lib = append(lib, '\n')
		}
	}
	return lib
}

// TestSameOnAnyCores links a program with all that depends on the order of
// files (common and weak symbols, groups, members of an archive that have the
// same names) on one core and on several: the bytes and the messages are the
// same.
func TestSameOnAnyCores(t *testing.T) {
	const count = 80
	var inputs, clashing []linker.Input
	var members [][]byte
	for i := range count {
		data := object(t, many.Source(i, count)+fmt.Sprintf(`
	.comm shared_%d, %d, 8
	.comm everywhere, %[2]d, 16
	.weak weak_%d, nowhere
	.set weak_%[3]d, . - %[1]d
	.quad weak_%[3]d, nowhere, missing_%[4]d, missing_%[5]d
	.section .text.f,"axG",@progbits,f_%[6]d,comdat
	.weak f_%[6]d
f_%[6]d: .long %[1]d
`, i, 8+i%7*8, i%9, i%30, i*7%30, i%11))
		inputs = append(inputs, linker.Input{Name: fmt.Sprintf("%d.o", i), Data: data})
		clashing = append(clashing, inputs[i], inputs[i])
		members = append(members, object(t, fmt.Sprintf(
			".globl missing_%d, extra_%d\nmissing_%[1]d: .quad missing_%d\n.weak other_%d\nother_%[4]d: .quad %[2]d\nextra_%[2]d: .quad other_%[4]d", i%30, i, (i+3)%30, i%4)))
	}
	lib := linker.Input{Name: "lib.a", Data: archive(members)}
	link := func(cores int, inputs []linker.Input, opt linker.Options) ([]byte, string) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		var diags diag.List
		out := linker.Link(inputs, &opt, &diags)
		var text strings.Builder
		for _, d := range diags.Sorted() {
			fmt.Fprintln(&text, d.Text)
		}
		return out, text.String()
	}
	for _, c := range []struct {
		name   string
		inputs []linker.Input
		opt    linker.Options
		fails  bool
	}{
		{"plain", append(inputs, lib), linker.Options{}, false},
		{"the archive first", append([]linker.Input{lib}, inputs...), linker.Options{GC: true}, false},
		{"tiny", append(inputs, lib), linker.Options{Tiny: true, ICF: linker.ICFAll}, false},
		{"position-independent", append(inputs, lib), linker.Options{PIE: true}, false},
		{"defined twice", append(clashing, lib), linker.Options{}, true},
		{"undefined", inputs, linker.Options{}, true},
	} {
		out, text := link(1, c.inputs, c.opt)
		if (out == nil) != c.fails {
			t.Fatalf("%s: %s", c.name, text)
		}
		for round := range 4 {
			if again, message := link(2+round%3, c.inputs, c.opt); !bytes.Equal(out, again) || text != message {
				t.Errorf("%s: on %d cores another file, or other messages:\n%s\nnot\n%s", c.name, 2+round%3, message, text)
			}
		}
	}
}

// TestUnalignedObject links an object from every place in memory.
func TestUnalignedObject(t *testing.T) {
	data := object(t, many.Source(0, 1))
	var want []byte
	for shift := range 8 {
		room := make([]byte, shift+len(data))
		copy(room[shift:], data)
		var diags diag.List
		out := linker.Link([]linker.Input{{Name: "x.o", Data: room[shift:]}}, &linker.Options{}, &diags)
		if out == nil || want != nil && !bytes.Equal(out, want) {
			t.Errorf("shifted by %d bytes: another file", shift)
		}
		want = out
	}
}

// BenchmarkLinkMany links many.Objects objects.
func BenchmarkLinkMany(b *testing.B) {
	dir := b.TempDir()
	var inputs []linker.Input
	for i := range many.Objects {
		name := filepath.Join(dir, fmt.Sprintf("%d.o", i))
		if err := os.WriteFile(name, object(b, many.Source(i, many.Objects)), 0o666); err != nil {
			b.Fatal(err)
		}
		inputs = append(inputs, linker.Input{Name: name})
	}
	b.ReportAllocs()
	for b.Loop() {
		var diags diag.List
		if linker.Link(inputs, &linker.Options{}, &diags) == nil {
			b.Fatal(diags.Sorted()[0].Text)
		}
	}
}
