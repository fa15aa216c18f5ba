package encoder

import (
	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
)

// prefixWords reads the prefixes before a mnemonic: words such as lock and rep,
// which may also be statements of their own, pseudo prefixes in braces, and
// mnemonics with .s, .d8 or .d32 behind them. more says that Inst.name is set
// and operands follow; otherwise ok is the result of the statement.
func (e *Encoder) prefixWords(name []byte) (more, ok bool) {
	in, i := e.in, &e.inst
	for {
		if name == nil {
			if !e.pseudoPrefix() {
				return false, false
			}
		} else if !e.prefixWord(name) {
			if e.dotted(name) || in.Text[in.At] == '-' && e.hyphened() {
				return true, true
			}
			e.unknownMnemonic(name)
			return false, false
		}
		if in.AtEnd() {
			i.end = in.At
			return false, e.emitPrefixes()
		}
		if at := in.At; in.Text[at] == '/' && in.Text[at-1] > ' ' && !e.intel {
			in.At++ // rep/movsb
		}
		i.nameStart = in.At
		if in.Text[in.At] == '{' {
			name = nil
			continue
		}
		name = in.Name()
		if name == nil {
			in.Diags.Errorf(in.Here(), "expected an instruction behind the prefix")
			return false, false
		}
		if i.name = e.mnemonic(i.nameStart, in.At-i.nameStart); i.name != 0 {
			return true, true
		}
	}
}

// prefixWord takes name as a prefix. It reports false when it is none.
func (e *Encoder) prefixWord(name []byte) bool {
	p := &e.inst.prefix
	var buf [8]byte
	if len(name) > len(buf) {
		return false
	}
	for k, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[k] = c
	}
	code, repName := byte(0), uint8(0)
	switch word := string(buf[:len(name)]); word {
	case "lock":
		code = 0xf0
	case "rep":
		code, repName = 0xf3, repRep
	case "repe", "repz":
		code, repName = 0xf3, repE
	case "repne", "repnz":
		code, repName = 0xf2, repNE
	case "bnd":
		code, repName = 0xf2, repBnd
	case "xacquire":
		code, repName = 0xf2, repAcquire
	case "xrelease":
		code, repName = 0xf3, repRelease
	case "notrack":
		code = 0x3e
	case "wait": // as fwait, but it may stand before what it waits for
		code = 0x9b
	case "data16", "word":
		code = 0x66
		e.sizePrefix(word, 16, true)
	case "data32", "dword":
		code = 0x66
		e.sizePrefix(word, 32, false)
	case "addr16", "aword":
		code = 0x67
		e.sizePrefix(word, 16, false)
	case "addr32", "adword":
		code = 0x67
		e.sizePrefix(word, 32, true)
	case "cs", "ds", "es", "fs", "gs", "ss":
		code = segPrefix[findRegister(buf[:], 0, 2).Num()]
		if e.Bits == 64 && (code == 0x26 || code == 0x36) {
			e.prefixError("the prefix %s does nothing in 64-bit code; leave it out", word)
		}
	default:
		bits, found := rexWord(word)
		if !found {
			return false
		}
		code = bits
		if e.Bits != 64 {
			e.prefixError("only 64-bit code has the prefix %s", word)
		}
	}
	p.any = true
	twice := false
	switch {
	case e.in.AtEnd():
		p.last = code
	case code == 0x9b:
		twice, p.wait = p.wait, true
	case code == 0xf0:
		twice, p.lock = p.lock, true
	case code|1 == 0xf3:
		twice, p.rep, p.repName = p.rep != 0, code, repName
	case code == 0x66:
		twice, p.data = p.data, true
	case code == 0x67:
		twice, p.addr = p.addr, true
	case code&0xf0 == 0x40:
		twice = p.rex&code&15 != 0
		p.rex |= code
	default:
		twice = p.notrack || p.seg != 0
		if name[0]|0x20 == 'n' {
			p.notrack = true
		} else {
			p.seg = code
		}
	}
	if twice {
		e.prefixError("%s stands behind another prefix of its kind; an instruction takes one of each", name)
	}
	return true
}

// sizePrefix checks that data16 and its like, which select bits, change the size
// that the code has anyhow. Only one of each pair exists in 64-bit code.
func (e *Encoder) sizePrefix(word string, bits uint8, in64 bool) {
	switch {
	case e.Bits == 64 && !in64:
		e.prefixError("64-bit code has no prefix %s", word)
	case e.Bits == bits && !e.in.AtEnd():
		e.prefixError("%s selects what is the size in %d-bit code anyhow; leave it out", word, bits)
	}
}

// The names of the rep prefix, which say what it may stand before.
const (
	repRep = iota + 1
	repE
	repNE
	repBnd
	repAcquire
	repRelease
)

// rexWord reads rex, rex64 and rex.wrxb: bits of the REX prefix.
func rexWord(word string) (uint8, bool) {
	letters := "zyx" // rexxyz: the same as rex.rxb
	if len(word) < 3 || word[:3] != "rex" {
		return 0, false
	}
	bits := uint8(0x40)
	rest := word[3:]
	switch {
	case rest == "":
		return bits, true
	case rest[0] == '.':
		letters, rest = "bxrw", rest[1:]
	case len(rest) >= 2 && rest[:2] == "64":
		bits |= 8
		if rest = rest[2:]; rest == "" {
			return bits, true
		}
	}
	for k := range len(rest) {
		found := false
		for bit := range len(letters) {
			if (rest[k]|0x20) == letters[bit] && bits>>bit&1 == 0 {
				bits |= 1 << bit
				found = true
				break
			}
		}
		if !found {
			return 0, false
		}
	}
	return bits, rest != ""
}

// emitPrefixes writes prefixes that stand alone: they belong to whatever comes
// next. The last stays behind the others.
func (e *Encoder) emitPrefixes() bool {
	p := &e.inst.prefix
	switch {
	case e.inst.broken:
		return false
	case p.last == 0, e.inst.demand&(isa.NeedVEX|isa.NeedEVEX) != 0:
		return e.prefixError("expected an instruction behind the pseudo prefix")
	case p.lock:
		return e.prefixError("expected an instruction that can be locked behind lock")
	case p.rep != 0:
		return e.prefixError("expected an instruction that can be repeated behind rep")
	case p.notrack:
		return e.prefixError("expected an indirect jmp or call behind notrack")
	case p.last == 0x66 || p.last == 0x67:
		e.in.Diags.Warnf(e.span(), "this prefix stands alone and changes the instruction that follows; write both in one statement")
	}
	if p.last == 0xf0 && e.opt.OmitLock {
		return true // and the others with it
	}
	if e.Bundling() {
		e.unit.StartBundle()
	}
	out := e.unit.Cur.Data
	put := func(cond bool, b byte) {
		if cond {
			out = append(out, b)
		}
	}
	put(p.wait, 0x9b)
	put(p.seg != 0, p.seg)
	put(p.addr, 0x67)
	put(p.data, 0x66)
	put(p.rex != 0, p.rex)
	put(true, p.last)
	e.unit.Cur.Data = out
	e.latest, e.latestIn, e.latestAt = aPrefix, e.section(), e.span()
	return !e.bundles || e.bundled()
}

// branchHint reads ,pt or ,pn behind a jump; as takes them with jmp, too.
func (e *Encoder) branchHint() bool {
	in, i := e.in, &e.inst
	m := &mnemonics[i.name-1]
	if templates[mnemonicLists[m.list]].Flags&(isa.FlagJump|isa.FlagJcc|isa.FlagAddrSize) != 0 && in.Text[in.At+1]|0x20 == 'p' && !alnum[in.Text[in.At+3]] {
		switch in.Text[in.At+2] | 0x20 {
		case 't':
			i.prefix.seg = 0x3e
		case 'n':
			i.prefix.seg = 0x2e
		}
		if i.prefix.seg != 0 {
			i.prefix.any = true
			in.At += 3
			return true
		}
	}
	in.Diags.Errorf(in.Here(), "expected an operand, not a comma, behind %s", e.mnemonicText())
	return false
}

// checkPrefixes refuses prefixes that the instruction does not take.
func (e *Encoder) checkPrefixes(t *template) bool {
	if t.Flags&isa.FlagInsn != 0 {
		return true
	}
	i := &e.inst
	p := &i.prefix
	if p.seg != 0 {
		e.checkSegment(t)
	}
	if t.Flags&isa.FlagIndirect != 0 && i.demand&isa.NeedStar == 0 {
		if i.ops[0].kind == isa.Mem && i.ops[0].class&isa.Rel != 0 && t.Ext&1 == 0 {
			e.in.Diags.Errorf(e.span(), "%s has no direct form; write * before the operand to jump through memory", e.mnemonicText())
			return false
		}
		e.in.Diags.Warnf(diag.Span{Pos: e.in.PosAt(int(i.ops[0].at)), Len: 1}, "an indirect %s wants * before its operand", e.mnemonicText())
	}
	if !p.any {
		return true
	}
	if e.checkSizes(t); i.broken {
		return false
	}
	if twice := e.twice(t); twice != "" {
		return e.prefixError("%s implies the prefix %s already; leave it out", e.mnemonicText(), twice)
	}
	toMemory := i.mem >= 0 && t.Flags&isa.FlagLock != 0
	switch {
	case p.lock && !toMemory:
		if t.Flags&isa.FlagLock != 0 {
			return e.prefixError("lock works only when the destination is in memory")
		}
		return e.prefixError("%s cannot be locked; lock goes with add, and, btc, cmpxchg, dec, inc, neg, not, or, sub, xadd, xchg, xor and their like, writing to memory", e.mnemonicText())
	case p.notrack && t.Flags&isa.FlagNotrack == 0:
		return e.prefixError("notrack goes before an indirect jmp or call only")
	}
	if t.Enc != isa.Legacy && t.Enc != isa.Now3D && (p.data || p.rep != 0 || p.lock || p.rex != 0 || p.wait) {
		return e.prefixError("a VEX or EVEX instruction such as %s takes no data16, rep, lock, wait or rex prefix", e.mnemonicText())
	}
	switch p.repName {
	case repRep:
		if t.Flags&(isa.FlagRep|isa.FlagRepE) == 0 {
			return e.prefixError("rep goes before string instructions and ret, not before %s", e.mnemonicText())
		}
	case repE, repNE:
		if t.Flags&(isa.FlagRep|isa.FlagRepE) == 0 {
			return e.prefixError("repe and repne go before string instructions, not before %s", e.mnemonicText())
		}
	case repBnd:
		if t.Flags&isa.FlagBnd == 0 {
			return e.prefixError("bnd goes before jumps, calls and returns, not before %s", e.mnemonicText())
		}
	case repAcquire, repRelease:
		switch {
		case t.Flags&isa.FlagHLEAlone != 0:
		case t.Flags&isa.FlagHLE != 0 && toMemory && p.lock:
		case p.repName == repRelease && t.Flags&isa.FlagXrelease != 0 && i.memMask == 1<<t.RM:
		default:
			return e.prefixError("xacquire and xrelease go before a locked instruction that writes to memory, xchg, or xrelease before mov to memory")
		}
	}
	return true
}

// checkSizes refuses {disp16} and {disp32} before an address that has no such
// displacement, and leaves out data16 and addr32 before a direct jump that does
// not look at them.
func (e *Encoder) checkSizes(t *template) {
	i := &e.inst
	if i.mem >= 0 && (i.disp == 16 || i.disp == 32) && i.ops[i.mem].class&isa.PortDX == 0 && t.Flags&isa.FlagString == 0 {
		if short := e.shortAddress(&i.ops[i.mem]); short != (i.disp == 16) {
			e.prefixError("the address of %s has no displacement of %d bits", e.mnemonicText(), i.disp)
		}
	}
	if t.Flags&isa.FlagAddrReg != 0 && i.mem < 0 && i.prefix.addr && e.addressSize(t, false) {
		e.prefixError("the register of %s implies the address-size prefix already; leave it out", e.mnemonicText())
	}
	if t.Flags&isa.FlagFar != 0 && (i.prefix.addr || i.prefix.seg != 0) {
		i.prefix.addr, i.prefix.seg = false, 0
		e.in.Diags.Warnf(e.span(), "a segment or address size means nothing to a direct %s and is left out", e.mnemonicText())
	}
	if t.Flags&isa.FlagBranch == 0 {
		return
	}
	if t.ImmW == 1 && i.disp > 8 && i.ops[t.Imm].val.Kind == obj.ValueInt && t.Flags&(isa.FlagJump|isa.FlagJcc) == 0 {
		e.prefixError("%s has no form of %d bits", e.mnemonicText(), i.disp)
	}
	sized := t.Flags&isa.FlagAddrSize != 0
	switch {
	case sized && i.prefix.addr && e.addressSize(t, false):
		e.prefixError("%s implies the address-size prefix already; leave it out", e.mnemonicText())
	case sized && i.prefix.data:
		i.prefix.data = false
	case !sized && i.prefix.addr:
		i.prefix.addr = false
	default:
		return
	}
	e.in.Diags.Warnf(e.span(), "the size prefix means nothing to %s and is left out", e.mnemonicText())
}

// shortAddress reports whether the address is one of 16 bits.
func (e *Encoder) shortAddress(op *Operand) bool {
	if op.base|op.index != 0 {
		return op.base.Kind() == isa.Reg16 || op.index.Kind() == isa.Reg16
	}
	return e.Bits != 64 && e.Bits == 16 != e.inst.prefix.addr
}

// twice names a prefix that is stated although the instruction with these
// operands has it, or another of its group.
func (e *Encoder) twice(t *template) string {
	i := &e.inst
	p := &i.prefix
	small := uint8(2)
	if e.Bits == 16 {
		small = 4
	}
	switch {
	case p.wait && t.Flags&isa.FlagWait != 0:
		return "wait"
	case p.data && (t.PP == isa.PP66 || t.Size == small && t.Flags&isa.FlagAddrSize == 0):
		return "data16"
	case p.rex&8 != 0 && (t.W != 0 || t.Size == 8 && t.Flags&(isa.FlagDefault64|isa.FlagAddrSize) == 0):
		return "rex.w"
	case p.data && t.Map != isa.Map0 && t.vectors():
		return "of an SSE instruction, which excludes data16,"
	case p.rep == 0xf2 && t.PP == isa.PPF3:
		return "rep"
	case p.notrack && i.mem >= 0 && i.ops[i.mem].seg != 0 && i.ops[i.mem].seg != e.defaultSegment(t, &i.ops[i.mem]):
		return "of a segment"
	case p.seg != 0 && i.mem >= 0:
		op := &i.ops[i.mem]
		if t.Flags&isa.FlagString != 0 && i.memMask == 3 && op.seg == 0x26 {
			op = &i.ops[0] // what movs reads: its destination always has %es
		}
		if op.seg != 0 && op.seg != p.seg && op.seg != e.defaultSegment(t, op) {
			return "of another segment"
		}
	}
	return ""
}

// vectors reports whether the instruction works on MMX, SSE or bound registers,
// with which prefix 66 has another meaning.
func (t *template) vectors() bool {
	for k := range t.N {
		if sets[t.Sets[k]][isa.Reg]&(isa.XMM|isa.MM|isa.BND) != 0 {
			return true
		}
	}
	return false
}

func (e *Encoder) prefixError(format string, args ...any) bool {
	e.in.Diags.Errorf(e.span(), format, args...)
	e.inst.broken = true
	return false
}

// hyphened takes the mnemonics of VIA's PadLock that have a hyphen: xcrypt-ecb.
// In.At is on it.
func (e *Encoder) hyphened() bool {
	in, i := e.in, &e.inst
	n := nameLen(in.Text, in.At+1) + 1
	id := e.mnemonic(i.nameStart, in.At+n-i.nameStart)
	if id == 0 {
		return false
	}
	i.name = id
	in.At += n
	if in.Text[in.At] == '.' {
		end := in.At + 1 + nameLen(in.Text, in.At+1)
		if e.dottedForm(in.Text[in.At:end]) {
			in.At = end
		}
	}
	return true
}
