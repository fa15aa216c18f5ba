package tas

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"tas/directives"
)

// TestLanguageReference assembles every example of docs/language.md, and wants
// each directive to be in one of them or in the table of what is not taken.
func TestLanguageReference(t *testing.T) {
	text, err := os.ReadFile("docs/language.md")
	if err != nil {
		t.Fatal(err)
	}
	mentioned := map[string]bool{}
	word := regexp.MustCompile(`\.[a-z0-9_]+(\.[a-z])?\b`)
	examples := strings.Split(string(text), "```")
	for i := 1; i < len(examples); i += 2 {
		source := strings.TrimPrefix(examples[i], "asm")
		for _, name := range word.FindAllString(source, -1) {
			mentioned[name] = true
		}
		opt := &Options{Output: Object}
		opt.Directives.Include = []string{"docs"}
		if r := Build([]Input{{Name: "language.md", Text: []byte(source)}}, opt); r.Diags.Failed() {
			t.Errorf("%s\n%s", messages(r), source)
		}
	}
	_, refused, found := strings.Cut(string(text), "## What tas does not take")
	if !found {
		t.Fatal("the table of what is not taken is gone")
	}
	for _, name := range word.FindAllString(refused, -1) {
		mentioned[name] = true
	}
	for name := range directives.Names {
		if !mentioned[name] {
			t.Errorf("%s has no example", name)
		}
	}
}
