package directives

import (
	"encoding/binary"

	"tas/diag"
	"tas/obj"
)

// The words of .loc that gcc writes, as they are compared.
const (
	wordStmt = ' ' | 'i'<<8 | 's'<<16 | '_'<<24 | 's'<<32 | 't'<<40 | 'm'<<48 | 't'<<56
	wordDisc = ' ' | 'd'<<8 | 'i'<<16 | 's'<<24 | 'c'<<32 | 'r'<<40 | 'i'<<48 | 'm'<<56
	wordView = ' ' | 'v'<<8 | 'i'<<16 | 'e'<<24 | 'w'<<32 | ' '<<40
)

// plainLoc is loc for the line at text[at] when that is
//
//	.loc file line column [is_stmt 0|1] [discriminator n] [view .LVU1|-0]
//
// It returns the end of the line, or 0.
func (d *Directives) plainLoc(at int) int {
	in, u, l := d.in, d.u, &d.lines
	text := in.Text
	var file, line, column, disc uint32
	end, ok := at+4, false
	if file, end, ok = decimal(text, end); !ok {
		return 0
	}
	if line, end, ok = decimal(text, end); !ok {
		return 0
	}
	if column, end, ok = decimal(text, end); !ok || end+24 > len(text) {
		return 0
	}
	word := binary.LittleEndian.Uint64(text[end:])
	stmt := byte(0)
	if word == wordStmt {
		if stmt = text[end+9]; text[end+8] != ' ' || stmt != '0' && stmt != '1' {
			return 0
		}
		end += 10
		word = binary.LittleEndian.Uint64(text[end:])
	}
	if word == wordDisc && string(text[end+8:end+14]) == "inator" {
		if disc, end, ok = decimal(text, end+14); !ok || end+8 > len(text) {
			return 0
		}
		word = binary.LittleEndian.Uint64(text[end:])
	}
	viewed, name := false, 0
	var view obj.Entry
	if word&sixBytes == wordView {
		viewed, name = true, end+6
		if text[name] == '-' && text[name+1] == '0' {
			end = name + 2
		} else if view = u.Entry(text, name); view.End == 0 {
			return 0
		} else if _, bare := view.ID().Bare(); bare {
			return 0 // defined already
		} else {
			end = view.End
		}
	}
	if text[end] != '\n' || (int(file) >= len(l.files) || !l.files[file].used) && !d.strangeFile(int64(file)) {
		return 0
	}

	// Nothing is wrong with it: what loc and its helpers do.
	d.name, d.start = text[at:at+4], at
	if l.pending {
		d.addRow(u.Here(), false, 0, d.span().Pos)
	}
	l.now.file, l.now.line, l.now.column = file, line, column
	l.pending, l.located, d.WantInsns = true, true, true
	if stmt != 0 {
		if l.stmtFrom == 0 {
			l.stmtFrom = max(uint32(len(l.rows)), 1)
		}
		l.now.flags &^= rowNotStmt
		if stmt == '0' {
			l.now.flags |= rowNotStmt
		}
	}
	if disc != 0 {
		l.now.disc = disc
	}
	switch {
	case viewed && view.End != 0:
		d.plainView(view, text[name:end:end], in.PosAt(name))
	case viewed:
		l.now.flags |= rowViewReset
		d.addRow(u.Here(), true, 0, in.PosAt(name))
	}
	return end
}

// plainView makes the row of a .loc that gives its view a name. If that is a
// number already, and nobody has asked for it before, no symbol is made.
func (d *Directives) plainView(view obj.Entry, name []byte, pos diag.Pos) {
	u, l, here := d.u, &d.lines, d.u.Here()
	i := int(here.Part - obj.FirstPart)
	if i >= len(l.tails) || l.tails[i].first == 0 || view.ID() != 0 {
		id := u.Symbol(name, pos)
		u.Pin(id)
		d.addRow(here, true, id, pos)
		return
	}
	made := d.addRow(here, true, 0, pos)
	v := l.tails[i].view
	if made && v.Kind == obj.ValueInt && u.DefineBare(view, v.Add, pos) {
		return
	}
	id := u.Symbol(name, pos)
	u.Pin(id)
	if made {
		d.defineView(id, v, pos)
	}
}

// decimal reads a blank and a number of at most nine digits.
func decimal(text []byte, at int) (n uint32, end int, ok bool) {
	if text[at] != ' ' {
		return 0, at, false
	}
	for end = at + 1; text[end]-'0' <= 9; end++ {
		n = n*10 + uint32(text[end]-'0')
	}
	digits := end - at - 1
	return n, end, digits > 0 && digits <= 9 && (text[at+1] != '0' || digits == 1)
}
