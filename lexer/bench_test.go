package lexer

import (
	"bytes"
	"testing"

	"tas/diag"
	"tas/obj"
)

// BenchmarkScan finds the names and the ends of statements: what reading costs
// before anything is understood.
func BenchmarkScan(b *testing.B) {
	text := bytes.Repeat([]byte("main:\n\tmovq\t-8(%rbp), %rax\t# a comment\n\t.long\t.LASF12\n\tcall\tprintf@PLT\n\taddl\t$1, %eax; ret\n"), 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	in := benchInput(text)
	for b.Loop() {
		for in.At = 0; !in.Done(); in.NextStatement() {
			if in.SkipSpace(); NameStart(in.Text[in.At]) {
				in.PlainName()
			}
			in.SkipStatement()
		}
	}
}

// BenchmarkExpr reads expressions: a number, a difference of labels, a sum.
func BenchmarkExpr(b *testing.B) {
	text := bytes.Repeat([]byte("12\n.L3-.L2\nsym + 4\n0x1f\n(9-4)*2\n"), 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	in := benchInput(text)
	for b.Loop() {
		for in.At = 0; !in.Done(); in.NextStatement() {
			in.Expr()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/5000, "ns/expr")
}

func benchInput(text []byte) *Input {
	sources := &diag.Sources{}
	src := sources.Add("bench.s", text)
	return New(obj.NewUnit(&diag.List{}, len(text)), sources, src, Terminate(bytes.Clone(text)))
}
