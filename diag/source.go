// Package diag holds the source texts, positions in them, and the messages
// about them. It is the leaf of the package graph: everyone may report,
// nobody else formats.
package diag

import (
	"bytes"
	"sort"
	"sync"
)

// Pos is a position in the concatenation of all texts of a Sources, plus one;
// zero means "no position". Line and column are computed only when printed.
type Pos uint32

// Span is a range of source text: Len bytes from Pos, at least one when shown.
type Span struct {
	Pos Pos
	Len uint32
}

// At returns the one-byte span at p.
func At(p Pos) Span { return Span{Pos: p, Len: 1} }

// Position is a Pos made readable. Line and Col count from one; Col counts bytes.
type Position struct {
	File string
	Line int
	Col  int
}

// Source is one text: a file, standard input, or a string.
type Source struct {
	Name string
	Text []byte // without the sentinel
	Base Pos    // position of Text[0]

	// Included is where this text was asked for by .include; zero at top level.
	Included Pos

	lines   []uint32 // offsets of line starts, made on first use
	remarks []lineRemark
}

// lineRemark says that the line which holds offset Off is line Line of File,
// as stated by `# 12 "file"`, .line, .file or .linefile.
type lineRemark struct {
	Off  uint32
	Line int    // SameLine while no line was given
	File string // "" while no file was given
}

// Sources is the set of texts of one run. Add may be called from several
// goroutines; the readers are called when all are done, or under the lock.
type Sources struct {
	mu   sync.Mutex
	list []*Source
	next Pos
}

// MaxTotal bounds the texts of one run, so that a Pos never wraps.
const MaxTotal = 1<<32 - 1<<16

// Add registers a text. It returns nil when the texts together grow past
// MaxTotal bytes.
func (s *Sources) Add(name string, text []byte) *Source {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next == 0 {
		s.next = 1
	}
	if uint64(s.next)+uint64(len(text))+1 > MaxTotal {
		return nil
	}
	src := &Source{Name: name, Text: text, Base: s.next}
	s.next += Pos(len(text)) + 1
	s.list = append(s.list, src)
	return src
}

// All returns the texts in the order in which they were added.
func (s *Sources) All() []*Source {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list
}

// Find returns the source that holds p, or nil.
func (s *Sources) Find(p Pos) *Source {
	if p == 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i := sort.Search(len(s.list), func(i int) bool { return s.list[i].Base > p })
	if i == 0 {
		return nil
	}
	return s.list[i-1]
}

// SameLine is the line for a Remark that names a file only, OwnLine that for one
// that takes all back: the lines of the text count again.
const (
	SameLine = -1
	OwnLine  = -2
)

// Remark records that the line at p is to be called line of file from there
// on. An empty file keeps the name, SameLine the count. As in GNU as, the lines
// of the text count until both have been given. Remarks of a source come in
// order.
func (src *Source) Remark(p Pos, line int, file string) {
	r := lineRemark{uint32(p - src.Base), line, file}
	if line == OwnLine {
		r.File = src.Name
		r.Line, _ = src.Physical(p)
	}
	if n := len(src.remarks); n > 0 {
		before := src.remarks[n-1]
		if r.File == "" {
			r.File = before.File
		}
		if line == SameLine && before.Line != SameLine {
			here, _ := src.Physical(p)
			there, _ := src.Physical(src.Base + Pos(before.Off))
			r.Line = before.Line + here - there
		}
	}
	src.remarks = append(src.remarks, r)
}

// Physical returns the 1-based line of the text itself that holds p, and the
// 1-based byte column.
func (src *Source) Physical(p Pos) (line, col int) {
	off := uint32(p - src.Base)
	if src.lines == nil {
		src.lines = append(src.lines, 0)
		for at := 0; ; {
			i := bytes.IndexByte(src.Text[at:], '\n')
			if i < 0 {
				break
			}
			at += i + 1
			src.lines = append(src.lines, uint32(at))
		}
	}
	i := sort.Search(len(src.lines), func(i int) bool { return src.lines[i] > off }) - 1
	return i + 1, int(off-src.lines[i]) + 1
}

// LineText returns the text of the physical line, without its newline.
func (src *Source) LineText(line int) []byte {
	if src.lines == nil {
		src.Physical(src.Base)
	}
	if line < 1 || line > len(src.lines) {
		return nil
	}
	text := src.Text[src.lines[line-1]:]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return bytes.TrimSuffix(text, []byte{'\r'})
}

// Position makes p readable, following line remarks.
func (s *Sources) Position(p Pos) Position {
	src := s.Find(p)
	if src == nil {
		return Position{}
	}
	line, col := src.Physical(p)
	at := Position{File: src.Name, Line: line, Col: col}
	off := uint32(p - src.Base)
	i := sort.Search(len(src.remarks), func(i int) bool { return src.remarks[i].Off > off }) - 1
	if i < 0 || src.remarks[i].File == "" || src.remarks[i].Line == SameLine {
		return at
	}
	r := src.remarks[i]
	first, _ := src.Physical(src.Base + Pos(r.Off))
	at.File, at.Line = r.File, r.Line+line-first
	return at
}

// FileAt returns the name that .file has given to the lines at p, whether their
// number was given or not; empty means none.
func (s *Sources) FileAt(p Pos) string {
	src := s.Find(p)
	if src == nil {
		return ""
	}
	off := uint32(p - src.Base)
	i := sort.Search(len(src.remarks), func(i int) bool { return src.remarks[i].Off > off }) - 1
	if i < 0 {
		return ""
	}
	return src.remarks[i].File
}
