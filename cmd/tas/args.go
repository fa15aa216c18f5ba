package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tas/diag"
	"tas/encoder"

	"github.com/spf13/pflag"
)

// An option is one row of the table in options.go: how it is spelled, what it
// takes, which of the two commands knows it, and what it does.
type option struct {
	group string // the help's heading above this row, where one begins
	name  string // the long spelling without its dashes
	short string // the one-letter spelling, without its dash; may be empty
	takes takes
	param string // what the help calls the argument
	deft  string // takesOptional: the argument that is meant when there is none
	who   who
	help  string // shown by --help; an empty one hides the row there
	among string // the arguments that it takes; empty = any
	only  string // the arguments that change nothing, and so all that is taken
	set   func(c *config, arg string) error
	pick  func(e *encoder.Options, n int) // instead of set: n is the argument's place in among
	fault string                          // instead of set: why the option is refused
}

// tables are all options there are, in the order in which --help lists them.
var tables = [...][]option{options[:], linkOptions[:], ldOptions[:], insnOptions[:], asOptions[:], asideOptions[:]}

// known yields the options of a command.
func known(me who) func(yield func(*option) bool) {
	return func(yield func(*option) bool) {
		for _, table := range tables {
			for i := range table {
				if o := &table[i]; o.who&me != 0 && !yield(o) {
					return
				}
			}
		}
	}
}

// takes says whether an option has an argument.
type takes uint8

const (
	takesNothing  takes = iota
	takesArg            // --name=ARG, --name ARG, -xARG, -x ARG
	takesOptional       // --name, --name=ARG
	takesJoined         // -x, -xARG: an argument only in the same word
)

// who says which command has an option: tas itself, or tas under the name as.
type who uint8

const (
	tasOnly who = 1 << iota
	asOnly
	both = tasOnly | asOnly
)

// usageError is a command line that cannot be followed: exit status 2.
type usageError string

func (e usageError) Error() string { return string(e) }

// parse reads a command line, response files included, into c.
func parse(args []string, c *config) error {
	args, err := expandFiles(args)
	if err != nil {
		return err
	}
	me := tasOnly
	if c.asMode {
		me = asOnly
	}
	flags := pflag.NewFlagSet(c.program, pflag.ContinueOnError)
	flags.Usage = func() {}
	flags.SortFlags = false
	args = rewrite(args, me)
	for _, arg := range args {
		if len(arg) > 1 && arg[0] == '-' {
			c.define(flags, arg[1:], me)
		}
	}
	if err := flags.Parse(args); err != nil {
		return explain(err, args, me)
	}
	c.inputs, c.position = flags.Args(), 0
	return nil
}

// define tells pflag of the options that a word of the command line may mean, its
// first dash aside. To tell it of all takes longer than to assemble a small source.
func (c *config) define(flags *pflag.FlagSet, word string, me who) {
	if word[0] == '-' {
		name, _, _ := strings.Cut(word[1:], "=")
		c.defineOne(flags, findLong(name, me))
		return
	}
	for i := range len(word) {
		c.defineOne(flags, findShort(word[i:i+1], me))
	}
}

func (c *config) defineOne(flags *pflag.FlagSet, o *option) {
	if o == nil || flags.Lookup(o.name) != nil {
		return
	}
	f := flags.VarPF(&setting{o, c, flags}, o.name, o.short, o.help)
	switch o.takes {
	case takesNothing:
		f.NoOptDefVal = "true"
	case takesOptional, takesJoined:
		f.NoOptDefVal = o.deft
	}
}

// setting makes a row of the table a pflag.Value.
type setting struct {
	*option
	c     *config
	flags *pflag.FlagSet
}

func (s *setting) String() string { return "" }
func (s *setting) Type() string   { return "string" }

func (s *setting) Set(arg string) error {
	if s.takes == takesNothing && arg != "true" {
		return errors.New("it takes no value")
	}
	if s.among != "" && !slices.Contains(strings.Fields(s.among), arg) {
		words := strings.Fields(s.among)
		last := len(words) - 1
		return errors.New(strings.Join(words[:last], ", ") + " or " + words[last] + " is expected")
	}
	if s.only != "" && !slices.Contains(strings.Fields(s.only), arg) {
		return errors.New("tas takes only " + strings.ReplaceAll(s.only, " ", " and ") + " here")
	}
	s.c.position = s.flags.NArg()
	switch {
	case s.fault != "":
		return errors.New(s.fault)
	case s.pick != nil:
		s.pick(&s.c.build.Encoder, slices.Index(strings.Fields(s.among), arg))
	case s.set != nil:
		return s.set(s.c, arg)
	}
	return nil // without these, the option is what GNU as ignores too, or what is so anyway
}

// rewrite turns GNU's spellings into those that pflag reads: a long option
// after a single dash (-march=native, -Ttext 0x1000), which pflag would take
// for a cluster of letters, and a letter with an argument that may be missing
// (-O2, -alns=x.lst).
func rewrite(args []string, me who) []string {
	out := make([]string, 0, len(args))
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			return append(out, args[i:]...)
		}
		if len(arg) < 2 || arg[0] != '-' {
			out = append(out, arg)
			continue
		}
		words := []string{arg}
		if arg[1] != '-' {
			words = rewriteShort(arg, me)
		} else if me == asOnly {
			words[0] = unabridged(arg)
		}
		out = append(out, words...)
		arg = words[len(words)-1]
		if o := separateArg(arg, me); o != nil && i+1 < len(args) {
			// The next word belongs to this one, even when it looks like an option.
			i++
			out = append(out, args[i])
		}
	}
	return out
}

// rewriteShort gives a single-dash word the spellings that pflag reads.
func rewriteShort(arg string, me who) []string {
	name, rest, hasArg := strings.Cut(arg[1:], "=")
	full := ""
	switch {
	case len(name) > 1 && findLong(name, me) != nil:
		return []string{"-" + arg}
	case me == asOnly && name != "al" && (len(name) > 1 || findShort(name, me) == nil):
		full = complete(name) // as tries a long option first
	}
	switch {
	case full == "" && me == asOnly && len(name) > 1 && name[0] == 'g':
		return []string{"-" + arg} // debugging information of a kind that is not known
	case full != "" && hasArg:
		return []string{"--" + full + "=" + rest}
	case full != "":
		return []string{"--" + full}
	}
	// In -Wal, a has an argument; in -Wo it is the next word.
	for i := 1; i < len(arg); i++ {
		o := findShort(arg[i:i+1], me)
		if o == nil || o.takes == takesArg {
			break
		}
		if o.takes == takesJoined && i+1 < len(arg) {
			joined := "--" + o.name + "=" + arg[i+1:]
			if i > 1 {
				return []string{arg[:i], joined}
			}
			return []string{joined}
		}
	}
	return []string{arg}
}

// unabridged completes a long option of as, which may be cut short as long as
// it is clear which one is meant.
func unabridged(arg string) string {
	name, rest, hasArg := strings.Cut(arg[2:], "=")
	full := complete(name)
	switch {
	case full == "":
		return arg
	case hasArg:
		return "--" + full + "=" + rest
	}
	return "--" + full
}

// complete returns the name of the one option of as that starts with name, or
// that is so called; empty when there is none or more than one.
func complete(name string) string {
	full := ""
	for o := range known(asOnly) {
		switch {
		case o.name == name:
			return name
		case len(o.name) < 2 || !strings.HasPrefix(o.name, name) || o.ours():
		case full != "":
			return ""
		default:
			full = o.name
		}
	}
	return full
}

// ours reports whether an option is one that as does not have.
func (o *option) ours() bool {
	return o.name == "output" || o.name == "max-errors" || o.name == "color"
}

// separateArg returns the option of a rewritten word whose argument is the
// next word, nil when there is none.
func separateArg(arg string, me who) *option {
	if arg[1] == '-' {
		if o := findLong(arg[2:], me); o != nil && o.takes == takesArg {
			return o
		}
		return nil
	}
	for i := 1; i < len(arg); i++ {
		o := findShort(arg[i:i+1], me)
		if o == nil {
			return nil
		}
		if o.takes == takesArg {
			if i == len(arg)-1 {
				return o
			}
			return nil
		}
	}
	return nil
}

func findLong(name string, me who) *option {
	for o := range known(me) {
		if o.name == name {
			return o
		}
	}
	return nil
}

func findShort(letter string, me who) *option {
	for o := range known(me) {
		if o.short == letter {
			return o
		}
	}
	return nil
}

// explain words the errors of pflag as the rest of the program does.
func explain(err error, args []string, me who) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if letters := unknown.GetSpecifiedShortnames(); letters != "" {
			// A word such as -mtnue is a misspelt long option as often as a cluster.
			for _, arg := range args {
				if cluster, ok := strings.CutSuffix(arg, letters); ok && len(cluster) > 1 && cluster[1] != '-' && suggest(arg[1:], me) != "" {
					letters = arg[1:]
				}
			}
			return usageError("unknown option -" + letters + suggest(letters, me))
		}
		return usageError("unknown option --" + name + suggest(name, me))
	case errors.As(err, &missing):
		return usageError("option " + dashed(missing.GetSpecifiedName()) + " needs an argument")
	case errors.As(err, &invalid):
		o := findLong(invalid.GetFlag().Name, me)
		if errors.Is(err, misspelt{}) {
			word := o.short + invalid.GetValue()
			return usageError("unknown option -" + word + suggest(word, me))
		}
		if o.takes == takesNothing {
			return usageError(fmt.Sprintf("option %s: %v", o.spelling(), invalid.Unwrap()))
		}
		return usageError(fmt.Sprintf("option %s %q: %v", o.spelling(), invalid.GetValue(), invalid.Unwrap()))
	}
	return usageError(err.Error())
}

// spelling is the option as a user would write it.
func (o *option) spelling() string {
	if o.name == o.short {
		return "-" + o.short
	}
	return dashed(o.name)
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// suggest names the option that was meant, when one is near.
func suggest(name string, me who) string {
	name, _, _ = strings.Cut(name, "=")
	if why := refusal(name); me == tasOnly && why != "" {
		return " of ld: " + why
	}
	if len(name) < 2 {
		return ""
	}
	if findLong(name, both&^me) != nil {
		if me == tasOnly {
			return "; it is an option of the assembler called as, not of tas"
		}
		return "; it is an option of tas, not of the assembler called as"
	}
	near := diag.Nearest([]byte(name), func(yield func(string) bool) {
		for o := range known(me) {
			if len(o.name) > 1 && !yield(o.name) {
				return
			}
		}
	})
	if near == "" {
		return ""
	}
	return "; did you mean --" + near + "?"
}
