package directives

import "tas/diag"

// Bundles of instructions, see obj/bundle.go. The encoder makes one of each
// instruction, unless a run of them is locked.

// bundleState is the lock that is open, and how often it was closed again.
type bundleState struct {
	depth int
	at    diag.Span
}

// bundleMode is .bundle_align_mode: the size of a bundle as a power of two; 0 is
// none.
func (d *Directives) bundleMode(int) bool {
	d.in.SkipSpace()
	start := d.in.At
	n, _, ok := d.optional("power of two")
	switch {
	case !ok || !d.in.ExpectEnd():
		return false
	case n < 0 || n > maxAlign:
		return d.errorf(start, "the size of a bundle is a power of two from 1 to %d; 0 stands for no bundles", maxAlign)
	case d.bundles.depth > 0:
		return d.errorf(d.start, "the size of bundles cannot change between .bundle_lock and .bundle_unlock")
	}
	d.u.Bundles.Size = 0
	if n > 0 {
		d.u.Bundles.Size = 1 << n
	}
	d.machine.SetBundles(n > 0, false)
	return true
}

// bundleLock is .bundle_lock: the instructions up to .bundle_unlock go into one
// bundle. Locks inside have no effect.
func (d *Directives) bundleLock(int) bool {
	if d.u.Bundles.Size == 0 {
		return d.errorf(d.start, ".bundle_lock means nothing without .bundle_align_mode")
	}
	if d.bundles.depth++; d.bundles.depth == 1 {
		d.bundles.at = d.span()
		d.u.StartBundle()
		d.machine.SetBundles(true, true)
	}
	return d.in.ExpectEnd()
}

// bundleUnlock is .bundle_unlock.
func (d *Directives) bundleUnlock(int) bool {
	if d.bundles.depth == 0 {
		return d.errorf(d.start, ".bundle_unlock without .bundle_lock")
	}
	if d.bundles.depth--; d.bundles.depth == 0 {
		d.machine.SetBundles(true, false)
		if n, size := d.u.BundleBytes(), d.u.Bundles.Size; n > size {
			return d.errorf(d.start, "the locked instructions take %d bytes, a bundle has %d only", n, size)
		}
		d.u.EndBundle()
	}
	return d.in.ExpectEnd()
}

// finishBundles reports a lock that is open at the end.
func (d *Directives) finishBundles() {
	if d.bundles.depth > 0 {
		d.in.Diags.Errorf(d.bundles.at, ".bundle_lock without .bundle_unlock")
	}
}
