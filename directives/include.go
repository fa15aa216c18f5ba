package directives

import (
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
	if name == "" {
		name = "/dev/stdin" // as for GNU as
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
	in.PushFile(src, lexer.Terminate(text), at.Pos)
	return true
}

// fileName reads a file name in quotes and the end of the statement.
func (d *Directives) fileName() (string, diag.Span, bool) {
	text, at, ok := d.nameArgument()
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
	if !filepath.IsAbs(name) && len(d.opt.Include) > 0 {
		if err == nil {
			d.named(name)
			return "./" + name, text, true // so does as say it, when it has places to search
		}
		for _, dir := range d.opt.Include {
			found = dir + "/" + name
			if text, err = read(found); err == nil {
				break
			}
		}
	}
	if err == nil {
		d.named(found)
		return found, text, true
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	d.in.Diags.Errorf(at, "cannot read %s: %v", name, err)
	return "", nil, false
}

// named tells of a file.
func (d *Directives) named(file string) {
	if d.opt.Named != nil {
		d.opt.Named(file)
	}
}

// incbin is .incbin "file"[, skip[, count]]: the bytes of a file.
func (d *Directives) incbin(int) bool {
	in := d.in
	d.constants()
	name, at, ok := d.nameArgument()
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
			if count < 0 {
				return d.errorf(d.start, "a count of bytes cannot be %d", count)
			}
			if !given || count == 0 {
				// as says that it ignores it, and does not
				d.warnf(d.start, ".incbin of no bytes puts down the file")
				count = -1
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
	if count > 0 && d.sections.nobits && !d.absolute() {
		d.storeInNobits("file")
	}
	d.u.Cur.Data = append(d.u.Cur.Data, text[skip:skip+count]...)
	return true
}
