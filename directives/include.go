package directives

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"tas/diag"
	"tas/lexer"
)

// include is .include "file": its text is read before the rest. The file is
// looked for in the current directory, then in those of -I.
func (d *Directives) include(int) bool {
	in := d.in
	name, at, ok := d.fileName()
	if !ok {
		return false
	}
	if in.Depth() >= lexer.MaxDepth {
		in.Diags.Errorf(at, "%d texts are open within each other; does %s include itself?", in.Depth(), name)
		d.endAll()
		return false
	}
	found, text, ok := d.readFile(name, at)
	if !ok {
		return false
	}
	src := in.Sources.Add(found, text)
	if src == nil {
		in.Diags.Errorf(at, "the sources together are larger than 4 GB")
		d.endAll()
		return false
	}
	in.PushFile(src, lexer.Terminate(text), lexer.Expansion{Kind: lexer.Included, Name: found, Call: at.Pos})
	return true
}

// fileName reads a file name in quotes and the end of the statement.
func (d *Directives) fileName() (string, diag.Span, bool) {
	text, at, ok := d.stringArgument()
	if !ok || !d.in.ExpectEnd() {
		return "", at, false
	}
	return string(text), at, true
}

// readFile finds and reads a file.
func (d *Directives) readFile(name string, at diag.Span) (found string, text []byte, ok bool) {
	read := d.opt.ReadFile
	if read == nil {
		read = os.ReadFile
	}
	text, err := read(name)
	found = name
	if err != nil && !filepath.IsAbs(name) {
		for _, dir := range d.opt.Include {
			found = filepath.Join(dir, name)
			if text, err = read(found); err == nil {
				break
			}
		}
	}
	if err == nil {
		return found, text, true
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	d.in.Diags.Errorf(at, "cannot read %s: %v", name, err)
	return "", nil, false
}

// incbin is .incbin "file"[, skip[, count]]: the bytes of a file.
func (d *Directives) incbin(int) bool {
	in := d.in
	name, at, ok := d.stringArgument()
	if !ok {
		return false
	}
	file := string(name)
	skip, count := int64(0), int64(-1)
	if in.Comma() {
		if skip, _, ok = d.optional("number of bytes to skip"); !ok {
			return false
		}
		if in.Comma() {
			var given bool
			if count, given, ok = d.optional("number of bytes"); !ok {
				return false
			}
			if !given {
				count = -1
			} else if count == 0 {
				d.warnf(d.start, ".incbin of no bytes is ignored")
				return in.ExpectEnd()
			}
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	_, text, ok := d.readFile(file, at)
	if !ok {
		return false
	}
	size := int64(len(text))
	if skip < 0 || skip > size {
		in.Diags.Errorf(at, "cannot skip %d bytes of %s, which has %d", skip, file, size)
		return false
	}
	if count < 0 {
		count = size - skip
	}
	if count > size-skip {
		in.Diags.Errorf(at, "%s has %d bytes behind the first %d, not %d", file, size-skip, skip, count)
		return false
	}
	if count > 0 && d.sections.nobits {
		d.storeInNobits("file")
	}
	d.u.Cur.Data = append(d.u.Cur.Data, text[skip:skip+count]...)
	return true
}

// line is .line number: the next line is called that.
func (d *Directives) line(int) bool {
	in := d.in
	n, ok := d.constant("line number")
	if !ok || !in.ExpectEnd() {
		return false
	}
	if n < 0 || n > 1<<31 {
		d.warnf(d.start, "line number %d is out of range and ignored", n)
		return true
	}
	d.remark(int(n), "")
	return true
}

// linefile is .linefile number "file" flags: a line marker.
func (d *Directives) linefile(int) bool {
	n, ok := d.constant("line number")
	if !ok {
		return false
	}
	name := ""
	if d.in.Peek() == '"' {
		text, _, ok := d.stringArgument()
		if !ok {
			return false
		}
		name = string(text)
	}
	d.in.SkipStatement()
	d.remark(int(n), name)
	return true
}

// LineMarker is `# 12 "file"` as cpp writes it, In.At being at the '#'. What
// does not look like one is a comment.
func (d *Directives) LineMarker() bool {
	in := d.in
	end := in.At + bytes.IndexByte(in.Text[in.At:], '\n')
	at := in.At + 1
	for in.Text[at] == ' ' || in.Text[at] == '\t' {
		at++
	}
	n, digits := 0, 0
	for isDigit(in.Text[at]) && digits < 9 {
		n = n*10 + int(in.Text[at]-'0')
		at++
		digits++
	}
	for in.Text[at] == ' ' || in.Text[at] == '\t' {
		at++
	}
	if digits > 0 && in.Text[at] == '"' {
		if q := bytes.IndexByte(in.Text[at+1:end], '"'); q >= 0 {
			in.At = end
			d.remark(n, string(in.Text[at+1:at+1+q]))
			return true
		}
	}
	in.At = end
	return true
}

// remark names the line behind this one.
func (d *Directives) remark(line int, file string) {
	in := d.in
	if in.Expanding() {
		return
	}
	end := bytes.IndexByte(in.Text[in.At:], '\n')
	if end < 0 {
		return
	}
	in.Source().Remark(in.PosAt(in.At+end+1), line, file)
}
