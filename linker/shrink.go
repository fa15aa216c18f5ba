package linker

import (
	"sort"

	"tas/diag"
	"tas/obj"
)

// With --tiny the linker takes loose code sections apart and puts them
// together smaller: addresses below 4 GiB are moved as immediates instead of
// computed from %rip, branches get their shortest form now that all code is
// known, padding between functions goes. What the code does stays the same.

// code is a section taken apart.
type code struct {
	sect  *section
	atoms []atom
}

// atom is one instruction, or a run of data or padding among instructions.
type atom struct {
	off, size uint32 // in the section as assembled
	at        uint32 // offset of the new form
	now       uint32 // size of the new form
	first, n  int32  // its relocations: in.Relocs[first:first+n]
	pos       diag.Pos
	kind      obj.InsnKind
	shape     shape
	long      bool // a branch that does not reach its target in the short form
}

// shape says how an atom is written.
type shape uint8

const (
	shapeKeep shape = iota
	shapeJmp        // eb rel8 or e9 rel32
	shapeJcc        // 7x rel8 or 0f 8x rel32
	shapeMov        // b8+r imm32: an address into a 32-bit register
	shapeGone       // padding
)

// shrink rewrites the loose code sections of every output.
func (l *linker) shrink() {
	if !l.opt.Tiny {
		return
	}
	codes := l.looseCode()
	if len(codes) == 0 {
		return
	}
	for _, o := range l.outputs {
		l.shrinkOutput(o, codes)
	}
	l.follow(codes)
	for _, c := range codes {
		c.sect.in = c.rewritten()
	}
	for _, o := range l.outputs {
		o.sortMembers()
	}
}

// looseCode takes apart every section for which that is safe.
func (l *linker) looseCode() map[*section]*code {
	codes := map[*section]*code{}
	for _, f := range l.files {
		for i := range f.sects {
			s := &f.sects[i]
			if s.state != sectAlive || !s.in.Loose || !s.code() || s.folded != nil || l.frames.on && len(s.fdes) > 0 {
				continue
			}
			if c := l.takeApart(s); c != nil {
				codes[s] = c
			}
		}
	}
	// A reference to the middle of an instruction would lose its way.
	check := func(sym *symbol) {
		if c := codes[sym.sect]; c != nil && sym.kind == symDefined && c.find(sym.value) < 0 {
			delete(codes, sym.sect)
		}
	}
	for _, f := range l.files {
		for i := range f.sects {
			if s := &f.sects[i]; s.state == sectAlive {
				l.checkReferences(s, codes)
			}
		}
		for i := range f.locals {
			check(&f.locals[i])
		}
	}
	for sym := range l.names.all {
		check(sym)
	}
	return codes
}

// checkReferences drops the sections to which s refers inexactly.
func (l *linker) checkReferences(s *section, codes map[*section]*code) {
	for j := range s.in.Relocs {
		r := &s.in.Relocs[j]
		sym := s.file.sym(r.Sym)
		if c := codes[sym.sect]; c != nil && !c.exact(sym, s, r) {
			delete(codes, sym.sect)
		}
	}
}

// takeApart makes atoms of a section; nil when something stands in the way.
func (l *linker) takeApart(s *section) *code {
	in := s.in
	marks := in.Insns
	if len(marks) == 0 || marks[0].Off != 0 {
		return nil
	}
	relocs := sortedRelocs(in.Relocs)
	if len(relocs) > 0 && &relocs[0] != &in.Relocs[0] {
		return nil
	}
	c := &code{sect: s, atoms: make([]atom, 0, len(marks))}
	data := false
	next := 0
	for i, m := range marks {
		end := in.Size
		if i+1 < len(marks) {
			end = uint64(marks[i+1].Off)
		}
		if uint64(m.Off) >= end || end > uint64(len(in.Data)) {
			if uint64(m.Off) == end {
				continue // a statement without bytes
			}
			return nil
		}
		a := atom{off: m.Off, size: uint32(end) - m.Off, first: int32(next), pos: m.Pos, kind: m.Kind}
		for next < len(relocs) && relocs[next].Off < end {
			next++
		}
		a.n = int32(next) - a.first
		a.now = a.size
		switch m.Kind {
		case obj.InsnCode:
			l.reshape(s, &a)
		case obj.InsnPad:
			a.shape, a.now = shapeGone, 0
		case obj.InsnData:
			data = true
		}
		c.atoms = append(c.atoms, a)
	}
	if data && in.Align > 1 {
		return nil // the data may want their alignment
	}
	return c
}

// reshape finds the shortest form of an instruction.
func (l *linker) reshape(s *section, a *atom) {
	if a.n != 1 {
		return
	}
	r := &s.in.Relocs[a.first]
	sym := s.file.sym(r.Sym)
	b := s.in.Data[a.off : a.off+a.size]
	field := uint32(r.Off) - a.off
	switch {
	case branchShape(b, field, r) != shapeKeep:
		if sym.sect != nil && sym.typ != obj.STT_GNU_IFUNC {
			a.shape = branchShape(b, field, r)
			a.now = 2
		}
	case l.reach.low && movable(b, field, r) && l.plainAddress(s, r, sym):
		a.shape, a.now = shapeMov, 5
		if destination(b) >= 8 {
			a.now = 6
		}
	}
}

// plainAddress reports whether a relocation means the address of a symbol,
// which is in the image, plus a number.
func (l *linker) plainAddress(s *section, r *obj.Reloc, sym *symbol) bool {
	if sym.kind != symDefined || sym.sect == nil && sym.flags&symProvided == 0 || sym.sect != nil && sym.sect.in.Flags&obj.SHF_TLS != 0 {
		return false
	}
	switch r.Type {
	case obj.R_X86_64_GOTPCREL, obj.R_X86_64_GOTPCRELX, obj.R_X86_64_REX_GOTPCRELX:
		return l.gotForm(s.in.Data, r, sym) == gotLea
	}
	return true
}

// branchShape recognises jumps whose size is free.
func branchShape(b []byte, field uint32, r *obj.Reloc) shape {
	short := r.Type == obj.R_X86_64_PC8 && r.Add == -1 && len(b) == 2 && field == 1
	near := (r.Type == obj.R_X86_64_PC32 || r.Type == obj.R_X86_64_PLT32) && r.Add == -4 && int(field) == len(b)-4
	switch {
	case short && b[0] == 0xeb, near && len(b) == 5 && b[0] == 0xe9:
		return shapeJmp
	case short && b[0]&0xf0 == 0x70, near && len(b) == 6 && b[0] == 0x0f && b[1]&0xf0 == 0x80:
		return shapeJcc
	}
	return shapeKeep
}

// movable recognises instructions that do no more than put an address into a
// register: lea x(%rip), r; mov x@GOTPCREL(%rip), r; mov $x, r.
func movable(b []byte, field uint32, r *obj.Reloc) bool {
	at := 0
	rex := byte(0)
	if b[0]&0xf0 == 0x40 {
		rex, at = b[0], 1
	}
	if len(b) < at+6 && r.Type != obj.R_X86_64_64 {
		return false
	}
	switch r.Type {
	case obj.R_X86_64_PC32:
		return rex&^4 == 0x48 && b[at] == 0x8d && b[at+1]&0xc7 == 0x05 && int(field) == at+2 && len(b) == at+6
	case obj.R_X86_64_GOTPCREL, obj.R_X86_64_GOTPCRELX, obj.R_X86_64_REX_GOTPCRELX:
		return rex&^4 == 0x48 && b[at] == 0x8b && b[at+1]&0xc7 == 0x05 && int(field) == at+2 && len(b) == at+6
	case obj.R_X86_64_32S:
		return rex&^1 == 0x48 && b[at] == 0xc7 && b[at+1]&0xf8 == 0xc0 && int(field) == at+2 && len(b) == at+6
	case obj.R_X86_64_64:
		return rex&^1 == 0x48 && len(b) == 10 && b[at]&0xf8 == 0xb8 && field == 2
	}
	return false
}

// destination is the register that a movable instruction writes.
func destination(b []byte) byte {
	rex, op := b[0], b[1]
	switch {
	case op == 0xc7:
		return b[2]&7 | rex&1<<3
	case op&0xf8 == 0xb8:
		return op&7 | rex&1<<3
	}
	return b[2]>>3&7 | rex&4<<1
}

// exact reports whether a reference to a symbol in c is to the very place of
// the symbol.
func (c *code) exact(sym *symbol, s *section, r *obj.Reloc) bool {
	if sym.typ == obj.STT_SECTION && sym.value == 0 && r.Type != obj.R_X86_64_64 && r.Type != obj.R_X86_64_32 && r.Type != obj.R_X86_64_32S {
		return false
	}
	switch r.Type {
	case obj.R_X86_64_PC8, obj.R_X86_64_PC16, obj.R_X86_64_PC32, obj.R_X86_64_PLT32, obj.R_X86_64_PC64,
		obj.R_X86_64_GOTPCREL, obj.R_X86_64_GOTPCRELX, obj.R_X86_64_REX_GOTPCRELX:
		switch {
		case !s.code():
			return true // the addend holds the distance to where a table starts
		case s.in.Loose:
			return r.Add == int64(r.Off)-int64(insnEnd(s.in, r.Off))
		}
		return r.Add < 0 && r.Add >= -8 // an immediate may follow the field
	}
	return r.Add == 0
}

// insnEnd is the end of the instruction that holds offset off.
func insnEnd(in *obj.ObjectSection, off uint64) uint64 {
	i := sort.Search(len(in.Insns), func(i int) bool { return uint64(in.Insns[i].Off) > off })
	if i == len(in.Insns) {
		return in.Size
	}
	return uint64(in.Insns[i].Off)
}

// find returns the atom that starts at an offset as assembled, the number of
// atoms for the end, or -1.
func (c *code) find(off uint64) int {
	i := sort.Search(len(c.atoms), func(i int) bool { return uint64(c.atoms[i].off) >= off })
	if i == len(c.atoms) && off != c.sect.in.Size || i < len(c.atoms) && uint64(c.atoms[i].off) != off {
		return -1
	}
	return i
}

// newOffset is where an offset at an atom's start has moved to.
func (c *code) newOffset(off uint64) uint64 {
	i := c.find(off)
	if i == len(c.atoms) {
		return uint64(c.size())
	}
	return uint64(c.atoms[i].at)
}

// size is the size of the new form.
func (c *code) size() uint32 {
	if len(c.atoms) == 0 {
		return 0
	}
	last := &c.atoms[len(c.atoms)-1]
	return last.at + last.now
}

// settle recomputes the offsets of the atoms.
func (c *code) settle() {
	at := uint32(0)
	for i := range c.atoms {
		c.atoms[i].at = at
		at += c.atoms[i].now
	}
}

// shrinkOutput settles the sizes of all branches in an output: each starts
// short and grows if it must, until nothing changes. A target in another
// output is far.
func (l *linker) shrinkOutput(o *output, codes map[*section]*code) {
	at := make(map[*section]uint64, len(o.members))
	for {
		end := uint64(0)
		for _, s := range o.members {
			size, align := s.in.Size, s.in.Align
			if c := codes[s]; c != nil {
				c.settle()
				size, align = uint64(c.size()), 1
			}
			at[s] = alignUp(end, align)
			end = at[s] + size
		}
		changed := false
		for _, s := range o.members {
			c := codes[s]
			if c == nil {
				continue
			}
			for i := range c.atoms {
				a := &c.atoms[i]
				if a.shape != shapeJmp && a.shape != shapeJcc || a.long {
					continue
				}
				sym := s.file.sym(s.in.Relocs[a.first].Sym)
				start, near := at[sym.sect]
				target := sym.value
				if to := codes[sym.sect]; to != nil {
					target = to.newOffset(sym.value)
				}
				d := int64(start + target - at[s] - uint64(a.at) - 2)
				if !near || d != int64(int8(d)) {
					a.long, a.now, changed = true, 5, true
					if a.shape == shapeJcc {
						a.now = 6
					}
				}
			}
		}
		if !changed {
			return
		}
	}
}

// follow moves the symbols along with the code.
func (l *linker) follow(codes map[*section]*code) {
	move := func(sym *symbol) {
		c := codes[sym.sect]
		if c == nil || sym.kind != symDefined {
			return
		}
		start := c.newOffset(sym.value)
		if sym.size > 0 && c.find(sym.value+sym.size) >= 0 {
			sym.size = c.newOffset(sym.value+sym.size) - start
		}
		sym.value = start
	}
	for _, f := range l.files {
		for i := range f.locals {
			move(&f.locals[i])
		}
	}
	for sym := range l.names.all {
		move(sym)
	}
}

// rewritten returns the section in its new form.
func (c *code) rewritten() *obj.ObjectSection {
	old := c.sect.in
	in := *old
	in.Align = 1
	in.Data = make([]byte, 0, c.size())
	in.Relocs = make([]obj.Reloc, 0, len(old.Relocs))
	in.Asked = nil
	in.Insns = make([]obj.Insn, 0, len(c.atoms))
	for i := range c.atoms {
		a := &c.atoms[i]
		b := old.Data[a.off : a.off+a.size]
		relocs := old.Relocs[a.first : a.first+a.n]
		at, count := uint64(len(in.Data)), len(in.Relocs)
		if a.now > 0 {
			in.Insns = append(in.Insns, obj.Insn{Off: uint32(at), Pos: a.pos, Kind: a.kind})
		}
		put := func(typ uint32, add int64, width int, opcode ...byte) {
			in.Data = append(in.Data, opcode...)
			r := relocs[0]
			r.Off, r.Type, r.Add = uint64(len(in.Data)), typ, add
			in.Relocs = append(in.Relocs, r)
			in.Data = append(in.Data, 0, 0, 0, 0)[:len(in.Data)+width]
		}
		switch {
		case a.shape == shapeGone:
		case a.shape == shapeMov:
			reg := destination(b)
			add := relocs[0].Add
			if relocs[0].Type != obj.R_X86_64_32S && relocs[0].Type != obj.R_X86_64_64 {
				add += 4 // it counted from the end of the field
			}
			if reg >= 8 {
				in.Data = append(in.Data, 0x41)
			}
			put(obj.R_X86_64_32, add, 4, 0xb8|reg&7)
		case a.shape == shapeJmp && a.long:
			put(obj.R_X86_64_PC32, -4, 4, 0xe9)
		case a.shape == shapeJmp:
			put(obj.R_X86_64_PC8, -1, 1, 0xeb)
		case a.shape == shapeJcc && a.long:
			put(obj.R_X86_64_PC32, -4, 4, 0x0f, 0x80|condition(b))
		case a.shape == shapeJcc:
			put(obj.R_X86_64_PC8, -1, 1, 0x70|condition(b))
		default:
			in.Data = append(in.Data, b...)
			for _, r := range relocs {
				r.Off += at - uint64(a.off)
				in.Relocs = append(in.Relocs, r)
			}
		}
		if old.Asked != nil {
			in.Asked = append(in.Asked, old.Asked[a.first:][:len(in.Relocs)-count]...)
		}
	}
	in.Size = uint64(len(in.Data))
	return &in
}

// condition is the condition code of a jcc in either form.
func condition(b []byte) byte {
	if b[0] == 0x0f {
		return b[1] & 15
	}
	return b[0] & 15
}
