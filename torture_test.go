package tas

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// What compilers write is most of the assembly there is. GCC's own tests
// (Debian's gcc-12-source, or an unpacked tree named by TAS_GCC_TESTSUITE) are
// compiled to assembly in several ways, and each result must make the same
// object with tas, called as `as`, as with GNU as, or be refused by both. Those
// that are programs are built by `gcc -B`, which then takes tas for its
// assembler, and run. What stands alone is also read in three pieces, as only a
// source of megabytes is otherwise.
//
// Plain `go test` takes a sample of some folders, `make torture` every test in
// every way, which takes hours; `make torture GROUP=gnat.dg` those of one folder,
// SHARE=8 every eighth of them, FROM=3 beginning with the fourth, WAY='-O1 -gz'
// in this way instead of all. KEEP=dir keeps what the compiler and GNU as make
// there, and the next run takes it from there and only has tas to start.

// tortureGroup is one folder of tests.
type tortureGroup struct {
	folder   string // below gcc/testsuite
	compiler string
	suffixes []string
	ways     []string // options of the compiler
	runs     bool     // its programs exit with status 0
	sampled  bool     // by plain go test
}

var tortureGroups = []tortureGroup{
	{"gcc.c-torture/execute", "gcc", []string{".c"}, commonWays, true, true},
	{"gcc.c-torture/compile", "gcc", []string{".c"}, append(commonWays[:len(commonWays):len(commonWays)],
		"-O2 -g3",
		"-O1 -gdwarf-4 -fdata-sections -ffunction-sections",
		"-O2 -fcf-protection -fstack-protector-strong -pg",
		"-O2 -mcmodel=large",
		"-O2 -mcmodel=medium",
		"-O2 -fPIC -mtls-dialect=gnu2",
		"-O2 -fPIC -fno-plt",
		"-O2 -flto -ffat-lto-objects",
	), false, true},
	{"g++.dg/eh", "g++", []string{".C"}, commonWays, true, true},
	{"g++.dg/torture", "g++", []string{".C"}, commonWays, true, true},
	{"g++.dg", "g++", []string{".C"}, []string{"-O0 -g", "-O2", "-O2 -g -std=c++20"}, false, false},
	{"gcc.dg", "gcc", []string{".c"}, []string{"", "-g"}, false, false},
	{"gcc.target/i386", "gcc", []string{".c"}, []string{"", "-masm=intel"}, false, false},
	{"g++.target/i386", "g++", []string{".C"}, []string{"-O2", "-O2 -g"}, false, false},
	{"gfortran.dg", "gfortran", []string{".f90", ".f", ".F90", ".f03", ".f08"}, []string{"-O2 -g"}, false, false},
	{"objc.dg", "gcc", []string{".m"}, []string{"-O2 -g -fobjc-exceptions"}, false, false},
	{"obj-c++.dg", "g++", []string{".mm"}, []string{"-O2 -g"}, false, false},
	{"gnat.dg", "gcc", []string{".adb"}, []string{"-O2 -g"}, false, false},
	{"gdc.test", "gdc", []string{".d"}, []string{"-O2 -g"}, false, false},
	{"go.test", "gccgo-12", []string{".go"}, []string{"-O2 -g"}, false, false},
}

// commonWays are the ways of the folders that plain go test samples.
var commonWays = []string{
	"-O0",
	"-O2",
	"-O3 -march=icelake-server",
	"-Os -fPIC -g",
}

// tortureSample is how many tests of a folder a plain `go test` tries.
const tortureSample = 10

func TestGccTorture(t *testing.T) {
	suite := gccSuite(t)
	ours := commandNamedAs(t)
	gnu := gnuAs(t)
	share, from := tortureNumber(t, "SHARE", 1), tortureNumber(t, "FROM", 0)
	keep := os.Getenv("TAS_TORTURE_KEEP")
	for _, g := range tortureGroups {
		if way, ok := os.LookupEnv("TAS_TORTURE_WAY"); ok {
			g.ways = []string{way}
		}
		if os.Getenv("TAS_DIFF") != "full" && !g.sampled {
			continue
		}
		for i, way := range g.ways {
			if os.Getenv("TAS_DIFF") != "full" && i >= len(commonWays) {
				break
			}
			t.Run(strings.ReplaceAll(g.folder+" "+way, "/", "-"), func(t *testing.T) {
				tool(t, g.compiler)
				paths := g.tests(t, suite)
				if os.Getenv("TAS_DIFF") != "full" {
					sample := tortureSample
					if !thorough() {
						sample /= 4
					}
					paths = spread(paths, sample)
				} else {
					paths = everyNth(paths, share, from)
				}
				options := strings.Fields(way)
				c := tortureRun{
					t: t, group: g, options: options, gnu: gnu, ours: ours, dir: t.TempDir(),
					suite: suite, runs: g.runs && canRun(options),
				}
				if keep != "" {
					c.keep = filepath.Join(keep, "way"+strings.ReplaceAll(way, " ", ""))
				}
				c.all(paths)
				t.Logf("of %d tests: %d identical (%d also joined of pieces), %d refused alike, %d different, %d not compiled",
					len(paths), c.identical, c.joined, c.refused, len(c.different), c.skipped)
				if c.runs {
					t.Logf("of %d programs: %d exit 0, %d do not link alone, %d fail with either assembler",
						c.identical, c.ran, c.unlinked, c.failing)
				}
				for _, d := range c.different {
					t.Error(d)
				}
				if c.identical == 0 {
					t.Error("nothing was compared")
				}
			})
		}
	}
}

// tortureNumber is a number given by the environment, at least the smallest.
func tortureNumber(t *testing.T, name string, smallest int) int {
	t.Helper()
	text := os.Getenv("TAS_TORTURE_" + name)
	if text == "" {
		return smallest
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < smallest {
		t.Fatalf("TAS_TORTURE_%s=%s: expected a number of %d or more", name, text, smallest)
	}
	return n
}

// tests lists the tests of a folder and of those within it.
func (g *tortureGroup) tests(t *testing.T, suite string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(filepath.Join(suite, g.folder), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && slices.Contains(g.suffixes, filepath.Ext(path)) {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// spread chooses n of the paths, evenly.
func spread(paths []string, n int) []string {
	if len(paths) <= n {
		return paths
	}
	var list []string
	for i := range n {
		list = append(list, paths[i*len(paths)/n])
	}
	return list
}

// everyNth chooses every n-th path beginning with the one at index first.
func everyNth[T any](all []T, n, first int) []T {
	var list []T
	for i := first; i < len(all); i += n {
		list = append(list, all[i])
	}
	return list
}

// gccSuite returns the folder gcc/testsuite, unpacked on first use.
func gccSuite(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("TAS_GCC_TESTSUITE"); dir != "" {
		return dir
	}
	archives, _ := filepath.Glob("/usr/src/gcc-12/gcc-12*.tar.xz")
	if len(archives) == 0 {
		if thorough() {
			t.Fatal("/usr/src/gcc-12 is missing: install gcc-12-source")
		}
		t.Skip("/usr/src/gcc-12 is missing: install gcc-12-source, or set TAS_GCC_TESTSUITE")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(cache, "tas", "gcc-12")
	done := filepath.Join(root, "all-unpacked")
	if _, err := os.Stat(done); err != nil {
		if os.Getenv("TAS_DIFF") != "full" && !thorough() {
			t.Skip("GCC's tests are not unpacked yet: make torture does it, which takes 400 MB")
		}
		if err := os.MkdirAll(root, 0o755); err != nil {
			t.Fatal(err)
		}
		tar := exec.Command("tar", "-xf", archives[0], "-C", root, "--strip-components=1", "--wildcards", "*/gcc/testsuite/*")
		if out, err := tar.CombinedOutput(); err != nil {
			t.Fatalf("tar: %v\n%s", err, out)
		}
		if err := os.WriteFile(done, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(root, "gcc/testsuite")
}

// tortureRun compares one folder at one choice of options.
type tortureRun struct {
	t         *testing.T
	group     tortureGroup
	options   []string
	gnu, ours string // the assemblers
	dir       string // for what is made
	suite     string // where the tests are
	keep      string // where what compiler and GNU as make is kept, or nothing
	runs      bool   // what is compared is also run

	sync.Mutex
	identical, refused, skipped int
	ran, unlinked, failing      int
	joined                      int
	different                   []string
}

// all tries every path, on all cores.
func (c *tortureRun) all(paths []string) {
	work := make(chan int)
	var wait sync.WaitGroup
	for w := range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			dir := filepath.Join(c.dir, fmt.Sprint(w))
			for i := range work {
				c.try(paths[i], dir)
			}
		}()
	}
	for i := range paths {
		work <- i
	}
	close(work)
	wait.Wait()
	sort.Strings(c.different)
}

// try compiles one test, assembles it twice, and runs it.
func (c *tortureRun) try(path, dir string) {
	source, err := os.ReadFile(path)
	if err != nil {
		c.fail(path, err.Error())
		return
	}
	// What a test leaves behind must not meet the next one.
	os.RemoveAll(dir)
	if err := os.Mkdir(dir, 0o755); err != nil {
		c.fail(path, err.Error())
		return
	}
	base := filepath.Join(dir, "t")
	if c.keep != "" {
		base = filepath.Join(c.keep, strings.TrimPrefix(path, c.suite))
	}
	args, passed := c.commandLines(path, source)
	if !c.prepared(path, base, dir, args, passed) {
		c.count(&c.skipped) // for another target, or meant to be refused
		return
	}
	object := filepath.Join(dir, "tas.o")
	cmd := exec.Command("timeout", slices.Concat([]string{"60", c.ours}, passed, []string{base + ".s", "-o", object})...)
	cmd.Dir = filepath.Dir(base)
	out, err := cmd.CombinedOutput()
	_, gnuErr := os.Stat(base + ".o")
	switch {
	case gnuErr != nil && err != nil:
		c.count(&c.refused)
		return
	case gnuErr != nil:
		c.fail(path, "only GNU as refuses it")
		return
	case err != nil:
		c.fail(path, fmt.Sprintf("%v: %s", err, firstLine(string(out))))
		return
	}
	want, err := os.ReadFile(base + ".o")
	if err != nil {
		c.fail(path, err.Error())
		return
	}
	got, err := os.ReadFile(object)
	if err != nil {
		c.fail(path, err.Error())
		return
	}
	if !bytes.Equal(got, want) {
		c.fail(path, fmt.Sprintf("the objects differ from byte %#x", firstDifference(got, want)))
		return
	}
	if len(passed) == 2 {
		text, err := os.ReadFile(base + ".s")
		if err != nil {
			c.fail(path, err.Error())
			return
		}
		opt := &Options{Output: Object, forcePieces: 3}
		opt.Directives.CompDir = cmd.Dir
		r := Build([]Input{{Name: base + ".s", Text: text}}, opt)
		if !bytes.Equal(r.Output, want) {
			c.fail(path, fmt.Sprintf("the objects differ from byte %#x when it is read in pieces", firstDifference(r.Output, want)))
			return
		}
		if r.joined {
			c.count(&c.joined)
		}
	}
	c.count(&c.identical)
	if c.runs {
		c.run(path, base+".s", filepath.Join(dir, "t.exe"), args)
	}
}

// commandLines are the compiler's command line, and the options that it gives to
// the assembler.
func (c *tortureRun) commandLines(path string, source []byte) (args, passed []string) {
	args = append([]string{"60", c.group.compiler, "-w", "-I" + filepath.Dir(path)}, c.options...)
	if c.group.compiler != "gdc" && c.group.compiler != "gccgo-12" { // they mark their tests in another way
		for _, o := range testOptions(source) {
			args = append(args, o)
			if list, ok := strings.CutPrefix(o, "-Wa,"); ok {
				passed = append(passed, strings.Split(list, ",")...)
			}
		}
	}
	if slices.Contains(args, "-msse2avx") && !slices.Contains(args, "-mavx") {
		passed = append(passed, "-msse2avx") // as gcc does
	}
	return args, append(passed, "-I", filepath.Dir(path))
}

// prepared compiles a test to base.s and has GNU as make base.o of it, if it
// takes it, unless an earlier run has. It reports whether the test compiles.
func (c *tortureRun) prepared(path, base, dir string, args, passed []string) bool {
	done, refused := base+".done", base+".refused"
	if _, err := os.Stat(done); err == nil {
		return true
	}
	if _, err := os.Stat(refused); err == nil {
		return false
	}
	if err := os.MkdirAll(filepath.Dir(base), 0o755); err != nil {
		c.fail(path, err.Error())
	}
	cmd := exec.Command("timeout", slices.Concat(args, []string{"-S", "-o", base + ".s", path})...)
	cmd.Dir = dir
	mark := done
	if cmd.Run() != nil {
		mark = refused
	} else {
		// What it refuses is seen by the missing object. Line tables may name the
		// folder in which it is called.
		cmd := exec.Command(c.gnu, slices.Concat(passed, []string{base + ".s", "-o", base + ".o"})...)
		cmd.Dir = filepath.Dir(base)
		_ = cmd.Run()
	}
	if err := os.WriteFile(mark, nil, 0o644); err != nil {
		c.fail(path, err.Error())
	}
	return mark == done
}

// run builds a test by gcc with tas in as's place, from what it was compiled to,
// and runs it. One that does not link, or fails, must do so with GNU as too:
// some need files or options that only GCC's own scripts know.
func (c *tortureRun) run(path, source, exe string, args []string) {
	// With -g the driver asks for the lines of the assembly source, which has some.
	args = slices.DeleteFunc(slices.Clone(args), func(o string) bool { return strings.HasPrefix(o, "-g") })
	build := func(more ...string) error {
		cmd := exec.Command("timeout", slices.Concat(args, more, []string{"-o", exe, source, "-lm"})...)
		cmd.Dir = filepath.Dir(exe)
		return cmd.Run()
	}
	start := func() error {
		cmd := exec.Command("timeout", "10", exe)
		cmd.Dir = filepath.Dir(exe)
		return cmd.Run()
	}
	built := build("-B", filepath.Dir(c.ours))
	var ran error
	if built == nil {
		if ran = start(); ran == nil {
			c.count(&c.ran)
			return
		}
	}
	os.Remove(exe)
	gnuBuilt := build()
	switch {
	case (built == nil) != (gnuBuilt == nil):
		c.fail(path, fmt.Sprintf("building gives %v with tas, %v with GNU as", built, gnuBuilt))
	case built != nil:
		c.count(&c.unlinked)
	case start() == nil:
		c.fail(path, fmt.Sprintf("the program fails: %v", ran))
	default:
		c.count(&c.failing)
	}
}

func (c *tortureRun) count(n *int) {
	c.Lock()
	defer c.Unlock()
	*n++
}

func (c *tortureRun) fail(path, why string) {
	c.Lock()
	defer c.Unlock()
	c.different = append(c.different, filepath.Base(path)+": "+why)
}

// testOptions are the options that a test asks for whatever the target, or for
// this one.
func testOptions(source []byte) []string {
	var list []string
	for _, m := range dgOptions.FindAllSubmatch(source, -1) {
		if target := string(m[2]); target != "" && !ourTarget.MatchString(target) {
			continue
		}
		for _, o := range strings.Fields(string(m[1])) {
			if !otherOutput.MatchString(o) {
				list = append(list, o)
			}
		}
	}
	return list
}

var (
	dgOptions   = regexp.MustCompile(`\{ *dg-(?:additional-)?options +"([^"]*)" *(\{.*\})? *\}`)
	ourTarget   = regexp.MustCompile(`! ia32|x86_64|lp64|fpic|sse|c\+\+|\*-\*-\*|! \*-\*-`)
	otherOutput = regexp.MustCompile(`^-(save-temps.*|M.*|fdump.*|fplugin.*|l.*|m32|mx32|[cSE])$`)
)

// canRun reports whether this processor has what the options ask for.
func canRun(options []string) bool {
	for _, o := range options {
		if o == "-march=icelake-server" {
			info, _ := os.ReadFile("/proc/cpuinfo")
			return bytes.Contains(info, []byte(" avx512_vpopcntdq"))
		}
	}
	return true
}
