// Package many writes the sources of a large program: many objects that call
// each other, for measuring links.
package many

import (
	"fmt"
	"strings"
)

// The program has Objects objects with Symbols functions each.
const (
	Objects = 1000
	Symbols = 100
	calls   = 3 // of each function
)

// Source is the source of object i of a program of so many objects. The first
// one has the entry, which exits.
func Source(i, objects int) string {
	var b strings.Builder
	if i == 0 {
		b.WriteString(".globl _start\n_start: mov $60, %eax\n xor %edi, %edi\n syscall\n")
	}
	for k := range Symbols {
		fmt.Fprintf(&b, ".globl function_%d_%d\n.type function_%[1]d_%[2]d, @function\nfunction_%[1]d_%[2]d:\n", i, k)
		for c := range calls {
			fmt.Fprintf(&b, " call function_%d_%d\n", (i*7+k*13+c*29)%objects, (k+c*17)%Symbols)
		}
		fmt.Fprintf(&b, " lea text_%d(%%rip), %%rdi\n mov table_%d_%d(%%rip), %%rax\n ret\n", k, i, k)
		fmt.Fprintf(&b, ".data\ntable_%d_%d: .quad function_%[1]d_%[2]d\n.section .rodata.str1.1,\"aMS\",@progbits,1\ntext_%[2]d: .asciz \"text %[2]d of %[3]d\"\n.text\n", i, k, i%10)
	}
	return b.String()
}
