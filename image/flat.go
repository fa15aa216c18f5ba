package image

import (
	"errors"
	"fmt"
	"io"
	"sort"
)

// The formats other than ELF hold the program and nothing else: the contents
// of its code and data at their addresses, without headers and tables.

// Options say how Write writes.
type Options struct {
	Name string // what source arrays are called, and the header record of srec; empty: code
}

// Format is a way to write a program.
type Format struct {
	Name, Help string
	write      func(im *Image, p *program, w io.Writer, opt *Options) error
}

// Formats returns what Write can write.
func Formats() []Format {
	return []Format{
		{"bin", "flat binary: the image as it lies in memory from the base on", writeBin},
		{"hex", "the same as hexadecimal text, 16 bytes a line", writeHex},
		{"ihex", "Intel HEX with 32-bit addresses", writeIntelHex},
		{"srec", "Motorola S-records with 32-bit addresses (S3, S7)", writeSRecords},
		{"c", "an array in C, each instruction with its source", writeC},
		{"rust", "the same in Rust", writeRust},
		{"go", "the same in Go", writeGo},
	}
}

// Write writes the program in a format of Formats.
func Write(format string, im *Image, w io.Writer, opt *Options) error {
	for _, f := range Formats() {
		if f.Name == format {
			p, err := im.program()
			if err != nil {
				return err
			}
			return f.write(im, p, w, opt)
		}
	}
	return fmt.Errorf("unknown format %s", format)
}

// maxFlat bounds the holes that a flat image fills with zeros.
const maxFlat = 256 << 20

// program is what of a file is in memory when it starts.
type program struct {
	pieces []piece // by address, apart from each other
	entry  uint64
}

// piece is a stretch of the file that is in memory in one piece.
type piece struct {
	addr, off, len uint64
}

// holds reports whether the view of the program is made of regions like r.
func (r *Region) inProgram() bool {
	return r.Loaded && fieldsOf(r.Kind) == nil && r.Kind != KindPadding
}

// program collects the loaded contents. Where code or data stand within the
// headers, as in a golfed file, the headers are part of the program.
func (im *Image) program() (*program, error) {
	if im.Type == typeRel && len(im.relocs) > 0 {
		return nil, fmt.Errorf("an object with %s has no final bytes; link it first", count(uint64(len(im.relocs)), "relocation"))
	}
	p := &program{entry: im.Entry}
	headersEnd := im.headersEnd()
	for i := range im.Regions {
		r := &im.Regions[i]
		if !r.inProgram() {
			continue
		}
		next := piece{r.Addr, r.Off, r.Len}
		if r.Off < headersEnd && im.Type != typeRel {
			next = piece{r.Addr - r.Off, 0, max(r.End(), headersEnd)}
		}
		p.pieces = append(p.pieces, next)
	}
	if len(p.pieces) == 0 {
		return nil, errors.New("nothing in the file is loaded into memory")
	}
	sort.SliceStable(p.pieces, func(i, j int) bool { return p.pieces[i].addr < p.pieces[j].addr })
	joined := p.pieces[:1]
	for _, next := range p.pieces[1:] {
		last := &joined[len(joined)-1]
		switch end := last.addr + last.len; {
		case end < last.addr:
			return nil, fmt.Errorf("the program goes on behind the last address (%#x, %d bytes)", last.addr, last.len)
		case next.addr > end:
			joined = append(joined, next)
		case next.addr-last.addr == next.off-last.off:
			last.len = max(last.len, next.addr-last.addr+next.len)
		case next.addr == end:
			joined = append(joined, next)
		default:
			return nil, fmt.Errorf("two parts of the program share the address %#x; link it first", next.addr)
		}
	}
	p.pieces = joined
	return p, nil
}

// headersEnd returns the offset behind the ELF and program headers.
func (im *Image) headersEnd() uint64 {
	at, n := im.programHeaders()
	return max(ehdrSize, at+uint64(n)*phdrSize)
}

func (p *program) start() uint64 { return p.pieces[0].addr }

func (p *program) size() uint64 {
	last := p.pieces[len(p.pieces)-1]
	return last.addr + last.len - p.start()
}

// flat returns the image from the first address to the last, with zeros
// where nothing is.
func (im *Image) flat(p *program) ([]byte, error) {
	if p.size() > maxFlat {
		return nil, fmt.Errorf("the program spans %d bytes of addresses; ihex and srec leave the holes out", p.size())
	}
	b := make([]byte, p.size())
	for _, c := range p.pieces {
		copy(b[c.addr-p.start():], im.Bytes[c.off:c.off+c.len])
	}
	return b, nil
}

func writeBin(im *Image, p *program, w io.Writer, opt *Options) error {
	b, err := im.flat(p)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

func writeHex(im *Image, p *program, w io.Writer, opt *Options) error {
	b, err := im.flat(p)
	if err != nil {
		return err
	}
	var text []byte
	for _, row := range chunk(b, 16) {
		text = fmt.Appendf(text, "% x\n", row)
	}
	_, err = w.Write(text)
	return err
}
