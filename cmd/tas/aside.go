package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// What is written beside the output: the depfile of --MD, and the time for
// --statistics.

// writeDepfile writes a rule by which make knows what the output was made of,
// the file read last first.
func (c *config) writeDepfile() error {
	if c.depfile == "" {
		return nil
	}
	var files []string
	add := func(name string) {
		if name != "-" && !slices.Contains(files, name) {
			files = append(files, name)
		}
	}
	for i, name := range c.inputs {
		add(name)
		if i == 0 {
			for _, name := range c.included {
				add(name)
			}
		}
	}
	slices.Reverse(files)
	const width = 72
	var b strings.Builder
	target := makeName(c.output) + ":"
	b.WriteString(target)
	column := len(target)
	for _, name := range files {
		name = makeName(name)
		if column+len(name) > width-3 {
			b.WriteString(" \\\n")
			column = 0
		}
		b.WriteString(" " + name)
		column += 1 + len(name)
	}
	b.WriteString("\n")
	return os.WriteFile(c.depfile, []byte(b.String()), 0o666)
}

// makeName quotes a file name for make.
func makeName(name string) string {
	var b strings.Builder
	for i := range len(name) {
		switch name[i] {
		case ' ', '\t':
			// make takes backslashes in front of a blank for quotes.
			for k := i - 1; k >= 0 && name[k] == '\\'; k-- {
				b.WriteByte('\\')
			}
			b.WriteByte('\\')
		case '$':
			b.WriteByte('$')
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// writeListing prints the listing, or writes it to its file.
func (c *config) writeListing(stdout io.Writer) error {
	l := c.build.Listing
	if l == nil {
		return nil
	}
	if c.listingFile != "" {
		return os.WriteFile(c.listingFile, l.Text, 0o666)
	}
	_, err := stdout.Write(l.Text)
	return err
}

// general is what a listing says of the run, in the words of GNU as.
func (c *config) general(args []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, " GNU assembler version 2.40 (x86_64-linux-gnu)\n\t in its place tas %s.\n options passed\t: ", version)
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "-o":
			i++
		case strings.HasPrefix(arg, "-o"), arg == "-v", !strings.HasPrefix(arg, "-"):
		default:
			b.WriteString(arg + " ")
		}
	}
	input := ""
	if n := len(c.inputs); n > 0 && c.inputs[n-1] != "-" {
		input = c.inputs[n-1]
	}
	now := time.Now().Format("2006-01-02T15:04:05.000-0700")
	fmt.Fprintf(&b, "\n input file    \t: %s\n output file   \t: %s\n target        \t: x86_64-pc-linux-gnu\n time stamp    \t: %s\n\n", input, c.output, now)
	return b.String()
}

// stopwatch measures a run when asked to.
type stopwatch struct{ began time.Time }

func (s *stopwatch) start() { s.began = time.Now() }

// report says how long the run took.
func (s *stopwatch) report(w io.Writer, program string) {
	if !s.began.IsZero() {
		fmt.Fprintf(w, "%s: total time in assembly: %f\n", program, time.Since(s.began).Seconds())
	}
}
