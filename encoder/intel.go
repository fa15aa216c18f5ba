package encoder

import (
	"bytes"

	"tas/encoder/isa"
	"tas/obj"
)

// Intel syntax: the destination comes first, registers need no %, constants no
// $, an address stands in square brackets, and its size before it, as in dword
// ptr [rbx]. The operands become the same records in AT&T order, so templates,
// checks and emission are those of AT&T syntax.

// mnemonic finds the mnemonic of n bytes at text[start:]. In Intel syntax the
// suffixes are b, w, d and q.
func (e *Encoder) mnemonic(start, n int) mnemonicID {
	text := e.in.Text
	id := lookup(text, start, n)
	if !e.intel || n < 2 {
		return id
	}
	if id == 0 {
		return intelSuffix(text[start : start+n])
	}
	switch mnemonics[id-1].suffix &^ manySizes {
	case 'l', 's', 'x', 'y', 'z':
		return 0
	case 'w':
		if text[start]|0x20 == 'f' { // fldcww
			return 0
		}
	}
	return id
}

// intelSuffix finds the mnemonic of a name with the suffix d or w that AT&T
// syntax spells with another letter: stosd is stosl, fldd is flds, but fstd fstl, and
// fildw is filds.
func intelSuffix(name []byte) mnemonicID {
	var buf [isa.MaxName]byte
	last := len(name) - 1
	stem := lookup(name, 0, last)
	if stem == 0 || mnemonics[stem-1].suffix&^manySizes != 0 {
		return 0
	}
	letter, float := byte('l'), name[0]|0x20 == 'f'
	t := &templates[mnemonicLists[mnemonics[stem-1].list]]
	integer := t.Opcode&2 != 0 || t.Size != 0 // of x87: fild and its like, and fldenv
	switch name[last] | 0x20 {
	case 'd':
		if float && !integer && (last != 3 || name[1]|0x20 != 's') {
			letter = 's'
		}
	case 'w':
		if !float || !integer {
			return 0
		}
		letter = 's'
	default:
		return 0
	}
	text := append(buf[:0], name...)
	text[last] = letter
	id := lookup(text, 0, len(text))
	if id == 0 || mnemonics[id-1].suffix&^manySizes != letter {
		return 0
	}
	return id
}

// branchKind is how the operand of an instruction is to be read.
type branchKind uint8

const (
	branchDirect   branchKind = 1 << iota // a symbol or number is a jump target
	branchIndirect                        // other operands would have a * in AT&T syntax
	branchNear                            // and near ptr may stand before them
	branchLoop                            // loop, jecxz: an address in memory is a jump target
	branchFar                             // selector:offset is
)

// branchKind tells what the mnemonic allows.
func (i *Inst) branchKind() (kind branchKind) {
	if i.name == 0 { // .insn
		return 0
	}
	m := &mnemonics[i.name-1]
	for _, id := range mnemonicLists[m.list : int(m.list)+int(m.n)] {
		t := &templates[id]
		switch {
		case t.Flags&isa.FlagIndirect != 0 && t.Ext&1 == 0:
			kind |= branchIndirect | branchNear
		case t.Flags&isa.FlagIndirect != 0:
			kind |= branchIndirect
		case t.Flags&isa.FlagBranch != 0 && t.Map == isa.Map0 && t.Opcode&^3 == 0xe0:
			kind |= branchLoop
		case t.Flags&(isa.FlagJump|isa.FlagJcc|isa.FlagBranch) != 0:
			kind |= branchDirect
		case t.Flags&isa.FlagFar != 0:
			kind |= branchFar
		}
	}
	return kind
}

// intelOperands reads the operands up to the end of the statement, and turns
// them into AT&T order.
func (e *Encoder) intelOperands() bool {
	in, i := e.in, &e.inst
	i.bcastSize, i.farSize = 0, 0
	branch := i.branchKind()
	if branch&branchIndirect != 0 {
		i.demand |= isa.NeedStar
	}
	if in.AtEnd() {
		return true
	}
	for {
		if in.Peek() == '{' {
			if !e.intelDecorations(nil) {
				return false
			}
		} else {
			if i.n == len(i.ops) {
				in.Diags.Errorf(in.Here(), "more operands than any instruction has; expected at most %d", len(i.ops))
				return false
			}
			op := &i.ops[i.n]
			op.at = uint32(in.At)
			if !e.intelOperand(op, branch) {
				return false
			}
			i.n++
			if in.Peek() == '{' && !e.intelDecorations(&i.ops[i.n-1]) {
				return false
			}
		}
		if in.AtEnd() {
			break
		}
		if !in.Comma() {
			e.junk()
			return false
		}
		if in.AtEnd() {
			in.Diags.Errorf(in.Here(), "expected an operand behind the comma")
			return false
		}
	}
	e.intelOrder()
	i.mem = -1
	for k := range i.n {
		if i.ops[k].kind == isa.Mem {
			i.memMask |= 1 << k
			i.mem = int8(k)
		}
	}
	return true
}

// intelOrder turns the operands round. Those of enter and of a far jump keep
// their order, which both syntaxes share, and so do implied registers of
// instructions such as monitor.
func (e *Encoder) intelOrder() {
	i := &e.inst
	if i.n < 2 {
		i.maskAt, i.zeroAt = min(i.maskAt, uint8(i.n)), min(i.zeroAt, uint8(i.n))
		return
	}
	numbers := 0
	for k := range i.n {
		if i.ops[k].kind == isa.Imm {
			numbers++
		}
	}
	if numbers == i.n || e.keepsOrder() {
		return
	}
	for a, b := 0, i.n-1; a < b; a, b = a+1, b-1 {
		i.ops[a], i.ops[b] = i.ops[b], i.ops[a]
	}
	i.maskAt, i.zeroAt = uint8(i.n)+1-i.maskAt, uint8(i.n)+1-i.zeroAt
	i.roundAt = uint8(i.n) - i.roundAt
	lead := uint8(0)
	for i.ops[lead].kind == isa.Imm {
		lead++
	}
	if i.roundAt == lead {
		i.roundAt = i.roundPlace() // vcvtsi2sd xmm1, xmm2, rax, {rz-sae}
	}
}

// keepsOrder reports whether no operand of the instruction has a place in its
// encoding but one at most: registers that it implies, in the same order in
// both syntaxes.
func (e *Encoder) keepsOrder() bool {
	if e.composing {
		return false
	}
	m := &mnemonics[e.inst.name-1]
	t := &templates[mnemonicLists[m.list+uint16(m.n)-1]]
	if t.Map == isa.Map0 && t.Enc == isa.Legacy && t.Opcode == 0x62 {
		return true
	}
	if t.Flags&isa.FlagString != 0 || t.Imm != isa.NoSlot || t.Map != isa.Map0F {
		return false
	}
	// 62 is the opcode of bound; 0F 01 and 0F AE are those of monitor, mwait,
	// invlpga, umwait, tpause.
	return (t.Opcode == 0x01 || t.Opcode == 0xae) && t.Reg == isa.NoSlot && t.N >= 2
}

// intelOperand reads one operand.
func (e *Encoder) intelOperand(op *Operand, branch branchKind) bool {
	in, i := e.in, &e.inst
	start := in.At
	var p intelOperand
	op.star = false
	op.seg, op.size = 0, 0
	errors := in.Diags.Errors()
	t, ok := e.intelExpr(&p, 0)
	if !ok || in.Diags.Errors() != errors {
		return false
	}
	if in.Text[in.At] == ':' && t.n == 0 && !p.bracket && p.size == 0 && !p.near {
		return e.farPointer(op, &t, branch)
	}
	op.size = p.size
	if p.bare {
		if t.n != 1 || t.scale[0] != 0 || t.val.Kind != obj.ValueNone || p.bracket || p.seg != 0 || p.words {
			in.Diags.Errorf(in.Span(start), "a register cannot be part of this expression; expected it by itself or in square brackets")
			return false
		}
		i.setRegister(op, t.reg[0])
		return true
	}
	switch t.val.Kind {
	case obj.ValueBig:
		in.Diags.Errorf(in.Span(start), "a number has at most 64 bits here")
		return false
	case obj.ValueInt, obj.ValueSym, obj.ValueNone:
	default:
		return e.badIntelAddress(start)
	}
	p.bracket = p.bracket && endsInBracket(in.Text[start:in.At])
	alone := t.n == 0 && p.seg == 0
	symbol := t.val.Kind == obj.ValueSym && !t.diff || t.diff && (p.size != 0 || p.near || p.far)
	memory := t.n > 0 || p.seg != 0 || !p.offset && (p.bracket || symbol)
	switch {
	case alone && !p.bracket && p.size == 0 && !p.far && branch&branchFar != 0 && (i.n == 1 || in.Peek() == ','): // ljmp 1, 2
		i.demand &^= isa.NeedStar
	case alone && p.far && branch&(branchDirect|branchIndirect) != 0:
		in.Diags.Errorf(in.Span(start), "the segment of a far jump must be stated; expected selector:offset, or the size of the pointer in memory: fword ptr [...]")
		return false
	case alone && branch&branchDirect != 0 && (p.near || !p.bracket && p.size == 0), t.n == 0 && memory && branch&branchLoop != 0:
		return e.intelTarget(op, &p, t.val)
	case memory, branch&branchIndirect != 0:
		return e.intelMemory(op, &p, &t, branch)
	}
	op.kind, op.val = isa.Imm, t.val
	if op.val.Kind == obj.ValueInt {
		op.val.Add = e.cut(op.val.Add)
	}
	if op.val.Kind == obj.ValueSym {
		op.class = e.symbolClasses(op.val.Mod)
	} else {
		op.class = immClass(op.val.Add)
	}
	return true
}

// endsInBracket tells memory, 8+[5], from what as takes for a number or target
// nevertheless, [5]+8.
func endsInBracket(text []byte) bool {
	text = bytes.TrimRight(text, " \t")
	return text[len(text)-1] == ']'
}

// intelTarget completes the operand of a jump. An override is a hint at most.
func (e *Encoder) intelTarget(op *Operand, p *intelOperand, v obj.Value) bool {
	i := &e.inst
	op.kind, op.base, op.index, op.scale = isa.Mem, 0, 0, 0
	op.val, op.class = v, isa.Rel
	if v.Kind == obj.ValueInt {
		op.val.Add = e.cut(v.Add)
	}
	if p.seg != flatSegment {
		op.seg = p.seg
	}
	i.demand &^= isa.NeedStar
	return true
}

// farPointer reads the offset behind selector: in a direct far jump or call.
func (e *Encoder) farPointer(op *Operand, selector *intelTerm, branch branchKind) bool {
	in, i := e.in, &e.inst
	var p intelOperand
	in.At++
	second := &i.ops[min(i.n+1, len(i.ops)-1)]
	second.at = uint32(in.At)
	t, ok := e.intelExpr(&p, 0)
	if !ok {
		return false
	}
	far := i.farName()
	if branch&branchFar != 0 {
		far = i.name
	}
	if far == 0 || t.n != 0 || i.n != 0 {
		in.Diags.Errorf(in.Span(int(op.at)), "selector:offset is an operand of jmp and call only")
		return false
	}
	i.name = far
	i.demand &^= isa.NeedStar
	for k, v := range [2]obj.Value{selector.val, t.val} {
		o := &i.ops[k]
		o.kind, o.val, o.size = isa.Imm, v, 0
		if v.Kind == obj.ValueSym {
			o.class = e.symbolClasses(v.Mod)
		} else {
			o.class = immClass(v.Add)
		}
	}
	i.n = 1 // and the caller counts the second
	return true
}

// farName returns the far form of jmp and call, 0 for anything else.
func (i *Inst) farName() mnemonicID {
	var jmp, call = []byte("jmp"), []byte("call")
	switch i.name {
	case lookup(jmp, 0, 3):
		return lookup([]byte("ljmp"), 0, 4)
	case lookup(call, 0, 4):
		return lookup([]byte("lcall"), 0, 5)
	}
	return 0
}

// intelMemory completes a memory operand.
func (e *Encoder) intelMemory(op *Operand, p *intelOperand, t *intelTerm, branch branchKind) bool {
	i := &e.inst
	op.kind, op.val, op.seg = isa.Mem, t.val, p.seg
	if p.seg == flatSegment {
		op.seg = 0
	}
	op.base, op.index, op.scale = 0, 0, 0
	op.class = sizeClass(p.size) | isa.MAny
	if far := i.farName(); far != 0 {
		if near := e.Bits / 8; p.far || p.size == 6 || p.size == 4 && near != 4 || p.size == 10 && near == 8 {
			i.name = far
			i.farSize = p.size
			op.class = isa.MSized | isa.MAny
		}
	} else if p.far || p.near && branch&branchNear == 0 {
		op.class, op.size = isa.MAny, sizeNone
	}
	if !op.setAddress(t) {
		return e.badIntelAddress(int(op.at))
	}
	if (op.base.Num()|op.index.Num())&16 != 0 && (op.base.Num() >= 16 && op.base.Kind() == isa.Reg64 || op.index.Num() >= 16 && op.index.Kind() == isa.Reg64) {
		i.demand |= isa.NeedEGPR
	}
	if !e.checkAddress(op) {
		return false
	}
	op.class &^= isa.Rel
	if p.bcst {
		if op.class &= isa.MAny; op.class != 0 { // no vector index
			op.class = isa.Bcst2 | isa.Bcst4 | isa.Bcst8 | isa.Bcst16 | isa.Bcst32
		}
		i.bcast = anyBroadcast
		i.bcastSize = p.size
		i.prefix.any = true
	}
	return true
}

// sizeNone is Operand.size of near ptr and far ptr, which is no memory's.
const sizeNone = 0xff

// anyBroadcast is Inst.bcast of dword bcst: the vector tells how many elements.
const anyBroadcast = 1

// sizeClass is the memory class of a size in bytes; 0 is any.
func sizeClass(size uint8) uint64 {
	switch size {
	case 1:
		return isa.M8
	case 2:
		return isa.M16
	case 4:
		return isa.M32
	case 6:
		return isa.M48
	case 8:
		return isa.M64
	case 10:
		return isa.M80
	case 16:
		return isa.M128
	case 32:
		return isa.M256
	case 64:
		return isa.M512
	}
	return isa.MSized
}

// setAddress makes base and index of the registers of an address. A register
// with a factor, a vector register, riz, or the second one is the index.
func (op *Operand) setAddress(t *intelTerm) bool {
	vector := func(k int) bool { kind := t.reg[k].Kind(); return kind >= isa.RegXMM && kind <= isa.RegZMM }
	index := -1
	op.swap = t.n == 2 && t.scale[0]|t.scale[1] == 0 && t.reg[1].Num() == 4
	switch {
	case t.n == 1 && (t.scale[0] != 0 || vector(0) || t.reg[0].Kind() == isa.RegIZ):
		index = 0
	case t.n == 2:
		index = 1
		first, second := t.reg[0], t.reg[1]
		if t.scale[1] == 0 && (t.scale[0] != 0 || vector(0) || first.Kind() == isa.RegIZ ||
			second.Num() == 4 && (second.Kind() == isa.Reg64 || second.Kind() == isa.Reg32) ||
			second.Kind() == isa.Reg16 && first.Num() >= 6 && second.Num() < 6) {
			index = 0
		}
		if t.scale[1-index] != 0 {
			return false
		}
		op.base = t.reg[1-index]
	case t.n == 1:
		op.base = t.reg[0]
	}
	if index >= 0 {
		op.index = t.reg[index]
		op.scale = scaleLog[max(t.scale[index], 1)]
	}
	return true
}

// intelDecorations reads what stands in braces behind an operand, or in the
// place of one: op is nil for a rounding mode between commas.
func (e *Encoder) intelDecorations(op *Operand) bool {
	in, i := e.in, &e.inst
	if op != nil && op.kind == isa.Mem && op.base|op.index == 0 && op.seg == 0 && i.bcast == 0 &&
		(op.val.Kind != obj.ValueSym || e.unit.Syms[op.val.Sym].Part == obj.PartExpr) {
		in.Diags.Errorf(in.Here(), "a number in brackets takes no braces in GNU as; write a segment before it, as in ds:[4096]")
		return false
	}
	for in.Peek() == '{' {
		start := in.At
		in.At++
		in.SkipSpace()
		r, n := e.nakedRegister(in.At)
		if r != 0 || in.Text[in.At] == '%' {
			if r == 0 {
				n = 0
			}
			if op == nil {
				in.Diags.Errorf(in.Span(start), "expected the mask behind the operand that it is for")
				return false
			}
			if !e.intelMask(start, n) {
				return false
			}
			continue
		}
		in.At = start
		ok := true
		switch word := e.brace(); string(word) {
		case "z":
			ok = !i.zero && op != nil
			i.zero, i.zeroAt, i.prefix.any = true, uint8(i.n), true
			i.demand |= isa.NeedZero
		case "1to2", "1to4", "1to8", "1to16", "1to32":
			ok = op != nil && e.intelBroadcast(op, word[3:])
		default:
			if e.composing && bytes.IndexByte(word, ':') >= 0 {
				if !e.insnNote(op, word, start) {
					return false
				}
				continue
			}
			in.At = start
			if !e.roundingWord() {
				return false
			}
			if op != nil && op.kind == isa.Imm {
				i.roundAt-- // 5{sae} is {sae}, 5
			}
		}
		if !ok {
			in.Diags.Errorf(in.Span(start), "%s cannot stand here, or not twice", in.Text[start:in.At])
			return false
		}
	}
	return true
}

// intelMask reads a mask register behind the brace at start; its name has n
// bytes, or begins with % when n is 0.
func (e *Encoder) intelMask(start, n int) bool {
	in, i := e.in, &e.inst
	var r isa.Register
	if n == 0 {
		r = e.register()
	} else {
		r = e.registerAt(in.At, in.At, n)
	}
	if r == 0 {
		return false
	}
	if !in.Accept('}') || r.Kind() != isa.RegK || i.mask != 0 || r.Num() == 0 {
		in.Diags.Errorf(in.Span(start), "expected one mask register in the braces, {k1} to {k7}")
		return false
	}
	i.mask, i.maskAt = r.Num(), uint8(i.n)
	i.demand |= isa.NeedMask
	return true
}

// intelBroadcast notes {1toN} behind memory whose size, when it is stated, is
// that of the element.
func (e *Encoder) intelBroadcast(op *Operand, count []byte) bool {
	i := &e.inst
	n, class := uint8(2), uint64(isa.Bcst2)
	switch string(count) {
	case "4":
		n, class = 4, isa.Bcst4
	case "8":
		n, class = 8, isa.Bcst8
	case "16":
		n, class = 16, isa.Bcst16
	case "32":
		n, class = 32, isa.Bcst32
	}
	if i.bcast == anyBroadcast { // dword bcst [rax]{1to16}
		i.bcast = 0
	}
	if i.bcast != 0 {
		return false
	}
	i.bcastSize = op.size
	if op.kind == isa.Mem && op.class&(isa.MAny|isa.Bcst2) != 0 { // no vector index
		op.class |= isa.MSized
	}
	return i.broadcast(op, n, class)
}
