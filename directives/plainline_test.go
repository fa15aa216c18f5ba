package directives

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// Lines that PlainLines takes and lines that it leaves alone say the same: each
// line is read as compilers write it, and with a comment behind it that they do not
// write.
func TestPlainDataLinesAreOnlyAShortcut(t *testing.T) {
	lines := []string{
		"\t.byte\t0x7f", "\t.byte\t255", "\t.byte\t0xff", "\t.byte\t0", "\t.byte\t256", "\t.byte\t010", "\t.byte\t0b11", "\t.byte\t-1",
		"\t.value\t0xffff", "\t.value\t65536", "\t.long\t0xffffffff", "\t.long\t0x100000000", "\t.long\t4294967295",
		"\t.quad\t0x7fffffffffffff", "\t.quad\t0xffffffffffffffff", "\t.quad\t123456789012345678", "\t.quad\t18446744073709551615",
		"\t.uleb128 0", "\t.uleb128 0x7f", "\t.uleb128 128", "\t.uleb128 0xffffffffffffffff", "\t.uleb128\t1", "\t.uleb128 -1",
		"\t.sleb128 0", "\t.sleb128 63", "\t.sleb128 64", "\t.sleb128 -64", "\t.sleb128 -65", "\t.sleb128 -0x10", "\t.sleb128 --1",
		"\t.long\t.L1", "\t.quad\t.L1-.L2", "\t.quad\t.L1-1-.L2", "\t.long\t.L1-1", "\t.long\t.L1-01", "\t.long\t.L1+1", "\t.long\t.L1-.L2-.L1",
		"\t.uleb128 .L3-.L2", "\t.uleb128 .L3-1-.L2", "\t.uleb128 .LV4", "\t.sleb128 .L2-.L3", "\t.value\t.LV4", "\t.byte\t.LR5",
		".L01:", ".L17:", ".LVL18:", ".L1a2:", ".L1:\t.byte\t1", "\t.long\t.LR5", "\t.uleb128 .LX6",
		"\t.byte 1", "\t.long\t0xABcdef01", "\t.long\t0x123456789", "\t.quad 0x123456789", "\t.sleb128 0x3f", "\t.sleb128 0x40", "\t.byte\t0x", "\t.byte\t0x1g",
		"\t.value\t08", "\t.value\t12345678", "\t.long\t12345678", "\t.long\t123456789", "\t.byte\t.L3-.L1", "\t.quad\t.L1-.L3", "\t.value\t.L3-.L1",
		"\t.sleb128 .L1-.L3", "\t.long\t.L1-.L1", "\t.quad\t.L1-2-.L3", "\t.uleb128 .L3-.LV4", "\t.long\t.LV4-.L1", "\t.byte\t.L1-x5_3",
		"\t.byte\t1 2", "\t.byte", "\t.byte\t", "\t.uleb1280 1", "\t.longer\t1", ".LVL18-1:",
	}
	const head = ".L1:\n.byte 1\n.L2:\n.zero 200\n.L3:\n.set .LV4,17\n.set .LR5,.L3\n"
	for _, line := range lines {
		slow, slowMessages := assemble(head + "\t.byte\t1 /**/\n" + line + " /**/\n")
		for _, clang := range []string{"", "        # 0x7f"} {
			fast, fastMessages := assemble(head + "\t.byte\t1" + clang + "\n" + line + clang + "\n")
			if !bytes.Equal(fast, slow) {
				t.Errorf("%q: % x, but % x with a comment behind", line+clang, fast, slow)
			}
			if fastMessages != slowMessages {
				t.Errorf("%q: messages %q, but %q with a comment behind", line+clang, fastMessages, slowMessages)
			}
		}
	}
}

// So are the places of frames.
func TestPlainFrameLinesAreOnlyAShortcut(t *testing.T) {
	lines := []string{
		"def_cfa_offset 16", "def_cfa_offset 0x10", "def_cfa_offset -8", "def_cfa_offset 8+8", "def_cfa_offset\t16", "def_cfa_offset",
		"offset 6, -16", "offset 14, -0x20", "offset 16, -8", "offset 17, -8", "offset 6, -12", "offset 6, 16", "offset 6,-16",
		"offset 6 , -16", "offset 6, - 16", "offset 6, -16-8", "offset 06, -16", "offset 6, -", "offset , -8",
	}
	for _, line := range lines {
		text := ".cfi_startproc\n.byte 1\n.cfi_" + line
		fast, fastMessages := frames(text + "\n.cfi_endproc\n\n\n\n\n\n")
		slow, slowMessages := frames(text + " /**/\n.cfi_endproc\n\n\n\n\n\n")
		if fast != slow || fastMessages != slowMessages {
			t.Errorf("%q: %s and messages %q, but %s and %q with a comment behind", line, fast, fastMessages, slow, slowMessages)
		}
	}
}

// frames reads a text of directives, and returns the operations of its frames and
// the messages.
func frames(text string) (operations, messages string) {
	d, diags := read(text)
	for _, m := range diags.Sorted() {
		messages += m.Text + "\n"
	}
	return fmt.Sprint(d.cfi.ops), messages
}

// assemble reads a text of labels and directives, and returns the bytes of its
// .text and the messages.
func assemble(text string) ([]byte, string) {
	d, diags := read(text)
	var messages strings.Builder
	if !diags.Failed() {
		obj.Relax(d.u)
		if o := obj.Resolve(d.u, &obj.Options{}); !diags.Failed() {
			for _, m := range diags.Sorted() {
				messages.WriteString(m.Text + "\n")
			}
			return o.Sections[1].Data, messages.String()
		}
	}
	for _, m := range diags.Sorted() {
		messages.WriteString(m.Text + "\n")
	}
	return nil, messages.String()
}

// read reads a text of labels and directives.
func read(text string) (*Directives, *diag.List) {
	sources, diags := &diag.Sources{}, &diag.List{}
	src := sources.Add("data.s", []byte(text))
	u := obj.NewUnit(diags, len(text))
	in := lexer.New(u, sources, src, lexer.Terminate([]byte(text)))
	d := New(in, noMachine{}, &Options{})
	for !in.Done() {
		if in.Peek() == '.' {
			start := in.At
			if d.PlainLines() {
				in.NextStatement()
				continue
			}
			name := in.PlainName()
			if in.Text[in.At] == ':' {
				in.At++
				u.DefineAt(u.Symbol(name, 0), u.Here(), 0)
				continue
			}
			if !d.Do(name, start) {
				in.SkipStatement()
			}
		}
		in.NextStatement()
	}
	return d, diags
}
