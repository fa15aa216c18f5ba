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
