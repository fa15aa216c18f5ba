package directives

import (
	"bytes"

	"tas/obj"
)

// The severity of a message directive.
const (
	sayError = iota
	sayWarning
)

// message is .error and .warning, with an optional text.
func (d *Directives) message(severity int) bool {
	text := []byte(string(d.name) + " was read")
	if !d.in.AtEnd() {
		t, _, ok := d.stringArgument()
		if !ok || !d.in.ExpectEnd() {
			return false
		}
		text = t
	}
	if severity == sayWarning {
		d.in.Diags.Warnf(d.span(), "%s", text)
		return true
	}
	d.in.Diags.Errorf(d.span(), "%s", text)
	return false
}

// err is .err.
func (d *Directives) err(int) bool {
	d.in.Diags.Errorf(d.span(), ".err was read")
	return d.in.ExpectEnd()
}

// fail is .fail expression: an error below 500, a warning from there on.
func (d *Directives) fail(int) bool {
	n, ok := d.constant("number")
	if !ok || !d.in.ExpectEnd() {
		return false
	}
	if n >= 500 {
		d.in.Diags.Warnf(d.span(), ".fail %d was read", n)
		return true
	}
	d.in.Diags.Errorf(d.span(), ".fail %d was read", n)
	return false
}

// print is .print "text".
func (d *Directives) print(int) bool {
	text, _, ok := d.stringArgument()
	if !ok || !d.in.ExpectEnd() {
		return false
	}
	if d.opt.Message != nil {
		d.opt.Message(text)
	}
	return true
}

// abort is .abort: an error that ends the assembly.
func (d *Directives) abort(int) bool {
	d.in.Diags.Errorf(d.span(), ".abort was read; the assembly ends here")
	d.giveUp()
	return true
}

// giveUp ends the assembly: it is worth nothing.
func (d *Directives) giveUp() {
	d.in.Diags.Fatal = true
	d.endAll()
}

// end is .end: the rest of the source is not read.
func (d *Directives) end(int) bool {
	d.endAll()
	return true
}

// endAll drops all text that is left, at every level.
func (d *Directives) endAll() {
	for d.in.Pop() {
	}
	d.macros.active = d.macros.active[:0]
	d.macros.recording = recording{}
	d.conds.dropAll()
	d.in.At = len(d.in.Text) - 2
}

// ignore is a directive that has no effect on the object, whatever its
// arguments are.
func (d *Directives) ignore(int) bool {
	d.in.SkipStatement()
	return true
}

// function is .func name [, label] and .endfunc (end 1), which matter only to a
// debugging format of old: they come in pairs, and are not nested.
func (d *Directives) function(end int) bool {
	in := d.in
	if end != 0 {
		if !d.inFunction {
			return d.errorf(d.start, ".endfunc has no .func before it")
		}
		d.inFunction = false
		return in.ExpectEnd()
	}
	if d.inFunction {
		return d.errorf(d.start, ".func within another; .endfunc must come first")
	}
	d.inFunction = true
	in.Name()
	if in.Comma() {
		in.Name()
	}
	return in.ExpectEnd()
}

// linkonce is .linkonce [kind], which other object formats know.
func (d *Directives) linkonce(int) bool {
	d.in.Diags.Warnf(d.span(), ".linkonce has no effect here; use .section with flag G and comdat")
	d.in.Name()
	return d.in.ExpectEnd()
}

// extern is .extern and .xref: names, which are undefined anyway.
func (d *Directives) extern(int) bool {
	d.in.SkipStatement()
	return true
}

// unsupported refuses a directive of other object formats or processors.
func (d *Directives) unsupported(why int) bool {
	return d.errorf(d.start, "%s %s", d.name, reasons[why])
}

// feature is .mri, which 0 turns off.
func (d *Directives) feature(why int) bool {
	n, _, ok := d.optional("number")
	if !ok || !d.in.ExpectEnd() {
		return false
	}
	return n == 0 || d.unsupported(why)
}

// Why a directive is refused.
const (
	whySframe = iota
	whyMRI
)

var reasons = [...]string{
	whySframe: "is not supported: there is no SFrame in this version",
	whyMRI:    "is not supported: MRI syntax is not for x86",
}

// reloc is .reloc offset, type [, expression]: a relocation without contents.
func (d *Directives) reloc(int) bool {
	in, u := d.in, d.u
	in.SkipSpace()
	start := in.At
	where := d.expr()
	if where.Kind != obj.ValueInt && where.Kind != obj.ValueSym {
		return d.expected("the offset of the relocation")
	}
	if !in.Comma() {
		return d.expected("a comma and the relocation type")
	}
	in.SkipSpace()
	at := in.At
	typ, ok := relocType(bytes.ToUpper(in.Name()))
	if !ok {
		return d.errorf(at, "unknown relocation type %s; expected one such as R_X86_64_PC32 or BFD_RELOC_NONE", in.Text[at:in.At])
	}
	v := obj.Int(0)
	if in.Comma() {
		valueAt := in.At
		switch v = in.Expr(); {
		case v.Kind == obj.ValueNone && in.AtEnd():
			v = obj.Int(0)
		case v.Kind != obj.ValueInt && v.Kind != obj.ValueSym:
			return d.errorf(valueAt, "expected a symbol plus a number")
		case v.Mod != obj.ModNone:
			return d.modified(valueAt)
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	if d.absolute() {
		return d.errorf(start, "the absolute section has no relocations")
	}
	u.Relocs = append(u.Relocs, obj.RelocRequest{
		Part: u.CurID, Where: where, Type: typ, Value: v, Pos: in.PosAt(start),
	})
	return true
}

// vtable is .vtable_entry table, offset and .vtable_inherit table, parent: relocations
// by which a linker finds out which virtual functions are never called.
func (d *Directives) vtable(typ int) bool {
	in, u := d.in, d.u
	id, start := d.symbol()
	if id == 0 {
		return false
	}
	if !in.Comma() {
		return d.expected("a comma")
	}
	q := obj.RelocRequest{Part: u.CurID, Type: uint32(typ), Pos: in.PosAt(start)}
	switch {
	case typ == obj.R_X86_64_GNU_VTENTRY:
		n, _, ok := d.optional("offset")
		if !ok {
			return false
		}
		q.Where, q.Value = u.Dot(q.Pos), obj.SymValue(id)
		q.Value.Add = n
	case in.Accept('0'): // no parent
		q.Where, q.Value = obj.SymValue(id), obj.Int(0)
	default:
		parent, _ := d.symbol()
		if parent == 0 {
			return false
		}
		q.Where, q.Value = obj.SymValue(id), obj.SymValue(parent)
	}
	if !in.ExpectEnd() {
		return false
	}
	u.Relocs = append(u.Relocs, q)
	return true
}

// relocType returns the number of a relocation by its psABI name, or by the
// generic name that BFD has for it.
func relocType(name []byte) (uint32, bool) {
	if p := []byte("R_X86_64_"); bytes.HasPrefix(name, p) {
		for i := range relocNames {
			if string(name[len(p):]) == relocNames[i].name {
				return relocNames[i].typ, true
			}
		}
		return 0, false
	}
	for i := range genericRelocs {
		if string(name) == genericRelocs[i].name {
			return genericRelocs[i].typ, true
		}
	}
	return 0, false
}

// relocNames lists psABI table 4.9 without the prefix.
var relocNames = [...]struct {
	name string
	typ  uint32
}{
	{"NONE", obj.R_X86_64_NONE}, {"64", obj.R_X86_64_64}, {"PC32", obj.R_X86_64_PC32},
	{"GOT32", obj.R_X86_64_GOT32}, {"PLT32", obj.R_X86_64_PLT32}, {"COPY", obj.R_X86_64_COPY},
	{"GLOB_DAT", obj.R_X86_64_GLOB_DAT}, {"JUMP_SLOT", obj.R_X86_64_JUMP_SLOT},
	{"RELATIVE", obj.R_X86_64_RELATIVE}, {"GOTPCREL", obj.R_X86_64_GOTPCREL},
	{"32", obj.R_X86_64_32}, {"32S", obj.R_X86_64_32S}, {"16", obj.R_X86_64_16},
	{"PC16", obj.R_X86_64_PC16}, {"8", obj.R_X86_64_8}, {"PC8", obj.R_X86_64_PC8},
	{"DTPMOD64", obj.R_X86_64_DTPMOD64}, {"DTPOFF64", obj.R_X86_64_DTPOFF64},
	{"TPOFF64", obj.R_X86_64_TPOFF64}, {"TLSGD", obj.R_X86_64_TLSGD},
	{"TLSLD", obj.R_X86_64_TLSLD}, {"DTPOFF32", obj.R_X86_64_DTPOFF32},
	{"GOTTPOFF", obj.R_X86_64_GOTTPOFF}, {"TPOFF32", obj.R_X86_64_TPOFF32},
	{"PC64", obj.R_X86_64_PC64}, {"GOTOFF64", obj.R_X86_64_GOTOFF64},
	{"GOTPC32", obj.R_X86_64_GOTPC32}, {"GOT64", obj.R_X86_64_GOT64},
	{"GOTPCREL64", obj.R_X86_64_GOTPCREL64}, {"GOTPC64", obj.R_X86_64_GOTPC64},
	{"GOTPLT64", obj.R_X86_64_GOTPLT64}, {"PLTOFF64", obj.R_X86_64_PLTOFF64},
	{"SIZE32", obj.R_X86_64_SIZE32}, {"SIZE64", obj.R_X86_64_SIZE64},
	{"GOTPC32_TLSDESC", obj.R_X86_64_GOTPC32_TLSDESC}, {"TLSDESC_CALL", obj.R_X86_64_TLSDESC_CALL},
	{"TLSDESC", obj.R_X86_64_TLSDESC}, {"IRELATIVE", obj.R_X86_64_IRELATIVE},
	{"RELATIVE64", obj.R_X86_64_RELATIVE64}, {"PC32_BND", obj.R_X86_64_PC32_BND},
	{"PLT32_BND", obj.R_X86_64_PLT32_BND}, {"GOTPCRELX", obj.R_X86_64_GOTPCRELX},
	{"REX_GOTPCRELX", obj.R_X86_64_REX_GOTPCRELX},
	{"GNU_VTINHERIT", obj.R_X86_64_GNU_VTINHERIT}, {"GNU_VTENTRY", obj.R_X86_64_GNU_VTENTRY},
}

// genericRelocs are the machine-independent names of relocations.
var genericRelocs = [...]struct {
	name string
	typ  uint32
}{
	{"BFD_RELOC_NONE", obj.R_X86_64_NONE}, {"BFD_RELOC_8", obj.R_X86_64_8},
	{"BFD_RELOC_16", obj.R_X86_64_16}, {"BFD_RELOC_32", obj.R_X86_64_32},
	{"BFD_RELOC_64", obj.R_X86_64_64},
}
