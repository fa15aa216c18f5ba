package directives

import (
	"encoding/binary"

	"tas/diag"
	"tas/obj"
)

// .eh_frame and .debug_frame (LSB Core 10.6, DWARF 5 section 6.4): each frame
// becomes a frame description entry (FDE), and what the entries have in common
// (augmentation and the operations before the first advance) a common
// information entry (CIE), written right before the first FDE that needs it.
//
// All is written after relaxation, with every distance known, so that advances
// need no fragments.

// The instructions (DWARF 5, 7.24, and the GNU extensions).
const (
	dwOffset          = 0x80
	dwRestore         = 0xc0
	dwOffsetExtended  = 0x05
	dwRestoreExtended = 0x06
	dwUndefined       = 0x07
	dwSameValue       = 0x08
	dwRegister        = 0x09
	dwRememberState   = 0x0a
	dwRestoreState    = 0x0b
	dwDefCFA          = 0x0c
	dwDefCFARegister  = 0x0d
	dwDefCFAOffset    = 0x0e
	dwOffsetSF        = 0x11
	dwDefCFASF        = 0x12
	dwDefCFAOffsetSF  = 0x13
	dwValOffset       = 0x14
	dwValOffsetSF     = 0x15
	dwValExpression   = 0x16
	dwWindowSave      = 0x2d
	dwOpAddr          = 0x03

	dwOpEncodedAddr = 0xf1
)

const (
	codeEncoding = 0x1b // of code addresses in .eh_frame: pc-relative, 4 bytes, signed
	dataAlign    = -8   // the factor of saved registers' offsets
)

// frameWriter writes the frames of a unit to one section.
type frameWriter struct {
	d     *Directives
	debug bool // .debug_frame

	data    []byte // of the part
	fixups  []obj.Fixup
	base    uint64 // offset in the section of data[0]
	section obj.SymID
	part    obj.PartID
	commons []common
}

// common is a CIE that has been written.
type common struct {
	of  *frame // a frame that it was made for
	end uint32 // the operation that it ends before, 0 = none
	off uint64 // in the section
}

// finishFrames makes the sections for the recorded frames.
func (d *Directives) finishFrames() {
	c := &d.cfi
	for i := range c.open {
		d.in.Diags.Errorf(diag.At(c.frames[c.open[i].frame].pos), "the frame is not closed; .cfi_endproc expected before the end of the file")
	}
	if len(c.open) != 0 {
		return
	}
	if c.gathered&cfiEHFrame != 0 {
		d.lateSection(".eh_frame", obj.SHF_ALLOC, 8, &frameWriter{d: d})
	}
	if c.gathered&cfiDebugFrame != 0 {
		d.lateSection(".debug_frame", 0, 8, &frameWriter{d: d, debug: true})
	}
}

// lateSection finds or makes a section whose contents (or what follows the
// source's own) w writes after relaxation.
func (d *Directives) lateSection(name string, flags, align uint64, w obj.LateWriter) obj.SectionID {
	id := d.debugSection(name, flags)
	s := &d.u.Sections[id]
	s.Align = max(s.Align, align)
	part := d.u.NewPart(id, 0)
	d.u.Late = append(d.u.Late, obj.LatePart{Part: part, Writer: w})
	return id
}

// WriteLate writes all frames behind what the part has.
func (w *frameWriter) WriteLate(u *obj.Unit, part obj.PartID) {
	c := &w.d.cfi
	p := u.Part(part)
	w.part = part
	w.section = u.Sections[p.Section].Sym
	w.base = u.Address(u.PartEnd(part)) - uint64(len(p.Data))
	w.data = append(make([]byte, 0, len(p.Data)+48*len(c.frames)+8*len(c.ops)), p.Data...)
	w.fixups = p.Fixups
	want := cfiEHFrame
	if w.debug {
		want = cfiDebugFrame
	}
	for i := range c.frames {
		if f := &c.frames[i]; f.sections&want != 0 {
			w.frame(f, i == len(c.frames)-1)
		}
	}
	p = u.Part(part)
	p.Data, p.Fixups = w.data, w.fixups
}

// frame writes an FDE, after its CIE when that is new.
func (w *frameWriter) frame(f *frame, last bool) {
	cie, op := w.find(f)
	if cie == nil {
		cie = w.common(f)
		op = cie.end
	}
	u := w.d.u
	start := len(w.data)
	at := u.Address(f.start)
	length := u.Address(f.end) - at
	code := obj.Value{Kind: obj.ValueSym, Sym: u.Sections[u.Part(f.start.Part).Section].Sym, Add: int64(at)}
	w.data = append(w.data, 0, 0, 0, 0) // length
	if w.debug {
		w.pointer(obj.Value{Kind: obj.ValueSym, Sym: w.section, Add: int64(cie.off)}, 0x03, f.pos)
		w.pointer(code, 0x04, f.pos)
		w.data = binary.LittleEndian.AppendUint64(w.data, length)
	} else {
		w.data = binary.LittleEndian.AppendUint32(w.data, uint32(w.base+uint64(len(w.data))-cie.off))
		w.pointer(code, codeEncoding, f.pos)
		w.data = binary.LittleEndian.AppendUint32(w.data, uint32(length))
		if f.lsdaEnc == omitted {
			w.data = append(w.data, 0)
		} else {
			w.data = append(w.data, byte(encodedSize(f.lsdaEnc)))
			w.pointer(f.lsda, f.lsdaEnc, f.pos)
		}
	}
	w.operations(f, op, 0, at)
	align := uint64(4)
	if w.debug || last {
		align = 8
	}
	w.close(start, align)
}

// common writes the CIE of a frame.
func (w *frameWriter) common(f *frame) *common {
	version := w.d.opt.CIEVersion
	if version == 0 {
		version = 1
	}
	start := len(w.data)
	id := uint32(0)
	if w.debug {
		id = 0xffffffff
	}
	w.data = append(w.data, 0, 0, 0, 0) // length
	w.data = binary.LittleEndian.AppendUint32(w.data, id)
	w.data = append(w.data, byte(version))

	size := 1
	if !w.debug {
		w.data = append(w.data, 'z')
		if f.personalityEnc != omitted {
			w.data = append(w.data, 'P')
			size += 1 + encodedSize(f.personalityEnc)
		}
		if f.lsdaEnc != omitted {
			w.data = append(w.data, 'L')
			size++
		}
		w.data = append(w.data, 'R')
	}
	if f.signal {
		w.data = append(w.data, 'S')
	}
	w.data = append(w.data, 0)
	if version >= 4 {
		w.data = append(w.data, 8, 0) // size of addresses and segment selectors
	}
	w.data = append(w.data, 1, dataAlign&0x7f)
	if version >= 3 {
		w.data = obj.AppendULEB(w.data, uint64(f.column))
	} else {
		if f.column > 0xff {
			w.d.in.Diags.Errorf(diag.At(f.columnPos), "return column %d does not fit in a byte; CIE version 1 has no more, --gdwarf-cie-version=3 has", f.column)
		}
		w.data = append(w.data, byte(f.column))
	}
	if !w.debug {
		w.data = obj.AppendULEB(w.data, uint64(size))
		if f.personalityEnc != omitted {
			w.data = append(w.data, f.personalityEnc)
			w.pointer(f.personality, f.personalityEnc, f.pos)
		}
		if f.lsdaEnc != omitted {
			w.data = append(w.data, f.lsdaEnc)
		}
		w.data = append(w.data, codeEncoding)
	}
	ops := w.d.cfi.ops
	end := f.first
	for end != 0 && shareable(ops[end].kind) {
		end = ops[end].next
	}
	w.operations(f, f.first, end, 0)
	w.commons = append(w.commons, common{of: f, end: end, off: w.base + uint64(start)})
	align := uint64(4)
	if w.debug {
		align = 8
	}
	w.close(start, align)
	return &w.commons[len(w.commons)-1]
}

// shareable reports whether an operation may stand in a CIE.
func shareable(k cfiKind) bool {
	switch k {
	case cfiAdvance, cfiRememberState, cfiEscape, cfiEncodedAddr, cfiLabel:
		return false
	}
	return true
}

// find returns the CIE that serves f, and f's first operation that is not in
// it: the newest one with which f begins, even if an older one has more of it.
func (w *frameWriter) find(f *frame) (*common, uint32) {
	ops := w.d.cfi.ops
	for i := len(w.commons) - 1; i >= 0; i-- {
		c := &w.commons[i]
		g := c.of
		if g.column != f.column || g.signal != f.signal {
			continue
		}
		if !w.debug && (g.personalityEnc != f.personalityEnc || g.personality != f.personality || g.lsdaEnc != f.lsdaEnc) {
			continue
		}
		a, b := g.first, f.first
		for a != c.end && b != 0 && ops[a].kind == ops[b].kind && ops[a].reg == ops[b].reg && ops[a].arg == ops[b].arg {
			a, b = ops[a].next, ops[b].next
		}
		if a == c.end {
			return c, b
		}
	}
	return nil, 0
}

// close pads an entry that began at data[start] and fills in its length.
func (w *frameWriter) close(start int, align uint64) {
	for (w.base+uint64(len(w.data)))%align != 0 {
		w.data = append(w.data, 0) // DW_CFA_nop
	}
	binary.LittleEndian.PutUint32(w.data[start:], uint32(len(w.data)-start-4))
}

// pointer writes a pointer in one of the DW_EH_PE_ encodings.
func (w *frameWriter) pointer(v obj.Value, enc uint8, pos diag.Pos) {
	size := encodedSize(enc)
	if v.Kind == obj.ValueInt {
		for i := 0; i < size; i++ {
			w.data = append(w.data, byte(v.Add>>(8*i)))
		}
		return
	}
	f := obj.Fixup{Off: uint32(len(w.data)), Width: uint8(size), Kind: obj.FixAbs, Flags: obj.FixData, Pos: pos, Value: v}
	if enc&pcRelative != 0 {
		// A fixup counts from the end of the field, the pointer from its start.
		f.Kind = obj.FixPCRel
		f.Value.Add += int64(size)
	}
	w.fixups = append(w.fixups, f)
	for i := 0; i < size; i++ {
		w.data = append(w.data, 0)
	}
}

// operations writes those from op up to end; at is the address that the frame
// has reached.
func (w *frameWriter) operations(f *frame, op, end uint32, at uint64) {
	c := &w.d.cfi
	data := w.data
	for ; op != end; op = c.ops[op].next {
		o := &c.ops[op]
		reg, arg := uint64(o.reg), o.arg
		switch o.kind {
		case cfiAdvance:
			to := w.d.u.Address(obj.Loc{Part: f.start.Part, Frag: uint32(arg >> 32), Off: uint32(arg)})
			data = obj.AppendAdvance(data, to-at)
			at = to
		case cfiDefCFA:
			if arg < 0 {
				data = obj.AppendULEB(append(data, dwDefCFASF), reg)
				data = obj.AppendSLEB(data, arg/dataAlign)
				break
			}
			data = obj.AppendULEB(append(data, dwDefCFA), reg)
			data = obj.AppendULEB(data, uint64(arg))
		case cfiDefCFARegister:
			data = obj.AppendULEB(append(data, dwDefCFARegister), reg)
		case cfiDefCFAOffset:
			if arg < 0 {
				data = obj.AppendSLEB(append(data, dwDefCFAOffsetSF), arg/dataAlign)
				break
			}
			data = obj.AppendULEB(append(data, dwDefCFAOffset), uint64(arg))
		case cfiOffset:
			data = appendOffset(data, reg, arg/dataAlign)
		case cfiValOffset:
			if n := arg / dataAlign; n < 0 {
				data = obj.AppendULEB(append(data, dwValOffsetSF), reg)
				data = obj.AppendSLEB(data, n)
			} else {
				data = obj.AppendULEB(append(data, dwValOffset), reg)
				data = obj.AppendULEB(data, uint64(n))
			}
		case cfiRegister:
			data = obj.AppendULEB(append(data, dwRegister), reg)
			data = obj.AppendULEB(data, uint64(arg))
		case cfiRestore:
			if reg < 0x40 {
				data = append(data, dwRestore|byte(reg))
			} else {
				data = obj.AppendULEB(append(data, dwRestoreExtended), reg)
			}
		case cfiUndefined:
			data = obj.AppendULEB(append(data, dwUndefined), reg)
		case cfiSameValue:
			data = obj.AppendULEB(append(data, dwSameValue), reg)
		case cfiRememberState:
			data = append(data, dwRememberState)
		case cfiRestoreState:
			data = append(data, dwRestoreState)
		case cfiWindowSave:
			data = append(data, dwWindowSave)
		case cfiEscape:
			w.data = data
			for _, v := range c.values[arg : arg+int64(reg)] {
				w.escape(v, o.pos)
			}
			data = w.data
		case cfiEncodedAddr:
			data = obj.AppendULEB(append(data, dwValExpression), reg)
			if o.enc == 0 {
				w.data = append(obj.AppendULEB(data, uint64(1+encodedSize(0))), dwOpAddr)
			} else {
				data = obj.AppendULEB(data, uint64(2+encodedSize(o.enc)))
				w.data = append(data, dwOpEncodedAddr, o.enc)
			}
			w.pointer(c.values[arg], o.enc, o.pos)
			data = w.data
		case cfiLabel:
			w.label(obj.SymID(arg), len(data), o.pos)
		}
	}
	w.data = data
}

// appendOffset appends "reg is saved at CFA + n times the factor".
func appendOffset(data []byte, reg uint64, n int64) []byte {
	switch {
	case n < 0:
		data = obj.AppendULEB(append(data, dwOffsetSF), reg)
		return obj.AppendSLEB(data, n)
	case reg < 0x40:
		data = append(data, dwOffset|byte(reg))
	default:
		data = obj.AppendULEB(append(data, dwOffsetExtended), reg)
	}
	return obj.AppendULEB(data, uint64(n))
}

// escape writes a byte of .cfi_escape.
func (w *frameWriter) escape(v obj.Value, pos diag.Pos) {
	b := byte(v.Add)
	if v.Kind != obj.ValueInt {
		b = 0
		w.fixups = append(w.fixups, obj.Fixup{Off: uint32(len(w.data)), Width: 1, Kind: obj.FixAbs, Flags: obj.FixData, Pos: pos, Value: v})
	}
	w.data = append(w.data, b)
}

// label defines a symbol of .cfi_label at data[off].
func (w *frameWriter) label(id obj.SymID, off int, pos diag.Pos) {
	u := w.d.u
	at := obj.Loc{Part: w.part, Frag: uint32(len(u.Part(w.part).Frags)), Off: uint32(off)}
	u.PinNamed(id)
	if !u.DefineAt(id, at, pos) && !u.StandsAt(id, at) {
		w.d.definedAgain(id, diag.At(pos))
	}
}
