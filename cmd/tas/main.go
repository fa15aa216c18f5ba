// Command tas assembles and links programs for x86-64 Linux. The work is done
// by package tas; here are the command line, the files and the exit status:
// 0 done, 1 the input is at fault, 2 the command line is.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"tas"
	"tas/diag"
)

// The exit statuses.
const (
	exitDone  = 0
	exitInput = 1
	exitUsage = 2
)

func main() {
	tuneCollector()
	growStack(0)
	os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr))
}

// growStack makes the stack as large as a run wants it. It starts at 2 KB, and to
// double it later means to copy and mend all that is on it, each time. The
// frame is made room for when the function is entered, and never touched.
//
//go:noinline
func growStack(n int) byte {
	if n == 0 {
		return 0
	}
	var frame [20 << 10]byte
	return frame[n]
}

// tuneCollector turns the garbage collector off while the heap is small
// against the machine: a run is short, and nearly all that it allocates lives
// until the end.
func tuneCollector() {
	limit := int64(1) << 30
	var info syscall.Sysinfo_t
	if syscall.Sysinfo(&info) == nil {
		limit = max(limit, int64(info.Totalram)*int64(info.Unit)/2)
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(limit)
}

// run does what args ask for and returns the exit status.
func run(args []string, stdin, stdout, stderr *os.File) int {
	c := newConfig(filepath.Base(args[0]))
	err := parse(args[1:], c)
	if err == nil {
		err = c.checkTogether()
	}
	if err != nil {
		fmt.Fprintf(stderr, "%s: error: %v\n%s: try %s --help\n", c.program, err, c.program, c.program)
		if c.asMode {
			return exitInput // the one failure that as knows
		}
		return exitUsage
	}
	switch {
	case c.help:
		printHelp(stdout, c)
		return exitDone
	case c.version:
		if c.dumpConfig {
			stdout = stderr // where as has it
		}
		printVersion(stdout, c)
		return exitDone
	case c.verbose && c.asMode:
		printVersion(stderr, c)
	}
	if c.noInputs() {
		if isTerminal(stdin) {
			printHelp(stderr, c)
			return exitUsage
		}
		c.inputs = []string{"-"}
	}
	if c.listGeneral {
		c.build.Listing.General = c.general(args[1:])
	}
	return build(c, stdin, stdout, stderr)
}

// build assembles and links the inputs, prints the messages, and writes the
// output unless there was an error.
func build(c *config, stdin, stdout, stderr *os.File) int {
	fail := func(err error) int {
		fmt.Fprintf(stderr, "%s: error: %v\n", c.program, err)
		return exitInput
	}
	inputs, err := c.readInputs(stdin)
	if err != nil {
		return fail(err)
	}
	if c.shows(inputs) {
		if err := c.show(inputs[0], stdout); err != nil {
			return fail(err)
		}
		return exitDone
	}
	if name := overwritten(c.inputs, c.output); name != "" {
		return fail(fmt.Errorf("%s is an input; -o names what is to be made of it", name))
	}
	printed := stdout
	if c.output == "-" {
		printed = stderr // the output alone goes to standard output
	}
	c.build.Directives.Message = func(line []byte) { fmt.Fprintf(printed, "%s\n", line) }
	account := c.account(printed)
	result := tas.Build(inputs, &c.build)
	if result.Diags.Len() > 0 {
		messages := diag.Renderer{
			Sources: result.Sources, Program: c.program,
			Color: useColor(c.color, stderr), MaxErrors: c.maxErrors,
		}
		messages.Print(stderr, result.Diags)
	}
	output := result.Output // with -Z there is one after errors, too
	if !result.Diags.Failed() {
		if output, err = account.close(c, result, printed, stderr); err != nil {
			return fail(err)
		}
	}
	if output != nil {
		if err := write(c, output, stdout); err != nil {
			return fail(fmt.Errorf("cannot write %s: %v", c.output, cause(err)))
		}
	}
	c.writeAside(result, stdout, stderr)
	if result.Diags.Failed() {
		return exitInput
	}
	return exitDone
}

// write puts the output where it was asked for. An executable may be run by
// whoever may read it, within the umask.
func write(c *config, output []byte, stdout *os.File) error {
	if c.output == "-" {
		_, err := stdout.Write(output)
		return err
	}
	mode := fs.FileMode(0o755)
	if c.build.Output == tas.Object || c.build.Link.Relocatable || c.format != "" {
		mode = 0o644
	}
	return writeFile(c.output, output, mode)
}
