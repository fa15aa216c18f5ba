package directives

import (
	"bytes"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// macroState is what macros and repetitions keep.
type macroState struct {
	alternate bool // .altmacro

	list    []macro
	slots   []int32    // open addressing by name: index into list plus one
	heads   [32]uint64 // for each first letter, a bit for each length of a macro's name
	letters uint32     // a bit for each first letter

	active   []expansion
	spare    [][]byte // buffers of expansions that have ended
	idle     []*loop  // and loops
	expanded int64    // bytes of all expansions so far

	memory    *callMemory // see recall.go
	recording recording

	nest    body // of the repetition at hand, see body.go
	defined int  // macros so far, those that are gone counted

	line   []byte // scratch: the operands of a call without comments and spare blanks
	text   []byte // scratch: bytes of values that do not stand in line
	values [][]byte
	simple bool // they are lists of what plainValue has
	calls  int  // macro calls so far: \@
	locals int  // names made by LOCAL
}

// macro is what .macro defined.
type macro struct {
	name      []byte // in lower case
	shown     string // as it was written
	params    []param
	body      []byte
	tidied    []byte        // likewise, for .altmacro
	pieces    []piece       // body cut at what is substituted, for all but .altmacro
	alternate *alternateCut // and for that; nil before the first call
	compiled  *body         // see body.go; likewise
	at        diag.Pos      // of its name
	place                   // of its body
	purged    bool

	numbered           bool // it uses \@
	recorded, recalled int  // calls: see recall.go
}

// param is a formal parameter.
type param struct {
	name     []byte
	value    []byte // default
	required bool
	vararg   bool // takes the rest of the line
}

// piece is a stretch of a macro's body and what follows it: a parameter, the
// number of the call (pieceNumber), a name of LOCAL, or nothing (pieceEnd).
type piece struct {
	text  []byte
	param int
}

const (
	pieceEnd    = -1
	pieceNumber = -2
	pieceOpen   = -3 // \( without ): an error when it is reached
	pieceLocal  = -4 // and below: the first name that LOCAL makes, the second, ...
)

// macro is .macro name parameters ... .endm.
func (d *Directives) macro(int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	name := bytes.Clone(d.labelBefore())
	if name == nil && in.Text[in.At] != '"' {
		name = bytes.Clone(in.Name())
	}
	ok := name != nil
	if !ok {
		d.expected("the name of the macro")
	}
	at := in.PosAt(start)
	span := in.Span(start)
	line := bytes.Clone(d.scrub())
	params, why := d.parameters(line)
	if why != "" && ok {
		in.Diags.Errorf(span, "macro %s: %s", name, why)
		ok = false
	}
	body, place, closed := d.block(opensMacro, closesMacro, true)
	if !ok || !closed {
		return false
	}
	d.listRest()
	if name[0] == '.' && d.known(lower(name)) {
		in.Diags.Warnf(span, "%s is a directive; the macro of that name is ignored", name)
		return true
	}
	m := macro{name: lower(name), shown: string(name), params: params, body: bytes.Clone(body), at: at, place: place}
	m.tidied = tidied(m.body)
	if old := d.findMacro(name); old != nil {
		end := in.At
		in.At = start // it is about that line
		in.Diags.Errorf(span, "macro %s is already defined; .purgem removes it", name).Note(diag.At(old.at), "first defined here")
		in.At = end
		return false
	}
	if untidy(m.body) {
		m.body = m.tidied
	}
	m.pieces = cut(nil, m.body, params)
	for i := range m.pieces {
		m.numbered = m.numbered || m.pieces[i].param == pieceNumber
	}
	d.addMacro(m)
	return true
}

// labelBefore returns the label that stands before the directive, which then
// names the macro rather than a place: `save: .macro reg`.
func (d *Directives) labelBefore() []byte {
	text, at := d.in.Text, d.start
	for at > 0 && (text[at-1] == ' ' || text[at-1] == '\t') {
		at--
	}
	if at == 0 || text[at-1] != ':' {
		return nil
	}
	at--
	for at > 0 && (text[at-1] == ' ' || text[at-1] == '\t') {
		at--
	}
	end := at
	for at > 0 && lexer.NameChar(text[at-1]) {
		at--
	}
	if at == end || isDigit(text[at]) {
		return nil
	}
	d.u.Cancel(d.u.Find(text[at:end]))
	return text[at:end]
}

// parameters reads the formal parameters: name, name=default, name:req,
// name:vararg, with commas or blanks between.
func (d *Directives) parameters(line []byte) (list []param, why string) {
	a := arguments{text: line, alternate: d.macros.alternate, d: d}
	a.comma()
	comma := a.at > 0
	for !a.done() {
		comma = false
		first := a.at
		for a.at < len(a.text) && lexer.NameChar(a.text[a.at]) {
			a.at++
		}
		if a.at == first || isDigit(a.text[first]) {
			return nil, "expected a parameter name, found " + lexer.Describe(a.text[first])
		}
		p := param{name: a.text[first:a.at]}
		for i := range list {
			if bytes.Equal(list[i].name, p.name) {
				return nil, "parameter " + string(p.name) + " is there twice"
			}
		}
		if n := len(list); n > 0 && list[n-1].vararg {
			return nil, "nothing can follow the parameter " + string(list[n-1].name) + ", which takes all the rest"
		}
		a.space()
		if a.at < len(a.text) && a.text[a.at] == ':' {
			a.at++
			a.space()
			first := a.at
			for a.at < len(a.text) && lexer.NameChar(a.text[a.at]) {
				a.at++
			}
			switch kind := string(a.text[first:a.at]); kind {
			case "req":
				p.required = true
			case "vararg":
				p.vararg = true
			default:
				return nil, "unknown kind " + kind + " of parameter " + string(p.name) + "; expected req or vararg"
			}
			a.space()
		}
		if a.at < len(a.text) && a.text[a.at] == '=' {
			a.at++
			p.value = bytes.Clone(a.next())
			if p.required {
				d.in.Diags.Warnf(d.span(), "the default of parameter %s has no use: a value is required", p.name)
			}
		}
		list = append(list, p)
		before := a.at
		a.comma()
		comma = a.at > before && bytes.IndexByte(a.text[before:a.at], ',') >= 0
	}
	if comma {
		return nil, "expected a parameter name behind the comma"
	}
	return list, ""
}

// MayCall reports whether name may be that of a macro: one of its length with
// its first letter was defined. Most names are none.
func (d *Directives) MayCall(name []byte) bool {
	return d.macros.heads[name[0]&31]>>(len(name)&63)&1 != 0
}

// Calls has a bit, c&31, for each letter with which the name of some macro begins.
func (d *Directives) Calls() uint32 { return d.macros.letters }

// slot returns where the macro called name, in lower case, stands in the table, or
// the empty slot for it.
func (m *macroState) slot(name []byte) *int32 {
	mask := uint32(len(m.slots) - 1)
	for i := obj.Hash(name) & mask; ; i = (i + 1) & mask {
		if s := m.slots[i]; s == 0 || string(name) == string(m.list[s-1].name) {
			return &m.slots[i]
		}
	}
}

// findMacro returns the macro called name, or nil.
func (d *Directives) findMacro(name []byte) *macro {
	m := &d.macros
	if len(m.slots) == 0 {
		return nil
	}
	s := *m.slot(name)
	if s == 0 { // perhaps it is in capitals
		s = *m.slot(lower(name))
	}
	if s == 0 || m.list[s-1].purged {
		return nil
	}
	return &m.list[s-1]
}

func (d *Directives) addMacro(x macro) {
	m := &d.macros
	if 2*(len(m.list)+1) >= len(m.slots) {
		m.slots = make([]int32, max(64, 2*len(m.slots)))
		for i := range m.list {
			*m.slot(m.list[i].name) = int32(i + 1)
		}
	}
	d.Macros++
	m.defined++
	m.heads[x.name[0]&31] |= 1 << (len(x.name) & 63)
	m.letters |= 1 << (x.name[0] & 31)
	d.machine.Forget()
	s := m.slot(x.name)
	if *s != 0 {
		m.list[*s-1] = x
		return
	}
	m.list = append(m.list, x)
	*s = int32(len(m.list))
}

// purgem is .purgem name, ...
func (d *Directives) purgem(int) bool {
	in := d.in
	if in.AtEnd() {
		return true
	}
	for {
		in.SkipSpace()
		start := in.At
		name := in.Name()
		if name == nil && !in.AtEnd() && in.Peek() != ',' {
			return d.expected("the name of a macro")
		}
		if m := d.findMacro(name); name != nil && m != nil {
			m.purged = true
			d.Macros--
		} else {
			d.warnf(start, "there is no macro %q to remove", name)
		}
		if !in.Comma() {
			return in.ExpectEnd()
		}
	}
}

// altmacro is .altmacro (1) and .noaltmacro (0).
func (d *Directives) altmacro(on int) bool {
	d.macros.alternate = on != 0
	return d.in.ExpectEnd()
}
