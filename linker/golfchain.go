package linker

import "slices"

// Golf may put code anywhere, so a jump to code that nothing flows into is
// better replaced by that code: the instructions from one end of the flow to
// the next, a chain, move behind the jump, which goes. A chain can follow only
// one jump; the farthest has it, which is the likeliest to be long.

// chain is a run of atoms that ends the flow.
type chain struct {
	from, to   int // atoms
	next, prev int // chains; -1 = none
}

// joinChains reorders the atoms.
func (g *golfer) joinChains() {
	var chains []chain
	startsAt := make([]int32, len(g.atoms)+1) // the chain that starts at an atom, plus one
	for i := range g.atoms {
		if i == 0 || g.atoms[i-1].ends {
			chains = append(chains, chain{from: i, next: -1, prev: -1})
			startsAt[i] = int32(len(chains))
		}
		chains[len(chains)-1].to = i + 1
	}
	target := func(c *chain) int { // the chain that the last instruction jumps to, or -1
		a := &g.atoms[c.to-1]
		if a.source.shape != shapeJmp {
			return -1
		}
		sym := a.sect.file.sym(a.relocs[0].Sym)
		code := g.codes[sym.sect]
		if code == nil {
			return -1
		}
		i := code.find(sym.value)
		if i < 0 {
			return -1
		}
		return int(startsAt[g.index[sym.sect][i]]) - 1
	}
	jumps := make([]int, 0, len(chains))
	for i := range chains {
		if target(&chains[i]) > 0 { // the first one stays where it is
			jumps = append(jumps, i)
		}
	}
	distance := func(i int) int {
		d := chains[target(&chains[i])].from - chains[i].to
		return max(d, -d)
	}
	slices.SortStableFunc(jumps, func(a, b int) int { return distance(b) - distance(a) })
	for _, i := range jumps {
		to := target(&chains[i])
		first := i
		for chains[first].prev >= 0 {
			first = chains[first].prev
		}
		if chains[to].prev < 0 && first != to {
			chains[i].next, chains[to].prev = to, i
		}
	}
	g.reorder(chains)
}

// reorder makes the list of atoms anew, chain after chain.
func (g *golfer) reorder(chains []chain) {
	list := make([]golfAtom, 0, len(g.atoms))
	moved := make([]int32, len(g.atoms)+1) // where each has gone
	for i := range chains {
		if chains[i].prev >= 0 {
			continue
		}
		for k := i; k >= 0; k = chains[k].next {
			c := &chains[k]
			for at := c.from; at < c.to; at++ {
				moved[at] = int32(len(list))
				if at < c.to-1 || c.next < 0 {
					list = append(list, g.atoms[at])
				}
			}
		}
	}
	moved[len(g.atoms)] = int32(len(list))
	g.atoms = list
	for _, index := range g.index {
		for i := range index {
			index[i] = moved[index[i]]
		}
	}
}
