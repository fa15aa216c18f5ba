package obj

import (
	"testing"
	"unsafe"
)

// TestSpares: memory is given once, aligned, from the shortest block that does, and lists
// in it begin with zeros.
func TestSpares(t *testing.T) {
	var s spares
	dirty := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = 0xff
		}
		return b
	}
	long, short := dirty(4*spareFrom), dirty(2 * spareFrom)[1:]
	s.give(long)
	s.give(short)
	s.give(dirty(spareFrom - 1))
	a, b, c, d := reuse[uint64](&s, 3, 8), reuse[byte](&s, 0, 2*spareFrom), reuse[byte](&s, 0, 3*spareFrom), reuse[uint64](&s, 0, 0)
	if uintptr(unsafe.Pointer(&a[0]))&7 != 0 || unsafe.Pointer(&a[0]) != unsafe.Pointer(&short[7]) {
		t.Error("the first list is not at the aligned start of the shorter block")
	}
	if a[0]|a[1]|a[2] != 0 || cap(a) != 8 {
		t.Errorf("the first list is %x, of %d", a, cap(a))
	}
	if unsafe.SliceData(b) != &long[0] {
		t.Error("the second list is not in the longer block")
	}
	if unsafe.SliceData(c) == &long[2*spareFrom] || cap(c) != 3*spareFrom || len(d) != 0 {
		t.Error("the third list is in memory that is too short for it")
	}
	if e := reuse[byte](nil, 2, 8); len(e) != 2 {
		t.Error("without spare memory no list is made")
	}
}
