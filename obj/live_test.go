package obj

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tas/diag"
)

// codeOf makes a section like compilers' code, of jumps and alignments: functions of
// many lengths, most of whose jumps stay within them. A leb128 at its end keeps it
// from being relaxed run by run.
func codeOf(seed uint64, leb bool) *Unit {
	rng := rand.New(rand.NewPCG(seed, 1))
	u := NewUnit(&diag.List{}, 1000)
	label := func(i int) SymID { return u.Symbol(fmt.Appendf(nil, ".L%d", i), 0) }
	items, span, density := 50+rng.IntN(1500), 2+rng.IntN(60), 1+rng.IntN(16)
	for i := range items {
		u.DefineAt(label(i), u.Here(), 0)
		u.Cur.Data = append(u.Cur.Data, make([]byte, rng.IntN(14))...)
		to := max(0, min(items-1, i+rng.IntN(2*span)-span))
		switch rng.IntN(40) {
		case 0:
			to = rng.IntN(items)
		case 1, 2, 3, 4, 5:
			f := Frag{Kind: FragAlign, Arg: 1 << rng.IntN(5)}
			if rng.IntN(3) == 0 {
				f.Max = uint32(rng.IntN(12))
			}
			u.AddFrag(f)
		case 6, 7, 8:
			u.AddFrag(Frag{Kind: FragAlign, Arg: 16 << (rng.IntN(20) / 19)})
		case 9:
			u.AddFrag(Frag{Kind: FragFill, Value: Int(int64(rng.IntN(100)))})
		}
		if rng.IntN(16) >= density {
			continue
		}
		v := SymValue(label(to))
		if rng.IntN(30) == 0 {
			v.Add = int64(rng.IntN(300) - 150)
		}
		u.AddFrag(Frag{Kind: FragJmp + FragKind(rng.IntN(2)), Value: v})
	}
	if leb {
		u.AddFrag(Frag{Kind: FragULEB, Value: Int(0)})
	}
	return u
}

// Code that is relaxed run by run, without the items that cannot change, is laid
// out as pass by pass.
func TestRunsEqualPasses(t *testing.T) {
	for seed := range uint64(200) {
		runs, passes := codeOf(seed, false), codeOf(seed, true)
		Relax(runs)
		Relax(passes)
		if got, want := runs.Parts[0].shift, passes.Parts[0].shift; !slices.Equal(got, want[:len(got)]) {
			t.Errorf("seed %d: items are elsewhere", seed)
		}
	}
}
