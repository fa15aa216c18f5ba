package deflate

// The lengths of the codes of a block stand in front of it, themselves as codes:
// a length, a repetition of the one before, or a run of zeros.

const (
	repeatLength = 16 // three to six times
	repeatZero   = 17 // three to ten
	repeatZeros  = 18 // eleven to 138
)

// lengthOrder is in what order the lengths of these codes are written.
var lengthOrder = [lengths]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

type lengthList struct {
	tree
	items []lengthItem
	sent  int // how many of lengthOrder are written
}

// lengthItem is a code and what follows it.
type lengthItem struct {
	code  int
	extra uint64
}

// build makes the list for two codes and adds what it costs.
func (l *lengthList) build(lit, far *tree, c *cost) {
	l.n, l.longest = lengths, 7
	l.list(lit)
	l.list(far)
	l.tree.build(c, lengthExtra, nil)
	l.sent = lengths
	for l.sent > 4 && l.length[lengthOrder[l.sent-1]] == 0 {
		l.sent--
	}
	c.best += 3*l.sent + 5 + 5 + 4
}

// list adds the lengths of one code.
func (l *lengthList) list(t *tree) {
	before := -1
	for i := 0; i <= t.top; {
		length := int(t.length[i])
		run, most := 1, 138
		switch {
		case length == before && length != 0:
			most = 6
		case length != 0:
			most = 7
		}
		for run < most && i+run <= t.top && int(t.length[i+run]) == length {
			run++
		}
		i += run
		switch {
		case length == 0 && run >= 11:
			l.add(repeatZeros, run-11)
		case length == 0 && run >= 3:
			l.add(repeatZero, run-3)
		case length != 0 && length == before && run >= 3:
			l.add(repeatLength, run-3)
		case length != 0 && run >= 4:
			l.add(length, 0)
			l.add(repeatLength, run-4)
		default:
			for range run {
				l.add(length, 0)
			}
		}
		before = length
	}
}

func (l *lengthList) add(code, extra int) {
	l.items = append(l.items, lengthItem{code, uint64(extra)})
	l.freq[code]++
}

// write writes the list.
func (l *lengthList) write(w *bitWriter, lit, far *tree) {
	w.put(uint64(lit.top+1-257), 5)
	w.put(uint64(far.top+1-1), 5)
	w.put(uint64(l.sent-4), 4)
	for _, code := range lengthOrder[:l.sent] {
		w.put(uint64(l.length[code]), 3)
	}
	for _, item := range l.items {
		l.put(w, item.code)
		w.put(item.extra, lengthExtra(item.code))
	}
}
