package obj

import (
	"sync"
	"unsafe"
)

// spares is memory of lists that nobody will use any more, for others: to touch a page
// anew is dearer. All cores may take from it.
type spares struct {
	mu     sync.Mutex
	blocks [][]byte
}

// Reuse gives u the memory of a list that nobody will use any more, without
// pointers in it.
func Reuse[T any](u *Unit, list []T) { u.spare.give(bytesOf(list)) }

// bytesOf returns the memory of the elements of a list. There must be no pointers
// in them.
func bytesOf[T any](list []T) []byte {
	var item T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(list))), len(list)*int(unsafe.Sizeof(item)))
}

// spareFrom is the number of bytes that are worth it.
const spareFrom = 16 << 10

func (s *spares) give(block []byte) {
	// Lists of bytes begin anywhere, others where their elements may.
	start := int(-uintptr(unsafe.Pointer(unsafe.SliceData(block))) & 7)
	if len(block) >= spareFrom {
		s.mu.Lock()
		s.blocks = append(s.blocks, block[start:])
		s.mu.Unlock()
	}
}

// take returns size bytes, of the shortest block that has so many, or nil.
func (s *spares) take(size int) []byte {
	if s == nil || size == 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	best := -1
	for i, b := range s.blocks {
		if len(b) >= size && (best < 0 || len(b) < len(s.blocks[best])) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	b := s.blocks[best]
	s.blocks[best] = b[size:]
	return b[:size]
}

// reuse is make for a list without pointers, in spare memory when there is enough.
func reuse[T any](s *spares, n, c int) []T {
	var item T
	b := s.take((c*int(unsafe.Sizeof(item)) + 7) &^ 7)
	if b == nil {
		return make([]T, n, c)
	}
	list := unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), c)[:n]
	clear(list)
	return list
}
