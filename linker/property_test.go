package linker

import (
	"bytes"
	"debug/elf"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tas/diag"
	"tas/obj"
)

// propertyValues are types with values that share some of their bits.
var propertyValues = [...]struct {
	typ    uint32
	size   int
	values []uint64
}{
	{propertyStackSize, 8, []uint64{0x1000, 0x20000}},
	{0xb0000001, 4, []uint64{3, 5, 8}},
	{0xb0008000, 4, []uint64{1, 2, 0}},
	{propertyFeature1, 4, []uint64{3, 1, 2}},
	{0xc0008001, 4, []uint64{1, 6}},
	{0xc0008002, 4, []uint64{1, 2, 0}},
	{0xc0010001, 4, []uint64{1, 8}},
	{0xc0010002, 4, []uint64{1, 2, 0}},
}

// withProperties is an object with some of them.
func withProperties(t *testing.T, name string, r *rand.Rand) Input {
	var b strings.Builder
	fmt.Fprintf(&b, " .globl %s\n%[1]s: mov $60, %%eax\n xor %%edi, %%edi\n syscall\n", name)
	if r.Intn(6) > 0 {
		fmt.Fprintf(&b, " .section %s,\"a\",@note\n .p2align 3\n .long 4, 1f-0f, 5\n .asciz \"GNU\"\n0:\n", propertyName)
		for _, p := range propertyValues {
			if r.Intn(4) == 0 {
				continue
			}
			fmt.Fprintf(&b, " .long %#x, %d\n .%dbyte %d\n .p2align 3\n", p.typ, p.size, p.size, p.values[r.Intn(len(p.values))])
		}
		b.WriteString("1:\n")
	}
	return assemble(t, name, b.String())
}

// TestPropertiesAsLd joins the notes of random objects as ld does, in an
// executable and in one object.
func TestPropertiesAsLd(t *testing.T) {
	need(t, "ld")
	r := rand.New(rand.NewSource(1))
	for round := range 30 {
		dir := t.TempDir()
		var inputs []Input
		var names []string
		for _, name := range []string{"_start", "two", "three"}[:1+r.Intn(3)] {
			in := withProperties(t, name, r)
			path := filepath.Join(dir, name+".o")
			if err := os.WriteFile(path, in.Data, 0o644); err != nil {
				t.Fatal(err)
			}
			inputs, names = append(inputs, in), append(names, path)
		}
		for _, c := range []struct {
			flags []string
			opt   Options
		}{
			{nil, Options{}}, {[]string{"-r"}, Options{Relocatable: true}},
			{[]string{"-z", "ibt"}, Options{Features: FeatureIBT}},
			{[]string{"-z", "shstk", "-z", "ibt"}, Options{Features: FeatureIBT | FeatureSHSTK}},
		} {
			path := filepath.Join(dir, "out")
			args := append(append([]string{"--no-warn-rwx-segments", "-o", path}, c.flags...), names...)
			if out, err := exec.Command("ld", args...).CombinedOutput(); err != nil {
				t.Fatalf("ld: %v %s", err, out)
			}
			theirs, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var diags diag.List
			var ours []byte
			if c.opt.Relocatable {
				ours = obj.WriteELF(LinkRelocatable(inputs, &c.opt, &diags), &diags)
			} else {
				ours = Link(inputs, &c.opt, &diags)
			}
			if diags.Failed() {
				t.Fatal(messages(&diags))
			}
			if a, b := propertyNoteOf(t, ours), propertyNoteOf(t, theirs); !bytes.Equal(a, b) {
				t.Fatalf("round %d %v, %d files:\n% x, ld has\n% x", round, c.flags, len(inputs), a, b)
			}
		}
	}
}

// propertyNoteOf returns the section, and checks that the segment of an
// executable is where it is.
func propertyNoteOf(t *testing.T, file []byte) []byte {
	f, err := elf.NewFile(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	s := f.Section(propertyName)
	if s == nil {
		return nil
	}
	data, err := s.Data()
	if err != nil {
		t.Fatal(err)
	}
	if f.Type == elf.ET_EXEC {
		found := false
		for _, p := range f.Progs {
			found = found || p.Type == ptProperty && p.Vaddr == s.Addr && p.Filesz == s.Size && p.Off == s.Offset && p.Align == 8
		}
		if !found {
			t.Error("no PT_GNU_PROPERTY that is the section")
		}
	}
	return data
}

func TestBrokenProperties(t *testing.T) {
	for _, note := range []string{
		".long 4, 100, 5\n .asciz \"GNU\"",
		".long 4, 16, 5\n .asciz \"GNU\"\n .long 0xc0000002, 8, 1, 2",
		".long 4, 16, 5\n .asciz \"GNU\"\n .long 0xc0000002, 4000, 1, 2",
	} {
		in := assemble(t, "main", "_start: nop\n .section "+propertyName+",\"a\",@note\n "+note)
		var diags diag.List
		out := Link([]Input{in}, &Options{}, &diags)
		if out == nil || propertyNoteOf(t, out) != nil || !strings.Contains(messages(&diags), "it is left out") {
			t.Errorf("%s: messages %q", note, messages(&diags))
		}
	}
}
