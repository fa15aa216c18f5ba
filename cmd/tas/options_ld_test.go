package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestEveryOptionOfLd goes through what ld --help says: each option is known or refused with a reason, none by accident.
func TestEveryOptionOfLd(t *testing.T) {
	help, err := exec.Command("ld", "--help").Output()
	if err != nil {
		if os.Getenv("TAS_REQUIRE_TOOLS") == "1" {
			t.Fatal("ld is missing")
		}
		t.Skip("ld is missing")
	}
	heads := regexp.MustCompile(`(?m)^  (-\S.*?)(?:  |$)`)
	names := regexp.MustCompile(`(?:^|[ ,])--?([A-Za-z()][\w-]*)`)
	elf, _, _ := strings.Cut(string(help), "\ni386pep:") // what follows is about Windows
	seen := 0
	for _, head := range heads.FindAllStringSubmatch(elf, -1) {
		if strings.HasPrefix(head[1], "-z ") {
			continue
		}
		for _, name := range names.FindAllStringSubmatch(head[1], -1) {
			seen++
			o := findLong(name[1], tasOnly)
			if o == nil && len(name[1]) == 1 {
				o = findShort(name[1], tasOnly)
			}
			if o == nil && refusal(name[1]) == "" {
				t.Errorf("%s is neither taken nor refused: %s", name[1], head[1])
			}
			if o != nil && refusal(name[1]) != "" && name[1] != "c" { // -c is our own
				t.Errorf("%s is taken and refused", name[1])
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d options were found", seen)
	}
}
