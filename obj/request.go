package obj

import (
	"slices"

	"tas/diag"
)

// requests makes the relocations that .reloc asks for in the section at work,
// among the others in the order of the source. They keep the names of
// symbols, but a numeric label has none.
func (r *resolver) requests() {
	u := r.u
	for i := range u.Relocs {
		q := &u.Relocs[i]
		sec := u.Part(q.Part).Section
		where, ok := r.eval.reduce(q.Where)
		place := q.Where.Kind == ValueInt
		if ok && where.plus != 0 && where.minus == 0 && u.SectionOf(where.plus) != 0 {
			if q.Type != R_X86_64_GNU_VTINHERIT { // that stays where it was asked for
				sec = u.SectionOf(where.plus)
			}
			where.add += u.symAddress(where.plus)
			where.plus = 0
			place = true
		}
		if sec != r.sec {
			continue
		}
		if !ok || !where.absolute() {
			r.eval.complain(q.Pos, q.Where, "the offset of the relocation")
			continue
		}
		if !place || q.Where.Sub != 0 {
			u.Diags.Errorf(diag.At(q.Pos), "the offset of the relocation must be a number known at this point, or a label")
			continue
		}
		if where.add < 0 || uint64(where.add) > u.Sections[sec].Size {
			u.Diags.Errorf(diag.At(q.Pos), "offset %d of the relocation lies outside section %s of %d bytes", where.add, u.Sections[sec].Name, u.Sections[sec].Size)
			continue
		}
		s, ok := r.eval.reduce(q.Value)
		if !ok || s.minus != 0 {
			r.eval.complain(q.Pos, q.Value, "the value of the relocation")
			continue
		}
		numeric := s.plus != 0 && u.Syms[s.plus].nameLen == 0 && u.Syms[s.plus].InPart()
		if (numeric || q.Type == R_X86_64_GNU_VTINHERIT && s.plus != 0) && uint64(where.add)+fieldSize(q.Type) > u.Sections[sec].Size {
			u.Diags.Errorf(diag.At(q.Pos), "the relocation changes %d bytes, of which some are outside section %s", fieldSize(q.Type), u.Sections[sec].Name)
			continue
		}
		if numeric {
			s.add += u.symAddress(s.plus)
			s.plus = u.Sections[u.SectionOf(s.plus)].Sym
		}
		if q.Where.Kind == ValueInt {
			r.kept = append(r.kept, u.Sections[sec].Sym)
		}
		list := &r.relocs
		at := 0
		for at < len(list.asked) && list.asked[at] <= q.Pos {
			at++
		}
		list.relocs = slices.Insert(list.relocs, at, Reloc{Off: uint64(where.add), Add: s.add, Sym: uint32(s.plus), Type: q.Type})
		list.asked = slices.Insert(list.asked, at, q.Pos)
	}
}

// fieldSize is how many bytes a relocation changes.
func fieldSize(typ uint32) uint64 {
	switch typ {
	case R_X86_64_NONE, R_X86_64_GNU_VTENTRY, R_X86_64_TLSDESC_CALL:
		return 0
	case R_X86_64_8, R_X86_64_PC8:
		return 1
	case R_X86_64_16, R_X86_64_PC16:
		return 2
	case R_X86_64_64, R_X86_64_GLOB_DAT, R_X86_64_JUMP_SLOT, R_X86_64_RELATIVE,
		R_X86_64_DTPMOD64, R_X86_64_DTPOFF64, R_X86_64_TPOFF64, R_X86_64_PC64, R_X86_64_GOTOFF64,
		R_X86_64_GOT64, R_X86_64_GOTPCREL64, R_X86_64_GOTPC64, R_X86_64_GOTPLT64, R_X86_64_PLTOFF64,
		R_X86_64_SIZE64, R_X86_64_TLSDESC, R_X86_64_IRELATIVE, R_X86_64_RELATIVE64, R_X86_64_GNU_VTINHERIT:
		return 8
	}
	return 4
}
