package tas

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tas/internal/environ"
)

// commandWords are the options of as and what may stand behind them, a line each.
// How a name ends says where an operand goes: "=" in the same word or the next,
// "?" in the same word if at all, "+" the same two for an option of one letter.
// A bar parts operands; an empty one is tried, too. Not here is -f, under which as
// refuses what is not laid out as compilers do it; -mx86-used-note, under which it
// puts a second source into the note; --gdwarf-sections, which with -L leaves labels
// of its own; -march=+avx, which pads with other no-operations; and zstd, whose
// output is not the one of as's library.
const commandWords = `
-a? l|ls|n|hls|c|d|g|m|s|=x.lst|ln=x.lst|lx|
--alternate
--compress-debug-sections? none|zlib|zlib-gnu|zlib-gabi|foo|
--nocompress-debug-sections
-D
--dump-config
--debug-prefix-map= a=b|/=/x|a|=|==|a=b=c|
--defsym= a=1|a=2|b=0x10|f=1|c=010|a=|a=-1|a=x|c=f|a=1+1|.=4|1=2|a b=3|$x=1|"q"=1
--execstack
--noexecstack
--size-check= error|warning|foo|
--elf-stt-common= yes|no|foo|
--sectname-subst
--generate-missing-build-notes= yes|no|foo|
-g
--gen-debug
--gdwarf-2
--gdwarf-3
--gdwarf-4
--gdwarf-5
--gdwarf2
--gdwarf-6
--gdwarf-cie-version= 1|2|3|4|5|x|03| 3|
--hash-size= 100|x|
-I+ .|d|gone|=d|
-J
-K
-L
--keep-locals
--MD= x.d|=x.d|d|gone/x.d
--multibyte-handling= allow|warn|warn-sym-only|warn_sym_only|foo|
--nocpp
--no-pad-sections
-o+ x.o|y.o|=x.o|d|gone/x.o|/dev/null
-R
--reduce-memory-overheads
--statistics
--strip-local-absolute
--traditional-format
-W
--no-warn
--warn
--fatal-warnings
-w
-X
-Z
--listing-lhs-width= 0|1|2|x|-1|500|
--listing-lhs-width2= 0|1|5|x|
--listing-rhs-width= 0|1|20|x|-3|500|
--listing-cont-lines= 0|1|2|x|-1|
-Qy
-Qn
-v
-k
-n
-O? 0|1|2|s|3|g|x|-1|1x|
-q
-s
--64
--divide
-march= generic64|core2|CORE2|znver4|default|push|pop|i386|i8086|core2+avx|core2+noavx|znver4+nosse|generic64+avx512f+noavx|corei7+no87|noavx|+noavx|core2+|core2++avx|core2+foo|core2+nofoo|generic32|x86-64|k1om|foo|core2+AVX|core2,+avx|core2,avx|core2,|,core2|
-mtune= generic64|core2|CORE2|znver4|i8086|generic32|foo|core2+avx|default|push|
-msse2avx
-muse-unaligned-vector-move
-msse-check= none|error|warning|foo|
-moperand-check= none|error|warning|foo|
-mavxscalar= 128|256|512|0128|
-mvexwig= 0|1|2|00|
-mevexlig= 128|256|512|5|
-mevexwig= 0|1|x|
-mevexrcig= rne|rd|ru|rz|x|
-mmnemonic= att|intel|ATT|x|
-msyntax= att|intel|x|
-mindex-reg
-mnaked-reg
-madd-bnd-prefix
-mshared
-momit-lock-prefix= yes|no|x|
-mfence-as-lock-add= yes|no|x|
-mrelax-relocations= yes|no|x|
-malign-branch-boundary= 0|16|32|31|x|0x20|010|1|8|-1|32x|4294967296|
-malign-branch= jcc|jcc+fused+jmp|ret+call|indirect|JCC|foo|jcc+|+jcc|
-malign-branch-prefix-size= 0|5|6|x|-1|3x|03|
-mbranches-within-32B-boundaries
-mlfence-after-load= yes|no|x|
-mlfence-before-indirect-branch= none|all|register|memory|x|
-mlfence-before-ret= none|or|not|shl|yes|x|
-mamd64
-mintel64
-mold-gcc
-mbig-obj
-mcmodel= small|large
-mfoo
-m
-b
-z+ x
`

// commandInputs stand where files are expected: standard input, some that are not there, and words in files.
var commandInputs = []string{"s.s", "s.s", "s.s", "s.s", "w.s", "e.s", "u.s", "z.s", "v.s", "n.s", "o.s", "l.s", "r.s", "p.s", "i.s", "c.s", "empty.s", "-", "gone.s", "d", "--", "@rsp", "@gone"}

// commandLine makes a random command line.
type commandLine struct {
	*rand.Rand
	table [][2]string // a name with its ending, operands
	files map[string]string
}

func (p *commandLine) pick(words []string) string { return words[p.IntN(len(words))] }

// option spells an option, now and then cut short or with too much behind it.
func (p *commandLine) option() []string {
	row := p.table[p.IntN(len(p.table))]
	name := strings.TrimRight(row[0], "=?+")
	ending := row[0][len(name):]
	if strings.HasPrefix(name, "--") {
		if p.IntN(5) == 0 {
			name = name[:3+p.IntN(len(name)-2)]
		}
		if p.IntN(10) == 0 {
			name = name[1:]
		}
	} else if len(name) > 2 && p.IntN(10) == 0 {
		name = "-" + name
	}
	operand := p.pick(strings.Split(row[1], "|"))
	if p.IntN(3) > 0 {
		operand, _, _ = strings.Cut(row[1], "|") // one that is sure to do
	}
	joint := "="
	if len(name) == 2 {
		joint = ""
	}
	switch {
	case p.IntN(40) == 0:
		return []string{name}
	case p.IntN(40) == 0:
		return []string{name + p.pick([]string{"x", "=", "=x", "=1", "1"})}
	case ending == "", ending == "?" && p.IntN(3) == 0:
		return []string{name}
	case ending == "?", p.IntN(2) == 0:
		return []string{name + joint + operand}
	}
	return []string{name, operand}
}

// words makes a whole line; deep files of words are not named by another file.
func (p *commandLine) words() []string {
	var words []string
	for range p.IntN(4) {
		words = append(words, p.option()...)
	}
	for n := [...]int{0, 1, 1, 1, 1, 1, 1, 1, 2, 3}[p.IntN(10)]; n > 0; n-- {
		at := len(words)
		if p.IntN(4) == 0 {
			at = p.IntN(at + 1)
		}
		words = slices.Insert(words, at, p.pick(commandInputs))
	}
	if p.IntN(15) == 0 && len(words) > 0 {
		// Some of the words come from a file, quoted in one way or another.
		from := p.IntN(len(words))
		to := from + 1 + p.IntN(len(words)-from)
		var b strings.Builder
		for _, w := range words[from:to] {
			fmt.Fprintf(&b, p.pick([]string{"%s ", "'%s'\n", "\"%s\"\t", " %s\r\n", "%s\n\n", "%s\f", "''%s "}), p.pick([]string{w, w, w, strings.ReplaceAll(w, "-", "\\-"), w[:len(w)/2] + "''" + w[len(w)/2:]}))
		}
		name := fmt.Sprintf("rsp%d", len(p.files))
		p.files[name] = b.String()
		if p.IntN(3) == 0 {
			p.files["more"+name] = "@" + name
			name = "more" + name
		}
		words = slices.Replace(words, from, to, "@"+name)
	}
	return words
}

// TestRandomCommandLines runs as and tas with random command lines, TAS_COMMANDS of them from
// TAS_RANDOM_SEED on: the same exit status, zero or not, the same files and the
// same standard output.
func TestRandomCommandLines(t *testing.T) {
	count, seed := environ.Number("TAS_COMMANDS", 150), environ.Seed("TAS_RANDOM_SEED")
	gnu, ours := gnuAs(t), commandNamedAs(t)
	p := &commandLine{}
	for line := range strings.Lines(strings.TrimSpace(commandWords)) {
		name, operands, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		p.table = append(p.table, [2]string{name, operands})
	}
	t.Chdir(t.TempDir())
	differ, good := 0, 0
	for n := range count {
		p.Rand = rand.New(rand.NewPCG(seed, uint64(n)))
		p.files = maps.Clone(commandSources)
		words := p.words()
		want, got := obeyWords(t, gnu, words, p.files), obeyWords(t, ours, words, p.files)
		if want.status == 0 {
			good++
		}
		if want.status != 0 {
			want.empty() // after an error as puts down something else, or in other words
			got.empty()
		}
		want.printed, got.printed = messageWords.ReplaceAllString(want.printed, "$1"), messageWords.ReplaceAllString(got.printed, "$1")
		if slices.Contains(words, "-") || strings.Contains(want.said, "can't create") {
			// In a listing as has line 0 of a pipe, which is the first one of another
			// file; and it makes the output file before it reads anything.
			want.printed, got.printed = "", ""
		}
		if why := want.unlike(got); why != "" {
			if differ++; differ <= 40 {
				t.Errorf("line %d, seed %d: %q: as and tas differ in %s:\nas  %d %.200q %.300q %q\ntas %d %.200q %.300q %q", n, seed, words, why,
					want.status, want.said, want.printed, slices.Sorted(maps.Keys(want.files)), got.status, got.said, got.printed, slices.Sorted(maps.Keys(got.files)))
			}
		}
	}
	t.Logf("%d command lines, %d of them right, %d differ", count, good, differ)
}
