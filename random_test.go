package tas

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tas/diag"
	"tas/internal/environ"
)

// Random programs, assembled by tas and by GNU as: the same object, or both
// refuse, and both warn or neither. Many programs make one source, each in
// sections and with names of its own; only a source that differs is taken apart.
//
// TAS_DIFF=full tries many; TAS_SEED and TAS_COUNT say which and how many.

// randomPrograms compares so many programs, or one in 200 under plain go test.
func randomPrograms(t *testing.T, count, batch int, program func(rng *rand.Rand, id string) string) {
	gnuAs(t)
	if os.Getenv("TAS_DIFF") != "full" {
		count /= 200
	}
	seed := environ.Seed("TAS_SEED")
	count = environ.Number("TAS_COUNT", count)
	p := newPair(t)
	for first := 0; first < count && p.found < maxFindings; first += batch {
		var list []string
		for i := range batch {
			rng := rand.New(rand.NewPCG(seed, uint64(first+i)))
			list = append(list, program(rng, fmt.Sprintf("%c%d_", 'a'+i%26, i)))
		}
		p.compare(list)
	}
	t.Logf("%d programs, of them %d identical, %d refused alike", count, p.same, p.refused)
}

// maxFindings is how many differences are shown; TAS_FINDINGS says otherwise.
var maxFindings = environ.Number("TAS_FINDINGS", 20)

// pair is the two assemblers.
type pair struct {
	t                    *testing.T
	dir                  string
	same, refused, found int
}

// newPair returns them in a directory that has a file to include.
func newPair(t *testing.T) *pair {
	p := &pair{t: t, dir: t.TempDir()}
	if err := os.WriteFile(filepath.Join(p.dir, "inc.s"), []byte(".byte 1, 2\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return p
}

// opinion is what an assembler makes of a source.
type opinion struct {
	object []byte
	lines  map[int]remark // what it says of which line; 0 is the source as a whole
	first  string         // the first error, or else the first warning
	gaveUp bool           // it did not refuse: it ran out of memory, or found no layout

	// as takes what tas refuses on purpose: a register where a number is expected,
	// which as takes for the place in a list of its own.
	peculiar bool
}

// remark is the worst that was said.
type remark uint8

const (
	warned remark = iota + 1
	refused
)

// add notes a message.
func (o *opinion) add(file string, line int, how remark, text string) {
	if file != "x.s" {
		line = 0
	}
	o.peculiar = o.peculiar || strings.Contains(text, "register value used as expression")
	worst := o.worst()
	if how > worst {
		o.first = text
	}
	o.lines[line] = max(o.lines[line], how)
}

// worst is the worst that was said of any line.
func (o *opinion) worst() (worst remark) {
	for _, r := range o.lines {
		worst = max(worst, r)
	}
	return worst
}

// between is the worst that was said of some lines.
func (o *opinion) between(first, behind int) (worst remark) {
	for i := first; i < behind; i++ {
		worst = max(worst, o.lines[i])
	}
	return worst
}

// onPurpose are messages of tas about what as takes.
var onPurpose = [...]string{
	// Registers are the places in a list of as's own where a number is expected.
	"a register cannot take part in an address", "a register has no place in",
	// What is larger than tas makes.
	"at most 2^30 is supported", "more than a section can hold here", "line and column are numbers of up to 32 bits",
	// As takes addresses as far as they are known for numbers while it lays out a section.
	"the count cannot be computed: the operator needs", "the count must be a number, or the difference of",
	// It writes until there is no memory, but for the wide fills.
	"expected a power of at least 0",
	"MRI syntax is not for x86",
	// A label that never comes, though nothing that is written needs it.
	"stands behind this reference",
	// A name without a value puts down zero as the code of a character.
	"the character code must be a number",
}

// deliberate reports that tas refuses on purpose what as takes.
func (o *opinion) deliberate() bool {
	return slices.ContainsFunc(onPurpose[:], func(text string) bool { return strings.Contains(o.first, text) })
}

// compare compares what the programs of a list make, and finds out which one
// differs. Those that both refuse, each for itself, are left out, and the others
// tried again.
func (p *pair) compare(list []string) {
	if len(list) == 0 || p.found >= maxFindings {
		return
	}
	source := strings.Join(list, "")
	want, got := p.gnu(source), p.tas(source)
	if len(list) == 1 {
		p.judge(source, want, got)
		return
	}
	var left []string
	agree := want.lines[0] == 0 && got.lines[0] == 0 && !want.gaveUp
	line := 1
	for _, program := range list {
		behind := line + strings.Count(program, "\n")
		how := want.between(line, behind)
		agree = agree && how == got.between(line, behind)
		if how != refused {
			left = append(left, program)
		}
		line = behind
	}
	switch {
	case agree && len(left) < len(list):
		p.refused += len(list) - len(left)
		p.compare(left)
	case agree && bytes.Equal(want.object, got.object):
		p.same += len(list)
	default:
		p.compare(list[:len(list)/2])
		p.compare(list[len(list)/2:])
	}
}

// judge counts one program, and shows it when the two differ.
func (p *pair) judge(source string, want, got *opinion) {
	verdict := verdictOf(want, got)
	switch {
	case verdict != "":
		p.found++
		p.t.Errorf("%s\n%s", verdict, p.shrink(source))
	case got.object == nil:
		p.refused++
	default:
		p.same++
	}
}

// verdictOf says how the two disagree, "" for not at all.
func verdictOf(want, got *opinion) string {
	switch a, b := want.worst(), got.worst(); {
	case want.gaveUp, want.peculiar, b == refused && got.deliberate():
		return ""
	case a == refused && b < refused:
		return "accepted, but as says: " + want.first
	case b == refused && a < refused:
		return "refused: " + got.first
	case a == refused:
		return ""
	case !bytes.Equal(want.object, got.object):
		return "objects differ"
	case a > b:
		return "no warning, but as says: " + want.first
	case a < b:
		return "warning: " + got.first
	}
	return ""
}

// gnu is what as makes of a source.
func (p *pair) gnu(source string) *opinion {
	in, out := filepath.Join(p.dir, "x.s"), filepath.Join(p.dir, "x.o")
	os.Remove(out)
	if err := os.WriteFile(in, []byte(source), 0o666); err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "as", "-o", out, "x.s")
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "PWD="+p.dir)
	says := limited{left: 1 << 20}
	cmd.Stderr = &says
	err := cmd.Run()
	o := &opinion{lines: map[int]remark{}}
	for text := range strings.Lines(says.String()) {
		m := gnuMessage.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		line, how := 0, refused
		fmt.Sscan(m[2], &line)
		if m[3] == "Warning" {
			how = warned
		}
		o.add(m[1], line, how, m[4])
	}
	text := says.String()
	if strings.Contains(text, "Infinite loop") || strings.Contains(text, "out of memory") || strings.Contains(text, "Internal error") ||
		err != nil && cmd.ProcessState.ExitCode() != 1 {
		o.gaveUp = true // a signal, or the time is up, or it says the same without end
		return o
	}
	if err != nil {
		if o.worst() < refused {
			o.add("", 0, refused, text)
		}
		return o
	}
	if o.object, err = os.ReadFile(out); err != nil {
		p.t.Fatal(err)
	}
	return o
}

// limited is a buffer that takes so many more bytes: as may say the same without end.
type limited struct {
	bytes.Buffer
	left int
}

func (l *limited) Write(text []byte) (int, error) {
	if l.left -= len(text); l.left < 0 {
		return 0, io.ErrShortBuffer
	}
	return l.Buffer.Write(text)
}

// gnuMessage is a message of as: file, line if there is one, severity, text.
var gnuMessage = regexp.MustCompile(`^(.*?):(?:(\d+):)? (Warning|Error|Fatal error|Internal error):? (.*)`)

// tas is what tas makes of a source.
func (p *pair) tas(source string) *opinion {
	opt := &Options{Output: Object, NoBuiltins: true}
	opt.Directives.CompDir = p.dir
	opt.Directives.ReadFile = func(name string) ([]byte, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(p.dir, name)
		}
		return os.ReadFile(name)
	}
	r := Build([]Input{{Name: "x.s", Text: []byte(source)}}, opt)
	o := &opinion{object: r.Output, lines: map[int]remark{}}
	for _, d := range r.Diags.Sorted() {
		how := warned
		switch d.Severity {
		case diag.Note:
			continue
		case diag.Error:
			how = refused
		}
		at := r.Sources.Position(d.Span.Pos)
		o.add(at.File, at.Line, how, d.Text)
	}
	return o
}

// shrink leaves out lines as long as the two still disagree in the same way.
func (p *pair) shrink(source string) string {
	verdict := p.verdict(source)
	lines := strings.SplitAfter(source, "\n")
	for n := len(lines) / 2; n > 0; n /= 2 {
		for at := 0; at+n <= len(lines); {
			shorter := append(append([]string{}, lines[:at]...), lines[at+n:]...)
			if p.verdict(strings.Join(shorter, "")) == verdict {
				lines = shorter
			} else {
				at += n
			}
		}
	}
	return strings.Join(lines, "")
}

// verdict says how the two disagree about a source.
func (p *pair) verdict(source string) string { return verdictOf(p.gnu(source), p.tas(source)) }
