 nop
 .rept 2
 inc %eax
 inc %ebx
 .endr
 ret
 .rept 2
 .endr
 clc
 .rept 0
 nop
 .endr
 .irpc c,12
 .byte \c
 .endr
 cld
