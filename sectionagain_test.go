package tas

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestSectionLinesAgain assembles random programs that change sections, twice: as
// they are, and with a comment behind each line, so that none is remembered.
func TestSectionLinesAgain(t *testing.T) {
	lines := strings.Split(`.section .a,"a"
.section .a
.section .a, "aw"
.section .a,"a",@progbits
.section .a,"a",@nobits
.section .rodata
.section .rodata,"aw"
.section .init_array,"a"
.section .init_array,"aw",@init_array
.section .g,"aG",@progbits,one
.section .g,"aG",@progbits,two,comdat
.section .g,"a?"
.section .m,"aM",@progbits,n
.section .m,"aM",@progbits,4
.section .u,"a",@progbits,unique,n
.section .o,"ao",@progbits,.text
.section .text, "ax" ; .byte 7
.section "quoted name","aw"
.section .new
.pushsection .a,"a"
.pushsection .a,n
.pushsection .a,n,"a"
.pushsection .a,1
.pushsection .r,"aR"
.pushsection .r,"a"
.pushsection .text
.pushsection .bss
.section .stabstr,"",@progbits
.stabs "name",100,0,0,0
.popsection
.popsection
.popsection
.previous
.subsection n
.attach_to_group three
.text
n = 0
n = 1`, "\n")
	good := 0
	for seed := range 2000 {
		random := rand.New(rand.NewPCG(uint64(seed), 3))
		var plain, commented strings.Builder
		plain.WriteString("n = 1\n")
		commented.WriteString("n = 1\n")
		few := random.Perm(len(lines))[:3+random.IntN(12)]
		for i := range 60 {
			line := lines[few[random.IntN(len(few))]]
			fmt.Fprintf(&plain, "%s\n.long %d\n", line, i)
			fmt.Fprintf(&commented, "%s # %d\n.long %d\n", line, i, i)
		}
		a, b := objectOf(plain.String()), objectOf(commented.String())
		if !a.Diags.Failed() {
			good++
		}
		if a.Diags.Failed() != b.Diags.Failed() || a.Diags.Len() != b.Diags.Len() || !bytes.Equal(a.Output, b.Output) {
			t.Fatalf("seed %d: the objects or messages differ\n%s", seed, plain.String())
		}
	}
	if good < 200 {
		t.Errorf("only %d programs have no errors", good)
	}
}
