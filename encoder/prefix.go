package encoder

import (
	"tas/diag"
	"tas/encoder/isa"
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
			if e.dotted(name) {
				return true, true
			}
			e.unknownMnemonic(name)
			return false, false
		}
		if in.AtEnd() {
			i.end = in.At
			return false, e.emitPrefixes()
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
	switch word := string(buf[:len(name)]); word {
	case "lock":
		p.lock = true
	case "rep":
		p.rep, p.repName = 0xf3, repRep
	case "repe", "repz":
		p.rep, p.repName = 0xf3, repE
	case "repne", "repnz":
		p.rep, p.repName = 0xf2, repNE
	case "bnd":
		p.rep, p.repName = 0xf2, repBnd
	case "xacquire":
		p.rep, p.repName = 0xf2, repAcquire
	case "xrelease":
		p.rep, p.repName = 0xf3, repRelease
	case "notrack":
		p.notrack = true
	case "data16", "data32":
		p.data = true
	case "addr16", "addr32", "aword", "adword":
		p.addr = true
	case "cs", "ds", "es", "fs", "gs", "ss":
		p.seg = segPrefix[findRegister(buf[:], 0, 2).Num()]
	default:
		bits, found := rexWord(word)
		if !found {
			return false
		}
		p.rex |= bits
	}
	p.any = true
	return true
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
	const letters = "bxrw"
	if len(word) < 3 || word[:3] != "rex" {
		return 0, false
	}
	bits := uint8(0x40)
	rest := word[3:]
	switch {
	case rest == "":
		return bits, true
	case rest[0] == '.':
		rest = rest[1:]
	case len(rest) >= 2 && rest[:2] == "64":
		bits |= 8
		if rest = rest[2:]; rest == "" {
			return bits, true
		}
	}
	for k := range len(rest) {
		found := false
		for bit := range 4 {
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
// next.
func (e *Encoder) emitPrefixes() bool {
	p := &e.inst.prefix
	out := e.unit.Cur.Data
	put := func(cond bool, b byte) {
		if cond {
			out = append(out, b)
		}
	}
	put(p.seg != 0, p.seg)
	put(p.notrack, 0x3e)
	put(p.addr, 0x67)
	put(p.data, 0x66)
	put(p.rep != 0, p.rep)
	put(p.lock, 0xf0)
	put(p.rex != 0, p.rex)
	e.unit.Cur.Data = out
	e.prefixEnd = len(out)
	return true
}

// branchHint reads ,pt or ,pn behind a conditional jump.
func (e *Encoder) branchHint() bool {
	in, i := e.in, &e.inst
	m := &mnemonics[i.name-1]
	if templates[mnemonicLists[m.list]].Flags&isa.FlagJcc != 0 && in.Text[in.At+1]|0x20 == 'p' && !alnum[in.Text[in.At+3]] {
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
	i := &e.inst
	p := &i.prefix
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
	if t.Enc != isa.Legacy && t.Enc != isa.Now3D && (p.data || p.rep != 0 || p.lock || p.rex != 0) {
		return e.prefixError("a VEX or EVEX instruction such as %s takes no data16, rep, lock or rex prefix", e.mnemonicText())
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
		case t.Flags&isa.FlagHLEAlone != 0 && toMemory:
		case t.Flags&isa.FlagHLE != 0 && toMemory && p.lock:
		case p.repName == repRelease && t.Flags&isa.FlagXrelease != 0 && i.memMask == 1<<t.RM:
		default:
			return e.prefixError("xacquire and xrelease go before a locked instruction that writes to memory, xchg, or xrelease before mov to memory")
		}
	}
	return true
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
	case p.data && (t.PP == isa.PP66 || t.Size == small && t.Flags&isa.FlagAddrSize == 0):
		return "data16"
	case p.rex&8 != 0 && (t.W != 0 || t.Size == 8 && t.Flags&(isa.FlagDefault64|isa.FlagAddrSize) == 0):
		return "rex.w"
	case p.data && t.Map != isa.Map0 && t.N > 0 && sets[t.Sets[t.N-1]][isa.Reg]&(isa.XMM|isa.MM) != 0:
		return "of an SSE instruction, which excludes data16,"
	case p.rep == 0xf2 && t.PP == isa.PPF3:
		return "rep"
	case p.seg != 0 && i.mem >= 0 && i.ops[i.mem].seg != 0 && i.ops[i.mem].seg != p.seg && i.ops[i.mem].seg != e.defaultSegment(t, &i.ops[i.mem]):
		return "of another segment"
	}
	return ""
}

func (e *Encoder) prefixError(format string, args ...any) bool {
	e.in.Diags.Errorf(e.span(), format, args...)
	return false
}
