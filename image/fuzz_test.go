package image

import (
	"bytes"
	"io"
	"testing"
)

// FuzzParse draws every picture of hostile files: none may crash, and every
// byte has a meaning all the same.
func FuzzParse(f *testing.F) {
	f.Add(golfed())
	f.Add(hello(f).Bytes)
	object, executable := build(f, sections)
	f.Add(object)
	f.Add(executable)
	_, packed := build(f, sections, "-n")
	f.Add(packed)
	f.Fuzz(func(t *testing.T, file []byte) {
		im, err := Parse(file)
		if err != nil {
			return
		}
		if err := complete(im); err != nil {
			t.Fatal(err)
		}
		var dump bytes.Buffer
		if err := im.Dump(&dump, &DumpOptions{}); err != nil {
			t.Fatal(err)
		}
		if limit := 1000 * (len(file) + 100); dump.Len() > limit {
			t.Fatalf("a dump of %d bytes for a file of %d", dump.Len(), len(file))
		}
		if err := im.HTML(io.Discard); err != nil {
			t.Fatal(err)
		}
		if err := im.Summary(io.Discard, &Summary{}); err != nil {
			t.Fatal(err)
		}
		for _, format := range Formats() {
			if p, err := im.program(); err == nil && p.size() < 1<<20 {
				Write(format.Name, im, io.Discard, &Options{}) // refused or written
			}
		}
	})
}
