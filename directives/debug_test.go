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
	d := New(in, noMachine{}, opt)
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

// debugCase is a source with the option of as that it is tried with.
type debugCase struct{ name, option, src string }

// debugCases reads testdata/debug.txt, where each source stands below a line
// of the form "---- name (option)".
func debugCases(t *testing.T) []debugCase {
	t.Helper()
	text, err := os.ReadFile("testdata/debug.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []debugCase
	for _, part := range strings.Split("\n"+string(text), "\n---- ")[1:] {
		title, src, _ := strings.Cut(part, "\n")
		name, option, _ := strings.Cut(strings.TrimSuffix(title, ")"), " (")
		cases = append(cases, debugCase{name, option, src + "\n"})
	}
	return cases
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
	for _, c := range debugCases(t) {
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
			got := dumpObject(t, obj.WriteELF(object, diags))
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

// noMachine is for sources without instructions.
type noMachine struct{ Machine }

func (noMachine) Uses() (level, state uint32, wanted bool) { return 0, 0, false }

func (noMachine) Guards() bool { return false }
