package directives

import (
	"math/bits"

	"tas/obj"
)

// maxBytes bounds what fills may add to an object, and maxNobits what they
// may reserve in sections without bytes in the file.
const (
	maxBytes  = 1 << 31
	maxNobits = 1 << 61
	maxAlign  = 30 // power of two
)

// The argument of align is how the alignment is written, plus the width of
// the fill pattern in bytes.
const (
	alignBytes = 0        // .align, .balign: in bytes
	alignPower = 1 << 8   // .p2align: as a power of two
	alignWidth = 1<<8 - 1 // mask of the pattern width
)

// align is .align, .balign and .p2align with their [wl] forms:
// alignment, fill, most bytes to skip. In code sections the fill is NOPs
// unless another pattern is asked for.
func (d *Directives) align(arg int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	n, given, ok := d.optional("alignment")
	if !ok {
		return false
	}
	power := uint(0)
	switch {
	case !given || n == 0:
	case arg&alignPower != 0:
		if n < 0 {
			return d.errorf(start, "alignment 2^%d is no number of bytes; expected a power of at least 0", n)
		}
		power = uint(n)
	default:
		if n < 0 || n&(n-1) != 0 {
			return d.errorf(start, "alignment %d is not a power of two", n)
		}
		power = uint(bits.TrailingZeros64(uint64(n)))
	}
	if power > maxAlign {
		// as pads the file as well, until the disk or the memory is full.
		return d.errorf(start, "alignment 2^%d is too large; at most 2^%d is supported", power, maxAlign)
	}
	fill, filled := int64(0), false
	limit := int64(0)
	if in.Comma() {
		// A fill value that is missing is zero, but not one that is left out
		// before another comma.
		filled = in.Peek() != ','
		if fill, _, ok = d.optional("fill value"); !ok {
			return false
		}
		if in.Comma() {
			if limit, _, ok = d.optional("limit on the bytes skipped"); !ok {
				return false
			}
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	width := max(arg&alignWidth, 1)
	if width > 1 && !filled {
		d.warnf(d.start, "%s expects a fill pattern of %d bytes behind the alignment", d.name, width)
		width = 1
	}
	d.alignTo(power, fill, filled, width, limit)
	return true
}

// alignTo aligns the current part to 1<<power bytes.
func (d *Directives) alignTo(power uint, fill int64, filled bool, width int, limit int64) {
	u := d.u
	if d.absolute() {
		n := d.absoluteOffset()
		d.u.AbsBase += (-n) & (1<<power - 1)
		d.noFill(fill != 0)
		return
	}
	s := u.Section()
	if s.Align < 1<<power {
		s.Align = 1 << power
	}
	if power == 0 {
		return
	}
	f := obj.Frag{Kind: obj.FragAlign, Arg: 1 << power, Pos: d.in.PosAt(d.start)}
	if limit > 0 && limit < 1<<power {
		f.Max = uint32(limit)
	}
	switch {
	case s.Flags&obj.SHF_EXECINSTR != 0 && (!filled || width == 1 && byte(fill) == 0x90 && !d.opt.PlainNops):
		f.Flags |= obj.FragCode
	case width == 1:
		f.Fill = byte(fill)
	default:
		f.Flags |= obj.FragFillBig
		f.Fill = uint8(width)
		f.Value = obj.Int(fill)
	}
	d.noFill(fill != 0 && f.Flags&obj.FragCode == 0)
	u.AddFrag(f)
}

// noFill warns of a fill value, if there is one, where there are no bytes.
func (d *Directives) noFill(filled bool) {
	if !filled || !d.sections.nobits {
		return
	}
	where := "the absolute section"
	if !d.absolute() {
		where = "section " + d.u.Section().Name + ", which has no bytes in the file"
	}
	d.in.Diags.Warnf(d.span(), "the fill value is ignored in %s", where)
}

// skip is .skip, .space and .zero, and .ds and .dcb with elements of width
// bytes: a count and a fill value.
func (d *Directives) skip(width int) bool {
	in := d.in
	d.constants()
	in.SkipSpace()
	start := in.At
	count := d.expr()
	if count.Kind == obj.ValueNone && !in.AtEnd() && in.Peek() != ',' {
		return d.expected("a number of bytes")
	}
	fill := obj.Int(0)
	filled, fillAt := in.Comma(), 0
	if filled {
		in.SkipSpace()
		fillAt = in.At
		fill = d.expr()
	}
	if !in.ExpectEnd() {
		return false
	}
	b, known := d.u.Constant(fill)
	if d.sections.nobits {
		d.noFill(!known || b != 0)
		b, known = 0, true
	}
	// Bytes of one value are a fill, anything else are data.
	plain := !filled || known && (width == 1 && -128 <= b && b <= 255 || b == 0)
	n, ok := d.u.Constant(count)
	switch {
	case count.Kind == obj.ValueNone && (!plain || d.absolute()):
		return d.errorf(start, "expected a number of elements before the comma, which cannot be left out here")
	case count.Kind == obj.ValueNone:
		return true
	case !ok && (d.absolute() || count.Kind != obj.ValueSym || !plain):
		return d.errorf(start, "the number of bytes must be a constant known at this point")
	case !ok:
		d.u.AddFrag(obj.Frag{Kind: obj.FragFill, Fill: byte(b), Value: count, Pos: in.PosAt(d.start)})
		return true
	case n < 0 && !plain:
		return d.errorf(start, "%s of %d is negative, which goes with a fill of zero only", d.name, n)
	case n > maxElements && !plain:
		return d.errorf(start, "%s takes at most %d elements that are not bytes, not %d; use .fill", d.name, maxElements, n)
	case n < 0 || n == 0 && plain:
		d.warnf(start, "%s of %d adds nothing", d.name, n)
		return true
	case plain:
		return d.repeat(n, b, width, start, repeatBytes|repeatFrag)
	case known && fits(b, width):
		if fill.Negated && width > 8 && n > 0 {
			// as extends the sign of the first element only.
			d.emit(b, width)
			n--
		}
		return d.repeat(n, b, width, start, 0)
	}
	return d.elements(n, fill, width, fillAt)
}

// maxElements is how many elements other than bytes GNU as puts down at once.
const maxElements = 1024

// fits reports whether n is written in width bytes without a warning.
func fits(n int64, width int) bool {
	over := int64(-1) << (8 * width)
	return width >= 8 || n&over == 0 || -n&over == 0
}

// elements emits n elements of width bytes with a value that is more than a
// number, or less. What there is to say is said once.
func (d *Directives) elements(n int64, v obj.Value, width, at int) bool {
	if n > 0 {
		d.value(v, width, at)
	}
	for said := d.in.Diags.Len(); n > 1; n-- {
		d.value(v, width, at)
		d.in.Diags.Truncate(said)
	}
	return true
}

// How to repeat.
const (
	repeatBytes = 1 << iota // all bytes are the low one of the value
	repeatFrag              // in GNU as it is a fragment, which matters to line tables and frames
)

// repeat emits n elements of width bytes with the value v.
func (d *Directives) repeat(n, v int64, width, start, how int) bool {
	u := d.u
	hi, total := bits.Mul64(uint64(n), uint64(width))
	limit := uint64(maxBytes)
	if d.sections.nobits || d.absolute() {
		limit = maxNobits
	}
	if hi != 0 || total > limit {
		return d.errorf(start, "%d times %d bytes is more than a section can hold here (%d)", n, width, limit)
	}
	if d.absolute() {
		u.AbsBase += total
		return true
	}
	if d.sections.nobits {
		if d.sections.reserved += total; d.sections.reserved > maxNobits {
			d.errorf(start, "sections without bytes in the file reserve more than %d bytes", int64(maxNobits))
			d.endAll()
			return false
		}
	} else {
		if d.sections.filled += total; d.sections.filled > 2*maxBytes {
			d.errorf(start, "the fills of this object together are more than %d bytes", int64(2*maxBytes))
			d.endAll()
			return false
		}
		if total <= 64 && (how&repeatFrag == 0 || total == 0 || u.Section().Flags&obj.SHF_EXECINSTR == 0 && d.sections.frame == 0) {
			for ; n > 0; n-- {
				switch {
				case how&repeatBytes != 0:
					for range width {
						u.Cur.Data = append(u.Cur.Data, byte(v))
					}
				case width > 8:
					d.emit(v, 8)
					d.emit(0, width-8)
				default:
					d.emit(v, width)
				}
			}
			return true
		}
	}
	f := obj.Frag{Kind: obj.FragFill, Flags: obj.FragFixed, Size: total, Value: obj.Int(n), Pos: d.in.PosAt(d.start)}
	if how&repeatBytes != 0 {
		f.Fill = byte(v)
		f.Value = obj.Int(int64(total))
	} else {
		f.Flags |= obj.FragFillBig
		f.Fill = uint8(width)
		f.Arg = v
	}
	u.AddFrag(f)
	return true
}

// fill is .fill repeat, size, value. Of the value only four bytes count, the
// rest of a larger element is zero.
func (d *Directives) fill(int) bool {
	in := d.in
	d.constants()
	in.SkipSpace()
	start := in.At
	count := d.expr()
	if count.Kind == obj.ValueNone {
		if !in.AtEnd() && in.Peek() != ',' {
			return d.expected("a repeat count")
		}
		count = obj.Int(0)
	}
	size, value := int64(1), int64(0)
	if in.Comma() {
		var ok bool
		if size, _, ok = d.optional("size"); !ok { // none is zero
			return false
		}
		if in.Comma() {
			if value, _, ok = d.optional("value"); !ok {
				return false
			}
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	if size < 0 {
		d.warnf(start, ".fill with a negative size is ignored")
		return true
	}
	if size > 8 {
		d.warnf(start, ".fill elements have at most 8 bytes; 8 are assumed instead of %d", size)
		size = 8
	}
	if size > 4 {
		value = int64(uint32(value))
	}
	n, ok := d.u.Constant(count)
	if !ok {
		if d.absolute() || count.Kind != obj.ValueSym {
			return d.errorf(start, "the repeat count must be a constant known at this point")
		}
		if value != 0 && d.sections.nobits {
			d.storeInNobits("non-zero value")
		}
		if size == 0 {
			return true
		}
		f := obj.Frag{Kind: obj.FragFill, Fill: byte(value), Value: count, Pos: in.PosAt(d.start)}
		if size != 1 {
			f.Flags |= obj.FragFillBig
			f.Fill = uint8(size)
			f.Arg = value
		}
		d.u.AddFrag(f)
		return true
	}
	if n < 0 || size == 0 {
		if n < 0 {
			d.warnf(start, ".fill with a repeat count of %d is ignored", n)
		}
		return true
	}
	if value != 0 && n != 0 && d.sections.nobits {
		d.storeInNobits("non-zero value")
	}
	if size == 1 {
		return d.repeat(n, value, 1, start, repeatBytes|repeatFrag)
	}
	return d.repeat(n, value, int(size), start, repeatFrag)
}

// org is .org place, fill: go on at an offset of the section.
func (d *Directives) org(int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	v := d.expr()
	if v.Kind == obj.ValueNone {
		return d.expected("an offset in the section")
	}
	if v.Mod != obj.ModNone {
		return d.modified(start)
	}
	fill := int64(0)
	if in.Comma() {
		var ok bool
		if fill, _, ok = d.optional("fill value"); !ok {
			return false
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	return d.advance(v, fill, start)
}

// advance moves the current place to v.
func (d *Directives) advance(v obj.Value, fill int64, start int) bool {
	u := d.u
	if d.absolute() {
		n, ok := u.Constant(v)
		if !ok && v.Kind != obj.ValueSym {
			return d.errorf(start, "an offset in the absolute section must be a constant")
		}
		if !ok {
			d.warnf(start, "an offset in the absolute section must be a constant; zero is assumed")
		}
		d.noFill(fill != 0)
		d.setAbsolute(uint64(n))
		return true
	}
	switch v.Kind {
	case obj.ValueInt:
		limit := int64(maxBytes)
		if d.sections.nobits {
			limit = maxNobits
		}
		if v.Add < 0 || v.Add > limit {
			return d.errorf(start, "offset %d is out of range; expected 0 to %d", v.Add, limit)
		}
	case obj.ValueSym:
		if v.Sym != 0 && u.Syms[v.Sym].Part == obj.PartCommon {
			return d.errorf(start, "%s is a common symbol, whose place only the linker knows; expected a label of this section", u.Name(v.Sym))
		}
	default:
		return d.errorf(start, "expected an offset in this section, or a label of it")
	}
	d.noFill(fill != 0)
	u.AddFrag(obj.Frag{Kind: obj.FragOrg, Fill: byte(fill), Value: v, Pos: d.in.PosAt(d.start)})
	return true
}

// nop is .nop [count]: one-byte no-operations, one when the count says nothing.
func (d *Directives) nop(int) bool {
	in := d.in
	if d.guarded {
		d.guard(true)
	}
	in.SkipSpace()
	start := in.At
	n, ok := d.u.Constant(in.Expr())
	if !in.ExpectEnd() {
		return false
	}
	if !ok || n <= 0 {
		n = 1
	}
	here := d.u.Here()
	if !d.repeat(n, 0x90, 1, start, repeatBytes) {
		return false
	}
	if d.WantInsns {
		d.AfterInsn(here, d.span().Pos) // to the line table .nop is an instruction
	}
	return true
}

// nops is .nops size, most: size bytes of no-operation instructions of at
// most so many bytes each.
func (d *Directives) nops(int) bool {
	in := d.in
	d.constants()
	in.SkipSpace()
	start := in.At
	v := d.expr()
	if v.Kind == obj.ValueNone && (in.AtEnd() || in.Peek() == ',') {
		v = obj.Int(0)
	}
	if v.Kind != obj.ValueInt && v.Kind != obj.ValueSym {
		return d.expected("a number of bytes")
	}
	most := int64(0)
	if in.Comma() {
		in.SkipSpace()
		at := in.At
		var ok bool
		if most, ok = d.constant("size of one no-operation"); !ok {
			return false
		}
		if most < 0 {
			d.warnf(at, "the size of one no-operation cannot be negative; %d is ignored", most)
			most = 0
		}
		most &= 0xff // a byte, as to as
	}
	if !in.ExpectEnd() {
		return false
	}
	if n, ok := d.u.Constant(v); ok {
		if n > maxBytes {
			return d.errorf(start, "%d bytes of no-operations are too many; at most %d", n, maxBytes)
		}
		v = obj.Int(n)
	}
	d.listHide()
	d.u.AddFrag(obj.Frag{Kind: obj.FragNops, Value: v, Arg: most, Pos: in.PosAt(d.start)})
	d.listShow()
	return true
}

// structure is .struct and .offset: labels from here on are offsets from a
// given one, without contents.
func (d *Directives) structure(int) bool {
	in := d.in
	in.SkipSpace()
	n, _, ok := d.optional("offset")
	if !ok || !in.ExpectEnd() {
		return false
	}
	d.enterAbsolute(uint64(n))
	return true
}

// absolute reports whether the current section is the absolute one.
func (d *Directives) absolute() bool { return d.u.CurID == d.u.AbsPart && d.u.AbsPart != 0 }

// absoluteOffset is the current offset in the absolute section.
func (d *Directives) absoluteOffset() uint64 {
	return d.u.AbsBase + uint64(len(d.u.Cur.Data))
}

func (d *Directives) setAbsolute(n uint64) {
	d.u.Cur.Data = d.u.Cur.Data[:0]
	d.u.AbsBase = n
}

// enterAbsolute makes the absolute section the current one, at offset n.
func (d *Directives) enterAbsolute(n uint64) {
	d.enter(d.u.Absolute(), true)
	d.setAbsolute(n)
}
