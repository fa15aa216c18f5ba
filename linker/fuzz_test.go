package linker

import (
	"os"
	"path/filepath"
	"testing"

	"tas/diag"
	"tas/obj"
)

// seeds returns small objects of several makers.
func seeds(f *testing.F) [][]byte {
	list := [][]byte{
		assemble(f, "hello", helloSource).Data,
		assemble(f, "groups", `
	.globl _start
_start:	mov f@GOTPCREL(%rip), %rax
	jmp *g@GOTPCREL(%rip)
	.section .text.f,"axG",@progbits,f,comdat
	.weak f
f:	.cfi_startproc
	ret
	.cfi_endproc
	.section .rodata.str1.1,"aMS",@progbits,1
	.asciz "one"
	.asciz "none"
	.section .rodata.cst8,"aM",@progbits,8
	.quad 1, 2, 1
	.section .tdata,"awT",@progbits
	.long 1
	.section .init_array,"aw",@init_array
	.quad g
	.type g, @gnu_indirect_function
	.globl g
g:	ret
	.comm c, 16, 8
	.section .note.x,"a",@note
	.long 0, 0, 0
`).Data,
		compile(f, "c", "static __thread int x = 1; int y[4]; const char *s = \"text\"; int _start(int n) { return x + y[n]; }", "-O1", "-g", "-fPIC").Data,
	}
	return list
}

func FuzzReadObject(f *testing.F) {
	for _, data := range seeds(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var diags diag.List
		if o := ReadObject("fuzz.o", data, &diags); (o == nil) != diags.Failed() {
			t.Errorf("object %v with messages %q", o != nil, messages(&diags))
		}
	})
}

func FuzzArchive(f *testing.F) {
	objects := seeds(f)
	for _, flags := range []string{"rcs", "rcS"} {
		dir := f.TempDir()
		var names []string
		for i, data := range objects {
			name := filepath.Join(dir, []string{"a.o", "member-with-a-long-name.o", "c.o"}[i])
			if err := os.WriteFile(name, data, 0o644); err != nil {
				f.Fatal(err)
			}
			names = append(names, name)
		}
		data, err := os.ReadFile(ar(f, flags, filepath.Join(dir, "x.a"), names...))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	start := assemble(f, "start", ".globl _start\n_start: call f\n call g\n").Data
	f.Fuzz(func(t *testing.T, data []byte) {
		if !isArchive(data) || data[2] == 't' {
			return // thin archives would make it read files by random names
		}
		var diags diag.List
		out := Link([]Input{{Name: "start.o", Data: start}, {Name: "fuzz.a", Data: data}}, &Options{}, &diags)
		if (out == nil) != diags.Failed() {
			t.Errorf("output of %d bytes with messages %q", len(out), messages(&diags))
		}
		if list := readArchive("fuzz.a", data, &diags); list != nil {
			list.all(&diags)
		}
	})
}

// fuzzModes are all the ways to link.
var fuzzModes = [...]Options{
	{}, {Strip: true}, {GC: true}, {Tiny: true},
	{Golf: GolfSafe, FileMap: new(obj.FileMap)}, {Golf: GolfMax}, {Flat: true}, {PIE: true}, {PIE: true, Tiny: true},
	{Relro: true, SeparateCode: true}, {ICF: ICFAll, GC: true}, {Relocatable: true}, {OneSegment: true},
}

func FuzzLink(f *testing.F) {
	list := seeds(f)
	for i := range list {
		f.Add(list[i], list[(i+1)%len(list)], byte(i))
	}
	f.Fuzz(func(t *testing.T, one, two []byte, mode byte) {
		if isArchive(one) || isArchive(two) || isScript(one) || isScript(two) {
			return
		}
		opt := fuzzModes[int(mode)%len(fuzzModes)]
		var diags diag.List
		if opt.Relocatable {
			inputs := []Input{{Name: "one.o", Data: one}, {Name: "two.o", Data: two}}
			if o := LinkRelocatable(inputs, &opt, &diags); o != nil {
				ReadObject("joined.o", obj.WriteELF(o, &diags), &diags)
			} else if !diags.Failed() {
				t.Error("no output and no message")
			}
			return
		}
		if opt.FileMap != nil {
			opt.FileMap = new(obj.FileMap)
		}
		out := Link([]Input{{Name: "one.o", Data: one}, {Name: "two.o", Data: two}}, &opt, &diags)
		if (out == nil) != diags.Failed() {
			t.Errorf("output of %d bytes with messages %q", len(out), messages(&diags))
		}
	})
}
