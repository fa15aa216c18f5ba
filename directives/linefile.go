package directives

import (
	"slices"

	"tas/obj"
)

// The files of a line table: `.file N "directory" "name"`.

// lineFile is .file N ["directory"] "name" [md5 0x...].
func (d *Directives) lineFile() bool {
	in, l := d.in, &d.lines
	start := in.At
	n, ok := d.constant("file number")
	if !ok {
		return false
	}
	if n < 0 || n >= maxFiles {
		return d.errorf(start, "file number %d is out of range; expected 0 to %d", n, maxFiles-1)
	}
	if n == 0 {
		l.v5 = true
	}
	l.dropSource()
	buf, _, ok := d.stringArgument()
	if !ok {
		return false
	}
	f := lineFile{used: true}
	first := string(buf)
	if in.Peek() == '"' {
		if !d.isDwarf5() {
			in.Diags.Errorf(in.Here(), "a directory and a name need DWARF 5: .file 0 first, or --gdwarf-5")
			return false
		}
		if buf, _, ok = d.stringArgument(); !ok {
			return false
		}
		f.name = string(buf)
		if n == 0 {
			f.dir, f.name = l.zeroth(first, f.name)
		} else {
			f.dir = l.directory(first)
		}
	} else {
		f.name = first
		if i := lastSlash(first); n == 0 {
			f.dir, f.name = l.zeroth("", first)
		} else if i > 0 {
			f.name = first[i+1:]
			f.dir = l.directory(first[:i])
		}
	}
	if !in.AtEnd() {
		if !d.isDwarf5() || string(d.word()) != "md5" {
			return d.expected("the end of the statement")
		}
		if f.md5, ok = d.md5(); !ok {
			return false
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	for int(n) >= len(l.files) {
		l.files = append(l.files, lineFile{})
	}
	if old := &l.files[n]; old.used && (old.name != f.name || old.dir != f.dir) {
		return d.errorf(start, "file number %d is %s already", n, old.name)
	}
	l.files[n] = f
	return true
}

// dropSource stops -g, and takes back the rows that it has made: the source
// turns out to have line numbers of its own.
func (l *lineState) dropSource() {
	if l.own {
		return
	}
	l.own = true
	if len(l.rows) != 0 {
		l.rows, l.paths, l.dropped = l.rows[:1], nil, true
		clear(l.tails)
	}
}

// lastSlash is the index of the last slash in name, or -1.
func lastSlash(name string) int {
	i := len(name) - 1
	for i >= 0 && name[i] != '/' {
		i--
	}
	return i
}

// directory returns the number of a directory.
func (l *lineState) directory(name string) uint32 {
	if len(l.dirs) == 0 {
		l.dirs = append(l.dirs, "")
	}
	i := slices.Index(l.dirs, name)
	if i < 0 {
		i = len(l.dirs)
		l.dirs = append(l.dirs, name)
	}
	return uint32(i)
}

// zeroth splits the name of file 0 in two. The directory beside it, if any, is
// the compilation directory; its own becomes number 1, whatever that was. But one
// that is known already makes GNU as forget the compilation directory.
func (l *lineState) zeroth(compilation, path string) (uint32, string) {
	own, name := compilation, path
	slash := lastSlash(path)
	if slash > 0 {
		own, name = path[:slash], path[slash+1:]
	}
	if i := slices.Index(l.dirs, own); i >= 0 && own != "" {
		return uint32(i), name
	}
	if len(l.dirs) == 0 {
		l.dirs = append(l.dirs, "")
	}
	if l.dirs[0] == "" {
		l.dirs[0] = compilation
	}
	if slash > 0 {
		if len(l.dirs) == 1 {
			l.dirs = append(l.dirs, "")
		}
		l.dirs[1] = own
		return 1, name
	}
	if own == "" {
		return 0, name
	}
	return l.directory(own), name
}

// md5 reads a number of up to 128 bits, which is kept with its low byte first,
// as GNU as does.
func (d *Directives) md5() (sum [16]byte, ok bool) {
	d.in.SkipSpace()
	start := d.in.At
	v := d.in.Expr()
	if v.Kind != obj.ValueBig {
		return sum, d.errorf(start, "md5 expects 16 bytes as one hexadecimal number, 0x and 32 digits")
	}
	b := d.u.Bigs[v.Add]
	copy(sum[:], b)
	return sum, true
}

// path is the name under which a file can be opened.
func (l *lineState) path(file int64) string {
	f := &l.files[file]
	if f.dir == 0 {
		return f.name
	}
	return l.dirs[f.dir] + "/" + f.name
}

// strangeFile takes note of a file that an earlier piece of the source may have
// named.
func (d *Directives) strangeFile(n int64) bool {
	if !d.later || n < 0 || n >= maxFiles {
		return false
	}
	l := &d.lines
	for int(n) >= len(l.strange) {
		l.strange = append(l.strange, false)
	}
	l.strange[n] = true
	return true
}
