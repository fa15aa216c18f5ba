package tas

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestTidy holds the source tree to its own rules.
func TestTidy(t *testing.T) {
	for _, path := range goFiles(t) {
		t.Run(filepath.ToSlash(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			formatted, err := format.Source(text)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(text, formatted) {
				t.Error("gofmt would change it")
			}
			generated := strings.HasPrefix(filepath.Base(path), "z")
			if n := bytes.Count(text, []byte("\n")); n > 600 && !generated {
				t.Errorf("%d lines: look for the second idea", n)
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(path, "_test.go") {
				return
			}
			checkImports(t, path, file)
			if !offline(path) {
				checkDeclarations(t, file)
			}
		})
	}
}

func goFiles(t testing.TB) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "build") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			paths = append(paths, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// offline reports whether a file belongs to a program that users never start:
// the table compiler, and what measures.
func offline(path string) bool {
	path = filepath.ToSlash(path)
	return strings.HasPrefix(path, "internal/") || strings.HasPrefix(path, "cmd/") && !strings.HasPrefix(path, "cmd/tas/")
}

// checkDeclarations wants nothing to happen at start-up: no init function, no
// map, no call in a package variable.
func checkDeclarations(t *testing.T, file *ast.File) {
	t.Helper()
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				t.Error("func init: nothing may run before main")
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				v, ok := spec.(*ast.ValueSpec)
				if !ok || d.Tok != token.VAR {
					continue
				}
				ast.Inspect(&ast.CompositeLit{Type: v.Type, Elts: v.Values}, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.FuncLit:
						return false // runs when it is called
					case *ast.MapType:
						t.Errorf("variable %s holds a map: use a sorted or indexed array", v.Names[0])
					case *ast.CallExpr:
						if !isConversion(n) {
							t.Errorf("variable %s is computed at start-up", v.Names[0])
						}
					}
					return true
				})
			}
		}
	}
}

// isConversion reports a conversion that the compiler carries out: to a basic
// type, or of a string to bytes.
func isConversion(call *ast.CallExpr) bool {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return slices.Contains([]string{"string", "byte", "int", "uint8", "uint16", "uint32", "uint64", "int32", "int64", "len"}, f.Name)
	case *ast.ArrayType:
		return true
	}
	return false
}

// imports lists, for each package, which of ours it may import: downward only.
func imports(pkg string) []string {
	switch pkg {
	case "diag", "swar", "encoder/isa", "deflate", "zstd":
		return []string{}
	case "obj":
		return []string{"diag", "swar"}
	case "image", "lexer", "linker":
		return []string{"diag", "swar", "obj"}
	case "directives":
		return []string{"diag", "swar", "obj", "lexer"}
	case "encoder":
		return []string{"diag", "swar", "obj", "lexer", "encoder/isa"}
	case ".":
		return []string{"diag", "swar", "obj", "image", "lexer", "encoder", "directives", "linker", "deflate", "zstd"}
	}
	return nil // commands may import anything
}

func checkImports(t *testing.T, path string, file *ast.File) {
	t.Helper()
	pkg := filepath.ToSlash(filepath.Dir(path))
	allowed := imports(pkg)
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		ours, found := strings.CutPrefix(name, "tas/")
		if found && allowed != nil && !slices.Contains(allowed, ours) {
			t.Errorf("%s imports %s, which is not below it", pkg, ours)
		}
		if strings.HasSuffix(name, "/pflag") && !strings.HasPrefix(pkg, "cmd/") {
			t.Errorf("%s imports pflag, which belongs to commands", pkg)
		}
	}
}

// TestGeneratedFilesAreFresh runs the generators again and wants what is
// committed.
func TestGeneratedFilesAreFresh(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the generators")
	}
	before := generatedFiles(t)
	if len(before) == 0 {
		t.Fatal("there is no generated file")
	}
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "generate", "./...")
	cmd.Dir = copied
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go generate: %v\n%s", err, out)
	}
	for _, path := range before {
		if readText(path) != readText(filepath.Join(copied, path)) {
			t.Errorf("%s is not what go generate makes: run make generate", path)
		}
	}
}

func generatedFiles(t testing.TB) []string {
	t.Helper()
	return slices.DeleteFunc(goFiles(t), func(path string) bool {
		return !strings.HasPrefix(filepath.Base(path), "z")
	})
}
