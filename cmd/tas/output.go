package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"unsafe"
)

// writeFile puts data at path in one step: a temporary file beside it, then a
// change of names. Whoever looks sees the old file or the new one, whole; after an
// error the old one is still there, and a running program may be replaced.
// What is not a regular file (/dev/null, a pipe) is written to as it is.
func writeFile(path string, data []byte, mode fs.FileMode) error {
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		// Behind a symbolic link the file is replaced, not the link.
		if info, err = os.Stat(path); err == nil {
			if path, err = filepath.EvalSymlinks(path); err != nil {
				return err
			}
		}
	}
	switch {
	case err == nil && info.IsDir():
		return errors.New("it is a directory")
	case err == nil && !info.Mode().IsRegular():
		return writeTo(path, os.O_WRONLY, data, 0)
	}
	temp, err := createBeside(path, data, mode)
	if err != nil {
		return err
	}
	if info != nil && exchange(temp, path) == nil {
		syscall.Unlink(temp) // the old file now
		return nil
	}
	if err := syscall.Rename(temp, path); err != nil {
		syscall.Unlink(temp)
		return err
	}
	return nil
}

// exchange swaps the names of two files: renameat2 with RENAME_EXCHANGE. It is
// as atomic as a rename; but renaming over an old file makes ext4 start
// writing the new one to the disk at once, 200 microseconds of a run that
// takes 1,500.
func exchange(a, b string) error {
	const renameat2, renameExchange = 316, 2
	p, err := syscall.BytePtrFromString(a)
	if err != nil {
		return err
	}
	q, err := syscall.BytePtrFromString(b)
	if err != nil {
		return err
	}
	cwd := -100 // AT_FDCWD
	_, _, errno := syscall.Syscall6(renameat2, uintptr(cwd), uintptr(unsafe.Pointer(p)), uintptr(cwd), uintptr(unsafe.Pointer(q)), renameExchange, 0)
	if errno != 0 {
		return errno
	}
	return nil
}

// createBeside writes data to a new file in the directory of path. The mode
// goes to open, so that the umask applies.
func createBeside(path string, data []byte, mode fs.FileMode) (string, error) {
	prefix := filepath.Join(filepath.Dir(path), ".tas"+strconv.Itoa(os.Getpid())+"-")
	for n := 0; ; n++ {
		temp := prefix + strconv.Itoa(n)
		err := writeTo(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, data, mode)
		if err == nil {
			return temp, nil
		}
		if !errors.Is(err, fs.ErrExist) || n == 100 {
			return "", err
		}
	}
}

// writeTo writes data to a file opened with flags; a file that it made and
// could not fill is removed. It does without os.File, whose preparations for
// waiting cost as much as the writing.
func writeTo(path string, flags int, data []byte, mode fs.FileMode) error {
	fd, err := syscall.Open(path, flags|syscall.O_CLOEXEC, uint32(mode.Perm()))
	for err == syscall.EINTR {
		fd, err = syscall.Open(path, flags|syscall.O_CLOEXEC, uint32(mode.Perm()))
	}
	if err != nil {
		return err
	}
	for len(data) > 0 && err == nil {
		var n int
		if n, err = syscall.Write(fd, data); err == nil {
			data = data[n:]
		} else if err == syscall.EINTR {
			err = nil
		}
	}
	if closed := syscall.Close(fd); err == nil {
		err = closed
	}
	if err != nil && flags&os.O_EXCL != 0 {
		syscall.Unlink(path)
	}
	return err
}

// cause is the reason within an error about a file, without the path again.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err
	}
	return err
}

// overwritten returns the input that is lost when out is written, if there is
// one. It does without package os, whose answers take three times as long: 4 ms
// for 1,000 objects.
func overwritten(inputs []string, out string) string {
	var old, in syscall.Stat_t
	if syscall.Stat(out, &old) != nil || old.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return ""
	}
	for _, name := range inputs {
		if syscall.Stat(name, &in) == nil && in.Ino == old.Ino && in.Dev == old.Dev {
			return name
		}
	}
	return ""
}
