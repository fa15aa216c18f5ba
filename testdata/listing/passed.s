 .if 1
 nop
 .elseif 1
 nop
 .elseif 0
 nop
 .else
 nop
 .if 1
 .else
 .endif
 .endif
 .if 0
 .elseif 0
 clc
 .elseif 1
 ret
 .elseif 1
 cld
 .endif
 .if 1
 .if 0
 .else
 .endif
 .endif
 .ifdef foo
 .macro x
 .endm
 .else
 .rept 2
 nop
 .endr
 .endif
 .macro m
 .if 0 ; nop
 clc ; cld
 .else ; std
 ret
 .endif ; cmc
 .endm
 m
 .if 1
 .else
 m
 .endif
