package directives

import (
	"strings"
	"testing"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// The directives of which compilers' output has hundreds of thousands must not
// allocate on each line; what grows are the few slices of the unit.
func TestHotDirectivesDoNotAllocate(t *testing.T) {
	const lines = 10000
	for _, line := range []string{
		".byte 1, 0x2", ".long 7", ".quad .Ltext0", ".uleb128 0x1f", ".uleb128 .Ltext0-.Ltext1", ".string \"text\"",
		".section .rodata", ".globl main", ".type main, @function", ".p2align 4,,10", ".text", ".zero 8", ".long .Ltext0-.",
		".pushsection .rodata\n.popsection", "call",
	} {
		if line == "call" {
			line = ".rept 1\n.byte 1\n.endr"
		}
		text := []byte(strings.Repeat(line+"\n", lines))
		allocs := testing.AllocsPerRun(1, func() {
			sources, diags := &diag.Sources{}, &diag.List{}
			src := sources.Add("hot.s", text)
			in := lexer.New(obj.NewUnit(diags, len(text)), sources, src, lexer.Terminate(append([]byte(nil), text...)))
			d := New(in, noMachine{}, &Options{})
			for {
				if in.Done() {
					if !d.EndOfText() {
						break
					}
					continue
				}
				start := in.At
				if in.Text[start] == '.' && !d.Do(in.PlainName(), start) {
					in.SkipStatement()
				}
				in.NextStatement()
			}
			if diags.Failed() {
				t.Error(diags.Sorted()[0].Text)
			}
		})
		if allocs > lines/20 {
			t.Errorf("%q: %.0f allocations in %d lines", line, allocs, lines)
		}
	}
}
