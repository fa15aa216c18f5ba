package directives

import "testing"

// Every name of the table must be found through the generated hash table; go
// generate makes it anew.
func TestDispatchIsFresh(t *testing.T) {
	for i := range table {
		if e := find([]byte(table[i].name)); e != &table[i] {
			t.Errorf("%s is not found: run go generate ./directives", table[i].name)
		}
	}
	used := 0
	for _, s := range slots {
		if s != 0 {
			used++
		}
	}
	if used != len(table) {
		t.Errorf("the hash table holds %d names, the table %d: run go generate ./directives", used, len(table))
	}
	for _, name := range []string{".", ".x", ".algin", ".longer", ".BYTE"} {
		if find([]byte(name)) != nil {
			t.Errorf("%s is found, but is no directive", name)
		}
	}
}
