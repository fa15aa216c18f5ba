package encoder

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

var oneNumber = regexp.MustCompile(`\$-?([1-9][0-9]*)[,\n]|[\t ,]-?([1-9][0-9]*)\(%`)

// TestLinesWithOtherNumbers: lines that are kept get the same code as when they are
// read, whatever the number is.
func TestLinesWithOtherNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	again := 0
	for line := range strings.Lines(plainLines(&synth{Rand: random})) {
		line = strings.TrimLeft(line, "\t")
		place := oneNumber.FindStringSubmatchIndex(line)
		if place == nil || random.IntN(4) != 0 {
			continue
		}
		first, last := max(place[2], place[4]), max(place[3], place[5])
		a := newAssembler("")
		a.e.Remember(1 << 12)
		read := func(line string) []any {
			return a.written(func() {
				a.in.Text, a.in.At = append([]byte(line), make([]byte, plainOperand)...), 0
				a.line()
			})
		}
		read(line)
		if !a.e.Keep(0, a.in.Text, first, last-first) {
			continue
		}
		for range 4 {
			digits := []byte(line[first:last])
			for i := range digits {
				digits[i] = byte('0' + random.IntN(10))
			}
			other := line[:first] + string(digits) + line[last:]
			wanted := read(other)
			done := false
			got := a.written(func() { done = a.e.Again(0, a.in.Text) })
			if !done {
				continue
			}
			if again++; !reflect.DeepEqual(got, wanted) {
				t.Fatalf("%q like %q: %x; read: %x", other, line, got, wanted)
			}
		}
	}
	if t.Logf("%d lines written again", again); again < 1000 {
		t.Error("these are too few")
	}
}
