package obj

// Padding in code is made of long no-operations, so that it costs as few
// decode slots as possible. These are the ones that GNU as uses for 64-bit
// code, by length; a longer gap is filled with the longest first and the
// remainder last. A gap that would take more than seven of them is jumped over.
const (
	NopMax     = 11
	nopsJumped = 8 * NopMax
)

var nops = [NopMax + 1]string{
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

// NopSet is a set of no-operations; a Unit and its fragments carry its number.
type NopSet uint8

// The sets: the long ones as long as no processor is named, those of a processor
// that has them, those of processors before nopl (-mtune=i686), and those of
// 16-bit code.
const (
	NopsUnset NopSet = iota
	NopsLong
	NopsOld
	Nops16
)

var nopsOld = [...]string{
	1: "\x90",
	2: "\x66\x90",
	3: "\x8d\x76\x00",     // lea 0(%esi), %esi
	4: "\x8d\x74\x26\x00", // lea 0(%esi,%eiz), %esi
	5: "\x8d\x74\x26\x00\x90",
	6: "\x8d\xb6\x00\x00\x00\x00",
	7: "\x8d\xb4\x26\x00\x00\x00\x00",
}

var nops16 = [...]string{
	1: "\x90",
	2: "\x66\x90",
	3: "\x8d\x74\x00",     // lea 0(%si), %si
	4: "\x8d\xb4\x00\x00", // with two bytes of displacement
}

// list returns the no-operations of a set by length, and the gap from which it
// is jumped over.
func (set NopSet) list() (list []string, jumped uint64) {
	switch set {
	case NopsOld:
		return nopsOld[:], 3 * 7
	case Nops16:
		return nops16[:], 3 * 4
	}
	return nops[:], nopsJumped
}

// longest is the length of the longest no-operation of a set.
func (set NopSet) longest() int64 {
	list, _ := set.list()
	return int64(len(list) - 1)
}

// nopSet is the set for the padding f. Like GNU as, which pads when all is read,
// it goes by the processor that was named last before f, but by the size of code
// at the end: a source that ends in 16-bit code has padding for that. Where no
// processor was named before f, a later one counts.
func (u *Unit) nopSet(f *Frag) NopSet {
	switch set := NopSet(f.Fill); {
	case u.Code16:
		return Nops16
	case set == NopsUnset:
		return u.Nops
	default:
		return set
	}
}

// appendNops appends n bytes of no-operations of at most longest bytes each;
// longest 0 means no limit. Of the short ones three are as many as are run.
func appendNops(out []byte, n uint64, longest int64, set NopSet) []byte {
	list, jumped := set.list()
	switch {
	case n-2 > 127 && n >= jumped:
		if set == Nops16 {
			out = append(out, 0x66)
			n--
		}
		n -= 5
		out = append(out, 0xe9, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	case n >= jumped:
		n -= 2
		out = append(out, 0xeb, byte(n))
	}
	size := uint64(len(list) - 1)
	if longest > 0 && uint64(longest) < size {
		size = uint64(longest)
		if set == NopsOld && size == 5 {
			size = 4 // the five bytes are two instructions
		}
	}
	for ; n > size; n -= size {
		out = append(out, list[size]...)
	}
	return append(out, list[n]...)
}
