package encoder_test

import (
	"bytes"
	"cmp"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"tas"

	"tas/diag"
	"tas/encoder"
	"tas/internal/environ"
	"tas/obj"
)

// wildOptions are the options under which wild lines are read, in turn.
var wildOptions = []struct {
	gnu string
	opt encoder.Options
}{
	{"", encoder.Options{}},
	{"-O", encoder.Options{Optimize: 1}},
	{"", encoder.Options{}},
	{"-O2", encoder.Options{Optimize: 2}},
	{"-Os", encoder.Options{Optimize: encoder.OptimizeSize}},
	{"-msse2avx", encoder.Options{SSE2AVX: true}},
	{"-mvexwig=1 -mevexwig=1 -mevexlig=512 -mevexrcig=rd -mavxscalar=256", encoder.Options{VEXW: true, EVEXW: true, EVEXL: 2, SAERound: 1, ScalarL: 1}},
	{"-momit-lock-prefix=yes", encoder.Options{OmitLock: true}},
	{"-mfence-as-lock-add=yes", encoder.Options{FenceAsLock: true}},
	{"-mlfence-after-load=yes", encoder.Options{LfenceAfterLoad: true}},
	{"-mlfence-before-indirect-branch=all -mlfence-before-ret=shl", encoder.Options{LfenceBranch: 3, LfenceRet: 3}},
	{"-mlfence-before-indirect-branch=register -mlfence-before-ret=not", encoder.Options{LfenceBranch: 1, LfenceRet: 2}},
	{"-madd-bnd-prefix", encoder.Options{AddBnd: true}},
	{"-moperand-check=error", encoder.Options{OperandCheck: encoder.CheckError}},
	{"-moperand-check=none", encoder.Options{OperandCheck: encoder.CheckNone}},
	{"-msse-check=error", encoder.Options{SSECheck: encoder.CheckError}},
	{"-msse-check=warning", encoder.Options{SSECheck: encoder.CheckWarning}},
	{"-mmnemonic=intel", encoder.Options{IntelNames: true}},
	{"-mindex-reg", encoder.Options{IndexReg: true}},
	{"-mrelax-relocations=no", encoder.Options{}},
}

// TestWildLines compares whole objects of random lines with GNU as's: which lines
// are refused, the bytes of the others, their relocations, the symbols. Lines are
// refused in two rounds, by the reader and by the writer of the object, and
// each round must refuse the same ones.
//
// TAS_WILD_LINES in each mode, from the seed TAS_RANDOM_SEED; TAS_WILD_MODE
// selects modes, as in 32-intel. A million lines find a few dozen differences,
// nearly all of them in what as takes and should not.
func TestWildLines(t *testing.T) {
	if _, err := exec.LookPath("as"); err != nil {
		if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip("as is not installed")
	}
	count, seed := environ.Number("TAS_WILD_LINES", 2000), environ.Seed("TAS_RANDOM_SEED")
	only := regexp.MustCompile(cmp.Or(os.Getenv("TAS_WILD_MODE"), "."))
	for _, name := range wildModes {
		if !only.MatchString(name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			bits, syntax, _ := strings.Cut(name, "-")
			mode, _ := strconv.Atoi(bits)
			w := &wildRun{T: t, mode: mode, intel: syntax == "intel"}
			w.Wild = encoder.NewWild(seed, uint64(mode)<<1|uint64(len(syntax)&1), mode, w.intel)
			batch := min(20000, max(count/len(wildOptions), 100))
			for w.lines < count {
				w.batch(batch)
			}
			t.Logf("%d lines with seed %d: %d taken, %d refused, %d differ", w.lines, seed, w.lines-w.refused, w.refused, w.differ)
		})
	}
}

// wildModes are the code modes with their syntaxes.
var wildModes = []string{"64-att", "64-intel", "32-att", "16-att", "32-intel", "16-intel"}

// wildRun is the run of one mode.
type wildRun struct {
	*testing.T
	*encoder.Wild
	mode  int
	intel bool

	options                          int // of wildOptions
	lines, refused, differ, reported int
}

// verdicts is what an assembler makes of a source: per line what it wrote and
// its messages, and the object when there is no error.
type verdicts struct {
	code    map[int]string
	errors  map[int]string
	warned  map[int]string
	starts  []start
	object  []byte
	crashed int // line at which it stopped with an internal error
}

// start is the address of a line.
type start struct {
	addr uint64
	line int
}

// batch compares n lines under the next options.
func (w *wildRun) batch(n int) {
	o := &wildOptions[w.options%len(wildOptions)]
	w.options++
	lines := make([]string, 0, n)
	for len(lines) < n {
		line := w.Line()
		if !encoder.Quirk(line) {
			lines = append(lines, line)
		}
	}
	w.lines += n
	as := func(source []byte) *verdicts { return w.askAs(source, o.gnu) }
	tas := func(source []byte) *verdicts { return w.askTas(source, &o.opt, o.gnu) }
	want, theirs := w.settle(lines, as)
	got, ours := w.settle(lines, tas)
	same := true
	for k, line := range lines {
		switch {
		case ours[k] == "" && theirs[k] == "":
			if !w.intel && (got.warned[k+2] == "") != (want.warned[k+2] == "") {
				w.report(o.gnu, line, "warns: "+got.warned[k+2], "warns: "+want.warned[k+2])
			}
			continue
		case ours[k] == "" && !encoder.Taken(line, w.mode, w.intel, &o.opt):
			w.report(o.gnu, line, "taken", theirs[k])
		case theirs[k] == "":
			w.report(o.gnu, line, ours[k], "taken")
		}
		same = same && (ours[k] == "") == (theirs[k] == "")
		lines[k] = ""
		w.refused++
	}
	if !same {
		want, theirs = w.settle(lines, as)
		got, ours = w.settle(lines, tas)
		for k := range lines {
			if ours[k]+theirs[k] != "" {
				w.report(o.gnu, lines[k], "with fewer lines around it: "+ours[k], theirs[k])
				return
			}
		}
	}
	w.compare(o.gnu, lines, got, want)
}

// settle asks until no line is refused any more, and returns the last verdicts,
// and for each line why it was refused.
func (w *wildRun) settle(lines []string, ask func([]byte) *verdicts) (v *verdicts, why []string) {
	lines, why = slices.Clone(lines), make([]string, len(lines))
	for {
		v = ask([]byte(w.header() + "\n" + strings.Join(lines, "\n") + "\n" + encoder.WildFooter + "\n"))
		if v.crashed != 0 {
			lines[v.crashed-2], why[v.crashed-2] = "", "an internal error"
			continue
		}
		if len(v.errors) == 0 {
			return v, why
		}
		for at, text := range v.errors {
			if at < 2 || at-2 >= len(lines) {
				w.Fatalf("line %d: %s", at, text)
			}
			lines[at-2], why[at-2] = "", text
		}
	}
}

// header is the first line of the source.
func (w *wildRun) header() string {
	out := encoder.WildHeader
	if w.mode != 64 {
		out += fmt.Sprintf("; .code%d", w.mode)
	}
	if w.intel {
		out += "; .intel_syntax noprefix"
	}
	return out
}

// report prints one difference.
func (w *wildRun) report(options, line, got, want string) {
	w.differ++
	if w.reported++; w.reported < 400 {
		w.Errorf("%-44s  [%s]\n   as: %s\n  tas: %s", line, options, want, got)
	}
}

// compare looks for the lines in which two objects differ.
func (w *wildRun) compare(options string, lines []string, got, want *verdicts) {
	if bytes.Equal(got.object, want.object) {
		return
	}
	theirs, ours := relocations(w.T, want), relocations(w.T, got)
	before, moved := w.differ, false
	for k := range lines {
		moved = moved || len(got.code[k+2]) != len(want.code[k+2])
	}
	for k, line := range lines {
		at := k + 2
		if moved && len(got.code[at]) == len(want.code[at]) && nearby.MatchString(line) {
			continue // another line's length shows here
		}
		if got.code[at] != want.code[at] || ours[at] != theirs[at] {
			w.report(options, line, got.code[at]+" "+ours[at], want.code[at]+" "+theirs[at])
		}
	}
	if w.differ == before {
		w.report(options, "the batch", "another object", "an object")
	}
}

// nearby matches a line that depends on where it stands.
var nearby = regexp.MustCompile(`here|later|\.|datum`)

// relocations returns those of each line.
func relocations(t *testing.T, v *verdicts) map[int]string {
	f, err := elf.NewFile(bytes.NewReader(v.object))
	if err != nil {
		t.Fatal(err)
	}
	out := map[int]string{}
	rela := f.Section(".rela.text")
	if rela == nil {
		return out
	}
	symbols, _ := f.Symbols()
	data, _ := rela.Data()
	for ; len(data) >= 24; data = data[24:] {
		off, info := binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint64(data[8:])
		k := sort.Search(len(v.starts), func(i int) bool { return v.starts[i].addr > off }) - 1
		if k < 0 {
			continue
		}
		name := ""
		if n := info >> 32; n > 0 && int(n) <= len(symbols) {
			name = symbols[n-1].Name
		}
		out[v.starts[k].line] += fmt.Sprintf(" %+d:%s %s%+d", off-v.starts[k].addr, elf.R_X86_64(uint32(info)), name, int64(binary.LittleEndian.Uint64(data[16:])))
	}
	return out
}

var (
	listed  = regexp.MustCompile(`(?m)^ *(\d+) ([0-9a-f]{4,}) ([0-9A-F ]+?) *(?:\t.*)?$`)
	message = regexp.MustCompile(`(?m)^[^:\n]*:(\d+): (Error: |Warning: |Internal error|Fatal error: )(.*)$`)
)

// askAs has GNU as read the source.
func (w *wildRun) askAs(source []byte, options string) *verdicts {
	dir := w.TempDir()
	path, listing, object := filepath.Join(dir, "a.s"), filepath.Join(dir, "a.lst"), filepath.Join(dir, "a.o")
	if err := os.WriteFile(path, source, 0o666); err != nil {
		w.Fatal(err)
	}
	args := append(strings.Fields(options), "-aln="+listing, "--listing-lhs-width=8", "-o", object, path)
	stderr, err := exec.Command("as", args...).CombinedOutput()
	v := &verdicts{errors: map[int]string{}, warned: map[int]string{}}
	for _, m := range message.FindAllSubmatch(stderr, -1) {
		line, _ := strconv.Atoi(string(m[1]))
		switch m[2][0] {
		case 'E':
			v.errors[line] += string(m[3]) + "; "
		case 'W':
			v.warned[line] += string(m[3]) + "; "
		default:
			v.crashed = line
		}
	}
	if err == nil {
		v.object, _ = os.ReadFile(object)
	} else if len(v.errors) == 0 && v.crashed == 0 {
		w.Fatalf("as %s: %v\n%.2000s", options, err, stderr)
	}
	list, _ := os.ReadFile(listing)
	v.readListing(list)
	return v
}

// askTas has tas read the source.
func (w *wildRun) askTas(source []byte, enc *encoder.Options, options string) *verdicts {
	list := &tas.Listing{Lines: true, Width: 8, Width2: 8, Columns: 100, Continued: 4}
	opt := &tas.Options{Output: tas.Object, Encoder: *enc, Marks: true, Listing: list, NoBuiltins: true}
	opt.Resolve = obj.Options{NoGOTX: options == "-mrelax-relocations=no"}
	r := tas.Build([]tas.Input{{Name: "a.s", Text: source}}, opt)
	v := &verdicts{errors: map[int]string{}, warned: map[int]string{}, object: r.Output}
	for _, d := range r.Diags.Sorted() {
		line := r.Sources.Position(d.Span.Pos).Line
		if d.Severity == diag.Error {
			v.errors[line] += d.Text + "; "
		} else {
			v.warned[line] += d.Text + "; "
		}
	}
	v.readListing(list.Text)
	return v
}

// readListing takes the bytes and addresses of the lines.
func (v *verdicts) readListing(list []byte) {
	v.code = map[int]string{}
	for _, m := range listed.FindAllSubmatch(list, -1) {
		line, _ := strconv.Atoi(string(m[1]))
		addr, _ := strconv.ParseUint(string(m[2]), 16, 64)
		if line > 1 {
			v.starts = append(v.starts, start{addr, line})
		}
		v.code[line] += strings.ToLower(strings.ReplaceAll(string(m[3]), " ", ""))
	}
}
