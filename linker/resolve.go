package linker

import (
	"hash/maphash"
	"sort"
	"strings"

	"tas/diag"
	"tas/obj"
)

// symbol is what a name means. All files that say a global name share one;
// each local symbol has its own.
type symbol struct {
	name  string
	file  *file    // that defines it, or that first named it
	sect  *section // where it stands; nil for absolute values
	value uint64   // offset in sect, or the absolute value; alignment while common
	size  uint64
	index uint32 // in file.obj.Symbols

	kind  symKind
	bind  uint8
	typ   uint8
	vis   uint8
	flags symFlags

	lazy   *archive // has a member that defines the symbol
	lazyAt uint64

	slot uint32 // its entry of the GOT, plus one
	plt  uint32 // an ifunc: its entry of the PLT, plus one
}

// symKind says how well a symbol is known.
type symKind uint8

const (
	symNew       symKind = iota // named by an archive's index only
	symUndefined                // some file needs it
	symCommon                   // a tentative definition in C's manner
	symDefined
)

const stbWeak = obj.STB_WEAK

// symFlags are remarks about a symbol.
type symFlags uint8

const (
	symProvided symFlags = 1 << iota // the linker defines it: see provide.go
	symReported                      // its absence has been reported
	symLive                          // collectGarbage came by
)

// symbolTable holds the global symbols. It consists of two halves so that two
// processors can look up the names of many files at once, each those of its
// half.
type symbolTable struct {
	half [2]nameTable
	list []*symbol // of both, made on demand
}

func newSymbolTable() symbolTable {
	seed := maphash.MakeSeed()
	return symbolTable{half: [2]nameTable{{seed: seed}, {seed: seed}}}
}

// hash is the hash of a name that get wants: files compute those of their
// names beforehand, on all processors.
func (t *symbolTable) hash(name string) uint64 { return t.half[0].hash(name) }

// halfOf chooses the half of a name. It depends on nothing else, so that the
// order of symbols is the same in every run.
func halfOf(name string) int {
	if name == "" {
		return 0
	}
	return (len(name) ^ int(name[len(name)-1])) & 1
}

func (t *symbolTable) get(name string, hash uint64) *symbol {
	return t.half[halfOf(name)].get(name, hash)
}

func (t *symbolTable) lookup(name string) *symbol { return t.half[halfOf(name)].lookup(name) }

// all returns every symbol.
func (t *symbolTable) all() []*symbol {
	if len(t.list) != len(t.half[0].all)+len(t.half[1].all) {
		t.list = append(append([]*symbol(nil), t.half[0].all...), t.half[1].all...)
	}
	return t.list
}

// nameTable finds symbols by name: open addressing, the hash beside
// the symbol so that a miss seldom looks at a name. Symbols are allocated in
// slabs and never move.
type nameTable struct {
	seed  maphash.Seed
	slots []nameSlot
	all   []*symbol
	slab  []symbol
}

type nameSlot struct {
	hash uint64
	sym  *symbol // nil: free
}

func (t *nameTable) hash(name string) uint64 { return maphash.String(t.seed, name) }

// get returns the symbol called name, making it when it is new.
func (t *nameTable) get(name string, hash uint64) *symbol {
	if len(t.all)*4 >= len(t.slots)*3 {
		t.grow()
	}
	i := t.find(name, hash)
	if sym := t.slots[i].sym; sym != nil {
		return sym
	}
	if len(t.slab) == 0 {
		t.slab = make([]symbol, 8+len(t.all)/2)
	}
	sym := &t.slab[0]
	t.slab = t.slab[1:]
	sym.name = name
	t.all = append(t.all, sym)
	t.slots[i] = nameSlot{hash, sym}
	return sym
}

// lookup returns the symbol called name, or nil.
func (t *nameTable) lookup(name string) *symbol {
	if len(t.slots) == 0 {
		return nil
	}
	return t.slots[t.find(name, t.hash(name))].sym
}

// find returns the slot that holds name, or the free one where it belongs.
func (t *nameTable) find(name string, hash uint64) uint64 {
	mask := uint64(len(t.slots) - 1)
	for i := (hash >> 32) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.sym == nil || s.hash == hash && s.sym.name == name {
			return i
		}
	}
}

// reserve makes room for so many names.
func (t *nameTable) reserve(names int) {
	size := 64
	for size < 2*names {
		size *= 2
	}
	if size > len(t.slots) {
		t.resize(size)
		t.all = append(make([]*symbol, 0, names), t.all...)
		t.slab = make([]symbol, names)
	}
}

func (t *nameTable) grow() { t.resize(max(64, 4*len(t.slots))) }

func (t *nameTable) resize(size int) {
	old := t.slots
	t.slots = make([]nameSlot, size)
	for _, s := range old {
		if s.sym != nil {
			t.slots[t.find(s.sym.name, s.hash)] = s
		}
	}
}

// merge joins what symbol i of f says about a name with what is known.
func (l *linker) merge(sym *symbol, f *file, i uint32) {
	s := &f.obj.Symbols[i]
	if s.Vis != 0 && (sym.vis == 0 || s.Vis < sym.vis) {
		sym.vis = s.Vis // the most constraining one wins
	}
	if s.Section == obj.SHN_UNDEF || f.discarded(s) {
		l.undefined(sym, f, i)
		return
	}
	common := s.Section == obj.SHN_COMMON || s.Section == obj.SHN_X86_64_LCOMMON
	switch {
	case sym.kind < symCommon:
	case sym.kind == symCommon && common:
		growCommon(sym, s)
		return
	case sym.kind == symCommon:
		if s.Bind == stbWeak {
			return
		}
	case sym.bind == stbWeak && (s.Bind != stbWeak || common):
	case s.Bind == stbWeak || common:
		return
	default:
		if !l.opt.FirstDefinition {
			l.duplicate(sym, f, s)
		}
		return
	}
	sym.file, sym.index = f, i
	f.place(sym, s)
	if common && s.Value == 0 {
		sym.value = 1
	}
}

// undefined notes a reference to a name.
func (l *linker) undefined(sym *symbol, f *file, i uint32) {
	if sym.kind >= symCommon {
		return
	}
	bind := uint8(obj.STB_GLOBAL)
	if f != nil {
		bind = f.obj.Symbols[i].Bind
	}
	if sym.kind == symNew || sym.bind == stbWeak && bind != stbWeak {
		sym.kind, sym.file, sym.index, sym.bind = symUndefined, f, i, bind
		if sym.lazy != nil && bind != stbWeak {
			l.pending = append(l.pending, sym)
		}
	}
}

// discarded reports whether a definition stands in a section that gave way to
// an equal one of another file.
func (f *file) discarded(s *obj.ObjectSymbol) bool {
	return uint64(s.Section) < uint64(len(f.sects)) && f.sects[s.Section].state == sectDiscarded
}

// growCommon lets a common symbol satisfy another tentative definition.
func growCommon(sym *symbol, s *obj.ObjectSymbol) {
	sym.size = max(sym.size, s.Size)
	sym.value = max(sym.value, s.Value)
}

func (l *linker) duplicate(sym *symbol, f *file, s *obj.ObjectSymbol) {
	first := &sym.file.obj.Symbols[sym.index]
	if s.Pos != 0 {
		d := l.diags.Errorf(diag.Span{Pos: s.Pos, Len: uint32(len(s.Name))}, "symbol %s is already defined", s.Name)
		if first.Pos != 0 {
			d.Note(diag.Span{Pos: first.Pos, Len: uint32(len(s.Name))}, "first defined here")
		} else {
			d.Note(diag.Span{}, "first defined in %s", sym.file.name)
		}
		return
	}
	d := l.diags.Errorf(diag.Span{}, "%s: symbol %s is already defined", f.name, s.Name)
	if first.Pos != 0 {
		d.Note(diag.Span{Pos: first.Pos, Len: uint32(len(s.Name))}, "first defined here")
	} else {
		d.Note(diag.Span{}, "first defined in %s", sym.file.name)
	}
}

// require checks that something defines the symbols of --require-defined.
func (l *linker) require() {
	for _, name := range l.opt.Required {
		if sym := l.names.lookup(name); sym == nil || sym.kind != symDefined {
			l.diags.Errorf(diag.Span{}, "nothing defines %s, which --require-defined asks for", name)
		}
	}
}

// warningPrefix begins the names of sections that hold a warning about the
// symbol named behind it.
const warningPrefix = ".gnu.warning."

// warn passes on what libraries have to say about symbols that others use.
func (l *linker) warn() {
	warnings := map[*symbol]string{}
	for _, f := range l.files {
		for i := range f.sects {
			in := f.sects[i].in
			if name, ok := strings.CutPrefix(in.Name, warningPrefix); ok {
				if sym := l.names.lookup(name); sym != nil {
					warnings[sym] = strings.TrimRight(string(in.Data), "\x00\n")
				}
			}
		}
	}
	if len(warnings) == 0 {
		return
	}
	for _, f := range l.files {
		for i := len(f.locals); i < len(f.syms); i++ {
			sym := f.syms[i]
			if text := warnings[sym]; text != "" && sym.file != f {
				l.diags.Warnf(diag.Span{}, "%s: %s", f.name, text)
				delete(warnings, sym)
			}
		}
	}
}

// commons gives each symbol that is still common a section of its own.
func (l *linker) commons() {
	for _, sym := range l.names.all() {
		if sym.kind != symCommon {
			continue
		}
		s := &sym.file.obj.Symbols[sym.index]
		in := &obj.ObjectSection{
			Name: ".bss", Type: obj.SHT_NOBITS, Flags: obj.SHF_ALLOC | obj.SHF_WRITE,
			Align: sym.value, Size: sym.size,
		}
		if s.Type == obj.STT_TLS {
			in.Name = ".tbss"
			in.Flags |= obj.SHF_TLS
		} else if s.Section == obj.SHN_X86_64_LCOMMON {
			in.Name = ".lbss"
			in.Flags |= obj.SHF_X86_64_LARGE
		}
		sym.sect = l.make(in)
		sym.kind, sym.value = symDefined, 0
		if sym.typ == obj.STT_COMMON {
			sym.typ = obj.STT_OBJECT
		}
	}
}

// make adds a section of the linker's own.
func (l *linker) make(in *obj.ObjectSection) *section {
	s := &section{file: &l.made, in: in, state: sectAlive}
	l.extra = append(l.extra, s)
	return s
}

// wrapNames says what an undefined reference to a name means under --wrap.
func wrapNames(names []string) map[string]string {
	if len(names) == 0 {
		return nil
	}
	to := map[string]string{}
	for _, name := range names {
		to[name] = "__wrap_" + name
		to["__real_"+name] = name
	}
	return to
}

// findEntry looks for the entry symbol: a global one, or failing that a local
// one.
func (l *linker) findEntry() {
	name := l.opt.Entry
	if name == "" {
		name = "_start"
	}
	if sym := l.names.lookup(name); sym != nil && sym.kind == symDefined {
		l.entry = sym
		return
	}
	for _, f := range l.files {
		for i := 1; i < len(f.locals); i++ {
			sym := &f.locals[i]
			if sym.name == name && sym.kind == symDefined && sym.typ != obj.STT_FILE && sym.typ != obj.STT_SECTION {
				l.entry = sym
				return
			}
		}
	}
	if l.opt.Flat && l.opt.Entry == "" {
		return // it starts at its first byte
	}
	l.noEntry(name)
}

// noEntry reports that there is no place to start at, and what might be meant.
func (l *linker) noEntry(name string) {
	var code []*symbol
	add := func(sym *symbol) {
		if sym.kind == symDefined && sym.name != "" && sym.sect != nil && sym.sect.code() && sym.typ != obj.STT_SECTION {
			code = append(code, sym)
		}
	}
	for _, sym := range l.names.all() {
		add(sym)
	}
	for _, f := range l.files {
		for i := range f.locals {
			add(&f.locals[i])
		}
	}
	if len(code) == 0 {
		l.diags.Errorf(diag.Span{}, "there is no entry symbol %s, and no label in any code section", name)
		return
	}
	sort.SliceStable(code, func(i, j int) bool {
		return distance(name, code[i].name) < distance(name, code[j].name)
	})
	code = code[:min(len(code), 3)]
	d := l.diags.Errorf(diag.Span{}, "there is no entry symbol %s; define it, or name another with -e, such as %s", name, code[0].name)
	for _, sym := range code {
		if pos := sym.file.obj.Symbols[sym.index].Pos; pos != 0 {
			d.Note(diag.Span{Pos: pos, Len: uint32(len(sym.name))}, "candidate %s", sym.name)
		} else {
			d.Note(diag.Span{}, "candidate %s in %s", sym.name, sym.file.name)
		}
	}
}

// maxGuesses bounds how many undefined names are compared with all others.
const maxGuesses = 50

// similar returns the symbol whose name is nearest to name among those that f
// could refer to, or nil when none is near.
func (l *linker) similar(name string, f *file) *symbol {
	if l.guesses++; l.guesses > maxGuesses {
		return nil
	}
	var best *symbol
	least := 1 + len(name)/3
	compare := func(sym *symbol) {
		if sym.kind != symDefined || sym.name == name || sym.typ == obj.STT_SECTION || sym.typ == obj.STT_FILE || len(sym.name) > 2*len(name)+2 {
			return
		}
		if d := distance(name, sym.name); d < least {
			best, least = sym, d
		}
	}
	for _, sym := range l.names.all() {
		compare(sym)
	}
	for i := range f.locals {
		compare(&f.locals[i])
	}
	return best
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours that turn a into b.
func distance(a, b string) int {
	const enough = 64 // bytes of a name; work stays bounded whatever the input
	a, b = a[:min(len(a), enough)], b[:min(len(b), enough)]
	older, old := make([]int, len(b)+1), make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old, row = old, row, older
	}
	return old[len(b)]
}
