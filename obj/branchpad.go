package obj

// Some processors run a branch slower that touches the end of a block of 32
// bytes of code (-malign-branch-boundary). Such a branch is moved into the next
// block: the instructions before it get prefixes without effect, if they have
// room for all that is missing, else no-operations stand before it.
//
// The encoder leaves three kinds of item: FragPrefix before an instruction that
// could take prefixes, FragPad before a branch, FragPair before a comparison
// that the processor may fuse with a conditional jump right behind it. The
// latter become one of the former before relaxation. Consecutive FragPrefix
// with only fixed bytes between them, up to a FragPad, are a run: the first one
// shares out what the branch needs, earlier instructions being filled first.

// alignSection makes the section of a padded branch start at a boundary.
func (u *Unit) alignSection() {
	s := u.Section()
	s.Align = max(s.Align, u.BranchBoundary)
}

// PadBranch leaves an item for the padding before the branch that comes here.
// It returns its number, for Padded.
func (u *Unit) PadBranch() int {
	u.alignSection()
	u.AddFrag(Frag{Kind: FragPad, Flags: FragCode})
	return len(u.Cur.Frags) - 1
}

// PadPrefixes leaves an item for prefixes before the instruction that comes
// here. A mask of conditions says which jumps it may be fused with.
func (u *Unit) PadPrefixes(conditions uint16) int {
	f := Frag{Kind: FragPrefix}
	if conditions != 0 {
		f = Frag{Kind: FragPair, Flags: FragCode, Value: Int(int64(conditions))}
	}
	u.AddFrag(f)
	return len(u.Cur.Frags) - 1
}

// Padded ends the instruction before which item k stands: so many prefixes it
// has room for.
func (u *Unit) Padded(k int, prefix byte, room int) {
	f := &u.Cur.Frags[k]
	f.Max = uint32(room)
	f.Arg = int64(len(u.Cur.Data)) - int64(f.Off)
	switch f.Kind {
	case FragPrefix:
		f.Fill, f.Arg = prefix, 0
	case FragPair:
		f.State = prefix
	case FragPad:
		if k+1 < len(u.Cur.Frags) {
			f.Flags |= FragJump
		}
	}
}

// groupPadding finds the pairs and the runs of a part.
func groupPadding(frags []Frag) {
	for i := range frags {
		f := &frags[i]
		if f.Kind != FragPair {
			continue
		}
		if fuses(frags[i:]) {
			f.Kind, f.Flags, f.Max = FragPad, f.Flags|FragJump, 0
			f.Arg += frags[i+1].Arg
			frags[i+1] = Frag{Off: frags[i+1].Off}
		} else {
			f.Kind, f.Flags, f.Fill, f.Arg = FragPrefix, 0, f.State, 0
		}
		f.State, f.Value = 0, Value{}
	}
	run := -1 // its first item
	for i := range frags {
		switch f := &frags[i]; {
		case f.Kind == FragPrefix:
			if run < 0 {
				run = i
			}
		case f.Kind == FragPad && run >= 0:
			frags[run].Flags |= FragFirst
			run = -1
		case f.Kind != FragNone && !(f.Kind == FragFill && f.Flags&FragFixed != 0):
			run = -1
		}
	}
}

// fuses reports whether the comparison behind frags[0] forms a pair with the
// jump right behind it.
func fuses(frags []Frag) bool {
	if len(frags) < 3 || frags[1].Kind != FragPad || frags[1].Flags&FragJump == 0 || frags[2].Kind != FragJcc {
		return false
	}
	return int64(frags[1].Off) == int64(frags[0].Off)+frags[0].Arg && frags[0].Value.Add>>frags[2].Arg&1 != 0
}

// branchPadding is what a branch lacks behind item k, a FragPad, if that begins
// at address at.
func (u *Unit) branchPadding(frags []Frag, k int, at int64) int64 {
	f := &frags[k]
	size := f.Arg
	if f.Flags&FragJump != 0 {
		for k++; frags[k].Kind == FragNone; k++ {
		}
		size += int64(frags[k].Size)
	}
	boundary := int64(u.BranchBoundary)
	if into := at & (boundary - 1); into+size >= boundary {
		return boundary - into
	}
	return 0
}

// sharePrefixes decides how many prefixes each instruction of the run that
// begins with item k, at address at, gets: Arg.
func (u *Unit) sharePrefixes(frags []Frag, k int, at int64) {
	room, had, fixed := int64(0), int64(0), int64(0)
	end := k
	for ; frags[end].Kind != FragPad; end++ {
		if f := &frags[end]; f.Kind == FragPrefix {
			room += int64(f.Max)
			had += f.Arg
		} else {
			fixed += int64(f.Size)
		}
	}
	want := u.branchPadding(frags, end, at+fixed+int64(frags[end].Off)-int64(frags[k].Off))
	if want > room {
		want = 0
	}
	if want == had {
		return
	}
	for ; k < end; k++ {
		if f := &frags[k]; f.Kind == FragPrefix {
			f.Arg = min(want, int64(f.Max))
			want -= f.Arg
		}
	}
}
