package main

import (
	"os"
	"strings"
)

// Response files, as GNU's tools read them: a word @file on the command line
// stands for the words in the file. Words are separated by white space; single
// and double quotes keep it, and a backslash keeps any one character. Files
// may name further files. A word @name that names no file is itself.

// maxResponseDepth bounds files that name each other.
const maxResponseDepth = 100

// expandFiles replaces the @file words among args.
func expandFiles(args []string) ([]string, error) {
	for _, arg := range args {
		if strings.HasPrefix(arg, "@") {
			return expandInto(nil, args, 0)
		}
	}
	return args, nil
}

func expandInto(out, args []string, depth int) ([]string, error) {
	for _, arg := range args {
		if !strings.HasPrefix(arg, "@") || len(arg) == 1 {
			out = append(out, arg)
			continue
		}
		text, err := os.ReadFile(arg[1:])
		if os.IsNotExist(err) {
			out = append(out, arg)
			continue
		}
		if err != nil {
			return nil, usageError("cannot read the response file " + arg[1:] + ": " + cause(err).Error())
		}
		if depth == maxResponseDepth {
			return nil, usageError("response file " + arg[1:] + " reads itself")
		}
		if out, err = expandInto(out, splitWords(string(text)), depth+1); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// splitWords splits the text of a response file.
func splitWords(text string) []string {
	var words []string
	var word []byte
	inWord := false
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\':
			// A backslash that ends the file stands for nothing.
			inWord = true
			if i++; i < len(text) {
				word = append(word, text[i])
			}
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				word = append(word, c)
			}
		case c == '\'' || c == '"':
			quote, inWord = c, true
		case strings.IndexByte(" \t\n\v\f\r", c) >= 0:
			if inWord {
				words = append(words, string(word))
				word, inWord = word[:0], false
			}
		default:
			word, inWord = append(word, c), true
		}
	}
	if inWord {
		words = append(words, string(word))
	}
	return words
}
