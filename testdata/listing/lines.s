 .data; .long 1; .text
 nop; nop
 nop ; .data ; .long 2 ; .text; ret
 /* a
 b
 c */ nop
# comment

 .ascii "a\
b"
 .align 16
 nop
 .org 64
 .p2align 4,,3
 .fill 300
 jmp x
 .skip x-y
y: .uleb128 x-y
x: .byte 1
 .comm foo, 4
 .section .foo
 .long 7
 .previous
 .long 8
 .subsection 1
 .long 9
 .subsection 0
 .long 10
 .bss
 .skip 10
 .zero 4
