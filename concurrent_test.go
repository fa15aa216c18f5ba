package tas

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// Sections are put together on all cores: the object and the messages must be
// those of one core. The first section, more than all others, is shared.
func TestSectionsOnAllCoresEqualThoseOnOne(t *testing.T) {
	for _, last := range []string{"", "\t.byte\t.L20-.L1\n", "\t.section\tthread,\"awT\"\nvar:\t.long\tvar@tpoff\n", "\t.reloc\t0, R_X86_64_32, .L1\n"} {
		var b strings.Builder
		for _, section := range []string{".text", ".data", "one", "two", "three"} {
			fmt.Fprintf(&b, "\t.section\t%s\n", section)
			for i := range 4000 {
				fmt.Fprintf(&b, ".L%s%d:\n\t.quad\t.Ltext%d\n\t.uleb128 .Lone%d-.Lone0\n\t.long\tname%d-.\n", strings.Trim(section, "."), i, i, i, i%7)
				if section == ".text" {
					fmt.Fprintf(&b, "%s\tjne\t.Ltext%d\n\t.p2align 3\n\tjmp\tname%d\n", strings.Repeat("\tjmp\t.Ltext0\n\tcall\tname1\n", 8), i&^15, i%7)
				}
			}
		}
		text := []byte(b.String() + "\t.data\n.L1:\t.zero\t1000\n.L20:\n\t.section\tlast\n" + last)
		in := func() []Input { return []Input{{Name: "cores.s", Text: bytes.Clone(text)}} }
		many := Build(in(), &Options{Output: Object, Serial: true})
		before := runtime.GOMAXPROCS(1)
		one := Build(in(), &Options{Output: Object, Serial: true})
		runtime.GOMAXPROCS(before)
		if a, b := messages(many), messages(one); a != b {
			t.Errorf("%q: messages %s, on one core %s", last, a, b)
		}
		if !bytes.Equal(many.Output, one.Output) {
			t.Errorf("%q: the objects differ", last)
		}
	}
}
