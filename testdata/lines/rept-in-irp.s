.text
.irp x,1,2
nop
.rept 2
nop
nop
.endr
nop
.endr
nop
