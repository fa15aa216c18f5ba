package obj

import (
	"encoding/binary"
	"math/bits"

	"tas/diag"
)

// Fields of debugging information are nearly all of one kind: four or eight bytes that
// will be the address of a label, or how far one is from another. 169,000 of the 187,000
// of SQLite -O2 -g are. They stand in a list of their own, in 16 bytes instead of a
// Fixup's 40.

// Field is a field of data that will be Sym - Sub, or Sym alone, as in a Leb. The
// highest two bits of its offset say how wide it is.
type Field struct {
	off      uint32
	Sym, Sub SymID
	Pos      diag.Pos
}

const (
	widthShift = 30              // of the bits of Field.off: 1, 2, 4 or 8 bytes
	fieldsEnd  = 1 << widthShift // more bytes before a field there cannot be
)

// AddField appends a field of data, width bytes that v will be: the difference of two
// places, or one, or one less.
func (u *Unit) AddField(v Value, width uint8, pos diag.Pos) {
	p := u.Cur
	p.Room(8)
	n := len(p.Data)
	binary.LittleEndian.PutUint64(p.Data[n:n+8], 0)
	p.Data = p.Data[:n+int(width)]
	if u.Loose || n >= fieldsEnd/2 || u.Section().Flags&SHF_ALLOC != 0 {
		u.AddFixup(Fixup{Off: uint32(n), Width: width, Kind: FixAbs, Flags: FixData, Pos: pos, Value: v})
		return
	}
	if len(p.Fields) == cap(p.Fields) {
		p.Fields = growTo(p.Fields, u.Size/48)
	}
	off := uint32(n) | uint32(bits.TrailingZeros8(width))<<widthShift
	p.Fields = append(p.Fields, Field{off, v.Sym, v.Sub | SymID(-v.Add)<<31, pos})
}

// at is the number of bytes of Part.Data before the field.
func (f *Field) at() uint32 { return f.off & (fieldsEnd - 1) }

// width is the number of bytes of the field.
func (f *Field) width() uint8 { return 1 << (f.off >> widthShift) }

// fixup is what a Field stands for.
func (f *Field) fixup() Fixup {
	return Fixup{Off: f.at(), Width: f.width(), Kind: FixAbs, Flags: FixData, Pos: f.Pos, Value: difference(f.Sym, f.Sub)}
}

// toSection makes the relocation of the field at a place of its section, when all that
// fixup and what that calls would find is that it names a section instead of a local
// label: in a tenth of their instructions. It reports whether it has.
func (r *resolver) toSection(f *Field, at int) bool {
	if f.Sub != 0 || f.Sym&bare != 0 || f.width() < 4 {
		return false
	}
	s := &r.u.Syms[f.Sym]
	if s.Part < FirstPart || s.Flags&(SymTemp|SymGlobal|SymWeak|SymSection) != SymTemp || s.Extra != 0 || s.Type == STT_GNU_IFUNC {
		return false
	}
	p := &r.u.Parts[s.Part-FirstPart]
	if !r.plain[p.Section] {
		return false
	}
	typ := uint32(R_X86_64_32)
	if f.width() == 8 {
		typ = R_X86_64_64
	}
	r.relocs.add(Reloc{Off: uint64(at), Type: typ, Sym: uint32(r.u.Sections[p.Section].Sym), Add: p.shift[s.Frag] + int64(s.Off)}, f.Pos)
	return true
}

func (f *Field) move(by uint32) { f.off += by }

func (f *Field) close(m *Remap) bool {
	v := difference(f.Sym, f.Sub)
	switch {
	case !m.close(&v, f.width(), f.Pos):
		return false
	case v.Kind == ValueSym:
		f.Sym, f.Sub = v.Sym, v.Sub|f.Sub&lessOne
	case v.Add < 0 || v.Add >= int64(bare):
		return false
	default:
		f.Sym, f.Sub = bare|SymID(v.Add), 0
	}
	return true
}
