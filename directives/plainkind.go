package directives

import "encoding/binary"

// plainKind is a directive of data with one operand, as compilers write it.
type plainKind struct {
	word  uint64 // its letters, up to eight
	most  uint64 // the largest number that is written as it is,
	size  uint8  // in so many bytes
	skip  uint8  // 64 less the bits of the letters
	start uint8  // of the operand, behind the letters and a blank,
	blank uint8  // which is this one
	width int8   // of the operand in bytes, or one of those below
}

// Widths of operands that are no number of bytes.
const (
	widthULEB = -1
	widthSLEB = -2
)

// The letters.
const (
	wordByte  = '.' | 'b'<<8 | 'y'<<16 | 't'<<24 | 'e'<<32
	wordLong  = '.' | 'l'<<8 | 'o'<<16 | 'n'<<24 | 'g'<<32
	wordQuad  = '.' | 'q'<<8 | 'u'<<16 | 'a'<<24 | 'd'<<32
	wordShort = '.' | 's'<<8 | 'h'<<16 | 'o'<<24 | 'r'<<32 | 't'<<40
	wordValue = '.' | 'v'<<8 | 'a'<<16 | 'l'<<24 | 'u'<<32 | 'e'<<40
	wordULEB  = '.' | 'u'<<8 | 'l'<<16 | 'e'<<24 | 'b'<<32 | '1'<<40 | '2'<<48 | '8'<<56
	wordSLEB  = '.' | 's'<<8 | 'l'<<16 | 'e'<<24 | 'b'<<32 | '1'<<40 | '2'<<48 | '8'<<56
)

// plainKinds are found by the first four letters: so all are read in the same way, since
// no processor could foretell which is next. Two in one place would not compile.
var plainKinds = [1 << kindBits]plainKind{
	wordByte & 0xffffffff * kindHash >> kindShift & (1<<kindBits - 1):  {wordByte, 1<<8 - 1, 1, 24, 6, '\t', 1},
	wordLong & 0xffffffff * kindHash >> kindShift & (1<<kindBits - 1):  {wordLong, 1<<32 - 1, 4, 24, 6, '\t', 4},
	wordQuad & 0xffffffff * kindHash >> kindShift & (1<<kindBits - 1):  {wordQuad, 1<<64 - 1, 8, 24, 6, '\t', 8},
	wordShort & 0xffffffff * kindHash >> kindShift & (1<<kindBits - 1): {wordShort, 1<<16 - 1, 2, 16, 7, '\t', 2},
	wordValue & 0xffffffff * kindHash >> kindShift & (1<<kindBits - 1): {wordValue, 1<<16 - 1, 2, 16, 7, '\t', 2},
	wordULEB & 0xffffffff * kindHash >> kindShift & (1<<kindBits - 1):  {wordULEB, 1<<7 - 1, 1, 0, 9, ' ', widthULEB},
	wordSLEB & 0xffffffff * kindHash >> kindShift & (1<<kindBits - 1):  {wordSLEB, 1<<6 - 1, 1, 0, 9, ' ', widthSLEB},
}

const (
	kindBits  = 3
	kindShift = 32 - kindBits
	kindHash  = 0x2c87
)

// plainWidth is how much of a line is looked at.
const plainWidth = 32

// plainKindOf is the kind of a line, or nil.
func plainKindOf(line *[plainWidth]byte) *plainKind {
	word := binary.LittleEndian.Uint64(line[:])
	k := &plainKinds[uint32(word)*kindHash>>kindShift]
	if (word^k.word)<<(k.skip&63)|uint64(line[(k.start-1)&15]^k.blank) != 0 {
		return nil
	}
	return k
}
