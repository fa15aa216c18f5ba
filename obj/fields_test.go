package obj

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"tas/diag"
)

// fieldsOf makes a section of debugging information, with fields, other fixups and
// uleb128s that name places of many kinds in sections of many kinds; general, without
// Fields.
func fieldsOf(seed uint64, general bool) *Unit {
	rng := rand.New(rand.NewPCG(seed, 2))
	u := NewUnit(&diag.List{}, 1000)
	var places []SymID
	for i, s := range []Section{
		{Name: ".merge", Type: SHT_PROGBITS, Flags: SHF_MERGE | SHF_STRINGS, EntSize: 1}, {Name: ".tdata", Type: SHT_PROGBITS, Flags: SHF_ALLOC | SHF_TLS},
		{Name: ".once", Type: SHT_PROGBITS, Comdat: true}, {Name: ".gnu.linkonce.d", Type: SHT_PROGBITS}, {Name: ".plain", Type: SHT_PROGBITS}, {Name: ".code", Type: SHT_PROGBITS, Flags: SHF_ALLOC | SHF_EXECINSTR},
	} {
		id := u.NewSection(s)
		u.Switch(u.Sections[id].Parts[0])
		for k := range 8 {
			sym := u.Symbol(fmt.Appendf(nil, "%s%d_%d", []string{"", ".L"}[k%2], i, k), 0)
			u.DefineAt(sym, u.Here(), 0)
			u.Syms[sym].Flags |= []SymFlags{0, SymGlobal, SymWeak}[max(0, k-5)]
			if k == 3 {
				u.Syms[sym].Type = STT_GNU_IFUNC
			}
			places = append(places, sym)
			u.Cur.Data = append(u.Cur.Data, make([]byte, rng.IntN(5))...)
			u.AddFrag(Frag{Kind: FragAlign, Arg: 4})
		}
		places = append(places, u.Sections[id].Sym)
	}
	number := u.Symbol([]byte(".Lnumber"), 0)
	u.Equate(number, Int(7), 0)
	places = append(places, number, u.Symbol([]byte("nowhere"), 0), u.Symbol([]byte(".Lnowhere"), 0))
	u.Switch(u.Sections[u.NewSection(Section{Name: ".debug", Type: SHT_PROGBITS})].Parts[0])
	for i := range 40 {
		if rng.IntN(2) == 0 {
			places = append(places, u.Symbol(fmt.Appendf(nil, ".Ldebug%d", i), 0))
			u.DefineAt(places[len(places)-1], u.Here(), 0)
		}
		v := SymValue(places[rng.IntN(len(places))])
		if rng.IntN(12) == 0 {
			v.Sub = places[rng.IntN(len(places))]
		}
		v.Add = -int64(rng.IntN(2))
		width, pos := uint8(1)<<rng.IntN(4), diag.Pos(i)
		switch kind := rng.IntN(8); {
		case kind == 0:
			u.AddLeb(v, pos)
		case general || kind < 3:
			u.AddFixup(Fixup{Off: uint32(len(u.Cur.Data)), Width: width, Kind: FixAbs, Flags: FixData, Pos: pos, Value: v})
			u.Cur.Data = append(u.Cur.Data, make([]byte, width)...)
		default:
			u.AddField(v, width, pos)
		}
	}
	return u
}

// TestFieldsAsFixups: Fields come to what Fixups come to.
func TestFieldsAsFixups(t *testing.T) {
	relocs := 0
	for seed := range uint64(3000) {
		var objects [2]*Object
		var messages [2][]*diag.Diagnostic
		for i := range objects {
			u := fieldsOf(seed, i == 0)
			if fields := len(u.Cur.Fields); (i == 0) != (fields == 0) {
				t.Fatalf("seed %d: %d fields", seed, fields)
			}
			Relax(u)
			objects[i], messages[i] = Resolve(u, &Options{}), u.Diags.Sorted()
		}
		a, b := objects[0], objects[1]
		relocs += len(a.Sections[len(a.Sections)-1].Relocs)
		if !reflect.DeepEqual(a.Sections, b.Sections) || !reflect.DeepEqual(a.Symbols, b.Symbols) || !reflect.DeepEqual(messages[0], messages[1]) {
			t.Fatalf("seed %d: Fields and Fixups differ:\n%+v\n%+v", seed, a.Sections[len(a.Sections)-1], b.Sections[len(b.Sections)-1])
		}
	}
	if relocs == 0 {
		t.Error("no relocation was made")
	}
}
