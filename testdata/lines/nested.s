.text
.macro m a
.rept \a
nop
.irp x,1,2
nop
.endr
.endr
nop
.endm
nop
m 2
.rept 2
.irp y,1,2
m 1
nop
.endr
nop
.endr
nop
