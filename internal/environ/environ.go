// Package environ reads what the environment asks of random tests.
package environ

import (
	"os"
	"strconv"
)

// Number is the number that the variable called name has, or usual.
func Number(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

// Seed is the seed that the variable called name has, or 1.
func Seed(name string) uint64 {
	if n, err := strconv.ParseUint(os.Getenv(name), 10, 64); err == nil {
		return n
	}
	return 1
}
