.file 1 "test.c"
.section .a,"axG",%progbits,test,comdat
.loc 1 1
nop
.section .a,"ax",%progbits
.loc 1 1
nop
