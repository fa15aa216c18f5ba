package tas

import (
	"cmp"
	"fmt"
	"slices"

	"tas/obj"
)

// symbols prints the symbols that the object defines and those that it needs.
func (p *lister) symbols() {
	var needed []string
	defined := false
	symbols := slices.Clone(p.o.Symbols[1:])
	slices.SortStableFunc(symbols, func(a, b obj.ObjectSymbol) int {
		return cmp.Or(cmp.Compare(p.names(&a), p.names(&b)), cmp.Compare(a.Order, b.Order))
	})
	if i := slices.IndexFunc(symbols, func(s obj.ObjectSymbol) bool { return s.Type == obj.STT_FILE }); i > 0 {
		symbols = slices.Insert(slices.Delete(slices.Clone(symbols), i, i+1), 0, symbols[i]) // the name of the source
	}
	for i := range symbols {
		s := &symbols[i]
		if s.Type == obj.STT_SECTION {
			continue // not of the source
		}
		if s.Section == obj.SHN_UNDEF {
			needed = append(needed, s.Name)
			continue
		}
		if !defined {
			p.head("DEFINED SYMBOLS")
			defined = true
		}
		section, value := p.sectionOf(s)
		if place := p.placeOf(s); place != "" {
			p.printf("%s  %s:%016x %s", place, section, value, s.Name)
		} else {
			p.printf("%33s:%016x %s", section, value, s.Name)
		}
	}
	if !defined {
		p.head("NO DEFINED SYMBOLS")
	}
	p.printf("")
	if len(needed) == 0 {
		p.printf("NO UNDEFINED SYMBOLS")
		return
	}
	p.printf("UNDEFINED SYMBOLS")
	for _, name := range needed {
		p.printf("%s", name)
	}
}

// sectionOf returns what stands for the section of a symbol, and the number
// beside it.
func (p *lister) sectionOf(s *obj.ObjectSymbol) (string, uint64) {
	switch s.Section {
	case obj.SHN_ABS:
		return "*ABS*", s.Value
	case obj.SHN_COMMON:
		return "*COM*", s.Size
	case obj.SHN_X86_64_LCOMMON:
		return "LARGE_COMMON", s.Size
	}
	return p.o.Sections[s.Section].Name, s.Value
}

// names is 1 for the signature of a group, which nothing defines, otherwise 0.
func (p *lister) names(s *obj.ObjectSymbol) int {
	if int(s.Section) < len(p.o.Sections) && p.o.Sections[s.Section].Type == obj.SHT_GROUP {
		return 1
	}
	return 0
}

// placeOf says where a symbol is defined.
func (p *lister) placeOf(s *obj.ObjectSymbol) string {
	if s.Type == obj.STT_FILE || s.Section == obj.SHN_COMMON || s.Section == obj.SHN_X86_64_LCOMMON || p.names(s) == 1 {
		return ""
	}
	at, ok := p.notes.Places[s.Name]
	if src := p.r.Sources.Find(s.Pos); !ok && src != nil {
		at.File = src.Name
		at.Line, _ = src.Physical(s.Pos)
		if p.High {
			q := p.r.Sources.Position(s.Pos)
			at.File, at.Line = q.File, q.Line
		}
	}
	if at.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%20s:%-5d", at.File, at.Line)
}
