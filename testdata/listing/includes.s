 nop
 .include "listed.inc"
 ret
 .rept 2
 .include "listed.inc"
 .endr
 .macro q
 .include "listed.inc"
 nop
 .endm
 q
 ret
