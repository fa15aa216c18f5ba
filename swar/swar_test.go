package swar

import (
	"encoding/binary"
	"math/rand/v2"
	"strconv"
	"testing"
)

// The marks are what a look at the bytes one by one gives, for each byte at each
// place beside random ones.
func TestMarksAreThoseOfSingleBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for c := range 256 {
		for at := range 8 {
			var text [8]byte
			binary.LittleEndian.PutUint64(text[:], random.Uint64())
			text[at] = byte(c)
			w := binary.LittleEndian.Uint64(text[:])
			var digits, letters uint64
			first := 8
			for i, c := range text {
				if '0' <= c && c <= '9' {
					digits |= 0x80 << (8 * i)
					first = min(first, i)
				}
				if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
					letters |= 0x80 << (8 * i)
				}
			}
			if got := Digits(w); got != digits || First(got) != first {
				t.Fatalf("Digits(%q) = %#x, the first %d; want %#x, %d", text[:], got, First(got), digits, first)
			}
			if got := Letters(w); got != letters {
				t.Fatalf("Letters(%q) = %#x, want %#x", text[:], got, letters)
			}
		}
	}
}

func TestEightDigitsIsTheirNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 10000 {
		var text [8]byte
		zeros := random.IntN(8)
		for i := range text[zeros:] {
			text[zeros+i] = byte('0' + random.IntN(10))
		}
		want, err := strconv.ParseUint(string(text[zeros:]), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got := EightDigits(binary.LittleEndian.Uint64(text[:])); got != want {
			t.Fatalf("EightDigits(%q) = %d, want %d", text[:], got, want)
		}
	}
}
