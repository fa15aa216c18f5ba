.text
.macro m
nop
.rept 2
nop
nop
.endr
nop
.endm
nop
m
nop
