package directives

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"tas/obj"
)

// randomDebug writes a source of code in some sections and subsections, with
// call frames and line numbers all over it.
func randomDebug(r *rand.Rand) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	files := 1 + r.Intn(4)
	five := r.Intn(3) == 0
	if five {
		line(`.file 0 "/src" "main.c" md5 0x%016x%016x`, r.Uint64()|1<<63, r.Uint64())
	}
	for i := 1; i <= files; i++ {
		line(`.file %d "%s%c.c"`, i, []string{"", "sub/", "/usr/include/", "sub/deep/"}[r.Intn(4)], 'a'+byte(i))
	}
	sections := []string{".text", ".section .text.hot,\"ax\"", ".section .text.cold,\"ax\"", ".subsection 1", ".subsection 2"}
	// The frames that are open, by section; only sections without subsections
	// get one, because .subsection counts from the section before it.
	open := map[int]int{}
	sec, views, label := 0, 0, 0
	line(".text")
	for i := 0; i < 20+r.Intn(120); i++ {
		switch n := r.Intn(20); {
		case n < 5:
			line("nop")
		case n < 6:
			line("ret")
		case n < 8:
			line("jmp .L%d", r.Intn(label+4))
		case n < 9 && sec < 3:
			line(".L%d:", label)
			label++
		case n < 10:
			line([]string{".p2align 4", ".p2align 3,,2", ".balign 32", "nop; .skip 100; nop", "nop; .skip 17; nop", "nop; .skip 300; nop", ".byte 1,2"}[r.Intn(7)])
		case n < 14:
			s := fmt.Sprintf(".loc %d %d", 1+r.Intn(files), 1+r.Intn(30)*(1+99*r.Intn(2)*r.Intn(2)))
			if r.Intn(3) > 0 {
				s += fmt.Sprintf(" %d", r.Intn(200))
			}
			for r.Intn(3) == 0 {
				s += []string{" is_stmt 0", " is_stmt 1", " basic_block", " prologue_end", " epilogue_begin", " isa 1", " isa 0", " discriminator 3", " discriminator 200"}[r.Intn(9)]
			}
			switch r.Intn(6) {
			case 0, 1:
				s += fmt.Sprintf(" view .LV%d", views)
				views++
			case 2:
				s += " view -0"
			}
			line("%s", s)
		case n < 15:
			sec = r.Intn(len(sections))
			if sec >= 3 {
				line(".text")
			}
			line("%s", sections[sec])
		default:
			state, ok := open[sec]
			switch {
			case sec >= 3:
			case !ok:
				line(".cfi_startproc%s", []string{"", "", "", " simple"}[r.Intn(4)])
				open[sec] = 0
				if r.Intn(4) == 0 {
					line(".cfi_personality 0x9b, pers%d", r.Intn(2))
					line(".cfi_lsda 0x1b, .L%d", r.Intn(label+4))
				}
				if r.Intn(8) == 0 {
					line(".cfi_signal_frame")
				}
			case r.Intn(6) == 0:
				line(".cfi_endproc")
				delete(open, sec)
			default:
				switch k := r.Intn(9); k {
				case 0:
					line(".cfi_remember_state")
					open[sec]++
				case 1:
					if state > 0 {
						line(".cfi_restore_state")
						open[sec]--
					}
				default:
					line("%s", []string{".cfi_def_cfa_offset 16", ".cfi_adjust_cfa_offset 8", ".cfi_offset %rbx, -24",
						".cfi_def_cfa 6, 16", ".cfi_restore 3", ".cfi_escape 0x2e, 0x10", ".cfi_undefined xmm20"}[k-2])
				}
			}
		}
	}
	for s := range sections[:3] {
		if _, ok := open[s]; ok {
			line("%s\nnop\n.cfi_endproc", sections[s])
		}
	}
	line(".text")
	for i := label; i < label+4; i++ {
		line(".L%d: nop", i)
	}
	line(".data")
	for i := 0; i < views; i++ {
		line(".byte .LV%d", i)
		line(".uleb128 .LV%d", i)
	}
	return b.String()
}

func TestDebugRandomAsGNU(t *testing.T) {
	n := 60
	if testing.Short() {
		n = 10
	}
	refused := 0
	for seed := 0; seed < n; seed++ {
		r := rand.New(rand.NewSource(int64(seed)))
		src := randomDebug(r)
		option := []string{"", "-g", "--gdwarf-4", "--gdwarf-5"}[r.Intn(4)]
		var args []string
		if option != "" {
			args = []string{option}
		}
		dir := t.TempDir()
		want := gnuDump(t, dir, src, args)
		if want == "" {
			// as stumbles over some view numbers: "local label is not defined".
			refused++
			continue
		}
		opt := debugOptions(option)
		opt.CompDir = dir
		u, diags, _ := assembleDebug(src, opt)
		obj.Relax(u)
		object := obj.Resolve(u, &obj.Options{})
		if diags.Failed() {
			for _, m := range diags.Sorted() {
				t.Logf("%v: %s", m.Severity, m.Text)
			}
			t.Fatalf("seed %d is refused\n%s", seed, src)
		}
		if got := dumpObject(t, obj.WriteELF(object, diags)); got != want {
			t.Fatalf("seed %d %s: as and tas differ:\n%s\n%s", seed, option, firstDifference(want, got), src)
		}
	}
	if refused > n/10 {
		t.Errorf("as refuses %d of %d sources", refused, n)
	}
}
