package tas

// directiveForm says what some directives take: words of lineSource.operand
// between which stand commas or blanks. A word with ? may be left out, one with
// * is there any number of times; alternatives are divided by |.
type directiveForm struct {
	names    string
	operands string
	before   string // lines before and behind that the directive needs
	behind   string
}

// directiveForms has every directive that tas knows, but for those that end the
// source.
var directiveForms = []directiveForm{
	{names: ".byte .2byte .short .value .word .hword .4byte .int .long .slong .8byte .quad .dc .dc.b .dc.w .dc.l .dc.a", operands: "value, value*"},
	{names: ".octa", operands: "integer, integer*"},
	{names: ".uleb128 .sleb128", operands: "leb, leb*"},
	{names: ".reloc", operands: "place, reloctype, value?"},

	{names: ".float .single .ffloat .dc.s .double .dfloat .dc.d .tfloat .dc.x .hfloat .bfloat16", operands: "float, float*"},
	{names: ".dcb.s .dcb.d .dcb.x", operands: "size, float"},

	{names: ".ascii .asciz .string .string8 .string16 .string32 .string64", operands: "string, string*"},

	{names: ".align .balign .balignw .balignl", operands: "alignment?, fill?, size?"},
	{names: ".p2align .p2alignw .p2alignl", operands: "power?, fill?, size?"}, // as takes minutes for a negative one
	{names: ".skip .space .zero", operands: "size, fill?"},
	{names: ".ds .ds.b .ds.w .ds.l .ds.s .ds.d .ds.p .ds.x", operands: "size"},
	{names: ".dcb .dcb.b .dcb.w .dcb.l", operands: "size, fill?"},
	{names: ".fill", operands: "size, width?, integer?"},
	{names: ".org", operands: "org, fill?"},
	{names: ".nop", operands: "size?"},
	{names: ".nops", operands: "size, width?"},
	{names: ".struct .offset", operands: "size?", behind: "7: .skip 2\n.text\n"},

	{names: ".text .data .bss", operands: "subsection?", behind: ".skip 1\n"},
	{names: ".section .section.s .sect .sect.s", operands: "section, flags?, type?, extra*", behind: ".skip 1\n"},
	{names: ".pushsection", operands: "section, subsection?, flags?, type?, extra*", behind: ".skip 1\n.popsection\n.skip 1\n"},
	{names: ".popsection .previous", before: ".pushsection .data\n", operands: "none", behind: ".skip 1\n"},
	{names: ".subsection", operands: "subsection", behind: ".skip 1\n"},
	{names: ".attach_to_group", operands: "name"},

	{names: ".comm .common .common.s .lcomm .tls_common .largecomm", operands: "symbol, size, alignment?"},

	{names: ".globl .global .xdef .local .weak .hidden .internal .protected .extern .xref", operands: "symbol, symbol*"},
	{names: ".type", operands: "symbol, symboltype"},
	{names: ".size", operands: "symbol, value"},
	{names: ".set .equ .equiv .eqv", operands: "symbol, value"},
	{names: ".weakref", operands: "symbol, symbol"},
	{names: ".symver", operands: "symbol, version, visibility?"},

	{names: ".if .ifeq .ifne .iflt .ifle .ifge .ifgt", operands: "condition", behind: ".byte 1\n.else\n.byte 2\n.endif\n"},
	{names: ".ifdef .ifndef .ifnotdef", operands: "symbol", behind: ".byte 1\n.else\n.byte 2\n.endif\n"},
	{names: ".ifb .ifnb", operands: "text?", behind: ".byte 1\n.else\n.byte 2\n.endif\n"},
	{names: ".ifc .ifnc", operands: "text, text", behind: ".byte 1\n.else\n.byte 2\n.endif\n"},
	{names: ".ifeqs .ifnes", operands: "string, string", behind: ".byte 1\n.else\n.byte 2\n.endif\n"},
	{names: ".elseif", operands: "condition", before: ".if 0\n", behind: ".byte 1\n.else\n.byte 2\n.endif\n"},
	{names: ".else .elsec", operands: "none", before: ".if 0\n", behind: ".byte 1\n.endif\n"},
	{names: ".endif .endc", operands: "none", before: ".if 1\n", behind: ".byte 1\n"},

	{names: ".macro", operands: "macro parameter*", behind: ".byte 1\n.endm\n"},
	{names: ".endm", operands: "none", before: ".macro %sm\n", behind: ".byte 1\n%[1]sm\n"},
	{names: ".purgem", operands: "macro, macro*", before: ".macro %sm\n.endm\n"},
	{names: ".exitm .mexit", operands: "none", before: ".rept 1\n", behind: ".byte 1\n.endr\n"},
	{names: ".altmacro .noaltmacro", operands: "none", behind: ".noaltmacro\n"},
	{names: ".rept .rep", operands: "few", behind: ".byte 1\n.endr\n"},
	{names: ".irp .irep", operands: "parameter, text*", behind: ".byte 1, \\x\n.endr\n"},
	{names: ".irpc .irepc", operands: "parameter, text", behind: ".byte 1, \\x\n.endr\n"},
	{names: ".endr", operands: "none", before: ".rept 2\n.byte 1\n", behind: ".byte 1\n"},

	{names: ".include", operands: "file"},
	{names: ".incbin", operands: "file, few?, few?"},
	{names: ".line", operands: "line"},
	{names: ".linefile", operands: "line file few*"},

	{names: ".cfi_startproc", operands: "simple?", behind: "nop\n.cfi_endproc\n"},
	{names: ".cfi_endproc", operands: "none", before: ".cfi_startproc\n"},
	{names: ".cfi_sections", operands: "cfisection, cfisection*"},
	{names: ".cfi_def_cfa .cfi_offset .cfi_rel_offset .cfi_val_offset", operands: "register, integer", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_def_cfa_register .cfi_return_column", operands: "register", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_restore .cfi_undefined .cfi_same_value", operands: "register, register*", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_def_cfa_offset .cfi_adjust_cfa_offset", operands: "integer", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_register", operands: "register, register", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_remember_state .cfi_window_save .cfi_signal_frame .cfi_negate_ra_state", operands: "none", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_restore_state", operands: "none", before: ".cfi_startproc\nnop\n.cfi_remember_state\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_personality .cfi_lsda", operands: "encoding, value", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_escape", operands: "value, value*", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_val_encoded_addr", operands: "register, encoding, value", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_label", operands: "name", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},
	{names: ".cfi_fde_data .cfi_inline_lsda .cfi_personality_id", operands: "integer, integer*", before: ".cfi_startproc\nnop\n", behind: ".cfi_endproc\n"},

	{names: ".loc", operands: "filenumber line column? locoption*", before: ".file 1 \"a.c\"\n", behind: "nop\n"},
	{names: ".loc_mark_labels", operands: "few"},
	{names: ".file", operands: "filenumber string", behind: ".loc 1 1\nnop\n"},
	{names: ".file", operands: "string"},
	{names: ".ident .version", operands: "string"},
	{names: ".gnu_attribute", operands: "few, few"},

	{names: ".stabs", operands: "string, few, few, few, value"},
	{names: ".stabn", operands: "few, few, few, value"},
	{names: ".stabd", operands: "few, few, few"},
	{names: ".xstabs", operands: "string, string, few, few, few, value"},

	{names: ".error .warning", operands: "string?"},
	{names: ".err", operands: "none"},
	{names: ".fail", operands: "line"},
	{names: ".print", operands: "string"},
	{names: ".title .ttl .sbttl", operands: "string"},
	{names: ".list .nolist .eject .page", operands: "none"},
	{names: ".psize .plen", operands: "line, line?"},
	{names: ".llen", operands: "line"},
	{names: ".spc .lflags .format .noformat .name .debug .func .endfunc .linkonce .optim .noopt", operands: "text*"},
	{names: ".mri", operands: "zero"},
	{names: ".vtable_entry", operands: "symbol, value", before: "%sl1:\n"},
	{names: ".vtable_inherit", operands: "symbol, symbol", before: "%sl1:\n"},

	{names: ".bundle_align_mode", operands: "power", behind: "nop\n.bundle_align_mode 0\n"},
	{names: ".bundle_lock", operands: "bundleoption?", before: ".bundle_align_mode 4\n", behind: "nop\n.bundle_unlock\n.bundle_align_mode 0\n"},
	{names: ".bundle_unlock", operands: "none", before: ".bundle_align_mode 4\n.bundle_lock\nnop\n", behind: ".bundle_align_mode 0\n"},

	{names: ".code64 .code32 .code16 .code16gcc", operands: "none", behind: "push $1\n.code64\n"},
	{names: ".intel_syntax .att_syntax", operands: "prefix?", behind: "nop\n.att_syntax prefix\n"},
	{names: ".arch", operands: "arch", before: ".arch push\n", behind: "nop\n.arch pop\n"},
	{names: ".intel_mnemonic .att_mnemonic", operands: "none", behind: ".att_mnemonic\n"},
	{names: ".allow_index_reg .disallow_index_reg", operands: "none", behind: ".disallow_index_reg\n"},
	{names: ".sse_check .operand_check", operands: "check", behind: ".sse_check none\n.operand_check warning\n"},
}
