package linker

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"

	"tas/obj"
)

// inflate replaces the contents of a SHF_COMPRESSED section (an Elf64_Chdr
// and a zlib stream) by what they stand for. Deflate cannot grow data more
// than 1032 times, so a larger claim is a lie.
func inflate(s *obj.ObjectSection) error {
	const headerSize = 24
	if len(s.Data) < headerSize {
		return fmt.Errorf("ends within its compression header")
	}
	if kind := le.Uint32(s.Data); kind != 1 {
		return fmt.Errorf("compression type %d is not supported, only zlib (1)", kind)
	}
	size, align := le.Uint64(s.Data[8:]), le.Uint64(s.Data[16:])
	if size > 1032*uint64(len(s.Data)) || size > 1<<31 {
		return fmt.Errorf("claims %#x bytes after decompression", size)
	}
	if align&(align-1) != 0 || align > 1<<40 {
		return fmt.Errorf("alignment %#x is not a sensible power of two", align)
	}
	z, err := zlib.NewReader(bytes.NewReader(s.Data[headerSize:]))
	if err != nil {
		return err
	}
	var plain bytes.Buffer
	if n, err := io.Copy(&plain, io.LimitReader(z, int64(size)+1)); err != nil || uint64(n) != size {
		return fmt.Errorf("its compressed data are damaged")
	}
	s.Data, s.Size, s.Align = plain.Bytes(), size, align
	s.Flags &^= obj.SHF_COMPRESSED
	return nil
}
