package obj

import (
	"syscall"
	"unsafe"
)

// Lists that grow with the source. With the collector off, as the command has
// it, what they leave behind stays; and since nothing is used twice, every page
// is touched for the first time. That is the dearest thing an assembler does:
// a fault takes as long as twenty lines. So the lists of a source of middling
// size are made at once, on huge pages.

// hugeTo is the size in bytes of a source from which on huge pages are more than
// the system has at hand: to make them it moves others, which takes longer.
const hugeTo = 16 << 20

// makeFor returns a list of n elements with capacity c for a source of size bytes.
func makeFor[T any](size, n, c int) []T {
	if size > hugeTo {
		return make([]T, n, c)
	}
	return MakeHuge[T](n, c)
}

// MakeHuge returns a list of n elements with capacity c, on huge pages when it is
// long and there are some.
func MakeHuge[T any](n, c int) []T {
	list := make([]T, n, c)
	huge(list)
	return list
}

// MakeTable returns a table of n elements, which will be read and written here and
// there. A page of it that is read first is the page of zeros that all share; to
// write to it means a second fault, and an interrupt of all other cores, which
// must forget the first: 10 to 20 microseconds. So the pages are asked for at once.
func MakeTable[T any](n int) []T {
	table := make([]T, n)
	var item T
	if size := uintptr(n) * unsafe.Sizeof(item); size >= tableFrom {
		page := uintptr(syscall.Getpagesize())
		start := uintptr(unsafe.Pointer(unsafe.SliceData(table)))
		from, to := start&^(page-1), (start+size+page-1)&^(page-1)
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, from, to-from, advisePopulate)
	}
	return table
}

// Grow makes room for at least one more element. A long list grows fourfold
// rather than append's fifth, so that little is copied and, with the collector
// off, little is left behind; memory that is never touched costs nothing.
func Grow[T any](list []T) []T {
	if len(list) < cap(list) {
		return list
	}
	more := MakeHuge[T](len(list), 4*len(list)+16)
	copy(more, list)
	return more
}

// growTo is Grow for a list of which a unit may have as many as likely elements:
// one that is long already gets that many places, so that nothing more is left
// behind.
func growTo[T any](list []T, likely int) []T {
	if len(list) < cap(list) || len(list) < 4000 || cap(list) >= likely/4 {
		return Grow(list)
	}
	more := make([]T, len(list), likely)
	copy(more, list)
	return more
}

// Room makes room for n more bytes of contents, as Grow does.
func (p *Part) Room(n int) {
	if cap(p.Data)-len(p.Data) < n {
		more := make([]byte, len(p.Data), 4*len(p.Data)+n)
		copy(more, p.Data)
		p.Data = more
	}
}

const (
	hugeFrom   = 256 << 10 // bytes of a list that asks for huge pages
	heapGrain  = 4 << 20   // bytes by which Go's heap grows: the memory around is its, too
	adviseHuge = 14        // MADV_HUGEPAGE

	tableFrom      = 64 << 10 // bytes of a table whose pages are asked for
	advisePopulate = 23       // MADV_POPULATE_WRITE, since Linux 5.14; an error does no harm
)

// huge asks for huge pages where list stands and around it, so that one fault
// does for 512. On SQLite at -O2 that takes a fifth of all time off, where the
// system does not give them anyway. Where there are none nothing changes.
func huge[T any](list []T) {
	var item T
	size := uintptr(cap(list)) * unsafe.Sizeof(item)
	if size < hugeFrom {
		return
	}
	start := uintptr(unsafe.Pointer(unsafe.SliceData(list)))
	from, to := start&^(heapGrain-1), (start+size+heapGrain-1)&^(heapGrain-1)
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, from, to-from, adviseHuge)
}
