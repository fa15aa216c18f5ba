package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// work is a line of the table: something that both programs do.
type work struct {
	name   string
	lines  int    // of the source; 0 = they do not matter
	rival  string // who theirs is
	theirs []string
	ours   []string
	same   func() error // whether both made the same; called when both have run
	rounds int
}

// head prints what stands above the table.
func (b *bench) head() {
	fmt.Printf("%-34s %-8s %27s   %27s   %15s  %9s\n", "", "", "wall ms", "CPU ms", "memory MB", "Mlines/s")
	fmt.Printf("%-34s %-8s %9s %9s %7s   %9s %9s %7s   %7s %7s  %9s\n", "work", "against",
		"theirs", "tas", "ratio", "theirs", "tas", "ratio", "theirs", "tas", "tas")
}

// measure compares the outputs of a work, times both programs in turn, and
// prints a line. What the rival cannot do has no theirs.
func (b *bench) measure(w work) error {
	commands := [][]string{w.ours}
	if w.theirs != nil {
		commands = append(commands, w.theirs)
	}
	for _, c := range commands {
		if _, err := run1(c); err != nil {
			return err
		}
	}
	var differ error
	if w.same != nil {
		differ = w.same()
	}
	costs, err := alternate(max(w.rounds, 1), commands...)
	if err != nil {
		return err
	}
	ours := costs[0]
	speed := ""
	if w.lines > 0 {
		speed = fmt.Sprintf("%9.2f", float64(w.lines)/1e6/ours.wall)
	}
	if w.theirs == nil {
		fmt.Printf("%-34s %-8s %9s %9.1f %7s   %9s %9.1f %7s   %7s %7.0f  %s\n", w.name, w.rival,
			"-", ours.wall*1e3, "-", "-", ours.cpu*1e3, "-", "-", ours.memory, speed)
	} else {
		theirs := costs[1]
		fmt.Printf("%-34s %-8s %9.1f %9.1f %6.1fx   %9.1f %9.1f %6.1fx   %7.0f %7.0f  %s\n", w.name, w.rival,
			theirs.wall*1e3, ours.wall*1e3, theirs.wall/ours.wall,
			theirs.cpu*1e3, ours.cpu*1e3, theirs.cpu/ours.cpu, theirs.memory, ours.memory, speed)
	}
	if differ != nil {
		fmt.Printf("  THE OUTPUTS DIFFER: %v\n", differ)
		b.failed++
	}
	return nil
}

// assemble measures tas -c against as on one source; forAs is the same source
// without what as does not know.
func (b *bench) assemble(name, source, forAs string, lines, rounds int) error {
	ours, theirs := source+".tas.o", source+".as.o"
	w := work{
		name: name, lines: lines, rival: "as", rounds: rounds,
		theirs: []string{"as", "-o", theirs, forAs},
		ours:   []string{b.tas, "-c", "-o", ours, source},
		same:   func() error { return equalFiles(ours, theirs) },
	}
	if forAs != source {
		w.same = func() error {
			plain := source + ".plain.o"
			if _, err := run1([]string{b.tas, "-c", "-o", plain, forAs}); err != nil {
				return err
			}
			return equalFiles(plain, theirs)
		}
	}
	return b.measure(w)
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

// sameRuns returns an error unless two programs print the same, and both exit
// with status 0.
func sameRuns(a, b string) error {
	first, err := exec.Command(a).Output()
	if err != nil {
		return err
	}
	second, err := exec.Command(b).Output()
	if err != nil {
		return err
	}
	if !bytes.Equal(first, second) {
		return fmt.Errorf("one prints %.80q, the other %.80q", first, second)
	}
	return nil
}
