package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tas/internal/many"
)

// The linkers side by side: how large each sample becomes and how long that
// takes, then a program of many objects.

// sample is a program of testdata/run: its sources, without .s.
type sample struct {
	name  string
	files []string
	hand  bool // there are equivalents written for fasm and nasm
}

var linkSamples = [...]sample{
	{"loop", []string{"loop"}, true},
	{"hello", []string{"hello"}, true},
	{"hello-rust", []string{"hello-rust"}, false},
	{"golf-zeroed", []string{"golf-zeroed"}, false},
	{"golf-exit", []string{"golf-exit"}, false},
	{"echo", []string{"echo"}, false},
	{"cat", []string{"cat"}, false},
	{"fizzbuzz", []string{"fizzbuzz"}, false},
	{"counter", []string{"counter"}, false},
	{"jumptable", []string{"jumptable"}, false},
	{"mapfile", []string{"mapfile", "syscall"}, false},
}

// way is one way to make an executable. Those that begin with a source take
// the time of the assembler along.
type way struct {
	name    string
	command []string // $in: sources or objects, $out, $name
	source  bool
	hand    bool
}

func ways(tas string) []way {
	return []way{
		{name: "tas", command: []string{tas, "$in", "-o", "$out"}, source: true},
		{name: "tas -s", command: []string{tas, "-s", "$in", "-o", "$out"}, source: true},
		{name: "--tiny", command: []string{tas, "--tiny", "$in", "-o", "$out"}, source: true},
		{name: "--golf", command: []string{tas, "--golf", "$in", "-o", "$out"}, source: true},
		{name: "=max", command: []string{tas, "--golf=max", "$in", "-o", "$out"}, source: true},
		{name: "ld", command: []string{"ld", "$in", "-o", "$out"}},
		{name: "ld -n -s", command: []string{"ld", "-n", "-s", "$in", "-o", "$out"}},
		{name: "ld.lld -s", command: []string{"ld.lld", "-s", "$in", "-o", "$out"}},
		{name: "mold -s", command: []string{"mold", "-s", "$in", "-o", "$out"}},
		{name: "gold -s", command: []string{"gold", "-s", "$in", "-o", "$out"}},
		{name: "fasm", command: []string{"fasm", "cmd/bench/hand/$name.fasm", "$out"}, hand: true},
		{name: "nasm bin", command: []string{"nasm", "-f", "bin", "-I", "cmd/bench/hand/", "-o", "$out", "cmd/bench/hand/$name.nasm"}, hand: true},
	}
}

// fill replaces the placeholders of a command.
func (w *way) fill(in []string, out, name string) []string {
	var args []string
	for _, word := range w.command {
		switch word {
		case "$in":
			args = append(args, in...)
		case "$out":
			args = append(args, out)
		default:
			args = append(args, strings.ReplaceAll(word, "$name", name))
		}
	}
	return args
}

// samples prints sizes and times of all samples. The linkers get objects that
// are made before; the time of tas includes the assembling.
func (b *bench) samples() error {
	list := ways(b.tas)
	row := func(title string, cell func(w *way) string) {
		fmt.Printf("%-12s", title)
		for i := range list {
			fmt.Printf(" %9s", cell(&list[i]))
		}
		fmt.Println()
	}
	fmt.Println()
	row("bytes, ms", func(w *way) string { return w.name })
	for i := range linkSamples {
		s := &linkSamples[i]
		sources, objects, err := b.sample(s)
		if err != nil {
			return err
		}
		times := map[string]string{}
		var failed error
		row(s.name, func(w *way) string {
			if _, err := exec.LookPath(w.command[0]); err != nil || w.hand && !s.hand {
				return "-"
			}
			in, out := objects, b.path(s.name+".out")
			if w.source {
				in = sources
			}
			costs, err := alternate(b.rounds, w.fill(in, out, s.name))
			if err != nil {
				failed = err
				return "failed"
			}
			times[w.name] = fmt.Sprintf("%.2f", costs[0].wall*1e3)
			info, err := os.Stat(out)
			if err != nil {
				failed = err
				return "none"
			}
			return fmt.Sprint(info.Size())
		})
		row("", func(w *way) string { return times[w.name] })
		if failed != nil {
			return failed
		}
	}
	return nil
}

// sample returns the sources of a sample, and the objects made of them.
func (b *bench) sample(s *sample) (sources, objects []string, err error) {
	for _, name := range s.files {
		source := filepath.Join("testdata/run", name+".s")
		object := b.path(name + ".o")
		if _, err := run1([]string{b.tas, "-c", source, "-o", object}); err != nil {
			return nil, nil, err
		}
		sources, objects = append(sources, source), append(objects, object)
	}
	return sources, objects, nil
}

// golf measures --golf of each sample, for which there is no rival.
func (b *bench) golf() error {
	for i := range linkSamples {
		s := &linkSamples[i]
		sources, _, err := b.sample(s)
		if err != nil {
			return err
		}
		err = b.measure(work{
			name: "--golf of " + s.name, rival: "-", rounds: b.rounds,
			ours: append([]string{b.tas, "--golf", "-o", b.path(s.name + ".golf")}, sources...),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// manyLink measures the link of many objects that call each other. The program
// does nothing but exit; each output is run.
func (b *bench) manyLink() error {
	folder := b.path("many")
	list := filepath.Join(folder, "list")
	if _, err := os.Stat(list); err != nil {
		if err := makeMany(b.tas, folder, list); err != nil {
			return err
		}
	}
	return b.against(fmt.Sprintf("link of %d objects", many.Objects), b.rounds, "@"+list)
}

// against measures a link against the linkers that there are.
func (b *bench) against(name string, rounds int, args ...string) error {
	ours, theirs := b.path("linked.tas"), b.path("linked.out")
	for _, command := range [][]string{{"ld"}, {"gold"}, {"ld.lld"}, {"mold", "--no-fork"}} {
		if _, err := exec.LookPath(command[0]); err != nil {
			continue
		}
		err := b.measure(work{
			name: name, rival: command[0], rounds: rounds,
			theirs: append(append(command, args...), "-static", "-o", theirs),
			ours:   append(append([]string{b.tas}, args...), "-o", ours),
			same:   func() error { return sameRuns(ours, theirs) },
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// makeMany writes the objects and the response file that lists them.
func makeMany(tas, folder, list string) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	var names strings.Builder
	for i := range many.Objects {
		path := filepath.Join(folder, fmt.Sprintf("%d.s", i))
		object := path[:len(path)-1] + "o"
		if err := os.WriteFile(path, []byte(many.Source(i, many.Objects)), 0o666); err != nil {
			return err
		}
		if _, err := run1([]string{tas, "-c", path, "-o", object}); err != nil {
			return err
		}
		names.WriteString(object + "\n")
	}
	return os.WriteFile(list, []byte(names.String()), 0o666)
}
