package linker

import "strings"

// bound is a place that programs know by one of the linker's names.
type bound uint8

const (
	boundNone bound = iota // a name that means nothing in a golfed file
	boundStart
	boundBSS
	boundEnd
)

// boundary says what a name of the linker's means. Where code ends has no
// answer: it is everywhere.
func (g *golfer) boundary(name string) bound {
	switch name {
	case "__ehdr_start", "__executable_start", "__dso_handle":
		return boundStart
	case "__bss_start", "edata", "_edata":
		return boundBSS
	case "end", "_end":
		return boundEnd
	case "__preinit_array_start", "__preinit_array_end", "__init_array_start", "__init_array_end",
		"__fini_array_start", "__fini_array_end":
		array := strings.TrimSuffix(strings.TrimSuffix(name, "_start"), "_end")
		for _, o := range g.l.outputs {
			if o.size > 0 && strings.TrimPrefix(o.name, ".") == strings.TrimPrefix(array, "__") {
				return boundNone
			}
		}
		return boundEnd // an empty array may be anywhere
	}
	return boundNone
}

// boundary is the offset of such a place in the image.
func (p *placement) boundary(b bound) uint64 {
	switch b {
	case boundBSS:
		return p.bss
	case boundEnd:
		return p.bssEnd
	}
	return 0
}
