// Package fetch gets other projects' C sources for benchmarks and trials, by
// the ordinary clients: Go's module proxy and Debian's source packages.
// Nothing that it gets is committed.
package fetch

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// SQLite is the Go module that carries SQLite as one C file, pinned: figures
// are comparable only for the same text.
const SQLite = "github.com/mattn/go-sqlite3@v1.14.32"

// GoModule downloads a module and returns its folder.
func GoModule(module string) (string, error) {
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w\n%s", module, err, out)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil {
		return "", err
	}
	return info.Dir, nil
}

// DebianSource downloads and unpacks the source package of that name below
// dir, from Debian bookworm whatever the machine's own sources are, and
// returns the folder.
func DebianSource(name, dir string) (string, error) {
	dir, err := filepath.Abs(filepath.Join(dir, name))
	if err != nil {
		return "", err
	}
	if unpacked, err := unpackedIn(dir); err == nil {
		return unpacked, nil
	}
	lists := filepath.Join(dir, "lists")
	if err := os.MkdirAll(lists, 0o777); err != nil {
		return "", err
	}
	sources := filepath.Join(dir, "sources.list")
	if err := os.WriteFile(sources, []byte("deb-src http://deb.debian.org/debian bookworm main\n"), 0o666); err != nil {
		return "", err
	}
	own := []string{"-q", "-o", "Dir::Etc::sourcelist=" + sources, "-o", "Dir::Etc::sourceparts=-", "-o", "Dir::State::lists=" + lists}
	for _, action := range [][]string{{"update"}, {"source", "--download-only", name}} {
		cmd := exec.Command("apt-get", append(own, action...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("apt-get %s: %w\n%s", action[0], err, out)
		}
	}
	archives, err := filepath.Glob(filepath.Join(dir, "*.orig.tar.*"))
	if err != nil || len(archives) == 0 {
		return "", fmt.Errorf("the source package %s has no original archive", name)
	}
	unpack := exec.Command("tar", "xf", archives[0])
	unpack.Dir = dir
	if out, err := unpack.CombinedOutput(); err != nil {
		return "", fmt.Errorf("tar: %w\n%s", err, out)
	}
	return unpackedIn(dir)
}

// unpackedIn returns the folder that the archive in dir unpacked to: the one
// beside apt's lists.
func unpackedIn(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "lists" && e.Name() != "out" {
			return filepath.Join(dir, e.Name()), nil
		}
	}
	return "", fmt.Errorf("nothing is unpacked in %s", dir)
}
