package obj

// LEB128 (DWARF 5, 7.6): seven bits a byte from the low end, the top bit set in
// all bytes but the last.

// AppendULEB appends v as unsigned LEB128.
func AppendULEB(dst []byte, v uint64) []byte {
	for v >= 0x80 {
		dst = append(dst, byte(v)|0x80)
		v >>= 7
	}
	return append(dst, byte(v))
}

// AppendSLEB appends v as signed LEB128.
func AppendSLEB(dst []byte, v int64) []byte {
	for v < -0x40 || v >= 0x40 {
		dst = append(dst, byte(v)|0x80)
		v >>= 7
	}
	return append(dst, byte(v)&0x7f)
}

// SizeULEB is the number of bytes that AppendULEB appends.
func SizeULEB(v uint64) int {
	n := 1
	for ; v >= 0x80; v >>= 7 {
		n++
	}
	return n
}

// SizeSLEB is the number of bytes that AppendSLEB appends.
func SizeSLEB(v int64) int {
	n := 1
	for ; v < -0x40 || v >= 0x40; v >>= 7 {
		n++
	}
	return n
}
