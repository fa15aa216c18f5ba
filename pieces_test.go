package tas

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// piecesEqual holds that reading a source in pieces gives what reading it in
// one go does.
func piecesEqual(t *testing.T, name string, text []byte, n int) (joined bool) {
	t.Helper()
	in := func() []Input { return []Input{{Name: name, Text: bytes.Clone(text)}} }
	serial := Build(in(), &Options{Output: Object, Serial: true, Directives: noFiles()})
	cut := Build(in(), &Options{Output: Object, forcePieces: n, Directives: noFiles()})
	if a, b := messages(serial), messages(cut); a != b {
		t.Errorf("%s in %d pieces: messages differ:\n%s\nserial:\n%s", name, n, b, a)
	}
	if !bytes.Equal(serial.Output, cut.Output) {
		t.Errorf("%s in %d pieces: the objects differ", name, n)
	}
	return cut.joined
}

func TestPiecesEqualSerial(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.s")
	if err != nil || len(files) == 0 {
		t.Fatal("no sources in testdata", err)
	}
	joined := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{2, 3, 7} {
			if piecesEqual(t, name, text, n) {
				joined++
			}
		}
	}
	if joined == 0 {
		t.Error("no source could be read in pieces")
	}
	t.Logf("%d of %d were read in pieces", joined, 3*len(files))
}

// A name that a piece does not know is left open in fields of data (obj/open.go):
// whatever the pieces before and behind make of it, and the piece itself later on.
func TestOpenNamesEqualSerial(t *testing.T) {
	joined := 0
	for _, head := range []string{
		".L1:\n\tnop\n.L2:", ".L1:\n\tjmp .L2\n\t.balign 16\n.L2:", ".L1 = 5\n.L2:", ".set .L1, .L2\n.L2:", ".L1:\n.set .L2, 300", ".L1 = foo\n.L2 = foo+4",
		"\tjmp .L1", "\t.quad .L1", "\t.globl .L1\n\t.quad .L2-.L1", ".eqv .L1, .L2+1\n.L2:", ".L1 = %rax\n.L2:", ".L5000000 = 1\n.L1:\n.L2:", "\tnop",
		".file 1 \"a.c\"\n.loc 1 1 view .L1\n\tnop\n.loc 1 2 view .L2\n.loc 1 2 view .L3\n\tnop",
	} {
		for _, field := range []string{
			".uleb128 .L1", ".uleb128 .L2-.L1", ".uleb128 .L2-1-.L1", ".sleb128 .L1-.L2", ".uleb128 .Lhere0-.L1", ".uleb128 .L1-.L1",
			".byte\t.L1", ".byte\t.L2-.L1", ".byte\t.L1-9", ".value\t.L1", ".long\t.L1", ".quad\t.L1", ".quad\t.L2-.L1", ".quad\t.L1-.L2", ".quad\t.L1-.Lhere0",
			".quad\t.L1\n\tlea\t.L1@GOTPCREL(%rip), %rax", ".long\t.L1\n\tjmp\t.L1", ".quad\t.L1\n\t.set\t.L1, 1\n\t.set\t.L1, 2", ".quad\t.L5000000",
		} {
			for _, tail := range []string{"", ".L1:\n", ".L1 = 7\n", "\t.if .L1\n\t.endif\n", "\t.loc 1 3 view .L1\n"} {
				text := head + "\n" + strings.Repeat("#", 400) + "\n\tnop\n\t.data\n.Lhere0:\n\t" + field + "\n" + tail
				if piecesEqual(t, head+" "+field+" "+tail, []byte(text), 2) {
					joined++
				}
			}
		}
	}
	if joined < 200 {
		t.Errorf("only %d sources were read in pieces", joined)
	}
}

// Sources one behind the other, each of them stating at first what a section is, and
// then only naming it: a piece may begin in the middle of one.
func TestLateAttributesEqualSerial(t *testing.T) {
	const full, bare = "\t.section\t.rodata.str1.1,\"aMS\",@progbits,1\n", "\t.section\t.rodata.str1.1\n"
	filler := "\t.text\n" + strings.Repeat("\tnop\n", 200)
	for _, c := range []struct {
		name, text string
		joined     bool
	}{
		{"stated before", full + filler + bare + filler + full + "\t.byte 0\n", true},
		{"other entry size before", strings.Replace(full, ",1", ",2", 1) + filler + bare + filler + full, false},
		{"never before", filler + bare + filler + full, false},
		{".ident in each", full + ".ident \"a\"\n" + filler + bare + filler + full + ".ident \"b\"\n.ident \"c\"\n", true},
		{".ident behind", full + filler + bare + filler + full + ".ident \"b\"\n", true},
		{".ident and .comment", full + ".section .comment\nx:\n.ident \"a\"\n" + filler + bare + filler + full + ".ident \"b\"\n", false},
		{".comment and .ident", full + ".ident \"a\"\n" + filler + bare + filler + full + ".section .comment\nx:\n.ident \"b\"\n", false},
		{".comment behind .ident", full + ".ident \"a\"\n" + filler + bare + filler + full + ".ident \"b\"\n.section .comment\nx: .byte x-y\n.balign 8\ny:\n", true},
		{"not stated before", bare + filler + bare + filler + full, false},
	} {
		if joined := piecesEqual(t, c.name, []byte(c.text), 2); joined != c.joined {
			t.Errorf("%s: read in pieces: %v", c.name, joined)
		}
	}
}

// LLVM gives functions of equal code other names behind all of them.
func TestLateAliasesEqualSerial(t *testing.T) {
	nops := strings.Repeat("\tnop\n", 400)
	head := "\t.globl f\n\t.type f,@function\nf:\tret\n\t.size f,.-f\n\t.comm c,8,8\nk = 5\nh = f\n" + nops
	for tail, joined := range map[string]bool{
		"\t.globl g\n\t.type g,@function\n\t.set g, f\n\tcall g\n\t.quad g, g-f, .Lx-g\n.Lx:\n": true,
		"\tjmp g\n.hidden g\n\tg = f\n\tjmp g\n\tlea g(%rip), %rax\n":                           true,
		"\t.set g, f\n\t.set i, h\n\t.type f,@function\n":                                       false,
		"\t.set g, f\n\t.type g,@object\n":                                                      false,
		"\t.set g, f\n\t.size g, 4\n":                                                           false,
		"\t.set g, f\n\t.size f, 4\n":                                                           false,
		"\t.set g, f\n\t.set g, f\n":                                                            false,
		"\t.set g, f\n\t.set g, 4\n":                                                            false,
		"\t.set g, f\n\t.set i, g\n":                                                            true,
		"\t.set i, g\n\t.set g, f\n":                                                            false,
		"\t.set f, g\n":                                                                         false,
		"\t.set k, f\n":                                                                         false,
		"\t.set h, f\n\t.set g, f\n":                                                            false,
		"\t.set g, c\n":                                                                         false,
		"\t.set g, k\n":                                                                         false,
		"\t.set g, u\n":                                                                         false,
		"\t.equiv g, f\n":                                                                       false,
		"\t.set g, f\ng:\n":                                                                     false,
		"\t.set g, f\n\t.weak g\n\t.quad g\n":                                                   true,
		"\t.set .Lg, f\n\t.quad .Lg\n":                                                          false,
	} {
		if piecesEqual(t, tail, []byte(head+nops+tail), 2) != joined {
			t.Errorf("%s: read in pieces: %v", tail, !joined)
		}
	}
}

// Many open names are looked up on all cores, and those that a look does not settle
// in order: bare numbers that need symbols, undefined names, assigned ones.
func TestManyOpenNamesEqualSerial(t *testing.T) {
	var head, tail strings.Builder
	head.WriteString("\t.file 1 \"a.c\"\n")
	for i := range 1000 {
		fmt.Fprintf(&head, ".LA%d:\tnop\n\t.loc 1 %d view .LB%d\n\t.set .LC%d, .LA%d+1\n", i, i+1, i, i, i)
	}
	for i := range 30000 {
		k := i % 1000
		fmt.Fprintf(&tail, "\t.uleb128 .LA%d-.LA0\n\t.uleb128 .LB%d\n\t.quad .LA%d\n\t.long .LB%d\n", k, k, k, k)
		switch i % 97 {
		case 0:
			fmt.Fprintf(&tail, "\t.long .LC%d\n\t.uleb128 .LC%d-.LA5\n", k, k)
		case 1:
			fmt.Fprintf(&tail, "\t.quad .LD%d\n\t.uleb128 .LB%d-.LB1\n", k, k)
		}
	}
	text := head.String() + strings.Repeat("#", tail.Len()-head.Len()) + "\n\t.section .debug_x\n" + tail.String() + ".LD1:\n"
	if r := Build([]Input{{Name: "open.s", Text: []byte(text)}}, &Options{Output: Object}); r.Diags.Len() != 0 {
		t.Error(messages(r))
	}
	if !piecesEqual(t, "open.s", []byte(text), 2) {
		t.Error("not read in pieces")
	}
}

// FuzzPieces reads any text whole and in a few pieces.
func FuzzPieces(f *testing.F) {
	for _, path := range sources(f) {
		if text, err := os.ReadFile(path); err == nil && len(text) < 8<<10 {
			f.Add(text, uint8(3))
		}
	}
	for _, text := range []string{
		"1: jmp 1b\nnop\nnop \n jmp 1b\n", ".macro m\nnop\n.endm\n \nm\nm\n", ".if 1\nnop\n \nnop\n.endif\n",
		"/* a\nb\n \nc\nd */ nop\n", "a = 1\nnop\n \n.long a\na = 2\n", ".data\n.long 1\n \n.previous\nnop\nnop\n",
		".cfi_startproc\nnop\nnop\n.cfi_def_cfa_offset 16\nnop\n.cfi_endproc\n", "jmp a\n.skip 200\n \na: jmp b\n.skip 100\nb:\n",
		".file 1 \"a.c\"\n.loc 1 1\nnop\nnop\n.loc 1 2\nnop\n", ".uleb128 b-a\na: .skip 100\n.balign 16\nnop\nb: nop\n",
	} {
		f.Add([]byte(text), uint8(2))
	}
	f.Fuzz(func(t *testing.T, text []byte, n uint8) {
		if largeCount.Match(text) {
			return
		}
		watchdog := time.AfterFunc(10*time.Second, func() { panic("tas hangs") })
		defer watchdog.Stop()
		piecesEqual(t, "fuzz.s", text, 2+int(n%7))
	})
}
