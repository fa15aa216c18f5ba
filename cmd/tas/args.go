package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tas/diag"
	"tas/encoder"
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

// A reader goes through the words of a command line.
type reader struct {
	c    *config
	me   who
	rest []string // the words that are still to be read
}

// parse reads a command line, response files included, into c.
func parse(args []string, c *config) error {
	args, err := expandFiles(args)
	if err != nil {
		return err
	}
	r := reader{c, tasOnly, args}
	if c.asMode {
		r.me = asOnly
	}
	for len(r.rest) > 0 {
		word := r.next()
		switch {
		case word == "--":
			c.inputs = append(c.inputs, r.rest...)
			return nil
		case len(word) < 2 || word[0] != '-':
			c.inputs = append(c.inputs, word)
			continue
		case word[1] == '-':
			err = r.long(word[2:])
		default:
			err = r.single(word[1:])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// next takes the next word.
func (r *reader) next() string {
	word := r.rest[0]
	r.rest = r.rest[1:]
	return word
}

// long reads a word such as --name or --name=arg, the dashes aside.
func (r *reader) long(word string) error {
	name, arg, joined := strings.Cut(word, "=")
	if r.me == asOnly {
		if full := complete(name); full != "" {
			name = full
		}
	}
	o := findLong(name, r.me)
	switch {
	case name == "":
		return usageError("unknown option --" + word)
	case o == nil:
		return usageError("unknown option --" + name + suggest(name, r.me))
	case joined && o.takes == takesNothing:
		return o.wrong("", errors.New("it takes no value"), r.me)
	case joined:
		return r.set(o, arg)
	case o.takes == takesArg:
		return r.separate(o, name)
	}
	return r.set(o, o.deft)
}

// single reads what stands behind a single dash: a long option in GNU's manner
// (-march=native, -Ttext 0x1000), or letters, of which the last may have an
// argument (-so x, -Idir, -O2).
func (r *reader) single(word string) error {
	name, _, _ := strings.Cut(word, "=")
	switch {
	case len(name) > 1 && findLong(name, r.me) != nil:
		return r.long(word)
	case r.me == tasOnly || name == "al":
	case len(name) > 1 || findShort(name, r.me) == nil:
		// as tries a long option first; -g with more is never a row of letters.
		if complete(name) != "" || len(name) > 1 && name[0] == 'g' {
			return r.long(word)
		}
	}
	for i := range len(word) {
		letter, behind := word[i:i+1], word[i+1:]
		o := findShort(letter, r.me)
		switch {
		case o == nil:
			// -mtnue is a misspelt long option as often as a row of letters.
			if suggest(word, r.me) != "" {
				i = 0
			}
			return usageError("unknown option -" + word[i:] + suggest(word[i:], r.me))
		case o.takes == takesArg && behind == "":
			return r.separate(o, letter)
		case o.takes == takesArg:
			if len(behind) > 1 && behind[0] == '=' {
				behind = behind[1:]
			}
			return r.set(o, behind)
		case o.takes == takesJoined && behind != "":
			return r.set(o, behind)
		case behind != "" && behind[0] == '=':
			return o.wrong("", errors.New("it takes no value"), r.me)
		}
		if err := r.set(o, o.deft); err != nil {
			return err
		}
	}
	return nil
}

// separate takes the next word for the argument of o, which was called by name,
// even when it looks like an option.
func (r *reader) separate(o *option, name string) error {
	if len(r.rest) == 0 {
		return usageError("option " + dashed(name) + " needs an argument")
	}
	return r.set(o, r.next())
}

// set does what an option does.
func (r *reader) set(o *option, arg string) error {
	if err := o.apply(r.c, arg); err != nil {
		return o.wrong(arg, err, r.me)
	}
	return nil
}

func (o *option) apply(c *config, arg string) error {
	words := strings.Fields(o.among)
	if len(words) > 0 && !slices.Contains(words, arg) {
		last := len(words) - 1
		return errors.New(strings.Join(words[:last], ", ") + " or " + words[last] + " is expected")
	}
	if o.only != "" && !slices.Contains(strings.Fields(o.only), arg) {
		return errors.New("tas takes only " + strings.ReplaceAll(o.only, " ", " and ") + " here")
	}
	switch {
	case o.fault != "":
		return errors.New(o.fault)
	case o.pick != nil:
		o.pick(&c.build.Encoder, slices.Index(words, arg))
	case o.set != nil:
		return o.set(c, arg)
	}
	return nil // without these, the option is what GNU as ignores too, or what is so anyway
}

// wrong says what is wrong with an option or its argument.
func (o *option) wrong(arg string, err error, me who) error {
	switch {
	case errors.Is(err, misspelt{}):
		word := o.short + arg
		return usageError("unknown option -" + word + suggest(word, me))
	case o.takes == takesNothing:
		return usageError(fmt.Sprintf("option %s: %v", o.spelling(), err))
	}
	return usageError(fmt.Sprintf("option %s %q: %v", o.spelling(), arg, err))
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
