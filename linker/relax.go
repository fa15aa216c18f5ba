package linker

import "tas/obj"

// Code compiled for shared libraries takes addresses from the global offset
// table and asks the dynamic linker for thread-local variables. In a static
// executable both are known, so the linker rewrites the instructions: psABI
// chapters B.2 (GOTPCRELX) and the ELF TLS document. Whether that is possible
// must be known before addresses are, because a GOT slot is needed if not.

// gotForm says how an instruction that loads from the GOT is rewritten.
type gotForm uint8

const (
	gotLoad    gotForm = iota // not at all: it needs a slot
	gotLea                    // mov x@GOTPCREL(%rip), r -> lea x(%rip), r
	gotCall                   // call *x@GOTPCREL(%rip)  -> addr32 call x
	gotJump                   // jmp *x@GOTPCREL(%rip)   -> jmp x; nop
	gotMovImm                 // mov x@GOTPCREL(%rip), r -> mov $x, r
	gotTestImm                // test r, x@GOTPCREL(%rip) -> test $x, r
	gotOpImm                  // add x@GOTPCREL(%rip), r -> add $x, r; likewise or adc sbb and sub xor cmp
)

// gotForm looks at the instruction around a GOTPCREL relocation of symbol sym.
func (l *linker) gotForm(data []byte, r *obj.Reloc, sym *symbol) gotForm {
	rex := r.Type == obj.R_X86_64_REX_GOTPCRELX
	if l.opt.NoRelax || r.Add != -4 || r.Off < 2 || rex && r.Off < 3 || r.Off > uint64(len(data)) {
		return gotLoad
	}
	op, modrm := data[r.Off-2], data[r.Off-1]
	if modrm&0xc7 != 0x05 { // not disp32(%rip)
		return gotLoad
	}
	// Absolute values, zero for a missing weak symbol among them, may be too
	// far for a pc-relative form; they are known here.
	absolute := sym.sect == nil && sym.flags&symProvided == 0
	near := l.reach.low && (!absolute || int64(sym.value) == int64(int32(sym.value)))
	far := absolute && !near || !l.reach.near
	switch {
	case op == 0x8b && absolute && near:
		if r.Type != obj.R_X86_64_GOTPCREL {
			return gotMovImm
		}
		return gotLoad
	case far:
		return gotLoad
	case op == 0x8b:
		return gotLea
	case r.Type == obj.R_X86_64_GOTPCREL:
		return gotLoad
	case op == 0xff && modrm == 0x15 && !absolute && !rex:
		return gotCall
	case op == 0xff && modrm == 0x25 && !absolute && !rex:
		return gotJump
	case op == 0x85 && near:
		return gotTestImm
	case op&0xc7 == 0x03 && near:
		return gotOpImm
	}
	return gotLoad
}

// writeGOT rewrites the instruction whose displacement is at b[at]; s is the
// address of the symbol, p that of the displacement. It reports false when the
// value does not fit after all.
func writeGOT(b []byte, at uint64, form gotForm, rex bool, s, p uint64) bool {
	modrm := b[at-1]
	reg := modrm >> 3 & 7
	value := int64(s)
	switch form {
	case gotLea:
		b[at-2] = 0x8d
		value = int64(s - p - 4)
	case gotCall:
		b[at-2], b[at-1] = 0x67, 0xe8
		value = int64(s - p - 4)
	case gotJump:
		b[at-2] = 0xe9
		value = int64(s - p - 3) // the displacement moves down by one byte
		le.PutUint32(b[at-1:], uint32(value))
		b[at+3] = 0x90
		return value == int64(int32(value))
	case gotMovImm:
		b[at-2], b[at-1] = 0xc7, 0xc0|reg
	case gotTestImm:
		b[at-2], b[at-1] = 0xf7, 0xc0|reg
	case gotOpImm:
		b[at-1] = 0xc0 | b[at-2]&0x38 | reg
		b[at-2] = 0x81
	}
	if rex && form >= gotMovImm { // the register moves from ModRM.reg to ModRM.rm
		b[at-3] = b[at-3]&^5 | b[at-3]>>2&1
	}
	le.PutUint32(b[at:], uint32(value))
	return value == int64(int32(value))
}

// tlsForm says how a thread-local access is rewritten to local-exec, where
// the variable lies at a known distance from %fs:0.
type tlsForm uint8

const (
	tlsNone     tlsForm = iota
	tlsGD               // data16 lea x@tlsgd(%rip),%rdi; data16 data16 rex.W call __tls_get_addr: 16 bytes
	tlsLD               // lea x@tlsld(%rip),%rdi; call __tls_get_addr: 12 bytes
	tlsLDLong           // the same with an indirect call: 13 bytes
	tlsIEMov            // mov x@gottpoff(%rip), r -> mov $x, r
	tlsIEAdd            // add x@gottpoff(%rip), r -> add $x, r
	tlsDesc             // lea x@tlsdesc(%rip), r -> mov $x, r
	tlsDescCall         // call *x@tlscall(%rax) -> nop
)

// pair reports whether the form takes the next relocation too: that of the
// call to __tls_get_addr.
func (f tlsForm) pair() bool { return f == tlsGD || f == tlsLD || f == tlsLDLong }

// tlsFormOf looks at the instructions around the i-th relocation.
func tlsFormOf(data []byte, relocs []obj.Reloc, i int) tlsForm {
	r := &relocs[i]
	at := r.Off
	if at > uint64(len(data)) {
		return tlsNone
	}
	before, after := data[:at], data[at:]
	switch r.Type {
	case obj.R_X86_64_TLSGD:
		// 66 48 8d 3d disp32, then 66 66 48 e8 rel32 or 66 48 ff 15 disp32.
		if endsWith(before, 0x66, 0x48, 0x8d, 0x3d) && len(after) >= 12 && callFollows(relocs, i, 8) &&
			(hasBytes(after[4:], 0x66, 0x66, 0x48, 0xe8) || hasBytes(after[4:], 0x66, 0x48, 0xff, 0x15)) {
			return tlsGD
		}
	case obj.R_X86_64_TLSLD:
		// 48 8d 3d disp32, then e8 rel32 or ff 15 disp32.
		if !endsWith(before, 0x48, 0x8d, 0x3d) {
			return tlsNone
		}
		if len(after) >= 9 && after[4] == 0xe8 && callFollows(relocs, i, 5) {
			return tlsLD
		}
		if len(after) >= 10 && hasBytes(after[4:], 0xff, 0x15) && callFollows(relocs, i, 6) {
			return tlsLDLong
		}
	case obj.R_X86_64_GOTTPOFF:
		if len(before) < 3 || len(after) < 4 || before[at-3]&0xfb != 0x48 || before[at-1]&0xc7 != 0x05 || r.Add != -4 {
			return tlsNone
		}
		switch before[at-2] {
		case 0x8b:
			return tlsIEMov
		case 0x03:
			return tlsIEAdd
		}
	case obj.R_X86_64_GOTPC32_TLSDESC:
		if len(before) >= 3 && len(after) >= 4 && before[at-3]&0xfb == 0x48 && before[at-2] == 0x8d && before[at-1]&0xc7 == 0x05 {
			return tlsDesc
		}
	case obj.R_X86_64_TLSDESC_CALL:
		if hasBytes(after, 0xff, 0x10) {
			return tlsDescCall
		}
	}
	return tlsNone
}

// callFollows reports whether the next relocation is that of a call dist
// bytes on.
func callFollows(relocs []obj.Reloc, i int, dist uint64) bool {
	if i+1 >= len(relocs) || relocs[i+1].Off != relocs[i].Off+dist {
		return false
	}
	switch relocs[i+1].Type {
	case obj.R_X86_64_PLT32, obj.R_X86_64_PC32, obj.R_X86_64_GOTPCREL, obj.R_X86_64_GOTPCRELX, obj.R_X86_64_REX_GOTPCRELX:
		return true
	}
	return false
}

func endsWith(b []byte, want ...byte) bool {
	return len(b) >= len(want) && hasBytes(b[len(b)-len(want):], want...)
}

func hasBytes(b []byte, want ...byte) bool {
	return len(b) >= len(want) && string(b[:len(want)]) == string(want)
}

// writeTLS rewrites the access whose relocated field is at b[at]; off is the
// variable's distance from %fs:0.
func writeTLS(b []byte, at uint64, form tlsForm, off int64) {
	switch form {
	case tlsGD: // mov %fs:0,%rax; lea off(%rax),%rax
		copy(b[at-4:], []byte{0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0, 0x48, 0x8d, 0x80})
		le.PutUint32(b[at+8:], uint32(off))
	case tlsLD: // data16 data16 data16 mov %fs:0,%rax
		copy(b[at-3:], []byte{0x66, 0x66, 0x66, 0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0})
	case tlsLDLong:
		copy(b[at-3:], []byte{0x66, 0x66, 0x66, 0x66, 0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0})
	case tlsIEMov, tlsIEAdd, tlsDesc:
		b[at-3] = 0x48 | b[at-3]>>2&1
		b[at-2] = 0xc7
		if form == tlsIEAdd {
			b[at-2] = 0x81
		}
		b[at-1] = 0xc0 | b[at-1]>>3&7
		le.PutUint32(b[at:], uint32(off))
	case tlsDescCall:
		b[at], b[at+1] = 0x66, 0x90
	}
}
