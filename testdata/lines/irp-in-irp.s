.text
.irp x,1,2
nop
.irp y,1,2
nop
nop
.endr
nop
.endr
nop
