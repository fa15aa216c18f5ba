package tas

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unlikeGNU is what a listing cannot have in common with GNU as's: the library
// beneath it, the time, and the words of a warning.
var unlikeGNU = regexp.MustCompile(`(?m)^\t (using BFD|in its place).*$|^ time stamp .*$|^(\*{4}  Warning:).*$`)

// listed returns what a command prints with -a.
func listed(t *testing.T, command string, options []string, source string) string {
	t.Helper()
	out, err := exec.Command(command, append(options, "-o", "/dev/null", source)...).Output()
	if err != nil {
		t.Fatal(command, options, source, err)
	}
	return unlikeGNU.ReplaceAllString(string(out), "$2")
}

// TestListingSameAsGNU compares what -a prints: sets of its letters (all
// with TAS_DIFF=full), and its options.
func TestListingSameAsGNU(t *testing.T) {
	gnu, ours := gnuAs(t), commandNamedAs(t)
	t.Chdir("testdata/listing")
	sources, err := filepath.Glob("*.s")
	if err != nil || len(sources) == 0 {
		t.Fatal("no sources", err)
	}
	var sets [][]string
	const letters = "cdghlmns"
	for set := range 1 << len(letters) {
		if os.Getenv("TAS_DIFF") != "full" && set%17 != 0 {
			continue
		}
		option := "-a"
		for i := range letters {
			if set>>i&1 != 0 {
				option += letters[i : i+1]
			}
		}
		sets = append(sets, []string{option})
	}
	for _, options := range []string{
		"-al --listing-lhs-width=2 --listing-lhs-width2=3 --listing-rhs-width=30 --listing-cont-lines=2",
		"-alm --listing-lhs-width=3", "-alm --listing-lhs-width2=2 --listing-cont-lines=1",
		"-almn --listing-rhs-width=12", "-al -as -an", "-ahls -adm",
	} {
		sets = append(sets, strings.Fields(options))
	}
	for _, source := range sources {
		for _, options := range sets {
			compareListings(t, gnu, ours, options, source)
		}
	}
	for _, source := range []string{"../corpus/demo-gcc-O2.s", "../corpus/demo-gcc-O0.s", "../run/hello-rust.s"} {
		compareListings(t, gnu, ours, []string{"-adls"}, source)
	}
}

func compareListings(t *testing.T, gnu, ours string, options []string, source string) {
	t.Helper()
	want, got := listed(t, gnu, options, source), listed(t, ours, options, source)
	if got == want {
		return
	}
	at := firstDifference([]byte(got), []byte(want))
	at = max(0, strings.LastIndexByte(want[:at], '\n'))
	t.Errorf("%s %v: the listings differ:\n  got  %q\n  want %q", source, options, got[at:min(at+80, len(got))], want[at:min(at+80, len(want))])
}

// TestListingOfPipe compares the lines of standard input, which are shown as
// they were read, without their comments.
func TestListingOfPipe(t *testing.T) {
	const source = `a: nop
 b:  nop  # c
d : e : nop
 movl	$1 ,  %eax  # x
	  nop ; nop; nop;nop # z
 .ascii  "a  b" , "c"
 .long  b  -  a , 1
 .byte 'a' , 'b , '\n' , ' '
x  =  5 + 3
 /* c */ nop
 lock  incl  ( %rax )
 {vex}  vaddps  %xmm0 , %xmm1 , %xmm2
 # comment
 .macro m x , y = 1
 .byte \x , \y	# of a macro
 .endm
 m  3 , 4
 .rept 2
 m 5
 .endr
`
	for _, option := range []string{"-al", "-alm", "-acn", "-as"} {
		var said [2][]byte
		for i, command := range []string{gnuAs(t), commandNamedAs(t)} {
			cmd := exec.Command(command, option, "-o", "/dev/null")
			cmd.Stdin = strings.NewReader(source)
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(command, option, err)
			}
			said[i] = out
		}
		if !bytes.Equal(said[0], said[1]) {
			t.Errorf("%s: got\n%s\nwant\n%s", option, said[1], said[0])
		}
	}
}
