package linker

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tas/diag"
	"tas/obj"
)

// Archives in the common Unix format: a magic line, then members, each a
// 60-byte text header and its contents, padded to even offsets. GNU's two
// additions are read: a first member "/" that maps symbols to members, and
// "//" with the names that do not fit into 15 bytes. A thin archive has only
// the headers; the members are files beside it.

const (
	archiveMagic  = "!<arch>\n"
	thinMagic     = "!<thin>\n"
	memberHdrSize = 60
)

// archive is one archive whose members wait to be needed.
type archive struct {
	name   string
	data   []byte
	thin   bool
	long   string // the "//" member
	first  int    // offset of the first ordinary member
	index  []indexEntry
	loaded map[uint64]bool // by offset of the member's header
}

// indexEntry says that the member with its header at off defines name.
type indexEntry struct {
	name string
	off  uint64
}

// member is one file of an archive.
type member struct {
	name string // archive(member), for messages
	data []byte
	next int // offset of the next header
}

// readArchive reads the tables at the start of an archive. It returns nil
// after reporting what is wrong.
func readArchive(name string, data []byte, diags *diag.List) *archive {
	a := &archive{name: name, data: data, thin: bytes.HasPrefix(data, []byte(thinMagic)), loaded: map[uint64]bool{}}
	hasIndex := false
	at := len(archiveMagic)
	for at < len(data) {
		h, err := a.header(at)
		if err != nil {
			diags.Errorf(diag.Span{}, "%s: %v", name, err)
			return nil
		}
		special := true
		switch body := data[h.body:]; h.name {
		case "/", "/SYM64/":
			hasIndex = true
			err = a.readIndex(body[:h.size], h.name == "/SYM64/")
		case "//":
			a.long = textOf(body[:h.size])
		default:
			special = false
		}
		if err != nil {
			diags.Errorf(diag.Span{}, "%s: %v", name, err)
			return nil
		}
		if !special {
			break
		}
		at = h.next
	}
	a.first = at
	if !hasIndex {
		a.makeIndex(diags)
	}
	return a
}

// memberHeader is a decoded header.
type memberHeader struct {
	name       string // as written, without trailing blanks
	body, size int    // of the contents in the archive
	next       int
}

func (a *archive) header(at int) (memberHeader, error) {
	if len(a.data)-at < memberHdrSize {
		return memberHeader{}, fmt.Errorf("the archive ends within a member header at offset %#x", at)
	}
	h := a.data[at : at+memberHdrSize]
	if string(h[58:]) != "`\n" {
		return memberHeader{}, fmt.Errorf("no member header at offset %#x of the archive", at)
	}
	text := strings.TrimRight(string(h[48:58]), " ")
	size, err := strconv.ParseUint(text, 10, 40)
	if err != nil {
		return memberHeader{}, fmt.Errorf("member at offset %#x of the archive has the size %q", at, text)
	}
	m := memberHeader{name: strings.TrimRight(string(h[:16]), " "), body: at + memberHdrSize, size: int(size)}
	inside := size
	if a.thin && m.name != "/" && m.name != "//" && m.name != "/SYM64/" {
		inside = 0
	}
	if inside > uint64(len(a.data)-m.body) {
		return memberHeader{}, fmt.Errorf("member at offset %#x of the archive ends outside it", at)
	}
	m.next = m.body + int(inside+inside&1)
	return m, nil
}

// readIndex reads the symbol index: a big-endian count, that many offsets of
// member headers, then as many names.
func (a *archive) readIndex(b []byte, wide bool) error {
	width := 4
	if wide {
		width = 8
	}
	word := func(b []byte) uint64 {
		if wide {
			return binary.BigEndian.Uint64(b)
		}
		return uint64(binary.BigEndian.Uint32(b))
	}
	if len(b) < width {
		return fmt.Errorf("the symbol index of the archive is too short")
	}
	count := word(b)
	b = b[width:]
	if count > uint64(len(b)/width) {
		return fmt.Errorf("the symbol index of the archive claims %d entries", count)
	}
	names := textOf(b[int(count)*width:])
	a.index = make([]indexEntry, count)
	for i := range a.index {
		end := strings.IndexByte(names, 0)
		if end < 0 {
			return fmt.Errorf("the symbol index of the archive ends within a name")
		}
		a.index[i] = indexEntry{names[:end], word(b[i*width:])}
		names = names[end+1:]
	}
	return nil
}

// makeIndex reads every member of an archive that has no symbol index.
func (a *archive) makeIndex(diags *diag.List) {
	for at := a.first; at < len(a.data); {
		m, err := a.member(at)
		if err != nil {
			diags.Errorf(diag.Span{}, "%s: %v", a.name, err)
			return
		}
		if o, symbols := readObject(m.name, m.data, maphash.MakeSeed(), diags); o != nil {
			for i := o.FirstGlobal; i < len(symbols.entries); i++ {
				if symbols.section(uint32(i)) != obj.SHN_UNDEF {
					a.index = append(a.index, indexEntry{symbols.name(uint32(i)), uint64(at)})
				}
			}
		}
		at = m.next
	}
}

// member returns the member whose header is at offset at.
func (a *archive) member(at int) (member, error) {
	h, err := a.header(at)
	if err != nil {
		return member{}, err
	}
	name, err := a.longName(h.name)
	if err != nil {
		return member{}, err
	}
	m := member{name: a.name + "(" + filepath.Base(name) + ")", next: h.next}
	if !a.thin {
		m.data = a.data[h.body : h.body+h.size : h.body+h.size]
		return m, nil
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(a.name), name)
	}
	if m.data, err = os.ReadFile(name); err != nil {
		return member{}, fmt.Errorf("cannot read its member %s: %v", name, cause(err))
	}
	return m, nil
}

// longName resolves "/123" through the name table and drops GNU's final
// slash of short names.
func (a *archive) longName(name string) (string, error) {
	if len(name) < 2 || name[0] != '/' {
		return strings.TrimSuffix(name, "/"), nil
	}
	at, err := strconv.ParseUint(name[1:], 10, 40)
	if err != nil || at >= uint64(len(a.long)) {
		return "", fmt.Errorf("a member has the name %q, which is not in the archive's table of long names", name)
	}
	long := a.long[at:]
	if i := strings.IndexByte(long, '\n'); i >= 0 {
		long = long[:i]
	}
	return strings.TrimSuffix(long, "/"), nil
}

// all returns every member, for --whole-archive.
func (a *archive) all(diags *diag.List) []member {
	var list []member
	for at := a.first; at < len(a.data); {
		m, err := a.member(at)
		if err != nil {
			diags.Errorf(diag.Span{}, "%s: %v", a.name, err)
			return nil
		}
		list = append(list, m)
		at = m.next
	}
	return list
}

// offer is a member that defines a symbol.
type offer struct {
	archive *archive
	at      uint64 // of its header
}

// offer registers the archive's symbols: where one is missing now or later,
// its member joins the link. The first archive that offers a name wins.
// Unlike ld's, archives are not bound to their place on the command line, so
// groups need no repeated search.
func (l *linker) offer(a *archive) {
	for i := range a.index {
		e := &a.index[i]
		sym := l.names.named(e.name)
		if sym.offer == 0 {
			l.offers = append(l.offers, offer{a, e.off})
			sym.offer = uint32(len(l.offers))
			if sym.kind == symUndefined && sym.bind != stbWeak {
				l.pending = append(l.pending, sym)
			}
		}
	}
}

// extract loads the members that define missing symbols, and what those miss
// in turn, until nothing is missing that an archive has.
func (l *linker) extract() {
	for len(l.pending) > 0 && !l.diags.Failed() {
		round := l.pending
		l.pending = nil
		for _, sym := range round {
			if sym.kind != symUndefined || sym.offer == 0 {
				continue
			}
			a, at := l.offers[sym.offer-1].archive, l.offers[sym.offer-1].at
			if at > uint64(len(a.data)) || a.loaded[at] {
				continue
			}
			a.loaded[at] = true
			m, err := a.member(int(at))
			if err != nil {
				l.diags.Errorf(diag.Span{}, "%s: %v", a.name, err)
				return
			}
			if f := l.readFile(m.name, m.data, l.diags); f != nil {
				l.join([]*file{f})
			}
		}
	}
}
