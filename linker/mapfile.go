package linker

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"tas/obj"
)

// The map shows where everything went: a line for each output with its
// address and size, below it the input sections, and below those the symbols
// that they define.

// writeMap hands the map to Options.Map.
func (l *linker) writeMap() {
	if l.opt.Map == nil {
		return
	}
	defined := map[*section][]*symbol{}
	for _, f := range l.files {
		for i := range f.table.entries {
			sym := f.sym(uint32(i))
			named := sym.name != "" && sym.kind == symDefined && sym.typ != obj.STT_SECTION && sym.typ != obj.STT_FILE
			if named && sym.sect != nil && sym.file == f && sym.index == uint32(i) {
				defined[sym.sect] = append(defined[sym.sect], sym)
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%16s %9s %9s %5s\n", "address", "offset", "size", "align")
	for _, o := range l.outputs {
		if o.size == 0 {
			continue
		}
		fmt.Fprintf(&b, "%16x %9x %9x %5d %s\n", o.addr, o.off, o.size, max(o.align, 1), o.name)
		for _, s := range o.members {
			if s.in.Size == 0 {
				continue
			}
			fmt.Fprintf(&b, "%16x %9x %9x %5d     %s(%s)\n", o.addr+s.off, o.off+s.off, s.in.Size, max(s.in.Align, 1), s.file.name, s.in.Name)
			list := defined[s]
			sort.SliceStable(list, func(i, j int) bool { return list[i].value < list[j].value })
			for _, sym := range list {
				fmt.Fprintf(&b, "%16x %9s %9x %5s         %s\n", l.addr(sym), "", sym.size, "", sym.name)
			}
		}
	}
	if l.opt.CrossReference {
		l.crossReference(&b)
	}
	l.opt.Map(b.String())
}

// crossReference adds the table of --cref: each global symbol, the file that
// defines it, then those that refer to it.
func (l *linker) crossReference(b *strings.Builder) {
	users := map[*symbol][]*file{}
	for _, f := range l.files {
		for i := len(f.locals); i < len(f.table.entries); i++ {
			if sym := f.sym(uint32(i)); sym.file != f {
				users[sym] = append(users[sym], f)
			}
		}
	}
	list := slices.Collect(l.names.all)
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	b.WriteString("\ncross reference\n")
	for _, sym := range list {
		if sym.kind != symDefined || sym.file == nil {
			continue
		}
		fmt.Fprintf(b, "%-40s %s\n", sym.name, sym.file.name)
		for _, f := range users[sym] {
			fmt.Fprintf(b, "%-40s %s\n", "", f.name)
		}
	}
}
