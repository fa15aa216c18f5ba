package directives

// DWARF numbers of the x86-64 registers (psABI figure 3.36). Registers that
// come in rows of consecutive numbers are stated by their first; the rest is
// named one by one. Only the 64-bit names are known, as in GNU as.

// cfiRows lists the rows of numbered registers: prefix0, prefix1, ...
var cfiRows = [...]struct {
	prefix      string
	first, last uint32 // index range in the name
	number      uint32 // of prefix<first>
}{
	{"r", 8, 15, 8},
	{"xmm", 0, 15, 17},
	{"xmm", 16, 31, 67},
	{"mm", 0, 7, 41},
	{"st", 0, 7, 33},
	{"k", 0, 7, 118},
}

// cfiRegister reads a register: a name with or without %, or its number. It
// reports false after an error.
func (d *Directives) cfiRegister() (uint32, bool) {
	in := d.in
	c := in.Peek()
	start := in.At
	if '0' <= c && c <= '9' || c == '(' {
		return d.cfiRegisterNumber(start)
	}
	at := start
	if c == '%' {
		at++
	}
	end := at
	for isRegisterChar(in.Text[end]) {
		end++
	}
	if end < at+8 && in.Text[end] == '(' && string(lower(in.Text[at:end])) == "st" {
		// st(3)
		if n := in.Text[end+1]; '0' <= n && n <= '7' && in.Text[end+2] == ')' {
			in.At = end + 3
			return 33 + uint32(n-'0'), true
		}
	}
	if n, ok := cfiNumber(in.Text[at:end]); ok {
		in.At = end
		return n, true
	}
	if c == '%' {
		in.At = end
		return 0, d.errorf(start, "%s expects a register here, such as %%rbx or its DWARF number", d.name)
	}
	return d.cfiRegisterNumber(start)
}

// cfiRegisterNumber reads a constant expression.
func (d *Directives) cfiRegisterNumber(start int) (uint32, bool) {
	n, ok := d.constant("register number")
	if ok && n < 0 {
		return 0, d.errorf(start, "a register number cannot be negative")
	}
	return uint32(n), ok
}

func isRegisterChar(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_'
}

// cfiNumber returns the DWARF number of a register name in either case.
func cfiNumber(name []byte) (uint32, bool) {
	if len(name) > 8 {
		return 0, false
	}
	var buf [8]byte
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	low := buf[:len(name)]
	switch string(low) {
	case "rax":
		return 0, true
	case "rdx":
		return 1, true
	case "rcx":
		return 2, true
	case "rbx":
		return 3, true
	case "rsi":
		return 4, true
	case "rdi":
		return 5, true
	case "rbp":
		return 6, true
	case "rsp":
		return 7, true
	case "rip":
		return 16, true
	case "st":
		return 33, true
	case "eflags", "rflags":
		return 49, true
	case "es":
		return 50, true
	case "cs":
		return 51, true
	case "ss":
		return 52, true
	case "ds":
		return 53, true
	case "fs":
		return 54, true
	case "gs":
		return 55, true
	case "fs.base":
		return 58, true
	case "gs.base":
		return 59, true
	case "tr":
		return 62, true
	case "ldtr":
		return 63, true
	case "mxcsr":
		return 64, true
	case "fcw":
		return 65, true
	case "fsw":
		return 66, true
	}
	digits := len(low)
	for digits > 0 && '0' <= low[digits-1] && low[digits-1] <= '9' {
		digits--
	}
	if digits == len(low) || len(low)-digits > 2 || low[digits] == '0' && len(low)-digits > 1 {
		return 0, false
	}
	index := uint32(0)
	for _, c := range low[digits:] {
		index = index*10 + uint32(c-'0')
	}
	for i := range cfiRows {
		row := &cfiRows[i]
		if string(low[:digits]) == row.prefix && row.first <= index && index <= row.last {
			return row.number + index - row.first, true
		}
	}
	return 0, false
}
