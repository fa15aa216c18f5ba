package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"tas"
	"tas/directives"
)

// The inputs of a link come in an order, and some of them are options: -lc
// stands where it stands among the files, and --whole-archive means what
// follows it. So options of that kind note their place.

// placedInput is a library, or where something changes for those that follow.
type placedInput struct {
	at    int // files before it
	input tas.Input
	turn  turn
}

// turn says what changes: whether all members of archives are taken.
type turn uint8

const (
	turnNone   turn = iota // a library
	turnWhole              // --whole-archive
	turnNeeded             // --no-whole-archive
	turnPush               // --push-state
	turnPop                // --pop-state
)

// place puts a library behind the files seen so far.
func (c *config) place(in tas.Input) error {
	c.placed = append(c.placed, placedInput{at: c.position, input: in})
	return nil
}

// turn notes a change.
func (c *config) turn(to turn) error {
	c.placed = append(c.placed, placedInput{at: c.position, turn: to})
	return nil
}

// readInputs lists all inputs in order; standard input is read.
func (c *config) readInputs(stdin *os.File) ([]tas.Input, error) {
	var list []tas.Input
	whole := false
	var states []bool // of --push-state
	placed := c.placed
	for i := 0; ; i++ {
		for ; len(placed) > 0 && placed[0].at == i; placed = placed[1:] {
			switch p := &placed[0]; p.turn {
			case turnWhole, turnNeeded:
				whole = p.turn == turnWhole
			case turnPush:
				states = append(states, whole)
			case turnPop:
				if len(states) == 0 {
					return nil, errors.New("--pop-state without a --push-state before it")
				}
				whole, states = states[len(states)-1], states[:len(states)-1]
			default:
				p.input.Whole = whole
				list = append(list, p.input)
			}
		}
		if i == len(c.inputs) {
			return list, nil
		}
		in := tas.Input{Name: c.inputs[i], Whole: whole}
		if in.Name == "-" {
			if slices.Contains(c.inputs[:i], "-") {
				return nil, errors.New("standard input is named twice, and can be read once only")
			}
			text, err := io.ReadAll(stdin)
			if err != nil {
				return nil, fmt.Errorf("cannot read standard input: %v", cause(err))
			}
			in.Name, in.Text = directives.Stdin, text
			if text == nil {
				in.Text = []byte{}
			}
		}
		list = append(list, in)
	}
}

// noInputs reports whether nothing is named that could be linked.
func (c *config) noInputs() bool { return len(c.inputs) == 0 && len(c.placed) == 0 }
