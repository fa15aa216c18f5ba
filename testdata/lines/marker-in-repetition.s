# 100 "foo.S"
.text
.macro m
nop
nop
.endm
m
.irp x,1,2
nop
m
# 200 "bar.S"
nop
.endr
nop
.rept 2
nop
# 300 "baz.S"
nop
.endr
nop
