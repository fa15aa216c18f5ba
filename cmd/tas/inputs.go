package main

import (
	"fmt"
	"io"
	"os"

	"tas"
)

// The inputs of a link come in an order, and some of them are options: -lc
// stands where it stands among the files, and --whole-archive means what
// follows it. So options of that kind note their place.

// placedInput is a library, or where --whole-archive begins or ends.
type placedInput struct {
	at    int // files before it
	input tas.Input
	turn  bool // whole changes here
	whole bool
}

// place puts a library behind the files seen so far.
func (c *config) place(in tas.Input) error {
	c.placed = append(c.placed, placedInput{at: c.position, input: in})
	return nil
}

// wholeFrom turns --whole-archive on or off.
func (c *config) wholeFrom(on bool) error {
	c.placed = append(c.placed, placedInput{at: c.position, turn: true, whole: on})
	return nil
}

// readInputs lists all inputs in order; standard input is read.
func (c *config) readInputs(stdin *os.File) ([]tas.Input, error) {
	var list []tas.Input
	whole := false
	placed := c.placed
	for i := 0; ; i++ {
		for ; len(placed) > 0 && placed[0].at == i; placed = placed[1:] {
			if p := &placed[0]; p.turn {
				whole = p.whole
			} else {
				p.input.Whole = whole
				list = append(list, p.input)
			}
		}
		if i == len(c.inputs) {
			return list, nil
		}
		in := tas.Input{Name: c.inputs[i], Whole: whole}
		if in.Name == "-" {
			text, err := io.ReadAll(stdin)
			if err != nil {
				return nil, fmt.Errorf("cannot read standard input: %v", cause(err))
			}
			in.Name, in.Text = "{standard input}", text
			if text == nil {
				in.Text = []byte{}
			}
		}
		list = append(list, in)
	}
}

// noInputs reports whether nothing is named that could be linked.
func (c *config) noInputs() bool { return len(c.inputs) == 0 && len(c.placed) == 0 }
