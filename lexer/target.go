package lexer

import (
	"bytes"

	"tas/obj"
)

// Names of places as compilers write them, read without the machinery of expressions.

// Target reads a name that is the only operand of its line: a tab or blank before
// it, the newline behind it, or @PLT or a comment between. Kind is ValueNone when
// there is anything else, or the name is known not to be a place; then nothing was
// read.
func (in *Input) Target() obj.Value {
	text, start := in.Text, in.At+1
	if c := text[in.At]; c != '\t' && c != ' ' || class[text[start]]&cFirst == 0 || in.Careful {
		return obj.Value{}
	}
	u := in.Unit
	id, at := u.Numbered(text, start, in.PosAt(start))
	mod := obj.ModNone
	if id == 0 {
		end := start + 1
		for class[text[end]]&cName != 0 {
			end++
		}
		if at = end; text[at] != '\n' {
			mod, at = behindTarget(text, at)
		}
		if text[at] != '\n' || text[end-1] == '.' {
			return obj.Value{}
		}
		id = u.Symbol(text[start:end:end], in.PosAt(start))
	}
	if text[at] != '\n' {
		return obj.Value{}
	}
	v := in.address(id)
	if v.Kind != obj.ValueNone {
		v.Mod = mod
		in.At = at
	}
	return v
}

// behindTarget reads @PLT and a comment.
func behindTarget(text []byte, at int) (mod obj.Modifier, end int) {
	const plt = "@PLT"
	if text[at] == '@' && bytes.HasPrefix(text[at:], []byte(plt)) {
		mod, at = obj.ModPLT, at+len(plt)
	}
	if end = blanks(text, at); text[end] == '#' {
		end += bytes.IndexByte(text[end:], '\n')
	}
	return mod, end
}

// Place is the value of the name text[start:end], the whole of an expression. Kind is
// ValueNone when it is known not to be a place, or may be something else.
func (in *Input) Place(start, end int) obj.Value {
	if in.Careful {
		return obj.Value{}
	}
	return in.address(in.Unit.Symbol(in.Text[start:end:end], in.PosAt(start)))
}

// address is the value of a symbol, unless it is known not to be a place.
func (in *Input) address(id obj.SymID) obj.Value {
	if _, bare := id.Bare(); bare {
		return obj.Value{}
	}
	if s := &in.Unit.Syms[id]; s.Part != obj.PartNone && !s.InPart() {
		return obj.Value{}
	}
	return in.Unit.Use(id)
}
