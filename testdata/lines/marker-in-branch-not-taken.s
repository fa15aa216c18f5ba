# 100 "foo.S"
.text
nop
.if 0
# 200 "bar.S"
nop
.ifdef unknown
nop
# 300 "baz.S"
.endif
.else
nop
.endif
nop
.macro m
.if 0
# 400 "bay.S"
.endif
nop
.endm
m
.rept 2
.if 0
# 500 "bax.S"
.endif
nop
.endr
nop
