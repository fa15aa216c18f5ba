package linker

import (
	"maps"
	"slices"

	"tas/diag"
	"tas/obj"
)

// .note.gnu.property says what code expects of the machine, and what it is
// prepared for: instruction sets, shadow stacks, landing pads at the targets
// of indirect jumps. A note is a list of (type, size, data); the type says how
// the lists of all objects become one (psABI, chapter "Program Property"), for
// what half of the code is prepared for, the program is not.

const (
	propertyName   = ".note.gnu.property"
	propertyHeader = 16 // sizes, type and the name "GNU"
	propertyNote   = 5  // NT_GNU_PROPERTY_TYPE_0

	propertyStackSize  = 1
	propertyNoCopy     = 2
	propertyFeature1   = 0xc0000002 // X86_FEATURE_1_AND
	maxPropertiesOfOne = 64         // an honest object has five
)

// The bits of X86_FEATURE_1_AND that -z may set.
const (
	FeatureIBT   = 1 << 0
	FeatureSHSTK = 1 << 1
)

// propertyRule says how the values of two objects are joined.
type propertyRule uint8

const (
	propertyUnknown propertyRule = iota
	propertyMax                  // the largest
	propertyAny                  // there, if one has it
	propertyOr                   // every bit that one has
	propertyAnd                  // the bits that all have
	propertyOrAll                // every bit that one has, if all say something
)

// ruleOf knows the ranges that the psABI and the gABI set aside.
func ruleOf(typ uint32) propertyRule {
	switch {
	case typ == propertyStackSize:
		return propertyMax
	case typ == propertyNoCopy:
		return propertyAny
	case typ >= 0xb0000000 && typ <= 0xb0007fff, typ >= 0xc0000002 && typ <= 0xc0007fff:
		return propertyAnd
	case typ >= 0xb0008000 && typ <= 0xb000ffff, typ >= 0xc0008000 && typ <= 0xc000ffff:
		return propertyOr
	case typ >= 0xc0010000 && typ <= 0xc0017fff:
		return propertyOrAll
	}
	return propertyUnknown
}

// size is that of the data.
func (rule propertyRule) size() uint32 {
	switch rule {
	case propertyMax:
		return 8
	case propertyAny:
		return 0
	}
	return 4
}

// mergeProperties makes the note of the program.
func (l *linker) mergeProperties() {
	if l.opt.Tiny || l.opt.Flat {
		return // nobody reads it there
	}
	if in := l.properties(); in != nil {
		l.property = l.make(in)
	}
}

// properties joins the notes of all files; nil when nothing is left to say.
func (l *linker) properties() *obj.ObjectSection {
	var all map[uint32]uint64
	for i, f := range l.files {
		own := l.propertiesOf(f)
		if i == 0 {
			all = own
			continue
		}
		for typ, v := range all {
			other, both := own[typ]
			switch rule := ruleOf(typ); {
			case rule == propertyMax:
				all[typ] = max(v, other)
			case rule == propertyAnd && both:
				all[typ] = v & other
			case rule == propertyOr, rule == propertyOrAll && both:
				all[typ] = v | other
			case rule != propertyAny:
				delete(all, typ)
			}
		}
		for typ, v := range own {
			if _, both := all[typ]; !both && ruleOf(typ) <= propertyOr {
				all[typ] = v
			}
		}
	}
	if l.opt.Features != 0 {
		if all == nil {
			all = map[uint32]uint64{}
		}
		all[propertyFeature1] |= uint64(l.opt.Features)
	}
	if len(l.files) > 1 { // ld leaves one file's as it is
		maps.DeleteFunc(all, func(typ uint32, v uint64) bool {
			return v == 0 && (ruleOf(typ) == propertyAnd || ruleOf(typ) == propertyOr)
		})
	}
	if len(all) == 0 {
		return nil
	}
	data := make([]byte, propertyHeader)
	for _, typ := range slices.Sorted(maps.Keys(all)) {
		size := ruleOf(typ).size()
		data = le.AppendUint32(data, typ)
		data = le.AppendUint32(data, size)
		data = append(data, le.AppendUint64(nil, all[typ])[:alignUp(uint64(size), 8)]...)
	}
	le.PutUint32(data, 4)
	le.PutUint32(data[4:], uint32(len(data)-propertyHeader))
	le.PutUint32(data[8:], propertyNote)
	copy(data[12:], "GNU\x00")
	return &obj.ObjectSection{
		Name: propertyName, Type: obj.SHT_NOTE, Flags: obj.SHF_ALLOC, Align: 8, Size: uint64(len(data)), Data: data,
	}
}

// propertiesOf reads the note of one file.
func (l *linker) propertiesOf(f *file) map[uint32]uint64 {
	own := map[uint32]uint64{}
	for i := range f.sects {
		in := f.sects[i].in
		if in.Name != propertyName || in.Type != obj.SHT_NOTE || f.sects[i].state == sectDiscarded {
			continue
		}
		for data := in.Data; len(data) >= propertyHeader; {
			size := uint64(le.Uint32(data[4:]))
			if size > uint64(len(data)-propertyHeader) {
				l.diags.Warnf(diag.Span{}, "%s: a note of %s does not end within the section; it is left out", f.name, propertyName)
				break
			}
			if le.Uint32(data) == 4 && string(data[12:16]) == "GNU\x00" && le.Uint32(data[8:]) == propertyNote {
				l.readProperties(f, own, data[propertyHeader:propertyHeader+size])
			}
			data = data[min(propertyHeader+alignUp(size, 8), uint64(len(data))):]
		}
	}
	return own
}

// readProperties adds the list of one note to own.
func (l *linker) readProperties(f *file, own map[uint32]uint64, list []byte) {
	for len(list) >= 8 && len(own) < maxPropertiesOfOne {
		typ, size := le.Uint32(list), le.Uint32(list[4:])
		rule := ruleOf(typ)
		if uint64(size) > uint64(len(list)-8) || rule != propertyUnknown && size != rule.size() {
			l.diags.Warnf(diag.Span{}, "%s: property %#x of %s has %d bytes; it is left out", f.name, typ, propertyName, size)
			return
		}
		var v [8]byte
		copy(v[:], list[8:8+size])
		needs := typ >= 0xc0008000 && rule == propertyOr // ld takes no need at all for nothing said
		if value := le.Uint64(v[:]); rule != propertyUnknown && (value != 0 || !needs) {
			own[typ] |= value
		}
		list = list[min(8+alignUp(uint64(size), 8), uint64(len(list))):]
	}
}
