package encoder

import (
	"fmt"
	"slices"
	"strings"

	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
)

// Which instructions may be used: -march=CPU+EXTENSION..., .arch cpu, .arch
// .extension and .arch .noextension. Without them all may. Extensions imply
// others; the tables here were found by asking GNU as what it accepts.

// feature is one extension. Enabling it enables those of on, too; disabling one
// of off disables it.
type feature struct {
	name string
	on   string
	off  string
}

// The places in features of those that the encoder asks for by name.
const (
	feature386 = 0
	featureMMX = 1
	featureAPX = 2
)

// features are all extensions that templates name, under GNU's names.
var features = [...]feature{
	feature386: {"386", "286", ""}, featureMMX: {"mmx", "", ""}, featureAPX: {"apx_f", "xsave", "xsave"},

	{"186", "", ""}, {"286", "186", ""}, {"486", "386", ""}, {"586", "486", ""}, {"686", "586", ""},
	{"x87", "", ""}, {"8087", "x87", "x87"}, {"287", "x87", "x87"}, {"387", "x87", "x87"}, {"687", "387", "387"},
	{"cmov", "", ""}, {"fxsr", "", ""}, {"mmxext", "", ""},
	{"syscall", "", ""}, {"nop", "", ""}, {"clflush", "", ""}, {"cx16", "", ""}, {"rdtscp", "", ""},
	{"3dnow", "mmx prfchw", "mmx"}, {"3dnowa", "3dnow mmxext", "3dnow"}, {"prfchw", "", ""}, {"padlock", "", ""},
	{"sse", "fxsr mmxext", "fxsr"}, {"sse2", "sse", "sse"}, {"sse3", "sse2", "sse2"}, {"fisttp", "", "687"}, {"sse4a", "sse3", "sse3"},
	{"ssse3", "sse3", "sse3"}, {"sse4.1", "ssse3", "ssse3"}, {"sse4.2", "sse4.1 popcnt", "sse4.1"},
	{"aes", "sse2", "sse2"}, {"pclmul", "sse2", "sse2"}, {"sha", "sse2", "sse2"}, {"gfni", "sse2", "sse2"},
	{"kl", "sse2", "sse2"}, {"widekl", "kl", "kl"},
	{"popcnt", "", ""}, {"lzcnt", "", ""}, {"bmi", "", ""}, {"bmi2", "", ""}, {"tbm", "", ""}, {"movbe", "", ""}, {"adx", "", ""},
	{"lwp", "xsave", "xsave"}, {"mpx", "xsave", "xsave"}, {"ospke", "xsave", "xsave"},
	{"rdrnd", "", ""}, {"rdseed", "", ""}, {"rtm", "", ""}, {"hle", "", ""}, {"tsxldtrk", "rtm", "rtm"},
	{"xsave", "", ""}, {"xsaveopt", "xsave", "xsave"}, {"xsavec", "xsave", "xsave"}, {"xsaves", "xsavec", "xsavec"},
	{"vmx", "", ""}, {"vmfunc", "vmx", "vmx"}, {"ept", "vmx", "vmx"}, {"smx", "", ""}, {"svme", "", ""},
	{"sev_es", "svme", "svme"}, {"snp", "sev_es", "sev_es"}, {"rmpquery", "snp", "snp"}, {"invlpgb", "", ""}, {"tlbsync", "", ""},
	{"fsgsbase", "", ""}, {"invpcid", "", ""}, {"smap", "", ""}, {"cet", "", ""}, {"se1", "", ""},
	{"clflushopt", "", ""}, {"clwb", "", ""}, {"clzero", "", ""}, {"cldemote", "", ""}, {"wbnoinvd", "", ""},
	{"prefetchwt1", "", ""}, {"prefetchi", "", ""}, {"mwaitx", "", ""}, {"waitpkg", "", ""}, {"rdpid", "", ""}, {"rdpru", "", ""},
	{"mcommit", "", ""}, {"ptwrite", "", ""}, {"pconfig", "", ""}, {"serialize", "", ""}, {"uintr", "", ""}, {"hreset", "", ""},
	{"tdx", "", ""}, {"enqcmd", "", ""}, {"movdiri", "", ""}, {"movdir64b", "", ""}, {"cmpccxadd", "", ""}, {"wrmsrns", "", ""},
	{"msrlist", "", ""}, {"raoint", "", ""},
	{"avx", "sse4.2 xsave", "xsave"}, {"avx2", "avx", "avx"}, {"f16c", "avx", "avx"}, {"fma", "avx", "avx"},
	{"fma4", "avx", "avx"}, {"xop", "sse4a fma4", "fma4"}, {"vaes", "avx2", "avx2"}, {"vpclmulqdq", "avx2", "avx2"},
	{"avx_vnni", "avx2", "avx2"}, {"avx_ifma", "avx2", "avx2"}, {"avx_vnni_int8", "avx2", "avx2"}, {"avx_ne_convert", "avx2", "avx2"},
	{"avx512f", "avx2", "avx2"}, {"avx512cd", "avx512f", "avx512f"}, {"avx512er", "avx512f", "avx512f"},
	{"avx512pf", "avx512f", "avx512f"}, {"avx512dq", "avx512f", "avx512f"}, {"avx512bw", "avx512f", "avx512f"},
	{"avx512vl", "avx512f", "avx512f"}, {"avx512ifma", "avx512f", "avx512f"}, {"avx512vbmi", "avx512bw", "avx512bw"},
	{"avx512_4fmaps", "avx512f", "avx512f"}, {"avx512_4vnniw", "avx512f", "avx512f"}, {"avx512_vpopcntdq", "avx512f", "avx512f"},
	{"avx512_vbmi2", "avx512bw", "avx512bw"}, {"avx512_vnni", "avx512f", "avx512f"}, {"avx512_bitalg", "avx512bw", "avx512bw"},
	{"avx512_bf16", "avx512bw", "avx512bw"}, {"avx512_vp2intersect", "avx512f", "avx512f"}, {"avx512_fp16", "avx512bw", "avx512bw"},
	{"amx_tile", "xsave", "xsave"}, {"amx_int8", "amx_tile", "amx_tile"}, {"amx_bf16", "amx_tile", "amx_tile"}, {"amx_fp16", "amx_tile", "amx_tile"},

	// Names for several, or other names.
	{"87", "8087", ""}, {"sse4", "sse4.2", ""}, {"abm", "lzcnt popcnt", ""}, {"tsx", "rtm hle", ""}, {"rao_int", "raoint", ""},
	{"ibt", "cet", ""}, {"shstk", "cet", ""},

	// What GNU as 2.40 lacks.
	{"avx_vnni_int16", "avx2", "avx2"}, {"sha512", "avx2", "avx2"}, {"sm3", "avx", "avx"}, {"sm4", "avx2", "avx2"},
	{"amx_complex", "amx_tile", "amx_tile"}, {"amx_fp8", "amx_tile", "amx_tile"}, {"amx_tf32", "amx_tile", "amx_tile"},
	{"amx_movrs", "amx_tile", "amx_tile"}, {"amx_avx512", "amx_tile", "amx_tile"},
	{"user_msr", "", ""}, {"msr_imm", "", ""}, {"movrs", "", ""}, {"tse", "", ""},
	{"pbndkb", "tse", "tse"}, {"lkgs", "", ""}, {"fred", "lkgs", "lkgs"},
	{"avx10.1", "avx512cd avx512dq avx512vl avx512ifma avx512vbmi avx512_vbmi2 avx512_vnni avx512_bitalg avx512_vpopcntdq " +
		"avx512_bf16 avx512_fp16 gfni vaes vpclmulqdq", "avx512f"},
	{"avx10.2", "avx10.1", "avx10.1"},
}

// processors are the names of CPUs: the extensions of each, after those of the
// ones it follows. The first ones, up to generic64, have no 64-bit mode; .arch
// takes them all the same.
var processors = [...]struct{ name, has string }{
	{"i8086", ""}, {"i186", "186"}, {"i286", "286"}, {"i386", "386"}, {"generic32", "386"}, {"i486", "486"},
	{"i586", "586 387"}, {"pentium", "i586"},
	{"i686", "686 687 cmov fxsr"}, {"pentiumpro", "i686 nop"}, {"pentiumii", "pentiumpro mmx"},
	{"pentiumiii", "pentiumii sse"}, {"pentium4", "pentiumiii sse2 clflush"}, {"prescott", "pentium4 sse3 fisttp cx16"},
	{"core", "prescott"},
	{"k6", "i586 mmx syscall"}, {"k6_2", "k6 3dnow"}, {"athlon", "686 687 nop 3dnowa syscall"},

	{"generic64", "686 687 cmov mmx sse2 syscall nop clflush hle"},
	{"nocona", "generic64 sse3 fisttp cx16"},
	{"core2", "nocona ssse3"},
	{"corei7", "core2 sse4.2 rdtscp"},
	{"k8", "686 687 mmx sse2 syscall nop rdtscp 3dnowa hle"},
	{"opteron", "k8"},
	{"amdfam10", "k8 sse4a fisttp abm"},
	{"btver1", "generic64 sse4a fisttp ssse3 cx16 abm rdtscp svme prfchw"},
	{"btver2", "btver1 avx xsaveopt aes pclmul f16c movbe bmi"},
	{"bdver1", "btver1 avx aes pclmul xop lwp"},
	{"bdver2", "bdver1 f16c fma bmi tbm"},
	{"bdver3", "bdver2 xsaveopt fsgsbase"},
	{"bdver4", "bdver3 avx2 rdrnd bmi2 movbe mwaitx"},
	{"znver1", "btver2 avx2 xsaves fsgsbase rdrnd bmi2 fma adx rdseed smap sha clflushopt clzero mwaitx"},
	{"znver2", "znver1 clwb rdpid wbnoinvd rdpru mcommit"},
	{"znver3", "znver2 invpcid ospke vaes vpclmulqdq snp invlpgb tlbsync"},
	{"znver4", "znver3 avx512cd avx512dq avx512vl avx512ifma avx512vbmi avx512_vpopcntdq avx512_vbmi2 avx512_vnni avx512_bitalg avx512_bf16 gfni rmpquery"},
}

// cpuSet is a set of features, by number.
type cpuSet [(len(features) + 63) / 64]uint64

func (s *cpuSet) has(k int) bool { return s[k/64]>>(k%64)&1 != 0 }

// cpu is the processor that code is for.
type cpu struct {
	all    bool
	have   cpuSet
	asked  cpuSet // what was named, or a named processor has
	narrow bool   // it has no 64-bit mode
}

// limit says which features there are.
type limit struct {
	cpu
	saved []cpu // .arch push

	needs [len(cpuSets)]cpuSet // the features of each Template.CPU
}

func newLimit() *limit {
	l := &limit{cpu: cpu{all: true}}
	for k, text := range cpuSets {
		for text != "" {
			var name string
			name, text, _ = strings.Cut(text, "+")
			if f := featureNamed(name); f >= 0 {
				l.needs[k][f/64] |= 1 << (f % 64)
			}
		}
	}
	return l
}

func featureNamed(name string) int {
	for k := range features {
		if features[k].name == name {
			return k
		}
	}
	return -1
}

// enable adds a feature and what it implies.
func (s *cpuSet) enable(k int) {
	if s.has(k) {
		return
	}
	s[k/64] |= 1 << (k % 64)
	for _, name := range strings.Fields(features[k].on) {
		s.enable(featureNamed(name))
	}
}

// disable removes a feature and those that build on it. That of a name for
// several removes them.
func (s *cpuSet) disable(k int) {
	s[k/64] &^= 1 << (k % 64)
	switch name := features[k].name; name {
	case "sse4":
		s.disable(featureNamed("sse4.1"))
	case "sse":
		if !s.has(featureNamed("3dnowa")) {
			s.disable(featureNamed("mmxext"))
		}
	case "8087":
		s.disable(featureNamed("x87"))
	case "287":
		s.disable(featureNamed("387"))
	case "87", "abm", "tsx", "rao_int", "ibt", "shstk":
		for _, n := range strings.Fields(features[k].on) {
			s.disable(featureNamed(n))
		}
	}
	for j := range features {
		if features[j].off == features[k].name && s.has(j) {
			s.disable(j)
		}
	}
}

// processor sets the features of a CPU; false when there is none of the name.
func (s *cpuSet) processor(name string) bool {
	for k := range processors {
		p := &processors[k]
		if p.name != name {
			continue
		}
		for _, word := range strings.Fields(p.has) {
			if !s.processor(word) {
				s.enable(featureNamed(word))
			}
		}
		return true
	}
	return false
}

// set takes one word of .arch or -march: a CPU, or with ext an extension,
// possibly with no before its name.
func (l *limit) set(word string, ext bool) error {
	if !ext {
		switch word {
		case "default":
			l.all, l.narrow = true, false
			return nil
		case "push":
			l.saved = append(l.saved, l.cpu)
			return nil
		case "pop":
			n := len(l.saved)
			if n == 0 {
				return fmt.Errorf(".arch pop without .arch push")
			}
			l.cpu, l.saved = l.saved[n-1], l.saved[:n-1]
			return nil
		}
		var have cpuSet
		if have.processor(word) {
			l.cpu = cpu{have: have, asked: have, narrow: only32(word)}
			return nil
		}
		if word == "iamcu" {
			return fmt.Errorf("iamcu is a processor of another kind of object")
		}
		return nearName("processor", word)
	}
	if k := featureNamed(word); k >= 0 && !hiddenFeature(word) {
		l.have.enable(k)
		l.asked.enable(k)
		return nil
	}
	if k := featureNamed(strings.TrimPrefix(word, "no")); k >= 0 && strings.HasPrefix(word, "no") && (word == "no87" || !hiddenFeature(word[2:])) {
		if l.all {
			l.all = false
			for j := range l.have {
				l.have[j] = ^uint64(0)
			}
		}
		l.have.disable(k)
		l.asked.disable(k)
		return nil
	}
	return nearName("extension", word)
}

// hiddenFeature reports names that only the tables use.
func hiddenFeature(name string) bool {
	switch name {
	case "snp", "invlpgb", "tlbsync", "raoint", "cet", "87", "x87", "mmxext", "fisttp", "186", "286", "386", "486", "586", "686":
		return true
	}
	return false
}

// nearName is the error of an unknown name.
func nearName(what, word string) error {
	near := diag.Nearest([]byte(word), func(yield func(string) bool) {
		if what == "processor" {
			for k := range processors {
				if !yield(processors[k].name) {
					return
				}
			}
			return
		}
		for k := range features {
			if !yield(features[k].name) {
				return
			}
		}
	})
	if near != "" {
		near = "; did you mean " + near + "?"
	}
	return fmt.Errorf("unknown %s %s%s", what, word, near)
}

// march applies CPU+EXTENSION...
func (l *limit) march(text string) error {
	cpu, rest, more := strings.Cut(text, "+")
	if only32(cpu) {
		return fmt.Errorf("%s has no 64-bit mode", cpu)
	}
	switch err := l.set(cpu, false); {
	case cpu == "" && more:
	case cpu == "default", cpu == "push", cpu == "pop":
		return fmt.Errorf("%s is for .arch, not for the command line", cpu)
	case err != nil:
		return err
	}
	for more {
		var word string
		word, rest, more = strings.Cut(rest, "+")
		if err := l.set(word, true); err != nil {
			return err
		}
	}
	return nil
}

// only32 reports whether a CPU has no 64-bit mode.
func only32(name string) bool {
	for k := range processors {
		switch processors[k].name {
		case "generic64":
			return name == "iamcu"
		case name:
			return true
		}
	}
	return false
}

// CheckArch reports what is wrong with the argument of -march.
func CheckArch(text string) error { return newLimit().march(text) }

// CheckTune reports what is wrong with the argument of -mtune, and whether it
// names a processor that lacks the long no-operation nopl.
func CheckTune(text string) (old bool, err error) {
	switch text {
	case "generic32", "i386", "i486", "i586", "i686", "pentium", "pentiumpro", "pentiumii", "pentiumiii", "iamcu":
		return true, nil
	}
	var s cpuSet
	if s.processor(text) {
		return false, nil
	}
	return false, nearName("processor", text)
}

// Arch is the text of .arch: a CPU, a dot and an extension, push, pop or
// default, and perhaps jumps or nojumps, which matter to 16-bit code of old.
func (e *Encoder) Arch(text []byte, at diag.Span) bool {
	word, tail, comma := strings.Cut(string(text), ",")
	if tail = unquoted(tail); comma && tail != "jumps" && tail != "nojumps" {
		e.in.Diags.Errorf(at, "expected jumps or nojumps behind the comma of .arch, not %s", tail)
		return false
	}
	// In quotes as knows what changes a processor, but none itself.
	if word = strings.TrimSpace(word); len(word) > 1 && word[0] == '"' && (word[1] == '.' || word[1] == 'p') {
		word = unquoted(word)
	}
	word, ext := strings.CutPrefix(word, ".")
	if e.limit == nil {
		e.limit = newLimit()
		clear(e.branches[:])
	}
	if err := e.limit.set(word, ext); err != nil {
		e.in.Diags.Errorf(at, "%v", err)
		return false
	}
	e.Forget()
	if !ext && word != "push" && word != "pop" && word != "default" {
		e.setNops()
	}
	return true
}

// unquoted is a word without the blanks and quotes around it.
func unquoted(word string) string {
	word = strings.TrimSpace(word)
	if n := len(word); n > 1 && word[0] == '"' && word[n-1] == '"' {
		word = word[1 : n-1]
	}
	return word
}

// hasMode reports whether the processor has code of so many bits.
func (l *limit) hasMode(bits int) bool {
	switch {
	case l == nil || l.all:
		return true
	case bits == 64:
		return !l.narrow
	}
	return bits == 16 || l.have.has(feature386)
}

// setNops chooses the no-operations of padding for a processor that was named:
// nopl and its like, where it has them.
func (e *Encoder) setNops() {
	if e.limit.have.has(featureNamed("nop")) {
		e.unit.Nops = obj.NopsLong
	} else {
		e.unit.Nops = obj.NopsOld
	}
}

// allowed reports whether the processor that the source is for has t.
func (e *Encoder) allowed(t *template) bool {
	l := e.limit
	if l == nil || l.all {
		return true
	}
	for k, need := range l.needs[t.CPU] {
		if need&^l.have[k] != 0 {
			return false
		}
	}
	for _, f := range &operandFeatures {
		if !l.have.has(f) && e.operandsNeed(f, t) {
			return false
		}
	}
	return true
}

// operandFeatures are the features that operands may need, whatever the template.
var operandFeatures = [...]int{feature386, featureMMX, featureAPX}

// operandsNeed reports whether the operands need one of operandFeatures.
func (e *Encoder) operandsNeed(feature int, t *template) bool {
	i := &e.inst
	switch feature {
	case featureAPX:
		return i.demand&needsAPX != 0
	case feature386:
		return e.wide(t)
	}
	for k := range i.n {
		if i.ops[k].kind == isa.Reg && i.ops[k].reg.Kind() == isa.RegMM {
			return true
		}
	}
	return false
}

// wide reports whether the instruction works with 32 bits or more, or names a
// segment that the 80286 has not.
func (e *Encoder) wide(t *template) bool {
	i := &e.inst
	if t.Letter == 'l' && t.CPU == 0 && e.Bits != 64 {
		return true
	}
	for k := range i.n {
		op := &i.ops[k]
		switch {
		case op.kind == isa.Mem && (op.base.Kind() == isa.Reg32 || op.index.Kind() == isa.Reg32 || op.seg|1 == 0x65):
			return true
		case op.kind == isa.Reg && (op.reg.Kind() == isa.Reg32 || op.reg.Kind() == isa.RegSeg && op.reg.Num() >= 4):
			return true
		}
	}
	return false
}

// needsAPX are the demands that only APX meets, whatever the instruction.
const needsAPX = isa.NeedEGPR | isa.NeedREX2 | isa.NeedNF

// missing names the features that t needs and the processor lacks.
func (e *Encoder) missing(t *template) string {
	l := e.limit
	var names []string
	for k := range features {
		if !l.have.has(k) && (l.needs[t.CPU].has(k) || slices.Contains(operandFeatures[:], k) && e.operandsNeed(k, t)) {
			names = append(names, features[k].name)
		}
	}
	return strings.Join(names, "+")
}

// explainArch reports an instruction that fits but for the processor.
func (e *Encoder) explainArch() bool {
	l := e.limit
	if l == nil || l.all {
		return false
	}
	l.all = true
	t := e.choose()
	l.all = false
	if t == nil {
		return false
	}
	missing := e.missing(t)
	if '1' <= missing[0] && missing[0] <= '6' && missing[1:] == "86" {
		e.in.Diags.Errorf(e.span(), "%s needs a later processor than the one of .arch: write .arch i%s", e.mnemonicText(), missing)
		return true
	}
	e.in.Diags.Errorf(e.span(), "%s needs %s: add -march=...+%s, or .arch .%s", e.mnemonicText(), missing, missing, strings.ReplaceAll(missing, "+", " and .arch ."))
	return true
}
