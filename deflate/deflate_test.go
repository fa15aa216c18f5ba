package deflate

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
)

// kinds of data: what does not shrink, what shrinks to nothing, few letters,
// words that come back near and far, and frequencies so uneven that codes would
// get too long.
func samples() [][]byte {
	rng := rand.New(rand.NewPCG(1, 2))
	bytesOf := func(n int, next func() byte) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = next()
		}
		return b
	}
	var list [][]byte
	for _, n := range []int{0, 1, 2, 3, 4, 5, 10, 100, 258, 259, 3000, 16383, 16384, 70000} {
		list = append(list,
			bytesOf(n, func() byte { return byte(rng.Uint32()) }),
			bytesOf(n, func() byte { return 'a' }),
			bytesOf(n, func() byte { return "abcd"[rng.IntN(4)] }),
			bytesOf(n, func() byte { return byte(min(255, rng.ExpFloat64()*20)) }))
	}
	var words [500][]byte
	for i := range words {
		words[i] = bytesOf(3+rng.IntN(300), func() byte { return byte(rng.Uint32()) })
	}
	var text []byte
	for range 2000 {
		text = append(text, words[rng.IntN(len(words))]...)
	}
	var uneven []byte
	for i, count := 0, 1.0; i < 24; i, count = i+1, count*1.6 {
		uneven = append(uneven, bytes.Repeat([]byte{byte(i)}, int(count))...)
	}
	rng.Shuffle(len(uneven), func(i, j int) { uneven[i], uneven[j] = uneven[j], uneven[i] })
	return append(list, text, uneven)
}

func TestUnpacksToTheSame(t *testing.T) {
	for i, data := range samples() {
		t.Run(fmt.Sprint(i), func(t *testing.T) { unpack(t, data) })
	}
}

func FuzzUnpacksToTheSame(f *testing.F) {
	f.Add([]byte("the same again, the same again"))
	f.Fuzz(func(t *testing.T, data []byte) { unpack(t, data) })
}

func unpack(t *testing.T, data []byte) {
	packed := AppendZlib([]byte("front"), data)
	r, err := zlib.NewReader(bytes.NewReader(packed[len("front"):]))
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, data) {
		t.Fatalf("%d bytes became %d: %v", len(data), len(got), err)
	}
}

func BenchmarkAppendZlib(b *testing.B) {
	list := samples()
	data := list[len(list)-2]
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		AppendZlib(nil, data)
	}
}
