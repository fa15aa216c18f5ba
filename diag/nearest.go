package diag

// Nearest returns the candidate that name most likely was meant to be, or ""
// when none is near. candidates calls yield with each until it returns false.
// Case does not count.
func Nearest(name []byte, candidates func(yield func(string) bool)) string {
	const longest = 32
	if len(name) == 0 || len(name) > longest {
		return ""
	}
	limit := 1 + len(name)/4
	if len(name) == 1 {
		return ""
	}
	best, bestDistance := "", limit+1
	candidates(func(c string) bool {
		if len(c) > longest || len(c) > len(name)+limit || len(name) > len(c)+limit {
			return true
		}
		d := distance(string(name), c)
		if d < bestDistance || d == bestDistance && best != "" && common(name, c) > common(name, best) {
			best, bestDistance = c, d
		}
		return true
	})
	return best
}

// common is the length of what two names begin with alike.
func common(name []byte, c string) int {
	n := 0
	for n < len(name) && n < len(c) && name[n]|0x20 == c[n]|0x20 {
		n++
	}
	return n
}

// guessing is how many errors a run may have before names are no longer
// compared with all that they could mean: it takes half a millisecond for each.
const guessing = 100

// Nearest is the function of that name, for the messages of l; it returns ""
// when there are so many that nobody reads them all.
func (l *List) Nearest(name []byte, candidates func(yield func(string) bool)) string {
	if l.errors > guessing {
		return ""
	}
	return Nearest(name, candidates)
}

// distance is the number of letters to insert, remove, change, or exchange
// with their neighbour to turn a into b (Damerau and Levenshtein's restricted
// edit distance). Neither is longer than 32 bytes.
func distance(a, b string) int {
	var rows [3][33]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			x, y := fold(a[i-1]), fold(b[j-1])
			cost := 1
			if x == y {
				cost = 0
			}
			d := min(last[j-1]+cost, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && x == fold(b[j-2]) && fold(a[i-2]) == y {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func fold(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
