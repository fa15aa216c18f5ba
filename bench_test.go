package tas

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"tas/diag"
	"tas/obj"
)

// benchSource is what the stages are measured on: the file that TAS_BENCH
// names, or a compiler's output from testdata, repeated with other labels.
func benchSource(b *testing.B) []byte {
	b.Helper()
	if name := os.Getenv("TAS_BENCH"); name != "" {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		return text
	}
	text, err := os.ReadFile("testdata/corpus/demo-gcc-O2.s")
	if err != nil {
		b.Fatal(err)
	}
	var all bytes.Buffer
	for i := range 50 {
		suffix := string(rune('A'+i/26)) + string(rune('A'+i%26))
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "\t.globl") || strings.HasPrefix(line, "\t.file") || strings.HasPrefix(line, "\t.comm") {
				continue
			}
			all.WriteString(renameLabels(line, suffix))
		}
	}
	return all.Bytes()
}

// renameLabels appends suffix to the labels that a line defines or names.
func renameLabels(line, suffix string) string {
	if name, rest, ok := strings.Cut(line, ":"); ok && !strings.ContainsAny(name, " \t\"") {
		return name + suffix + ":" + rest
	}
	return strings.ReplaceAll(line, ".L", ".L"+suffix)
}

// stages runs the pipeline up to the one to be measured, outside the clock.
func stages(b *testing.B, text []byte) (*Result, *obj.Unit) {
	r := &Result{Diags: &diag.List{}, Sources: &diag.Sources{}}
	u := r.unit([]Input{{Name: "bench.s", Text: append(make([]byte, 0, len(text)+2), text...)}}, &Options{})
	if r.Diags.Failed() {
		b.Fatal(r.Diags.Sorted()[0].Text)
	}
	return r, u
}

func report(b *testing.B, text []byte) {
	lines := bytes.Count(text, []byte{'\n'})
	b.SetBytes(int64(len(text)))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(lines), "ns/line")
	b.ReportAllocs()
}

// BenchmarkStatements reads a source into a unit: scan, operands, match, emit,
// labels, directives.
func BenchmarkStatements(b *testing.B) {
	text := benchSource(b)
	for b.Loop() {
		stages(b, text)
	}
	report(b, text)
}

func BenchmarkRelax(b *testing.B) {
	text := benchSource(b)
	for b.Loop() {
		b.StopTimer()
		_, u := stages(b, text)
		b.StartTimer()
		obj.Relax(u)
	}
	report(b, text)
}

func BenchmarkResolve(b *testing.B) {
	text := benchSource(b)
	for b.Loop() {
		b.StopTimer()
		_, u := stages(b, text)
		obj.Relax(u)
		b.StartTimer()
		obj.Resolve(u, &obj.Options{})
	}
	report(b, text)
}

func BenchmarkWrite(b *testing.B) {
	text := benchSource(b)
	_, u := stages(b, text)
	obj.Relax(u)
	o := obj.Resolve(u, &obj.Options{})
	for b.Loop() {
		obj.WriteELF(o, &diag.List{})
	}
	report(b, text)
}

// BenchmarkObject is the whole way from text to the bytes of an object.
func BenchmarkObject(b *testing.B) {
	text := benchSource(b)
	for b.Loop() {
		r := Build([]Input{{Name: "bench.s", Text: text}}, &Options{Output: Object})
		if r.Diags.Failed() {
			b.Fatal(r.Diags.Sorted()[0].Text)
		}
	}
	report(b, text)
}

// BenchmarkLabels defines labels and refers to them: names, the table of
// symbols, jumps.
func BenchmarkLabels(b *testing.B) {
	var text bytes.Buffer
	for i := range 20000 {
		fmt.Fprintf(&text, ".L%d:\n\tjne\t.L%d\nname_%d:\n\tcall\tname_%d\n", i, (i*7)%20000, i, (i*13)%20000)
	}
	for b.Loop() {
		stages(b, text.Bytes())
	}
	report(b, text.Bytes())
}

// BenchmarkMacro expands macros and repetitions; ns/line is for a call, or for
// a line of a repetition.
func BenchmarkMacro(b *testing.B) {
	const calls = 10000
	for _, m := range []struct{ name, macro, call string }{
		{"empty", ".macro m\n\tnop\n.endm\n", "\tm\n"},
		{"operands", ".macro m a, b, c=8\n\tmov \\a, \\b\n\tlea \\c(\\b), \\a\n.endm\n", "\tm %rax, %rbx\n"},
		{"vararg", ".macro m a:vararg\n\t.byte \\a\n.endm\n", "\tm 1, 2, 3\n"},
		{"conditional", ".macro m n\n.if \\n == 0\n\tnop\n.elseif \\n < 10\n\tret\n.else\n\thlt\n.endif\n.endm\n", "\tm 7\n"},
		{"nested", ".macro n a\n\tpush \\a\n.endm\n.macro m a, b\n\tn \\a\n\tn \\b\n.endm\n", "\tm %rax, %rbx\n"},
		{"irp", "", ".irp a,1,2,3\n.irpc b,456\n\t.byte \\a\\b\n.endr\n.endr\n"},
		{"rept", "", ".rept 10\n\t.byte 1\n\tnop\n.endr\n"},
	} {
		b.Run(m.name, func(b *testing.B) {
			text := []byte(m.macro + strings.Repeat(m.call, calls))
			for b.Loop() {
				stages(b, text)
			}
			report(b, text)
		})
	}
}

// BenchmarkStart is a whole run for the least program there is, without the start
// of a process: what is made ready for every source.
func BenchmarkStart(b *testing.B) {
	text := []byte("\t.globl _start\n_start:\n\tmov $60, %eax\n\txor %edi, %edi\n\tsyscall\n")
	for b.Loop() {
		if r := Build([]Input{{Name: "start.s", Text: text}}, &Options{}); r.Diags.Failed() {
			b.Fatal(r.Diags.Sorted()[0].Text)
		}
	}
	report(b, text)
}
