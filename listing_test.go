package tas

import (
	"bytes"
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

// A golden listing shows which bytes each source line became:
//
//	section .text, 37 bytes
//	   5 0000 b8 01 00 00 00          _start: mov $SYS_write, %eax
//
// and below them symbols and relocations. Under -update everything in it comes
// from GNU as: the object, and through its own listing the place of each line.
// Otherwise the places are read back from the file and filled with the bytes
// of tas's object, so that the comparison needs no other tool.

// extent says that a source line became n bytes at off of a section.
type extent struct {
	section string
	line    int
	off, n  int
}

func TestListings(t *testing.T) {
	g := goldie.New(t, goldie.WithFixtureDir("testdata/run/golden"))
	paths, err := filepath.Glob("testdata/run/*.s")
	if err != nil || len(paths) == 0 {
		t.Fatal("no sources in testdata/run", err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".s")
		t.Run(name, func(t *testing.T) {
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if updating() {
				object, err := assembleGNU(t, ".", inGNU(source))
				if err != nil {
					t.Fatal(err)
				}
				// Under -update Assert would put tas's bytes in their place.
				g.Update(t, name, listing(t, object, source, askGNU(t, source)))
				return
			}
			golden, err := os.ReadFile(g.GoldenFileName(t, name))
			if err != nil {
				t.Fatal(err)
			}
			g.Assert(t, name, listing(t, assemble(t, ".", source), source, readExtents(golden)))
		})
	}
}

// updating reports whether goldie's -update was given.
func updating() bool {
	for _, arg := range os.Args {
		if arg == "-update" || arg == "--update" || arg == "-update=true" {
			return true
		}
	}
	return false
}

// listing shows an object beside its source.
func listing(t testing.TB, object, source []byte, extents []extent) []byte {
	t.Helper()
	file, err := elf.NewFile(bytes.NewReader(object))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	lines := strings.Split(string(source), "\n")
	for _, section := range file.Sections {
		if section.Type != elf.SHT_PROGBITS && section.Type != elf.SHT_NOBITS || section.Size == 0 {
			continue
		}
		fmt.Fprintf(&b, "section %s, %d bytes\n", section.Name, section.Size)
		if section.Type == elf.SHT_NOBITS {
			continue
		}
		data, err := section.Data()
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, e := range extents {
			if e.section != section.Name {
				continue
			}
			listExtent(&b, extent{off: at, n: e.off - at}, data, "")
			listExtent(&b, e, data, lines[e.line-1])
			at = e.off + e.n
		}
		listExtent(&b, extent{off: at, n: len(data) - at}, data, "")
	}
	listSymbols(t, &b, file)
	listRelocations(t, &b, file)
	return b.Bytes()
}

// listExtent shows one line, eight bytes in a row. Bytes that no line wrote
// have a dash in place of its number.
func listExtent(b *bytes.Buffer, e extent, data []byte, source string) {
	number := strconv.Itoa(e.line)
	if e.line == 0 {
		number = "-"
	}
	for at := e.off; at < e.off+e.n; at += 8 {
		to := min(at+8, e.off+e.n)
		row := fmt.Sprintf("%5s %04x", number, at)
		for _, c := range data[min(at, len(data)):min(to, len(data))] {
			row += fmt.Sprintf(" %02x", c)
		}
		if source != "" {
			row = fmt.Sprintf("%-36s%s", row, strings.ReplaceAll(source, "\t", " "))
		}
		b.WriteString(strings.TrimRight(row, " ") + "\n")
		number, source = "", ""
	}
}

func listSymbols(t testing.TB, b *bytes.Buffer, file *elf.File) {
	t.Helper()
	symbols, err := file.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range symbols {
		where := s.Section.String()
		if int(s.Section) < len(file.Sections) && s.Section != elf.SHN_UNDEF {
			where = file.Sections[s.Section].Name
		}
		fmt.Fprintf(b, "symbol %d %s = %s+%#x, size %d, %v %v %v\n", i+1, s.Name, where, s.Value, s.Size,
			elf.ST_BIND(s.Info), elf.ST_TYPE(s.Info), elf.ST_VISIBILITY(s.Other))
	}
}

func listRelocations(t testing.TB, b *bytes.Buffer, file *elf.File) {
	t.Helper()
	for _, section := range file.Sections {
		if section.Type != elf.SHT_RELA {
			continue
		}
		data, err := section.Data()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(b, "%s\n", section.Name)
		for ; len(data) >= 24; data = data[24:] {
			info := file.ByteOrder.Uint64(data[8:])
			fmt.Fprintf(b, "  %04x %v symbol %d %+d\n", file.ByteOrder.Uint64(data),
				elf.R_X86_64(info&0xffffffff), info>>32, int64(file.ByteOrder.Uint64(data[16:])))
		}
	}
}

// askGNU finds the place of each line from GNU as's own listing, which has the
// line number, the offset and four bytes in a row, but not the section: that
// follows from the directives.
func askGNU(t testing.TB, source []byte) []extent {
	t.Helper()
	input := filepath.Join(t.TempDir(), "input.s")
	if err := os.WriteFile(input, inGNU(source), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(gnuAs(t), "-aln", "--listing-cont-lines=100000", "-o", "/dev/null", input).Output()
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`^ *(\d+) (?:([0-9a-f]{4}) |     )([0-9A-F]+) *(\t.*)?$`)
	sections := sectionsOfLines(string(source))
	var extents []extent
	for _, text := range strings.Split(string(out), "\n") {
		m := row.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		line, _ := strconv.Atoi(m[1])
		if m[2] == "" {
			extents[len(extents)-1].n += len(m[3]) / 2
			continue
		}
		off, _ := strconv.ParseInt(m[2], 16, 32)
		extents = append(extents, extent{sections[line-1], line, int(off), len(m[3]) / 2})
	}
	return extents
}

// sectionsOfLines returns the section in which each line puts its bytes.
func sectionsOfLines(source string) []string {
	directive := regexp.MustCompile(`^\s*\.(text|data|bss|section)\b\s*"?([\w.]*)`)
	current := ".text"
	var sections []string
	for _, line := range strings.Split(source, "\n") {
		if m := directive.FindStringSubmatch(line); m != nil {
			current = "." + m[1]
			if m[1] == "section" {
				current = m[2]
			}
		}
		if strings.Contains(line, "comm\t") {
			sections = append(sections, ".bss")
			continue
		}
		sections = append(sections, current)
	}
	return sections
}

// readExtents reads the places of the lines back from a listing.
func readExtents(golden []byte) []extent {
	heading := regexp.MustCompile(`^section (\S+), \d+ bytes$`)
	row := regexp.MustCompile(`^ *([\d-]*) ([0-9a-f]{4,})((?: [0-9a-f]{2}){1,8})(?: |$)`)
	var extents []extent
	section := ""
	for _, text := range strings.Split(string(golden), "\n") {
		if m := heading.FindStringSubmatch(text); m != nil {
			section = m[1]
			continue
		}
		m := row.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		if m[1] == "" {
			extents[len(extents)-1].n += len(m[3]) / 3
			continue
		}
		line, _ := strconv.Atoi(m[1]) // a dash counts as line 0
		off, _ := strconv.ParseInt(m[2], 16, 32)
		extents = append(extents, extent{section, line, int(off), len(m[3]) / 3})
	}
	return slices.DeleteFunc(extents, func(e extent) bool { return e.line == 0 })
}
