package directives

import (
	"encoding/binary"

	"tas/lexer"
	"tas/obj"
	"tas/swar"
)

// Of the 2.3 million lines that gcc writes for SQLite at -O2 -g, 1.6 million
// are one of six data directives with one operand, 220,000 are .loc, and 430,000
// numbered labels. These are read here, without the statement loop and the table
// of directives, as long as one follows another: a line's first bytes are one
// comparison, and numbers and labels are read where they stand. It is a shortcut
// and nothing else: what is not written exactly as gcc writes it is left alone.

// The beginnings of other lines, as the little-endian words in which they are
// compared.
const (
	wordLoc   = '.' | 'l'<<8 | 'o'<<16 | 'c'<<24 | ' '<<32
	wordLabel = '.' | 'L'<<8
	wordHex   = '0' | 'x'<<8

	twoBytes  = 1<<16 - 1
	fiveBytes = 1<<40 - 1
	sixBytes  = 1<<48 - 1
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
	if d.wantLabels {
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

// plainData emits the data of the line at text[at], and of those that follow.
// It returns the end of the last, or 0 when there was none.
func (d *Directives) plainData(at int) int {
	in := d.in
	if d.sections.slow || in.Intel || in.Naked || d.absolute() {
		return 0
	}
	text, done, p := in.Text, 0, d.u.Cur
	for at+plainWidth <= len(text) {
		line := (*[plainWidth]byte)(text[at : at+plainWidth])
		k := plainKindOf(line)
		if k == nil {
			break
		}
		end, start := 0, int(k.start&15)
		word := binary.LittleEndian.Uint64(line[start : start+8])
		if byte(word) == '.' {
			end = d.plainOperand(k, at, at+start)
		} else {
			n, digits := uint64(0), 0
			switch {
			case word&twoBytes == wordHex:
				start += 2
				word = binary.LittleEndian.Uint64(line[start : start+8])
				digits = swar.LeadingHex(word)
				n = swar.Hex(word, digits)
			case byte(word) != '0' || byte(word>>8) == '\n': // else it is octal
				digits = swar.LeadingDigits(word)
				n = swar.Decimal(word, digits)
			}
			if size := start + digits; digits != 0 && n <= k.most && line[size&31] == '\n' {
				p.Room(8)
				have := len(p.Data)
				binary.LittleEndian.PutUint64(p.Data[have:have+8], n)
				p.Data = p.Data[:have+int(k.size)]
				end = at + size
			} else {
				end = d.plainNumber(k, at+int(k.start))
			}
		}
		if end == 0 {
			break
		}
		if done = end; text[end+1] != '\t' {
			break
		}
		at = end + 2
	}
	return done
}

// plainNumber emits the number at text[start]. It returns the end of the line, or 0.
func (d *Directives) plainNumber(k *plainKind, start int) (end int) {
	text, p := d.in.Text, d.u.Cur
	sign := int64(1)
	if text[start] == '-' && k.width == widthSLEB {
		sign = -1
		start++
	}
	n, end := lexer.PlainNumber(text, start)
	if end == start || k.width > 0 && uint64(n) > k.most {
		return 0
	}
	if end = d.in.Rest(end); end == 0 {
		return 0
	}
	switch k.width {
	case widthULEB:
		p.Data = obj.AppendULEB(p.Data, uint64(n))
	case widthSLEB:
		p.Data = obj.AppendSLEB(p.Data, sign*n)
	default:
		d.emit(n, int(k.width))
	}
	return end
}

// plainOperand emits the operand at text[start] when it is .L1, .L1-.L2 or
// .L1-1-.L2. It returns the end of the line, or 0.
func (d *Directives) plainOperand(k *plainKind, at, start int) int {
	in, u := d.in, d.u
	text := in.Text
	name := u.Entry(text, start)
	if name.End == 0 {
		return 0
	}
	first, end := name.ID(), name.End
	if first == 0 {
		first = u.Open(name, in.PosAt(start))
	}
	n, bare := first.Bare()
	if bare && text[end] == '\n' && k.width == widthULEB {
		u.Cur.Data = obj.AppendULEB(u.Cur.Data, uint64(n)) // as every fifth line of gcc -g is
		return end
	}
	less, minus := int64(0), end
	if text[end] == '-' && text[end+1]-'1' <= 8 {
		less, end = lexer.PlainNumber(text, end+1)
		if text[end] == '-' {
			minus = end
		}
	}
	second := obj.SymID(0)
	if text[end] == '-' {
		if name = u.Entry(text, end+1); name.End == 0 {
			return 0
		}
		if second = name.ID(); second == 0 {
			second = u.Open(name, in.PosAt(end+1))
		}
		end = name.End
	}
	if end = in.Rest(end); end == 0 || d.plainField(k, first, second, less, start) {
		return end
	}
	if first.Open() || second.Open() || !d.simple(first) || !d.simple(second) {
		return 0
	}
	v := d.use(first)
	if less != 0 {
		v = u.Combine(obj.OpSub, v, obj.Int(less), 0)
	}
	if second != 0 {
		v = u.Combine(obj.OpSub, v, d.use(second), in.PosAt(minus))
	}
	in.At, d.name, d.start = end, text[at:start-1], at
	if k.width < 0 {
		d.lebValue(v, widthULEB-int(k.width), start)
	} else {
		d.value(v, int(k.width), start)
	}
	return end
}

// plainField emits first - second - less if both are places, or may become such. It
// reports false, and has done nothing, for any other.
func (d *Directives) plainField(k *plainKind, first, second obj.SymID, less int64, start int) bool {
	u := d.u
	if k.width == widthSLEB && second != 0 {
		return false
	}
	n, known, ok := u.UsePlaces(first, second)
	switch v := (obj.Value{Kind: obj.ValueSym, Sym: first, Sub: second, Add: -less}); {
	case !ok:
		return false
	case k.width == widthULEB && known:
		u.Cur.Data = obj.AppendULEB(u.Cur.Data, uint64(n-less))
	case k.width == widthULEB:
		d.leb(v, start)
	case k.width == widthSLEB:
		u.AddFrag(obj.Frag{Kind: obj.FragSLEB, Value: v, Size: 1, Pos: d.in.PosAt(start)})
	case known:
		d.integer(obj.Int(n-less), int(k.width), start)
	default:
		u.AddField(v, uint8(k.width), d.in.PosAt(start))
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
