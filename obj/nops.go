package obj

// Padding in code is made of long no-operations, so that it costs as few
// decode slots as possible. These are the ones that GNU as uses for 64-bit
// code, by length; a longer gap is filled with the longest first and the
// remainder last. A gap that would take more than seven of them is jumped over.
const (
	nopMax     = 11
	nopsJumped = 8 * nopMax
)

var nops = [nopMax + 1]string{
	1:  "\x90",
	2:  "\x66\x90",
	3:  "\x0f\x1f\x00",
	4:  "\x0f\x1f\x40\x00",
	5:  "\x0f\x1f\x44\x00\x00",
	6:  "\x66\x0f\x1f\x44\x00\x00",
	7:  "\x0f\x1f\x80\x00\x00\x00\x00",
	8:  "\x0f\x1f\x84\x00\x00\x00\x00\x00",
	9:  "\x66\x0f\x1f\x84\x00\x00\x00\x00\x00",
	10: "\x66\x2e\x0f\x1f\x84\x00\x00\x00\x00\x00",
	11: "\x66\x66\x2e\x0f\x1f\x84\x00\x00\x00\x00\x00",
}

// appendNops appends n bytes of no-operations of at most longest bytes each;
// longest 0 means no limit.
func appendNops(out []byte, n uint64, longest int64) []byte {
	switch {
	case n-2 > 127 && n >= nopsJumped:
		n -= 5
		out = append(out, 0xe9, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	case n >= nopsJumped:
		n -= 2
		out = append(out, 0xeb, byte(n))
	}
	size := uint64(nopMax)
	if longest > 0 && uint64(longest) < size {
		size = uint64(longest)
	}
	for ; n > size; n -= size {
		out = append(out, nops[size]...)
	}
	return append(out, nops[n]...)
}
