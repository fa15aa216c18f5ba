package tas

import (
	"bytes"
	"debug/elf"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

// The files testdata/directive/*.txt hold small sources, divided by lines of
// ----, each of which asks one question: what does GNU as make of this? Its
// answers, an object or a refusal, stand in the goldens beside the sources.

// directiveCases returns the sources of one family.
func directiveCases(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(text), "----\n")
}

func directiveFamilies(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/directive/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases in testdata/directive", err)
	}
	return paths
}

// directiveObject is what tas makes of a case, nil when it refuses.
func directiveObject(source string) []byte {
	opt := &Options{Output: Object, NoBuiltins: true}
	opt.Directives.Include = []string{"testdata/directive"}
	r := Build([]Input{{Name: "{standard input}", Text: []byte(source)}}, opt)
	return r.Output
}

func TestDirectives(t *testing.T) {
	g := goldie.New(t, goldie.WithFixtureDir("testdata/directive/golden"))
	for _, path := range directiveFamilies(t) {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(name, func(t *testing.T) {
			answers := func(ask func(source string) []byte) []byte {
				var b bytes.Buffer
				for _, source := range directiveCases(t, path) {
					b.WriteString("----\n" + source)
					answer(t, &b, ask(source))
				}
				return b.Bytes()
			}
			if updating() {
				// Under -update Assert would put tas's answers in their place.
				g.Update(t, name, answers(func(source string) []byte {
					object, _ := assembleGNU(t, "testdata/directive", []byte(source))
					return object
				}))
				return
			}
			g.Assert(t, name, answers(directiveObject))
		})
	}
}

// answer lists an object: sections with their bytes, symbols, relocations.
func answer(t *testing.T, b *bytes.Buffer, object []byte) {
	t.Helper()
	if object == nil {
		b.WriteString("=> refused\n")
		return
	}
	b.WriteString("=>\n")
	file, err := elf.NewFile(bytes.NewReader(object))
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range file.Sections[1:] {
		switch s.Type {
		case elf.SHT_SYMTAB, elf.SHT_STRTAB, elf.SHT_RELA:
			continue
		}
		if s.Size == 0 && i < 4 && (s.Name == ".text" || s.Name == ".data" || s.Name == ".bss") {
			continue
		}
		fmt.Fprintf(b, "section %s %v %v align %d entry %d link %d info %d size %d\n",
			s.Name, s.Type, s.Flags, s.Addralign, s.Entsize, s.Link, s.Info, s.Size)
		if s.Type == elf.SHT_NOBITS {
			continue
		}
		data, err := s.Data()
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(data) && at < 512; at += 16 {
			fmt.Fprintf(b, "  %04x %s\n", at, hex.EncodeToString(data[at:min(at+16, len(data))]))
		}
	}
	if file.Section(".symtab") != nil {
		listSymbols(t, b, file)
	}
	listRelocations(t, b, file)
}

// TestDirectivesAsGNU wants the same file from both, to the last byte.
func TestDirectivesAsGNU(t *testing.T) {
	gnuAs(t)
	for _, path := range directiveFamilies(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			for _, source := range directiveCases(t, path) {
				want, err := assembleGNU(t, "testdata/directive", []byte(source))
				got := directiveObject(source)
				switch {
				case err != nil && got != nil:
					t.Errorf("accepted, but as refuses it: %v\n%s", err, source)
				case err == nil && got == nil:
					t.Errorf("refused:\n%s", source)
				case !bytes.Equal(got, want):
					t.Errorf("not the file that as makes:\n%s", source)
				}
			}
		})
	}
}
