// Command bench measures tas against GNU as and ld, and beside fasm and other
// linkers: the same work by both programs in turn, medians of several rounds.
// Before it measures, it wants what both make to be the same: objects byte for
// byte, programs by running them.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/pflag"
)

// bench is what all measurements share.
type bench struct {
	tas    string
	dir    string // where sources and outputs are kept
	rounds int
	failed int // works of which the outputs differ
}

// groups are the kinds of work, in the order of the table.
var groups = []struct {
	name string
	run  func(*bench) error
}{
	{"start", (*bench).start},
	{"macros", (*bench).macros},
	{"sqlite", (*bench).sqlite},
	{"big", (*bench).big},
	{"link", (*bench).manyLink},
	{"static", (*bench).staticLinks},
	{"cplusplus", (*bench).cplusplus},
	{"golf", (*bench).golf},
	{"samples", (*bench).samples},
}

func main() {
	var b bench
	var names []string
	for _, g := range groups {
		names = append(names, g.name)
	}
	pflag.StringVar(&b.tas, "tas", "bin/tas", "the tas to measure")
	pflag.StringVar(&b.dir, "dir", "build/bench", "where sources and outputs are kept")
	pflag.IntVar(&b.rounds, "rounds", 7, "how often each program runs")
	only := pflag.StringSlice("only", names, "the works to measure")
	pflag.Parse()
	if err := b.run(*only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(only []string) error {
	if err := os.MkdirAll(b.dir, 0o777); err != nil {
		return err
	}
	tas, err := filepath.Abs(b.tas)
	if err != nil {
		return err
	}
	b.tas = tas
	fmt.Printf("%s, %s\n\n", processor(), time.Now().UTC().Format("2006-01-02"))
	b.head()
	for _, g := range groups {
		if !slices.Contains(only, g.name) {
			continue
		}
		if err := g.run(b); err != nil {
			return fmt.Errorf("%s: %w", g.name, err)
		}
	}
	if b.failed > 0 {
		return fmt.Errorf("the outputs of %d works differ", b.failed)
	}
	return nil
}

// path is where a file of the measurements stands.
func (b *bench) path(elem ...string) string {
	return filepath.Join(append([]string{b.dir}, elem...)...)
}
