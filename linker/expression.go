package linker

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The expressions of --defsym: numbers, names of symbols, and C's operators on
// 64 bits: unsigned, but for the division, as with ld. What a name is worth is known only after layout, so an
// expression is kept as a tree until then.

// Expression is one node: a number, a symbol, or an operator with its
// operands.
type Expression struct {
	op     string // empty for a number or a symbol
	a, b   *Expression
	symbol string
	number uint64
}

// Number is the expression of a constant.
func Number(v uint64) *Expression { return &Expression{number: v} }

// precedence holds the operators of two operands, the loosest first.
var precedence = [...][]string{
	{"||"}, {"&&"}, {"|"}, {"&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"},
}

// maxDepth bounds parentheses and prefixes.
const maxDepth = 100

// expressionParser reads one text.
type expressionParser struct {
	rest  string
	depth int
}

// ParseExpression reads an expression as ld does.
func ParseExpression(text string) (*Expression, error) {
	p := expressionParser{rest: text}
	e, err := p.binary(0)
	if err == nil && p.peek() != 0 {
		err = fmt.Errorf("an operator is expected at %.20q", p.rest)
	}
	return e, err
}

// peek skips blanks and returns the next byte, 0 at the end.
func (p *expressionParser) peek() byte {
	p.rest = strings.TrimLeft(p.rest, " \t")
	if p.rest == "" {
		return 0
	}
	return p.rest[0]
}

// operator takes one of the operators of a level, or returns an empty string.
func (p *expressionParser) operator(level int) string {
	p.peek()
	for _, op := range precedence[level] {
		if !strings.HasPrefix(p.rest, op) {
			continue
		}
		// The first half of && is not &, nor that of << a <.
		if after := p.rest[len(op):]; len(op) == 1 && strings.Contains("&|<>", op) && (strings.HasPrefix(after, op) || after != "" && after[0] == '=') {
			continue
		}
		p.rest = p.rest[len(op):]
		return op
	}
	return ""
}

func (p *expressionParser) binary(level int) (*Expression, error) {
	if level == len(precedence) {
		return p.unary()
	}
	a, err := p.binary(level + 1)
	for err == nil {
		op := p.operator(level)
		if op == "" {
			return a, nil
		}
		var b *Expression
		b, err = p.binary(level + 1)
		a = &Expression{op: op, a: a, b: b}
	}
	return nil, err
}

func (p *expressionParser) unary() (*Expression, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, errors.New("the expression is nested too deeply")
	}
	defer func() { p.depth-- }()
	switch c := p.peek(); c {
	case '-', '~', '!', '+':
		p.rest = p.rest[1:]
		a, err := p.unary()
		return &Expression{op: "unary" + string(c), a: a}, err
	case '(':
		p.rest = p.rest[1:]
		a, err := p.binary(0)
		if err == nil && p.peek() != ')' {
			err = errors.New("a ) is missing")
		}
		if err == nil {
			p.rest = p.rest[1:]
		}
		return a, err
	}
	return p.operand()
}

// operand reads a number or a name. ld takes $ for hexadecimal, and K and M
// behind a number for 1024 and its square, H for hexadecimal again.
func (p *expressionParser) operand() (*Expression, error) {
	n := 0
	for n < len(p.rest) && (strings.IndexByte("._$@", p.rest[n]) >= 0 || p.rest[n] >= 0x80 || isAlphanumeric(p.rest[n])) {
		n++
	}
	word := p.rest[:n]
	p.rest = p.rest[n:]
	switch {
	case word == "":
		return nil, errors.New("a number or a symbol is expected")
	case word == ".":
		return nil, errors.New("there is no current address on the command line")
	case p.peek() == '(':
		return nil, fmt.Errorf("%s is a function of linker scripts, which are not supported", word)
	case word[0] != '$' && (word[0] < '0' || word[0] > '9'):
		return &Expression{symbol: word}, nil
	}
	v, err := scriptNumber(word)
	return Number(v), err
}

func isAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func scriptNumber(word string) (uint64, error) {
	digits, factor := word, uint64(1)
	switch last := word[len(word)-1]; {
	case last|0x20 == 'k':
		digits, factor = word[:len(word)-1], 1<<10
	case last|0x20 == 'm':
		digits, factor = word[:len(word)-1], 1<<20
	case last|0x20 == 'h':
		digits = "$" + word[:len(word)-1]
	}
	if hex, ok := strings.CutPrefix(digits, "$"); ok {
		digits = "0x" + hex
	}
	v, err := strconv.ParseUint(digits, 0, 64)
	if err != nil || strings.Contains(digits, "_") {
		return 0, fmt.Errorf("%s is not a number of 64 bits", word)
	}
	return v * factor, nil
}

// eachSymbol calls do for the names in an expression.
func (e *Expression) eachSymbol(do func(name string)) {
	switch {
	case e == nil:
	case e.symbol != "":
		do(e.symbol)
	default:
		e.a.eachSymbol(do)
		e.b.eachSymbol(do)
	}
}

// offset splits an expression that is a symbol and a number added to it: such
// a symbol moves with the other. ok is false for all other expressions.
func (e *Expression) offset() (symbol string, add uint64, ok bool) {
	switch {
	case e.op == "":
		return e.symbol, e.number, true
	case e.op == "+" || e.op == "-":
		s1, v1, ok1 := e.a.offset()
		s2, v2, ok2 := e.b.offset()
		if !ok1 || !ok2 || s2 != "" && (s1 != "" || e.op == "-") {
			return "", 0, false
		}
		if e.op == "-" {
			v2 = -v2
		}
		return s1 + s2, v1 + v2, true
	}
	ok = true
	e.eachSymbol(func(string) { ok = false })
	if ok {
		add, ok = e.value(nil)
	}
	return "", add, ok
}

// value computes an expression; of names, symbol knows the values. It reports
// false for a division by zero.
func (e *Expression) value(symbol func(name string) uint64) (uint64, bool) {
	switch {
	case e.symbol != "":
		return symbol(e.symbol), true
	case e.op == "":
		return e.number, true
	}
	a, ok := e.a.value(symbol)
	b := uint64(0)
	if ok && e.b != nil {
		b, ok = e.b.value(symbol)
	}
	if !ok {
		return 0, false
	}
	truth := func(v bool) (uint64, bool) {
		if v {
			return 1, true
		}
		return 0, true
	}
	switch e.op {
	case "unary-":
		return -a, true
	case "unary+":
		return a, true
	case "unary~":
		return ^a, true
	case "unary!":
		return truth(a == 0)
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	case "*":
		return a * b, true
	case "/":
		if b == 0 {
			return 0, false
		}
		return uint64(int64(a) / int64(b)), true
	case "%":
		if b == 0 {
			return 0, false
		}
		return uint64(int64(a) % int64(b)), true
	case "<<":
		return a << (b & 63), true
	case ">>":
		return a >> (b & 63), true
	case "&":
		return a & b, true
	case "|":
		return a | b, true
	case "&&":
		return truth(a != 0 && b != 0)
	case "||":
		return truth(a != 0 || b != 0)
	case "==":
		return truth(a == b)
	case "!=":
		return truth(a != b)
	case "<":
		return truth(a < b)
	case ">":
		return truth(a > b)
	case "<=":
		return truth(a <= b)
	default:
		return truth(a >= b)
	}
}
