package directives

import (
	"bytes"
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// The debugging sections are compared with GNU as's, byte for byte and
// relocation for relocation. The sources use three instructions only, which
// the test encodes itself: nop, ret and jmp.

// assembleDebug is a statement loop for labels, directives, nop, ret and jmp.
func assembleDebug(src string, opt *Options) (*obj.Unit, *diag.List, *diag.Sources) {
	diags := &diag.List{}
	sources := &diag.Sources{}
	text := []byte(src)
	s := sources.Add("t.s", text)
	u := obj.NewUnit(diags, len(text))
	in := lexer.New(u, sources, s, lexer.Terminate(text))
	d := New(in, nil, opt)
	for !in.Done() {
		for ok := true; ok && !in.AtEnd(); {
			start := in.At
			name := in.Name()
			switch {
			case name == nil:
				diags.Errorf(in.Here(), "what is this?")
				ok = false
			case in.Accept(':'):
				u.DefineAt(u.Symbol(name, in.PosAt(start)), u.Here(), in.PosAt(start))
			case name[0] == '.':
				ok = d.Do(name, start)
			default:
				here, pos := u.Here(), in.PosAt(start)
				switch string(name) {
				case "nop":
					u.Cur.Data = append(u.Cur.Data, 0x90)
				case "ret":
					u.Cur.Data = append(u.Cur.Data, 0xc3)
				case "jmp":
					u.AddFrag(obj.Frag{Kind: obj.FragJmp, Value: in.Expr(), Pos: pos})
				}
				if d.WantInsns {
					d.AfterInsn(here, pos)
				}
			}
		}
		in.SkipStatement()
		in.NextStatement()
	}
	d.Finish()
	return u, diags, sources
}

// dumpObject lists the debugging sections of an ELF file, their relocations and
// the symbol table.
func dumpObject(t *testing.T, data []byte) string {
	t.Helper()
	f, err := elf.NewFile(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	syms, _ := f.Symbols()
	name := func(i uint32) string {
		s := syms[i-1]
		if elf.ST_TYPE(s.Info) == elf.STT_SECTION {
			return f.Sections[s.Section].Name
		}
		return s.Name
	}
	for _, s := range f.Sections {
		switch {
		case s.Type == elf.SHT_RELA:
			b, _ := s.Data()
			for ; len(b) >= 24; b = b[24:] {
				info := f.ByteOrder.Uint64(b[8:])
				fmt.Fprintf(&out, "%s %x %v %s%+d\n", s.Name, f.ByteOrder.Uint64(b), elf.R_X86_64(info&0xffffffff), name(uint32(info>>32)), int64(f.ByteOrder.Uint64(b[16:])))
			}
		case strings.HasPrefix(s.Name, ".debug"), s.Name == ".eh_frame", s.Name == ".text", s.Name == ".data":
			b, _ := s.Data()
			fmt.Fprintf(&out, "%s type %v flags %v align %d entry %d\n", s.Name, s.Type, s.Flags, s.Addralign, s.Entsize)
			for i := 0; i < len(b); i += 16 {
				fmt.Fprintf(&out, "  %04x % x\n", i, b[i:min(i+16, len(b))])
			}
		}
	}
	for _, s := range syms {
		fmt.Fprintf(&out, "symbol %s %x %x %v %v\n", s.Name, s.Value, s.Size, s.Info, s.Section)
	}
	return out.String()
}

// gnuDump is what GNU as makes of src in dir; "" when it refuses it.
func gnuDump(t *testing.T, dir, src string, args []string) string {
	t.Helper()
	as, err := exec.LookPath("as")
	if err != nil {
		if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
			t.Fatal("as is not installed, and TAS_REQUIRE_TOOLS is set")
		}
		t.Skip("as is not installed")
	}
	if err := os.WriteFile(filepath.Join(dir, "t.s"), []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(as, append(args, "t.s", "-o", "t.o")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Logf("as: %s", msg)
		return ""
	}
	b, err := os.ReadFile(filepath.Join(dir, "t.o"))
	if err != nil {
		t.Fatal(err)
	}
	return dumpObject(t, b)
}

// debugCases are sources with the option of as that they are tried with.
var debugCases = []struct{ name, option, src string }{
	{"cfi every instruction", "", ` .text
f:
 .cfi_startproc
 .cfi_def_cfa_offset 16
 nop
 .cfi_remember_state
 nop
 .cfi_restore_state
 .p2align 0
 .cfi_same_value 3
 jmp .Lx
 .cfi_undefined 4, rax, %st(2)
 .balign 4
 .cfi_restore rbx
 .skip 70
 .cfi_restore %xmm1
 .skip 300
 .cfi_restore %XMM8
 .skip 70000
 .cfi_register 1,2
 .skip 64
 .cfi_adjust_cfa_offset 8
 .skip 63
 .cfi_rel_offset 3,8
 nop
 .cfi_def_cfa 300, 300
 .cfi_offset 300,-24
 .cfi_offset 70,-24
 .cfi_restore 70
 .cfi_offset 3,24
 .cfi_def_cfa_offset -8
 .cfi_def_cfa 3,-8
 .cfi_window_save
 .cfi_negate_ra_state
 .cfi_val_offset 3,16
 .cfi_val_offset 3,-16
 .cfi_escape 1,2,3, 4, -1
 nop
 .cfi_escape foo
.Lx: ret
 .cfi_endproc
`},
	{"cfi common entries", "", `g:
 .cfi_startproc simple
 .cfi_return_column 8
 .cfi_signal_frame
 ret
 .cfi_endproc
 .cfi_startproc
 .cfi_escape 1
 .cfi_endproc
 .cfi_startproc
 .cfi_remember_state
 ret
 .cfi_endproc
 .cfi_startproc
 .cfi_lsda 3,lsda+4
 .cfi_personality 0,pers+8
 ret
 .cfi_endproc
 .cfi_startproc
 .cfi_lsda 0x1c,lsda
 .cfi_personality 4,pers
 ret
 .cfi_endproc
 .cfi_startproc
 .cfi_lsda 0x1b,.Lt
 .cfi_personality 0x9b,.Lt+3
 ret
.Lt: .cfi_endproc
 .cfi_startproc
 .cfi_lsda 0xff
 .cfi_personality 0xff
 .cfi_val_encoded_addr 4, 0x1b, sym
 .cfi_val_encoded_addr 200, 2, sym+4
 .cfi_label foo
 .cfi_label .Lbar
 .globl foo
 ret
 .cfi_endproc
 .quad foo, .Lbar
`},
	{"cfi two sections", "", ` .cfi_sections .debug_frame, .eh_frame
 .cfi_startproc
 .cfi_signal_frame
 .cfi_personality 0x1b,foo
 .cfi_lsda 0x1b,l
 nop
 .cfi_endproc
 .cfi_startproc
 .cfi_personality 0x1b,foo2
 nop
 .cfi_endproc
 .cfi_sections .eh_frame
 .cfi_startproc
 nop
 .cfi_undefined 3
 .cfi_endproc
`},
	{"cfi debug_frame later", "", ` .cfi_startproc
 nop
 .cfi_endproc
 .cfi_sections ".debug_frame"
 .cfi_startproc
 nop
 .cfi_endproc
`},
	{"cfi version 3", "--gdwarf-cie-version=3", ` .cfi_sections .debug_frame, .eh_frame
 .cfi_startproc
 .cfi_return_column 300
 .cfi_lsda 0x1b,foo
 nop
 .cfi_endproc
`},
	{"cfi version 4", "--gdwarf-cie-version=4", ` .cfi_sections .debug_frame, .eh_frame
 .cfi_startproc
 .cfi_return_column 300
 .cfi_lsda 0x1b,foo
 nop
 .cfi_endproc
`},
	{"cfi nothing wanted", "", `.cfi_sections
.cfi_startproc
nop
.cfi_endproc
`},
	{"cfi over sections", "", `f: .cfi_startproc
 nop
 .cfi_def_cfa_offset 16
 .section .text.b,"ax"
g: .cfi_startproc
 nop
 .cfi_def_cfa_offset 24
 .text
 nop
 .cfi_def_cfa_offset 32
 .cfi_endproc
 .section .text.b
 nop
 .cfi_def_cfa_offset 40
 .cfi_endproc
`},
	{"cfi behind the source's own", "", ` .section .eh_frame,"a",@progbits
 .byte 1,2,3
 .text
 .cfi_startproc
 nop
 .cfi_endproc
`},
	{"cfi empty advance", "", ` .cfi_startproc
 .p2align 4
 .cfi_def_cfa_offset 16
 nop
 .cfi_endproc
 .cfi_startproc
 .p2align 4
 .cfi_def_cfa_offset 16
 nop
 .cfi_endproc
`},
	{"loc plain", "", `.file "a.c"
 .text
 .file 1 "a.c"
 .file 2 "/usr/include/b.h"
 .file 3 "sub/c.h"
 .file 4 "sub/d.h"
f: .loc 1 3 5
 nop
 .loc 2 4 7
 nop
 .loc 3 5 2 is_stmt 0
 .loc 1 6 3
 .long 1
 nop
 .loc 1 7 view 0
 jmp f
 .loc 1 8 0 basic_block prologue_end epilogue_begin isa 3 discriminator 300
 nop
 nop
 .section .text.b,"ax"
 .loc 1 10
 nop
 .text
 nop
 .loc 1 11
 nop
`},
	{"loc -g", "-g", `.file "a.c"
 .text
 .file 1 "a.c"
 .file 2 "/usr/include/b.h"
 .file 3 "sub/c.h"
 .file 4 "sub/d.h"
f: .loc 1 3 5
 nop
 .loc 2 4 7
 nop
 .loc 3 5 2 is_stmt 0
 .loc 1 6 3
 .long 1
 nop
 .loc 1 7 view 0
 jmp f
 .loc 1 8 0 basic_block prologue_end epilogue_begin isa 3 discriminator 300
 nop
 nop
 .section .text.b,"ax"
 .loc 1 10
 nop
 .text
 nop
 .loc 1 11
 nop
`},
	{"loc --gdwarf-3", "--gdwarf-3", `.file "a.c"
 .text
 .file 1 "a.c"
 .file 2 "/usr/include/b.h"
 .file 3 "sub/c.h"
 .file 4 "sub/d.h"
f: .loc 1 3 5
 nop
 .loc 2 4 7
 nop
 .loc 3 5 2 is_stmt 0
 .loc 1 6 3
 .long 1
 nop
 .loc 1 7 view 0
 jmp f
 .loc 1 8 0 basic_block prologue_end epilogue_begin isa 3 discriminator 300
 nop
 nop
 .section .text.b,"ax"
 .loc 1 10
 nop
 .text
 nop
 .loc 1 11
 nop
`},
	{"loc --gdwarf-4", "--gdwarf-4", `.file "a.c"
 .text
 .file 1 "a.c"
 .file 2 "/usr/include/b.h"
 .file 3 "sub/c.h"
 .file 4 "sub/d.h"
f: .loc 1 3 5
 nop
 .loc 2 4 7
 nop
 .loc 3 5 2 is_stmt 0
 .loc 1 6 3
 .long 1
 nop
 .loc 1 7 view 0
 jmp f
 .loc 1 8 0 basic_block prologue_end epilogue_begin isa 3 discriminator 300
 nop
 nop
 .section .text.b,"ax"
 .loc 1 10
 nop
 .text
 nop
 .loc 1 11
 nop
`},
	{"loc --gdwarf-5", "--gdwarf-5", `.file "a.c"
 .text
 .file 1 "a.c"
 .file 2 "/usr/include/b.h"
 .file 3 "sub/c.h"
 .file 4 "sub/d.h"
f: .loc 1 3 5
 nop
 .loc 2 4 7
 nop
 .loc 3 5 2 is_stmt 0
 .loc 1 6 3
 .long 1
 nop
 .loc 1 7 view 0
 jmp f
 .loc 1 8 0 basic_block prologue_end epilogue_begin isa 3 discriminator 300
 nop
 nop
 .section .text.b,"ax"
 .loc 1 10
 nop
 .text
 nop
 .loc 1 11
 nop
`},
	{"loc dwarf 5", "", `.file "a.c"
 .text
 .file 0 "/home/x" "a.c" md5 0x00112233445566778899aabbccddeeff
 .file 1 "a.c"  md5 0x00112233445566778899aabbccddeeff
 .file 2 "/usr/include" "b.h"  md5 0x00112233445566778899aabbccddeeff
 .file 3 "sub" "c.h"
f: .loc 1 3 5
 nop
 .loc 2 4 7
 nop
 .loc 3 5 2
`},
	{"loc dwarf 5 directories", "", `.file 0 "d0" "a.c"
 .file 1 "d1" "a.c"
 .file 2 "d0" "sub/b.c"
 .file 3 "d2" "/abs/c.c"
 .loc 2 3 5
 nop
`},
	{"loc names", "--gdwarf-4", `.file 1 "sub/a.c"
 .file 2 "sub/b.c"
 .file 3 "/tmp/gas-cfi/c.c"
 .file 4 "/a"
 .file 5 "x.c"
 .file 6 "//a/b"
 .loc 1 3
 nop
`},
	{"loc two in a row", "", `.file 1 "a.c"
 .loc 1 3
 .loc 1 4
 nop
 .loc 1 5
 .loc 1 5
 nop
 .loc 1 6
lab: .data
 .text
 nop
`},
	{"loc views", "", `.file 1 "a.c"
 .loc 1 3 view .LV1
 .loc 1 3 view .LV2
 nop
 .loc 1 4 view .LV3
 nop
 .loc 1 4 view .LV4
 .loc 1 4
 .loc 1 5
 nop
 .byte .LV1,.LV2,.LV3,.LV4
`},
	{"loc views over alignments", "", `.file 1 "a.c"
 .loc 1 3 view .LV1
 jmp .Lx
 .loc 1 3 view .LV2
 .p2align 4
 .loc 1 4 view .LV3
 .p2align 4
 .loc 1 4 view .LV4
 .p2align 3
 .loc 1 5 view .LV5
 .loc 1 5 view -0
 .loc 1 6 view .LV6
.Lx: nop
 .p2align 4
 .loc 1 6 view foo
 .p2align 4
 .loc 1 7 view bar
 .byte .LV1,.LV2,.LV3,.LV4,.LV5,.LV6,foo,bar
 .uleb128 .LV3+1
`},
	{"loc line zero", "", `.file 1 "a.c"
 .loc 1 3
 nop
 .loc 1 0
 nop
 .loc 1 4
 nop
`},
	{"loc file zero", "", `.file 0 "a.c"
 .loc 0 3
 nop
 .loc 0 0
 nop
 .loc 0 4
 nop
`},
	{"loc in data", "", `.file 1 "a.c"
 .loc 1 3
 nop
 .section foo,"a"
 .loc 1 3
 nop
 .text
 nop
`},
	{"loc subsections", "", `.file 1 "a.c"
 .loc 1 3
 nop
 .subsection 2
 .loc 1 4
 nop
 .text
 .loc 1 5
 nop
 jmp .Lf
 .subsection 1
.Lf: .loc 1 6
 nop
 .section .text.b,"ax"
 .loc 1 7
 nop
 .text
 .byte 1
 .loc 1 8
 nop
`},
	{"loc big steps", "", `.file 1 "a.c"
 .loc 1 100000 3 discriminator 0
 nop
 .loc 1 3 3 discriminator 2
 .skip 40000
 nop
 .loc 1 4 3
 .skip 17
 nop
 .loc 1 13 3
 .skip 16
 nop
 .loc 1 22 3
 .skip 17
 nop
 .loc 1 17 3
 .skip 33
 nop
 .loc 1 11 3
 .skip 33
 nop
 .loc 1 12 3
 nop
 .skip 16
`},
	{"loc expressions", "", `.file 1+1 "a.c"
 .file 1 "b.c"
 .loc 1+0 3+1 2+2 is_stmt 0+0
 nop
`},
	{"files for own debug_info", "", `.section .debug_info,"",@progbits
 .byte 1
 .text
 .file 1 "a.c"
`},
	{"own debug_line label", "", `.section .debug_info,"",@progbits
 .byte 1
 .section .debug_line,"",@progbits
foo: .text
 .file 1 "a.c"
 .loc 1 3
 nop
`},
	{"source -g", "-g", `
 .text
 .globl _start
 .type _start, @function
_start: nop
 nop; nop
 .byte 1
lab: nop
 jmp lab
 .size _start, .-_start
 .data
x: .long 1
`},
	{"functions -g", "-g", `.type f,@function
f: nop
 .size f,.-f
 .section .text.b,"ax"
 .type g,@function
g: nop
h: nop
 ret
 .type i,@gnu_indirect_function
i: ret
 nop
 .size i,.-i
 .type j,@object
j: ret
 .size j,1
 .weak h2
 .type h2,@function
h2: ret
 .size h2,1
 .globl gl
 .type gl,@function
gl: ret
 .size gl,1
 .section .text.c,"ax"
 nop
 .section .text.e,"ax"
 .data
 .type k,@function
k: .byte 1
 .size k,1
`},
	{"source --gdwarf-3", "--gdwarf-3", `
 .text
 .globl _start
 .type _start, @function
_start: nop
 nop; nop
 .byte 1
lab: nop
 jmp lab
 .size _start, .-_start
 .data
x: .long 1
`},
	{"functions --gdwarf-3", "--gdwarf-3", `.type f,@function
f: nop
 .size f,.-f
 .section .text.b,"ax"
 .type g,@function
g: nop
h: nop
 ret
 .type i,@gnu_indirect_function
i: ret
 nop
 .size i,.-i
 .type j,@object
j: ret
 .size j,1
 .weak h2
 .type h2,@function
h2: ret
 .size h2,1
 .globl gl
 .type gl,@function
gl: ret
 .size gl,1
 .section .text.c,"ax"
 nop
 .section .text.e,"ax"
 .data
 .type k,@function
k: .byte 1
 .size k,1
`},
	{"source --gdwarf-4", "--gdwarf-4", `
 .text
 .globl _start
 .type _start, @function
_start: nop
 nop; nop
 .byte 1
lab: nop
 jmp lab
 .size _start, .-_start
 .data
x: .long 1
`},
	{"functions --gdwarf-4", "--gdwarf-4", `.type f,@function
f: nop
 .size f,.-f
 .section .text.b,"ax"
 .type g,@function
g: nop
h: nop
 ret
 .type i,@gnu_indirect_function
i: ret
 nop
 .size i,.-i
 .type j,@object
j: ret
 .size j,1
 .weak h2
 .type h2,@function
h2: ret
 .size h2,1
 .globl gl
 .type gl,@function
gl: ret
 .size gl,1
 .section .text.c,"ax"
 nop
 .section .text.e,"ax"
 .data
 .type k,@function
k: .byte 1
 .size k,1
`},
	{"source --gdwarf-5", "--gdwarf-5", `
 .text
 .globl _start
 .type _start, @function
_start: nop
 nop; nop
 .byte 1
lab: nop
 jmp lab
 .size _start, .-_start
 .data
x: .long 1
`},
	{"functions --gdwarf-5", "--gdwarf-5", `.type f,@function
f: nop
 .size f,.-f
 .section .text.b,"ax"
 .type g,@function
g: nop
h: nop
 ret
 .type i,@gnu_indirect_function
i: ret
 nop
 .size i,.-i
 .type j,@object
j: ret
 .size j,1
 .weak h2
 .type h2,@function
h2: ret
 .size h2,1
 .globl gl
 .type gl,@function
gl: ret
 .size gl,1
 .section .text.c,"ax"
 nop
 .section .text.e,"ax"
 .data
 .type k,@function
k: .byte 1
 .size k,1
`},
	{"source and frames", "-g", `.cfi_sections .eh_frame,.debug_frame
.cfi_startproc
nop
.cfi_endproc
`},
}

// debugOptions are the options that an option of as stands for.
func debugOptions(arg string) *Options {
	opt := &Options{}
	switch name, value, _ := strings.Cut(arg, "="); name {
	case "--gdwarf-cie-version":
		opt.CIEVersion = int(value[0] - '0')
	case "-g":
		opt.Debug, opt.Dwarf = true, 2
	case "--gdwarf-3", "--gdwarf-4", "--gdwarf-5":
		opt.Debug, opt.Dwarf = true, int(name[len(name)-1]-'0')
	}
	return opt
}

func TestDebugAsGNU(t *testing.T) {
	for _, c := range debugCases {
		t.Run(c.name, func(t *testing.T) {
			var args []string
			if c.option != "" {
				args = append(args, c.option)
			}
			dir := t.TempDir()
			want := gnuDump(t, dir, c.src, args)
			if want == "" {
				t.Fatal("as refuses the source")
			}
			opt := debugOptions(c.option)
			opt.CompDir = dir
			u, diags, _ := assembleDebug(c.src, opt)
			obj.Relax(u)
			object := obj.Resolve(u, &obj.Options{})
			for _, m := range diags.Sorted() {
				t.Logf("%v: %s", m.Severity, m.Text)
			}
			if diags.Failed() {
				t.Fatal("refused")
			}
			got := dumpObject(t, obj.WriteELF(object, &obj.Options{}))
			if got != want {
				t.Errorf("as and tas differ:\n%s", firstDifference(want, got))
			}
		})
	}
}

// firstDifference shows where two dumps part.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(i-3, 0)
	return "as:\n" + strings.Join(a[from:min(i+6, len(a))], "\n") + "\ntas:\n" + strings.Join(b[from:min(i+6, len(b))], "\n")
}
