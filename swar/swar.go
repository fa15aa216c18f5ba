// Package swar looks at eight bytes of text at a time, in one uint64 whose lowest
// byte comes first: SIMD within a register. What it finds it marks by the highest
// bit of a byte. There are no loops and no branches, since no processor could
// foretell how long the next name or number is.
package swar

import "math/bits"

// High has the highest bit of every byte.
const High = 0x8080808080808080

const ones = High >> 7

// Digits marks the bytes that are decimal digits.
func Digits(w uint64) uint64 {
	return ((w | High) - '0'*ones) &^ ((w | High) - ('9'+1)*ones) &^ w & High
}

// Letters marks the bytes that are a to z or A to Z.
func Letters(w uint64) uint64 {
	lower := w | (0x20*ones | High)
	return (lower - 'a'*ones) &^ (lower - ('z'+1)*ones) &^ w & High
}

// Below marks the bytes of ASCII text that are below c.
func Below(w, c uint64) uint64 { return ^((w | High) - c*ones) & High }

// Before has all bits of the bytes before the first one that is marked; there must
// be one.
func Before(marks uint64) uint64 { return (marks - 1) &^ marks >> 7 }

// First is the first byte that is marked: 0 to 7, or 8.
func First(marks uint64) int { return bits.TrailingZeros64(marks) / 8 }

// EightDigits is the number that eight decimal digits make; a zero byte counts as
// the digit 0.
func EightDigits(w uint64) uint64 {
	w = w & (0x0f * ones) * (10<<8 + 1) >> 8
	w = w & 0x00ff00ff00ff00ff * (100<<16 + 1) >> 16
	return w & 0x0000ffff0000ffff * (10000<<32 + 1) >> 32
}
