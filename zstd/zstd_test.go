package zstd

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// TestDecompresses compresses data of all kinds and has another program's
// decoder unpack them.
func TestDecompresses(t *testing.T) {
	source, err := os.ReadFile("zstd.go")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 300_000)
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	cases := map[string][]byte{
		"empty": nil, "byte": {7}, "text": source, "noise": noise, "zeros": make([]byte, 1_000_000),
		"repeated": bytes.Repeat([]byte("the same again\x00"), 300),
		"blocks":   bytes.Repeat(source, 100),
		"far":      append(append(bytes.Clone(noise), source...), noise...),
	}
	for n := range 700 {
		cases[fmt.Sprint("short", n)] = fewLetters(rng, n)
	}
	for n := 1; n < 1<<19; n = n*5/3 + 1 {
		cases[fmt.Sprint("letters", n)] = fewLetters(rng, n)
	}
	for name, data := range cases {
		t.Run(name, func(t *testing.T) {
			d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(1<<30))
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			packed := Append([]byte("header"), data)
			got, err := d.DecodeAll(bytes.TrimPrefix(packed, []byte("header")), nil)
			if err != nil || !bytes.Equal(got, data) {
				t.Fatalf("%d bytes became %d, unpacked %d: %v", len(data), len(packed), len(got), err)
			}
			if len(packed) > len(data)+100 {
				t.Errorf("%d bytes became %d", len(data), len(packed))
			}
		})
	}
	if n := len(Append(nil, cases["blocks"])); n > len(source)+2000 {
		t.Errorf("the same text a hundred times takes %d bytes", n)
	}
}

// fewLetters is text in which matches of all lengths and distances occur.
func fewLetters(rng *rand.Rand, n int) []byte {
	var b strings.Builder
	for b.Len() < n {
		if s := b.String(); len(s) > 4 && rng.IntN(3) == 0 {
			at := rng.IntN(len(s))
			b.WriteString(s[at:min(len(s), at+1+rng.IntN(1+rng.IntN(5000)))])
		} else {
			b.WriteByte("abcdefgh\x00\xff"[rng.IntN(10)])
		}
	}
	return []byte(b.String()[:n])
}
