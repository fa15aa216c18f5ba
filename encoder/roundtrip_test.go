package encoder

import (
	"encoding/hex"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tas/encoder/isa"
)

// The way back: what the encoder makes of a line is disassembled, the text is
// assembled again, and must then disassemble to the same text.

// piece is one instruction on its way.
type piece struct {
	line string // as synthesised
	code []byte
	text string // as disassembled
}

// TestRoundTrip sends instructions through objdump, those that it does not know
// through llvm-mc.
func TestRoundTrip(t *testing.T) {
	s := &synth{Rand: rand.New(rand.NewPCG(1, 6)), plain: true}
	tries := 1
	if os.Getenv("TAS_DIFF") == "full" {
		tries = 12
	}
	var gnu, llvm []piece
	for m := range mnemonics {
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			if p.Allow&isa.Mode64 == 0 || p.Allow&isa.ATT == 0 || p.Flags&isa.FlagBranch != 0 {
				continue
			}
			s.high = strings.HasPrefix(cpuSets[p.CPU], "apx")
			for range tries {
				line := s.line(mnemonics[m].key.String(), p, 64)
				a, got := ours(line, 64)
				if got != p || a.warned || quirk(line) {
					continue
				}
				code, _ := hex.DecodeString(a.code)
				if newer(p) {
					llvm = append(llvm, piece{line: line, code: code})
				} else {
					gnu = append(gnu, piece{line: line, code: code})
				}
			}
		}
	}
	roundTrip(t, "objdump", gnu, objdump)
	roundTrip(t, "llvm-mc", llvm, llvmDisassemble)
}

// roundTrip disassembles, assembles, disassembles and compares.
func roundTrip(t *testing.T, by string, pieces []piece, disassemble func(*testing.T, []piece)) {
	disassemble(t, pieces)
	again := make([]piece, 0, len(pieces))
	failed := 0
	for _, p := range pieces {
		if wayward.MatchString(p.text) || wayward.MatchString(p.line) || unlike.MatchString(p.line) {
			continue
		}
		a, _ := oursWith(p.text, 64, &Options{IndexReg: true}) // objdump shows a tile's missing index as %riz
		if a.code == "" {
			t.Errorf("%s: %x is %q to %s, which is refused: %s", p.line, p.code, p.text, by, a.text)
			failed++
			continue
		}
		code, _ := hex.DecodeString(a.code)
		again = append(again, piece{line: p.line, code: code, text: p.text})
	}
	texts := make([]string, len(again))
	for k := range again {
		texts[k] = again[k].text
	}
	disassemble(t, again)
	for k := range again {
		if again[k].text != texts[k] {
			t.Errorf("%s: %q by %s, assembled and disassembled again, is %q", again[k].line, texts[k], by, again[k].text)
			failed++
		}
	}
	t.Logf("%d lines through %s: %d of %d came back, %d failed", len(pieces), by, len(again)-failed, len(pieces), failed)
}

// wayward matches what a disassembler shows in a spelling of its own.
// Under {disp8} and {disp32} they show a zero that means nothing to an assembler;
// llvm-mc leaves out the $1 of a shift of three operands, which then reads as one
// of two; a 32-bit immediate of lwpins or bextr is shown without its sign; a rounding mode
// where nothing is rounded, as in vcvtusi2sdl, is {ru-bad} to objdump.
var wayward = regexp.MustCompile(`^$|\{disp|-bad\}|^mov[sz]ww|^a(add|and|or|xor)[lq]\b|87 only|^(\{nf\}\s)?(ro|rc|sh|sa)[lr][bwlq]\t[^$]*$|^lwp(ins|val)|^bextr\s+\$0xf`)

var (
	dumped  = regexp.MustCompile(`(?m)^ *([0-9a-f]+):\t[0-9a-f ]+\t(.*)$`)
	comment = regexp.MustCompile(` *(#|<).*`)
)

// objdump fills in the texts. The instructions stand 32 bytes apart, nops
// between.
func objdump(t *testing.T, pieces []piece) {
	const apart = 32
	image := []byte(strings.Repeat("\x90", apart*len(pieces)))
	for k := range pieces {
		copy(image[k*apart:], pieces[k].code)
	}
	path := filepath.Join(t.TempDir(), "image")
	if err := os.WriteFile(path, image, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool(t, "objdump"), "-D", "-z", "-b", "binary", "-m", "i386:x86-64", "--insn-width=32", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range dumped.FindAllStringSubmatch(string(out), -1) {
		if at, _ := strconv.ParseUint(m[1], 16, 64); at%apart == 0 {
			pieces[at/apart].text = strings.TrimSpace(comment.ReplaceAllString(m[2], ""))
		}
	}
}

// llvmDisassemble fills in the texts: of what llvm-mc understands it shows the
// encoding as well. The rest has no text.
func llvmDisassemble(t *testing.T, pieces []piece) {
	var in strings.Builder
	for k := range pieces {
		for _, b := range pieces[k].code {
			in.WriteString(" 0x" + hex.EncodeToString([]byte{b}))
		}
		in.WriteString("\n")
	}
	cmd := exec.Command(tool(t, "llvm-mc-22"), "--disassemble", "-show-encoding", "-triple=x86_64", "-mattr="+llvmFeatures())
	cmd.Stdin = strings.NewReader(in.String())
	out, _ := cmd.Output() // it fails when there is one that it does not know
	texts := map[string]string{}
	for _, line := range strings.Split(string(out), "\n") {
		if m := llvmLine.FindStringSubmatch(line); m != nil {
			code := strings.NewReplacer("0x", "", ",", "", " ", "").Replace(m[1])
			texts[code] = strings.TrimSpace(comment.ReplaceAllString(line, ""))
		}
	}
	for k := range pieces {
		pieces[k].text = texts[hex.EncodeToString(pieces[k].code)]
	}
}
