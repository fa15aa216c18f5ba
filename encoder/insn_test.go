package encoder

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tas/encoder/isa"
	"tas/obj"
)

// composedLine writes the instruction that a has just assembled with template t
// as .insn. It returns "" for what .insn does not express: relaxed and pc-relative
// jumps, string operations, full-width addresses, fwait, tiles' SIB bytes.
func composedLine(s *synth, a *assembler, t *template) string {
	i := &a.e.inst
	const without = isa.FlagJump | isa.FlagJcc | isa.FlagBranch | isa.FlagString | isa.FlagMoffs | isa.FlagWait | isa.FlagSIB | isa.FlagAddrSize
	if t.Flags&without != 0 || t.Ext == isa.ExtFixed && (t.Reg != isa.NoSlot || t.RM != isa.NoSlot) {
		return ""
	}
	text := func(k uint8) string {
		op := &i.ops[k]
		if op.kind == isa.Reg {
			return "%" + RegisterName(op.reg) // st(2) as st would lose its number
		}
		end := int(op.at)
		for depth := 0; ; end++ {
			c := a.in.Text[end]
			if c == '(' {
				depth++
			}
			if c == ')' {
				depth--
			}
			if c == 0 || c == '\n' || c == '{' || c == ',' && depth == 0 {
				return strings.TrimPrefix(strings.TrimSpace(string(a.in.Text[op.at:end])), "*")
			}
		}
	}

	// The immediates, in the order in which they are emitted.
	var operands []string
	immediate := func(k uint8, width uint8) {
		v := i.ops[k].val
		sign := "u"
		if v.Add < 0 {
			sign = "s"
		}
		note := fmt.Sprintf("{:%s%d}", sign, 8*width)
		if v.Add == int64(int8(v.Add)) && width == 1 && s.IntN(2) == 0 {
			note = "" // what fits in a byte takes one
		}
		operands = append(operands, fmt.Sprintf("$%d%s", v.Add, note))
	}
	for k := range i.n {
		if i.ops[k].kind == isa.Imm && i.ops[k].val.Kind != obj.ValueInt {
			return ""
		}
	}
	switch {
	case t.Imm == isa.NoSlot:
	case t.Sel != isa.NoSlot:
		operands = append(operands, fmt.Sprintf("$%d", i.ops[t.Imm].val.Add&15))
	case t.Flags&isa.FlagFar != 0:
		immediate(t.Imm+1, t.ImmW&15)
		immediate(t.Imm, 2)
	default:
		immediate(t.Imm, t.ImmW&15)
		if second := t.ImmW >> 4; second != 0 {
			next := t.Imm - 1
			if t.Flags&isa.FlagAsIs != 0 {
				next = t.Imm + 1
			}
			immediate(next, second)
		}
	}
	if t.Flags&isa.FlagTrail != 0 {
		operands = append(operands, fmt.Sprintf("$%d{:u8}", t.Byte))
	}
	if t.Enc == isa.Now3D {
		operands = append(operands, fmt.Sprintf("$%d{:u8}", t.Opcode))
	}

	// The others, in the order of their places.
	prefix := ""
	size, wanted := uint8(0), t.Size
	if wanted == 4 || wanted == 8 && t.Flags&isa.FlagDefault64 != 0 {
		wanted = 0
	}
	if t.W != 0 {
		wanted = 8
	}
	slots := []uint8{t.Sel, t.RM, t.V, t.Reg}
	if t.Flags&isa.FlagBoth != 0 {
		slots[1] = t.Reg
	}
	for _, k := range slots {
		if k != isa.NoSlot && i.ops[k].kind == isa.Reg {
			switch i.ops[k].reg.Kind() {
			case isa.Reg16:
				size = 2
			case isa.Reg32:
				size = 0
			case isa.Reg64:
				size = 8
			}
		}
	}
	if t.Enc == isa.Legacy || t.Enc == isa.Now3D {
		switch {
		case size == wanted:
		case wanted == 2:
			prefix += "data16 "
		case wanted == 8:
			prefix += "rex.w "
		}
	}
	for _, k := range slots {
		if k == isa.NoSlot {
			continue
		}
		op, word := &i.ops[k], text(k)
		switch {
		case op.kind == isa.Mem:
			scale := t.Disp8 & 15
			if i.bcast != 0 {
				word += fmt.Sprintf("{1to%d}", i.bcast)
				scale = t.Disp8 >> 4
			}
			inferred := 4 + int(t.L)
			for n := i.bcast; n > 1; n /= 2 {
				inferred--
			}
			if t.Enc == isa.EVEX && (t.Flags&isa.FlagLIG != 0 || int(scale) != inferred || s.IntN(2) == 0) {
				if word = strings.TrimSuffix(word, "}"); i.bcast == 0 {
					word += "{"
				}
				word += fmt.Sprintf(":d%d}", 1<<scale)
			}
		case size != wanted && t.Enc == isa.Legacy && (op.reg.Kind() == isa.Reg64 || op.reg.Kind() == isa.Reg16):
			word = "%" + RegisterName(isa.Make(isa.Reg32, int(op.reg.Num())))
		}
		operands = append(operands, word)
	}
	if i.mask != 0 {
		operands[len(operands)-1] += fmt.Sprintf("{%%k%d}", i.mask)
	}
	if i.zero {
		operands[len(operands)-1] += "{z}"
	}
	if i.round != 0 {
		operands = append([]string{strings.Fields("{rn-sae} {rd-sae} {ru-sae} {rz-sae} {sae}")[i.round-1]}, operands...)
	}

	// The words before the operands.
	if i.disp != 0 {
		prefix += fmt.Sprintf("{disp%d} ", i.disp)
	}
	if i.vex3 {
		prefix += "{vex3} "
	}
	if t.Flags&isa.FlagNF != 0 || i.demand&isa.NeedNF != 0 {
		prefix += "{nf} "
	}
	if t.Flags&isa.FlagREX2 != 0 {
		prefix += "{rex2} "
	}
	if t.Flags&isa.FlagAddrReg != 0 && (i.mem < 0 || i.ops[i.mem].base|i.ops[i.mem].index == 0) && a.unit.Cur.Data[0] == 0x67 {
		prefix += "addr32 "
	}
	space := fmt.Sprintf("M%d", t.Map)
	if t.Map >= isa.Map0F && t.Map <= isa.Map0F3A {
		space = []string{"0F", "0F38", "0F3A"}[t.Map-isa.Map0F]
	}
	length, w := fmt.Sprintf("L%d.", t.L), fmt.Sprintf(".W%d", t.W)
	if t.Flags&isa.FlagLIG != 0 {
		length = "LIG."
	}
	if i.round != 0 {
		length = ""
	}
	if t.Flags&isa.FlagWIG != 0 {
		w = ".WIG"
	}
	pp := []string{"NP.", "66.", "F3.", "F2."}[t.PP]
	opcode := fmt.Sprintf("%#02x", t.Opcode)
	switch t.Enc {
	case isa.VEX:
		prefix += "VEX." + length + pp + space + w
	case isa.EVEX:
		prefix += "EVEX." + length + pp + space + w
		if t.Flags&isa.FlagND != 0 {
			prefix += ".ND"
		}
	case isa.XOP:
		prefix += fmt.Sprintf("XOP%02x.", t.Map) + length + strings.TrimSuffix(pp, ".") + w
	case isa.Now3D:
		opcode = "0x0f0f"
	default:
		opcode = "0x" + []string{"", "66", "f3", "f2"}[t.PP] + []string{"", "0f", "0f38", "0f3a"}[t.Map] + fmt.Sprintf("%02x", t.Opcode)
	}
	switch {
	case t.Ext < 8:
		opcode += fmt.Sprintf("/%d", t.Ext)
	case t.Ext == isa.ExtFixed:
		opcode += fmt.Sprintf("%02x", t.Byte)
	case t.Ext == isa.ExtNone && t.RM != isa.NoSlot:
		opcode += "+r"
	}
	if t.Flags&isa.FlagSCC != 0 {
		opcode += fmt.Sprintf("{scc=%d", t.Byte)
		if i.demand&isa.NeedDFV != 0 {
			var names []string
			for bit, name := range strings.Fields("cf zf sf of") {
				if i.dfv>>bit&1 != 0 {
					names = append(names, name)
				}
			}
			opcode += ",dfv=" + strings.Join(names, ",")
		}
		opcode += "}"
	}
	if len(operands) > 0 {
		opcode += ", "
	}
	return strings.TrimSpace(".insn "+strings.TrimSpace(prefix)+" "+opcode) + strings.Join(operands, ", ")
}

// TestInsnOfEveryTemplate writes instructions of every template as .insn, and
// wants the bytes that GNU as makes of the instruction; for those it does not
// know, the bytes that TestEveryTemplate has verified.
func TestInsnOfEveryTemplate(t *testing.T) {
	s := &synth{Rand: rand.New(rand.NewPCG(3, 8)), plain: true}
	var plain, composed []testLine
	expressed, newer_, missing := 0, 0, 0
	seen := make([]bool, len(templates))
	for m := range mnemonics {
		name := mnemonics[m].key.String()
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			if seen[id] || p.Allow&isa.Mode64 == 0 || p.Allow&isa.ATT == 0 {
				continue
			}
			s.high = strings.HasPrefix(cpuSets[p.CPU], "apx")
			for found, try := 0, 0; try < 60 && found < 3; try++ {
				text := s.line(name, p, 64)
				want, got := ours(text, 64)
				if got != p || want.warned || quirk(text) {
					continue
				}
				a := newAssembler(text)
				a.line()
				i := &a.e.inst
				if p.Flags&(isa.FlagSwap|isa.FlagComm) != 0 && i.mem < 0 && i.ops[p.RM].reg.Num() > 7 {
					continue // exchanged to save a byte
				}
				line := composedLine(s, a, p)
				if line == "" {
					missing++
					break
				}
				found++
				seen[id] = true
				code, _ := ours(line, 64)
				if newer(p) {
					newer_++
					if code.code != want.code {
						t.Errorf("%s\n%s: %s %s, expected %s", text, line, code.code, code.text, want.code)
					}
					continue
				}
				plain = append(plain, testLine{text, 64, want})
				composed = append(composed, testLine{line, 64, code})
			}
			if seen[id] {
				expressed++
			}
		}
	}
	answers := askAs(t, plain)
	for k := range answers {
		answers[k].text += "(" + plain[k].text + ")"
	}
	differ := compare(t, composed, "as", answers)
	t.Logf("%d templates as .insn, %d lines beside as: %d differ; %d lines of what it does not know; %d forms that .insn lacks", expressed, len(plain), differ, newer_, missing)
}

// TestInsnForms compares .insn in its less usual forms with the instructions
// that GNU as makes the same bytes of.
func TestInsnForms(t *testing.T) {
	pairs := []struct {
		insn, same string
		opt        *Options
	}{
		{"0x90", "nop", nil},
		{"0xf390", "pause", nil},
		{"repe 0x90", "pause", nil},
		{"repe, 0x90", "pause", nil},
		{"0xd9ee", "fldz", nil},
		{"0xd9, $0xee", "fldz", nil},
		{"0x0f01, $0xf8", "swapgs", nil},
		{"0xf30f01e8", "setssbsy", nil},
		{"0x80+3/0, $-1, (%rax)", "addl $-1, (%rax)", nil},
		{"(0x80|0)+0x8*2+r, %rdx", "xchg %rax, %rdx", nil},
		{"lock 0x80/6, $1, (%rdi)", "lock xorb $1, (%rdi)", nil},
		{"lock repe 0xff/0, (%rdi)", "xrelease lock incl (%rdi)", nil},
		{"gs 0xff/0, (%rdi)", "gs incl (%rdi)", nil},
		{"0xff/0, %gs:(%rdi)", "incl %gs:(%rdi)", nil},
		{"0x0fbe, %ah, %cx", "movsbw %ah, %cx", nil},
		{"0x0fbf, %eax, %ecx", "movswl %ax, %ecx", nil},
		{"0x63, %rax, %rcx", "movslq %eax, %rcx", nil},
		{"{disp32} 0x8b, 1(%rax), %ecx", "{disp32} mov 1(%rax), %ecx", nil},
		{"0xc8, $0x1234{:u16}, $5", "enter $0x1234, $5", nil},
		{"0xc8, $0x34{:s12}, $5{:u5}", "enter $0x34, $5", nil},
		{"VEX.L0.0F.W0 0x92, %r8d, %k1", "kmovw %r8d, %k1", nil},
		{"VEX.256.0F.WIG 0x77", "vzeroall", nil},
		{"{vex3} VEX.L1 0x0f77", "{vex3} vzeroall", nil},
		{"vex.66 0x0f58, %ymm0, %ymm9, %ymm2", "vaddpd %ymm0, %ymm9, %ymm2", nil},
		{"VEX.66.0F 0x71/2, $3, %xmm9, %xmm1", "vpsrlw $3, %xmm9, %xmm1", nil},
		{"VEX.NP.0F38 0xf3/1, %rax, %rcx", "blsr %rax, %rcx", nil},
		{"XOP09.L0 0x01/1, %eax, %r9d", "blcfill %eax, %r9d", nil},
		{"XOP08.L0.W0 0xa2, %xmm3, %xmm4, %xmm5, %xmm6", "vpcmov %xmm3, %xmm4, %xmm5, %xmm6", nil},
		{"VEX.66.0F3A.W1 0x48, $3, (%r8), %xmm1, %xmm2, %xmm3", "vpermil2ps $3, (%r8), %xmm1, %xmm2, %xmm3", nil},
		{"VEX.66.0f38.W0 0x92, %xmm8, (%rax,%xmm1,2), %xmm3", "vgatherdps %xmm8, (%rax,%xmm1,2), %xmm3", nil},
		{"EVEX.66.0f38.W1 0x93, (%rax,%xmm17,2), %xmm19{%k4}", "vgatherqpd (%rax,%xmm17,2), %xmm19{%k4}", nil},
		{"EVEX.0F.W0 0x58, {rd-sae}, %zmm16, %zmm1, %zmm2", "vaddps {rd-sae}, %zmm16, %zmm1, %zmm2", nil},
		{"EVEX.LIG.F3.0F.W0 0x58, 4(%rax){:d4}, %xmm17, %xmm2", "vaddss 4(%rax), %xmm17, %xmm2", nil},
		{"EVEX.66.M5.W1 0x5a, 64(%rax){:d64}, %xmm0", "vcvtpd2phz 64(%rax), %xmm0", nil},
		{"EVEX.66.M5.W1 0x5a, 8(%rax){1to8}, %zmm0", "vcvtpd2ph 8(%rax){1to8}, %xmm0", nil},
		{"EVEX.66.M5.W1 0x5a, 8(%rax){1to8:d8}, %xmm0", "vcvtpd2ph 8(%rax){1to8}, %xmm0", nil},
		{"EVEX.256.66.0f3a.W0 0x66, $0xff, 32(%eax), %k0", "vfpclasspsy $0xff, 32(%eax), %k0", nil},
		{"EVEX.66.0f3a.W0 0x66, k0, ymmword ptr [eax+32], 0xff", "vfpclassps k0, ymmword ptr [eax+32], 0xff", &Options{Intel: true, NakedReg: true}},
		{"EVEX.66.0f3a.W0 0x66, k0, dword ptr [eax+4]{1to8}, 0xff", "vfpclassps k0, dword ptr [eax+4]{1to8}, 0xff", &Options{Intel: true, NakedReg: true}},
		{"0x8b, ecx, [rax+rbx*2]", "mov ecx, [rax+rbx*2]", &Options{Intel: true, NakedReg: true}},
		{"VEX.66.0F3A 0x0f, xmm1, xmm2, xmm3, 5{:u8}", "vpalignr xmm1, xmm2, xmm3, 5", &Options{Intel: true, NakedReg: true}},
	}
	var lines, plain []testLine
	for _, p := range pairs {
		got, _ := oursWith(".insn "+p.insn, 64, p.opt)
		if p.opt != nil {
			p.same = ".intel_syntax noprefix; " + p.same + "; .att_syntax"
		}
		lines = append(lines, testLine{p.insn, 64, got})
		plain = append(plain, testLine{text: p.same, mode: 64})
	}
	compare(t, lines, "as", askAs(t, plain))
}
