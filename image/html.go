package image

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"strings"
)

// The page is made of three parts under page/: its skeleton, with names in
// double braces where something goes in, its style, and the script that
// draws the grid from the data below. Nothing is loaded from elsewhere.

//go:embed page/page.html
var pageHTML string

//go:embed page/page.css
var pageStyle string

//go:embed page/page.js
var pageScript string

// maxPage bounds the files that a browser is asked to draw.
const maxPage = 16 << 20

// HTML writes the picture of the file as one page for the browser: a grid of
// bytes coloured by kind, a list of their meanings, tables of the headers and
// of the sizes. A byte with several masters has the colours of all.
func (im *Image) HTML(w io.Writer) error {
	if len(im.Bytes) > maxPage {
		return fmt.Errorf("the file has %d bytes; a page takes up to %d, --dump has no limit", len(im.Bytes), maxPage)
	}
	out := bufio.NewWriter(w)
	shares, shared := im.shares()
	facts := im.title()
	if im.Name != "" {
		_, facts, _ = strings.Cut(facts, ": ")
	}
	rest := pageHTML
	for {
		before, after, more := strings.Cut(rest, "{{")
		out.WriteString(before)
		if !more {
			return out.Flush()
		}
		var what string
		what, rest, _ = strings.Cut(after, "}}")
		switch what {
		case "name":
			out.WriteString(escape(orName(clean([]byte(im.Name)))))
		case "style":
			out.WriteString(pageStyle)
		case "facts":
			out.WriteString(escape(facts))
		case "legend":
			im.writeLegend(out, shared)
		case "fields":
			im.writeFields(out)
		case "parts":
			im.writeParts(out, shares)
		case "data":
			im.writeData(out)
		case "script":
			out.WriteString(pageScript)
		}
	}
}

func orName(name string) string {
	if name == "" {
		return "image"
	}
	return name
}

// writeLegend lists the kinds that occur, and the bytes that have two.
func (im *Image) writeLegend(w io.Writer, shared uint64) {
	var size [kindCount]uint64
	for i := range im.Regions {
		size[im.Regions[i].Kind] += im.Regions[i].Len
	}
	for k := range size {
		if size[k] > 0 {
			fmt.Fprintf(w, "<li data-kind=%d style=\"--k:%s\"><i class=chip></i><b>%s</b> <span>%d</span></li>\n",
				k, Kind(k).look().rgb, Kind(k), size[k])
		}
	}
	if shared > 0 {
		fmt.Fprintf(w, "<li data-kind=-2><i class=\"chip both\"></i><b>two masters</b> <span>%d</span></li>\n", shared)
	}
}

// writeFields writes the table of the ELF header and the program headers.
func (im *Image) writeFields(w io.Writer) {
	for i := range im.Regions {
		r := &im.Regions[i]
		if r.Kind != KindHeader && r.Kind != KindProgramHeader {
			continue
		}
		fmt.Fprintf(w, "<tbody><tr class=part><th colspan=4 style=\"--k:%s\"><i class=chip></i>%s</th></tr>\n",
			r.Kind.look().rgb, escape(r.Name))
		for _, it := range im.cut(nil, int32(i)) {
			d := im.describe(&it)
			fmt.Fprintf(w, "<tr><td class=\"code soft\">%x</td><td class=code>%s</td><td class=code>%s</td><td class=soft>%s</td></tr>\n",
				it.off, d.name, escape(d.text), d.note)
		}
		fmt.Fprintln(w, "</tbody>")
	}
}

// writeParts writes the table of sizes.
func (im *Image) writeParts(w io.Writer, shares []share) {
	for _, p := range shares {
		percent := 100 * float64(p.bytes) / float64(len(im.Bytes))
		fmt.Fprintf(w, "<tr style=\"--k:%s\"><td><i class=chip></i>%s</td><td class=soft>%s</td><td class=n>%d</td><td class=n>%.1f</td>"+
			"<td class=wide><i class=bar style=\"width:%.1f%%\"></i></td></tr>\n",
			p.kind.look().rgb, escape(p.name), p.nature(), p.bytes, percent, min(percent, 100))
	}
}

// writeData writes what the script draws from; page.js explains the fields.
func (im *Image) writeData(w *bufio.Writer) {
	fmt.Fprintf(w, "{\"bytes\":\"%x\",\n\"kinds\":[", im.Bytes)
	for k, look := range kindLooks {
		comma(w, k)
		fmt.Fprintf(w, "[%s,%s]", jsonString(look.name), jsonString(look.rgb))
	}
	w.WriteString("],\n\"regions\":[")
	for i := range im.Regions {
		r := &im.Regions[i]
		comma(w, i)
		addr := "null"
		if r.Loaded && r.Addr < 1<<53 {
			addr = fmt.Sprint(r.Addr)
		}
		fmt.Fprintf(w, "[%d,%d,%d,%s,%s]", r.Off, r.Len, r.Kind, jsonString(r.Name), addr)
	}
	w.WriteString("],\n\"items\":[")
	items := im.items()
	starts := im.headings(items)
	for i, it := range items {
		comma(w, i)
		d := im.describe(&it)
		source := d.source
		if source != "" {
			source = d.where + "  " + source
		}
		fmt.Fprintf(w, "\n[%d,%d,%d,%s,%s,%s,%s,%t,[", it.off, it.len, it.region,
			jsonString(d.text), jsonString(d.name), jsonString(d.note), jsonString(source), starts[i])
		for n, s := range im.labelsAt(&it) {
			comma(w, n)
			w.WriteString(jsonString(s.Name))
		}
		w.WriteString("]]")
	}
	w.WriteString("]}")
}

func comma(w *bufio.Writer, i int) {
	if i > 0 {
		w.WriteByte(',')
	}
}

// escape makes text safe in HTML.
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text)
}

// jsonString writes text as a string of JSON that cannot end a script element.
func jsonString(text string) string {
	b := []byte{'"'}
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c < ' ' || c == '<' || c == '\u2028' || c == '\u2029':
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, string(c)...)
		}
	}
	return string(append(b, '"'))
}
