package encoder

import (
	"fmt"
	"strings"

	"tas/diag"
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

// features are all extensions that templates name, under GNU's names.
var features = [...]feature{
	{"8087", "", ""}, {"287", "8087", "8087"}, {"387", "287", "287"}, {"687", "387", "387"},
	{"i686", "", ""}, {"cmov", "", ""}, {"fxsr", "", ""}, {"mmx", "", ""},
	{"syscall", "", ""}, {"nop", "", ""}, {"clflush", "", ""}, {"cx16", "", ""}, {"rdtscp", "", ""},
	{"3dnow", "mmx prfchw", "mmx"}, {"3dnowa", "3dnow", "3dnow"}, {"prfchw", "", ""}, {"padlock", "", ""},
	{"sse", "fxsr", "fxsr"}, {"sse2", "sse", "sse"}, {"sse3", "sse2", "sse2"}, {"sse4a", "sse3", "sse3"},
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
	{"avx512vl", "avx512f f16c fma", "avx512f"}, {"avx512ifma", "avx512f", "avx512f"}, {"avx512vbmi", "avx512bw", "avx512bw"},
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
	{"avx10_2", "avx512f avx512cd avx512vl avx512bw avx512dq avx512_fp16", "avx512f"}, {"apx_f", "", ""},
}

// processors are the names of CPUs with 64-bit mode: the extensions of each,
// after those of the ones it follows.
var processors = [...]struct{ name, has string }{
	{"generic64", "687 i686 cmov mmx sse2 syscall nop clflush hle"},
	{"nocona", "generic64 sse3 cx16"},
	{"core2", "nocona ssse3"},
	{"corei7", "core2 sse4.2 rdtscp"},
	{"k8", "687 i686 mmx sse2 syscall nop rdtscp 3dnowa hle"},
	{"opteron", "k8"},
	{"amdfam10", "k8 sse4a abm"},
	{"btver1", "generic64 sse4a ssse3 cx16 abm rdtscp svme prfchw"},
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

// only32 are CPUs without 64-bit mode.
const only32 = " generic32 i8086 i186 i286 i386 i486 i586 i686 pentium pentiumpro pentiumii pentiumiii pentium4 prescott core iamcu k6 k6_2 athlon "

// cpuSet is a set of features, by number.
type cpuSet [(len(features) + 63) / 64]uint64

func (s *cpuSet) has(k int) bool { return s[k/64]>>(k%64)&1 != 0 }

// limit says which features there are.
type limit struct {
	all   bool
	have  cpuSet
	asked cpuSet  // what was named, or a named processor has
	saved []limit // .arch push

	needs [len(cpuSets)]cpuSet // the features of each Template.CPU
}

func newLimit() *limit {
	l := &limit{all: true}
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
	word = strings.ToLower(word)
	if !ext {
		switch word {
		case "default":
			l.all = true
			return nil
		case "push":
			l.saved = append(l.saved, limit{all: l.all, have: l.have, asked: l.asked})
			return nil
		case "pop":
			n := len(l.saved)
			if n == 0 {
				return fmt.Errorf(".arch pop without .arch push")
			}
			l.all, l.have, l.asked = l.saved[n-1].all, l.saved[n-1].have, l.saved[n-1].asked
			l.saved = l.saved[:n-1]
			return nil
		}
		var have cpuSet
		if have.processor(word) {
			l.all, l.have, l.asked = false, have, have
			return nil
		}
		if strings.Contains(only32, " "+word+" ") {
			return fmt.Errorf("%s has no 64-bit mode", word)
		}
		return nearName("processor", word)
	}
	if k := featureNamed(word); k >= 0 && !hiddenFeature(word) {
		l.have.enable(k)
		l.asked.enable(k)
		return nil
	}
	if k := featureNamed(strings.TrimPrefix(word, "no")); k >= 0 && strings.HasPrefix(word, "no") && !hiddenFeature(word[2:]) {
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
	case "i686", "snp", "invlpgb", "tlbsync", "raoint", "cet", "87":
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
	if err := l.set(cpu, false); cpu != "" && err != nil {
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

// CheckArch reports what is wrong with the argument of -march.
func CheckArch(text string) error { return newLimit().march(text) }

// CheckTune reports what is wrong with the argument of -mtune, and whether it
// names a processor that lacks the long no-operation nopl.
func CheckTune(text string) (old bool, err error) {
	var s cpuSet
	if s.processor(strings.ToLower(text)) {
		return false, nil
	}
	switch strings.ToLower(text) {
	case "generic32", "i386", "i486", "i586", "i686", "pentium", "pentiumpro", "pentiumii", "pentiumiii", "iamcu":
		return true, nil
	case "i8086", "i186", "i286", "pentium4", "prescott", "core", "k6", "k6_2", "athlon":
		return false, nil
	}
	return false, nearName("processor", text)
}

// Arch is the text of .arch: a CPU, a dot and an extension, push, pop or
// default, and perhaps jumps or nojumps, which matter to 16-bit code of old.
func (e *Encoder) Arch(text []byte, at diag.Span) bool {
	word, tail, comma := strings.Cut(string(text), ",")
	if tail = strings.TrimSpace(tail); comma && tail != "jumps" && tail != "nojumps" {
		e.in.Diags.Errorf(at, "expected jumps or nojumps behind the comma of .arch, not %s", tail)
		return false
	}
	word, ext := strings.CutPrefix(strings.TrimSpace(word), ".")
	if e.limit == nil {
		e.limit = newLimit()
	}
	if err := e.limit.set(word, ext); err != nil {
		e.in.Diags.Errorf(at, "%v", err)
		return false
	}
	e.Forget()
	return true
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
	return true
}

// missing names the features that t needs and the processor lacks.
func (l *limit) missing(t *template) string {
	var names []string
	for k := range features {
		if l.needs[t.CPU].has(k) && !l.have.has(k) {
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
	missing := l.missing(t)
	e.in.Diags.Errorf(e.span(), "%s needs %s: add -march=...+%s, or .arch .%s", e.mnemonicText(), missing, missing, strings.ReplaceAll(missing, "+", " and .arch ."))
	return true
}
