package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// cost is what one run of a program took: seconds and megabytes.
type cost struct {
	wall, cpu, memory float64
}

// alternate runs commands in turn and returns the medians of each, so that a
// slow moment of the machine strikes any.
func alternate(rounds int, commands ...[]string) ([]cost, error) {
	costs := make([][]cost, len(commands))
	for range rounds {
		for i, command := range commands {
			c, err := run1(command)
			if err != nil {
				return nil, err
			}
			costs[i] = append(costs[i], c)
		}
	}
	medians := make([]cost, len(commands))
	for i := range costs {
		medians[i] = median(costs[i])
	}
	return medians, nil
}

// run1 runs a command once. What it prints is lost, and asked for again when it
// fails: to listen to it would take as long as a small work.
func run1(command []string) (cost, error) {
	path, err := exec.LookPath(command[0])
	if err != nil {
		return cost{}, err
	}
	silence, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return cost{}, err
	}
	defer silence.Close()
	start := time.Now()
	p, err := os.StartProcess(path, command, &os.ProcAttr{Files: []*os.File{silence, silence, silence}})
	if err != nil {
		return cost{}, err
	}
	state, err := p.Wait()
	wall := time.Since(start)
	if err == nil && !state.Success() {
		out, _ := exec.Command(path, command[1:]...).CombinedOutput()
		err = fmt.Errorf("%s: %s\n%.2000s", strings.Join(command, " "), state, out)
	}
	if err != nil {
		return cost{}, err
	}
	usage := state.SysUsage().(*syscall.Rusage)
	return cost{
		wall:   wall.Seconds(),
		cpu:    (state.UserTime() + state.SystemTime()).Seconds(),
		memory: float64(usage.Maxrss) / 1024,
	}, nil
}

func median(costs []cost) cost {
	pick := func(of func(cost) float64) float64 {
		values := make([]float64, len(costs))
		for i, c := range costs {
			values[i] = of(c)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return cost{
		wall:   pick(func(c cost) float64 { return c.wall }),
		cpu:    pick(func(c cost) float64 { return c.cpu }),
		memory: pick(func(c cost) float64 { return c.memory }),
	}
}

// start measures the way from hello.s to a running executable, where nearly
// everything is the start of processes.
func (b *bench) start() error {
	text, err := os.ReadFile("testdata/run/hello.s")
	if err != nil {
		return err
	}
	text = bytes.ReplaceAll(text, []byte("SYS_write"), []byte("1"))
	text = bytes.ReplaceAll(text, []byte("SYS_exit"), []byte("60"))
	plain := b.path("hello.s")
	if err := os.WriteFile(plain, text, 0o666); err != nil {
		return err
	}
	ours, theirs, flat := b.path("hello.tas"), b.path("hello.ld"), b.path("hello.fasm")
	w := work{
		name: "hello.s to an executable", rival: "as && ld", rounds: 20 * b.rounds,
		theirs: []string{"sh", "-c", fmt.Sprintf("as %[1]s -o %[1]s.o && ld %[1]s.o -o %[2]s", plain, theirs)},
		ours:   []string{b.tas, plain, "-o", ours},
		same:   func() error { return sameRuns(ours, theirs) },
	}
	if err := b.measure(w); err != nil {
		return err
	}
	if _, err := exec.LookPath("fasm"); err != nil {
		return nil
	}
	w.rival, w.theirs = "fasm", []string{"fasm", "cmd/bench/hand/hello.fasm", flat}
	w.same = func() error {
		if err := os.Chmod(flat, 0o777); err != nil { // the file has no ELF format of fasm's
			return err
		}
		return sameRuns(ours, flat)
	}
	return b.measure(w)
}

// processor names the machine.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	name := "unknown processor"
	count := 0
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(line, ":")
		if strings.TrimSpace(key) == "model name" {
			name = strings.TrimSpace(value)
			count++
		}
	}
	return fmt.Sprintf("%d x %s", count, name)
}
