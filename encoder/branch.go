package encoder

import (
	"tas/encoder/isa"
	"tas/obj"
)

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
	id := lookup(text, start, end-start)
	if id == 0 || e.limit != nil || e.opt.Vendor != VendorAny {
		return false
	}
	t := &templates[mnemonicLists[mnemonics[id-1].list]]
	jump := t.Flags&(isa.FlagJump|isa.FlagJcc) != 0
	if (isa.ATT|isa.Mode64|isa.AnyVendor)&^t.Allow != 0 || t.N != 1 || !jump && (t.Flags&isa.FlagBranch == 0 || t.ImmW != 4) {
		return false
	}
	pos := in.PosAt(end + 1)
	in.At = end
	target := in.Target()
	if target.Kind == obj.ValueNone {
		in.At = start
		return false
	}
	part := e.unit.Cur
	switch {
	case !jump:
		part.Room(8)
		part.Data = append(part.Data, t.Opcode, 0, 0, 0, 0)
		e.unit.AddFixup(obj.Fixup{Off: uint32(len(part.Data) - 4), Width: 4, Kind: obj.FixPCRel, Flags: obj.FixBranch, Pos: pos, Value: target})
	case t.Flags&isa.FlagJcc != 0:
		e.unit.AddFrag(obj.Frag{Kind: obj.FragJcc, Value: target, Size: 2, Pos: pos, Arg: int64(t.Opcode & 15)})
	default:
		e.unit.AddFrag(obj.Frag{Kind: obj.FragJmp, Value: target, Size: 2, Pos: pos})
	}
	return true
}
