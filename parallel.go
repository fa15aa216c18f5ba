package tas

import (
	"bytes"
	"runtime"
	"sync"
	"sync/atomic"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// One big source on many cores. The text is cut into pieces at line ends; each
// piece is read by the ordinary statement loop into a unit of its own, as if
// nothing before it mattered but the current section, and the units are
// appended in order. What does depend on the text before (macros, conditionals,
// .previous, a comment left open, a local label across the cut) is an error in
// a piece, or is found when the pieces are joined: then the result is thrown
// away and the source is read serially. Compilers' output almost never trips
// it. FuzzPieces holds that pieces give what serial reading gives.

// pieceSize is the least text, in bytes, for which a second core pays.
const pieceSize = 1 << 20

// piece is one stretch of the text.
type piece struct {
	start, end int // end is where its sentinel goes

	a     *assembly
	diags diag.List
	ok    bool
}

// pieces reads terminated, the text of src, in n pieces. It returns nil when
// that cannot be done.
func (r *Result) pieces(src *diag.Source, terminated []byte, opt *Options, n int) *assembly {
	list := cut(terminated, n)
	if len(list) < 2 {
		return nil
	}
	// A piece ends with a NUL in the place of the blank that follows its last
	// newline; the next piece starts behind that blank.
	blanks := make([]byte, len(list))
	for i := range list[:len(list)-1] {
		blanks[i] = terminated[list[i].end]
		terminated[list[i].end] = 0
	}
	sizes := make([]int, len(list))
	for i := range list {
		sizes[i] = list[i].end - list[i].start
	}
	rooms := obj.Rooms(sizes)
	var stop atomic.Bool
	var wait sync.WaitGroup
	for i := 1; i < len(list); i++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			r.piece(&list[i], i, rooms[i], src, terminated, opt, &stop)
		}()
	}
	r.piece(&list[0], 0, rooms[0], src, terminated, opt, &stop)
	wait.Wait()
	for i := range list[:len(list)-1] {
		terminated[list[i].end] = blanks[i]
	}
	a := list[0].a
	for i := range list {
		p := &list[i]
		if !p.ok || i > 0 && !a.append(p) {
			return nil
		}
	}
	for i := range list {
		r.Diags.Append(&list[i].diags)
	}
	a.u.Diags, a.in.Diags = r.Diags, r.Diags
	r.joined = true
	return a
}

// cut chooses up to n pieces that take about the same time.
func cut(terminated []byte, n int) []piece {
	text := terminated[:len(terminated)-2]
	list := []piece{{}}
	for i := 1; i < n; i++ {
		at := share(text, i, n)
		k := cutPoint(text[at:min(at+near, len(text))])
		last := &list[len(list)-1]
		if k < 0 || at+k <= last.start {
			continue
		}
		last.end = at + k
		list = append(list, piece{start: at + k + 1})
	}
	list[len(list)-1].end = len(terminated) - 1
	return list
}

// share returns where the first i of n equal shares of the work on text end. A
// byte of code costs twice as much as one of debugging information, in which no
// registers are named; samples tell which is which. Each is the first look at its
// page: four times as many take 1.4 ms more at -g.
func share(text []byte, i, n int) int {
	const samples, sampleSize = 64, 512
	step := len(text) / samples
	if step < sampleSize {
		return len(text) / n * i
	}
	var sum [samples + 1]int
	for k := range samples {
		sum[k+1] = sum[k] + 1
		if bytes.IndexByte(text[k*step:k*step+sampleSize], '%') >= 0 {
			sum[k+1]++
		}
	}
	k := 0
	for sum[k]*n < sum[samples]*i {
		k++
	}
	return k * step
}

// near is how far to look for a good place, or for a section, in bytes.
const near = 1 << 20

// cutPoint returns where to cut text, the start of a line that begins with a
// tab, or -1. Between two functions, where the first .type behind a
// .cfi_endproc stands and no .cfi_startproc before it, is best: a piece cannot
// start within a function's call frame information.
func cutPoint(text []byte) int {
	for at := 0; ; {
		k := bytes.Index(text[at:], []byte("\t.cfi_endproc\n"))
		if k < 0 {
			break
		}
		at += k + 1
		k = bytes.Index(text[at:], []byte("\n\t.type"))
		if k >= 0 && !bytes.Contains(text[at:at+k], []byte("\t.cfi_")) {
			return at + k + 1
		}
	}
	if k := bytes.Index(text, []byte("\n\t")); k >= 0 {
		return k + 1
	}
	return -1
}

// sectionBefore finds the directive that sets the section in which text[at:]
// stands, or returns -1. A wrong answer is found out when the pieces are
// joined.
func sectionBefore(text []byte, at int) int {
	found := -1
	latest := func(from, to int, word string) {
		for from = max(from, found, 0); ; {
			k := bytes.Index(text[from:to], []byte(word))
			if k < 0 {
				return
			}
			from += k + 1
			found = max(found, from)
		}
	}
	for _, word := range []string{"\n\t.section\t", "\n\t.text\n", "\n\t.data\n", "\n\t.bss\n"} {
		latest(at-near, at, word)
	}
	// A long section is one of debugging information.
	for end := at - near; found < 0 && end > 0; end -= near {
		latest(end-near, min(end+16, at), "\n\t.section\t")
	}
	return found
}

// piece reads one piece.
func (r *Result) piece(p *piece, i int, room obj.Room, src *diag.Source, terminated []byte, opt *Options, stop *atomic.Bool) {
	defer func() {
		if !p.ok {
			stop.Store(true)
		}
	}()
	from := p.start
	if i > 0 {
		if header := sectionBefore(terminated, p.start-1); header >= 0 {
			from = header
		}
	}
	p.diags.NoWarn, p.diags.FatalWarnings = opt.NoWarn, opt.FatalWarnings
	size := p.end - p.start
	if i == 0 {
		size = len(terminated) // the others will be appended
	}
	u := r.setUp(obj.NewPiece(&p.diags, size, room), opt)
	in := lexer.NewPiece(u, r.Sources, src, terminated[from:p.end+1], from)
	p.a = newAssembly(in, opt)
	p.a.dirs.Piece(i == 0)
	p.a.stop = stop
	if from != p.start {
		if !p.a.statement() {
			return
		}
		in.At = p.start - from
	}
	p.a.first, p.a.mapped = u.CurID, r.mapped
	p.a.run()
	p.ok = !p.diags.Failed() && !in.LocalsPending() && in.Done()
}

// append joins the next piece to what has been read.
func (a *assembly) append(p *piece) bool {
	b := p.a
	part := b.u.Part(b.first)
	start, end := &b.u.Sections[part.Section], a.u.Section()
	if end.Name != start.Name || end.Unique != start.Unique || a.u.Cur.Number != part.Number || !b.dirs.AliasesWait() {
		return false
	}
	m, ok := a.u.Append(b.u)
	return ok && a.dirs.Append(b.dirs, m)
}

// pieces is the number of pieces that a text of size bytes is worth cutting
// into.
func (opt *Options) pieces(size int) int {
	if opt.forcePieces != 0 {
		return opt.forcePieces
	}
	if opt.Serial || opt.Directives.Debug || opt.Marks || opt.loose() || opt.Directives.Named != nil || opt.Encoder.InOrder() {
		return 1
	}
	return min(runtime.GOMAXPROCS(0), size/pieceSize)
}
