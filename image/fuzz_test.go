package image

import (
	"bytes"
	"io"
	"testing"
)

// FuzzParse draws a picture of hostile files: none may crash, and every byte
// has a meaning all the same. view chooses the picture.
func FuzzParse(f *testing.F) {
	object, packed := build(f, sections, "-N")
	for view := range 4 + len(Formats()) {
		for _, file := range [][]byte{golfed(), hello(f).Bytes, object, packed} {
			f.Add(file, uint8(view))
		}
	}
	f.Fuzz(func(t *testing.T, file []byte, view uint8) {
		im, err := Parse(file)
		if err != nil {
			return
		}
		if err := complete(im); err != nil {
			t.Fatal(err)
		}
		switch formats := Formats(); {
		case view == 0 || int(view) > len(formats)+2:
			var dump bytes.Buffer
			if err := im.Dump(&dump, &DumpOptions{}); err != nil {
				t.Fatal(err)
			}
			if limit := 1000 * (len(file) + 100); dump.Len() > limit {
				t.Fatalf("a dump of %d bytes for a file of %d", dump.Len(), len(file))
			}
		case view == 1:
			if err := im.HTML(io.Discard); err != nil {
				t.Fatal(err)
			}
		case view == 2:
			if err := im.Summary(io.Discard, &Summary{}); err != nil {
				t.Fatal(err)
			}
		default:
			if p, err := im.program(); err == nil && p.size() < 1<<14 {
				Write(formats[view-3].Name, im, io.Discard, &Options{}) // refused or written
			}
		}
	})
}
