package directives

import "tas/diag"

// code is .code64, .code32 and .code16; gcc16 is .code16gcc.
const gcc16 = -16

func (d *Directives) code(bits int) bool {
	d.cfi.narrow = bits != 64
	if bits == gcc16 {
		d.machine.SetCode(16, true)
	} else {
		d.machine.SetCode(bits, false)
	}
	d.in.Resume()
	return true
}

// syntax is .intel_syntax (1) and .att_syntax (0), with prefix or noprefix.
func (d *Directives) syntax(intel int) bool {
	in := d.in
	noprefix := false
	if !in.AtEnd() {
		start := in.At
		switch w := d.quotable(); string(w) {
		case "prefix":
			noprefix = false
		case "noprefix":
			noprefix = true
		default:
			return d.errorf(start, "%s takes prefix or noprefix, not %s", d.name, w)
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	d.machine.SetSyntax(intel != 0, noprefix)
	return true
}

// quotable reads a word, in quotes or not.
func (d *Directives) quotable() []byte {
	if d.in.Peek() == '"' {
		return d.in.Name()
	}
	return d.word()
}

// mnemonics is .intel_mnemonic (1) and .att_mnemonic (0).
func (d *Directives) mnemonics(intel int) bool {
	d.machine.SetMnemonics(intel != 0)
	d.in.Resume()
	return true
}

// indexReg is .allow_index_reg (1) and .disallow_index_reg (0).
func (d *Directives) indexReg(allow int) bool {
	d.machine.SetIndexReg(allow != 0)
	d.in.Resume()
	return true
}

// arch is .arch cpu[, jumps] and .arch .extension.
func (d *Directives) arch(int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	text := d.scrub()
	if len(text) == 0 {
		return d.expected("the name of a processor or extension")
	}
	return d.machine.Arch(text, diag.Span{Pos: in.PosAt(start), Len: uint32(len(text))})
}

// check is .sse_check (0) and .operand_check (1): none, warning or error.
func (d *Directives) check(operands int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	level := 0
	switch w := d.quotable(); string(w) {
	case "none":
	case "warning":
		level = 1
	case "error":
		level = 2
	default:
		return d.errorf(start, "%s takes none, warning or error, not %s", d.name, w)
	}
	d.machine.SetCheck(operands != 0, level)
	return in.ExpectEnd()
}

// insn is .insn, an instruction composed of its parts.
func (d *Directives) insn(int) bool {
	at, pos := d.u.Here(), d.in.PosAt(d.start)
	if !d.machine.Insn(d.start) {
		return false
	}
	if d.u.Marking {
		d.u.MarkInsn(at, pos)
	}
	if d.WantInsns {
		d.AfterInsn(at, pos)
	}
	return true
}
