package obj

import "slices"

// Where GNU as's fragments end. As grows the fixed bytes of a fragment in
// chunks of memory: when an item does not fit behind them, the fragment ends
// there and another one starts in a new chunk. Objects show it in one place,
// line tables: whether a row with a reset view may have the address of the row
// before it is decided by fragments. So the chunks are filled again here, from
// the finished bytes; ends depend on how instructions are put together, piece
// by piece. Nothing else needs to know, and it is done only when a row asks. Data
// between the instructions are taken for instructions, too.
//
// The numbers were found by experiment with as 2.40 for x86-64 (a line table
// for each of some thousand lengths of code: see testdata/directive/view.txt).

const (
	chunkBytes  = 4048 // of fragments, in one chunk
	fragHeader  = 160  // before the bytes of a fragment
	chunkRoom   = chunkBytes - fragHeader
	largestItem = 32 // no instruction is longer, jump included
)

// chunks fills chunks with the contents of a part.
type chunks struct {
	room int    // bytes left in the current one
	at   Loc    // the next item
	ends []Loc  // where a fragment ended for want of room
	code []byte // of the part
}

// ChunkEnds returns the places of a part where an item did not fit into the
// fragment of GNU as, in ascending order.
func (u *Unit) ChunkEnds(part PartID) []Loc {
	p := u.Part(part)
	c := chunks{room: chunkRoom, at: Loc{Part: part}, code: p.Data}
	for i := range p.Frags {
		f := &p.Frags[i]
		c.fixed(f.Off, f)
		c.at.Frag = uint32(i + 1)
	}
	c.fixed(uint32(len(p.Data)), nil)
	return c.ends
}

// fixed puts the bytes up to end into chunks, and what varies behind them.
func (c *chunks) fixed(end uint32, f *Frag) {
	jump := f != nil && (f.Kind == FragJmp || f.Kind == FragJcc)
	if n := int(end - c.at.Off); c.room >= n+largestItem {
		c.room -= n
		c.at.Off = end
	}
	for c.at.Off < end {
		if n := c.insn(c.code[c.at.Off:end]); n == 0 {
			if jump {
				break // these bytes are its prefixes
			}
			c.put(2, 1) // data
		}
	}
	switch {
	case f == nil:
		return
	case jump:
		n := int(end-c.at.Off) + 6 // the opcode, and what a near jump may need besides
		c.put(n, n)
	case f.Kind == FragAlign && f.Flags&FragCode != 0:
		c.put(int(f.Arg)-1, int(f.Arg)-1)
	case f.Flags&FragFillBig != 0:
		c.put(int(f.Fill), int(f.Fill))
	case f.Kind == FragULEB || f.Kind == FragSLEB:
		c.put(8, 8)
	default:
		c.put(1, 1)
	}
	c.at.Off = end
	// The next fragment starts at a multiple of eight, in this chunk or in another.
	if c.room = c.room&^7 - fragHeader; c.room < 0 {
		c.room = chunkRoom
	}
}

// put puts n bytes that need so much room into a chunk.
func (c *chunks) put(need, n int) {
	if c.room < need {
		c.ends = append(c.ends, c.at)
		c.room = max(chunkRoom, 2*need-16) // a chunk is made for what is large
	}
	c.room -= n
	c.at.Off += uint32(n)
}

// EndsAt reports whether a place is among ends.
func EndsAt(ends []Loc, l Loc) bool {
	_, found := slices.BinarySearchFunc(ends, l, func(a, b Loc) int {
		if a.Frag != b.Frag {
			return int(a.Frag) - int(b.Frag)
		}
		return int(a.Off) - int(b.Off)
	})
	return found
}

// What follows an opcode, or that it is something else: a letter each.
const (
	noOperand = '.'
	hasModRM  = 'm'
	hasByte   = '1' // an immediate of a byte
	hasWord   = '2'
	hasFull   = 'z' // of 4 bytes, 2 with an operand size prefix
	modByte   = 'b' // ModRM and a byte
	modFull   = 'w'
	hasAny    = 'v' // of 4 bytes, 2 or 8
	hasAddr   = 'a' // an address
	hasEnter  = 'e' // a word and a byte
	hasJump   = 'j' // a distance of a byte
	hasCall   = 'c' // of 4 bytes
	modTest   = 't' // ModRM, and an immediate with /0 and /1
	isPrefix  = 'p'
	isREX     = 'R'
	isEscape  = '0'
	isVEX     = 'V'
	isEVEX    = 'E'
)

// oneByte and twoByte are the opcode maps (Intel's manual, volume 2, A.3).
const (
	oneByte = "mmmm1z..mmmm1z.0mmmm1z..mmmm1z..mmmm1zp.mmmm1zp.mmmm1zp.mmmm1zp." +
		"RRRRRRRRRRRRRRRR" + "................" + "..Emppppzw1b...." + "jjjjjjjjjjjjjjjj" +
		"bwbbmmmmmmmmmmmm" + "................" + "aaaa....1z......" + "11111111vvvvvvvv" +
		"bb2.VVbwe.2..1.." + "mmmm11..mmmmmmmm" + "jjjj1111cc.j...." + "p.pp..tt......mm"
	twoByte = "mmmm.........m.b" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm" + "........mmmmmmmm" +
		"mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm" + "bbbbmmm.mmmmmmmm" +
		"cccccccccccccccc" + "mmmmmmmmmmmmmmmm" + "...mbm.....mbmmm" + "mmmmmmmmmmbmmmmm" +
		"mmbmbbbm........" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm"
)

// pieces is an instruction taken apart.
type pieces struct {
	list [20]struct{ need, size uint8 }
	n    int
	size int // of all
}

// add adds a piece of so many bytes: they must fit.
func (p *pieces) add(size int) {
	if size > 0 && p.n < len(p.list) {
		p.list[p.n].need, p.list[p.n].size = uint8(size), uint8(size)
		p.n++
		p.size += size
	}
}

// single adds a byte, which as adds only when there is room for two.
func (p *pieces) single() {
	p.add(1)
	p.list[p.n-1].need = 2
}

// insn puts the first instruction of code into chunks. It returns the length,
// or 0 and puts nothing when there is no complete instruction.
func (c *chunks) insn(code []byte) int {
	var buf [largestItem]byte
	n := copy(buf[:], code) // with zeros behind it
	var p pieces
	kind, short, wide, near := byte(isPrefix), false, false, false
	for kind == isPrefix || kind == isREX {
		if p.size == 15 {
			return 0
		}
		op := buf[p.size]
		switch kind = oneByte[op]; kind {
		case isPrefix:
			short, near = short || op == 0x66, near || op == 0x67
			p.single()
		case isREX:
			wide = op&8 != 0
			p.single()
		}
	}
	opcode := buf[p.size:]
	kind = p.opcode(kind, opcode)
	full := 4
	if short {
		full = 2
	}
	switch kind {
	case hasModRM, modByte, modFull, modTest:
		modRM := buf[p.size]
		p.address(modRM, buf[p.size+1])
		if kind == modTest && modRM>>3&7 < 2 {
			kind = modFull
			if opcode[0] == 0xf6 {
				kind = modByte
			}
		}
	}
	switch kind {
	case hasByte, modByte:
		p.add(1)
	case hasWord:
		p.add(2)
	case hasFull, modFull:
		p.add(full)
	case hasAny:
		if wide {
			full = 8
		}
		p.add(full)
	case hasAddr:
		if near {
			p.add(4)
		} else {
			p.add(8)
		}
	case hasEnter:
		p.add(2)
		p.add(1)
	}
	if p.size > n {
		return 0
	}
	for _, piece := range p.list[:p.n] {
		c.put(int(piece.need), int(piece.size))
	}
	return p.size
}

// opcode adds the opcode, of which the first byte is of a kind, and returns
// what follows it.
func (p *pieces) opcode(kind byte, code []byte) byte {
	escape := 0 // a VEX or EVEX prefix
	switch {
	case kind == isVEX:
		if escape = 3; code[0] == 0xc5 {
			escape = 2
		}
	case kind == isEVEX:
		escape = 4
	case kind == isEscape && code[1] == 0x38:
		p.add(3)
		return hasModRM
	case kind == isEscape && code[1] == 0x3a:
		p.add(3)
		return modByte
	case kind == isEscape && twoByte[code[1]] == hasCall:
		p.add(6)
		return noOperand
	case kind == isEscape && fixedOperand(code[1], code[2]):
		p.add(3)
		return noOperand
	case kind == hasModRM && code[0]&0xf8 == 0xd8 && code[1] >= 0xc0: // of the x87
		p.add(2)
		return noOperand
	case kind == isEscape:
		p.add(2)
		return twoByte[code[1]]
	case kind == hasCall:
		p.add(5)
		return noOperand
	case kind == hasJump:
		p.add(2)
		return noOperand
	default:
		p.single()
		return kind
	}
	p.add(escape)
	p.single()
	if space := code[1] & 7; escape == 2 || space == 1 {
		return twoByte[code[escape]]
	} else if space == 3 {
		return modByte
	}
	return hasModRM
}

// fixedOperand reports whether the byte behind an opcode of the second map is
// more of the opcode: that of xgetbv, lfence or endbr64.
func fixedOperand(opcode, modRM byte) bool {
	switch opcode {
	case 0x01:
		return modRM >= 0xc0 && modRM>>3&5 != 4 // smsw and lmsw take a register
	case 0xae:
		return modRM == 0xe8 || modRM == 0xf0 || modRM == 0xf8
	case 0x1e:
		return modRM == 0xfa || modRM == 0xfb
	}
	return false
}

// address adds a ModRM byte, the SIB byte that may follow it, and the
// displacement.
func (p *pieces) address(modRM, sib byte) {
	p.single()
	mod, rm := modRM>>6, modRM&7
	if mod == 3 {
		return
	}
	if rm == 4 {
		p.single()
		rm = sib & 7
	}
	switch {
	case mod == 1:
		p.add(1)
	case mod == 2 || rm == 5:
		p.add(4)
	}
}
