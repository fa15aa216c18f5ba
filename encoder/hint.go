package encoder

import (
	"bytes"
	"strings"

	"tas/diag"
	"tas/encoder/isa"
	"tas/lexer"
	"tas/obj"
)

// What somebody who knows the machine would add to a message: the cure.

// hints are notes for a first operand of the wrong kind, by mnemonic.
var hints = [...]struct {
	names string // a suffix may follow
	kind  isa.Kind
	bits  int // of a general register; 0 = any operand
	note  string
	intel string // note in Intel syntax, where that is another
}{
	{"lea", isa.Reg, 0, "lea computes an address, as in lea 8(%rax,%rbx), %rcx; mov copies a register", "lea computes an address, as in lea rcx, [rax+rbx+8]; mov copies a register"},
	{"lea", isa.Imm, 0, "lea computes an address, as in lea 8(%rax), %rbx; mov loads a constant", "lea computes an address, as in lea rbx, [rax+8]; mov loads a constant"},
	{"mul div idiv", isa.Imm, 0, "only imul takes a constant, as in imul $5, %ecx, %eax", "only imul takes a constant, as in imul eax, ecx, 5"},
	{"shl sal shr sar rol ror rcl rcr", isa.Reg, 0, "the count of a shift is a constant or %cl", ""},
	{"shl sal shr sar rol ror rcl rcr", isa.Imm, 0, "the count of a shift is 0 to 63", ""},
	{"movzx", isa.Reg, 32, "movl clears the upper half of the 64-bit register: movl %eax, %ebx", "mov of a 32-bit register clears the upper half of the 64-bit one: mov ebx, eax"},
	{"sete setne setz setnz seta setae setb setbe setg setge setl setle sets setns setc setnc", isa.Reg, 0, "set writes one byte; movzbl widens it: sete %al; movzbl %al, %eax", "set writes one byte; movzx widens it: sete al; movzx eax, al"},
	{"fld fst fstp fadd fsub fmul fdiv", isa.Reg, 0, "the x87 reaches general and vector registers through memory only", ""},
	{"cvtsi2sd cvtsi2ss", isa.Reg, 0, "cvttsd2si and cvttss2si convert the other way", ""},
	{"xchg", isa.Imm, 0, "xchg exchanges two places; mov loads a constant", ""},
	{"popcnt lzcnt tzcnt bsf bsr bt bts btr btc", isa.Reg, 8, "this has no form of 8 bits; movzbl widens a byte", "this has no form of 8 bits; movzx widens a byte"},
}

// hint returns the note for a mnemonic and its first operand in AT&T order.
func (e *Encoder) hint(name []byte, op *Operand) string {
	for k := range hints {
		if h := &hints[k]; h.kind != op.kind || h.bits != 0 && h.bits != generalBits(op.reg) {
			continue
		}
		for _, word := range strings.Fields(hints[k].names) {
			if string(name) == word || len(name) == len(word)+1 && string(name[:len(word)]) == word && strings.IndexByte("bwlq", name[len(word)]) >= 0 {
				if e.intel && hints[k].intel != "" {
					return hints[k].intel
				}
				return hints[k].note
			}
		}
	}
	return ""
}

// generalBits is the size of a general register, 0 of others.
func generalBits(r isa.Register) int {
	switch r.Kind() {
	case isa.Reg8, isa.RegHigh:
		return 8
	case isa.Reg16:
		return 16
	case isa.Reg32:
		return 32
	case isa.Reg64:
		return 64
	}
	return 0
}

// sameRegister is the name of r's number with another size.
func sameRegister(r isa.Register, bits int) string {
	kind, n := isa.Reg8, int(r.Num())
	switch bits {
	case 16:
		kind = isa.Reg16
	case 32:
		kind = isa.Reg32
	case 64:
		kind = isa.Reg64
	}
	if r.Kind() == isa.RegHigh {
		n &= 3
	}
	return RegisterName(isa.Make(kind, n))
}

// explainSizes reports general registers of a size that the suffix, or the other
// register, does not go with.
func (e *Encoder) explainSizes(list []uint16, best *template, wrong int) bool {
	i := &e.inst
	op := &i.ops[wrong]
	if op.kind != isa.Reg {
		return false
	}
	have, want := generalBits(op.reg), 0
	switch sets[best.Sets[wrong]][isa.Reg] & (isa.R8 | isa.R16 | isa.R32 | isa.R64) {
	case isa.R8:
		want = 8
	case isa.R16:
		want = 16
	case isa.R32:
		want = 32
	case isa.R64:
		want = 64
	}
	if have == 0 || want == 0 || have == want {
		return false
	}
	name := e.mnemonicText()
	letter := letterSize(best.Letter)
	for _, id := range list {
		if templates[id].Letter != best.Letter {
			letter = 0 // it is no suffix
		}
	}
	if letter != 0 && int(letter)*8 == want && name[len(name)-1]|0x20 == best.Letter {
		e.in.Diags.Errorf(e.opSpan(wrong), "%s works on %d bits, but %%%s has %d; write %%%s, or the suffix of its size", name, want, RegisterName(op.reg), have, sameRegister(op.reg, want))
		return true
	}
	if i.n != 2 || i.ops[1-wrong].kind != isa.Reg || generalBits(i.ops[1-wrong].reg) != want {
		return false
	}
	from, to := i.ops[0].reg, i.ops[1].reg
	d := e.in.Diags.Errorf(e.opSpan(wrong), "%s wants operands of one size, but %%%s has %d bits and %%%s %d", name, RegisterName(from), generalBits(from), RegisterName(to), generalBits(to))
	switch {
	case generalBits(from) > generalBits(to):
		d.Note(e.span(), "the low %d bits of %%%s are %%%s", generalBits(to), RegisterName(from), sameRegister(from, generalBits(to)))
	case e.intel && string(bytes.ToLower(name)) == "mov" && generalBits(from) == 32:
		d.Note(e.span(), "mov %%%s, %%%s widens with zeros: it clears the upper half of %%%s; movsxd widens with the sign", sameRegister(to, 32), RegisterName(from), RegisterName(to))
	case string(bytes.ToLower(name)) == "mov" && generalBits(from) == 32:
		d.Note(e.span(), "mov %%%s, %%%s widens with zeros: it clears the upper half of %%%s; movslq widens with the sign", RegisterName(from), sameRegister(to, 32), RegisterName(to))
	case string(bytes.ToLower(name)) == "mov":
		d.Note(e.span(), "movzx widens with zeros, movsx with the sign")
	default:
		d.Note(e.span(), "use %%%s, or widen %%%s first, with movzx or movsx", sameRegister(from, generalBits(to)), RegisterName(from))
	}
	return true
}

// explainMemory reports memory whose stated size is wrong, in Intel syntax.
func (e *Encoder) explainMemory(wrong int, accepted uint64) bool {
	op := &e.inst.ops[wrong]
	if !e.intel || op.kind != isa.Mem || op.size == 0 || accepted&isa.MSized == 0 {
		return false
	}
	if op.size == sizeNone {
		e.in.Diags.Errorf(e.opSpan(wrong), "near ptr and far ptr stand before the operand of a jump or call, not of %s", e.mnemonicText())
		return true
	}
	var words []string
	for _, w := range [...]string{"byte", "word", "dword", "fword", "qword", "tbyte", "xmmword", "ymmword", "zmmword"} {
		if accepted&sizeClass(lexer.IntelSize(w)) != 0 {
			words = append(words, w+" ptr")
		}
	}
	expected := strings.Join(words, " or ")
	if expected == "" {
		expected = "an address without a size before it"
	}
	e.in.Diags.Errorf(e.opSpan(wrong), "%s does not take memory of %d bytes here; expected %s", e.mnemonicText(), op.size, expected)
	return true
}

// cures adds notes to the message that an operand does not fit.
func (e *Encoder) cures(d *diag.Diagnostic, best *template, wrong int, accepted isa.Set) {
	i := &e.inst
	op := &i.ops[wrong]
	name := bytes.ToLower(e.mnemonicText())
	immediates := accepted[isa.Imm]
	switch {
	case i.n == 2 && i.memMask == 3 && immediates == 0:
		d.Note(e.span(), "no form has two operands in memory: go through a register")
	case !e.intel && op.kind == isa.Mem && op.base|op.index == 0 && op.val.Kind == obj.ValueInt && !op.star && immediates&immClass(op.val.Add) != 0:
		d.Note(e.opSpan(wrong), "a number without $ is an address; the constant is $%s", e.in.Text[op.at:e.operandEnd(op)])
	case i.n == 2 && i.memMask == 3:
		d.Note(e.span(), "no form has two operands in memory: go through a register")
	case i.n > 1 && wrong == i.n-1 && op.kind == isa.Imm && e.intel:
		d.Note(e.span(), "the destination comes first in Intel syntax, and cannot be a constant")
	case i.n > 1 && wrong == i.n-1 && op.kind == isa.Imm:
		d.Note(e.span(), "the destination stands last in AT&T syntax, and cannot be a constant")
	case op.kind == isa.Imm && immediates&(isa.I32S|isa.I32) != 0 && op.class&isa.I32S == 0:
		d.Note(e.span(), "only mov takes a constant of 64 bits: load it into a register first, with movabs")
	case op.kind == isa.Imm && i.branches():
		d.Note(e.span(), "a jump names its target without $")
	case op.kind == isa.Reg && accepted[isa.Reg]&isa.R64 != 0 && best.Flags&isa.FlagDefault64 != 0 && generalBits(op.reg) != 0 && e.Bits == 64:
		d.Note(e.span(), "64-bit code pushes and pops 64 bits: write %%%s", sameRegister(op.reg, 64))
	case string(name) == "mov" && op.kind == isa.Reg && (op.reg.Kind() == isa.RegMM || op.reg.Kind() == isa.RegXMM):
		d.Note(e.span(), "movd and movq move between general and vector registers, movaps between vector registers")
	case wrong == 0:
		if text := e.hint(name, op); text != "" {
			d.Note(e.span(), "%s", text)
		}
	}
	if i.n == 2 && wrong < 2 && sets[best.Sets[0]][i.ops[1].kind]&i.ops[1].class != 0 && sets[best.Sets[1]][i.ops[0].kind]&i.ops[0].class != 0 {
		order := "AT&T syntax has the source first"
		if e.intel {
			order = "Intel syntax has the destination first"
		}
		d.Note(e.span(), "the operands fit the other way round: %s", order)
	}
}

// branches reports whether the instruction is a jump or call to a label.
func (i *Inst) branches() bool {
	return i.branchKind()&(branchDirect|branchLoop) != 0
}

// otherMode reports an instruction that this code mode lacks.
func (e *Encoder) otherMode() {
	name := e.mnemonicText()
	cure := ""
	if last := name[len(name)-1] | 0x20; e.Bits == 64 && last == 'l' {
		wide := append(append([]byte(nil), name[:len(name)-1]...), 'q')
		if id := lookup(wide, 0, len(wide)); id != 0 {
			cure = "; write " + string(wide)
		}
	}
	e.in.Diags.Errorf(e.span(), "%s does not exist in %d-bit code%s", name, e.Bits, cure)
}

// families are the registers with numbers.
var families = [...]struct {
	prefix, suffixes string
	first, last      int
	what             string
}{
	{"k", "", 0, 7, "the mask registers"}, {"xmm", "", 0, 31, "the xmm registers"}, {"ymm", "", 0, 31, "the ymm registers"},
	{"zmm", "", 0, 31, "the zmm registers"}, {"mm", "", 0, 7, "the MMX registers"}, {"cr", "", 0, 15, "the control registers"},
	{"dr", "", 0, 15, "the debug registers"}, {"bnd", "", 0, 3, "the bound registers"}, {"tmm", "", 0, 7, "the tile registers"},
	{"r", "bwd", 8, 31, "the numbered registers"},
}

// numberedFamily names the family of a register whose number does not exist.
func numberedFamily(name []byte) string {
	for k := range families {
		f := &families[k]
		if rest, ok := bytes.CutPrefix(bytes.ToLower(name), []byte(f.prefix)); ok {
			suffix := ""
			if n := len(rest); n > 1 && strings.IndexByte(f.suffixes, rest[n-1]) >= 0 {
				suffix, rest = string(rest[n-1:]), rest[:n-1]
			}
			if n, ok := smallNumber(rest, 10); ok && (n < f.first || n > f.last) {
				return f.what + " are %" + f.prefix + string(rune('0'+f.first)) + suffix + " to %" + f.prefix + decimal(f.last) + suffix
			}
		}
	}
	return ""
}

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return string(rune('0'+n/10)) + string(rune('0'+n%10))
}
