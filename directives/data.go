package directives

import (
	"encoding/binary"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// data is .byte, .long, .quad and their kin: integers and values of width
// bytes. Empty operands between commas are zero; no operands at all is fine.
func (d *Directives) data(width int) bool {
	in := d.in
	d.constants()
	if d.numbers(width) || in.AtEnd() {
		return true
	}
	for {
		start := in.At
		d.value(in.Expr(), width, start)
		if !in.Comma() {
			return in.ExpectEnd()
		}
		in.SkipSpace()
	}
}

// numbers is data for what most lists are: numbers that fit, with commas between
// and the newline behind. It reports false, and has done nothing, when there is
// anything else.
func (d *Directives) numbers(width int) bool {
	end := d.numbersTo(-1, d.in.Text, d.in.At, width)
	if end < 0 {
		return false
	}
	d.in.At = end
	return true
}

// numbersTo is numbers for text[at:], up to a newline or last. It returns the end, -1 when
// there is anything else.
func (d *Directives) numbersTo(last int, text []byte, at, width int) (end int) {
	if width > 8 || d.sections.slow {
		return -1
	}
	p := d.u.Cur
	size := len(p.Data)
	for {
		for text[at] == ' ' || text[at] == '\t' {
			at++
		}
		n, end := lexer.PlainNumber(text, at)
		over := end == at || uint64(n)>>(8*width) != 0
		if over || text[end] != ',' && text[end] != '\n' && end != last {
			p.Data = p.Data[:size]
			return -1
		}
		d.store(uint64(n), width)
		if end == last || text[end] == '\n' {
			return end
		}
		at = end + 1
	}
}

// store puts down the lowest bytes of n, width of them, at most 8.
func (d *Directives) store(n uint64, width int) {
	p := d.u.Cur
	p.Room(8)
	have := len(p.Data)
	binary.LittleEndian.PutUint64(p.Data[have:have+8], n)
	p.Data = p.Data[:have+width]
}

// constants is called for directives that write data, see Machine.Guards.
func (d *Directives) constants() {
	if d.guarded && !d.in.AtEnd() {
		d.guard(false)
	}
}

func (d *Directives) guard(insn bool) {
	if d.u.CurID != obj.PartAbs && d.u.Section().Flags&obj.SHF_EXECINSTR != 0 {
		d.machine.Data(d.span(), insn)
	}
}

// slong is .slong: .long whose references are signed.
func (d *Directives) slong(width int) bool {
	p := d.u.Cur
	first := len(p.Fixups)
	ok := d.data(width)
	for i := first; i < len(p.Fixups); i++ {
		f := &p.Fixups[i]
		f.Flags |= obj.FixSigned
		if f.Value.Mod == obj.ModSIZE {
			d.in.Diags.Errorf(diag.At(f.Pos), "a size has no sign; use .long for @SIZE")
		}
	}
	return ok
}

// value emits v in width bytes; start is where it was written.
func (d *Directives) value(v obj.Value, width, start int) {
	if d.sections.frame != 0 && d.frameValue(v, width) {
		return
	}
	switch v.Kind {
	case obj.ValueInt:
		d.integer(v, width, start)
	case obj.ValueSym:
		d.reference(v, width, start)
	case obj.ValueBig:
		d.bignum(d.u.Bigs[v.Add], width, start)
	case obj.ValueReg:
		d.errorf(start, "a register has no place in %s; expected an integer or a symbol", d.name)
	default:
		half := d.in.Absent()
		if in := d.in; !in.AtEnd() && in.Peek() != ',' {
			d.expected("an expression")
			in.SkipStatement()
			return
		}
		if !half || d.in.Peek() != ',' {
			d.in.Diags.Warnf(d.in.Here(), "missing value; zero is assumed")
		}
		d.emit(0, width)
	}
}

// emit appends the low width bytes of n, sign-extended beyond eight.
func (d *Directives) emit(n int64, width int) {
	d.u.Cur.Room(width)
	data := d.u.Cur.Data
	switch width {
	case 1:
		data = append(data, byte(n))
	case 2:
		data = binary.LittleEndian.AppendUint16(data, uint16(n))
	case 4:
		data = binary.LittleEndian.AppendUint32(data, uint32(n))
	case 8:
		data = binary.LittleEndian.AppendUint64(data, uint64(n))
	default:
		for i := 0; i < width; i++ {
			data = append(data, byte(n))
			n >>= 8
		}
	}
	d.u.Cur.Data = data
	if n != 0 && d.sections.nobits {
		d.storeInNobits("non-zero value")
	}
}

// integer emits a constant. One that fits neither as signed nor as unsigned
// loses its upper bits with a warning, as in GNU as; -255 fits a byte there.
func (d *Directives) integer(v obj.Value, width, start int) {
	n := v.Add
	if width < 8 {
		over := int64(-1) << (8 * width)
		if n&over != 0 && -n&over != 0 {
			d.warnf(start, "value %#x does not fit in %d bits and becomes %#x", uint64(n), 8*width, uint64(n&^over))
		}
	} else if width > 8 {
		d.emit(n, 8)
		if n = 0; v.Negated {
			n = -1
		}
		width -= 8
	}
	d.emit(n, width)
}

// reference emits a field to be filled in when addresses are known.
func (d *Directives) reference(v obj.Value, width, start int) {
	if d.in.Intel {
		// There, GNU as gives .L symbols their places in .symtab as it reads them.
		d.pin(v.Sym)
		d.pin(v.Sub)
	}
	if n, ok := d.u.Constant(v); ok && v.Mod == obj.ModNone {
		d.integer(obj.Int(n), width, start)
		return
	}
	switch {
	case width > 8:
		d.errorf(start, "%s cannot hold a value that is not known yet; use .quad", d.name)
		return
	case width < 4 && v.Mod != obj.ModNone:
		d.errorf(start, "%s has no room for what an @ modifier asks for; use .long or .quad", d.name)
		return
	}
	if d.sections.nobits || d.u.CurID == obj.PartAbs {
		d.storeInNobits("reference to a symbol")
	}
	u := d.u
	u.AddFixup(obj.Fixup{
		Off: uint32(len(u.Cur.Data)), Width: uint8(width), Flags: obj.FixData,
		Pos: d.in.PosAt(start), Value: v,
	})
	d.emit(0, width)
}

func (d *Directives) pin(id obj.SymID) {
	if id != 0 {
		d.u.Pin(id)
	}
}

// bignum emits a little-endian two's complement integer of any size.
func (d *Directives) bignum(b []byte, width, start int) {
	sign := byte(int8(b[len(b)-1]) >> 7)
	if len(b) > width {
		if lost(b, width) {
			d.warnf(start, "the integer needs %d bytes; its upper bits are lost in %d", len(b), width)
		}
		b = b[:width]
	}
	d.u.Cur.Data = append(d.u.Cur.Data, b...)
	for i := len(b); i < width; i++ {
		d.u.Cur.Data = append(d.u.Cur.Data, sign)
	}
}

// lost reports whether an integer is another one in its first width bytes. As
// looks at 16 bits at a time, and takes ones above a set sign bit for the sign,
// even of a number that was written without one: .byte 0xffffffffffffffffff98.
func lost(b []byte, width int) bool {
	if n := len(b); n%2 != 0 && b[n-1] == 0 {
		b = b[:n-1] // nothing but the sign of a positive number
	}
	ones, zeros := b[width-1]&0x80 != 0, true
	for _, c := range b[width:] {
		ones, zeros = ones && c == 0xff, zeros && c == 0
	}
	return !ones && !zeros
}

// leb128 is .uleb128 (signed 0) and .sleb128 (1).
func (d *Directives) leb128(signed int) bool {
	in := d.in
	d.constants()
	in.SkipSpace()
	for {
		start := in.At
		if !d.lebValue(d.expr(), signed, start) {
			return false
		}
		if !in.Comma() {
			return in.ExpectEnd()
		}
		in.SkipSpace()
	}
}

// leb emits a uleb128 that is not known yet. What is repeated is counted in items of
// all kinds.
func (d *Directives) leb(v obj.Value, start int) {
	if d.in.Depth() != 0 {
		d.u.Cur.Mix()
	}
	d.u.AddLeb(v, d.in.PosAt(start))
}

// lebValue emits v as a leb128; start is where it was written.
func (d *Directives) lebValue(v obj.Value, signed, start int) bool {
	in, u := d.in, d.u
	before := len(u.Cur.Data)
	if d.sections.frame != 0 {
		d.frameValue(v, -1)
	}
	if v.Kind == obj.ValueSym {
		if n, ok := u.Constant(v); ok {
			v = obj.Int(n)
		}
	}
	switch v.Kind {
	case obj.ValueInt:
		switch {
		case signed == 0:
			u.Cur.Data = obj.AppendULEB(u.Cur.Data, uint64(v.Add))
		case v.Odd:
			u.Cur.Data = appendBigLEB(u.Cur.Data, odd(v), true)
		default:
			u.Cur.Data = obj.AppendSLEB(u.Cur.Data, v.Add)
		}
	case obj.ValueSym:
		if signed == 0 {
			d.leb(v, start)
		} else {
			u.AddFrag(obj.Frag{Kind: obj.FragSLEB, Value: v, Size: 1, Pos: in.PosAt(start)})
		}
		if d.sections.nobits {
			d.storeInNobits("value that is not known yet")
		}
	case obj.ValueBig:
		b := u.Bigs[v.Add]
		if signed == 0 && b[len(b)-1]>>7 != 0 {
			b = withoutSign(b)
		}
		u.Cur.Data = appendBigLEB(u.Cur.Data, b, signed != 0)
	case obj.ValueReg:
		return d.errorf(start, "a register has no place in %s; expected an integer or a label difference", d.name)
	default:
		if !in.AtEnd() && in.Peek() != ',' {
			return d.expected("an expression")
		}
		in.Diags.Warnf(in.Here(), "missing value; zero is assumed")
		u.Cur.Data = append(u.Cur.Data, 0)
	}
	if d.sections.nobits && !zeros(u.Cur.Data[before:]) {
		d.storeInNobits("non-zero value")
	}
	return true
}

// odd is what .sleb128 takes a constant for whose 65th bit is not its sign: one
// without a sign, one of 65 bits, or, after an overflow, one of 80.
func odd(v obj.Value) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(v.Add))
	switch {
	case v.Add < 0:
		return append(b, 0)
	case v.Negated:
		return append(b, 0xff)
	}
	return append(b, 0xff, 0xff, 0)
}

// withoutSign is what .uleb128 takes a negative integer of more than 64 bits
// for: one of 320.
func withoutSign(b []byte) []byte {
	wide := make([]byte, max(320/8, len(b)))
	for i := copy(wide, b); i < len(wide); i++ {
		wide[i] = 0xff
	}
	return wide
}

// appendBigLEB appends a little-endian two's complement integer as LEB128.
func appendBigLEB(out, n []byte, signed bool) []byte {
	fill := byte(int8(n[len(n)-1]) >> 7)
	if !signed {
		fill = 0
	}
	bit := func(i int) byte {
		if i/8 >= len(n) {
			return fill & 1
		}
		return n[i/8] >> (i % 8) & 1
	}
	last := 8*len(n) - 1 // highest bit that matters
	for last > 0 && bit(last) == fill&1 {
		last--
	}
	if signed {
		last++ // the sign
	}
	for i := 0; ; i += 7 {
		var b byte
		for j := 0; j < 7; j++ {
			b |= bit(i+j) << j
		}
		if i+7 > last {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
