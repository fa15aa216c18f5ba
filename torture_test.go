package tas

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strings"
	"sync"
	"testing"
)

// What compilers write is most of the assembly there is. GCC's own torture
// tests (Debian's gcc-12-source, or an unpacked tree named by
// TAS_GCC_TESTSUITE) are compiled to assembly at several options, and each
// result must make the same object with tas, called as `as`, as with GNU as.
// Some are built by `gcc -B`, which then takes tas for its assembler, and run.

// tortureGroup is one folder of tests.
type tortureGroup struct {
	folder   string // below gcc/testsuite
	compiler string
	suffix   string
	runs     bool // its programs exit with status 0
}

var tortureGroups = []tortureGroup{
	{"gcc.c-torture/execute", "gcc", ".c", true},
	{"gcc.c-torture/compile", "gcc", ".c", false},
	{"g++.dg/eh", "g++", ".C", false},
	{"g++.dg/torture", "g++", ".C", false},
}

// tortureOptions are the ways in which each test is compiled.
var tortureOptions = []string{
	"-O0",
	"-O2",
	"-O3 -march=icelake-server",
	"-Os -fPIC -g",
}

// tortureSample is how many tests of a folder a plain `go test` tries, and
// tortureRuns how many a full one runs for each that it compares.
const (
	tortureSample = 10
	tortureRuns   = 10
)

func TestGccTortureDiff(t *testing.T) {
	suite := gccSuite(t)
	ours := commandNamedAs(t)
	gnu := gnuAs(t)
	for _, g := range tortureGroups {
		tool(t, g.compiler)
		paths, err := filepath.Glob(filepath.Join(suite, g.folder, "*"+g.suffix))
		if err != nil {
			t.Fatal(err)
		}
		if len(paths) == 0 {
			t.Errorf("no tests in %s", g.folder)
		}
		if os.Getenv("TAS_DIFF") != "full" {
			paths = spread(paths, tortureSample)
		}
		for _, options := range tortureOptions {
			c := tortureRun{t: t, group: g, options: strings.Fields(options), gnu: gnu, ours: ours, dir: t.TempDir()}
			c.all(paths)
			t.Logf("%s %s: %d identical, %d not compiled, %d run", g.folder, options, c.identical, c.skipped, c.ran)
			for _, d := range c.different {
				t.Errorf("%s %s: %s", g.folder, options, d)
			}
			if c.identical == 0 {
				t.Errorf("%s %s: nothing was compared", g.folder, options)
			}
		}
	}
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

// gccSuite returns the folder gcc/testsuite, unpacked on first use.
func gccSuite(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("TAS_GCC_TESTSUITE"); dir != "" {
		return dir
	}
	archives, _ := filepath.Glob("/usr/src/gcc-12/gcc-12*.tar.xz")
	if len(archives) == 0 {
		if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
			t.Fatal("/usr/src/gcc-12 is missing: install gcc-12-source")
		}
		t.Skip("/usr/src/gcc-12 is missing: install gcc-12-source, or set TAS_GCC_TESTSUITE")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(cache, "tas", "gcc-12")
	if _, err := os.Stat(filepath.Join(root, "complete")); err != nil {
		if os.Getenv("TAS_DIFF") != "full" {
			t.Skip("GCC's tests are not unpacked yet: make diff does it, which takes a minute")
		}
		if err := os.MkdirAll(root, 0o755); err != nil {
			t.Fatal(err)
		}
		args := []string{"-xf", archives[0], "-C", root, "--strip-components=1", "--wildcards"}
		for _, g := range tortureGroups {
			args = append(args, "*/gcc/testsuite/"+g.folder+"/*")
		}
		if out, err := exec.Command("tar", args...).CombinedOutput(); err != nil {
			t.Fatalf("tar: %v\n%s", err, out)
		}
		if err := os.WriteFile(filepath.Join(root, "complete"), nil, 0o644); err != nil {
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

	sync.Mutex
	identical, skipped, ran int
	different               []string
}

// all tries every path, on all cores.
func (c *tortureRun) all(paths []string) {
	work := make(chan int)
	var wait sync.WaitGroup
	for w := range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			base := filepath.Join(c.dir, fmt.Sprint(w))
			for i := range work {
				c.try(paths[i], base, i)
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

// try compiles one test, assembles it twice, and now and then runs it.
func (c *tortureRun) try(path, base string, i int) {
	source, err := os.ReadFile(path)
	if err != nil {
		c.fail(path, err.Error())
		return
	}
	args := append(append([]string{"60", c.group.compiler, "-w"}, c.options...), testOptions(source)...)
	cmd := exec.Command("timeout", append(args, "-S", "-o", base+".s", path)...)
	cmd.Dir = filepath.Dir(path)
	if cmd.Run() != nil {
		c.count(&c.skipped) // for another target, or meant to be refused
		return
	}
	if exec.Command(c.gnu, "-o", base+".gnu.o", base+".s").Run() != nil {
		c.count(&c.skipped) // assembly within the test that no assembler takes
		return
	}
	if out, err := exec.Command("timeout", "20", c.ours, "-o", base+".tas.o", base+".s").CombinedOutput(); err != nil {
		c.fail(path, fmt.Sprintf("%v: %s", err, firstLine(string(out))))
		return
	}
	want, err := os.ReadFile(base + ".gnu.o")
	if err != nil {
		c.fail(path, err.Error())
		return
	}
	got, err := os.ReadFile(base + ".tas.o")
	if err != nil {
		c.fail(path, err.Error())
		return
	}
	if !bytes.Equal(got, want) {
		c.fail(path, fmt.Sprintf("the objects differ from byte %#x", firstDifference(got, want)))
		return
	}
	c.count(&c.identical)
	if c.group.runs && i%tortureRuns == 0 && canRun(c.options) {
		c.run(path, base, args)
	}
}

// run builds a test by gcc with tas in as's place, and runs it.
func (c *tortureRun) run(path, base string, args []string) {
	args = append(args, "-B", filepath.Dir(c.ours), "-o", base+".exe", path, "-lm")
	cmd := exec.Command("timeout", args...)
	cmd.Dir = filepath.Dir(path)
	if cmd.Run() != nil {
		return // it is one that does not link
	}
	if out, err := exec.Command("timeout", "5", base+".exe").CombinedOutput(); err != nil {
		// Some need options that only GCC's own scripts know.
		link := exec.Command(c.group.compiler, "-o", base+".exe", base+".gnu.o", "-lm")
		if link.Run() == nil && exec.Command("timeout", "5", base+".exe").Run() == nil {
			c.fail(path, fmt.Sprintf("the program fails: %v: %s", err, firstLine(string(out))))
		}
		return
	}
	c.count(&c.ran)
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

// testOptions are the options that a test asks for whatever the target.
func testOptions(source []byte) []string {
	var list []string
	for _, m := range dgOptions.FindAllSubmatch(source, -1) {
		list = append(list, strings.Fields(string(m[1]))...)
	}
	return list
}

var dgOptions = regexp.MustCompile(`\{ *dg-(?:additional-)?options +"([^"]*)" *\}`)

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
