package tas

import (
	"slices"
	"syscall"
)

// sentinel is the room that a text leaves for the lexer's last two bytes.
const sentinel = 2

// readFile reads a file whole.
//
// It calls the system itself: an os.File first makes ready to wait for slow
// files, ten calls that are a twentieth of the time that a small source takes.
func readFile(name string) (text []byte, err error) {
	fd, err := retry(func() (int, error) { return syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0) })
	if err != nil {
		return nil, err
	}
	defer syscall.Close(fd)
	var info syscall.Stat_t
	if err := syscall.Fstat(fd, &info); err != nil {
		return nil, err
	}
	size := 512 // a pipe does not say
	if info.Size > 0 && info.Size < 1<<32 {
		size = int(info.Size)
	}
	if text := mapFile(fd, &info); text != nil {
		return text, nil
	}
	text = make([]byte, 0, size+1+sentinel) // one more, to see the end without growing
	for {
		if len(text)+sentinel == cap(text) {
			text = slices.Grow(text, len(text))
		}
		room := text[len(text) : cap(text)-sentinel]
		n, err := retry(func() (int, error) { return syscall.Read(fd, room) })
		if err != nil || n == 0 {
			return text, err
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
// mapped. The mapping stays: messages quote the text.
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

// retry makes a system call again while a signal interrupts it.
func retry(call func() (int, error)) (n int, err error) {
	for {
		if n, err = call(); err != syscall.EINTR {
			return n, err
		}
	}
}
