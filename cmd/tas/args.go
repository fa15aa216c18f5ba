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
	name  string // the long spelling without its dashes; may be empty
	short string // the one-letter spelling, without its dash; may be empty
	alone bool   // as wants the letter in a word of its own
	whole bool   // not to be cut short; the others of as's are
	takes takes
	param string // what the help calls the argument
	deft  string // takesOptional: the argument that is meant when there is none
	who   who
	help  string // shown by --help; an empty one hides the row there
	among string // the arguments that it takes, in letters of either case; empty = any
	only  string // the same, as they stand
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
	w := words{me: me, rest: args}
	w.rewrite()
	for _, o := range w.options {
		c.define(flags, o)
	}
	if err := flags.Parse(w.out); err != nil && !c.help && !c.version { // as does not look behind these
		return explain(err, args, me)
	}
	c.inputs, c.position = flags.Args(), 0
	return nil
}

// define tells pflag of an option that the command line has. To tell it of all takes
// longer than to assemble a small source.
func (c *config) define(flags *pflag.FlagSet, o *option) {
	if flags.Lookup(o.key()) != nil {
		return
	}
	f := flags.VarPF(&setting{o, c, flags}, o.key(), o.short, o.help)
	if o.takes == takesNothing {
		f.NoOptDefVal = "true"
	}
}

// key is the option's name for pflag, which wants one for each. The blank keeps --L
// from being -L.
func (o *option) key() string {
	if o.name == "" {
		return " " + o.short
	}
	return o.name
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
	n := 0
	if s.among != "" {
		among := strings.Fields(s.among)
		n = slices.IndexFunc(among, func(w string) bool { return strings.EqualFold(w, arg) })
		if n < 0 {
			last := len(among) - 1
			return errors.New(strings.Join(among[:last], ", ") + " or " + among[last] + " is expected")
		}
		arg = among[n]
	}
	if s.only != "" && !slices.Contains(strings.Fields(s.only), arg) {
		return errors.New("only " + strings.ReplaceAll(s.only, " ", " and ") + " will do here")
	}
	s.c.position = s.flags.NArg()
	switch {
	case s.fault != "":
		return errors.New(s.fault)
	case s.pick != nil:
		s.pick(&s.c.build.Encoder, n)
	case s.set != nil:
		return s.set(s.c, arg)
	}
	return nil // without these, the option is what GNU as ignores too, or what is so anyway
}

// words are a command line on its way from GNU's spellings, which getopt_long_only
// reads, to those that pflag reads: a long option has one dash or two, and as's may
// be cut short. What is not understood stays as it is, and pflag refuses it.
type words struct {
	me      who
	rest    []string // not looked at yet
	out     []string
	options []*option // that were found
}

func (w *words) rewrite() {
	for len(w.rest) > 0 {
		word := w.rest[0]
		switch {
		case word == "--" && w.me == asOnly:
			return // as does not look at what follows
		case word == "--":
			w.out = append(w.out, w.rest...)
			return
		case word == "" && w.me == asOnly:
			word = "-"
		}
		w.rest = w.rest[1:]
		if len(word) < 2 || word[0] != '-' {
			w.out = append(w.out, word)
		} else {
			w.option(word)
		}
	}
}

// add writes an option; joined says that its argument is in the same word. The next
// one belongs to it otherwise, even when it looks like an option.
func (w *words) add(o *option, arg string, joined bool) {
	w.options = append(w.options, o)
	word := "--" + o.key()
	switch {
	case joined:
		word += "=" + arg
	case o.takes == takesArg && len(w.rest) > 0:
		word += "=" + w.rest[0]
		w.rest = w.rest[1:]
	case o.takes == takesOptional || o.takes == takesJoined:
		word += "=" + o.deft
	}
	w.out = append(w.out, word)
}

// option reads an option of several letters, or else several of one letter each.
func (w *words) option(word string) {
	name, arg, joined := strings.Cut(strings.TrimPrefix(word[1:], "-"), "=")
	o, several := findLong(name, w.me), false
	if o == nil && w.me == asOnly && name != "" && (len(word) > 2 || findShort(name, w.me) == nil) {
		o, several = complete(name)
	}
	switch {
	case several || o == nil && word[1] == '-':
		w.out = append(w.out, "--"+name)
	case o != nil:
		w.add(o, arg, joined)
	default:
		w.letters(word)
	}
}

// complete returns the option of as whose name starts so, and whether there are several.
func complete(name string) (full *option, several bool) {
	for o := range known(asOnly) {
		if !o.whole && strings.HasPrefix(o.name, name) {
			full, several = o, full != nil || several
		}
	}
	return full, several
}

// letters reads options of one letter each, the last of which may have an argument.
func (w *words) letters(word string) {
	before := len(w.out)
	for i := 1; i < len(word); i++ {
		o := findShort(word[i:i+1], w.me)
		switch rest := word[i+1:]; {
		case o == nil:
			w.out = append(w.out[:before], "-"+word[i:])
			return
		case o.alone && len(word) > 2 && w.me == asOnly:
			w.out = append(w.out[:before], "-"+word)
			return
		case o.takes == takesArg || o.takes == takesJoined && rest != "":
			w.add(o, rest, rest != "")
			return
		}
		w.add(o, "", false)
	}
}

// findLong returns the option with a long spelling, and findShort that with one
// of one letter.
func findLong(name string, me who) *option {
	for o := range known(me) {
		if o.name == name && name != "" {
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
		o := missing.GetFlag().Value.(*setting)
		if last := args[len(args)-1]; last[1] != '-' && o.short != "" && strings.HasSuffix(last, o.short) {
			return usageError("option -" + o.short + " needs an argument")
		}
		return usageError("option " + o.spelling() + " needs an argument")
	case errors.As(err, &invalid):
		o := invalid.GetFlag().Value.(*setting)
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
	if o.name == "" {
		return "-" + o.short
	}
	return "--" + o.name
}

// suggest names the option that was meant, when one is near.
func suggest(name string, me who) string {
	name, _, _ = strings.Cut(name, "=")
	if why := refusal(name); me == tasOnly && why != "" {
		return " of ld: " + why
	}
	if why := reason(strangers[:], name); me == tasOnly && why != "" {
		return "; " + why
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
			if o.name != "" && !yield(o.name) {
				return
			}
		}
	})
	if near == "" {
		return ""
	}
	return "; did you mean --" + near + "?"
}
