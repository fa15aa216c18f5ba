package tas

import (
	"bytes"
	"slices"
	"strings"

	"tas/diag"
	"tas/encoder"
	"tas/linker"
	"tas/obj"
)

// Saving is what an option made of the size of the file, in bytes; negative
// when the file grew.
type Saving struct {
	Option string
	Bytes  int64
}

// link makes the executable.
func (r *Result) link(parts []linker.Input, opt *Options) {
	link := opt.Link
	link.Explain = r.explainUndefined
	for _, p := range parts {
		r.warnUnloaded(p.Object)
	}
	for _, p := range parts {
		if p.Object == nil || len(opt.Link.Defsyms) > 0 { // sources have had their definitions
			for _, d := range opt.Defsyms {
				link.Defsyms = append(link.Defsyms[:len(link.Defsyms):len(link.Defsyms)], linker.Defsym{Name: d.Name, Value: linker.Number(uint64(d.Value))})
			}
			break
		}
	}
	if link.Relocatable {
		if o := linker.LinkRelocatable(parts, &link, r.Diags); o != nil {
			r.Output = obj.WriteELF(o, r.Diags)
		}
		return
	}
	r.Output = linker.Link(parts, &link, r.Diags)
	if r.Output != nil && opt.Compare {
		r.compare(parts, &link)
	}
}

// explainUndefined says why a name may be undefined: it is that of a register, or
// one that the preprocessor of C would have known.
func (r *Result) explainUndefined(name string) string {
	if what := encoder.UndefinedRegister(name); what != "" {
		return what
	}
	for _, src := range r.Sources.All() {
		for line := range bytes.Lines(src.Text) {
			rest, found := bytes.CutPrefix(line, []byte("#define"))
			if words := bytes.Fields(rest); found && len(words) > 1 && string(words[0]) == name {
				return "#define is a comment here; write " + name + " = " + string(words[1]) + ", or let gcc preprocess a source called .S"
			}
		}
	}
	return ""
}

// warnUnloaded finds code that uses what will not be in memory when the program runs: a
// section of one's own has no flags unless it is given some.
func (r *Result) warnUnloaded(o *obj.Object) {
	if o == nil {
		return
	}
	unloaded := func(s *obj.ObjectSection) bool {
		return s.Flags == 0 && s.Type == obj.SHT_PROGBITS && len(s.Data) > 0 && s.Name != ".comment" &&
			!strings.HasPrefix(s.Name, ".debug") && !strings.HasPrefix(s.Name, ".stab")
	}
	if !slices.ContainsFunc(o.Sections, func(s obj.ObjectSection) bool { return unloaded(&s) }) {
		return
	}
	told := map[uint32]bool{}
	for i := range o.Sections {
		s := &o.Sections[i]
		for k := 0; k < len(s.Asked) && s.Flags&obj.SHF_ALLOC != 0; k++ {
			at := uint32(o.Symbols[s.Relocs[k].Sym].Section)
			if int(at) >= len(o.Sections) || told[at] || !unloaded(&o.Sections[at]) {
				continue
			}
			told[at] = true
			name := o.Sections[at].Name
			r.Diags.Warnf(diag.At(s.Asked[k]), "this is in section %s, which is not in memory when the program runs; write .section %s,\"aw\" to have it there", name, name)
		}
	}
}

// compare takes the options that make files small away, one after the other.
func (r *Result) compare(parts []linker.Input, opt *linker.Options) {
	plain := *opt
	plain.PrintGC, plain.PrintICF, plain.Map, plain.Trace, plain.FileMap, plain.GolfReport = nil, nil, nil, nil, nil, nil
	size := int64(len(r.Output))
	without := func(option string, used bool) {
		if !used {
			return
		}
		var diags diag.List
		larger := linker.Link(parts, &plain, &diags)
		if larger == nil {
			return
		}
		r.Savings = append(r.Savings, Saving{option, int64(len(larger)) - size})
		size = int64(len(larger))
	}
	golf, tiny, icf, gc, strip := plain.Golf, plain.Tiny, plain.ICF, plain.GC, plain.Strip
	plain.Golf, plain.Tiny = linker.GolfOff, tiny || golf != linker.GolfOff
	without("--golf", golf != linker.GolfOff)
	if plain.Tiny {
		plain.Tiny, plain.Strip = false, true
		without("--tiny", true)
		strip = true
	}
	plain.ICF = linker.ICFNone
	without("--icf", icf != linker.ICFNone)
	plain.GC = false
	without("--gc-sections", gc)
	plain.Strip = false
	without("-s", strip)
}
