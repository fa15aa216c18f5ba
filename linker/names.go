package linker

import (
	"hash/maphash"
	"slices"
	"sync"

	"tas/obj"
)

// The global names of a link: which symbol each stands for.

// symbol is what a name means. All files that say a global name share one;
// each local symbol has its own. It fills a line of the cache.
type symbol struct {
	name  string
	file  *file    // that defines it, or that first named it
	sect  *section // where it stands; nil for absolute values
	value uint64   // offset in sect, or the absolute value; alignment while common
	size  uint64
	index uint32 // in file.table
	slot  uint32 // its entry of the GOT, plus one

	kind  symKind
	bind  uint8
	typ   uint8
	vis   uint8
	flags symFlags
}

// symKind says how well a symbol is known.
type symKind uint8

const (
	symNew       symKind = iota
	symUndefined         // some file needs it
	symCommon            // a tentative definition in C's manner
	symDefined
)

// symFlags are remarks about a symbol.
type symFlags uint8

const (
	symProvided symFlags = 1 << iota // the linker defines it: see provide.go
	symReported                      // its absence has been reported
	symLive                          // collectGarbage came by
	symUnlisted                      // a local one that does not get into the symbol table
	symOffered                       // an archive has it, and linker.pending says so
	symPLT                           // an ifunc: gotTable.entry says which entry of the PLT is its
)

// symbolTable holds the global symbols. It consists of two halves so that two
// processors can look up the names of many files at once, each those of its
// half.
type symbolTable struct {
	seed maphash.Seed
	half [2]nameTable
}

func newSymbolTable() symbolTable { return symbolTable{seed: maphash.MakeSeed()} }

// hashName is the hash of a name, in its lowest bit the half that the name
// belongs to. The half depends on nothing but the name, so that the order of
// symbols is the same in every run; where names stand within the half does not
// show, and nobody can choose names that collide.
func hashName(seed maphash.Seed, name string) uint32 {
	half := 0
	if name != "" {
		half = (len(name) ^ int(name[len(name)-1])) & 1
	}
	return uint32(maphash.String(seed, name))&^1 | uint32(half)
}

func (t *symbolTable) hash(name string) uint32 { return hashName(t.seed, name) }

// named is the symbol called name, which is made when it is new.
func (t *symbolTable) named(name string) *symbol {
	hash := t.hash(name)
	half := &t.half[hash&1]
	return half.at(half.get(name, hash).number - 1)
}

// at returns a symbol by its number: that within the half, then a bit for the
// half.
func (t *symbolTable) at(number uint32) *symbol { return t.half[number&1].at(number >> 1) }

// lookup returns the symbol called name, or nil.
func (t *symbolTable) lookup(name string) *symbol {
	return t.find(name, t.hash(name))
}

// find is lookup of a name whose hash is known.
func (t *symbolTable) find(name string, hash uint32) *symbol {
	return t.half[hash&1].lookup(name, hash)
}

// all goes through every symbol: for sym := range names.all.
func (t *symbolTable) all(yield func(*symbol) bool) {
	for h := range t.half {
		half := &t.half[h]
		for i := range half.count {
			if !yield(half.at(i)) {
				return
			}
		}
	}
}

// each calls work for every symbol and its number: for those of the two halves at the
// same time when they are many. To look at 100,000 symbols takes a millisecond.
func (t *symbolTable) each(work func(number uint32, sym *symbol)) {
	both(t.half[0].count >= manySymbols, func(h int) {
		half := &t.half[h]
		for i := range half.count {
			work(i<<1|uint32(h), half.at(i))
		}
	})
}

// manySymbols are worth the start of a goroutine.
const manySymbols = 1000

// unsettled are the symbols that no file defines, or that are still common.
func (t *symbolTable) unsettled() []*symbol {
	var lists [2][]*symbol
	t.each(func(number uint32, sym *symbol) {
		if sym.kind != symDefined {
			lists[number&1] = append(lists[number&1], sym)
		}
	})
	return slices.Concat(lists[0], lists[1])
}

// both calls work for 0 and 1, at the same time when there is much to do.
func both(much bool, work func(int)) {
	if !much {
		work(0)
		work(1)
		return
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { work(1); wg.Done() }()
	work(0)
	wg.Wait()
}

// limit is above the number of every symbol.
func (t *symbolTable) limit() uint32 { return 2 * max(t.half[0].count, t.half[1].count) }

// reserve makes room for so many more names, of so many bytes together.
func (t *symbolTable) reserve(names, bytes int) {
	for h := range t.half {
		t.half[h].reserve(names/2+names/16, bytes/2+bytes/16)
	}
}

// nameTable finds symbols by name: open addressing, and in each slot all that
// most questions are about. So a reference costs a look at the slot and one at the
// name, which stands beside others; symbols take four times the room and are left
// alone. They are allocated in chunks and never move.
type nameTable struct {
	slots  []nameSlot
	count  uint32
	chunks [][]symbol
	text   []byte // the names, gathered: to compare them needs no look at the files
	full   bool   // there are more than slots can point at

	_ [128]byte // what one processor writes is in no line of the cache that the other reads
}

type nameSlot struct {
	hash   uint32
	number uint32 // of the symbol, plus one; 0: free
	text   uint32 // where its name stands
	length uint32 // of the name
}

const chunkBits = 7

// at returns a symbol by its number.
func (t *nameTable) at(number uint32) *symbol {
	return &t.chunks[number>>chunkBits][number&(1<<chunkBits-1)]
}

// get returns the slot of the symbol called name, making both when it is new. The
// slot is good until the next call.
func (t *nameTable) get(name string, hash uint32) *nameSlot {
	if int(t.count)*4 >= len(t.slots)*3 {
		t.resize(max(64, 4*len(t.slots)))
	}
	slot := t.find(name, hash)
	if slot.number != 0 {
		return slot
	}
	if int(t.count) == len(t.chunks)<<chunkBits {
		t.chunks = append(t.chunks, make([]symbol, 1<<chunkBits))
	}
	sym := t.at(t.count)
	t.count++
	if len(name) >= hasDefinition || len(t.text)+len(name) > 1<<32-1 {
		t.full, name = true, ""
	}
	*slot = nameSlot{hash, t.count, uint32(len(t.text)), uint32(len(name))}
	if len(name) > cap(t.text)-len(t.text) {
		t.growText(len(name))
	}
	t.text = append(t.text, name...)
	sym.name = textOf(t.text[slot.text:])
	return slot
}

// growText makes room for n bytes of names. The names of the symbols that there are
// stay where they were.
func (t *nameTable) growText(n int) {
	room := max(2*cap(t.text), len(t.text)+n, 2<<10)
	t.text = append(obj.MakeHuge[byte](0, room), t.text...)
}

func (t *nameTable) lookup(name string, hash uint32) *symbol {
	if len(t.slots) == 0 {
		return nil
	}
	if slot := t.find(name, hash); slot.number != 0 {
		return t.at(slot.number - 1)
	}
	return nil
}

// find returns the slot that holds name, or the free one where it belongs.
func (t *nameTable) find(name string, hash uint32) *nameSlot {
	mask := uint32(len(t.slots) - 1)
	for i := hash >> 1 & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.number == 0 || s.hash == hash && t.called(s, name) {
			return s
		}
	}
}

// called reports whether the symbol of a slot is called name.
func (t *nameTable) called(s *nameSlot, name string) bool {
	length := s.length &^ hasDefinition
	return int(length) == len(name) && textOf(t.text[s.text:][:length]) == name
}

func (t *nameTable) reserve(names, bytes int) {
	if names > 1<<chunkBits && bytes > cap(t.text)-len(t.text) {
		t.growText(bytes)
	}
	size := 64
	for size*3 < (int(t.count)+names)*4 {
		size *= 2
	}
	if size > len(t.slots) {
		t.resize(size)
	}
	chunks := (int(t.count)+names)>>chunkBits - len(t.chunks)
	if chunks < 1 {
		return
	}
	block := obj.MakeHuge[symbol](chunks<<chunkBits, chunks<<chunkBits)
	for i := range chunks {
		t.chunks = append(t.chunks, block[i<<chunkBits:(i+1)<<chunkBits])
	}
}

func (t *nameTable) resize(size int) {
	old := t.slots
	t.slots = obj.MakeTable[nameSlot](size)
	mask := uint32(size - 1)
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		i := s.hash >> 1 & mask
		for t.slots[i].number != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}

// hasDefinition in the length of a slot's name says that the symbol has a definition:
// a reference changes nothing, unless it asks for another visibility.
const hasDefinition = 1 << 31

// prober looks up many names of a file at once, as far as one look goes. Nearly
// every look misses the cache; with nothing to wait for between them, the
// processor has a dozen under way at a time, which makes resolving the names of
// 1,000 objects twice as fast.
type prober struct {
	found [ahead]nameSlot // the first slot of each: perhaps another name's
	touch byte
}

const ahead = 256

// probe looks up at most ahead global names of a file.
func (p *prober) probe(t *nameTable, file *elfSymbols, names []uint32) {
	if len(t.slots) == 0 {
		clear(p.found[:])
		return
	}
	mask := uint32(len(t.slots) - 1)
	for n, k := range names {
		p.found[n] = t.slots[file.globals[k].hash>>1&mask]
	}
	for n := range names {
		if s := &p.found[n]; uint(s.text) < uint(len(t.text)) {
			p.touch ^= t.text[s.text]
		}
	}
}
