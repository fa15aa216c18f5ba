.text
nop
.line 7
nop
.file "x.s"
nop
nop
.line 9
nop
# 40 "z.s"
nop
.file "y.s"
nop
.line 50
nop
