package directives

import "tas/obj"

//go:generate go run gen.go

// A directive is a line of the table: what its name is, what carries it out,
// and with which argument (a width in bytes, a signedness, a flag).
type directive struct {
	name string
	do   func(d *Directives, arg int) bool
	arg  int32
	// order is set when the directive needs the source before it to have been
	// read: then the text cannot be cut into pieces that are read at once.
	order bool
}

// table holds all directives, family by family. gen.go makes the hash table
// of it (zdispatch.go); nothing is built at start.
var table = [...]directive{
	// data.go
	{".byte", (*Directives).data, 1, false},
	{".2byte", (*Directives).data, 2, false},
	{".short", (*Directives).data, 2, false},
	{".value", (*Directives).data, 2, false},
	{".word", (*Directives).data, 2, false},
	{".hword", (*Directives).data, 2, false},
	{".4byte", (*Directives).data, 4, false},
	{".int", (*Directives).data, 4, false},
	{".long", (*Directives).data, 4, false},
	{".slong", (*Directives).slong, 4, false},
	{".8byte", (*Directives).data, 8, false},
	{".quad", (*Directives).data, 8, false},
	{".octa", (*Directives).data, 16, false},
	{".dc", (*Directives).data, 2, false},
	{".dc.b", (*Directives).data, 1, false},
	{".dc.w", (*Directives).data, 2, false},
	{".dc.l", (*Directives).data, 4, false},
	{".dc.a", (*Directives).data, 8, false},
	{".uleb128", (*Directives).leb128, 0, false},
	{".sleb128", (*Directives).leb128, 1, false},
	{".reloc", (*Directives).reloc, 0, true},

	// float.go
	{".float", (*Directives).float, formatSingle, false},
	{".single", (*Directives).float, formatSingle, false},
	{".ffloat", (*Directives).float, formatSingle, false},
	{".dc.s", (*Directives).float, formatSingle, false},
	{".double", (*Directives).float, formatDouble, false},
	{".dfloat", (*Directives).float, formatDouble, false},
	{".dc.d", (*Directives).float, formatDouble, false},
	{".tfloat", (*Directives).float, formatExtended, false},
	{".dc.x", (*Directives).float, formatExtended, false},
	{".hfloat", (*Directives).float, formatHalf, false},
	{".bfloat16", (*Directives).float, formatBrain, false},
	{".dcb.s", (*Directives).dcbFloat, formatSingle, false},
	{".dcb.d", (*Directives).dcbFloat, formatDouble, false},
	{".dcb.x", (*Directives).dcbFloat, formatExtended, false},

	// text.go
	{".ascii", (*Directives).ascii, 0, false},
	{".asciz", (*Directives).ascii, 1, false},
	{".string", (*Directives).ascii, 1, false},
	{".string8", (*Directives).ascii, 1, false},
	{".string16", (*Directives).wideString, 2, false},
	{".string32", (*Directives).wideString, 4, false},
	{".string64", (*Directives).wideString, 8, false},
	{".base64", (*Directives).base64, 0, false},

	// fill.go
	{".align", (*Directives).align, alignBytes, false},
	{".balign", (*Directives).align, alignBytes, false},
	{".balignw", (*Directives).align, alignBytes | 2, false},
	{".balignl", (*Directives).align, alignBytes | 4, false},
	{".p2align", (*Directives).align, alignPower, false},
	{".p2alignw", (*Directives).align, alignPower | 2, false},
	{".p2alignl", (*Directives).align, alignPower | 4, false},
	{".skip", (*Directives).skip, 1, false},
	{".space", (*Directives).skip, 1, false},
	{".zero", (*Directives).skip, 1, false},
	{".ds", (*Directives).skip, 2, false},
	{".ds.b", (*Directives).skip, 1, false},
	{".ds.w", (*Directives).skip, 2, false},
	{".ds.l", (*Directives).skip, 4, false},
	{".ds.s", (*Directives).skip, 4, false},
	{".ds.d", (*Directives).skip, 8, false},
	{".ds.p", (*Directives).skip, 10, false},
	{".ds.x", (*Directives).skip, 10, false},
	{".dcb", (*Directives).skip, 2, false},
	{".dcb.b", (*Directives).skip, 1, false},
	{".dcb.w", (*Directives).skip, 2, false},
	{".dcb.l", (*Directives).skip, 4, false},
	{".fill", (*Directives).fill, 0, false},
	{".org", (*Directives).org, 0, true},
	{".nop", (*Directives).nop, 0, false},
	{".nops", (*Directives).nops, 0, false},
	{".struct", (*Directives).structure, 0, true},
	{".offset", (*Directives).structure, 0, true},

	// section.go
	{".text", (*Directives).standard, int32(obj.SecText), false},
	{".data", (*Directives).standard, int32(obj.SecData), false},
	{".bss", (*Directives).standard, int32(obj.SecBss), false},
	{".section", (*Directives).section, 0, false},
	{".section.s", (*Directives).section, 0, false},
	{".sect", (*Directives).section, 0, false},
	{".sect.s", (*Directives).section, 0, false},
	{".pushsection", (*Directives).section, 1, true},
	{".popsection", (*Directives).popsection, 0, true},
	{".previous", (*Directives).previousSection, 0, true},
	{".subsection", (*Directives).subsection, 0, true},
	{".attach_to_group", (*Directives).attachToGroup, 0, true},

	// common.go
	{".comm", (*Directives).common, commonPlain, false},
	{".common", (*Directives).common, commonPlain, false},
	{".common.s", (*Directives).common, commonBare, false},
	{".lcomm", (*Directives).common, commonLocal, false},
	{".largecomm", (*Directives).common, commonLarge, false},
	{".tls_common", (*Directives).common, commonTLS, false},

	// symbol.go
	{".globl", (*Directives).attribute, attrGlobal, false},
	{".global", (*Directives).attribute, attrGlobal, false},
	{".xdef", (*Directives).attribute, attrGlobal, false},
	{".local", (*Directives).attribute, attrLocal, false},
	{".weak", (*Directives).attribute, attrWeak, false},
	{".hidden", (*Directives).attribute, attrHidden, false},
	{".internal", (*Directives).attribute, attrInternal, false},
	{".protected", (*Directives).attribute, attrProtected, false},
	{".type", (*Directives).symbolType, 0, false},
	{".size", (*Directives).size, 0, false},
	{".set", (*Directives).set, 0, false},
	{".equ", (*Directives).set, 0, false},
	{".equiv", (*Directives).set, int32(obj.SymEquiv), true},
	{".eqv", (*Directives).set, int32(obj.SymEquiv | obj.SymForward), true},
	{".weakref", (*Directives).weakref, 0, true},
	{".symver", (*Directives).symver, 0, false},
	{".extern", (*Directives).extern, 0, false},
	{".xref", (*Directives).extern, 0, false},

	// cond.go
	{".if", (*Directives).condition, ifNE, true},
	{".ifeq", (*Directives).condition, ifEQ, true},
	{".ifne", (*Directives).condition, ifNE, true},
	{".iflt", (*Directives).condition, ifLT, true},
	{".ifle", (*Directives).condition, ifLE, true},
	{".ifge", (*Directives).condition, ifGE, true},
	{".ifgt", (*Directives).condition, ifGT, true},
	{".ifdef", (*Directives).ifdef, 1, true},
	{".ifndef", (*Directives).ifdef, 0, true},
	{".ifnotdef", (*Directives).ifdef, 0, true},
	{".ifb", (*Directives).ifb, 1, true},
	{".ifnb", (*Directives).ifb, 0, true},
	{".ifc", (*Directives).ifc, 1, true},
	{".ifnc", (*Directives).ifc, 0, true},
	{".ifeqs", (*Directives).ifeqs, 1, true},
	{".ifnes", (*Directives).ifeqs, 0, true},
	{".elseif", (*Directives).elseif, 0, true},
	{".else", (*Directives).elseBranch, 0, true},
	{".elsec", (*Directives).elseBranch, 0, true},
	{".endif", (*Directives).endif, 0, true},
	{".endc", (*Directives).endif, 0, true},

	// macro.go, expand.go
	{".macro", (*Directives).macro, 0, true},
	{".endm", (*Directives).stray, 0, true},
	{".purgem", (*Directives).purgem, 0, true},
	{".exitm", (*Directives).exitm, 0, true},
	{".mexit", (*Directives).exitm, 0, true},
	{".altmacro", (*Directives).altmacro, 1, true},
	{".noaltmacro", (*Directives).altmacro, 0, true},
	{".rept", (*Directives).rept, 0, true},
	{".rep", (*Directives).rept, 0, true},
	{".irp", (*Directives).irp, 0, true},
	{".irep", (*Directives).irp, 0, true},
	{".irpc", (*Directives).irp, 1, true},
	{".irepc", (*Directives).irp, 1, true},
	{".endr", (*Directives).stray, 0, true},

	// include.go
	{".include", (*Directives).include, 0, true},
	{".incbin", (*Directives).incbin, 0, false},
	{".line", (*Directives).line, 0, true},
	{".linefile", (*Directives).linefile, 0, true},

	// cfi.go
	{".cfi_startproc", (*Directives).cfiStart, 0, false},
	{".cfi_endproc", (*Directives).cfiEnd, 0, false},
	{".cfi_sections", (*Directives).cfiSectionList, 0, true},
	{".cfi_def_cfa", (*Directives).cfiDo, int32(cfiDefCFA), false},
	{".cfi_def_cfa_register", (*Directives).cfiDo, int32(cfiDefCFARegister), false},
	{".cfi_def_cfa_offset", (*Directives).cfiDo, int32(cfiDefCFAOffset), false},
	{".cfi_adjust_cfa_offset", (*Directives).cfiDo, int32(cfiAdjustCFAOffset), false},
	{".cfi_offset", (*Directives).cfiDo, int32(cfiOffset), false},
	{".cfi_rel_offset", (*Directives).cfiDo, int32(cfiRelOffset), false},
	{".cfi_val_offset", (*Directives).cfiDo, int32(cfiValOffset), false},
	{".cfi_register", (*Directives).cfiDo, int32(cfiRegister), false},
	{".cfi_restore", (*Directives).cfiDo, int32(cfiRestore), false},
	{".cfi_undefined", (*Directives).cfiDo, int32(cfiUndefined), false},
	{".cfi_same_value", (*Directives).cfiDo, int32(cfiSameValue), false},
	{".cfi_remember_state", (*Directives).cfiDo, int32(cfiRememberState), false},
	{".cfi_restore_state", (*Directives).cfiDo, int32(cfiRestoreState), false},
	{".cfi_window_save", (*Directives).cfiDo, int32(cfiWindowSave), false},
	{".cfi_negate_ra_state", (*Directives).cfiDo, int32(cfiWindowSave), false},
	{".cfi_return_column", (*Directives).cfiColumn, 0, false},
	{".cfi_signal_frame", (*Directives).cfiSignal, 0, false},
	{".cfi_personality", (*Directives).cfiPointer, 0, false},
	{".cfi_lsda", (*Directives).cfiPointer, 1, false},
	{".cfi_escape", (*Directives).cfiEscapeBytes, 0, false},
	{".cfi_val_encoded_addr", (*Directives).cfiValEncodedAddr, 0, false},
	{".cfi_label", (*Directives).cfiLabelHere, 0, false},
	{".cfi_fde_data", (*Directives).cfiRefused, 0, false},
	{".cfi_inline_lsda", (*Directives).cfiRefused, 0, false},
	{".cfi_personality_id", (*Directives).cfiRefused, 0, false},

	// line.go
	{".loc", (*Directives).loc, 0, false},
	{".loc_mark_labels", (*Directives).locMarkLabels, 0, true},

	// note.go
	{".file", (*Directives).file, 0, false},
	{".ident", (*Directives).ident, 0, false},
	{".version", (*Directives).version, 0, false},
	{".gnu_attribute", (*Directives).gnuAttribute, 0, true},
	{".addrsig", (*Directives).addrsig, 0, false},
	{".addrsig_sym", (*Directives).addrsig, 1, false},

	// stabs.go
	{".stabs", (*Directives).stab, stabString, true},
	{".stabn", (*Directives).stab, stabNumber, true},
	{".stabd", (*Directives).stab, stabDot, true},
	{".xstabs", (*Directives).stab, stabSection, true},

	// message.go
	{".error", (*Directives).message, sayError, true},
	{".warning", (*Directives).message, sayWarning, true},
	{".err", (*Directives).err, 0, true},
	{".fail", (*Directives).fail, 0, true},
	{".print", (*Directives).print, 0, true},
	{".abort", (*Directives).abort, 0, true},
	{".end", (*Directives).end, 0, true},
	{".title", (*Directives).title, int32(ListTitle), false},
	{".ttl", (*Directives).title, int32(ListTitle), false},
	{".sbttl", (*Directives).title, int32(ListSubtitle), false},
	{".list", (*Directives).listing, int32(ListOn), false},
	{".nolist", (*Directives).listing, int32(ListOff), false},
	{".psize", (*Directives).paper, paperBoth, false},
	{".plen", (*Directives).paper, paperBoth, false},
	{".llen", (*Directives).paper, paperWidth, false},
	{".eject", (*Directives).listing, int32(ListEject), false},
	{".page", (*Directives).listing, int32(ListEject), false},
	{".lflags", (*Directives).ignore, 0, false},
	{".format", (*Directives).ignore, 0, false},
	{".noformat", (*Directives).ignore, 0, false},
	{".name", (*Directives).ignore, 0, false},
	{".spc", (*Directives).ignore, 0, false},
	{".debug", (*Directives).ignore, 0, false},
	{".func", (*Directives).function, 0, true},
	{".endfunc", (*Directives).function, 1, true},
	{".linkonce", (*Directives).linkonce, 0, false},
	{".optim", (*Directives).ignore, 0, false},
	{".noopt", (*Directives).ignore, 0, false},
	{".sframe", (*Directives).unsupported, whySframe, false},
	{".mri", (*Directives).feature, whyMRI, false},
	{".vtable_entry", (*Directives).vtable, int32(obj.R_X86_64_GNU_VTENTRY), true},
	{".vtable_inherit", (*Directives).vtable, int32(obj.R_X86_64_GNU_VTINHERIT), true},

	// bundle.go
	{".bundle_align_mode", (*Directives).bundleMode, 0, true},
	{".bundle_lock", (*Directives).bundleLock, 0, true},
	{".bundle_unlock", (*Directives).bundleUnlock, 0, true},

	// x86.go
	{".code64", (*Directives).code, 64, true},
	{".code32", (*Directives).code, 32, true},
	{".code16", (*Directives).code, 16, true},
	{".code16gcc", (*Directives).code, gcc16, true},
	{".intel_syntax", (*Directives).syntax, 1, true},
	{".att_syntax", (*Directives).syntax, 0, true},
	{".arch", (*Directives).arch, 0, true},
	{".insn", (*Directives).insn, 0, false},
	{".intel_mnemonic", (*Directives).mnemonics, 1, false},
	{".att_mnemonic", (*Directives).mnemonics, 0, false},
	{".allow_index_reg", (*Directives).indexReg, 1, false},
	{".disallow_index_reg", (*Directives).indexReg, 0, false},
	{".sse_check", (*Directives).check, 0, false},
	{".operand_check", (*Directives).check, 1, false},
}

// hashOf is cheap rather than good: a few bytes of the name and its length.
// gen.go computes the same.
func hashOf(name []byte) uint32 {
	n := len(name)
	h := uint32(name[n-1]) | uint32(name[n>>1])<<8 | uint32(name[n*3>>2])<<16 | uint32(name[n>>2])<<24
	return (h ^ uint32(n)<<11) * 0x9e3779b1 >> (32 - slotBits)
}

// find returns the directive called name, or nil.
func find(name []byte) *directive {
	for i := hashOf(name); ; i = (i + 1) & (1<<slotBits - 1) {
		s := slots[i]
		if s == 0 {
			return nil
		}
		if e := &table[s-1]; e.name == string(name) {
			return e
		}
	}
}

// Names yields the names of all directives.
func Names(yield func(string) bool) {
	for i := range table {
		if !yield(table[i].name) {
			return
		}
	}
}
