package obj

// Where a place is after (or during) relaxation. A label knows the fixed bytes
// before it (Off) and the number of variable items before it (Frag). Each part
// keeps, for every number of variable items, what is to be added to Off to get
// the offset in the section: so an address is one load and one addition.

// symAddress is the offset of a symbol in its section; the symbol is a place in
// a part.
func (u *Unit) symAddress(id SymID) int64 {
	s := &u.Syms[id]
	return u.Parts[s.Part-FirstPart].shift[s.Frag] + int64(s.Off)
}

// SectionOf is the section of a symbol that is a place in a part, else 0.
func (u *Unit) SectionOf(id SymID) SectionID {
	s := &u.Syms[id]
	if s.Part < FirstPart {
		return 0
	}
	return u.Parts[s.Part-FirstPart].Section
}
