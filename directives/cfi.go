package directives

import (
	"bytes"

	"tas/diag"
	"tas/obj"
)

// Call frame information. The .cfi_* directives between .cfi_startproc and
// .cfi_endproc say how to find the caller's frame at each instruction. They are
// recorded as a list of operations; ehframe.go writes the list when all
// addresses are known. An operation holds from the current place on, so an
// advance is recorded in front of it whenever the place has moved.
//
// Each part (subsection) has its own open frame: .cfi_startproc, a change of
// section and back, .cfi_endproc is one frame.

// cfiKind says what an operation is.
type cfiKind uint8

// The operations; the names follow the directives.
const (
	cfiAdvance cfiKind = iota + 1 // arg: Frag<<32 | Off of the place reached
	cfiDefCFA
	cfiDefCFARegister
	cfiDefCFAOffset
	cfiOffset
	cfiValOffset
	cfiRegister // arg: the second register
	cfiRestore
	cfiUndefined
	cfiSameValue
	cfiRememberState
	cfiRestoreState
	cfiWindowSave
	cfiEscape      // reg values from cfiState.values[arg]
	cfiEncodedAddr // values[arg]; the encoding stands in enc
	cfiLabel       // arg: symbol

	// Directives that change what was said before rather than add to it.
	cfiAdjustCFAOffset
	cfiRelOffset
)

// cfiOp is one operation: 24 bytes, no pointers. Frames of two sections may
// grow in turns, so the operations of a frame are linked.
type cfiOp struct {
	next uint32 // index of the frame's next operation, 0 = none
	reg  uint32
	arg  int64
	kind cfiKind
	enc  uint8
	pos  diag.Pos
}

// omitted as an encoding says that there is no personality or LSDA
// (DW_EH_PE_omit).
const omitted = 0xff

// frame is what stands between .cfi_startproc and .cfi_endproc.
type frame struct {
	start, end  obj.Loc
	pos         diag.Pos
	first, last uint32 // operations, 0 = none

	personality, lsda       obj.Value
	personalityEnc, lsdaEnc uint8
	signal                  bool
	column                  uint32 // return address column
	sections                cfiSections
	columnPos               diag.Pos
}

// openFrame is a frame that is being recorded.
type openFrame struct {
	frame     uint32
	last      obj.Loc // the place that the operations have reached
	cfaOffset int64
	saved     []int64 // offsets kept by .cfi_remember_state
}

// cfiSections are the sections that frames are written to.
type cfiSections uint8

const (
	cfiEHFrame cfiSections = 1 << iota
	cfiDebugFrame
)

// cfiState is the recorded call frame information of a unit.
type cfiState struct {
	narrow bool    // .code32 or .code16 is in force
	ops    []cfiOp // index 0 is unused
	frames []frame
	values []obj.Value
	open   []openFrame

	chosen   cfiSections // by .cfi_sections
	given    bool        // there was a .cfi_sections, or the default has been taken
	gathered cfiSections // all that a frame so far was to be written to
}

// defaultColumn is the return address column of x86-64: rip.
const defaultColumn = 16

// cfiSectionList is .cfi_sections: a list of .eh_frame and .debug_frame. As looks
// only at how a name begins.
func (d *Directives) cfiSectionList(int) bool {
	in, c := d.in, &d.cfi
	var chosen cfiSections
	for more := !in.AtEnd(); more; {
		in.SkipSpace()
		start := in.At
		name := in.Name()
		rest, eh := bytes.CutPrefix(name, []byte(".eh_frame"))
		switch {
		case eh && !bytes.HasPrefix(rest, []byte{'_'}):
			chosen |= cfiEHFrame
		case bytes.HasPrefix(name, []byte(".debug_frame")):
			chosen |= cfiDebugFrame
		case bytes.HasPrefix(name, []byte(".sframe")):
			return d.errorf(start, "%s", ".sframe "+reasons[whySframe])
		case name == nil:
			return d.expected(".eh_frame or .debug_frame")
		default:
			return d.errorf(start, "%s expects .eh_frame or .debug_frame, not %s", d.name, name)
		}
		if more = in.Comma(); more && in.AtEnd() {
			return d.expected("another section behind the comma")
		}
	}
	if len(c.frames) > 0 && chosen&cfiEHFrame != 0 && c.chosen&cfiEHFrame == 0 {
		return d.errorf(d.start, "frames before this were not to go to .eh_frame, so those behind it cannot")
	}
	c.chosen, c.given = chosen, true
	return in.ExpectEnd()
}

// cfiStart is .cfi_startproc [simple].
func (d *Directives) cfiStart(int) bool {
	in, c := d.in, &d.cfi
	simple := false
	if !in.AtEnd() {
		start := in.At
		if word := in.Name(); string(word) != "simple" {
			return d.errorf(start, "%s expects nothing or the word simple here", d.name)
		}
		simple = true
	}
	if open := d.openFrame(); open != nil {
		in.Diags.Errorf(d.span(), "the frame before this is not closed; .cfi_endproc expected first").
			Note(diag.At(c.frames[open.frame].pos), "it was opened here")
		return false
	}
	if !c.given {
		c.chosen, c.given = cfiEHFrame, true
	}
	// as adds to the sections with .cfi_sections, it never takes one away.
	c.gathered |= c.chosen
	here := d.u.Here()
	c.frames = append(obj.Grow(c.frames), frame{
		start: here, pos: d.span().Pos, column: defaultColumn, sections: c.gathered,
		personalityEnc: omitted, lsdaEnc: omitted,
	})
	if len(c.ops) == 0 {
		c.ops = make([]cfiOp, 1, 16+len(in.Text)/512)
	}
	n := len(c.open)
	if n < cap(c.open) {
		c.open = c.open[:n+1] // with the capacity of saved
	} else {
		c.open = append(c.open, openFrame{})
	}
	open := &c.open[n]
	open.frame, open.last, open.cfaOffset, open.saved = uint32(len(c.frames)-1), here, 0, open.saved[:0]
	if !simple {
		// What the call instruction has done: the CFA is rsp+8 (in as's eyes
		// esp+8 in other code), the return address below it.
		open.cfaOffset = 8
		d.cfiAdd(open, cfiOp{kind: cfiDefCFA, reg: [...]uint32{7, 4}[d.cfiCode()], arg: 8})
		d.cfiAdd(open, cfiOp{kind: cfiOffset, reg: defaultColumn, arg: -8})
	}
	return in.ExpectEnd()
}

// cfiEnd is .cfi_endproc.
func (d *Directives) cfiEnd(int) bool {
	open := d.openFrame()
	if open == nil {
		d.in.Diags.Errorf(d.span(), ".cfi_endproc has no .cfi_startproc before it in this section")
		return false
	}
	c := &d.cfi
	c.frames[open.frame].end = d.u.Here()
	last := &c.open[len(c.open)-1]
	*open, *last = *last, *open
	c.open = c.open[:len(c.open)-1]
	return d.in.ExpectEnd()
}

// openFrame returns the open frame of the current part, or nil.
func (d *Directives) openFrame() *openFrame {
	c := &d.cfi
	for i := range c.open {
		if c.open[i].last.Part == d.u.CurID {
			return &c.open[i]
		}
	}
	return nil
}

// inFrame is openFrame for directives that need one.
func (d *Directives) inFrame() *openFrame {
	open := d.openFrame()
	if open == nil {
		d.in.Diags.Errorf(d.span(), "%s has no .cfi_startproc before it in this section", d.name)
	}
	return open
}

// cfiAdd appends an operation to an open frame.
func (d *Directives) cfiAdd(open *openFrame, op cfiOp) {
	c := &d.cfi
	f := &c.frames[open.frame]
	n := uint32(len(c.ops))
	c.ops = append(obj.Grow(c.ops), op)
	if f.first == 0 {
		f.first = n
	} else {
		c.ops[f.last].next = n
	}
	f.last = n
}

// cfiAdvanceHere records an advance when the place has moved.
func (d *Directives) cfiAdvanceHere(open *openFrame) {
	here := d.u.Here()
	if open.last != here {
		open.last = here
		d.cfiAdd(open, cfiOp{kind: cfiAdvance, arg: int64(here.Frag)<<32 | int64(here.Off)})
	}
}

// cfiDo carries out a directive that adds an operation of the given kind.
func (d *Directives) cfiDo(kind int) bool {
	open := d.inFrame()
	if open == nil {
		return false
	}
	d.cfiAdvanceHere(open)
	op := cfiOp{kind: cfiKind(kind)}
	var ok bool
	switch op.kind {
	case cfiDefCFA:
		if op.reg, op.arg, ok = d.cfiRegisterAndOffset(); !ok {
			return false
		}
		open.cfaOffset = op.arg
	case cfiDefCFARegister:
		if op.reg, ok = d.cfiRegister(); !ok {
			return false
		}
	case cfiDefCFAOffset, cfiAdjustCFAOffset:
		if op.arg, _, ok = d.optional("offset"); !ok {
			return false
		}
		if op.kind == cfiAdjustCFAOffset {
			op.kind, op.arg = cfiDefCFAOffset, op.arg+open.cfaOffset
		}
		open.cfaOffset = op.arg
	case cfiOffset, cfiRelOffset, cfiValOffset:
		start := d.in.At
		if op.reg, op.arg, ok = d.cfiRegisterAndOffset(); !ok {
			return false
		}
		if op.kind == cfiRelOffset {
			op.kind, op.arg = cfiOffset, op.arg-open.cfaOffset
		}
		if op.arg%8 != 0 {
			return d.errorf(start, "a register is saved at a multiple of 8, not at %d", op.arg)
		}
	case cfiRegister:
		if op.reg, ok = d.cfiRegister(); !ok || !d.cfiComma() {
			return false
		}
		second, ok := d.cfiRegister()
		if !ok {
			return false
		}
		op.arg = int64(second)
	case cfiSameValue:
		if op.reg, ok = d.cfiRegister(); !ok {
			return false
		}
	case cfiRestore, cfiUndefined:
		return d.cfiRegisterList(open, op)
	case cfiRememberState:
		open.saved = append(open.saved, open.cfaOffset)
	case cfiRestoreState:
		n := len(open.saved)
		if n == 0 {
			d.in.Diags.Errorf(d.span(), ".cfi_restore_state has no .cfi_remember_state before it")
			return false
		}
		open.cfaOffset, open.saved = open.saved[n-1], open.saved[:n-1]
	}
	d.cfiAdd(open, op)
	return d.in.ExpectEnd()
}

// cfiComma reads the comma between two operands.
func (d *Directives) cfiComma() bool {
	return d.in.Comma() || d.expected("a comma")
}

func (d *Directives) cfiRegisterAndOffset() (reg uint32, offset int64, ok bool) {
	if reg, ok = d.cfiRegister(); !ok || !d.cfiComma() {
		return 0, 0, false
	}
	offset, _, ok = d.optional("offset")
	return reg, offset, ok
}

// cfiRegisterList adds op for each of a list of registers.
func (d *Directives) cfiRegisterList(open *openFrame, op cfiOp) bool {
	for {
		reg, ok := d.cfiRegister()
		if !ok {
			return false
		}
		op.reg = reg
		d.cfiAdd(open, op)
		if !d.in.Comma() {
			return d.in.ExpectEnd()
		}
	}
}

// cfiColumn is .cfi_return_column register.
func (d *Directives) cfiColumn(int) bool {
	open := d.inFrame()
	if open == nil {
		return false
	}
	d.cfiAdvanceHere(open)
	reg, ok := d.cfiRegister()
	if !ok {
		return false
	}
	f := &d.cfi.frames[open.frame]
	f.column, f.columnPos = reg, d.span().Pos
	return d.in.ExpectEnd()
}

// cfiSignal is .cfi_signal_frame.
func (d *Directives) cfiSignal(int) bool {
	open := d.inFrame()
	if open == nil {
		return false
	}
	d.cfiAdvanceHere(open)
	d.cfi.frames[open.frame].signal = true
	return d.in.ExpectEnd()
}

// cfiPointer is .cfi_personality (arg 0) or .cfi_lsda (arg 1): encoding,
// symbol.
func (d *Directives) cfiPointer(lsda int) bool {
	open := d.inFrame()
	if open == nil {
		return false
	}
	enc, v, ok := d.cfiEncoded(true)
	if !ok {
		return false
	}
	f := &d.cfi.frames[open.frame]
	if lsda != 0 {
		f.lsdaEnc, f.lsda = enc, v
	} else {
		f.personalityEnc, f.personality = enc, v
	}
	return d.in.ExpectEnd()
}

// cfiEncoded reads `encoding, symbol`; with mayOmit, 255 alone means none.
func (d *Directives) cfiEncoded(mayOmit bool) (uint8, obj.Value, bool) {
	start := d.in.At
	enc, _, ok := d.optional("encoding")
	if !ok {
		return 0, obj.Value{}, false
	}
	if enc == omitted && mayOmit {
		return omitted, obj.Value{}, true
	}
	if !validEncoding(enc) {
		return 0, obj.Value{}, d.errorf(start, "%d is no pointer encoding for %s; 0x1b is pc-relative with 4 bytes, 0x9b the same through a pointer", enc, d.name)
	}
	if !d.cfiComma() {
		return 0, obj.Value{}, false
	}
	d.in.SkipSpace()
	start = d.in.At
	v := d.expr()
	if v.Kind == obj.ValueSym && (v.Sub != 0 || d.u.Calculated(v.Sym)) {
		v = d.u.Simplified(v)
	}
	if size := 8 * encodedSize(uint8(enc)); v.Kind == obj.ValueInt && v.Add>>size != 0 && v.Add>>size != -1 && size < 64 {
		d.warnf(start, "value %#x does not fit in %d bits and is truncated", v.Add, size)
	}
	constant := v.Kind == obj.ValueInt && enc&pcRelative == 0
	if !constant && (v.Kind != obj.ValueSym || v.Sym == 0 || v.Sub != 0 || v.Mod != obj.ModNone || d.u.Calculated(v.Sym)) {
		return 0, v, d.errorf(start, "%s expects a symbol, or a symbol plus a constant, behind the encoding", d.name)
	}
	return uint8(enc), v, true
}

// pcRelative is the bit of a pointer encoding for "from here".
const pcRelative = 0x10

// validEncoding reports whether enc is absolute or pc-relative, direct or
// indirect, in 2, 4 or 8 bytes (the DW_EH_PE_* constants of the LSB).
func validEncoding(enc int64) bool {
	if enc < 0 || enc > 0xff || enc&0x60 != 0 {
		return false
	}
	switch enc & 7 {
	case 0, 2, 3, 4:
		return true
	}
	return false
}

// encodedSize is the number of bytes of a pointer.
func encodedSize(enc uint8) int {
	switch enc & 7 {
	case 2:
		return 2
	case 3:
		return 4
	}
	return 8
}

// cfiEscapeBytes is .cfi_escape: bytes of the user's own.
func (d *Directives) cfiEscapeBytes(int) bool {
	open := d.inFrame()
	if open == nil {
		return false
	}
	d.cfiAdvanceHere(open)
	in, c := d.in, &d.cfi
	op := cfiOp{kind: cfiEscape, arg: int64(len(c.values)), pos: d.span().Pos}
	for {
		in.SkipSpace()
		start := in.At
		v := d.expr()
		switch v.Kind {
		case obj.ValueNone:
			d.warnf(start, "missing value; zero is assumed")
			v = obj.Int(0)
		case obj.ValueInt:
			if high := v.Add >> 8; high != 0 && high != -1 {
				d.warnf(start, "value %#x is truncated to %#x", uint64(v.Add), uint8(v.Add))
			}
		case obj.ValueSym:
			if v.Mod != obj.ModNone {
				return d.modified(start)
			}
		case obj.ValueBig:
			v = obj.Int(int64(d.u.Bigs[v.Add][0]))
			d.warnf(start, "the number is truncated to %#x", v.Add)
		case obj.ValueReg:
			return d.errorf(start, "a register has no place in %s; expected a byte", d.name)
		default:
			return d.errorf(start, "%s expects bytes", d.name)
		}
		c.values = append(c.values, v)
		op.reg++
		if !in.Comma() {
			break
		}
	}
	d.cfiAdd(open, op)
	return in.ExpectEnd()
}

// cfiValEncodedAddr is .cfi_val_encoded_addr register, encoding, symbol.
func (d *Directives) cfiValEncodedAddr(int) bool {
	open := d.inFrame()
	if open == nil {
		return false
	}
	d.cfiAdvanceHere(open)
	reg, ok := d.cfiRegister()
	if !ok || !d.cfiComma() {
		return false
	}
	enc, v, ok := d.cfiEncoded(false)
	if !ok {
		return false
	}
	c := &d.cfi
	d.cfiAdd(open, cfiOp{kind: cfiEncodedAddr, reg: reg, arg: int64(len(c.values)), enc: enc, pos: d.span().Pos})
	c.values = append(c.values, v)
	return d.in.ExpectEnd()
}

// cfiLabelHere is .cfi_label symbol: a label within the frame's instructions.
func (d *Directives) cfiLabelHere(int) bool {
	open := d.inFrame()
	if open == nil {
		return false
	}
	d.cfiAdvanceHere(open)
	d.in.SkipSpace()
	start := d.in.At
	name := d.in.StringName()
	if name == nil {
		return d.expected("a symbol name")
	}
	// It gets its place in .symtab when it is defined, with the frame.
	id := d.u.Signature(name, d.in.PosAt(start))
	d.cfiAdd(open, cfiOp{kind: cfiLabel, arg: int64(id), pos: d.in.PosAt(start)})
	return d.in.ExpectEnd()
}

// cfiRefused is for directives of compact unwind tables, which no x86-64
// linker reads; GNU as refuses them for this machine too.
func (d *Directives) cfiRefused(int) bool {
	d.in.Diags.Errorf(d.span(), "%s is not supported on x86-64; use .cfi_personality and .cfi_lsda", d.name)
	d.in.SkipStatement()
	return false
}
