package encoder

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"

	"tas/diag"
	"tas/lexer"
)

// Who writes Intel syntax where AT&T is expected is shown the same instruction as
// AT&T has it. Only for messages: what is not plain gets a general remark.

// intelSyntax reports that the statement, whose operands begin at Text[start:], is in
// Intel syntax, and says remark when it has no plain counterpart.
func (e *Encoder) intelSyntax(at diag.Span, start int, remark string) {
	end := start + bytes.IndexAny(e.in.Text[start:], "\n;#\x00")
	operands := string(e.in.Text[start:end])
	d := e.in.Diags.Errorf(at, "this is Intel syntax; in AT&T syntax %s", cmp.Or(attSpelling(string(e.mnemonicText()), operands), remark))
	if !e.toldIntel {
		e.toldIntel = true
		d.Note(e.span(), ".intel_syntax noprefix before the first instruction lets tas read Intel syntax")
	}
}

// attSpelling is a remark with the AT&T spelling of name and its Intel operands;
// empty when they are not plain.
func attSpelling(name, operands string) string {
	branch := strings.EqualFold(name, "call") || strings.EqualFold(name, "jmp")
	var out string
	var size uint8
	for _, operand := range strings.Split(operands, ",") {
		spelling, stated := attOperand(operand)
		if spelling == "" {
			return ""
		}
		if branch {
			if spelling[0] == '$' || stated == 4 { // a far one
				return ""
			}
			spelling = "*" + spelling
		}
		if size = max(size, stated); out != "" {
			spelling += ", "
		}
		out = spelling + out
	}
	if suffixed := name + string("?bw?l???q"[size%9]); size != 0 && !strings.EqualFold(name, "lea") {
		switch {
		case name[0]|0x20 == 'f' || strings.EqualFold(name, "movd"): // the letters mean other sizes, or there is none
			return ""
		case lookup([]byte(suffixed), 0, len(suffixed)) != 0:
			name = suffixed
		}
	}
	return "it is " + name + " " + out
}

// attOperand returns an Intel operand as AT&T has it, and the size stated before it.
func attOperand(text string) (spelling string, size uint8) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return "", 0
	}
	if len(words) > 1 {
		if size = lexer.IntelSize(strings.ToLower(words[0])); size != 0 {
			if words = words[1:]; strings.EqualFold(words[0], "ptr") {
				words = words[1:]
			}
		}
	}
	if words[0] == "[rel" {
		words[0] = "[rip+"
	}
	text = strings.Join(words, "")
	if inner, ok := strings.CutPrefix(text, "["); ok {
		return attMemory(strings.CutSuffix(inner, "]")), size
	}
	switch {
	case isRegister(text):
		return "%" + text, size
	case isNumber(text):
		return "$" + text, size
	}
	return "", 0
}

// attMemory returns what stands in the brackets of an Intel address as AT&T has it;
// empty when it is not plain, or closed is false.
func attMemory(text string, closed bool) string {
	var displacement, base, index, scale string
	for rest := text; rest != ""; {
		end := 1 + strings.IndexAny(rest[1:]+"+", "+-")
		term, minus := strings.TrimLeft(rest[:end], "+-"), rest[0] == '-'
		rest = rest[end:]
		a, b, product := strings.Cut(term, "*")
		if isRegister(b) {
			a, b = b, a
		}
		switch {
		case isRegister(a) && !minus && product && isNumber(b) && index == "":
			index, scale = "%"+a, ","+b
		case isRegister(a) && !minus && !product && base == "":
			base = "%" + a
		case isRegister(a) && !minus && !product && index == "":
			index = "%" + a
		case !product && !isRegister(a) && (isNumber(a) || isName(a)):
			if displacement != "" && !minus {
				displacement += "+"
			} else if minus {
				displacement += "-"
			}
			displacement += a
		default:
			return ""
		}
	}
	switch {
	case !closed:
		return ""
	case index != "":
		return displacement + "(" + base + "," + index + scale + ")"
	case base != "":
		return displacement + "(" + base + ")"
	}
	return displacement
}

// UndefinedRegister is what to say of an undefined symbol that has the name of a
// register: a % was forgotten. It is empty for other names.
func UndefinedRegister(name string) string {
	if isRegister(name) {
		return "the register is %" + name
	}
	return ""
}

func isRegister(text string) bool { return findRegister([]byte(text), 0, len(text)) != 0 }

// isNumber reports whether text is a number, or a character in quotes.
func isNumber(text string) bool {
	_, err := strconv.ParseInt(text, 0, 64)
	return err == nil || len(text) == 3 && text[0] == '\'' && text[2] == '\''
}

func isName(text string) bool {
	for k := range len(text) {
		if !lexer.NameByte(text[k]) {
			return false
		}
	}
	return text != "" && lexer.NameStart(text[0])
}
