.text
.rept 2
nop
.line 30
nop
nop
.endr
nop
nop
