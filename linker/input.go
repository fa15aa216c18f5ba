package linker

import (
	"bytes"
	"fmt"
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
	want := func(name string) { l.undefined(l.names.get(name, l.names.hash(name)), nil, 0) }
	for _, name := range l.opt.Undefined {
		want(name)
	}
	for i := range l.opt.Defsyms {
		l.opt.Defsyms[i].Value.eachSymbol(want)
	}
	list := l.prepare(inputs)
	files := make([]*file, 0, len(list))
	for i := range list {
		if list[i].file != nil {
			files = append(files, list[i].file)
		}
	}
	l.intern(files)
	for i := range list {
		switch in := &list[i]; {
		case in.file != nil:
			l.join(in.file)
		case in.archive != nil:
			l.offer(in.archive)
		}
	}
}

// loaded is an input on its way in: an object, or an archive, or contents of
// which it is not yet known what they are.
type loaded struct {
	name    string
	data    []byte
	archive *archive
	file    *file
}

// prepare reads all inputs. What archives and scripts stand for follows when
// the objects named directly, usually the bulk, are done.
func (l *linker) prepare(inputs []Input) []loaded {
	first := make([]loaded, len(inputs))
	lists := make([]diag.List, len(inputs))
	parallel(len(inputs), func(i int) {
		in := &inputs[i]
		at := &first[i]
		if in.Object != nil {
			at.file = l.newFile(in.Name, in.Object)
			return
		}
		at.name, at.data = l.open(in, &lists[i])
		if at.data != nil && !isArchive(at.data) && !isScript(at.data) {
			at.read(l, &lists[i])
		}
	})
	var list []loaded
	for i := range inputs {
		l.diags.Append(&lists[i])
		list = l.expand(list, first[i], inputs[i].Whole, 0)
	}
	return list
}

// read makes a file of contents that are an object.
func (in *loaded) read(l *linker, diags *diag.List) {
	if o := ReadObject(in.name, in.data, diags); o != nil {
		in.file = l.newFile(in.name, o)
	}
	in.data = nil
}

// expand appends what an input consists of. Scripts may name others, at most
// a few levels deep.
func (l *linker) expand(list []loaded, in loaded, whole bool, depth int) []loaded {
	name, data := in.name, in.data
	switch {
	case in.file != nil:
		return append(list, in)
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
			var next loaded
			next.name, next.data = l.open(&inner[i], l.diags)
			list = l.expand(list, next, whole, depth+1)
		}
		return list
	case !isArchive(data):
		in.read(l, l.diags)
		return append(list, in)
	}
	ar := readArchive(name, data, l.diags)
	if ar == nil {
		return list
	}
	if !whole {
		return append(list, loaded{name: name, archive: ar})
	}
	for _, m := range ar.all(l.diags) {
		member := loaded{name: m.name, data: m.data}
		member.read(l, l.diags)
		list = append(list, member)
	}
	return list
}

// intern finds the symbols of all global names of some files.
func (l *linker) intern(files []*file) {
	work := func(half int) {
		table := &l.names.half[half]
		for _, f := range files {
			first := len(f.locals)
			for i := first; i < len(f.syms); i++ {
				name, hash := l.meaning(f, i)
				if halfOf(name) == half {
					f.syms[i] = table.get(name, hash)
				}
			}
		}
	}
	// Hardly more names are meant than defined.
	defined := 0
	for _, f := range files {
		for i := len(f.locals); i < len(f.syms); i++ {
			if f.obj.Symbols[i].Section != obj.SHN_UNDEF {
				defined++
			}
		}
	}
	for half := range l.names.half {
		if table := &l.names.half[half]; len(table.all) == 0 {
			table.reserve(defined/2 + defined/16)
		}
	}
	if len(files) < 16 {
		work(0)
		work(1)
		return
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { work(1); wg.Done() }()
	work(0)
	wg.Wait()
}

// meaning is the name that a global symbol of a file stands for, with its
// hash: the name itself, unless --wrap has changed it.
func (l *linker) meaning(f *file, i int) (string, uint64) {
	s := &f.obj.Symbols[i]
	if l.wrapped != nil && s.Section == obj.SHN_UNDEF {
		if to, ok := l.wrapped[s.Name]; ok {
			return to, l.names.hash(to)
		}
	}
	return s.Name, f.hashes[i-len(f.locals)]
}

// open returns the contents of an input and the name to call it by.
func (l *linker) open(in *Input, diags *diag.List) (string, []byte) {
	if in.Data != nil {
		return in.Name, in.Data
	}
	if !in.Library {
		data, err := l.input(in.Name)
		if err != nil {
			diags.Errorf(diag.Span{}, "cannot read %s: %v", in.Name, cause(err))
		}
		return in.Name, data
	}
	for _, dir := range l.opt.LibPaths {
		name := filepath.Join(dir, "lib"+in.Name+".a")
		if data, err := l.input(name); err == nil {
			return name, data
		}
	}
	diags.Errorf(diag.Span{}, "lib%s.a is in none of the library directories; name them with -L", in.Name)
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
		f.hashes[i] = l.names.hash(o.Symbols[first+i].Name)
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
	// notes of .note.gnu.property become one, see mergeProperties.
	if strings.HasPrefix(s.Name, warningPrefix) || s.Name == ".note.GNU-stack" || s.Name == propertyName {
		return false
	}
	if (opt.bare() || opt.StripDebug && isDebug(s.Name)) && s.Flags&obj.SHF_ALLOC == 0 || opt.Tiny && s.Type == obj.SHT_NOTE {
		return false // nobody could find it
	}
	return s.Flags&obj.SHF_EXCLUDE == 0
}

// isDebug recognises debugging information, of this day or of older ones.
func isDebug(name string) bool {
	for _, prefix := range [...]string{".debug", ".zdebug", ".stab", ".gnu.debug", ".gnu.linkonce.wi.", ".line", ".gdb_index"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
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

// join lets a file take part: its groups are claimed, then its global names,
// which intern has looked up, are resolved.
func (l *linker) join(f *file) {
	if l.opt.Trace != nil {
		l.opt.Trace(f.name)
	}
	l.files = append(l.files, f)
	l.claimGroups(f)
	for i := len(f.locals); i < len(f.syms); i++ {
		l.merge(f.syms[i], f, uint32(i))
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
