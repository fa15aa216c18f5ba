package directives

import (
	"strings"
	"testing"

	"tas/obj"
)

// What GNU as refuses of call frames and line numbers is refused, in our words.
func TestDebugErrors(t *testing.T) {
	const frame, file = ".cfi_startproc\n", ".file 1 \"a.c\"\n"
	for _, c := range []struct{ src, want string }{
		{".cfi_endproc\n", ".cfi_endproc has no .cfi_startproc before it"},
		{".cfi_undefined 3\n", ".cfi_undefined has no .cfi_startproc before it"},
		{frame + "nop\n", "the frame is not closed"},
		{frame + frame + ".cfi_endproc\n", "the frame before this is not closed"},
		{frame + ".data\n.cfi_undefined 3\n.text\n.cfi_endproc\n", "has no .cfi_startproc before it in this section"},
		{frame + ".cfi_restore_state\n.cfi_endproc\n", ".cfi_restore_state has no .cfi_remember_state"},
		{frame + ".cfi_offset 3,-25\n.cfi_endproc\n", "a multiple of 8, not at -25"},
		{frame + ".cfi_offset 3\n.cfi_endproc\n", "a comma"},
		{frame + ".cfi_undefined %eax\n.cfi_endproc\n", "a register here"},
		{frame + ".cfi_undefined -1\n.cfi_endproc\n", "cannot be negative"},
		{frame + ".cfi_lsda 1,foo\n.cfi_endproc\n", "1 is no pointer encoding"},
		{frame + ".cfi_lsda 0x1b,4\n.cfi_endproc\n", "expects a symbol"},
		{frame + ".cfi_personality 0x1b,foo-bar\n.cfi_endproc\n", "expects a symbol"},
		{frame + ".cfi_return_column 300\n.cfi_endproc\n", "return column 300 does not fit"},
		{frame + ".cfi_label lab\nlab: nop\n.cfi_endproc\n", "symbol lab is already defined"},
		{frame + ".cfi_inline_lsda 4\n.cfi_endproc\n", "not supported on x86-64"},
		{".cfi_startproc foo\n", "nothing or the word simple"},
		{".cfi_sections .foo\n", "not .foo"},

		{".loc 1 3\n", "file number 1 is not known"},
		{file + ".loc 0 3\n", "file number 0 is not known"},
		{file + ".loc 1 3 foo\n", "unknown option foo of .loc"},
		{file + ".loc 1 3 is_stmt 2\n", "is_stmt is 0 or 1, not 2"},
		{file + ".loc 1 3 isa -1\n", "32 bits, not -1"},
		{file + ".loc 1 3 discriminator -1\n", "32 bits, not -1"},
		{file + ".loc 1 3 view 1\n", "a symbol, or the number zero, not 1"},
		{file + "nop\n.loc 1 4 view 0\n.loc 1 5 view 0\nnop\n", "the view is 1 here, not zero"},
		{file + ".loc 1 3\nnop\n.loc 1 4 view foo\nnop\n.loc 1 5 view foo\nnop\n", "symbol foo is already defined"},
		{file + ".file 1 \"b.c\"\n", "file number 1 is a.c already"},
		{file + ".file 3 \"c.c\"\n.loc 1 4\nnop\n", "file number 2 is not known, but 3 is"},
		{".file 1 \"d\" \"a.c\"\n", "need DWARF 5"},
		{".file 0 \"a.c\" md5 0x1\n", "md5 expects 16 bytes"},
		{".file 99999999999 \"a.c\"\n", "out of range"},
		{".section .debug_line\n.byte 1\n.text\n" + file + ".loc 1 1\nnop\n", "its own .debug_line"},
	} {
		if gnuDump(t, t.TempDir(), c.src, nil) != "" && !strings.Contains(c.src, "99999999999") {
			t.Errorf("as accepts\n%s", c.src)
		}
		u, diags, _ := assembleDebug(c.src, &Options{})
		if !diags.Failed() {
			obj.Relax(u)
			obj.Resolve(u, &obj.Options{})
		}
		var texts []string
		found := false
		for _, m := range diags.Sorted() {
			texts = append(texts, m.Text)
			found = found || strings.Contains(m.Text, c.want)
		}
		if !found || !diags.Failed() {
			t.Errorf("%q:\nwant %q, got %q", c.src, c.want, texts)
		}
	}
}
