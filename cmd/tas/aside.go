package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"tas"
)

// What is written beside the output: the depfile of --MD, the listing, and the
// time for --statistics. As as has it, a file that cannot be written is worth a
// warning only.

func (c *config) writeAside(r *tas.Result, stdout, stderr io.Writer) {
	if c.build.Directives.Named != nil && !r.Diags.Failed() {
		c.writeTo(c.depfile, c.makeRule(), stderr)
	}
	if l := c.build.Listing; l != nil && (c.listingFile == "" || !c.writeTo(c.listingFile, l.Text, stderr)) {
		stdout.Write(l.Text)
	}
	c.clock.report(stderr, c.program)
}

func (c *config) writeTo(path string, text []byte, stderr io.Writer) bool {
	err := os.WriteFile(path, text, 0o666)
	if err != nil {
		fmt.Fprintf(stderr, "%s: warning: cannot write %s: %v\n", c.program, path, cause(err))
	}
	return err == nil
}

// makeRule is a rule by which make knows what the output was made of, the file
// read last first.
func (c *config) makeRule() []byte {
	const width = 72
	var b strings.Builder
	target := makeName(c.output) + ":"
	b.WriteString(target)
	column := len(target)
	for _, name := range slices.Backward(c.files) {
		name = makeName(name)
		if column+len(name) > width-3 {
			b.WriteString(" \\\n")
			column = 0
		}
		b.WriteString(" " + name)
		column += 1 + len(name)
	}
	b.WriteString("\n")
	return []byte(b.String())
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
