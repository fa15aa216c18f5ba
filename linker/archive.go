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
	name    string
	data    []byte
	thin    bool
	long    string // the "//" member
	first   int    // offset of the first ordinary member
	index   archiveIndex
	members map[uint64]*extracted // by offset of the header
}

// archiveIndex says which member defines a name. It is used as it stands in
// the file, but for a table to find names with: of thousands of names few are
// asked for.
type archiveIndex struct {
	names  string   // one behind the other, each with a NUL
	starts []uint32 // of each name, then their end
	places []byte   // the offset of each member's header: big-endian words
	wide   bool     // of 64 bits
	slots  []uint32 // open addressing: number of a name plus one; see offer
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
	a := &archive{name: name, data: data, thin: bytes.HasPrefix(data, []byte(thinMagic)), members: map[uint64]*extracted{}}
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
	x := &a.index
	*x = archiveIndex{places: b, wide: wide}
	width := x.width()
	if len(b) < width {
		return fmt.Errorf("the symbol index of the archive is too short")
	}
	count := x.place(0)
	x.places = b[width:]
	if count > uint64(len(x.places)/width) || len(b) > 1<<32-1 {
		return fmt.Errorf("the symbol index of the archive claims %d entries", count)
	}
	x.names = textOf(x.places[int(count)*width:])
	x.starts = make([]uint32, count+1)
	for i := range int(count) {
		at := int(x.starts[i])
		n := strings.IndexByte(x.names[at:], 0)
		if n < 0 {
			return fmt.Errorf("the symbol index of the archive ends within a name")
		}
		x.starts[i+1] = uint32(at + n + 1)
	}
	return nil
}

func (x *archiveIndex) width() int {
	if x.wide {
		return 8
	}
	return 4
}

// place is the offset of the header of the member that defines name i.
func (x *archiveIndex) place(i int) uint64 {
	if x.wide {
		return binary.BigEndian.Uint64(x.places[8*i:])
	}
	return uint64(binary.BigEndian.Uint32(x.places[4*i:]))
}

func (x *archiveIndex) count() int { return max(len(x.starts), 1) - 1 }

func (x *archiveIndex) name(i int) string { return x.names[x.starts[i] : x.starts[i+1]-1] }

// find returns the slot of a name, or the free one where it belongs.
func (x *archiveIndex) find(name string, hash uint32) *uint32 {
	mask := uint32(len(x.slots) - 1)
	for at := hash >> 1 & mask; ; at = (at + 1) & mask {
		if s := &x.slots[at]; *s == 0 || x.name(int(*s-1)) == name {
			return s
		}
	}
}

// makeIndex reads every member of an archive that has no symbol index.
func (a *archive) makeIndex(diags *diag.List) {
	x := &a.index
	x.wide, x.starts = true, []uint32{0}
	var names []byte
	defer func() { x.names = textOf(names) }()
	for at := a.first; at < len(a.data); {
		m, err := a.member(at)
		if err != nil {
			diags.Errorf(diag.Span{}, "%s: %v", a.name, err)
			return
		}
		o, symbols := readObject(m.name, m.data, maphash.MakeSeed(), new(arena), diags)
		if len(names) > 1<<31 {
			diags.Errorf(diag.Span{}, "%s: has more than 2 GB of symbols", a.name)
			return
		}
		if o != nil {
			for i := o.FirstGlobal; i < len(symbols.entries); i++ {
				if symbols.section(uint32(i)) != obj.SHN_UNDEF {
					names = append(append(names, symbols.name(uint32(i))...), 0)
					x.starts = append(x.starts, uint32(len(names)))
					x.places = binary.BigEndian.AppendUint64(x.places, uint64(at))
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

// offered is a symbol that some file misses and an archive has.
type offered struct {
	sym     *symbol
	archive *archive
	at      uint64 // header of the member
}

// offer registers an archive: where one of its symbols is missing now or
// later, the member joins the link. The first archive that has a name wins.
// Unlike ld's, archives are not bound to their place on the command line, so
// groups need no repeated search.
func (l *linker) offer(a *archive) {
	x := &a.index
	size := 4
	for size*3 < x.count()*4 {
		size *= 2
	}
	x.slots = make([]uint32, size)
	l.archives = append(l.archives, a)
	for i := range x.count() {
		name := x.name(i)
		hash := l.names.hash(name)
		slot := x.find(name, hash)
		if *slot != 0 {
			continue
		}
		*slot = uint32(i + 1)
		if sym := l.names.find(name, hash); sym != nil && sym.kind == symUndefined && sym.bind != stbWeak {
			l.want(sym, hash)
		}
	}
}

// want looks for a missing symbol in the archives.
func (l *linker) want(sym *symbol, hash uint32) {
	if sym.flags&symOffered != 0 {
		return
	}
	for _, a := range l.archives {
		if number := *a.index.find(sym.name, hash); number != 0 {
			l.pending = append(l.pending, offered{sym, a, a.index.place(int(number - 1))})
			sym.flags |= symOffered
			return
		}
	}
}

// extract loads the members that define missing symbols, and what those miss
// in turn, until nothing is missing that an archive has. All members of a round
// are read at once; few of them turn out not to be needed.
func (l *linker) extract() {
	for len(l.pending) > 0 && !l.diags.Failed() {
		round := l.pending
		l.pending = nil
		var list []*extracted
		for i := range round {
			if o := &round[i]; o.sym.kind == symUndefined && o.archive.members[o.at] == nil {
				m := &extracted{archive: o.archive, at: o.at}
				o.archive.members[o.at] = m
				list = append(list, m)
			}
		}
		parallel(len(list), func(i int) { list[i].read(l) })
		for i := range round {
			o := &round[i]
			m := o.archive.members[o.at]
			if o.sym.kind != symUndefined || m.joined {
				continue
			}
			m.joined = true
			l.diags.Append(&m.diags)
			if m.file == nil {
				return
			}
			l.join([]*file{m.file})
		}
	}
}

// extracted is a member that has been read.
type extracted struct {
	archive *archive
	at      uint64 // of its header
	file    *file  // nil after an error
	diags   diag.List
	joined  bool
}

func (m *extracted) read(l *linker) {
	a := m.archive
	in, err := a.member(int(min(m.at, uint64(len(a.data)))))
	if err != nil {
		m.diags.Errorf(diag.Span{}, "%s: %v", a.name, err)
		return
	}
	m.file = l.readFile(in.name, in.data, &m.diags)
}
