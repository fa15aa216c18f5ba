package obj

import "tas/diag"

// The symbols of the pieces of a source stand in one list from the start, each
// piece's from a number of its own on. So joining moves no symbol, and what
// refers to one stays as it is, unless an earlier piece has that symbol, too.

// Room is where the symbols of a unit stand: in a list that may have others before
// and behind, from number first on.
type Room struct {
	list  []Symbol
	first SymID
}

// roomFor is the number of bytes of a source that have one symbol at most. A piece
// that has more cannot be joined with the next one.
const roomFor = 16

// Rooms divides a list of symbols among pieces of so many bytes.
func Rooms(sizes []int) []Room {
	ends, end, whole := make([]int, len(sizes)), 1, 0
	for i, size := range sizes {
		end += size/roomFor + 64
		ends[i] = end
		whole += size
	}
	list := makeFor[Symbol](whole, 1, end)
	rooms := make([]Room, len(sizes))
	first := 1
	for i, end := range ends {
		rooms[i] = Room{list[:first:end], SymID(first)}
		first = end
	}
	return rooms
}

// NewPiece is NewUnit for a piece of a source, with its symbols in a room.
func NewPiece(diags *diag.List, size int, room Room) *Unit {
	u := newUnit(diags, size, room)
	u.piece = room.first > 1
	return u
}

// Stretch is a run of symbols: those from From on, before To.
type Stretch struct{ From, To SymID }

// Stretches lists the runs of symbols that there are; what is between them in Syms
// is nothing.
func (u *Unit) Stretches() []Stretch {
	return append(u.before[:len(u.before):len(u.before)], Stretch{u.first, SymID(len(u.Syms))})
}

// growSymbols makes room for more symbols. What other pieces have in the list is
// left there.
func (u *Unit) growSymbols() {
	more := MakeHuge[Symbol](len(u.Syms), 4*len(u.Syms)+16)
	for _, s := range u.Stretches() {
		copy(more[s.From:s.To], u.Syms[s.From:s.To])
	}
	u.Syms = more
}

// takeSymbols makes the symbols of v, the next piece, those of u, too. It reports
// false when u has so many that the numbers are the same.
func (u *Unit) takeSymbols(v *Unit) bool {
	end := SymID(len(u.Syms))
	if end > v.first {
		return false
	}
	u.before, u.first = append(u.before, Stretch{u.first, end}), v.first
	if &u.Syms[0] == &v.Syms[0] {
		u.Syms = v.Syms
		return true
	}
	// One of both has outgrown the list.
	all := make([]Symbol, len(v.Syms), cap(v.Syms))
	for _, s := range u.before {
		copy(all[s.From:s.To], u.Syms[s.From:s.To])
	}
	copy(all[v.first:], v.Syms[v.first:])
	u.Syms = all
	return true
}
