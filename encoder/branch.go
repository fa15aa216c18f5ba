package encoder

import (
	"encoding/binary"

	"tas/diag"
	"tas/encoder/isa"
	"tas/obj"
)

// branchName is a mnemonic that branch takes: its letters as they stand in the text,
// then zeros, and what to make of it. The few that a compiler writes are remembered,
// which takes a quarter of the time of finding them among all.
type branchName struct {
	word   uint64
	kind   transfer
	opcode uint8 // of a call; for FragJcc the condition
}

type transfer uint8

const (
	transferCall transfer = iota
	transferJmp
	transferJcc
)

// branchNames bounds those that are remembered, by a hash.
const branchNames = 32

// branch assembles the jump or call that starts here, of a name and nothing else,
// as one instruction of five is, and moves to its newline. Its template is the
// first of the mnemonic. It reports false, and has read nothing, when there is
// more to it.
func (e *Encoder) branch() bool {
	in := e.in
	text, start := in.Text, in.At
	end := start + 2
	for text[end] > ' ' && end < start+8 {
		end++
	}
	word := binary.LittleEndian.Uint64(text[start:start+8]) & (1<<(8*(end-start)) - 1)
	name := e.branchName(text[start:end], word)
	if name == nil {
		return false
	}
	pos := in.PosAt(end + 1)
	in.At = end
	target := in.Target()
	if target.Kind == obj.ValueNone {
		in.At = start
		return false
	}
	e.transfer(name, target, pos)
	return true
}

// BranchTo assembles the jump or call called name to target, which stood at pos. It
// reports false, and has done nothing, when that is not so simple.
func (e *Encoder) BranchTo(name []byte, target obj.Value, pos diag.Pos) bool {
	if len(name) > 7 {
		return false
	}
	word := uint64(0)
	for i, c := range name {
		word |= uint64(c) << (8 * i)
	}
	b := e.branchName(name, word)
	if b == nil {
		return false
	}
	e.transfer(b, target, pos)
	return true
}

// branchName is what to make of the mnemonic text, whose letters are in word; nil if
// that is not so simple.
func (e *Encoder) branchName(text []byte, word uint64) *branchName {
	b := &e.branches[word*0x9e3779b97f4a7c15>>32%branchNames]
	if e.limit != nil || e.opt.Vendor != VendorAny || b.word != word && !b.find(text, word) {
		return nil
	}
	return b
}

// transfer appends a jump or call.
func (e *Encoder) transfer(name *branchName, target obj.Value, pos diag.Pos) {
	switch name.kind {
	case transferCall:
		part := e.unit.Cur
		part.Room(8)
		part.Data = append(part.Data, name.opcode, 0, 0, 0, 0)
		e.unit.AddFixup(obj.Fixup{Off: uint32(len(part.Data) - 4), Width: 4, Kind: obj.FixPCRel, Flags: obj.FixBranch, Pos: pos, Value: target})
	case transferJcc:
		e.unit.AddFrag(obj.Frag{Kind: obj.FragJcc, Value: target, Size: 2, Pos: pos, Arg: int64(name.opcode)})
	case transferJmp:
		e.unit.AddFrag(obj.Frag{Kind: obj.FragJmp, Value: target, Size: 2, Pos: pos})
	}
}

// find looks text up among all mnemonics. It reports false for one that branch does
// not take.
func (b *branchName) find(text []byte, word uint64) bool {
	id := lookup(text, 0, len(text))
	if id == 0 {
		return false
	}
	t := &templates[mnemonicLists[mnemonics[id-1].list]]
	if (isa.ATT|isa.Mode64|isa.AnyVendor)&^t.Allow != 0 || t.N != 1 {
		return false
	}
	switch {
	case t.Flags&isa.FlagJcc != 0:
		*b = branchName{word, transferJcc, t.Opcode & 15}
	case t.Flags&isa.FlagJump != 0:
		*b = branchName{word, transferJmp, t.Opcode}
	case t.Flags&isa.FlagBranch != 0 && t.ImmW == 4:
		*b = branchName{word, transferCall, t.Opcode}
	default:
		return false
	}
	return true
}
