package tas

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
)

// The test suite of GNU as is the largest public collection of assembly for
// x86-64. Each of its sources goes through GNU as and through tas, called as
// `as` with the options that its .d file states: both must make the same file,
// or both refuse it at the same lines. Debian's package binutils-source has
// the suite; TAS_GAS_TESTSUITE may name an unpacked gas/testsuite/gas.

// gasDirs are the parts of the suite that concern ELF and x86-64. Of i386, the
// tests for 64-bit mode are taken.
var gasDirs = []string{"all", "macros", "elf", "cfi", "lns", "i386", "symver"}

// gasKnown lists the cases in which tas differs, each with the reason; a case
// that is listed and no longer differs fails the test as well.
const gasKnown = "testdata/gas-differences.txt"

func TestGasSuite(t *testing.T) {
	suite := gasSuite(t)
	as := gnuAs(t)
	ours := commandNamedAs(t)
	known := readReasons(t, gasKnown)
	counts := map[string]map[string]int{}
	differing := map[string]string{}
	var surprises []string
	for _, dir := range gasDirs {
		counts[dir] = map[string]int{}
		for _, c := range gasCases(t, filepath.Join(suite, dir)) {
			outcome, detail := c.compare(t, as, ours)
			counts[dir][outcome]++
			same := outcome == "identical" || outcome == "refused alike"
			reason, listed := known[c.name()]
			delete(known, c.name())
			if !same {
				differing[c.name()] = reason
			}
			switch {
			case !same && !listed:
				surprises = append(surprises, fmt.Sprintf("%s: %s: %s", c.name(), outcome, detail))
			case same && listed:
				surprises = append(surprises, fmt.Sprintf("%s is %s now: take it off %s", c.name(), outcome, gasKnown))
			}
		}
		t.Logf("%-8s %v", dir, counts[dir])
	}
	if updating() {
		writeKnown(t, differing)
		return
	}
	for name := range known {
		surprises = append(surprises, name+" is listed in "+gasKnown+" but is no case of the suite")
	}
	sort.Strings(surprises)
	for _, s := range surprises {
		t.Error(s)
	}
}

// readReasons reads a list of differences: name, two blanks, reason.
func readReasons(t *testing.T, path string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, reason, _ := strings.Cut(line, "  ")
		if reason = strings.TrimSpace(reason); reason == "" {
			t.Errorf("%s: %s gives no reason", path, name)
		}
		known[name] = reason
	}
	return known
}

// writeKnown rewrites the list under -update: reasons are kept, and those of new
// names are for a person to fill in.
func writeKnown(t *testing.T, differing map[string]string) {
	t.Helper()
	var b strings.Builder
	b.WriteString(knownHeader)
	for _, name := range slices.Sorted(maps.Keys(differing)) {
		fmt.Fprintf(&b, "%s  %s\n", name, differing[name])
	}
	if err := os.WriteFile(gasKnown, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

const knownHeader = "# Cases of the test suite of GNU as 2.40 in which tas differs: name, two blanks, reason.\n"

// gasSuite returns the folder gas/testsuite/gas, unpacked on first use.
func gasSuite(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("TAS_GAS_TESTSUITE"); dir != "" {
		return dir
	}
	archive := "/usr/src/binutils/binutils-2.40.tar.xz"
	if _, err := os.Stat(archive); err != nil {
		if thorough() {
			t.Fatalf("%s is missing: install binutils-source", archive)
		}
		t.Skipf("%s is missing: install binutils-source, or set TAS_GAS_TESTSUITE", archive)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(cache, "tas", "binutils-2.40")
	suite := filepath.Join(root, "binutils-2.40/gas/testsuite/gas")
	if _, err := os.Stat(filepath.Join(root, "complete")); err == nil {
		return suite
	}
	if err := os.MkdirAll(root, 0o755); err != nil {
		t.Fatal(err)
	}
	args := []string{"-xf", archive, "-C", root}
	for _, dir := range gasDirs {
		args = append(args, "binutils-2.40/gas/testsuite/gas/"+dir)
	}
	if out, err := exec.Command("tar", args...).CombinedOutput(); err != nil {
		t.Fatalf("tar: %v\n%s", err, out)
	}
	if err := os.WriteFile(filepath.Join(root, "complete"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	return suite
}

// commandNamedAs builds the command under the name `as`.
func commandNamedAs(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "as")
	cmd := exec.Command("go", "build", "-o", path, "./cmd/tas")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// gasCase is one source with the options of one .d file.
type gasCase struct {
	dir, test, source string
	options           []string
}

func (c *gasCase) name() string { return filepath.Base(c.dir) + "/" + c.test }

// gasCases lists the cases of a folder: one for each .d file, and one for each
// source that no .d file names.
func gasCases(t *testing.T, dir string) []gasCase {
	t.Helper()
	var cases []gasCase
	named := map[string]bool{}
	scripts, _ := filepath.Glob(filepath.Join(dir, "*.d"))
	for _, script := range scripts {
		c := gasCase{dir: dir, test: filepath.Base(script)}
		c.source = strings.TrimSuffix(c.test, ".d") + ".s"
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(text))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			key, value, ok := strings.Cut(lines.Text(), ":")
			if !ok || !strings.HasPrefix(key, "#") {
				continue
			}
			switch strings.TrimSpace(key[1:]) {
			case "as":
				c.options = strings.Fields(value)
			case "source":
				c.source = strings.Fields(value)[0]
			}
		}
		named[c.source] = true
		cases = append(cases, c)
	}
	all, _ := filepath.Glob(filepath.Join(dir, "*.s"))
	for _, path := range all {
		if name := filepath.Base(path); !named[name] {
			cases = append(cases, gasCase{dir: dir, test: name, source: name})
		}
	}
	return slices.DeleteFunc(cases, func(c gasCase) bool {
		if _, err := os.Stat(filepath.Join(dir, c.source)); err != nil {
			return true
		}
		for _, o := range c.options {
			// Other modes, and options that are there for other targets.
			if o == "--32" || o == "--x32" || o == "-n32" || strings.HasPrefix(o, "$") {
				return true
			}
		}
		return filepath.Base(dir) == "i386" && !strings.HasPrefix(c.test, "x86-64") && !strings.HasPrefix(c.source, "x86-64")
	})
}

// gasMessage finds the messages of an assembler. Those of as that are made when
// the source has been read name the file only.
var gasMessage = regexp.MustCompile(`(?m)^([^:\n]+):(?:(\d+):)?(?:\d+:)? *(Fatal error|Error|error|Warning|warning):`)

// complaints are the places that an assembler complains of.
type complaints struct {
	errors, warnings []string // a line has warnings or errors: as adds some to its errors
	placeless        [2]int   // errors and warnings without a line
}

func complaintsIn(messages string) (c complaints) {
	for _, m := range gasMessage.FindAllStringSubmatch(messages, -1) {
		warning := strings.ToLower(m[3]) == "warning"
		switch {
		case m[2] == "" && warning:
			c.placeless[1]++
		case m[2] == "":
			c.placeless[0]++
		case warning:
			c.warnings = append(c.warnings, m[2]) // .file may have named the file otherwise
		default:
			c.errors = append(c.errors, m[1]+":"+m[2])
		}
	}
	c.warnings = slices.DeleteFunc(c.warnings, func(line string) bool {
		return slices.ContainsFunc(c.errors, func(place string) bool { return strings.HasSuffix(place, ":"+line) })
	})
	return c
}

// compare runs both assemblers and names the outcome.
func (c *gasCase) compare(t *testing.T, as, ours string) (outcome, detail string) {
	t.Helper()
	tmp := t.TempDir()
	run := func(program string, options ...string) (object []byte, messages string, failure error) {
		// The same output name for both: it may stand in the object.
		path := filepath.Join(tmp, "out.o")
		os.Remove(path)
		args := append(slices.Concat(c.options, options), "-I.", "-o", path, c.source)
		cmd := exec.Command("timeout", append([]string{"20", program}, args...)...)
		cmd.Dir = c.dir
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Run(); err != nil {
			return nil, stderr.String(), err
		}
		object, err := os.ReadFile(path)
		return object, stderr.String(), err
	}
	want, theirs, fault := run(as)
	got, mine, failure := run(ours)
	p, q := complaintsIn(theirs), complaintsIn(mine)
	switch {
	case want == nil && got != nil:
		return "accepted", "as says " + firstLine(theirs)
	case want != nil && got == nil:
		return "refused", firstLine(mine)
	case !bytes.Equal(want, got):
		return "different", fmt.Sprintf("objects of %d and %d bytes", len(want), len(got))
	case !sameLines(p.errors, q.errors, p.placeless[0]):
		return "refused elsewhere", fmt.Sprintf("as complains of lines %v, tas of %v", p.errors, q.errors)
	case !sameLines(p.warnings, q.warnings, p.placeless[1]):
		return "warned elsewhere", fmt.Sprintf("as warns of lines %v, tas of %v", p.warnings, q.warnings)
	case want == nil && fault.Error() != failure.Error():
		return "refused otherwise", fmt.Sprintf("%v, not %v", failure, fault)
	case want == nil:
		return "refused alike", ""
	case theirs == "":
		return "identical", ""
	}
	for _, option := range []string{"--fatal-warnings", "--no-warn"} {
		want, _, _ := run(as, option)
		got, mine, _ := run(ours, option)
		if (want == nil) != (got == nil) || option == "--no-warn" && mine != "" {
			return "warned otherwise", "with " + option
		}
	}
	return "identical", ""
}

// sameLines reports whether tas complains of the lines that as complains of.
// For each complaint of as without a line tas may name one.
func sameLines(theirs, mine []string, extra int) bool {
	slices.Sort(mine)
	for _, line := range slices.Compact(mine) {
		if !slices.Contains(theirs, line) {
			extra--
		}
	}
	return extra >= 0 && !slices.ContainsFunc(theirs, func(line string) bool { return !slices.Contains(mine, line) })
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
