package encoder

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"strings"

	"tas/encoder/isa"
)

// Wild makes up lines, less tamely than synth: values on all the boundaries,
// symbols with modifiers, every register in every place, prefixes in heaps. About
// half of them are instructions.
type Wild struct {
	*rand.Rand
	Bits  int  // code mode
	Intel bool // syntax, without % on registers
}

// NewWild returns a generator of lines.
func NewWild(seed, stream uint64, bits int, intel bool) *Wild {
	return &Wild{Rand: rand.New(rand.NewPCG(seed, stream)), Bits: bits, Intel: intel}
}

// WildHeader defines the names that the lines use, in one line; WildFooter one
// that stands behind them.
const (
	WildHeader = `here: nop; .Lx: nop; .set num, 0x1234; .set big, 0x123456789a; .data; datum: .long 1; .text`
	WildFooter = `later: nop`
)

// Taken reports whether the encoder takes a statement of the line as an
// instruction that GNU as 2.40 does not know.
func Taken(line string, mode int, intel bool, opt *Options) (beyondGNU bool) {
	o := *opt
	o.Intel, o.NakedReg = intel, intel
	for statement := range strings.SplitSeq(line, ";") {
		a, t := oursWith(statement, mode, &o)
		beyondGNU = beyondGNU || a.code != "" && t != nil && newer(t)
	}
	return beyondGNU
}

// Quirk reports whether as takes the line by mistake.
func Quirk(line string) bool { return quirk(line) }

// one says yes one time in n.
func (w *Wild) one(n int) bool { return w.IntN(n) == 0 }

// of picks one of the words in text.
func (w *Wild) of(text string) string {
	words := strings.Fields(text)
	return words[w.IntN(len(words))]
}

// Line returns a line.
func (w *Wild) Line() string {
	m := &mnemonics[w.IntN(len(mnemonics))]
	t := &templates[mnemonicLists[int(m.list)+w.IntN(int(m.n))]]
	for newer(t) {
		m = &mnemonics[w.IntN(len(mnemonics))]
		t = &templates[mnemonicLists[int(m.list)+w.IntN(int(m.n))]]
	}
	name := w.name(m.key.String(), t)
	ops := w.operands(t)
	if w.one(5) {
		ops = w.disturb(ops)
	}
	line := w.prefixes(t) + name
	if len(ops) > 0 {
		line += " " + strings.Join(ops, w.of(", , ,")+strings.Repeat(" ", w.IntN(2)))
	}
	return line
}

// name is the mnemonic, now and then with another suffix.
func (w *Wild) name(name string, t *template) string {
	switch w.IntN(40) {
	case 0, 1:
		name += w.of("b w l q s x y z d t")
	case 2:
		name += w.of(".s .d8 .d32 .d16")
	case 3:
		name = strings.ToUpper(name)
	case 4:
		if n := len(name); n > 2 && strings.IndexByte("bwlqxyz", name[n-1]) >= 0 {
			name = name[:n-1]
		}
	}
	if w.Intel && t.N > 0 && t.Allow&isa.Intel != 0 { // the plain name is the one to use
		if n := len(name); n > 2 && strings.IndexByte("bwlq", name[n-1]) >= 0 && w.one(2) {
			if lookup([]byte(name), 0, n-1) != 0 {
				name = name[:n-1]
			}
		}
	}
	return name
}

// prefixes returns what stands before the mnemonic.
func (w *Wild) prefixes(t *template) string {
	out := ""
	if !w.one(4) {
		return out
	}
	for {
		switch w.IntN(8) {
		case 0, 1, 2:
			out += w.of("{vex} {vex2} {vex3} {evex} {load} {store} {rex} {disp8} {disp32} {disp16} {nooptimize}")
		case 3:
			out += w.of("rex rex.w rex.r rex.b rex.x rex.wrxb rex64 rex.rb")
		case 4:
			out += w.of("cs ds es fs gs ss")
		default:
			if t.Enc == isa.Legacy && w.one(16) { // before VEX it makes as stop with an internal error
				out += "bnd "
			}
			out += w.of("lock rep repe repne repz repnz notrack xacquire xrelease data16 addr32 data32 addr16")
		}
		if w.one(20) && out[len(out)-1] != '}' {
			out += ";"
		}
		out += " "
		if !w.one(4) {
			return out
		}
	}
}

// operands returns operands that the template takes, more or less.
func (w *Wild) operands(t *template) []string {
	var ops []string
	vector, memory := false, false
	for k := range int(t.N) {
		set := sets[t.Sets[k]]
		op := w.operand(set)
		if t.Allow&isa.NeedStar != 0 && !w.Intel && !w.one(10) {
			op = "*" + op
		}
		memory = memory || strings.ContainsAny(op, "([")
		vector = vector || set[isa.Reg]&(isa.XMMHi|isa.YMMHi|isa.ZMM|isa.K) != 0
		ops = append(ops, op)
	}
	if n := len(ops); vector {
		if t.Flags&isa.FlagMustMask != 0 || w.one(4) {
			ops[n-1] += fmt.Sprintf("{%s%d}", w.reg("k"), w.IntN(8))
			if w.one(3) {
				ops[n-1] += "{z}"
			}
		}
		if !memory && w.one(4) {
			at := 0
			for at < n && sets[t.Sets[at]][isa.Imm] != 0 && !w.one(8) {
				at++
			}
			ops = append(ops[:at:at], append([]string{w.of("{rn-sae} {rd-sae} {ru-sae} {rz-sae} {sae} {sae}")}, ops[at:]...)...)
		}
	}
	if w.Intel {
		for i, j := 0, len(ops)-1; i < j; i, j = i+1, j-1 {
			ops[i], ops[j] = ops[j], ops[i]
		}
	}
	return ops
}

// disturb makes a mistake, or what looks like one.
func (w *Wild) disturb(ops []string) []string {
	any := isa.Set{isa.Reg: 1<<39 - 1, isa.Mem: 1<<32 - 1, isa.Imm: 1<<16 - 1}
	k := 0
	if len(ops) > 0 {
		k = w.IntN(len(ops))
	}
	switch w.IntN(6) {
	case 0: // one more
		return append(ops, w.operand(any))
	case 1: // one less
		if len(ops) > 0 {
			return append(ops[:k:k], ops[k+1:]...)
		}
	case 2:
		if len(ops) > 0 {
			ops[k] += w.of("{1to2} {1to4} {1to8} {1to16} {1to32} {z} {sae} {rn-sae}")
		}
	case 3:
		if len(ops) > 0 {
			ops[k] += "{" + w.reg("k1") + "}"
		}
	case 4:
		if j := k + 1; j < len(ops) {
			ops[k], ops[j] = ops[j], ops[k]
		}
	default:
		if len(ops) > 0 {
			ops[k] = w.operand(any)
		}
	}
	return ops
}

// reg writes a register.
func (w *Wild) reg(name string) string {
	if w.Intel {
		return name
	}
	return "%" + name
}

// operand returns an operand of one of the classes in set, or nearly.
func (w *Wild) operand(set isa.Set) string {
	var choice []int
	for kind := range set {
		for b := range 64 {
			if set[kind]>>b&1 != 0 {
				choice = append(choice, kind<<8|b)
			}
		}
	}
	c := choice[w.IntN(len(choice))]
	class := uint64(1) << (c & 63)
	switch isa.Kind(c >> 8) {
	case isa.Reg:
		if w.one(60) {
			return w.reg(w.of("rip eip riz eiz cr9 cr15 st(8) k8 xmm32 tmm8 bnd4 dr15 db5 ip flags st flat tr8"))
		}
		return w.reg(w.register(class))
	case isa.Imm:
		return w.immediate(class)
	}
	return w.memory(class)
}

// register returns a register of the class.
func (w *Wild) register(class uint64) string {
	s := synth{Rand: w.Rand}
	switch {
	case w.Bits == 64:
	case class == isa.R8:
		return w.of("al cl dl bl ah ch dh bh")
	case class == isa.R16:
		return w.of("ax cx dx bx sp bp si di")
	case class&(isa.R32|isa.R32X) != 0:
		return w.of("eax ecx edx ebx esp ebp esi edi")
	case class&(isa.XMM|isa.YMM) != 0:
		return s.register(class)[:3] + w.of("mm0 mm1 mm2 mm3 mm5 mm7")[2:]
	}
	return s.register(class)
}

// The bounds of the sizes, and their neighbours.
const bounds = `0 1 -1 2 3 4 7 8 15 16 31 32 63 64 -2 -3 -64 127 128 129 -127 -128 -129 -130 254 255 256 257 -255 -256 -257
	0x7ffe 0x7fff 0x8000 0x8001 -0x7fff -0x8000 -0x8001 0xff7f 0xff80 0xff81 0xfffe 0xffff 0x10000 0x10001 -0xffff -0x10000 -0x10001
	0x7ffffffe 0x7fffffff 0x80000000 0x80000001 -0x7fffffff -0x80000000 -0x80000001 -0x80000002
	0xffff7fff 0xffff8000 0xffffff7f 0xffffff80 0xffffff81 0xfffffffe 0xffffffff 0x100000000 0x100000001 -0xffffffff -0x100000000 -0x100000001
	0x7fffffffffffffff 0x8000000000000000 0x8000000000000001 0xffffffff7fffffff 0xffffffff80000000 0xffffffff80000001
	0xffffffffffff7fff 0xffffffffffff8000 0xffffffffffffff7f 0xffffffffffffff80 0xfffffffffffffffe 0xffffffffffffffff -0x7fffffffffffffff
	1024 2048 4096 8128 8192 -8192 -8256 508 512 -512 -516 1016 1020 2032 -2048 -4096 0b101 0777 077`

// constant returns a number.
func (w *Wild) constant() string {
	switch w.IntN(12) {
	case 0:
		return fmt.Sprintf("%#x", w.Uint64()>>w.IntN(64))
	case 1:
		return fmt.Sprintf("-%#x", w.Uint64()>>(1+w.IntN(63)))
	case 2:
		return w.of("num num+1 -num ~0 ~5 1+2 3*4-1 1<<31 1<<63 num-0x1234 5-6 datum-datum (7) -(8) !0 !5 big")
	}
	return w.of(bounds)
}

// symbolic returns a symbol, with an addend or a modifier.
func (w *Wild) symbolic() string {
	out := w.of("sym sym sym ext here later datum .Lx here-. later-here sym-.")
	if (out == "sym" || out == "ext") && w.Bits != 16 && w.one(2) {
		out += "@" + w.of("GOTPCREL GOT PLT GOTOFF TPOFF NTPOFF GOTTPOFF TLSGD TLSLD DTPOFF SIZE INDNTPOFF TLSDESC TLSCALL GOTPLT PLTOFF GOTNTPOFF nothing")
	}
	if w.one(3) {
		out += w.of("+1 -1 +4 -4 +0x7fffffff +0x80000000 -0x80000000 +127 -128 +num")
	}
	return out
}

// immediate returns an immediate of the class, or any.
func (w *Wild) immediate(class uint64) string {
	dollar := "$"
	if w.Intel {
		dollar = ""
	}
	switch w.IntN(8) {
	case 0:
		if w.Intel {
			return w.wordBefore() + w.symbolic()
		}
		return dollar + w.symbolic()
	case 1, 2, 3:
		return dollar + w.constant()
	}
	return dollar + strings.TrimPrefix((&synth{Rand: w.Rand}).immediate(class), "$")
}

// sizeWords are the words before ptr for the classes M8 to M512.
const sizeWords = "byte word dword fword qword tbyte xmmword ymmword zmmword"

// memory returns a memory operand of the class.
func (w *Wild) memory(class uint64) string {
	size := ""
	if w.Intel {
		if k := bits.TrailingZeros64(class); k < 9 && !w.one(6) {
			size = strings.Fields(sizeWords)[k]
		} else if w.one(3) {
			size = w.of(sizeWords + " mmword oword far near")
		}
	}
	seg := ""
	if w.one(8) {
		seg = w.reg(w.of("fs gs ds es ss cs")) + ":"
	}
	base, index, scale, disp := w.address(class)
	switch class {
	case isa.Rel:
		if !w.one(12) {
			if w.Bits == 16 { // with a modifier as writes four bytes over two
				return w.of("sym sym+4 here later ext 5 0x1234 here-1 -1 0x80000000 .+2 . .Lx")
			}
			return w.of("sym sym+4 here later ext 5 0x1234 sym@PLT here-1 -1 0x80000000 .+2 . .Lx")
		}
	case isa.Moffs, isa.MoffsQ:
		if w.one(2) {
			base, index, disp = "", "", w.of("0x11223344 8 0x1122334455667788 0x80000000 0xffffffff -1 -0x80000000 sym num")
		}
	}
	tail := ""
	if class >= isa.Bcst2 && class <= isa.Bcst32 {
		tail = fmt.Sprintf("{1to%d}", 2<<(bits.TrailingZeros64(class)-bits.TrailingZeros64(isa.Bcst2)))
		if w.Intel && w.one(2) {
			if tail = ""; size == "" {
				size = w.of("word dword qword")
			}
			return size + " bcst " + seg + intelAddress(w, base, index, scale, disp)
		}
	}
	if w.Intel {
		if size != "" {
			size += " ptr "
		}
		return size + seg + intelAddress(w, base, index, scale, disp) + tail
	}
	return seg + attAddress(w, base, index, scale, disp) + tail
}

// address returns the parts of an address.
func (w *Wild) address(class uint64) (base, index, scale, disp string) {
	width := w.Bits
	if w.one(10) {
		width = 16 << w.IntN(3)
	}
	switch width {
	case 64:
		base, index = w.of("rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r12 r13 r15"), w.of("rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r12 r13 r15")
	case 32:
		base, index = w.of("eax ecx edx ebx esp ebp esi edi"), w.of("eax ecx edx ebx esp ebp esi edi")
		if w.Bits == 64 && w.one(2) {
			base, index = w.of("r8d r12d r13d r15d"), w.of("r9d r12d r13d eax")
		}
	case 16:
		base, index = w.of("bx bp si di bx bp dx ax"), w.of("si di si di bx bp")
	}
	switch class {
	case isa.StrSrc, isa.StrDst, isa.XlatB:
		if !w.one(6) {
			letter := map[int]string{64: "r", 32: "e", 16: ""}[width]
			base, index = letter+map[uint64]string{isa.StrSrc: "si", isa.StrDst: "di", isa.XlatB: "bx"}[class], ""
			if !w.one(8) {
				return base, "", "", ""
			}
		}
	case isa.PortDX:
		if !w.one(6) {
			return "dx", "", "", ""
		}
	case isa.VX, isa.VY, isa.VZ, isa.VXHi, isa.VYHi:
		letter, first := "x", 0
		switch class {
		case isa.VY, isa.VYHi:
			letter = "y"
		case isa.VZ:
			letter = "z"
		}
		n := 16
		switch {
		case w.Bits != 64:
			n = 8
		case class == isa.VXHi || class == isa.VYHi:
			first = 16
		case class == isa.VZ:
			n = 32
		}
		index = fmt.Sprintf("%smm%d", letter, first+w.IntN(n))
		scale = w.of("1 2 4 8")
		if w.one(4) {
			base = ""
		}
	}
	vector := strings.Contains(index, "mm")
	switch w.IntN(16) {
	case 0:
		base = ""
	case 1, 2, 3, 4, 5:
		if !vector {
			index = ""
		}
	case 6:
		if !vector {
			base, index = w.of("rip rip eip"), ""
		}
	case 7:
		if !vector {
			base, index = "", ""
		}
	case 8:
		if w.one(4) {
			index = w.of("riz eiz rip esp xmm1 ymm20 zmm3 st k1 cs r8w al")
		}
	case 9:
		if w.one(6) {
			base = w.of("riz eiz eax ax xmm1 r10w al fs mm1 cr0")
		}
	}
	if index != "" && (scale == "" || w.one(10)) && width != 16 && !w.one(5) {
		scale = w.of("1 2 4 8")
		if w.one(40) {
			scale = w.of("3 0 16 9 -1 num sym")
		}
	}
	switch w.IntN(6) {
	case 0:
		disp = w.symbolic()
	case 1, 2:
		disp = w.constant()
	case 3:
		disp = w.of("8 -8 127 -128 64 256 -64 4096")
	}
	if base+index == "" && disp == "" {
		disp = w.of("8 sym 0x1234 sym+8 0x80000000")
	}
	return base, index, scale, disp
}

// attAddress writes disp(base,index,scale).
func attAddress(w *Wild, base, index, scale, disp string) string {
	out := disp
	if base+index != "" || w.one(40) {
		out += "("
		if base != "" {
			out += "%" + base
		}
		if index != "" {
			out += ",%" + index
		}
		if scale != "" || w.one(40) {
			out += "," + scale
		}
		out += ")"
	}
	return out
}

// intelAddress writes [base+index*scale+disp] in one of its ways.
func intelAddress(w *Wild, base, index, scale, disp string) string {
	var terms []string
	if index != "" && scale != "" {
		if w.one(10) {
			index = scale + "*" + index
		} else {
			index += "*" + scale
		}
	}
	for _, term := range []string{base, index} {
		if term != "" {
			terms = append(terms, term)
		}
	}
	if disp != "" && len(terms) > 0 && !w.one(3) {
		switch {
		case w.one(6):
			return disp + "[" + strings.Join(terms, "][") + "]"
		case w.one(4):
			return disp + "[" + strings.Join(terms, "+") + "]"
		}
		terms = append(terms, disp)
		disp = ""
	}
	if w.one(10) && len(terms) > 1 {
		k := w.IntN(len(terms))
		terms[0], terms[k] = terms[k], terms[0]
	}
	switch {
	case len(terms) == 0 && w.one(2):
		return disp
	case len(terms) == 0:
		return "[" + disp + "]"
	}
	out := "[" + strings.ReplaceAll(strings.Join(terms, "+"), "+-", "-") + "]"
	if disp != "" {
		out += "+" + disp
	}
	return out
}

// wordBefore returns what may stand before a symbol in Intel syntax.
func (w *Wild) wordBefore() string {
	if w.one(3) {
		return w.of("byte word dword qword far near") + " ptr "
	}
	return w.of("offset offset offset byte word dword") + " "
}
