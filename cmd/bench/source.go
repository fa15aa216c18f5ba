package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

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
// writes the file that it gets instead. It holds one line at a time: what this
// process has in memory when it starts another, the kernel counts as the
// other's.
func (s *source) read() error {
	in, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer in.Close()
	s.forAs = s.path + ".plain"
	out, err := os.Create(s.forAs)
	if err != nil {
		return err
	}
	defer out.Close()
	r, w := bufio.NewReader(in), bufio.NewWriter(out)
	for {
		line, err := r.ReadBytes('\n')
		if err == io.EOF {
			return w.Flush()
		}
		if err != nil {
			return err
		}
		s.lines++
		if !bytes.HasPrefix(line, []byte("\t.addrsig")) {
			w.Write(line)
		}
	}
}

// measure compares the outputs, then times both programs in turn. It reports
// whether the outputs were the same.
func (s *source) measure(tas string, rounds int) (same bool, err error) {
	ours, theirs := s.path+".tas.o", s.path+".as.o"
	asCommand := []string{"as", "-o", theirs, s.forAs}
	tasCommand := []string{tas, "-c", "-o", ours, s.path}
	for _, command := range [][]string{asCommand, {tas, "-c", "-o", ours, s.forAs}} {
		if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			return false, fmt.Errorf("%s %s: %w\n%.2000s", command[0], s.name, err, out)
		}
	}
	differ := equalFiles(ours, theirs)
	gnu, own, err := alternate(rounds, asCommand, tasCommand)
	if err != nil {
		return false, err
	}
	fmt.Printf("%s, %d lines\n", s.name, s.lines)
	for _, row := range []struct {
		name string
		cost
	}{{"as", gnu}, {"tas", own}} {
		fmt.Printf("  %-26s %10.1f %10.1f %10.0f %10.2f\n", row.name,
			row.wall*1e3, row.cpu*1e3, row.memory, float64(s.lines)/1e6/row.wall)
	}
	fmt.Printf("  %-26s %9.1fx %9.1fx %9.2fx\n", "as / tas", gnu.wall/own.wall, gnu.cpu/own.cpu, gnu.memory/own.memory)
	if differ != nil {
		fmt.Printf("  THE OBJECTS DIFFER: %v\n", differ)
	}
	return differ == nil, nil
}

// equalFiles returns an error that says where two files part.
func equalFiles(a, b string) error {
	x, err := os.Open(a)
	if err != nil {
		return err
	}
	defer x.Close()
	y, err := os.Open(b)
	if err != nil {
		return err
	}
	defer y.Close()
	p, q := bufio.NewReader(x), bufio.NewReader(y)
	for at := 0; ; at++ {
		c, errX := p.ReadByte()
		d, errY := q.ReadByte()
		switch {
		case errX == io.EOF && errY == io.EOF:
			return nil
		case errX != nil || errY != nil || c != d:
			return fmt.Errorf("they part at %#x", at)
		}
	}
}
