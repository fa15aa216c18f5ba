package image

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tas/diag"
	"tas/obj"
)

// need finds a tool, or ends the test: as skipped, or as failed where
// everything is expected to be installed.
func need(t testing.TB, tool string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	if err != nil {
		if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is not installed", tool)
		}
		t.Skipf("%s is not installed", tool)
	}
	return path
}

// run runs a tool and returns what it writes to its standard output.
func run(t testing.TB, dir, tool string, args ...string) string {
	t.Helper()
	cmd := exec.Command(need(t, tool), args...)
	cmd.Dir = dir
	var out, errors bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errors
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v\n%s", tool, args, err, errors.Bytes())
	}
	return out.String()
}

func write(t testing.TB, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(name, b, 0o755); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func parse(t testing.TB, file []byte) *Image {
	t.Helper()
	im, err := Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// golfed is a program that exits with 42. Its program header begins at
// offset 24 of the ELF header, and its code within the magic number.
func golfed() []byte {
	b := make([]byte, 80)
	copy(b, "\x7fELF")
	copy(b[4:], "\xb0\x3c\x40\xb7\x2a\x0f\x05") // mov $60, %al; mov $42, %dil; syscall
	binary.LittleEndian.PutUint16(b[16:], typeExec)
	binary.LittleEndian.PutUint16(b[18:], machineX8664)
	binary.LittleEndian.PutUint64(b[24:], 1|5<<32)     // entry; PT_LOAD, R-X
	binary.LittleEndian.PutUint64(b[32:], 24)          // e_phoff; p_offset
	binary.LittleEndian.PutUint64(b[40:], 0x500000018) // p_vaddr
	binary.LittleEndian.PutUint16(b[54:], phdrSize)
	binary.LittleEndian.PutUint16(b[56:], 1) // e_phnum; p_filesz
	binary.LittleEndian.PutUint64(b[64:], 1) // p_memsz
	return b
}

// helloSource is the source of hello.
const helloSource = "# says hello\n_start:\tmov $1, %eax # write\n\tmov $1, %edi; lea msg(%rip), %rsi\n" +
	"\tmov $14, %edx\n\tsyscall\n\tmov $60, %eax\n\txor %edi, %edi\n\tsyscall\nmsg:\t.ascii \"Hello, world!\\n\"\n"

// hello is a program as a linker hands it over: without sections, but with
// a FileMap that knows the source.
func hello(t testing.TB) *Image {
	t.Helper()
	const base, start = 0x400000, ehdrSize + phdrSize
	text := "\xb8\x01\x00\x00\x00\xbf\x01\x00\x00\x00\x48\x8d\x35\x10\x00\x00\x00\xba\x0e\x00\x00\x00\x0f\x05" +
		"\xb8\x3c\x00\x00\x00\x31\xff\x0f\x05"
	b := make([]byte, start, 256)
	copy(b, "\x7fELF\x02\x01\x01")
	binary.LittleEndian.PutUint16(b[16:], typeExec)
	binary.LittleEndian.PutUint16(b[18:], machineX8664)
	binary.LittleEndian.PutUint32(b[20:], 1)
	binary.LittleEndian.PutUint64(b[24:], base+start)
	binary.LittleEndian.PutUint64(b[32:], ehdrSize)
	binary.LittleEndian.PutUint16(b[52:], ehdrSize)
	binary.LittleEndian.PutUint16(b[54:], phdrSize)
	binary.LittleEndian.PutUint16(b[56:], 1)
	binary.LittleEndian.PutUint32(b[64:], ptLoad)
	binary.LittleEndian.PutUint32(b[68:], 5)
	binary.LittleEndian.PutUint64(b[80:], base)
	binary.LittleEndian.PutUint64(b[88:], base)
	b = append(b, text...)
	b = append(b, "Hello, world!\n"...)
	binary.LittleEndian.PutUint64(b[96:], uint64(len(b)))
	binary.LittleEndian.PutUint64(b[104:], uint64(len(b)))
	binary.LittleEndian.PutUint64(b[112:], 4096)

	sources := &diag.Sources{}
	src := sources.Add("hello.s", []byte(helloSource))
	m := &obj.FileMap{
		Regions: []obj.Region{
			{Off: start + 33, Len: 14, Flags: obj.SHF_ALLOC, Name: ".rodata", Pos: src.Base + diag.Pos(bytes.Index(src.Text, []byte(".ascii")))},
			{Off: start, Len: 33, Flags: obj.SHF_ALLOC | obj.SHF_EXECINSTR, Name: ".text"},
		},
		Labels: []obj.Label{{Name: "msg", Addr: base + start + 33}, {Name: "_start", Addr: base + start}},
	}
	at := 0
	for _, insn := range []struct {
		off  uint32
		text string
	}{
		{0, "mov $1, %eax"}, {5, "mov $1, %edi"}, {10, "lea"}, {17, "mov $14"}, {22, "syscall"},
		{24, "mov $60"}, {29, "xor"}, {31, "syscall"},
	} {
		at += bytes.Index(src.Text[at:], []byte(insn.text))
		m.Insns = append(m.Insns, obj.Insn{Off: start + insn.off, Pos: src.Base + diag.Pos(at)})
		at++
	}
	im, err := Annotate(b, m, sources)
	if err != nil {
		t.Fatal(err)
	}
	im.Name = "hello"
	return im
}

// build assembles a source with as and links it with ld.
func build(t testing.TB, source string, ldArgs ...string) (object, executable []byte) {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.s"), []byte(source))
	run(t, dir, "as", "-o", "a.o", "a.s")
	run(t, dir, "ld", append([]string{"-o", "a", "a.o"}, ldArgs...)...)
	return read(t, filepath.Join(dir, "a.o")), read(t, filepath.Join(dir, "a"))
}

// program in several sections, with holes between them.
const sections = `
	.globl _start
_start:	call f
	mov $60, %eax
	mov counter(%rip), %edi
	syscall
f:	incl counter(%rip)
	ret
	.section .rodata
	.asciz "constant text", "x"
	.balign 16
	.quad _start, f
	.data
counter: .long 41
	.zero 40
	.byte 1, 2, 3
	.bss
	.skip 100
`
