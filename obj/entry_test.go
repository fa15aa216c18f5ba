package obj

import (
	"math/rand/v2"
	"testing"

	"tas/diag"
)

// What Entry finds by the prefixes that it knows is what scanning the whole name finds:
// all of the name, and nothing that only begins like one.
func TestKnownPrefixesAreOnlyAShortcut(t *testing.T) {
	u := NewUnit(&diag.List{}, 1<<20)
	u.Symbol([]byte(".L-x5_3"), 0) // of a quoted name: as text that is a difference
	u.Symbol([]byte(".L\x00V3"), 0)
	random := rand.New(rand.NewPCG(7, 8))
	parts := []string{".L", ".LVL", ".LBB", ".LBB1_", ".LBB12345_", ".L-x5_", ".LABCDE", ".LABCDEF", "\x00\x00\x00\x00.LVL", ".", "L", "V", "1", "23", "0", "_", "-", ":", "\n", "$", " ", "\x00", "+", "\xff", "x", "9999999"}
	seen := 0
	for range 300000 {
		var text []byte
		for range 1 + random.IntN(5) {
			text = append(text, parts[random.IntN(len(parts))]...)
		}
		end := len(text)
		text = append(text, "\n\x00.LVL12"...)
		text = append(text, make([]byte, scanned)...)
		fast := u.Entry(text, 0)
		x := ScanNumbered(text, 0)
		if fast.End != x.End || x.End == 0 {
			if fast.End != 0 || x.End != 0 && u.entryOf(&x).End != 0 {
				t.Fatalf("%q: the name ends at %d, but at %d when it is scanned", text[:end], fast.End, x.End)
			}
			continue
		}
		seen++
		name := text[:x.End:x.End]
		key, n, ok := splitNumber(name)
		if f := &u.names.numbered.families[fast.family]; !ok || f.key != key || fast.n != n || fast.id != &f.ids[n] {
			t.Fatalf("%q: found as number %d of %q, want %d of %q", name, fast.n, u.names.numbered.name(fast.family, 0), n, name)
		}
	}
	if seen < 3000 {
		t.Errorf("only %d names", seen)
	}
}
