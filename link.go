package tas

import (
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
	link.Explain = encoder.UndefinedRegister
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
