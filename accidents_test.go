package tas

import (
	"regexp"
	"strings"
)

// accidents are lines of which as makes something by accident, which is of no use to
// anybody: tas makes something else of them, and the generator of directives leaves
// them out.
var accidents = [...]struct{ line, why string }{
	{`'(\\.|[^\\])'?[ \t]*\d`, "a character becomes a decimal number, to which digits behind it cling: 'a 3 is 973"},
	{`\w'`, "likewise in a name: l'6 is l54"},
	{`'[ \t]*(#.*|;.*|/\*.*)?\n`, "the character is the newline, and the next line belongs to this one"},
	{`"[^"\n]*@[\w ]+`, "the @ is looked for in the text, and cut out of a name in quotes, of which its last quote is left"},
	{`-[ \t]*"`, "names in quotes beside each other are one, but behind a sign they are two"},
	{`\b0f1\b[ \t]*[-+*/%<>=&|^!]`, "an operator takes a floating-point number for zero"},
	{`\.irp?e?pc?[ \t].*"`, "a quote in the list is one in the body, where it takes lines for a string"},
	{`\.(else)?if\w*[ \t](.*\W)?0\)*[ \t]*![^=]`, "0 ! v takes a label for its offset"},
	{`\.(else)?if\w*[ \t](.*\b[01]\)* *[-+*|^]|.*([*/] *\(*1|(\||\^|<<|>>) *\(*0)\b)`, "what changes nothing, x * 1 or x ^ 0, takes a label for the start of its section"},
	{`\.size[ \t].*,.*![^=]`, "the negation of an address is a number elsewhere"},
	{`\.ifn?c[ \t][^\n]*"[^"\n]*;[^"\n]*"`, "a ; ends the operands even in quotes, but not the line"},
	{`'"`, "the quote is a character, and the next one begins a string that goes on behind the line"},
	{`\w"\d\w*_`, "a quote within a name begins a string that goes on behind the line"},
	{`\{`, "a brace begins a name"},
	{`(\.org|\w+[ \t]+\.,)[ \t].*([*/%&|^<>=]|--)`, "as goes on at what an expression of addresses may be worth"},
	{`\.eqv[ \t].*\B\.\B`, "a symbol that is the place of its use is listed, but not with a number added"},
	{`\.(set|equ|eqv|equiv)[ \t].*_k\b.*-`, "a common symbol is its size when another is taken away from it"},
	{`\.x?stab\w*[ \t].*@nothing`, "a field that ends in something else is one without those behind it, and the stab is ignored"},
	{`\.text[ \t]*-|\.text \+.*-`, "a section of which a label is subtracted keeps its symbol"},
	{`\.reloc[ \t].*,.*,.*-`, "a number that is made of two labels has a symbol that stands for 0"},
	{`\.vtable_\w+[ \t].*(_c\b|_x\b|_y\b)`, "a virtual table that is a number"},
}

// accident finds any of them.
var accident = func() *regexp.Regexp {
	var all []string
	for _, a := range accidents {
		all = append(all, a.line)
	}
	return regexp.MustCompile("(?i)" + strings.Join(all, "|"))
}()

// assignment is a symbol that gets a value.
var assignment = regexp.MustCompile(`(?i)\.(?:set|equ|eqv|equiv)[ \t]+"?(\w+)"?[ \t]*,(.*)`)

// accidental reports whether a source is left out.
func accidental(source string) bool {
	for _, m := range assignment.FindAllStringSubmatch(source, -1) {
		if strings.Contains(m[2], m[1]) {
			return true // a symbol made of itself, which as takes when a label of its name comes behind
		}
	}
	return accident.MatchString(source)
}
