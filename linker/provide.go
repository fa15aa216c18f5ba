package linker

import (
	"slices"
	"strings"

	"tas/diag"
	"tas/obj"
)

// Names that the linker defines when something refers to them and nothing
// else defines them. C libraries and start-up files expect them.

// provide defines the linker's names, as far as they are unsettled, and those of
// --defsym.
func (l *linker) provide(unsettled []*symbol) {
	for i := range l.opt.Defsyms {
		sym := l.names.named(l.opt.Defsyms[i].Name)
		sym.kind, sym.bind, sym.file, sym.sect, sym.value = symDefined, obj.STB_GLOBAL, &l.made, nil, 0
		sym.flags |= symProvided
	}
	for _, sym := range unsettled {
		if sym.kind == symUndefined && l.provides(sym.name) {
			sym.kind, sym.bind, sym.file, sym.sect, sym.value = symDefined, obj.STB_GLOBAL, &l.made, nil, 0
			sym.vis = obj.STV_HIDDEN
			sym.flags |= symProvided
			l.provided = append(l.provided, sym)
		}
	}
	l.defineAll()
}

// defineAll gives each --defsym its value, if there is one by now: a number, or
// a place near that of another symbol. The others wait for the layout.
func (l *linker) defineAll() {
	left := make([]*Defsym, len(l.opt.Defsyms))
	for i := range left {
		left[i] = &l.opt.Defsyms[i]
		left[i].Value.eachSymbol(func(name string) {
			if sym := l.names.lookup(name); sym == nil || sym.kind != symDefined {
				l.diags.Errorf(diag.Span{}, "--defsym %s: there is no symbol %s", left[i].Name, name)
			}
		})
	}
	if l.diags.Failed() {
		return
	}
	for again := true; again; {
		n := len(left)
		left = slices.DeleteFunc(left, l.define)
		again = len(left) < n
	}
	for _, d := range left {
		if _, _, ok := d.Value.offset(); !ok && l.opt.PIE {
			l.diags.Errorf(diag.Span{}, "--defsym %s: in a position-independent program only a symbol and a number added to it can be computed", d.Name)
		}
		l.aliases = append(l.aliases, alias{l.names.lookup(d.Name), d.Value})
	}
}

// define reports whether a --defsym could be given its value.
func (l *linker) define(d *Defsym) bool {
	sym := l.names.lookup(d.Name)
	name, add, ok := d.Value.offset()
	if ok && name != "" {
		base := l.names.lookup(name)
		ok = base.flags&symProvided == 0
		sym.sect, sym.typ, sym.size = base.sect, base.typ, base.size
		add += base.value
	}
	if !ok {
		return false
	}
	sym.value = add
	sym.flags &^= symProvided
	return true
}

// alias is a --defsym whose value is known only after layout.
type alias struct {
	sym   *symbol
	value *Expression
}

// assignAliases computes their values. One may need another, so rounds are
// made until all are known.
func (l *linker) assignAliases() {
	waiting := map[string]bool{}
	for _, a := range l.aliases {
		waiting[a.sym.name] = true
	}
	for left := l.aliases; len(left) > 0; {
		var later []alias
		for _, a := range left {
			ready := true
			a.value.eachSymbol(func(name string) { ready = ready && !waiting[name] })
			if !ready {
				later = append(later, a)
				continue
			}
			v, ok := a.value.value(func(name string) uint64 { return l.addr(l.names.lookup(name)) })
			if !ok {
				l.diags.Errorf(diag.Span{}, "--defsym %s: division by zero", a.sym.name)
			}
			a.sym.value = v
			delete(waiting, a.sym.name)
		}
		if len(later) == len(left) {
			l.diags.Errorf(diag.Span{}, "--defsym %s: its value depends on itself", left[0].sym.name)
			return
		}
		left = later
	}
}

// provides reports whether the linker defines name.
func (l *linker) provides(name string) bool {
	if section, _, ok := startStop(name); ok {
		return l.hasSection(section)
	}
	switch name {
	case "_DYNAMIC":
		return l.opt.PIE
	case "__ehdr_start", "__executable_start", "__dso_handle",
		"etext", "_etext", "__etext", "edata", "_edata", "end", "_end", "__bss_start",
		"__preinit_array_start", "__preinit_array_end",
		"__init_array_start", "__init_array_end",
		"__fini_array_start", "__fini_array_end",
		"__rela_iplt_start", "__rela_iplt_end",
		"_GLOBAL_OFFSET_TABLE_", "__GNU_EH_FRAME_HDR", "_TLS_MODULE_BASE_":
		return true
	}
	return false
}

// startStop splits __start_NAME and __stop_NAME, which bound the section
// called NAME when that is a C identifier.
func startStop(name string) (section string, stop, ok bool) {
	if section, ok = strings.CutPrefix(name, "__start_"); !ok {
		section, stop = strings.CutPrefix(name, "__stop_")
		ok = stop
	}
	return section, stop, ok && identifier(section)
}

func identifier(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

func (l *linker) hasSection(name string) bool {
	for _, f := range l.files {
		for i := range f.sects {
			if f.sects[i].state == sectAlive && f.sects[i].in.Name == name {
				return true
			}
		}
	}
	return false
}

// assign gives the linker's names their values, now that addresses are known.
func (l *linker) assign() {
	for _, sym := range l.provided {
		sym.value = l.providedValue(sym)
	}
	for _, sym := range l.inFrames {
		if l.frames.sect != nil {
			sym.value += l.frames.sect.addr()
		}
	}
	l.assignAliases()
}

func (l *linker) providedValue(sym *symbol) uint64 {
	if name, stop, ok := startStop(sym.name); ok {
		return l.bound(name, stop)
	}
	switch sym.name {
	case "_DYNAMIC":
		return l.bound(".dynamic", false)
	case "__ehdr_start", "__executable_start", "__dso_handle":
		return l.image.base
	case "etext", "_etext", "__etext":
		return l.image.etext
	case "edata", "_edata":
		return l.image.edata
	case "__bss_start":
		return l.image.bss
	case "end", "_end":
		return l.image.end
	case "__preinit_array_start", "__preinit_array_end":
		return l.bound(".preinit_array", sym.name == "__preinit_array_end")
	case "__init_array_start", "__init_array_end":
		return l.bound(".init_array", sym.name == "__init_array_end")
	case "__fini_array_start", "__fini_array_end":
		return l.bound(".fini_array", sym.name == "__fini_array_end")
	case "__rela_iplt_start", "__rela_iplt_end":
		return l.bound(".rela.plt", sym.name == "__rela_iplt_end")
	case "_GLOBAL_OFFSET_TABLE_":
		return l.got.addr()
	case "_TLS_MODULE_BASE_":
		return l.tls.end // distances from it are counted from %fs:0
	case "__GNU_EH_FRAME_HDR":
		return l.bound(".eh_frame_hdr", false)
	}
	panic("internal: no value for " + sym.name)
}

// bound returns where an output starts or stops; both are the base when
// there is no such output.
func (l *linker) bound(name string, stop bool) uint64 {
	for _, o := range l.outputs {
		if o.name == name && o.flags&obj.SHF_ALLOC != 0 {
			if stop {
				return o.addr + o.size
			}
			return o.addr
		}
	}
	return l.image.base
}
