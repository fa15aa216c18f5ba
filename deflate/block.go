package deflate

import "math/bits"

// A block is a list of literals and matches, and how often each occurs. It is
// written with codes made for it, with those of RFC 1951 (fixed codes), or as it
// was, whichever is the shortest.

const (
	endOfBlock = 256
	literals   = 286 // literals, the end of a block, lengths
	distances  = 30
	lengths    = 19 // of codes

	maxSymbols = 1<<14 - 1 // in a block
)

// symbol is a literal (far is 0) or a match.
type symbol struct {
	far    uint16
	length uint8 // less minMatch, or the literal
}

type block struct {
	symbols []symbol
	lit     tree
	far     tree
}

func (b *block) reset() {
	b.symbols = b.symbols[:0]
	b.lit = tree{n: literals, longest: 15}
	b.far = tree{n: distances, longest: 15}
	b.lit.freq[endOfBlock] = 1
}

// literal adds one, and reports whether the block is full.
func (b *block) literal(c byte) bool {
	b.symbols = append(b.symbols, symbol{length: c})
	b.lit.freq[c]++
	return len(b.symbols) == maxSymbols
}

// match adds one, and reports whether the block is full.
func (b *block) match(far, length int) bool {
	b.symbols = append(b.symbols, symbol{uint16(far), uint8(length - minMatch)})
	code, _ := lengthCode(length - minMatch)
	b.lit.freq[code]++
	code, _ = farCode(far - 1)
	b.far.freq[code]++
	return len(b.symbols) == maxSymbols
}

// lengthCode returns the code of a length less minMatch, and how many bits follow
// it: those of the length that the code leaves open.
func lengthCode(n int) (code int, extra int) {
	switch {
	case n == maxMatch-minMatch:
		return 285, 0
	case n < 8:
		return 257 + n, 0
	}
	extra = bits.Len(uint(n)) - 3
	return 257 + 4*extra + n>>extra, extra
}

// farCode is the same for a distance less one.
func farCode(n int) (code int, extra int) {
	if n < 4 {
		return n, 0
	}
	extra = bits.Len(uint(n)) - 2
	return 2*extra + n>>extra, extra
}

// litExtra and farExtra are the bits behind a code.
func litExtra(code int) int {
	if code < 265 || code == 285 {
		return 0
	}
	return (code - 261) / 4
}

func farExtra(code int) int {
	if code < 4 {
		return 0
	}
	return code/2 - 1
}

func lengthExtra(code int) int {
	switch code {
	case repeatLength:
		return 2
	case repeatZero:
		return 3
	case repeatZeros:
		return 7
	}
	return 0
}

// fixedLength is the length of a literal's fixed code; that of a distance is 5.
func fixedLength(code int) int {
	switch {
	case code < 144 || code >= 280:
		return 8
	case code < 256:
		return 9
	}
	return 7
}

func fixedFar(int) int { return 5 }

// The kinds of block.
const (
	stored = iota
	fixed
	dynamic
)

// write writes the block, which stands for text.
func (b *block) write(w *bitWriter, text []byte, last bool) {
	var cost cost
	b.lit.build(&cost, litExtra, fixedLength)
	b.far.build(&cost, farExtra, fixedFar)
	var lens lengthList
	lens.build(&b.lit, &b.far, &cost)
	best, plain := (cost.best+3+7)/8, (cost.fixed+3+7)/8
	final := uint64(0)
	if last {
		final = 1
	}
	switch {
	case len(text)+4 <= min(best, plain):
		w.put(stored<<1|final, 3)
		w.align()
		w.put(uint64(len(text)), 16)
		w.put(uint64(^uint16(len(text))), 16)
		w.out = append(w.out, text...)
	case plain <= best:
		w.put(fixed<<1|final, 3)
		b.lit.fix(288, fixedLength)
		b.far.fix(distances, fixedFar)
		b.body(w)
	default:
		w.put(dynamic<<1|final, 3)
		lens.write(w, &b.lit, &b.far)
		b.body(w)
	}
	if last {
		w.align()
	}
}

// body writes the symbols.
func (b *block) body(w *bitWriter) {
	for _, s := range b.symbols {
		if s.far == 0 {
			b.lit.put(w, int(s.length))
			continue
		}
		n, far := int(s.length), int(s.far)-1
		code, extra := lengthCode(n)
		b.lit.put(w, code)
		w.put(uint64(n)&(1<<extra-1), extra)
		code, extra = farCode(far)
		b.far.put(w, code)
		w.put(uint64(far)&(1<<extra-1), extra)
	}
	b.lit.put(w, endOfBlock)
}

// bitWriter writes numbers of bits, the lowest first.
type bitWriter struct {
	out  []byte
	bits uint64
	n    int
}

func (w *bitWriter) put(v uint64, n int) {
	w.bits |= v << w.n
	for w.n += n; w.n >= 8; w.n -= 8 {
		w.out = append(w.out, byte(w.bits))
		w.bits >>= 8
	}
}

// align goes on at the next byte.
func (w *bitWriter) align() {
	if w.n > 0 {
		w.put(0, 8-w.n)
	}
}
