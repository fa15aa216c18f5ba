package tas

import (
	"bytes"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"tas/linker"
)

// golfed are the programs whose size with --golf is a promise: safe, and with
// all conditions accepted. The jump to itself never ends.
var golfed = [...]struct {
	name      string
	stdout    string
	status    int
	endless   bool
	safe, max int
}{
	{name: "golf-hello", stdout: "Hello, world!\n", safe: 107, max: 104},
	{name: "golf-zeroed", stdout: "Hello, world!\n", safe: 90, max: 86},
	{name: "golf-exit", status: 42, safe: 80, max: 73},
	{name: "loop", endless: true, safe: 80, max: 73},
}

// TestGolfSizes golfs sources and runs each result a hundred times, with and
// without randomised addresses.
func TestGolfSizes(t *testing.T) {
	for _, c := range golfed {
		for mode, most := range map[linker.GolfMode]int{linker.GolfSafe: c.safe, linker.GolfMax: c.max} {
			opt := &Options{Link: linker.Options{Golf: mode}}
			sources := fromFiles(t, "testdata/run/"+c.name+".s")
			image := build(t, opt, sources...)
			t.Logf("%s, mode %d: %d bytes", c.name, mode, len(image))
			if len(image) > most {
				t.Errorf("%s, mode %d: %d bytes, more than %d", c.name, mode, len(image), most)
			}
			if !bytes.Equal(image, build(t, opt, sources...)) {
				t.Errorf("%s, mode %d: two builds differ", c.name, mode)
			}
			path := program(t, image)
			if c.endless {
				goesOn(t, path)
				continue
			}
			s := sample{stdout: c.stdout, status: c.status}
			runOften(t, &s, path)
		}
	}
}

// TestGolfSamples golfs every sample: it must become smaller than with --tiny
// and do the same, a hundred times.
func TestGolfSamples(t *testing.T) {
	for _, s := range samples() {
		tiny := build(t, &Options{Link: linker.Options{Tiny: true}}, s.inputs(t)...)
		for _, mode := range [...]linker.GolfMode{linker.GolfSafe, linker.GolfMax} {
			var report linker.GolfReport
			start := processorTime(t)
			image := build(t, &Options{Link: linker.Options{Golf: mode, GolfReport: &report}}, s.inputs(t)...)
			took := processorTime(t) - start
			t.Logf("%s, mode %d: %d bytes, %d with --tiny, in %v; %+v", s.name, mode, len(image), len(tiny), took, report)
			if len(image) >= len(tiny) {
				t.Errorf("%s, mode %d: %d bytes, no fewer than the %d of --tiny; %s", s.name, mode, len(image), len(tiny), report.Why)
			}
			if took > time.Second {
				t.Errorf("%s, mode %d: it took %v", s.name, mode, took)
			}
			runOften(t, &s, program(t, image))
		}
	}
}

// processorTime is what this process has used so far; other processes on the
// machine do not count.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// runOften runs a program many times, every fourth time at addresses that are
// not randomised.
func runOften(t *testing.T, s *sample, path string) {
	t.Helper()
	setarch := tool(t, "setarch")
	times := 100
	if !thorough() {
		times = 12
	}
	for i := 0; i < times && !t.Failed(); i++ {
		if i%4 != 3 {
			s.check(t, path)
			continue
		}
		stdout, status := runProgram(t, setarch, s.stdin, append([]string{"-R", path}, s.args...)...)
		if stdout != s.stdout || status != s.status {
			t.Errorf("without randomised addresses: printed %.200q with status %d", stdout, status)
		}
	}
}

// goesOn checks that a program is still running after a moment.
func goesOn(t *testing.T, path string) {
	t.Helper()
	for i := 0; i < 100 && !t.Failed(); i++ {
		cmd := exec.Command(path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Error("it ended by itself")
		}
		if cmd.Wait(); cmd.ProcessState.String() != "signal: killed" {
			t.Errorf("it ended with %v before it was killed", cmd.ProcessState)
		}
	}
}
