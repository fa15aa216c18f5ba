.text
.macro m
nop
.file "y.s"
nop
.line 30
nop
.endm
nop
m
nop
nop
