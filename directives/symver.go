package directives

import (
	"slices"
	"strings"

	"tas/diag"
	"tas/obj"
)

// Versions of symbols. `.symver foo, foo@V1` gives foo a further name, which
// the dynamic linker takes for version V1 of foo; @@ makes it the default
// version, and @@@ means @@ with a foo that is defined here, else @. What an
// undefined symbol gets replaces its name: foo@V1 is the one that is wanted.

// versioned is a symbol with its versions. All that is known about it when it
// gets them is known only at the end of the source.
type versioned struct {
	id       obj.SymID
	names    []string // as written
	fate     fate
	pos      diag.Pos // of the first .symver
	replaced bool     // @@@ was given
}

// fate is what becomes of the symbol's own name.
type fate uint8

const (
	fateKept fate = iota
	fateLocal
	fateHidden
	fateRemoved
)

// addSymver remembers a version. The same one again is nothing new, but its
// fate counts: the last that is given does.
func (d *Directives) addSymver(id obj.SymID, name string, how fate, start int) bool {
	list := d.symbols.versioned
	i := slices.IndexFunc(list, func(v versioned) bool { return v.id == id })
	if i < 0 {
		i = len(list)
		list = append(list, versioned{id: id, pos: d.in.PosAt(start)})
		d.symbols.versioned = list
	}
	v := &list[i]
	if how != fateKept {
		v.fate = how
	}
	replaces := strings.Contains(name, "@@@")
	if slices.Contains(v.names, name) {
		return true
	}
	if replaces && v.replaced {
		return d.errorf(start, "%s has a version with @@@ already, and can have only one", d.u.Name(id))
	}
	v.replaced = v.replaced || replaces
	v.names = append(v.names, name)
	return true
}

func (d *Directives) finishVersions() {
	slices.SortFunc(d.symbols.versioned, func(a, b versioned) int { return int(a.id) - int(b.id) })
	for i := range d.symbols.versioned {
		d.giveVersions(&d.symbols.versioned[i])
	}
}

// giveVersions carries out what the .symver lines of one symbol asked for.
func (d *Directives) giveVersions(v *versioned) {
	u, last := d.u, v.names[len(v.names)-1]
	at := diag.At(v.pos)
	undefined := u.Syms[v.id].Part == obj.PartNone
	switch base, version, ok := strings.Cut(last, "@@@"); {
	case ok && undefined:
		last = base + "@" + version
	case ok:
		// as drops the versions before this one.
		last, v.names, v.fate = base+"@@"+version, v.names[len(v.names)-1:], fateRemoved
	}
	switch {
	case u.Syms[v.id].Part == obj.PartCommon && !slices.ContainsFunc(v.names, func(s string) bool { return strings.Contains(s, "@@@") }):
		d.commonVersion(at, v.id)
	case undefined && len(v.names) > 1:
		d.in.Diags.Errorf(at, "%s is not defined here, so it can have one version only, not %d", u.Name(v.id), len(v.names))
	case undefined && strings.Contains(last, "@@"):
		d.in.Diags.Errorf(at, "%s is not defined here, so @@ cannot make %s its default version", u.Name(v.id), last)
	case undefined || v.fate == fateRemoved && len(v.names) == 1:
		u.Rename(v.id, []byte(last))
		if !undefined && !v.replaced {
			u.PinLast(v.id) // with other fates too the names come last
		}
	default:
		for i := len(v.names) - 1; i >= 0; i-- {
			d.addVersion(v.id, strings.Replace(v.names[i], "@@@", "@@", 1))
		}
		switch s := &u.Syms[v.id]; v.fate {
		case fateLocal:
			s.Flags &^= obj.SymGlobal | obj.SymWeak
		case fateHidden:
			s.Vis = obj.STV_HIDDEN
		case fateRemoved:
			u.Extra(v.id).Removed = true
		}
	}
}

// commonVersion refuses a version of a common symbol.
func (d *Directives) commonVersion(at diag.Span, id obj.SymID) {
	d.in.Diags.Errorf(at, "%s is a common symbol, which cannot have a version", d.u.Name(id))
}

// addVersion makes a further symbol of the same value.
func (d *Directives) addVersion(id obj.SymID, name string) {
	u := d.u
	copied := u.Symbol([]byte(name), u.Syms[id].Pos)
	s, c := &u.Syms[id], &u.Syms[copied]
	if c.Part, c.Frag, c.Off, c.Type, c.Vis = s.Part, s.Frag, s.Off, s.Type, s.Vis; c.Type == obj.STT_SECTION {
		c.Type = obj.STT_NOTYPE
	}
	if c.Part == obj.PartExpr {
		u.Equate(copied, obj.SymValue(id), c.Pos)
		s, c = &u.Syms[id], &u.Syms[copied]
	}
	c.Flags |= s.Flags & (obj.SymGlobal | obj.SymWeak)
	if s.Extra == 0 {
		return
	}
	if from := u.Extras[s.Extra]; from.Size.Kind != obj.ValueNone {
		x := u.Extra(copied)
		x.Size, x.SizePos = from.Size, from.SizePos
	}
}
