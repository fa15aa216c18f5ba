package zstd

import "math/bits"

// The codes of lengths and offsets (RFC 8878, 3.1.1.3.2.2 and 4.1). Each is a
// finite state machine over 32 or 64 states: a symbol that the format counts n
// times among them costs about log2(states/n) bits.

// How many states each symbol has; -1 is one that is as good as never used.
var (
	lengthCounts = [...]int8{4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1}
	matchCounts  = [...]int8{1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1}
	offsetCounts = [...]int8{1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1}
)

// The least values of the symbols from the first one that stands for several;
// the bits behind a symbol say which of them it is.
var (
	lengthBases = [...]int{16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16, 1 << 17}
	matchBases  = [...]int{32, 34, 36, 38, 40, 44, 48, 56, 64, 80, 96, 128, 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16, 1 << 17}
)

// split returns the symbol of a value, and what the bits behind it say. The
// values below single have symbols of their own.
func split(value, single int, bases []int) (symbol, extra int) {
	if value < single {
		return value, 0
	}
	i := len(bases) - 2
	for bases[i] > value {
		i--
	}
	return single + i, value - bases[i]
}

// extraBits is the number of bits behind a symbol.
func extraBits(symbol, single int, bases []int) int {
	if symbol < single {
		return 0
	}
	return bits.Len(uint(bases[symbol-single+1]-bases[symbol-single])) - 1
}

// codeTable encodes the symbols of one code.
type codeTable struct {
	states  []uint16 // the states of each symbol, one after the other
	symbols []codeSymbol
	log     int
}

// codeSymbol says how to leave a state for one of a symbol's: (state +
// width)>>16 low bits are written, and what is left, + find, is the index in
// states.
type codeSymbol struct {
	width uint32
	find  int32
}

// newCodeTable makes the machine of a code with 1<<log states (4.1.1).
func newCodeTable(counts []int8, log int) codeTable {
	size := 1 << log
	// The rare symbols have the last states, the others are spread.
	order := make([]uint8, size)
	high := size - 1
	for s, n := range counts {
		if n < 0 {
			order[high] = uint8(s)
			high--
		}
	}
	at, step := 0, size>>1+size>>3+3
	for s, n := range counts {
		for range n {
			order[at] = uint8(s)
			for at = (at + step) & (size - 1); at > high; {
				at = (at + step) & (size - 1)
			}
		}
	}

	t := codeTable{states: make([]uint16, size), symbols: make([]codeSymbol, len(counts)), log: log}
	starts := make([]int, len(counts))
	total := 0
	for s, n := range counts {
		starts[s] = total
		count := max(int(n), 1) // a rare one has a state, too
		most := log
		if count > 1 {
			most = log - (bits.Len(uint(count-1)) - 1)
		}
		t.symbols[s] = codeSymbol{width: uint32(most<<16 - count<<most), find: int32(total - count)}
		total += count
	}
	for state, s := range order {
		t.states[starts[s]] = uint16(size + state)
		starts[s]++
	}
	return t
}

// first returns the state that stands for the last symbol.
func (t *codeTable) first(symbol int) uint32 {
	s := t.symbols[symbol]
	width := (s.width + 1<<15) >> 16
	return uint32(t.states[int32((width<<16-s.width)>>width)+s.find])
}

// next writes what leads back from one of a symbol's states to state, and
// returns that state.
func (t *codeTable) next(w *bitWriter, state uint32, symbol int) uint32 {
	s := t.symbols[symbol]
	width := (state + s.width) >> 16
	w.write(state&(1<<width-1), int(width))
	return uint32(t.states[int32(state>>width)+s.find])
}

// bitWriter writes bits, the lowest first. It is read from its end.
type bitWriter struct {
	out  []byte
	bits uint64
	n    int
}

func (w *bitWriter) write(value uint32, n int) {
	w.bits |= uint64(value) << w.n
	for w.n += n; w.n >= 8; w.n -= 8 {
		w.out = append(w.out, byte(w.bits))
		w.bits >>= 8
	}
}

// close marks the end with a bit.
func (w *bitWriter) close() []byte {
	return append(w.out, byte(w.bits|1<<w.n))
}
