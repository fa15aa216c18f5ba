package tas

import (
	"encoding/binary"
	"strings"

	"tas/deflate"
	"tas/obj"
	"tas/zstd"
)

// Compression of debugging information (--compress-debug-sections). The
// section keeps its name and gets a header that says how it was compressed and
// how large it is; in GNU's older form, zlib-gnu, it is called .zdebug_*. A
// section that would not get smaller stays as it is.

// Compression is a way to compress.
type Compression uint8

// The ways to compress.
const (
	CompressNone Compression = iota
	CompressZlib
	CompressZlibGNU
	CompressZstd
)

// compressDebug compresses the debugging sections of an object.
func compressDebug(o *obj.Object, how Compression) {
	for i := range o.Sections {
		s := &o.Sections[i]
		if s.Flags&obj.SHF_ALLOC != 0 || s.Type == obj.SHT_NOBITS || !strings.HasPrefix(s.Name, ".debug_") {
			continue
		}
		packed := compressed(s, how)
		if len(packed) >= len(s.Data) {
			continue
		}
		if how == CompressZlibGNU {
			s.Name, s.Align = ".z"+s.Name[1:], 1
		} else {
			s.Flags |= obj.SHF_COMPRESSED
			s.Align = 8
		}
		s.Data, s.Size = packed, uint64(len(packed))
	}
}

// The types of compression in a header (ELFCOMPRESS_ZLIB and _ZSTD).
const (
	typeZlib = 1
	typeZstd = 2
)

// compressed returns the header and the compressed contents of a section.
func compressed(s *obj.ObjectSection, how Compression) []byte {
	size := uint64(len(s.Data))
	if how == CompressZlibGNU {
		return deflate.AppendZlib(binary.BigEndian.AppendUint64([]byte("ZLIB"), size), s.Data)
	}
	kind := uint64(typeZlib)
	if how == CompressZstd {
		kind = typeZstd
	}
	header := binary.LittleEndian.AppendUint64(nil, kind) // and four bytes of zeros
	header = binary.LittleEndian.AppendUint64(header, size)
	header = binary.LittleEndian.AppendUint64(header, max(s.Align, 1))
	if how == CompressZstd {
		return zstd.Append(header, s.Data)
	}
	return deflate.AppendZlib(header, s.Data)
}
