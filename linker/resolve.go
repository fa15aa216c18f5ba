package linker

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"tas/diag"
	"tas/obj"
)

const stbWeak = obj.STB_WEAK

// join lets files take part: their groups are claimed, then their global names
// are looked up and resolved.
func (l *linker) join(files []*file) {
	defined, bytes := 0, 0
	for _, f := range files {
		if l.opt.Trace != nil {
			l.opt.Trace(f.name)
		}
		l.claimGroups(f)
		defined += f.table.defined
		bytes += f.table.text
	}
	l.files = append(l.files, files...)
	l.names.reserve(defined, bytes) // hardly more names are meant than defined
	// Definitions come first: so the symbols of a file stand side by side in the
	// table, and references find out at once that there is nothing to do.
	var events [2][2][]event
	resolve := func(half int) {
		events[half][0] = l.enter(files, half, true)
		events[half][1] = l.enter(files, half, false)
	}
	both(len(files) >= manyFiles, resolve)
	if len(files) < manyFiles {
		l.heed(inOrder(events[0][0], events[1][0]))
		l.heed(inOrder(events[0][1], events[1][1]))
	} else {
		l.heed(inOrder(events[0][0], events[0][1], events[1][0], events[1][1]))
	}
	if l.names.half[0].full || l.names.half[1].full {
		l.diags.Errorf(diag.Span{}, "the names of all symbols together are longer than 8 GB")
	}
}

// manyFiles are worth the start of a goroutine.
const manyFiles = 16

// inOrder makes one list of several, in the order of the files.
func inOrder(lists ...[]event) []event {
	all := slices.Concat(lists...)
	slices.SortFunc(all, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.index, b.index))
	})
	return all
}

// event is something in the course of resolving that concerns more than the
// symbol: they are heeded in the order of the files, whoever came first.
type event struct {
	order int // of the file
	file  *file
	index uint32
	outcome
}

// outcome is what came of merging a symbol.
type outcome uint8

const (
	settled   outcome = iota
	wanted            // the symbol is missing so far
	duplicate         // it was defined before
)

// enter finds the symbols of the global names of files, those of one half of the
// table and defined by the file or not, and joins what the files say about them.
func (l *linker) enter(files []*file, half int, defined bool) []event {
	var events []event
	var look prober
	table := &l.names.half[half]
	for order, f := range files {
		names := f.group(half, defined)
		entries := f.table.entries[len(f.locals):]
		for len(names) > 0 {
			some := names[:min(len(names), ahead)]
			names = names[len(some):]
			look.probe(table, &f.table, some)
			for n, k := range some {
				name, hash := l.meaning(f, k), f.table.globals[k].hash
				slot := &look.found[n] // as it was; what it says is true, though there may be more to say
				if defined || slot.number == 0 || slot.hash != hash || !table.called(slot, name) {
					slot = table.get(name, hash)
				}
				number := slot.number - 1
				f.numbers[k] = number<<1 | uint32(half)
				if !defined && slot.length&hasDefinition != 0 && entries[k].vis() == 0 {
					continue
				}
				sym := table.at(number)
				o := sym.merge(f, uint32(len(f.locals))+k)
				if defined && sym.kind >= symCommon {
					slot.length |= hasDefinition
				}
				if o == duplicate || o == wanted && len(l.archives) > 0 {
					events = append(events, event{order, f, uint32(len(f.locals)) + k, o})
				}
			}
		}
	}
	return events
}

// heed does what remains to be done about events.
func (l *linker) heed(events []event) {
	for i := range events {
		e := &events[i]
		sym := e.file.sym(e.index)
		switch {
		case e.outcome == wanted:
			l.want(sym, l.names.hash(sym.name))
		case !l.opt.FirstDefinition:
			l.duplicate(sym, e.file, e.index)
		}
	}
}

// meaning is the name that global symbol k of a file stands for: the name
// itself, unless --wrap has changed it.
func (l *linker) meaning(f *file, k uint32) string {
	name := f.table.global(k)
	if l.wrapped != nil && f.table.section(uint32(len(f.locals))+k) == obj.SHN_UNDEF {
		if to, ok := l.wrapped[name]; ok {
			return to
		}
	}
	return name
}

// merge joins what f says about its symbol i with what is known.
func (sym *symbol) merge(f *file, i uint32) outcome {
	e := &f.table.entries[i]
	if vis := e.vis(); vis != 0 && (sym.vis == 0 || vis < sym.vis) {
		sym.vis = vis // the most constraining one wins
	}
	section := f.table.section(i)
	if section == obj.SHN_UNDEF || f.discarded(section) {
		return sym.refer(f, i, e.bind())
	}
	common := section == obj.SHN_COMMON || section == obj.SHN_X86_64_LCOMMON
	weak := e.bind() == stbWeak
	switch {
	case sym.kind < symCommon:
	case sym.kind == symCommon && common: // it satisfies another tentative definition
		sym.size = max(sym.size, e.size)
		sym.value = max(sym.value, e.value)
		return settled
	case sym.kind == symCommon:
		if weak {
			return settled
		}
	case sym.bind == stbWeak && (!weak || common):
	case weak || common:
		return settled
	default:
		return duplicate
	}
	sym.file, sym.index = f, i
	f.place(sym, i)
	if common && e.value == 0 {
		sym.value = 1
	}
	return settled
}

// refer notes a reference to a name; f is nil when the user makes it.
func (sym *symbol) refer(f *file, i uint32, bind uint8) outcome {
	if sym.kind == symNew || sym.kind == symUndefined && sym.bind == stbWeak && bind != stbWeak {
		sym.kind, sym.file, sym.index, sym.bind = symUndefined, f, i, bind
		if bind != stbWeak {
			return wanted
		}
	}
	return settled
}

// discarded reports whether a section gave way to an equal one of another file.
func (f *file) discarded(section uint32) bool {
	return uint64(section) < uint64(len(f.sects)) && f.sects[section].state == sectDiscarded
}

func (l *linker) duplicate(sym *symbol, f *file, i uint32) {
	name := f.table.name(i)
	d := l.diags.Errorf(diag.Span{}, "%s: symbol %s is already defined", f.name, name)
	if pos := f.pos(i); pos != 0 {
		d.Text, d.Span = "symbol "+name+" is already defined", diag.Span{Pos: pos, Len: uint32(len(name))}
	}
	if first := sym.file.pos(sym.index); first != 0 {
		d.Note(diag.Span{Pos: first, Len: uint32(len(name))}, "first defined here")
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
		for i := len(f.locals); i < len(f.table.entries); i++ {
			sym := f.sym(uint32(i))
			if text := warnings[sym]; text != "" && sym.file != f {
				l.diags.Warnf(diag.Span{}, "%s: %s", f.name, text)
				delete(warnings, sym)
			}
		}
	}
}

// settle defines what no file does: once all files that take part are known.
func (l *linker) settle() {
	unsettled := l.names.unsettled()
	l.commons(unsettled)
	l.provide(unsettled)
}

// commons gives each symbol that is still common a section of its own.
func (l *linker) commons(unsettled []*symbol) {
	for _, sym := range unsettled {
		if sym.kind != symCommon {
			continue
		}
		e := &sym.file.table.entries[sym.index]
		in := &obj.ObjectSection{
			Name: ".bss", Type: obj.SHT_NOBITS, Flags: obj.SHF_ALLOC | obj.SHF_WRITE,
			Align: sym.value, Size: sym.size,
		}
		if e.typ() == obj.STT_TLS {
			in.Name = ".tbss"
			in.Flags |= obj.SHF_TLS
		} else if sym.file.table.section(sym.index) == obj.SHN_X86_64_LCOMMON {
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
	for sym := range l.names.all {
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
		if pos := sym.file.pos(sym.index); pos != 0 {
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
	for sym := range l.names.all {
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
