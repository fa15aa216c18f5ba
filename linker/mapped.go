package linker

import (
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

// Many files are mapped side by side in one stretch of addresses, so that they
// are given back in one call: each call interrupts the other processors.
const (
	manyFiles = 16
	stretch   = 1 << 36 // bytes of addresses, which are no memory
)

// Files holds input files in memory. The zero value is ready for use.
type Files struct {
	mutex  sync.Mutex
	mapped [][]byte
	room   []byte // what is free of the stretch
}

// ReadObjects reads the files that are objects or archives, on all processors
// when there are many. Of others, and of those that cannot be read, it returns
// nil. The contents are valid until Release.
func (fs *Files) ReadObjects(names []string) [][]byte {
	list := make([][]byte, len(names))
	if len(names) >= manyFiles {
		fs.reserve()
	}
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
func (fs *Files) Release() {
	for _, data := range fs.mapped {
		_ = syscall.Munmap(data) // there is nothing to do about a failure
	}
	fs.mapped = nil
}

// reserve sets a stretch of addresses aside. Where that is not allowed, each
// file is mapped on its own.
func (fs *Files) reserve() {
	room, err := syscall.Mmap(-1, 0, stretch, syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON|syscall.MAP_NORESERVE)
	if err == nil {
		fs.mapped, fs.room = append(fs.mapped, room), room
	}
}

// mapFile maps a file of size bytes.
func (fs *Files) mapFile(fd, size int) ([]byte, error) {
	fs.mutex.Lock()
	var at []byte
	if pages := (size + pageSize - 1) &^ (pageSize - 1); pages <= len(fs.room) {
		at, fs.room = fs.room[:size:size], fs.room[pages:]
	}
	fs.mutex.Unlock()
	if at != nil {
		addr := uintptr(unsafe.Pointer(unsafe.SliceData(at)))
		_, _, errno := syscall.Syscall6(syscall.SYS_MMAP, addr, uintptr(size), syscall.PROT_READ, syscall.MAP_PRIVATE|syscall.MAP_FIXED, uintptr(fd), 0)
		if errno != 0 {
			return nil, errno
		}
		return at, nil
	}
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
			if object && !Recognise(data) {
				return nil, nil
			}
			return data, nil
		}
	}
	data, err := readWhole(fd, info.Size)
	if object && !Recognise(data) {
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
