package tas

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestListingSameAsGNU compares what -a prints.
func TestListingSameAsGNU(t *testing.T) {
	as := gnuAs(t)
	paths, err := filepath.Glob("testdata/corpus/*.s")
	if err != nil || len(paths) == 0 {
		t.Fatal("no sources", err)
	}
	taken, narrow := NewListing(), NewListing()
	taken.Taken = true
	narrow.Width, narrow.Width2, narrow.Columns, narrow.Continued = 2, 3, 30, 2
	tests := []struct {
		options []string
		listing *Listing
	}{
		{[]string{"-al"}, NewListing()},
		{[]string{"-alns"}, NewListing()},
		{[]string{"-acl"}, taken},
		{[]string{"-al", "--listing-lhs-width=2", "--listing-lhs-width2=3", "--listing-rhs-width=30", "--listing-cont-lines=2"}, narrow},
	}
	tests[1].listing.Symbols, tests[1].listing.Pages = true, false
	for _, path := range append(paths, "testdata/run/hello-rust.s", "testdata/listing/branches.s") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		source := filepath.Join(t.TempDir(), "x.s")
		if err := os.WriteFile(source, inGNU(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, test := range tests {
			cmd := exec.Command(as, append(test.options, "-o", "/dev/null", source)...)
			want, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			l := *test.listing
			l.Lines = true
			build(t, &Options{Output: Object, Marks: true, Listing: &l}, fromFiles(t, source)...)
			if !bytes.Equal(l.Text, want) {
				at := firstDifference(l.Text, want)
				t.Errorf("%s %v: the listings differ:\n  got  %q\n  want %q", path, test.options, l.Text[at:min(at+80, len(l.Text))], want[at:min(at+80, len(want))])
			}
		}
	}
}
