package image

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"sort"
	"strings"
)

// Source arrays put machine code into a program of another language: the
// bytes, and beside each instruction the source that it came from, so that
// the reader of the other program is not left with numbers. Each line is
// valid where it stands: no remark can end the array or swallow a line.

// language is how an array is written.
type language struct {
	indent      string
	open, close string // the lines around the bytes; open with name and size
	above       bool   // remarks stand above the bytes, not behind them
}

func writeC(im *Image, p *program, w io.Writer, opt *Options) error {
	return im.array(p, w, opt, &language{
		indent: "    ",
		open:   "const unsigned char %[1]s[%[2]d] = {",
		close:  "};",
	})
}

func writeRust(im *Image, p *program, w io.Writer, opt *Options) error {
	return im.array(p, w, opt, &language{
		indent: "    ",
		open:   "pub static %[1]s: [u8; %[2]d] = [",
		close:  "];",
	})
}

func writeGo(im *Image, p *program, w io.Writer, opt *Options) error {
	return im.array(p, w, opt, &language{
		indent: "\t",
		open:   "var %[1]s = [%[2]d]byte{",
		close:  "}",
		above:  true, // gofmt aligns remarks behind single values only
	})
}

// arrayLine is one line of an array: bytes with a remark, or a label.
type arrayLine struct {
	bytes  []byte
	remark string
	label  bool
}

func (im *Image) array(p *program, w io.Writer, opt *Options, lang *language) error {
	if p.size() > maxFlat {
		return fmt.Errorf("the program spans %d bytes of addresses, too many for an array", p.size())
	}
	out := bufio.NewWriter(w)
	name := opt.arrayName(lang)
	fmt.Fprintf(out, "// %s: %s for address %#x, entry at offset %d.\n",
		name, count(p.size(), "byte"), p.start(), p.entry-p.start())
	fmt.Fprintf(out, lang.open+"\n", name, p.size())
	lines := im.arrayLines(p)
	for len(lines) > 0 {
		// Remarks stand in one column between two labels.
		n, width := 0, 0
		for n < len(lines) && (n == 0 || !lines[n].label) {
			width = max(width, len(lines[n].bytes))
			n++
		}
		for _, l := range lines[:n] {
			l.write(out, lang, width)
		}
		lines = lines[n:]
	}
	fmt.Fprintln(out, lang.close)
	return out.Flush()
}

func (l *arrayLine) write(w io.Writer, lang *language, width int) {
	if l.label {
		fmt.Fprintf(w, "%s// %s\n", lang.indent, l.remark)
		return
	}
	var text strings.Builder
	for i, b := range l.bytes {
		if i > 0 {
			text.WriteByte(' ')
		}
		fmt.Fprintf(&text, "0x%02x,", b)
	}
	switch {
	case !lang.above:
		fmt.Fprintf(w, "%s%-*s // %s\n", lang.indent, width*6-1, text.String(), l.remark)
	case l.remark == "...":
		fmt.Fprintf(w, "%s%s\n", lang.indent, text.String())
	default:
		fmt.Fprintf(w, "%[1]s// %[3]s\n%[1]s%[2]s\n", lang.indent, text.String(), l.remark)
	}
}

// arrayLines cuts the program up by its items. An item that overlaps the one
// before it gives way: a byte can stand in an array only once.
func (im *Image) arrayLines(p *program) (lines []arrayLine) {
	items := im.items()
	at := p.start()
	for _, c := range p.pieces {
		lines = appendZeros(lines, c.addr-at)
		off := c.off
		first := sort.Search(len(items), func(i int) bool { return items[i].off >= c.off })
		for i := first; i < len(items) && items[i].off < c.off+c.len; i++ {
			it := &items[i]
			if it.off < off || it.off+it.len > c.off+c.len || !im.preferred(items, i) {
				continue
			}
			lines = im.appendBytes(lines, im.Bytes[off:it.off], "")
			lines = im.appendItem(lines, it)
			off = it.off + it.len
		}
		lines = im.appendBytes(lines, im.Bytes[off:c.off+c.len], "")
		at = c.addr + c.len
	}
	return lines
}

// preferred reports whether an item stands for its bytes: code and data
// do rather than the header fields they are hidden in.
func (im *Image) preferred(items []item, i int) bool {
	if items[i].form != formField {
		return true
	}
	end := items[i].off + items[i].len
	for j := i - 1; j >= 0 && items[j].off+15 > items[i].off; j-- {
		if items[j].form != formField && items[j].off+items[j].len > items[i].off {
			return false
		}
	}
	for j := i + 1; j < len(items) && items[j].off < end; j++ {
		if items[j].form != formField {
			return false
		}
	}
	return true
}

func (im *Image) appendItem(lines []arrayLine, it *item) []arrayLine {
	for _, s := range im.labelsAt(it) {
		lines = append(lines, arrayLine{remark: s.Name + ":", label: true})
	}
	about := im.describe(it)
	b := im.Bytes[it.off : it.off+it.len]
	switch {
	case it.form == formZeros:
		return appendZeros(lines, it.len)
	case it.form == formInsn && about.source != "":
		return im.appendBytes(lines, b, about.source)
	case it.form == formText && isLong(about.text):
		return im.appendBytes(lines, b, "")
	}
	return im.appendBytes(lines, b, remark(about.line()))
}

// appendBytes adds lines of bytes; without a remark each shows its characters.
func (im *Image) appendBytes(lines []arrayLine, b []byte, text string) []arrayLine {
	if len(b) == 0 {
		return lines
	}
	for i, row := range chunk(b, rowBytes) {
		r := text
		switch {
		case text == "" && bytes.Equal(row, zeroRow[:len(row)]):
			r = "zeros"
		case text == "":
			r = quote(row)
		case i > 0:
			r = "..."
		}
		lines = append(lines, arrayLine{bytes: row, remark: remark(r)})
	}
	return lines
}

// zeroRow is a line of zeros.
var zeroRow [rowBytes]byte

func appendZeros(lines []arrayLine, n uint64) []arrayLine {
	for r := count(n, "zero byte"); n > 0; n -= min(n, rowBytes) {
		lines = append(lines, arrayLine{bytes: zeroRow[:min(n, rowBytes)], remark: r})
		r = "..."
	}
	return lines
}

// remark makes text safe behind //: a backslash at its end would make the
// next line of a C program part of the comment.
func remark(text string) string {
	text = clean([]byte(text))
	if strings.HasSuffix(text, `\`) || strings.HasSuffix(text, "??/") { // a trigraph
		text += " ."
	}
	return text
}

// arrayName makes an identifier of the name asked for. Statics of Rust are in
// capitals.
func (opt *Options) arrayName(lang *language) string {
	name := strings.Map(func(c rune) rune {
		if c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return c
		}
		return '_'
	}, opt.Name)
	if name == "" {
		name = "code"
	}
	if name[0] >= '0' && name[0] <= '9' {
		name = "_" + name
	}
	if strings.HasPrefix(lang.open, "pub static") {
		name = strings.ToUpper(name)
	}
	return name
}
