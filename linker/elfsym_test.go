package linker

import (
	"math/rand"
	"slices"
	"testing"
)

// TestTablesInPlace compares tables used where they stand with decoded ones.
func TestTablesInPlace(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	room := make([]byte, 7+10*symSize)
	for shift := range 8 {
		for i := range room {
			room[i] = byte(r.Int())
		}
		table := room[shift:][:9*symSize]
		if !slices.Equal(symbolsOf(table), decodeSymbols(table)) {
			t.Errorf("shifted by %d bytes: other symbols", shift)
		}
		if !slices.Equal(relocsOf(table), decodeRelocs(table)) {
			t.Errorf("shifted by %d bytes: other relocations", shift)
		}
	}
}
