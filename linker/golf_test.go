package linker

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// zeroedHello relies on registers being zero at the start.
const zeroedHello = `
	.globl _start
_start:	mov $1, %al
	mov %eax, %edi
	lea msg(%rip), %rsi
	mov $14, %dl
	syscall
	mov $60, %al
	xor %edi, %edi
	syscall
	.section .rodata
msg:	.ascii "Hello, world!\n"
`

func TestGolfSizes(t *testing.T) {
	for _, c := range []struct {
		name, source, out string
		status            int
		safe, max         int
	}{
		{"hello", helloSource, "Hello, world!\n", 0, 107, 104},
		{"zeroed", zeroedHello, "Hello, world!\n", 0, 90, 86},
		{"exit", "_start: mov $60, %eax\n mov $42, %edi\n syscall", "", 42, 80, 73},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := looseObject(t, c.name, c.source)
			for i, most := range [...]int{c.safe, c.max} {
				mode := GolfSafe + GolfMode(i)
				var report GolfReport
				exe := link(t, &Options{Golf: mode, GolfReport: &report}, in)
				if again := link(t, &Options{Golf: mode}, in); !bytes.Equal(exe, again) {
					t.Errorf("mode %d: two links differ", mode)
				}
				if mode == GolfSafe && len(report.Conditions) > 0 {
					t.Errorf("conditions in safe mode: %v", report.Conditions)
				}
				if len(exe) > most {
					t.Errorf("mode %d: %d bytes, want at most %d; %s", mode, len(exe), most, report.Why)
				}
				runOften(t, exe, c.out, c.status)
			}
		})
	}
}

// TestGolfLoop checks that an endless loop does loop.
func TestGolfLoop(t *testing.T) {
	in := looseObject(t, "loop", "_start: jmp _start")
	for i, most := range [...]int{80, 73} {
		exe := link(t, &Options{Golf: GolfSafe + GolfMode(i)}, in)
		if len(exe) > most {
			t.Errorf("%d bytes, want at most %d", len(exe), most)
		}
		path := filepath.Join(t.TempDir(), "prog")
		if err := os.WriteFile(path, exe, 0o755); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		if err := cmd.Process.Signal(syscall.Signal(0)); err != nil {
			t.Errorf("it does not run any more: %v", err)
		}
		_ = cmd.Process.Kill()
		if _ = cmd.Wait(); cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Errorf("it ended by itself: %v", cmd.ProcessState)
		}
	}
}

// TestGolfPrograms has programs of several shapes: each must get smaller than
// with --tiny and do the same.
func TestGolfPrograms(t *testing.T) {
	for _, c := range []struct {
		name, source, out string
		status            int
	}{
		{"calls", `
	.globl _start
f:	add %edi, %edi
	ret
_start:	mov $5, %edi
	call f
	call g
	cmp $11, %edi
	jne 1f
	mov $60, %eax
	syscall
1:	mov $60, %eax
	mov $1, %edi
	syscall
g:	inc %edi
	ret
`, "", 11},
		{"table", `
	.globl _start, one, two
_start:	mov $2, %ebx
1:	dec %ebx
	jmp *table(,%rbx,8)
one:	add $7, %edi
	mov $60, %eax
	syscall
two:	add $30, %edi
	jmp 1b
	.section .rodata
	.balign 8
table:	.quad one, two
`, "", 37},
		{"data", `
_start:	incl value(%rip)
	mov value(%rip), %edi
	mov $60, %eax
	syscall
	.data
value:	.long 8
`, "", 9},
		{"bss", `
_start:	lea buffer(%rip), %rcx
	movl $3, 5000(%rcx)
	mov count(%rip), %edi
	add 5000(%rcx), %edi
	mov $60, %eax
	syscall
	.bss
	.balign 16
buffer:	.skip 9000
count:	.skip 4
`, "", 3},
		{"databss", `
_start:	lea buffer(%rip), %rcx
	movl $3, 5000(%rcx)
	mov value(%rip), %edi
	add %edi, value(%rip)
	add 5000(%rcx), %edi
	add value(%rip), %edi
	add count(%rip), %edi
	mov $60, %eax
	syscall
	.data
	.balign 4
value:	.long 8
	.bss
	.balign 16
buffer:	.skip 9000
count:	.skip 4
`, "", 27},
		{"strings", `
_start:	lea hello(%rip), %rsi
	mov $6, %edx
	call print
	lea world(%rip), %rsi
	call print
	lea tail(%rip), %rsi
	mov $3, %edx
	call print
	xor %edi, %edi
	mov $60, %eax
	syscall
print:	mov $1, %eax
	mov $1, %edi
	syscall
	ret
	.section .rodata.str1.1,"aMS",@progbits,1
hello:	.asciz "hello "
world:	.asciz "world\n"
tail:	.asciz "ld\n"
`, "hello world\nld\n", 0},
		{"long", `
_start:	xor %edi, %edi
	mov $3, %ecx
1:	.rept 60
	add $1, %edi
	.endr
	dec %ecx
	jnz 1b
	cmp $180, %edi
	je 2f
	.rept 50
	xor $1, %edi
	.endr
2:	mov $60, %eax
	syscall
`, "", 180},
		{"boundaries", `
_start:	mov $_end, %ecx
	lea __bss_start(%rip), %rdx
	sub %edx, %ecx
	movl $5, (%rdx)
	mov count(%rip), %edi
	add %ecx, %edi
	lea __init_array_end(%rip), %rax
	lea __init_array_start(%rip), %rdx
	sub %edx, %eax
	add %eax, %edi
	lea __ehdr_start(%rip), %rdx
	cmpl $0x464c457f, (%rdx)
	je 1f
	mov $99, %edi
1:	mov $60, %eax
	syscall
	.bss
count:	.skip 16
`, "", 21},
		{"chains", `
	.globl _start, f, g
_start:	mov $3, %edi
	cmp $4, %edi
	je h
	jmp f
h:	mov $98, %edi
	jmp out
	.rept 40
	mov $1, %eax
	.endr
g:	add $4, %edi
	jmp out
	.rept 40
	mov $2, %eax
	.endr
f:	add $7, %edi
	jmp g
out:	mov $60, %eax
	syscall
`, "", 14},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := looseObject(t, c.name, c.source)
			runs(t, c.out, c.status, in)
			tiny := link(t, &Options{Tiny: true}, in)
			for _, mode := range [...]GolfMode{GolfSafe, GolfMax} {
				var report GolfReport
				exe := link(t, &Options{Golf: mode, GolfReport: &report}, in)
				t.Logf("%d bytes, %d with --tiny; %+v", len(exe), len(tiny), report)
				if len(exe) >= len(tiny) {
					t.Errorf("mode %d: %d bytes, %d with --tiny; %s", mode, len(exe), len(tiny), report.Why)
				}
				runOften(t, exe, c.out, c.status)
			}
		})
	}
}

// runOften runs an executable many times with and without randomised
// addresses.
func runOften(t *testing.T, exe []byte, want string, status int) {
	t.Helper()
	need(t, "setarch")
	path := filepath.Join(t.TempDir(), "prog")
	if err := os.WriteFile(path, exe, 0o755); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 100; i++ {
		cmd := exec.Command(path)
		if i%4 == 3 {
			cmd = exec.Command("setarch", "-R", path)
		}
		out, _ := cmd.Output()
		if code := cmd.ProcessState.ExitCode(); string(out) != want || code != status {
			t.Fatalf("run %d: printed %q with status %d, want %q and %d (%v)", i, out, code, want, status, cmd.ProcessState)
		}
	}
}

// TestGolfJoinsChains has jumps to code that nothing flows into: it gets as
// small as the program that is written without them.
func TestGolfJoinsChains(t *testing.T) {
	const filler = "mov $1, %eax\n"
	far := func(jump, label string) string {
		return jump + "\n" + strings.Repeat(filler, 40) + "jmp out\n" + label + ": inc %edi\n"
	}
	const exit = "out: mov $60, %eax\nsyscall\nud2\n"
	jumping := "_start: mov $4, %edi\n" + far("jmp a", "b") + far("jmp c", "a") + far("jmp b", "c") + exit
	straight := "_start: mov $4, %edi\ninc %edi\ninc %edi\ninc %edi\n" + exit + strings.Repeat(strings.Repeat(filler, 40)+"jmp out\n", 3)
	one := link(t, &Options{Golf: GolfSafe}, looseObject(t, "jumping", jumping))
	two := link(t, &Options{Golf: GolfSafe}, looseObject(t, "straight", straight))
	runOften(t, one, "", 7)
	if len(one) != len(two) {
		t.Errorf("%d bytes, %d without jumps", len(one), len(two))
	}
}

// TestGolfLargeProgram bounds the time of the search.
func TestGolfLargeProgram(t *testing.T) {
	var b strings.Builder
	b.WriteString("_start: mov $60, %eax\n mov $7, %edi\n")
	for i := 0; i < 400; i++ {
		fmt.Fprintf(&b, " cmp $%d, %%edi\n je l%d\n call f%d\nl%d: nopl (%%rax)\n", 1000+i, i*7%400, i*13%400, i)
	}
	b.WriteString(" syscall\n")
	for i := 0; i < 400; i++ {
		fmt.Fprintf(&b, "f%d: lea %d(%%rax), %%edx\n ret\n", i, i)
	}
	in := looseObject(t, "large", strings.ReplaceAll(b.String(), "nopl (%rax)", "mov %eax, %esi"))
	start := time.Now()
	tiny := link(t, &Options{Tiny: true}, in)
	exe := link(t, &Options{Golf: GolfMax}, in)
	t.Logf("%d bytes, %d with --tiny, in %v", len(exe), len(tiny), time.Since(start))
	if len(exe) > len(tiny)-55 {
		t.Errorf("%d bytes, %d with --tiny", len(exe), len(tiny))
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	runOften(t, exe, "", 7)
}
