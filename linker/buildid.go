package linker

import (
	"crypto/md5"
	"crypto/sha1"

	"tas/obj"
)

// A build ID is a note that tells one build of a program from another: a hash
// of the whole file, taken while the note itself is zero.

// BuildID says what the note holds. The zero value is no note.
type BuildID struct {
	Style string // "sha1", "md5", "none" or "", or "0x" and hexadecimal digits in Bytes
	Bytes []byte
}

const buildIDHeader = 16 // sizes, type and the name "GNU"

// makeBuildID makes room for the note.
func (l *linker) makeBuildID() {
	id := &l.opt.BuildID
	size := 0
	switch id.Style {
	case "", "none":
		return
	case "sha1":
		size = sha1.Size
	case "md5":
		size = md5.Size
	default:
		size = len(id.Bytes)
	}
	data := make([]byte, int(alignUp(uint64(buildIDHeader+size), 4)))
	le.PutUint32(data, 4)
	le.PutUint32(data[4:], uint32(size))
	le.PutUint32(data[8:], 3) // NT_GNU_BUILD_ID
	copy(data[12:], "GNU\x00")
	copy(data[16:], id.Bytes)
	l.buildID = l.make(&obj.ObjectSection{
		Name: ".note.gnu.build-id", Type: obj.SHT_NOTE, Flags: obj.SHF_ALLOC, Align: 4, Size: uint64(len(data)), Data: data,
	})
}

// stampBuildID writes the hash of the finished file into the note.
func (l *linker) stampBuildID() {
	if l.buildID == nil {
		return
	}
	at := l.image.bytes[l.buildID.out.off+l.buildID.off+buildIDHeader:]
	switch l.opt.BuildID.Style {
	case "sha1":
		sum := sha1.Sum(l.image.bytes)
		copy(at, sum[:])
	case "md5":
		sum := md5.Sum(l.image.bytes)
		copy(at, sum[:])
	}
}
