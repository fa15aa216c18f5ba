package encoder

import (
	"bytes"

	"tas/diag"
	"tas/encoder/isa"
	"tas/lexer"
)

// What somebody from NASM or MASM writes in an operand, and GNU's Intel syntax has
// otherwise. Nothing here runs for a correct source.

// intelWords are words that stand before a symbol or address elsewhere.
var intelWords = [...]struct{ word, cure string }{
	{"rel", "an address relative to the instruction is written [rip+name]"},
	{"abs", "leave out abs: [name] is an absolute address"},
	{"size", "GNU as has no size of a symbol; give it a name, as in size = . - name"},
	{"sizeof", "GNU as has no size of a symbol; give it a name, as in size = . - name"},
	{"length", "GNU as has no length of a symbol; give it a name, as in size = . - name"},
	{"lengthof", "GNU as has no length of a symbol; give it a name, as in size = . - name"},
	{"type", "GNU as knows no types of symbols"},
	{"addr", "the address of a symbol is written offset name"},
	{"seg", "GNU as has no operator for the segment of a symbol"},
	{"low", "the low byte of a number is (number) & 0xff"},
	{"high", "the high byte of a number is (number) >> 8 & 0xff"},
	{"strict", "leave out strict; the sizes of constants are chosen by the assembler"},
	{"nosplit", "leave out nosplit"},
}

// intelCure adds a note to the message just reported, that an operand does not go on
// like this at In.At: what was meant, if that can be told.
func (e *Encoder) intelCure() {
	in := e.in
	text, at := in.Text, in.At
	all := in.Diags.Between(in.Diags.Len()-1, in.Diags.Len())
	note := func(from int, cure string) { all[0].Note(diag.At(in.PosAt(from)), "%s", cure) }
	end := nameEnd(text, at)
	switch {
	case text[at] == '(':
		note(at, "an address stands in square brackets in Intel syntax, as in [rbx+8]")
		return
	case string(bytes.ToLower(text[at:end])) == "ptr":
		note(at, "ptr stands behind byte, word, dword, fword, qword, tbyte, xmmword, ymmword, zmmword, near or far")
		return
	case string(bytes.ToLower(text[at:end])) == "dup":
		note(at, "repeated data are written .fill count, size, value")
		return
	}
	last := at // behind the word before this place
	for last > 0 && (text[last-1] == ' ' || text[last-1] == '\t') {
		last--
	}
	first := last
	for first > 0 && lexer.NameByte(text[first-1]) {
		first--
	}
	word := string(bytes.ToLower(text[first:last]))
	if lexer.IntelSize(word) != 0 {
		note(first, "the size before an operand has ptr behind it: "+word+" ptr")
		return
	}
	for k := range intelWords {
		if intelWords[k].word == word {
			note(first, intelWords[k].cure)
		}
	}
}

// intelNotes completes the messages behind the first n: it takes the % from the
// names of registers, where the source has none, and knows what is no memory.
func (e *Encoder) intelNotes(n int) {
	if !e.intel {
		return
	}
	i := &e.inst
	for _, d := range e.in.Diags.Between(n, e.in.Diags.Len()) {
		for k := range i.n {
			op := &i.ops[k]
			text := e.in.Text[op.at:]
			switch {
			case op.kind == isa.Reg && text[0] == '(':
				d.Note(e.opSpan(k), "round brackets make no address in Intel syntax; write [%s]", RegisterName(op.reg))
			case op.kind == isa.Mem && text[0]|0x20 == 's' && text[1]|0x20 == 't' && text[2]-'0' < 8 && !lexer.NameByte(text[3]):
				d.Note(e.opSpan(k), "the name of the x87 register is st(%c)", text[2])
			}
		}
		if !e.naked {
			continue
		}
		d.Text = withoutPercent(d.Text)
		for k := range d.Notes {
			d.Notes[k].Text = withoutPercent(d.Notes[k].Text)
		}
	}
}

// withoutPercent is the text without the % of %eax.
func withoutPercent(text string) string {
	out := make([]byte, 0, len(text))
	for k := range len(text) {
		if text[k] != '%' || k+1 == len(text) || !lexer.NameStart(text[k+1]) {
			out = append(out, text[k])
		}
	}
	return string(out)
}
