package linker

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestIdenticalCodeFolding(t *testing.T) {
	in := compile(t, "main", plainStart+`
#define F __attribute__((noinline)) int
F leaf1(int v) { return v * 3 + 1; }
F leaf2(int v) { return v * 3 + 1; }
F call1(int v) { return leaf1(v) + 2; }
F call2(int v) { return leaf2(v) + 2; }
F differs(int v) { return leaf2(v) + 3; }
F taken1(int v) { return v ^ 77; }
F taken2(int v) { return v ^ 77; }
F even(int v); F odd(int v);
F even2(int v); F odd2(int v);
F even(int v) { return v == 0 ? 1 : odd(v - 1) ; }
F odd(int v) { return v == 0 ? 0 : even(v - 1) + 0; }
int (*volatile p)(int) = taken1, (*volatile q)(int) = taken2;
int run(void) { number(call1(1)); number(call2(2)); number(differs(3)); number(p(5)); number(q(6)); number(p == q); number(even(10)); return 0; }
`, "-O1", "-fno-pic", "-ffunction-sections", "-fno-ipa-icf", "-fno-optimize-sibling-calls")
	for _, c := range []struct {
		mode   ICFMode
		folded string
		out    string
	}{
		{ICFSafe, ".text.leaf2 .text.call2", "6\n9\n13\n72\n75\n0\n1\n"},
		{ICFAll, ".text.taken2 .text.leaf2 .text.call2", "6\n9\n13\n72\n75\n1\n1\n"},
	} {
		var folded []string
		exe := link(t, &Options{ICF: c.mode, PrintICF: func(file, section, kept string) { folded = append(folded, section) }}, in)
		checkELF(t, exe)
		if out, _ := run(t, exe); out != c.out {
			t.Errorf("mode %d: printed %q", c.mode, out)
		}
		if got := strings.Join(folded, " "); got != c.folded {
			t.Errorf("mode %d: folded %s, want %s", c.mode, got, c.folded)
		}
	}
}

func TestBuildID(t *testing.T) {
	need(t, "readelf")
	in := assemble(t, "hello", helloSource)
	for _, id := range []BuildID{{Style: "sha1"}, {Style: "md5"}, {Style: "0x", Bytes: []byte{0x12, 0x34, 0xab}}} {
		exe := link(t, &Options{BuildID: id}, in)
		checkELF(t, exe)
		if again := link(t, &Options{BuildID: id}, in); string(again) != string(exe) {
			t.Errorf("%s: two links differ", id.Style)
		}
		path := filepath.Join(t.TempDir(), "prog")
		if err := os.WriteFile(path, exe, 0o755); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("readelf", "-n", path).CombinedOutput()
		if err != nil {
			t.Fatal(err)
		}
		_, text, ok := strings.Cut(string(out), "Build ID: ")
		text = strings.TrimSpace(text)
		want := map[string]int{"sha1": 40, "md5": 32, "0x": 6}[id.Style]
		if !ok || len(text) != want || id.Bytes != nil && text != "1234ab" || strings.Trim(text, "0") == "" {
			t.Errorf("%s: readelf says %q", id.Style, text)
		}
	}
}

func TestMap(t *testing.T) {
	var text string
	opt := &Options{Map: func(s string) { text = s }, CrossReference: true}
	link(t, opt, assemble(t, "main", ".globl _start\n_start: call f\nlocal: ret"), assemble(t, "other", ".globl f\nf: ret\n.data\nv: .long 1"))
	want := `         address    offset      size align
          4000e8        e8         7     1 .text
          4000e8        e8         6     1     main.o(.text)
          4000e8                   0               _start
          4000ed                   0               local
          4000ee        ee         1     1     other.o(.text)
          4000ee                   0               f
          4010ef        ef         4     1 .data
          4010ef        ef         4     1     other.o(.data)
          4010ef                   0               v

cross reference
_start                                   main.o
f                                        other.o
                                         main.o
`
	if text != want {
		t.Errorf("got:\n%swant:\n%s", text, want)
	}
}
