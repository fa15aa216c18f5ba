package tas

import (
	"slices"
	"syscall"
	"unsafe"
)

// sentinel is the room that a text leaves for the lexer's last two bytes.
const sentinel = 2

// readFile reads a file whole, or maps it.
//
// It calls the system itself: an os.File first makes ready to wait for slow
// files, ten calls that are a twentieth of the time that a small source takes.
func readFile(name string) (text []byte, mapped bool, err error) {
	fd, err := retry(func() (int, error) { return syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0) })
	if err != nil {
		return nil, false, err
	}
	defer syscall.Close(fd)
	var info syscall.Stat_t
	if err := syscall.Fstat(fd, &info); err != nil {
		return nil, false, err
	}
	size := 512 // a pipe does not say
	if info.Size > 0 && info.Size < 1<<32 {
		size = int(info.Size)
	}
	if text := mapFile(fd, &info); text != nil {
		return text, true, nil
	}
	text = make([]byte, 0, size+1+sentinel) // one more, to see the end without growing
	for {
		if len(text)+sentinel == cap(text) {
			text = slices.Grow(text, len(text))
		}
		room := text[len(text) : cap(text)-sentinel]
		n, err := retry(func() (int, error) { return syscall.Read(fd, room) })
		if err != nil || n == 0 {
			return text, false, err
		}
		text = text[:len(text)+n]
	}
}

// mapFrom is the size from which on a file is mapped, in bytes. A smaller one is
// read as fast.
const mapFrom = 1 << 20

// mapFile maps a big source, which takes a third of the time that reading it
// does. The sentinel goes into the rest of the last page, and like all that is
// written there into a copy of that page; a file without such a rest is not
// mapped. The mapping stays: messages quote the text, see release.
func mapFile(fd int, info *syscall.Stat_t) []byte {
	size := int(info.Size)
	if rest := -size & (syscall.Getpagesize() - 1); info.Mode&syscall.S_IFMT != syscall.S_IFREG || size < mapFrom || size >= 1<<32 || rest < sentinel {
		return nil
	}
	text, err := syscall.Mmap(fd, 0, size+sentinel, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE)
	if err != nil {
		return nil
	}
	return text[:size]
}

// releaseEvery is how much of a mapped text is read, in bytes, between two calls
// of release.
const releaseEvery = 4 << 20

// release lets go of the whole pages of a mapped text from one offset to another.
// They come back from the file when somebody looks at them, such as a message;
// until then they are no memory of ours, 40 MB of 200 for SQLite -O2 -g.
func release(text []byte, from, to int) {
	page := uintptr(syscall.Getpagesize())
	start := uintptr(unsafe.Pointer(unsafe.SliceData(text)))
	first, last := (start+uintptr(from)+page-1)&^(page-1), (start+uintptr(to))&^(page-1)
	if first < last {
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, first, last-first, syscall.MADV_DONTNEED)
	}
}

// retry makes a system call again while a signal interrupts it.
func retry(call func() (int, error)) (n int, err error) {
	for {
		if n, err = call(); err != syscall.EINTR {
			return n, err
		}
	}
}
