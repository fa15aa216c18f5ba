package directives

// tidy appends the statement or the line at hand to out, as GNU as's listing shows what
// it has no file for.
func (d *Directives) tidy(out []byte, end scrubEnd) []byte {
	in := d.in
	line, _ := scrub(nil, in.Text[in.At:len(in.Text)-2], scrubStart, end)
	return append(out, line...)
}
