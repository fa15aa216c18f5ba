package encoder

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tas/encoder/isa"
)

// The encoder beside GNU as 2.40 and, for what that does not know, llvm-mc 22:
// the same bytes, and a refusal exactly where they refuse.

// tool returns the path of an external program. A test that needs one is
// skipped where it is missing, and fails under TAS_REQUIRE_TOOLS=1.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s is not installed, and TAS_REQUIRE_TOOLS is set", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// testLine is a line for an oracle.
type testLine struct {
	text string
	mode int
	want answer // the encoder's
}

var (
	listed  = regexp.MustCompile(`(?m)^ *(\d+) ([0-9a-f?]{4,}) ([0-9A-F ]+?) *(?:\t.*)?$`)
	message = regexp.MustCompile(`(?m)^[^:\n]*:(\d+): (.*)$`)
)

// askAs has GNU as assemble every line, and reads the bytes from its listing.
//
// Some lines make it stop with an internal error. They count as refused, and
// the others are asked again.
func askAs(t *testing.T, lines []testLine, options ...string) []answer {
	lines = slices.Clone(lines)
	for range 100 {
		answers, crash := askOnce(t, lines, options)
		if crash < 0 {
			return answers
		}
		lines[crash].text = ".error"
	}
	t.Fatal("as stops with internal errors too often")
	return nil
}

var crashed = regexp.MustCompile(`(?m)^[^:\n]*:(\d+): Internal error`)

// askOnce returns the answers, or the line that stops as.
func askOnce(t *testing.T, lines []testLine, options []string) (answers []answer, crash int) {
	dir := t.TempDir()
	var text strings.Builder
	mode := 64
	for _, l := range lines {
		if l.mode != mode {
			mode = l.mode
			fmt.Fprintf(&text, ".code%d; ", mode)
		}
		fmt.Fprintln(&text, l.text)
	}
	source, listing := filepath.Join(dir, "a.s"), filepath.Join(dir, "a.lst")
	if err := os.WriteFile(source, []byte(text.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	// Refused lines make it fail; the listing is written all the same.
	options = append([]string{"-aln=" + listing, "--listing-lhs-width=5", "-o", os.DevNull, source}, options...)
	stderr, _ := exec.Command(tool(t, "as"), options...).CombinedOutput()
	if m := crashed.FindSubmatch(stderr); m != nil {
		k, _ := strconv.Atoi(string(m[1]))
		return nil, k - 1
	}
	list, err := os.ReadFile(listing)
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	answers = make([]answer, len(lines))
	for _, m := range listed.FindAllSubmatch(list, -1) {
		if k, _ := strconv.Atoi(string(m[1])); k <= len(lines) {
			answers[k-1].code += strings.ToLower(strings.ReplaceAll(string(m[3]), " ", ""))
		}
	}
	for _, m := range message.FindAllSubmatch(stderr, -1) {
		k, _ := strconv.Atoi(string(m[1]))
		a := &answers[k-1]
		a.warned = true
		a.text += string(m[2]) + "; "
	}
	for k := range answers {
		if strings.Contains(answers[k].text, "Error:") {
			answers[k].code = ""
		}
	}
	return answers, -1
}

// beyond names the features that GNU as 2.40 lacks, with their names in llvm-mc
// 22, where some need none.
var beyond = map[string]string{
	"avx_vnni_int16": "avxvnniint16", "sha512": "sha512", "sm3": "sm3", "sm4": "sm4",
	"user_msr": "usermsr", "fred": "", "lkgs": "", "msr_imm": "", "movrs": "movrs", "tse": "",
	"amx_complex": "amx-complex", "amx_fp8": "amx-fp8", "amx_tf32": "amx-tf32", "amx_movrs": "amx-movrs", "amx_avx512": "amx-avx512",
	"avx10.2": "avx10.2", "avx10.2+sm4": "sm4", "avx10.2+movrs": "movrs",
	"apx_f": "egpr,+ndd,+nf,+ccmp,+cf,+zu,+ppx,+push2pop2,+avx512bw,+avx512dq,+avx512vl,+amx-tile,+sse4.2,+bmi,+bmi2,+lzcnt," +
		"+popcnt,+movbe,+movdiri,+movdir64b,+enqcmd,+adx,+cmpccxadd,+raoint,+invpcid,+shstk,+cf",
	"apx_f+user_msr": "usermsr", "apx_f+msr_imm": "", "apx_f+amx_movrs": "amx-movrs",
}

// newer reports whether GNU as 2.40 does not know the template.
func newer(t *template) bool {
	_, known := beyond[cpuSets[t.CPU]]
	return known
}

// unlike matches what llvm-mc 22 does not take or do as the manual says: it
// exchanges the registers of urdmsr, knows no {store}, no imulzu that leaves the flags alone, and no x or y behind
// conversions of registers or broadcasts, and scales the displacement of the EVEX
// form of setcc.
var unlike = regexp.MustCompile(`\{store\}|urdmsr %|\{nf\} .*imulzu|\{evex\} .*\bset(zb?|[^z]\w*) .*\(|vcvt(ne)?ph2[bh]f8s?[xy] (.*\{|%[xy]mm)`)

// llvmLine matches a line of llvm-mc's output.
var (
	llvmLine  = regexp.MustCompile(`(?m)encoding: \[([^\]]*)\]`)
	llvmError = regexp.MustCompile(`(?m)^<stdin>:(\d+):\d+: error: (.*)$`)
)

// askLLVM has llvm-mc assemble the lines, all features enabled.
func askLLVM(t *testing.T, lines []testLine, features string) []answer {
	var text strings.Builder
	for _, l := range lines {
		fmt.Fprintln(&text, l.text)
	}
	cmd := exec.Command(tool(t, "llvm-mc-22"), "-triple=x86_64", "-mattr="+features, "-show-encoding")
	cmd.Stdin = strings.NewReader(text.String())
	var out, errors strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errors
	cmd.Run()
	answers := make([]answer, len(lines))
	for _, m := range llvmError.FindAllStringSubmatch(errors.String(), -1) {
		k, _ := strconv.Atoi(m[1])
		answers[k-1].text = m[2]
	}
	codes := llvmLine.FindAllStringSubmatch(out.String(), -1)
	at := 0
	for k := range answers {
		if answers[k].text == "" && at < len(codes) {
			answers[k].code = strings.NewReplacer("0x", "", ",", "", " ", "").Replace(codes[at][1])
			at++
		}
	}
	if at != len(codes) {
		t.Fatalf("llvm-mc printed %d encodings for %d lines", len(codes), at)
	}
	return answers
}

// compare reports the lines on which the two differ, the first of each
// mnemonic.
func compare(t *testing.T, lines []testLine, oracle string, answers []answer) (differ int) {
	seen := map[string]bool{}
	for k, l := range lines {
		w := answers[k]
		if w.code == l.want.code && (w.code == "" || w.warned == l.want.warned || oracle != "as") {
			continue
		}
		differ++
		name := mnemonicOf(l.text)
		if seen[name] && !testing.Verbose() {
			continue
		}
		seen[name] = true
		t.Errorf("%-44s %s: %s %s\n%*s tas: %s %s", l.text, oracle, w.code, w.text, 44+len(oracle)-3, "", l.want.code, l.want.text)
	}
	return differ
}

// mnemonicOf returns the instruction's name in a line, behind the prefixes.
func mnemonicOf(line string) string {
	name := ""
	for _, word := range strings.Fields(line) {
		if name = word; word[0] != '{' && lookup([]byte(word), 0, len(word)) != 0 {
			break
		}
	}
	return name
}

// TestEveryTemplate exercises every template under each of its names.
func TestEveryTemplate(t *testing.T) {
	s := &synth{Rand: rand.New(rand.NewPCG(1, 2))}
	exercised := make([]bool, len(templates))
	var gnu, intel, llvm []testLine // beside as, as -mintel64, llvm-mc
	alone, unknown := 0, 0
	only := os.Getenv("TAS_TEMPLATE_CPU")
	for m := range mnemonics {
		name := mnemonics[m].key.String()
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			cpu := cpuSets[p.CPU]
			if p.Allow&isa.ATT == 0 { // TestIntel has those of Intel syntax
				exercised[id] = true
				continue
			}
			if only != "" && !regexp.MustCompile(only).MatchString(cpu) {
				exercised[id] = true
				continue
			}
			mode := 64
			if p.Allow&isa.Mode64 == 0 {
				mode = 32
			}
			s.plain, s.high = newer(p), strings.HasPrefix(cpu, "apx")
			found := 0
			for try := 0; try < 200 && found < 3; try++ {
				text := s.line(name, p, mode)
				opt := &Options{}
				if p.Allow&isa.AnyVendor == 0 {
					opt.Vendor = VendorIntel
				}
				a, got := oursWith(text, mode, opt)
				if got != p || quirk(text) {
					continue
				}
				found++
				exercised[id] = true
				switch {
				case newer(p) && unlike.MatchString(text):
					alone++
				case newer(p) && a.warned: // llvm-mc wants suffixes, and values in range
				case newer(p):
					llvm = append(llvm, testLine{text, mode, a})
				case opt.Vendor == VendorIntel:
					intel = append(intel, testLine{text, mode, a})
				default:
					gnu = append(gnu, testLine{text, mode, a})
				}
			}
		}
	}
	count, never := 0, map[string]bool{}
	for m := range mnemonics {
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			if exercised[id] {
				continue
			}
			what := fmt.Sprintf("%s (%s)", mnemonics[m].key, cpuSets[templates[id].CPU])
			if !never[what] {
				t.Errorf("template %d of %s is never taken", id, what)
			}
			never[what] = true
			count++
		}
	}
	differ := compare(t, gnu, "as", askAs(t, gnu)) + compare(t, intel, "as", askAs(t, intel, "-mintel64"))
	t.Logf("%d templates, %d names, %d lines beside as: %d differ; %d names for templates never taken", len(templates), len(mnemonics), len(gnu)+len(intel), differ, count)
	if len(llvm) > 0 {
		answers := askLLVM(t, llvm, llvmFeatures())
		for k := range llvm { // second names that it does not know
			if strings.Contains(answers[k].text, "invalid instruction mnemonic") {
				answers[k] = llvm[k].want
				unknown++
			}
		}
		differ = compare(t, llvm, "llvm-mc", answers)
		t.Logf("%d lines beside llvm-mc: %d differ; %d have names it does not know; %d lines rest on the manual alone", len(llvm), differ, unknown, alone)
	}
}

// TestIgnoredFields sets the fields of VEX and EVEX that instructions ignore.
func TestIgnoredFields(t *testing.T) {
	s := &synth{Rand: rand.New(rand.NewPCG(1, 5))}
	opt := &Options{VEXW: true, EVEXW: true, ScalarL: 1, EVEXL: 2, SAERound: 2}
	var lines []testLine
	for m := range mnemonics {
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			if p.Enc != isa.VEX && p.Enc != isa.EVEX || newer(p) || p.Allow&isa.Mode64 == 0 {
				continue
			}
			for range 3 {
				text := s.line(mnemonics[m].key.String(), p, 64)
				if a, got := oursWith(text, 64, opt); got == p {
					lines = append(lines, testLine{text, 64, a})
				}
			}
		}
	}
	answers := askAs(t, lines, "-mvexwig=1", "-mevexwig=1", "-mavxscalar=256", "-mevexlig=512", "-mevexrcig=ru")
	differ := compare(t, lines, "as", answers)
	t.Logf("%d lines with the ignored fields set: %d differ", len(lines), differ)
}

// TestExtendedRegisters exercises the legacy templates with r16 to r31, which a
// REX2 prefix reaches.
func TestExtendedRegisters(t *testing.T) {
	s := &synth{Rand: rand.New(rand.NewPCG(1, 4)), plain: true, high: true}
	var lines []testLine
	for m := range mnemonics {
		name := mnemonics[m].key.String()
		for _, id := range mnemonicLists[mnemonics[m].list : int(mnemonics[m].list)+int(mnemonics[m].n)] {
			p := &templates[id]
			if p.Enc != isa.Legacy || p.Allow&isa.Mode64 == 0 {
				continue
			}
			for range 6 {
				text := s.line(name, p, 64)
				a, got := ours(text, 64)
				if got == p && !a.warned && !otherwise.MatchString(text) && highRegister.MatchString(text) && p.Flags&(isa.FlagBranch|isa.FlagString|isa.FlagWait) == 0 {
					lines = append(lines, testLine{text, 64, a})
				}
			}
		}
	}
	answers := askLLVM(t, lines, llvmFeatures())
	unknown := 0
	for k := range lines { // spellings that llvm-mc has not, with these registers or without
		if why := answers[k].text; strings.Contains(why, "invalid instruction mnemonic") || strings.Contains(why, "invalid operand") || strings.Contains(why, "mnemonic without a size suffix") {
			answers[k] = lines[k].want
			unknown++
		}
	}
	differ := compare(t, lines, "llvm-mc", answers)
	t.Logf("%d lines with r16 to r31: %d differ, %d not known to llvm-mc", len(lines), differ, unknown)
}

// otherwise matches what llvm-mc 22 writes differently to the same end, or reads
// as a new form: REX.W where the size does not matter, xchg with the registers
// exchanged, shifts of r16 by %ecx; and what it refuses, calls of 16 bits and
// {store}.
var otherwise = regexp.MustCompile(`\{store\}|(sldt|str)q? %r|mov.*%[cdefgs]s\b|xchg|%[er]?cx,|callw|jmpw`)

var highRegister = regexp.MustCompile(`%r(1[6-9]|2|3[01])`)

// llvmFeatures is the -mattr of all features in beyond.
func llvmFeatures() string {
	var list []string
	for _, f := range beyond {
		if f != "" {
			list = append(list, "+"+f)
		}
	}
	return strings.Join(list, ",")
}
