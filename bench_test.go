package tas

import (
	"bytes"
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
