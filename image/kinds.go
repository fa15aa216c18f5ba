package image

// kindLook is how a kind is called and coloured: an SGR sequence for
// terminals and a colour for the page.
type kindLook struct {
	name  string
	short string // the identifier on the page
	sgr   string
	rgb   string
}

var kindLooks = [kindCount]kindLook{
	KindNone:          {"nothing", "none", "", "#9aa0a6"},
	KindHeader:        {"ELF header", "ehdr", "\x1b[1;34m", "#5b8def"},
	KindProgramHeader: {"program header", "phdr", "\x1b[1;36m", "#2bb3c0"},
	KindSectionHeader: {"section header", "shdr", "\x1b[34m", "#8aa2d8"},
	KindCode:          {"code", "code", "\x1b[1;32m", "#56b65a"},
	KindReadOnly:      {"constants", "rodata", "\x1b[33m", "#e0b23c"},
	KindString:        {"strings", "text", "\x1b[1;33m", "#f0933f"},
	KindData:          {"data", "data", "\x1b[1;35m", "#d667b5"},
	KindNote:          {"note", "note", "\x1b[35m", "#a98bd3"},
	KindUnwind:        {"unwinding", "unwind", "\x1b[31m", "#c9776a"},
	KindDebug:         {"debugging", "debug", "\x1b[31m", "#b08d7c"},
	KindSymbols:       {"symbol table", "symbols", "\x1b[36m", "#6fc3a6"},
	KindNames:         {"names", "names", "\x1b[36m", "#9cc16b"},
	KindRelocs:        {"relocations", "relocs", "\x1b[1;31m", "#e0605e"},
	KindOther:         {"other", "other", "\x1b[37m", "#b0b0a0"},
	KindPadding:       {"padding", "pad", "\x1b[2m", "#c3c7cc"},
}

// String returns the name of the kind.
func (k Kind) String() string {
	if int(k) >= len(kindLooks) {
		k = KindNone
	}
	return kindLooks[k].name
}

// look returns the appearance of the kind.
func (k Kind) look() *kindLook {
	if int(k) >= len(kindLooks) {
		k = KindNone
	}
	return &kindLooks[k]
}
