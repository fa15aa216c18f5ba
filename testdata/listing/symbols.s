 .file "foo.c"
a: nop
1: jmp 1b
.Lx: nop
 .globl b, c, d
b:
c = 5
c2 = 5
d = b+1
d2 = b+1
d3 = c+1
c4 = 3
c4 = 4
 .set c5, 6
 .equ c6, 7
 .equiv c7, 8
 .long c8
 c8 = 9
 c9 = . - a
 d4 = .
 .comm g,8,8
 .lcomm h,4
 call ext
 .hidden hid
 .data
dd: .long ext2, .Lund
 .section .foo,"ax"
x1: 
 .set neg, -1
 .symver a, a@V1
 .set big, 0x123456789abcdef
 .tls_common tc,4,4
 .type ff,@gnu_indirect_function
ff: ret
verylongsymbolnameverylongsymbolnameverylongsymbolname: nop
"quoted name": nop
 .section .bss
bb: .skip 4
 .section .grp,"axG",@progbits,sig,comdat
gg: nop
 .largecomm lc,4,4
 .extern exx
 .macro m n
\n: nop
x\n = 4
 .endm
 m mm
