package encoder

import "testing"

// The stages of one instruction, each by itself. BenchmarkAssemble is the whole.

const benchLine = "movl\t12(%rax,%rbx,4), %ecx"

// once returns an encoder that has just assembled benchLine, and the template
// that was chosen.
func once(b *testing.B) (*Encoder, *template) {
	a := newAssembler(benchLine)
	if a.line(); a.messages() != "" {
		b.Fatal(a.messages())
	}
	t := a.e.match()
	if t == nil {
		b.Fatal("no template")
	}
	b.ReportAllocs()
	return a.e, t
}

func BenchmarkMnemonic(b *testing.B) {
	e, _ := once(b)
	for b.Loop() {
		if e.mnemonic(0, len("movl")) == 0 {
			b.Fatal("not found")
		}
	}
}

func BenchmarkOperands(b *testing.B) {
	e, _ := once(b)
	i := &e.inst
	for b.Loop() {
		i.n, i.memMask, i.mem, i.rexBits, i.high = 0, 0, -1, 0, false
		e.in.At = i.nameEnd
		if !e.operands() {
			b.Fatal("not read")
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	e, t := once(b)
	for b.Loop() {
		if e.match() != t {
			b.Fatal("another template")
		}
	}
}

func BenchmarkEmit(b *testing.B) {
	e, t := once(b)
	for b.Loop() {
		e.unit.Cur.Data = e.unit.Cur.Data[:0]
		if !e.emit(t) {
			b.Fatal("not written")
		}
	}
}
