 .macro m a:vararg
 .rept 2
 .byte \a
 .endr
lab\@:
 .endm
 m 1,2
 nop
 .macro inner
 .byte 9
 .endm
 .macro outer
 .byte 8
 inner
 .byte 7
 .endm
 outer ; nop; outer
 .rept 2
 outer
 .rept 2
 .byte 1
 .endr
 .byte 2
 .endr
 ret
