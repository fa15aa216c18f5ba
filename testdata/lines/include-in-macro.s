.text
.macro m
nop
.include "two-nops.inc"
nop
.endm
nop
m
.irp x,1,2
nop
.include "two-nops.inc"
nop
.endr
.rept 2
nop
.include "two-nops.inc"
nop
.endr
nop
