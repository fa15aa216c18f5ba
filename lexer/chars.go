// Package lexer reads assembler source: statements, names, strings, numbers
// and expressions, from a stack of texts. Nothing is tokenized ahead; the
// caller pulls what its grammar expects at this point, because the meaning of
// a character depends on it ('$' is an immediate for an instruction and part
// of a name for a directive).
package lexer

// Character classes, a bit each.
const (
	cName  = 1 << iota // may stand in a name
	cFirst             // may start a name
	cDigit             // 0-9
	cHex               // 0-9 a-f A-F
	cSpace             // blank within a line
	cEnd               // may end a statement: newline ; # NUL
	cPlain             // may follow an expression without operators: newline , ( )
)

// class is indexed by byte. Bytes from 0x80 are letters, so that UTF-8 names
// work, as in GNU as.
var class = [256]uint8{
	0: cEnd, '\n': cEnd | cPlain, ',': cPlain, '(': cPlain, ')': cPlain, ';': cEnd, '#': cEnd,
	' ': cSpace, '\t': cSpace, '\r': cSpace, '\f': cSpace,
	'.': cName | cFirst, '_': cName | cFirst, '$': cName,
	'0': cName | cDigit | cHex, '1': cName | cDigit | cHex, '2': cName | cDigit | cHex,
	'3': cName | cDigit | cHex, '4': cName | cDigit | cHex, '5': cName | cDigit | cHex,
	'6': cName | cDigit | cHex, '7': cName | cDigit | cHex, '8': cName | cDigit | cHex,
	'9': cName | cDigit | cHex,
	'a': cName | cFirst | cHex, 'b': cName | cFirst | cHex, 'c': cName | cFirst | cHex,
	'd': cName | cFirst | cHex, 'e': cName | cFirst | cHex, 'f': cName | cFirst | cHex,
	'g': cName | cFirst, 'h': cName | cFirst, 'i': cName | cFirst, 'j': cName | cFirst,
	'k': cName | cFirst, 'l': cName | cFirst, 'm': cName | cFirst, 'n': cName | cFirst,
	'o': cName | cFirst, 'p': cName | cFirst, 'q': cName | cFirst, 'r': cName | cFirst,
	's': cName | cFirst, 't': cName | cFirst, 'u': cName | cFirst, 'v': cName | cFirst,
	'w': cName | cFirst, 'x': cName | cFirst, 'y': cName | cFirst, 'z': cName | cFirst,
	'A': cName | cFirst | cHex, 'B': cName | cFirst | cHex, 'C': cName | cFirst | cHex,
	'D': cName | cFirst | cHex, 'E': cName | cFirst | cHex, 'F': cName | cFirst | cHex,
	'G': cName | cFirst, 'H': cName | cFirst, 'I': cName | cFirst, 'J': cName | cFirst,
	'K': cName | cFirst, 'L': cName | cFirst, 'M': cName | cFirst, 'N': cName | cFirst,
	'O': cName | cFirst, 'P': cName | cFirst, 'Q': cName | cFirst, 'R': cName | cFirst,
	'S': cName | cFirst, 'T': cName | cFirst, 'U': cName | cFirst, 'V': cName | cFirst,
	'W': cName | cFirst, 'X': cName | cFirst, 'Y': cName | cFirst, 'Z': cName | cFirst,
	0x80: cName | cFirst, 0x81: cName | cFirst, 0x82: cName | cFirst, 0x83: cName | cFirst,
	0x84: cName | cFirst, 0x85: cName | cFirst, 0x86: cName | cFirst, 0x87: cName | cFirst,
	0x88: cName | cFirst, 0x89: cName | cFirst, 0x8a: cName | cFirst, 0x8b: cName | cFirst,
	0x8c: cName | cFirst, 0x8d: cName | cFirst, 0x8e: cName | cFirst, 0x8f: cName | cFirst,
	0x90: cName | cFirst, 0x91: cName | cFirst, 0x92: cName | cFirst, 0x93: cName | cFirst,
	0x94: cName | cFirst, 0x95: cName | cFirst, 0x96: cName | cFirst, 0x97: cName | cFirst,
	0x98: cName | cFirst, 0x99: cName | cFirst, 0x9a: cName | cFirst, 0x9b: cName | cFirst,
	0x9c: cName | cFirst, 0x9d: cName | cFirst, 0x9e: cName | cFirst, 0x9f: cName | cFirst,
	0xa0: cName | cFirst, 0xa1: cName | cFirst, 0xa2: cName | cFirst, 0xa3: cName | cFirst,
	0xa4: cName | cFirst, 0xa5: cName | cFirst, 0xa6: cName | cFirst, 0xa7: cName | cFirst,
	0xa8: cName | cFirst, 0xa9: cName | cFirst, 0xaa: cName | cFirst, 0xab: cName | cFirst,
	0xac: cName | cFirst, 0xad: cName | cFirst, 0xae: cName | cFirst, 0xaf: cName | cFirst,
	0xb0: cName | cFirst, 0xb1: cName | cFirst, 0xb2: cName | cFirst, 0xb3: cName | cFirst,
	0xb4: cName | cFirst, 0xb5: cName | cFirst, 0xb6: cName | cFirst, 0xb7: cName | cFirst,
	0xb8: cName | cFirst, 0xb9: cName | cFirst, 0xba: cName | cFirst, 0xbb: cName | cFirst,
	0xbc: cName | cFirst, 0xbd: cName | cFirst, 0xbe: cName | cFirst, 0xbf: cName | cFirst,
	0xc0: cName | cFirst, 0xc1: cName | cFirst, 0xc2: cName | cFirst, 0xc3: cName | cFirst,
	0xc4: cName | cFirst, 0xc5: cName | cFirst, 0xc6: cName | cFirst, 0xc7: cName | cFirst,
	0xc8: cName | cFirst, 0xc9: cName | cFirst, 0xca: cName | cFirst, 0xcb: cName | cFirst,
	0xcc: cName | cFirst, 0xcd: cName | cFirst, 0xce: cName | cFirst, 0xcf: cName | cFirst,
	0xd0: cName | cFirst, 0xd1: cName | cFirst, 0xd2: cName | cFirst, 0xd3: cName | cFirst,
	0xd4: cName | cFirst, 0xd5: cName | cFirst, 0xd6: cName | cFirst, 0xd7: cName | cFirst,
	0xd8: cName | cFirst, 0xd9: cName | cFirst, 0xda: cName | cFirst, 0xdb: cName | cFirst,
	0xdc: cName | cFirst, 0xdd: cName | cFirst, 0xde: cName | cFirst, 0xdf: cName | cFirst,
	0xe0: cName | cFirst, 0xe1: cName | cFirst, 0xe2: cName | cFirst, 0xe3: cName | cFirst,
	0xe4: cName | cFirst, 0xe5: cName | cFirst, 0xe6: cName | cFirst, 0xe7: cName | cFirst,
	0xe8: cName | cFirst, 0xe9: cName | cFirst, 0xea: cName | cFirst, 0xeb: cName | cFirst,
	0xec: cName | cFirst, 0xed: cName | cFirst, 0xee: cName | cFirst, 0xef: cName | cFirst,
	0xf0: cName | cFirst, 0xf1: cName | cFirst, 0xf2: cName | cFirst, 0xf3: cName | cFirst,
	0xf4: cName | cFirst, 0xf5: cName | cFirst, 0xf6: cName | cFirst, 0xf7: cName | cFirst,
	0xf8: cName | cFirst, 0xf9: cName | cFirst, 0xfa: cName | cFirst, 0xfb: cName | cFirst,
	0xfc: cName | cFirst, 0xfd: cName | cFirst, 0xfe: cName | cFirst, 0xff: cName | cFirst,
}

// NameChar reports whether c may stand in a name.
func NameChar(c byte) bool { return class[c]&cName != 0 }

// NameStart reports whether c may start a name.
func NameStart(c byte) bool { return class[c]&cFirst != 0 }

// hexValue is the value of a hexadecimal digit.
func hexValue(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
