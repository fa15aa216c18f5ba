package encoder

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tas/diag"
	"tas/encoder/isa"
	"tas/lexer"
	"tas/obj"
)

// TestUsedNoteAsGNU asks GNU as what it notes of instructions, of all templates
// of 64-bit code every TAS_USED_NOTES_STEP-th.
func TestUsedNoteAsGNU(t *testing.T) {
	as := tool(t, "as")
	step := 40
	if n, err := strconv.Atoi(os.Getenv("TAS_USED_NOTES_STEP")); err == nil {
		step = n
	}
	s := &synth{Rand: rand.New(rand.NewPCG(5, 6))}
	compared := 0
	for m := range mnemonics {
		for k, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			if (m+k)%step != 0 || newer(p) || p.Allow&isa.Mode64 == 0 || p.Allow&isa.ATT == 0 || p.Allow&isa.AnyVendor == 0 {
				continue
			}
			line := s.line(mnemonics[m].key.String(), p, 64)
			if a, _ := ours(line, 64); a.code == "" || quirk(line) {
				continue
			}
			level, state := uses(line)
			wantLevel, wantState := usesGNU(t, as, line)
			if compared++; level != wantLevel || state != wantState {
				t.Errorf("%s: level %#x, state %#x; as has %#x and %#x", line, level, state, wantLevel, wantState)
			}
		}
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
	t.Logf("%d instructions", compared)
}

// uses is what the encoder notes of a line.
func uses(line string) (level, state uint32) {
	list, srcs := &diag.List{}, &diag.Sources{}
	src := srcs.Add("line", []byte(line))
	in := lexer.New(obj.NewUnit(list, 100), srcs, src, lexer.Terminate([]byte(line)))
	e := New(in, &Options{UsedNote: true})
	in.SkipSpace()
	var name []byte
	start := in.At
	if in.Text[start] != '{' {
		name = in.Name()
	}
	e.Assemble(name, start)
	level, state, _ = e.Uses()
	return level, state
}

// usesGNU is what as notes of a line.
func usesGNU(t *testing.T, as, line string) (level, state uint32) {
	object := filepath.Join(t.TempDir(), "a.o")
	cmd := exec.Command(as, "-mx86-used-note=yes", "-o", object, "-")
	cmd.Stdin = strings.NewReader(line + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %s", line, out)
	}
	data, err := os.ReadFile(object)
	if err != nil {
		t.Fatal(err)
	}
	_, note, found := bytes.Cut(data, []byte("GNU\x00\x02\x00\x01\xc0\x04\x00\x00\x00"))
	if !found || len(note) < 20 {
		t.Fatalf("%s: as makes no note", line)
	}
	return binary.LittleEndian.Uint32(note), binary.LittleEndian.Uint32(note[16:])
}
