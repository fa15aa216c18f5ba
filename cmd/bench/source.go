package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"

	"tas/internal/fetch"
)

// source is an assembly file to measure with.
type source struct {
	name  string
	path  string
	forAs string // the same for GNU as, which does not know clang's .addrsig
	lines int
}

// prepare compiles SQLite in the three ways that the figures are about.
// Compiled files are kept between runs.
func prepare(dir string, debug bool) ([]source, error) {
	module, err := fetch.GoModule(fetch.SQLite)
	if err != nil {
		return nil, err
	}
	input := filepath.Join(module, "sqlite3-binding.c")
	ways := []struct {
		name, compiler string
		options        []string
		debug          bool
	}{
		{"sqlite-gcc-O2", "gcc", []string{"-O2"}, false},
		{"sqlite-gcc-O2-g", "gcc", []string{"-O2", "-g"}, true},
		{"sqlite-clang-O2", "clang-16", []string{"-O2"}, false},
	}
	var sources []source
	for _, w := range ways {
		if w.debug && !debug {
			continue
		}
		if _, err := exec.LookPath(w.compiler); err != nil {
			fmt.Printf("%s is left out: there is no %s\n", w.name, w.compiler)
			continue
		}
		s := source{name: w.name, path: filepath.Join(dir, w.name+".s")}
		if _, err := os.Stat(s.path); err != nil {
			fmt.Printf("compiling %s\n", w.name)
			args := append(w.options, "-w", "-S", "-o", s.path, input)
			if out, err := exec.Command(w.compiler, args...).CombinedOutput(); err != nil {
				return nil, fmt.Errorf("%s: %w\n%s", w.compiler, err, out)
			}
		}
		if err := s.read(); err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	return sources, nil
}

// read counts the lines and, where there are directives that GNU as lacks,
// writes the file that it gets instead.
func (s *source) read() error {
	text, err := os.ReadFile(s.path)
	if err != nil {
		return err
	}
	s.lines = bytes.Count(text, []byte("\n"))
	s.forAs = s.path
	plain := regexp.MustCompile(`(?m)^\t\.addrsig.*$`).ReplaceAll(text, nil)
	if len(plain) == len(text) {
		return nil
	}
	s.forAs = s.path + ".plain"
	return os.WriteFile(s.forAs, plain, 0o666)
}

// measure compares the outputs, then times both programs in turn.
func (s *source) measure(tas string, rounds int) error {
	ours, theirs := s.path+".tas.o", s.path+".as.o"
	asCommand := []string{"as", "-o", theirs, s.forAs}
	tasCommand := []string{tas, "-c", "-o", ours, s.path}
	same := []string{tas, "-c", "-o", ours, s.forAs}
	for _, command := range [][]string{asCommand, same} {
		if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s %s: %w\n%.2000s", command[0], s.name, err, out)
		}
	}
	if err := equalFiles(ours, theirs); err != nil {
		return fmt.Errorf("%s: tas and as differ: %w", s.name, err)
	}
	gnu, own, err := alternate(rounds, asCommand, tasCommand)
	if err != nil {
		return err
	}
	million := float64(s.lines) / 1e6
	fmt.Printf("%-22s %9d %17s %17s %15s %12s\n", s.name, s.lines, "", "", "", "")
	fmt.Printf("  %-30s %17.1f %17.1f %15.0f %12.2f\n", "as", gnu.wall*1e3, gnu.cpu*1e3, gnu.memory, million/gnu.wall)
	fmt.Printf("  %-30s %17.1f %17.1f %15.0f %12.2f\n", "tas", own.wall*1e3, own.cpu*1e3, own.memory, million/own.wall)
	fmt.Printf("  %-30s %16.1fx %16.1fx %14.2fx\n", "as / tas", gnu.wall/own.wall, gnu.cpu/own.cpu, gnu.memory/own.memory)
	return nil
}

// equalFiles returns an error that says where two files part.
func equalFiles(a, b string) error {
	x, err := os.ReadFile(a)
	if err != nil {
		return err
	}
	y, err := os.ReadFile(b)
	if err != nil {
		return err
	}
	if bytes.Equal(x, y) {
		return nil
	}
	at := 0
	for at < len(x) && at < len(y) && x[at] == y[at] {
		at++
	}
	return fmt.Errorf("%d and %d bytes, the first difference at %#x", len(x), len(y), at)
}
