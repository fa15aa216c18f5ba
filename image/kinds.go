package image

// kindLook is how a kind is called and coloured: an SGR sequence for
// terminals and a colour for the page.
type kindLook struct {
	name string
	sgr  string
	rgb  string
}

var kindLooks = [kindCount]kindLook{
	KindNone:          {"nothing", "", "#9aa0a6"},
	KindHeader:        {"ELF header", "\x1b[1;34m", "#5b8def"},
	KindProgramHeader: {"program header", "\x1b[1;35m", "#a06bf2"},
	KindSectionHeader: {"section header", "\x1b[34m", "#8aa2d8"},
	KindCode:          {"code", "\x1b[1;32m", "#56b65a"},
	KindReadOnly:      {"constants", "\x1b[33m", "#e0b23c"},
	KindString:        {"strings", "\x1b[1;33m", "#f0933f"},
	KindData:          {"data", "\x1b[1;31m", "#e85d8a"},
	KindNote:          {"note", "\x1b[35m", "#a98bd3"},
	KindUnwind:        {"unwinding", "\x1b[31m", "#c9776a"},
	KindDebug:         {"debugging", "\x1b[31m", "#b08d7c"},
	KindSymbols:       {"symbol table", "\x1b[36m", "#6fc3a6"},
	KindNames:         {"names", "\x1b[36m", "#9cc16b"},
	KindRelocs:        {"relocations", "\x1b[31m", "#d05a4a"},
	KindOther:         {"other", "\x1b[37m", "#b0b0a0"},
	KindPadding:       {"padding", "\x1b[2m", "#c3c7cc"},
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
