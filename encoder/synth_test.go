package encoder

import (
	"encoding/hex"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"strings"

	"tas/diag"
	"tas/encoder/isa"
	"tas/lexer"
	"tas/obj"
)

// synth writes instructions at random: operands of every class, in the shape
// that a template wants or a little beside it.
type synth struct {
	*rand.Rand
	plain bool // for llvm-mc: no symbols, which it shows differently, no useless segments, which it keeps, no {load}
	high  bool // r16 to r31 may be used
}

func (s *synth) pick(words ...string) string { return words[s.IntN(len(words))] }

// list picks one of the words in text.
func (s *synth) list(text string) string { return s.pick(strings.Fields(text)...) }

// register returns a register of the class, without its %.
func (s *synth) register(class uint64) string {
	switch class {
	case isa.R8:
		return s.list("al cl dl bl ah ch dh bh sil dil bpl spl r8b r9b r15b") + ""
	case isa.R16:
		return s.list("ax cx dx bx sp bp si di r8w r9w r13w r15w")
	case isa.R32, isa.R32X:
		if s.high && s.IntN(2) == 0 {
			return fmt.Sprintf("r%dd", 16+s.IntN(16))
		}
		return s.list("ecx ecx edx ebx esp ebp esi edi r8d r9d r12d r13d r15d eax")
	case isa.R64:
		if s.high && s.IntN(2) == 0 {
			return fmt.Sprintf("r%d", 16+s.IntN(16))
		}
		return s.list("rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r12 r13 r15")
	case isa.AL, isa.AX, isa.EAX, isa.RAX, isa.CL, isa.CX, isa.ECX, isa.RCX, isa.DX, isa.EDX, isa.RDX, isa.EBX, isa.RBX:
		return strings.Fields("al ax eax rax cl cx ecx rcx dx edx rdx ebx rbx")[bits.TrailingZeros64(class)-bits.TrailingZeros64(isa.AL)]
	case isa.ES, isa.CS, isa.SS, isa.DS, isa.FS, isa.GS:
		return strings.Fields("es cs ss ds fs gs")[bits.TrailingZeros64(class)-bits.TrailingZeros64(isa.ES)]
	case isa.CR:
		return s.list("cr0 cr2 cr3 cr4 cr8")
	case isa.DR:
		return s.list("dr0 dr3 dr7 db2 dr8")
	case isa.TR:
		return s.list("tr3 tr6")
	case isa.ST0:
		return s.list("st st(0)")
	case isa.STi:
		return fmt.Sprintf("st(%d)", s.IntN(8))
	case isa.MM:
		return fmt.Sprintf("mm%d", s.IntN(8))
	case isa.XMM0:
		return "xmm0"
	case isa.XMM:
		return fmt.Sprintf("xmm%d", s.IntN(16))
	case isa.XMMHi:
		return fmt.Sprintf("xmm%d", 16+s.IntN(16))
	case isa.YMM:
		return fmt.Sprintf("ymm%d", s.IntN(16))
	case isa.YMMHi:
		return fmt.Sprintf("ymm%d", 16+s.IntN(16))
	case isa.ZMM:
		return fmt.Sprintf("zmm%d", s.IntN(32))
	case isa.K:
		return fmt.Sprintf("k%d", s.IntN(8))
	case isa.BND:
		return fmt.Sprintf("bnd%d", s.IntN(4))
	case isa.TMM:
		return fmt.Sprintf("tmm%d", s.IntN(8))
	}
	return "rax"
}

// memory returns a memory operand.
func (s *synth) memory(bits int) string {
	if bits != 64 {
		return s.list("(%eax) 8(%ebp) -128(%ecx,%edx,4) 0x12345678 (,%esi,8) 256(%esp) %fs:(%edi)")
	}
	if s.high && s.IntN(2) == 0 {
		return fmt.Sprintf("%s(%%r%d,%%r%d,%s)", s.pick("", "8", "4096"), 16+s.IntN(16), 16+s.IntN(16), s.pick("1", "2", "8"))
	}
	text := s.list("(%rax) (%rsp) (%rbp) (%r12) (%r13) 8(%rbx) 64(%rdi) -128(%r9) 127(%r8) -4(%rsp) 2032(%rdx) 2048(%rdx) -8192(%rax) -8256(%rax) 4(%rcx,%r14) " +
		"(%rbx,%rbp,2) 1024(%rax,%r12,4) -64(,%rcx,8) 0x12345678(%r10,%r11,8) 0x1234 (%eax) 16(%r8d,%r9d,2) %fs:(%rdx) %gs:8(%rbp) 32(%rip)")
	if !s.plain && s.IntN(8) == 0 {
		return s.list("%ds:(%rax) %ss:(%rbp) sym(%rip) sym+8 sym(%rbx) sym-4(,%rdx,8) sym@GOTPCREL(%rip)")
	}
	return text
}

// vsib returns memory with a vector index: one of n registers from the first.
func (s *synth) vsib(letter string, first, n int) string {
	return fmt.Sprintf("%s(%s,%%%smm%d,%s)", s.pick("", "8", "-16", "256", "0x12345"), s.pick("%rax", "%r13", "%rbp", ""), letter, first+s.IntN(n), s.pick("1", "2", "4", "8"))
}

// immediate returns an immediate of the class.
func (s *synth) immediate(class uint64) string {
	switch class {
	case isa.IOne:
		return "$1"
	case isa.IThree:
		return "$3"
	case isa.I4:
		return s.list("$0 $5 $15")
	case isa.I8U:
		return s.list("$0 $5 $255")
	case isa.I8, isa.I8S, isa.I8SW, isa.I8SL, isa.I8SQ:
		return s.list("$5 $-1 $127 $-128 $0 $8")
	case isa.I16:
		return s.list("$0x1234 $-300 $0xffff")
	case isa.I64:
		return s.list("$0x1122334455667788 $-0x1122334455667788 $0x80000000")
	}
	return s.list("$0x12345 $-1000 $0x7fffffff $1000")
}

// operand returns an operand of one of the classes in set.
func (s *synth) operand(set isa.Set, mode int) string {
	var choice []int
	for kind := range set {
		for b := range 64 {
			if set[kind]>>b&1 != 0 {
				choice = append(choice, kind<<8|b)
			}
		}
	}
	c := choice[s.IntN(len(choice))]
	class := uint64(1) << (c & 63)
	switch isa.Kind(c >> 8) {
	case isa.Reg:
		return "%" + s.register(class)
	case isa.Imm:
		return s.immediate(class)
	}
	switch class {
	case isa.VX:
		return s.vsib("x", 0, 16)
	case isa.VY:
		return s.vsib("y", 0, 16)
	case isa.VZ:
		return s.vsib("z", 0, 32)
	case isa.VXHi:
		return s.vsib("x", 16, 16)
	case isa.VYHi:
		return s.vsib("y", 16, 16)
	case isa.Bcst2, isa.Bcst4, isa.Bcst8, isa.Bcst16, isa.Bcst32:
		return fmt.Sprintf("%s{1to%d}", s.memory(mode), 2<<(bits.TrailingZeros64(class)-bits.TrailingZeros64(isa.Bcst2)))
	case isa.Rel:
		return "sym"
	case isa.Moffs:
		return s.list("0x11223344 8")
	case isa.MoffsQ:
		return "0x1122334455667788"
	case isa.StrSrc:
		return s.list("(%rsi) %ds:(%rsi) %fs:(%rsi) (%esi)")
	case isa.StrDst:
		return s.list("(%rdi) %es:(%rdi) (%edi)")
	case isa.XlatB:
		return s.list("(%rbx) %ds:(%rbx) (%ebx)")
	case isa.PortDX:
		return "(%dx)"
	}
	return s.memory(mode)
}

// line writes an instruction called name in the form of t.
func (s *synth) line(name string, t *template, mode int) string {
	var b strings.Builder
	switch {
	case s.plain && t.Allow&(isa.NeedLoad|isa.NeedStore) == isa.NeedStore && s.IntN(2) == 0:
		b.WriteString("{store} ")
	case s.plain:
	case t.Allow&isa.NeedLoad == 0 && s.IntN(2) == 0, s.IntN(8) == 0:
		b.WriteString("{store} ")
	case t.Allow&isa.NeedStore == 0 && s.IntN(3) == 0:
		b.WriteString("{load} ")
	}
	switch {
	case t.Allow&isa.NeedNF != 0 && s.IntN(2) == 0:
		b.WriteString("{nf} ")
	case t.Enc == isa.EVEX && s.IntN(3) == 0:
		b.WriteString("{evex} ")
	case t.Enc == isa.VEX && s.IntN(4) == 0:
		b.WriteString(s.pick("{vex} ", "{vex3} "))
	}
	if s.IntN(20) == 0 {
		b.WriteString(s.pick("{disp32} ", "{disp8} "))
	}
	b.WriteString(name)
	var ops []string
	memory := false
	rounds := 0
	for k := range int(t.N) {
		op := s.operand(sets[t.Sets[k]], mode)
		if t.Allow&isa.NeedStar != 0 {
			op = "*" + op
		}
		switch {
		case op[0] == '%' && (op[2] == 'm' || op[1] == 'k'):
		case op[0] == '$' || op[0] == '%' && !strings.Contains(op, "("):
			if rounds == k {
				rounds++
			}
		default:
			memory = true
		}
		ops = append(ops, op)
	}
	if t.N > 0 {
		last := &ops[t.N-1]
		if t.Flags&isa.FlagMustMask != 0 || t.Allow&isa.NeedMask != 0 && s.IntN(2) == 0 {
			*last += fmt.Sprintf("{%%k%d}", 1+s.IntN(7))
			if t.Allow&isa.NeedZero != 0 && (*last)[0] == '%' && (*last)[2] == 'm' && s.IntN(2) == 0 {
				*last += "{z}"
			}
		}
	}
	if !memory && s.IntN(2) == 0 {
		word := ""
		if t.Allow&isa.NeedRound != 0 {
			word = s.list("{rn-sae} {rd-sae} {ru-sae} {rz-sae}")
		}
		if t.Allow&isa.NeedSAE != 0 {
			word = "{sae}"
		}
		if word != "" {
			ops = append(ops[:rounds], append([]string{word}, ops[rounds:]...)...)
		}
	}
	if t.Allow&isa.NeedDFV != 0 {
		ops[0] = s.list("{dfv=} {dfv=cf} {dfv=of,sf,zf} {dfv=of,sf,zf,cf}") + " " + ops[0]
	}
	return b.String() + " " + strings.Join(ops, ",")
}

// answer is what an assembler makes of a line.
type answer struct {
	code   string // in hexadecimal; empty when it refuses
	warned bool
	text   string // its messages
}

// ours assembles a line and returns the template it took.
func ours(line string, mode int) (answer, *template) { return oursWith(line, mode, nil) }

func oursWith(line string, mode int, opt *Options) (answer, *template) {
	srcs, list := &diag.Sources{}, &diag.List{}
	u := obj.NewUnit(list, 100)
	src := srcs.Add("line", []byte(line))
	in := lexer.New(u, srcs, src, lexer.Terminate([]byte(line)))
	e := New(in, opt)
	e.SetCode(mode, false)
	var t *template
	in.SkipSpace()
	var name []byte
	start := in.At
	if in.Text[start] != '{' {
		name = in.Name()
	}
	assemble := e.Assemble
	if string(name) == ".insn" {
		assemble = func([]byte, int) bool { return e.Insn(start) }
	}
	ok := assemble(name, start)
	messages := list.Len()
	if ok {
		if !in.AtEnd() {
			return answer{text: "text left over"}, nil
		}
		if e.inst.name != 0 {
			t = e.match()
		}
	}
	var out []byte
	at := 0
	part := u.Cur
	for _, f := range part.Frags {
		out = append(out, part.Data[at:f.Off]...)
		at = int(f.Off)
		field := []byte{0, 0, 0, 0}
		if f.Flags&obj.FragWord != 0 {
			field = field[:2]
		}
		if f.Kind == obj.FragJmp {
			out = append(out, 0xe9)
		} else {
			out = append(out, 0x0f, 0x80|byte(f.Arg))
		}
		out = append(out, field...)
	}
	out = append(out, part.Data[at:]...)
	a := answer{code: hex.EncodeToString(out), warned: messages > 0}
	for _, d := range list.Sorted()[:messages] { // not those of the second match
		a.text += d.Severity.String() + ": " + d.Text + "; "
	}
	if list.Failed() {
		a.code = ""
	}
	return a, t
}
