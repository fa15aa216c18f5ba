package linker

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"tas/diag"
	"tas/obj"
)

// file is one object that takes part in the link.
type file struct {
	name   string
	obj    *obj.Object
	sects  []section // by section index
	locals []symbol
	syms   []*symbol // by symbol index; locals point into the array above
	hashes []uint64  // of the global names
}

// section is a section of a file, or one that the linker makes (its file is
// linker.made).
type section struct {
	file   *file
	in     *obj.ObjectSection
	out    *output
	off    uint64 // in out
	index  uint32 // in file.sects
	state  sectState
	marked bool // collectGarbage has been here

	pieces *pieces  // SHF_MERGE: what became of the contents
	fdes   []int32  // records of linker.frames that describe this code
	folded *section // an equal section that stands for this one
}

// sectState says whether a section takes part.
type sectState uint8

const (
	sectUnused    sectState = iota // tables and the like, never in the output
	sectAlive                      // in the output
	sectDead                       // left out: nothing refers to it
	sectDiscarded                  // left out: another file's group was taken
)

func (s *section) name() string { return s.in.Name }
func (s *section) alloc() bool  { return s.in.Flags&obj.SHF_ALLOC != 0 }
func (s *section) code() bool   { return s.in.Flags&obj.SHF_EXECINSTR != 0 }

// addr is the address of the section, valid after layout.
func (s *section) addr() uint64 {
	if s.folded != nil {
		s = s.folded
	}
	return s.out.addr + s.off
}

// load reads the inputs: objects join the link in order, archives register
// what their members define.
func (l *linker) load(inputs []Input) {
	l.wrapped = wrapNames(l.opt.Wrap)
	l.groups = map[string]*file{}
	l.made.name = "tas"
	for _, name := range l.opt.Undefined {
		l.undefined(l.names.get(name, hashName(name)), nil, 0)
	}
	var list []loaded
	for i := range inputs {
		list = l.expand(list, &inputs[i], 0)
	}
	lists := make([]diag.List, len(list))
	parallel(len(list), func(i int) {
		if in := &list[i]; in.data != nil {
			if o := ReadObject(in.name, in.data, &lists[i]); o != nil {
				in.file = l.newFile(in.name, o)
			}
		}
	})
	for i := range lists {
		l.diags.Append(&lists[i])
	}
	for i := range list {
		switch in := &list[i]; {
		case in.file != nil:
			l.join(in.file)
		case in.archive != nil:
			l.offer(in.archive)
		}
	}
}

// loaded is an input on its way in: an object's contents or the object
// itself, or an archive.
type loaded struct {
	name    string
	data    []byte
	archive *archive
	file    *file
}

// expand appends what an input consists of. Scripts may name others, at most
// a few levels deep.
func (l *linker) expand(list []loaded, in *Input, depth int) []loaded {
	if in.Object != nil {
		return append(list, loaded{name: in.Name, file: l.newFile(in.Name, in.Object)})
	}
	name, data := l.open(in)
	switch {
	case data == nil:
		return list
	case isScript(data) && !isArchive(data):
		inner, err := readScript(data)
		if depth > 4 {
			err = fmt.Errorf("scripts name each other too deeply")
		}
		if err != nil {
			l.diags.Errorf(diag.Span{}, "%s: %v", name, err)
			return list
		}
		for i := range inner {
			inner[i].Whole = in.Whole
			list = l.expand(list, &inner[i], depth+1)
		}
		return list
	case !isArchive(data):
		return append(list, loaded{name: name, data: data})
	}
	ar := readArchive(name, data, l.diags)
	if ar == nil {
		return list
	}
	if !in.Whole {
		return append(list, loaded{name: name, archive: ar})
	}
	for _, m := range ar.all(l.diags) {
		list = append(list, loaded{name: m.name, data: m.data})
	}
	return list
}

// open returns the contents of an input and the name to call it by.
func (l *linker) open(in *Input) (string, []byte) {
	if in.Data != nil {
		return in.Name, in.Data
	}
	if !in.Library {
		data, err := os.ReadFile(in.Name)
		if err != nil {
			l.diags.Errorf(diag.Span{}, "cannot read %s: %v", in.Name, cause(err))
		}
		return in.Name, data
	}
	for _, dir := range l.opt.LibPaths {
		name := filepath.Join(dir, "lib"+in.Name+".a")
		if data, err := os.ReadFile(name); err == nil {
			return name, data
		}
	}
	l.diags.Errorf(diag.Span{}, "lib%s.a is in none of the library directories; name them with -L", in.Name)
	return "", nil
}

// cause is an error of package os without the name it repeats.
func cause(err error) error {
	if p, ok := err.(*os.PathError); ok {
		return p.Err
	}
	return err
}

// newFile prepares what does not depend on other files.
func (l *linker) newFile(name string, o *obj.Object) *file {
	if len(o.Symbols) == 0 {
		o.Symbols = make([]obj.ObjectSymbol, 1)
	}
	first := max(o.FirstGlobal, 1)
	f := &file{
		name:   name,
		obj:    o,
		sects:  make([]section, len(o.Sections)),
		locals: make([]symbol, first),
		syms:   make([]*symbol, len(o.Symbols)),
		hashes: make([]uint64, len(o.Symbols)-first),
	}
	for i := range f.sects {
		s := &f.sects[i]
		s.file, s.in, s.index = f, &o.Sections[i], uint32(i)
		if l.opt.takes(s.in) {
			s.state = sectAlive
		}
	}
	for i := range f.locals {
		s := &o.Symbols[i]
		sym := &f.locals[i]
		sym.name, sym.file, sym.index = s.Name, f, uint32(i)
		f.place(sym, s)
		f.syms[i] = sym
	}
	f.locals[0].kind = symDefined // relocations without a symbol: zero
	for i := range f.hashes {
		f.hashes[i] = hashName(o.Symbols[first+i].Name)
	}
	return f
}

// takes reports whether a section can become part of the executable.
func (opt *Options) takes(s *obj.ObjectSection) bool {
	switch s.Type {
	case obj.SHT_NULL, obj.SHT_GROUP, obj.SHT_SYMTAB, obj.SHT_STRTAB, obj.SHT_RELA, obj.SHT_LLVM_ADDRSIG:
		return false
	}
	// .gnu.warning holds a text about a symbol, see warn.
	// The stack is never executable unless -z execstack says so, and the
	// CPU features of .note.gnu.property hold only if all code has them.
	if strings.HasPrefix(s.Name, warningPrefix) || s.Name == ".note.GNU-stack" || s.Name == ".note.gnu.property" {
		return false
	}
	if opt.bare() && s.Flags&obj.SHF_ALLOC == 0 || opt.Tiny && s.Type == obj.SHT_NOTE {
		return false // nobody could find it
	}
	return s.Flags&obj.SHF_EXCLUDE == 0
}

// place makes sym mean what s says.
func (f *file) place(sym *symbol, s *obj.ObjectSymbol) {
	sym.value, sym.size, sym.bind, sym.typ = s.Value, s.Size, s.Bind, s.Type
	sym.sect, sym.kind = nil, symDefined
	switch {
	case s.Section == obj.SHN_UNDEF:
		sym.kind = symUndefined
	case s.Section == obj.SHN_COMMON || s.Section == obj.SHN_X86_64_LCOMMON:
		sym.kind = symCommon
	case s.Section != obj.SHN_ABS:
		sym.sect = &f.sects[s.Section]
	}
}

// join lets a file take part: its groups are claimed, then its global names
// resolved.
func (l *linker) join(f *file) {
	if l.opt.Trace != nil {
		l.opt.Trace(f.name)
	}
	l.files = append(l.files, f)
	l.claimGroups(f)
	first := len(f.locals)
	for i := first; i < len(f.obj.Symbols); i++ {
		s := &f.obj.Symbols[i]
		name, hash := s.Name, f.hashes[i-first]
		if s.Section == obj.SHN_UNDEF && l.wrapped != nil {
			if to, ok := l.wrapped[name]; ok {
				name, hash = to, hashName(to)
			}
		}
		sym := l.names.get(name, hash)
		f.syms[i] = sym
		l.merge(sym, f, uint32(i))
	}
}

// claimGroups keeps the first COMDAT group of each signature and discards the
// sections of later ones. Old-style .gnu.linkonce sections are groups of one.
func (l *linker) claimGroups(f *file) {
	for i := range f.sects {
		s := f.sects[i].in
		const once = ".gnu.linkonce."
		if len(s.Name) > len(once) && s.Name[:len(once)] == once {
			if owner := l.claim(s.Name, f); owner != f {
				f.sects[i].state = sectDiscarded
			}
			continue
		}
		if s.Type != obj.SHT_GROUP || len(s.Data) < 4 || le.Uint32(s.Data)&1 == 0 {
			continue
		}
		if s.Info == 0 || uint64(s.Info) >= uint64(len(f.obj.Symbols)) {
			l.diags.Errorf(diag.Span{}, "%s: group section %d has no signature symbol", f.name, i)
			continue
		}
		if l.claim(f.signature(s.Info), f) == f {
			continue
		}
		for members := s.Data[4:]; len(members) >= 4; members = members[4:] {
			if m := le.Uint32(members); uint64(m) < uint64(len(f.sects)) && f.sects[m].state == sectAlive {
				f.sects[m].state = sectDiscarded
			}
		}
	}
}

// signature is the name of a group: that of the symbol, or of the section
// when it is a section symbol.
func (f *file) signature(index uint32) string {
	s := &f.obj.Symbols[index]
	if s.Type == obj.STT_SECTION && uint64(s.Section) < uint64(len(f.obj.Sections)) {
		return f.obj.Sections[s.Section].Name
	}
	return s.Name
}

func (l *linker) claim(group string, f *file) *file {
	owner := l.groups[group]
	if owner == nil {
		owner = f
		l.groups[group] = f
	}
	return owner
}

var nameSeed = maphash.MakeSeed()

func hashName(name string) uint64 { return maphash.String(nameSeed, name) }

func isArchive(data []byte) bool {
	return bytes.HasPrefix(data, []byte(archiveMagic)) || bytes.HasPrefix(data, []byte(thinMagic))
}

// parallel calls work(0) to work(n-1), on all processors when there is enough
// to do for starting goroutines to pay.
func parallel(n int, work func(int)) {
	workers := min(runtime.GOMAXPROCS(0), n/4)
	if workers < 2 {
		for i := 0; i < n; i++ {
			work(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		}()
	}
	wg.Wait()
}
