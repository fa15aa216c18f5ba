package obj

import "tas/diag"

// The gap of .org, while sizes change and when they are final.

// orgSize is the gap up to the place that .org asks for. It may not be behind,
// even for a moment.
func (r *relaxer) orgSize(f *Frag, at int64) uint64 {
	target := r.orgTarget(&f.Value)
	if target < at {
		if r.early() {
			return f.Size
		}
		f.State = orgBackwards
		return 0
	}
	return uint64(target - at)
}

func (r *relaxer) orgTarget(v *Value) int64 {
	s, _ := r.eval.reduce(*v)
	return r.u.orgOffset(s)
}

// orgOffset is what a sum is worth to .org: what is not defined is nothing.
func (u *Unit) orgOffset(s sum) int64 {
	switch {
	case s.plus == 0:
		return s.add
	case u.Syms[s.plus].Part == PartNone:
		return 0
	case !u.Syms[s.plus].InPart():
		return s.add + int64(u.Syms[s.plus].Off)
	}
	return s.add + u.symAddress(s.plus)
}

// org fills the gap up to the target of .org.
func (r *resolver) org(f *Frag) {
	target, ok := r.orgTarget(f)
	if !ok {
		return
	}
	if target < int64(len(r.data)) || f.State == orgBackwards {
		r.u.Diags.Errorf(diag.At(f.Pos), ".org goes backwards, from %d to %d", len(r.data), target)
		return
	}
	r.fill(f.Size, uint64(f.Fill), 1, false)
}

// orgTarget is the offset that .org asks for. That of a place in another section
// counts as if it were in this one, as in GNU as.
func (r *resolver) orgTarget(f *Frag) (int64, bool) {
	s, ok := r.eval.reduce(f.Value)
	switch {
	case ok && s.plus == 0 && s.minus != 0 && r.u.undefined(s.minus):
		r.u.Diags.Warnf(diag.At(f.Pos), "symbol %s is not defined; .org takes it for zero", r.u.describe(s.minus))
	case !ok || s.minus != 0:
		r.eval.complain(f.Pos, f.Value, ".org")
		return 0, false
	case s.plus != 0 && r.u.Syms[s.plus].Part == PartNone:
		r.u.Diags.Warnf(diag.At(f.Pos), "symbol %s is not defined; .org takes it for zero", r.u.describe(s.plus))
	case s.plus != 0 && r.u.SectionOf(s.plus) != r.sec:
		r.u.Diags.Warnf(diag.At(f.Pos), "symbol %s is not in this section; .org takes its offset in its own", r.u.describe(s.plus))
	}
	return r.u.orgOffset(s), true
}
