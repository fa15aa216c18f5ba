.macro m args:vararg
# 10013 "line.S"
nop
.endm
.text
m 1
nop
