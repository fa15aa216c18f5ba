.text
.macro m
nop
.line 30
nop
.endm
nop
m
nop
.macro m2
nop
.file "ff.s"
nop
nop
.endm
nop
m2
m2
nop
