package encoder

import "tas/encoder/isa"

// The same line with another number. The rounds of a repetition often differ in the
// digits of a displacement or a constant:
//
//	mov	%rax, 17(%rbx,%rcx)
//
// When a plain line is told of beforehand, and where it changes, it is kept taken apart,
// and only the number is read again: in a third of the time that plain takes.

// kept is a plain line of which a number changes.
type kept struct {
	line       plainLine
	form       *form // nil = none is kept
	start, end int   // of the number
}

// Keep keeps the instruction that text begins with as line i, of which the bytes from at
// on, size of them, change. It reports false when that is not for Again.
func (e *Encoder) Keep(i int, text []byte, at, size int) bool {
	for len(e.kept) <= i {
		e.kept = append(e.kept, kept{})
	}
	k := &e.kept[i]
	*k = kept{start: at}
	l := &k.line
	if !e.repeatable() || !l.read(text[:cap(text)], 0) || l.symbol != 0 {
		return false
	}
	for k.start > 0 && text[k.start-1]-'0' <= 9 {
		k.start--
	}
	if k.start > 0 && text[k.start-1] == '-' {
		k.start--
	}
	n, end := numberAt(text[:cap(text)], k.start)
	k.end = end
	switch {
	case end < at+size:
	case text[k.start-1] == '$' && n == l.imm, k.start == l.operand && n == l.disp && n != 0 && text[end] == '(':
		k.form = e.form(l)
	}
	return k.form != nil
}

// Again assembles line i, whose number is another one in text. It reports false, and has
// done nothing, when it is not as long, or makes another instruction of the line.
func (e *Encoder) Again(i int, text []byte) bool {
	k := &e.kept[i]
	l, f := &k.line, k.form
	n, end := numberAt(text[:cap(text)], k.start)
	if end != k.end || f.shape != l.shape || f.name != l.name {
		return false
	}
	if text[k.start-1] == '$' {
		if (immClass(n)^immClass(l.imm))&^(isa.IThree|isa.I4) != 0 {
			return false
		}
		l.imm = n
	} else {
		if n == 0 || n != int64(int32(n)) || (n == int64(int8(n))) != (l.disp == int64(int8(l.disp))) {
			return false
		}
		l.disp = n
	}
	part := e.unit.Cur
	part.Room(room)
	start := len(part.Data)
	size, _ := l.write(f, (*[room]byte)(part.Data[start:][:room]))
	part.Data = part.Data[:start+size]
	return true
}
