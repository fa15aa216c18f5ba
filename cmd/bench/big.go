package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
)

// A source of ten million lines: SQLite's from gcc -O2 again and again, each
// time with other names.

const bigLines = 10_000_000

// big measures it. as needs a gigabyte and a quarter of a minute, so there are
// fewer rounds.
func (b *bench) big() error {
	sources, err := b.prepare(1)
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return nil
	}
	s := &sources[0]
	copies := (bigLines + s.lines - 1) / s.lines
	path := b.path("big.s")
	if _, err := os.Stat(path); err != nil {
		if err := s.repeat(copies, path); err != nil {
			os.Remove(path)
			return err
		}
	}
	rounds := min(b.rounds, 3)
	if err := b.assemble(s.name+", as above", s.path, s.path, s.lines, rounds); err != nil {
		return err
	}
	return b.assemble(fmt.Sprintf("the same %d times", copies), path, path, copies*s.lines, rounds)
}

// repeat writes copies of the source to path; the names that it defines end in
// the number of the copy.
func (s *source) repeat(copies int, path string) error {
	own := map[string]bool{}
	err := rewrite(s.path, os.DevNull, func(_ *bufio.Writer, line []byte) {
		if name, _, ok := bytes.Cut(line, []byte(":")); ok && len(name) > 0 && nameLen(name) == len(name) {
			own[string(name)] = true
		}
		for _, directive := range []string{"\t.comm\t", "\t.local\t", "\t.set\t"} {
			if rest, ok := bytes.CutPrefix(line, []byte(directive)); ok {
				own[string(rest[:nameLen(rest)])] = true
			}
		}
	})
	for i := 0; i < copies && err == nil; i++ {
		suffix := fmt.Sprintf("_%d", i)
		err = rewrite(s.path, path, func(w *bufio.Writer, line []byte) {
			if bytes.HasPrefix(line, []byte("\t.file")) || bytes.Contains(line, []byte(".string")) || bytes.Contains(line, []byte(".ascii")) {
				w.Write(line)
				return
			}
			for len(line) > 0 {
				n := nameLen(line)
				if n == 0 {
					w.WriteByte(line[0])
					line = line[1:]
					continue
				}
				w.Write(line[:n])
				if own[string(line[:n])] {
					w.WriteString(suffix)
				}
				line = line[n:]
			}
		})
	}
	return err
}

// nameLen is the length of the name, number or register that text begins with.
func nameLen(text []byte) int {
	n := 0
	for n < len(text) && (text[n] >= 'a' && text[n] <= 'z' || text[n] >= 'A' && text[n] <= 'Z' || text[n] >= '0' && text[n] <= '9' ||
		text[n] == '_' || text[n] == '.' || text[n] == '$' && n > 0 || text[n] == '%' && n == 0) {
		n++
	}
	return n
}
