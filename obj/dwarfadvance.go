package obj

// The advance instructions of call frame information (DWARF 5, 6.4.2.1): the
// shortest one that holds a code distance.
//
// .cfi_* directives need no fragments: their instructions are written late,
// with all distances known (see LatePart).
const (
	cfaAdvanceLoc  = 0x40
	cfaAdvanceLoc1 = 0x02
	cfaAdvanceLoc2 = 0x03
	cfaAdvanceLoc4 = 0x04
)

// AppendAdvance appends the advance by delta bytes. An advance by nothing is
// no instruction.
func AppendAdvance(dst []byte, delta uint64) []byte {
	switch {
	case delta == 0:
		return dst
	case delta < 0x40:
		return append(dst, cfaAdvanceLoc|byte(delta))
	case delta < 0x100:
		return append(dst, cfaAdvanceLoc1, byte(delta))
	case delta < 0x10000:
		return append(dst, cfaAdvanceLoc2, byte(delta), byte(delta>>8))
	}
	return append(dst, cfaAdvanceLoc4, byte(delta), byte(delta>>8), byte(delta>>16), byte(delta>>24))
}

// An advance that the source writes with its operand, and that GNU as shortens:
// FragAdvance. The instruction is the byte before the fragment, its operand the
// fragment.

// ShortAdvance returns the instruction that advances by delta, and the size of its
// operand. An advance that goes back is taken for one by less than 64.
func ShortAdvance(delta int64) (op byte, operand int) {
	switch {
	case delta < 0x40:
		return cfaAdvanceLoc | byte(delta), 0
	case delta < 0x100:
		return cfaAdvanceLoc1, 1
	case delta < 0x10000:
		return cfaAdvanceLoc2, 2
	}
	return cfaAdvanceLoc4, 4
}

// advance makes an instruction of the last byte, with its operand.
func (r *resolver) advance(f *Frag) {
	delta := r.number(f, "the distance to advance by")
	op, operand := ShortAdvance(delta)
	r.data[len(r.data)-1] = op
	for range operand {
		r.data = append(r.data, byte(delta))
		delta >>= 8
	}
}
