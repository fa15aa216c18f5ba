package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tas"
	"tas/image"
	"tas/linker"
	"tas/obj"
)

// account is what is to be told about a build beside its messages: the map,
// the picture of the file, the summary, and what --golf demands.
type account struct {
	files   obj.FileMap
	golf    linker.GolfReport
	dropped []image.Dropped
	text    string // the map
}

// account prepares the build to keep accounts, as far as they are asked for.
func (c *config) account(printed io.Writer) *account {
	a := &account{}
	link := &c.build.Link
	link.Flat = c.format != ""
	if c.dump != "" || c.format != "" || c.verbose && !c.asMode {
		c.build.Marks = true
		link.FileMap = &a.files
	}
	if link.Golf != linker.GolfOff {
		link.GolfReport = &a.golf
	}
	c.build.Compare = c.verbose && !c.asMode && !link.Relocatable
	drop := func(what string, size uint64, why string) {
		a.dropped = append(a.dropped, image.Dropped{Name: what, Size: size, Why: why})
	}
	if c.printGC || c.verbose {
		link.PrintGC = func(file, section string, size uint64) {
			if c.printGC && size > 0 {
				fmt.Fprintf(printed, "removing unused section %s(%s), %d bytes\n", file, section, size)
			}
			if size > 0 {
				drop(file+"("+section+")", size, "nothing refers to it")
			}
		}
	}
	if c.printICF || c.verbose {
		link.PrintICF = func(file, section, kept string) {
			if c.printICF {
				fmt.Fprintf(printed, "folding identical section %s(%s) into %s\n", file, section, kept)
			}
		}
	}
	if c.trace {
		link.Trace = func(file string) { fmt.Fprintln(printed, file) }
	}
	if c.mapFile != "" {
		link.Map = func(text string) { a.text = text }
	}
	return a
}

// close tells what came of the build and returns the bytes to write.
func (a *account) close(c *config, r *tas.Result, printed io.Writer, stderr *os.File) ([]byte, error) {
	if a.text != "" {
		if c.mapFile == "-" {
			io.WriteString(printed, a.text)
		} else if err := writeFile(c.mapFile, []byte(a.text), 0o644); err != nil {
			return nil, fmt.Errorf("cannot write %s: %v", c.mapFile, cause(err))
		}
	}
	for _, condition := range a.golf.Conditions {
		fmt.Fprintf(stderr, "%s: note: to run, the file needs %s\n", c.program, condition)
	}
	if a.golf.Why != "" {
		fmt.Fprintf(stderr, "%s: note: not golfed, as with --tiny: %s\n", c.program, a.golf.Why)
	}
	verbose := c.verbose && !c.asMode
	if c.dump == "" && c.format == "" && !verbose {
		return r.Output, nil
	}
	var known *obj.FileMap
	if c.build.Output == tas.Executable && !c.build.Link.Relocatable {
		known = &a.files
	}
	im, err := image.Annotate(r.Output, known, r.Sources)
	if err != nil {
		return nil, fmt.Errorf("the file that was made: %v", err)
	}
	im.Name = c.output
	if verbose {
		s := image.Summary{Dropped: a.dropped}
		for _, saving := range r.Savings {
			s.Saved = append(s.Saved, image.Saving(saving))
		}
		if err := im.Summary(stderr, &s); err != nil {
			return nil, err
		}
	}
	if c.dump != "" {
		if err := c.draw(im, printed); err != nil {
			return nil, err
		}
	}
	if c.format == "" {
		return r.Output, nil
	}
	var out bytes.Buffer
	err = image.Write(c.format, im, &out, &image.Options{Name: c.arrayName()})
	return out.Bytes(), err
}

// arrayName calls a source array after the output, or after the first input.
func (c *config) arrayName() string {
	name := c.output
	if !c.named || name == "-" {
		if len(c.inputs) == 0 || c.inputs[0] == "-" {
			return ""
		}
		name = c.inputs[0]
	}
	name = filepath.Base(name)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// shows reports whether the command line asks for the picture of a finished
// file: --dump, one input that is one, and nothing to make.
func (c *config) shows(inputs []tas.Input) bool {
	if c.dump == "" || len(inputs) != 1 || c.named || c.format != "" || c.build.Output != tas.Executable {
		return false
	}
	if inputs[0].Text != nil {
		return bytes.HasPrefix(inputs[0].Text, []byte("\x7fELF"))
	}
	f, err := os.Open(inputs[0].Name)
	if err != nil {
		return false
	}
	defer f.Close()
	var magic [4]byte
	n, _ := io.ReadFull(f, magic[:])
	return string(magic[:n]) == "\x7fELF"
}

// show draws a finished file.
func (c *config) show(in tas.Input, stdout *os.File) error {
	if in.Text == nil {
		text, err := os.ReadFile(in.Name)
		if err != nil {
			return fmt.Errorf("cannot read %s: %v", in.Name, cause(err))
		}
		in.Text = text
	}
	im, err := image.Parse(in.Text)
	if err != nil {
		return fmt.Errorf("%s: %v", in.Name, err)
	}
	im.Name = in.Name
	return c.draw(im, stdout)
}

// draw writes the picture of a file.
func (c *config) draw(im *image.Image, w io.Writer) error {
	if c.dump == "html" {
		return im.HTML(w)
	}
	f, ok := w.(*os.File)
	return im.Dump(w, &image.DumpOptions{Color: ok && useColor(c.color, f)})
}
