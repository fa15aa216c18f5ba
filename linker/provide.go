package linker

import (
	"strings"

	"tas/diag"
	"tas/obj"
)

// Names that the linker defines when something refers to them and nothing
// else defines them. C libraries and start-up files expect them.

// provide defines the linker's names and those of --defsym.
func (l *linker) provide() {
	for i := range l.opt.Defsyms {
		d := &l.opt.Defsyms[i]
		sym := l.names.get(d.Name, l.names.hash(d.Name))
		sym.kind, sym.bind, sym.file, sym.sect, sym.value = symDefined, obj.STB_GLOBAL, &l.made, nil, d.Add
		sym.flags |= symProvided
	}
	for _, sym := range l.names.all() {
		if sym.kind == symUndefined && l.provides(sym.name) {
			sym.kind, sym.bind, sym.file, sym.sect, sym.value = symDefined, obj.STB_GLOBAL, &l.made, nil, 0
			sym.vis = obj.STV_HIDDEN
			sym.flags |= symProvided
			l.provided = append(l.provided, sym)
		}
	}
	for i := range l.opt.Defsyms {
		d := &l.opt.Defsyms[i]
		if d.Base == "" {
			continue
		}
		sym, base := l.names.lookup(d.Name), l.names.lookup(d.Base)
		switch {
		case base == nil || base.kind != symDefined:
			l.diags.Errorf(diag.Span{}, "--defsym %s=%s: there is no symbol %s", d.Name, d.Base, d.Base)
		case base.flags&symProvided != 0:
			l.aliases = append(l.aliases, alias{sym, base, d.Add})
		default:
			sym.sect, sym.value, sym.typ, sym.size = base.sect, base.value+d.Add, base.typ, base.size
		}
	}
}

// alias is a --defsym whose base is known only after layout.
type alias struct {
	sym, base *symbol
	add       uint64
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
	for _, a := range l.aliases {
		a.sym.value = a.base.value + a.add
	}
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
