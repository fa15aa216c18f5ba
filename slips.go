package tas

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"tas/diag"
	"tas/lexer"
)

// What is wrong with a statement, whatever it is, may be told by its text alone: a
// comment of another language, a character that only looks like one of ours, a
// number in another notation. A message about such a statement gets a note, the same
// one once. Nothing here runs for a correct source.

// slips look at a statement that was refused and return what is odd about it, and
// where in the line. The first that finds something speaks.
var slips = [...]func(s *refusal) (at int, cure string){
	lookalike, machSection, openingSemicolon, hashComment, atComment, brokenLabel, foreignNumber, jumpWord, forgottenComma, braces, callBrackets, noParameter,
}

// refusal is a statement that was refused.
type refusal struct {
	line  string
	at    int  // of the message in it
	start int  // of the statement, behind its labels
	inner bool // the line is one of a macro or repetition
}

// explainSlip adds a note to the message about the statement at hand, if that was the last
// one and its text has a usual accident.
func (a *assembly) explainSlip() {
	in := a.in
	all := in.Diags.Between(max(in.Diags.Len()-1, 0), in.Diags.Len())
	if len(all) == 0 || all[0].Severity != diag.Error || in.Diags.Errors() > maxExplained {
		return
	}
	d := all[0]
	end := min(in.At, len(in.Text)-2)
	first := bytes.LastIndexByte(in.Text[:end], '\n') + 1
	line := in.Text[first:]
	line = line[:bytes.IndexAny(line, "\n\x00")]
	s := refusal{line: string(line), inner: in.Expanding()}
	s.at = int(d.Span.Pos) - int(in.PosAt(first))
	if s.inner {
		s.at = d.ExcerptCol - 1
	}
	if s.at < 0 || s.at > len(line) {
		return
	}
	s.findStart()
	for _, slip := range slips {
		at, cure := slip(&s)
		if cure == "" || slices.Contains(a.told, cure) {
			continue
		}
		a.told = append(a.told, cure)
		span := diag.At(d.Span.Pos) // an expansion has no place of its own
		if !s.inner {
			span.Pos = in.PosAt(first + at)
		}
		d.Note(span, "%s", cure)
		return
	}
}

// maxExplained is how many errors are looked at: nobody reads more.
const maxExplained = 100

// findStart finds where the statement with the message begins.
func (s *refusal) findStart() {
	s.start = strings.LastIndexByte(s.line[:s.at], ';') + 1
	for {
		s.start = len(s.line) - len(strings.TrimLeft(s.line[s.start:], " \t"))
		end := s.start
		for end < len(s.line) && lexer.NameByte(s.line[end]) {
			end++
		}
		if end >= s.at || s.line[end] != ':' {
			return
		}
		s.start = end + 1
	}
}

// byteAt is the byte at a place of the line, or a line feed behind it.
func (s *refusal) byteAt(at int) byte {
	if at < 0 || at >= len(s.line) {
		return '\n'
	}
	return s.line[at]
}

// lookalikes are characters that editors and web pages put in the place of others.
var lookalikes = [...]struct {
	chars, what, cure string
}{
	{"\u00a0\u2007\u202f", "a no-break space", "write a plain blank"},
	{"\u2002\u2003\u2009\u3000", "a blank outside ASCII", "write a plain one"},
	{"\u200b\u200c\u200d\u2060", "a character without width", "remove it"},
	{"\ufeff", "a byte order mark", "save the file as UTF-8 without one"},
	{"“”„‟″", "a typographic quotation mark", "write \""},
	{"‘’‚‛′", "a typographic quotation mark", "write '"},
	{"‐‑‒–—−", "a dash", "write -"},
	{"×", "a sign of multiplication", "write *"},
	{"，；：（）＄％＃", "a wide character", "write the one of ASCII"},
}

// lookalike finds one outside strings.
func lookalike(s *refusal) (int, string) {
	quoted := false
	for at, r := range s.line {
		switch {
		case r == '"' && (at == 0 || s.line[at-1] != '\\'):
			quoted = !quoted
		case r < utf8.RuneSelf || quoted:
		default:
			for _, x := range lookalikes {
				if strings.ContainsRune(x.chars, r) {
					return at, "this is " + x.what + "; " + x.cure
				}
			}
		}
	}
	return 0, ""
}

// machSection finds the name of a section of macOS.
func machSection(s *refusal) (int, string) {
	if !strings.HasPrefix(s.line[s.start:], ".section") || !strings.HasPrefix(s.line[s.at:], "__") {
		return 0, ""
	}
	return s.at, "this is a section of macOS; write .text, .data, .bss or .section .rodata"
}

// openingSemicolon finds a ; behind which words stand: a comment of NASM.
func openingSemicolon(s *refusal) (int, string) {
	before := strings.TrimRight(s.line[:s.start], " \t")
	if s.at != s.start || s.byteAt(s.at) == '.' || !strings.HasSuffix(before, ";") || strings.ContainsAny(s.line[s.start:], "%$(") {
		return 0, ""
	}
	return len(before) - 1, "a semicolon separates statements; a comment begins with #"
}

// hashComment finds a constant as ARM and others write it.
func hashComment(s *refusal) (int, string) {
	at := strings.IndexByte(s.line[s.start:], '#') + s.start
	if at < s.start || !digit(s.byteAt(at+1)) && !(s.byteAt(at+1) == '-' && digit(s.byteAt(at+2))) {
		return 0, ""
	}
	before := strings.TrimRight(s.line[s.start:at], " \t")
	if !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, "$") && !strings.Contains(s.line[at:], ",") {
		return 0, ""
	}
	return at, "# begins a comment; a constant has $ before it"
}

// atComment finds a comment of ARM.
func atComment(s *refusal) (int, string) {
	before := s.line[:s.at]
	trimmed := strings.TrimRight(before, " \t")
	if s.byteAt(s.at) != '@' || s.byteAt(s.at+1) == '@' || before == trimmed && before != "" || strings.HasSuffix(trimmed, ",") {
		return 0, ""
	}
	return s.at, "a comment begins with #"
}

// brokenLabel finds a colon behind what is no name.
func brokenLabel(s *refusal) (int, string) {
	name, _, colon := strings.Cut(s.line[s.start:], ":")
	bad := strings.ContainsFunc(name, func(c rune) bool { return c < utf8.RuneSelf && !lexer.NameByte(byte(c)) })
	if !colon || s.at != s.start && s.byteAt(s.at) != ':' || !bad && name != "" && !digit(name[0]) || strings.ContainsAny(name, "%,;#\"") {
		return 0, ""
	}
	return s.start, "the name of a label has letters, digits, _ . and $ only, and begins with no digit"
}

// foreignNumber finds a number that goes on with what is no digit.
func foreignNumber(s *refusal) (int, string) {
	start, end := s.at, s.at
	for start > 0 && lexer.NameByte(s.line[start-1]) && s.line[start-1] != '$' {
		start--
	}
	for lexer.NameByte(s.byteAt(end)) {
		end++
	}
	if start == s.at || !digit(s.line[start]) {
		return 0, ""
	}
	if s.byteAt(s.at) == '.' {
		return start, "a number with a point is no operand; put it into memory, as in x: .double 1.5"
	}
	if start < end && s.at < end {
		return start, numberCure(strings.ToLower(s.line[start:end]))
	}
	return 0, ""
}

// numberCure says how a number is written here.
func numberCure(number string) string {
	last := number[len(number)-1]
	stem := strings.TrimLeft(strings.TrimPrefix(number[:len(number)-1], "0x"), "0")
	if stem == "" {
		stem = "0"
	}
	switch {
	case last == 'h':
		return "a hexadecimal number is written 0x" + stem
	case last == 'o' || last == 'q':
		return "an octal number is written 0" + stem
	case last == 'd' || last == 't':
		return "a decimal number has no suffix: " + stem
	case strings.Contains(number, "_"):
		return "the digits of a number stand together: " + strings.ReplaceAll(number, "_", "")
	case number[0] == '0' && strings.Trim(number, "0123456789") == "":
		return "a number that begins with 0 is octal; write " + strings.TrimLeft(number, "0")
	}
	return "numbers are written 10, 0x1f, 0b101 or 017"
}

// jumpWords stand before operands in Intel syntax.
var jumpWords = [...]struct{ word, cure string }{
	{"short", "leave out short; a jump is as short as it can be"},
	{"near", "leave out near; a jump is as short as it can be"},
	{"far", "a far jump is ljmp, a far call lcall"},
	{"offset", "the address of a symbol is $name, or what lea name(%rip), %rax computes"},
}

// jumpWord finds one before the operand that is not understood.
func jumpWord(s *refusal) (int, string) {
	before := strings.TrimRight(s.line[:s.at], " \t")
	for _, x := range jumpWords {
		if rest := len(before) - len(x.word); rest > 0 && strings.EqualFold(before[rest:], x.word) && !lexer.NameByte(before[rest-1]) {
			return rest, x.cure
		}
	}
	return 0, ""
}

// forgottenComma finds a register right behind another operand, which reads as the
// remainder of a division.
func forgottenComma(s *refusal) (int, string) {
	for at := s.start + 1; at < len(s.line); at++ {
		if s.line[at] != '%' || !lexer.NameStart(s.byteAt(at+1)) || s.line[at-1] != ' ' && s.line[at-1] != '\t' {
			continue
		}
		before := strings.TrimRight(s.line[s.start:at], " \t")
		operand := before[strings.LastIndexAny(before, " \t,")+1:]
		if operand != "" && (strings.ContainsAny(operand[:1], "$%(") || digit(operand[0])) {
			return at, "a comma is missing before this operand"
		}
	}
	return 0, ""
}

// braces finds a block as in C.
func braces(s *refusal) (int, string) {
	if c := strings.TrimRight(s.line, " \t;"); strings.HasSuffix(c, "}") && s.byteAt(s.at) == '}' || strings.TrimSpace(c) == "{" || strings.HasSuffix(c, ") {") {
		return len(c) - 1, "braces are of other languages; here a label begins a function, and jumps go around"
	}
	return 0, ""
}

// callBrackets finds a call as in C.
func callBrackets(s *refusal) (int, string) {
	at := strings.Index(s.line, "()")
	if at < s.start || at == 0 || !lexer.NameByte(s.line[at-1]) {
		return 0, ""
	}
	return at, "a function is called without brackets; what it is given stands in registers"
}

// noParameter finds what would be a parameter in a macro, if it had that one.
func noParameter(s *refusal) (int, string) {
	end := s.at + 1
	for lexer.NameByte(s.byteAt(end)) {
		end++
	}
	if !s.inner || s.byteAt(s.at) != '\\' || end == s.at+1 {
		return 0, ""
	}
	return s.at, s.line[s.at:end] + " is no parameter of this macro"
}

func digit(c byte) bool { return c-'0' <= 9 }
