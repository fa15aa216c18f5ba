package obj

import (
	"math/rand"
	"strings"
	"testing"
)

// Each string stands where finish says, and those with bytes of their own in the
// order in which they were added.
func TestStringTable(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		var table strtab
		var want []string
		for range r.Intn(12) {
			var s strings.Builder
			for range r.Intn(14) {
				s.WriteByte("ab\x00"[r.Intn(3)%(1+r.Intn(3))])
			}
			if table.add(s.String()) >= 0 {
				want = append(want, s.String())
			}
		}
		bytes, offsets := table.finish()
		size, next := 1, uint32(1)
		for i, s := range want {
			at := offsets[i]
			if got := string(bytes[at:][:len(s)+1]); got != s+"\x00" {
				t.Fatalf("%q: string %d is %q at %d, want %q", want, i, got, at, s)
			}
			owner := true
			for k, other := range want {
				if strings.HasSuffix(other, s) && (len(other) > len(s) || k < i) {
					owner = false
				}
			}
			if owner {
				if at != next {
					t.Fatalf("%q: string %d is at %d, want %d", want, i, at, next)
				}
				next += uint32(len(s)) + 1
				size += len(s) + 1
			}
		}
		if len(bytes) != size {
			t.Fatalf("%q: %d bytes, want %d", want, len(bytes), size)
		}
	}
}
