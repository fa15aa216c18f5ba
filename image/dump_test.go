package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"tas/obj"
)

// TestDump holds the text of the map to files; that what it says is true is
// for the other tests, which ask objdump and readelf.
func TestDump(t *testing.T) {
	g := goldie.New(t)
	for _, test := range []struct {
		name  string
		im    *Image
		color bool
	}{
		{"hello", hello(t), false},
		{"hello-color", hello(t), true},
		{"golfed", parse(t, golfed()), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := test.im.Dump(&b, &DumpOptions{Color: test.color}); err != nil {
				t.Fatal(err)
			}
			if !test.color && strings.Contains(b.String(), "\x1b") {
				t.Error("an escape without being asked for")
			}
			g.Assert(t, test.name, []byte(strings.ReplaceAll(b.String(), "\x1b", "\\e")))
		})
	}
}

func TestSummary(t *testing.T) {
	var b bytes.Buffer
	err := hello(t).Summary(&b, &Summary{
		Dropped: []Dropped{{"hello.o(.comment)", 18, "it is not loaded"}},
		Saved:   []Saving{{"--tiny: no section headers", 731}, {"--build-id", -36}},
	})
	if err != nil {
		t.Fatal(err)
	}
	goldie.New(t).Assert(t, "summary", b.Bytes())
}

// TestGolfedRuns makes sure that the golfed test program is one.
func TestGolfedRuns(t *testing.T) {
	name := filepath.Join(t.TempDir(), "golfed")
	write(t, name, golfed())
	err := exec.Command(name).Run()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 42 {
		t.Fatalf("%v, want exit status 42", err)
	}
}

// complete checks that the items cover every byte and stay in the file.
func complete(im *Image) error {
	covered := make([]bool, len(im.Bytes))
	for _, it := range im.items() {
		if it.len == 0 || it.off+it.len < it.off || it.off+it.len > uint64(len(im.Bytes)) {
			return fmt.Errorf("item of %d bytes at %d in a file of %d", it.len, it.off, len(im.Bytes))
		}
		for i := it.off; i < it.off+it.len; i++ {
			covered[i] = true
		}
	}
	for i, ok := range covered {
		if !ok {
			return fmt.Errorf("byte %d has no meaning", i)
		}
	}
	return nil
}

func TestEveryByteHasAMeaning(t *testing.T) {
	object, executable := build(t, sections)
	for _, file := range [][]byte{golfed(), hello(t).Bytes, object, executable} {
		if err := complete(parse(t, file)); err != nil {
			t.Error(err)
		}
	}
}

// cSource makes gcc use a good part of the instruction set.
const cSource = `
#include <stddef.h>
double area(double r) { return 3.14 * r * r; }
float dot(const float *a, const float *b, int n) { float s = 0; for (int i = 0; i < n; i++) s += a[i] * b[i]; return s; }
size_t hash(const unsigned char *s) { size_t h = 5381; while (*s) h = h * 33 ^ *s++; return h; }
long pick(int k, long x, long y) {
	switch (k) { case 0: return x + y; case 1: return x - y; case 2: return x / (y | 1); case 3: return x << (y & 7);
	case 4: return x % (y | 1); case 5: return x & ~y; case 6: return -x; default: return x > y ? x : y; } }
void sort(int *a, int n) { for (int i = 0; i < n; i++) for (int j = i; j > 0 && a[j] < a[j-1]; j--) { int t = a[j]; a[j] = a[j-1]; a[j-1] = t; } }
`

// TestInstructions compares the instructions that are found with objdump's:
// where they start, in code with AVX too, and for code without it what they
// are called.
func TestInstructions(t *testing.T) {
	line := regexp.MustCompile(`(?m)^\s*([0-9a-f]+):\t((?:[0-9a-f]{2} )+)\s*\t([a-z0-9]+)`)
	for _, flags := range []string{"-O0", "-O2", "-O2 -ftree-vectorize -mavx2 -mfma", "-O3 -march=skylake-avx512"} {
		t.Run(flags, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "a.c"), []byte(cSource))
			run(t, dir, "gcc", append(strings.Fields(flags), "-c", "-fno-asynchronous-unwind-tables", "a.c")...)
			im := parse(t, read(t, filepath.Join(dir, "a.o")))
			found := map[uint64]string{} // length and mnemonic by address
			for _, it := range im.items() {
				if r := &im.Regions[it.region]; r.Kind == KindCode && r.Name == ".text" {
					text := im.describe(&it).text
					found[r.Addr+it.off-r.Off] = fmt.Sprint(it.len, " ", strings.Fields(text)[0])
				}
			}
			lines := line.FindAllStringSubmatch(run(t, dir, "objdump", "-d", "-w", "-j", ".text", "a.o"), -1)
			if len(lines) < 100 {
				t.Fatalf("objdump shows %d instructions", len(lines))
			}
			named := 0
			for _, l := range lines {
				addr, _ := strconv.ParseUint(l[1], 16, 64)
				want := fmt.Sprint(len(strings.Fields(l[2])), " ", l[3])
				got, ok := found[addr]
				if !ok || strings.Fields(got)[0] != strings.Fields(want)[0] {
					t.Fatalf("at %#x: %q, objdump has %q", addr, got, want)
				}
				if got == want {
					named++
				}
				delete(found, addr)
			}
			if len(found) > 0 {
				t.Errorf("%d instructions that objdump does not have: %v", len(found), found)
			}
			if !strings.Contains(flags, "m") && named*10 < len(lines)*9 {
				t.Errorf("only %d of %d mnemonics are objdump's", named, len(lines))
			}
			t.Logf("%d instructions, %d mnemonics as objdump has them", len(lines), named)
		})
	}
}

// TestHeadersAsReadelf compares values of header fields with readelf's.
func TestHeadersAsReadelf(t *testing.T) {
	_, executable := build(t, sections)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a"), executable)
	im := parse(t, executable)
	values := map[string]string{}
	var loads [][]string
	for _, it := range im.items() {
		if it.form != formField {
			continue
		}
		d := im.describe(&it)
		value, _, _ := strings.Cut(d.text, ",")
		values[d.name] = value
		if d.name == "p_type" {
			loads = append(loads, nil)
		}
		if strings.HasPrefix(d.name, "p_") {
			loads[len(loads)-1] = append(loads[len(loads)-1], value)
		}
	}
	header := run(t, dir, "readelf", "-h", "a")
	for _, check := range []struct{ field, label string }{
		{"e_entry", "Entry point address"}, {"e_shnum", "Number of section headers"},
		{"e_phnum", "Number of program headers"}, {"e_phentsize", "Size of program headers"},
		{"e_shstrndx", "Section header string table index"}, {"e_shentsize", "Size of section headers"},
	} {
		m := regexp.MustCompile(check.label + `:\s+(\w+)`).FindStringSubmatch(header)
		if m == nil || m[1] != values[check.field] {
			t.Errorf("%s is %s, readelf says %q", check.field, values[check.field], m)
		}
	}
	lines := regexp.MustCompile(`(?m)^  LOAD +(0x\w+) (0x\w+) (0x\w+) (0x\w+) (0x\w+) ... (0x\w+)`).
		FindAllStringSubmatch(run(t, dir, "readelf", "-lW", "a"), -1)
	if len(lines) == 0 || len(lines) > len(loads) {
		t.Fatalf("readelf shows %d segments, we %d", len(lines), len(loads))
	}
	for i, l := range lines {
		// p_type and p_flags first, then in the order of the columns.
		for j, want := range l[1:] {
			got, err1 := strconv.ParseUint(loads[i][2+j], 0, 64)
			number, err2 := strconv.ParseUint(want, 0, 64)
			if err1 != nil || err2 != nil || got != number {
				t.Errorf("segment %d, column %d: %s, readelf says %s", i, j, loads[i][2+j], want)
			}
		}
	}
}

func TestNotOurs(t *testing.T) {
	arm := golfed()
	arm[18] = 183
	odd := golfed()
	odd[16] = 9
	for _, test := range []struct {
		file []byte
		want string
	}{
		{nil, "not an ELF file"},
		{[]byte("#!/bin/sh"), "not an ELF file"},
		{[]byte("\x7fELF"), "an ELF header takes 64 bytes, the file has 4"},
		{arm, "made for machine 183, not for x86-64 (62)"},
		{odd, "file type 9 is neither an object nor an executable"},
	} {
		if _, err := Parse(test.file); err == nil || err.Error() != test.want {
			t.Errorf("error %v, want %s", err, test.want)
		}
	}
}

// TestOverlappingSectionsAreCut keeps a file whose sections all stand in the
// same bytes from being drawn once for each of them: the picture is linear in
// the size of the file.
func TestOverlappingSectionsAreCut(t *testing.T) {
	const sections, size = 6000, 20000
	file := make([]byte, ehdrSize+size, ehdrSize+size+sections*shdrSize)
	copy(file, golfed()[:4])
	binary.LittleEndian.PutUint16(file[16:], typeRel)
	binary.LittleEndian.PutUint16(file[18:], machineX8664)
	binary.LittleEndian.PutUint64(file[40:], uint64(len(file)))
	binary.LittleEndian.PutUint16(file[58:], shdrSize)
	binary.LittleEndian.PutUint16(file[60:], sections)
	for i := range size {
		file[ehdrSize+i] = byte(i * 7)
	}
	for i := range sections {
		h := make([]byte, shdrSize)
		if i > 0 {
			binary.LittleEndian.PutUint32(h[4:], obj.SHT_PROGBITS)
			binary.LittleEndian.PutUint64(h[8:], obj.SHF_ALLOC|obj.SHF_EXECINSTR)
			binary.LittleEndian.PutUint64(h[24:], uint64(ehdrSize+i*37%(size-1000)))
			binary.LittleEndian.PutUint64(h[32:], 1000)
		}
		file = append(file, h...)
	}
	im := parse(t, file)
	if err := complete(im); err != nil {
		t.Error(err)
	}
	held := uint64(0)
	for _, s := range im.sections {
		held += s.size
	}
	if limit := uint64(len(file) + maxOverlap); held > limit || held < limit-2000 {
		t.Errorf("sections of %d bytes in all in a file of %d", held, len(file))
	}
	var dump bytes.Buffer
	if err := im.Dump(&dump, &DumpOptions{}); err != nil {
		t.Fatal(err)
	}
	if limit := 60 * len(file); dump.Len() > limit {
		t.Errorf("a dump of %d bytes for a file of %d", dump.Len(), len(file))
	}
}

// TestAddressBeforeInstruction has a distance from %rip that is negative.
func TestAddressBeforeInstruction(t *testing.T) {
	_, executable := build(t, " .globl _start\nmsg: .byte 1\n .type msg, @object\n .skip 15\n_start: lea msg(%rip), %rsi\n syscall\n")
	var dump bytes.Buffer
	if err := parse(t, executable).Dump(&dump, &DumpOptions{}); err != nil {
		t.Fatal(err)
	}
	if want := regexp.MustCompile(`lea -0x17\(%rip\),%rsi  # 0x[0-9a-f]{6} <msg>\n`); !want.Match(dump.Bytes()) {
		t.Errorf("%s", dump.Bytes())
	}
}
