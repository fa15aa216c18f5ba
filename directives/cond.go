package directives

import (
	"bytes"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// Conditional assembly. A branch that is not taken is passed over line by line
// without being read: only the conditionals within it are counted.

// condState is the stack of open conditionals.
type condState struct {
	open     []cond
	skipping bool // a branch is passed over
}

type cond struct {
	taken bool // a branch has been assembled
	last  bool // .else was read
	nest  int  // macros and repetitions around it: at the end of a macro it has to be closed
	pos   diag.Pos
}

func (c *condState) dropAll() { c.open = c.open[:0] }

// How .if and its kin compare an expression with zero.
const (
	ifNE = iota
	ifEQ
	ifLT
	ifLE
	ifGE
	ifGT
)

// condition is .if and .ifeq to .ifgt.
func (d *Directives) condition(how int) bool {
	yes, ok := d.compare(how)
	d.begin(yes && ok)
	return ok
}

// compare reads an expression and compares it with zero.
func (d *Directives) compare(how int) (yes, ok bool) {
	in := d.in
	in.SkipSpace()
	start := in.At
	v := in.Expr()
	if v.Kind == obj.ValueNone {
		return false, d.expected("an expression")
	}
	n, ok := d.u.Decide(v)
	if !ok {
		return false, d.errorf(start, "the condition of %s must be a constant known at this point%s", d.name, in.Unknown(v))
	}
	switch how {
	case ifEQ:
		yes = n == 0
	case ifNE:
		yes = n != 0
	case ifLT:
		yes = n < 0
	case ifLE:
		yes = n <= 0
	case ifGE:
		yes = n >= 0
	case ifGT:
		yes = n > 0
	}
	return yes, in.ExpectEnd()
}

// begin opens a conditional whose first branch is taken or not.
func (d *Directives) begin(yes bool) {
	d.conds.open = append(d.conds.open, cond{taken: yes, nest: len(d.macros.active), pos: d.in.PosAt(d.start)})
	if !yes {
		d.in.SkipStatement()
		d.skipBranch()
	}
}

// ifdef is .ifdef (want 1) and .ifndef (0).
func (d *Directives) ifdef(want int) bool {
	in := d.in
	name := in.Name()
	if name == nil {
		return d.expected("a symbol name")
	}
	defined := 0
	if id := d.u.Find(name); id != 0 {
		switch s := &d.u.Syms[id]; {
		case s.Flags&obj.SymBuiltin != 0, s.Part == obj.PartNone, s.Part == obj.PartReg:
		default:
			defined = 1
		}
	}
	ok := in.ExpectEnd()
	d.begin(defined == want)
	return ok
}

// ifb is .ifb (want 1) and .ifnb (0): whether there is no operand.
func (d *Directives) ifb(want int) bool {
	blank := 0
	if d.in.AtEnd() {
		blank = 1
	}
	d.scrub()
	d.begin(blank == want)
	return true
}

// ifc is .ifc (want 1) and .ifnc (0): whether two texts are the same.
func (d *Directives) ifc(want int) bool {
	in := d.in
	line := d.scrub()
	comma := bytes.IndexByte(line, ',')
	if comma < 0 {
		d.expected("a comma and the second text")
		d.begin(false)
		return false
	}
	if unclosed(line) {
		d.in.Diags.Errorf(d.span(), "a string in the operands of %s is not closed", d.name)
	}
	a, b := bytes.TrimRight(line[:comma], " "), bytes.TrimLeft(line[comma+1:], " ")
	same := 0
	if bytes.Equal(a, b) {
		same = 1
	}
	ok := in.ExpectEnd()
	d.begin(same == want)
	return ok
}

// unclosed reports whether text ends within a string.
func unclosed(text []byte) bool {
	open := false
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"':
			open = !open
		case text[i] == '\\' && open:
			i++
		}
	}
	return open
}

// ifeqs is .ifeqs (want 1) and .ifnes (0): whether two strings are the same.
func (d *Directives) ifeqs(want int) bool {
	a, b, ok := d.twoStrings()
	same := 0
	if bytes.Equal(a, b) {
		same = 1
	}
	ok = ok && d.in.ExpectEnd()
	d.begin(ok && same == want)
	return ok
}

// twoStrings reads the operands of .ifeqs, in which no character is zero.
func (d *Directives) twoStrings() (a, b []byte, ok bool) {
	if a, _, ok = d.stringArgument(); !ok {
		return nil, nil, false
	}
	a = bytes.Clone(a)
	if !d.in.Comma() {
		return nil, nil, d.expected("a comma and the second string")
	}
	b, _, ok = d.stringArgument()
	return a, b, ok
}

// elseif is .elseif expression, read because a branch before it was taken.
func (d *Directives) elseif(int) bool {
	c := d.innermost()
	if c == nil {
		return false
	}
	if c.last {
		d.in.Diags.Errorf(d.span(), "%s after .else; it must come before, or .endif is missing", d.name)
	}
	d.in.SkipStatement()
	d.skipBranch()
	return true
}

// elseBranch is .else, read because a branch before it was taken.
func (d *Directives) elseBranch(int) bool {
	c := d.innermost()
	if c == nil {
		return false
	}
	if c.last {
		d.in.Diags.Errorf(d.span(), "second .else of one .if; .endif expected").Note(diag.At(c.pos), "the conditional begins here")
	}
	c.last = true
	ok := d.in.ExpectEnd()
	d.in.SkipStatement()
	d.skipBranch()
	return ok
}

// endif is .endif.
func (d *Directives) endif(int) bool {
	if d.innermost() == nil {
		return false
	}
	d.conds.open = d.conds.open[:len(d.conds.open)-1]
	return d.in.ExpectEnd()
}

// innermost returns the conditional that the directive belongs to.
func (d *Directives) innermost() *cond {
	n := len(d.conds.open)
	if n == 0 {
		d.in.Diags.Errorf(d.span(), "%s without .if", d.name)
		return nil
	}
	return &d.conds.open[n-1]
}

// skipBranch passes over a branch that is not taken: to the end of the .endif, or
// of the .elseif or .else statement whose branch is taken. The current
// statement has been read. The text may end before, and what follows belongs to
// the branch, the next round of a repetition, say.
func (d *Directives) skipBranch() {
	d.conds.skipping = true
	d.passOver()
	d.conds.skipping = false
}

func (d *Directives) passOver() {
	in := d.in
	nested, open := 0, len(d.conds.open)
	for {
		in.NextStatement()
		for in.Done() {
			if in.Depth() == 0 || !d.EndOfText() || len(d.conds.open) < open {
				return // EndOfText has reported it, or will
			}
		}
		d.listPassed()
		if in.Text[in.At] == '#' {
			d.Comment() // a line marker counts
			continue
		}
		start, word, kind := d.passedWord()
		switch {
		case kind == opensConditional:
			if d.skippedIf(word) {
				nested++
			}
		case kind == closesConditional:
			if !in.ExpectEnd() {
				in.SkipStatement()
			}
			if nested == 0 {
				d.listShown()
				d.conds.open = d.conds.open[:len(d.conds.open)-1]
				return
			}
			nested--
		case kind == elseConditional && nested > 0:
			in.ExpectEnd()
		case nested > 0:
		case kind == elseConditional:
			d.listShown()
			c := &d.conds.open[len(d.conds.open)-1]
			if c.last {
				in.Diags.Errorf(in.Span(start), "second .else of one .if; .endif expected").Note(diag.At(c.pos), "the conditional begins here")
			}
			c.last = true
			if !c.taken {
				c.taken = true
				if !in.ExpectEnd() {
					in.SkipStatement()
				}
				return
			}
		case kind == elseifConditional:
			d.listShown()
			c := &d.conds.open[len(d.conds.open)-1]
			if c.last {
				in.Diags.Errorf(in.Span(start), ".elseif after .else; it must come before, or .endif is missing").Note(diag.At(c.pos), "the conditional begins here")
			}
			if !c.taken {
				yes, ok := d.compare(ifNE)
				if !ok {
					c.taken = true // no cascade: later branches are passed over
				}
				if yes && ok {
					c.taken = true
					return
				}
			}
		}
		d.passStatement()
	}
}

// passedWord reads the first word of a statement in a branch that is not taken, and says what
// it is to conditionals. One of theirs that is a label or gets a value does so even here.
func (d *Directives) passedWord() (start int, word []byte, kind int) {
	in := d.in
	for {
		start, word = d.firstWord(false)
		if kind = conditionalKind(word); kind == notConditional {
			return start, word, kind
		}
		d.name, d.start = word, start
		switch at := pastBlanks(in.Text, in.At); in.Text[at] {
		case ':':
			in.At = at + 1
			d.Label(word, start)
		case '=':
			in.At = at
			d.Assign(word, start)
			return start, word, notConditional
		default:
			return start, word, kind
		}
	}
}

// skippedIf looks at a conditional in a branch that is not taken. As does so,
// too: what .ifdef and .ifeqs need must be there, and without a name .ifdef
// opens nothing.
func (d *Directives) skippedIf(word []byte) bool {
	switch string(lower(word)) {
	case ".ifdef", ".ifndef", ".ifnotdef":
		if d.in.Name() == nil {
			return d.expected("a symbol name")
		}
		d.in.ExpectEnd()
	case ".ifeqs", ".ifnes":
		if _, _, ok := d.twoStrings(); ok {
			d.in.ExpectEnd()
		}
	case ".ifc", ".ifnc":
		if bytes.IndexByte(d.scrub(), ',') < 0 {
			d.expected("a comma and the second text")
		}
	}
	return true
}

// firstWord reads the word that a statement starts with, behind its labels when
// these may be there (and are names, says as), if it starts with a dot; otherwise it returns nil. In.At
// is then anywhere within the statement.
func (d *Directives) firstWord(labels bool) (start int, word []byte) {
	in := d.in
	for {
		at := in.At
		for c := in.Text[at]; c == ' ' || c == '\t' || c == '\r'; c = in.Text[at] {
			at++
		}
		start = at
		for lexer.NameChar(in.Text[at]) {
			at++
		}
		if at == start {
			if in.Text[at] != '/' || in.Text[at+1] != '*' {
				return start, nil
			}
			in.At = at
			in.SkipSpace() // behind the comment
			continue
		}
		if labels {
			end := at
			for in.Text[end] == ' ' || in.Text[end] == '\t' {
				end++
			}
			if in.Text[end] == ':' && !isDigit(in.Text[start]) {
				in.At = end + 1
				continue
			}
		}
		if in.Text[start] != '.' {
			return start, nil
		}
		in.At = at
		return start, in.Text[start:at]
	}
}

// passStatement moves to the end of a statement that is not assembled. Most
// lines hold nothing that needs care, and are passed at memory speed.
func (d *Directives) passStatement() {
	in := d.in
	n := bytes.IndexByte(in.Text[in.At:], '\n')
	if n < 0 {
		in.SkipStatement()
		return
	}
	line := in.Text[in.At : in.At+n]
	if bytes.IndexByte(line, ';') < 0 && bytes.IndexByte(line, '/') < 0 && bytes.IndexByte(line, '"') < 0 {
		in.At += n
		return
	}
	in.SkipStatement()
}

// What a word is to conditionals.
const (
	notConditional = iota
	opensConditional
	elseConditional
	elseifConditional
	closesConditional
)

// conditionalKind says what a word is to conditionals.
func conditionalKind(word []byte) int {
	var lower [len(".ifnotdef")]byte
	if len(word) < 3 || len(word) > len(lower) {
		return notConditional
	}
	for i, c := range word {
		lower[i] = c | 0x20
	}
	switch string(lower[:len(word)]) {
	case ".if", ".ifb", ".ifc", ".ifdef", ".ifeq", ".ifeqs", ".ifge", ".ifgt", ".ifle", ".iflt",
		".ifnb", ".ifnc", ".ifndef", ".ifne", ".ifnes", ".ifnotdef":
		return opensConditional
	case ".else", ".elsec":
		return elseConditional
	case ".elseif":
		return elseifConditional
	case ".endif", ".endc":
		return closesConditional
	}
	return notConditional
}

// equal compares a word with a lower-case one, whatever its case.
func equal(word []byte, want string) bool {
	if len(word) != len(want) {
		return false
	}
	for i, c := range word {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != want[i] {
			return false
		}
	}
	return true
}

// closeConds drops the conditionals with so many macros and repetitions around
// them, and more; report makes them errors.
func (d *Directives) closeConds(nest int, report bool) {
	for n := len(d.conds.open); n > 0 && d.conds.open[n-1].nest >= nest; n-- {
		if report {
			d.in.Diags.Errorf(diag.At(d.conds.open[n-1].pos), ".if is not closed; .endif expected before the end of this text")
		}
		d.conds.open = d.conds.open[:n-1]
	}
}

func (d *Directives) finishConds() { d.closeConds(0, true) }
