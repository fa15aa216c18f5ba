package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tas/encoder/isa"
)

// line is one line of a table, split into its columns.
type line struct {
	where    string // file:line, for messages
	names    []string
	sizes    string   // letters of the family, "" when there is none
	operands []string // AT&T order
	form     string   // letters in Intel order
	opcode   []string
	flags    map[string]string
	cpu      string
}

var columns = regexp.MustCompile(`\s{2,}|\t+`)

// table compiles one file.
func (c *compiler) table(file, text string) error {
	cpu := ""
	for i, raw := range strings.Split(text, "\n") {
		where := fmt.Sprintf("%s:%d", file, i+1)
		if at := strings.IndexByte(raw, ';'); at >= 0 {
			raw = raw[:at]
		}
		raw = strings.TrimSpace(raw)
		if raw == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(raw, "@cpu"); ok {
			cpu = strings.Join(strings.Fields(rest), "+")
			continue
		}
		if rest, ok := strings.CutPrefix(raw, "@list"); ok {
			words := strings.Fields(rest)
			c.lists[words[0]] = words[1:]
			continue
		}
		l, err := split(raw)
		if err != nil {
			return fmt.Errorf("%s: %v", where, err)
		}
		l.where, l.cpu = where, cpu
		if err := c.each(l); err != nil {
			return fmt.Errorf("%s: %v", where, err)
		}
	}
	return nil
}

// each expands a line whose name has the name of a list in angle brackets,
// vcmp<cmp>ps: once for every word of the list. Its place in it is the byte
// behind the operands, is added to an opcode with a star, or is a condition.
func (c *compiler) each(l *line) error {
	before, rest, ok := strings.Cut(l.names[0], "<")
	list, after, ok2 := strings.Cut(rest, ">")
	if !ok || !ok2 {
		return c.expand(l)
	}
	if len(c.lists[list]) == 0 {
		return fmt.Errorf("no list %q; expected a line @list %s before", list, list)
	}
	for k, word := range c.lists[list] {
		if word == "-" {
			continue
		}
		one := *l
		one.names = nil
		for _, w := range strings.Split(word, "|") {
			one.names = append(one.names, before+w+after)
		}
		one.opcode = append([]string(nil), l.opcode...)
		star := slices.IndexFunc(l.opcode, func(w string) bool { return strings.HasSuffix(w, "*") })
		_, scc := l.flags["scc"]
		switch {
		case star >= 0: // 40*: added to the opcode
			base, err := strconv.ParseUint(strings.TrimSuffix(l.opcode[star], "*"), 16, 8)
			if err != nil {
				return fmt.Errorf("opcode %q", l.opcode[star])
			}
			one.opcode[star] = fmt.Sprintf("%02X", int(base)+k)
		case scc: // in the EVEX prefix
			one.flags = map[string]string{"scc": strconv.Itoa(k)}
		default:
			one.opcode = append(one.opcode, fmt.Sprintf("%02X", k))
		}
		if err := c.expand(&one); err != nil {
			return err
		}
	}
	return nil
}

func split(raw string) (*line, error) {
	col := columns.Split(raw, -1)
	if len(col) < 5 || len(col) > 6 {
		return nil, fmt.Errorf("%d columns, expected names, sizes, operands, form, opcode and perhaps flags, with two blanks between them", len(col))
	}
	l := &line{names: strings.Split(col[0], "|"), form: col[3], opcode: strings.Fields(col[4]), flags: map[string]string{}}
	if col[1] != "-" {
		l.sizes = col[1]
	}
	if col[2] != "-" {
		for _, op := range strings.Split(col[2], ",") {
			l.operands = append(l.operands, strings.TrimSpace(op))
		}
	}
	if len(col) == 6 {
		for _, f := range strings.Fields(col[5]) {
			key, value, _ := strings.Cut(f, "=")
			l.flags[key] = value
		}
	}
	return l, nil
}

// tableFlags are the flags that set a bit of Template.Flags.
var tableFlags = map[string]isa.Flag{
	"lock":      isa.FlagLock,
	"hle":       isa.FlagLock | isa.FlagHLE,
	"hlealone":  isa.FlagLock | isa.FlagHLE | isa.FlagHLEAlone,
	"xrel":      isa.FlagXrelease,
	"rep":       isa.FlagRep,
	"repe":      isa.FlagRepE,
	"bnd":       isa.FlagBnd,
	"notrack":   isa.FlagNotrack,
	"d64":       isa.FlagDefault64,
	"ind":       isa.FlagIndirect,
	"jump":      isa.FlagJump,
	"jcc":       isa.FlagJcc,
	"addrsize":  isa.FlagAddrSize,
	"addrreg":   isa.FlagAddrReg,
	"wait":      isa.FlagWait,
	"warnsize":  isa.FlagWarnSize,
	"quietsize": isa.FlagQuietSize,
	"imm64":     isa.FlagImm64,
	"distinct":  isa.FlagDistinct,
	"quad":      isa.FlagQuad,
	"string":    isa.FlagString,
	"far":       isa.FlagFar | isa.FlagAsIs,
	"norip":     isa.FlagNoRIP,
	"rip":       isa.FlagRIP,
	"no32":      isa.FlagNo32,
	"noscale":   isa.FlagNoScale,
	"odd":       isa.FlagOdd,
	"sib":       isa.FlagNoRIP | isa.FlagSIB,
	"asis":      isa.FlagAsIs,
	"nd":        isa.FlagND,
	"nf1":       isa.FlagNF,
	"rex2":      isa.FlagREX2,
	"scc":       isa.FlagSCC,
	"comm":      isa.FlagComm,
}

// otherFlags are those that expand looks at itself.
var otherFlags = map[string]bool{
	"no64": true, "only64": true, "intel": true, "att": true, "amd64": true, "notamd64": true, "intel64": true,
	"o16": true, "o32": true, "o64": true, "nosuf": true, "onlysuf": true, "vsuf": true, "bothsuf": true,
	"er": true, "sae": true, "er256": true, "twin": true, "onlyload": true, "n8": true, "noegpr": true, "novl": true,
	"nf": true, "sizer": true, "cpu": true, "fixed": true, "swap": true,
}
