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

// FirstOfSeven is the first of seven bytes that is marked: 0 to 6, or 7.
func FirstOfSeven(marks uint64) int { return bits.TrailingZeros64(marks|1<<63) / 8 }

// LeadingDigits is how many of the bytes that w begins with are decimal digits.
func LeadingDigits(w uint64) int {
	w ^= '0' * ones
	// What this marks behind the first byte that is no digit does not matter.
	return First((w + (0x80-10)*ones | w) & High)
}

// Decimal is the number that the first digits bytes make, 1 to 8 decimal digits.
func Decimal(w uint64, digits int) uint64 {
	w = (w ^ '0'*ones) << (-8 * digits & 63)
	w = w * (10<<8 + 1) >> 8
	w = w & 0x00ff00ff00ff00ff * (100<<16 + 1) >> 16
	return w & 0x0000ffff0000ffff * (10000<<32 + 1) >> 32
}

// LeadingHex is how many of the bytes that w begins with are hexadecimal digits.
func LeadingHex(w uint64) int {
	digit, letter := w^'0'*ones, (w|0x20*ones)^0x60*ones-ones
	// As above: below 10 or 6 where there is one.
	return First((digit + (0x80-10)*ones | digit) & (letter + (0x80-6)*ones | letter) & High)
}

// Hex is the number that the first digits bytes make, 1 to 8 hexadecimal digits.
func Hex(w uint64, digits int) uint64 {
	w = (w&(0x0f*ones) + w>>6&ones*9) << (-8 * digits & 63)
	w = w * (16<<8 + 1) >> 8
	w = w & 0x00ff00ff00ff00ff * (256<<16 + 1) >> 16
	return w & 0x0000ffff0000ffff * (65536<<32 + 1) >> 32
}
