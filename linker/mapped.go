package linker

import (
	"cmp"
	"slices"
	"sync"
	"syscall"
	"unsafe"
)

// Inputs are mapped rather than read: what the linker never looks at, and of
// an archive that is nearly all, costs nothing, and fresh memory is not needed
// for the rest. A link of 1,000 objects asks the kernel four times for each,
// past package os, which would ask nine times.

// mapThreshold is the size from which on a mapping is cheaper than a copy.
const mapThreshold = 16 << 10

// Files holds input files in memory. The zero value is ready for use.
type Files struct {
	mutex  sync.Mutex
	mapped [][]byte
}

// ReadObjects reads the files that are objects or archives, on all processors
// when there are many. Of others, and of those that cannot be read, it returns
// nil. The contents are valid until Release.
func (fs *Files) ReadObjects(names []string) [][]byte {
	list := make([][]byte, len(names))
	parallel(len(names), func(i int) {
		if names[i] == "" {
			return
		}
		if data, err := fs.read(names[i], true); err == nil {
			list[i] = data
		}
	})
	return list
}

// Held reports whether there is something to release.
func (fs *Files) Held() bool { return len(fs.mapped) > 0 }

// Release gives the files back. Nothing that the linker returns refers to them.
// The kernel puts what is mapped one after the other side by side, and takes the
// whole of it back in one call: each call interrupts the other processors.
func (fs *Files) Release() {
	slices.SortFunc(fs.mapped, func(a, b []byte) int { return cmp.Compare(address(a), address(b)) })
	for rest := fs.mapped; len(rest) > 0; {
		first := address(rest[0])
		end := first
		for len(rest) > 0 && (end == first || address(rest[0]) == end) {
			end = address(rest[0]) + (uintptr(len(rest[0]))+pageSize-1)&^(pageSize-1)
			rest = rest[1:]
		}
		_, _, _ = syscall.Syscall(syscall.SYS_MUNMAP, first, end-first, 0) // there is nothing to do about a failure
	}
	fs.mapped = nil
}

func address(data []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(data))) }

// mapFile maps a file of size bytes.
func (fs *Files) mapFile(fd, size int) ([]byte, error) {
	data, err := syscall.Mmap(fd, 0, size, syscall.PROT_READ, syscall.MAP_PRIVATE)
	if err == nil {
		fs.mutex.Lock()
		fs.mapped = append(fs.mapped, data)
		fs.mutex.Unlock()
	}
	return data, err
}

// read returns the contents of a file; with object set, nil unless it is an
// object or an archive in a file that can be read again.
func (fs *Files) read(name string, object bool) ([]byte, error) {
	fd, err := open(name)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(fd)
	var info syscall.Stat_t
	if err := syscall.Fstat(fd, &info); err != nil {
		return nil, err
	}
	regular := info.Mode&syscall.S_IFMT == syscall.S_IFREG
	if object && !regular {
		return nil, nil
	}
	if regular && info.Size >= mapThreshold && info.Size <= maxFile {
		if data, err := fs.mapFile(fd, int(info.Size)); err == nil {
			if object && !Recognise(name, data) {
				return nil, nil
			}
			return data, nil
		}
	}
	data, err := readWhole(fd, info.Size)
	if object && !Recognise(name, data) {
		data = nil
	}
	return data, err
}

func open(name string) (fd int, err error) {
	for {
		if fd, err = syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0); err != syscall.EINTR {
			return fd, err
		}
	}
}

// readWhole reads a file that is probably size bytes long.
func readWhole(fd int, size int64) ([]byte, error) {
	data := make([]byte, 0, min(max(size, 0), maxFile)+1) // one more, to see the end
	for {
		n, err := syscall.Read(fd, data[len(data):cap(data)])
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return nil, err
		case n == 0:
			return data, nil
		}
		data = data[:len(data)+n]
		if len(data) == cap(data) {
			data = slices.Grow(data, len(data))
		}
	}
}
