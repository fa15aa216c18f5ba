package directives

import (
	"strconv"
	"strings"

	"tas/diag"
	"tas/lexer"
	"tas/obj"
)

// What attribute sets on each symbol of its list.
const (
	attrGlobal = iota
	attrLocal
	attrWeak
	attrHidden
	attrInternal
	attrProtected
)

// Label defines a name at the current place. The same name twice at one place
// is fine, as in GNU as.
func (d *Directives) Label(name []byte, start int) bool {
	u, pos := d.u, d.in.PosAt(start)
	id := u.Symbol(name, pos)
	here := u.Here()
	if u.DefineAt(id, here, pos) {
		if d.wantLabels {
			d.afterLabel(id, pos)
		}
		if d.Listing != nil {
			d.listLabel(name)
		}
		return true
	}
	if u.StandsAt(id, here) {
		return true
	}
	return d.definedAgain(id, diag.Span{Pos: pos, Len: uint32(len(name))})
}

// definedAgain refuses another definition of a symbol. It returns false.
func (d *Directives) definedAgain(id obj.SymID, at diag.Span) bool {
	d.in.Diags.Errorf(at, "symbol %s is already defined", d.u.Name(id)).
		Note(diag.Span{Pos: d.u.Syms[id].Pos, Len: at.Len}, "first defined here")
	return false
}

// attribute is .globl, .local, .weak, .hidden, .internal and .protected: a
// list of symbols.
func (d *Directives) attribute(what int) bool {
	for {
		read := d.symbol
		if what == attrGlobal {
			read = d.stringSymbol
		}
		id, start := read()
		if id == 0 {
			return false
		}
		s := &d.u.Syms[id]
		switch what {
		case attrGlobal:
			if s.Flags&obj.SymSection != 0 {
				d.in.Diags.Warnf(d.span(), "%s is a section, and stays local", d.u.Name(id))
				break
			}
			if s.Part == obj.PartReg {
				return d.errorf(start, "%s is a register, which no other module can see", d.u.Name(id))
			}
			s.Flags = s.Flags&^obj.SymLocal | obj.SymGlobal | obj.SymWritten
		case attrLocal:
			s.Flags = s.Flags&^(obj.SymGlobal|obj.SymWeak) | obj.SymLocal | obj.SymWritten
		case attrWeak:
			s.Flags = s.Flags&^obj.SymLocal | obj.SymGlobal | obj.SymWeak
		case attrHidden:
			s.Vis, s.Flags = obj.STV_HIDDEN, s.Flags|obj.SymWritten
		case attrInternal:
			s.Vis, s.Flags = obj.STV_INTERNAL, s.Flags|obj.SymWritten
		case attrProtected:
			s.Vis, s.Flags = obj.STV_PROTECTED, s.Flags|obj.SymWritten
		}
		comma := d.in.Comma()
		if c := d.in.Peek(); !comma || c == '\n' || c == '#' || what == attrGlobal && d.in.AtEnd() {
			return d.in.ExpectEnd()
		}
	}
}

// symbolTypes are the names that .type knows: plain, behind @ % or #, or as
// STT_ constants.
var symbolTypes = [...]struct {
	name, constant string
	typ            uint8
}{
	{"function", "STT_FUNC", obj.STT_FUNC},
	{"object", "STT_OBJECT", obj.STT_OBJECT},
	{"notype", "STT_NOTYPE", obj.STT_NOTYPE},
	{"tls_object", "STT_TLS", obj.STT_TLS},
	{"common", "STT_COMMON", obj.STT_COMMON},
	{"gnu_indirect_function", "STT_GNU_IFUNC", obj.STT_GNU_IFUNC},
	{"gnu_unique_object", "", obj.STT_OBJECT},
}

// byNumber returns the symbol type that text is the number of, in decimal.
func byNumber(text []byte) (uint8, bool) {
	for i := range symbolTypes {
		if string(text) == strconv.Itoa(int(symbolTypes[i].typ)) {
			return symbolTypes[i].typ, true
		}
	}
	return 0, false
}

// baseType is what as compares to see that a type changes: it takes what TLS
// storage and an indirect function are for an object and a function.
func baseType(typ uint8) uint8 {
	switch typ {
	case obj.STT_TLS:
		return obj.STT_OBJECT
	case obj.STT_GNU_IFUNC:
		return obj.STT_FUNC
	}
	return typ
}

// symbolType is .type name, @function and its spellings. The comma may be
// missing.
func (d *Directives) symbolType(int) bool {
	in := d.in
	id, _ := d.symbol()
	if id == 0 {
		return false
	}
	in.Comma()
	in.SkipSpace()
	start := in.At
	var text []byte
	switch c := in.Text[in.At]; c {
	case '"':
		var ok bool
		if text, _, ok = d.stringArgument(); !ok {
			return false
		}
	case '@', '%':
		in.At++
		text = d.word()
	default:
		text = d.word()
	}
	typ, ok := uint8(0), false
	for i := range symbolTypes {
		t := &symbolTypes[i]
		if string(text) == t.name || string(text) == t.constant && t.constant != "" {
			typ, ok = t.typ, true
			break
		}
	}
	if !ok {
		if len(text) == 0 {
			return d.errorf(start, "expected a symbol type here, such as @function or @object; what follows a # is a comment")
		}
		n, known := byNumber(text)
		if !known {
			return d.errorf(start, "unknown symbol type %s; expected @function, @object, @tls_object, @common, @notype, @gnu_indirect_function or @gnu_unique_object", text)
		}
		typ = n
	}
	if !in.ExpectEnd() {
		return false
	}
	s := &d.u.Syms[id]
	unique := string(text) == "gnu_unique_object"
	if s.Part == obj.PartCommon && (unique || typ != obj.STT_OBJECT && typ != obj.STT_COMMON) {
		return d.errorf(start, "common symbol %s cannot have this type", d.u.Name(id))
	}
	if typ == obj.STT_COMMON {
		// A common symbol of no size so far, unless it is one with a size.
		typ = obj.STT_OBJECT
		if s.Part != obj.PartCommon {
			renewed := d.u.Renew(id)
			if renewed == 0 {
				return d.errorf(start, "%s is defined already, so it cannot become a common symbol", d.u.Name(id))
			}
			id = renewed
			s = &d.u.Syms[id]
			s.Part, s.Off = obj.PartCommon, 0
			s.Flags = s.Flags&^(obj.SymAssigned|obj.SymBuiltin) | obj.SymGlobal
			d.u.Extra(id).CommonAlign = 1
		}
	}
	switch was := s.Type; {
	case was == obj.STT_TLS && typ == obj.STT_OBJECT, was == obj.STT_GNU_IFUNC && typ == obj.STT_FUNC:
		typ = was // the special kind stays
	case was != obj.STT_NOTYPE && typ != obj.STT_NOTYPE && s.Flags&obj.SymSection == 0 &&
		(baseType(was) != baseType(typ) || typ == obj.STT_TLS && s.Extra != 0 && d.u.Extras[s.Extra].Unique):
		d.warnf(start, "symbol %s has another type already", d.u.Name(id))
	}
	s.Flags |= obj.SymWritten
	if unique || typ != s.Type && s.Extra != 0 {
		d.u.Extra(id).Unique = unique
	}
	s.Type = typ
	d.u.GNU = d.u.GNU || unique || typ == obj.STT_GNU_IFUNC
	return true
}

// size is .size name, expression. With nothing for a name that is "".
func (d *Directives) size(int) bool {
	in := d.in
	id, fresh := obj.SymID(0), obj.SymID(len(d.u.Syms))
	if in.Peek() == ',' {
		id, _ = d.symbolOf([]byte(obj.EmptyName), in.At)
	} else if id, _ = d.symbol(); id == 0 {
		return false
	}
	if !in.Comma() {
		return d.expected("a comma and a size")
	}
	in.SkipSpace()
	start := in.At
	d.u.Unmeasured = true
	defer func() { d.u.Unmeasured = false }()
	v := in.Expr()
	if id >= fresh {
		d.u.PinLast(id) // behind those of the expression
	}
	switch v.Kind {
	case obj.ValueNone:
		return d.expected("a size")
	case obj.ValueReg, obj.ValueBig:
		return d.errorf(start, "a size is a number or the difference of two labels")
	}
	if !in.ExpectEnd() {
		return false
	}
	x := d.u.Extra(id)
	if n, ok := d.u.Constant(v); ok {
		v, x.Known = obj.Int(n), n
	}
	d.u.Syms[id].Flags |= obj.SymWritten
	x.Size, x.SizePos = v, in.PosAt(start)
	return true
}

// set is .set and .equ (flags 0), .equiv (SymEquiv), .eqv (SymForward too).
func (d *Directives) set(flags int) bool {
	in := d.in
	in.SkipSpace()
	start := in.At
	name := in.StringName()
	if name == nil {
		return d.expected("a symbol name")
	}
	name = d.keep(name, start)
	if !in.Comma() {
		return d.expected("a comma and an expression")
	}
	return d.assign(name, start, obj.SymFlags(flags))
}

// keep returns name in memory that no string read later changes.
func (d *Directives) keep(name []byte, start int) []byte {
	if d.in.Text[start] != '"' {
		return name
	}
	return append([]byte(nil), name...)
}

// Assign is `name = expression` or `name == expression`, In.At being at the
// sign. The second is .eqv: a symbol that stands for its expression, which is
// evaluated anew at each use.
func (d *Directives) Assign(name []byte, start int) bool {
	in := d.in
	d.name, d.start = name, start
	name = d.keep(name, start)
	in.At++
	flags := obj.SymFlags(0)
	if in.Text[in.At] == '=' {
		in.At++
		flags = obj.SymEquiv | obj.SymForward
	}
	return d.assign(name, start, flags)
}

func (d *Directives) assign(name []byte, start int, flags obj.SymFlags) bool {
	in, u := d.in, d.u
	in.SkipSpace()
	at := in.At
	if len(name) == 1 && name[0] == '.' {
		v := in.Expr()
		if v.Kind == obj.ValueNone {
			return d.expected("an expression")
		}
		if v.Mod != obj.ModNone {
			return d.modified(at)
		}
		return in.ExpectEnd() && d.advance(v, 0, at)
	}
	pos := in.PosAt(start)
	known := d.Listing != nil && u.Find(name) != 0
	id := u.Symbol(name, pos) // before the symbols of the expression
	before := u.Syms[id]
	in.SetDeferred(flags&obj.SymForward != 0)
	v := in.Expr()
	in.SetDeferred(false)
	if v.Kind == obj.ValueNone {
		return d.expected("an expression")
	}
	if v.Mod != obj.ModNone {
		return d.modified(at)
	}
	if v.Kind == obj.ValueSym && v.Sub == 0 && v.Add == 0 && u.Syms[v.Sym].Part == obj.PartReg {
		v = u.Use(v.Sym) // .eqv leaves even the names of registers for later
	}
	if v.Kind == obj.ValueReg && u.Syms[id].Flags&obj.SymGlobal != 0 {
		return d.errorf(at, "%s is global, and no other module can see a register", name)
	}
	if v.Kind == obj.ValueBig {
		return d.errorf(at, "an integer of more than 64 bits cannot be the value of a symbol")
	}
	if !in.ExpectEnd() {
		return false
	}
	if d.later && d.strange(&v) {
		if flags == 0 && d.aliasLater(id, &v, pos) {
			return true
		}
		return d.errorf(at, "the value of %s needs the source to be read from its start", name)
	}
	if v.Sym != 0 && u.Syms[v.Sym].Part == obj.PartCommon && v.Sub == 0 && v.Kind == obj.ValueSym {
		return d.errorf(at, "%s is a common symbol, whose place only the linker knows; it cannot be the value of another", u.Name(v.Sym))
	}
	if u.Syms[id].Part != obj.PartNone && u.Mentions(v.Sym, id) {
		return d.errorf(at, "the new value of %s needs the old one, which is no number; use another name", name)
	}
	if s := &u.Syms[id]; flags&obj.SymEquiv != 0 && s.Part != obj.PartNone && s.Part != obj.PartReg && s.Flags&obj.SymBuiltin == 0 ||
		u.Assign(id, v, obj.SymAssigned|flags, pos) == 0 {
		return d.definedAgain(id, diag.Span{Pos: pos, Len: uint32(len(name))})
	}
	if d.Listing != nil {
		d.listAssigned(name, v, before, known, flags&obj.SymForward != 0)
	}
	return true
}

// modified refuses an @ modifier in what is no field of an object.
func (d *Directives) modified(at int) bool {
	return d.errorf(at, "an @ modifier has no meaning here; it belongs to an operand or to .long and .quad")
}

// strange reports whether an earlier piece of the source may say more of the
// symbols of a value: what a difference comes to, or the type and size that an
// alias copies. A .L symbol has neither type nor size.
func (d *Directives) strange(v *obj.Value) bool {
	if v.Sym == 0 && v.Sub == 0 {
		return false
	}
	s := &d.u.Syms[v.Sym]
	if v.Sub != 0 {
		return !s.InPart() || !d.u.Syms[v.Sub].InPart()
	}
	switch {
	case s.Part == obj.PartAbs || s.Flags&obj.SymTemp != 0 && s.Part != obj.PartExpr:
		return false
	case s.InPart():
		return s.Flags&obj.SymSection == 0 && (s.Type == obj.STT_NOTYPE || s.Extra == 0)
	}
	return true
}

// weakref is .weakref alias, target: the alias refers to the target, which is
// weak if nothing else refers to it.
func (d *Directives) weakref(int) bool {
	in, u := d.in, d.u
	alias, start := d.stringSymbol()
	if alias == 0 {
		return false
	}
	if !in.Comma() {
		return d.expected("a comma and the symbol referred to")
	}
	target, _ := d.stringSymbol()
	if target == 0 || !in.ExpectEnd() {
		return false
	}
	if u.Syms[target].Part == obj.PartReg {
		return d.errorf(start, "%s is a register, which no other module can see", u.Name(target))
	}
	pos := in.PosAt(start)
	s := &u.Syms[alias]
	if id := u.Renew(alias); id != 0 {
		alias = id
	} else {
		in.Diags.Errorf(diag.Span{Pos: pos, Len: uint32(len(u.Name(alias)))}, "symbol %s is already defined", u.Name(alias)).
			Note(diag.At(s.Pos), "first defined here")
		return false
	}
	for id := target; id != 0; {
		if id == alias {
			return d.errorf(start, "%s would stand for itself", u.Name(alias))
		}
		x := u.Syms[id].Extra
		if x == 0 {
			break
		}
		id = u.Extras[x].WeakrefTo
	}
	if u.Extra(alias).WeakrefTo == 0 {
		d.symbols.weakrefs = append(d.symbols.weakrefs, alias)
	}
	u.Extra(alias).WeakrefTo = target
	u.Pin(target)
	u.Equate(alias, obj.SymValue(target), pos)
	u.Syms[alias].Pos = pos
	return true
}

// symver is .symver name, name@VERSION [, visibility].
func (d *Directives) symver(int) bool {
	in, u := d.in, d.u
	id, _ := d.symbol()
	if id == 0 {
		return false
	}
	if !in.Comma() {
		return d.expected("a comma and the name with its version")
	}
	in.SkipSpace()
	start := in.At
	var version string
	if in.Text[in.At] == '"' {
		version = string(in.Name())
	} else {
		for {
			c := in.Text[in.At]
			if c == '@' || lexer.NameChar(c) {
				in.At++
				continue
			}
			break
		}
		version = string(in.Text[start:in.At])
	}
	if strings.Contains(version, "@@@@") {
		return d.errorf(start, "%s has more than three @", version)
	}
	if at := strings.IndexByte(version, '@'); at < 0 || at == 0 && in.Text[start] != '"' {
		return d.errorf(start, "%s has no version; expected a name such as %s@VERSION", version, u.Name(id))
	}
	fate := fateKept
	if in.Comma() {
		at := in.At
		switch w := d.word(); string(w) {
		case "local":
			fate = fateLocal
		case "hidden":
			fate = fateHidden
		case "remove":
			fate = fateRemoved
		default:
			return d.errorf(at, "unknown visibility %s; expected local, hidden or remove", w)
		}
	}
	if !in.ExpectEnd() {
		return false
	}
	if u.Syms[id].Part == obj.PartCommon {
		d.commonVersion(in.Span(start), id)
		return false
	}
	return d.addSymver(id, version, fate, start)
}

// symbolState is what waits for the end of the source.
type symbolState struct {
	weakrefs  []obj.SymID
	late      []lateAlias
	versioned []versioned
}

// finishSymbols decides which targets of .weakref are weak, and gives symbols
// their versions.
func (d *Directives) finishSymbols() {
	u := d.u
	for _, alias := range d.symbols.weakrefs {
		// As lists the target when something uses the alias, or when one of them is a .L symbol.
		target, listed := alias, obj.SymFlags(0)
		for u.Syms[target].Extra != 0 && u.Extras[u.Syms[target].Extra].WeakrefTo != 0 {
			target = u.Extras[u.Syms[target].Extra].WeakrefTo
			listed |= u.Syms[target].Flags & obj.SymTemp
		}
		listed |= u.Syms[alias].Flags & (obj.SymUsed | obj.SymTemp)
		if t := &u.Syms[target]; string(u.Name(target)) == obj.OffsetTable {
			t.Flags |= obj.SymUsed // as knows it, and so it is not weak
		} else if listed != 0 && t.Part == obj.PartNone && t.Flags&(obj.SymUsed|obj.SymGlobal) == 0 {
			t.Flags |= obj.SymWeak | obj.SymReloc
		}
	}
	d.finishVersions()
}
