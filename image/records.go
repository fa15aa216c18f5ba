package image

import (
	"bufio"
	"fmt"
	"io"
)

// Intel HEX and S-records carry bytes with their addresses as lines of text,
// for loaders, simulators and programmers of memories. Both end each line
// with a checksum: of the bytes of an Intel line the sum is zero, of those of
// an S-record all ones.

// recordBytes is how many bytes of the program stand on a line.
const recordBytes = 16

// maxRecordAddress is the last address that a line can name.
const maxRecordAddress = 1<<32 - 1

// Types of Intel records.
const (
	intelData    = 0
	intelEnd     = 1
	intelSegment = 4 // upper half of the addresses that follow
	intelStart   = 5 // entry
)

// checkAddresses refuses what does not fit in 32 bits.
func (p *program) checkAddresses() error {
	last := p.start() + p.size() - 1
	if last > maxRecordAddress || p.entry > maxRecordAddress {
		return fmt.Errorf("address %#x does not fit in the 32 bits of a record; use a lower --base", max(last, p.entry))
	}
	return nil
}

// rows calls f for each line's worth of bytes. None crosses a 64 KiB
// boundary, behind which the 16-bit addresses of Intel lines start over.
func (im *Image) rows(p *program, f func(addr uint64, b []byte)) {
	for _, c := range p.pieces {
		for c.len > 0 {
			n := min(c.len, recordBytes, 1<<16-c.addr&(1<<16-1))
			f(c.addr, im.Bytes[c.off:c.off+n])
			c.addr, c.off, c.len = c.addr+n, c.off+n, c.len-n
		}
	}
}

func writeIntelHex(im *Image, p *program, w io.Writer, opt *Options) error {
	if err := p.checkAddresses(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	upper := uint64(0)
	im.rows(p, func(addr uint64, b []byte) {
		if addr>>16 != upper {
			upper = addr >> 16
			intelRecord(out, intelSegment, 0, []byte{byte(upper >> 8), byte(upper)})
		}
		intelRecord(out, intelData, addr, b)
	})
	e := p.entry
	intelRecord(out, intelStart, 0, []byte{byte(e >> 24), byte(e >> 16), byte(e >> 8), byte(e)})
	intelRecord(out, intelEnd, 0, nil)
	return out.Flush()
}

func intelRecord(w io.Writer, typ byte, addr uint64, data []byte) {
	line := append([]byte{byte(len(data)), byte(addr >> 8), byte(addr), typ}, data...)
	fmt.Fprintf(w, ":%X%02X\r\n", line, -sum(line))
}

func writeSRecords(im *Image, p *program, w io.Writer, opt *Options) error {
	if err := p.checkAddresses(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	name := opt.Name
	sRecord(out, 0, []byte{0, 0}, []byte(name[:min(len(name), 32)]))
	im.rows(p, func(addr uint64, b []byte) { sRecord(out, 3, address32(addr), b) })
	sRecord(out, 7, address32(p.entry), nil)
	return out.Flush()
}

func address32(a uint64) []byte { return []byte{byte(a >> 24), byte(a >> 16), byte(a >> 8), byte(a)} }

func sRecord(w io.Writer, typ int, addr, data []byte) {
	line := append([]byte{byte(len(addr) + len(data) + 1)}, addr...)
	line = append(line, data...)
	fmt.Fprintf(w, "S%d%X%02X\r\n", typ, line, ^sum(line))
}

func sum(b []byte) (s byte) {
	for _, c := range b {
		s += c
	}
	return s
}
