package linker

import "tas/obj"

// pack orders the outputs of each segment so that alignment wastes least,
// for --tiny. Few outputs are tried in every order; many stay as they are.
func (l *linker) pack() {
	const few = 6
	at := l.image.headers
	for i := range l.segments {
		seg := &l.segments[i]
		n := 0
		for _, o := range seg.outputs {
			if o.typ == obj.SHT_NOBITS || o.flags&obj.SHF_TLS != 0 {
				break // their order has a meaning
			}
			n++
		}
		if n <= few && i == 0 {
			permute(seg.outputs[:n], at)
		}
	}
}

// permute puts outputs into the order that ends first when placed from
// address at on; of equals, the first tried.
func permute(list []*output, at uint64) {
	best := append([]*output(nil), list...)
	least := endOf(list, at)
	var try func(k int)
	try = func(k int) {
		if k == len(list) {
			if end := endOf(list, at); end < least {
				least = end
				copy(best, list)
			}
			return
		}
		for i := k; i < len(list); i++ {
			list[k], list[i] = list[i], list[k]
			try(k + 1)
			list[k], list[i] = list[i], list[k]
		}
	}
	try(0)
	copy(list, best)
}

func endOf(list []*output, at uint64) uint64 {
	for _, o := range list {
		at = alignUp(at, o.align) + o.size
	}
	return at
}
