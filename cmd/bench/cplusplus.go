package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A C++ program with debugging information, as practice has them: 57 MB of objects, of
// which 21 MB remain; nearly all relocations are in .debug sections, and all strings of
// .debug_str are to become one table.

const templates = `#include <algorithm>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>
namespace NAME {
std::map<std::string, std::vector<int>> table;
int run(const std::string &text) {
	std::regex word("[a-z]+");
	for (std::sregex_iterator i(text.begin(), text.end(), word), end; i != end; ++i)
		table[i->str()].push_back(int(i->position()));
	std::unordered_map<int, std::string> back;
	for (auto &[name, places] : table)
		for (int p : places) back[p] = name;
	std::ostringstream out;
	std::vector<int> keys;
	for (auto &[p, name] : back) keys.push_back(p);
	std::sort(keys.begin(), keys.end());
	for (int p : keys) out << p << ' ' << back[p] << '\n';
	std::cout << out.str();
	return int(keys.size());
}
}
`

const copies = 12 // of the source, each in a namespace of its own

// cplusplus measures the link of that program, statically.
func (b *bench) cplusplus() error {
	if _, err := exec.LookPath("g++"); err != nil {
		fmt.Println("the C++ program is left out: there is no g++")
		return nil
	}
	var sum strings.Builder
	sum.WriteString("#include <string>\n")
	for i := range copies {
		fmt.Fprintf(&sum, "namespace n%d { int run(const std::string &); }\n", i)
	}
	sum.WriteString("int main() {\n\tint n = 0;\n")
	for i := range copies {
		fmt.Fprintf(&sum, "\tn += n%d::run(\"the quick brown fox\");\n", i)
	}
	fmt.Fprintf(&sum, "\treturn n != %d;\n}\n", 4*copies)
	main, err := b.compileCPP("main", sum.String())
	if err != nil {
		return err
	}
	objects := []string{main}
	for i := range copies {
		name := fmt.Sprintf("n%d", i)
		object, err := b.compileCPP(name, templates, "-DNAME="+name)
		if err != nil {
			return err
		}
		objects = append(objects, object)
	}
	var args []string
	for _, name := range []string{
		"crt1.o", "crti.o", "crtbeginT.o", "objects",
		"libstdc++.a", "libm.a", "--start-group", "libgcc.a", "libgcc_eh.a", "libc.a", "--end-group", "crtend.o", "crtn.o",
	} {
		switch {
		case name == "objects":
			args = append(args, objects...)
		case strings.HasPrefix(name, "--"):
			args = append(args, name)
		default:
			out, err := exec.Command("g++", "-print-file-name="+name).Output()
			if err != nil {
				return err
			}
			args = append(args, filepath.Clean(strings.TrimSpace(string(out))))
		}
	}
	return b.against("C++ program with -g", 3*b.rounds, args...)
}

// compileCPP compiles a source, unless that was done before.
func (b *bench) compileCPP(name, text string, options ...string) (string, error) {
	source, object := b.path(name+".cc"), b.path(name+".cc.o")
	if _, err := os.Stat(object); err == nil {
		return object, nil
	}
	if err := os.WriteFile(source, []byte(text), 0o666); err != nil {
		return "", err
	}
	_, err := run1(append([]string{"g++", "-g", "-O1", "-c", source, "-o", object}, options...))
	return object, err
}
