package linker

import "encoding/binary"

// What Linux reads of the headers, and what else the bytes can serve. The
// kernel checks of the ELF header only the magic, e_type, e_machine, e_entry,
// e_phoff, e_phentsize and e_phnum; of a PT_LOAD it ignores p_paddr and
// p_align. So the program header may begin inside the ELF header where the
// fields of both agree: at offset 12, 24, 47 to 49, 56, or 58 to 64.

// headerMap says what is where for one overlap.
type headerMap struct {
	k     int // offset of the program header
	base  uint64
	high  bool // addresses do not fit 32 bits
	moves bool // ET_DYN: the kernel chooses the base

	fixed [ehdrSize + phdrSize]byte // the bytes of the headers
	used  [ehdrSize + phdrSize]bool // those that must keep their value
	tail  int                       // from here on everything is free

	entry     entryRule
	writable  bool
	bssAfter  bool // .bss begins on the page behind the image
	wideSize  bool // the upper bytes of p_filesz are a hole, p_memsz repeats them
	mirror    int  // k = 12: bytes 44 and 45 are repeated at 52 and 53
	condition []string
}

// entryRule says where the program must begin.
type entryRule uint8

const (
	entryAnywhere entryRule = iota
	entryByte4              // after three REX prefixes that the magic number makes
	entryTail               // at the start of the tail
)

// lowBase is where golfed programs are linked when the address is free: the
// usual lower bound of what an ordinary user may map.
const lowBase = 0x10000

// set writes a field and marks its bytes.
func (m *headerMap) set(at int, b ...byte) {
	copy(m.fixed[at:], b)
	for i := range b {
		m.used[at+i] = true
	}
}

func (m *headerMap) set64(at int, v uint64) {
	m.set(at, binary.LittleEndian.AppendUint64(nil, v)...)
}

// headerMaps returns the maps that suit a program, those with fewer
// conditions first.
func headerMaps(mode GolfMode, writable, bss bool) []*headerMap {
	var list []*headerMap
	if !bss {
		list = append(list, map24(writable, false))
	}
	for _, k := range [...]int{47, 48, 49, 56, 58, 60, 61, 64} {
		list = append(list, mapLow(k, writable, bss, false))
	}
	if mode == GolfMax && !bss {
		if !writable {
			list = append(list, map24(false, true))
			for _, k := range [...]int{47, 48, 49, 56, 64} {
				list = append(list, mapLow(k, false, false, true))
			}
		}
		list = append(list, map12())
	}
	return list
}

// newMap starts a map with what the ELF header always needs.
func newMap(k int, typ byte) *headerMap {
	m := &headerMap{k: k, tail: k + 48}
	m.set(0, 0x7f, 'E', 'L', 'F')
	m.set(16, typ, 0, 62, 0)
	m.set64(32, uint64(k)) // e_phoff
	m.set(54, phdrSize, 0, 1, 0)
	return m
}

const wideCondition = "an unlimited address space (ulimit -v): the segment claims up to 128 TB, none of which is reserved"

// map24 lays the program header over e_entry: p_type is the low half of the
// entry, p_flags the high half, so that the base is 5 or 7 times 4 GiB and the
// entry is byte 1 of the file.
func map24(writable, wide bool) *headerMap {
	m := newMap(24, 2)
	flags := byte(pfR | pfX)
	if writable {
		flags |= pfW
	}
	m.base, m.high, m.entry, m.writable = uint64(flags)<<32, true, entryByte4, writable
	m.set(24, 1, 0, 0, 0, flags, 0, 0, 0)
	m.set64(40, m.base+24) // p_vaddr; p_offset is e_phoff
	m.set(56, 1, 0)        // p_filesz
	if wide {
		m.wideSize = true
		m.condition = []string{wideCondition}
	} else {
		m.set(58, 0, 0, 0, 0)
	}
	m.set(62, 0, 0)
	m.set64(64, 1) // p_memsz
	return m
}

// map12 lays it over e_ident: everything is forced, the file is position
// independent and its segment is writable and executable. The bytes 7f 45 at
// the entry are a jump to offset 0x47.
func map12() *headerMap {
	m := newMap(12, 3)
	m.tail, m.entry, m.writable, m.high, m.moves = 0x47, entryTail, true, true, true
	m.set(12, 1, 0, 0, 0)                    // p_type
	m.set(20, 12, 0, 0, 0, 0, 0, 0, 0)       // p_offset
	m.set(28, 12, 0, 0, 0)                   // p_vaddr, its upper half e_phoff
	m.set(46, phdrSize, 0, 1, 0, 0, 0)       // p_filesz equals p_memsz, but for the mirrored bytes
	m.set(52, 0, 0, phdrSize, 0, 1, 0, 0, 0) // p_memsz
	m.mirror = 44
	m.condition = []string{"more than 4 GiB of memory and swap", "a segment that is writable and executable"}
	return m
}

// mapLow lays the program header where the base address is free.
func mapLow(k int, writable, bss, wide bool) *headerMap {
	m := newMap(k, 2)
	m.base, m.writable, m.bssAfter = lowBase, writable, bss && !writable
	flags := byte(pfR | pfX)
	if writable {
		flags |= pfW
	}
	m.set64(24, 0) // e_entry, known later
	m.set(k, 1, 0, 0, 0, flags)
	// What the ELF header does not force of p_offset is zero.
	for i := k + 8; i < k+16; i++ {
		if !m.used[i] {
			m.set(i, 0)
		}
	}
	offset := le.Uint64(m.fixed[k+8:])
	m.set64(k+16, m.base+offset)
	if wide {
		m.wideSize = true
		m.condition = []string{wideCondition}
		m.set(k+38, 0, 0)
	} else {
		m.set64(k+32, 0)
	}
	m.set64(k+40, 0)
	return m
}

// conditionsOf returns what a finished file needs.
func (m *headerMap) conditionsOf(file []byte) []string {
	if m.wideSize {
		if size := le.Uint64(file[m.k+32:]); size < 1<<20 {
			return nil // the hole in p_filesz was not used
		}
	}
	return m.condition
}

// hole is a run of free bytes in the headers.
type hole struct {
	at, size int
	// A hole of 11 bytes before e_type may go on behind e_machine: the opcode
	// of test $imm32,%eax at its end swallows the four bytes between.
	beyond int // size of the part at offset 20; 0 = no bridge
	// The last byte is the sixth of p_filesz, which must stay below 2^47.
	limited bool
}

// sizeLimit is the largest value of that byte.
const sizeLimit = 0x7e

// holes lists the free runs before the tail.
func (m *headerMap) holes() []hole {
	var list []hole
	for at := 4; at < m.tail; at++ {
		start := at
		for at < m.tail && at < len(m.used) && !m.used[at] {
			at++
		}
		if at > start {
			list = append(list, hole{at: start, size: at - start, limited: m.wideSize && at == m.k+38})
		}
	}
	return list
}
