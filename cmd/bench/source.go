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

// prepare compiles SQLite in the first few of the ways that the figures are
// about. Compiled files are kept between runs.
func (b *bench) prepare(few int) ([]source, error) {
	module, err := fetch.GoModule(fetch.SQLite)
	if err != nil {
		return nil, err
	}
	input := filepath.Join(module, "sqlite3-binding.c")
	ways := []struct {
		name, compiler string
		options        []string
	}{
		{"sqlite-gcc-O2", "gcc", []string{"-O2"}},
		{"sqlite-gcc-O2-g", "gcc", []string{"-O2", "-g"}},
		{"sqlite-clang-O2", "clang-16", []string{"-O2"}},
	}
	var sources []source
	for _, w := range ways[:min(few, len(ways))] {
		if _, err := exec.LookPath(w.compiler); err != nil {
			fmt.Printf("%s is left out: there is no %s\n", w.name, w.compiler)
			continue
		}
		s := source{name: w.name, path: b.path(w.name + ".s")}
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
	s.forAs = s.path + ".plain"
	os.Remove(s.forAs)
	lacking := 0
	err := rewrite(s.path, s.forAs, func(w *bufio.Writer, line []byte) {
		s.lines++
		if bytes.HasPrefix(line, []byte("\t.addrsig")) {
			lacking++
			return
		}
		w.Write(line)
	})
	if lacking == 0 {
		s.forAs = s.path
	}
	return err
}

// rewrite calls each for all lines of a file, to write another.
func rewrite(from, to string, each func(w *bufio.Writer, line []byte)) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
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
		each(w, line)
	}
}

// sqlite measures SQLite as compilers write it. as does not know all of what
// clang writes, and is given the rest.
func (b *bench) sqlite() error {
	sources, err := b.prepare(3)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if err := b.assemble(s.name, s.path, s.forAs, s.lines, b.rounds); err != nil {
			return err
		}
	}
	return nil
}
