package main

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"tas/encoder/isa"
)

// member is one member of a family: a letter of the sizes column.
type member struct {
	letter byte // 0 when the line is no family
	line   *line
	t      isa.Template

	vlen  int // vector length 0, 1, 2 of x, y, z families
	elem  int // bytes of a broadcast element
	msize int // bytes of the memory operand
}

// expand makes the templates of one line.
func (c *compiler) expand(l *line) error {
	for f := range l.flags {
		if _, ok := tableFlags[f]; !ok && !otherFlags[f] {
			return fmt.Errorf("unknown flag %q", f)
		}
	}
	letters := l.sizes
	if letters == "" {
		letters = "\x00"
		if narrow, wide := l.split(); narrow != nil {
			if err := c.expand(narrow); err != nil {
				return err
			}
			return c.expand(wide)
		}
	}
	for i := range len(letters) {
		m := &member{letter: letters[i], line: l}
		if strings.IndexByte("bwlqsxyz\x00", m.letter) < 0 {
			return fmt.Errorf("unknown size %q", m.letter)
		}
		m.vlen = max(strings.IndexByte("xyz", m.letter), 0)
		if err := c.member(m); err != nil {
			return err
		}
		id := uint16(len(c.templates))
		c.templates = append(c.templates, m.t)
		c.comments = append(c.comments, l.where)
		for _, name := range l.names {
			_, only := l.flags["onlysuf"]
			if !only {
				c.spell(name, 0, id)
			}
			_, no := l.flags["nosuf"]
			_, vector := l.flags["vsuf"]
			if m.t.Letter != 0 && !no || m.vlen >= 0 && vector && strings.IndexByte("xyz", m.letter) >= 0 {
				if _, both := l.flags["bothsuf"]; both {
					c.spell(name+string(m.letter), 0, id)
				} else {
					c.spell(name, m.letter, id)
				}
			}
		}
	}
	return nil
}

// split makes two lines of one with a byte immediate beside r32|m8 or its like:
// a 32-bit register cuts the immediate as a suffix would, the rest does not.
func (l *line) split() (narrow, wide *line) {
	if !slices.Contains(l.operands, "i8") {
		return nil, nil
	}
	for k, op := range l.operands {
		if rest, ok := strings.CutPrefix(op, "r32|"); ok {
			a, b := *l, *l
			a.operands, b.operands = slices.Clone(l.operands), slices.Clone(l.operands)
			a.operands[k], b.operands[k] = "r32", rest
			return &a, &b
		}
	}
	return nil, nil
}

// member fills in m.t.
func (c *compiler) member(m *member) error {
	l, t := m.line, &m.t
	t.RM, t.Reg, t.V, t.Imm, t.Sel = isa.NoSlot, isa.NoSlot, isa.NoSlot, isa.NoSlot, isa.NoSlot
	t.Ext = isa.ExtNone
	t.N = uint8(len(l.operands))
	if t.N > 5 {
		return fmt.Errorf("more than five operands")
	}
	switch m.letter {
	case 'b', 'w', 'l', 'q', 's':
		t.Letter = m.letter
	}
	t.Allow = isa.Mode64 | isa.Mode32 | isa.AnyVendor | isa.AMD64 | isa.Intel64 | isa.Intel | isa.ATT | isa.NeedLoad | isa.NeedStore | isa.NeedLegacy
	for f := range l.flags {
		t.Flags |= tableFlags[f]
	}
	if err := m.opcode(l.opcode); err != nil {
		return err
	}
	for i, op := range l.operands {
		set, err := m.operand(i, op)
		if err != nil {
			return err
		}
		t.Sets[i] = c.set(set)
	}
	if err := m.slots(); err != nil {
		return err
	}
	m.finish()
	if t.Letter == 'q' && (t.Enc == isa.VEX || t.Enc == isa.EVEX) || strings.HasPrefix(m.cpu(), "apx") {
		t.Allow &^= isa.Mode32 // W tells the size in 64-bit code only
	}
	t.CPU = c.feature(m.cpu())
	return nil
}

func (m *member) has(flag string) bool {
	_, ok := m.line.flags[flag]
	return ok
}

// slots says which operand goes where, from the form: Intel's letters, one per
// operand, in Intel's order, so the last operand comes first.
func (m *member) slots() error {
	form, t := m.line.form, &m.t
	if form == "ZO" {
		form = ""
	}
	if len(form) != int(t.N) {
		return fmt.Errorf("form %s has %d letters for %d operands", m.line.form, len(form), t.N)
	}
	for i := range len(form) {
		op := t.N - 1 - uint8(i)
		slot := &t.RM
		switch form[i] {
		case 'M', 'O':
		case 'R':
			slot = &t.Reg
		case 'V':
			slot = &t.V
		case 'I', 'D', 'A':
			slot = &t.Imm
			if *slot != isa.NoSlot { // the second immediate: it stands behind the first
				if t.Flags&isa.FlagAsIs != 0 {
					*slot = op
				}
				continue
			}
			switch form[i] {
			case 'D':
				t.Flags |= isa.FlagBranch
			case 'A':
				t.Flags |= isa.FlagMoffs
			}
		case 'S':
			slot = &t.Sel
		case 'B':
			t.Reg = op
			t.Flags |= isa.FlagBoth
		case '-':
			continue
		default:
			return fmt.Errorf("unknown letter %q in the form", form[i])
		}
		if *slot != isa.NoSlot {
			return fmt.Errorf("two operands for one place in form %s", form)
		}
		*slot = op
	}
	return nil
}

// opcode reads the opcode as Intel's manual writes it.
func (m *member) opcode(words []string) error {
	t := &m.t
	state := 0 // 0 prefixes and map, 1 opcode seen
	for _, w := range words {
		if before, ok := strings.CutSuffix(w, "#"); ok && state == 0 && !strings.Contains(w, ".") {
			w = before
			if m.letter != 'b' {
				n, err := strconv.ParseUint(w, 16, 8)
				if err != nil {
					return fmt.Errorf("opcode %q", w)
				}
				w = fmt.Sprintf("%02X", n+1)
			}
		}
		switch {
		case strings.HasPrefix(w, "VEX."), strings.HasPrefix(w, "EVEX."), strings.HasPrefix(w, "XOP."):
			if err := m.vex(strings.Split(w, ".")); err != nil {
				return err
			}
			continue
		case w == "/r":
			t.Ext = isa.ExtReg
			continue
		case len(w) == 2 && w[0] == '/':
			t.Ext = w[1] - '0'
			continue
		case w == "REX.W":
			t.W = 1
			continue
		case w == "NP":
			continue
		}
		if n, ok := immWidth(w, m.letter); ok {
			if t.ImmW == 0 {
				t.ImmW = n
			} else {
				t.ImmW |= n << 4
			}
			continue
		}
		w, plus, _ := strings.Cut(w, "+")
		_ = plus // +r, +i: the operand in ModRM.rm goes there, and there is no ModRM
		n, err := strconv.ParseUint(w, 16, 8)
		if err != nil {
			return fmt.Errorf("opcode word %q", w)
		}
		m.byte(byte(n), &state)
	}
	if t.Ext == isa.ExtNone && t.Enc == isa.Now3D {
		t.Ext = isa.ExtReg
	}
	return nil
}

// byte takes one literal byte of an opcode.
func (m *member) byte(b byte, state *int) {
	t := &m.t
	if *state == 0 && t.Enc == isa.Legacy {
		switch {
		case t.Map == isa.Map0 && b == 0x66 && len(m.line.opcode) > 1:
			t.PP = isa.PP66
			return
		case t.Map == isa.Map0 && b == 0xf2:
			t.PP = isa.PPF2
			return
		case t.Map == isa.Map0 && b == 0xf3:
			t.PP = isa.PPF3
			return
		case t.Map == isa.Map0 && b == 0x9b && len(m.line.opcode) > 1:
			t.Flags |= isa.FlagWait
			return
		case t.Map == isa.Map0 && b == 0x0f:
			t.Map = isa.Map0F
			return
		case t.Map == isa.Map0F && b == 0x38 && len(m.line.opcode) > 2:
			t.Map = isa.Map0F38
			return
		case t.Map == isa.Map0F && b == 0x3a && len(m.line.opcode) > 2:
			t.Map = isa.Map0F3A
			return
		case t.Map == isa.Map0F && b == 0x0f && t.Enc == isa.Legacy:
			t.Enc = isa.Now3D
			t.Ext = isa.ExtReg
			return
		}
	}
	if *state == 0 {
		t.Opcode = b
		*state = 1
		return
	}
	// A byte behind the opcode: a fixed ModRM byte, or with /r or /digit the
	// immediate of a pseudo-operation.
	if t.Ext == isa.ExtNone && *state == 1 {
		t.Ext = isa.ExtFixed
	} else {
		t.Flags |= isa.FlagTrail
	}
	t.Byte = b
	*state = 2
}

// immWidth returns the bytes of ib, iw, id, iq, i#, cb, cd and c#.
func immWidth(w string, letter byte) (uint8, bool) {
	switch w {
	case "ib", "cb":
		return 1, true
	case "iw", "cw":
		return 2, true
	case "id", "cd":
		return 4, true
	case "iq":
		return 8, true
	case "i#", "c#":
		switch letter {
		case 'b':
			return 1, true
		case 'w':
			return 2, true
		}
		return 4, true
	}
	return 0, false
}

// vex reads VEX.128.66.0F38.W0 and its like.
func (m *member) vex(parts []string) error {
	t := &m.t
	switch parts[0] {
	case "VEX":
		t.Enc = isa.VEX
	case "EVEX":
		t.Enc = isa.EVEX
	default:
		t.Enc = isa.XOP
	}
	for _, p := range parts[1:] {
		switch p {
		case "#":
			t.L = uint8(m.vlen)
		case "LIG", "LZ", "L0", "128", "LLZ":
			t.L = 0
		case "256", "L1":
			t.L = 1
		case "512", "L2":
			t.L = 2
		case "NP":
		case "66":
			t.PP = isa.PP66
		case "F3":
			t.PP = isa.PPF3
		case "F2":
			t.PP = isa.PPF2
		case "P#": // APX: 66 marks a 16-bit operand
			if m.letter == 'w' {
				t.PP = isa.PP66
			}
		case "0F":
			t.Map = isa.Map0F
		case "0F38":
			t.Map = isa.Map0F38
		case "0F3A":
			t.Map = isa.Map0F3A
		case "MAP4":
			t.Map = isa.Map4
		case "MAP5":
			t.Map = isa.Map5
		case "MAP6":
			t.Map = isa.Map6
		case "MAP7":
			t.Map = isa.Map7
		case "M8":
			t.Map = isa.MapXOP8
		case "M9":
			t.Map = isa.MapXOP9
		case "MA":
			t.Map = isa.MapXOPA
		case "W0":
			t.W = 0
		case "WIG":
			t.W = 0
			t.Flags |= isa.FlagWIG
		case "WL":
			t.W = 0
			t.Flags |= isa.FlagWIG32
		case "W1":
			t.W = 1
		case "W#":
			if m.letter == 'q' {
				t.W = 1
			} else {
				t.Flags |= isa.FlagWIG32
			}
		default:
			return fmt.Errorf("unknown %q in the opcode", p)
		}
		if p == "LIG" {
			t.Flags |= isa.FlagLIG
		}
	}
	return nil
}

// finish derives what follows from the rest.
func (m *member) finish() {
	t := &m.t
	size := map[byte]uint8{'w': 2, 'l': 4, 'q': 8}[t.Letter]
	for flag, n := range map[string]uint8{"o16": 2, "o32": 4, "o64": 8} {
		if m.has(flag) {
			size = n
		}
	}
	if t.Enc == isa.Legacy && !m.has("fixed") {
		t.Size = size
	}
	switch {
	case t.Enc == isa.EVEX:
		t.Allow |= isa.NeedEVEX | isa.NeedEGPR
		t.Allow &^= isa.NeedLegacy
	case t.Enc == isa.VEX || t.Enc == isa.XOP:
		t.Allow |= isa.NeedVEX
		t.Allow &^= isa.NeedLegacy
	case t.Enc == isa.Legacy && (t.Map == isa.Map0 || t.Map == isa.Map0F) && !m.has("noegpr"):
		t.Allow |= isa.NeedREX2 | isa.NeedEGPR
	}
	for flag, drop := range map[string]isa.Demand{
		"no64": isa.Mode64, "only64": isa.Mode32, "intel": isa.ATT, "att": isa.Intel,
		"amd64": isa.Intel64, "notamd64": isa.AMD64, "intel64": isa.AnyVendor | isa.AMD64,
	} {
		if m.has(flag) {
			t.Allow &^= drop
		}
	}
	if m.has("twin") {
		if t.RM == t.N-1 {
			t.Allow &^= isa.NeedLoad
		} else {
			t.Allow &^= isa.NeedStore
		}
	}
	if m.has("onlyload") {
		t.Allow &^= isa.NeedStore
	}
	if m.has("ind") {
		t.Allow |= isa.NeedStar
	}
	if m.has("nf") {
		t.Allow |= isa.NeedNF
	}
	if v, ok := m.line.flags["scc"]; ok {
		n, _ := strconv.Atoi(v)
		t.Byte = byte(n)
		t.Allow |= isa.NeedDFV
	}
	if v, ok := m.line.flags["swap"]; ok {
		n, _ := strconv.ParseUint(v, 16, 8)
		t.Byte = byte(n)
		t.Flags |= isa.FlagSwap
	}
	round := t.L == 2 || t.Flags&isa.FlagLIG != 0 || t.L == 1 && m.has("er256")
	if m.has("er") && round {
		t.Allow |= isa.NeedRound
		t.Flags |= isa.FlagER
	}
	if m.has("sae") && round {
		t.Allow |= isa.NeedSAE
	}
	if t.Enc == isa.EVEX {
		if v, ok := m.line.flags["n8"]; ok {
			m.msize, _ = strconv.Atoi(v)
		}
		if m.t.Flags&isa.FlagVSIB != 0 {
			m.msize = 4 << t.W
		}
		if strings.HasPrefix(m.line.cpu, "apx") {
			m.msize = 1 // general-purpose instructions do not scale it
		}
		t.Disp8 = uint8(bits.TrailingZeros(uint(max(m.msize, 1)))) | uint8(bits.TrailingZeros(uint(max(m.elem, 1))))<<4
	}
}

// cpu is the feature that the form needs.
func (m *member) cpu() string {
	cpu := m.line.cpu
	if v, ok := m.line.flags["cpu"]; ok {
		cpu = v
	}
	if m.t.Enc == isa.EVEX && strings.HasPrefix(cpu, "avx512") && !m.has("novl") {
		text := strings.Join(m.line.opcode, " ")
		if strings.Contains(text, "EVEX.128") || strings.Contains(text, "EVEX.256") || strings.Contains(text, "EVEX.#") && m.vlen < 2 {
			cpu += "+avx512vl"
		}
	}
	return cpu
}
