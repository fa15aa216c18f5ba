package linker

import (
	"unsafe"

	"tas/obj"
)

// arena is where the parts of files come from. Small allocations of a dozen
// sizes would each begin pages of their own, and pages are what a small link
// spends its time on; so like stands beside like.
type arena struct {
	headers  []sectionHeader // of the object at hand, used again
	infos    slab[obj.ObjectSection]
	sections slab[section]
	symbols  slab[symbol]
	globals  slab[globalName]
	numbers  slab[uint32]
}

// slab hands out zeroed lists.
type slab[T any] struct {
	free []T
	size int // of the last piece of memory, in bytes
}

const maxSlab = 2 << 20

func (s *slab[T]) take(n int) []T {
	var item T
	if n > len(s.free) {
		s.size = min(2*s.size+1<<10, maxSlab)
		length := max(n, s.size/int(unsafe.Sizeof(item)))
		s.free = obj.MakeHuge[T](length, length)
	}
	list := s.free[:n:n]
	s.free = s.free[n:]
	return list
}

// borrow returns an arena that nobody else uses until it is given back.
func (l *linker) borrow() *arena {
	l.arenas.Lock()
	defer l.arenas.Unlock()
	n := len(l.arenas.free)
	if n == 0 {
		return new(arena)
	}
	a := l.arenas.free[n-1]
	l.arenas.free = l.arenas.free[:n-1]
	return a
}

func (l *linker) giveBack(a *arena) {
	l.arenas.Lock()
	l.arenas.free = append(l.arenas.free, a)
	l.arenas.Unlock()
}
