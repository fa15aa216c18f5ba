package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Small programs with the C libraries that there are, where a linker mostly
// finds out what it does not need.

const smallProgram = `#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv)
{
	char *text = malloc(100);
	snprintf(text, 100, "%d arguments, %.2f", argc - 1, argc / 2.0);
	return puts(text) < 0;
}
`

// staticLinks measures the links of hello.o and of a small C program.
func (b *bench) staticLinks() error {
	_, objects, err := b.sample(&sample{name: "hello", files: []string{"hello"}})
	if err != nil {
		return err
	}
	if err := b.against("link of hello.o", 10*b.rounds, objects...); err != nil {
		return err
	}
	source := b.path("small.c")
	if err := os.WriteFile(source, []byte(smallProgram), 0o666); err != nil {
		return err
	}
	const musl = "/usr/lib/x86_64-linux-musl"
	if _, err := os.Stat(musl); err == nil {
		object := b.path("small-musl.o")
		if _, err := run1([]string{"gcc", "-O2", "-nostdinc", "-isystem", "/usr/include/x86_64-linux-musl", "-c", source, "-o", object}); err != nil {
			return err
		}
		err := b.against("C program with musl", 10*b.rounds, musl+"/crt1.o", musl+"/crti.o", object, musl+"/libc.a", musl+"/crtn.o")
		if err != nil {
			return err
		}
	} else {
		fmt.Println("the link with musl is left out: there is no musl")
	}
	object := b.path("small-glibc.o")
	if _, err := run1([]string{"gcc", "-O2", "-c", source, "-o", object}); err != nil {
		return err
	}
	var files []string
	for _, name := range []string{"crt1.o", "crti.o", "crtbeginT.o", "libgcc.a", "libgcc_eh.a", "libc.a", "crtend.o", "crtn.o"} {
		out, err := exec.Command("gcc", "-print-file-name="+name).Output()
		if err != nil {
			return err
		}
		files = append(files, filepath.Clean(strings.TrimSpace(string(out))))
	}
	args := append(append(files[:3:3], object, "--start-group"), files[3:6]...)
	return b.against("C program with glibc", 10*b.rounds, append(append(args, "--end-group"), files[6:]...)...)
}
