package directives

import (
	"encoding/binary"

	"tas/lexer"
	"tas/obj"
)

// Of the 2.3 million lines that gcc writes for SQLite at -O2 -g, 1.6 million
// are one of six data directives with one operand, 220,000 are .loc, and 430,000
// numbered labels. These are read here, without the statement loop and the table
// of directives, as long as one follows another: a line's first bytes are one
// comparison, and numbers and labels are read where they stand. It is a shortcut
// and nothing else: what is not written exactly as gcc writes it is left alone.

// The beginnings of the lines, as the little-endian words in which they are
// compared.
const (
	wordByte  = '.' | 'b'<<8 | 'y'<<16 | 't'<<24 | 'e'<<32 | '\t'<<40
	wordLong  = '.' | 'l'<<8 | 'o'<<16 | 'n'<<24 | 'g'<<32 | '\t'<<40
	wordQuad  = '.' | 'q'<<8 | 'u'<<16 | 'a'<<24 | 'd'<<32 | '\t'<<40
	wordShort = '.' | 's'<<8 | 'h'<<16 | 'o'<<24 | 'r'<<32 | 't'<<40 | '\t'<<48
	wordValue = '.' | 'v'<<8 | 'a'<<16 | 'l'<<24 | 'u'<<32 | 'e'<<40 | '\t'<<48
	wordULEB  = '.' | 'u'<<8 | 'l'<<16 | 'e'<<24 | 'b'<<32 | '1'<<40 | '2'<<48 | '8'<<56
	wordSLEB  = '.' | 's'<<8 | 'l'<<16 | 'e'<<24 | 'b'<<32 | '1'<<40 | '2'<<48 | '8'<<56
	wordLoc   = '.' | 'l'<<8 | 'o'<<16 | 'c'<<24 | ' '<<32
	wordLabel = '.' | 'L'<<8

	twoBytes   = 1<<16 - 1
	fiveBytes  = 1<<40 - 1
	sixBytes   = 1<<48 - 1
	sevenBytes = 1<<56 - 1
)

// Widths of operands that are no number of bytes.
const (
	widthULEB = -1
	widthSLEB = -2
)

// maxPlain is how much PlainLines reads at once, in bytes: the statement loop
// lets go of what has been read.
const maxPlain = 1 << 20

// PlainLines reads lines from here on, where a dot stands, as long as they are
// of the plain kind. It stops at the end of a line, and returns false when
// there was none.
func (d *Directives) PlainLines() bool {
	in := d.in
	text, at := in.Text, in.At
	if d.u.Marking || d.guarded {
		return false
	}
	read := false
	for last := at + maxPlain; at < last && at+16 < len(text); {
		word := binary.LittleEndian.Uint64(text[at:])
		end := 0
		switch {
		case word&twoBytes == wordLabel:
			end = d.plainLabel(at)
		case word&fiveBytes == wordLoc:
			end = d.plainLoc(at)
		case word == wordAlign:
			end = d.plainAlign(at)
		case word&fiveBytes == wordCFI:
			end = d.plainCFI(at)
		default:
			end = d.plainData(at)
		}
		if end == 0 {
			break
		}
		in.At, read = end, true
		if at = end + 1; text[at] == '\t' {
			at++
		}
		if text[at] != '.' {
			break
		}
	}
	return read
}

// plainLabel defines the label at text[at] when it is a numbered one alone in
// its line. It returns the end of the line, or 0.
func (d *Directives) plainLabel(at int) int {
	if d.WantLabels {
		return 0
	}
	text, pos := d.in.Text, d.in.PosAt(at)
	id, end := d.u.Numbered(text, at, pos)
	if _, bare := id.Bare(); bare || id == 0 || text[end] != ':' {
		return 0
	}
	if end = d.in.Rest(end + 1); end == 0 || !d.u.DefineAt(id, d.u.Here(), pos) {
		return 0
	}
	return end
}

// plainData emits the data of the line at text[at], and of those that follow
// with numbers. It returns the end of the last, or 0 when there was none.
func (d *Directives) plainData(at int) int {
	in, u := d.in, d.u
	if d.sections.slow || in.Intel || in.Naked || d.absolute() {
		return 0
	}
	text, done := in.Text, 0
	p := u.Cur
	data := p.Data
	for at+16 < len(text) {
		word := binary.LittleEndian.Uint64(text[at:])
		start, width := at+6, 0 // of the operand
		switch word & sixBytes {
		case wordByte:
			width = 1
		case wordLong:
			width = 4
		case wordQuad:
			width = 8
		default:
			switch {
			case word == wordULEB && text[at+8] == ' ': // gcc writes no tab there
				start, width = at+9, widthULEB
			case word == wordSLEB && text[at+8] == ' ':
				start, width = at+9, widthSLEB
			case word&sevenBytes == wordValue, word&sevenBytes == wordShort:
				start, width = at+7, 2
			}
		}
		if width == 0 {
			break
		}
		if text[start] == '.' {
			p.Data = data
			d.name, d.start = text[at:start-1], at
			end := d.plainOperand(start, width)
			if end == 0 {
				return done
			}
			data, done = p.Data, end
			if text[end+1] != '\t' {
				break
			}
			at = end + 2
			continue
		}
		number, negative := start, text[start] == '-' && width == widthSLEB
		if negative {
			number++
		}
		n, end := lexer.PlainNumber(text, number)
		if end == number || width > 0 && width < 8 && n>>(8*width) != 0 {
			break
		}
		if end = in.Rest(end); end == 0 {
			break
		}
		if cap(data)-len(data) < 16 {
			p.Data = data
			p.Room(16)
			data = p.Data
		}
		switch width {
		case widthULEB:
			data = obj.AppendULEB(data, uint64(n))
		case widthSLEB:
			if negative {
				n = -n
			}
			data = obj.AppendSLEB(data, n)
		default:
			binary.LittleEndian.PutUint64(data[len(data):len(data)+8], uint64(n))
			data = data[:len(data)+width]
		}
		done = end
		if text[end+1] != '\t' {
			break
		}
		at = end + 2
	}
	p.Data = data
	return done
}

// plainOperand emits the operand at text[start] when it is .L1, .L1-.L2 or
// .L1-1-.L2. It returns the end of the line, or 0.
func (d *Directives) plainOperand(start, width int) int {
	in, u := d.in, d.u
	text := in.Text
	first, at := u.OpenNumbered(text, start, in.PosAt(start))
	if first == 0 {
		return 0
	}
	if n, bare := first.Bare(); bare && text[at] == '\n' && width == widthULEB {
		u.Cur.Data = obj.AppendULEB(u.Cur.Data, uint64(n)) // as every fifth line of gcc -g is
		return at
	}
	less, minus := int64(0), at
	if text[at] == '-' && text[at+1]-'1' <= 8 {
		less, at = lexer.PlainNumber(text, at+1)
		if text[at] == '-' {
			minus = at
		}
	}
	second := obj.SymID(0)
	if text[at] == '-' {
		if second, at = u.OpenNumbered(text, at+1, in.PosAt(at+1)); second == 0 {
			return 0
		}
	}
	if at = in.Rest(at); at == 0 {
		return 0
	}
	if first.Open() || second.Open() {
		if !d.plainOpen(first, second, less, width, start) {
			return 0
		}
		return at
	}
	if width == widthULEB && second != 0 && d.plainDifference(first, second, less, start) {
		return at
	}
	if !d.simple(first) || !d.simple(second) {
		return 0
	}
	v := d.use(first)
	if less != 0 {
		v = u.Combine(obj.OpSub, v, obj.Int(less), 0)
	}
	if second != 0 {
		v = u.Combine(obj.OpSub, v, d.use(second), in.PosAt(minus))
	}
	in.At = at
	switch width {
	case widthULEB, widthSLEB:
		d.lebValue(v, widthULEB-width, start)
	default:
		d.value(v, width, start)
	}
	return at
}

// plainOpen emits first - second - less, where one of them at least is an open name.
// It reports false when the other one is known to be no place.
func (d *Directives) plainOpen(first, second obj.SymID, less int64, width, start int) bool {
	u := d.u
	if !first.Open() && !u.UsePlace(first) || second != 0 && !second.Open() && !u.UsePlace(second) {
		return false
	}
	v := obj.Value{Kind: obj.ValueSym, Sym: first, Sub: second, Add: -less}
	switch width {
	case widthULEB:
		d.leb(v, start)
	case widthSLEB:
		u.AddFrag(obj.Frag{Kind: obj.FragSLEB, Value: v, Size: 1, Pos: d.in.PosAt(start)})
	default:
		u.AddFixup(obj.Fixup{Off: uint32(len(u.Cur.Data)), Width: uint8(width), Flags: obj.FixData, Pos: d.in.PosAt(start), Value: v})
		d.emit(0, width)
	}
	return true
}

// plainDifference emits first - second - less as a uleb128, as every tenth line of
// gcc -g is. It reports false when those are not places in the same part.
func (d *Directives) plainDifference(first, second obj.SymID, less int64, start int) bool {
	u := d.u
	if _, bare := (first | second).Bare(); bare {
		return false
	}
	if x, y := &u.Syms[first], &u.Syms[second]; x.Part != y.Part || !x.InPart() {
		return false
	}
	u.Use(first)
	u.Use(second)
	if n, ok := u.Distance(first, second); ok {
		u.Cur.Data = obj.AppendULEB(u.Cur.Data, uint64(n-less))
	} else {
		d.leb(obj.Value{Kind: obj.ValueSym, Sym: first, Sub: second, Add: -less}, start)
	}
	return true
}

// use is Unit.Use for what Numbered returns.
func (d *Directives) use(id obj.SymID) obj.Value {
	if n, bare := id.Bare(); bare {
		return obj.Int(n)
	}
	return d.u.Use(id)
}

// simple reports whether a use of a symbol has nothing to be reported.
func (d *Directives) simple(id obj.SymID) bool {
	if _, bare := id.Bare(); bare {
		return true
	}
	s := &d.u.Syms[id]
	return s.Part != obj.PartReg && s.Flags&obj.SymForward == 0
}
