package linker

import (
	"bytes"
	"hash/maphash"
	"math/bits"
	"sort"

	"tas/obj"
)

// SHF_MERGE sections hold strings or constants whose addresses need not
// differ. Each is cut into pieces; equal pieces of all files are written
// once. Where tails are shared too, "bar" may stand at the end of "foobar".

// pieces says how a section was cut.
type pieces struct {
	starts []uint64 // offset of each piece; nil when all are each bytes long
	near   []uint32 // for each block of offsets, the piece that holds its first byte, or the one before
	each   uint64
	hashes []uint32 // of the contents of the pieces
	live   []bool   // something refers to the piece; nil = all
	places []uint32 // offset in into that each piece got; before that, which entry it became
	into   *merged
}

// merged is one table of unique strings or constants: a section of the
// linker's own.
type merged struct {
	key     mergeKey
	sect    *section
	inputs  []*section
	entries []mergeEntry
}

// mergeKey tells tables apart: only like things are merged.
type mergeKey struct {
	name        string
	flags       uint64
	each, align uint64
}

type mergeEntry struct {
	data []byte
	off  uint64
}

// splitMergeable cuts the sections whose contents may be merged.
func (l *linker) splitMergeable() {
	parallel(len(l.files), func(i int) {
		f := l.files[i]
		for i := range f.sects {
			if s := &f.sects[i]; s.state == sectAlive && mergeable(s.in) {
				if s.pieces = split(s.in); s.pieces != nil {
					s.pieces.hash(s, l.names.seed)
				}
			}
		}
	})
	tables := map[mergeKey]*merged{}
	for _, f := range l.files {
		for i := range f.sects {
			s := &f.sects[i]
			p := s.pieces
			if p == nil {
				continue
			}
			align := max(s.in.Align, 1)
			flags := s.in.Flags &^ (obj.SHF_GROUP | obj.SHF_GNU_RETAIN)
			if l.opt.Tiny && flags&obj.SHF_STRINGS != 0 && align <= 8 {
				align = 1 // compilers align long strings for speed alone
			}
			key := mergeKey{outputName(s.in), flags, s.in.EntSize, align}
			m := tables[key]
			if m == nil {
				m = &merged{key: key}
				tables[key] = m
				l.merged = append(l.merged, m)
			}
			p.into = m
			m.inputs = append(m.inputs, s)
		}
	}
}

func mergeable(s *obj.ObjectSection) bool {
	return s.Flags&obj.SHF_MERGE != 0 && s.Flags&(obj.SHF_WRITE|obj.SHF_EXECINSTR|obj.SHF_TLS) == 0 && s.Type == obj.SHT_PROGBITS &&
		s.EntSize > 0 && s.Size > 0 && s.Size%s.EntSize == 0 && len(s.Relocs) == 0 &&
		s.Align <= max(s.EntSize, 32)
}

// split finds the pieces of a section; nil when it is not what its flags say.
func split(s *obj.ObjectSection) *pieces {
	if s.Flags&obj.SHF_STRINGS == 0 {
		return &pieces{each: s.EntSize}
	}
	p := &pieces{}
	if s.EntSize == 1 {
		p.starts = make([]uint64, 0, bytes.Count(s.Data, []byte{0}))
		p.near = make([]uint32, 0, s.Size>>blockBits+1)
	}
	for at := uint64(0); at < s.Size; {
		end := stringEnd(s.Data, at, s.EntSize)
		if end == 0 {
			return nil
		}
		for uint64(len(p.near))<<blockBits <= at {
			p.near = append(p.near, uint32(max(len(p.starts), 1)-1))
		}
		p.starts = append(p.starts, at)
		at = end
	}
	return p
}

// blockBits makes blocks of 64 bytes, two or three strings each: debugging
// information asks for a string as often as code asks for a symbol.
const blockBits = 6

// stringEnd returns the offset behind the terminator of the string at offset
// at, whose characters are each bytes wide; 0 when there is none.
func stringEnd(data []byte, at, each uint64) uint64 {
	if each == 1 {
		if i := bytes.IndexByte(data[at:], 0); i >= 0 {
			return at + uint64(i) + 1
		}
		return 0
	}
	for ; at+each <= uint64(len(data)); at += each {
		zero := true
		for _, c := range data[at : at+each] {
			zero = zero && c == 0
		}
		if zero {
			return at + each
		}
	}
	return 0
}

// hash computes the hashes of the pieces, while the contents are at hand.
func (p *pieces) hash(s *section, seed maphash.Seed) {
	p.hashes = make([]uint32, p.count(s))
	for i := range p.hashes {
		p.hashes[i] = uint32(maphash.Bytes(seed, p.bytes(s, i)))
	}
}

// count is the number of pieces of s.
func (p *pieces) count(s *section) int {
	if p.starts != nil {
		return len(p.starts)
	}
	return int(s.in.Size / p.each)
}

// find returns the piece that holds offset off of s, the last one for
// offsets behind it, and how far off is into it.
func (p *pieces) find(s *section, off uint64) (int, uint64) {
	if int64(off) < 0 {
		off = 0
	}
	if p.starts == nil {
		i := min(off/p.each, s.in.Size/p.each-1)
		return int(i), off - i*p.each
	}
	i := int(p.near[min(off>>blockBits, uint64(len(p.near)-1))])
	for i+1 < len(p.starts) && p.starts[i+1] <= off {
		i++
	}
	return i, off - p.starts[i]
}

// bytes returns the contents of piece i of s.
func (p *pieces) bytes(s *section, i int) []byte {
	if p.starts == nil {
		return s.in.Data[uint64(i)*p.each : uint64(i+1)*p.each]
	}
	end := s.in.Size
	if i+1 < len(p.starts) {
		end = p.starts[i+1]
	}
	return s.in.Data[p.starts[i]:end]
}

// resolve returns the place that offset off of the section s has become.
func (p *pieces) resolve(s *section, off uint64) uint64 {
	i, rest := p.find(s, off)
	return uint64(p.places[i]) + rest
}

// mergePieces writes each table of unique pieces, and moves the symbols that
// stood in the pieces.
func (l *linker) mergePieces() {
	parallel(len(l.merged), func(i int) { l.merged[i].build(l.opt) })
	for _, m := range l.merged {
		if m.sect.in.Size > 0 {
			l.extra = append(l.extra, m.sect)
			m.sect.file = &l.made
		}
	}
	parallel(len(l.files), func(i int) {
		f := l.files[i]
		for i := range f.sects {
			if p := f.sects[i].pieces; p != nil {
				p.settle()
			}
		}
		for i := range f.locals {
			f.locals[i].leavePiece()
		}
	})
	l.names.each(func(_ uint32, sym *symbol) { sym.leavePiece() })
}

// settle notes where the pieces stand, for the many questions to come.
func (p *pieces) settle() {
	for i, entry := range p.places {
		if p.live == nil || p.live[i] {
			p.places[i] = uint32(p.into.entries[entry].off)
		}
	}
}

// leavePiece moves a symbol from its piece to what the piece became. Section
// symbols stay: with them the addend chooses the piece.
func (sym *symbol) leavePiece() {
	s := sym.sect
	if s == nil || s.pieces == nil || sym.typ == obj.STT_SECTION || sym.kind != symDefined {
		return
	}
	p := s.pieces
	if p.places == nil {
		return
	}
	i, rest := p.find(s, sym.value)
	if p.live != nil && !p.live[i] {
		return // a dead piece; its symbol is dead as well
	}
	sym.value = uint64(p.places[i]) + rest
	sym.sect = p.into.sect
}

// build finds the unique pieces and lays them out.
func (m *merged) build(opt *Options) {
	var seen pieceTable
	for _, s := range m.inputs {
		if s.state != sectAlive {
			continue
		}
		p := s.pieces
		p.places = make([]uint32, p.count(s))
		for i := range p.places {
			if p.live == nil || p.live[i] {
				p.places[i] = seen.add(m, p.bytes(s, i), p.hashes[i])
			}
		}
		s.state = sectUnused // its pieces stand elsewhere now
	}
	size := m.place(opt.tails() && m.key.flags&obj.SHF_STRINGS != 0 && m.key.each == 1)
	data := make([]byte, size)
	for i := range m.entries {
		copy(data[m.entries[i].off:], m.entries[i].data)
	}
	m.sect = &section{state: sectAlive, in: &obj.ObjectSection{
		Name: m.key.name, Type: obj.SHT_PROGBITS, Flags: m.key.flags, EntSize: m.key.each,
		Align: m.key.align, Size: size, Data: data,
	}}
}

// place gives each entry its offset and returns the size of the table. With
// tails, a string that ends another one is put there: sorted by their
// reversed bytes, it comes right before the strings that it ends.
func (m *merged) place(tails bool) uint64 {
	host := make([]int32, len(m.entries)) // entry that holds this one, or -1
	for i := range host {
		host[i] = -1
	}
	if tails {
		order := make([]int32, len(m.entries))
		for i := range order {
			order[i] = int32(i)
		}
		sort.Slice(order, func(a, b int) bool {
			return lessReversed(m.entries[order[a]].data, m.entries[order[b]].data)
		})
		for i := len(order) - 2; i >= 0; i-- {
			big := order[i+1]
			if host[big] >= 0 {
				big = host[big]
			}
			shift := len(m.entries[big].data) - len(m.entries[order[i]].data)
			if bytes.HasSuffix(m.entries[big].data, m.entries[order[i]].data) && uint64(shift)%m.key.align == 0 {
				host[order[i]] = big
			}
		}
	}
	size := uint64(0)
	for i := range m.entries {
		if host[i] < 0 {
			m.entries[i].off = alignUp(size, m.key.align)
			size = m.entries[i].off + uint64(len(m.entries[i].data))
		}
	}
	for i, h := range host {
		if h >= 0 {
			e := &m.entries[h]
			m.entries[i].off = e.off + uint64(len(e.data)-len(m.entries[i].data))
		}
	}
	return size
}

// lessReversed orders strings by their bytes from the end; a string comes
// before those that it ends.
func lessReversed(a, b []byte) bool {
	for i := 1; i <= len(a) && i <= len(b); i++ {
		if x, y := a[len(a)-i], b[len(b)-i]; x != y {
			return x < y
		}
	}
	return len(a) < len(b)
}

// pieceTable finds equal pieces: open addressing over indexes of entries. A piece
// belongs where the high bits of its hash say.
type pieceTable struct {
	slots []uint64 // high half: hash; low half: index plus one
	shift int      // 64 less the bits that number the slots
}

func (t *pieceTable) add(m *merged, data []byte, hash uint32) uint32 {
	if len(m.entries)*4 >= len(t.slots)*3 {
		t.grow()
	}
	key := uint64(hash) << 32
	for i := key >> t.shift; ; i = (i + 1) & uint64(len(t.slots)-1) {
		s := t.slots[i]
		if s == 0 {
			m.entries = append(obj.Grow(m.entries), mergeEntry{data: data})
			t.slots[i] = key | uint64(len(m.entries))
			return uint32(len(m.entries) - 1)
		}
		if at := uint32(s) - 1; s>>32 == key>>32 && bytes.Equal(m.entries[at].data, data) {
			return at
		}
	}
}

func (t *pieceTable) grow() {
	old := t.slots
	n := max(256, 4*len(old))
	t.slots, t.shift = obj.MakeHuge[uint64](n, n), 64-bits.Len(uint(n-1))
	for _, s := range old {
		if s == 0 {
			continue
		}
		i := s >> t.shift
		for t.slots[i] != 0 {
			i = (i + 1) & uint64(n-1)
		}
		t.slots[i] = s
	}
}
