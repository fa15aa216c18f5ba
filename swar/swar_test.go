package swar

import (
	"encoding/binary"
	"math/rand/v2"
	"strconv"
	"strings"
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

// Numbers are what strconv reads, whatever stands behind their digits.
func TestDecimalIsTheNumberOfItsDigits(t *testing.T) {
	sameAsParsed(t, "0123456789", 10, LeadingDigits, Decimal)
}

// So are hexadecimal ones.
func TestHexIsTheNumberOfItsDigits(t *testing.T) {
	sameAsParsed(t, "0123456789abcdefABCDEF", 16, LeadingHex, Hex)
}

// sameAsParsed holds leading and value to strconv, on random bytes behind some digits.
func sameAsParsed(t *testing.T, digits string, base int, leading func(uint64) int, value func(uint64, int) uint64) {
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 100000 {
		var text [8]byte
		binary.LittleEndian.PutUint64(text[:], random.Uint64())
		size := random.IntN(9)
		for i := range size {
			text[i] = digits[random.IntN(len(digits))]
		}
		if size < 8 {
			text[size] = byte(i)
		}
		size = 0
		for size < 8 && strings.IndexByte(digits, text[size]) >= 0 {
			size++
		}
		w := binary.LittleEndian.Uint64(text[:])
		if n := leading(w); n != size {
			t.Fatalf("%q has %d leading digits of base %d, want %d", text[:], n, base, size)
		}
		if size == 0 {
			continue
		}
		got := value(w, size)
		if want, err := strconv.ParseUint(string(text[:size]), base, 64); err != nil || got != want {
			t.Fatalf("%q is %d in base %d, want %d (%v)", text[:size], got, base, want, err)
		}
	}
}
