package lexer

import (
	"bytes"
	"testing"
	"time"

	"tas/diag"
	"tas/obj"
)

// FuzzScan reads any text in all the ways that parsers do: each must come to
// an end, stay within the text, and put its messages inside it.
func FuzzScan(f *testing.F) {
	for _, text := range []string{
		"mov $1, %eax # one\n", "a: b = c + 1; /* x */ .byte 'a, '\\n', 0x1f, 0b11, 017, 1f\n",
		".ascii \"\\x41\\101\\\"\"\n", "-~!(a-b)*3<<2||c&&d\n", "\"quoted name\": jmp 1b\n", "/*", "\"\\", "'\\", "1e5 0e1.5 0f1 3.5",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		watchdog := time.AfterFunc(10*time.Second, func() { panic("the scanner hangs") })
		defer watchdog.Stop()
		for _, step := range []func(*Input){
			func(in *Input) { in.Expr() },
			func(in *Input) { in.Name() },
			func(in *Input) { in.String(nil) },
			func(in *Input) { in.SkipStatement(); in.NextStatement() },
			func(in *Input) { in.AtEnd() },
		} {
			scan(t, text, step)
		}
	})
}

// scan applies step until the text is used up, skipping a byte whenever step
// stands still.
func scan(t *testing.T, text []byte, step func(*Input)) {
	sources := &diag.Sources{}
	diags := &diag.List{}
	src := sources.Add("fuzz.s", text)
	in := New(obj.NewUnit(diags, len(text)), sources, src, Terminate(bytes.Clone(text)))
	for !in.Done() {
		before := in.At
		step(in)
		if in.At < before || in.At > len(in.Text)-1 {
			t.Fatalf("moved from %d to %d in a text of %d bytes", before, in.At, len(in.Text))
		}
		if in.At == before {
			in.At++
		}
	}
	for _, d := range diags.Sorted() {
		if p := d.Span.Pos; p != 0 && (p < src.Base || int(p-src.Base) > len(text)+1) {
			t.Fatalf("%q stands outside the text", d.Text)
		}
	}
}
