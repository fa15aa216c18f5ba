package linker

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tas/diag"
	"tas/obj"
)

// looseObject makes an object whose .text may be taken apart, of source that
// has only instructions there: GNU as assembles it, objdump finds the
// instructions, and what as has filled in becomes a relocation again.
func looseObject(t testing.TB, name, source string) Input {
	t.Helper()
	need(t, "objdump")
	in := assemble(t, name, source)
	var diags diag.List
	o := ReadObject(in.Name, in.Data, &diags)
	if o == nil {
		t.Fatal(messages(&diags))
	}
	path := filepath.Join(t.TempDir(), "x.o")
	if err := os.WriteFile(path, in.Data, 0o644); err != nil {
		t.Fatal(err)
	}
	listing, err := exec.Command("objdump", "-d", "--no-show-raw-insn", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	text := section1(o, ".text")
	s := &o.Sections[text]
	s.Loose = true
	type field struct{ insn, target uint64 }
	var fields []field
	for _, line := range bytes.Split(listing, []byte("\n")) {
		at, rest, ok := strings.Cut(string(line), ":\t")
		off, err := strconv.ParseUint(strings.TrimSpace(at), 16, 64)
		if !ok || err != nil {
			continue
		}
		kind := obj.InsnCode
		words := strings.Fields(rest)
		if strings.HasPrefix(words[0], "nop") || len(words) == 2 && words[0] == "xchg" && words[1] == "%ax,%ax" {
			kind = obj.InsnPad
		}
		s.Insns = append(s.Insns, obj.Insn{Off: uint32(off), Kind: kind})
		branch := words[0][0] == 'j' || words[0] == "call" || strings.HasPrefix(words[0], "loop")
		if branch && !strings.HasPrefix(words[1], "*") {
			target, err := strconv.ParseUint(words[1], 16, 64)
			if err != nil {
				t.Fatal(line)
			}
			fields = append(fields, field{off, target})
		} else if _, after, ok := strings.Cut(rest, "(%rip)"); ok && strings.Contains(after, "# ") {
			target, err := strconv.ParseUint(strings.Fields(after[strings.Index(after, "# ")+2:])[0], 16, 64)
			if err != nil {
				t.Fatal(line)
			}
			fields = append(fields, field{off, target})
		}
	}
	for _, f := range fields {
		end := insnEnd(s, f.insn)
		has := false
		for _, r := range s.Relocs {
			has = has || r.Off >= f.insn && r.Off < end
		}
		if has {
			continue
		}
		typ, size := uint32(obj.R_X86_64_PC32), uint64(4)
		if end-f.insn == 2 {
			typ, size = obj.R_X86_64_PC8, 1
		}
		sym := insertLocal(o, obj.ObjectSymbol{Section: uint32(text), Value: f.target})
		s.Relocs = append(s.Relocs, obj.Reloc{Off: end - size, Sym: sym, Type: typ, Add: -int64(size)})
	}
	s.Relocs = sortedRelocs(s.Relocs)
	return Input{Name: in.Name, Object: o}
}

func section1(o *obj.Object, name string) int {
	for i := range o.Sections {
		if o.Sections[i].Name == name {
			return i
		}
	}
	return 0
}

// insertLocal adds a local symbol and returns its index.
func insertLocal(o *obj.Object, sym obj.ObjectSymbol) uint32 {
	at := o.FirstGlobal
	o.Symbols = append(o.Symbols, obj.ObjectSymbol{})
	copy(o.Symbols[at+1:], o.Symbols[at:])
	o.Symbols[at] = sym
	o.FirstGlobal++
	for i := range o.Sections {
		for j := range o.Sections[i].Relocs {
			if r := &o.Sections[i].Relocs[j]; r.Sym >= uint32(at) {
				r.Sym++
			}
		}
	}
	return uint32(at)
}

func TestShrinkHello(t *testing.T) {
	in := looseObject(t, "hello", helloSource)
	exe := link(t, &Options{Tiny: true}, in)
	if out, status := run(t, exe); out != "Hello, world!\n" || status != 0 {
		t.Errorf("printed %q, exit status %d", out, status)
	}
	if len(exe) > 165 {
		t.Errorf("%d bytes, want at most 165", len(exe))
	}
}

// TestShrinkBranches has short and long branches forwards and backwards,
// across files, over padding that goes and around a function that stays.
func TestShrinkBranches(t *testing.T) {
	one := `
	.globl _start, back, count
_start:	xor %ebx, %ebx
	mov $3, %ecx
1:	add $1, %ebx
	dec %ecx
	jnz 1b
	jmp over
	.p2align 6
over:	lea table(%rip), %r13
	cmp $3, %ebx
	jne fail
	call other
	jmp far
back:	add $10, %ebx
	mov count@GOTPCREL(%rip), %r9
	add (%r9), %ebx
	movabs $count, %r10
	add (%r10), %ebx
	mov $count, %rdx
	add (%rdx), %ebx
	jmp *8(%r13)
	.p2align 5
fail:	mov $99, %ebx
done:	mov %ebx, %edi
	mov $60, %eax
	syscall
	.globl done, fail
	.data
count:	.long 1
	.section .rodata
	.balign 8
table:	.quad fail, done
`
	two := `
	.globl other, far
far:	cmp $7, %ebx
	je near
	jmp fail
	.p2align 4
	.rept 20
	lea count(%rip), %rax
	.endr
near:	jmp back
other:	add $4, %ebx
	ret
`
	big := assemble(t, "big", ".fill 300,1,0x90\n.globl filler\nfiller: ret")
	use := looseObject(t, "use", ".globl used\nused: call filler\n ret")
	inputs := []Input{looseObject(t, "one", one), big, use, looseObject(t, "two", two)}
	runs(t, "", 20, inputs...)
	small := link(t, &Options{Tiny: true}, inputs...)
	plain := link(t, &Options{Tiny: true}, assemble(t, "one", one), big, assemble(t, "use", ".globl used\nused: call filler\n ret"), assemble(t, "two", two))
	if len(small)+60 > len(plain) {
		t.Errorf("%d bytes, %d without shrinking", len(small), len(plain))
	}
	if out, status := run(t, small); status != 20 {
		t.Errorf("printed %q, exit status %d", out, status)
	}
}
