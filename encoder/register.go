package encoder

import (
	"tas/encoder/isa"
	"tas/lexer"
	"tas/obj"
)

// Where a register may stand. It is %rax nearly always; but noprefix lets the %
// be left out, and a symbol may stand for a register: .set base, %rbx.

// Register recognises a register at the start of text, for expressions such as
// .set base, %rbx: with %, or without where that need not be. It returns the
// number and the length, 0 when there is none.
func (e *Encoder) Register(text []byte) (reg, size int) {
	at := 0
	if text[0] == '%' {
		at = 1
	}
	n := nameLen(text, at)
	r := findRegister(text, at, n)
	if r == 0 || at == 0 && (lexer.NameByte(text[n]) || !e.available(r)) {
		return 0, 0
	}
	size = at + n
	if r.Kind() == isa.RegST && text[size] == '(' && text[size+1]-'0' < 8 && text[size+2] == ')' {
		r = isa.Make(isa.RegST, int(text[size+1]-'0'))
		size += 3
	}
	return int(r), size
}

// RegisterName is the name, without %, of the register that Register numbers so.
func (e *Encoder) RegisterName(reg int) string {
	if r := isa.Register(reg); r.Kind() == isa.RegST {
		return "st" + string(rune('0'+r.Num()))
	}
	return RegisterName(isa.Register(reg))
}

// nakedRegister looks for a register without % at text[at:], which noprefix
// allows, and returns it with the length of its name.
func (e *Encoder) nakedRegister(at int) (isa.Register, int) {
	if !e.naked {
		return 0, 0
	}
	n := nameLen(e.in.Text, at)
	if lexer.NameByte(e.in.Text[at+n]) {
		return 0, 0
	}
	r := findRegister(e.in.Text, at, n)
	if r == 0 || !e.available(r) {
		return 0, 0
	}
	return r, n
}

// registerHere reports whether a register stands at the current place.
func (e *Encoder) registerHere() bool {
	in := e.in
	if in.Text[in.At] == '%' {
		return true
	}
	if !e.naked && !e.unit.RegisterNames {
		return false
	}
	r, _ := e.namedRegister(in.At)
	return r != 0
}

// namedRegister looks for a register without % at text[at:]: its own name, or a
// symbol that stands for it.
func (e *Encoder) namedRegister(at int) (isa.Register, int) {
	text := e.in.Text
	if r, n := e.nakedRegister(at); r != 0 {
		return r, n
	}
	end := nameEnd(text, at)
	if end == at {
		return 0, 0
	}
	if id := e.unit.Find(text[at:end:end]); id != 0 && e.unit.Syms[id].Part == obj.PartReg {
		return isa.Register(e.unit.Syms[id].Off), end - at
	}
	return 0, 0
}

// register reads a register at the current place. It reports an unknown name.
func (e *Encoder) register() isa.Register {
	in := e.in
	start := in.At
	at := start + 1
	if in.Text[start] != '%' {
		r, n := e.namedRegister(start)
		return e.stacked(r, start, start, n)
	}
	for in.Text[at] == ' ' || in.Text[at] == '\t' {
		at++
	}
	return e.registerAt(start, at, nameLen(in.Text, at))
}

// registerAt reads the register whose name has n bytes at text[at:].
func (e *Encoder) registerAt(start, at, n int) isa.Register {
	return e.stacked(findRegister(e.in.Text, at, n), start, at, n)
}

// stacked completes a register, 0 for an unknown one, whose name has n bytes at
// text[at:]: of %st, the number in brackets follows.
func (e *Encoder) stacked(r isa.Register, start, at, n int) isa.Register {
	in := e.in
	if r == 0 {
		e.unknownRegister(start, at, n)
		return 0
	}
	if !e.available(r) {
		e.missingRegister(r, start, at+n)
		return 0
	}
	in.At = at + n
	if r.Kind() == isa.RegST && (in.Text[in.At] == '(' || in.Peek() == '(') {
		in.At++
		d := in.Peek() - '0'
		in.At++
		if d > 7 || !in.Accept(')') {
			in.At = start
			in.Diags.Errorf(in.Here(), "expected %%st(0) to %%st(7)")
			return 0
		}
		r = isa.Make(isa.RegST, int(d))
	}
	return r
}

// available reports whether the code mode has r.
func (e *Encoder) available(r isa.Register) bool {
	switch r.Kind() {
	case isa.RegIZ:
		if !e.opt.IndexReg || r == riz && e.Bits != 64 {
			return false
		}
	case isa.RegTR: // of the 386 and 486
		return false
	case isa.RegIP:
		return e.Bits == 64
	}
	return e.Bits == 64 || !only64(r)
}

// only64 reports whether only 64-bit code has r.
func only64(r isa.Register) bool {
	switch n := r.Num(); r.Kind() {
	case isa.Reg8:
		return n >= 4
	case isa.RegHigh:
		return n < 4
	case isa.Reg64:
		return true
	case isa.RegCR: // lock makes cr8 of cr0
		return false
	case isa.RegTMM:
		return true
	case isa.RegSeg, isa.RegIP, isa.RegIZ:
		return false
	default:
		return n >= 8
	}
}
