package directives

import (
	"bytes"
	"strings"

	"tas/obj"
)

// Call frame information written by hand, as data in .eh_frame or .debug_frame. In
// its records GNU as shortens DW_CFA_advance_loc4: a byte 4 and a distance in four
// bytes. It does not understand the instructions; it counts the values of a record
// and looks for such bytes behind its head. A record begins with a length in terms
// of a label that is not defined yet, and ends when that is. The head depends on the
// first CIE of the section, which must be one that as knows, and must stand before an
// alignment or other item of variable size.

// frameReader is how far a section of such data has been read.
type frameReader struct {
	state frameState
	end   obj.SymID // the label at the end of the record
	left  int       // bytes of augmentation data to come
	at    int       // where the byte 4 is
}

// frameState is what the next value of a record is.
type frameState uint8

const (
	frameOutside frameState = iota // a length, perhaps
	frameCIE                       // the place of its CIE
	frameStart                     // where the code begins
	frameRange                     // how long it is
	frameExtra                     // the size of the augmentation data
	frameSkip                      // those
	frameBody                      // an instruction, or part of one
	frameAdvance                   // what a byte 4 advances by
	frameLost                      // not understood
)

// advanceLoc4 is the instruction.
const advanceLoc4 = 4

// frameSection returns which kind of section, plus one, a name stands for: .eh_frame
// or .debug_frame; 0 = none of them.
func frameSection(name string) int {
	switch {
	case strings.HasPrefix(name, ".eh_frame") && !strings.HasPrefix(name, ".eh_frame_entry"):
		return 1
	case strings.HasPrefix(name, ".debug_frame"):
		return 2
	}
	return 0
}

// enterFrames is called in such a section. A piece of a source does not know what a
// piece before it has put there.
func (d *Directives) enterFrames() {
	if d.cut {
		d.in.Diags.Errorf(d.span(), "call frame information by hand is read serially")
	}
}

// frameValue is called with each value of width bytes in such a section, -1 for a
// leb128. It reports whether it has emitted the value in a shorter way.
func (d *Directives) frameValue(v obj.Value, width int) bool {
	u, f := d.u, &d.sections.frames[d.sections.frame-1]
	if f.state != frameOutside && u.Syms[f.end].Part != obj.PartNone {
		f.state = frameOutside
	}
	switch f.state {
	case frameOutside:
		if width == 4 && v.Kind == obj.ValueSym && v.Sym != 0 && u.Syms[v.Sym].Part == obj.PartNone {
			f.state, f.end = frameCIE, v.Sym
		}
	case frameCIE, frameStart:
		f.state++
	case frameRange:
		f.state = d.headEnds()
	case frameExtra:
		f.skip(v, width)
	case frameSkip:
		if f.left -= width; width < 0 || f.left < 0 {
			f.state = frameLost
		} else if f.left == 0 {
			f.state = frameBody
		}
	case frameBody:
		if width == 1 && v.Kind == obj.ValueInt && v.Add == advanceLoc4 {
			f.state, f.at = frameAdvance, len(u.Cur.Data)
		}
	case frameAdvance:
		f.state = frameBody
		return width == 4 && f.at == len(u.Cur.Data)-1 && d.advanceLoc(v)
	}
	return false
}

// skip begins the augmentation data, whose size is v.
func (f *frameReader) skip(v obj.Value, width int) {
	switch {
	case v.Kind != obj.ValueInt || width > 1:
		f.state = frameLost
	case v.Add == 0:
		f.state = frameBody
	default:
		f.state, f.left = frameSkip, int(v.Add)
	}
}

// headEnds returns what comes behind the code range in a record: that depends on the
// CIE with which the section begins.
func (d *Directives) headEnds() frameState {
	p := d.u.Part(d.u.Section().Parts[0])
	if len(p.Frags) == 0 {
		return frameLost
	}
	cie := p.Data[:p.Frags[len(p.Frags)-1].Off]
	if len(cie) < 9 || cie[8] != 1 { // the version
		return frameLost
	}
	id := []byte{0, 0, 0, 0}
	if d.sections.frame == 2 {
		id = []byte{0xff, 0xff, 0xff, 0xff}
	}
	name, rest, ok := bytes.Cut(cie[9:], []byte{0})
	if !ok || !bytes.Equal(cie[4:8], id) {
		return frameLost
	}
	switch {
	case len(name) != 0 && name[0] == 'z':
		if len(rest) > 0 {
			return frameExtra
		}
	case len(name) == 0 && len(rest) > 0, string(name) == "eh" && len(rest) > 8:
		return frameBody
	}
	return frameLost
}

// advanceLoc makes an advance by v of the byte 4 that was written last.
func (d *Directives) advanceLoc(v obj.Value) bool {
	u := d.u
	if n, ok := u.Constant(v); ok && v.Mod == obj.ModNone {
		p := u.Cur
		op, width := obj.ShortAdvance(n)
		p.Data[len(p.Data)-1] = op
		d.emit(n, width)
		return true
	}
	if v.Kind != obj.ValueSym || v.Sym == 0 || v.Sub == 0 || v.Mod != obj.ModNone {
		return false
	}
	u.AddFrag(obj.Frag{Kind: obj.FragAdvance, Value: v, Pos: d.in.PosAt(d.start)})
	return true
}
