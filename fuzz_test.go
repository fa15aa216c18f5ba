package tas

import (
	"bytes"
	"os"
	"regexp"
	"testing"
	"time"

	"tas/diag"
	"tas/directives"
)

// FuzzAssemble takes any text through assembler and linker. It must come back
// with an output or with errors, each at a place that exists, and twice with
// the same.
func FuzzAssemble(f *testing.F) {
	for _, path := range sources(f) {
		if text, err := os.ReadFile(path); err == nil && len(text) < 8<<10 {
			f.Add(text)
		}
	}
	for _, text := range []string{
		"", "\x00", "a:", "/*", "\"", "'", ".if 1", ".macro m", ".rept 3\nnop\n.endr", "1: jmp 1b; jmp 1f",
		".irp x,1,2\n.byte \\x\n.endr", ".uleb128 a-b\na:.skip 200\nb:", "mov %", "{evex} vaddps", "lock; rep movsb",
		".section a,\"axG\",@progbits,b,comdat", ".cfi_startproc\n.cfi_endproc", ".loc 1 2 3", "a=b\nb=a\n.long a",
		".incbin \"/dev/zero\"", ".include \"/dev/stdin\"", "# 1 \"x\" 2", ".octa 0x1ffffffffffffffff", "x:.org x-1",
		"\"a\": nop\n\"\"", "\"a\": nop\n\"",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if largeCount.Match(text) {
			return
		}
		watchdog := time.AfterFunc(10*time.Second, func() { panic("tas hangs") })
		defer watchdog.Stop()
		for _, output := range []Output{Executable, Object} {
			first, second := buildFuzzed(text, output), buildFuzzed(text, output)
			if !bytes.Equal(first.Output, second.Output) || first.Diags.Len() != second.Diags.Len() {
				t.Fatal("the same source gave two different results")
			}
			if first.Diags.Failed() != (first.Output == nil) {
				t.Fatalf("failed: %v, but output: %v", first.Diags.Failed(), first.Output != nil)
			}
			for _, d := range first.Diags.Sorted() {
				checkPosition(t, first, d)
			}
			messages(first)
		}
		// What is made after errors is worth little, but must not come to grief.
		bad := &Options{Output: Object, Always: true, Listing: NewListing(), Directives: noFiles()}
		bad.Listing.Lines, bad.Listing.Symbols, bad.Listing.Macros = true, true, true
		Build([]Input{{Name: "fuzz.s", Text: bytes.Clone(text)}}, bad)
	})
}

// largeCount finds counts that are right, and slow: TestAbsurdSizes has those
// beyond reason.
var largeCount = regexp.MustCompile(`[0-9a-fA-FxX]{5}|<<|\*`)

// buildFuzzed builds one source.
func buildFuzzed(text []byte, output Output) *Result {
	opt := &Options{Output: output, Directives: noFiles()}
	return Build([]Input{{Name: "fuzz.s", Text: bytes.Clone(text)}}, opt)
}

// noFiles are options under which a source can read no files.
func noFiles() directives.Options {
	return directives.Options{ReadFile: func(string) ([]byte, error) { return nil, os.ErrNotExist }}
}

// checkPosition wants a message to have text, and to lie within the source if
// it lies anywhere.
func checkPosition(t *testing.T, r *Result, d *diag.Diagnostic) {
	t.Helper()
	if d.Text == "" {
		t.Error("a message without text")
	}
	for _, span := range append([]diag.Span{d.Span}, noteSpans(d)...) {
		if span.Pos == 0 {
			continue
		}
		src := r.Sources.Find(span.Pos)
		if src == nil || int(span.Pos-src.Base) > len(src.Text)+1 {
			t.Errorf("%q stands outside the source", d.Text)
		}
	}
}

func noteSpans(d *diag.Diagnostic) []diag.Span {
	var spans []diag.Span
	for _, n := range d.Notes {
		spans = append(spans, n.Span)
	}
	return spans
}
