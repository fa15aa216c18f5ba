package lexer

import (
	"bytes"

	"tas/obj"
)

// Names of places as compilers write them, read without the machinery of expressions.

// Target reads the name at Text[at] that is the only operand of its line: the
// newline behind it, or @PLT or a comment between. end is that newline; 0 when there
// is anything else.
func (in *Input) Target(at int) (id obj.SymID, mod obj.Modifier, end int) {
	text := in.Text
	if class[text[at]]&cFirst == 0 || in.Careful {
		return 0, 0, 0
	}
	for end = at + 1; class[text[end]]&cName != 0; {
		end++
	}
	name := text[at:end:end]
	if text[end] != '\n' {
		mod, end = in.behindTarget(end)
	}
	if end == 0 || name[len(name)-1] == '.' {
		return 0, 0, 0
	}
	return in.Unit.Symbol(name, in.PosAt(at)), mod, end
}

// behindTarget reads @PLT, and what may stand behind a statement.
func (in *Input) behindTarget(at int) (mod obj.Modifier, end int) {
	const plt = "@PLT"
	if in.Text[at] == '@' && bytes.HasPrefix(in.Text[at:], []byte(plt)) {
		mod, at = obj.ModPLT, at+len(plt)
	}
	return mod, in.Rest(at)
}

// Rest is the end of the line when nothing but blanks and a comment stand between
// Text[at] and there; else 0.
func (in *Input) Rest(at int) int {
	if in.Text[at] == '\n' {
		return at
	}
	return in.rest(at)
}

func (in *Input) rest(at int) int {
	text := in.Text
	if at = Blanks(text, at); text[at] == '#' {
		at += bytes.IndexByte(text[at:], '\n')
	}
	if text[at] != '\n' {
		return 0
	}
	return at
}

// Place is the value of the name text[start:end], the whole of an expression. Kind is
// ValueNone when it is known not to be a place, or may be something else.
func (in *Input) Place(start, end int) obj.Value {
	if in.Careful {
		return obj.Value{}
	}
	id := in.Unit.Symbol(in.Text[start:end:end], in.PosAt(start))
	if !in.Unit.UsePlace(id) {
		return obj.Value{}
	}
	return obj.SymValue(id)
}
