// Command bench measures tas against GNU as, side by side: the same sources,
// the two programs in turn, medians of several rounds. Before it measures it
// wants their outputs to be the same file.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"
)

func main() {
	tas := pflag.String("tas", "bin/tas", "the tas to measure")
	dir := pflag.String("dir", "build/bench", "where sources and outputs are kept")
	rounds := pflag.Int("rounds", 7, "how often each program runs")
	debug := pflag.Bool("debug", true, "measure the source with debugging information too")
	only := pflag.String("only", "", "link: the linkers only")
	pflag.Parse()
	if err := run(*tas, *dir, *only, *rounds, *debug); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(tas, dir, only string, rounds int, debug bool) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	tas, err := filepath.Abs(tas)
	if err != nil {
		return err
	}
	fmt.Printf("%s, %s\n\n", processor(), time.Now().UTC().Format("2006-01-02"))
	if err := startUp(tas, dir, rounds); err != nil {
		return err
	}
	if err := linkers(tas, dir, rounds); err != nil {
		return err
	}
	if err := manyLink(tas, dir, rounds); err != nil {
		return err
	}
	if only == "link" {
		return nil
	}
	sources, err := prepare(dir, debug)
	if err != nil {
		return err
	}
	fmt.Printf("\n%-28s %10s %10s %10s %10s\n", "assembling", "wall ms", "cpu ms", "memory MB", "Mlines/s")
	different := 0
	for _, s := range sources {
		same, err := s.measure(tas, rounds)
		if err != nil {
			return err
		}
		if !same {
			different++
		}
	}
	if different > 0 {
		return fmt.Errorf("tas and as made different files in %d cases", different)
	}
	return nil
}
