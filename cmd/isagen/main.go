// Isagen compiles the instruction tables encoder/isa/*.tbl to Go: array
// literals of constants that are linked as data, so that starting the
// assembler costs nothing for them. It is run by go generate in encoder.
//
//	isagen -o ztables.go isa/*.tbl
//
// The header of isa/general.tbl explains the format.
package main

import (
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"sort"
)

// order lists the tables whose lines come first, because for a mnemonic that
// stands in several of them the first line that fits wins: legacy before VEX
// before EVEX.
// Tables not named here follow in the order of their names.
var order = []string{
	"general", "string", "system", "gpext", "x87", "mmx", "sse", "avx", "avx512", "avx512fp16", "avxvnni", "xop", "amx", "beyond", "avx10", "apx",
}

func main() {
	if len(os.Args) < 4 || os.Args[1] != "-o" {
		fmt.Fprintln(os.Stderr, "usage: isagen -o FILE.go TABLE.tbl...")
		os.Exit(2)
	}
	if err := run(os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, "isagen:", err)
		os.Exit(1)
	}
}

func run(out string, files []string) error {
	sort.Slice(files, func(i, j int) bool {
		a, b := rank(files[i]), rank(files[j])
		return a < b || a == b && files[i] < files[j]
	})
	c := newCompiler()
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := c.table(name, string(text)); err != nil {
			return err
		}
	}
	src, err := format.Source(c.source())
	if err != nil {
		return fmt.Errorf("generated code: %v", err)
	}
	return os.WriteFile(out, src, 0o666)
}

func rank(file string) int {
	base := filepath.Base(file)
	for i, name := range order {
		if base == name+".tbl" {
			return i
		}
	}
	return len(order)
}
