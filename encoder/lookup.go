package encoder

import (
	"encoding/binary"

	"tas/encoder/isa"
)

// mnemonic is one spelling and the templates that it can mean.
type mnemonic struct {
	key    isa.Key
	list   uint16 // into mnemonicLists
	n      uint8
	suffix uint8 // AT&T's suffix that it ends in, 0 = none; and manySizes
}

// manySizes marks templates of several sizes: the operands must tell which.
const manySizes = 0x80

// mnemonicID is an index into mnemonics plus one; 0 = none.
type mnemonicID uint16

// registerName is the name of a register, packed as in isa.Key, and what it
// means.
type registerName struct {
	key uint64
	reg isa.Register
}

// lower has bit 5 set in every byte: it makes letters lower case and leaves
// digits, dots and other characters of a name as they are.
const lower = 0x2020202020202020

// wordAt packs the n bytes (at most 8) at text[start:] in lower case.
func wordAt(text []byte, start, n int) uint64 {
	if start+8 <= len(text) {
		shift := uint(64 - 8*n)
		return (binary.LittleEndian.Uint64(text[start:]) | lower) << shift >> shift
	}
	return isa.NameKey(text[start : start+n]).Lo
}

// lookup finds the mnemonic of n bytes at text[start:].
func lookup(text []byte, start, n int) mnemonicID {
	if uint(n-1) >= isa.MaxName {
		return 0
	}
	var k isa.Key
	if n <= 8 {
		k.Lo = wordAt(text, start, n)
	} else {
		k = isa.NameKey(text[start : start+n])
	}
	for slot := k.Hash() >> (32 - mnemonicBits); ; slot = (slot + 1) & (1<<mnemonicBits - 1) {
		id := mnemonicSlots[slot]
		if id == 0 || mnemonics[id-1].key == k {
			return mnemonicID(id)
		}
	}
}

// findRegister finds the register of n bytes at text[start:], without its %.
func findRegister(text []byte, start, n int) isa.Register {
	if uint(n-1) >= 8 {
		return 0
	}
	k := wordAt(text, start, n)
	for slot := (isa.Key{Lo: k}).Hash() >> (32 - registerBits); ; slot = (slot + 1) & (1<<registerBits - 1) {
		id := registerSlots[slot]
		if id == 0 {
			return 0
		}
		if r := &registers[id-1]; r.key == k {
			return r.reg
		}
	}
}

// RegisterName is the name of r without %, for messages and listings.
func RegisterName(r isa.Register) string {
	for i := range registers {
		if registers[i].reg == r {
			return isa.Key{Lo: registers[i].key}.String()
		}
	}
	return ""
}

// nameLen is the number of letters and digits at text[at:].
func nameLen(text []byte, at int) int {
	start := at
	for alnum[text[at]] {
		at++
	}
	return at - start
}

// alnum says which bytes a register name is made of.
var alnum = [256]bool{
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true,
	'k': true, 'l': true, 'm': true, 'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true,
	'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true,
	'K': true, 'L': true, 'M': true, 'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true,
	'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
}
