package lexer

import "tas/obj"

// Words of Intel's syntax in expressions: operators, and what may stand before a
// symbol to say of which kind its address is. In either case of letters.

// IntelSize returns the bytes that the word before ptr stands for; 0 when it is
// no such word. By itself the word is that number.
func IntelSize(word string) uint8 {
	switch word {
	case "byte":
		return 1
	case "word":
		return 2
	case "dword":
		return 4
	case "fword":
		return 6
	case "qword", "mmword":
		return 8
	case "tbyte":
		return 10
	case "oword", "xmmword":
		return 16
	case "ymmword":
		return 32
	case "zmmword":
		return 64
	}
	return 0
}

// Word returns the name that starts here in lower case, "" when it is longer
// than buf.
func (in *Input) Word(buf *[8]byte) string {
	n := 0
	for c := in.Text[in.At]; class[c]&cName != 0; c = in.Text[in.At+n] {
		if n == len(buf) {
			return ""
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[n] = c
		n++
	}
	return string(buf[:n])
}

// prefixWord reports whether the name at Text[at:] may say something of what follows,
// or be a number.
func (in *Input) prefixWord(at int) bool {
	from := in.At
	in.At = at
	var buf [8]byte
	word := in.Word(&buf)
	in.At = from
	return word == "not" || word == "offset" || word == "short" || IntelSize(word) != 0
}

// infixWord looks at the operator whose name stands here; rank 0 means none.
func (in *Input) infixWord() binary {
	var buf [8]byte
	switch in.Word(&buf) {
	case "mod":
		return binary{obj.OpMod, 6, 3}
	case "shl":
		return binary{obj.OpShl, 6, 3}
	case "shr":
		return binary{obj.OpShr, 6, 3}
	case "and":
		return binary{obj.OpAnd, 5, 3}
	case "or":
		return binary{obj.OpOr, 5, 2}
	case "xor":
		return binary{obj.OpXor, 5, 3}
	case "eq":
		return binary{obj.OpEq, 3, 2}
	case "ne":
		return binary{obj.OpNe, 3, 2}
	case "lt":
		return binary{obj.OpLt, 3, 2}
	case "le":
		return binary{obj.OpLe, 3, 2}
	case "gt":
		return binary{obj.OpGt, 3, 2}
	case "ge":
		return binary{obj.OpGe, 3, 2}
	}
	return binary{}
}

// intelTerm reads an operand that begins with a word of the syntax; found is false,
// and nothing was read, when the word is an ordinary name. Outside of instructions
// most of them say nothing.
func (in *Input) intelTerm() (v obj.Value, found bool) {
	var buf [8]byte
	start := in.At
	word := in.Word(&buf)
	size := IntelSize(word)
	in.At += len(word)
	switch {
	case word == "not" || word == "offset" || word == "short":
	case size != 0 || word == "near" || word == "far":
		var next [8]byte
		at := in.At
		if in.SkipSpace(); in.Word(&next) == "ptr" {
			in.At += len("ptr")
		} else if in.At = at; size != 0 {
			return obj.Int(int64(size)), true
		} else {
			in.At = start
			return v, false
		}
	case word == "flat" && in.Text[in.At] == ':':
		in.At++
	default:
		in.At = start
		if in.infixWord().rank != 0 {
			in.Diags.Errorf(in.spanOf(start, len(word)), "%s is an operator in Intel syntax; expected a number or symbol before it", word)
			in.SkipStatement()
			return obj.Int(0), true
		}
		return v, false
	}
	if in.nesting++; in.nesting > MaxNesting {
		in.Diags.Errorf(in.Span(start), "expression is nested too deeply")
		in.SkipStatement()
	} else {
		v = in.operand()
	}
	in.nesting--
	if v.Kind == obj.ValueNone {
		return obj.Int(0), true
	}
	if word == "not" {
		v = in.Unit.Unary(obj.OpNot, v, in.PosAt(start))
	}
	return v, true
}
