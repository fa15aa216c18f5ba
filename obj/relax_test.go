package obj

import (
	"bytes"
	"debug/elf"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tas/diag"
)

// layoutProgram is a random program of what has a variable size, written at the
// same time as source for GNU as and into a Unit.
type layoutProgram struct {
	src strings.Builder
	u   *Unit
	rng *rand.Rand

	names  []string
	labels int // how many of names are defined
}

// newLayout makes a program from a seed. tame leaves out what may make GNU as
// report an error: .org, and .skip by distances that can be negative.
func newLayout(seed int64, items int) *layoutProgram {
	g := &layoutProgram{u: NewUnit(&diag.List{}, 1000), rng: rand.New(rand.NewSource(seed))}
	for i := 0; i < items/3+2; i++ {
		g.names = append(g.names, fmt.Sprintf(".L%d", i))
	}
	g.text()
	features := g.rng.Intn(256)
	for i := 0; i < items; i++ {
		g.item(features)
	}
	g.text()
	for g.labels < len(g.names) {
		g.label()
		g.bytes(g.rng.Intn(4))
	}
	return g
}

func (g *layoutProgram) line(format string, args ...any) {
	fmt.Fprintf(&g.src, format+"\n", args...)
}

func (g *layoutProgram) text() {
	g.line(".text")
	g.u.Switch(g.u.Sections[SecText].Parts[g.zeroPart(SecText)])
}

// zeroPart is the place of subsection 0 among the parts of a section.
func (g *layoutProgram) zeroPart(id SectionID) int {
	for i, p := range g.u.Sections[id].Parts {
		if g.u.Part(p).Number == 0 {
			return i
		}
	}
	return 0
}

func (g *layoutProgram) label() {
	if g.labels == len(g.names) {
		return
	}
	name := g.names[g.labels]
	g.labels++
	g.line("%s:", name)
	g.u.DefineAt(g.u.Symbol([]byte(name), 0), g.u.Here(), 0)
}

func (g *layoutProgram) bytes(n int) {
	if n == 0 {
		return
	}
	g.line(".byte %s1", strings.Repeat("1,", n-1))
	g.u.Cur.Data = append(g.u.Cur.Data, bytes.Repeat([]byte{1}, n)...)
}

func (g *layoutProgram) symbol(i int) SymID { return g.u.Symbol([]byte(g.names[i]), 0) }

// near picks a label not far from here, before or behind.
func (g *layoutProgram) near() int {
	i := g.labels + g.rng.Intn(9) - 5
	return min(max(i, 0), len(g.names)-1)
}

// distance picks a label difference: its text and value.
func (g *layoutProgram) distance() (string, Value) {
	i := g.near()
	return g.between(i, min(i+1+g.rng.Intn(3), len(g.names)-1))
}

// distanceApart picks a label difference that lies behind or ahead as a whole,
// so that no .skip depends on its own size.
func (g *layoutProgram) distanceApart(ahead bool) (string, Value) {
	if ahead {
		i := min(g.labels+g.rng.Intn(3), len(g.names)-1)
		return g.between(i, min(i+1+g.rng.Intn(3), len(g.names)-1))
	}
	j := max(g.labels-1-g.rng.Intn(3), 0)
	return g.between(max(j-1-g.rng.Intn(3), 0), j)
}

func (g *layoutProgram) between(i, j int) (string, Value) {
	add := g.rng.Intn(3)
	v := g.u.Combine(OpSub, SymValue(g.symbol(j)), SymValue(g.symbol(i)), 0)
	v = g.u.Combine(OpAdd, v, Int(int64(add)), 0)
	return fmt.Sprintf("%s-%s+%d", g.names[j], g.names[i], add), v
}

func (g *layoutProgram) item(features int) {
	u, rng := g.u, g.rng
	switch k := rng.Intn(20); {
	case k < 5:
		g.label()
	case k < 9:
		g.bytes(rng.Intn(60) + 1)
	case k < 14:
		i := g.near()
		add := 0
		if rng.Intn(8) == 0 {
			add = rng.Intn(9) - 4
		}
		v := SymValue(g.symbol(i))
		v.Add = int64(add)
		if rng.Intn(2) == 0 {
			g.line("jmp %s%+d", g.names[i], add)
			u.AddFrag(Frag{Kind: FragJmp, Value: v})
		} else {
			g.line("jne %s%+d", g.names[i], add)
			u.AddFrag(Frag{Kind: FragJcc, Arg: 5, Value: v})
		}
	case k < 16 && features&1 != 0:
		n := 1 << (1 + rng.Intn(6))
		f := Frag{Kind: FragAlign, Arg: int64(n), Fill: 7}
		limit := ""
		if rng.Intn(3) == 0 {
			f.Max = uint32(1 + rng.Intn(n))
			limit = fmt.Sprintf(",%d", f.Max)
		}
		g.line(".balign %d,7%s", n, limit)
		u.AddFrag(f)
		if s := u.Section(); s.Align < uint64(n) {
			s.Align = uint64(n)
		}
	case k == 16 && features&2 != 0:
		text, v := g.distance()
		g.line(".uleb128 %s", text)
		if n, ok := u.Constant(v); ok {
			u.Cur.Data = AppendULEB(u.Cur.Data, uint64(n))
			break
		}
		u.AddFrag(Frag{Kind: FragULEB, Value: v})
	case k == 17 && features&4 != 0:
		text, v := g.distanceApart(features&32 != 0)
		if g.labels == 0 {
			break
		}
		g.line(".skip %s,3", text)
		u.AddFrag(Frag{Kind: FragFill, Value: v, Fill: 3})
	case k == 18 && features&8 != 0 && u.Cur.Number == 0:
		n := len(u.Cur.Data) + rng.Intn(200) + 8*len(u.Cur.Frags)
		if rng.Intn(2) == 0 && g.labels > 0 {
			i := rng.Intn(g.labels)
			n = rng.Intn(200) + 100
			g.line(".org %s+%d,9", g.names[i], n)
			v := SymValue(g.symbol(i))
			v.Add = int64(n)
			u.AddFrag(Frag{Kind: FragOrg, Value: v, Fill: 9})
			break
		}
		g.line(".org %d,9", n)
		u.AddFrag(Frag{Kind: FragOrg, Value: Int(int64(n)), Fill: 9})
	case k == 19 && features&16 != 0:
		n := rng.Intn(3)
		g.line(".subsection %d", n)
		u.Switch(u.NewPart(SecText, int32(n)))
	}
}

// assemble runs GNU as and returns the object, nil when as reports errors, and
// whether the layout is not worth comparing: as warns of a negative count, or
// finds no end.
func assemble(t testing.TB, dir, src string) ([]byte, bool) {
	in, out := filepath.Join(dir, "a.s"), filepath.Join(dir, "a.o")
	os.Remove(out)
	if err := os.WriteFile(in, []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	messages, err := exec.Command("as", "-o", out, in).CombinedOutput()
	if err != nil {
		return nil, bytes.Contains(messages, []byte("Infinite loop"))
	}
	object, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return object, len(messages) > 0
}

func needGNU(t testing.TB) {
	if _, err := exec.LookPath("as"); err != nil {
		if os.Getenv("TAS_REQUIRE_TOOLS") != "" {
			t.Fatal("GNU as is missing")
		}
		t.Skip("GNU as is missing")
	}
}

// textOf is the contents of .text in an object file.
func textOf(t testing.TB, object []byte) []byte {
	f, err := elf.NewFile(bytes.NewReader(object))
	if err != nil {
		t.Fatal(err)
	}
	data, err := f.Section(".text").Data()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRelaxAsGNU(t *testing.T) {
	needGNU(t)
	count := 300
	if testing.Short() {
		count = 60
	}
	fmt.Sscan(os.Getenv("TAS_LAYOUTS"), &count)
	dir := t.TempDir()
	bad, refused, degenerate := 0, 0, 0
	for seed := int64(1); seed <= int64(count); seed++ {
		g := newLayout(seed, 5+int(seed%120))
		want, warned := assemble(t, dir, g.src.String())
		if warned {
			degenerate++ // a negative count keeps whatever size it had by chance
			continue
		}
		Relax(g.u)
		o := Resolve(g.u, &Options{})
		if want == nil || g.u.Diags.Failed() {
			if (want == nil) != g.u.Diags.Failed() {
				t.Errorf("seed %d: refused by one only (as: %v, ours: %v)", seed, want == nil, g.u.Diags.Failed())
				bad++
			}
			refused++
		} else if got := WriteELF(o, g.u.Diags); !bytes.Equal(got, want) {
			a, b := textOf(t, want), o.Sections[1].Data
			at := 0
			for at < len(a) && at < len(b) && a[at] == b[at] {
				at++
			}
			t.Errorf("seed %d: differs from as: .text has %d bytes, ours %d; first difference at %#x", seed, len(a), len(b), at)
			bad++
		}
		if bad > 10 {
			t.Fatal("too many differences")
		}
	}
	t.Logf("%d programs, %d refused alike, %d not compared", count, refused, degenerate)
}
