.text
.macro m
nop
nop
.endm
nop
.irp x,1,2
nop
m
nop
.endr
.rept 2
nop
m
m
.endr
nop
