package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// cost is what one run of a program took: seconds and megabytes.
type cost struct {
	wall, cpu, memory float64
}

// alternate runs two commands in turn and returns the medians of both, so that
// a slow moment of the machine strikes either.
func alternate(rounds int, first, second []string) (a, b cost, err error) {
	var costs [2][]cost
	for range rounds {
		for i, command := range [][]string{first, second} {
			c, err := run1(command)
			if err != nil {
				return a, b, err
			}
			costs[i] = append(costs[i], c)
		}
	}
	return median(costs[0]), median(costs[1]), nil
}

// run1 runs a command once.
func run1(command []string) (cost, error) {
	cmd := exec.Command(command[0], command[1:]...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%.2000s", strings.Join(command, " "), err, out)
	}
	state := cmd.ProcessState
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

// startUp measures the way from hello.s to a running executable, where nearly
// everything is the start of processes.
func startUp(tas, dir string, rounds int) error {
	hello := filepath.Join(dir, "hello")
	plain := hello + ".s"
	text, err := os.ReadFile("testdata/run/hello.s")
	if err != nil {
		return err
	}
	text = bytes.ReplaceAll(text, []byte("SYS_write"), []byte("1"))
	text = bytes.ReplaceAll(text, []byte("SYS_exit"), []byte("60"))
	if err := os.WriteFile(plain, text, 0o666); err != nil {
		return err
	}
	script := fmt.Sprintf("as %[1]s.s -o %[1]s.o && ld %[1]s.o -o %[1]s", hello)
	gnu, own, err := alternate(rounds*20, []string{"sh", "-c", script}, []string{tas, plain, "-o", hello})
	if err != nil {
		return err
	}
	fmt.Printf("hello.s to an executable: sh -c 'as && ld' %.2f ms, tas %.2f ms: %.1fx\n",
		gnu.wall*1e3, own.wall*1e3, gnu.wall/own.wall)
	return nil
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
