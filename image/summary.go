package image

import (
	"bufio"
	"fmt"
	"io"
	"sort"
)

// Summary is what a linker tells about a link beside the file itself.
type Summary struct {
	Dropped []Dropped
	Saved   []Saving
}

// Dropped is an input that did not get into the file.
type Dropped struct {
	Name string // as the user knows it: main.o(.text.unused)
	Size uint64
	Why  string // "nothing refers to it"
}

// Saving is what an option made of the size, in bytes; it is negative when
// the file grew.
type Saving struct {
	Option string
	Bytes  int64
}

// The sizes that the smallest Rust programs without libc have when ld and
// strip are done with them: the measure that this program was made to beat.
const (
	plainLoop  = 640
	plainHello = 888
)

// share is what all regions of one name take of the file.
type share struct {
	name  string
	kind  Kind
	bytes uint64
	parts int
}

// nature names the kind of the share where its own name does not.
func (p *share) nature() string {
	if p.name == p.kind.String() {
		return ""
	}
	return p.kind.String()
}

// shares adds the regions up, the biggest share first, and counts the bytes
// that belong to several.
func (im *Image) shares() (list []share, shared uint64) {
	masters := make([]uint8, len(im.Bytes))
	index := map[string]int{}
	for i := range im.Regions {
		r := &im.Regions[i]
		name := r.Name
		if name == "" || fieldsOf(r.Kind) != nil {
			name = r.Kind.String()
		}
		at, ok := index[name]
		if !ok {
			at = len(list)
			index[name] = at
			list = append(list, share{name: name, kind: r.Kind})
		}
		list[at].bytes += r.Len
		list[at].parts++
		for j := range masters[r.Off:r.End()] {
			if m := &masters[r.Off+uint64(j)]; *m < 2 {
				*m++
			}
		}
	}
	for _, m := range masters {
		if m > 1 {
			shared++
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].bytes > list[j].bytes })
	return list, shared
}

// Summary writes the sizes of all parts, what was left out, and how the file
// compares.
func (im *Image) Summary(w io.Writer, s *Summary) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, im.title())
	list, shared := im.shares()
	for _, p := range list {
		text := p.name
		if nature := p.nature(); nature != "" {
			text += ", " + nature
		}
		if p.parts > 1 {
			text += fmt.Sprintf(", %d parts", p.parts)
		}
		fmt.Fprintf(b, "%8d bytes %5.1f%%  %s\n", p.bytes, 100*float64(p.bytes)/float64(len(im.Bytes)), text)
	}
	if shared > 0 {
		fmt.Fprintf(b, "%8d bytes serve two masters\n", shared)
	}
	for _, d := range s.Dropped {
		fmt.Fprintf(b, "%8d bytes dropped: %s, %s\n", d.Size, d.Name, d.Why)
	}
	for _, v := range s.Saved {
		if v.Bytes >= 0 {
			fmt.Fprintf(b, "%8d bytes saved by %s\n", v.Bytes, v.Option)
		} else {
			fmt.Fprintf(b, "%8d bytes more by %s\n", -v.Bytes, v.Option)
		}
	}
	if im.Type != typeRel && len(im.Bytes) < 2*plainHello {
		fmt.Fprintf(b, "%8d bytes here; Rust without libc, by ld and strip: %d for a loop, %d for hello world\n",
			len(im.Bytes), plainLoop, plainHello)
	}
	return b.Flush()
}
