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
	"syscall"

	"tas/diag"
	"tas/obj"
)

// file is one object that takes part in the link.
type file struct {
	name   string
	obj    *obj.Object // of its symbols only those that the assembler made; see table
	table  elfSymbols
	sects  []section // by section index
	locals []symbol
	usual  bool // all relocations of what is loaded are, see usual
	plain  bool // all local symbols stand in what is linked

	names   *symbolTable
	numbers []uint32  // in names, of the symbols behind the locals
	order   []uint32  // the global names, see group
	bounds  [5]uint32 // of the groups in order
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

// global returns the number of the global symbol that relocations of f mean by
// index i; false when it is a local one.
func (f *file) global(i uint32) (uint32, bool) {
	if k := i - uint32(len(f.locals)); k < uint32(len(f.numbers)) {
		return f.numbers[k], true
	}
	return 0, false
}

// sym is the symbol that relocations and groups of f mean by index i.
func (f *file) sym(i uint32) *symbol {
	if number, ok := f.global(i); ok {
		return f.names.at(number)
	}
	return &f.locals[i]
}

func (s *section) name() string { return s.in.Name }
func (s *section) alloc() bool  { return s.in.Flags&obj.SHF_ALLOC != 0 }
func (s *section) code() bool   { return s.in.Flags&obj.SHF_EXECINSTR != 0 }

// addr is the address of the section, valid after layout.
func (s *section) addr() uint64 {
	s = s.home()
	return s.out.addr + s.off
}

// home is the section that has the contents: s, or what it was folded into.
func (s *section) home() *section {
	if s.folded != nil {
		return s.folded
	}
	return s
}

// load reads the inputs: objects join the link in order, archives register
// what their members define.
func (l *linker) load(inputs []Input) {
	l.wrapped = wrapNames(l.opt.Wrap)
	l.groups = map[string]*file{}
	l.made.name = "tas"
	want := func(name string) { l.names.named(name).refer(nil, 0, obj.STB_GLOBAL) }
	for _, name := range l.opt.Undefined {
		want(name)
	}
	for i := range l.opt.Defsyms {
		l.opt.Defsyms[i].Value.eachSymbol(want)
	}
	var files []*file // that nothing stands between
	for _, in := range l.prepare(inputs) {
		if in.archive == nil {
			files = append(files, in.file)
			continue
		}
		l.join(files)
		files = files[:0]
		l.offer(in.archive)
	}
	l.join(files)
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
			o := in.Object
			at.file = l.newFile(in.Name, o, encodeSymbols(o.Symbols, max(o.FirstGlobal, 1), l.names.seed), new(arena))
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
	in.file = l.readFile(in.name, in.data, diags)
	in.data = nil
}

// readFile makes a file of an object in memory. It returns nil after reporting
// what is wrong with it.
func (l *linker) readFile(name string, data []byte, diags *diag.List) *file {
	room := l.borrow()
	defer l.giveBack(room)
	o, table := readObject(name, data, l.names.seed, room, diags)
	if o == nil {
		return nil
	}
	return l.newFile(name, o, table, room)
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
			if in := &inner[i]; !in.Library {
				in.Name = l.find(in.Name, filepath.Dir(name))
			}
			next.name, next.data = l.open(&inner[i], l.diags)
			list = l.expand(list, next, whole, depth+1)
		}
		return list
	case !isArchive(data):
		if in.read(l, l.diags); in.file == nil {
			return list
		}
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
		if member.read(l, l.diags); member.file != nil {
			list = append(list, member)
		}
	}
	return list
}

// open returns the contents of an input and the name to call it by.
func (l *linker) open(in *Input, diags *diag.List) (string, []byte) {
	if in.Data != nil {
		return in.Name, in.Data
	}
	if !in.Library {
		data, err := l.held.read(in.Name, false)
		if err != nil {
			diags.Errorf(diag.Span{}, "cannot read %s: %v", in.Name, cause(err))
		}
		return in.Name, data
	}
	for _, dir := range l.opt.LibPaths {
		name := filepath.Join(dir, "lib"+in.Name+".a")
		if data, err := l.held.read(name, false); err == nil {
			return name, data
		}
	}
	diags.Errorf(diag.Span{}, "lib%s.a is in none of the library directories; name them with -L", in.Name)
	return "", nil
}

// find looks for a file that a script names: in the directory of the script, the
// current one, and those of libraries.
func (l *linker) find(name, dir string) string {
	if !filepath.IsAbs(name) {
		for _, dir := range append([]string{dir, "."}, l.opt.LibPaths...) {
			if path := filepath.Join(dir, name); syscall.Access(path, 0) == nil {
				return path
			}
		}
	}
	return name
}

// cause is an error of package os without the name it repeats.
func cause(err error) error {
	if p, ok := err.(*os.PathError); ok {
		return p.Err
	}
	return err
}

// newFile prepares what does not depend on other files.
func (l *linker) newFile(name string, o *obj.Object, table elfSymbols, room *arena) *file {
	f := &file{
		name:   name,
		obj:    o,
		table:  table,
		sects:  room.sections.take(len(o.Sections)),
		locals: room.symbols.take(len(table.entries) - len(table.globals)),

		usual: table.usual,
		plain: true,

		names:   &l.names,
		numbers: room.numbers.take(len(table.globals)),
	}
	for i := range f.sects {
		s := &f.sects[i]
		s.file, s.in, s.index = f, &o.Sections[i], uint32(i)
		if l.opt.takes(s.in) {
			s.state = sectAlive
		}
	}
	for i := range f.locals {
		sym := &f.locals[i]
		sym.file, sym.index = f, uint32(i)
		if i == 0 {
			sym.kind = symDefined // of relocations without a symbol: zero
			continue
		}
		sym.name = table.name(uint32(i))
		f.place(sym, uint32(i))
		if sym.kind != symDefined || sym.typ == obj.STT_GNU_IFUNC || sym.sect != nil && sym.sect.state != sectAlive {
			f.plain = false
		}
		if sym.name == "" || sym.typ == obj.STT_SECTION || strings.HasPrefix(sym.name, ".L") {
			sym.flags |= symUnlisted
		}
	}
	if l.wrapped != nil {
		for k := range table.globals {
			table.globals[k].hash = l.names.hash(l.meaning(f, uint32(k)))
		}
	}
	f.makeGroups(room)
	return f
}

// makeGroups sorts the global names by what they will be asked for, so that
// resolving them goes straight through a list.
func (f *file) makeGroups(room *arena) {
	globals, entries := f.table.globals, f.table.entries[len(f.locals):]
	// Without branches, which nobody could foretell.
	groupOf := func(k int) uint32 {
		referred := uint32(0)
		if entries[k].section == obj.SHN_UNDEF {
			referred = 2
		}
		return globals[k].hash&1 | referred
	}
	second, referred, both := uint32(0), uint32(0), uint32(0)
	for k := range globals {
		group := groupOf(k)
		second += group & 1
		referred += group >> 1
		both += group & (group >> 1)
	}
	all := uint32(len(globals))
	f.bounds = [...]uint32{0, all - referred - (second - both), all - referred, all - both, all}
	f.order = room.numbers.take(len(globals))
	next := f.bounds
	for k := range globals {
		group := groupOf(k)
		f.order[next[group]] = uint32(k)
		next[group]++
	}
}

// group returns the global names of one half of the symbol table, those that
// the file defines or those that it only refers to.
func (f *file) group(half int, defined bool) []uint32 {
	if !defined {
		half += 2
	}
	return f.order[f.bounds[half]:f.bounds[half+1]]
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

// place makes sym mean what f says about its symbol i.
func (f *file) place(sym *symbol, i uint32) {
	e := &f.table.entries[i]
	sym.value, sym.size, sym.bind, sym.typ = e.value, e.size, e.bind(), e.typ()
	sym.sect, sym.kind = nil, symDefined
	switch s := f.table.section(i); s {
	case obj.SHN_UNDEF:
		sym.kind = symUndefined
	case obj.SHN_COMMON, obj.SHN_X86_64_LCOMMON:
		sym.kind = symCommon
	case obj.SHN_ABS:
	default:
		sym.sect = &f.sects[s]
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
				f.discard(&f.sects[i])
			}
			continue
		}
		if s.Type != obj.SHT_GROUP || len(s.Data) < 4 || le.Uint32(s.Data)&1 == 0 {
			continue
		}
		if s.Info == 0 || uint64(s.Info) >= uint64(len(f.table.entries)) {
			l.diags.Errorf(diag.Span{}, "%s: group section %d has no signature symbol", f.name, i)
			continue
		}
		if l.claim(f.signature(s.Info), f) == f {
			continue
		}
		for members := s.Data[4:]; len(members) >= 4; members = members[4:] {
			if m := le.Uint32(members); uint64(m) < uint64(len(f.sects)) && f.sects[m].state == sectAlive {
				f.discard(&f.sects[m])
			}
		}
	}
}

func (f *file) discard(s *section) { s.state, f.plain = sectDiscarded, false }

// signature is the name of a group: that of the symbol, or of the section
// when it is a section symbol.
func (f *file) signature(index uint32) string {
	section := f.table.section(index)
	if f.table.entries[index].typ() == obj.STT_SECTION && uint64(section) < uint64(len(f.obj.Sections)) {
		return f.obj.Sections[section].Name
	}
	return f.table.name(index)
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
