package encoder

import (
	"bytes"
	"encoding/binary"

	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
	"tas/swar"
)

// branchName is a mnemonic that branch takes: its letters as they stand in the text,
// then zeros, and what to make of it. The few that a compiler writes are remembered,
// which takes a quarter of the time of finding them among all.
type branchName struct {
	word   uint64
	kind   obj.FragKind // FragNone: a call
	opcode uint8        // of a call; for FragJcc the condition
}

// branchLetters are those of the longest name that is remembered.
const branchLetters = 6

// branchNames bounds those that are remembered, by a hash.
const branchNames = 32

// branch assembles the jump or call at text[at:], of a name and nothing else, as one
// instruction of five is, and returns its newline. Its template is the first of the
// mnemonic. It returns 0 when there is more to it.
func (e *Encoder) branch(text []byte, at int) int {
	in := e.in
	word := wordOf(text, at)
	stop := swar.Below(word, ' '+1)
	start := at + swar.First(stop) + 1 // of the name
	b := e.branchName(word & swar.Before(stop))
	if b == nil || text[start-1] == '\n' {
		return 0
	}
	pos := in.PosAt(start)
	target, mod, end := obj.SymID(0), obj.ModNone, 0
	if text[start] == '.' {
		if target, end = e.unit.Numbered(text, start, pos); end != 0 && text[end] != '\n' {
			end = in.Rest(end)
		}
	}
	if target == 0 {
		target, mod, end = in.Target(start)
	}
	if end == 0 || !e.transfer(b, target, mod, pos) {
		return 0
	}
	return end
}

// BranchTo assembles the jump or call to target, which stood at pos, whose name word has the
// letters of. It reports false, and has done nothing, when that is not so simple.
func (e *Encoder) BranchTo(word uint64, target obj.SymID, pos diag.Pos) bool {
	b := e.branchName(word)
	return b != nil && e.transfer(b, target, obj.ModNone, pos)
}

// branchName is what to make of the mnemonic whose letters are in word, of a longer one the
// first; nil if that is not so simple.
func (e *Encoder) branchName(word uint64) *branchName {
	b := &e.branches[word*0x9e3779b97f4a7c15>>32%branchNames]
	if b.word != word && !e.findBranch(b, word) {
		return nil
	}
	return b
}

// transfer appends a jump or call. It reports false when target is known not to be a place.
func (e *Encoder) transfer(name *branchName, target obj.SymID, mod obj.Modifier, pos diag.Pos) bool {
	u := e.unit
	if name.kind != obj.FragNone {
		return u.AddJump(name.kind, name.opcode, target, mod, pos)
	}
	if !u.UsePlace(target) {
		return false
	}
	v := obj.SymValue(target)
	v.Mod = mod
	part := u.Cur
	part.Room(8)
	part.Data = append(part.Data, name.opcode, 0, 0, 0, 0)
	u.AddFixup(obj.Fixup{Off: uint32(len(part.Data) - 4), Width: 4, Kind: obj.FixPCRel, Flags: obj.FixBranch, Pos: pos, Value: v})
	return true
}

// findBranch looks word up among all mnemonics, and remembers it in b. It reports
// false for one that branch does not take.
func (e *Encoder) findBranch(b *branchName, word uint64) bool {
	id := mnemonicID(0)
	var text [8]byte
	binary.LittleEndian.PutUint64(text[:], word)
	if size := bytes.IndexByte(text[:], 0); size <= branchLetters && size > 0 && e.limit == nil && e.opt.Vendor == VendorAny {
		id = lookup(text[:], 0, size)
	}
	if id == 0 {
		return false
	}
	t := &templates[mnemonicLists[mnemonics[id-1].list]]
	if (isa.ATT|isa.Mode64|isa.AnyVendor)&^t.Allow != 0 || t.N != 1 {
		return false
	}
	switch {
	case t.Flags&isa.FlagJcc != 0:
		*b = branchName{word, obj.FragJcc, t.Opcode & 15}
	case t.Flags&isa.FlagJump != 0:
		*b = branchName{word, obj.FragJmp, 0}
	case t.Flags&isa.FlagBranch != 0 && t.ImmW == 4:
		*b = branchName{word, obj.FragNone, t.Opcode}
	default:
		return false
	}
	return true
}
