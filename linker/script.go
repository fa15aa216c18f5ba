package linker

import (
	"fmt"
	"strings"
)

// Some libraries are installed as a line of text that names the real ones:
//
//	/* GNU ld script */ GROUP ( /usr/lib/libm-2.36.a /usr/lib/libmvec.a )
//
// Only that use of ld's script language is understood.

// isScript reports whether a file may be such a text: nothing binary in it.
func isScript(data []byte) bool {
	for _, c := range data[:min(len(data), 256)] {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c > '~' {
			return false
		}
	}
	return len(data) > 0
}

// readScript returns the files that a script names, or says why it cannot.
func readScript(data []byte) ([]Input, error) {
	words, err := scriptWords(string(data))
	if err != nil {
		return nil, err
	}
	var list []Input
	for len(words) > 0 {
		command := words[0]
		if len(words) < 2 || words[1] != "(" {
			return nil, fmt.Errorf("neither an object nor an archive, and as a script it begins with %.20q", command)
		}
		depth := 1
		for words = words[2:]; depth > 0; words = words[1:] {
			if len(words) == 0 {
				return nil, fmt.Errorf("%s ( is never closed", command)
			}
			switch w := words[0]; {
			case w == "(" || w == "AS_NEEDED":
				if w == "(" {
					depth++
				}
			case w == ")":
				depth--
			case command == "GROUP" || command == "INPUT":
				name, library := strings.CutPrefix(strings.Trim(w, `"`), "-l")
				list = append(list, Input{Name: name, Library: library})
			case command != "OUTPUT_FORMAT":
				return nil, fmt.Errorf("the script command %.20s is not supported", command)
			}
		}
	}
	return list, nil
}

// scriptWords splits a script into names and parentheses, without comments.
func scriptWords(text string) ([]string, error) {
	for {
		before, rest, ok := strings.Cut(text, "/*")
		if !ok {
			break
		}
		_, after, ok := strings.Cut(rest, "*/")
		if !ok {
			return nil, fmt.Errorf("the script has a comment that is never closed")
		}
		text = before + " " + after
	}
	text = strings.NewReplacer("(", " ( ", ")", " ) ", ",", " ").Replace(text)
	return strings.Fields(text), nil
}
