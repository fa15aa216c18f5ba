package tas

import (
	"bytes"
	"strings"
	"testing"
)

// Lines of .loc that are read by the shortcut give what they give with a comment
// behind them, whatever is asked of their views.
func TestPlainLocIsOnlyAShortcut(t *testing.T) {
	const rows = "\t.file 1 \"a.c\"\n\t.loc 1 1 1 view .LVU1\n\t.loc 1 2 1 is_stmt 0 view .LVU2\n\tnop\n" +
		"\t.loc 1 3 1 discriminator 3 view .LVU3\n\t.loc 1 4 1 is_stmt 1 discriminator 7 view -0\n\tjmp\tfar\n" +
		"\t.loc 1 5 1 view .LVU4\n\t.p2align 4\n\t.loc 1 5 2 view .LVU5\n\t.loc 1 6 2\n\tnop\n\t.loc 1 7 2 view .LVU6\n"
	for _, more := range []string{
		"\t.uleb128 .LVU2\n\t.byte\t.LVU2\n\t.quad\t.LVU2+1\n\t.long\t.LVU2-.LVU1\n\t.value\t.LVU4\n\t.uleb128 .LVU5\n",
		".LVU2:\n", "\t.loc 1 8 1 view .LVU2\n", "\t.set\t.LVU2, 5\n", "\t.globl\t.LVU2\n\t.quad\t.LVU2\n", "\t.if .LVU2 == 1\n\tnop\n\t.endif\n",
		".LVU9:\n\t.loc 1 8 1 view .LVU9\n", "\t.quad\t.LVU9\n\t.loc 1 8 1 view .LVU9\n", "\t.loc 1 0 1 view .LVU9\n\t.quad\t.LVU9\n",
		"\t.data\n\t.loc 1 8 1 view .LVU9\n\t.quad\t.LVU9\n", "\t.loc 2 8 1 view .LVU9\n", "\t.loc 1 8 1 view 0\n", "\t.loc 1 8 1 is_stmt 2\n",
		"\t.loc 1 8 1 discriminator 010 view .LVU9\n", "\t.loc 1 08 1\n", "\t.loc 1 8 99999999999\n", "\t.loc 1 8 1 view .LVU9 is_stmt 0\n",
		"\t.section other,\"ax\"\n\t.loc 1 8 1 view .LVU9\n\tnop\n\t.uleb128 .LVU9\n",
	} {
		for _, locals := range []bool{false, true} {
			build := func(text string) *Result {
				opt := &Options{Output: Object, Directives: noFiles()}
				opt.Resolve.KeepLocals = locals
				return Build([]Input{{Name: "a.s", Text: []byte(text)}}, opt)
			}
			text := rows + more + "\tnop\nfar:\n"
			fast, slow := build(text), build(strings.ReplaceAll(text, "\n", " /**/\n"))
			if a, b := texts(fast), texts(slow); a != b {
				t.Errorf("%q: messages %s, with comments behind %s", more, a, b)
			}
			if !bytes.Equal(fast.Output, slow.Output) {
				t.Errorf("%q: the objects differ, .L symbols kept: %v", more, locals)
			}
		}
	}
}

// So do alignments and registers of frames.
func TestPlainCodeIsOnlyAShortcut(t *testing.T) {
	for _, section := range []string{".text", ".data", ".bss", ".section other,\"ax\""} {
		for _, line := range []string{
			".p2align 4", ".p2align 4,,10", ".p2align 4, 0x90", ".p2align 4, 144", ".p2align 3, 0", ".p2align 4, 300", ".p2align 2, 0x1", ".p2align 0, 1", ".p2align 4, 0x90, 3",
			".cfi_offset 6, -16", ".cfi_offset %rbp, -16", ".cfi_offset %r15, -24", ".cfi_offset %xmm3, -32", ".cfi_offset %ebx, -16", ".cfi_offset %RBX, -16",
			".cfi_offset %none, -16", ".cfi_offset %rip, -24", ".cfi_offset rbx, -16", ".cfi_offset %rbx, -15", ".cfi_offset %verylongname, -16",
		} {
			build := func(comment string) *Result {
				text := "\t.cfi_startproc\n\tnop\n\t" + section + "\n\t.skip 1\n\t" + line + comment + "\n\t.skip 1\n\t.text\n\tnop\n\t.cfi_endproc\n"
				return Build([]Input{{Name: "a.s", Text: []byte(text)}}, &Options{Output: Object, Directives: noFiles()})
			}
			slow := build(" /**/")
			for _, clang := range []string{"", "                    # -- Begin function"} {
				fast := build(clang)
				if a, b := texts(fast), texts(slow); a != b {
					t.Errorf("%s in %s: messages %s, with a comment behind it %s", line+clang, section, a, b)
				}
				if !bytes.Equal(fast.Output, slow.Output) {
					t.Errorf("%s in %s: the objects differ", line+clang, section)
				}
			}
		}
	}
}

// texts are the messages without their positions.
func texts(r *Result) string {
	var b strings.Builder
	for _, d := range r.Diags.Sorted() {
		b.WriteString(d.Text + "\n")
	}
	return b.String()
}
